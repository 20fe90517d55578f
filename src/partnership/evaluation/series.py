"""Series: rows of a table in the order of a day that they name, so that the last of them are found without a search."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from partnership.evaluation.reads import Key
from partnership.index import Row

Alike = tuple[Any, ...]
"""The values in which all rows of a series are alike."""


class Placed(NamedTuple):
    """A row at its place: by its day; of one day the later record after the earlier, then by id."""

    order: tuple[dt.date, dt.date, str]
    row: Row


PlacedValues = list[Placed]


class SeriesSpec(NamedTuple):
    """By which day rows are put in order, and in which fields the rows of one series are alike."""

    by: Callable[[Row], Any]
    per: tuple[Callable[[Row], Any], ...]

    def place(self, row: Row) -> tuple[Alike, Placed] | None:
        """Return where a row belongs; None where it does not name the day."""
        day = self.by(row)
        if day is None:
            return None
        return tuple([field(row) for field in self.per]), Placed((day, row.date, row.record.id), row)


class Series:
    """The series under each key of a table.

    Others may read while the writer adds: what comes last is put at the end, and whatever comes late makes a new list.
    """

    __slots__ = ("_entries", "_spec")

    def __init__(self, spec: SeriesSpec) -> None:
        self._spec = spec
        self._entries: dict[Key, dict[Alike, PlacedValues]] = {}

    def put(self, row: Row, keys: Iterable[Key]) -> None:
        """Add a row under its keys."""
        if (found := self._spec.place(row)) is None:
            return
        alike, placed = found
        for key in keys:
            series = self._entries.setdefault(key, {})
            entries = series.get(alike)
            if entries is None:
                series[alike] = [placed]
            elif entries[-1].order <= placed.order:
                entries.append(placed)
            else:
                at = bisect_right(entries, placed.order, key=_order)
                series[alike] = [*entries[:at], placed, *entries[at:]]

    def drop(self, row: Row, keys: Iterable[Key]) -> None:
        """Take a row out; of a table that nobody else reads."""
        if (found := self._spec.place(row)) is None:
            return
        alike, placed = found
        for key in keys:
            entries = self._entries[key][alike]
            at = bisect_right(entries, placed.order, key=_order) - 1
            while entries[at].row is not row:
                at -= 1
            del entries[at]
            if not entries:
                del self._entries[key][alike]

    def under(self, key: Key) -> tuple[tuple[Alike, PlacedValues], ...]:
        """Return the series under a key."""
        return tuple(self._entries.get(key, {}).items())


def backwards(entries: PlacedValues, day: dt.date) -> tuple[Iterator[Placed], dt.date | None]:
    """Return the rows up to a day, the last one first, and the next day of which there is one."""
    at = bisect_right(entries, day, key=lambda placed: placed.order[0])
    coming = entries[at].order[0] if at < len(entries) else None
    return (entries[place] for place in range(at - 1, -1, -1)), coming


def _order(placed: Placed) -> tuple[dt.date, dt.date, str]:
    return placed.order
