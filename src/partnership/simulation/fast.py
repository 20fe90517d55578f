"""The fast engine: many replications at once, people counted instead of told apart.

It follows the same model with the same chance as the exact engine: work takes the same time in the same replication,
and people, who are exchangeable, are drawn as numbers. What of the law looks at people is learned from the law itself,
on a history that the exact engine has driven: how many rows of a rule belong to each person, by the state that he or
she is in. A rule for which people in one state count differently looks at more than a state can hold, and is refused by
name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from typing_extensions import override

from partnership.errors import Fault
from partnership.evaluation.gates import Gates
from partnership.findings import FilePlace
from partnership.messages import message
from partnership.simulation.arrays import Chances, Integers, Numbers, Which
from partnership.simulation.binomial import binomial
from partnership.simulation.chance import Chance
from partnership.simulation.crowd import Crowd
from partnership.simulation.deciding import Deciding
from partnership.simulation.exact import APPROACH, Exact, History, is_in_stage, may_move, steps_of
from partnership.simulation.model import Job, Model, Round
from partnership.simulation.people_rules import (
    EXACT,
    CannotCarry,
    KindChance,
    PeopleRule,
    SomeMove,
    people_rules,
)
from partnership.simulation.people_rules import (
    crowded as crowded_model,
)
from partnership.simulation.quantities import as_float
from partnership.simulation.seats import Seats
from partnership.simulation.shut_rules import lost_rules, refuse_leaving, shut_by
from partnership.simulation.watched import WatchedHistory

_NEVER: Final = 1 << 30
_TRIALS: Final = 2
_AT_ONCE: Final = 4096
"""Steps of all replications for which all is drawn at once."""


@dataclass(frozen=True, eq=False)
class Batch:
    """Many replications: when what was reached, what held it up, and how many people were where."""

    replications: Numbers
    entered: Mapping[str, Integers]
    """For each stage the step at which it was first entered; -1 where it never was."""
    last: Mapping[str, Sequence[str]]
    """The rules that can be the last before each stage's way on."""
    held_by: Mapping[str, Integers]
    """For each stage, which of these was the last; -1 where nothing stood before it."""
    alone: Mapping[str, Integers]
    """For how many steps it was the only one."""
    counts: Integers
    """People by step, state and replication."""
    ended: Integers
    moves: dict[tuple[int, str], Integers] | None = field(default=None, repr=False)
    """How many moved, by month and move, from each place that it has people from, where this is kept."""
    seats: Seats | None = field(default=None, repr=False)
    """Who has the places that jobs have given to one, where there are such jobs."""


