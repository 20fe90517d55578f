"""A table as somebody keeps it: rows of cells, all of them text, numbered as a spreadsheet numbers them.

Text tables are CSV as spreadsheets save it, and DL, the format of UCINET (a matrix or a list behind a line with `dl`).
Source of DL: the UCINET 6 reference guide (formats fullmatrix, edgelist1, nodelist1; labels listed or embedded).
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Never

from partnership.errors import Fault, InputError
from partnership.exchange.formats.csv_and_json import unguarded
from partnership.exchange.survey.words import recognised
from partnership.messages import Sayable, message
from partnership.values import LONGEST_TEXT

LARGEST_TABLE = 16 * 2**20
"""Bytes that a file may have."""

MOST_ROWS = 20_000
"""Rows that are read; a longer table is refused, not cut."""

MOST_TABLE_COLUMNS = 1_000
"""Cells that a row may have."""

MOST_CELLS = 1_000_000
"""Cells that a table may have."""

LONGEST_CELL = LONGEST_TEXT
"""Characters that a cell may have."""


_QUOTE = message("put a cell that holds a comma into quotation marks, and leave no cell of a row out")


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """Rows of text; row 1 is `rows[0]`. `delimiter` is that of a CSV file, `sheet` the name of a workbook's sheet."""

    rows: tuple[tuple[str, ...], ...]
    delimiter: str | None = None
    sheet: str | None = None

    @property
    def heading(self) -> int:
        """The number of the first row in which anything stands.

        Raises:
            InputError: if nothing stands anywhere.
        """
        found = next((number for number, row in enumerate(self.rows, start=1) if any(row)), None)
        if found is None:
            refuse(message("the table is empty"))
        return found

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands in that row."""
        return self.rows[self.heading - 1]

    def squared(self) -> SurveyTable:
        """Return the table with as many cells in each row as there are headings.

        Where R left out the corner above the names of rows, it is put in. Cells without a heading and rows of a CSV
        file that end early are refused, since nobody can tell what they belong to.

        Raises:
            InputError: with every such row.
        """
        at, headings = self.heading - 1, self.headings
        widths = {number: len(row) for number, row in self.below()}
        if set(widths.values()) == {len(headings) + 1} and self._are_row_names(list(widths)):
            rows = (*self.rows[:at], ("", *headings), *self.rows[at + 1 :])
            return SurveyTable(rows, self.delimiter, self.sheet)
        said = message("row {row}: {cells} cells under {headings} headings", headings=len(headings))
        faults = [
            Fault(None, said.given(row=number, cells=width), hint=_QUOTE)
            for number, width in widths.items()
            if any(self.rows[number - 1][len(headings) :]) or (self.delimiter is not None and any(headings[width:]))
        ]
        if faults:
            raise InputError(faults)
        return self

    def _are_row_names(self, rows: Sequence[int]) -> bool:
        """Tell whether these rows begin with what R calls them: as the columns of a matrix, or 1, 2, 3 ..."""
        names = [self.rows[number - 1][0] for number in rows]
        return tuple(names) == self.headings or names == [str(place) for place in range(1, len(names) + 1)]

    def below(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Return the rows under the headings in which anything stands, with their numbers."""
        first = self.heading
        for number, row in enumerate(self.rows[first:], start=first + 1):
            if any(row):
                yield number, row


def survey_table(rows: Iterable[Sequence[str]], delimiter: str | None = None, sheet: str | None = None) -> SurveyTable:
    """Make a table of rows, within the bounds; spaces around cells go, and the apostrophe of a guarded one.

    Raises:
        InputError: if it is larger than a table may be, with the row.
    """
    kept: list[tuple[str, ...]] = []
    cells = 0
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            refuse(message("more than {most} rows", most=MOST_ROWS))
        if len(row) > MOST_TABLE_COLUMNS:
            refuse(message("row {number}: more than {most} cells", number=number, most=MOST_TABLE_COLUMNS))
        if any(len(cell) > LONGEST_CELL for cell in row):
            said = message("row {number}: a cell of more than {most} characters (a quotation mark that is not closed?)")
            refuse(said.given(number=number, most=LONGEST_CELL))
        cells += len(row)
        if cells > MOST_CELLS:
            refuse(message("more than {most} cells", most=MOST_CELLS))
        kept.append(tuple(unguarded(cell).strip() for cell in row))
    return SurveyTable(tuple(kept), delimiter, sheet)


