"""What can be solved by hand comes out so, within three standard errors, by both engines.

Seeds are fixed, so the tests never fail by chance; of a correct engine one figure in 370 would be further off.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from partnership.simulation.study import Study, simulate
from tests.simulation.worlds import BARE_LAW, bare_practice, bare_region, made

ENGINES = [pytest.param("fast", 4_000, id="fast"), pytest.param("exact", 120, id="exact")]
MONTHS = 12


def run(
    engine: str,
    many: int,
    shares: dict[str, float],
    states: list[str],
    moves: list[dict[str, Any]],
    employees: int = 40,
    **said: Any,
) -> Study:
    practice = bare_practice(shares, states, moves, employees, **said)
    return simulate(*made(BARE_LAW, practice, bare_region()), replications=many, seed=20, engine=engine)


def off_by(values: Any, expected: float) -> Any:
    """How many standard errors a mean is off."""
    return abs(float(np.mean(values)) - expected) / (float(np.std(values, ddof=1)) / np.sqrt(len(values)))


def move(id_: str, from_: str | list[str], to: str | None, **said: Any) -> dict[str, Any]:
    return {"id": id_, "from": from_, "to": to, **said}


@pytest.mark.parametrize("engine, many", ENGINES)
def test_waiting_for_one_chance_a_month_is_geometric(engine: str, many: int) -> None:
    """One person who comes with p a month is still outside after k months with (1 - p) ** k."""
    study = run(engine, many, {"p": 0.25}, ["in"], [move("come", "outside", "in", chance="p")], employees=1)
    outside = study.values("outside")
    for month in (1, 3, 6, MONTHS):
        expected = 0.75**month
        assert abs(outside[month].mean() - expected) < 3 * np.sqrt(expected * (1 - expected) / many)


@pytest.mark.parametrize("engine, many", ENGINES)
def test_people_are_thinned_binomially(engine: str, many: int) -> None:
    """Of 40 who each come with p in a month, 40 p come, and 40 p (1 - p) is their variance."""
    moves = [move("come", "outside", "in", chance="p")]
    came = run(engine, many, {"p": 0.3}, ["in"], moves).values("in")[1]
    assert off_by(came, 40 * 0.3) < 3
    variance = 40 * 0.3 * 0.7
    # the variance of a variance, from the fourth moment of a binomial
    fourth = variance * (1 + (3 * 40 - 6) * 0.3 * 0.7)
    assert abs(came.var(ddof=1) - variance) < 3 * np.sqrt((fourth - variance**2) / many)


@pytest.mark.parametrize("engine, many", ENGINES)
def test_a_constant_hazard_is_survived_exponentially(engine: str, many: int) -> None:
    """All come at once in the first month; month after month each stays with 1 - h."""
    moves = [move("go", "in", "left", chance="h"), move("come", "outside", "in", chance="all")]
    inside = run(engine, many, {"h": 0.12, "all": 1.0}, ["in"], moves).values("in")
    for month in (1, 2, 5, MONTHS):
        expected = 40 * 0.88 ** (month - 1)
        off = abs(inside[month].mean() - expected)
        assert off <= 3 * np.sqrt(expected * (1 - expected / 40) / many) + 1e-9


CHAIN = {"comes": 0.2, "rises": 0.3, "tires": 0.1, "goes": 0.05, "falls": 0.15}
CHAIN_MOVES = [
    move("rise", "one", "two", chance="rises"),
    move("fall", "two", "one", chance="falls"),
    move("come", "outside", "one", chance="comes"),
    move("leave", ["one", "two"], "left", chance={"one": "goes", "two": "tires"}),
]


def chain() -> Any:
    """One month of the moves, one after another, as a matrix over outside, one, two, left."""
    p = CHAIN
    steps = (
        [[1, 0, 0, 0], [0, 1 - p["rises"], p["rises"], 0], [0, 0, 1, 0], [0, 0, 0, 1]],
        [[1, 0, 0, 0], [0, 1, 0, 0], [0, p["falls"], 1 - p["falls"], 0], [0, 0, 0, 1]],
        [[1 - p["comes"], p["comes"], 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]],
        [[1, 0, 0, 0], [0, 1 - p["goes"], 0, p["goes"]], [0, 0, 1 - p["tires"], p["tires"]], [0, 0, 0, 1]],
    )
    return np.linalg.multi_dot([np.array(step) for step in steps])


@pytest.mark.parametrize("engine, many", ENGINES)
def test_a_markov_chain_is_where_its_matrix_says(engine: str, many: int) -> None:
    """Each of 40 people is a chain of its own: the numbers are multinomial, month by month."""
    study = run(engine, many, CHAIN, ["one", "two"], CHAIN_MOVES)
    for month in (1, 4, MONTHS):
        parts = np.linalg.matrix_power(chain(), month)[0]
        for state, part in zip(("outside", "one", "two", "left"), parts, strict=True):
            off = abs(study.values(state)[month].mean() - 40 * part)
            assert off <= 3 * np.sqrt(40 * part * (1 - part) / many) + 1e-9, (month, state)


@pytest.mark.parametrize("engine, many", ENGINES)
def test_a_move_that_takes_several_months_is_a_sum_of_waits(engine: str, many: int) -> None:
    """Three months in which it happened: done by month k with the tail of a binomial (k months from 3 on)."""
    from scipy.stats import binom

    moves = [move("rise", "in", "up", chance="p", times=3), move("come", "outside", "in", chance="all")]
    up = run(engine, many, {"p": 0.4, "all": 1.0}, ["in", "up"], moves).values("up")
    for month in (2, 4, 8, MONTHS):
        part = float(binom.sf(2, month - 1, 0.4))
        assert abs(up[month].mean() - 40 * part) <= 3 * np.sqrt(40 * part * (1 - part) / many) + 1e-9


@pytest.mark.parametrize("engine, many", ENGINES)
def test_places_are_given_to_those_who_came_first(engine: str, many: int) -> None:
    """With 3 places a month and all waiting from the first month on, 3 more are trained each month, for sure."""
    places = {"id": "places", "title": "Places", "default": {"value": 3, "basis": "assumed"}}
    moves = [
        move("train", "waiting", "in", at_most="places"),
        move("come", "outside", "waiting", chance="all"),
    ]
    practice = bare_practice({"all": 1.0}, ["waiting", "in"], moves)
    practice["numbers"].append(places)
    study = simulate(*made(BARE_LAW, practice, bare_region()), replications=many, seed=1, engine=engine)
    expected = [max(0, min(40, 3 * (month - 1))) for month in range(MONTHS + 1)]
    assert (study.values("in") == np.array(expected)[:, None]).all()


@pytest.mark.parametrize("engine, many", ENGINES)
def test_partners_agree_as_often_as_the_region_says(engine: str, many: int) -> None:
    practice = bare_practice({"p": 0.0}, ["in"], [move("come", "outside", "in", chance="p")], employees=1)
    partner = {"id": "works", "name": "Works", "sector": "business", "agrees": {"value": 0.35, "basis": "assumed"}}
    region = bare_region(partners=[partner])
    study = simulate(*made(BARE_LAW, practice, region), replications=many, seed=6, engine=engine)
    assert abs(study.values("outside")[0].mean() - 0.35) < 3 * np.sqrt(0.35 * 0.65 / many)
