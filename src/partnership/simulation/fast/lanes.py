"""Where many replications stand: what all that happens in them looks at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from partnership.simulation.arrays import Integers, Numbers, Which
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
        self.people = np.zeros((model.first[-1], self.many), dtype=np.int64)
        """How many are in each part of each state, the parts of all states counted through."""
        self.leaves = [leaf for leaf in model.law.stage_ids if not model.law.stage(leaf).stages]
        self.leaf = np.zeros(self.many, dtype=np.int32)
        """In which stage each is."""

    def stages(self, where: Which) -> list[int]:
        """Return the stages in which some of them are."""
        found: list[int] = np.flatnonzero(np.bincount(self.leaf[where])).tolist()
        return found

    def in_state(self, state: int) -> Integers:
        """Return how many are in a state."""
        found: Integers = self.people[self.model.first[state] : self.model.first[state + 1]].sum(axis=0)
        return found

    def by_state(self) -> Integers:
        """Return how many are in each state."""
        found: Integers = np.add.reduceat(self.people, self.model.first[:-1], axis=0)
        return found

    def draws(self, step: int, decision: str) -> Any:
        """Return the number that decides about one, in each."""
        return self.chance.of_replications(self.numbers, step, decision)
