"""A running programme is forecast on the command line: when it reaches a stage, how likely, what holds it up."""

from __future__ import annotations

import builtins
import sys
from pathlib import Path
from typing import Any

import pytest

from partnership.cli import simulate as command
from partnership.programme import load_programme, save_programme
from partnership.simulation import Study
from tests.cli.helpers import ROOT, SMOLENSK, Ask, Write

EXAMPLES = ROOT / "examples"
RIVER = str(EXAMPLES / "disaster-coalition-example.yaml")
AID = str(EXAMPLES / "aid-project-example.yaml")
WATER = str(EXAMPLES / "watershed-example.yaml")
FEW = ("--replications", "4", "--seed", "3")


def test_an_officer_reads_how_likely_when_and_what_holds_it_up_and_who_owes_it(ask: Ask) -> None:
    """From the last day of the file, by the figures of a region, in days of the calendar."""
    told = ask("simulate", RIVER, "--region", "river-district", *FEW)
    said = " ".join(told.out.split())
    assert told.code == 0
    assert "Invented coalition of a river district: a forecast from 12 October 2026 (Preparedness)" in said
    assert "The figures are those of the region: River district" in said
    assert '"Preparedness, round 3" is reached in ' in said
    assert "in one of ten, by " in said
    assert "responsible: Lead agency" in said
    assert "all of them assumed: take what is said here as a way of asking" in said
    assert said.count("In brackets after a figure:") == 1


def test_the_same_is_told_in_russian(ask: Ask) -> None:
    told = ask("simulate", RIVER, "--region", "river-district", "--against", "2026-03-25", *FEW, "--lang", "ru")
    said = " ".join(told.out.split())
    assert "прогноз с 12 октября 2026 г." in said
    assert "один из десяти" in said
    assert "В сравнении с прогнозом от 25 марта 2026 г." in said
    assert "of the runs" not in said


@pytest.mark.parametrize(
    "file, on",
    [
        (RIVER, None),
        (RIVER, "2026-05-28"),
        (WATER, None),
        (WATER, "2020-07-16"),
        (AID, "2024-07-26"),
        (str(SMOLENSK), "2010-03-08"),
        (str(SMOLENSK), None),
    ],
)
def test_without_a_region_the_figures_are_measured_in_the_ledger(ask: Ask, file: str, on: str | None) -> None:
    """It is said; and the runs get on, for the rest is as the practice of the law assumes."""
    told = ask("simulate", file, *([] if on is None else ["--on", on]), "--replications", "2", "--json")
    assert told.code == 0
    assert told.json["region"]["measured"]
    assert told.json["figures"]["measured"] > 2
    assert told.json["failures"] == []


def test_it_is_told_where_a_programme_stands_in_the_forecast_of_a_year_ago(ask: Ask) -> None:
    """Stages that came since, at their percentile; and the stages that were likely by now and did not come."""
    told = ask("simulate", AID, "--on", "2025-06-18", "--region", "tarsu-valley", "--against", "2024-07-26", *FEW)
    said = " ".join(told.out.split())
    assert "Against the forecast of 26 July 2024" in said
    assert '"Finalisation" was reached on 18 June 2025; the forecast had expected ' in said
    assert '"Closed" is not reached yet; the forecast had expected ' in said
    assert "and by now none of the runs of the forecast was there." in said


def test_who_stands_down_has_not_come_round_and_whoever_comes_round_has(ask: Ask) -> None:
    """In April a false alarm sends the coalition back to preparedness; in September the review leads there."""
    told = ask("simulate", RIVER, "--region", "river-district", "--against", "2026-03-25", *FEW)
    said = " ".join(told.out.partition("Against the forecast")[2].split())
    assert '"Preparedness, round 2" was reached on 23 September 2026; the forecast had expected ' in said
    assert '"Preparedness" was reached' not in said
    assert said.count("was reached on") == 5
    at_first = ask("simulate", RIVER, "--on", "2026-04-14", "--against", "2026-03-25", *FEW)
    assert "was reached on" not in at_first.out.partition('"Alert" was reached on')[2]
    assert '"Preparedness, round 2" is not reached yet' in " ".join(at_first.out.split())
    gone_back = ask("simulate", RIVER, "--on", "2026-07-07", "--against", "2026-06-02", *FEW)
    assert "was reached on" not in gone_back.out, "in June the flood comes back, and the coalition responds once more"


