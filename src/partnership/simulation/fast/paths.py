"""The moves of people, by the places from which they are made and those to which they bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from partnership.simulation.arrays import Numbers
from partnership.simulation.model import Model


class MovePath(NamedTuple):
    """The places from which people make a move: parts of states, counted through."""

    places: tuple[int, ...]
    shares: tuple[str | None, ...]
    """The number that says the chance of it, for each of them."""
    to: tuple[int, ...]
    """Where it brings them: a part further, or, where they have made it often enough, into another state."""


def paths(model: Model) -> Mapping[str, MovePath]:
    """Return the way of each move, by its name."""
    found = {}
    for each in model.rounds:
        needed, share_of = model.times(each), dict(zip(each.from_, each.chances, strict=True))
        parts = [(state, part) for state in each.from_ for part in range(model.places[state])]
        places = to = [model.first[state] + part for state, part in parts]
        if each.to is not None:
            further = [part + 1 < needed for _, part in parts]
            to = [place + 1 if more else model.first[each.to] for place, more in zip(places, further, strict=True)]
        found[each.move.id] = MovePath(tuple(places), tuple(share_of[state] for state, _ in parts), tuple(to))
    return found


def months(model: Model) -> Numbers:
    """Return the numbers of the months."""
    return np.arange(model.month_of[-1] + 1, dtype=np.uint64)
