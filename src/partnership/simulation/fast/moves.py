"""The moves of people, in many replications at once: how many make each in a month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from partnership.simulation.arrays import Chances, Integers, Numbers, Which
from partnership.simulation.binomial import binomial, binomial_of_one
from partnership.simulation.fast.lanes import NEVER, Lanes
from partnership.simulation.fast.paths import MovePath, months, paths
from partnership.simulation.fast.seats import Seats
from partnership.simulation.fast.work import CountedWork
from partnership.simulation.jobs import is_in_stage, moves_from
from partnership.simulation.model import Round

_AT_ONCE: Final = 4096
"""Steps of all replications for which all is drawn at once."""


class Moves:
    """The moves of people."""

    def __init__(
        self, lanes: Lanes, work: CountedWork, lost: Mapping[str, frozenset[str]], seats: Seats | None, *, keep: bool
    ) -> None:
        """`lost` has the rules that do not hold where one whom a task has picked has left."""
        self.lanes, self.work, self.lost, self.seats = lanes, work, lost, seats
        self.paths = paths(lanes.model)
        model = lanes.model
        self.begin = {each.move.id: moves_from(model, each) for each in model.rounds}
        self.stages = {
            each.move.id: np.array([is_in_stage(model, each.move.stage, leaf) for leaf in lanes.leaves])
            for each in model.rounds
        }
        """The first day on which each move can happen, and in which stages."""
        self.one = lanes.many == 1 and seats is None
        """Whether plain numbers will do: numpy is no help with a single replication."""
        self.shares = {
            name: [self._worth(share) for share in path.shares if share] for name, path in self.paths.items()
        }
        self.draws = self._draws(months(model)) if lanes.many * len(model.days) <= _AT_ONCE else None
        """By which it is decided who moves, where they are few enough to be drawn at once."""
        self.kept: dict[tuple[int, str], list[int]] | None = {} if keep else None

    def make(self, step: int) -> None:
        """Let people make the moves of a month, each where it can be made."""
        lanes, model = self.lanes, self.lanes.model
        can = lanes.alive & ~lanes.halted
        everywhere = np.count_nonzero(can)
        done: dict[str, Which] = {}
        people = lanes.people[:, 0].tolist() if self.one else lanes.people
        for each in model.rounds:
            if model.days[step] < self.begin[each.move.id]:
                continue
            where = can & self.stages[each.move.id][lanes.leaf] if each.move.stage else can
            for task in each.move.after:
                if task not in done:
                    done[task] = self.work.is_done(task, None)
                where = where & done[task]
            many = everywhere if where is can else np.count_nonzero(where)
            if many:
                self._make(step, each, people, None if many == lanes.many else where)
        if self.one:
            lanes.people[:, 0] = people

    def _make(self, step: int, each: Round, people: Any, where: Which | None) -> None:
        """Let people make a move, everywhere or where it can be made."""
        path = self.paths[each.move.id]
        going = self._going(step, each, path, people)
        if each.move.at_least > 1:
            where = (sum(going) >= each.move.at_least) & (True if where is None else where)
        if where is not None:
            going = [some * where for some in going]
        if self.kept is not None:
            kept = going if self.one else [int(some[0]) for some in going]
            self.kept[self.lanes.model.month_of[step], each.move.id] = kept
        if each.to is None:
            return
        if self.seats is not None:
            for row, lost in self.seats.go(self.lanes.model.month_of[step], each, path, going, people):
                self._lose(step, row, lost)
        for place, to, some in zip(path.places, path.to, going, strict=True):
            people[place] -= some
            people[to] += some

    def _lose(self, step: int, row: int, where: Integers) -> None:
        """Note that a job is to be done again, for whom it had picked has left."""
        self.work.due_again[row][where] = step
        if self.lost[self.lanes.model.jobs[row].task.id]:
            self.work.finished_at[row][where] = NEVER

    def _going(self, step: int, each: Round, path: MovePath, people: Any) -> list[Any]:
        """Return how many of each place do it in a month, where it can be done."""
        if each.move.at_most is not None:
            return self._first_of(self._worth(each.move.at_most), [people[place] for place in path.places])
        month = self.lanes.model.month_of[step]
        drawn = self._draws(np.array([month], dtype=np.uint64), each.move.id) if self.draws is None else self.draws
        rows = drawn[f"move:{each.move.id}"][:, 0 if self.draws is None else month]
        there, shares = [people[place] for place in path.places], self.shares[each.move.id]
        if self.one:
            return [*map(binomial_of_one, there, shares, rows[:, 0].tolist())]
        return [*map(binomial, there, shares, rows)]

    def _first_of(self, most: Any, there: Sequence[Any]) -> list[Any]:
        """Return how many of each place go, if so many do in all: of the first places first."""
        left = int(most) if self.one else np.floor(most).astype(np.int64)
        going = []
        for some in there:
            going.append(min(some, left) if self.one else np.minimum(some, left))
            left = left - going[-1]
        return going

    def _worth(self, name: str) -> Any:
        """Return what a number is worth: of the only replication, or of each."""
        worth = self.lanes.worth[name]
        return float(np.ravel(worth)[0]) if self.one else worth

    def _draws(self, steps: Numbers, only: str | None = None) -> Mapping[str, Chances]:
        """Draw who makes each move that chance decides about, or one of them, in some months."""
        asked = {
            f"move:{name}": len(path.places)
            for name, path in self.paths.items()
            if only in {None, name} and path.shares[0] is not None
        }
        return self.lanes.chance.of_each(self.lanes.numbers, steps, asked) if asked else {}
