"""When each record stood as it was, and on which entries that rests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from partnership.acts import Amended, AnyEntry, Ended, Recorded
from partnership.index import LAST_DAY, STANDING, State
from partnership.network.columns import OPEN

EntrySpan = tuple[int, int]
"""Days from the first up to the second, exclusive, as ordinals."""


@dataclass(frozen=True, slots=True)
class StandingRecord:
    """A record as it stood for a while, and the numbers of the entries that made it so."""

    record: Any
    span: EntrySpan
    entries: tuple[int, ...]


class Standings:
    """Everything that ever stood in a ledger, record by record."""

    def __init__(self, state: State) -> None:
        self._index, self._length = state.index, state.length
        self._entries: dict[tuple[str, str], list[tuple[dt.date, int]]] = {}
        withdrawn = state.index.withdrawn
        for entry in state.entries:
            key = _subject(entry)
            if key is not None and withdrawn.get(entry.seq, STANDING) > state.length:
                self._entries.setdefault(key, []).append((entry.date, entry.seq))

    def ids(self, kind: str) -> list[str]:
        """Return the ids of the records of a kind, sorted."""
        return sorted(id_ for id_ in list(self._index.firsts[kind]) if self.has(kind, id_))

    def has(self, kind: str, id_: str) -> bool:
        """Tell whether there ever was such a record."""
        return self._index.exists(kind, id_, self._length)

    def of(self, kind: str, id_: str) -> Iterator[StandingRecord]:
        """Return how a record stood, span after span; nothing for the time after it ended or outside its validity."""
        for version in self._index.versions(kind, id_, self._length):
            row = version.force
            if row is not None and row.lo < row.hi:
                entries = tuple(seq for date, seq in self._entries[kind, id_] if date <= version.lo)
                end = OPEN if row.hi == LAST_DAY else row.hi.toordinal()
                yield StandingRecord(row.record, (row.lo.toordinal(), end), entries)

    def all_of(self, *kinds: str) -> Iterator[StandingRecord]:
        """Return how all records of some kinds stood."""
        for kind in kinds:
            for id_ in self.ids(kind):
                yield from self.of(kind, id_)

    def ever(self, kind: str, id_: str) -> Iterator[tuple[int, Any]]:
        """Return each version of a record with the day from which it was known, whether or not it has ended since."""
        for version in self._index.versions(kind, id_, self._length):
            yield version.lo.toordinal(), version.record


def _subject(entry: AnyEntry) -> tuple[str, str] | None:
    match entry:
        case Recorded():
            return entry.record.kind, entry.record.id
        case Amended() | Ended():
            return entry.kind, entry.id
        case _:
            return None


def common(*spans: EntrySpan) -> EntrySpan | None:
    """Return the days that all spans share; None where they share none."""
    start, end = max(span[0] for span in spans), min(span[1] for span in spans)
    return (start, end) if start < end else None
