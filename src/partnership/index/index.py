"""The index: a history folded into versions, each with the days on which it stands. It knows no day and no law.

Only `append` changes it, for one writer at a time, and by adding: a row is never changed but for the number of the
entry that removes it. So the first n entries are told alike whatever comes after them, and any number of threads may
read while one writes, without a lock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import takewhile
from threading import RLock
from typing import Any, Protocol

from pydantic import ValidationError

from partnership.acts import (
    Amended,
    AnyEntry,
    Ended,
    Entry,
    EntryOfProgramme,
    EntryOfRecord,
    Migrated,
    Recorded,
    Started,
    Withdrawn,
    is_withdrawable,
)
from partnership.errors import Fault, LedgerError, first_trouble
from partnership.index.facts import Facts
from partnership.index.rows import (
    FIRST_DAY,
    STANDING,
    Happened,
    Now,
    Row,
    Timeline,
    days_in_force,
    standing_on,
    unfold,
)
from partnership.messages import Message, message
from partnership.records import RECORDS, is_in_force, references
from partnership.values import TimedDay, plain_day

ALTERING = {
    kind: (field, ref.kinds[0])
    for kind, record in RECORDS.items()
    for field, ref, _ in references(record)
    if field == record.alters
}
"""The kinds whose records alter others, with the field that names the altered, and its kind."""

_UNBOUNDED = frozenset(kind for kind, record in RECORDS.items() if "valid_to" not in record.model_fields)
"""Kinds whose records have no term; rows of a template's own registers may have one."""


class Follower(Protocol):
    """Something that is kept up while a history is written, by whoever holds `writing`.

    `at_work` says that somebody is changing what it keeps. Whoever finds it so was not the first: he was interrupted.
    """

    at_work: bool

    def rows_changed(self, kind: str, id_: str, gone: tuple[Row, ...], come: tuple[Row, ...], seq: int) -> None:
        """Take in that rows of a record (of `ever`) are removed, and others are there instead."""

    def taken_back(self, subject: tuple[str, str] | None, gone: tuple[Row, ...], back: tuple[Row, ...]) -> None:
        """Undo what was done with the last entry: its rows are gone, and those that it removed are back.

        `subject` is the record's kind and id; None where the entry was about the programme as a whole.
        """

    def facts_changed(self, day: dt.date) -> None:
        """Note that what holds for the programme as a whole may be otherwise from a day on."""


Changed = tuple[str, str, "tuple[Row, ...]", "tuple[Row, ...]"]
"""Kind and id of a record, its rows that are removed, and those that are there instead."""


class Log:
    """The rows of one kind in the order in which they were written: every version, and the days it is in force."""

    __slots__ = ("ever", "force")

    def __init__(self) -> None:
        self.ever: list[Row] = []
        self.force: list[Row] = []


