"""Rows: a record as it stands on a day, and all the versions that it has had."""

from __future__ import annotations

import datetime as dt
from typing import Any

from typing_extensions import override

from partnership.records import Record, amended


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


class History:
    """Everything that happened to one record, folded into versions in the order of its dates.

    An amendment that is written down late is folded where its date puts it, and later amendments of other fields stay.
    """

    __slots__ = ("happened", "versions")

    def __init__(self, record: Record, date: dt.date) -> None:
        self.happened: list[tuple[dt.date, int, dict[str, Any] | None]] | None = None
        self.versions = [Version(date, Row(record, date, date), ended=False)]

    def add(self, date: dt.date, seq: int, changes: dict[str, Any] | None) -> None:
        """Add an amendment (`changes`) or an end (None), and fold the versions anew."""
        self.versions = self._folded(date, seq, changes)
        if self.happened is None:
            self.happened = []
        self.happened.append((date, seq, changes))
        self.happened.sort(key=_dated)

    def tried(self, date: dt.date, seq: int, changes: dict[str, Any]) -> None:
        """Raise what `add` would raise if a version did not fit its type; nothing is changed."""
        self._folded(date, seq, changes)

    @property
    def ended_on(self) -> dt.date | None:
        """The day on which the record ended, whenever that is; None if it has not."""
        return next((version.start for version in self.versions if version.ended), None)

    def _folded(self, date: dt.date, seq: int, changes: dict[str, Any] | None) -> list[Version]:
        happened = sorted([*(self.happened or ()), (date, seq, changes)], key=_dated)
        first = self.versions[0]
        versions = [first]
        record, ended, start = first.row.record, False, first.row.date
        row = first.row
        for day, _, change in happened:
            if change is None:
                ended = True
            else:
                record = amended(record, change)
                row = Row(record, start, day)
            versions.append(Version(day, row, ended=ended))
        return versions

    def on(self, day: dt.date) -> Version | None:
        """Return the version that stands on a day; None before the first entry."""
        for version in reversed(self.versions):
            if version.start <= day:
                return version
        return None


def _dated(happened: tuple[dt.date, int, object]) -> tuple[dt.date, int]:
    return happened[0], happened[1]
