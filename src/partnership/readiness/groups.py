"""Groups: the rows of one source that pass fixed tests, kept under the keys by which they are asked for.

Each `where` falls into three parts when the law is compiled: what is fixed decides membership, what equates a field
with a variable becomes the key, and only the rest is looked at row by row when asked. So "the clearances of this
person" is one look-up, whoever asks, and whoever asked is told when the answer may have changed.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections.abc import Callable, Hashable, Iterable, Sequence
from enum import Enum
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any, Protocol

from partnership.values import Money

if TYPE_CHECKING:
    from partnership.readiness.paths import Getter
    from partnership.readiness.sources import Source
    from partnership.state import Row

Key = Hashable
ALL: Key = ()
"""The key of a group that has no key fields."""


class Reach(Enum):
    """Which rows a group holds."""

    IN_FORCE = "in force"
    EVER = "ever so far, in their latest version"
    VERSIONS = "ever so far, under the keys of every version"


class Cell(Protocol):
    """Something computed from groups that must look again when one of the keys it read is touched."""

    def touch(self) -> None:
        """Note that what was read may have changed."""


class Reads:
    """What one computation has read, so that it can be told when to look again."""

    __slots__ = ("keys", "wake")

    def __init__(self) -> None:
        self.keys: dict[tuple[Readable, Key], None] = {}
        self.wake: list[dt.date] = []


class Readable:
    """Something with keys that cells can subscribe to."""

    def __init__(self) -> None:
        self.subscribers: dict[Key, dict[Cell, None]] = {}

    def notify(self, key: Key) -> None:
        """Touch everybody who read a key."""
        cells = self.subscribers.get(key)
        if cells:
            for cell in tuple(cells):
                cell.touch()


def subscribe(cell: Cell, before: Iterable[tuple[Readable, Key]], after: Iterable[tuple[Readable, Key]]) -> None:
    """Let a cell be touched by what it has read now, and no longer by what it read before."""
    for readable, key in before:
        cells = readable.subscribers[key]
        del cells[cell]
        if not cells:
            del readable.subscribers[key]
    for readable, key in after:
        readable.subscribers.setdefault(key, {})[cell] = None


class Tally:
    """One field of the rows under one key, kept so that a count, an extreme or a sum needs no scan."""

    __slots__ = ("_numbers", "distinct", "getter", "ordered", "sums", "values")

    def __init__(self, getter: Getter) -> None:
        self.getter = getter
        self.values: dict[str, Any] = {}
        self.distinct: dict[Any, int] = {}
        self.ordered: list[Any] = []
        self.sums: dict[str | None, Fraction] = {}
        self._numbers: dict[str | None, int] = {}

    def put(self, id_: str, row: Row) -> None:
        """Take a row's value in, instead of the one it had."""
        self.drop(id_)
        value = self.getter(row)
        if value is None:
            return
        self.values[id_] = value
        self.distinct[value] = self.distinct.get(value, 0) + 1
        if isinstance(value, Money):
            self._add(value.currency, Fraction(value.amount), 1)
        else:
            insort(self.ordered, value)
            if not isinstance(value, str | dt.date):
                self._add(None, Fraction(value), 1)

    def drop(self, id_: str) -> None:
        """Take a row's value out."""
        value = self.values.pop(id_, None)
        if value is None:
            return
        self.distinct[value] -= 1
        if not self.distinct[value]:
            del self.distinct[value]
        if isinstance(value, Money):
            self._add(value.currency, -Fraction(value.amount), -1)
        else:
            del self.ordered[bisect_left(self.ordered, value)]
            if not isinstance(value, str | dt.date):
                self._add(None, -Fraction(value), -1)

    def extreme(self, place: int) -> Fraction:
        """Return the least (0) or greatest (-1) number; only over at least one, and of one currency."""
        if self.ordered:
            return Fraction(self.ordered[place])
        return sorted(Fraction(money.amount) for money in self.distinct)[place]

    def _add(self, unit: str | None, amount: Fraction, number: int) -> None:
        self.sums[unit] = self.sums.get(unit, Fraction(0)) + amount
        self._numbers[unit] = self._numbers.get(unit, 0) + number
        if not self._numbers[unit]:
            del self._numbers[unit], self.sums[unit]


class Bucket(dict[str, "Row"]):
    """The rows under one key, by id.

    It is a dict, and does not hold one: an entry fills a bucket or two, and whatever is kept the collector walks.
    """

    __slots__ = ("tallies",)

    def __init__(self, getters: Sequence[Getter]) -> None:
        super().__init__()
        # there are as many buckets as keys, and few are tallied: the others share one empty tuple
        self.tallies: tuple[Tally, ...] = tuple([Tally(getter) for getter in getters]) if getters else ()


Passes = Callable[["Row", Reads | None], bool]


