"""Roles: what somebody holds for others, and would go on holding on paper after it has left."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.index import Tables
from partnership.records import Assignment


def held_alone(tables: Tables, partner: str) -> Iterator[tuple[str, Assignment]]:
    """Return the assignments that a partner, or a person of it, holds for others and nobody else holds as well.

    Its own voice and the roles in its own house are left out: with the partner they are not needed any more.
    """
    assignments = tables.current["assignment"]
    for id_, row in sorted(assignments.items()):
        held: Assignment = row.record
        if _is_for_others(tables, held, partner) and not any(
            other != id_ and (each.record.role, each.record.at) == (held.role, held.at)
            for other, each in assignments.items()
        ):
            yield id_, held


def _is_for_others(tables: Tables, held: Assignment, partner: str) -> bool:
    if held.at == partner or (held.at is None and held.on_behalf_of == partner):
        return False
    if held.partner is not None:
        return held.partner == partner
    person = tables.ever["person"].get(held.person or "")
    return held.on_behalf_of == partner or (person is not None and person.record.partner == partner)
