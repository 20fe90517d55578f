"""Resting: what somebody holds or has given on a partner's behalf stands only while the partner does.

Leaving makes nothing easier (invariant 3): a role, a seat or an institution's consent would otherwise go on being
counted after the partner behind it has left, and no gate would open again. A template may let a register's rows
outlast the partner (`outlast_partner`).
"""

from __future__ import annotations

from typing import Any

from partnership.evaluation.context import Context, by_id
from partnership.evaluation.table import rows_under
from partnership.index import Row

RESTING = frozenset({"assignment", "membership", "consent"})
"""Kinds of record that may rest on a partner."""

_FOR_OTHERS = frozenset({"institution", "employer"})


def rests_on(record: Any, ctx: Context) -> str | None:
    """Return the partner on whose behalf something is held or was given; None where it is nobody's but one's own."""
    match record.kind:
        case "assignment":
            partner: str | None = record.on_behalf_of or record.partner
            return partner or _partner_of(record.person, ctx)
        case "membership":
            return str(record.partner)
        case "consent" if record.by in _FOR_OTHERS and record.given_by is not None:
            is_partner = ctx.ever("partner", record.given_by) is not None
            return str(record.given_by) if is_partner else _partner_of(record.given_by, ctx)
        case _:
            return None


def rests_on_nobody(row: Row) -> bool:
    """Tell whether a row can be seen to rest on no partner without a look at others."""
    return row.record.kind == "consent" and (row.record.by not in _FOR_OTHERS or row.record.given_by is None)


def still_rests(row: Row, ctx: Context) -> bool:
    """Tell whether the partner that a row rests on is there on the context's day, or it rests on nobody."""
    partner = rests_on(row.record, ctx)
    return partner is None or ctx.standing("partner", partner) is not None


def holders(role: str, ctx: Context) -> list[Row]:
    """Return the assignments of a role that stand, by id: in force, and their partner is there if they rest on one."""
    table = ctx.tables.table(ctx.tables.plan.holders, ctx)
    return sorted(rows_under(table, role, ctx), key=by_id)


def _partner_of(person: str | None, ctx: Context) -> str | None:
    found = None if person is None else ctx.ever("person", person)
    return None if found is None else found.record.partner
