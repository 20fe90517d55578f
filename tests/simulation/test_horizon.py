"""What of a region lies beyond the time that is simulated is no fault, and readers are told of it."""

from __future__ import annotations

from typing import Any

import pytest

from partnership.programme import load_template
from partnership.simulation import forecast, load_region, shipped_regions, simulate
from partnership.simulation.assembling import model_of
from partnership.simulation.horizon import beyond_horizon
from partnership.simulation.loading import Region, region_of
from partnership.values import Duration

KALUGA = load_region("kaluga")
VOLUNTEERS = load_template("volunteers")


def kaluga(*lines: str) -> Region:
    """Kaluga as its file has it, with lines more at its end."""
    text = KALUGA.text + "".join(f"{line}\n" for line in lines).encode()
    return region_of(text, "mine.yaml", KALUGA.practice.text, KALUGA.practice.file)


def said_of(region: Region, lang: Any = "en") -> list[str]:
    return [each.text(lang) for each in beyond_horizon(model_of(VOLUNTEERS, region))]


END = KALUGA.text.decode().count("\n") + 1


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_work_that_takes_longer_than_the_runs_is_told_with_its_place_and_what_needs_it(lang: Any) -> None:
    """Given meetings of 300 years, when a study or the region is told, then so is what cannot be for that."""
    region = kaluga("work: {meeting: {value: P300Y, basis: expert}}")
    (said,) = said_of(region, lang)
    assert said.startswith(f"mine.yaml:{END}:")
    assert "(P19)" in said
    assert {"en": "takes 300 years, and the runs last 4 years: rules that need it are not met", "ru": "300 лет"}[
        lang
    ] in said
    found = simulate(VOLUNTEERS, region, replications=1)
    assert said in found.text(lang)


@pytest.mark.parametrize(
    "figure, many",
    [
        ("{value: P5Y, basis: expert}", 1),
        ("{value: P3Y, basis: expert}", 0),
        ("{value: P9Y, low: P5Y, high: P12Y, basis: expert}", 1),
        ("{value: P9Y, low: P1Y, high: P12Y, basis: expert}", 0),
        ("{value: P90Y, low: P80Y, high: P99Y, shape: lognormal, basis: expert}", 1),
        ("{value: P9Y, low: P5Y, high: P12Y, shape: lognormal, basis: expert}", 0),
        ("{value: P9Y, shape: exponential, basis: expert}", 0),
    ],
)
def test_only_what_ends_in_hardly_any_run_is_told(figure: str, many: int) -> None:
    """The whole of a distribution has to lie beyond: of what may end in time the study itself tells how often."""
    assert len(said_of(kaluga(f"work: {{signing: {figure}}}"))) == many


@pytest.mark.parametrize(
    "line, what",
    [
        ("work: {winning: {value: P300Y, basis: expert}}", "no partner is won"),
        (
            "work: {replacing: {value: P9Y, basis: expert}}",
            'what goes wrong is not dealt with ("The coordinator leaves")',
        ),
        ("funding: {ends: 2099-01-01, goes_on: {value: 0, basis: expert}}", "the money ends on 1 January 2099"),
    ],
)
def test_other_things_beyond_the_runs_are_told_by_what_they_are(line: str, what: str) -> None:
    (said,) = said_of(kaluga(line))
    assert what in said


def test_regions_that_ship_have_nothing_beyond_their_time() -> None:
    for name in shipped_regions():
        region = load_region(name)
        assert not [*beyond_horizon(model_of(load_template(region.shape.template), region))]


def test_how_far_a_forecast_goes_is_asked_of_it_and_not_wrong_with_the_practice() -> None:
    """Given a forecast of a week, then work that takes a month is no news; but what the region says is."""
    programme = simulate(VOLUNTEERS, KALUGA, replications=1).history(0).programme
    assert programme is not None
    early = KALUGA.shape.start
    short: dict[str, Any] = {"on": early, "horizon": Duration.parse("P8D"), "replications": 1}
    assert "Note, " not in forecast(programme, KALUGA, **short).text()
    assert "Note, " in forecast(programme, kaluga("work: {meeting: {value: P300Y, basis: expert}}"), **short).text()
