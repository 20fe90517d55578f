"""A context: where an evaluation stands (a day, and how many entries are known), and what it has read on its way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Protocol

from partnership.index import FIRST_DAY, LAST_DAY, Index, Row

if TYPE_CHECKING:
    from partnership.evaluation.kept import Kept
    from partnership.evaluation.tables import Table, Tables

Key = Hashable
ALL: Key = ()
"""The key of a table that has no key fields."""

EVERY: Key = "every key"
"""The key of whoever reads all of a table, whatever its keys are."""

ONE_DAY = dt.timedelta(days=1)


class Cell(Protocol):
    """Something computed that must be looked at again when one of the keys it read is touched."""

    def touch(self, since: dt.date) -> None:
        """Note that what was read may be otherwise from a day on."""


class Watched:
    """Something with keys that cells can subscribe to; for the writer."""

    __slots__ = ("subscribers",)

    def __init__(self) -> None:
        self.subscribers: dict[Key, dict[Cell, None]] = {}

    def notify(self, key: Key, since: dt.date) -> None:
        """Touch everybody who read a key."""
        cells = self.subscribers.get(key)
        if cells:
            for cell in tuple(cells):
                cell.touch(since)


class Reads:
    """What one evaluation has read, and the days (`lo` up to `hi`) on which it would read the same."""

    __slots__ = ("hi", "keys", "lo")

    def __init__(self) -> None:
        self.keys: dict[tuple[Watched, Key], None] = {}
        self.lo = FIRST_DAY
        self.hi = LAST_DAY

    def turn(self, day: dt.date, turning: dt.date) -> None:
        """Note that something turns on a day: it has, by the day of the reading, or it will."""
        if turning <= day:
            self.lo = max(self.lo, turning)
        elif turning < self.hi:
            self.hi = turning

    def only(self, day: dt.date) -> None:
        """Note that the answer is that of one day and of no other."""
        self.lo = day
        self.hi = day + ONE_DAY

    def row(self, day: dt.date, row: Row) -> None:
        """Note on which days a row is there, or is not."""
        if row.lo > day:
            self.hi = min(self.hi, row.lo)
        elif row.hi > day:
            self.lo = max(self.lo, row.lo)
            self.hi = min(self.hi, row.hi)
        else:
            self.lo = max(self.lo, row.hi)


def subscribe(cell: Cell, before: Iterable[tuple[Watched, Key]], after: Iterable[tuple[Watched, Key]]) -> None:
    """Let a cell be touched by what it has read now, and no longer by what it read before."""
    for watched, key in before:
        cells = watched.subscribers[key]
        del cells[cell]
        if not cells:
            del watched.subscribers[key]
    for watched, key in after:
        watched.subscribers.setdefault(key, {})[cell] = None


class Context:
    """A day on an index under a plan: all that an evaluation may look at. `reads` notes what it looked at.

    `known` is the day up to which what has happened counts; it is earlier than `day` only where a rule asks what will
    be valid on a day to come. `kept` are the writer's kept answers, where they are of this day.
    """

    __slots__ = ("day", "index", "kept", "known", "length", "own", "reads", "tables")

    def __init__(
        self,
        tables: Tables,
        day: dt.date,
        length: int,
        reads: Reads | None = None,
        *,
        known: dt.date | None = None,
        kept: Kept | None = None,
    ) -> None:
        self.tables = tables
        self.index: Index = tables.index
        self.day = day
        self.known = day if known is None else known
        self.length = length
        self.reads = reads
        self.kept = kept
        self.own: dict[int, Table] = {}
        """Tables that only this reader needs: of fewer entries than have been written."""

    def tracked(self) -> tuple[Context, Reads]:
        """Return the same place, where what is read is noted, and the notes."""
        reads = Reads()
        made = Context(self.tables, self.day, self.length, reads, known=self.known, kept=self.kept)
        made.own = self.own
        return made, reads

    def at(self, day: dt.date) -> Context:
        """Return another day of the same index."""
        made = Context(self.tables, day, self.length)
        made.own = self.own
        return made

    def on(self, day: dt.date) -> Context:
        """Return another day, seen from this one: what happens after this one counts for nothing.

        What is read there is the same on each day from that day on, and until then on this day only.
        """
        reads = self.reads
        made = Context(self.tables, day, self.length, known=min(day, self.known))
        made.own = self.own
        if reads is not None:
            made.reads = Reads()
            made.reads.keys = reads.keys
            if day > self.day:
                reads.only(self.day)
            else:
                reads.lo = max(reads.lo, day)
        return made

    def rows(self, kind: str) -> list[Row]:
        """Return the rows of a kind that are in force, by id; what they are is not noted."""
        return sorted(self.index.rows(kind, self.day, self.length), key=_by_id)

    def rows_ever(self, kind: str) -> list[Row]:
        """Return the latest version of every record of a kind there was, ended or not, by id."""
        return sorted(self.index.rows_ever(kind, self.day, self.length), key=_by_id)

    def exists(self, kind: str, id_: str) -> bool:
        """Tell whether there is a record, on whatever day."""
        return self.index.exists(kind, id_, self.length)

    def ever(self, kind: str, id_: str) -> Row | None:
        """Return the version of a record that stands, ended or not; None before the first."""
        row = self.index.ever(kind, id_, self.known, self.length)
        if self.reads is not None:
            self._read(kind, id_)
        return row

    def standing(self, kind: str, id_: str) -> Row | None:
        """Return the version of a record that is in force."""
        if self.known == self.day:
            row = self.index.standing(kind, id_, self.day, self.length)
        else:
            row = self.index.ever(kind, id_, self.known, self.length)
            if row is not None and not is_valid(row, self.day):
                row = None
        if self.reads is not None:
            self._read(kind, id_)
        return row

    def _read(self, kind: str, id_: str) -> None:
        reads = self.reads
        if reads is None:
            return
        reads.keys[self.tables.watched[kind], id_] = None
        for row in self.index.versions(kind, id_, self.length):
            reads.row(self.day, row)
            if row.force is not None and row.force is not row:
                reads.row(self.day, row.force)


def _by_id(row: Row) -> str:
    return str(row.record.id)


def is_valid(row: Row, day: dt.date) -> bool:
    """Tell whether a version that stands is in force on a day: not ended, and inside its own validity."""
    if row.ended:
        return False
    fields = row.record.__dict__
    start, end = fields.get("valid_from"), fields.get("valid_to")
    return (start is None or start <= day) and (end is None or day < end)
