"""A figure's values: the inverse of its distribution, never outside its support, as scipy has them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from partnership.simulation.quantities import AmountQuantity, Shape, normal_deviates
from tests.simulation.test_binomial import CHANCES

SHAPES: tuple[Shape, ...] = ("fixed", "uniform", "triangular", "lognormal", "exponential")
TAIL = stats.norm.ppf(0.95)


@st.composite
def amounts(draw: st.DrawFn) -> AmountQuantity:
    shape = draw(st.sampled_from(SHAPES))
    value = draw(st.floats(0.1, 1e6))
    if shape in {"fixed", "exponential"}:
        return AmountQuantity(value=value, shape=shape, basis="assumed")
    low, high = value * draw(st.floats(0.01, 0.99)), value * draw(st.floats(1.01, 50))
    return AmountQuantity(value=value, low=low, high=high, shape=shape, basis="assumed")


def inverse(figure: AmountQuantity, chances: Any) -> Any:
    """What scipy says of the same distribution."""
    value, low, high = figure.value, figure.low, figure.high
    match figure.form:
        case "fixed":
            return np.full(len(chances), value)
        case "exponential":
            return stats.expon.ppf(chances, scale=value)
        case "uniform":
            return stats.uniform.ppf(chances, low, high - low)  # type: ignore[operator]
        case "triangular":
            return stats.triang.ppf(chances, (value - low) / (high - low), low, high - low)  # type: ignore[operator]
        case "lognormal":
            below = stats.lognorm.ppf(chances, math.log(value / low) / TAIL, scale=value)  # type: ignore[operator]
            above = stats.lognorm.ppf(chances, math.log(high / value) / TAIL, scale=value)  # type: ignore[operator]
            return np.where(chances < 0.5, below, above)


@given(amounts(), st.lists(CHANCES, min_size=1, max_size=30))
def test_values_are_those_of_the_inverse_distribution_within_its_support(
    figure: AmountQuantity, drawn: list[float]
) -> None:
    chances = np.array(drawn)
    found = figure.at_all(chances)
    assert found == pytest.approx(inverse(figure, chances), rel=1e-6)
    assert (found >= 0).all()
    if figure.form in {"uniform", "triangular"}:
        assert figure.low is not None
        assert figure.high is not None
        assert (found >= figure.low * (1 - 1e-12)).all()
        assert (found <= figure.high * (1 + 1e-12)).all()


@given(amounts(), CHANCES)
def test_one_value_is_that_of_many(figure: AmountQuantity, chance: float) -> None:
    assert figure.at(chance) == pytest.approx(figure.at_all(np.array([chance]))[0], rel=1e-12)
    assert type(figure.at(chance)) is float


@given(amounts(), CHANCES, CHANCES)
def test_a_greater_chance_is_never_a_lesser_value(figure: AmountQuantity, one: float, other: float) -> None:
    least, most = sorted((one, other))
    assert figure.at(least) <= figure.at(most)


def test_a_lognormal_figure_passes_each_bound_once_in_twenty() -> None:
    figure = AmountQuantity(value=60, low=20, high=90, shape="lognormal", basis="expert")
    assert [figure.at(part) for part in (0.05, 0.5, 0.95)] == pytest.approx([20, 60, 90])


@given(CHANCES)
def test_normal_deviates_are_off_by_little(chance: float) -> None:
    assert float(normal_deviates(chance)) == pytest.approx(stats.norm.ppf(chance), rel=2e-9, abs=2e-9)