@pytest.mark.parametrize(
    "lang, was_reached, is_reached",
    [
        ("en", '"Delivery, round 2" was reached on 20 December 2023', '"Delivery, round 3" is reached in'),
        ("ru", "Этап «Работы, 2-й круг» начался 20 декабря 2023 г.", "До этапа «Работы, 3-й круг» доходят"),
    ],
)
def test_each_round_of_a_cycle_has_its_number(ask: Ask, lang: str, was_reached: str, is_reached: str) -> None:
    """The round that has begun since the earlier forecast is the second; the one that lies ahead is the third."""
    told = ask("simulate", AID, "--on", "2024-06-01", "--against", "2023-12-01", *FEW, "--lang", lang)
    ahead, _, since = " ".join(told.out.split()).partition(
        "Against the forecast" if lang == "en" else "В сравнении с прогнозом"
    )
    assert was_reached in since
    assert is_reached in ahead


@pytest.mark.parametrize(
    "lang, verdict, now, then",
    [
        ("en", "the forecast of 1 September 2009 - The programme is ahead of this forecast: ", " of ten. Now: 5.",
         "Volunteers who visit children: 5; the forecast had expected "),
        ("ru", "с прогнозом от 1 сентября 2009 г. - Программа опережает этот прогноз: ", " Сейчас: 5.",
         "Добровольцы, которые бывают у детей: 5; прогноз ожидал "),
    ],
)  # fmt: skip
def test_what_there_is_today_stands_beside_what_is_expected(
    ask: Ask, lang: str, verdict: str, now: str, then: str
) -> None:
    """Five volunteers of the pilot have been at the children by June; and it is said at once whether it is ahead."""
    told = ask(
        "simulate", str(SMOLENSK), "--region", "smolensk", "--on", "2010-06-01", "--against", "2009-09-01", *FEW,
        "--lang", lang,
    )  # fmt: skip
    assert now in (said := " ".join(told.out.split()))
    assert verdict in said
    assert then in said


def test_where_there_is_nothing_to_compare_it_is_said(ask: Ask) -> None:
    told = ask("simulate", WATER, "--to", "planning", "--against", "2020-01-01", "--replications", "1")
    said = " ".join(told.out.partition("Against the forecast")[2].split())
    assert 'Nothing to compare: "Plan" was not ahead then, and has not been reached since. Ahead were: ' in said
    assert "characterising:2 (" in said
    assert "planning (" not in said
    told = ask("simulate", str(SMOLENSK), "--on", "2011-12-08", "--against", "2011-12-02", "--replications", "1")
    said = " ".join(told.out.partition("Against the forecast")[2].split())
    assert said.endswith("Nothing to compare: no stage has been reached since, and none was ahead then.")


def test_one_stage_is_asked_for(ask: Ask) -> None:
    """Then only it is told, and what stands before it."""
    told = ask("simulate", WATER, "--to", "planning", *FEW)
    said = " ".join(told.out.split())
    assert "No region was named" in said
    assert "measured in this programme" in said
    assert '"Plan" is reached in' in said
    assert '"Implement" is reached in' not in said
    assert 'What last kept "Set goals" from ending' in said
    assert '"Characterise the watershed' not in said, "that comes after it, in the next round"
    assert said.count("What last kept") == said.count('What last kept "Set goals"')


def test_what_is_changed_now_is_told(ask: Ask) -> None:
    """Levers and leavings are those of a region under a law."""
    told = ask(
        "simulate", RIVER, "--region", "river-district", "--compare", "workers.office=1", "--leave", "shop=2", *FEW
    )
    assert told.code == 2
    assert "unknown: partner 'shop'" in told.err
    partner = load_programme(RIVER).snapshot.records("partner")[0].id
    told = ask(
        "simulate",
        RIVER,
        "--region",
        "river-district",
        "--compare",
        "workers.office=1",
        "--leave",
        f"{partner}=2",
        *FEW,
    )
    assert told.code == 0
    assert 'Variant "workers.office=1" sets ' in told.out


def test_the_last_stage_has_none_ahead_of_it(ask: Ask) -> None:
    assert '"After the pilot" is the last stage.' in ask("simulate", str(SMOLENSK), *FEW).out


