"""Who is tied to whom, read from the tables that people keep: CSV and workbooks, English and Russian, long and wide."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import sys
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.errors import InputError, MissingExtra, UnknownName
from partnership.exchange import SurveyAnswer, SurveyScale, read_ties
from partnership.exchange.importing import MOST_HINTS, NameIndex
from partnership.exchange.survey.table import LONGEST_CELL, MOST_ROWS
from partnership.exchange.survey.words import SURVEY_FIELDS, day_of, is_directed, recognised, words_of
from partnership.exchange.survey.workbook import write_xlsx
from partnership.messages import Language, Message, languages
from partnership.values import fold


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def told(answers: tuple[SurveyAnswer, ...]) -> list[tuple[str, str, str]]:
    return [(answer.source, answer.target, answer.strength) for answer in answers]


# --- shapes ----------------------------------------------------------------------------------------------------------


def test_a_table_of_connections_as_in_kumu_is_read() -> None:
    """From, To, Type, Strength, Direction; several names in one cell of To are several ties."""
    survey = read_ties("From,To,Type,Strength,Direction\nBank,Aid|School,funding,3,mutual\nAid,Bank,,,\n")
    assert survey.answers == (
        SurveyAnswer(2, "Bank", "Aid", "funding", "3", "mutual"),
        SurveyAnswer(2, "Bank", "School", "funding", "3", "mutual"),
        SurveyAnswer(3, "Aid", "Bank"),
    )
    assert survey.columns == {
        "source": "From",
        "target": "To",
        "type": "Type",
        "strength": "Strength",
        "direction": "Direction",
    }


def test_a_survey_as_in_partner_is_read() -> None:
    """A row for each partner that a respondent names, with how often and how closely they work together."""
    survey = read_ties(
        "Respondent,Partner organization,Frequency of contact,Comment\nBank,Aid,4,\n\nBank,School,2,new\n"
    )
    assert [answer.row for answer in survey.answers] == [2, 4]
    assert told(survey.answers) == [("Bank", "Aid", "4"), ("Bank", "School", "2")]


def test_a_matrix_is_read_cell_by_cell() -> None:
    """A row a respondent, a column a partner; empty, 0, "нет" and a dash say that there is no tie."""
    survey = read_ties("Организация;Банк;Помощь;Школа\nБанк;-;4;x\nПомощь;0;нет;2\n")
    assert survey.shape == "matrix"
    assert told(survey.answers) == [("Банк", "Помощь", "4"), ("Банк", "Школа", ""), ("Помощь", "Школа", "2")]
    assert [answer.column for answer in survey.answers] == ["Помощь", "Школа", "Школа"]


def test_a_matrix_with_an_empty_corner_is_one_too() -> None:
    """And so is any table of which that is said."""
    assert read_ties(",A,B\nA,,3\nB,1,\n").shape == "matrix"
    assert told(read_ties("Who,A,B\nA,,3\n", shape="matrix").answers) == [("A", "B", "3")]


def test_russian_headings_are_known() -> None:
    """With letters of either alphabet, in any case, and with a colon behind."""
    survey = read_ties("От кого:;К КОМУ;Вид связи;Сила связи;Дата;Взаимная\nА;Б;надзор;2,5;01.03.2010;да\n")
    assert survey.answers == (SurveyAnswer(2, "А", "Б", "надзор", "2,5", "mutual", "01.03.2010"),)
    latin = "Opганизaция-peспoндент"  # o, p, a, e of the Latin alphabet
    assert read_ties(f"{latin},Организация-партнёр\nA,B\n").columns["source"] == latin


def test_every_heading_means_one_field() -> None:
    """No heading stands for two things."""
    words = [fold(word) for headings in SURVEY_FIELDS.values() for word in words_of(headings)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("field", SURVEY_FIELDS)
def test_a_heading_is_known_in_every_language_that_has_a_catalogue(field: str, language: Language) -> None:
    """Whoever adds a catalogue need not touch the code."""
    for word in SURVEY_FIELDS[field].in_language(language).split("|"):
        assert recognised([word]) == {field: 0}


def test_the_heading_that_tells_more_is_taken() -> None:
    """Where "From" and "Organization" both stand, the first says who; the other is left alone."""
    survey = read_ties("Organization,From,Partner\nx,A,B\n")
    assert survey.columns == {"source": "From", "target": "Partner"}


def test_headings_of_ones_own_are_named() -> None:
    """Field by field; what is not named is recognised still."""
    survey = read_ties("Q1,Q2,strength\nA,B,3\n", columns={"source": "Q1", "target": "q2"})
    assert told(survey.answers) == [("A", "B", "3")]
    with pytest.raises(InputError, match="no column is headed 'Qestion 1'; did you mean 'Question 1'"):
        read_ties("Question 1,Q2\nA,B\n", columns={"source": "Qestion 1"})
    with pytest.raises(UnknownName, match="did you mean 'source'"):
        read_ties("Q1,Q2\nA,B\n", columns={"sorce": "Q1"})


def test_a_table_that_does_not_say_who_is_refused_in_both_languages() -> None:
    """With the headings that it has, and how to name the right one."""
    with pytest.raises(InputError) as refused:
        read_ties("Name,Phone\nA,B\n")
    assert "no column says who is tied (from); the headings are 'Name', 'Phone'" in refused.value.text("en")
    assert "нет столбца, где указано, с кем (к кому)" in refused.value.text("ru")
    assert len(refused.value.faults) == 2


@pytest.mark.parametrize(
    "wrong", [{"kind": "xls"}, {"shape": "wide"}, {"sheet": "Ties"}], ids=["kind", "shape", "sheet"]
)
def test_a_kind_a_shape_or_a_sheet_that_there_is_not_is_refused(wrong: dict[str, Any]) -> None:
    """With the nearest of those that there are."""
    with pytest.raises(UnknownName):
        read_ties(workbook(Connections=[["From", "To"], ["A", "B"]]) if "sheet" in wrong else "from,to\n", **wrong)


# --- CSV -------------------------------------------------------------------------------------------------------------

ROWS = 'От кого;К кому;Сила\nБанк «Север»;"Фонд ""Мир""; Смоленск";3\n'
CSV_ANSWERS = [("Банк «Север»", 'Фонд "Мир"; Смоленск', "3")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_csv_is_read_as_spreadsheets_save_it(encoding: str) -> None:
    """UTF-8 with or without its mark, "Unicode text", and the code page of the Russian Excel."""
    survey = read_ties(ROWS.replace("\n", "\r\n").encode(encoding))
    assert told(survey.answers) == CSV_ANSWERS
    assert survey.table.delimiter == ";"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_the_delimiter_is_seen_from_the_headings(delimiter: str) -> None:
    """Even if another stands in a heading; and `sep=` names it."""
    line = delimiter.join(['"From"', "To", '"a, b; c"', "Strength"])
    assert read_ties(f"{line}\n{delimiter.join('AB-4')}\n").table.delimiter == delimiter
    named = read_ties(f"sep={delimiter}\n{line}\n{delimiter.join('AB-4')}\n")
    assert told(named.answers) == [("A", "B", "4")]
    assert named.answers[0].row == 3


@pytest.mark.parametrize(
    "data, says",
    [
        ("from,to\nA,Café\n".encode("latin-1"), "neither UTF-8 nor Windows-1251"),
        ("from,to\nA,B\n".encode("utf-16-le"), "control character U+0000"),
        (b"from,to\nA,\x98\xff\n", "neither UTF-8 nor Windows-1251"),
        (b"", "empty"),
        (b"\n\n,,\n", "empty"),
        (b'from,to\nA,"B\n', "row 2: a quotation mark is not closed"),
        (b'from,to\nA,"B"C\n', "row 2: a closing quotation mark"),
        (b"\xd0\xcf\x11\xe0rest", "old or protected"),
        (b"PK\x03\x04rest", "not a workbook"),
        (b"from,to\nA," + b"B" * (LONGEST_CELL + 1), "row 2: a cell of more"),
        (b"from,to\n" + b"," * 1000, "row 2: more than 1000 cells"),
        (b"from,to\n" + b"A,B\n" * MOST_ROWS, "more than 20000 rows"),
        (b"x" * (2**24 + 1), "more than 16777216 bytes"),
    ],
    ids=[
        *("latin-1", "nul", "no code page", "empty", "blank", "open quote", "behind a quote", "xls"),
        *("no zip", "long cell", "many cells", "many rows", "many bytes"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, says: str) -> None:
    """In both languages, with the row where there is one."""
    with pytest.raises(InputError, match=says.replace("+", r"\+")) as refused:
        read_ties(data)
    assert any("а" <= letter <= "я" for letter in refused.value.text("ru"))


def test_formulas_are_words_and_guarded_ones_lose_their_apostrophe() -> None:
    """What the library gave back with a guard is read as it was."""
    survey = read_ties("from,to,strength\n=cmd|' /C calc'!A0,'=1+1,'-2\n")
    assert survey.answers[0] == SurveyAnswer(2, "=cmd|' /C calc'!A0", "=1+1", strength="-2")


@given(cells=st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=5))
def test_any_text_is_read_or_refused(cells: list[tuple[str, str]]) -> None:
    """No table makes the reader stumble."""
    text = "from,to\n" + "".join(f"{one},{other}\n" for one, other in cells)
    for data in (text, text.encode(errors="replace"), text.encode("cp1251", errors="replace")):
        with contextlib.suppress(InputError):
            assert read_ties(data).shape == "long"


# --- workbooks -------------------------------------------------------------------------------------------------------


def test_the_sheet_that_says_who_and_whom_is_read() -> None:
    """Kumu's workbook has Elements and Connections; ids of elements stand for their labels, `(ignore)` is ignored."""
    data = workbook(
        Notes__ignore_=[["From", "To"], ["x", "y"]],
        Elements=[["ID", "Label", "Type"], ["e1", "Bank", "business"], ["e2", "Aid", "ngo"]],
        Connections=[
            ["From", "To", "Date", "Strength", "Mutual"],
            ["e1", "e2", dt.datetime(2010, 3, 1), 4, True],  # noqa: DTZ001 - a spreadsheet has no zones
            [None, None, None],
            ["e2", "e1", dt.date(2010, 3, 2), 2.5, False],
        ],
    )
    data = data.replace(b"Notes  ignore ", b"Notes (ignore)")
    survey = read_ties(renamed(data, "Notes  ignore ", "Notes (ignore)"))
    assert survey.table.sheet == "Connections"
    assert survey.labels == {"e1": "Bank", "e2": "Aid"}
    assert survey.answers == (
        SurveyAnswer(2, "e1", "e2", strength="4", direction="mutual", date="2010-03-01"),
        SurveyAnswer(4, "e2", "e1", strength="2.5", direction="directed", date="2010-03-02"),
    )


