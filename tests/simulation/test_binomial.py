"""A chance stands for a number: the inverse of the binomial distribution, as scipy has it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from partnership.simulation.binomial import binomial

CHANCES = st.integers(0, 2**32 - 1).map(lambda word: (word + 0.5) / 2**32)
"""What `Chance` draws."""
ROUNDING = 1e-11
SHARES = st.floats(0, 1) | st.sampled_from([0.0, 1.0, 1e-12, 0.5, 1 - 1e-12])


def agrees(found: Any, many: Any, share: Any, chances: Any) -> bool:
    """Tell whether numbers are the inverse's, but where a chance lies so close to a step that rounding decides it."""
    found, many = np.asarray(found), np.asarray(many)
    reached = binom.cdf(found, many, share) >= np.asarray(chances) - ROUNDING
    least = (found == 0) | (binom.cdf(found - 1, many, share) < np.asarray(chances) + ROUNDING)
    return bool((reached & least & (found >= 0) & (found <= many)).all())


@given(st.lists(st.tuples(st.integers(0, 300), CHANCES), min_size=1, max_size=40), SHARES)
def test_numbers_are_those_of_the_inverse_distribution(drawn: list[tuple[int, float]], share: float) -> None:
    many, chances = np.array([n for n, _ in drawn]), np.array([u for _, u in drawn])
    assert agrees(binomial(many, share, chances), many, share, chances)


@given(st.lists(st.tuples(st.integers(0, 300), SHARES, CHANCES), min_size=1, max_size=40))
def test_each_may_have_a_share_of_its_own(drawn: list[tuple[int, float, float]]) -> None:
    many, shares, chances = (np.array(each) for each in zip(*drawn, strict=True))
    assert agrees(binomial(many, shares, chances), many, shares, chances)


@pytest.mark.parametrize("share", [1e-7, 0.003, 0.5, 0.97])
@pytest.mark.parametrize("shares", ["one", "each its own"])
def test_very_large_numbers_are_no_less_exact(share: float, shares: str) -> None:
    many = np.array([1_000_000, 3, 200_000, 0])
    chances = np.array([0.5, 2.0**-33, 1 - 2.0**-33, 0.3])
    found = binomial(many, np.full(4, share) if shares != "one" else share, chances)
    assert agrees(found, many, share, chances)


@pytest.mark.parametrize("share", [1e-4, 0.01, 0.2, 0.5, 0.7, 0.999])
@pytest.mark.parametrize("variance", [1, 30, 65, 100, 400, 10_000])
def test_next_to_a_step_a_number_is_no_less_exact(share: float, variance: float) -> None:
    """On both sides of every step, and however few or many there are: a guess would be off there."""
    size = int(variance / (share * (1 - share)))
    steps = binom.cdf(np.arange(*binom.ppf([1e-10, 1 - 1e-10], size, share)), size, share)
    words = np.clip(np.rint(steps * 2**32), 1, 2**32 - 1) + np.array([-1, 0])[:, None]
    beside = (words.ravel() + 0.5) / 2**32
    many = np.full(len(beside), size)
    for each in (share, np.full(len(beside), share)):
        assert agrees(binomial(many, each, beside), many, share, beside)


def test_nobody_does_what_has_no_chance_and_everybody_what_is_certain() -> None:
    many, chances = np.array([0, 1, 7]), np.array([0.999, 0.001, 0.5])
    assert binomial(many, 0.0, chances).tolist() == [0, 0, 0]
    assert binomial(many, 1.0, chances).tolist() == [0, 1, 7]
    assert binomial(many, np.array([0.0, 1.0, 1.0]), chances).tolist() == [0, 1, 7]
    assert binomial(many[:0], 0.5, chances[:0]).tolist() == []


@given(st.integers(0, 500), CHANCES, st.floats(0.001, 0.999), st.floats(0, 0.2))
def test_a_share_that_rises_never_lessens_a_number(many: int, chance: float, share: float, more: float) -> None:
    n, u = np.array([many]), np.array([chance])
    for values in (lambda p: p, lambda p: np.array([p])):
        assert binomial(n, values(share), u)[0] <= binomial(n, values(min(1.0, share + more)), u)[0]


@given(st.lists(st.tuples(st.integers(0, 400), CHANCES), min_size=1, max_size=30), st.floats(0.01, 0.99))
def test_a_number_does_not_depend_on_those_beside_it(drawn: list[tuple[int, float]], share: float) -> None:
    many, chances = np.array([n for n, _ in drawn]), np.array([u for _, u in drawn])
    together = binomial(many, share, chances)
    alone = [binomial(many[at : at + 1], share, chances[at : at + 1])[0] for at in range(len(many))]
    assert together.tolist() == alone


@given(st.integers(0, 2**32 - 1), st.integers(0, 900), st.floats(0.001, 0.999))
def test_of_many_each_is_the_number_that_it_is_alone(seed: int, size: int, share: float) -> None:
    """Most are pointed at: on both sides of every part of the chances from which a table points, and anywhere else."""
    draws = np.random.default_rng(seed)
    beside = np.concatenate([(np.arange(2**32 // 512, 2**32, 2**32 // 512) + side + 0.5) / 2**32 for side in (-1, 0)])
    chances = np.concatenate([beside, (draws.integers(0, 2**32, 600) + 0.5) / 2**32])
    many = size + draws.integers(0, 150, len(chances))
    together = binomial(many, share, chances)
    alone = np.concatenate([binomial(many[at : at + 3], share, chances[at : at + 3]) for at in range(0, len(many), 3)])
    assert (together == alone).all()
    assert agrees(together, many, share, chances)
