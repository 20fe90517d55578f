"""The story of a programme as it was lived: what was taken in, turned away, waived, suspended, as it was written down.

Nothing is printed here; `run` tells it and writes it as JSON.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from partnership.acts import AnyEntry, Migrated, Started, is_retold, withdrawn_by
from partnership.evaluation import View
from partnership.findings import Finding, Status
from partnership.programme import Programme, Step, Telling
from partnership.reading import Line
from partnership.values import ONE_DAY


class SuspensionTurn(NamedTuple):
    """From `day` on other things that must hold did not than before: which, and on which day the suspension began.

    Where `unmet` are none, the suspension that began on `since` was over.
    """

    day: dt.date
    unmet: tuple[str, ...]
    since: dt.date


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the file, tried: `day` is when it was written down, which for late paperwork is not when it is true."""

    day: dt.date
    step: Step

    @property
    def is_late(self) -> bool:
        """Whether it was written down on a later day than the one it tells of."""
        return self.entry is not None and self.entry.date < self.day

    @property
    def entry(self) -> AnyEntry | None:
        """The entry that the line became; those after it tell records again in the words of another law."""
        return self.step.entries[0] if self.step.entries else None


@dataclass(frozen=True, slots=True)
class Turning:
    """From `day` on other things that must hold did not; where `findings` are none, the suspension was over.

    `seen` is the day by which it was known: later than `day` where late paperwork changed what had been. `since` is the
    day on which the suspension began, `before` what did not hold until then. A suspension that was over on the day on
    which it began is one that had been told and, as is known now, never was. `left` is what still did not hold when it
    was over, since the programme had come to a stage, or a law, that does not ask for it, or since it was waived.
    `by_hand` tells that the programme is suspended by a decision all the same.
    """

    day: dt.date
    seen: dt.date
    since: dt.date
    before: tuple[str, ...]
    findings: tuple[Finding, ...]
    left: tuple[str, ...] = ()
    by_hand: bool = False

    @property
    def is_late(self) -> bool:
        """Whether it was known only later."""
        return self.day < self.seen

    @property
    def never_was(self) -> bool:
        """Whether it takes back a suspension that had been told."""
        return not self.findings and self.day == self.since


Happening = Told | Turning


class Story:
    """One telling of a programme, up to a day if one is given."""

    def __init__(self, programme: Programme, telling: Telling | None, until: dt.date | None) -> None:
        self.happenings: list[Happening] = []
        self.start = programme.entries[0].date
        self._until = until
        self._entries: Sequence[AnyEntry] = () if telling is not None else programme.entries
        self.programme = programme if telling is not None else _begun_again(programme)
        self._laws: list[Started | Migrated] = [self.programme.state.started]
        self._looked = self._day = self.start
        self._turns: tuple[SuspensionTurn, ...] = ()
        self._pending: list[tuple[dt.date, Told]] = []
        self._past_changed = False
        attempts = []
        for step in self._kept() if telling is None else self._tried(telling):
            self._laws += [entry for entry in step.entries if isinstance(entry, Migrated)]
            attempts += [] if step.entries else [step.line]
            written = step.entries[-1].recorded.date() if step.entries else _written(step.line)
            self._pending.append((self._day, Told(written, step)))
        self.date = until or last_day_told(self.programme, attempts)
        self._look(self.date + ONE_DAY if self.date < dt.date.max else self.date)

    @property
    def snapshot(self) -> View:
        """The programme on the day on which the story ends: the one asked for, or the last of the file."""
        return self.programme.as_of(self.date)

    def _kept(self) -> Iterator[Step]:
        """Take the entries of a ledger up again, one after the other, up to the last day."""
        for entries in _by_line(self._entries[1:]):
            line = Line.of(entries[0])
            if self._until is not None and _written(line) > self._until:
                return
            self._come_to(line)
            self.programme.take(entries)
            yield Step(line, entries)

    def _tried(self, telling: Telling) -> Iterator[Step]:
        """Try the lines up to the last day; an attempt of a later day is tried too, but belongs to another telling."""
        steps = telling.steps()
        for line in telling.file.lines:
            is_beyond = self._until is not None and max(_written(line), line.date) > self._until
            if is_beyond and not line.refused:
                return
            if not is_beyond:
                self._come_to(line)
            step = next(steps)
            if not is_beyond:
                yield step

    # --- suspensions -------------------------------------------------------------------------------------------------

    def _come_to(self, line: Line) -> None:
        """Go on to the day on which a line was written down, before it is tried.

        What turned until then is looked for only where a line is about to change what had been, and once it has.
        """
        self._day = max(self._day, _written(line))
        changes_past = not line.refused and (line.date < self._day or line.verb == "withdraw")
        if self._day > self._looked and (changes_past or self._past_changed):
            self._look(self._day)
            self._past_changed = False
        self._past_changed = self._past_changed or changes_past

    def _look(self, day: dt.date) -> None:
        """Tell what has come to pass since the last look, and what turned before a day by what is known on that day."""
        turns = turns_before(self.programme, self._laws, day)
        place = bisect_left(turns, self._looked, key=_day_of)
        known = turns[:place]
        for told_on, told in self._pending:
            while place < len(turns) and turns[place].day < told_on:
                self._turn(turns, place, turns[place].day)
                place += 1
            self.happenings.append(told)
        if known != self._turns:
            self._correct(known)
        for later in range(place, len(turns)):
            self._turn(turns, later, turns[later].day)
        self._looked, self._turns = day, turns
        self._pending.clear()

    def _correct(self, known: Sequence[SuspensionTurn]) -> None:
        """Say what late paperwork changed in what had been told: `known` is what had been, as it is known now."""
        told, seen = self._turns, self._looked
        before = set(told)
        fresh = [place for place, turn in enumerate(known) if turn not in before]
        for began, over in _runs(told):
            last = _last_before(known, seen if over is None else over.day)
            if last is None or not (last.unmet or last.day > began.day):  # on no day of it
                self.happenings.append(Turning(began.day, seen, began.day, began.unmet, ()))
                continue
            now = None if over is None else _last_before(known, over.day + ONE_DAY)
            if over is not None and now is not None and now.unmet and (not fresh or known[fresh[-1]].day < over.day):
                self._happen(SuspensionTurn(over.day, now.unmet, now.since), seen, now.unmet)
        for place in fresh:
            self._turn(known, place, seen)

    def _turn(self, turns: Sequence[SuspensionTurn], place: int, seen: dt.date) -> None:
        turn = turns[place]
        if turn.unmet or self.programme.as_of(turn.day).facts.closed is None:  # a close is told by itself
            self._happen(turn, seen, turns[place - 1].unmet if place else ())

    def _happen(self, turn: SuspensionTurn, seen: dt.date, before: tuple[str, ...]) -> None:
        view, left = self.programme.as_of(turn.day), tuple[str, ...]()
        missing = view.missing() if turn.unmet else ()
        findings = tuple(finding for finding in missing if finding.requirement in turn.unmet)
        if not turn.unmet:
            statuses = view.statuses()
            left = tuple(each for each in before if statuses.get(each) is not Status.SATISFIED)
        by_hand = view.facts.suspended is not None
        self.happenings.append(Turning(turn.day, seen, turn.since, before, findings, left, by_hand))


