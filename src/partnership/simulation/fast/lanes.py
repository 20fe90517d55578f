"""Where many replications stand: what all that happens in them looks at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from partnership.simulation.arrays import Numbers
from partnership.simulation.chance import Chance
from partnership.simulation.model import Model

NEVER: Final = 1 << 30
"""The step of what does not come about."""


class Lanes:
    """Where they stand: every value is an array with a place for each replication."""

    def __init__(self, model: Model, numbers: Numbers, chance: Chance, given: Mapping[str, float]) -> None:
        self.model, self.numbers, self.chance = model, numbers, chance
        self.many = len(numbers)
        self.worth = {name: model.worths(name, given, chance, numbers) for name in model.numbers}
        self.alive = np.ones(self.many, dtype=bool)
        self.halted = np.zeros(self.many, dtype=bool)
        """Where the programme is suspended because something has gone wrong."""
        self.partners = {each.id: number for number, each in enumerate(model.partners)}
        self.joined = np.zeros((len(self.partners), self.many), dtype=bool)
        self.people = [[np.zeros(self.many, dtype=np.int64) for _ in range(many)] for many in model.places]
        """How many are in each state, in the parts in which it is counted."""
        self.leaves = [leaf for leaf in model.law.stage_ids if not model.law.stage(leaf).stages]
        self.leaf = np.zeros(self.many, dtype=np.int32)
        """In which stage each is."""

    def draws(self, step: int, decision: str) -> Any:
        """Return the number that decides about one, in each."""
        return self.chance.of_replications(self.numbers, step, decision)