class Fast:
    """A model ready to be run many times."""

    def __init__(
        self,
        model: Model,
        *,
        seed: int = 0,
        given: Mapping[str, float] | None = None,
        withdrawn: Collection[str] = (),
    ) -> None:
        """Learn from one history of the exact engine what the law asks of people.

        Raises:
            CannotCarry: with everything that counting cannot carry.
        """
        self.model = model
        self.given = dict(given or {})
        self._refuse_laws()
        self._refuse_rounds()
        crowded = crowded_model(model)
        probe = WatchedHistory(crowded, KindChance(seed), 0, self.given, deciding=SomeMove(crowded, Chance(seed)))
        self.probe = probe.run()
        refuse_leaving(probe, self._leaving(withdrawn))
        self.rules = people_rules(model, probe)
        self.needed = self._needed(crowded, seed)
        self.enough = self._enough(crowded, probe, seed)
        self.lost = lost_rules(probe, self.rules.blocking)
        self.shut = tuple(shut_by(probe, self.rules.blocking, danger) for danger in model.dangers)
        self.unsafe = np.array([job.name in probe.unsafe for job in model.jobs], dtype=bool)
        """Which jobs write what the law refuses while the programme is suspended."""
        self._try_out(crowded, seed)

    def _try_out(self, crowded: Model, seed: int) -> None:
        """Hold two replications against what the law makes of them: the exact engine is told who moves, and decides.

        Raises:
            CannotCarry: if a stage opens on another day there.
        """
        trial = copy(self)
        trial.model = crowded
        for replication in range(_TRIALS):
            batch = trial.run([replication], Chance(seed), keep_moves=True)
            history = trial.history(replication, Chance(seed))
            for stage, steps in batch.entered.items():
                counted, decided = int(steps[0]), history.entered.get(stage, -1)
                if counted != decided:
                    raise CannotCarry(self._differs(stage, counted, decided, history))

    def _differs(self, stage: str, counted: int, decided: int, history: History) -> Fault:
        shut = next((each for each in history.openings if each.to == stage), history.openings[-1])
        law = self.model.law
        days = [None if step < 0 else self.model.days[step] for step in (counted, decided)]
        never = message("never")
        words = message(
            "counted, {stage:quoted} begins: {counted}; decided by the rules: {decided}; last there: {rules}",
            stage=law.stage(stage).title,
            counted=days[0] or never,
            decided=days[1] or never,
            rules=shut.last or (never,),
        )
        source = next((law.requirements[rule] for rule in shut.last if rule in law.requirements), None)
        return Fault(None if source is None else source.at, words, hint=EXACT)

    def _enough(self, crowded: Model, probe: WatchedHistory, seed: int) -> Mapping[str, Integers]:
        """Learn which rules are met by some of the jobs of a task, and by how many, for each number of partners that
        may be there: from histories in which so many of those agree who need not. Partners of several kinds are no
        matter of a number.
        """
        found: dict[str, Integers] = {}
        unsure = {each.id for each in crowded.partners if each.agrees is not None}
        histories: dict[frozenset[str], WatchedHistory] = {}
        for rule in sorted(self.rules.blocking - set(self.rules.people)):
            its = [crowded.jobs[job].it or "" for job in crowded.meeting.get(rule, ())]
            most = probe.enough(rule)
            alike = {(each.candidate.sector, each.candidate.role) for each in crowded.partners if each.id in its}
            if most is None or most >= len(its) or len(alike) > 1:
                continue
            enough = np.arange(len(its) + 1, dtype=np.int32)
            enough[-1] = most
            absent = [it for it in its if it in unsure]
            for many in range(1, min(len(absent), len(its) - 1) + 1):
                but = frozenset(absent[-many:])
                if but not in histories:
                    histories[but] = WatchedHistory(
                        crowded, KindChance(seed, but), 0, self.given, deciding=SomeMove(crowded, Chance(seed))
                    )
                    histories[but].run()
                there = len(its) - many
                enough[there] = histories[but].enough(rule) or there
                if histories[but].is_shut(rule):
                    enough[there] = len(its) + 1  # so few are never enough
            found[rule] = enough
        return found

    def _needed(self, crowded: Model, seed: int) -> Mapping[str, tuple[frozenset[str], ...]]:
        """Learn which rules want somebody of a circle: from histories in which none of it agrees."""
        found: dict[str, tuple[frozenset[str], ...]] = {}
        unsure = {each.id for each in crowded.partners if each.agrees is not None}
        for circle in {each for each in crowded.circles.values() if each and each <= unsure}:
            without = Exact(crowded, KindChance(seed, circle), 0, self.given, deciding=SomeMove(crowded, Chance(seed)))
            without.run()
            gates = Gates(without.programme.as_of(crowded.days[-1]).context())
            for name in sorted(self.rules.blocking - set(self.rules.people)):
                done = all(
                    without.doing[job].done or crowded.jobs[job].it in circle for job in crowded.meeting.get(name, ())
                )
                if done and gates.blocks(crowded.law.requirements[name]):
                    found[name] = (*found.get(name, ()), circle)
        return found

    def _refuse_laws(self) -> None:
        region = self.model.region
        faults = [
            Fault(region.tree.place(("laws", index)), message("a law that changes is not counted"), hint=EXACT)
            for index, each in enumerate(region.shape.laws)
            if each.chance is not None or (each.on or self.model.start) <= self.model.days[-1]
        ]
        if faults:
            raise CannotCarry(faults)

    def _refuse_rounds(self) -> None:
        """Refuse a way that comes round, by the first rule that is met anew in each round there."""
        law, model = self.model.law, self.model
        stages, here = set[str](), law.first_leaf()
        while (way := model.ways.get(here.id)) is not None and here.id not in stages:
            stages.add(here.id)
            here = law.first_leaf(way.to)
        if here.id in stages or any(model.ways[stage].meanwhile for stage in stages):
            meets = {rule for each in model.anew.values() for job in each for rule in model.jobs[job].task.meets}
            asked = [rule for stage in stages for rule in model.ways[stage].asked]
            rule = next((rule for rule in law.requirements.values() if rule in asked and rule.id in meets), asked[0])
            words = message(
                "{title:quoted} ({rule}) is met anew in each round, and rounds are not counted",
                title=rule.title,
                rule=rule.id,
            )
            raise CannotCarry(Fault(rule.at, words, hint=EXACT))

    def _leaving(self, named: Collection[str]) -> Mapping[str, FilePlace]:
        """Return the partners that may leave, by themselves or because they are withdrawn, and where that is said."""
        region, found = self.model.region, {}
        for index, each in enumerate(region.shape.partners):
            ids = [partner.id for partner in self.model.partners if partner.candidate is each]
            if each.leaves is not None and each.leaves.centre > 0:
                found[ids[0]] = region.tree.place(("partners", index, "leaves"))
            found.update({id_: region.tree.place(("partners", index)) for id_ in ids if id_ in named})
        return found

    def run(
        self, replications: Any, chance: Chance, given: Mapping[str, float] | None = None, *, keep_moves: bool = False
    ) -> Batch:
        """Run replications by their numbers; each comes out the same whichever others are run with it."""
        numbers = np.asarray(replications, dtype=np.uint64)
        return _Run(self, numbers, chance, {**self.given, **(given or {})}, keep_moves=keep_moves).run()

    def history(self, replication: int, chance: Chance, given: Mapping[str, float] | None = None) -> History:
        """Spread a replication over individuals: the exact engine writes it down, entry by entry, under the law."""
        levers = {**self.given, **(given or {})}
        batch = self.run([replication], chance, levers, keep_moves=True)
        deciding = _Spread(self.model, chance, replication, batch)
        return Exact(self.model, chance, replication, levers, deciding=deciding).run()


