"""`partnership ties`, `partnership partners`: a survey or a list, put before the door, and nothing is written there."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Final, TypeVar

from partnership.acts import to_json_lines
from partnership.cli.console import Console
from partnership.cli.exits import Exit
from partnership.cli.inputs import LEDGER_SUFFIX, Opened, Unusable, check_file, opened, said_by_error, save, tell_all
from partnership.cli.option_values import shown_argument, shown_file
from partnership.cli.shapes import JsonShape, fields_shape, plain, programme_shape, write_json
from partnership.errors import PartnershipError
from partnership.exchange import (
    ImportedPartners,
    ImportedTie,
    ImportedTies,
    SurveyScale,
    import_partners,
    import_ties,
    read_partners,
    read_ties,
)
from partnership.messages import message
from partnership.programme import Programme, lines_text

if TYPE_CHECKING:
    from argparse import Namespace

Imported = TypeVar("Imported", ImportedTies, ImportedPartners)

_ANSWERS: Final = (".csv", ".xlsx")


def ties(asked: Namespace, console: Console) -> Exit:
    """Write what the law accepts as lines for the programme, and say what it refuses; the law says no where it does."""
    return _answer(asked, console, asked.table, _ties, _ties_shape)


def partners(asked: Namespace, console: Console) -> Exit:
    """Do the same with a list of organisations and people; their names go into a file of personal data."""
    if asked.names is not None and Path(asked.names).suffix not in {".yaml", ".yml"}:
        raise Unusable(message("{file}: names are written as .yaml", file=shown_argument(asked.names)))
    return _answer(asked, console, asked.list, _partners, _partners_shape)


def _answer(
    asked: Namespace,
    console: Console,
    source: str,
    bring_in: Callable[[Namespace, Programme, dt.date], Imported],
    shape: Callable[[Namespace, Imported], JsonShape],
) -> Exit:
    if asked.output is not None and Path(asked.output).suffix not in _ANSWERS:
        raise Unusable(
            message("{file}: the table can be written back as .csv or .xlsx", file=shown_argument(asked.output))
        )
    found = opened(asked, console)
    programme = tell_all(found, console)
    before = len(programme.entries)
    check_file(source)
    try:
        imported = bring_in(asked, programme, asked.on or found.last_day)
    except PartnershipError as error:
        said = said_by_error(error, console.lang)
        raise Unusable(said if said.startswith(f"{source}:") else f"{shown_file(source)}: {said}") from None
    if asked.json:
        write_json(asked, console, {"programme": programme_shape(programme), **shape(asked, imported)})
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


def _ties(asked: Namespace, programme: Programme, on: dt.date) -> ImportedTies:
    survey = read_ties(Path(asked.table).read_bytes(), columns=asked.columns, shape=asked.shape)
    scale = None if asked.scale is None else SurveyScale(*asked.scale)
    return import_ties(programme, survey, on=on, type=asked.type, scale=scale, directed=asked.directed)


def _partners(asked: Namespace, programme: Programme, on: dt.date) -> ImportedPartners:
    listed = read_partners(Path(asked.list).read_bytes(), asked.list)
    secret = "" if asked.secret is None else _secret(asked.secret)
    imported = import_partners(programme, listed, on=on, sector=asked.sector, sectors=asked.sectors, secret=secret)
    if asked.names is not None:
        people = "".join(
            f"  {id_}: {{name: {json.dumps(name, ensure_ascii=False)}}}\n" for id_, name in imported.names.items()
        )
        save(Path(asked.names), f"people:\n{people}".encode() if people else b"people: {}\n")
    return imported


def _secret(file: str) -> str:
    """Read what the ids of people are made with; bytes that are no text are as secret as any."""
    check_file(file)
    secret = Path(file).read_bytes().strip()
    if not secret:
        raise Unusable(message("{file}: a secret is empty", file=shown_file(file)))
    return secret.hex()


def _margin(found: Opened) -> str:
    """Return what stands before the lines of the programme file, so that what is added at its end fits."""
    lines = found.telling.file.lines if found.telling is not None else ()
    at = lines[-1].at if lines else None
    return " " * (at.column - len("- ") - 1) if at is not None else ""


def _give_back(path: Path, imported: ImportedTies | ImportedPartners, console: Console) -> None:
    if path.suffix != ".xlsx":
        # without the mark Excel reads Russian letters in a code page of its own
        save(path, imported.to_csv(console.lang).encode("utf-8-sig"))
        return
    try:
        save(path, imported.to_xlsx(console.lang))
    except PartnershipError as error:  # openpyxl is not installed
        raise Unusable(said_by_error(error, console.lang)) from None


def _ties_shape(asked: Namespace, imported: ImportedTies) -> JsonShape:
    return {"table": asked.table, "ties": [_tie_shape(tie) for tie in imported.ties]}


def _tie_shape(tie: ImportedTie) -> JsonShape:
    return {
        **fields_shape(tie.answer, "row", "source", "target"),
        "record": plain(tie.tie),
        "entry": tie.entry,
        "refused": plain(tie.reasons),
        "nearest": tie.nearest,
    }


def _partners_shape(asked: Namespace, imported: ImportedPartners) -> JsonShape:
    return {
        "list": asked.list,
        "partners": [
            {
                **fields_shape(each, "line", "kind", "id"),
                "name": each.name or None,
                **fields_shape(each, "record", "entry"),
                "refused": plain(each.reasons),
            }
            for each in imported.partners
        ],
    }
