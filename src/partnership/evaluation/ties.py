"""Ties between partners that records imply.

A tie that counts is one that people have lived: a declared tie, something held together, a visit, a training that both
attended, a placement, a common team. An agreement alone ties nobody, else every partnership would be complete on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from partnership.evaluation.context import Context
from partnership.evaluation.paths import fields_that_refer
from partnership.evaluation.reads import EVERY
from partnership.evaluation.table import note_rows, rows_under
from partnership.index import Row

PartnerPair = tuple[str, str]
"""Two different partners, the lesser id first."""

TYING = ("tie", "event", "activity", "meeting", "visit", "session", "placement", "team")
"""Kinds of record that tie."""

_HELD = frozenset({"held", "debriefed"})
_PARTNER_FIRST = ("partner", "person", "ward")
"""Where a partner and a person have the same id, and a field may name either, it is the partner that is meant."""


def implied(row: Row, ctx: Context) -> tuple[PartnerPair, ...]:
    """Return the pairs that a record ties."""
    record: Any = row.record
    match record.kind:
        case "tie":
            return _pairs(_partners(record, "between", ctx))
        case "event" | "activity" | "meeting":
            return _pairs(record.partners if record.state in _HELD else ())
        case "visit" if record.state in _HELD:
            adults = dict.fromkeys(_partners(record, "adults", ctx))
            found = [pair for adult in adults for pair in _pairs((adult, record.institution))]
            return tuple(dict.fromkeys(found))
        case "session" if record.state == "held":
            return _pairs(_partners(record, "attended", ctx))
        case "placement":
            volunteer, place = ctx.ever("volunteer", record.volunteer), ctx.ever("place", record.place)
            return _pairs(
                (
                    None if volunteer is None else volunteer.record.partner,
                    None if place is None else place.record.institution,
                )
            )
        case "team":
            return _pairs(_partners(record, "members", ctx))
        case _:
            return ()


def pairs_tied(ctx: Context) -> Iterator[PartnerPair]:
    """Yield each pair of partners that is tied on the context's day."""
    found: set[PartnerPair] = set()
    day, length, reads = ctx.day, ctx.length, ctx.reads
    for number in ctx.tables.plan.tying:
        table = ctx.tables.table(number, ctx)
        if reads is not None:
            reads.keys[table, EVERY] = None  # whoever reads all of a table need not read each of its keys
        for key, rows in list(table.buckets.items()):
            pair: Any = key
            if pair in found:
                continue
            for row in rows:
                if row.lo <= day < row.hi and row.added <= length < row.removed:
                    if reads is not None:
                        reads.row(day, row)
                    found.add(pair)
                    yield pair
                    break
            else:
                if reads is not None:
                    note_rows(rows, ctx)


def tie_counts(ctx: Context) -> dict[PartnerPair, int]:
    """Return how many records tie each pair of partners that is tied on the context's day."""
    found: dict[PartnerPair, int] = {}
    for number in ctx.tables.plan.tying:
        table = ctx.tables.table(number, ctx)
        for key in list(table.buckets):
            if n := len(rows_under(table, key, ctx)):
                pair: Any = key
                found[pair] = found.get(pair, 0) + n
    return found


def _partners(record: Any, field: str, ctx: Context) -> Iterator[str | None]:
    """Yield, for each id in a field, the partner that it stands for; ids are of the kinds that the field says."""
    kinds = sorted(fields_that_refer(record.kind)[field], key=_PARTNER_FIRST.index)
    for id_ in getattr(record, field):
        kind = next((kind for kind in kinds if ctx.exists(kind, id_)), None)
        if kind == "partner":
            yield id_
        elif kind is not None and (row := ctx.ever(kind, id_)) is not None:
            yield getattr(row.record, row.record.behind)


def _pairs(partners: Iterable[str | None]) -> tuple[PartnerPair, ...]:
    return tuple(combinations(sorted({partner for partner in partners if partner is not None}), 2))
