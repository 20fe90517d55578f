"""What a programme file holds: its header, and lines of plain typed values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue

from partnership.findings import Place
from partnership.records import Record
from partnership.values import Day, Id, Moment, ParameterValue, Text

Verb = Literal["record", "amend", "end", "advance", "waive", "suspend", "resume", "migrate", "withdraw", "close"]
"""What a line asks for."""

Phrase = Annotated[str, Field(min_length=1, max_length=300)]
"""A few words, a name or a path."""


def _as_list(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


Ids = Annotated[tuple[Id, ...], BeforeValidator(_as_list)]
Phrases = Annotated[tuple[Phrase, ...], BeforeValidator(_as_list)]


def _as_parameter(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


Parameters = dict[Id, Annotated[ParameterValue, BeforeValidator(_as_parameter)]]
"""What a programme sets for the parameters of its law."""


class Shape(BaseModel):
    """A part of a file, closed to keys that it does not know."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)


class Header(Shape):
    """What a programme file says before its lines: which programme, under which template, where and from which day.

    `template` is the name of a template that comes with the library, or the path of a file, and `digest` that of the
    law which the file was kept under; `personal_data` the path of the file in which names and contacts are kept.
    `recorded`, `by`, `basis` and `note` are about the start, as they are about a line.
    """

    format: Literal[1]
    programme: Id
    template: Phrase
    overlays: Phrases = ()
    digest: Phrase | None = None
    region: Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
    start: Day
    recorded: Moment | None = None
    by: Id | None = None
    basis: Phrase | None = None
    note: Text | None = None
    title: Text | None = None
    parameters: Parameters = Field(default_factory=dict)
    personal_data: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger of a programme file, as it is asked for.

    `date` is the day from which it is true, `recorded` when it was written down. A line that is `refused` is an
    attempt that the law turned away: story, not ledger; `expect` names requirements that must be among the reasons.
    Of the fields below `expect`, those are given that the verb needs: a whole `record`; `kind` and `id` of what is
    amended (`changes`, as JSON values) or ended (`reason`); the stage `to` advance to, None for the only next one;
    the number of the `entry` that is withdrawn; and what a waiver, a migration and a close say.
    """

    at: Place
    verb: Verb
    date: dt.date
    recorded: dt.datetime | None = None
    by: str | None = None
    basis: str | None = None
    note: Text | None = None
    refused: bool = False
    expect: tuple[str, ...] = ()
    record: Record | None = None
    kind: str | None = None
    id: str | None = None
    changes: Mapping[str, JsonValue] | None = None
    reason: Text | None = None
    to: str | None = None
    requirement: str | None = None
    subject: str | None = None
    waived_by: str | None = None
    until: dt.date | None = None
    template: str | None = None
    version: str | None = None
    digest: str | None = None
    overlays: tuple[str, ...] = ()
    stages: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    parameters: Mapping[str, ParameterValue] = field(default_factory=dict)
    entry: int | None = None
    outcome: Literal["completed", "cancelled"] | None = None


@dataclass(frozen=True, slots=True)
class ProgrammeFile:
    """A programme as one file tells it: `places` says where each key of the header stands."""

    file: str
    header: Header
    lines: tuple[Line, ...]
    places: Mapping[str, Place]
