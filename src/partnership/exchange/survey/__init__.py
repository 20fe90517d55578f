"""A survey: the answers that a table gives to the question who is tied to whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from partnership.errors import Fault, InputError, UnknownName
from partnership.exchange.survey.table import LARGEST_TABLE, SurveyTable, read_csv, refuse
from partnership.exchange.survey.words import (
    are_directions,
    chosen,
    direction_of,
    is_none,
    is_ours,
    is_tie,
    recognised,
    without_mark,
)
from partnership.exchange.survey.workbook import read_xlsx
from partnership.messages import message
from partnership.values import fold

TableShape = Literal["long", "matrix"]
"""`long`: a row a tie, unless its strength is 0. `matrix`: a row a respondent, a column a partner, a cell a strength.

In a matrix 0, what is empty or not known (NA), and the diagonal are no ties.
"""

_SEVERAL = "|"
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """One tie as it was told, in the words of the table: `row` as a spreadsheet numbers it; empty where nothing stands.

    `column` is the heading of its cell in a matrix.
    """

    row: int
    source: str
    target: str
    type: str = ""
    strength: str = ""
    direction: str = ""
    date: str = ""
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """A table and the answers in it. `columns` says which heading was taken for which field.

    `labels` are names by id, where the workbook has a sheet of elements with both.
    """

    table: SurveyTable
    shape: TableShape
    columns: Mapping[str, str]
    answers: tuple[SurveyAnswer, ...]
    labels: Mapping[str, str]


def read_ties(
    data: bytes | str,
    *,
    kind: Literal["csv", "xlsx"] | None = None,
    columns: Mapping[str, str] | None = None,
    shape: TableShape | None = None,
    sheet: str | None = None,
) -> Survey:
    """Read who is tied to whom from a table: of a survey as in PARTNER, of connections as in Kumu, or a matrix.

    Headings are known in every language that has a catalogue (`SURVEY_FIELDS`); `columns` names others, as
    {"source": "Q1"}. The kind of file, its delimiter, the sheet and the shape are seen from the table unless they are
    given. Where several names stand in a cell of `to` with `|` between them, each is a tie (as in Kumu).

    Raises:
        InputError: if the table cannot be read, is too large, or does not say who is tied to whom.
        MissingExtra: for a workbook, if openpyxl is not installed.
        UnknownName: for a kind, shape, field or sheet that there is not.
    """
    tables = read_tables(data, kind)
    chosen_table = _table(tables, sheet)
    table = chosen_table.squared()
    headings = table.headings
    places = chosen(headings, columns or {})
    found = _shape(shape, places, headings)
    answers = _long(table, places) if found == "long" else _matrix(table, places)
    told = {field: headings[place] for field, place in places.items()}
    return Survey(table, found, told, tuple(answers), _labels(one for one in tables if one is not chosen_table))


def read_tables(data: bytes | str, kind: str | None = None) -> list[SurveyTable]:
    """Read the tables of a file: one of CSV, the sheets of a workbook.

    Raises:
        InputError: if it cannot be read, or is too large.
        MissingExtra: for a workbook, if openpyxl is not installed.
        UnknownName: for a kind that there is not.
    """
    if kind not in {None, "csv", "xlsx"}:
        raise UnknownName(str(kind), ("csv", "xlsx"), message("kind of table"))
    if len(data) > LARGEST_TABLE:
        refuse(message("more than {most} bytes", most=LARGEST_TABLE))
    if isinstance(data, str):
        if kind == "xlsx":
            refuse(message("a workbook is read from bytes, not from text"))
        return [read_csv(data)]
    if data.startswith(_OLD_EXCEL):
        refuse(message("this is an old or protected workbook (.xls)"), message("save it as .xlsx, without a password"))
    if kind == "xlsx" or (kind is None and data.startswith(_ZIP)):
        return read_xlsx(data)
    return [read_csv(data)]


def _table(tables: Sequence[SurveyTable], sheet: str | None) -> SurveyTable:
    """Choose the sheet that is named; else the first that says who and whom, else the first."""
    if not tables:
        refuse(message("the workbook is empty"))
    if sheet is not None:
        for table in tables:
            if table.sheet is not None and fold(table.sheet) == fold(sheet):
                return table
        raise UnknownName(sheet, (one.sheet or "" for one in tables), message("sheet"))
    return next((one for one in tables if {"source", "target"} <= set(recognised(one.headings))), tables[0])


def _shape(shape: str | None, places: Mapping[str, int], headings: Sequence[str]) -> TableShape:
    missing = [field for field in ("source", "target") if field not in places]
    match shape:
        case "matrix":
            return "matrix"
        case None if "target" in missing and not headings[0] and any(headings):
            return "matrix"
        case None if missing == ["target"] and places["source"] == 0 and len(headings) > 1:
            return "matrix"
        case None | "long" if not missing:
            return "long"
        case None | "long":
            raise InputError([_not_said(field, headings) for field in missing])
        case _:
            raise UnknownName(str(shape), ("long", "matrix"), message("shape of a table"))


def _not_said(field: str, headings: Sequence[str]) -> Fault:
    what = message("who is tied (from)") if field == "source" else message("to whom (to)")
    shown = ", ".join(f"'{heading}'" for heading in headings[:12])
    return Fault(
        None,
        message("no column says {what}; the headings are {headings}", what=what, headings=shown),
        hint=message(
            'name it: columns={{"{field}": "..."}} (on the command line: --columns {field}=...), or say that it is a '
            'matrix: shape="matrix" (--shape matrix)',
            field=field,
        ),
    )


def _long(table: SurveyTable, places: Mapping[str, int]) -> Iterator[SurveyAnswer]:
    kind = places.get("type")
    if kind is not None and "direction" not in places and are_directions(_cell(row, kind) for _, row in table.below()):
        places = {"direction": kind, **{field: place for field, place in places.items() if place != kind}}
    for number, row in table.below():
        cells = {field: _cell(row, place) for field, place in places.items()}
        strength = cells.get("strength", "")
        if is_none(strength):
            continue
        told = _told(cells)
        for target in _each(cells["target"]):
            yield SurveyAnswer(number, cells["source"], target, strength=without_mark(strength), **told)


def _matrix(table: SurveyTable, places: Mapping[str, int]) -> Iterator[SurveyAnswer]:
    source = places.get("source", 0)
    said = {field: place for field, place in places.items() if field in {"type", "direction", "mutual", "date"}}
    headings = table.headings
    partners = [
        place
        for place, heading in enumerate(headings)
        if place != source and place not in said.values() and not is_ours(heading)
    ]
    for number, row in table.below():
        told = _told({field: _cell(row, place) for field, place in said.items()})
        name = _cell(row, source)
        for place in partners:
            cell, heading = _cell(row, place), headings[place]
            if is_tie(cell) and fold(name) != fold(heading):
                yield SurveyAnswer(number, name, heading, strength=without_mark(cell), column=heading, **told)


def _cell(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _told(cells: Mapping[str, str]) -> dict[str, str]:
    direction = cells.get("direction") or direction_of(cells.get("mutual", ""), asked_if_mutual=True)
    return {"type": cells.get("type", ""), "direction": direction, "date": cells.get("date", "")}


def _each(cell: str) -> list[str]:
    return [name for part in cell.split(_SEVERAL) if (name := part.strip())] or [""]


def _labels(tables: Iterator[SurveyTable]) -> dict[str, str]:
    labels: dict[str, str] = {}
    for table in tables:
        places = {fold(heading): place for place, heading in enumerate(table.headings)}
        id_, label = places.get(fold("id")), places.get(fold("label"))
        if id_ is None or label is None:
            continue
        for _, row in table.below():
            if max(id_, label) < len(row) and row[id_]:
                labels.setdefault(row[id_], row[label])
    return labels
