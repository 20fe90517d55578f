"""What every act carries beside its own fields: as a command, which is asked, and as an entry, which has happened.

The field of an entry is that of its command of the same name, or of the name that the command's field says (`Called`).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Final, Self, TypedDict

from pydantic import ConfigDict, Field

from partnership.messages import NOTHING, Message, Sayable
from partnership.records import Fields
from partnership.values import LARGEST_COUNT, DayAndTime, Id, Moment, Strict, Text, Written, canonical_json

_PLAIN: Final = frozenset({str, int, bool})


@dataclass(frozen=True, slots=True)
class Called:
    """What a field of a command is called elsewhere, where not by its own name."""

    entry: str | None = None
    line: str | None = None
    """On a line of a programme file."""


class About(TypedDict, total=False):
    """What every act may say of itself.

    When it was written down (late paperwork: after the day it is true from), by whom, on what basis, and a note.
    """

    recorded: dt.datetime | dt.date | None
    by: str | None
    basis: str | None
    note: Text | str | None


_By = Annotated[Id | None, Field(description="The id of whoever wrote it down.")]
_Basis = Annotated[
    Written | None,
    Field(description="What the fact rests on: a file number, `assumed`; for people, nothing is computed from it."),
]
_Note = Annotated[
    Text | None, Field(description="A remark in words, without names, birth dates and contacts of people.")
]
_Recorded = Field(description="When it was written down: a moment, or a day for its midnight.")


class Asked(Strict):
    """What every command carries: from which day it is to be true, and, for late paperwork, when it was written down.

    `phrase` says what is asked, with the command's fields and the record (`what`) that it is about.
    """

    model_config = ConfigDict(defer_build=True)

    phrase: ClassVar[Message] = NOTHING

    on: Annotated[DayAndTime, Field(description="The day from which it is to be true.")]
    recorded: Annotated[Moment | None, _Recorded] = None
    by: _By = None
    basis: _Basis = None
    note: _Note = None

    @classmethod
    def said(cls, on: dt.date, about: About, /, **fields: Any) -> Self:
        """Make a command of what a caller says of it; a plain string is a text in every language."""
        return cls(on=on, **about, **fields)  # type: ignore[arg-type] # validated: strings and days are brought to form


class Entry(Strict):
    """What every entry carries: its place in the ledger, its two dates, who wrote it and what it rests on.

    `date` is the day the fact is true from; `recorded` the moment it was written down (later for late paperwork).
    `basis` says where the fact comes from (`deck`, `assumed`, a file number); it is free text for people and nothing
    is computed from it. `act` is the command that such an entry comes from, `noun` what people call one.
    """

    model_config = ConfigDict(defer_build=True)

    act: ClassVar[type[Asked]]
    noun: ClassVar[Message]

    seq: Annotated[int, Field(ge=1, le=LARGEST_COUNT, description="The entry's number in the ledger, from 1.")]
    date: Annotated[DayAndTime, Field(description="The day from which it is true.")]
    recorded: Annotated[Moment, _Recorded]
    by: _By = None
    basis: _Basis = None
    note: _Note = None

    @classmethod
    def of(cls, command: Asked, dated: Mapping[str, Any], /, **decided: Any) -> Self:
        """Make the entry that a command becomes: what was asked, what every entry carries, and what was decided.

        The command has been checked, so nothing is checked again.
        """
        defaults, names = _recipe(cls)
        fields, asked = {**defaults, **dated, **decided}, command.__dict__
        for name, kept in names:
            if kept not in decided:
                value = asked[name]
                fields[kept] = _own(value) if type(value) is dict else value
        return cls.of_checked(fields)

    def told(self) -> Sayable:
        """Say on one line what it holds, where that needs no names of records, stages and rules: why, for most."""
        reason: Text | None = getattr(self, "reason", None)
        return NOTHING if reason is None else reason

    def asked(self) -> dict[str, Any]:
        """Return what the command said of its own that the entry came from, field by field."""
        return {name: getattr(self, kept) for name, kept in names_in_entry(self.act)}


def verb_of(act: type[Asked]) -> str:
    """Return the word for an act, by which it is told in JSON and in programme files."""
    verb: str = act.model_fields["command"].default
    return verb


@cache
def own_fields(act: type[Asked]) -> tuple[str, ...]:
    """Return the fields of a command that not every command has."""
    return tuple(name for name in act.model_fields if name not in Asked.model_fields and name != "command")


@cache
def names_in_entry(act: type[Asked]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a command that not every command has, each with its name in the entry."""
    return tuple((name, name_elsewhere(act, name).entry or name) for name in own_fields(act))


def name_elsewhere(act: type[Asked], name: str) -> Called:
    """Return what a field of a command is called elsewhere."""
    return next((mark for mark in act.model_fields[name].metadata if isinstance(mark, Called)), _AS_IT_IS)


_AS_IT_IS: Final = Called()


@cache
def _recipe(entry: type[Entry]) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    """Return what an entry has where nothing is said, and the fields of its command with their names in the entry."""
    fields = entry.model_fields
    defaults = {name: each.default for name, each in fields.items() if not each.is_required()}
    return defaults, tuple((name, kept) for name, kept in names_in_entry(entry.act) if kept in fields)


def _own(value: Any) -> Any:
    """Copy what could be changed: whoever asked may go on to change his."""
    match value:
        case dict():
            return {key: _own(each) for key, each in value.items()}
        case list():
            return [_own(each) for each in value]
        case _:
            return value


def as_json(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Bring values of fields to the form in which entries keep them."""
    if all(value is None or type(value) in _PLAIN for value in changes.values()):
        return dict(changes)
    typed = {
        name: _typed(value) if name == "fields" and isinstance(value, Mapping) else value
        for name, value in changes.items()
    }
    found: dict[str, Any] = json.loads(canonical_json(typed))
    return found


def _typed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields of a row of a law's own register with their types, as its entries have them; None clears one."""
    said = {name: value for name, value in fields.items() if value is not None}
    return {**Fields.parse(said).as_json(), **{name: None for name in fields if name not in said}}
