"""What goes wrong, in many replications at once: when, and what is suspended meanwhile; the end of the money."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from partnership.simulation.fast.lanes import Lanes
from partnership.simulation.fast.shut_rules import Shut
from partnership.simulation.fast.work import CountedWork, steps_taken
from partnership.simulation.jobs import is_in_stage


class Hazards:
    """What goes wrong, and when it has been dealt with."""

    def __init__(self, lanes: Lanes, work: CountedWork, shut: Sequence[Shut]) -> None:
        self.lanes, self.work, self.shut = lanes, work, shut
        self.dealt = np.full((len(lanes.model.dangers), lanes.many), -1, dtype=np.int32)
        """The step at which what went wrong has been dealt with."""
        self.ended = np.full(lanes.many, -1, dtype=np.int32)

    def answer(self, step: int) -> None:
        """Let those go who have dealt with what went wrong."""
        for row, danger in enumerate(self.lanes.model.dangers):
            if danger.takes is not None:
                self.work.busy[danger.takes] -= self.lanes.alive & (self.dealt[row] == step)

    def strike(self, step: int) -> None:
        """Let happen what happens in a month."""
        lanes, model = self.lanes, self.lanes.model
        month = model.month_of[step]
        for row, danger in enumerate(model.dangers):
            hazard = danger.hazard
            draws = lanes.draws(month, f"hazard:{hazard.id}")
            hit = lanes.alive & (step >= self.dealt[row]) & (draws < lanes.worth[hazard.chance])
            hit &= np.array([is_in_stage(model, hazard.stage, leaf) for leaf in lanes.leaves])[lanes.leaf]
            if hit.any():
                steps = steps_taken(model, danger.work, lanes.draws(month, f"takes:{hazard.id}"))
                self.dealt[row] = np.where(hit, step + steps, self.dealt[row])
                if danger.takes is not None:
                    self.work.busy[danger.takes] += hit
                if danger.stops is not None:
                    stopped = self.work.stopped[danger.stops]
                    np.maximum(stopped, np.where(hit, step + steps, 0), out=stopped)

    def halt(self, step: int) -> None:
        """Note where the programme is suspended."""
        lanes = self.lanes
        lanes.halted = np.zeros(lanes.many, dtype=bool)
        for shut, dealt in zip(self.shut, self.dealt, strict=True):
            if shut.suspended:
                stages = np.array([leaf in shut.suspended for leaf in lanes.leaves])
                lanes.halted |= (dealt > step) & stages[lanes.leaf]

    def fund(self, step: int) -> None:
        """End the programme where the money does not go on."""
        lanes = self.lanes
        funding, days = lanes.model.region.shape.funding, lanes.model.days
        if funding is None or days[step] < funding.ends or (step and days[step - 1] >= funding.ends):
            return
        over = lanes.alive & (lanes.draws(0, "funding") >= funding.goes_on.at_all(lanes.draws(0, "world:funding")))
        self.ended = np.where(over, step, self.ended)
        lanes.alive &= ~over
