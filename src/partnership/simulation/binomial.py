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
_MOST_KEPT: Final = 60_000
"""Cells of a table that is kept for the next draw."""

_BLOCK: Final = 64
"""Sizes by which tables begin and end."""

_FEW: Final = 4
"""Numbers up to which numpy is no help."""

_MANY: Final = 256
"""Numbers from which it pays to point at them."""

_CELLS: Final = 512
"""Parts of the chances from each of which a table points at a number; a power of two."""

_STRIDE: Final = 8
"""Steps that are walked before those who have arrived are left out."""

_GRID: Final = 2.0**33
"""Chances are odd multiples of its inverse; what lies between two of them need not be told apart."""

_WIDE: Final = 64.0
"""The variance from which a number is guessed first."""

_OFF: Final = 150.0
"""Over the square of the variance: by how much a guess may be off, twice what it ever is; and a part for rounding."""
_ROUNDED: Final = 1e-6


def binomial(many: Integers, share: Values | float, chances: Chances) -> Integers:
    """Return how many of so many do it, each with a share: the least number whose chance not to be passed is no less.

    `many` and `chances` are arrays alike, `share` a number or one of them: the distribution's inverse, exact but for
    rounding, so that equal chances give numbers that never fall where the share rises. What it costs does not grow with
    the numbers: few are looked up or walked to, many are guessed, and looked up where the guess is too near to call.
    """
    if isinstance(share, float):
        if share <= 0 or not len(many):
            return np.zeros_like(many)
        if share >= 1:
            return many.copy()
        if len(many) <= _FEW:
            return np.array([*map(binomial_of_one, many.tolist(), [share] * len(many), chances.tolist())])
        sizes = _range(share, int(many.min()), int(many.max()))
        if sizes is not None:
            return _of_table(share, *sizes, many, chances)
        share = np.full(len(many), share)
    found = np.where(share >= 1, many, 0)
    variance = many * share * (1 - share)
    wide = np.flatnonzero(variance >= _WIDE)
    narrow = np.flatnonzero((variance > 0) & (variance < _WIDE))
    found[wide] = _looked_up(many[wide], share[wide], variance[wide], chances[wide])
    found[narrow] = _walked(many[narrow], share[narrow], chances[narrow])
    return found


def binomial_of_one(many: int, share: float, chance: float) -> int:
    """Return the same of plain numbers: few are made one by one, walked to or, where they are many, looked up."""
    if not many or share <= 0:
        return 0
    if share >= 1:
        return many
    if many * share * (1 - share) >= _WIDE:
        row = many % _BLOCK
        flat, first, width = _remembered(share, many - row, many - row + _BLOCK - 1)
        return int(_found(flat, first, width, row, chance))
    turned = share > 1 - share
    p, u = (1 - share, 1 - chance) if turned else (share, chance)
    found, odds = 0, p / (1 - p)
    passed = term = math.exp(many * math.log1p(-p))
    while passed < u and found < many:
        term *= (many - found) * odds / (found + 1)
        found += 1
        passed += term
    return many - found if turned else found


def _walked(many: Integers, share: Values, chances: Chances) -> Integers:
    """Walk up from nobody, each by a share of its own, until the chance is no longer passed; the rarer way is less."""
    found: Integers = np.zeros_like(many)
    turned = share > 1 - share
    here: Integers = np.arange(len(many))
    n, p, u = many, np.where(turned, 1 - share, share), np.where(turned, 1 - chances, chances)
    k, term, odds = np.zeros_like(many), np.exp(n * np.log1p(-p)), p / (1 - p)
    passed = term.copy()
    while len(here):
        for _ in range(_STRIDE):  # who has arrived takes no more steps
            going = (passed < u) & (k < n)
            term *= (n - k) * odds / (k + 1)
            k += going
            passed += np.where(going, term, 0.0)
        going = (passed < u) & (k < n)
        found[here] = k
        here, n, k, u, term, odds, passed = (each[going] for each in (here, n, k, u, term, odds, passed))
    return np.where(turned, many - found, found)


def _looked_up(many: Integers, share: Values, variance: Values, chances: Chances) -> Integers:
    """Guess a number, and look it up where the guess is too near to the step between two."""
    guess = _guessed(many, share, variance, chances)
    found = np.ceil(guess).astype(many.dtype)
    near = np.flatnonzero(np.abs(guess - np.rint(guess)) <= _OFF / variance**2 + _ROUNDED)
    if len(near):
        found[near] = _found(*_table(many[near], share[near]), np.arange(len(near)), chances[near])
    return found


def _guessed(many: Integers, share: Values, variance: Values, chances: Chances) -> Values:
    """Return the number before it is rounded up, after Cornish and Fisher (1937): the normal one, four times mended.

    The binomial distribution is one without steps, looked at from half a step further on: its second, fourth and sixth
    cumulants are those of the binomial less those of a step.
    """
    other = 1 - share
    both, lean = share * other, other - share
    even = np.sqrt(variance - 1 / 12)
    k3 = variance * lean / even**3
    k4 = (variance * (1 - 6 * both) + 1 / 120) / even**4
    k5 = variance * lean * (1 - 12 * both) / even**5
    k6 = (variance * (1 - 30 * both + 120 * both**2) - 1 / 252) / even**6
    h1 = _normal(chances)
    h2 = h1 * h1 - 1
    h3 = h1 * h2 - 2 * h1
    h4 = h1 * h3 - 3 * h2
    h5 = h1 * h4 - 4 * h3
    mended = h1 + k3 * h2 / 6
    mended += k4 * h3 / 24 - k3**2 * (2 * h3 + h1) / 36
    mended += k5 * h4 / 120 - k3 * k4 * (h4 + h2) / 24 + k3**3 * (12 * h4 + 19 * h2) / 324
    mended += k6 * h5 / 720 - k4**2 * (3 * h5 + 6 * h3 + 2 * h1) / 384 - k3 * k5 * (2 * h5 + 3 * h3) / 180
    mended += k3**2 * k4 * (14 * h5 + 37 * h3 + 8 * h1) / 288 - k3**4 * (252 * h5 + 832 * h3 + 227 * h1) / 7776
    guess: Values = many * share + even * mended - 0.5
    return guess


