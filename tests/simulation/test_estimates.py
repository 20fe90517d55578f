"""How sure an answer is: intervals and curves, held against published examples."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from partnership.simulation.estimates import mean, paired, share, times

# Freireich and others (1963), weeks in remission under 6-mercaptopurine, as in Cox and Oakes, Analysis of Survival Data
# (1984), p. 8, and in Kalbfleisch and Prentice: the worked example of the Kaplan-Meier curve in most textbooks.
RELAPSED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
STILL_WELL = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
STAYING = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def test_the_curve_of_those_who_stay_is_that_of_the_published_example() -> None:
    found = times(RELAPSED, STILL_WELL)
    assert found.times == tuple(STAYING)
    assert found.reached == pytest.approx([1 - staying for staying in STAYING.values()], abs=5e-4)
    assert (found.runs, found.cut_off) == (21, 12)
    assert found.quantile(0.5) == 23
    assert found.quantile(0.9) is None


def test_its_interval_is_greenwoods_on_the_scale_of_log_log() -> None:
    """As R's survfit(conf.type="log-log") has them at 10 weeks: 0.753 with 0.503 to 0.889."""
    found = times(RELAPSED, STILL_WELL)
    at = found.times.index(10)
    assert (1 - found.high[at], 1 - found.low[at]) == pytest.approx((0.503, 0.889), abs=1e-3)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=40))
def test_without_runs_that_were_cut_off_the_curve_counts(taken: list[int]) -> None:
    found = times(taken, [])
    assert found.reached == pytest.approx([sum(each <= at for each in taken) / len(taken) for at in found.times])
    assert all(0 <= low <= high <= 1 for low, high in zip(found.low, found.high, strict=True))


@given(st.lists(st.integers(1, 30), min_size=1, max_size=40), st.integers(1, 40))
def test_half_are_there_when_half_are_there(taken: list[int], part: int) -> None:
    """Six of twelve are half, however the share was multiplied up; so a later stage is never reached sooner."""
    part = min(part, len(taken))
    assert times(taken, []).quantile(part / len(taken)) == sorted(taken)[part - 1]


def test_where_nobody_gets_there_there_is_no_curve() -> None:
    found = times([], [5, 5])
    assert (found.times, found.runs, found.cut_off, found.quantile(0.5)) == ((), 2, 2, None)


@pytest.mark.parametrize(
    "happened, of, low, high",
    [
        # Newcombe (1998), Statistics in Medicine 17, table I, method 3 (score without continuity correction)
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_of_a_share_is_that_of_newcombes_table(happened: int, of: int, low: float, high: float) -> None:
    found = share(happened, of)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 2_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), st.floats(0.5, 0.999))
def test_the_interval_of_a_share_is_scipys(drawn: tuple[int, int], level: float) -> None:
    happened, of = drawn
    found = share(happened, of, level)
    expected = stats.binomtest(happened, of).proportion_ci(level, method="wilson")
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_a_share_of_nothing_may_be_anything() -> None:
    found = share(0, 0)
    assert math.isnan(found.value)
    assert (found.low, found.high) == (0, 1)


def test_a_difference_of_pairs_is_that_of_the_t_of_pairs_and_tells_what_the_pairing_saved() -> None:
    rng = np.random.default_rng(5)
    one = rng.normal(10, 3, 400)
    other = one - 1 + rng.normal(0, 0.5, 400)
    found = paired(one, other)
    assert found.value == pytest.approx(float(np.mean(one - other)))
    assert found.half_width == pytest.approx(stats.norm.ppf(0.975) * float(stats.sem(one - other)))
    apart = one.var(ddof=1) + other.var(ddof=1)
    assert found.saved == pytest.approx(float(apart / (one - other).var(ddof=1)))
    assert 50 < found.saved < 100  # 2 x 9 over 0.25, as drawn


def test_arms_that_never_differ_differ_by_nothing_for_sure() -> None:
    found = paired([1.0, 2.0, 5.0], [1.0, 2.0, 5.0])
    assert (found.value, found.low, found.high, found.saved) == (0, 0, 0, math.inf)


def test_the_interval_of_a_mean_holds_the_truth_as_often_as_it_says() -> None:
    """Of 2,000 samples of 100, the share that holds the truth lies within four standard errors of 0.95."""
    rng = np.random.default_rng(3)
    held = [(found := mean(rng.exponential(2, 100))).low <= 2 <= found.high for _ in range(2_000)]
    assert np.mean(held) == pytest.approx(0.94, abs=0.01 + 4 * math.sqrt(0.95 * 0.05 / 2_000))