def refuse(what: Sayable, hint: Sayable | None = None) -> Never:
    """Raise what is wrong with a table as a whole."""
    raise InputError(Fault(None, what, hint=hint))


# --- CSV --------------------------------------------------------------------------------------------------------------


DELIMITERS = (",", ";", "\t")
"""What may stand between cells."""

SPACE = " "
"""What stands between them in tables of R, where nothing else does."""

_MOST_LINES_LOOKED_AT = 50

_SAVE_AGAIN = message("save the table as CSV UTF-8")

_words = re.compile(r"\w+").findall
_cyrillic = re.compile("[\u0410-\u044f\u0401\u0451]").search
_latin = re.compile("[a-zA-Z]").search
_quoted = re.compile(r'"[^"]*"').sub
_control = re.compile("[\x00-\x08\x0e-\x1f]").search


def read_csv(data: bytes | str) -> SurveyTable:
    """Read CSV in UTF-8, in UTF-16 with a mark of its byte order or, as Russian Excel writes it, in Windows-1251.

    The delimiter is the one under which the headings say most; a first line `sep=;` names it; where none stands in
    the headings it may be a space, as R's `write.table` has it. A text that begins with `dl` is read as UCINET writes
    it. Cells are text, and nothing in them is evaluated.

    Raises:
        InputError: if it is neither, is not well formed, or is larger than a table may be.
    """
    decoded = data.removeprefix("\ufeff") if isinstance(data, str) else decode_text(data)
    if decoded is None:
        refuse(message("the text is neither UTF-8 nor Windows-1251 in Russian"), _SAVE_AGAIN)
    text = _clean(decoded).replace("\r\n", "\n").replace("\r", "\n")
    if _is_dl(text):
        return _read_dl(text)
    named = re.match(r"sep=([,;\t])\n", text)
    if named is not None:  # the line stays a row, so that rows are numbered as they are seen
        table = survey_table(_rows(text[named.end() :], named[1]), named[1])
        return SurveyTable(((), *table.rows), named[1])
    delimiter = _delimiter(text)
    return survey_table(_rows(text, delimiter), delimiter)


def decode_text(data: bytes, *declared: str) -> str | None:
    """Turn bytes into text: as a mark of byte order or somebody says, as UTF-8, or as Windows-1251 in Russian."""
    marked = ["utf-16"] if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else []
    for encoding in (*marked, *declared, "utf-8-sig", "cp1251"):
        try:
            text = data.decode(encoding).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
        if encoding != "cp1251" or is_russian(text):
            return text
    return None


def _clean(text: str) -> str:
    found = _control(text)
    if found is not None:
        said = message("the text holds the control character {code}: this is not a CSV file in UTF-8 or Windows-1251")
        refuse(said.given(code=f"U+{ord(found[0]):04X}"), _SAVE_AGAIN)
    return text


def is_russian(text: str) -> bool:
    """Tell whether Cyrillic words are mostly whole: bytes of another code page make Cyrillic letters in Latin words."""
    cyrillic = [word for word in _words(text) if _cyrillic(word)]
    return sum(_latin(word) is not None for word in cyrillic) * 2 <= len(cyrillic)