_CENTRE: Final = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
     1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852545925, 28729.085735721942674, 39307.895800092710610, 21213.794301586595867, 5394.1960214247511077,
     687.1870074920579083, 42.313330701600911252, 1.0),
)  # fmt: skip
"""The normal distribution's inverse near its middle, as a ratio of polynomials: Wichura (1988), algorithm AS 241."""

_OUTSIDE: Final = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.241780725177450611770, 1.27045825245236838258,
     3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
     0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0),
)  # fmt: skip
"""The same further out, as far as 32 bits reach: of the root of the chance's logarithm, less 1.6."""


def _normal(chances: Chances) -> Values:
    """Return the numbers below which a normal variable lies with some chances."""
    off = chances - 0.5
    squared = 0.180625 - off * off
    above, below = (np.polyval(each, squared) for each in _CENTRE)
    found: Values = off * above / below
    outside = np.flatnonzero(squared < 0)
    tail = np.sqrt(-np.log(0.5 - np.abs(off[outside]))) - 1.6
    above, below = (np.polyval(each, tail) for each in _OUTSIDE)
    found[outside] = np.copysign(above / below, off[outside])
    return found


def _found(flat: Any, first: Any, width: int, row: Any, chances: Any) -> Integers:
    """Look numbers up in rows that stand one behind another, each raised by its number."""
    found: Integers = first[row] + np.searchsorted(flat, row + chances) - row * width
    return found


def _range(share: float, low: int, high: int) -> tuple[int, int] | None:
    """Return the sizes of the table that has a range of sizes, if it is small: it begins and ends at a block."""
    start = low - low % _BLOCK
    end = high - high % _BLOCK + _BLOCK - 1
    width = 2 * (_TAILS * math.sqrt(end * share * (1 - share)) + _ROOM)
    return (start, end) if (end - start + 1) * width <= _MOST_KEPT else None


def _of_table(share: float, start: int, end: int, many: Integers, chances: Chances) -> Integers:
    """Find numbers in a table that is kept; where there are many of them most are pointed at, and need no search."""
    row = many - start
    flat, first, width = _remembered(share, start, end)
    if len(many) < _MANY:
        return _found(flat, first, width, row, chances)
    found: Integers = _pointed(share, start, end)[row * _CELLS + (chances * _CELLS).astype(np.int64)]
    torn = np.flatnonzero(found < 0)
    found[torn] = _found(flat, first, width, row[torn], chances[torn])
    return found


@lru_cache(maxsize=512)
def _pointed(share: float, start: int, end: int) -> Any:
    """Return for each size and each part of the chances the number that all of the part stand for; -1 where they stand
    for several (Chen and Asau, 1974).
    """
    flat, first, width = _remembered(share, start, end)
    rows = len(first)
    cells = (flat * _CELLS).astype(np.int32)  # a row's certainty lies in the first cell of the next, which is torn
    found = np.cumsum(np.bincount(cells, minlength=rows * _CELLS + 1), dtype=np.int32)
    by_row = found[:-1].reshape(rows, _CELLS)
    by_row += (first - width * np.arange(rows)).astype(np.int32)[:, None]
    found[cells] = -1
    return found


@lru_cache(maxsize=512)
def _remembered(share: float, start: int, end: int) -> tuple[Any, Any, int]:
    many = np.arange(start, end + 1)
    return _table(many, np.full(len(many), share))


def _table(many: Any, share: Any) -> tuple[Any, Any, int]:
    """Return for each size the chances not to pass its numbers: row behind row, each raised by its number.

    Each term is made of the one before, and a row adds up to one: so nothing is lost to great factorials.
    """
    spread = _TAILS * np.sqrt(many * share * (1 - share)) + _ROOM
    first = np.maximum(0, np.floor(many * share - spread)).astype(np.int64)
    last = np.minimum(many, np.ceil(many * share + spread))
    width = int((last - first).max(initial=0)) + 1
    numbers = first[:, None] + np.arange(1.0, width)
    terms = np.ones((len(many), width))
    body = terms[:, 1:]  # of great tables all is made in one place
    np.subtract(many[:, None] + 1, numbers, out=body)
    body /= numbers
    body *= (share / (1 - share))[:, None]
    body[numbers > last[:, None]] = 0
    np.cumsum(np.cumprod(terms, axis=1, out=terms), axis=1, out=terms)
    terms /= terms[:, -1:].copy()
    terms *= _GRID
    np.floor(terms, out=terms)
    terms /= _GRID
    terms += np.arange(len(many))[:, None]
    return terms.ravel(), first, width
