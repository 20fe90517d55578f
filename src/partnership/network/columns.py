"""Edges as columns: plain arrays that carry a million ties, with an index by day and one by node.

A row costs about 20 bytes, 28 with a strength. Days are ordinals (`date.toordinal`); 0 is "always", `OPEN` "still".
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from numbers import Real

from partnership.messages import Sayable

ALWAYS = 0
"""The start of an edge that has no known beginning."""

OPEN = 2**31 - 1
"""The end of an edge that has not ended."""

UNKNOWN_STRENGTH = float("nan")
"""The strength of an edge of which none is known."""

MOST_STRENGTH = 1e100
"""The greatest strength of one edge: any number of such can be added up, and multiplied, without leaving numbers."""

_BLOCK = 1 << 12
"""Rows that share one line of the index by day."""

RowNumbers = Sequence[int]
"""Rows that are meant: all of them, as a range, or some."""


def is_strength(value: object) -> bool:
    """Tell whether something can be the strength of an edge: a number from 0 to `MOST_STRENGTH`."""
    return isinstance(value, Real) and 0 <= float(value) <= MOST_STRENGTH


class Columns:
    """The edges of a network. Nothing is ever taken out of them: a slice is a choice of rows."""

    __slots__ = (
        "_spans",
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
        self.labels: dict[int, Sayable] = {}
        self._spans: list[_Span] | None = None

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
            self.strength = array("d", [UNKNOWN_STRENGTH]) * row
        if self.strength is not None:
            self.strength.append(UNKNOWN_STRENGTH if strength is None else strength)
        known = tuple(entries)
        if known and self.entries_at is None:
            self.entries_at = array("i", [0]) * (row + 1)
        if self.entries_at is not None:
            self.entries.extend(known)
            self.entries_at.append(len(self.entries))
        self._spans = None
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
        source = array("i", source)
        more = len(source)
        self.extend_with(
            source,
            target,
            array("H", [kind]) * more,
            mutual=bytes([mutual]) * more,
            start=start,
            end=end,
            strength=strength,
        )

    def extend_with(
        self,
        source: Iterable[int],
        target: Iterable[int],
        kind: Iterable[int],
        *,
        mutual: Iterable[int],
        start: Iterable[int] | None = None,
        end: Iterable[int] | None = None,
        strength: Iterable[float] | None = None,
        entries: Sequence[Sequence[int]] | None = None,
    ) -> None:
        """Add many edges at once, each with its own kind, mutual or not, with the entries that it rests on.

        What is left out is as in `extend`.

        Raises:
            ValueError: if the columns are not of one length; then none of the edges has been added.
        """
        before = len(self.source)
        self.source.extend(source)
        more = len(self.source) - before
        self.target.extend(target)
        self.kind.extend(kind)
        self.mutual.extend(mutual)
        self.start.extend(array("i", [ALWAYS]) * more if start is None else start)
        self.end.extend(array("i", [OPEN]) * more if end is None else end)
        if strength is not None and self.strength is None:
            self.strength = array("d", [UNKNOWN_STRENGTH]) * before
        if self.strength is not None:
            self.strength.extend(array("d", [UNKNOWN_STRENGTH]) * more if strength is None else strength)
        self._spans = None
        if {len(column) for column in self._own()} != {before + more} or (entries and len(entries) != more):
            for column in self._own():
                del column[before:]
            raise ValueError("the columns of an edge are of one length")
        if entries is not None and self.entries_at is None:
            self.entries_at = array("i", [0]) * (before + 1)
        if self.entries_at is not None:
            so_far, known = len(self.entries), [()] * more if entries is None else entries
            self.entries_at.extend(accumulate(map(len, known), initial=so_far))
            del self.entries_at[before + 1]  # where the first of them begins is where the last before them ends
            self.entries.extend(chain.from_iterable(known))

    def _own(self) -> list[array[int] | array[float] | bytearray]:
        columns: list[array[int] | array[float] | bytearray] = [self.source, self.target, self.kind, self.mutual]
        return [*columns, self.start, self.end, *([] if self.strength is None else [self.strength])]

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

    def on(self, day: int, rows: RowNumbers | None = None) -> array[int]:
        """Return the rows that hold on a day, in their order; `rows` narrows the choice.

        Of each block of rows the first and last start and end are known, so that blocks of which all or none hold are
        not looked through: in a ledger, whose ties come in the order of their days, that is most of them.
        """
        start, end = self.start, self.end
        if rows is not None:
            return array("i", [row for row in rows if start[row] <= day < end[row]])
        found = array("i")
        for low, span in zip(range(0, len(start), _BLOCK), self._indexed(), strict=True):
            first_start, last_start, first_end, last_end = span
            if day < first_start or last_end <= day:
                continue
            block = range(low, min(low + _BLOCK, len(start)))
            if last_start <= day < first_end:
                found.extend(block)
                continue
            days = zip(block, start[low : block.stop], end[low : block.stop], strict=True)
            found.extend([row for row, begins, ends in days if begins <= day < ends])
        return found

    def _indexed(self) -> list[_Span]:
        if self._spans is None:
            starts, ends = self.start, self.end
            blocks = ((starts[low : low + _BLOCK], ends[low : low + _BLOCK]) for low in range(0, len(starts), _BLOCK))
            self._spans = [(min(start), max(start), min(end), max(end)) for start, end in blocks]
        return self._spans


_Span = tuple[int, int, int, int]
"""Of a block of rows: the first start, the last start, the first end, the last end."""


class Incidence:
    """Which rows leave or reach each place: an index over some rows, by one end."""

    __slots__ = ("_at", "_rows")

    def __init__(self, ends: array[int], places: int, rows: RowNumbers) -> None:
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
