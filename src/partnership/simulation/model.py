"""The model of a law, a practice and a region, which both engines follow and all replications share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any, Final

import numpy as np

from partnership.messages import Sayable, message
from partnership.simulation.arrays import Numbers, Values
from partnership.simulation.chance import Chance
from partnership.simulation.lines import OpenLine, as_text
from partnership.simulation.loading import Region
from partnership.simulation.practice import (
    LEFT,
    OUTSIDE,
    Hazard,
    PartnerCircle,
    PeopleMove,
    PracticeMeasure,
    Task,
    Work,
)
from partnership.simulation.quantities import PeriodQuantity, Quantity, ShareQuantity, as_float
from partnership.simulation.region import Candidate, LawChange
from partnership.template import Requirement, Template
from partnership.values import Duration, Text

STEPS: Final[Mapping[str, Duration]] = {
    "P1D": Duration(days=1),
    "P7D": Duration(days=7),
    "P14D": Duration(days=14),
    "P1M": Duration(months=1),
}
"""How long each length of a step is."""
_MOSTSTEPS: Final = 20_000
_OUT_OF_IT: Final = {OUTSIDE: message("not there yet"), LEFT: message("gone again")}
"""What the states are called that no practice has to name."""
WORLD: Final = 0
"""The step at which what a replication's world is like is drawn."""


@dataclass(frozen=True, slots=True)
class NamedQuantity:
    """A figure that the model goes by: its name, what it is called, whether it is ours to choose."""

    name: str
    title: Text
    figure: Quantity
    lever: bool


@dataclass(frozen=True, slots=True)
class PartnerKind:
    """A kind of partners: of a sector, of a role, or of both."""

    sector: str | None
    role: str | None

    def has(self, one: Candidate) -> bool:
        """Tell whether a partner is of it."""
        return self.sector in {None, one.sector} and self.role in {None, one.role}

    def title(self, law: Template) -> Sayable:
        """Return what a partner of it is called: by its role, else by its sector."""
        if self.role is not None:
            return law.lists["roles"][self.role].title
        return as_text(message("any partner")) if self.sector is None else law.lists["sectors"][self.sector].title

    def told(self, law: Template) -> Sayable:
        """Return what a partner of it is called, with its sector and its role, as files have them."""
        keys = [f"{key}: {value}" for key in ("sector", "role") if (value := getattr(self, key)) is not None]
        return message("{title:quoted} ({keys})", title=self.title(law), keys=", ".join(keys))


@dataclass(frozen=True, slots=True)
class WorkKind:
    """A kind of work, by its place among all: how long it takes, and who does it."""

    id: str
    by: int | None
    takes: PeriodQuantity


@dataclass(frozen=True, slots=True)
class Job:
    """A task for everybody or for one partner: what has to be done once."""

    name: str
    task: Task
    number: int
    it: str | None
    work: WorkKind
    lines: tuple[OpenLine, ...]
    title: Text
    asks: frozenset[str]
    """Circles in which somebody has to be."""
    picks: int | None
    """The state of which it names one person, by its place among all."""
    lost: tuple[OpenLine, ...]
    """What is written when that person, or the partner, has left."""
    awaits: tuple[str, ...]
    """The rules of its lines, where each line is for those alone who lack something: it is done where anybody does."""


@dataclass(frozen=True, slots=True)
class Invited:
    """A partner that may take part."""

    id: str
    candidate: Candidate
    agrees: ShareQuantity | None
    employees: str | None
    """The number of the model that says how many people work there; None where nobody of there volunteers."""
    leaves: ShareQuantity | None
    lines: tuple[OpenLine, ...]
    many: int | None = None
    """How many people work there, whatever the number says: in the history that a law is learned from."""

    def people(self, worth: Mapping[str, Any]) -> Any:
        """Return how many people work there, in one replication or in each of many: whole people."""
        if self.many is not None or self.employees is None:
            return self.many or 0
        return np.floor(worth[self.employees]).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Round:
    """A move of people, ready: from which places among the states, and what it writes."""

    move: PeopleMove
    from_: tuple[int, ...]
    to: int | None
    chances: tuple[str | None, ...]
    lines: tuple[OpenLine, ...]
    arrivals: tuple[OpenLine, ...]


@dataclass(frozen=True, slots=True)
class Danger:
    """A hazard, ready: the work of dealing with it, whom it stops, what it writes."""

    hazard: Hazard
    work: WorkKind
    stops: int | None
    lines: tuple[OpenLine, ...]
    answer: tuple[OpenLine, ...]

    @property
    def takes(self) -> int | None:
        """Of whom one deals with it: of those who do such work, where it stops nobody."""
        return self.work.by if self.stops is None else None


