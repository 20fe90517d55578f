"""What a director reads of a study: of which runs it is true, by which day, how many days earlier or later."""

from __future__ import annotations

import datetime as dt
import re
from random import Random
from typing import Any

import pytest

from partnership.simulation import Study, chance_told, forecast, simulate
from partnership.simulation.estimates import Difference, times
from partnership.simulation.telling import by_days, told
from partnership.simulation.wording import months_or_days, shifted
from tests.simulation.worlds import (
    bare_region,
    made,
    measured_law,
    measured_region,
    task_law,
    task_practice,
)


def papers(without: tuple[str, ...] = (), **basis: str) -> Study:
    """A law of two stages that asks for two papers each, each written in thirty days; some by nobody."""
    practice: dict[str, Any] = task_practice(Random(1), 2)  # noqa: S311 - a made-up practice needs no cryptography
    practice["work"] = [
        {**work, "default": {"value": "P30D", "basis": "assumed", **basis}} for work in practice["work"]
    ]
    practice["tasks"] = [task for task in practice["tasks"] if task["id"] not in without]
    for task in practice["tasks"]:
        task.pop("after", None)
    region = bare_region(template="papers", horizon="P12M", step="P7D", partners=[])
    return simulate(*made(task_law(2), practice, region), replications=3, engine="exact")


@pytest.mark.parametrize("engine", ["fast", "exact"])
def test_runs_that_are_cut_off_are_told_apart_from_those_in_which_a_stage_ended(engine: str) -> None:
    """Together they are the runs; neither of them is told of the other."""
    found = simulate(measured_law(), measured_region(employees=150), replications=40, seed=3, engine=engine)
    reached = found.share_reaching("main").value
    assert 0 < reached < 1
    assert [(each.rule, each.ended, each.share.value) for each in found.bottlenecks("preparatory")] == [
        ("R1", True, reached),
        ("R1", False, pytest.approx(1 - reached)),
    ]
    said = found.text()
    (open_,) = re.findall(r"In ([\d.]+) % of the runs \".*\" has not ended by (.*?) \(the end of the years", said)
    assert open_ == (f"{100 * (1 - reached):g}", f"{found.days[-1].day} {found.days[-1]:%B %Y}")
    assert "never" not in said


def test_a_programme_that_is_given_up_gets_nowhere_however_long_one_waits() -> None:
    """Where the money ends half-way, and most programmes with it, half of all runs are never there."""
    practice: dict[str, Any] = task_practice(Random(1), 2)  # noqa: S311 - a made-up practice needs no cryptography
    practice["work"] = [{**work, "default": {"value": "P60D", "basis": "assumed"}} for work in practice["work"]]
    funding = {"ends": "2009-02-01", "goes_on": {"value": 0.3, "basis": "assumed"}}
    region = bare_region(template="papers", horizon="P3Y", step="P7D", partners=[], funding=funding)
    found = simulate(*made(task_law(2), practice, region), replications=40, engine="exact")
    last = found.ahead[-1]
    assert 0 < found.share_reaching(last).value < 0.5
    assert found.time_to(last).quantile(0.5) is None
    given_up = (found.of().ended >= 0).mean()
    said = " ".join(found.text().split())
    assert (
        f"In {100 * given_up:g} % of the runs the programme is given up when the money ends, on 1 February 2009."
        in said
    )
    assert "half of all runs" not in said


def test_a_variant_is_held_against_the_base_in_the_stages_before_the_one_that_is_asked_for() -> None:
    """Nobody gets to the last stage in either; that the first is reached in one alone is a change."""
    region = measured_region(employees=150)
    found = simulate(measured_law(), region, replications=20, seed=3, arms={"none": {"recruitment": 0}, "as it is": {}})
    said = " ".join(" ".join(each.in_language("en").split()) for each in told(found, "main"))
    assert '"Main stage" is reached in 0 %' in said
    assert 'Variant "as it is" sets nothing otherwise.' in said


@pytest.mark.parametrize("recruitment, more, in_russian", [(0.05, "more", "дольше"), (0.2, "fewer", "меньше")])
def test_why_a_variant_moves_a_stage_is_told(recruitment: float, more: str, in_russian: str) -> None:
    """The rule that is alone in the way for more days, or for fewer: by as many as the stage is later or earlier."""
    region = measured_region(employees=150, recruitment=0.1)
    found = simulate(measured_law(), region, replications=60, seed=3, arms={"other": {"recruitment": recruitment}})
    later = found.later("other", "main")
    assert later is not None
    (days,) = re.findall(
        rf'Why: "Enough people have risen" \(R1\) is the only thing missing before the end of "Preparatory stage" for '
        rf"(\d+) days {more} with this variant, on average\.",
        found.text(),
    )
    assert int(days) == pytest.approx(abs(later.value), abs=2), "nothing else has changed"
    assert re.search(rf"Почему: .* не хватает в среднем на {days} (день|дня|дней) {in_russian}\.", found.text("ru"))


