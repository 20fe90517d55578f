"""`partnership ties`: what people have told in a survey, put before the door; nothing is written into the programme."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Final

from partnership.acts import to_json_lines
from partnership.cli.arguments import shown_argument, shown_file
from partnership.cli.console import Console
from partnership.cli.exits import Exit
from partnership.cli.inputs import LEDGER_SUFFIX, Opened, Unusable, check_file, opened, said_by_error, tell_all
from partnership.cli.saving import save
from partnership.cli.shapes import FORMAT, programme_shape, text_shape, write_json
from partnership.errors import PartnershipError
from partnership.exchange import ImportedTies, SurveyScale, import_ties, read_ties
from partnership.messages import message
from partnership.programme import Programme, lines_text

if TYPE_CHECKING:
    from argparse import Namespace

_ANSWERS: Final = (".csv", ".xlsx")


def ties(asked: Namespace, console: Console) -> Exit:
    """Write what the law accepts as lines for the programme, and say what it refuses; the law says no where it does."""
    if asked.output is not None and Path(asked.output).suffix not in _ANSWERS:
        raise Unusable(
            message("{file}: the table can be written back as .csv or .xlsx", file=shown_argument(asked.output))
        )
    found = opened(asked, console)
    programme = tell_all(found, console)
    before = len(programme.entries)
    imported = _imported(asked, programme, asked.on or found.last_day, console)
    if asked.json:
        write_json(console, _shape(asked, programme, imported))
    else:
        fresh = programme.entries[before:]
        if asked.file.endswith(LEDGER_SUFFIX):
            console.data(b"".join(to_json_lines(fresh)))
        else:
            console.data(indent(lines_text(fresh), _margin(found)).encode())
        console.complain(imported.text(console.lang))
    if asked.output is not None:
        _give_back(Path(asked.output), imported, console)
    return Exit.LAW_SAYS_NO if imported.refused else Exit.FINE


def _imported(asked: Namespace, programme: Programme, on: dt.date, console: Console) -> ImportedTies:
    check_file(asked.table)
    try:
        survey = read_ties(Path(asked.table).read_bytes(), columns=asked.columns, shape=asked.shape)
        return import_ties(
            programme,
            survey,
            on=on,
            type=asked.type,
            scale=None if asked.scale is None else SurveyScale(*asked.scale),
            directed=asked.directed,
        )
    except PartnershipError as error:
        raise Unusable(f"{shown_file(asked.table)}: {said_by_error(error, console.lang)}") from None


def _margin(found: Opened) -> str:
    """Return what stands before the lines of the programme file, so that what is added at its end fits."""
    lines = found.telling.file.lines if found.telling is not None else ()
    at = lines[-1].at if lines else None
    return " " * (at.column - len("- ") - 1) if at is not None else ""


def _give_back(path: Path, imported: ImportedTies, console: Console) -> None:
    if path.suffix == ".xlsx":
        save(path, imported.to_xlsx(console.lang))
    else:
        # without the mark Excel reads Russian letters in a code page of its own
        save(path, imported.to_csv(console.lang).encode("utf-8-sig"))


def _shape(asked: Namespace, programme: Programme, imported: ImportedTies) -> dict[str, object]:
    return {
        "format": FORMAT,
        "command": "ties",
        "file": asked.file,
        "table": asked.table,
        "programme": programme_shape(programme),
        "ties": [
            {
                "row": tie.answer.row,
                "source": tie.answer.source,
                "target": tie.answer.target,
                "record": None if tie.tie is None else tie.tie.model_dump(mode="json"),
                "entry": tie.entry,
                "refused": [text_shape(reason) for reason in tie.reasons],
                "nearest": tie.nearest,
            }
            for tie in imported.ties
        ],
    }
