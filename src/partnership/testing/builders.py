"""What a story is told with: plain records, records of a day, commands, and entries; each becomes a command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from pydantic import BaseModel

from partnership.commands import (
    Advance,
    Amend,
    Asked,
    Close,
    Command,
    End,
    Migrate,
    Waive,
)
from partnership.commands import Record as Take
from partnership.decisions import command_of
from partnership.entries import (
    Entry,
)
from partnership.errors import InputError
from partnership.programme import as_json, as_text, migrate_to
from partnership.records import AnyRecord, Record
from partnership.template import Template
from partnership.values import ParameterValue, Text, as_moment


class UnlawfulGiven(InputError):
    """The history that a test takes for granted is turned away by the law itself, or cannot be told at all."""


@dataclass(frozen=True, slots=True)
class On:
    """Records of one day; `recorded` tells when they were written down, if it was later."""

    day: dt.date
    records: tuple[Record, ...]
    recorded: dt.date | dt.datetime | None = None


StoryItem = Record | On | Asked | Entry
"""What a history can be told with."""


def on(day: dt.date, *records: Record, recorded: dt.date | dt.datetime | None = None) -> On:
    """Date records; `recorded` later than the day makes them late paperwork."""
    return On(day, records, recorded)


def amend(kind: str, id: str, *, on: dt.date, recorded: dt.date | None = None, **changes: Any) -> Amend:
    """Give fields of a record other values from a day on."""
    return Amend(on=on, recorded=_moment(recorded), kind=kind, id=id, changes=as_json(changes))


def end(kind: str, id: str, *, on: dt.date, reason: Text | str = "-", recorded: dt.date | None = None) -> End:
    """Say that a record is no longer in force from a day on."""
    return End(on=on, recorded=_moment(recorded), kind=kind, id=id, reason=as_text(reason))


def advance(to: str | None = None, *, on: dt.date) -> Advance:
    """Move to the stage that follows, or to the one named."""
    return Advance(on=on, to=to)


def waive(
    requirement: str,
    *,
    on: dt.date,
    until: dt.date,
    waived_by: str,
    subject: str | None = None,
    reason: Text | str = "-",
) -> Waive:
    """Set a requirement aside from a day until another (exclusive), wholly or for one subject."""
    return Waive(
        on=on, requirement=requirement, until=until, waived_by=waived_by, subject=subject, reason=as_text(reason)
    )


def close(outcome: Literal["completed", "cancelled"], *, on: dt.date, reason: Text | str = "-") -> Close:
    """End the programme."""
    return Close(on=on, outcome=outcome, reason=as_text(reason))


def migrate(
    template: Template,
    *,
    on: dt.date,
    stages: Mapping[str, str] | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
    parameters: Mapping[str, ParameterValue] | None = None,
    reason: Text | str = "-",
) -> Migrate:
    """Move to another version of the law; hand it to `given(..., laws=[template])` too."""
    return migrate_to(template, on, as_text(reason), stages, words, parameters)


def commands_of(item: StoryItem, day: dt.date) -> Iterator[Command]:
    """Bring an item to commands; records that name no day are of the day given.

    Raises:
        UnlawfulGiven: if it is nothing that a story can be told with.
    """
    match item:
        case Record():
            yield take(item, day)
        case On():
            for record in item.records:
                yield take(record, item.day, item.recorded)
        case Entry():
            yield command_of(item)  # type: ignore[arg-type] # the union of entries is closed
        case Asked():
            yield item  # type: ignore[misc] # the union of commands is closed
        case _:
            raise UnlawfulGiven(
                f"a story is told with records, on(day, record), commands and entries, not with {_shown(item)}"
            )


def take(record: Record, day: dt.date, recorded: dt.date | dt.datetime | None = None) -> Take:
    """Return the command that takes a record in."""
    return Take.model_construct(on=day, record=cast("AnyRecord", record), recorded=_moment(recorded))


def first_day(items: tuple[StoryItem, ...]) -> dt.date | None:
    """Return the earliest day that any item names; None where none names one."""
    days = [day for item in items if (day := _day(item)) is not None]
    return min(days, default=None)


def _day(item: StoryItem) -> dt.date | None:
    match item:
        case On():
            return item.day
        case Entry():
            return item.date
        case Asked():
            return item.on
        case _:
            return None


def _moment(recorded: dt.date | dt.datetime | None) -> dt.datetime | None:
    return None if recorded is None else as_moment(recorded)


def _shown(item: object) -> str:
    return type(item).__name__ if isinstance(item, BaseModel) else repr(item)
