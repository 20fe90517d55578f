"""The story of a programme as it was lived: what was taken in, turned away, waived, suspended, as it was written down.

Nothing is printed here; `run` tells it and writes it as JSON.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from partnership.entries import AnyEntry, Migrated, Started, Withdrawn
from partnership.evaluation import View
from partnership.findings import Finding
from partnership.programme import Programme, Step, Telling
from partnership.programme.lines import line_of
from partnership.reading import Line

ONE_DAY = dt.timedelta(days=1)

Turn = tuple[dt.date, tuple[str, ...]]
"""From this day on, other things that must hold did not than before: which."""


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
        """The last entry that the line became."""
        return self.step.entries[-1] if self.step.entries else None


@dataclass(frozen=True, slots=True)
class Turning:
    """From `day` on other things that must hold did not; where `findings` are none, the suspension was over.

    `seen` is the day by which it was known: later than `day` where late paperwork changed what had been. `since` is the
    day on which the suspension began, `before` what did not hold until then. A suspension that was over on the day on
    which it began is one that had been told and, as is known now, never was.
    """

    day: dt.date
    seen: dt.date
    since: dt.date
    before: tuple[str, ...]
    findings: tuple[Finding, ...]

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
        self._looked = self.start
        self._turns: tuple[Turn, ...] = ()
        for step in self._kept() if telling is None else self._tried(telling):
            self._laws += [entry for entry in step.entries if isinstance(entry, Migrated)]
            written = step.entries[-1].recorded.date() if step.entries else _written(step.line)
            self.happenings.append(Told(written, step))
        told = (one.step for one in self.happenings if isinstance(one, Told))
        self.date = until or last_day(self.programme, (step.line for step in told if not step.entries))
        self._look(_day_after(self.date))

    @property
    def snapshot(self) -> View:
        """The programme on the day on which the story ends: the one asked for, or the last of the file."""
        return self.programme.as_of(self.date)

    def _kept(self) -> Iterator[Step]:
        """Take the entries of a ledger up again, one after the other, up to the last day."""
        for entry in self._entries[1:]:
            day = entry.recorded.date()
            if self._until is not None and day > self._until:
                return
            self._look(day)
            self.programme.take((entry,))
            yield Step(line_of(entry), (entry,))

    def _tried(self, telling: Telling) -> Iterator[Step]:
        """Try the lines up to the last day; an attempt of a later day is tried too, but belongs to another telling."""
        steps = telling.steps()
        for line in telling.file.lines:
            day = _written(line)
            is_beyond = self._until is not None and max(day, line.date) > self._until
            if is_beyond and not line.refused:
                return
            if not is_beyond:
                self._look(day)
            step = next(steps)
            if not is_beyond:
                yield step

    # --- suspensions -------------------------------------------------------------------------------------------------

    def _look(self, day: dt.date) -> None:
        """Note what turned before a day and has not been told, by what is known on that day."""
        looked = self._looked
        if day <= looked:
            return
        turns = turns_before(self.programme, self._laws, day)
        known = [turn for turn in turns if turn[0] < looked]
        if tuple(known) != self._turns:
            self._correct(turns, known)
        for place in range(len(known), len(turns)):
            self._turn(turns, place, turns[place][0])
        self._looked, self._turns = day, turns

    def _correct(self, turns: Sequence[Turn], known: Sequence[Turn]) -> None:
        """Say what late paperwork changed in what had been told."""
        told, seen = self._turns, self._looked
        runs = list(_runs(known))
        fresh = [place for place, turn in enumerate(known) if turn not in told]
        for start, end in _runs(told):
            if not any(_overlap((start, end), run) for run in runs):
                self.happenings.append(Turning(start, seen, start, _unmet_on(told, start), ()))
            elif end is not None and _unmet_on(known, end) and not any(known[place][0] >= end for place in fresh):
                self.happenings.append(self._turning(known, end, seen, _unmet_on(told, end - ONE_DAY)))
        for place in fresh:
            self._turn(turns, place, seen)

    def _turn(self, turns: Sequence[Turn], place: int, seen: dt.date) -> None:
        day, unmet = turns[place]
        if unmet or self.programme.as_of(day).facts.closed is None:  # a close is told by itself
            self.happenings.append(self._turning(turns, day, seen, turns[place - 1][1] if place else ()))

    def _turning(self, turns: Sequence[Turn], day: dt.date, seen: dt.date, before: tuple[str, ...]) -> Turning:
        unmet = _unmet_on(turns, day)
        missing = self.programme.as_of(day).missing() if unmet else ()
        findings = tuple(finding for finding in missing if finding.requirement in unmet)
        since = next(start for start, end in _runs(turns) if start <= day and (end is None or day <= end))
        return Turning(day, seen, since, before, findings)


def last_day(programme: Programme, attempts: Iterable[Line]) -> dt.date:
    """Return the last day that a programme and the attempts of its file tell of, or on which they were written down.

    An entry that was withdrawn stood under whatever day it said, and does not count.
    """
    withdrawn = {entry.withdraws for entry in programme.entries if isinstance(entry, Withdrawn)}
    standing = (entry for entry in programme.entries if entry.seq not in withdrawn)
    return max(
        *(max(entry.date, entry.recorded.date()) for entry in standing),
        *(max(line.date, _written(line)) for line in attempts),
        programme.entries[0].date,
    )


def turns_before(programme: Programme, laws: Sequence[Started | Migrated], day: dt.date) -> tuple[Turn, ...]:
    """Return the days before a day on which other things that must hold did not, under the law of each time.

    `laws` are the entries by which the programme came under a law, so that nobody has to look through all entries.
    """
    changes = sorted((entry for entry in laws if entry.date < day), key=lambda entry: (entry.date, entry.seq))
    ends = [*(entry.date for entry in changes[1:]), day]
    found: list[Turn] = []
    for change, end in zip(changes, ends, strict=True):
        opening: tuple[str, ...] = ()
        inside: list[Turn] = []
        for turn in View(programme.templates[change.digest], programme.state, end - ONE_DAY).turns():
            if turn.day <= change.date:
                opening = turn.unmet
            else:
                inside.append((turn.day, turn.unmet))
        found += [(change.date, opening), *inside]
    before = [(), *(unmet for _, unmet in found)]
    return tuple(turn for turn, unmet in zip(found, before, strict=False) if turn[1] != unmet)


def _runs(turns: Iterable[Turn]) -> Iterator[tuple[dt.date, dt.date | None]]:
    """Give the suspensions: the day on which each began, and the one on which it was over."""
    start: dt.date | None = None
    for day, unmet in turns:
        if unmet and start is None:
            start = day
        elif not unmet and start is not None:
            yield start, day
            start = None
    if start is not None:
        yield start, None


def _overlap(one: tuple[dt.date, dt.date | None], other: tuple[dt.date, dt.date | None]) -> bool:
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])


def _unmet_on(turns: Iterable[Turn], day: dt.date) -> tuple[str, ...]:
    unmet: tuple[str, ...] = ()
    for at, now in turns:
        if at <= day:
            unmet = now
    return unmet


def _written(line: Line) -> dt.date:
    return line.date if line.recorded is None else line.recorded.date()


def _begun_again(programme: Programme) -> Programme:
    """Return a programme as it was after its start, to be told from there."""
    return Programme.from_entries(programme.templates.values(), programme.entries[:1], vault=programme.vault)


def _day_after(day: dt.date) -> dt.date:
    return day + ONE_DAY if day < dt.date.max else day
