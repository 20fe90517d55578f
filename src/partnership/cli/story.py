"""The story of a programme as it was lived: what was taken in, turned away, waived, suspended, as it was written down.

Nothing is printed here; `run` tells it and writes it as JSON.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from partnership.entries import AnyEntry, Migrated, Started
from partnership.evaluation import View
from partnership.findings import Finding
from partnership.programme import Programme, Step, Telling
from partnership.programme.lines import line_of
from partnership.template import Template

ONE_DAY = dt.timedelta(days=1)


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
    day on which the suspension began, `before` what did not hold until then.
    """

    day: dt.date
    seen: dt.date
    since: dt.date
    before: tuple[str, ...]
    findings: tuple[Finding, ...]


Happening = Told | Turning


class Story:
    """One telling of a programme, up to a day if one is given."""

    def __init__(self, programme: Programme, telling: Telling | None, until: dt.date | None) -> None:
        self.programme = programme if telling is not None else _known_by(programme, until)
        self.happenings: list[Happening] = []
        self._until = until
        self._looked = self.start
        self._unmet: tuple[str, ...] = ()
        self._since = self.start
        for step in self._steps(telling):
            entry = step.entries[-1] if step.entries else None
            self.happenings.append(Told(step.line.date if entry is None else entry.recorded.date(), step))
        self._look(_day_after(self.date))

    @property
    def start(self) -> dt.date:
        """The programme's first day."""
        return self.programme.entries[0].date

    @property
    def date(self) -> dt.date:
        """The day on which the story ends: the one asked for, or the latest that the file speaks of."""
        return self._until or self.programme.state.horizon

    @property
    def snapshot(self) -> View:
        """The programme on that day."""
        return self.programme.as_of(self.date)

    def _steps(self, telling: Telling | None) -> Iterator[Step]:
        """Try the lines up to the last day; an attempt of a later day is tried too, but belongs to another telling."""
        if telling is None:
            for entry in self.programme.entries[1:]:
                self._look(entry.recorded.date())
                yield Step(line_of(entry), (entry,))
            return
        steps = telling.steps()
        for line in telling.file.lines:
            day = line.date if line.recorded is None else line.recorded.date()
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
        turns = list(self._turns(day))
        standing: tuple[dt.date, tuple[str, ...], Template | None] = (self.start, (), None)
        for turn in turns:
            if turn[0] < looked:
                standing = turn
        if standing[1] != self._unmet:
            self._turn(standing[0], looked, standing[1])  # late paperwork changed what had been
        for at, unmet, _ in turns:
            if at >= looked and unmet != self._unmet:
                self._turn(at, at, unmet)
        self._looked = day

    def _turns(self, day: dt.date) -> Iterator[tuple[dt.date, tuple[str, ...], Template]]:
        """Give the days before a day at whose end other things that must hold did not, under the law of each time."""
        programme = self.programme
        changes = [entry for entry in programme.entries if isinstance(entry, Started | Migrated) and entry.date < day]
        changes.sort(key=lambda entry: (entry.date, entry.seq))
        ends = [*(entry.date for entry in changes[1:]), day]
        for change, end in zip(changes, ends, strict=True):
            law = programme.templates[change.digest]
            opening: tuple[str, ...] = ()
            inside = []
            for turn in View(law, programme.state, end - ONE_DAY).turns():
                if turn.day <= change.date:
                    opening = turn.unmet
                else:
                    inside.append((turn.day, turn.unmet, law))
            yield (change.date, opening, law)
            yield from inside

    def _turn(self, day: dt.date, seen: dt.date, unmet: tuple[str, ...]) -> None:
        before, self._unmet = self._unmet, unmet
        if not before:
            self._since = day
        missing = self.programme.as_of(day).missing() if unmet else ()
        findings = tuple(finding for finding in missing if finding.requirement in unmet)
        self.happenings.append(Turning(day, seen, self._since, before, findings))


def _known_by(programme: Programme, day: dt.date | None) -> Programme:
    """Take a programme up from the entries that were written down by the end of a day."""
    if day is None:
        return programme
    known = [entry for entry in programme.entries if entry.recorded.date() <= day]
    return Programme.from_entries(programme.templates.values(), known, vault=programme.vault)


def _day_after(day: dt.date) -> dt.date:
    return day + ONE_DAY if day < dt.date.max else day
