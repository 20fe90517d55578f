"""Who of the people makes a move, and who is picked for a place: decided by chance, unless somebody else decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from partnership.simulation.chance import Chance
from partnership.simulation.crowd import Crowd
from partnership.simulation.model import Job, Model, Round


class Deciding:
    """Decides by chance, each about itself."""

    def __init__(self, model: Model, chance: Chance, replication: int = 0) -> None:
        self.model, self.chance, self.replication = model, chance, replication
        self._moves = [f"move:{each.move.id}" for each in model.rounds if each.move.at_most is None]
        self._month = -1
        self._drawn: Mapping[str, Any] = {}

    def movers(self, month: int, each: Round, people: Crowd, shares: Sequence[float | None], most: int | None) -> Any:
        """Return the numbers of those who make a move in a month, in the order in which they came."""
        found = (people.here & people.are_in(each.from_)).nonzero()[0]
        if most is None:
            share_of = np.zeros(len(self.model.states))
            share_of[[*each.from_]] = shares
            if month != self._month:  # of all moves at once: what a number costs is the call
                many = len(people.state)
                self._month, self._drawn = month, self.chance.of_crowd(self.replication, month, self._moves, many)
            draws = self._drawn[f"move:{each.move.id}"][found]
            found = found[draws < share_of[people.state[found]]]
        return people.in_order(found)[:most]

    def picked(self, step: int, job: Job, free: Any, people: Crowd) -> int:  # noqa: ARG002 - others look at people
        """Return the number of the one who is picked of those who are free."""
        return int(free[np.argmin(self.draws(step, f"pick:{job.name}", free))])

    def draws(self, step: int, decision: str, numbers: Any) -> Any:
        """Return the numbers that decide about people."""
        return self.chance.of_people(self.replication, step, decision, numbers.astype(np.uint64))
