"""Roles: what somebody holds for others, and would go on holding on paper after it has left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from partnership.evaluation import Context
from partnership.records import Assignment


def held_alone(ctx: Context) -> Mapping[str, list[Assignment]]:
    """Return, by partner, the assignments that it, or a person of it, holds for others and nobody else holds as well.

    Its own voice and the roles in its own house are left out: with the partner they are not needed any more.
    """
    assignments: list[Assignment] = [row.record for row in ctx.rows("assignment")]
    holders = Counter((held.role, held.at) for held in assignments)
    found: dict[str, list[Assignment]] = {}
    for held in assignments:
        if holders[held.role, held.at] == 1:
            for partner in _held_for_others_by(ctx, held):
                found.setdefault(partner, []).append(held)
    return found


def _held_for_others_by(ctx: Context, held: Assignment) -> set[str]:
    own = held.on_behalf_of if held.at is None else held.at
    if held.partner is not None:
        return {held.partner} - {own}
    person = None if held.person is None else ctx.ever("person", held.person)
    behind = (held.on_behalf_of, None if person is None else person.record.partner)
    return {partner for partner in behind if partner not in {None, own}}