def test_a_program_reads_the_same_as_json(ask: Ask) -> None:
    """docs/json.md, "simulate"."""
    shape = ask(
        "simulate", RIVER, "--region", "river-district", "--on", "2026-09-14", "--against", "2026-03-25", *FEW, "--json"
    ).json
    assert (shape["file"], shape["programme"]["id"], shape["stage"]) == (RIVER, load_programme(RIVER).id, "review")
    assert shape["start"] == "2026-09-14"
    assert not shape["region"]["measured"]
    (arm,) = shape["arms"]
    again = next(each for each in arm["stages"] if each["stage"] == "preparedness:2")
    assert again["reached"]["value"] == 1
    assert shape["against"]["on"] == "2026-03-25"
    recovery = next(each for each in shape["against"]["stages"] if each["stage"] == "recovery")
    assert recovery["days"] == 68
    assert 0 <= recovery["percentile"] <= 1
    of_a_law = ask("simulate", "volunteers", "--region", "kaluga", "--replications", "2", "--json").json
    assert of_a_law["file"] is of_a_law["programme"] is of_a_law["against"] is None


def test_a_ledger_is_gone_on_from_like_its_programme_file(ask: Ask, tmp_path: Path) -> None:
    ledger = tmp_path / "river.jsonl"
    save_programme(load_programme(RIVER), ledger)
    from_file, from_ledger = (ask("simulate", each, *FEW, "--json").json for each in (RIVER, str(ledger)))
    assert from_file["arms"] == from_ledger["arms"]


@pytest.mark.parametrize(
    "arguments, answer",
    [
        (
            (AID,),
            "example.yaml: the programme is closed; go on from 11 January 2026, or from an earlier day",
        ),
        ((AID, "--on", "2020-01-01"), "1 January 2020 is not within the ledger; expected a day from 1 February 2023"),
        ((WATER, "--on", "2026-01-01"), "record what has happened since, or go on from an earlier day"),
        ((WATER, "--to", "plannning"), "did you mean 'planning'?"),
        (
            (AID, "--on", "2025-01-19", "--to", "pipeline"),
            'in the stage "Delivery", and have that stage behind them; ahead are: annual_review (Review)',
        ),
        (
            (str(SMOLENSK), "--to", "immersion"),
            'in the stage "After the pilot", and have that stage behind them; no stage is ahead: name an earlier day',
        ),
        ((WATER, "--to", "planning:2"), "a next round is told of by its first stage: write characterising:2"),
        ((WATER, "--to", "building:2"), "'building' comes once only: write building"),
        ((WATER, "--to", "Set goals"), "its stages are: building (Build the partnership), characterising ("),
        ((WATER, "--to", "Set goals"), "did you mean 'goal_setting'?"),
        ((WATER, "--to", "Постановка целей"), "did you mean 'goal_setting'?"),
        ((WATER, "--horizon", "P0D"), "nothing can happen in P0D; expected a period such as P3Y"),
        ((WATER, "--horizon", "P900Y"), "P900Y is too far ahead; expected a period up to P50Y"),
        ((WATER, "--horizon", "soon"), "--horizon: 'soon' is not a period"),
        ((WATER, "--region", "kaluga"), "kaluga.yaml:7:11: the region 'kaluga' is for the template 'volunteers'"),
        ((WATER, "--against", "2023-01-16"), "expected a day before 16 January 2023"),
        ((WATER, "--set", "lnad=3"), "unknown: lever 'lnad'"),
        ((WATER, "--engine", "fast"), "the rules decide every entry of a forecast"),
        ((WATER, "-o", "x.study"), "a forecast is not kept; keep the ledger"),
        (
            ("volunteers", "--region", "kaluga", "--on", "2026-03-01"),
            "--on is for a programme, and 'volunteers' is a template; name a programme file",
        ),
        (
            ("volunteers", "--region", "kaluga", "--against", "2026-03-01"),
            "'volunteers' is a template; name a programme file (.yaml) or a ledger (.jsonl) instead, or",
        ),
        (
            ("volunteers", "--region", "kaluga", "--horizon", "P2Y"),
            "or leave --horizon out (a region's file says it under `horizon:`",
        ),
        (("volunteers",), "name one with --region: kaluga, smolensk come with the library"),
        (
            ("volunteers", "--region", "kaluga", "--to", "preparatory"),
            "the runs begin in that stage, on 2 February 2026; ahead are: coord",
        ),
        (
            ("smolensk",),
            "is a region, and a template is named here; write `partnership simulate volunteers --region smo",
        ),
        (("--region", "kaluga"), "missing: NAME|FILE; templates that come with the library: aid-project, disaster-"),
        (("volunteers", "--region", "volunteers"), "That is a template; its regions are: kaluga, smolensk"),
    ],
)
def test_a_slip_is_answered_with_what_to_do(ask: Ask, arguments: tuple[str, ...], answer: str) -> None:
    """The input cannot be used (2), with its place where it has one; never a traceback."""
    told = ask("simulate", *arguments, "--replications", "1")
    assert (told.code, told.out) == (2, "")
    assert answer in told.err


