"""A region is simulated on the command line: what is reached, when, what holds it up, what helps."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from partnership.cli import simulate as command
from partnership.programme import load_template
from partnership.simulation import load_study
from tests.cli.helpers import Ask

KALUGA = ("simulate", "volunteers", "--region", "kaluga", "--replications", "50", "--seed", "3")


def test_a_director_reads_what_is_reached_and_what_held_it_up(ask: Ask) -> None:
    """In sentences, with what is invented and what is assumed said aloud."""
    told = ask(*KALUGA)
    assert told.code == 0
    assert told.out.startswith("Kaluga region, 50 runs from 2 February 2026")
    assert "The region is invented" in told.out
    assert '"Main stage" is reached in' in told.out
    assert 'What last kept "Immersion" from ending:' in told.out
    assert "all of them assumed: take what is said here as a way of asking" in " ".join(told.out.split())


def test_the_same_is_told_in_russian(ask: Ask) -> None:
    told = ask(*KALUGA, "--lang", "ru")
    assert "50 прогонов" in told.out
    assert "Регион вымышленный" in told.out
    assert "До этапа «Основной этап» доходят" in told.out
    assert "is reached" not in told.out


def test_what_a_lever_changes_is_told(ask: Ask) -> None:
    """Arms are named by what is set."""
    told = ask(*KALUGA, "--compare", "sign_up=0.02")
    said = " ".join(told.out.split())
    assert 'Variant "sign_up=0.02" sets "Chance that an employee signs up in a month" to 0.02 instead of 0.01.' in said
    assert re.search(r"Pupils reached, at the end: \+\d+ \(\+\d+ to \+\d+\) with this variant", said)


def test_a_lever_that_hastens_a_stage_says_by_how_many_days(ask: Ask) -> None:
    """On average of the runs that reach it both ways; and of a lever that changes nothing it is said that it does."""
    levers = ("workers.office=6", "sign_up=0.01", "training_places=40")
    told = ask(*KALUGA, *(word for lever in levers for word in ("--compare", lever)), "--to", "main")
    said = " ".join(told.out.split())
    assert re.search(r'"Main stage" is reached \d+ days earlier \(\d+ to \d+\) with this variant', said)
    assert 'Variant "sign_up=0.01" sets nothing otherwise.' in said
    assert said.count('Up to "Main stage" nothing changes with this variant.') == 1
    assert "days earlier" in said.partition('"workers.office=6"')[2].partition('"sign_up=0.01"')[0]


def test_a_program_reads_the_same_as_json(ask: Ask) -> None:
    """docs/json.md, "simulate"."""
    shape = json.loads(ask(*KALUGA, "--json").out)
    assert (shape["command"], shape["replications"], shape["seed"]) == ("simulate", 50, 3)
    (arm,) = shape["arms"]
    main = next(each for each in arm["stages"] if each["stage"] == "main")
    assert 0 < main["reached"]["value"] <= 1
    assert {each["measure"] for each in arm["measures"]} == {"volunteers", "pupils_reached"}
    assert arm["held_up"]


def test_a_study_is_kept_in_a_file(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "kaluga.study"
    told = ask(*KALUGA, "-o", str(path))
    assert told.code == 0
    assert f"{path} written, " in told.out
    assert len(load_study(path, load_template("volunteers"))) == 50
    written = path.read_bytes()
    assert ask(*KALUGA, "-o", str(path), "--json").json["replications"] == 50
    assert path.read_bytes() == written


def test_a_file_that_cannot_be_written_is_refused_before_anything_runs(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "simulate", None)
    for place, why in ((tmp_path, "Is a directory"), (tmp_path / "nowhere" / "x", "No such file or directory")):
        told = ask(*KALUGA, "-o", str(place))
        assert (told.code, f"cannot be written ({why})" in told.err) == (2, True)


def test_a_slip_is_answered_with_what_was_probably_meant(ask: Ask) -> None:
    """A lever, a region, a partner, an engine; never with a traceback."""
    for slip, answer in (
        (("--compare", "sign_ap=0.02"), "did you mean 'sign_up'"),
        (("--leave", "bankk=3"), "did you mean 'bank'"),
        (("--engine", "fats"), "did you mean 'fast'"),
    ):
        told = ask(*KALUGA, *slip)
        assert told.code == 2
        assert answer in told.err
    told = ask("simulate", "volunteers", "--region", "kalugo")
    assert (told.code, "did you mean 'kaluga'" in told.err) == (2, True)
    told = ask("simulate", "watershed", "--region", "kaluga")
    assert told.code == 2
    assert "is for the template 'volunteers', not for 'watershed'" in told.err


@pytest.mark.parametrize(
    "lang, why", [("en", "Why people could not be counted: "), ("ru", "Почему нельзя было просто считать людей: ")]
)
def test_why_the_rules_decided_each_entry_is_said_where_more_is_asked_for(ask: Ask, lang: str, why: str) -> None:
    asked = ("simulate", "watershed", "--region", "svetlitsa", "--replications", "1", "--lang", lang)
    assert why not in ask(*asked).out
    assert f"{why}watershed.yaml:" in " ".join(ask(*asked, "-v").out.split())
    assert ask(*asked, "--json").json["why_exact"][lang].startswith("watershed.yaml:")


def test_what_is_set_otherwise_and_who_leaves_stands_in_the_answer(ask: Ask) -> None:
    asked = ("--region", "kaluga", "--replications", "3", "--set", "visit=0.2", "--leave", "bank=6", "--to", "main")
    told = " ".join(ask("simulate", "volunteers", *asked).out.split())
    shape = ask("simulate", "volunteers", *asked, "--json").json
    assert [(each["arm"], each["levers"], each["leave"]) for each in shape["arms"]] == [
        ("base", {"visit": 0.2}, {"bank": 6}),
        ("staying", {"visit": 0.2}, {}),
    ]
    assert "Set otherwise than the region says: Chance that a volunteer goes on a visit in a month (0.2 instead" in told
    assert "The bank leaves on 3 August 2026 in every run in which it takes part." in told
    assert 'What it changes that "The bank" leaves, against the same runs in which it does not:' in told


def test_what_a_leaving_changes_stands_in_the_answer_for_programs(ask: Ask) -> None:
    """docs/json.md, "change"."""
    asked = ("--region", "svetlitsa", "--replications", "6", "--seed", "5", "--leave", "creamery=3", "--json")
    shape = ask("simulate", "watershed", *asked).json
    assert shape["leaving"]["against"] == "staying"
    (stage,) = [each for each in shape["leaving"]["stages"] if each["stage"] == "characterising"]
    assert stage["reached"]["high"] < 0
    assert stage["days_later"] is None
    assert [(each["rule"], each["share"]) for each in stage["unmet"]] == [("B3", 1.0), ("B1", 1.0)]
    base, staying = shape["arms"]
    assert {each["against_base"] for each in base["stages"]} == {None}
    (stays,) = [each for each in staying["stages"] if each["stage"] == "characterising"]
    assert stays["against_base"]["reached"]["value"] == -stage["reached"]["value"]
    assert ask(*KALUGA, "--json").json["leaving"] is None


def test_one_run_has_no_bounds_for_programs(ask: Ask) -> None:
    """`Infinity` is no JSON."""
    told = ask(
        "simulate", "volunteers", "--region", "kaluga", "--replications", "1", "--compare", "sign_up=1", "--json"
    )
    assert "Infinity" not in told.out
    (measure,) = [each for each in told.json["arms"][1]["measures"] if each["measure"] == "volunteers"]
    assert measure["against_base"]["value"] > 0
    assert (measure["against_base"]["low"], measure["against_base"]["high"]) == (None, None)


def test_a_region_without_a_partner_that_a_law_needs_is_told_in_short(ask: Ask, tmp_path: Path) -> None:
    whole = (files("partnership") / "regions" / "kaluga.yaml").read_text(encoding="utf-8")
    region = tmp_path / "region.yaml"
    region.write_text("\n".join(line for line in whole.splitlines() if "kindness" not in line) + "\n", encoding="utf-8")
    told = ask("simulate", "volunteers", "--region", str(region), "--replications", "2")
    said = " ".join(told.out.split())
    assert told.code == 0
    assert '"The coordinating body" is not reached by 28 January 2030 in any run.' in said
    assert said.count('"First resources" has not ended by 28 January 2030 (the end of the years simulated)') == 1
    assert "What last kept" not in said
