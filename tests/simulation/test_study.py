"""What one can ask of a study, and how it is kept: on the model that is measured, in a small region."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pytest

from partnership.errors import InputError, UnknownName
from partnership.simulation import (
    Precision,
    Study,
    StudyError,
    load_study,
    save_study,
    simulate,
    study_bytes,
    to_pandas,
    to_polars,
)
from partnership.simulation.history import opening
from tests.simulation.worlds import (
    bare_region,
    drawn_people,
    made,
    measured_law,
    measured_region,
    task_law,
    task_practice,
)


@pytest.fixture(scope="module")
def study() -> Study:
    """The measured model, and the same with fewer recruits."""
    return simulate(
        measured_law(), measured_region(employees=400), replications=300, seed=7, arms={"fewer": {"recruitment": 0.005}}
    )


def test_a_chance_to_reach_a_stage_lies_in_its_interval_and_grows_with_time(study: Study) -> None:
    """Later is never less likely, and what is asked beyond the horizon is refused with what to do."""
    soon, late = study.share_reaching("main", 500), study.share_reaching("main")
    assert soon.low <= soon.value <= soon.high
    assert soon.value <= late.value
    with pytest.raises(InputError, match="longer horizon"):
        study.share_reaching("main", 100_000)


def test_half_of_the_runs_are_there_by_the_median(study: Study) -> None:
    """The curve of Kaplan and Meier and the plain share say the same where no run was cut off before."""
    half = study.time_to("main").quantile(0.5)
    assert half is not None
    assert study.share_reaching("main", int(half)).value >= 0.5


def test_fewer_recruits_mean_fewer_mentors_and_a_later_start(study: Study) -> None:
    """The difference is told replication by replication, which takes far fewer of them."""
    less = study.compare("fewer", "three")
    assert less.high < 0
    assert less.saved > 2
    later = study.later("fewer", "main")
    assert later is not None
    assert later.value > 0


def test_an_arm_that_changes_nothing_differs_in_nothing() -> None:
    """The same question draws the same chance."""
    region = measured_region(employees=200)
    same = simulate(measured_law(), region, replications=40, seed=1, arms={"same": {"recruitment": 0.01}})
    assert np.array_equal(same.of().counts, same.of("same").counts)


def test_what_is_named_and_not_there_is_told_with_the_nearest(study: Study) -> None:
    """Stages, measures, arms and levers."""
    with pytest.raises(UnknownName, match="did you mean 'main'"):
        study.share_reaching("mein")
    with pytest.raises(UnknownName, match="did you mean 'coverage'"):
        study.at_end("covrage")
    with pytest.raises(UnknownName, match="did you mean 'fewer'"):
        study.of("fever")
    with pytest.raises(UnknownName, match="did you mean 'training'"):
        simulate(measured_law(), measured_region(), levers={"trainin": 3})
    with pytest.raises(UnknownName, match="did you mean 'works'"):
        simulate(measured_law(), measured_region(), leave={"work": 3})
    with pytest.raises(UnknownName, match="did you mean 'fast'"):
        simulate(measured_law(), measured_region(), engine="fest")


def test_the_last_rule_before_a_stage_is_named_with_how_long_it_stood_alone(study: Study) -> None:
    """Here there is only one rule, so it is the last in every run."""
    (bottleneck,) = study.bottlenecks("preparatory")
    assert bottleneck.rule == "R1"
    assert bottleneck.share.value == 1
    assert bottleneck.days_alone > 0


def test_both_engines_answer_alike() -> None:
    """Shares within each other's intervals, on the same small region."""
    law, region = drawn_people(5)
    fast, exact = (simulate(law, region, replications=60, seed=3, engine=engine) for engine in ("fast", "exact"))
    assert fast.at_end("three").low <= exact.at_end("three").high
    assert exact.at_end("three").low <= fast.at_end("three").high


def test_a_study_goes_on_where_it_stopped() -> None:
    """Forty and sixty more are the same hundred."""
    region = measured_region(employees=200)
    whole = simulate(measured_law(), region, replications=100, seed=4)
    parts = simulate(measured_law(), region, replications=40, seed=4).go_on(60)
    assert study_bytes(parts) == study_bytes(whole)


def test_replications_go_on_until_the_answer_is_precise() -> None:
    """No more than it takes, within the limit that is set."""
    region = measured_region(employees=400)
    found = simulate(measured_law(), region, until=Precision("main", 400, half_width=0.04), seed=2)
    assert found.share_reaching("main", 400).half_width <= 0.04
    assert len(found) < 3000


def test_an_interrupt_keeps_what_is_done() -> None:
    """Both arms have the same replications afterwards."""
    calls = 0

    def interrupt(done: int, of: int) -> None:
        nonlocal calls
        del done, of
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt

    law, region = drawn_people(2)
    found = simulate(
        law, region, replications=24, seed=1, engine="exact", arms={"more": {"training": 20}}, progress=interrupt
    )
    assert found.interrupted
    assert len(found.of()) == len(found.of("more")) == len(found)
    assert "interrupted" in found.text()


