"""Employees and volunteers one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from partnership.simulation.model import Model


class Crowd:
    """Employees and volunteers one by one: in which state, for how long, in which order they came."""

    def __init__(self, model: Model) -> None:
        people = model.region.practice.shape.people
        circle = model.circles[people.of] if people is not None else ()
        self.partners = tuple(each for each in model.partners if each.id in circle)
        many = [int(each.employees) for each in self.partners]
        self.of = np.repeat(np.arange(len(many)), many)
        self.first = [0, *np.cumsum(many).tolist()]
        total = sum(many)
        self.state = np.zeros(total, dtype=np.int16)
        self.times = np.zeros(total, dtype=np.int16)
        self.order = np.zeros(total, dtype=np.int64)
        self.here = np.zeros(total, dtype=bool)
        self.prefix = "p"
        self.named: dict[int, str] = {}
        """The ids of those who were there before; the others are told by partner and number."""
        self.changes = 0
        """How often some have come, or gone with their partner."""
        self._count = 0

    def welcome(self, partner: str) -> None:
        """Count the employees of a partner among those who may come."""
        self.changes += 1
        for index, each in enumerate(self.partners):
            if each.id == partner:
                self.here[self.first[index] : self.first[index + 1]] = True

    def farewell(self, partner: str, states: Sequence[int]) -> None:
        """Let those of a partner's employees who are in some states go with it."""
        self.changes += 1
        for index, each in enumerate(self.partners):
            if each.id == partner:
                own = slice(self.first[index], self.first[index + 1])
                self.here[own] &= ~np.isin(self.state[own], states)

    def many(self, state: int) -> int:
        """Return how many people are in a state."""
        return int(((self.state == state) & self.here).sum())

    def inside(self, state: int) -> Any:
        """Return the numbers of those in a state, as they came into it."""
        numbers = np.flatnonzero((self.state == state) & self.here)
        return numbers[np.argsort(self.order[numbers], kind="stable")]

    def name(self, number: int) -> str:
        """Return the id of a person by its number."""
        partner = int(self.of[number])
        if number in self.named:
            return self.named[number]
        return f"{self.prefix}-{self.partners[partner].id}-{number - self.first[partner] + 1}"

    def partner_of(self, number: int) -> str:
        """Return whose employee a person is."""
        return self.partners[int(self.of[number])].id

    def go(self, numbers: Any, to: int) -> None:
        """Put people into another state, after all who are there already."""
        self.state[numbers] = to
        self.times[numbers] = 0
        self.order[numbers] = np.arange(self._count, self._count + len(numbers))
        self._count += len(numbers)
