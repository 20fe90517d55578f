"""When each record stood as it was, and on which entries that rests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from partnership.entries import Amended, AnyEntry, Ended, Recorded
from partnership.index import Tables
from partnership.relations.columns import OPEN

Span = tuple[int, int]
"""Days from the first up to the second, exclusive, as ordinals."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A record as it stood for a while, and the numbers of the entries that made it so."""

    record: Any
    span: Span
    entries: tuple[int, ...]


class Standings:
    """Everything that ever stood in a ledger, record by record."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._entries: dict[tuple[str, str], list[tuple[dt.date, int]]] = {}
        for entry in tables.entries:
            key = _subject(entry)
            if key is not None:
                self._entries.setdefault(key, []).append((entry.date, entry.seq))

    def ids(self, kind: str) -> list[str]:
        """Return the ids of the records of a kind, sorted."""
        return sorted(self._tables.firsts[kind])

    def has(self, kind: str, id_: str) -> bool:
        """Tell whether there ever was such a record."""
        return id_ in self._tables.firsts[kind]

    def of(self, kind: str, id_: str) -> Iterator[Standing]:
        """Return how a record stood, span after span; nothing for the time after it ended or outside its validity."""
        versions = self._tables.versions(kind, id_)
        happened = self._entries[kind, id_]
        for version, after in pairwise((*versions, None)):
            if version is None or version.ended:
                continue
            record = version.row.record
            start, end = version.start.toordinal(), OPEN if after is None else after.start.toordinal()
            if hasattr(record, "valid_to"):
                first, last = getattr(record, "valid_from", None), record.valid_to
                start = start if first is None else max(start, first.toordinal())
                end = end if last is None else min(end, last.toordinal())
            if start < end:
                entries = tuple(seq for date, seq in happened if date <= version.start)
                yield Standing(record, (start, end), entries)

    def all_of(self, *kinds: str) -> Iterator[Standing]:
        """Return how all records of some kinds stood."""
        for kind in kinds:
            for id_ in self.ids(kind):
                yield from self.of(kind, id_)

    def ever(self, kind: str, id_: str) -> Iterator[tuple[int, Any]]:
        """Return each version of a record with the day from which it was known, whether or not it has ended since."""
        for version in self._tables.versions(kind, id_):
            yield version.start.toordinal(), version.row.record


def _subject(entry: AnyEntry) -> tuple[str, str] | None:
    match entry:
        case Recorded():
            return entry.record.kind, entry.record.id
        case Amended() | Ended():
            return entry.kind, entry.id
        case _:
            return None


def common(*spans: Span) -> Span | None:
    """Return the days that all spans share; None where they share none."""
    start, end = max(span[0] for span in spans), min(span[1] for span in spans)
    return (start, end) if start < end else None