def renamed(data: bytes, old: str, new: str) -> bytes:
    return changed(data, "xl/workbook.xml", old.encode(), new.encode())


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new) if name == part else source.read(name))
    return stream.getvalue()


def test_a_sheet_can_be_named() -> None:
    """In any case."""
    data = workbook(First=[["From", "To"], ["A", "B"]], Second=[["From", "To"], ["C", "D"]])
    assert told(read_ties(data).answers) == [("A", "B", "")]
    assert told(read_ties(data, sheet="second").answers) == [("C", "D", "")]


def test_a_formula_in_a_workbook_is_not_evaluated() -> None:
    """Its value as last saved is taken; openpyxl saves none, so that there is nothing."""
    survey = read_ties(workbook(Sheet=[["From", "To", "Strength"], ["A", '="B"&"C"', "=1+1"]]))
    assert told(survey.answers) == [("A", "", "")]


def test_a_workbook_that_would_swell_or_declares_entities_is_refused() -> None:
    """Before a single cell is read."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (2**26 + 1))
    assert len(stream.getvalue()) < 2**20
    with pytest.raises(InputError, match="unpacked, the workbook has more"):
        read_ties(stream.getvalue())
    plain = workbook(Sheet=[["From", "To"], ["A", "B"]])
    mined = changed(plain, "xl/workbook.xml", b"<workbook ", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook ')
    spaces = b" " * (2**20 - mined_at(plain) - 4)  # so that the word stands across two chunks that are read
    for data in (mined, changed(mined, "xl/workbook.xml", b"<!DOCTYPE", spaces + b"<!DOCTYPE")):
        with pytest.raises(InputError, match="document type"):
            read_ties(data)


def mined_at(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/workbook.xml").index(b"<workbook ")


def test_a_damaged_workbook_is_refused() -> None:
    """Whatever is wrong inside."""
    plain = workbook(Sheet=[["From", "To"], ["A", "B"]])
    for damaged in (
        plain[: len(plain) // 2],
        changed(plain, "xl/workbook.xml", b"<sheets>", b"<sheets"),
        changed(plain, "xl/worksheets/sheet1.xml", b"<row", b"<row r='x'"),
        changed(plain, "xl/_rels/workbook.xml.rels", b"sheet1", b"sheet9"),
    ):
        with pytest.raises(InputError):
            read_ties(damaged)
    with pytest.raises(InputError, match="empty"):
        read_ties(workbook(Sheet=[[None]]))
    with pytest.raises(InputError, match="from bytes"):
        read_ties("from,to", kind="xlsx")


def test_a_sheet_with_a_cell_at_its_far_end_is_refused_not_filled_up() -> None:
    """A million empty rows are not read."""
    book = openpyxl.Workbook()
    book.active.append(["From", "To"])
    book.active["A1048576"] = "A"
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(InputError, match="row 1048576: more than 20000 rows"):
        read_ties(stream.getvalue())


def test_without_openpyxl_a_workbook_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """And names the extra that brings it."""
    data = workbook(Sheet=[["From", "To"]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtra, match=r"partnership\[xlsx\]"):
        read_ties(data)
    assert read_ties("from,to\n").answers == ()


def test_a_workbook_that_is_written_is_read_by_openpyxl_as_text() -> None:
    """Formulas, markup, coded characters, line breaks and spaces stay what they were; twice the same bytes."""
    rows = [["=1+1", "<b>&", "_x0041_", " two\nlines ", "", "Банк"], [], *[[f"c{n}" for n in range(30)]]]
    data = write_xlsx(rows, "Связи: [1]/2")
    assert data == write_xlsx(rows, "Связи: [1]/2")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:  # the time of writing is not in it
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2
        assert {part.date_time[0] for part in archive.infolist()} == {1980}
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet.title == "Связи   1  2"
    assert [cell.value for cell in sheet[1]][:6] == ["=1+1", "<b>&", "_x005F_x0041_", " two\nlines ", None, "Банк"]
    assert {cell.data_type for row in sheet for cell in row if cell.value is not None} <= {"s", "inlineStr"}
    assert sheet["AD3"].value == "c29"
    assert read_ties(write_xlsx([["from", "to"], ["_x0041_", "a_b"]])).answers == (SurveyAnswer(2, "_x0041_", "a_b"),)


# --- what cells mean -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "scale, answer, strength",
    [
        (SurveyScale(), "1", 1),
        (SurveyScale(), "5", 5),
        (SurveyScale(), "4,0", 4),
        (SurveyScale(), "2.5", 3),
        (SurveyScale(1, 4), "1", 1),
        (SurveyScale(1, 4), "2", 2),
        (SurveyScale(1, 4), "3", 4),
        (SurveyScale(1, 4), "4", 5),
        (SurveyScale(0, 100), "50", 3),
        (SurveyScale(1, 4, {"Coordinated": 3}), "coordinated", 4),
        (SurveyScale(1, 4, {"редко": 1}), "Редко", 1),
    ],
    ids=str,
)
def test_a_scale_is_stretched_to_one_to_five(scale: SurveyScale, answer: str, strength: int) -> None:
    """Linearly, a half up; words stand for numbers."""
    assert scale.strength(answer) == strength


@pytest.mark.parametrize("answer", ["0", "6", "5.01", "-1", "many", "1e3", "nan", "½", "1" * 40])
def test_what_lies_beyond_a_scale_is_no_strength(answer: str) -> None:
    """And is told so in both languages."""
    reason = SurveyScale().strength(answer)
    assert isinstance(reason, Message)
    assert answer in reason.in_language("ru")


def test_a_scale_has_room() -> None:
    """From 3 to 3 nothing can be said."""
    with pytest.raises(InputError, match="no room"):
        SurveyScale(3, 3)


@pytest.mark.parametrize("word", ["2010-03-01", "01.03.2010", "1.3.2010", "2010-03-01T00:00:00", "2010-03-01 00:00"])
def test_days_are_read_as_iso_and_as_in_russian(word: str) -> None:
    """A slash is not: 01/03 is another day in London than in New York."""
    assert day_of(word) == dt.date(2010, 3, 1)
    assert isinstance(day_of("01/03/2010"), Message)
    assert isinstance(day_of("31.02.2010"), Message)


def test_directions_are_read_in_both_languages() -> None:
    """One way, both ways, or a reason."""
    assert is_directed("Directed") is True
    assert is_directed("односторонняя") is True
    assert is_directed("mutual") is False
    assert is_directed("Взаимная") is False
    assert isinstance(is_directed("sideways"), Message)


def test_names_are_found_by_id_or_name_and_never_guessed() -> None:
    """Letters of either alphabet, quotation marks and spaces aside; what fits two is said to."""
    roster = NameIndex(
        [("bank", ["Bank Sever", "Банк «Север»"]), ("aid", ["Aid", "Помощь"]), ("b2", ["Aid", "Вторая"])]
    )
    assert roster.find("bank") == ("bank",)
    assert roster.find('банк  "СЕВЕР"') == ("bank",)
    assert roster.find("Пoмoщь") == ("aid",)  # o of the Latin alphabet
    assert roster.find("Aid") == ("aid", "b2")
    assert roster.find("Банк Юг") == ()
    assert roster.nearest("Помощ") == "Помощь"
    assert roster.nearest("zzz") is None


def test_hints_are_bounded() -> None:
    """Five thousand unknown names do not take minutes."""
    roster = NameIndex([("bank", ["Bank"])])
    assert [roster.nearest(f"bank{n}") for n in range(MOST_HINTS + 5)][-5:] == [None] * 5
    assert roster.nearest("bank1") == "Bank"
