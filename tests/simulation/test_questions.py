"""What matters, where it fails, what helps for its price, what is likely, what if somebody leaves."""

from __future__ import annotations

import datetime as dt

import pytest

from partnership.errors import InputError, UnknownName
from partnership.programme import Programme, load_template
from partnership.simulation import (
    Study,
    calibrate,
    calibration_check,
    exits,
    forecast,
    optimise,
    sensitivity,
    simulate,
    standing,
    standing_of_stage,
    worst_worlds,
)
from partnership.simulation.learning import region_from
from partnership.simulation.loading import Region, load_region, region_of
from tests.simulation.worlds import drawn_people, measured_law, measured_region

UNSURE = """
numbers:
  trip: {value: 0.5, low: 0.2, high: 0.9, basis: assumed}
  drop_zero: {value: 0.1, low: 0.02, high: 0.4, basis: assumed}
"""
"""How often people make trips decides when twenty have risen; how many leave once they have risen twice hardly does."""


def unsure() -> Region:
    """The measured region, of which two things are not known."""
    region = measured_region()
    return region_of(region.text + UNSURE.encode(), region.file, region.practice.text, region.practice.file)


@pytest.fixture(scope="module")
def study() -> Study:
    """A thousand worlds."""
    return simulate(measured_law(), unsure(), replications=1000, seed=3)


def test_the_figure_that_decides_has_the_influence(study: Study) -> None:
    """Chance is told apart: with so many replications in each world it is little of the spread."""
    pytest.importorskip("SALib")
    found = sensitivity(study, "three", samples=32, replications=16)
    assert {each.name for each in found.influences} == {"trip", "drop_zero"}
    assert found.noise < 0.2
    assert sum(each.total for each in found.influences) > 0.7


def test_without_anything_uncertain_there_is_nothing_to_ask() -> None:
    """It says what would make it a question."""
    pytest.importorskip("SALib")
    certain = simulate(measured_law(), measured_region(employees=100), replications=4, seed=1)
    with pytest.raises(InputError, match="low and high"):
        sensitivity(certain, "three")


def test_the_worlds_in_which_it_fails_are_those_with_few_trips(study: Study) -> None:
    """A rule or two hold most of the failures, and are far more often right than chance."""
    found = worst_worlds(study, "main", within_days=300)
    assert 0 < found.base_rate < 1
    assert found.density > found.base_rate
    assert found.coverage > 0.5
    assert {bound.name for bound in found.bounds} <= {"trip", "drop_zero"}
    assert found.bounds


def test_the_best_levers_are_worth_less_than_they_seemed_and_more_than_nothing(study: Study) -> None:
    """They cost no more than there is, and are measured under chance that the search has not seen."""
    ranges = {"recruitment": (0.005, 0.02), "training": (10.0, 60.0)}
    best = optimise(
        study, "three", ranges, cost={"recruitment": 1000, "training": 1}, budget=30, candidates=8, replications=16
    )
    assert best.cost <= 30 + 1e-9
    assert best.against_base.low > 0
    assert best.tried == 8
    with pytest.raises(InputError, match="budget"):
        optimise(study, "three", ranges, cost={}, budget=-1)
    with pytest.raises(UnknownName):
        optimise(study, "three", {"traning": (1.0, 2.0)}, cost={}, budget=1)


def test_of_people_the_best_number_is_a_whole_one() -> None:
    """Half a person does no work beside the others, and is not paid."""
    study = simulate(load_template("volunteers"), load_region("kaluga"), replications=2, seed=1)
    best = optimise(
        study, "main", {"workers.office": (1, 6)}, cost={"workers.office": 2}, budget=7, candidates=3, replications=2
    )
    assert best.levers["workers.office"] in {1, 2, 3, 4}
    assert best.cost == 2 * (best.levers["workers.office"] - 1)
    with pytest.raises(InputError, match="a whole number from 0"):
        optimise(study, "main", {"workers.office": (1, 2.5)}, cost={}, budget=1)


def test_what_was_seen_narrows_what_is_likely(study: Study) -> None:
    """Many mentors early on speak for many trips."""
    seen = {"three": {dt.date(2010, 6, 1): 60.0, dt.date(2011, 6, 1): 150.0}}
    found = {each.name: each for each in calibrate(study, seen, worlds=1500, accept=60).posteriors}
    assert found["trip"].after[1] > found["trip"].before[1]
    assert found["trip"].after[2] - found["trip"].after[0] < found["trip"].before[2] - found["trip"].before[0]
    with pytest.raises(InputError, match="nothing was observed"):
        calibrate(study, {}, worlds=20)
    with pytest.raises(InputError, match="within the years"):
        calibrate(study, {"three": {dt.date(1999, 1, 1): 1.0}}, worlds=20)


def test_ranges_that_are_calibrated_hold_the_truth_about_nine_times_in_ten(study: Study) -> None:
    """On simulated observations whose truth is known."""
    days = (dt.date(2010, 6, 1), dt.date(2011, 6, 1))
    held = calibration_check(study, {"three": days, "zero": days}, truths=40, worlds=1200, accept=60)
    assert all(0.7 <= share <= 1 for share in held.values())


def test_a_partner_that_leaves_before_anybody_came_stops_the_programme() -> None:
    """Its employees are the only ones; and whoever leaves at the end costs nothing."""
    law, region = drawn_people(2)
    base = simulate(law, region, replications=8, seed=2)
    first, last = exits(base, "main", (1, 18), partners=["works-0"])
    assert first.partner == last.partner == "works-0"
    assert first.reached.value <= last.reached.value
    assert last.reached.value == 0


def test_a_forecast_goes_on_in_the_ledger_as_it_is() -> None:
    """Nobody is lost, nothing is told anew, and the programme itself stays as it was."""
    base = simulate(measured_law(), measured_region(employees=500), replications=60, seed=7)
    history = base.history(3)
    assert history.programme is not None
    day = dt.date(2010, 6, 1)
    entries = [entry for entry in history.programme.entries if entry.date <= day]
    programme = Programme.from_entries(measured_law(), entries)
    found = forecast(programme, base.region, replications=3, seed=1)
    assert len(programme.entries) == len(entries)
    at = base.model.states.index("three")
    then = base.days.index(day)
    assert (found.of().counts[0, at] == history.counts[then, at]).all()
    assert (found.of().counts[-1, at] >= 0).all()
    again = found.history(1)
    assert again.programme is not None
    assert list(again.programme.entries[: len(entries)]) == entries
    assert (again.counts[-1, at] == found.of().counts[-1, at, 1]).all()
    where = standing(base, "three", float(history.counts[then, at]), day)
    assert 0 <= where.percentile <= 1
    assert 0 <= standing_of_stage(base, "main", dt.date(2010, 3, 1)).percentile <= 1
    earlier = forecast(programme, base.region, on=dt.date(2010, 4, 1), replications=1, seed=1).history(0).programme
    assert earlier is not None
    known = [entry for entry in entries if entry.date <= dt.date(2010, 4, 1)]
    assert list(earlier.entries[: len(known)]) == known, "what came later is left out"


def test_what_a_ledger_did_is_learned_and_done_again() -> None:
    """Every paper of the pilot is written again, under the law, and each way on opens."""
    from partnership.programme import load_programme

    pilot = load_programme("examples/smolensk-2009.yaml")
    region = region_from(pilot, spread=0)
    found = simulate(pilot.template, region, replications=1, seed=0, engine="exact")
    assert found.share_reaching("main").value == 1
    again = found.history(0).programme
    assert again is not None
    assert Programme.from_entries(pilot.template, again.entries).digest() == again.digest()
