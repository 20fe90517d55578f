"""Ties that people have told in a survey, put before the law on the command line."""

from pathlib import Path

import openpyxl
import pytest

from partnership.programme import load_programme
from tests.cli.helpers import SMOLENSK, Ask

TABLE = """Организация;Партнёр;Сила;Вид
Банк «Уралсиб»;АНО «Забота-Смоленск»;4;cooperation
Банк «Уралсипб»;radi;2;
radi;victoria;9;funding
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "survey.csv"
    file.write_text(TABLE, encoding="cp1251")
    return file


def test_what_is_accepted_comes_as_lines_for_the_file_and_what_is_not_with_its_reason(ask: Ask, table: Path) -> None:
    told = ask("ties", str(SMOLENSK), str(table), "--on", "2010-06-01")
    assert told.code == 1
    assert told.out.startswith("  - {date: 2010-06-01, tie: {id: tie-")
    assert "between: [uralsib, zabota], type: cooperation, strength: 4}" in told.out
    assert told.out.count("\n") == 1
    assert "accepted: 1, refused: 2" in told.err
    assert "row 3: " in told.err
    assert "did you mean" in told.err


def test_the_lines_can_be_put_at_the_end_of_the_file(ask: Ask, table: Path, tmp_path: Path) -> None:
    """The programme then has the tie, and the same table has nothing new for it."""
    told = ask("ties", str(SMOLENSK), str(table), "--on", "2010-06-01")
    longer = tmp_path / "programme.yaml"
    longer.write_text(SMOLENSK.read_text(encoding="utf-8") + told.out, encoding="utf-8")
    assert len(load_programme(longer).entries) == len(load_programme(SMOLENSK).entries) + 1
    again = ask("ties", str(longer), str(table), "--on", "2010-06-01")
    assert again.out == ""
    assert "accepted: 0, refused: 3" in again.err


def test_the_table_comes_back_with_a_column_of_what_was_refused(ask: Ask, table: Path, tmp_path: Path) -> None:
    for name in ("answer.csv", "answer.xlsx"):
        ask("ties", str(SMOLENSK), str(table), "--on", "2010-06-01", "--lang", "ru", "-o", str(tmp_path / name))
    text = (tmp_path / "answer.csv").read_text(encoding="utf-8-sig").splitlines()
    assert text[0] == "Организация;Партнёр;Сила;Вид;что не принято;запись"
    assert "сила связи: 9" in text[3]
    sheet = openpyxl.load_workbook(tmp_path / "answer.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][-2:] == ["что не принято", "запись"]


def test_a_survey_of_its_own_scale_and_kind(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "survey.csv"
    file.write_text("from,to,strength\nuralsib,zabota,4\n", encoding="utf-8")
    told = ask("ties", str(SMOLENSK), str(file), "--scale", "1-4", "--type", "information", "--directed")
    assert told.code == 0
    assert "type: information, strength: 5, directed: true" in told.out


def test_json_tells_what_became_of_each_row(ask: Ask, table: Path) -> None:
    shape = ask("ties", str(SMOLENSK), str(table), "--on", "2010-06-01", "--json").json
    assert [bool(tie["refused"]) for tie in shape["ties"]] == [False, True, True]
    assert shape["ties"][1]["nearest"] == "Банк «Уралсиб»"


@pytest.mark.parametrize(
    "words, said",
    [
        (["--scale", "5-1"], "partnership: --scale: '5-1' is not a scale; expected one such as 1-4"),
        (["--type", "frendship"], "unknown: kind of tie 'frendship'"),
        (["-o", "answer.doc"], "'answer.doc': the table can be written back as .csv or .xlsx"),
    ],
    ids=lambda words: words if isinstance(words, str) else " ".join(words),
)
def test_what_cannot_be_done_is_said(ask: Ask, table: Path, words: list[str], said: str) -> None:
    told = ask("ties", str(SMOLENSK), str(table), *words)
    assert (told.code, told.out) == (2, "")
    assert said in told.err


def test_what_is_no_table_is_said_to_be_none(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "survey.csv"
    file.write_text("hello", encoding="utf-8")
    told = ask("ties", str(SMOLENSK), str(file))
    assert (told.code, told.out) == (2, "")
    assert ask("ties", str(SMOLENSK), str(tmp_path / "none.csv")).err.endswith("there is no such file\n")


def test_columns_and_shape_are_named_where_the_headings_say_nothing(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "q.csv"
    file.write_text('Q1,"Q2, who",Q3\nradi,uralsib,2\n', encoding="utf-8")
    dull = ask("ties", str(SMOLENSK), str(file), "--on", "2010-06-01")
    assert (dull.code, dull.out) == (2, "")
    assert "--columns source=..." in dull.err
    named = ask(
        "ties", str(SMOLENSK), str(file), "--on", "2010-06-01", "--columns", 'source=Q1,"target=Q2, who",strength=Q3'
    )
    assert "between: [radi, uralsib], type: cooperation, strength: 2}" in named.out

    file.write_text("name,radi,uralsib\nradi,0,4\nuralsib,0,0\n", encoding="utf-8")
    matrix = ask("ties", str(SMOLENSK), str(file), "--on", "2010-06-01", "--shape", "matrix")
    assert matrix.out.count("between: [radi, uralsib]") == 1
    assert "accepted: 1, refused: 0" in matrix.err


@pytest.mark.parametrize("columns", ["source", "source=", "=Q1", ""])
def test_columns_that_name_nothing_are_refused_with_an_example(ask: Ask, table: Path, columns: str) -> None:
    told = ask("ties", str(SMOLENSK), str(table), f"--columns={columns}")
    assert told.code == 2
    assert "expected such as source=Q1,target=Q2" in told.err
