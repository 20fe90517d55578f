"""Workbooks (.xlsx): sheets read as text within bounds, and one sheet written."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from partnership.errors import InputError, needed
from partnership.exchange.formats.plain import visible
from partnership.exchange.survey.table import (
    LARGEST_TABLE,
    MOST_ROWS,
    MOST_TABLE_COLUMNS,
    SurveyTable,
    refuse,
    survey_table,
)
from partnership.messages import message

XLSX = "xlsx"
"""The extra that brings openpyxl."""

LARGEST_UNPACKED = 64 * 2**20
"""Bytes that a workbook may have when it is unpacked."""

_MOST_PARTS = 1_000
_MOST_SHEETS = 50
_CHUNK = 2**20
_FIRST = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - archives and workbooks have no zones
_coded = re.compile(r"_x([0-9A-Fa-f]{4})_").sub
_moment = re.compile(rb"(?<=W3CDTF\">)[0-9T:.Z-]+(?=</dcterms:)").sub
_escaped = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)").sub
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def read_xlsx(data: bytes) -> list[SurveyTable]:
    """Read every sheet of a workbook that is not marked `(ignore)`, as text.

    Of a formula its value is taken as it was last saved; nothing is evaluated. Before anything is read, the parts are
    unpacked once to see that they keep within bounds and declare no document types.

    Raises:
        MissingExtra: if openpyxl is not installed.
        InputError: if it is no workbook, or larger than one may be.
    """
    openpyxl = needed("openpyxl", XLSX)
    _check(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, of which nothing is read
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            named = [(str(sheet.title), sheet) for sheet in book.worksheets[:_MOST_SHEETS]]
            sheets = [(title, _cells(sheet)) for title, sheet in named if "(ignore)" not in title.casefold()]
            book.close()
        except InputError:
            raise
        except Exception as error:  # noqa: BLE001 - openpyxl raises whatever it stumbles over
            refuse(message("the workbook cannot be read: {error}", error=str(error)), _SAVE_AGAIN)
    tables = [survey_table(rows, sheet=title) for title, rows in sheets]
    return [table for table in tables if any(map(any, table.rows))]


def write_xlsx(rows: Iterable[Sequence[str]], sheet: str = "Sheet1") -> bytes:
    """Write one sheet of text: every cell is a string, so that none is a formula. The same rows give the same bytes.

    Raises:
        MissingExtra: if openpyxl is not installed.
    """
    openpyxl = needed("openpyxl", XLSX)
    book = openpyxl.Workbook()
    title = re.sub(r"[\[\]:*?/\\]", " ", visible(sheet)).strip("' ")[:31]
    page = book.active
    page.title = title or "Sheet1"
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row, start=1):
            if text:
                # a coded character (`_x0041_`) stays as it is
                cell = page.cell(number, place, _escaped("_x005F_", visible(text, "\n\t")))
                cell.data_type = "s"  # openpyxl takes what begins with = for a formula
    packed = io.BytesIO()
    book.save(packed)
    return _undated(packed.getvalue())


# --- reading ---------------------------------------------------------------------------------------------------------

_SAVE_AGAIN = message("open it in a spreadsheet and save it as .xlsx again")


def _check(data: bytes) -> None:
    if len(data) > LARGEST_TABLE:
        refuse(message("{size} bytes are more than the {most} that are read", size=len(data), most=LARGEST_TABLE))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                said = message("unpacked, the workbook has more than {most} bytes or {parts} parts")
                refuse(said.given(most=LARGEST_UNPACKED, parts=_MOST_PARTS))
            for part in parts:
                _check_part(archive, part)
    except InputError:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        refuse(message("this is not a workbook (.xlsx): {error}", error=str(error)), _SAVE_AGAIN)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Unpack a part (never more than it says) and look for a document type, which no spreadsheet writes."""
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if any(doctype in tail + chunk for doctype in _DOCTYPES):
                refuse(message("the workbook declares a document type"))
            tail = chunk[-32:]


def _cells(sheet: Any) -> list[list[str]]:
    """Read a sheet row by row, as wide as each is; the sheet's own word on its size is not relied upon."""
    sheet.reset_dimensions()
    rows: list[list[str]] = []
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [_text(value) for value in row[: MOST_TABLE_COLUMNS + 1]]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if number > MOST_ROWS:
            refuse(message("row {number}: more than {most} rows", number=number, most=MOST_ROWS))
        rows.extend([[]] * (number - len(rows) - 1))
        rows.append(cells)
    return rows


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return visible(_coded(lambda code: chr(int(code[1], 16)), str(value)), "\n\t")


# --- writing ---------------------------------------------------------------------------------------------------------


def _undated(data: bytes) -> bytes:
    """Take the time of writing out of a workbook."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            content = _moment(_FIRST.isoformat().encode() + b"Z", source.read(part))
            target.writestr(zipfile.ZipInfo(part, _FIRST.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