@dataclass(frozen=True, slots=True)
class WayOn:
    """A way on from a stage: where it leads, and what the law asks of whoever goes it.

    `meanwhile` is the one that comes round once more, as long as this one is not open.
    """

    to: str
    asked: tuple[Requirement, ...]
    waits: bool
    """Whether it is shut while the programme is suspended."""
    meanwhile: WayOn | None = None


@dataclass(frozen=True, eq=False)
class Model:
    """What is simulated."""

    law: Template
    region: Region
    parameters: Mapping[str, Any]
    """What the region sets for the law's parameters."""
    numbers: Mapping[str, NamedQuantity]
    workers: tuple[str, ...]
    partners: tuple[Invited, ...]
    jobs: tuple[Job, ...]
    approach: WorkKind | None
    states: tuple[str, ...]
    rounds: tuple[Round, ...]
    measures: tuple[PracticeMeasure, ...]
    dangers: tuple[Danger, ...]
    leaving: tuple[OpenLine, ...]
    days: tuple[dt.date, ...]
    months: tuple[bool, ...]
    """Whether a new month has begun by a step: then people move."""
    ways: Mapping[str, WayOn]
    """The way on from each stage that can be open."""
    due_in: tuple[frozenset[str], ...]
    """The stages in which each job is due of itself."""
    meeting: Mapping[str, tuple[int, ...]] = field(repr=False)
    """The jobs that meet each rule."""
    laws: tuple[tuple[LawChange, Model], ...] = field(default=(), repr=False)
    """The versions of the law that may come, with the model under each."""

    @property
    def start(self) -> dt.date:
        """The first day."""
        return self.days[0]

    @cached_property
    def circles(self) -> Mapping[str, frozenset[str]]:
        """The partners of each circle, whether they agree or not."""
        return {
            circle.id: frozenset(each.id for each in circle_members(circle, self.region, self.partners))
            for circle in self.region.practice.shape.circles
        }

    @cached_property
    def vacant(self) -> Sequence[PartnerKind]:
        """The kinds of partners that the practice knows and of which there is none."""
        return [kind for circle, kind in self.kinds.items() if not self.circles[circle]]

    @cached_property
    def kinds(self) -> Mapping[str, PartnerKind]:
        """The kinds of partners that the practice knows, by their circles."""
        circles = self.region.practice.shape.circles
        return {one.id: PartnerKind(one.sector, one.role) for one in circles if not one.of}

    def requirement(self, rule: str) -> Requirement | None:
        """Return a rule of the law, or of a version of it that may come; None of what is the engine's own."""
        laws = (self.law, *self.region.laws)
        return next((each.requirements[rule] for each in laws if rule in each.requirements), None)

    def stage_meant(self, name: str) -> str:
        """Return the stage that a name stands for: of `ID:2` the one that is entered once more."""
        return next((first for first in self.anew if once_more(first) == name), name)

    def state_title(self, state: str) -> Text:
        """Return what a state of people is called."""
        people = self.region.practice.shape.people
        named = {each.id: each.title for each in people.states} if people is not None else {}
        return named[state] if state in named else as_text(_OUT_OF_IT[state])

    def rounds_at(self, stage: str) -> int:
        """Return how many of the cycles are open in a stage."""
        here = {each.id for each in self.law.path(stage)}
        return sum(not here.isdisjoint(self.law.cycle_of(first)) for first in self.anew)

    @cached_property
    def number_of(self) -> Mapping[str, int]:
        """The number of each partner, from 1."""
        return {each.id: number for number, each in enumerate(self.partners, start=1)}

    @cached_property
    def terms(self) -> Mapping[str, Any]:
        """The values of the law's parameters."""
        return {name: self.parameters.get(name, each.default) for name, each in self.law.parameters.items()}

    @cached_property
    def month_of(self) -> tuple[int, ...]:
        """Which month each step is in, counted where people move."""
        months, count = [], -1
        for begins in self.months:
            count += begins
            months.append(count)
        return tuple(months)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """For each state, in how many parts it is counted: one for each time that a move has happened so far."""
        needed = [1] * len(self.states)
        for each in self.rounds:
            for state in each.from_:
                needed[state] = max(needed[state], self.times(each))
        return tuple(needed)

    @cached_property
    def first(self) -> tuple[int, ...]:
        """For each state the first of its parts, where the parts of all are counted through; at the end, how many."""
        return (0, *accumulate(self.places))

    def times(self, each: Round) -> int:
        """Return how many months a move takes; a parameter of the law may say it."""
        times = each.move.times
        if isinstance(times, int):
            return times
        name = times.removeprefix("$param.")
        return int(self.terms[name])

    def worth(self, name: str, given: Mapping[str, float], chance: Chance, replication: int) -> float:
        """Return a number in one replication: as a lever is set, or as the world is there."""
        if name in given:
            return given[name]
        number = self.numbers[name]
        if number.figure.is_certain:
            return number.figure.centre
        return number.figure.at(chance.one(replication, WORLD, f"world:{name}"))

    def worths(self, name: str, given: Mapping[str, float], chance: Chance, replications: Numbers) -> Any:
        """Return the same in each of many replications: an array, or one number that they share."""
        if name in given:
            return float(given[name])
        number = self.numbers[name]
        return number.figure.centre if number.figure.is_certain else self.drawn(name, chance, replications)

    def drawn(self, name: str, chance: Chance, replications: Numbers) -> Values:
        """Return what a number is in the world of each of many replications, where no lever is set."""
        found: Values = self.numbers[name].figure.at_all(chance.of_replications(replications, WORLD, f"world:{name}"))
        return found

    @cached_property
    def days_a_step(self) -> float:
        """How many days a step has, on average."""
        return as_float(STEPS[self.region.shape.step])

    @cached_property
    def jobs_by_task(self) -> Mapping[str, tuple[Job, ...]]:
        """The jobs of each task."""
        found: dict[str, list[Job]] = {}
        for job in self.jobs:
            found.setdefault(job.task.id, []).append(job)
        return {task: tuple(jobs) for task, jobs in found.items()}

    @cached_property
    def together(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of each task's jobs."""
        return {task: tuple(job.number for job in jobs) for task, jobs in self.jobs_by_task.items()}

    @cached_property
    def due(self) -> Mapping[str, frozenset[int]]:
        """The jobs that are due in each stage: of themselves, or because one that is comes after them."""
        leaves = [id_ for id_ in self.law.stage_ids if not self.law.stage(id_).stages]
        found = {}
        for leaf in leaves:
            tasks = {job.task.id for job, due in zip(self.jobs, self.due_in, strict=True) if leaf in due}
            ahead = list(tasks)
            while ahead:
                for job in self.jobs_by_task.get(ahead.pop(), ())[:1]:
                    new = [name for name in job.task.after if name not in tasks]
                    tasks.update(new)
                    ahead.extend(new)
            found[leaf] = frozenset(job.number for job in self.jobs if job.task.id in tasks)
        return found

    @cached_property
    def anew(self) -> Mapping[str, frozenset[int]]:
        """For the first stage of each cycle the jobs that are done anew in each of its rounds."""
        law = self.law
        found = {}
        for first in (stage for stage in law.stage_ids if law.cycle_of(stage)[:1] == (stage,)):
            cycle = set(law.cycle_of(first))
            inside = [due for leaf, due in self.due.items() if cycle & {each.id for each in law.path(leaf)}]
            found[first] = frozenset().union(*inside) & {job.number for job in self.jobs if job.task.again == "round"}
        return found

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """What can be reached: every stage, and the first of each cycle once more, after the last of that cycle."""
        law, rounds = self.law, {self.last_of_round(first): once_more(first) for first in self.anew}
        return tuple(name for stage in law.stage_ids for name in (stage, rounds.get(stage)) if name is not None)

    def last_of_round(self, first: str) -> str:
        """Return the stage that comes last in the rounds of a cycle: the first of it can be entered once more then."""
        cycle = {*self.law.cycle_of(first)}
        return [id_ for id_ in self.law.stage_ids if not cycle.isdisjoint(each.id for each in self.law.path(id_))][-1]

    def figures(self) -> Iterator[Quantity]:
        """Return every figure that the model goes by, once each: of partners that are alike, too."""
        people = self.region.practice.shape.people
        unused = {people.employees} - self.employers if people is not None else ()
        yield from (number.figure for name, number in self.numbers.items() if name not in unused)
        shape = self.region.shape
        yield from (figure for _, figure in work_of(self.region))
        for partner in shape.partners:
            yield from (each for each in (partner.agrees, partner.leaves) if each is not None)
        yield from (each.chance for each in shape.laws if each.chance is not None)
        if shape.funding is not None:
            yield shape.funding.goes_on

    @cached_property
    def employers(self) -> frozenset[str]:
        """The names of the numbers that say how many people work for a partner."""
        return frozenset(each.employees for each in self.partners if each.employees is not None)


def once_more(stage: str) -> str:
    """Return how it is called that the first stage of a cycle is entered in its next round: the second, if none was."""
    return f"{stage}:2"


def work_of(region: Region) -> Iterator[tuple[Work, PeriodQuantity]]:
    """Return every kind of work of a region's practice with the time that it takes there."""
    for work in region.practice.shape.work:
        yield work, region.shape.work.get(work.id, work.default)


def circle_members(circle: PartnerCircle, region: Region, partners: Sequence[Invited]) -> Iterator[Invited]:
    """Return the partners of a circle, in their order."""
    circles = {each.id: each for each in region.practice.shape.circles}
    inner = [circles[name] for name in circle.of if name in circles]
    for each in partners:
        candidate = each.candidate
        if inner:
            if any(each in circle_members(other, region, [each]) for other in inner):
                yield each
        elif PartnerKind(circle.sector, circle.role).has(candidate):
            yield each
