"""Rows: a record as it stands on a day, and all the versions that it has had."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from typing import Any

from typing_extensions import override

from partnership.records import amended

Happened = tuple[dt.date, int, dict[str, Any] | None]
"""An amendment (its changes) or an end (None) of a record, with its date and the number of its entry."""


class Row:
    """A record in one version, with the day of its first entry and the day of this version.

    Rows are compared by identity: a new version is a new row.
    """

    __slots__ = ("changed", "date", "record")

    def __init__(self, record: Any, date: dt.date, changed: dt.date) -> None:
        self.record = record
        self.date = date
        self.changed = changed

    @override
    def __repr__(self) -> str:
        return f"Row({self.record!r}, {self.date}, {self.changed})"


class Version:
    """From a day on (inclusive) a record stands so, or has ended."""

    __slots__ = ("ended", "row", "start")

    def __init__(self, start: dt.date, row: Row, *, ended: bool) -> None:
        self.start = start
        self.row = row
        self.ended = ended


_Tried = tuple[dt.date, int, dict[str, Any], int, list[Version]]

Memory = tuple[list[Happened], list[Version], _Tried | None]
"""What a history was at some time."""


class History:
    """Everything that happened to one record, folded into versions in the order of its dates.

    An amendment that is written down late is folded where its date puts it, and later amendments of other fields stay.
    """

    __slots__ = ("_tried", "happened", "versions")

    def __init__(self, first: Row) -> None:
        self.happened: list[Happened] = []
        self.versions = [Version(first.date, first, ended=False)]
        self._tried: _Tried | None = None

    def add(self, date: dt.date, seq: int, changes: dict[str, Any] | None) -> list[Version]:
        """Add an amendment (`changes`) or an end (None); returns the versions that are new.

        What lies before its date stays as it is, so that adding at the end costs the same however long the history is.

        Raises:
            ValueError: if a version would not fit its type; nothing is changed then.
        """
        place, fresh = self._fold(date, seq, changes)
        self._tried = None
        self.happened.insert(place, (date, seq, changes))
        self.versions[place + 1 :] = fresh
        return fresh

    def try_out(self, date: dt.date, seq: int, changes: dict[str, Any]) -> list[Version]:
        """Return the versions that `add` would make, or raise what it would raise; nothing is changed.

        They are remembered, because what was tried out and found lawful is most often added next.
        """
        place, fresh = self._fold(date, seq, changes)
        self._tried = (date, seq, changes, place, fresh)
        return fresh

    def memory(self) -> Memory:
        """Return all that happened so far, to return to it after something was only supposed."""
        return list(self.happened), list(self.versions), self._tried

    def return_to(self, memory: Memory) -> None:
        """Be again as when something was remembered; the rows are the same ones, too."""
        self.happened, self.versions, self._tried = list(memory[0]), list(memory[1]), memory[2]

    @property
    def ended_on(self) -> dt.date | None:
        """The day on which the record ended, whenever that is; None if it has not."""
        if not self.versions[-1].ended:
            return None
        return next(version.start for version in self.versions if version.ended)

    def _fold(self, date: dt.date, seq: int, changes: dict[str, Any] | None) -> tuple[int, list[Version]]:
        tried = self._tried
        if tried is not None and tried[0] == date and tried[1] == seq and repr(tried[2]) == repr(changes):
            return tried[3:]
        place = bisect_right(self.happened, (date, seq), key=_dated)
        before, start = self.versions[place], self.versions[0].row.date
        row, ended = before.row, before.ended
        fresh = []
        for day, _, change in ((date, seq, changes), *self.happened[place:]):
            if change is None:
                ended = True
            else:
                row = Row(amended(row.record, change), start, day)
            fresh.append(Version(day, row, ended=ended))
        return place, fresh

    def on(self, day: dt.date) -> Version | None:
        """Return the version that stands on a day; None before the first entry."""
        for version in reversed(self.versions):
            if version.start <= day:
                return version
        return None


def _dated(happened: Happened) -> tuple[dt.date, int]:
    return happened[0], happened[1]
