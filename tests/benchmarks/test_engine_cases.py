"""What is measured of the engine can be asked of a small history, and is told beside what was promised."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks import engine_report
from benchmarks.cases import engine, histories
from benchmarks.measuring import PILOT, ROOT, Case, Side, Turns
from benchmarks.report import COMMANDS, report, targets
from partnership import save_programme


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("histories") / "small.jsonl"
    save_programme(histories.told(20), file)
    return file


@pytest.fixture
def briefly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, number in {"TIMES": 2, "DAYS": 2, "YEAR": 3, "TURNS": 4, "PROGRAMMES": 2}.items():
        monkeypatch.setattr(engine, name, number)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("briefly")
@pytest.mark.parametrize("what", sorted(engine.WHAT))
def test_whatever_is_measured_can_be_asked_of_a_small_history(what: str, small: Path) -> None:
    file = ROOT / "examples" / PILOT if what == "first_missing" else small
    told = engine.WHAT[what](file)
    assert told
    assert all(
        figure is None or figure > 0 for name, figure in told.items() if name != "ms" or what != "first_decision"
    )


def test_a_history_is_lawful_and_the_same_each_time() -> None:
    one, other = histories.told(20), histories.told(20)
    assert one.digest() == other.digest()
    assert len(one.entries) > 200


def test_every_case_is_told_and_every_figure_has_a_case() -> None:
    asked = {case[1] for case, _ in engine_report.CASES.values()}
    assert asked == set(engine.WHAT)
    assert {row.case for row in engine_report.ROWS} == {*engine_report.CASES, "run"}
    assert {history for _, history in engine_report.CASES.values() if history} == set(engine_report.FORMS)


def test_a_figure_that_is_missed_says_so_and_another_checkout_stands_beside_it() -> None:
    figures: dict[str, Any] = {
        "environment": {"python": "CPython", "system": "any", "processor": "any", "cores": 1, "packages": {}},
        "quick": True,
        "processes": 1,
        "engine": _engine(0.25),
    }
    figures["targets"] = targets(figures)
    figures["beside"] = {"targets": targets({"engine": _engine(20.0)})}
    lines = report(figures).splitlines()
    head = next(line for line in lines if line.startswith("figure "))
    assert head.split() == ["figure", "reach", "measured", "beside"]
    binding = next(line for line in lines if line.startswith("binding a law") and "<=" in line)
    assert binding.split()[-5:] == ["<=", "0.3", "0.25", "met", "20.00"]
    stage = next(line for line in lines if line.startswith("`stage`") and "<=" in line)
    assert stage.split()[-3:] == ["0.25", "MISSED", "20.00"]
    assert not any("longest" in line or "10^5" in line for line in lines)


def test_commands_are_held_against_the_floor_and_against_those_who_keep_a_history() -> None:
    each = {"floor": 10.0, "ours": 24.0, "shipped": 30.0, "transitions": 20.0, "eventsourcing": 48.0}
    told = targets({"commands": {"loud": _commands(each), "quiet": _commands(each)}})
    figures = {one["figure"]: one for one in told}
    for what, reach in COMMANDS.values():
        against = figures[f"{what}, x floor, V = 40, 4000"]
        assert (against["measured"], against["met"]) == ("2.40 / 2.40", reach >= 2.4)
        assert figures[f"{what}, x eventsourcing, V = 40, 4000"]["measured"] == "0.50 / 0.50"
    assert not any("transitions" in figure for figure in figures)
    assert all(one["met"] for figure, one in figures.items() if figure.startswith("growth"))


def test_both_checkouts_take_turns_and_peers_are_measured_once() -> None:
    seen: list[tuple[Case, str]] = []

    def by(case: Case, side: Side) -> dict[str, float]:
        seen.append((case, side.checkout.name))
        return {"ms": float(len(seen))}

    sides = [Side(Path("here"), Path()), Side(Path("there"), Path())]
    told: list[str] = []
    here, there = Turns(sides, 2, told.append).measured([("ours",)], [("peer",)], by=by)
    assert [who for case, who in seen if case == ("ours",)] == ["here", "there", "here", "there"]
    assert [who for case, who in seen if case == ("peer",)] == ["here", "here"]
    assert here["peer",] == there["peer",]
    assert here["ours",] != there["ours",]


def _summary(**told: float) -> dict[str, Any]:
    return {"median": told, "least": told, "most": told, "processes": 1}


def _engine(figure: float) -> dict[str, Any]:
    names = {"s": figure, "ms": figure, "gb": figure, "fold_ms": 1.0, "load_ms": 1.0, "first_ms": 1.0, "second_ms": 1.0}
    asked = ("binding", "first_decision", "stage")
    return {
        "histories": {name: {"entries": 9_821, "partners": 48} for name in ("small", "asked", "long")},
        "cases": {name: _summary(**names) for name in asked},
    }


def _commands(each: dict[str, float]) -> dict[str, Any]:
    return {
        name: {
            size: _summary(**dict.fromkeys((*COMMANDS, "begin_ms", "commands", "refusals"), us))
            for size in ("40", "4000")
        }
        for name, us in each.items()
    }
