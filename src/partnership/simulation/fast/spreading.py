"""A counted replication spread over individuals: who moves and who is picked, where it is known how many do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

import numpy as np
from typing_extensions import override

from partnership.simulation.chance import Chance
from partnership.simulation.crowd import Crowd
from partnership.simulation.deciding import Deciding
from partnership.simulation.fast.batch import Batch
from partnership.simulation.fast.paths import months, paths
from partnership.simulation.model import Job, Model, Round


class Spread(Deciding):
    """Tells who moves, where it is known how many do: drawn from those who are in a place, one after another, and of
    those whom tasks have picked the ones of whom it is known.
    """

    def __init__(self, model: Model, chance: Chance, replication: int, batch: Batch) -> None:
        super().__init__(model, chance, replication)
        self.moves = batch.moves or {}
        self.seats = batch.seats
        self.paths = paths(model)
        most: dict[str, int] = {}
        for (_, name), many in self.moves.items():
            most[f"who:{name}"] = max(most.get(f"who:{name}", 0), sum(many))
        self.drawn = chance.of_each(np.array([replication], dtype=np.uint64), months(model), most) if most else {}
        self.changes = -1
        self.inside: dict[int, list[int]] = {}
        """The numbers of those who are in each place, in no order."""

    @override
    def movers(self, month: int, each: Round, people: Crowd, _shares: Sequence[float | None], _most: int | None) -> Any:
        if self.changes != people.changes:
            self._look(people)
        path, many = self.paths[each.move.id], self.moves.get((month, each.move.id), [])
        if not any(many):
            return np.empty(0, dtype=np.int64)
        draws = iter(self.drawn[f"who:{each.move.id}"][: sum(many), month, 0].tolist())
        known = self._known(month, each, people)
        chosen = [
            []
            if not some
            else _first(self.inside[place], some, people)
            if each.move.at_most
            else _drawn(self.inside[place], some, draws, known)
            for place, some in zip(path.places, many, strict=False)
        ]
        for place, some in zip(path.to, chosen, strict=False):
            self.inside[place] += some
        return people.in_order(np.array(sorted(chain.from_iterable(chosen)), dtype=np.int64))

    def _known(self, month: int, each: Round, people: Crowd) -> Mapping[int, bool]:
        """Return those whom tasks have picked, and whether they go."""
        if self.seats is None or each.to is None:
            return {}
        return {person: (month, each.move.id, job) in self.seats.gone for job, person in people.held.items()}

    @override
    def picked(self, step: int, job: Job, free: Any, people: Crowd) -> int:
        known = None if self.seats is None else self.seats.picked.get((step, job.number))
        if known is None:  # the law is asked and refuses: whoever it is comes to nothing
            return super().picked(step, job, free, people)
        part, other = known
        if other is not None:
            return people.held[other]
        unknown = np.setdiff1d(free[people.times[free] == part], list(people.held.values()))
        return super().picked(step, job, unknown, people)

    def _look(self, people: Crowd) -> None:
        """See who is where, after some have come, or gone with their partner."""
        self.changes = people.changes
        self.inside = {
            first + part: np.flatnonzero((people.state == state) & (people.times == part) & people.here).tolist()
            for state, (first, parts) in enumerate(zip(self.model.first, self.model.places, strict=False))
            for part in range(parts)
        }


def _first(there: list[int], many: int, people: Crowd) -> list[int]:
    """Take those who came first out of a place."""
    numbers = people.in_order(np.sort(np.array(there, dtype=np.int64)))
    there[:] = numbers[many:].tolist()
    chosen: list[int] = numbers[:many].tolist()
    return chosen


def _drawn(there: list[int], many: int, draws: Iterator[float], known: Mapping[int, bool]) -> list[int]:
    """Take some out of a place, each of those who are left as likely as another, but for those of whom it is known."""
    if known:
        going = [number for number in there if known.get(number, False)]
        staying = [number for number in there if not known.get(number, True)]
        there[:] = [number for number in there if number not in known]
        chosen = going + _drawn(there, many - len(going), draws, {})
        there += staying
        return chosen
    left, chosen = len(there), []
    for draw in islice(draws, min(many, left)):
        at = int(draw * left)
        left -= 1
        chosen.append(there[at])
        there[at] = there[left]
    del there[left:]
    return chosen
