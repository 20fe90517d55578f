"""Who is tied to whom, asked on the command line."""

from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from partnership.cli.arguments import GRAPH_FORMS
from partnership.exchange import FORMATS
from partnership.network.what_if import HARMS
from tests.cli.helpers import ROOT, SMOLENSK, STORY, Ask, Write

SUMMER = (str(SMOLENSK), "--on", "2010-06-01")
CLOSED = """
format: 1
programme: closed
template: volunteers
region: RU
start: 2026-01-01
ledger:
- {date: 2026-01-01, partner: {id: a, name: A, sector: ngo}}
- {date: 2026-01-01, partner: {id: b, name: B, sector: ngo}}
- {date: 2026-02-01, close: {outcome: cancelled, reason: over}}
"""


def root_of(picture: Path) -> str:
    """What kind of XML a file is; raises where it is none."""
    return ET.fromstring(picture.read_text(encoding="utf-8")).tag  # noqa: S314 - our own picture


def test_a_coordinator_reads_sentences(ask: Ask) -> None:
    told = ask("graph", *SUMMER)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("Who is tied to whom in smolensk-2009 on 1 June 2010\n")
    assert "1 partner of 14 is the only way between others" in told.out
    assert "a lead organisation (ANO Radi Budushchego)" in told.out


def test_the_same_in_russian(ask: Ask) -> None:
    told = ask("graph", *SUMMER, "--lang", "ru").out
    assert told.startswith("Кто с кем связан в программе smolensk-2009 на 1 июня 2010 г.\n")
    assert "ведущая организация (АНО «Ради будущего»)" in told


def test_what_would_be_lost_if_the_bank_left(ask: Ask) -> None:
    told = ask("graph", *SUMMER, "--without", "uralsib")
    assert told.code == 0
    assert told.out.startswith("If Bank Uralsib left on 1 June 2010")
    assert "M15" in told.out
    told = ask("graph", *SUMMER, "--without", "uralsib", "--lang", "ru")
    assert told.out.startswith("Если выйдет партнёр «Банк „Уралсиб“»")


def test_several_may_leave_at_once(ask: Ask) -> None:
    told = ask("graph", *SUMMER, "--without", "uralsib", "--without", "kopeika").out
    assert "Bank Uralsib" in told
    assert "Kopeika" in told


def test_a_programme_that_is_closed_can_be_measured_and_drawn(ask: Ask, tmp_path: Path) -> None:
    story = tmp_path / "closed.yaml"
    story.write_text(CLOSED, encoding="utf-8")
    told = ask("graph", str(story))
    assert (told.code, told.err) == (0, "")
    assert "The programme was closed on 1 February 2026: nobody can leave it any more." in told.out
    file = tmp_path / "ties.svg"
    assert ask("graph", str(story), "-o", str(file)).code == 0
    assert root_of(file).endswith("svg")
    assert "the programme was closed on 1 February 2026" in ask("graph", str(story), "--without", "a").err


def test_a_partner_that_is_not_there_is_named_with_the_nearest(ask: Ask) -> None:
    told = ask("graph", *SUMMER, "--without", "uralsb")
    assert (told.code, told.out) == (2, "")
    assert told.err == "--without: no partner 'uralsb' takes part on 1 June 2010; did you mean 'uralsib'?\n"


@pytest.mark.parametrize(
    "words, english, russian",
    [
        (("--without", "media-slot"), "the record of partner 'media-slot' was closed on 16 May 2011", "16 мая 2011 г."),
        (("--on", "2009-02-05", "--without", "uralsib"), "is recorded only since 10 February 2009", "2009-02-10"),
    ],
    ids=["not any more", "not yet"],
)
def test_who_is_not_there_on_the_day_cannot_leave(ask: Ask, words: tuple[str, ...], english: str, russian: str) -> None:
    told = ask("graph", str(SMOLENSK), *words)
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("--without: refused")
    assert english in told.err
    told = ask("graph", str(SMOLENSK), *words, "--lang", "ru")
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("--without: отказано")
    assert russian in told.err


