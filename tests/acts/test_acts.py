"""An act is declared once: its entry, its command again, its line in a file and its method say the same."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from pydantic import BaseModel

import partnership as pt
from partnership.acts import (
    ACTS,
    Acts,
    Advanced,
    Amend,
    Amended,
    AnyEntry,
    Asked,
    Entry,
    Migrate,
    Migrated,
    Started,
    command_of,
    from_json,
    own_fields,
    to_json,
)
from partnership.acts.envelope import as_json, names_in_entry
from partnership.reading import Line, read_programme, write_programme
from tests.reading.helpers import HEAD
from tests.test_json_forms import ASKED, COMMANDS, made

OURS = "partnership.acts.declared"
ENTRIES: dict[type[Asked], type[Entry]] = {
    found.act: found for found in Entry.__subclasses__() if found.__module__ == OURS
}
DATED: dict[str, Any] = {
    "seq": 7,
    "date": dt.date(2026, 2, 2),
    "recorded": dt.datetime(2026, 2, 3, 9, tzinfo=dt.UTC),
    "by": "anna",
    "basis": "file 3",
    "note": None,
}
DECIDED: dict[type[Entry], dict[str, Any]] = {
    Started: {"template": "volunteers", "version": "1", "digest": "sha256:0"},
    Advanced: {"stage": "main", "from_stage": "immersion"},
    Migrated: {"stage": "main", "from_stage": "immersion"},
}
SAID = [(act, fields) for act, fields in COMMANDS.items() if issubclass(act, Asked)]


def test_every_act_is_asked_once_and_happens_once() -> None:
    assert set(ENTRIES) == set(ACTS.values())
    assert set(ENTRIES) == {found for found in Asked.__subclasses__() if found.__module__ == OURS}
    told = get_args(get_args(AnyEntry)[0])
    assert set(told) == set(ENTRIES.values())


def test_everything_asked_stands_in_the_entry() -> None:
    for act, entry in ENTRIES.items():
        for name, kept in names_in_entry(act):
            assert kept in entry.model_fields or isinstance(getattr(entry, kept), property), f"{act.__name__}.{name}"


def test_a_programme_does_every_act() -> None:
    """It begins once, and to move to another law it needs that law."""
    assert {verb for verb in ACTS if hasattr(Acts, verb)} == ACTS.keys() - {"start", "migrate"}
    assert all(hasattr(pt.Programme, verb) for verb in ACTS)


@pytest.mark.parametrize("act, fields", SAID, ids=[act.__name__ for act, _ in SAID])
def test_an_entry_that_is_not_checked_again_is_what_would_have_been_checked(act: type[Asked], fields: Any) -> None:
    @settings(max_examples=10, deadline=None)
    @given(made(act, ASKED | fields))
    def check(command: BaseModel) -> None:
        assert isinstance(command, Asked)
        entry_type = ENTRIES[act]
        entry = entry_type.of(command, DATED, **DECIDED.get(entry_type, {}))
        assert entry == entry_type.model_validate_json(entry.model_dump_json())
        assert entry.model_fields_set == set(entry_type.model_fields)
        again: Any = command_of(entry)  # type: ignore[arg-type] # the union of entries is closed
        assert (again.on, again.recorded, again.by, again.basis) == (
            *(DATED[name] for name in ("date", "recorded")),
            "anna",
            "file 3",
        )
        for name in set(own_fields(act)) - {"to", "stages"}:
            assert getattr(again, name) == getattr(command, name)

    check()


LINES = """
- {date: 2026-02-02, partner: {id: a, name: A, sector: ngo}}
- {date: 2026-02-02, amend: {partner: a, set: {region: Tula}, unset: [note]}}
- {date: 2026-02-02, end: {partner: a, reason: left}}
- {date: 2026-02-02, advance: main}
- {date: 2026-02-02, waive: {requirement: P11, subject: a, by: chair, reason: ill, until: 2026-05-01}}
- {date: 2026-02-02, suspend: {reason: fire}}
- {date: 2026-02-02, resume: {reason: put out}}
- {date: 2026-02-02, migrate: {template: b, version: '2', digest: x, overlays: [c], words: {d: {e: f}}, reason: new}}
- {date: 2026-02-02, withdraw: {entry: 5, reason: a slip}, note: late}
- {date: 2026-02-02, close: {outcome: completed, reason: done}, by: anna}
""".lstrip()


def test_the_line_of_an_entry_is_the_line_that_it_came_from() -> None:
    file = read_programme(HEAD + LINES, "f")
    assert {line.verb for line in file.lines} == ACTS.keys() - {"start"}
    again = []
    for line in file.lines:
        command, entry = line.command(), ENTRIES[line.act]
        dated = DATED | {"date": command.on, "recorded": command.on, "by": line.by, "basis": None, "note": line.note}
        decided = {"stage": "main", "from_stage": "pilot"} if entry is Advanced else {}
        kept: Any = entry.of(command, dated, **decided)
        assert command_of(kept, recorded=None) == command
        again.append(Line.of(from_json(to_json(kept)), line.asked.get("overlays", ())))
    assert write_programme(file.header, again).endswith(LINES)


def test_whoever_asked_may_go_on_to_change_what_he_gave() -> None:
    words = {"sectors": {"ngo": "npo"}}
    law = pt.load_template("volunteers")
    move = Migrate.of(law, on=dt.date(2026, 2, 2), reason="renamed", words=words)
    moved = Migrated.of(move, DATED, stage=None, from_stage=None)
    move.words["sectors"]["ngo"] = "other"
    assert moved.words == {"sectors": {"ngo": "npo"}}

    change = Amend(on=dt.date(2026, 2, 2), kind="partner", id="a", changes={"tags": ["x"]})
    amended = Amended.of(change, DATED)
    change.changes.clear()
    assert amended.changes == {"tags": ["x"]}


def test_a_plain_string_is_a_text() -> None:
    said = pt.acts.End.of("partner", "a", on=dt.date(2026, 2, 2), reason="left", note="by phone")
    assert (said.reason, said.note) == (pt.Text.of("left"), pt.Text.of("by phone"))


def test_an_amendment_of_a_row_takes_days_and_decimals_as_python_has_them() -> None:
    """Entries keep them with their types, since a row says of itself what its values are; None clears a field."""
    fields = {"ended": dt.date(2026, 3, 1), "tons": Decimal("1.50"), "what": "Flour", "gone": None}
    assert as_json({"fields": fields, "note": None}) == {
        "fields": {"ended": {"date": "2026-03-01"}, "tons": {"decimal": "1.50"}, "what": "Flour", "gone": None},
        "note": None,
    }
    told = {"ended": {"date": "2026-03-01"}, "tons": {"decimal": "1.50"}, "what": "Flour"}
    assert as_json({"fields": told}) == {"fields": told}
