"""The moves of people, in many replications at once: how many make each in a month."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from partnership.simulation.arrays import Chances, Integers, Numbers
from partnership.simulation.binomial import binomial
from partnership.simulation.fast.lanes import NEVER, Lanes
from partnership.simulation.fast.paths import MovePath, months, paths
from partnership.simulation.fast.seats import Seats
from partnership.simulation.fast.work import CountedWork
from partnership.simulation.jobs import may_move
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
        self.draws = self._draws(months(lanes.model)) if lanes.many * len(lanes.model.days) <= _AT_ONCE else None
        """By which it is decided who moves, where they are few enough to be drawn at once."""
        self.kept: dict[tuple[int, str], Integers] | None = {} if keep else None

    def make(self, step: int, each: Round) -> None:
        """Let people make a move, where it can be made."""
        lanes, move = self.lanes, each.move
        may = [may_move(lanes.model, each, leaf, step) for leaf in lanes.leaves]
        if not any(may):
            return
        where = np.array(may)[lanes.leaf] & lanes.alive & ~lanes.halted
        for task in move.after:
            where &= self.work.is_done(task, None)
        if not np.count_nonzero(where):
            return
        path = self.paths[move.id]
        going = self._going(step, each, path)
        if move.at_least > 1:
            where &= going.sum(axis=0) >= move.at_least
        if np.count_nonzero(where) < lanes.many:
            going *= where
        if self.kept is not None:
            self.kept[lanes.model.month_of[step], move.id] = going
        if each.to is not None:
            self._go(step, each, path, going)

    def _go(self, step: int, each: Round, path: MovePath, going: Integers) -> None:
        """Bring people where a move brings them, and those with them whom tasks have picked."""
        people, model = self.lanes.people, self.lanes.model
        if self.seats is not None:
            for row, lost in self.seats.go(model.month_of[step], each, path.places, going, people):
                self.work.due_again[row][lost] = step
                if self.lost[model.jobs[row].task.id]:
                    self.work.finished_at[row][lost] = NEVER
        for (state, part), (to, further), some in zip(path.places, path.to, going, strict=True):
            people[state][part] -= some
            people[to][further] += some

    def _going(self, step: int, each: Round, path: MovePath) -> Integers:
        """Return how many of each place do it in a month, where it can be done."""
        lanes = self.lanes
        going = np.empty((len(path.places), lanes.many), dtype=np.int64)
        if each.move.at_most is not None:
            left: Any = np.floor(lanes.worth[each.move.at_most])
            for some, (state, part) in zip(going, path.places, strict=True):
                some[:] = np.minimum(lanes.people[state][part], left)
                left = left - some
            return going
        month = lanes.model.month_of[step]
        drawn = self._draws(np.array([month], dtype=np.uint64), each.move.id) if self.draws is None else self.draws
        rows = drawn[f"move:{each.move.id}"][:, 0 if self.draws is None else month]
        for some, (state, part), share, draws in zip(going, path.places, path.shares, rows, strict=True):
            some[:] = binomial(lanes.people[state][part], lanes.worth[share or ""], draws)
        return going

    def _draws(self, steps: Numbers, only: str | None = None) -> Mapping[str, Chances]:
        """Draw who makes each move that chance decides about, or one of them, in some months."""
        asked = {
            f"move:{name}": len(path.places)
            for name, path in self.paths.items()
            if only in {None, name} and path.shares[0] is not None
        }
        return self.lanes.chance.of_each(self.lanes.numbers, steps, asked) if asked else {}