class Index:
    """Every version of every record of one history, and what happened to the programme as a whole."""

    def __init__(self) -> None:
        self.entries: list[AnyEntry] = []
        self.logs: dict[str, Log] = {kind: Log() for kind in RECORDS}
        """By kind, or by register of a template's own."""
        self.firsts: dict[str, dict[str, Row]] = {kind: {} for kind in RECORDS}
        self.names: dict[str, str] = {}
        """Registers of a template's own that another law renamed: by the new name, the first one."""
        self.withdrawn: dict[int, int] = {}
        """By the number of an entry, that of the entry by which it was withdrawn."""
        self.migrations: list[Migrated] = []
        """Every move to another law, in the order in which they were written; none is ever withdrawn."""
        self.followers: dict[object, Follower] = {}
        self.writing = RLock()
        self.torn = False
        """Whether somebody was interrupted in the middle of an entry: what there is can be read, and nothing added."""
        self.supposing = False
        """Whether entries are only supposed, and taken back."""
        self._altering: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
        """By kind and id of a record, all that ever altered it."""
        self._timed: dict[dt.date, list[AnyEntry]] = {}
        """By their day, the entries that say at what time of it they were; to withdraw one happens at no time."""
        self._horizons: list[dt.date] = []
        self._before: list[Now] = []
        """Where entries are supposed: what was known of the records that they are about."""
        self._programme: tuple[int, tuple[EntryOfProgramme, ...]] = (0, ())
        self._facts: tuple[object, Facts] = (None, Facts(hi=FIRST_DAY))

    # --- writing -----------------------------------------------------------------------------------------------------

    def append(self, entry: AnyEntry) -> None:
        """Take one entry in; whoever reads the entries before it is told the same as ever.

        Raises:
            LedgerError: if the entry does not follow from those before it; nothing is changed then.
        """
        seq, date, act, entries = entry.seq, entry.date, entry.entry, self.entries
        if seq != len(entries) + 1:
            raise _broken(message("entry {seq} cannot come after {count} entries", seq=seq, count=len(entries)))
        if (seq == 1) is not (act == "started"):  # to find that a model is of no class costs more
            raise _broken(message("entry {seq}: a history begins with its start, once", seq=seq))
        if seq > 1 and date < entries[0].date:
            raise _broken(message("entry {seq}: {date} is before the start", seq=seq, date=date))
        self.torn = True  # until all of it is there: whoever reads sees nothing of an entry that is not
        try:
            changed = self._record(entry, seq) if entry.entry == "recorded" else self._rows_of(entry, seq)
        except ValueError as error:
            self.torn = False  # it does not follow, and nothing has been changed
            raise _not_following(entry, error) from None
        self._tell(changed, date, seq)
        if act == "withdrawn":
            date = max(date, *(one.date for one in entries if one.seq not in self.withdrawn))
        elif seq > 1 and date < self._horizons[-1]:
            date = self._horizons[-1]
        if type(entry.date) is TimedDay and act != "withdrawn":
            self._timed.setdefault(plain_day(entry.date), []).append(entry)
        self._horizons.append(date if type(date) is dt.date else plain_day(date))
        entries.append(entry)  # from here on it is there to be read
        self.torn = False

    def is_newest(self, length: int) -> bool:
        """Tell whether so many entries are all there are, and more may be added."""
        return len(self.entries) == length and not self.torn

    def _tell(self, changed: Changed | None, date: dt.date, seq: int) -> None:
        altered = [] if changed is None or changed[0] not in ALTERING else self._alter(*changed, seq)
        for key, follower in tuple(self.followers.items()):
            if follower.at_work:
                del self.followers[key]
            elif changed is None:
                follower.facts_changed(date)
            else:
                for one in (changed, *altered):
                    follower.rows_changed(*one, seq)

    def _rows_of(self, entry: AnyEntry, seq: int) -> Changed | None:
        match entry:
            case Recorded():
                return self._record(entry, seq)
            case Amended():
                return self._happen(entry.kind, entry.id, Happened(entry.date, seq, entry.changes, entry.migration))
            case Ended():
                return self._happen(entry.kind, entry.id, Happened(entry.date, seq, None))
            case Withdrawn():
                return self._withdraw(entry, seq)
            case _:
                self._set_programme((*self._programme[1], entry), seq)
                if isinstance(entry, Migrated):
                    self._rename(entry)
                    self.migrations.append(entry)
                return None

    def _rename(self, move: Migrated) -> None:
        """Let rows of a template's own registers be found by the names that another law gives these."""
        for before, after in move.words.get("registers", {}).items():
            if self.called(after) != self.called(before):
                if self.firsts.get(after):
                    known = message("entry {seq}: there is a register '{name}' already", seq=move.seq, name=after)
                    raise _broken(known)
                self.names[after] = self.called(before)

    def called(self, kind: str) -> str:
        """Return the name under which rows of a kind are kept: of a register that was renamed, its first name."""
        return self.names.get(kind, kind)

    def log(self, kind: str) -> Log:
        """Return the rows of one kind; a register of a template's own has none before its first row."""
        name = self.called(kind)
        found = self.logs.get(name)
        return self.logs.setdefault(name, Log()) if found is None else found  # two readers may be the first to ask

    def _record(self, entry: Recorded, seq: int) -> Changed:
        record: Any = entry.record
        kind, id_, date = self.called(record.kept_as()), record.id, entry.date
        row = Row(record, date, date, seq)
        if kind not in _UNBOUNDED:
            row.force = days_in_force(row)
        log = self.log(kind)
        firsts = self.firsts.get(kind)
        if firsts is None:
            firsts = self.firsts[kind] = {}
        first = firsts.get(id_)
        if first is not None:
            timeline = first.timeline
            if timeline is None or timeline.now[1]:
                raise _broken(message("entry {seq}: there is {kind:a} '{id}' already", seq=seq, kind=kind, id=id_))
            altering = self._altering.get((kind, id_), ())
            happened = sorted((each for one in altering for each in self._told(one, id_)), key=_when)
            return kind, id_, *self._replace(kind, timeline, 0, unfold(row, happened, seq), tuple(happened), seq)
        firsts[id_] = row
        log.ever.append(row)
        if row.force is not None:
            log.force.append(row.force)
        return kind, id_, (), (row,)

    def _happen(self, kind: str, id_: str, happening: Happened) -> Changed:
        date, seq = happening.date, happening.seq
        timeline = self.timeline(kind, id_, write=True)
        if timeline is None or not timeline.now[1] or timeline.now[1][0].lo > date:
            raise _broken(
                message("entry {seq}: there is no {kind} '{id}' on {date}", seq=seq, kind=kind, id=id_, date=date)
            )
        made = timeline.fold(happening)
        place = len(timeline.now[1]) - len(made) + 1
        happened = timeline.now[2]
        return (
            self.called(kind),
            id_,
            *self._replace(kind, timeline, place, made, (*happened[:place], happening, *happened[place:]), seq),
        )

    def _replace(
        self, kind: str, timeline: Timeline, place: int, made: tuple[Row, ...], happened: tuple[Happened, ...], seq: int
    ) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        """Put rows into the place of all that stand there and after."""
        kept, gone = timeline.now[1][:place], timeline.now[1][place:]
        log = self.log(kind)
        if self.supposing:
            self._before.append(timeline.now)
        timeline.log.extend(made)
        timeline.now = (seq, (*kept, *made), happened)
        log.ever.extend(made)
        log.force.extend([row.force for row in made if row.force is not None])
        for row in gone:
            row.removed = seq
            if row.force is not None:
                row.force.removed = seq
        return gone, made

    def _withdraw(self, entry: Withdrawn, seq: int) -> Changed | None:
        """Let an entry stand as if it had not been written, from now on; what it was stays to be read."""
        mistaken = self.entries[entry.withdraws - 1] if entry.withdraws < seq else None
        if mistaken is None or entry.withdraws in self.withdrawn:
            raise _broken(
                message(
                    "entry {seq}: there is no entry {withdraws} to be withdrawn", seq=seq, withdraws=entry.withdraws
                )
            )
        if not is_withdrawable(mistaken):
            raise _broken(message("entry {seq}: {entry:a} entry cannot be withdrawn", seq=seq, entry=mistaken.entry))
        if not isinstance(mistaken, EntryOfRecord):
            self.withdrawn[entry.withdraws] = seq
            self._set_programme(tuple(one for one in self._programme[1] if one is not mistaken), seq)
            return None
        kind, id_ = _subject(mistaken)
        timeline = self.timeline(kind, id_, write=True)
        if timeline is None:
            raise AssertionError("what was written about has a timeline")
        is_first = isinstance(mistaken, Recorded)
        place, made, happened = (0, (), ()) if is_first else timeline.without(mistaken.seq, seq)
        self.withdrawn[entry.withdraws] = seq
        return self.called(kind), id_, *self._replace(kind, timeline, place, made, happened, seq)

    def _alter(self, kind: str, id_: str, gone: tuple[Row, ...], come: tuple[Row, ...], seq: int) -> list[Changed]:
        """Fold what a record says into those that it alters, or altered; what they say by themselves is as it was."""
        field, other = ALTERING[kind]
        changed: list[Changed] = []
        for name in dict.fromkeys(getattr(row.record, field) for row in (*gone, *come)):
            self._altering.setdefault((other, name), {})[kind, id_] = None
            timeline = self.timeline(other, name, write=True)
            if timeline is None or not timeline.now[1]:
                continue
            _, rows, happened = timeline.now
            kept = [one for one in happened if one.altering is None or one.altering[0] != id_]
            told = sorted([*kept, *self._told((kind, id_), name)], key=_when)
            same = (at for at, (one, now) in enumerate(zip(happened, told, strict=False)) if one != now)
            place = next(same, min(len(happened), len(told)))
            if place < max(len(happened), len(told)):
                made = unfold(rows[place], told[place:], seq)
                changed.append((other, name, *self._replace(other, timeline, place, made, tuple(told), seq)))
        return changed

    def _told(self, altering: tuple[str, str], id_: str) -> list[Happened]:
        timeline = self.timeline(*altering)
        return [] if timeline is None else timeline.altering(id_)

    def _set_programme(self, programme: tuple[EntryOfProgramme, ...], since: int) -> None:
        self._programme = (since, tuple(sorted(programme, key=_by_date)))

    # --- taking back -------------------------------------------------------------------------------------------------

    def take_back(self) -> None:
        """Undo the last entry: for suppositions in an index that nobody else reads."""
        self.torn = True
        entry = self.entries.pop()
        self._horizons.pop()
        if type(entry.date) is TimedDay and entry.entry != "withdrawn":
            self._timed[plain_day(entry.date)].pop()
        about = entry
        if isinstance(entry, Withdrawn):
            del self.withdrawn[entry.withdraws]
            about = self.entries[entry.withdraws - 1]
        undone: list[tuple[tuple[str, str] | None, tuple[Row, ...], tuple[Row, ...]]] = []
        if isinstance(about, EntryOfRecord):
            kind, id_ = _subject(about)
            subjects = [*self._altered_by(kind, entry.seq), (self.called(kind), id_)]
            undone = [(subject, *self._take_rows_back(*subject, entry.seq)) for subject in subjects]
        else:
            undone = [(None, (), ())]
            self._set_programme(tuple(self._programme_until(entry.seq - 1)), entry.seq - 1)
            if isinstance(entry, Migrated):
                for after in self.migrations.pop().words.get("registers", {}).values():
                    self.names.pop(after, None)
        for follower in list(self.followers.values()):
            for one in undone:
                follower.taken_back(*one)
        self.torn = False

    def _altered_by(self, kind: str, seq: int) -> list[tuple[str, str]]:
        """Return what an entry about a record of some kind has altered besides, the last first."""
        if kind not in ALTERING:
            return []
        other = ALTERING[kind][1]
        rows = takewhile(lambda row: row.added == seq, reversed(self.logs[other].ever))
        return [(other, id_) for id_ in dict.fromkeys(row.record.id for row in rows)]

    def _take_rows_back(self, kind: str, id_: str, seq: int) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
        """Undo what an entry did to a record; returns the rows that are gone and those that are back."""
        log = self.logs[kind]
        gone: list[Row] = []
        while log.ever and log.ever[-1].added == seq and log.ever[-1].record.id == id_:
            gone.append(log.ever.pop())
        while log.force and log.force[-1].added == seq and log.force[-1].record.id == id_:
            log.force.pop()
        first = self.firsts[kind][id_]
        if first.added == seq:
            del self.firsts[kind][id_]
        timeline = first.timeline
        if first.added == seq or timeline is None:
            return tuple(gone), ()
        timeline.tried = None
        timeline.log[:] = [row for row in timeline.log if row.added != seq]
        timeline.now = self._before.pop()
        back = tuple(row for row in timeline.log if row.removed == seq)
        for row in back:
            row.removed = STANDING
            if row.force is not None:
                row.force.removed = STANDING
        return tuple(gone), back

    # --- reading: all of it as the first `length` entries tell it ----------------------------------------------------

    @property
    def started(self) -> Started:
        """How the programme began.

        Raises:
            LedgerError: if it has not.
        """
        first = self.entries[0] if self.entries else None
        if not isinstance(first, Started):
            raise _broken(message("a programme begins with its start"))
        return first

    def horizon(self, length: int) -> dt.date:
        """Return the latest date of an entry: the day up to which the history tells."""
        return self._horizons[length - 1] if length else FIRST_DAY

    def timed_after(self, moment: TimedDay, length: int) -> AnyEntry | None:
        """Return the last entry that stands of those of the same day that say their time, if it is a later one."""
        for entry in reversed(self._timed.get(plain_day(moment), ())):
            if entry.seq <= length and self.withdrawn.get(entry.seq, STANDING) > length:
                return entry if entry.date > moment else None
        return None

    def facts(self, day: dt.date, length: int) -> Facts:
        """Return what holds for the programme as a whole on a day: at its end."""
        if type(day) is not dt.date:
            day = plain_day(day)
        since, programme = self._programme
        if since > length:
            return Facts.on(day, sorted(self._programme_until(length), key=_by_date))
        known, facts = self._facts
        if known is not programme or not facts.lo <= day < facts.hi:
            facts = Facts.on(day, programme)
            self._facts = (programme, facts)  # one assignment, so that a reader finds both or the ones before
        return facts

    def _programme_until(self, length: int) -> Iterator[EntryOfProgramme]:
        for entry in self.entries[:length]:
            if not isinstance(entry, EntryOfRecord | Withdrawn):
                withdrawn = self.withdrawn.get(entry.seq)
                if withdrawn is None or withdrawn > length:
                    yield entry

    def _first(self, kind: str, id_: str) -> Row | None:
        rows = self.firsts.get(self.names.get(kind, kind))  # as `called`: every reference comes by here
        return None if rows is None else rows.get(id_)

    def exists(self, kind: str, id_: str, length: int) -> bool:
        """Tell whether a record of that kind and id was written down, on whatever date."""
        first = self._first(kind, id_)
        if first is None or first.added > length:
            return False
        return first.timeline is None or bool(first.timeline.rows(length))

    def timeline(self, kind: str, id_: str, *, write: bool = False) -> Timeline | None:
        """Return everything that happened to a record, for the writer to `write` on, or to be looked at."""
        first = self._first(kind, id_)
        if first is None:
            return None
        timeline = first.timeline or Timeline(first)
        if write:
            first.timeline = timeline
        return timeline

    def versions(self, kind: str, id_: str, length: int) -> tuple[Row, ...]:
        """Return all versions that a record has had, the earliest first; none where there is no such record."""
        first = self._first(kind, id_)
        if first is None or first.added > length:
            return ()
        return (first,) if first.timeline is None else first.timeline.rows(length)

    def ever(self, kind: str, id_: str, day: dt.date, length: int) -> Row | None:
        """Return the version of a record that stands on a day, ended or not; None before the first."""
        first = self._first(kind, id_)
        if first is None or first.added > length:
            return None
        if first.timeline is not None:
            return first.timeline.on(day, length)
        return first if first.lo <= day else None

    def standing(self, kind: str, id_: str, day: dt.date, length: int) -> Row | None:
        """Return the version of a record that is in force on a day."""
        row = self.ever(kind, id_, day, length)
        if row is None or row.ended or (kind not in _UNBOUNDED and not is_in_force(row.record, day)):
            return None
        return row

    def rows(self, kind: str, day: dt.date, length: int) -> list[Row]:
        """Return the rows of a kind that are in force on a day, in the order in which they were written."""
        return standing_on(self.log(kind).force, day, length)

    def rows_ever(self, kind: str, day: dt.date, length: int) -> list[Row]:
        """Return the latest version by a day of every record of a kind there was, ended or not."""
        return standing_on(self.log(kind).ever, day, length)


