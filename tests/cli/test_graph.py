"""Who is tied to whom, asked on the command line."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from partnership.cli.arguments import GRAPH_FORMS
from partnership.relations import FORMATS
from tests.cli.helpers import ROOT, SMOLENSK, STORY, Ask, Write

SUMMER = (str(SMOLENSK), "--on", "2010-06-01")


def root_of(picture: Path) -> str:
    """What kind of XML a file is; raises where it is none."""
    return ET.fromstring(picture.read_text(encoding="utf-8")).tag  # noqa: S314 - our own picture


def test_a_coordinator_reads_sentences(ask: Ask) -> None:
    told = ask("graph", *SUMMER)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("Who is tied to whom in smolensk-2009 on 2010-06-01\n")
    assert "1 partner of 14 is the only way between others" in told.out
    assert "a lead organisation (ANO Radi Budushchego)" in told.out


def test_the_same_in_russian(ask: Ask) -> None:
    told = ask("graph", *SUMMER, "--lang", "ru").out
    assert told.startswith("Кто с кем связан в программе smolensk-2009 на 2010-06-01\n")
    assert "ведущая организация (АНО «Ради будущего»)" in told


def test_what_would_be_lost_if_the_bank_left(ask: Ask) -> None:
    told = ask("graph", *SUMMER, "--without", "uralsib")
    assert told.code == 0
    assert told.out.startswith("If Bank Uralsib left on 1 June 2010")
    assert "M15" in told.out
    assert ask("graph", *SUMMER, "--without", "uralsib", "--lang", "ru").out.startswith("Если уйдёт Банк «Уралсиб»")


def test_several_may_leave_at_once(ask: Ask) -> None:
    told = ask("graph", *SUMMER, "--without", "uralsib", "--without", "kopeika").out
    assert "Bank Uralsib" in told
    assert "Kopeika" in told


def test_a_partner_that_is_not_there_is_named_with_the_nearest(ask: Ask) -> None:
    told = ask("graph", *SUMMER, "--without", "uralsb")
    assert (told.code, told.out) == (2, "")
    assert told.err == "--without: no partner 'uralsb' takes part on that day; did you mean 'uralsib'?\n"


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


@pytest.mark.parametrize("view", ["partners", "everybody", "outcomes", "functions", "sectors", "growth"])
def test_every_view_can_be_drawn(ask: Ask, tmp_path: Path, view: str) -> None:
    file = tmp_path / "view.svg"
    assert ask("graph", *SUMMER, "--show", view, "-o", str(file)).code == 0
    assert root_of(file).endswith("svg")


@pytest.mark.parametrize("view", ["partners", "everybody", "outcomes", "functions", "sectors", "growth"])
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


def test_json_holds_nodes_ties_and_figures(ask: Ask) -> None:
    shape = ask("graph", *SUMMER, "--json").json
    assert (shape["format"], shape["command"], shape["standing"]["date"]) == (1, "graph", "2010-06-01")
    assert {node["id"] for node in shape["nodes"]} > {"uralsib", "radi"}
    assert all(tie["entries"] and tie["record"] for tie in shape["ties"])
    figures = {figure["measure"]: figure for figure in shape["figures"]}
    assert figures["cut_partners"]["value"] == {"gov-information": 2}
    assert set(figures["density"]["sentence"]) == {"en", "ru"}


def test_json_of_a_what_if_is_whole(ask: Ask) -> None:
    shape = ask("graph", *SUMMER, "--without", "uralsib", "--json").json
    assert shape["without"] == ["uralsib"]
    assert json.dumps(shape["what_if"])


@pytest.mark.parametrize(
    "words, said",
    [
        (["-o", "ties.svgg"], "'ties.svgg': a file of this name has no known form"),
        (["-o", "ties"], "'ties': a file of this name has no known form"),
        (["--as", "svg"], "--as says in which form to write; -o FILE says where"),
        (["--as", "swg", "-o", "x"], "partnership: --as: 'swg' is not one of"),
        (["--show", "growth", "-o", "x.dot"], "--show growth is a picture"),
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