class Group(Readable):
    """The rows of a source that pass `passes`, under the keys that `parts` give; see the module."""

    def __init__(
        self,
        source: Source,
        reach: Reach,
        passes: tuple[Passes, ...],
        parts: tuple[Getter, ...],
        *,
        watches: bool,
    ) -> None:
        super().__init__()
        self.source = source
        self.reach = reach
        self.buckets: dict[Key, Bucket] = {}
        self.listeners: list[Callable[[str, Row | None], None]] = []
        self.key_listeners: list[Callable[[Key], None]] = []
        self.passes = passes
        self._parts = parts
        self._single = parts[0] if len(parts) == 1 and not parts[0].many else None
        self._watches = watches
        self._tallied: list[Getter] = []
        self._keys_of: dict[str, tuple[Key, ...]] = {}
        self._cells: dict[str, _RowCell] = {}
        self._hops: tuple[Getter, ...] = tuple(part for part in parts if part.hops)

    # --- made once, when the law is compiled -------------------------------------------------------------------------

    def tally(self, getter: Getter) -> int:
        """Ask that a field be tallied under every key; returns the place of its tally in each bucket."""
        for place, known in enumerate(self._tallied):
            if known.path == getter.path:
                return place
        self._tallied.append(getter)
        if getter.hops:
            self._hops += (getter,)
            self._watches = True
            for id_, keys in self._keys_of.items():
                # rows that were there before anybody tallied lean on others from now on
                self._keys(id_, self.buckets[keys[0]][id_])
        for bucket in self.buckets.values():
            tally = Tally(getter)
            for id_, row in bucket.items():
                tally.put(id_, row)
            bucket.tallies += (tally,)
        return len(self._tallied) - 1

    # --- kept up -----------------------------------------------------------------------------------------------------

    def update(self, id_: str, row: Row | None) -> None:
        """Take in how a row stands now (None: it is not in reach any more)."""
        before = self._keys_of.get(id_, ())
        keys = () if row is None else self._keys(id_, row) if self._watches else self._keys_of_row(row, None)
        if row is None and id_ in self._cells:
            self._cells.pop(id_).retire()
        if not keys:
            if not before:
                return
            del self._keys_of[id_]
        else:
            self._keys_of[id_] = keys
        if before:
            for key in before:
                if key not in keys:
                    self._drop(key, id_)
        if row is not None:
            for key in keys:
                self._put(key, id_, row)
        for listener in self.listeners:
            listener(id_, row if keys else None)

    def retest(self, id_: str) -> None:
        """Look at a row again: something that its tests or fields lean on has changed."""
        self.update(id_, self.source.row(id_, self.reach))

    def row_on(self, id_: str, day: dt.date, key: Key) -> Row | None:
        """Return the version of a row that is in force on a day, if it passes and has the key."""
        row = self.source.row_on(id_, day)
        return row if row is not None and key in self._keys_of_row(row, None) else None

    def fill(self) -> None:
        """Take in every row that is in reach; once, before the group is kept up."""
        for id_, row in tuple(self.source.rows(self.reach).items()):
            self.update(id_, row)

    def _keys(self, id_: str, row: Row) -> tuple[Key, ...]:
        reads = Reads()
        if self.reach is Reach.VERSIONS:
            keys = tuple(
                dict.fromkeys(key for version in self.source.versions(id_) for key in self._keys_of_row(version, reads))
            )
        else:
            keys = self._keys_of_row(row, reads)
        for getter in self._hops:
            getter.trace(row, reads)
        cell = self._cells.get(id_)
        if cell is None:
            if not reads.keys:
                return keys
            cell = self._cells[id_] = _RowCell(self, id_)
        cell.reads_now(reads)
        return keys

    def _keys_of_row(self, row: Row, reads: Reads | None) -> tuple[Key, ...]:
        for test in self.passes:
            if not test(row, reads):
                return ()
        if self._single is not None:
            value = self._single.get(row)
            return () if value is None else (value,)
        if not self._parts:
            return (ALL,)
        values = [part.get(row) for part in self._parts]
        columns = [
            () if value is None else value if part.many else (value,)
            for part, value in zip(self._parts, values, strict=True)
        ]
        if len(columns) == 1:
            return tuple(dict.fromkeys(columns[0]))
        return tuple(dict.fromkeys(product(*columns)))

    def _put(self, key: Key, id_: str, row: Row) -> None:
        bucket = self.buckets.get(key)
        if bucket is None:
            bucket = self.buckets[key] = Bucket(self._tallied)
        bucket[id_] = row
        for tally in bucket.tallies:
            tally.put(id_, row)
        if len(bucket) == 1:
            for listener in self.key_listeners:
                listener(key)
        self.notify(key)

    def _drop(self, key: Key, id_: str) -> None:
        bucket = self.buckets[key]
        del bucket[id_]
        for tally in bucket.tallies:
            tally.drop(id_)
        if not bucket:
            del self.buckets[key]
            for listener in self.key_listeners:
                listener(key)
        self.notify(key)


class _RowCell:
    """One row of a group whose membership or key leans on other rows."""

    __slots__ = ("_group", "_id", "_read")

    def __init__(self, group: Group, id_: str) -> None:
        self._group = group
        self._id = id_
        self._read: tuple[tuple[Readable, Key], ...] = ()

    def touch(self) -> None:
        self._group.source.pending[self._group, self._id] = None

    def reads_now(self, reads: Reads) -> None:
        after = tuple(reads.keys)
        if after != self._read:
            subscribe(self, self._read, after)
            self._read = after

    def retire(self) -> None:
        subscribe(self, self._read, ())
        self._read = ()
