"""How many of some do what each does with a chance: the number that a chance between 0 and 1 stands for."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, Final

import numpy as np

from partnership.simulation.arrays import Chances, Integers, Values

_TAILS: Final = 7.0
"""How many standard deviations to either side are looked at: what lies beyond is rarer than 32 bits can say."""

_ROOM: Final = 12
_MOST_KEPT: Final = 200_000
"""Cells of a table that is kept for the next draw."""

_STRIDE: Final = 8
"""Steps that are walked before those who have arrived are left out."""


def binomial(many: Integers, share: Values | float, chances: Chances) -> Integers:
    """Return how many of so many do it, each with a share: the least number whose chance not to be passed is no less.

    `many` and `chances` are arrays alike, `share` a number or one of them: the distribution's inverse, exact but for
    the rounding of logarithms, so that equal chances give numbers that never fall where the share rises.
    """
    if isinstance(share, float):
        if share <= 0 or not len(many):
            return np.zeros_like(many)
        if share >= 1:
            return many.copy()
        low, high = int(many.min()), int(many.max())
        rows = high - low + 1
        if rows <= 4 * len(many):
            kept = _kept(share, low, high)
            flat, first, width = kept if kept is not None else _table(np.arange(low, high + 1), share)
            return _found(flat, first, width, many - low, chances)
        each, row = np.unique(many, return_inverse=True)
        return _found(*_table(each, share), row, chances)
    return _walked(many, share, chances)


def _walked(many: Integers, share: Values, chances: Chances) -> Integers:
    """Walk up from below the likely numbers, each by a share of its own, until the chance is no longer passed."""
    found = np.zeros_like(many)
    certain = share >= 1
    found[certain] = many[certain]
    here = np.flatnonzero((share > 0) & ~certain & (many > 0))
    n, p, u = many[here], share[here], chances[here]
    k = np.maximum(0, np.floor(n * p - _TAILS * np.sqrt(n * p * (1 - p)) - _ROOM)).astype(np.int64)
    logs = _log_factorials(int(many.max(initial=0)))
    term = np.exp(logs[n] - logs[k] - logs[n - k] + k * np.log(p) + (n - k) * np.log1p(-p))
    odds, passed = p / (1 - p), term.copy()
    while len(here):
        for _ in range(_STRIDE):  # who has arrived takes no more steps
            going = (passed < u) & (k < n)
            term *= (n - k) * odds / (k + 1)
            k += going
            passed += np.where(going, term, 0.0)
        going = (passed < u) & (k < n)
        found[here] = k
        here, n, k, u, term, odds, passed = (each[going] for each in (here, n, k, u, term, odds, passed))
    return found


def _found(flat: Any, first: Any, width: int, row: Any, chances: Any) -> Integers:
    """Look numbers up in rows that stand one behind another, each raised by its number."""
    found: Integers = first[row] + np.searchsorted(flat, row + chances) - row * width
    return found


def _kept(share: float, low: int, high: int) -> tuple[Any, Any, int] | None:
    """Return a table for a range of sizes from those that are kept, if it is small; they begin at powers of two."""
    start = low - low % 64
    end = high - high % 64 + 63
    width = 2 * (_TAILS * math.sqrt(end * share * (1 - share)) + _ROOM)
    if (end - start + 1) * width > _MOST_KEPT:
        return None
    flat, first, columns = _remembered(share, start, end)
    cut = low - start
    rows = high - low + 1
    return flat[cut * columns : (cut + rows) * columns] - cut, first[cut : cut + rows], columns


@lru_cache(maxsize=512)
def _remembered(share: float, start: int, end: int) -> tuple[Any, Any, int]:
    return _table(np.arange(start, end + 1), share)


_logs: list[Any] = []


def _log_factorials(upto: int) -> Any:
    if not _logs or len(_logs[0]) <= upto:
        _logs[:] = [np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, max(1024, 2 * upto) + 1)))])]
    return _logs[0]


def _table(many: Any, share: Any) -> tuple[Any, Any, int]:
    """Return for each size the chances not to pass its numbers: row behind row, each raised by its number."""
    share = np.broadcast_to(np.asarray(share, dtype=float), many.shape)
    spread = _TAILS * np.sqrt(many * share * (1 - share)) + _ROOM
    first = np.maximum(0, np.floor(many * share - spread)).astype(np.int64)
    width = int(2 * float(spread.max(initial=0))) + 2
    numbers = first[:, None] + np.arange(width)
    inside = numbers <= many[:, None]
    held = np.where(inside, numbers, 0)
    logs = _log_factorials(int(many.max(initial=0)))
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = (
            logs[many][:, None]
            - logs[held]
            - logs[many[:, None] - held]
            + _times(held, np.log(share)[:, None])
            + _times(many[:, None] - held, np.log1p(-share)[:, None])
        )
    chances = np.cumsum(np.where(inside, np.exp(terms), 0.0), axis=1)
    chances[numbers >= many[:, None]] = 1.0
    np.minimum(chances, 1.0, out=chances)
    chances[:, -1] = 1.0
    return (chances + np.arange(len(many))[:, None]).ravel(), first, width


def _times(numbers: Any, logs: Any) -> Any:
    """Multiply, where nothing times the logarithm of nothing is nothing."""
    return np.where(numbers == 0, 0.0, numbers * logs)
