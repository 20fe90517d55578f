"""Who sits in a body and acts as one, and what its rules ask of so many seats."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, assert_never

from partnership.evaluation import View
from partnership.records import Membership, Partner, RulesOfProcedure
from partnership.records.governance import share

Unit = Literal["partner", "sector", "counts_as"]
"""Who acts as one: each partner with its seats, all partners of a sector together, or all of what sectors count as in
law (a children's institution is a side of its own, and a state body)."""


def seats_of(snapshot: View, body: str, unit: Unit) -> dict[str, int]:
    """Return how many seats each member has: every membership in force of a partner who is there is one."""
    partners = {each.id: each for each in snapshot.records("partner") if isinstance(each, Partner)}
    seats: dict[str, int] = {}
    for membership in snapshot.records("membership"):
        if isinstance(membership, Membership) and membership.body == body:
            partner = partners.get(membership.partner)
            if partner is not None:
                member = _member(snapshot, partner, unit)
                seats[member] = seats.get(member, 0) + 1
    return seats


def rules_of(snapshot: View, body: str) -> RulesOfProcedure | None:
    """Return the rules that a body has adopted; of several, those that were adopted or changed last."""
    adopted = [
        (row.changed, row.date, row.record.id, row.record)
        for row in snapshot.context().rows("rules_of_procedure")
        if row.record.body == body and row.record.state == "adopted"
    ]
    latest = max(adopted, key=lambda each: each[:3], default=None)
    return None if latest is None else latest[3]


def least(asked: Decimal, whole: int) -> int:
    """Return the fewest of a whole whose share reaches what is asked, as decisions reckon it."""
    return next(count for count in range(whole + 1) if (share(count, whole) or 0) >= asked)


def _member(snapshot: View, partner: Partner, unit: Unit) -> str:
    match unit:
        case "partner":
            return partner.id
        case "sector":
            return partner.sector
        case "counts_as":
            item = snapshot.template.lists["sectors"].get(partner.sector)
            return getattr(item, "counts_as", None) or partner.sector
        case _:
            assert_never(unit)
