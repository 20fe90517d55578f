"""The tables of a history: what stands on the day at which the cursor is, kept up by one entry at a time.

A history is a set of dated facts, so the day is an input like any other. The cursor can go to any day, forward or
back; on the way each record whose standing changes (it begins, ends, lapses, gets another version) is touched once,
in the order of the days, and followers are told. Recording, looking at an earlier day, late paperwork and lapses are
all this one movement, and it costs what lies between the two days, never the size of the history.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Protocol, assert_never

from partnership.entries import (
    Advanced,
    Amended,
    AnyEntry,
    Closed,
    Ended,
    Migrated,
    Recorded,
    Resumed,
    Started,
    Suspended,
    Waived,
)
from partnership.records import RECORDS, is_in_force
from partnership.state.facts import Facts, ProgrammeEntry
from partnership.state.rows import History, Memory, Row, Version
from partnership.values import uncollected

FIRST_DAY = dt.date.min
"""Where the cursor of an empty history stands."""

_BOUNDED = frozenset(kind for kind, record in RECORDS.items() if "valid_to" in record.model_fields)

Happening = tuple[str, str] | Callable[[], None]
"""What to look at when the cursor passes a day: a record (kind, id), or something a follower asked to be woken for."""


class Follower(Protocol):
    """Something that is kept in step with the tables; what it computes must follow from them alone."""

    def changed(
        self, kind: str, id_: str, old: Row | None, new: Row | None, old_ever: Row | None, ever: Row | None
    ) -> None:
        """Note that a record stands otherwise: in force (`old`, `new`) or ever so far (`old_ever`, `ever`)."""

    def facts_changed(self) -> None:
        """Note that the stage, a waiver or a suspension by hand is another."""

    def day_closed(self, day: dt.date) -> None:
        """Note that the cursor leaves a day, going forward: what holds now held at its end."""

    def rewound(self, day: dt.date) -> None:
        """Note that the cursor went back to a day, which is open again."""


class Tables:
    """All rows of one history at one day; see the module for how the day moves."""

    def __init__(self) -> None:
        self.entries: list[AnyEntry] = []
        self.cursor = FIRST_DAY
        self.horizon = FIRST_DAY
        self.firsts: dict[str, dict[str, Row]] = {kind: {} for kind in RECORDS}
        self._histories: dict[tuple[str, str], History] = {}
        self.current: dict[str, dict[str, Row]] = {kind: {} for kind in RECORDS}
        self.ever: dict[str, dict[str, Row]] = {kind: {} for kind in RECORDS}
        self.facts = Facts()
        self.followers: list[Follower] = []
        self.cache: dict[object, object] = {}
        self._programme: list[ProgrammeEntry] = []
        self._past: list[tuple[dt.date, int, Happening]] = []
        self._future: list[tuple[dt.date, int, Happening]] = []
        self._ticket = count()

    # --- one entry ---------------------------------------------------------------------------------------------------

    def apply(self, entry: AnyEntry) -> None:
        """Take one entry in; the cursor stands on its date afterwards."""
        date = entry.date
        if date != self.cursor:
            self.move(date)
        self.entries.append(entry)
        self.horizon = max(self.horizon, date)
        match entry:
            case Recorded():
                record = entry.record
                kind, id_ = record.kind, record.id
                self.firsts[kind][id_] = row = Row(record, date, date)
                self._past.append((date, next(self._ticket), (kind, id_)))
                if kind in _BOUNDED:
                    self._schedule_validity(record, kind, id_)
                self._appear(kind, id_, row)
            case Amended():
                fresh = self.history(entry.kind, entry.id).add(date, entry.seq, entry.changes)
                self._past.append((date, next(self._ticket), (entry.kind, entry.id)))
                if entry.kind in _BOUNDED:
                    for version in fresh:
                        self._schedule_validity(version.row.record, entry.kind, entry.id)
                self._touch(entry.kind, entry.id)
            case Ended():
                self.history(entry.kind, entry.id).add(date, entry.seq, None)
                self._past.append((date, next(self._ticket), (entry.kind, entry.id)))
                self._touch(entry.kind, entry.id)
            case Started() | Advanced() | Waived() | Suspended() | Resumed() | Migrated() | Closed():
                self._programme.append(entry)
                self._programme.sort(key=_by_date)
                self._past.append((date, next(self._ticket), self._refresh_facts))
                if isinstance(entry, Waived):
                    self.wake(entry.until, self._refresh_facts)
                self._refresh_facts()
            case _:
                assert_never(entry)

    @classmethod
    def replay(cls, entries: Iterable[AnyEntry]) -> Tables:
        """Fold entries, in the order in which they were written, into new tables."""
        tables = cls()
        with uncollected():
            for entry in entries:
                tables.apply(entry)
        return tables

    # --- what if -----------------------------------------------------------------------------------------------------

    @contextmanager
    def suppose(self, *entries: AnyEntry) -> Iterator[None]:
        """Take entries in for as long as a block lasts, and take them back: then all stands as it stood before.

        Followers are told of both, so that whatever is asked inside is answered as if the entries had been written; it
        costs what they touch. Blocks may be nested, and the cursor may be moved inside. What a `State` of the supposed
        entries answers (the findings of a refusal, too) has to be read inside: with the block that state is gone.

        Raises:
            KeyError, ValueError: if an entry does not follow from those before it; nothing is changed then.
        """
        cursor, horizon, length, cache = self.cursor, self.horizon, len(self.entries), dict(self.cache)
        taken: list[tuple[AnyEntry, int, Memory | None]] = []
        try:
            for entry in entries:
                ticket, memory = next(self._ticket), self._memory(entry)
                self.apply(entry)
                taken.append((entry, ticket, memory))
            yield
        finally:
            for entry, ticket, memory in reversed(taken):
                self._take_back(entry, ticket, memory)
            del self.entries[length:]
            self.move(cursor)
            self.horizon = horizon
            # what was computed inside and is not kept up would be taken for an answer about other entries
            kept = {key: value for key, value in self.cache.items() if any(value is one for one in self.followers)}
            self.cache.clear()
            self.cache.update(cache | kept)

    def _memory(self, entry: AnyEntry) -> Memory | None:
        return self.history(entry.kind, entry.id).memory() if isinstance(entry, Amended | Ended) else None

    def _take_back(self, entry: AnyEntry, ticket: int, memory: Memory | None) -> None:
        self.move(entry.date)
        match entry:
            case Recorded(record=record):
                kind, id_ = record.kind, record.id
                del self.firsts[kind][id_]
                self._histories.pop((kind, id_), None)
                self._unschedule(entry.date, ticket, (kind, id_), elsewhere=kind in _BOUNDED)
                self._touch(kind, id_)
            case Amended(kind=kind, id=id_) | Ended(kind=kind, id=id_):
                if memory is not None:
                    self.history(kind, id_).return_to(memory)
                self._unschedule(entry.date, ticket, (kind, id_), elsewhere=kind in _BOUNDED)
                self._touch(kind, id_)
            case Started() | Advanced() | Waived() | Suspended() | Resumed() | Migrated() | Closed():
                self._programme.remove(entry)
                self._unschedule(entry.date, ticket, self._refresh_facts, elsewhere=isinstance(entry, Waived))
                self._refresh_facts()
            case _:
                assert_never(entry)

    def _unschedule(self, date: dt.date, ticket: int, what: Happening, *, elsewhere: bool) -> None:
        """Forget what an entry has put down since a ticket: on its own date, and `elsewhere` too if it may have.

        What followers have asked to be woken for stays: they noted that they asked, and being woken changes nothing.
        """

        def is_ours(happening: tuple[dt.date, int, Happening]) -> bool:
            return happening[1] > ticket and happening[2] == what

        past, future = self._past, self._future
        if elsewhere:
            past[:] = [happening for happening in past if not is_ours(happening)]
            future[:] = [happening for happening in future if not is_ours(happening)]
            heapify(future)
            return
        at = bisect_right(past, (date, ticket), key=_day_and_ticket)
        while not is_ours(past[at]):
            at += 1
        del past[at]

    # --- the day -----------------------------------------------------------------------------------------------------

    def move(self, to: dt.date) -> None:
        """Put the cursor on another day; each day on the way that matters is closed in order."""
        if to > self.cursor:
            self._forward(to)
        elif to < self.cursor:
            self._back(to)

    def wake(self, day: dt.date, what: Callable[[], None]) -> None:
        """Ask to be called whenever the cursor passes the beginning of a day, in either direction."""
        self._schedule(day, what)

    def _forward(self, to: dt.date) -> None:
        future = self._future
        while self.cursor < to:
            self._close_day()  # a follower may ask to be woken before what comes next
            self.cursor = day = min(future[0][0], to) if future else to
            while future and future[0][0] <= day:
                happening = heappop(future)
                self._past.append(happening)
                self._happen(happening[2])

    def _back(self, to: dt.date) -> None:
        past = self._past
        touched: dict[Happening, None] = {}
        while past and past[-1][0] > to:
            happening = past.pop()
            heappush(self._future, happening)
            touched[happening[2]] = None
        self.cursor = to
        for what in touched:
            self._happen(what)
        for follower in self.followers:
            follower.rewound(to)

    def _close_day(self) -> None:
        for follower in self.followers:
            follower.day_closed(self.cursor)

    def _schedule(self, day: dt.date, what: Happening) -> None:
        happening = (day, next(self._ticket), what)
        if day > self.cursor:
            heappush(self._future, happening)
        else:
            self._past.insert(bisect_right(self._past, day, key=_day), happening)

    def _schedule_validity(self, record: object, kind: str, id_: str) -> None:
        fields = record.__dict__
        for name in ("valid_from", "valid_to"):
            day = fields.get(name)
            if day is not None:
                self._schedule(day, (kind, id_))

    def _happen(self, what: Happening) -> None:
        if isinstance(what, tuple):
            self._touch(*what)
        else:
            what()

    # --- one record --------------------------------------------------------------------------------------------------

    def _appear(self, kind: str, id_: str, row: Row) -> None:
        """Touch a record that nobody has seen yet."""
        self.ever[kind][id_] = row
        now: Row | None = None
        if kind not in _BOUNDED or is_in_force(row.record, self.cursor):
            self.current[kind][id_] = now = row
        for follower in self.followers:
            follower.changed(kind, id_, None, now, None, row)

    def _touch(self, kind: str, id_: str) -> None:
        version = self.version(kind, id_, self.cursor)
        ever, current = self.ever[kind], self.current[kind]
        old_ever, old = ever.get(id_), current.get(id_)
        if version is None:
            now_ever = now = None
            ever.pop(id_, None)
        else:
            ever[id_] = now_ever = version.row
            now = now_ever if stands(version, self.cursor) else None
        if now is not None:
            current[id_] = now
        elif old is not None:
            del current[id_]
        if now is old and now_ever is old_ever:
            return
        for follower in self.followers:
            follower.changed(kind, id_, old, now, old_ever, now_ever)

    def _refresh_facts(self) -> None:
        self.facts = Facts.on(self.cursor, self._programme)
        for follower in self.followers:
            follower.facts_changed()

    @property
    def openings(self) -> tuple[Advanced, ...]:
        """Every move to another stage, whatever the cursor's day."""
        return tuple(entry for entry in self._programme if isinstance(entry, Advanced))

    # --- reading -----------------------------------------------------------------------------------------------------

    def exists(self, kind: str, id_: str) -> bool:
        """Tell whether a record of that kind and id was ever written down, on whatever date."""
        return id_ in self.firsts[kind]

    def history(self, kind: str, id_: str) -> History:
        """Return everything that happened to a record; raises KeyError where there is none."""
        found = self._histories.get((kind, id_))
        if found is None:
            found = self._histories[kind, id_] = History(self.firsts[kind][id_])
        return found

    def versions(self, kind: str, id_: str) -> Sequence[Version]:
        """Return all versions that a record has had, whenever; raises KeyError where there is none."""
        history = self._histories.get((kind, id_))
        if history is not None:
            return history.versions
        first = self.firsts[kind][id_]
        return (Version(first.date, first, ended=False),)

    def version(self, kind: str, id_: str, day: dt.date) -> Version | None:
        """Return the version that stands on a day, ended or not; None before the first entry, or without one."""
        history = self._histories.get((kind, id_))
        if history is not None:
            return history.on(day)
        first = self.firsts[kind].get(id_)
        return Version(first.date, first, ended=False) if first is not None and first.date <= day else None

    def left_on(self, kind: str, id_: str) -> dt.date | None:
        """Return the day on which a record ended or lapsed; None if, on the cursor's day, it did not."""
        version = self.version(kind, id_, self.cursor) if kind in self.firsts else None
        return None if version is None else _lapse(version, self.cursor)

    def row_on(self, kind: str, id_: str, day: dt.date) -> Row | None:
        """Return the row in force on any day; None where there is none."""
        version = self.version(kind, id_, day)
        return version.row if version is not None and stands(version, day) else None


def _lapse(version: Version, day: dt.date) -> dt.date | None:
    if version.ended:
        return version.start
    valid_to: dt.date | None = getattr(version.row.record, "valid_to", None)
    return valid_to if valid_to is not None and valid_to <= day else None


def stands(version: Version, day: dt.date) -> bool:
    """Tell whether a version is in force on a day on or after its start: not ended, and inside its own validity."""
    return not version.ended and is_in_force(version.row.record, day)


def _day(happening: tuple[dt.date, int, Happening]) -> dt.date:
    return happening[0]


def _day_and_ticket(happening: tuple[dt.date, int, Happening]) -> tuple[dt.date, int]:
    return happening[:2]


def _by_date(entry: ProgrammeEntry) -> tuple[dt.date, int]:
    return entry.date, entry.seq
