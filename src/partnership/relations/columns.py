"""Edges as columns: plain arrays that carry a million ties, with an index by day and one by node.

A row costs about 30 bytes. Days are ordinals (`date.toordinal`); 0 is "always", `OPEN` "still".
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from partnership.values import Text

ALWAYS = 0
"""The start of an edge that has no known beginning."""

OPEN = 2**31 - 1
"""The end of an edge that has not ended."""

UNKNOWN = float("nan")
"""The strength of an edge of which none is known."""

_BLOCK = 1 << 14

Rows = Sequence[int]
"""Rows that are meant: all of them, as a range, or some."""


class Columns:
    """The edges of a network. Nothing is ever taken out of them: a slice is a choice of rows."""

    __slots__ = (
        "_by_start",
        "_starts",
        "end",
        "entries",
        "entries_at",
        "kind",
        "kinds",
        "labels",
        "mutual",
        "records",
        "source",
        "start",
        "strength",
        "target",
    )

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.source = array("i")
        self.target = array("i")
        self.kind = array("H")
        self.mutual = bytearray()
        self.start = array("i")
        self.end = array("i")
        self.strength: array[float] | None = None
        """None until a strength is known."""
        self.entries_at: array[int] | None = None
        """None until an edge comes with the entries that it rests on; then n + 1 offsets into `entries`."""
        self.entries = array("i")
        self.records: dict[int, tuple[str, str]] = {}
        """The record (kind, id) that an edge comes from."""
        self.labels: dict[int, Text] = {}
        self._by_start: array[int] | None = None
        self._starts: array[int] | None = None

    def __len__(self) -> int:
        return len(self.source)

    def kind_code(self, kind: str) -> int:
        """Return the number that stands for a kind in the column; a new kind gets a new one."""
        try:
            return self.kinds.index(kind)
        except ValueError:
            self.kinds.append(kind)
            return len(self.kinds) - 1

    def append(
        self,
        source: int,
        target: int,
        kind: int,
        *,
        mutual: bool = False,
        start: int = ALWAYS,
        end: int = OPEN,
        strength: float | None = None,
        entries: Iterable[int] = (),
    ) -> int:
        """Add one edge between the nodes at two places; returns its row."""
        row = len(self.source)
        self.source.append(source)
        self.target.append(target)
        self.kind.append(kind)
        self.mutual.append(mutual)
        self.start.append(start)
        self.end.append(end)
        if strength is not None and self.strength is None:
            self.strength = array("d", [UNKNOWN]) * row
        if self.strength is not None:
            self.strength.append(UNKNOWN if strength is None else strength)
        known = tuple(entries)
        if known and self.entries_at is None:
            self.entries_at = array("i", [0]) * (row + 1)
        if self.entries_at is not None:
            self.entries.extend(known)
            self.entries_at.append(len(self.entries))
        self._by_start = self._starts = None
        return row

    def extend(
        self,
        source: Iterable[int],
        target: Iterable[int],
        kind: int,
        *,
        mutual: bool = False,
        start: Iterable[int] | None = None,
        end: Iterable[int] | None = None,
        strength: Iterable[float] | None = None,
    ) -> None:
        """Add many edges of one kind at once; what is left out is always, still, or unknown."""
        before = len(self.source)
        self.source.extend(source)
        self.target.extend(target)
        more = len(self.source) - before
        self.kind.extend(array("H", [kind]) * more)
        self.mutual.extend(bytes([mutual]) * more)
        self.start.extend(array("i", [ALWAYS]) * more if start is None else start)
        self.end.extend(array("i", [OPEN]) * more if end is None else end)
        if strength is not None and self.strength is None:
            self.strength = array("d", [UNKNOWN]) * before
        if self.strength is not None:
            self.strength.extend(array("d", [UNKNOWN]) * more if strength is None else strength)
        if self.entries_at is not None:
            self.entries_at.extend(array("i", [len(self.entries)]) * more)
        self._by_start = self._starts = None
        if not len(self.target) == len(self.start) == len(self.end) == len(self.source):
            raise ValueError("the columns of an edge are of one length")

    def entries_of(self, row: int) -> tuple[int, ...]:
        """Return the numbers of the entries that an edge rests on."""
        at = self.entries_at
        return () if at is None else tuple(self.entries[at[row] : at[row + 1]])

    def strength_of(self, row: int) -> float | None:
        """Return the strength of an edge; None where none is known."""
        if self.strength is None:
            return None
        strength = self.strength[row]
        return None if strength != strength else strength  # noqa: PLR0124 - nan alone differs from itself

    # --- by day ------------------------------------------------------------------------------------------------------

    def on(self, day: int, rows: Rows | None = None) -> array[int]:
        """Return the rows that hold on a day, in the order of their starts; `rows` narrows the choice."""
        end = self.end
        if rows is not None:
            start = self.start
            return array("i", [row for row in rows if start[row] <= day < end[row]])
        by_start, starts = self._index()
        begun = bisect_right(starts, day)
        found = array("i")
        for low in range(0, begun, _BLOCK):
            block = by_start[low : min(low + _BLOCK, begun)]
            found.extend([row for row in block if day < end[row]])
        return found

    def _index(self) -> tuple[array[int], array[int]]:
        by_start, starts = self._by_start, self._starts
        if by_start is None or starts is None:
            begin = self.start
            if all(map(_at_most, begin, begin[1:])):
                by_start = array("i", range(len(begin)))
            else:
                by_start = array("i", sorted(range(len(begin)), key=begin.__getitem__))
            starts = array("i", map(begin.__getitem__, by_start))
            self._by_start, self._starts = by_start, starts
        return by_start, starts


class Incidence:
    """Which rows leave or reach each place: an index over some rows, by one end."""

    __slots__ = ("_at", "_rows")

    def __init__(self, ends: array[int], places: int, rows: Rows) -> None:
        counts = [0] * (places + 1)
        for row in rows:
            counts[ends[row] + 1] += 1
        at = array("i", accumulate(counts))
        free = at[:]
        ordered = array("i", bytes(4 * len(rows)))
        for row in rows:
            place = ends[row]
            ordered[free[place]] = row
            free[place] += 1
        self._at, self._rows = at, ordered

    def __getitem__(self, place: int) -> array[int]:
        return self._rows[self._at[place] : self._at[place + 1]]


def _at_most(one: int, other: int) -> bool:
    return one <= other
