"""Those whom tasks have picked, in many replications at once: where among the counted each of them is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from partnership.simulation.arrays import Integers, Numbers, Which
from partnership.simulation.chance import Chance
from partnership.simulation.fast.paths import MovePath
from partnership.simulation.model import Job, Model, Round
from partnership.simulation.practice import LEFT

_NOBODY = -1


class Seats:
    """People who are known, for a task has picked them: they are counted among all others, and each is followed.

    People of one part of a state are exchangeable. So whoever is picked is one who is known already as often as
    anybody, and where some of a part move, the known are among them as often as anybody.
    """

    def __init__(self, model: Model, numbers: Numbers, chance: Chance, jobs: Sequence[Job], *, keep: bool) -> None:
        self.model, self.numbers, self.chance, self.jobs = model, numbers, chance, jobs
        self.at, self.who = (
            {job.number: np.full(len(numbers), _NOBODY, dtype=np.int32) for job in jobs} for _ in range(2)
        )
        """In which part of which state each known person is, by the job that made it known; whom each job has."""
        self.part_of = [part for many in model.places for part in range(many)]
        """Of the parts of all states, counted through, which of its state each is."""
        self.keep = keep
        self.picked: dict[tuple[int, int], tuple[int, int | None]] = {}
        self.gone: set[tuple[int, str, int]] = set()
        """Where this is kept, of the only replication: who was picked (of which part, or known by which job), and by
        month, move and job who went."""

    def give(self, step: int, job: Job, ready: Which, people: Integers) -> Which:
        """Pick somebody for a job, whom none of its task has, where there is somebody; tell where."""
        lanes = np.flatnonzero(ready)
        own = self.model.together[job.task.id]
        state = job.picks or 0
        parts = range(self.model.first[state], self.model.first[state + 1])
        whom = [self.who[other][lanes] for other in own]
        at = {known: each[lanes] for known, each in self.at.items()}
        is_free = {known: np.all([each != known for each in whom], axis=0) for known in at}
        free = [
            people[part, lanes] - sum((each == part) & ~is_free[known] for known, each in at.items()) for part in parts
        ]
        left = self.chance.of_replications(self.numbers[lanes], step, f"seat:{job.name}") * sum(free)
        ready = ready.copy()
        ready[lanes] = to_find = np.asarray(sum(free) > 0)
        for part, some in zip(parts, free, strict=True):
            here = to_find & (left < some)
            to_find = to_find & ~here
            number = left
            for known, each in at.items():  # the first of a part are those who are known
                candidate = is_free[known] & (each == part)
                this = here & candidate & (number < 1)
                self.who[job.number][lanes[this]] = known
                here = here & ~this
                number = number - candidate
            self.at[job.number][lanes[here]] = part
            self.who[job.number][lanes[here]] = job.number
            left = left - some
        if self.keep and ready[0]:
            known = int(self.who[job.number][0])
            other = next((each for each, whom in self.who.items() if each != job.number and whom[0] == known), None)
            self.picked[step, job.number] = int(self.at[known][0]) - parts[0], other
        return ready

    def go(
        self, month: int, each: Round, path: MovePath, going: Sequence[Integers], people: Integers
    ) -> Iterator[tuple[int, Integers]]:
        """Let the known go with those who move; return the jobs that have nobody any more, and where."""
        for here, further, some in reversed([*zip(path.places, path.to, going, strict=True)]):
            among, moving = people[here].copy(), some.copy()
            for known, at in self.at.items():
                lanes = np.flatnonzero(at == here)
                if not len(lanes):
                    continue
                numbers = self.numbers[lanes]
                draws = self.chance.of_replications(numbers, month, f"goes:{each.move.id}:{known}", self.part_of[here])
                moves = draws * among[lanes] < moving[lanes]
                among[lanes] -= 1
                lanes = lanes[moves]
                moving[lanes] -= 1
                at[lanes] = further
                yield from self._gone(month, each, known, lanes)

    def _gone(self, month: int, each: Round, known: int, lanes: Integers) -> Iterator[tuple[int, Integers]]:
        has_left = self.model.states[each.to or 0] == LEFT
        if has_left:
            self.at[known][lanes] = _NOBODY
        for job, who in self.who.items():
            whose = lanes[who[lanes] == known]
            if not len(whose):
                continue
            if self.keep:
                self.gone.add((month, each.move.id, job))
            if has_left:
                who[whose] = _NOBODY
                yield job, whose