def last_day_told(programme: Programme, attempts: Iterable[Line]) -> dt.date:
    """Return the last day that a programme and the attempts of its file tell of, or on which they were written down.

    An entry that was withdrawn stood under whatever day it said, and does not count; nor does its moment for those that
    were written after it and say none of their own.
    """
    withdrawn = withdrawn_by(programme.entries)
    slips = {entry.recorded for entry in programme.entries if entry.seq in withdrawn}
    standing = (entry for entry in programme.entries if entry.seq not in withdrawn)
    return max(
        *(entry.date if entry.recorded in slips else max(entry.date, entry.recorded.date()) for entry in standing),
        *(max(line.date, _written(line)) for line in attempts),
        programme.entries[0].date,
    )


def turns_before(programme: Programme, laws: Sequence[Started | Migrated], day: dt.date) -> tuple[SuspensionTurn, ...]:
    """Return the days before a day on which other things that must hold did not, under the law of each time.

    `laws` are the entries by which the programme came under a law, so that nobody has to look through all entries.
    """
    changes = sorted((entry for entry in laws if entry.date < day), key=lambda entry: (entry.date, entry.seq))
    ends = [*(entry.date for entry in changes[1:]), day]
    found: list[tuple[dt.date, tuple[str, ...]]] = []
    for change, end in zip(changes, ends, strict=True):
        opening: tuple[str, ...] = ()
        inside: list[tuple[dt.date, tuple[str, ...]]] = []
        for turn in View(programme.templates[change.digest], programme.state, end - ONE_DAY).turns():
            if turn.day <= change.date:
                opening = turn.unmet
            else:
                inside.append((turn.day, turn.unmet))
        found += [(change.date, opening), *inside]
    return tuple(_turns(found))


def _turns(found: Iterable[tuple[dt.date, tuple[str, ...]]]) -> Iterator[SuspensionTurn]:
    """Leave out what changes nothing, and say of each since when the suspension was."""
    before: tuple[str, ...] = ()
    since = dt.date.min
    for day, unmet in found:
        if unmet != before:
            since = since if before else day
            before = unmet
            yield SuspensionTurn(day, unmet, since)


def _runs(turns: Iterable[SuspensionTurn]) -> Iterator[tuple[SuspensionTurn, SuspensionTurn | None]]:
    """Give the suspensions: how each began, and how it was over."""
    start: SuspensionTurn | None = None
    for turn in turns:
        if turn.unmet and start is None:
            start = turn
        elif not turn.unmet and start is not None:
            yield start, turn
            start = None
    if start is not None:
        yield start, None


def _last_before(turns: Sequence[SuspensionTurn], day: dt.date) -> SuspensionTurn | None:
    place = bisect_left(turns, day, key=_day_of)
    return turns[place - 1] if place else None


def _day_of(turn: SuspensionTurn) -> dt.date:
    return turn.day


def _by_line(entries: Iterable[AnyEntry]) -> Iterator[tuple[AnyEntry, ...]]:
    """Put entries together that one line of a programme file becomes: an act, and what is told again because of it."""
    together: list[AnyEntry] = []
    for entry in entries:
        if together and not is_retold(entry):
            yield tuple(together)
            together.clear()
        together.append(entry)
    if together:
        yield tuple(together)


def _written(line: Line) -> dt.date:
    return line.date if line.recorded is None else line.recorded.date()


def _begun_again(programme: Programme) -> Programme:
    """Return a programme as it was after its start, to be told from there."""
    return Programme.from_entries(
        programme.templates.values(), programme.entries[:1], personal_data=programme.personal_data
    )
