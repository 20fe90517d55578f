"""Work, in many replications at once: what is due, who takes it up, when it is done, which partners agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from partnership.simulation.arrays import Integers, Values, Which
from partnership.simulation.driving import APPROACH
from partnership.simulation.fast.lanes import NEVER, Lanes
from partnership.simulation.fast.seats import Seats
from partnership.simulation.jobs import whole_steps
from partnership.simulation.model import Job, Model, WorkKind
from partnership.simulation.quantities import as_float


class CountedWork:
    """The work of many replications: partners are approached, tasks are done."""

    def __init__(self, lanes: Lanes, unsafe: Which, seats: Seats | None) -> None:
        """`unsafe` tells which jobs the law refuses while the programme is suspended."""
        self.lanes, self.unsafe, self.seats = lanes, unsafe, seats
        model, many = lanes.model, lanes.many
        jobs, partners = len(model.jobs), len(model.partners)
        self.free = [np.floor(lanes.worth[f"workers.{name}"]) for name in model.workers]
        self.busy = np.zeros((len(model.workers), many), dtype=np.int32)
        self.stopped = np.zeros((len(model.workers), many), dtype=np.int32)
        self.ends = np.full((jobs + partners, many), NEVER, dtype=np.int32)
        self.done = np.zeros((jobs + partners, many), dtype=np.int32)
        self.due_again = np.full((jobs, many), NEVER, dtype=np.int32)
        self.finished_at = np.full((jobs, many), NEVER, dtype=np.int32)
        self.works = [job.work for job in model.jobs]
        if model.approach is not None:
            self.works += [model.approach] * partners
        self.due = _due(model, lanes.leaves)
        self.due_in = [np.flatnonzero(column) for column in self.due.T]
        """By job and stage whether it is due there; and by stage which are."""

    def begin(self, step: int) -> None:
        """Begin what is due, in the order of the practice, as far as there are hands for it."""
        lanes = self.lanes
        jobs = len(lanes.model.jobs)
        for row in range(jobs, len(self.works)):
            wanted = lanes.alive & (self.done[row] == 0) & (self.ends[row] == NEVER)
            if wanted.any():
                self._take_up(step, row, wanted, f"{APPROACH}:{lanes.model.partners[row - jobs].id}")
        decided: dict[tuple[str, str | None], Which] = {}
        for job, possible in self._wanted(step):
            ready = possible
            for other in job.task.after:
                key = (other, job.it)
                if key not in decided:
                    decided[key] = self.is_done(other, job.it)
                ready = ready & decided[key]
            if ready.any():
                self._take_up(step, job.number, ready, job.name)

    def _wanted(self, step: int) -> Iterator[tuple[Job, Which]]:
        """Return each job that is due somewhere, and where it could begin there, but for what it comes after."""
        lanes = self.lanes
        here = lanes.stages(lanes.alive)
        rows = self.due_in[here[0]] if len(here) == 1 else np.flatnonzero(self.due[:, here].any(axis=1))
        if not len(rows):
            return
        due = self.due[rows][:, lanes.leaf] & lanes.alive & (self.ends[rows] == NEVER)
        due &= (self.done[rows] == 0) | (step >= self.due_again[rows])
        for at in np.flatnonzero(due.any(axis=1)).tolist():
            job, wanted = lanes.model.jobs[rows[at]], due[at]
            if job.it is not None:
                wanted &= lanes.joined[lanes.partners[job.it]]
            for circle in job.asks:
                members = [lanes.partners[each] for each in lanes.model.circles.get(circle, ())]
                wanted &= lanes.joined[members].any(axis=0)
            for state, many in job.task.needs.items():
                wanted &= lanes.in_state(lanes.model.states.index(state)) >= many
            if wanted.any():
                yield job, wanted

    def _take_up(self, step: int, row: int, wanted: Which, name: str) -> None:
        lanes, work = self.lanes, self.works[row]
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
            draws = lanes.chance.of_replications(lanes.numbers[some], occurrence, f"takes:{name}")
            self.ends[row][some] = step + steps_taken(lanes.model, work, draws)

    def is_done(self, task: str, it: str | None) -> Which:
        """Tell where a task is done, of a partner or of all who take part."""
        lanes, model = self.lanes, self.lanes.model
        jobs = len(model.jobs)
        if task == APPROACH:
            return np.asarray((self.done[jobs:] > 0).all(axis=0))
        of_task = model.jobs_by_task.get(task, ())
        own = [job for job in of_task if job.it == it] if it is not None else []
        found = np.ones(lanes.many, dtype=bool)
        for job in own or of_task:
            done = self.done[job.number] > 0
            found &= done if job.it is None else done | ~lanes.joined[lanes.partners[job.it]]
        return found

    def finish(self, step: int) -> None:
        """Finish what has taken its time."""
        lanes, model = self.lanes, self.lanes.model
        jobs = len(model.jobs)
        ended = self.ends <= step
        rows = np.flatnonzero(ended.any(axis=1)).tolist() if ended.any() else []
        for row in sorted(rows, key=lambda row: (row < jobs, row)):
            ready = ended[row] & lanes.alive
            if row < jobs and self.unsafe[row]:
                ready &= ~lanes.halted
            if self.seats is not None and row < jobs and model.jobs[row].picks is not None:
                ready = self.seats.give(step, model.jobs[row], ready, lanes.people)
            by = self.works[row].by
            if by is not None:
                self.busy[by][ready] -= 1
            self.ends[row][ready] = NEVER
            if row >= jobs:
                self.agree(row - jobs, ready)
            else:
                self.finished_at[row] = np.where(ready & (self.finished_at[row] == NEVER), step, self.finished_at[row])
                every = model.jobs[row].task.every
                self.due_again[row][ready] = NEVER if every is None else step + whole_steps(model, as_float(every))
            self.done[row][ready] += 1

    def agree(self, number: int, ready: Which) -> None:
        """Let a partner agree or not, where it has been asked."""
        lanes, model = self.lanes, self.lanes.model
        partner = model.partners[number]
        name = f"agrees:{partner.id}"
        share = 1.0 if partner.agrees is None else partner.agrees.at_all(lanes.draws(0, f"world:{name}"))
        agrees = ready & (lanes.draws(0, name) < share)
        lanes.joined[number] |= agrees
        if model.approach is None:
            self.done[len(model.jobs) + number][ready] = 1
        people = model.region.practice.shape.people
        if people is not None and partner.id in model.circles[people.of]:
            lanes.people[0, agrees] += np.broadcast_to(partner.people(lanes.worth), agrees.shape)[agrees]


def steps_taken(model: Model, work: WorkKind, draws: Values) -> Integers:
    """Return how many steps a kind of work takes, by the numbers that decide."""
    steps: Integers = np.maximum(1, np.ceil(work.takes.at_all(draws) / model.days_a_step - 1e-9)).astype(np.int32)
    return steps


def _due(model: Model, leaves: Sequence[str]) -> Which:
    """Return for each job in which of the stages it is due."""
    table = np.zeros((len(model.jobs), len(leaves)), dtype=bool)
    for index, leaf in enumerate(leaves):
        table[list(model.due[leaf]), index] = True
    return table
