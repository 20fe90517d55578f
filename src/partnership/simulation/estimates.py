"""What many replications say, with how sure it is: shares, times with runs that were cut off, paired differences."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Final

import numpy as np
from typing_extensions import override

from partnership.errors import Fault, InputError
from partnership.messages import message

LEVEL: Final = 0.95
"""How sure an interval is, where nothing else is said."""

_ROUNDED: Final = 1e-9
"""By how much a share that is a product of many may be off."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval, and on how many replications it rests."""

    value: float
    low: float
    high: float
    replications: int
    level: float = LEVEL

    @property
    def half_width(self) -> float:
        """Half of the interval's width."""
        return (self.high - self.low) / 2

    @override
    def __str__(self) -> str:
        return f"{self.value:.3g} ({self.low:.3g} to {self.high:.3g})"


def deviate(level: float) -> float:
    """Return how many standard deviations hold so much of a normal distribution around its middle.

    Raises:
        InputError: if the level is not between 0 and 1.
    """
    if not 0 < level < 1:
        expected = message("a number between 0 and 1, such as 0.95")
        raise InputError(Fault(None, message("the level is {level}", level=level), expected))
    return NormalDist().inv_cdf((1 + level) / 2)


def share(happened: int, of: int, level: float = LEVEL) -> Estimate:
    """Return a share by Wilson's score interval (1927), which is right near 0 and 1 too."""
    if not of:
        return Estimate(math.nan, 0.0, 1.0, 0, level)
    z = deviate(level)
    part = happened / of
    middle = (part + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(part * (1 - part) / of + z * z / (4 * of * of))
    return Estimate(part, max(0.0, min(part, middle - half)), min(1.0, max(part, middle + half)), of, level)


def mean(values: Any, level: float = LEVEL) -> Estimate:
    """Return a mean with the interval of the normal approximation."""
    values = np.asarray(values, dtype=float)
    if not len(values):
        return Estimate(math.nan, -math.inf, math.inf, 0, level)
    centre = math.fsum(values.tolist()) / len(values)
    spread = float(values.std(ddof=1)) / math.sqrt(len(values)) if len(values) > 1 else math.inf
    half = deviate(level) * spread
    return Estimate(centre, centre - half, centre + half, len(values), level)


@dataclass(frozen=True, slots=True)
class Difference(Estimate):
    """A difference between two arms in the same replications, and what it saved that they share their chance.

    `saved` is how many times as many replications two arms with chances of their own would take for this interval.
    """

    saved: float = 1.0


def paired(one: Any, other: Any, level: float = LEVEL) -> Difference:
    """Return the mean of `one` less `other`, replication by replication."""
    one, other = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    found = mean(one - other, level)
    apart = one.var(ddof=1) + other.var(ddof=1) if len(one) > 1 else 0.0
    together = (one - other).var(ddof=1) if len(one) > 1 else 0.0
    saved = float(apart / together) if together > 0 else math.inf if apart > 0 else 1.0
    return Difference(found.value, found.low, found.high, found.replications, level, saved)


@dataclass(frozen=True, slots=True)
class Times:
    """How long it takes, where some runs ended before: the share that is there by each time (Kaplan-Meier, 1958)."""

    times: tuple[float, ...]
    reached: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    runs: int
    cut_off: int

    def quantile(self, part: float) -> float | None:
        """Return the time by which this part has got there; None where the runs do not reach so far."""
        part -= _ROUNDED
        return next((time for time, reached in zip(self.times, self.reached, strict=True) if reached >= part), None)


def times(taken: Any, cut: Any, level: float = LEVEL) -> Times:
    """Return how long it takes. `taken` holds the times of those that got there, `cut` when others were cut off."""
    taken, cut = np.sort(np.asarray(taken, dtype=float)), np.sort(np.asarray(cut, dtype=float))
    runs = len(taken) + len(cut)
    at, events = np.unique(taken, return_counts=True)
    at_risk = runs - np.searchsorted(taken, at, side="left") - np.searchsorted(cut, at, side="left")
    staying = np.cumprod(1 - events / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.cumsum(np.where(at_risk > events, events / (at_risk * (at_risk - events)), 0.0))
        # Greenwood's formula on the scale of log(-log S), which stays between 0 and 1
        logs = np.log(staying)
        half = np.where(staying > 0, deviate(level) * np.sqrt(spread) / np.abs(logs), 0.0)
        low = 1 - np.where(staying > 0, staying ** np.exp(-half), 0.0)
        high = 1 - np.where(staying > 0, staying ** np.exp(half), 0.0)
    return Times(
        tuple(at.tolist()), tuple((1 - staying).tolist()), tuple(low.tolist()), tuple(high.tolist()), runs, len(cut)
    )