def _delimiter(text: str) -> str:
    lines = [line for line in text.split("\n", _MOST_LINES_LOOKED_AT)[:_MOST_LINES_LOOKED_AT] if line.strip(" ,;\t")]
    line = next(iter(lines), "")
    if _is_spaced(lines):
        return SPACE

    def said(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(_reader(iter([line]), delimiter), [])
        except csv.Error:  # a heading that goes on in the next line: as far as it was read, it says little
            cells = line.split(delimiter)
        return len(recognised(cells)), len(cells)

    return max(DELIMITERS, key=said)


def _is_spaced(lines: list[str]) -> bool:
    """Tell whether spaces part the cells: no delimiter stands in the headings, and the last line is as wide as they."""
    if not lines or any(delimiter in _quoted("", lines[0]) for delimiter in DELIMITERS):
        return False
    try:
        headings, last = (next(_reader(iter([line]), SPACE), []) for line in (lines[0], lines[-1]))
    except csv.Error:
        return False
    return len(headings) > 1 and len(last) - len(headings) in {0, 1}


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    lines = (line + "\n" for line in text.removesuffix("\n").split("\n"))
    reader = _reader(lines, delimiter)
    number = 0
    try:
        for row in reader:
            number += 1
            if number <= MOST_ROWS or any(row):  # empty lines at the end are nobody's rows
                yield row
    except csv.Error as error:
        refuse(message("row {number}: {what}", number=number + 1, what=_said(error)))


def _reader(lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter, strict=True)


def _said(error: csv.Error) -> Sayable:
    told = str(error)
    if "unexpected end" in told:
        return message("a quotation mark is not closed")
    if "expected after" in told:
        return message("a closing quotation mark is followed by something else than the end of the cell")
    return message("this is not a CSV file ({error})", error=told)


# --- DL --------------------------------------------------------------------------------------------------------------

_is_dl = re.compile(r"\s*dl\b", re.IGNORECASE).match
_dl_said = re.compile(r"\b(n|nr|nc|nm|format)\s*=?\s*(\w+)", re.IGNORECASE).findall
_dl_section = re.compile(r"^[ \t]*(labels(?:[ \t]+embedded)?|data)[ \t]*:?[ \t]*", re.IGNORECASE | re.MULTILINE).split
_dl_words = re.compile(r'"([^"]*)"|([^\s,]+)').findall

_DL_FORMATS = ("fullmatrix", "edgelist1", "nodelist1")


def _read_dl(text: str) -> SurveyTable:
    """Read one relation as a table: a matrix with its names, or a list of ties.

    Raises:
        InputError: if there is no data, the format is another, or there are fewer cells or names than it says.
    """
    parts = _dl_section(text)
    told = {key.lower(): word.lower() for key, word in _dl_said(parts[0])}
    sections = {" ".join(name.lower().split()): body for name, body in zip(parts[1::2], parts[2::2], strict=True)}
    form, announced = told.get("format", "fullmatrix"), told.get("n", "")
    if (
        form not in _DL_FORMATS
        or {"nr", "nc", "nm"} & told.keys()
        or "data" not in sections
        or not announced.isdecimal()
    ):
        said = message("a DL file is read with one square relation (n=...) in the format {formats}")
        refuse(said.given(formats=", ".join(_DL_FORMATS)))
    labels = _dl_cells(sections.get("labels", ""))
    lines = [cells for line in sections["data"].splitlines() if (cells := _dl_cells(line))]
    embedded = "labels embedded" in sections
    if form == "fullmatrix":
        return survey_table(_dl_matrix(lines, labels, int(announced), embedded=embedded))
    ends = 2 if form == "edgelist1" else MOST_TABLE_COLUMNS
    if not embedded:
        lines = [[*(_dl_name(labels, cell) for cell in row[:ends]), *row[ends:]] for row in lines]
    if form == "edgelist1":
        return survey_table([["from", "to", "weight"], *([*row, ""][:3] for row in lines)])
    return survey_table([["from", "to"], *([row[0], target] for row in lines for target in row[1:])])


def _dl_cells(text: str) -> list[str]:
    return [quoted or plain for quoted, plain in _dl_words(text)]


def _dl_name(labels: Sequence[str], cell: str) -> str:
    place = int(cell) if cell.isdecimal() else 0
    return labels[place - 1] if 0 < place <= len(labels) else cell


def _dl_matrix(lines: Sequence[Sequence[str]], labels: Sequence[str], n: int, *, embedded: bool) -> list[list[str]]:
    if embedded:
        return [["", *lines[0]], *map(list, lines[1:])] if lines else []
    cells = [cell for line in lines for cell in line]
    if len(cells) != n * n or len(labels) not in {0, n}:
        said = message("DL: {n} rows of {n} cells are announced; there are {cells} cells and {names} names")
        refuse(said.given(n=n, cells=len(cells), names=len(labels)))
    names = list(labels) or [str(place + 1) for place in range(n)]
    return [["", *names], *([name, *cells[at * n : (at + 1) * n]] for at, name in enumerate(names))]