def test_a_picture_is_written_by_the_ending_of_its_name(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "ties.svg"
    told = ask("graph", *SUMMER, "-o", str(file))
    assert (told.code, told.err) == (0, "")
    assert str(file) in told.out.replace("\n", "")
    assert root_of(file) == "{http://www.w3.org/2000/svg}svg"


def test_the_picture_of_the_readme_is_the_one_that_its_command_draws(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "smolensk.svg"
    ask("graph", *SUMMER, "-o", str(file))
    assert file.read_bytes() == (ROOT / "docs" / "images" / "smolensk.svg").read_bytes()


def test_a_page_holds_the_picture_in_the_language_asked_for(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "ties.html"
    ask("graph", *SUMMER, "-o", str(file), "--lang", "ru")
    text = file.read_text(encoding="utf-8")
    assert text.startswith('<!doctype html>\n<html lang="ru">')
    assert "Банк «Уралсиб»" in text


def test_a_page_over_time_is_written_with_a_slider(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "days.html"
    told = ask("graph", *SUMMER, "--over-time", "-o", str(file), "--lang", "ru")
    assert (told.code, told.err) == (0, "")
    text = file.read_text(encoding="utf-8")
    assert text.startswith('<!doctype html>\n<html lang="ru">')
    assert '<input type="range"' in text


@pytest.mark.parametrize("lang, said", [("en", "circles of"), ("ru", "численность кругов:")])
def test_circles_of_those_who_work_closely_together_are_told(ask: Ask, lang: str, said: str) -> None:
    """And they are the same each time that somebody asks."""
    told = ask("graph", *SUMMER, "--show", "communities", "--lang", lang)
    assert (told.code, told.err) == (0, "")
    assert said in " ".join(told.out.split())
    assert ask("graph", *SUMMER, "--show", "communities", "--lang", lang).out == told.out


@pytest.mark.parametrize("view", ["partners", "everybody", "outcomes", "functions", "sectors", "communities", "growth"])
def test_every_view_can_be_drawn(ask: Ask, tmp_path: Path, view: str) -> None:
    file = tmp_path / "view.svg"
    assert ask("graph", *SUMMER, "--show", view, "-o", str(file)).code == 0
    assert root_of(file).endswith("svg")


@pytest.mark.parametrize("view", ["partners", "everybody", "outcomes", "functions", "sectors", "communities", "growth"])
def test_every_view_can_be_told(ask: Ask, view: str) -> None:
    told = ask("graph", *SUMMER, "--show", view, "--ties", "all")
    assert (told.code, told.err) == (0, "")


@pytest.mark.parametrize("form", sorted(GRAPH_FORMS))
def test_every_form_can_be_written(ask: Ask, tmp_path: Path, form: str) -> None:
    told = ask("graph", *SUMMER, "--as", form, "-o", str(tmp_path / "ties"))
    assert (told.code, told.err) == (0, "")
    assert sum(file.stat().st_size > 0 for file in tmp_path.iterdir()) == (2 if form.startswith("csv") else 1)


def test_the_forms_are_those_of_the_library() -> None:
    assert {form: ending for form, ending in GRAPH_FORMS.items() if form not in {"svg", "html"}} == {
        form.name: form.ending for form in FORMATS.values()
    }


def test_a_dash_writes_where_a_pipe_can_take_it(ask: Ask) -> None:
    told = ask("graph", *SUMMER, "--as", "graphml", "-o", "-")
    assert told.code == 0
    assert "uralsib" in nx.parse_graphml(told.out, force_multigraph=True)


def test_pupils_are_left_out_of_what_is_printed_and_sent(ask: Ask) -> None:
    """In Python the graph has them, by pseudonym; a file that goes from hand to hand does not."""
    nodes = ask("graph", *SUMMER, "--show", "everybody", "--json").json["nodes"]
    assert {"person", "body"} <= {node["kind"] for node in nodes}
    assert "ward" not in {node["kind"] for node in nodes}


def test_json_holds_nodes_ties_and_figures(ask: Ask) -> None:
    shape = ask("graph", *SUMMER, "--json").json
    assert (shape["format"], shape["command"], shape["standing"]["date"]) == (1, "graph", "2010-06-01")
    assert {node["id"] for node in shape["nodes"]} > {"uralsib", "radi"}
    assert all(tie["entries"] and tie["record"] for tie in shape["ties"])
    figures = {figure["measure"]: figure for figure in shape["figures"]}
    assert figures["cut_partners"]["value"] == {"gov-information": 2}
    assert set(figures["density"]["sentence"]) == {"en", "ru"}


def test_json_of_a_leave_counts_what_is_lost_and_says_why(ask: Ask) -> None:
    asked = ask("graph", *SUMMER, "--without", "zabota", "--json")
    shape, lost = asked.json, asked.json["what_if"]
    assert (shape["without"], lost["on"]) == (["zabota"], "2010-06-01")
    assert lost["leaves"] == [{"id": "zabota", "name": {"en": "ANO Zabota-Smolensk", "ru": "АНО «Забота-Смоленск»"}}]
    assert list(lost["counts"]) == list(HARMS)
    assert lost["counts"] | {"functions": 2, "roles": 1, "outcomes": 1, "pairs": 0, "ties": 32} == lost["counts"]
    assert lost["suspended"] == {"since": "2010-06-01", "requirements": ["M15"], "by_hand": False}
    assert (lost["functions"], lost["roles"], lost["outcomes"]) == (["F22", "F23"], ["secretary"], ["O13m"])
    assert {lapse["requirement"]: lapse["lacks"] for lapse in lost["lapses"] if lapse["due"]} == {
        "M15": ["zabota"],
        "M06": ["zabota"],
    }
    assert {"stage": "main", "moment": "invariant"} in lost["gates"]
    assert (lost["kept"], lost["eased"], lost["parts"]) == ([], [], [])
    assert [finding["requirement"] for finding in lost["findings"]] == ["M15", "M06"]


def test_json_of_a_leave_has_each_act_with_the_reasons_of_its_refusal(ask: Ask) -> None:
    acts = ask("graph", *SUMMER, "--without", "zabota", "--json").json["what_if"]["acts"]
    refused = [act for act in acts if act["before"] and not act["after"]]
    assert "placement" in {act["commands"][-1].get("record", {}).get("kind") for act in refused}
    assert all(act["findings"] for act in acts if not act["after"])
    assert not any(act["findings"] for act in acts if act["after"])


def test_json_of_a_leave_names_takers_and_a_plan(ask: Ask) -> None:
    lost = ask("graph", *SUMMER, "--without", "zabota", "--json").json["what_if"]
    assert list(lost["takers"]) == lost["functions"]
    assert lost["takers"]["F22"][0]["partner"] == "radi"
    assert set(lost["takers"]["F22"][0]["reasons"][0]) == {"en", "ru"}
    plan = lost["plan"]
    assert (plan["accepted"], plan["suspended"]) == (True, None)
    assert [lapse["requirement"] for lapse in plan["left_open"] if lapse["held"] and not lapse["holds"]] == ["P38"]
    assert [step["command"]["command"] for step in plan["steps"]][-2:] == ["record", "end"]
    assert {step["by"] for step in plan["steps"]} == {"2010-06-01"}


@pytest.mark.parametrize("view", ["partners", "everybody", "outcomes", "functions", "sectors", "communities", "growth"])
def test_every_view_can_be_read_by_a_program(ask: Ask, view: str) -> None:
    shape = ask("graph", *SUMMER, "--show", view, "--json").json
    ids = {node["id"] for node in shape["nodes"]}
    assert shape["show"] == view
    assert all(tie["source"] in ids and tie["target"] in ids for tie in shape["ties"])


@pytest.mark.parametrize(
    "words, said",
    [
        (["-o", "ties.svgg"], "'ties.svgg': a file of this name has no known form"),
        (["-o", "ties"], "'ties': a file of this name has no known form"),
        (["--as", "svg"], "--as chooses the form of the file; -o FILE says where to write it"),
        (["--as", "swg", "-o", "x"], "partnership: --as: 'swg' is not one of"),
        (["--show", "growth", "-o", "x.dot"], "--show growth is a picture"),
        (["--over-time", "-o", "x.svg"], "--over-time is a page of partners and lived ties; write it as .html"),
        (["--over-time", "--ties", "all", "-o", "x.html"], "--over-time is a page of partners and lived ties"),
        (["--without", "uralsib", "-o", "x.svg"], "--without prints its answer and writes no file"),
        (["--on", "2001-01-01"], "--on 2001-01-01: the programme begins on 2009-02-02"),
        (["-o", "nowhere/at/all.svg"], "'nowhere/at/all.svg': cannot be written (No such file or directory)"),
    ],
    ids=lambda words: words if isinstance(words, str) else " ".join(words),
)
def test_what_cannot_be_done_is_said(ask: Ask, words: list[str], said: str) -> None:
    told = ask("graph", str(SMOLENSK), *words)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(said)


def test_a_programme_without_ties_is_told_too(ask: Ask, write: Write) -> None:
    told = ask("graph", write(STORY))
    assert (told.code, told.err) == (0, "")


@pytest.mark.parametrize(
    "view, title",
    [
        ("everybody", "everybody and everything · Who stands at the edge?"),
        ("outcomes", "outcomes · Who has the largest part in the outcomes?"),
        ("functions", "duties · Which duties rest on one partner alone?"),
        ("sectors", "sectors · Which groups work together?"),
    ],
)
def test_a_view_says_on_its_picture_what_it_shows_and_of_which_day(
    ask: Ask, tmp_path: Path, view: str, title: str
) -> None:
    file = tmp_path / "view.svg"
    ask("graph", *SUMMER, "--show", view, "-o", str(file))
    text = file.read_text(encoding="utf-8")
    assert title in text
    assert "1 June 2010" in text
