"""Rows: a record in one version, with the days on which it stands so, and the entries by which that is known.

A row has two intervals. `lo` up to `hi` are the days on which the record stands so; `added` up to `removed` are the
numbers of the entries after which this is what is known. A row is never changed but for `removed`, which is set once:
whoever reads the first n entries sees the same rows whatever is written afterwards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from typing_extensions import override

from partnership.records import amended
from partnership.values import ONE_DAY, plain_day

FIRST_DAY: Final = dt.date.min
"""Before everything."""

LAST_DAY: Final = dt.date.max
"""An end that is not set; nothing is asked about the calendar's last day itself."""

LAST_ASKED: Final = LAST_DAY - ONE_DAY
"""The last day that anything is asked about."""

STANDING: Final = 1 << 62
"""The number of the entry that removes a row which nothing has removed yet."""

_NO_FACTS: Final = frozenset({"id", "kind", "note"})
"""Fields that say nothing about the world: to write them makes nothing newer."""


class Row:
    """A record in one version; `date` is the day of its first entry, `changed` that of the entry of this version.

    Rows are compared by identity: a new version is a new row.
    """

    __slots__ = (
        *("added", "altered", "before", "changed", "date", "ended", "force", "hi", "lo", "record", "removed"),
        *("renamed", "timeline"),
    )

    def __init__(self, record: Any, date: dt.date, changed: dt.date, added: int = 0) -> None:
        self.record = record
        self.date = date
        self.changed = changed
        self.lo = changed if type(changed) is dt.date else plain_day(changed)
        self.hi = LAST_DAY
        self.added = added
        self.removed = STANDING
        self.ended = False
        self.altered: Altered | None = None
        """What it says by itself, where other records in force alter it."""
        self.before: Row | None = None
        """The version before this one."""
        self.renamed = False
        """Whether it says what the version before it says, in the words of another law."""
        self.force: Row | None = self
        """The row of the days on which this version is in force: itself, a shorter one, or none."""
        self.timeline: Timeline | None = None
        """Of a record's first row: all that has happened to it since."""

    @property
    def itself(self) -> Any:
        """The record as it says by itself, whatever alters it."""
        return self.record if self.altered is None else self.altered.itself

    def part(self, lo: dt.date, hi: dt.date, added: int) -> Row:
        """Return the same version for some days only."""
        row = Row(self.record, self.date, self.changed, added)
        row.lo, row.hi, row.before, row.ended, row.renamed = lo, hi, self.before, self.ended, self.renamed
        row.altered = self.altered
        return row

    def settled(self, fields: Sequence[str]) -> dt.date:
        """Return the day of the fact that some fields state: the kind's own day of it, else since when they say this.

        Without fields it is all of them but the note. The same in the words of another law is no other fact.
        """
        record = self.record
        own: str | None = getattr(type(record), "day_of_fact", None)
        if own is not None and (day := getattr(record, own)) is not None:
            return day  # type: ignore[no-any-return]
        row, before = self, self.before
        while before is not None and (row.renamed or _same(record, before.record, fields)):
            if row.renamed:
                record = before.record
            row, before = before, before.before
        return row.changed

    @override
    def __repr__(self) -> str:
        return f"Row({self.record!r}, {self.lo}, {self.hi})"


def standing_on(rows: Iterable[Row], day: dt.date, length: int) -> list[Row]:
    """Return the rows that are there on a day, as the first so many entries tell it; others may be adding to them."""
    return [row for row in tuple(rows) if row.lo <= day < row.hi and row.added <= length < row.removed]


def _same(one: Any, other: Any, fields: Sequence[str]) -> bool:
    if one.kind == "item" and fields:
        return all(one.fields.get(name) == other.fields.get(name) for name in fields)
    names = fields or [name for name in type(one).model_fields if name not in _NO_FACTS]
    return all(getattr(one, name, None) == getattr(other, name, None) for name in names)


def days_in_force(row: Row) -> Row | None:
    """Return the part of a version's days on which it is in force; None where there is none."""
    if row.ended:
        return None
    start, end = row.record.validity()
    if start is None and end is None:
        return row
    lo = row.lo if start is None or start < row.lo else start
    hi = row.hi if end is None or end > row.hi else end
    if (lo, hi) == (row.lo, row.hi):
        return row
    return row.part(lo, hi, row.added) if lo < hi else None


class Altered(NamedTuple):
    """What a record says by itself, and the records in force that make it say something else, the earliest first."""

    itself: Any
    by: tuple[tuple[str, Any], ...]
    """By their ids; None where one alters it no longer."""

    @property
    def record(self) -> Any:
        """The record as it is altered; whether that fits its type is asked at the door, for nothing may fail here."""
        record = self.itself
        for _, one in self.by:
            if one is not None:
                record = record.model_copy(update=one.alteration(record))
        return record


