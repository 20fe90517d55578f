"""`partnership graph` of a network that another tool wrote: told, drawn and written on, without a ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnership.exchange import read_network
from tests.cli.helpers import Ask

CLUB = """*Vertices 4
1 "Ann"
2 "Bob"
3 "Cid"
4 "Dan"
*Edges :1 "trains"
1 2 3
2 3 1
*Arcs :2 "coaches"
3 4 -1 [1-5]
*Partition club
*Vertices 4
1
1
2
2
"""


@pytest.fixture
def club(tmp_path: Path) -> Path:
    file = tmp_path / "club.net"
    file.write_text(CLUB.replace("-1", "1"), encoding="utf-8")
    return file


def test_it_is_told_and_what_has_no_place_is_said(ask: Ask, club: Path) -> None:
    told = ask("graph", str(club), "--columns", "sector=club")
    assert told.code == 0
    assert "Who is tied to whom in " in told.out
    assert "4 partners, 5 directed ties of 12 possible" in told.out
    assert "without Bob" in told.out
    assert "1 time that is no day is left out" in told.err


def test_it_is_drawn_by_the_attribute_that_is_named_and_written_in_every_form(ask: Ask, club: Path) -> None:
    for form, name in (("svg", "club.svg"), ("html", "club.html"), ("gexf", "club.gexf"), ("dot", "club.dot")):
        assert ask("graph", str(club), "--columns", "sector=club", "-o", str(club.parent / name)).code == 0, form
    assert "Ann" in (club.parent / "club.svg").read_text(encoding="utf-8")
    assert read_network((club.parent / "club.gexf").read_bytes()).labels() == ["1", "1", "2", "2"]
    assert ask("graph", str(club), "--show", "sectors", "--columns", "sector=club").code == 0


def test_json_has_no_programme_and_the_same_nodes_ties_and_figures(ask: Ask, club: Path) -> None:
    shape = ask("graph", str(club), "--json").json
    assert (shape["programme"], shape["standing"]) == (None, None)
    assert [tie["kind"] for tie in shape["ties"]] == ["trains", "trains", "coaches"]
    assert shape["figures"][0]["measure"] == "density"


def test_a_network_with_days_is_looked_at_on_a_day(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "days.gexf"
    file.write_text(
        "<gexf><graph><nodes><node id='a'/><node id='b'/></nodes><edges>"
        "<edge source='a' target='b' start='2010-01-01' end='2010-12-31'/></edges></graph></gexf>",
        encoding="utf-8",
    )
    assert len(ask("graph", str(file), "--json", "--on", "2010-12-31").json["ties"]) == 1
    assert ask("graph", str(file), "--json", "--on", "2011-01-01").json["ties"] == []


@pytest.mark.parametrize(
    "words, said",
    [
        (
            ["--without", "Ann", "--ties", "all", "--show", "outcomes"],
            "--without, --show outcomes, --ties all: this",
        ),
        (["--columns", "sector=clubb"], "unknown: attribute of the file 'clubb'; did you mean 'club'?"),
        (["--columns", "strength=-"], ""),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_what_asks_a_ledger_or_an_attribute_that_is_not_there_is_refused(
    ask: Ask, club: Path, words: list[str], said: str
) -> None:
    told = ask("graph", str(club), *words)
    assert told.code == (2 if said else 0)
    assert said in told.err


def test_a_fault_is_told_at_its_line(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "signed.net"
    file.write_text(CLUB, encoding="utf-8")
    told = ask("graph", str(file))
    assert (told.code, told.out) == (2, "")
    assert "signed.net:10:1: '-1' is no strength" in told.err
    assert "--columns strength=" in told.err


def test_columns_are_for_files_of_other_tools(ask: Ask) -> None:
    told = ask("graph", "examples/smolensk-2009.yaml", "--columns", "sector=club")
    assert told.code == 2
    assert "--columns is for networks of other tools" in told.err
