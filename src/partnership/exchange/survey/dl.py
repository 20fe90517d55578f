"""DL, the text format of UCINET: a matrix or a list of ties behind a line that begins with `dl`.

Source: the UCINET 6 reference guide, "DL" (formats fullmatrix, edgelist1, nodelist1; labels listed or embedded).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from partnership.exchange.survey.table import SurveyTable, refuse, table_of
from partnership.messages import message

_opening = re.compile(r"\s*dl\b", re.IGNORECASE).match
_said = re.compile(r"\b(n|nr|nc|nm|format)\s*=?\s*(\w+)", re.IGNORECASE).findall
_section = re.compile(r"^[ \t]*(labels(?:[ \t]+embedded)?|data)[ \t]*:?[ \t]*", re.IGNORECASE | re.MULTILINE).split
_words = re.compile(r'"([^"]*)"|([^\s,]+)').findall

_FORMATS = ("fullmatrix", "edgelist1", "nodelist1")


def is_dl(text: str) -> bool:
    """Tell whether a text begins as files of UCINET do."""
    return _opening(text) is not None


def read_dl(text: str) -> SurveyTable:
    """Read one relation as a table: a matrix with its names, or a list of ties.

    Raises:
        InputError: if there is no data, the format is another, or there are fewer cells or names than it says.
    """
    parts = _section(text)
    said = {key.lower(): word.lower() for key, word in _said(parts[0])}
    sections = {" ".join(name.lower().split()): body for name, body in zip(parts[1::2], parts[2::2], strict=True)}
    form = said.get("format", "fullmatrix")
    announced = said.get("n", "")
    if form not in _FORMATS or {"nr", "nc", "nm"} & said.keys() or "data" not in sections or not announced.isdecimal():
        refuse(
            message(
                "a DL file is read with one square relation (n=...) in the format {formats}",
                formats=", ".join(_FORMATS),
            )
        )
    labels = _cells(sections.get("labels", ""))
    lines = [cells for line in sections["data"].splitlines() if (cells := _cells(line))]
    embedded = "labels embedded" in sections
    if form == "fullmatrix":
        return table_of(_matrix(lines, labels, int(announced), embedded=embedded))
    named = (
        lines
        if embedded
        else [
            [_name(labels, cell) if place < _ends(form, row) else cell for place, cell in enumerate(row)]
            for row in lines
        ]
    )
    if form == "edgelist1":
        return table_of([["from", "to", "weight"], *([*row, ""][:3] for row in named)])
    return table_of([["from", "to"], *([row[0], target] for row in named for target in row[1:])])


def _ends(form: str, row: Sequence[str]) -> int:
    return 2 if form == "edgelist1" else len(row)


def _cells(text: str) -> list[str]:
    return [quoted or plain for quoted, plain in _words(text)]


def _name(labels: Sequence[str], cell: str) -> str:
    place = int(cell) if cell.isdecimal() else 0
    return labels[place - 1] if 0 < place <= len(labels) else cell


def _matrix(lines: Sequence[Sequence[str]], labels: Sequence[str], n: int, *, embedded: bool) -> list[list[str]]:
    if embedded:
        return [["", *lines[0]], *map(list, lines[1:])] if lines else []
    cells = [cell for line in lines for cell in line]
    if len(cells) != n * n or len(labels) not in {0, n}:
        refuse(
            message(
                "DL: {n} rows of {n} cells are announced; there are {cells} cells and {names} names",
                n=n,
                cells=len(cells),
                names=len(labels),
            )
        )
    names = list(labels) or [str(place + 1) for place in range(n)]
    return [["", *names], *([name, *cells[at * n : (at + 1) * n]] for at, name in enumerate(names))]
