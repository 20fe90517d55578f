"""Employees and volunteers one by one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from partnership.simulation.model import Model


class Crowd:
    """Employees and volunteers one by one: in which state, for how long, in which order they came."""

    def __init__(self, model: Model, worth: Mapping[str, float]) -> None:
        """`worth` is what the numbers of the model are in this replication."""
        people = model.region.practice.shape.people
        circle = model.circles[people.of] if people is not None else ()
        self.partners = tuple(each for each in model.partners if each.id in circle)
        many = [int(each.people(worth)) for each in self.partners]
        self.first = [0, *np.cumsum(many).tolist()]
        total = sum(many)
        self.state = np.zeros(total, dtype=np.int16)
        self.times = np.zeros(total, dtype=np.int16)
        self.order = np.zeros(total, dtype=np.int64)
        self.here = np.zeros(total, dtype=bool)
        self.prefix = "p"
        self.named: dict[int, str] = {}
        """The ids of those who were there before; the others are told by partner and number."""
        self.gone = len(model.states) - 1
        """The state of those who have left, which stands last."""
        self.held: dict[int, int] = {}
        """Who has the place or the seat that a job has written down, by the number of the job."""
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

    def are_in(self, states: Sequence[int]) -> Any:
        """Tell of everybody whether they are in one of some states."""
        if len(states) == 1:
            return self.state == states[0]
        asked = np.zeros(self.gone + 1, dtype=bool)
        asked[[*states]] = True
        return asked[self.state]

    def many(self, state: int) -> int:
        """Return how many people are in a state."""
        return int(((self.state == state) & self.here).sum())

    def is_there(self, number: int) -> bool:
        """Tell whether somebody has not left, nor gone with a partner."""
        return bool(self.here[number]) and int(self.state[number]) != self.gone

    def in_order(self, numbers: Any) -> Any:
        """Return people in the order in which they came where they are."""
        return numbers[self.order[numbers].argsort(kind="stable")]

    def free(self, state: int, jobs: Iterable[int]) -> Any:
        """Return the numbers of those in a state whom none of the jobs has picked."""
        taken = [self.held[job] for job in jobs if job in self.held]
        return np.setdiff1d(np.flatnonzero((self.state == state) & self.here), taken)

    def name(self, number: int) -> str:
        """Return the id of a person by its number."""
        if number in self.named:
            return self.named[number]
        partner = self._of(number)
        return f"{self.prefix}-{self.partners[partner].id}-{number - self.first[partner] + 1}"

    def partner_of(self, number: int) -> str:
        """Return whose employee a person is."""
        return self.partners[self._of(number)].id

    def _of(self, number: int) -> int:
        return bisect_right(self.first, number) - 1

    def moved(self, numbers: Any, needed: int) -> Any:
        """Note that people have made a move; return those of them who have now made it so often."""
        if needed == 1:
            return numbers
        self.times[numbers] += 1
        return numbers[self.times[numbers] >= needed]

    def go(self, numbers: Any, to: int) -> None:
        """Put people into another state, after all who are there already."""
        self.state[numbers] = to
        self.times[numbers] = 0
        self.order[numbers] = np.arange(self._count, self._count + len(numbers))
        self._count += len(numbers)