class Happened(NamedTuple):
    """An amendment (its changes) or an end (None) of a record, with its date and the number of its entry.

    `migration` is the number of the entry of the migration in whose words the record is told again. `altering` is the
    id of another record with what it says from then on: None where it alters this one no longer.
    """

    date: dt.date
    seq: int
    changes: dict[str, Any] | None
    migration: int | None = None
    altering: tuple[str, Any] | None = None


_NOTHING: Final[dict[str, Any]] = {}
"""What an entry changes of a record that is about another."""

Now = tuple[int, "tuple[Row, ...]", tuple[Happened, ...]]
"""Since which entry so much is known of a record, its versions, and what happened to make each but the first."""


class Timeline:
    """Everything that happened to one record, folded into versions in the order of its dates.

    An amendment that is written down late is folded where its date puts it, and later amendments of other fields stay.
    `now` is all that is known, in one: the number of the entry since which it is, the versions, and what happened to
    make each but the first. `log` are all rows there ever were.
    """

    __slots__ = ("log", "now", "tried")

    def __init__(self, first: Row) -> None:
        self.log: list[Row] = [first]
        self.now: Now = (first.added, (first,), ())
        self.tried: tuple[Happened, int, tuple[Row, ...]] | None = None

    def rows(self, length: int) -> tuple[Row, ...]:
        """Return the versions, the earliest first, as the first so many entries tell them."""
        since, rows, _ = self.now
        if since <= length:
            return rows
        known = [row for row in tuple(self.log) if row.added <= length < row.removed]
        return tuple(sorted(known, key=lambda row: row.lo))  # of one day in the order in which they came

    @property
    def recorded(self) -> tuple[dt.date, int, Any]:
        """The day, the number of the entry, and the record as it was first told."""
        first = self.now[1][0]
        return first.lo, next(row.added for row in self.log if row.record is first.record), first.record

    def on(self, day: dt.date, length: int) -> Row | None:
        """Return the version that stands on a day, ended or not; None before the first."""
        for row in reversed(self.rows(length)):
            if row.lo <= day:
                return row
        return None

    def fold(self, happening: Happened) -> tuple[Row, ...]:
        """Return the rows that one more happening makes: the version before it cut short, and all from it on.

        They are remembered, because what was tried out and found lawful is most often added next.

        Raises:
            ValueError: if a version would not fit its type.
        """
        since, rows, happened = self.now
        tried = self.tried
        if tried is not None and tried[1] == since and tried[0].changes is happening.changes and tried[0] == happening:
            return tried[2]
        later = [one for one in happened if one[:2] > happening[:2]]
        made = unfold(rows[len(rows) - len(later) - 1], (happening, *later), happening.seq)
        self.tried = (happening, since, made)
        return made

    def altering(self, id_: str) -> list[Happened]:
        """Return what happens to a record by the versions of this one, which alters it or did."""
        _, rows, happened = self.now
        if not rows:
            return []
        field: str = rows[0].record.alters
        told: list[Happened] = []
        named = False
        for row, seq in zip(rows, (self.recorded[1], *(one.seq for one in happened)), strict=True):
            before, named = named, getattr(row.record, field) == id_
            if named or before:
                says = row.record if named and not row.ended else None
                told.append(Happened(row.changed, seq, _NOTHING, seq if row.renamed else None, (row.record.id, says)))
        return told

    def without(self, seq: int, added: int) -> tuple[int, tuple[Row, ...], tuple[Happened, ...]]:
        """Return what stands without a happening: from which place on, which versions, and what happened at all.

        Raises:
            ValueError: if a version would not fit its type.
        """
        _, rows, happened = self.now
        place = next((at for at, one in enumerate(happened) if one[1] == seq), None)
        if place is None:  # the record itself has been withdrawn before
            return len(rows), (), happened
        later = happened[place + 1 :]
        return place, unfold(rows[place], later, added), (*happened[:place], *later)


def unfold(start: Row, happened: Iterable[Happened], added: int) -> tuple[Row, ...]:
    """Return a version cut short, and every version that happenings make of it, each until the next."""
    row = start.part(start.lo, LAST_DAY, added)
    made = [row]
    for date, _, changes, migration, altering in happened:
        day = max(date, start.lo)  # what altered a record that was withdrawn may be older than the one in its place
        if row.altered is None and altering is None:
            after = Row(row.record if changes is None else amended(row.record, changes), row.date, day, added)
        else:
            altered = _altered(Altered(row.record, ()) if row.altered is None else row.altered, changes, altering)
            after = Row(altered.record, row.date, day, added)
            after.altered = altered
        after.ended, after.before, row.hi = row.ended or changes is None, row, after.lo
        after.renamed = migration is not None
        made.append(after)
        row = after
    for one in made:
        one.force = days_in_force(one)
    return tuple(made)


def _altered(before: Altered, changes: dict[str, Any] | None, altering: tuple[str, Any] | None) -> Altered:
    if altering is None:
        return before if changes is None else Altered(amended(before.itself, changes), before.by)
    return Altered(before.itself, tuple({**dict(before.by), altering[0]: altering[1]}.items()))
