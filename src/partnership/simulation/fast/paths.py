"""The moves of people, by the places from which they are made and those to which they bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from partnership.simulation.arrays import Numbers
from partnership.simulation.model import Model

StatePart = tuple[int, int]
"""A state, and one of the parts in which it is counted."""


class MovePath(NamedTuple):
    """The places from which people make a move."""

    places: tuple[StatePart, ...]
    shares: tuple[str | None, ...]
    """The number that says the chance of it, for each of them."""
    to: tuple[StatePart, ...]
    """Where it brings them: a part further, or, where they have made it often enough, into another state."""


def paths(model: Model) -> Mapping[str, MovePath]:
    """Return the way of each move, by its name."""
    found = {}
    for each in model.rounds:
        needed, share_of = model.times(each), dict(zip(each.from_, each.chances, strict=True))
        places = [(state, part) for state in each.from_ for part in range(model.places[state])]
        shares = [share_of[state] for state, _ in places]
        to = places
        if each.to is not None:
            to = [(state, part + 1) if part + 1 < needed else (each.to, 0) for state, part in places]
        found[each.move.id] = MovePath(tuple(places), tuple(shares), tuple(to))
    return found


def months(model: Model) -> Numbers:
    """Return the numbers of the months."""
    return np.arange(model.month_of[-1] + 1, dtype=np.uint64)
