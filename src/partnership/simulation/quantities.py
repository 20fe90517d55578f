"""The figures of a region: each with a value, how far it may be off, and on what it rests."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from statistics import NormalDist
from typing import Annotated, Any, Final, Literal

import numpy as np
from pydantic import BeforeValidator, Field

from partnership.messages import Message, message
from partnership.reading.lines import FilePart, ShortPhrase
from partnership.simulation.arrays import Chances
from partnership.values import Duration, Text

Basis = Literal["measured", "published", "expert", "assumed"]
"""On what a figure rests, the best first: counted there, counted elsewhere, said by who knows, taken for granted."""

Shape = Literal["fixed", "uniform", "triangular", "lognormal", "exponential"]
"""How chance lies around the value. Left out it is triangular where there are bounds, and fixed where there are none.

`low` and `high` bound a uniform and a triangular figure; a lognormal one has its median in `value` and passes each
bound once in twenty; an exponential one has its mean in `value` and no bounds.
"""

DAYS_A_MONTH: Final = 30.4375
_TAIL: Final = NormalDist().inv_cdf(0.95)


def _as_number(value: Any) -> Any:
    return float(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else value


def _as_period(value: Any) -> Any:
    try:
        return Duration.parse(value) if isinstance(value, str) else value
    except ValueError:
        return value


AnyNumber = Annotated[float, BeforeValidator(_as_number), Field(ge=0, le=1e12, allow_inf_nan=False)]
AnyPart = Annotated[float, BeforeValidator(_as_number), Field(ge=0, le=1, allow_inf_nan=False)]
AnyPeriod = Annotated[Duration, BeforeValidator(_as_period)]


class Quantity(FilePart):
    """What every figure says: its value, its bounds, the shape between them, its basis, its source."""

    value: Any
    """The value itself: a number, of a chance or a share one from 0 to 1, or a period."""
    low: Any = None
    """The lower bound; left out together with `high`."""
    high: Any = None
    """The upper bound."""
    shape: Shape | None = None
    """How chance lies around the value. Left out: `triangular` with bounds, else `fixed`."""
    basis: Basis
    """On what it rests: counted there, published elsewhere, said by somebody who knows, or assumed."""
    source: ShortPhrase | None = None
    """Where it stands; needed for what was measured or published."""
    note: Text | None = None
    """A remark for readers."""

    @property
    def form(self) -> Shape:
        """The shape, also where it is left out."""
        return self.shape or ("fixed" if self.low is None else "triangular")

    @property
    def is_certain(self) -> bool:
        """Whether it is always the same."""
        return self.form == "fixed" or (self.low is not None and self.low == self.high)

    @property
    def centre(self) -> float:
        """The value as a number, of days for a period."""
        return as_float(self.value)

    def troubles(self) -> Iterator[tuple[str, Message, Message]]:
        """Say what does not hold together: the key, what is wrong, what was expected."""
        value, low, high = self.value, self.low, self.high
        if (low is None) != (high is None):
            there = "low" if high is None else "high"
            yield there, message("'{key}' stands alone", key=there), message("both low and high, or neither")
        elif low is not None and not low <= value <= high:
            yield (
                "value",
                message("{value} does not lie between {low} and {high}", value=value, low=low, high=high),
                message("low at most the value, and the value at most high"),
            )
        if low is None and high is None and self.shape in {"uniform", "triangular", "lognormal"}:
            yield "shape", message("a {shape} figure has no bounds here", shape=self.shape), message("low and high")
        if low is not None and self.shape in {"fixed", "exponential"}:
            yield (
                "shape",
                message("a {shape} figure has no bounds", shape=self.shape),
                message("uniform, triangular or lognormal"),
            )
        if self.shape == "lognormal" and low is not None and not as_float(low) > 0:
            yield "low", message("a lognormal figure is never zero"), message("a low above zero")
        if self.basis in {"measured", "published"} and self.source is None:
            yield (
                "basis",
                message("what was {basis} has no source here", basis=self.basis),
                message("source: where it stands, or basis: assumed"),
            )

    def at(self, chance: float) -> float:
        """Return the value that is not passed with this chance (between 0 and 1)."""
        found: float = self.at_all(chance)
        return found

    def at_all(self, chances: Chances | float) -> Any:
        """Return such values for many chances at once, or for one."""
        value = self.centre
        if self.is_certain:
            return value if isinstance(chances, float) else np.full(chances.shape, value)
        if self.form == "exponential":
            return -value * (math.log1p(-chances) if isinstance(chances, float) else np.log1p(-chances))
        low, high = as_float(self.low), as_float(self.high)
        if self.form == "uniform":
            return low + (high - low) * chances
        if self.form == "lognormal":
            return _lognormal(value, low, high, chances)
        return _triangular(value, low, high, chances)


class AmountQuantity(Quantity):
    """A number of something, from zero."""

    value: AnyNumber
    low: AnyNumber | None = None
    high: AnyNumber | None = None


class ShareQuantity(Quantity):
    """A share or a chance, from 0 to 1; a chance is that of a month, where nothing else is said."""

    value: AnyPart
    low: AnyPart | None = None
    high: AnyPart | None = None


class PeriodQuantity(Quantity):
    """How long something takes."""

    value: AnyPeriod
    low: AnyPeriod | None = None
    high: AnyPeriod | None = None


def as_float(value: Duration | float) -> float:
    """Return a figure as a number; a period in days, a month having as many as it has on average."""
    if isinstance(value, Duration):
        return value.months * DAYS_A_MONTH + value.days + value.hours / 24
    return value


def _triangular(value: float, low: float, high: float, chances: Chances | float) -> Any:
    width = high - low
    turn = (value - low) / width
    if isinstance(chances, float):
        if chances < turn:
            return low + math.sqrt(chances * width * (value - low))
        return high - math.sqrt((1 - chances) * width * (high - value))
    rising = low + np.sqrt(chances * width * (value - low))
    falling = high - np.sqrt((1 - chances) * width * (high - value))
    return np.where(chances < turn, rising, falling)


def _lognormal(value: float, low: float, high: float, chances: Chances | float) -> Any:
    """The two halves around the median may differ: each is as wide as its bound says."""
    deviates = normal_deviates(chances)
    below, above = math.log(value / low) / _TAIL, math.log(high / value) / _TAIL
    found = value * np.exp(deviates * np.where(deviates < 0, below, above))
    return float(found) if isinstance(chances, float) else found


_CENTRAL: Final = (
    (-3.969683028665376e01, 2.209460984245205e02, -2.759285104469687e02, 1.383577518672690e02, -3.066479806614716e01,
     2.506628277459239e00),
    (-5.447609879822406e01, 1.615858368580409e02, -1.556989798598866e02, 6.680131188771972e01, -1.328068155288572e01,
     1.0),
)  # fmt: skip
_OUTER: Final = (
    (-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e00, -2.549732539343734e00,
     4.374664141464968e00, 2.938163982698783e00),
    (7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e00, 3.754408661907416e00, 1.0),
)  # fmt: skip
_EDGE: Final = 0.02425


def normal_deviates(chances: Chances | float) -> Any:
    """Return standard normal deviates by Acklam's rational approximation, off by at most 1.15e-9 of their size."""
    chances = np.asarray(chances)
    nearest = np.minimum(chances, 1 - chances)
    outer = np.sqrt(-2 * np.log(nearest))
    tail = np.polyval(_OUTER[0], outer) / np.polyval(_OUTER[1], outer)
    middle = chances - 0.5
    square = middle * middle
    centre = middle * np.polyval(_CENTRAL[0], square) / np.polyval(_CENTRAL[1], square)
    return np.where(nearest < _EDGE, np.where(middle < 0, tail, -tail), centre)