def test_a_stage_that_a_variant_does_not_move_is_given_no_reason() -> None:
    """Nor is one that only waits for an earlier one: of that the reason has been told."""
    region = measured_region(employees=150, recruitment=0.1)
    found = simulate(measured_law(), region, replications=20, seed=3, arms={"same": {"recruitment": 0.1}})
    assert "Why:" not in found.text()
    practice = task_practice(Random(1), 2)  # noqa: S311 - a made-up practice needs no cryptography
    papers_region = bare_region(template="papers", horizon="P24M", partners=[])
    for work in practice["work"]:
        work["default"] = {"value": "P30D", "basis": "assumed"}
    for task in practice["tasks"]:
        task.pop("after", None)
        task["work"] = "k0" if task["id"].startswith("t0") else "k1"
    practice["work"][0]["by"], practice["work"][1]["by"] = "w0", "w1"
    practice["workers"][0]["at_once"]["value"] = 2
    arms = {"fewer": {"workers.w0": 1}}
    said = simulate(*made(task_law(2), practice, papers_region), replications=3, engine="exact", arms=arms).text()
    assert said.count("later with this variant") == 2
    assert said.count("Why:") == 1
    assert 'before the end of "s0"' in said


def test_several_rules_that_are_not_met_at_once_are_one_sentence() -> None:
    """Each with its share of the runs that it is about, so that nothing has to add up."""
    said = papers(("t1a", "t1b")).text()
    assert 'In 100 % of the runs "s1" has not ended by 31 December 2009 (the end of the years simulated).' in said
    assert 'Not met then in these runs: "Paper 1a" (R1a) in 100 %; "Paper 1b" (R1b) in 100 %.' in said
    assert 'What last kept "s0" from ending: ' in said
    assert 'What last kept "s1"' not in said
    assert '"End" is not reached by 31 December 2009 in any run.' in said


def test_a_day_on_which_nearly_all_runs_are_there_is_told_once() -> None:
    """All work takes as long as ever."""
    study = papers()
    programme = study.history(0).programme
    assert programme is not None
    said = forecast(programme, study.region, on=dt.date(2009, 2, 5), replications=4).text()
    assert re.search(r'"End" is reached in 100 % \(.*?\) of the runs: all on \d+ \w+ 2009\.', said)
    assert "in one of ten" not in said


@pytest.mark.parametrize(
    "days, said, in_russian",
    [
        ([10, 20, 20, 20], "by 11 January 2009 in one of ten, by 21 January 2009 in half and in nine of ten",
         "к 11 января 2009 г. — один из десяти, к 21 января 2009 г. — и половина, и девять из десяти"),
        ([10, 10, 10, 20], "by 11 January 2009 in one of ten and in half, by 21 January 2009 in nine of ten",
         "к 11 января 2009 г. — и один из десяти, и половина, к 21 января 2009 г. — девять из десяти"),
        ([10, 20, 30], "by 11 January 2009 in one of ten, by 21 January 2009 in half, by 31 January 2009 in nine of t",
         "к 11 января 2009 г. — один из десяти, к 21 января 2009 г. — половина, к 31 января 2009 г. — девять из"),
    ],
)  # fmt: skip
def test_by_which_days_runs_are_there_is_told_of_each_part(days: list[int], said: str, in_russian: str) -> None:
    """Of half of them, too, where it is there on the same day as another part."""
    found = by_days(dt.date(2009, 1, 1), times(days, []))
    assert said in found.in_language("en")
    assert in_russian in found.in_language("ru")


def test_a_law_that_is_told_up_to_a_stage_says_nothing_of_what_comes_after_it() -> None:
    said = " ".join(each.in_language("en") for each in told(papers(("t1a", "t1b")), "s1"))
    assert 'What last kept "s0"' in said
    assert '"s1" has not ended' not in said


def test_what_is_the_same_in_all_runs_is_no_range() -> None:
    """Nobody has signed up: none of them is a mentor."""
    said = simulate(measured_law(), measured_region(recruitment=0.0), replications=20, seed=1, engine="fast").text()
    assert ", at the end: 0 in all runs." in said
    assert "0 to 0" not in said


def test_times_are_whole_months_or_days() -> None:
    assert [months_or_days(days).in_language("en") for days in (1, 60, 61, 300)] == [
        "1 day",
        "60 days",
        "2 months",
        "10 months",
    ]
    assert [months_or_days(days).in_language("ru") for days in (21, 700)] == ["21 день", "23 месяца"]
    study = papers()
    assert "within 45 days in " in chance_told(study, "s1", 45).in_language("en")


@pytest.mark.parametrize(
    "change, english, russian",
    [
        ((-12, -16, -8), "12 days earlier (8 to 16)", "на 12 дней раньше (от 8 до 16)"),
        ((1, 0, 2), "1 day later (0 to 2)", "на 1 день позже (от 0 до 2)"),
        ((7, 7, 7), "7 days later", "на 7 дней позже"),
        ((0.2, 0.1, 0.3), "on the same day", "в тот же день"),
    ],
)
def test_a_shift_says_earlier_or_later_and_never_minus(
    change: tuple[float, float, float], english: str, russian: str
) -> None:
    said = shifted(Difference(*change, replications=20))
    assert (said.in_language("en"), said.in_language("ru")) == (english, russian)


def test_brackets_are_explained_once_and_only_where_there_are_any() -> None:
    last = papers().text().splitlines()[-1]
    assert last.startswith("In brackets after a figure: the bounds within which it would lie")
    assert "instead of 3." in last
    assert "In brackets" not in papers(("t0a", "t0b")).text()


def test_it_is_told_where_figures_were_measured_or_that_none_is_more_than_assumed() -> None:
    assert "all of them assumed: take what is said here as a way of asking" in papers().text()
    assert "все они — допущения: считайте сказанное поводом для вопросов" in papers().text("ru")
    measured = papers(basis="measured", source="a diary")
    assert re.search(r"figures: \d measured in the region, \d assumed\.", measured.text())
    programme = measured.history(0).programme
    assert programme is not None
    assert "measured in the region" in forecast(programme, measured.region, replications=1).text()
