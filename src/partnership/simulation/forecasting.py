"""A forecast from a running programme: its ledger as it is today, and what may follow."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from typing_extensions import override

from partnership.acts import AddRecord, Command, Recorded
from partnership.errors import Fault, InputError
from partnership.evaluation import View
from partnership.findings import Status
from partnership.messages import message
from partnership.programme import Programme
from partnership.records import Partner as PartnerRecord
from partnership.records import Person, Record
from partnership.simulation.called import LedgerIds
from partnership.simulation.chance import Chance
from partnership.simulation.crowd import Crowd
from partnership.simulation.exact import Exact, History
from partnership.simulation.lines import OpenLine
from partnership.simulation.loading import Region
from partnership.simulation.model import Model, model_of
from partnership.simulation.outcomes import Outcomes
from partnership.simulation.practice import LevelOfScale, PeopleState
from partnership.simulation.region import Candidate
from partnership.simulation.scope import Nobody
from partnership.simulation.simulating import ArmPlan, Levers, Progress, check_levers
from partnership.simulation.study import BASE, Study


def forecast(
    programme: Programme,
    region: Region,
    *,
    on: dt.date | None = None,
    replications: int = 100,
    seed: int = 0,
    levers: Levers | None = None,
    progress: Progress | None = None,
) -> Study:
    """Go on from a programme's ledger as it stands on a day (its last when left out), by a region's figures.

    Partners, people and papers are those of the ledger: a partner that takes part is not won again, a task is done
    whose rules are met, and whoever has reached a level is in the state that the practice names for it. Every run goes
    on in the programme's own ledger, entry by entry, by the exact engine. The programme itself stays as it is.

    Raises:
        RegionError: if the region does not fit the programme's law.
        InputError: if the programme is closed, or has entries that are dated later than the day.
    """
    day = on or programme.snapshot.date
    if programme.snapshot.date > day:
        words = message("the ledger goes on to {last}, after {day}", last=programme.snapshot.date, day=day)
        raise InputError(Fault(None, words, hint=message("forecast from its last day, or from a ledger cut there")))
    view = programme.as_of(day)
    if view.facts.closed is not None:
        raise InputError(Fault(None, message("the programme is closed")))
    here = _from(region, view, day)
    model = model_of(programme.template, here)
    check_levers(model, levers or {})
    chance, histories = Chance(seed), []

    def driven(replication: int) -> History:
        return _Continued(model, chance, replication, levers, programme, view).run()

    for replication in range(replications):
        histories.append(driven(replication))
        if progress is not None:
            progress(replication + 1, replications)
    plan = ArmPlan(programme.template, here, seed, "exact", dict(levers or {}))
    outcomes = Outcomes.of_histories(model, histories)
    return Study(programme.template, here, seed, {BASE: plan}, {BASE: outcomes}, upto=replications, driven=driven)


def _from(region: Region, view: View, day: dt.date) -> Region:
    """Return the region as it is for this programme: it starts today, and its partners are there."""
    there = {one.id: one for one in view.records("partner")}
    known = {each.id for each in region.shape.partners}
    added = tuple(
        Candidate(id=id_, name=one.name, sector=one.sector, role=one.role)
        for id_, one in there.items()
        if isinstance(one, PartnerRecord) and id_ not in known
    )
    started = view.state.started
    shape = region.shape
    coming = [
        (change, law)
        for change, law in zip(shape.laws, region.laws, strict=True)
        if law.digest != view.template.digest and (change.on is None or change.on > day)
    ]
    shape = shape.model_copy(
        update={
            "start": day,
            "laws": tuple(change for change, _ in coming),
            "region": started.region,
            "parameters": dict(started.parameters),
            "partners": (*region.shape.partners, *added),
        }
    )
    return replace(region, shape=shape, laws=tuple(law for _, law in coming))


class _Continued(Exact):
    """One run that goes on from a ledger."""

    def __init__(
        self,
        model: Model,
        chance: Chance,
        replication: int,
        given: Mapping[str, float] | None,
        programme: Programme,
        view: View,
    ) -> None:
        super().__init__(model, chance, replication, given)
        self._before, self._view = programme, view
        self.people.prefix = f"p-{view.date:%Y%m%d}"
        taken = {entry.record.id for entry in programme.entries if isinstance(entry, Recorded)}
        self._called = LedgerIds(taken, f"{view.date:%Y%m%d}")

    @override
    def _started(self) -> Programme:
        view = self._view
        there = {one.id for one in view.records("partner")}
        for partner, doing in zip(self.model.partners, self.approaches, strict=True):
            if partner.id in there:
                doing.done = 1
                self.joined[partner.id] = partner
                self.people.welcome(partner.id)
        statuses = view.statuses()
        for job, doing in zip(self.model.jobs, self.doing, strict=True):
            rules = [rule for rule in job.task.meets if rule in statuses]
            if rules and all(_is_met(view, rule, job.it, statuses) for rule in rules):
                doing.done = 1
                if job.task.every is not None:  # when it was done is not known of every task: it may be due already
                    doing.due_again = 0
        self._others_done(view)
        self._place_people(view)
        before = copy.copy(self._before)
        for record in self._called.match(self._written(), view):
            if isinstance(record, Person):  # the practice has one person for each partner, of whom no paper need speak
                before.record(record, on=view.date, basis="simulated")
                self._called.taken.add(record.id)
        return before

    @override
    def _do(self, step: int, command: Command, name: str) -> bool:
        asked = self._called.of(command)
        done = super()._do(step, asked, name)
        if done and isinstance(asked, AddRecord):
            self._called.taken.add(asked.record.id)
        return done

    @override
    def _advance(self, step: int) -> None:
        self.changed = changed = self.changed or self.model.months[step]  # something may have run out meanwhile
        super()._advance(step)
        if not changed:
            return
        view = self.programme.as_of(self.model.days[step])
        shut = self.blocked[-1][1] if self.blocked else ()
        self._do_anew(view, (*shut, *(view.suspension.unmet if view.suspension is not None else ())))

    def _do_anew(self, view: View, shut: Iterable[str]) -> None:
        """Take up again what was done and does not hold any more: an agreement has ended, a paper is too old."""
        for rule in shut:
            lacking = view.lacking(rule)
            for number in self.model.meeting.get(rule, ()):
                job, doing = self.model.jobs[number], self.doing[number]
                if doing.done and not doing.running and (job.it is None or not lacking or job.it in lacking):
                    doing.done = doing.before = 0
                    self.pulled.add(number)

    def _written(self) -> Iterator[Record]:
        """Return what the practice writes in what is done already."""
        ready = zip(self.model.partners, self.approaches, strict=True)
        lines: list[tuple[tuple[OpenLine, ...], str | None]]
        lines = [(partner.lines, partner.id) for partner, doing in ready if doing.done]
        lines += [(job.lines, job.it) for job, doing in zip(self.model.jobs, self.doing, strict=True) if doing.done]
        for each, it in lines:
            scope = self._scope(0, n=1, it=it)
            scope["pick"] = _Anybody(self.people, self.model.states)
            for line in each:
                with suppress(Nobody):
                    yield from (
                        command.record
                        for command in line.commands(scope, self._view.date)
                        if isinstance(command, AddRecord)
                    )

    def _others_done(self, view: View) -> None:
        """What no gate asks for is done where everything that comes after it is, or its stages are over."""
        passed = {
            stage
            for stage in self.model.law.stage_ids
            if stage not in {each.id for each in self.model.law.path(view.stage)}
        }
        after: dict[str, list[int]] = {}
        for job in self.model.jobs:
            for task in job.task.after:
                after.setdefault(task, []).append(job.number)
        for job, doing in zip(reversed(self.model.jobs), reversed(self.doing), strict=True):
            if doing.done or any(rule in self.model.meeting and rule in view.statuses() for rule in job.task.meets):
                continue
            following = after.get(job.task.id, [])
            if (following and all(self.doing[number].done for number in following)) or (
                job.number not in self.model.due[view.stage] and self.model.due_in[job.number] and passed
            ):
                doing.done = 1

    def _place_people(self, view: View) -> None:
        """Put whoever has reached a level into the state that the practice names for it."""
        people = self.model.region.practice.shape.people
        if people is None:
            return
        free: dict[str, Iterator[int]] = {}
        for number, partner in enumerate(self.people.partners):
            free[partner.id] = iter(range(self.people.first[number], self.people.first[number + 1]))
        levels = {(one.scale, one.level): at for at, one in enumerate(_levelled(people.states))}
        reached: dict[str, int] = {}
        for one in view.records("level"):
            at = levels.get((one.scale, one.level))  # type: ignore[attr-defined] # records of this kind have both
            if at is not None:
                person = one.person  # type: ignore[attr-defined]
                reached[person] = max(at, reached.get(person, -1))
        states = [self.model.states.index(state.id) for state in people.states if state.level is not None]
        for person, at in sorted(reached.items()):
            employer = getattr(view.get("person", person), "partner", None)
            seat = next(free.get(employer or "", iter(())), None)
            if seat is not None:
                self.people.named[seat] = person
                self.people.go(np.array([seat]), states[at])


class _Anybody(dict[str, Any]):
    """Somebody of a state: who it is, the ledger says."""

    def __init__(self, people: Crowd, states: Sequence[str]) -> None:
        super().__init__()
        self._people, self._states = people, states

    def __missing__(self, state: str) -> str:
        free = self._people.free(self._states.index(state), ())
        if not len(free):
            raise Nobody(state)
        return self._people.name(int(free[0]))


def _levelled(states: tuple[PeopleState, ...]) -> list[LevelOfScale]:
    return [state.level for state in states if state.level is not None]


def _is_met(view: View, rule: str, it: str | None, statuses: Mapping[str, Status]) -> bool:
    return statuses[rule] is Status.SATISFIED or (it is not None and it not in view.lacking(rule))


@dataclass(frozen=True, slots=True)
class ForecastStanding:
    """Where a programme stands in an earlier forecast of it."""

    what: str
    value: float
    percentile: float
    """The share of the runs of the forecast that were lower on that day (half of those that are equal counted)."""


def standing(study: Study, what: str, value: float, on: dt.date) -> ForecastStanding:
    """Tell at which percentile of a forecast a value stands that was seen on a day.

    Raises:
        UnknownName: if there is neither such a measure nor such a state.
        InputError: if the day is not within the forecast.
    """
    days = study.days
    if not days[0] <= on <= days[-1]:
        words = message("{day} is not within the years that are simulated", day=on)
        raise InputError(Fault(None, words, message("a day from {start} to {end}", start=days[0], end=days[-1])))
    step = max(at for at, day in enumerate(days) if day <= on)
    values = study.values(what)[step]
    return ForecastStanding(what, value, float(((values < value).sum() + (values == value).sum() / 2) / len(values)))


def standing_of_stage(study: Study, stage: str, entered: dt.date) -> ForecastStanding:
    """Tell at which percentile of a forecast the day stands on which a stage was entered; earlier is lower.

    Raises:
        UnknownName: if there is no such stage.
    """
    days = (entered - study.days[0]).days
    taken = study.days_to(stage)
    return ForecastStanding(stage, float(days), float(((taken < days).sum() + (taken == days).sum() / 2) / len(taken)))