def test_a_study_is_kept_and_run_again_to_the_same_bytes(study: Study, tmp_path: Path) -> None:
    """The file holds the region and its practice; the law is given, and has to be the same."""
    path = tmp_path / "study.zip"
    save_study(study, path)
    again = load_study(path, measured_law())
    assert again.compare("fewer", "three") == study.compare("fewer", "three")
    assert again.text("ru") == study.text("ru")
    anew = simulate(
        again.template, again.region, replications=300, seed=again.seed, arms={"fewer": {"recruitment": 0.005}}
    )
    assert study_bytes(anew) == path.read_bytes()
    assert not list(tmp_path.glob("*.part"))


def test_a_damaged_study_is_told_as_such(study: Study, tmp_path: Path) -> None:
    """Cut short, with a byte changed, or something else altogether."""
    data = study_bytes(study)
    for number, broken in enumerate((data[: len(data) // 2], b"not a study", data[:400] + b"\0\0\0\0" + data[404:])):
        path = tmp_path / f"{number}.study"
        path.write_bytes(broken)
        with pytest.raises(StudyError, match="damaged"):
            load_study(path, measured_law())


def test_a_study_under_another_law_is_refused(study: Study, tmp_path: Path) -> None:
    """Its answers are answers about other rules."""
    save_study(study, tmp_path / "study")
    other, _ = drawn_people(1)
    bare = (tmp_path / "law.yaml", other)
    text = (Path(__file__).resolve().parents[2] / "benchmarks" / "simulation" / "law.yaml").read_text("utf-8")
    bare[0].write_text(text.replace('version: "1.0"', 'version: "1.1"'), "utf-8")
    from partnership.programme import load_template  # a law that differs in nothing but its version

    with pytest.raises(StudyError, match="rules are others"):
        load_study(tmp_path / "study", load_template(bare[0]))


def test_tables_say_what_the_study_says(study: Study) -> None:
    """A row for each replication of each arm; quantiles by day."""
    runs, days = to_pandas(study)
    assert len(runs) == 600
    assert (runs[runs.arm == "base"].days_to_main.dropna() <= 500).sum() == (study.days_to("main") <= 500).sum()
    assert set(days.what) >= {"coverage", "three"}
    last = days[(days.arm == "base") & (days.what == "three")].iloc[-1]
    assert last.p50 == np.median(study.values("three")[-1])
    other, by_day = to_polars(study)
    assert other.height == 600
    assert by_day.height == len(days)


def test_a_notebook_shows_a_study_in_sentences(study: Study) -> None:
    """Nothing of a region's own words can become markup."""
    shown = study._repr_html_()
    assert shown.startswith("<p><b>")
    assert "<script" not in shown
    assert "synthetic" in shown


def test_the_story_of_a_counted_replication_is_a_ledger(study: Study) -> None:
    """What was counted and what is told of individuals agree, day by day."""
    history = study.history(11)
    assert np.array_equal(history.counts, study.of().counts[:, :, 11])
    assert history.programme is not None
    assert history.programme.entries[-1].date <= study.days[-1]
    assert study.days[0] == dt.date(2009, 1, 1)


@pytest.mark.parametrize(
    "ask",
    [
        lambda study: simulate(study.template, study.region, replications=2.5),  # type: ignore[arg-type] # on purpose
        lambda study: simulate(study.template, study.region, seed=-1),
        lambda study: simulate(study.template, study.region, seed=True),
        lambda study: simulate(study.template, study.region, arms={"base": {}}),
        lambda study: simulate(study.template, study.region, leave={"works": 0}),
        lambda study: study.share_reaching("main", within_days=-3),
        lambda study: study.share_reaching("main", level=1.5),
        lambda study: study.fan("three", parts=(0.5, 1.5)),
        lambda study: study.history(-1),
        lambda study: study.go_on(-1),
        lambda study: simulate(study.template, study.region, replications=0).fan("three"),
        lambda _: Precision("main", half_width=0),
    ],
    ids=[
        "half a replication",
        "a seed below zero",
        "a seed that is true",
        "an arm called base",
        "a month before the first",
        "days below zero",
        "a level above one",
        "a part above one",
        "a replication below zero",
        "fewer than none",
        "a fan of nothing",
        "perfect precision",
    ],
)
def test_what_makes_no_sense_is_told_with_what_would(study: Study, ask: Callable[[Study], object]) -> None:
    """Never a traceback of numpy's."""
    with pytest.raises(InputError) as told:
        ask(study)
    assert "expected" in str(told.value)


def test_where_a_stage_never_ends_all_that_is_missing_is_told_what_was_missing_longest_first() -> None:
    """Nobody writes two of the papers; a third is written, and its rule is none of those that are missing."""
    law, practice = task_law(2), task_practice(Random(1), 2)  # noqa: S311 - a made-up practice needs no cryptography
    practice["tasks"] = [task for task in practice["tasks"] if task["id"] not in {"t0b", "t1a"}]
    for task in practice["tasks"]:
        task.pop("after", None)
    region = bare_region(template="papers", horizon="P12M", step="P7D", partners=[])
    found = simulate(*made(law, practice, region), replications=3, engine="exact")
    assert [each.last for each in found.history(0).openings] == [("R0b",)]
    practice["tasks"] = []
    found = simulate(*made(law, practice, region), replications=3, engine="exact")
    assert {(each.rule, each.share.value, each.days_alone) for each in found.bottlenecks("s0")} == {
        ("R0a", 1, 0),
        ("R0b", 1, 0),
    }
    assert opening("s0", "s1", None, [(0, frozenset("ab")), (3, frozenset("b")), (5, frozenset("ab"))], 9).last == (
        "b",
        "a",
    )
