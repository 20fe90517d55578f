"""What is done in each round, what goes round meanwhile, what is only waited for: small laws that ask for little."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from partnership.programme import load_programme, load_template
from partnership.simulation import forecast, load_region, simulate
from partnership.simulation.chance import Chance
from partnership.simulation.exact import Exact
from partnership.simulation.fast import CannotCarry, Fast
from partnership.simulation.history import History
from partnership.simulation.model import Model, once_more
from tests.cli.helpers import ROOT
from tests.simulation.worlds import BARE_LAW, bare_region, model_made

AID = ROOT / "examples" / "aid-project-example.yaml"


def _paper(about: str) -> dict[str, Any]:
    return {"count": {"of": {"from": "papers", "where": {"about": about}}, "min": 1}}


def _stage(id_: str, *, ways: list[str], asks: dict[str, dict[str, Any]]) -> dict[str, Any]:
    rules = [{"id": rule, "title": rule, **what} for rule, what in asks.items()]
    return {"id": id_, "title": id_.title(), "next": ways, "gates": {"exit": rules}}


def _law(*stages: dict[str, Any]) -> dict[str, Any]:
    return {
        **BARE_LAW,
        "registers": [
            {
                "id": "papers",
                "kind": "paper",
                "title": "Papers",
                "each_round": True,
                "fields": {"about": {"type": "text"}},
            }
        ],
        "stages": list(stages),
    }


def _task(id_: str, work: str = "writing", **said: Any) -> dict[str, Any]:
    return {"id": id_, "title": id_, "work": work, **said}


def _writes(about: str, id_: str) -> list[dict[str, Any]]:
    return [{"paper": {"id": id_, "about": about}}]


def _practice(*tasks: dict[str, Any], **said: Any) -> dict[str, Any]:
    return {
        "format": 1,
        "practice": "bare",
        "template": "bare",
        "title": "Bare",
        "workers": [{"id": "clerks", "title": "Clerks", "at_once": {"value": 1, "basis": "assumed"}}],
        "work": [
            {"id": "writing", "title": "Writing", "by": "clerks", "default": {"value": "P2M", "basis": "assumed"}},
            {"id": "waiting", "title": "Waiting", "default": {"value": "P5M", "basis": "assumed"}},
        ],
        "tasks": list(tasks),
        **said,
    }


def _driven(law: dict[str, Any], practice: dict[str, Any]) -> tuple[Model, History]:
    model = model_made(law, practice, bare_region(partners=[], horizon="P24M"))
    return model, Exact(model, Chance(1), 0).run()


ROUND = _law(
    _stage("plan", ways=["work"], asks={"R1": _paper("plan")}),
    _stage("work", ways=["plan"], asks={"R2": _paper("work")}),
)


def test_a_task_of_each_round_is_done_anew_when_the_cycle_comes_round() -> None:
    """Every two months a paper: six rounds in two years, each with papers of its own."""
    model, history = _driven(
        ROUND,
        _practice(
            _task("plan", meets="R1", again="round", lines=_writes("plan", "plan-$round")),
            _task("work", meets="R2", again="round", lines=_writes("work", "work-$round-$n")),
        ),
    )
    assert [each.to for each in history.openings if each.step is not None] == ["work", "plan"] * 6
    assert [each.step for each in history.openings[:3]] == [2, 4, 6]
    assert history.entered[once_more("plan")] == 4
    assert model.stages == ("plan", "work", "plan:2")
    assert history.programme is not None
    ids = [entry.record.id for entry in history.programme.entries if hasattr(entry, "record")]
    assert ids[:4] == ["plan-1", "work-1-1", "plan-2", "work-2-2"]


def test_a_task_that_is_done_once_does_not_carry_a_second_round() -> None:
    """The law asks anew for the paper, and nobody writes it: the round stands still, at that rule."""
    _, history = _driven(
        ROUND,
        _practice(
            _task("plan", meets="R1", lines=_writes("plan", "plan-1")),
            _task("work", meets="R2", again="round", lines=_writes("work", "work-$round")),
        ),
    )
    assert [each.to for each in history.openings] == ["work", "plan", "work"]
    assert (history.openings[-1].step, history.openings[-1].last) == (None, ("R1",))


MEANWHILE = _law(
    _stage("work", ways=["review"], asks={"R1": _paper("work")}),
    _stage("review", ways=["work", "end"], asks={"R2": _paper("review")}),
    {
        "id": "end",
        "title": "End",
        "final": True,
        "gates": {"entry": [{"id": "R3", "title": "R3", **_paper("end")}]},
    },
)


def _until_the_end(way: list[str]) -> History:
    practice = _practice(
        _task("work", meets="R1", again="round", lines=_writes("work", "work-$round")),
        _task("review", meets="R2", again="round", lines=_writes("review", "review-$round")),
        _task("end", "waiting", stage=["work", "review"], lines=_writes("end", "end")),
        way=way,
    )
    return _driven(MEANWHILE, practice)[1]


def test_what_comes_round_is_gone_through_until_the_way_that_is_wanted_is_open() -> None:
    history = _until_the_end(["work", "review", "end"])
    assert [(each.stage, each.to, each.step) for each in history.openings] == [
        ("work", "review", 2),
        ("review", "work", 4),
        ("work", "review", 6),
        ("review", "end", 8),
    ]
    assert history.openings[1].last == ("R2",)


def test_a_practice_that_wants_the_end_alone_waits_for_it_in_the_first_review() -> None:
    history = _until_the_end(["end"])
    assert [(each.stage, each.to, each.step) for each in history.openings] == [
        ("work", "review", 2),
        ("review", "end", 5),
    ]
    assert history.openings[1].last == ("R3",)


def test_waiting_takes_no_hands() -> None:
    """One clerk writes while two things are waited for, from the first day on."""
    law = _law(
        _stage("before", ways=["after"], asks={"R1": _paper("one"), "R2": _paper("two"), "R3": _paper("three")}),
        {"id": "after", "title": "After", "final": True},
    )
    practice = _practice(
        _task("one", "waiting", meets="R1", lines=_writes("one", "one")),
        _task("two", "waiting", meets="R2", lines=_writes("two", "two")),
        _task("three", meets="R3", lines=_writes("three", "three")),
    )
    model, history = _driven(law, practice)
    assert history.entered["after"] == 5
    assert Fast(model).run([0], Chance(1)).entered["after"].tolist() == [5]


def test_a_way_that_time_alone_opens_is_gone() -> None:
    """Nothing is done, and after three months the law lets the programme go on."""
    waits = {"timing": {"since": "$stage.since", "at_least": "P3M"}}
    law = _law(
        _stage("before", ways=["after"], asks={"R1": waits}),
        {"id": "after", "title": "After", "final": True},
    )
    _, history = _driven(law, _practice())
    assert history.entered["after"] == 3


def test_a_cycle_that_asks_nothing_is_gone_round_once_in_a_step() -> None:
    law = _law(_stage("one", ways=["two"], asks={}), _stage("two", ways=["one"], asks={}))
    _, history = _driven(law, _practice())
    steps = [each.step for each in history.openings if each.to == "two"]
    assert len(steps) == len(set(steps)) > 10


def test_the_fast_engine_refuses_a_way_that_comes_round_by_rule_and_line() -> None:
    model, _ = _driven(ROUND, _practice(_task("plan", meets="R1", again="round", lines=_writes("plan", "p-$n"))))
    with pytest.raises(CannotCarry, match=r'"R1" \(R1\) is met anew in each round, and rounds are not counted') as told:
        Fast(model)
    (fault,) = told.value.faults
    assert fault.at == model.law.requirements["R1"].at


def test_a_whole_number_is_written_without_a_fraction() -> None:
    """Where a register wants one, whatever the world draws is rounded."""
    law = _law({"id": "only", "title": "Only", "final": True})
    law["registers"][0]["fields"] = {"about": {"type": "integer"}}
    many = {"value": 5, "low": 4, "high": 7, "basis": "assumed"}
    practice = _practice(
        _task("count", stage="only", lines=_writes("$number.many", "count")),
        numbers=[{"id": "many", "title": "Many", "type": "whole", "default": many}],
    )
    _, history = _driven(law, practice)
    assert history.programme is not None
    (row,) = history.programme.snapshot.records("papers")
    assert row.fields["about"] in {4, 5, 6, 7}  # type: ignore[attr-defined] # rows of a law's own have fields


def test_the_next_round_stands_after_the_last_stage_of_its_cycle() -> None:
    """Not below the end, which comes later; and it is told when a round begins."""
    study = simulate(load_template("aid-project"), load_region("tarsu-valley"), replications=2)
    assert study.ahead == ("implementation", "delivery", "annual_review", "delivery:2", "finalisation", "closed")
    said = study.text().splitlines()
    places = [
        at for name in ("Review", "Delivery, round 2", "Finalisation") for at, line in enumerate(said)
        if line.startswith(f'"{name}" is reached')
    ]  # fmt: skip
    assert places == sorted(places)
    assert len(places) == 3
    assert (
        said.count('A round goes from "Delivery" to "Review"; the next one begins when "Delivery" is entered again.')
        == 1
    )
    assert "Круг идёт от этапа «Работы» до этапа «Обзор»; следующий начинается, когда снова начинается" in study.text(
        "ru"
    )


def test_in_the_last_stage_of_a_cycle_its_next_round_comes_first() -> None:
    """The project is reviewed: either it goes on delivering, or it is wound up."""
    programme = load_programme(AID)
    study = forecast(programme, load_region("tarsu-valley"), on=dt.date(2025, 6, 1), replications=0)
    assert study.begins_in == "annual_review"
    assert study.ahead == ("delivery:2", "finalisation", "closed")


def test_of_a_law_without_cycles_no_round_is_told() -> None:
    study = simulate(load_template("volunteers"), load_region("kaluga"), replications=1)
    assert "A round goes" not in study.text()
