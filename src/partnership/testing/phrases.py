"""Acts, entries and findings in plain words, for expectations that fail."""

from __future__ import annotations

from collections.abc import Iterable

from partnership.acts import AddRecord as Take
from partnership.acts import (
    Advance,
    Advanced,
    Amend,
    Amended,
    AnyEntry,
    Asked,
    End,
    Ended,
    Migrate,
    Recorded,
    Waive,
    Waived,
)
from partnership.findings import Finding
from partnership.records import RECORDS, noun

MOST_LACKS = 5
"""Lacks that are spelt out under each finding; the rest are counted."""


def act(command: Asked) -> str:
    """Say what was asked, and of which day."""
    match command:
        case Take(record=record):
            what = f"record {_thing(record.kept_as(), record.id)}"
        case Amend(kind=kind, id=id_):
            what = f"amend {_thing(kind, id_)}"
        case End(kind=kind, id=id_):
            what = f"end {_thing(kind, id_)}"
        case Advance(to=to):
            what = f"advance to {to}" if to is not None else "advance to the stage that follows"
        case Waive(requirement=requirement, subject=subject):
            what = f"waive {requirement}" + (f" for {subject}" if subject is not None else "")
        case Migrate(template=template, version=version):
            what = f"migrate to {template} {version}"
        case _:
            what = str(getattr(command, "command", type(command).__name__))
    return f"{what} on {command.on}"


def happening(entry: AnyEntry) -> str:
    """Say what an entry holds, and of which day it is."""
    match entry:
        case Recorded(record=record):
            what = f"{_thing(record.kept_as(), record.id)} recorded"
        case Amended(kind=kind, id=id_):
            what = f"{_thing(kind, id_)} amended"
        case Ended(kind=kind, id=id_):
            what = f"{_thing(kind, id_)} ended"
        case Advanced(stage=stage, from_stage=before):
            what = f"advanced from {before} to {stage}"
        case Waived(requirement=requirement):
            what = f"{requirement} waived until {entry.until}"
        case _:
            what = entry.entry
    return f"{what} on {entry.date}"


def spelt_out(findings: Iterable[Finding], empty: str) -> str:
    """Spell findings out, or say the words for there being none."""
    lines = [line for finding in findings for line in finding.text("en", MOST_LACKS).splitlines()]
    return "\n".join(f"  {line}" for line in lines) or f"  {empty}"


def _thing(kind: str, id_: str) -> str:
    return f"{noun(kind).one if kind in RECORDS else kind} '{id_}'"