def ended_on(versions: tuple[Row, ...]) -> dt.date | None:
    """Return the day on which a record ended, whenever that is; None if it has not."""
    return next((row.lo for row in versions if row.ended), None)


def left_on(row: Row, day: dt.date) -> dt.date | None:
    """Return the day on which a record ended or lapsed; None if, on a day, it did not."""
    if row.ended:
        while row.before is not None and row.before.ended:
            row = row.before
        return row.lo
    _, valid_to = row.record.validity()
    return valid_to if valid_to is not None and valid_to <= day else None


def _not_following(entry: AnyEntry, error: ValueError) -> LedgerError:
    if isinstance(error, LedgerError):
        return error
    why = first_trouble(error) if isinstance(error, ValidationError) else str(error)
    return _broken(message("entry {seq} does not follow from those before it: {why}", seq=entry.seq, why=why))


def _broken(what: Message) -> LedgerError:
    return LedgerError(Fault(None, what))


def _when(happening: Happened) -> tuple[dt.date, int]:
    return happening[:2]


def _subject(entry: EntryOfRecord) -> tuple[str, str]:
    return (entry.record.kept_as(), entry.record.id) if isinstance(entry, Recorded) else (entry.kind, entry.id)


def _by_date(entry: Entry) -> tuple[dt.date, int]:
    return entry.date, entry.seq
