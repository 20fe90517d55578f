"""CSV as spreadsheets save it: which signs, which delimiter, which cells."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator

from partnership.exchange.survey.dl import is_dl, read_dl
from partnership.exchange.survey.headings import recognised
from partnership.exchange.survey.table import MOST_ROWS, SurveyTable, refuse, table_of
from partnership.messages import Sayable, message

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
    text = _clean(data.removeprefix("\ufeff")) if isinstance(data, str) else decode_table(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if is_dl(text):
        return read_dl(text)
    named = re.match(r"sep=([,;\t])\n", text)
    if named is not None:  # the line stays a row, so that rows are numbered as they are seen
        table = table_of(_rows(text[named.end() :], named[1]), named[1])
        return SurveyTable(((), *table.rows), named[1])
    delimiter = _delimiter(text)
    return table_of(_rows(text, delimiter), delimiter)


def decode_table(data: bytes) -> str:
    """Turn bytes into text, or say why that cannot be done."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return _clean(data.decode(encoding))
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1251")
    except UnicodeDecodeError:
        text = ""
    if not text or not _is_russian(text):
        refuse(message("the text is neither UTF-8 nor Windows-1251 in Russian"), _SAVE_AGAIN)
    return _clean(text)


def _clean(text: str) -> str:
    found = _control(text)
    if found is not None:
        code = f"U+{ord(found[0]):04X}"
        refuse(
            message(
                "the text holds the control character {code}: this is not a CSV file in UTF-8 or Windows-1251",
                code=code,
            ),
            _SAVE_AGAIN,
        )
    return text


def _is_russian(text: str) -> bool:
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
