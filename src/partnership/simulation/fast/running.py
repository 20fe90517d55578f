"""One run over many replications, from the first step to the last."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from partnership.simulation.arrays import Numbers
from partnership.simulation.chance import Chance
from partnership.simulation.fast.batch import Batch
from partnership.simulation.fast.hazards import Hazards
from partnership.simulation.fast.lanes import Lanes
from partnership.simulation.fast.learned import Learned
from partnership.simulation.fast.moves import Moves
from partnership.simulation.fast.seats import Seats
from partnership.simulation.fast.ways import Ways
from partnership.simulation.fast.work import CountedWork
from partnership.simulation.model import Model


class Run:
    """One run: in each step the same happens in the same order as in the exact engine."""

    def __init__(
        self,
        model: Model,
        learned: Learned,
        numbers: Numbers,
        chance: Chance,
        given: Mapping[str, float],
        *,
        keep_moves: bool,
    ) -> None:
        self.lanes = Lanes(model, numbers, chance, given)
        picking = [job for job in model.jobs if job.picks is not None]
        self.seats = Seats(model, numbers, chance, picking, keep=keep_moves) if picking else None
        self.work = CountedWork(self.lanes, learned.unsafe, self.seats)
        self.hazards = Hazards(self.lanes, self.work, learned.shut)
        self.moves = Moves(self.lanes, self.work, learned.lost, self.seats, keep=keep_moves)
        self.ways = Ways(self.lanes, self.work, self.hazards, learned)

    def run(self) -> Batch:
        """Go to the horizon, and tell what came of it."""
        lanes, model, ways = self.lanes, self.lanes.model, self.ways
        counts = np.zeros((len(model.days), len(model.states), lanes.many), dtype=np.int32)
        everywhere = np.ones(lanes.many, dtype=bool)
        ways.enter(model.law.first_leaf().id, everywhere, 0)
        if model.approach is None:
            for number in range(len(model.partners)):
                self.work.agree(number, everywhere)
        for step in range(len(model.days)):
            self._step(step)
            counts[step] = lanes.by_state()
        ways.close()
        return Batch(
            lanes.numbers, ways.entered, ways.last, ways.held_by, ways.alone, ways.still, counts, self.hazards.ended,
            self.moves.kept, self.seats,
        )  # fmt: skip

    def _step(self, step: int) -> None:
        model = self.lanes.model
        self.hazards.answer(step)
        if model.months[step]:
            self.hazards.strike(step)
        self.hazards.halt(step)
        self.work.finish(step)
        if model.months[step]:
            self.moves.make(step)
        self.ways.advance(step)
        self.hazards.fund(step)
        self.work.begin(step)