_Place = tuple[int, int]
"""A state, and one of the parts in which it is counted."""


class _Path(NamedTuple):
    """The places from which people make a move."""

    places: tuple[_Place, ...]
    shares: tuple[str | None, ...]
    """The number that says the chance of it, for each of them."""
    to: tuple[_Place, ...]
    """Where it brings them: a part further, or, where they have made it often enough, into another state."""


def _paths(model: Model) -> Mapping[str, _Path]:
    """Return the way of each move, by its name."""
    found = {}
    for each in model.rounds:
        needed, share_of = model.times(each), dict(zip(each.from_, each.chances, strict=True))
        places = [(state, part) for state in each.from_ for part in range(model.places[state])]
        shares = [share_of[state] for state, _ in places]
        to = places
        if each.to is not None:
            to = [(state, part + 1) if part + 1 < needed else (each.to, 0) for state, part in places]
        found[each.move.id] = _Path(tuple(places), tuple(shares), tuple(to))
    return found


def _months(model: Model) -> Numbers:
    return np.arange(model.month_of[-1] + 1, dtype=np.uint64)


class _Spread(Deciding):
    """Tells who moves, where it is known how many do: drawn from those who are in a place, one after another, and of
    those whom tasks have picked the ones of whom it is known.
    """

    def __init__(self, model: Model, chance: Chance, replication: int, batch: Batch) -> None:
        super().__init__(model, chance, replication)
        self.moves = {asked: many[:, 0].tolist() for asked, many in (batch.moves or {}).items()}
        self.seats = batch.seats
        self.places, self.paths = model.places, _paths(model)
        most: dict[str, int] = {}
        for (_, name), many in self.moves.items():
            most[f"who:{name}"] = max(most.get(f"who:{name}", 0), sum(many))
        self.drawn = chance.of_each(np.array([replication], dtype=np.uint64), _months(model), most) if most else {}
        self.changes = -1
        self.inside: dict[_Place, list[int]] = {}
        """The numbers of those who are in each place, in no order."""

    @override
    def movers(self, month: int, each: Round, people: Crowd, _shares: Sequence[float | None], _most: int | None) -> Any:
        if self.changes != people.changes:
            self._look(people)
        path, many = self.paths[each.move.id], self.moves.get((month, each.move.id), [])
        if not any(many):
            return np.empty(0, dtype=np.int64)
        draws = iter(self.drawn[f"who:{each.move.id}"][: sum(many), month, 0].tolist())
        known = self._known(month, each, people)
        chosen = [
            _first(self.inside[place], some, people)
            if each.move.at_most
            else _drawn(self.inside[place], some, draws, known)
            for place, some in zip(path.places, many, strict=False)
        ]
        for place, some in zip(path.to, chosen, strict=False):
            self.inside[place] += some
        found = np.array([number for some in chosen for number in some], dtype=np.int64)
        return found[np.lexsort((found, people.order[found]))]

    def _known(self, month: int, each: Round, people: Crowd) -> Mapping[int, bool]:
        """Return those whom tasks have picked, and whether they go."""
        if self.seats is None or each.to is None:
            return {}
        return {person: (month, each.move.id, job) in self.seats.gone for job, person in people.held.items()}

    @override
    def picked(self, step: int, job: Job, free: Any, people: Crowd) -> int:
        known = None if self.seats is None else self.seats.picked.get((step, job.number))
        if known is None:  # the law is asked and refuses: whoever it is comes to nothing
            return super().picked(step, job, free, people)
        part, other = known
        if other is not None:
            return people.held[other]
        unknown = np.setdiff1d(free[people.times[free] == part], list(people.held.values()))
        return super().picked(step, job, unknown, people)

    def _look(self, people: Crowd) -> None:
        """See who is where, after some have come, or gone with their partner."""
        self.changes = people.changes
        self.inside = {
            (state, part): np.flatnonzero((people.state == state) & (people.times == part) & people.here).tolist()
            for state, parts in enumerate(self.places)
            for part in range(parts)
        }


