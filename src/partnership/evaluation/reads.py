"""Reads: what one evaluation has read, on which days it would read the same, and who is told when it changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable
from typing import Protocol

from partnership.index import FIRST_DAY, LAST_DAY, Row
from partnership.values import ONE_DAY

Key = Hashable
ALL: Key = ()
"""The key of a table that has no key fields."""

EVERY: Key = "every key"
"""The key of whoever reads all of a table, whatever its keys are."""


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
    """What one evaluation has read, and the days (`lo` up to `hi`) on which it would read the same.

    With `keys`, what it reads is noted among what others have read.
    """

    __slots__ = ("hi", "keys", "lo")

    def __init__(self, keys: dict[tuple[Watched, Key], None] | None = None) -> None:
        self.keys: dict[tuple[Watched, Key], None] = {} if keys is None else keys
        self.lo = FIRST_DAY
        self.hi = LAST_DAY

    def turn(self, day: dt.date, turning: dt.date) -> None:
        """Note that something turns on a day: it has, by the day of the reading, or it will."""
        if turning <= day:
            self.lo = max(self.lo, turning)
        elif turning < self.hi:
            self.hi = turning

    def within(self, lo: dt.date, hi: dt.date) -> None:
        """Note that something that was found before is the same from a day up to another."""
        self.lo = max(self.lo, lo)
        self.hi = min(self.hi, hi)

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
