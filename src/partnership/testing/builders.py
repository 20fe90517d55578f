"""What a story is told with: plain records, records of a day, commands, and entries; each becomes a command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from pydantic import BaseModel

from partnership.acts import AddRecord as Take
from partnership.acts import (
    Advance,
    Amend,
    Asked,
    Close,
    Command,
    End,
    Entry,
    Migrate,
    Waive,
    command_of,
)
from partnership.errors import InputError
from partnership.records import AnyRecord, Record
from partnership.values import as_moment


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
    return Amend.of(kind, id, changes, on=on, recorded=recorded)


advance = Advance.of
# A story need not say why.
end = partial(End.of, reason="-")
waive = partial(Waive.of, reason="-")
close = partial(Close.of, reason="-")
migrate = partial(Migrate.of, reason="-")


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


def earliest_day(items: tuple[StoryItem, ...]) -> dt.date | None:
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
