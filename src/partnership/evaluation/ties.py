"""Ties between partners that records imply.

A tie that counts is one that people have lived: a declared tie, something held together, a visit, a training that both
attended, a placement, a common team. An agreement alone ties nobody, else every partnership would be complete on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from partnership.evaluation.reads import EVERY
from partnership.evaluation.tables import Context, has_row, rows_under
from partnership.index import Row

Pair = tuple[str, str]
"""Two different partners, the lesser id first."""

TYING = ("tie", "event", "activity", "meeting", "visit", "session", "placement", "team")
"""Kinds of record that tie."""

_HELD = frozenset({"held", "debriefed"})


def implied(row: Row, ctx: Context) -> tuple[Pair, ...]:
    """Return the pairs that a record ties."""
    record: Any = row.record
    match record.kind:
        case "tie":
            return _pairs(_partner_of(one, ctx) for one in record.between)
        case "event" | "activity" | "meeting":
            return _pairs(record.partners if record.state in _HELD else ())
        case "visit" if record.state in _HELD:
            adults = dict.fromkeys(_partner_of(adult, ctx) for adult in record.adults)
            found = [pair for adult in adults for pair in _pairs((adult, record.institution))]
            return tuple(dict.fromkeys(found))
        case "session" if record.state == "held":
            return _pairs(_partner_of(person, ctx) for person in record.attended)
        case "placement":
            volunteer, place = ctx.ever("volunteer", record.volunteer), ctx.ever("place", record.place)
            return _pairs(
                (
                    None if volunteer is None else volunteer.record.partner,
                    None if place is None else place.record.institution,
                )
            )
        case "team":
            return _pairs(_partner_of(member, ctx) for member in record.members)
        case _:
            return ()


def tied_pairs(ctx: Context) -> Iterator[Pair]:
    """Yield each pair of partners that is tied on the context's day, once for each kind of record that ties it."""
    for number in ctx.tables.plan.tying:
        table = ctx.tables.table(number, ctx)
        if ctx.reads is not None:
            ctx.reads.keys[table, EVERY] = None
        for key in tuple(table.buckets):
            if has_row(table, key, ctx):
                pair: Any = key
                yield pair


def tie_counts(ctx: Context) -> dict[Pair, int]:
    """Return how many records tie each pair of partners that is tied on the context's day."""
    found: dict[Pair, int] = {}
    for number in ctx.tables.plan.tying:
        table = ctx.tables.table(number, ctx)
        for key in tuple(table.buckets):
            if n := len(rows_under(table, key, ctx)):
                pair: Any = key
                found[pair] = found.get(pair, 0) + n
    return found


def _partner_of(id_: str, ctx: Context) -> str | None:
    if ctx.index.exists("partner", id_, ctx.length):
        return id_
    person = ctx.ever("person", id_)
    if person is not None and person.record.partner is not None:
        return str(person.record.partner)
    ward = ctx.ever("ward", id_)
    return None if ward is None else ward.record.institution


def _pairs(partners: Iterable[str | None]) -> tuple[Pair, ...]:
    return tuple(combinations(sorted({partner for partner in partners if partner is not None}), 2))