def _first(there: list[int], many: int, people: Crowd) -> list[int]:
    """Take those who came first out of a place."""
    numbers = np.array(there, dtype=np.int64)
    numbers = numbers[np.lexsort((numbers, people.order[numbers]))]
    there[:] = numbers[many:].tolist()
    chosen: list[int] = numbers[:many].tolist()
    return chosen


def _drawn(there: list[int], many: int, draws: Iterator[float], known: Mapping[int, bool]) -> list[int]:
    """Take some out of a place, each of those who are left as likely as another, but for those of whom it is known."""
    if known:
        going = [number for number in there if known.get(number, False)]
        staying = [number for number in there if not known.get(number, True)]
        there[:] = [number for number in there if number not in known]
        chosen = going + _drawn(there, many - len(going), draws, {})
        there += staying
        return chosen
    left = max(0, len(there) - many)
    for last, draw in zip(range(len(there) - 1, left - 1, -1), draws, strict=False):
        at = int(draw * (last + 1))
        there[at], there[last] = there[last], there[at]
    chosen = there[left:]
    del there[left:]
    return chosen


class _Run:
    """One run over many replications: every value is an array with a place for each of them."""

    def __init__(
        self, fast: Fast, numbers: Numbers, chance: Chance, given: Mapping[str, float], *, keep_moves: bool
    ) -> None:
        self.fast, self.model, self.numbers, self.chance, self.given = fast, fast.model, numbers, chance, given
        self.many = len(numbers)
        model = self.model
        jobs, partners = len(model.jobs), len(model.partners)
        self.worth = {name: self._worth(name) for name in model.numbers}
        self.free = [np.floor(self.worth[f"workers.{name}"]) for name in model.workers]
        self.busy = np.zeros((len(model.workers), self.many), dtype=np.int32)
        self.stopped = np.zeros((len(model.workers), self.many), dtype=np.int32)
        self.dealt = np.full((len(model.dangers), self.many), -1, dtype=np.int32)
        """The step at which what went wrong has been dealt with."""
        self.ends = np.full((jobs + partners, self.many), _NEVER, dtype=np.int32)
        self.done = np.zeros((jobs + partners, self.many), dtype=np.int32)
        self.due_again = np.full((jobs, self.many), _NEVER, dtype=np.int32)
        self.joined = np.zeros((partners, self.many), dtype=bool)
        self.leaves = [leaf for leaf in model.law.stage_ids if not model.law.stage(leaf).stages]
        self.leaf = np.zeros(self.many, dtype=np.int32)
        self.entered = {stage: np.full(self.many, -1, dtype=np.int32) for stage in model.stages}
        self.people = [[np.zeros(self.many, dtype=np.int64) for _ in range(many)] for many in model.places]
        self.paths = _paths(model)
        self.draws = self._draws(_months(model)) if self.many * len(model.days) <= _AT_ONCE else None
        """By which it is decided who moves, where they are few enough to be drawn at once."""
        self.moves: dict[tuple[int, str], Integers] | None = {} if keep_moves else None
        self.ended = np.full(self.many, -1, dtype=np.int32)
        self.alive = np.ones(self.many, dtype=bool)
        self.finished_at = np.full((jobs, self.many), _NEVER, dtype=np.int32)
        self.last: dict[str, list[str]] = {}
        self.held_by: dict[str, Integers] = {}
        self.alone: dict[str, Integers] = {}
        self.held = {leaf: self._holding(leaf) for leaf in model.ways}
        self.shut = {leaf: self._shutting(leaf) for leaf in model.ways}
        self.works = [job.work for job in model.jobs]
        if model.approach is not None:
            self.works += [model.approach] * partners
        self.partners = {each.id: number for number, each in enumerate(model.partners)}
        self.due = _due(model, self.leaves)
        self.came = np.zeros((len(self.leaves), self.many), dtype=np.int32)
        """The step at which each stage was entered last."""
        self.halted = np.zeros(self.many, dtype=bool)
        """Where the programme is suspended because something has gone wrong."""
        self.ready: dict[str, dict[str, Integers]] = {leaf: {} for leaf in self.leaves}
        """Since when each rule about people is met, stage by stage."""
        picking = [job for job in model.jobs if job.picks is not None]
        self.seats = Seats(model, numbers, chance, picking, keep=keep_moves) if picking else None

    def _worth(self, name: str) -> Any:
        return self.model.worths(name, self.given, self.chance, self.numbers)

    def run(self) -> Batch:
        model = self.model
        counts = np.zeros((len(model.days), len(model.states), self.many), dtype=np.int32)
        self._enter(self.leaves.index(model.law.first_leaf().id), np.ones(self.many, dtype=bool), 0)
        if model.approach is None:
            for number in range(len(model.partners)):
                self._agree(number, np.ones(self.many, dtype=bool))
        for step in range(len(model.days)):
            self._step(step)
            for state, parts in enumerate(self.people):
                counts[step, state] = sum(parts)
        for leaf in model.ways:
            self._remember(leaf, self.alive & (self.leaf == self.leaves.index(leaf)), len(model.days))
        return Batch(
            self.numbers, self.entered, self.last, self.held_by, self.alone, counts, self.ended, self.moves,
            self.seats,
        )  # fmt: skip

    def _step(self, step: int) -> None:
        model = self.model
        self._answer(step)
        if model.months[step]:
            self._hazards(step)
        self._halt(step)
        self._finish(step)
        if model.months[step]:
            for each in model.rounds:
                self._move(step, each)
        self._advance(step)
        self._funding(step)
        self._begin(step)

    # --- work --------------------------------------------------------------------------------------------------------

    def _begin(self, step: int) -> None:
        """Begin what is due, in the order of the practice, as far as there are hands for it."""
        jobs = len(self.model.jobs)
        for row in range(jobs, len(self.works)):
            wanted = self.alive & (self.done[row] == 0) & (self.ends[row] == _NEVER)
            if wanted.any():
                self._take_up(step, row, wanted, f"{APPROACH}:{self.model.partners[row - jobs].id}")
        decided: dict[tuple[str, str | None], Which] = {}
        for job in self.model.jobs:
            wanted = self._wanted(step, job)
            if wanted is None:
                continue
            for other in job.task.after:
                key = (other, job.it)
                if key not in decided:
                    decided[key] = self._is_done(other, job.it)
                wanted &= decided[key]
            if wanted.any():
                self._take_up(step, job.number, wanted, job.name)

    def _wanted(self, step: int, job: Job) -> Which | None:
        """Tell where a job is due and could begin, but for what it comes after; None where that is nowhere."""
        due, row = self.due[job.number], job.number
        if due is None:
            return None
        wanted: Which = due[self.leaf] & self.alive & (self.ends[row] == _NEVER)
        wanted &= (self.done[row] == 0) | (step >= self.due_again[row])
        if job.it is not None:
            wanted &= self.joined[self.partners[job.it]]
        for circle in job.asks:
            wanted &= self.joined[[self.partners[each] for each in self.model.circles.get(circle, ())]].any(axis=0)
        for state, many in job.task.needs.items():
            wanted &= sum(self.people[self.model.states.index(state)]) >= many
        return wanted if wanted.any() else None

    def _take_up(self, step: int, row: int, wanted: Which, name: str) -> None:
        work = self.works[row]
        by = work.by
        if by is not None:
            wanted = wanted & (self.busy[by] < self.free[by]) & (step >= self.stopped[by])
        where = np.flatnonzero(wanted)
        if not len(where):
            return
        if by is not None:
            self.busy[by][where] += 1
        for occurrence in np.unique(self.done[row][where]).tolist():
            some = where[self.done[row][where] == occurrence]
            draws = self.chance.of_replications(self.numbers[some], occurrence, f"takes:{name}")
            takes = np.maximum(1, np.ceil(work.takes.at_all(draws) / self.model.days_a_step - 1e-9)).astype(np.int32)
            self.ends[row][some] = step + takes

    def _is_done(self, task: str, it: str | None) -> Which:
        model = self.model
        jobs = len(model.jobs)
        if task == APPROACH:
            return np.asarray((self.done[jobs:] > 0).all(axis=0))
        of_task = model.jobs_by_task.get(task, ())
        own = [job for job in of_task if job.it == it] if it is not None else []
        found = np.ones(self.many, dtype=bool)
        for job in own or of_task:
            done = self.done[job.number] > 0
            found &= done if job.it is None else done | ~self.joined[self.partners[job.it]]
        return found

    def _finish(self, step: int) -> None:
        model = self.model
        jobs = len(model.jobs)
        rows = np.flatnonzero((self.ends <= step).any(axis=1))
        for row in sorted(rows.tolist(), key=lambda row: (row < jobs, row)):
            ready = (self.ends[row] <= step) & self.alive
            if row < jobs and self.fast.unsafe[row]:
                ready &= ~self.halted
            if self.seats is not None and row < jobs and model.jobs[row].picks is not None:
                ready = self.seats.give(step, model.jobs[row], ready, self.people)
            by = self.works[row].by
            if by is not None:
                self.busy[by][ready] -= 1
            self.ends[row][ready] = _NEVER
            if row >= jobs:
                self._agree(row - jobs, ready)
            else:
                self.finished_at[row] = np.where(ready & (self.finished_at[row] == _NEVER), step, self.finished_at[row])
                every = model.jobs[row].task.every
                self.due_again[row][ready] = _NEVER if every is None else step + steps_of(model, as_float(every))
            self.done[row][ready] += 1

    def _agree(self, number: int, ready: Which) -> None:
        partner = self.model.partners[number]
        name = f"agrees:{partner.id}"
        share: Any = 1.0
        if partner.agrees is not None:
            share = partner.agrees.at_all(self.chance.of_replications(self.numbers, 0, f"world:{name}"))
        agrees = ready & (self.chance.of_replications(self.numbers, 0, name) < share)
        self.joined[number] |= agrees
        if self.model.approach is None:
            self.done[len(self.model.jobs) + number][ready] = 1
        people = self.model.region.practice.shape.people
        if people is not None and partner.id in self.model.circles[people.of]:
            self.people[0][0][agrees] += int(partner.employees)

    def _hazards(self, step: int) -> None:
        month = self.model.month_of[step]
        for row, danger in enumerate(self.model.dangers):
            hazard, work = danger.hazard, danger.work
            draws = self.chance.of_replications(self.numbers, month, f"hazard:{hazard.id}")
            hit = self.alive & (step >= self.dealt[row]) & (draws < self.worth[hazard.chance])
            hit &= np.array([is_in_stage(self.model, hazard.stage, leaf) for leaf in self.leaves])[self.leaf]
            if hit.any():
                takes = work.takes.at_all(self.chance.of_replications(self.numbers, month, f"takes:{hazard.id}"))
                steps = np.maximum(1, np.ceil(takes / self.model.days_a_step - 1e-9)).astype(np.int32)
                self.dealt[row] = np.where(hit, step + steps, self.dealt[row])
                if danger.takes is not None:
                    self.busy[danger.takes] += hit
                if danger.stops is not None:
                    self.stopped[danger.stops] = np.maximum(self.stopped[danger.stops], np.where(hit, step + steps, 0))

    def _answer(self, step: int) -> None:
        """Let those go who have dealt with what went wrong."""
        for row, danger in enumerate(self.model.dangers):
            over = self.alive & (self.dealt[row] == step)
            if danger.takes is not None:
                self.busy[danger.takes] -= over

    def _halt(self, step: int) -> None:
        """Note where the programme is suspended."""
        for shut, dealt in zip(self.fast.shut, self.dealt, strict=True):
            if shut.suspended:
                self.halted = (dealt > step) & np.array([leaf in shut.suspended for leaf in self.leaves])[self.leaf]

    def _funding(self, step: int) -> None:
        funding = self.model.region.shape.funding
        days = self.model.days
        if funding is None or days[step] < funding.ends or (step and days[step - 1] >= funding.ends):
            return
        share = funding.goes_on.at_all(self.chance.of_replications(self.numbers, 0, "world:funding"))
        over = self.alive & (self.chance.of_replications(self.numbers, 0, "funding") >= share)
        self.ended = np.where(over, step, self.ended)
        self.alive &= ~over

    # --- people ------------------------------------------------------------------------------------------------------

    def _move(self, step: int, each: Round) -> None:
        model, move = self.model, each.move
        may = [may_move(model, each, leaf, step) for leaf in self.leaves]
        if not any(may):
            return
        where = np.array(may)[self.leaf] & self.alive & ~self.halted
        for task in move.after:
            where &= self._is_done(task, None)
        if not np.count_nonzero(where):
            return
        path = self.paths[move.id]
        going = self._going(step, each, path)
        if move.at_least > 1:
            where &= going.sum(axis=0) >= move.at_least
        if np.count_nonzero(where) < self.many:
            going *= where
        if self.moves is not None:
            self.moves[model.month_of[step], move.id] = going
        if each.to is not None:
            if self.seats is not None:
                for row, lost in self.seats.go(model.month_of[step], each, path.places, going, self.people):
                    self.due_again[row][lost] = step
                    if self.fast.lost[model.jobs[row].task.id]:
                        self.finished_at[row][lost] = _NEVER
            for (state, part), (to, further), some in zip(path.places, path.to, going, strict=True):
                self.people[state][part] -= some
                self.people[to][further] += some

    def _going(self, step: int, each: Round, path: _Path) -> Integers:
        """Return how many of each place do it in a month, where it can be done."""
        going = np.empty((len(path.places), self.many), dtype=np.int64)
        if each.move.at_most is not None:
            left: Any = np.floor(self.worth[each.move.at_most])
            for some, (state, part) in zip(going, path.places, strict=True):
                some[:] = np.minimum(self.people[state][part], left)
                left = left - some
            return going
        month = self.model.month_of[step]
        drawn = self._draws(np.array([month], dtype=np.uint64), each.move.id) if self.draws is None else self.draws
        rows = drawn[f"move:{each.move.id}"][:, 0 if self.draws is None else month]
        for some, (state, part), share, draws in zip(going, path.places, path.shares, rows, strict=True):
            some[:] = binomial(self.people[state][part], self.worth[share or ""], draws)
        return going

    def _draws(self, months: Numbers, only: str | None = None) -> Mapping[str, Chances]:
        """Draw who makes each move that chance decides about, or one of them, in some months."""
        asked = {
            f"move:{name}": len(path.places)
            for name, path in self.paths.items()
            if only in {None, name} and path.shares[0] is not None
        }
        return self.chance.of_each(self.numbers, months, asked) if asked else {}

    # --- the way on --------------------------------------------------------------------------------------------------

    def _holding(self, leaf: str) -> tuple[list[tuple[str, tuple[int, ...]]], list[PeopleRule]]:
        """Return what stands before a way on: rules that jobs meet, and rules that people do."""
        way = self.model.ways[leaf]
        blocking = [rule.id for rule in way.asked if rule.id in self.fast.rules.blocking]
        of_people = [self.fast.rules.people[rule] for rule in blocking if rule in self.fast.rules.people]
        of_jobs = [
            (rule, self.model.meeting.get(rule, ()))
            for rule in blocking
            if rule not in self.fast.rules.people and (rule in self.model.meeting or rule in self.fast.needed)
        ]
        return of_jobs, of_people

    def _shutting(self, leaf: str) -> list[tuple[str, int]]:
        """Return what shuts a way on while something has gone wrong: the rule, and which hazard it is."""
        way = self.model.ways[leaf]
        asked = {rule.id for rule in way.asked}
        if way.waits:
            asked |= {one.id for around in self.model.law.path(leaf) for one in around.invariant}
        return [(rule, row) for row, shut in enumerate(self.fast.shut) for rule in sorted(shut.rules & asked)]

    def _enter(self, leaf: int, where: Which, step: int) -> None:
        self.leaf = np.where(where, leaf, self.leaf)
        for stage in self.model.law.path(self.leaves[leaf]):
            new = where & (self.entered[stage.id] < 0)
            self.entered[stage.id][new] = step
        np.copyto(self.came[leaf], step, where=where)

    def _advance(self, step: int) -> None:
        model = self.model
        moved = np.ones(self.many, dtype=bool)
        while moved.any():
            somewhere = np.unique(self.leaf[moved & self.alive]).tolist()
            now = np.zeros(self.many, dtype=bool)
            leaf_was = self.leaf.copy()
            for index in somewhere:
                leaf = self.leaves[index]
                way = model.ways.get(leaf)
                if way is None:
                    continue
                here = moved & self.alive & (leaf_was == index)
                opened = here & self._open(step, leaf, here)
                if opened.any():
                    self._remember(leaf, opened)
                    to = self.leaves.index(model.law.first_leaf(way.to).id)
                    self._enter(to, opened, step)
                    now |= opened
            moved = now

    def _open(self, step: int, leaf: str, here: Which) -> Which:
        """Tell where everything that is asked before a way on is met, and note since when each is."""
        of_jobs, of_people = self.held[leaf]
        opened = here
        ready = self.ready[leaf]
        if of_people:
            totals = [sum(parts) for parts in self.people]
            for rule in of_people:
                met = rule.is_met(totals)
                since = ready.get(rule.rule)
                if since is None:
                    since = ready[rule.rule] = np.full(self.many, _NEVER, dtype=np.int32)
                np.copyto(since, _NEVER, where=here & ~met)
                np.copyto(since, step, where=here & met & (since == _NEVER))
                opened = opened & met
        for _, row in self.shut[leaf]:
            opened = opened & (self.dealt[row] <= step)
        for name, jobs in of_jobs:
            if not opened.any():
                break
            opened = opened & (self._met_at(name, jobs) <= step)
        return opened

    def _met_at(self, rule: str, jobs: tuple[int, ...]) -> Integers:
        """Return the step from which the jobs of a rule are done, and whom it wants has agreed."""
        enough = self.fast.enough.get(rule)
        found: Integers = np.zeros(self.many, dtype=np.int32) if enough is None else self._some_met(jobs, enough)
        for job in jobs if enough is None else ():
            at = self.finished_at[job]
            it = self.model.jobs[job].it
            if it is not None:
                at = np.where(self.joined[self.partners[it]], at, 0)
            found = np.maximum(found, at)
        for circle in self.fast.needed.get(rule, ()):
            there = self.joined[[self.partners[each] for each in circle]].any(axis=0)
            found = np.where(there, found, _NEVER)
        return found

    def _some_met(self, jobs: Sequence[int], enough: Integers) -> Integers:
        """Return the step from which as many jobs are done as are enough for those who are there."""
        there = self.joined[[self.partners[self.model.jobs[job].it or ""] for job in jobs]]
        never = np.full((2, self.many), _NEVER, dtype=np.int32)
        times = np.concatenate([np.where(there, self.finished_at[list(jobs)], _NEVER), never])
        times.sort(axis=0)
        wanted = np.minimum(enough[there.sum(axis=0)], len(jobs) + 1)
        found = np.take_along_axis(times, np.maximum(wanted - 1, 0)[None], axis=0)[0]
        met: Integers = np.where(wanted > 0, found, 0)
        return met

    def _remember(self, leaf: str, where: Which, end: int = _NEVER) -> None:
        """Note what was the last before a way on, and for how long it was the only one; at the end, what still is."""
        of_jobs, of_people = self.held[leaf]
        came = self.came[self.leaves.index(leaf)]
        nobody = np.full(self.many, _NEVER, dtype=np.int32)
        since = {rule: self._met_at(rule, jobs) for rule, jobs in of_jobs}
        since.update({rule.rule: self.ready[leaf].get(rule.rule, nobody) for rule in of_people})
        for rule, row in self.shut[leaf]:
            since[rule] = np.maximum(since.get(rule, 0), self.dealt[row])
        if not since:
            return
        names = sorted(since)  # of those that were met on one day the first is told, as in a history
        times = np.minimum(np.maximum(np.stack([since[rule] for rule in names]), came), end)
        last = times.max(axis=0)
        before = np.maximum(np.where(times == last, -1, times).max(axis=0), came)
        self.last[leaf] = names
        held = self.held_by.setdefault(leaf, np.full(self.many, -1, dtype=np.int32))
        alone = self.alone.setdefault(leaf, np.zeros(self.many, dtype=np.int32))
        np.copyto(held, times.argmax(axis=0), where=where & (last > came))
        np.copyto(alone, last - before, where=where)


def _due(model: Model, leaves: Sequence[str]) -> list[Which | None]:
    """Return for each job in which of the stages it is due; None where it is in none."""
    table = np.zeros((len(model.jobs), len(leaves)), dtype=bool)
    for index, leaf in enumerate(leaves):
        table[list(model.due[leaf]), index] = True
    return [row if row.any() else None for row in table]