@pytest.mark.parametrize(
    "arguments, answer",
    [
        ((WATER, "--on", "2020-07-16", "--against", "2021-01-01"), "expected a day before 16 July 2020"),
        ((WATER, "--against", "2001-01-01"), "watershed-example.yaml: 1 January 2001 is not within the ledger"),
        ((WATER, "--set", "workers.office=1.5"), "'workers.office' is 1.5; expected a whole number"),
        ((str(SMOLENSK), "--region", "tarsu-valley"), "is for the template 'aid-project', not for 'volunteers'; for"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_runs(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], answer: str
) -> None:
    """On one line, and the file is blamed for its days only."""
    monkeypatch.setattr(Study, "go_on", None)
    told = ask("simulate", *arguments)
    assert (told.code, told.out) == (2, "")
    (line,) = told.err.splitlines()
    assert answer in line
    assert ("watershed-example.yaml: " in line) == ("within the ledger" in line)


def test_where_nothing_can_be_measured_yet_a_region_is_asked_for(ask: Ask) -> None:
    """On the first day; later so much is assumed that it is asked for all the same, but not where one is named."""
    first, later, named = (
        " ".join(ask("simulate", str(SMOLENSK), "--to", "immersion", "--replications", "1", *more).out.split())
        for more in (("--on", "2009-02-02"), ("--on", "2009-09-01"), ("--on", "2009-02-02", "--region", "kaluga"))
    )
    nothing, advice = "nothing can be measured in this ledger yet", "Name a region of your own (`--region FILE`)"
    assert (nothing in first, nothing in later, nothing in named) == (True, False, False)
    assert (advice in first, advice in later, advice in named) == (True, True, False)
    assert (
        "How to write one: docs/concepts/region-files.md. For these rules one comes with the library: smolensk."
        in first
    )


@pytest.mark.parametrize(
    "lang, advice",
    [("en", "Name a region of your own (`--region FILE`)"), ("ru", "Укажите свой регион (`--region ФАЙЛ`)")],
)
def test_an_invented_region_is_not_offered(ask: Ask, lang: str, advice: str) -> None:
    """The one that comes with these rules describes no real valley: a region of one's own is asked for, and where
    it is told how to write one.
    """
    told = ask("simulate", AID, "--on", "2023-12-01", "--to", "closed", "--replications", "1", "--lang", lang)
    assert advice in (said := " ".join(told.out.split()))
    assert "docs/concepts/region-files.md" in said
    assert (ROOT / "docs/concepts/region-files.md").exists()
    assert "tarsu-valley" not in told.out


def test_a_law_that_nobody_wrote_a_practice_for_asks_for_a_region(ask: Ask, write: Write) -> None:
    file = write("- {date: 2020-03-02, partner: {id: anna, name: House 4, sector: neighbour}}\n")
    told = ask("simulate", file)
    assert told.code == 2
    assert "no practice comes with the library for the template 'garden'; name a region" in told.err


def test_lines_that_go_otherwise_than_the_file_says_are_the_law_s_no(ask: Ask, write: Write) -> None:
    """As with every command that takes a programme file."""
    file = write("- {date: 2020-03-09, advance: grow}\n")
    assert ask("simulate", file).code == 1


def test_without_numpy_it_is_said_what_to_install(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "numpy":
            raise ModuleNotFoundError(name, name="numpy")
        return real(name, *rest)

    for name in [
        name for name in sys.modules if name.startswith(("partnership.simulation", "partnership.cli.simulate"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    told = ask("simulate", WATER)
    assert (told.code, "pip install 'partnership[sim]'" in told.err) == (2, True)


def test_an_interrupt_keeps_the_runs_that_are_done(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle: what is known by then is told, and that it was interrupted."""

    def stopped(done: int, _: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(command, "_bar", lambda _: stopped)
    told = ask("simulate", RIVER, "--region", "river-district", "--replications", "50")
    assert told.code == 0
    assert "The study was interrupted" in told.out
    assert "3 runs, seed 0" in " ".join(told.out.split())
