"""What is asked: commands, the only things that can change a programme, and only by way of `decide`.

Each says from which day it is to be true (`on`) and, where it is late paperwork, when it was written down
(`recorded`; the day itself when left out). Dates and ids come from the caller: nothing here reads a clock.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, GetJsonSchemaHandler, JsonValue
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from typing_extensions import override

from partnership.records import AnyRecord
from partnership.values import Day, Id, Moment, ParameterValue, Strict, Text, ToldBy, Written


class Asked(Strict):
    """What every command carries."""

    model_config = ConfigDict(defer_build=True)

    on: Day
    recorded: Moment | None = None
    by: Id | None = None
    basis: Written | None = None
    note: Text | None = None

    @classmethod
    @override
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say of each field what it holds."""
        from partnership.records.meanings import LEDGER, described

        return described(schema, handler, LEDGER)


class Start(Asked):
    """Begin a programme in a region under a template."""

    command: Literal["start"] = "start"
    programme: Id
    region: str = Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")
    title: Text | None = None
    parameters: dict[Written, ParameterValue] = Field(default_factory=dict)


class Record(Asked):
    """Take a record into the programme."""

    command: Literal["record"] = "record"
    record: AnyRecord


class Amend(Asked):
    """Give fields of a record other values."""

    command: Literal["amend"] = "amend"
    kind: Written
    id: Id
    changes: dict[str, JsonValue] = Field(min_length=1)


class End(Asked):
    """Say that a record is no longer in force; the reason stands on the record."""

    command: Literal["end"] = "end"
    kind: Written
    id: Id
    reason: Text


class Advance(Asked):
    """Move to another stage; without `to`, to the only one that follows."""

    command: Literal["advance"] = "advance"
    to: Id | None = None


class Waive(Asked):
    """Set a requirement aside until a day (exclusive), wholly or for one subject."""

    command: Literal["waive"] = "waive"
    requirement: Id
    subject: Id | None = None
    reason: Text
    waived_by: Id
    until: Day


class Suspend(Asked):
    """Suspend the programme by hand."""

    command: Literal["suspend"] = "suspend"
    reason: Text


class Resume(Asked):
    """Lift a suspension by hand."""

    command: Literal["resume"] = "resume"
    reason: Text


class Withdraw(Asked):
    """Say that an entry, named by its number, was a mistake: all stands as if it had not been written."""

    command: Literal["withdraw"] = "withdraw"
    entry: int = Field(ge=1)
    reason: Text


class Migrate(Asked):
    """Move to another version of the law, named by its digest.

    `stages` says, for a stage that the other version calls otherwise or parts, in which of its stages one then is.
    `words` says, list by list, what words of records are called there: `{"sectors": {"ngo": "npo"}}`. `parameters` are
    set anew.
    """

    command: Literal["migrate"] = "migrate"
    template: Id
    version: Written
    digest: Written
    stages: dict[Id, Id] = Field(default_factory=dict)
    words: dict[Written, dict[Written, Written]] = Field(default_factory=dict)
    parameters: dict[Written, ParameterValue] = Field(default_factory=dict)
    reason: Text


class Close(Asked):
    """End the programme."""

    command: Literal["close"] = "close"
    outcome: Literal["completed", "cancelled"]
    reason: Text


Command = Annotated[
    Start | Record | Amend | End | Advance | Waive | Suspend | Resume | Migrate | Withdraw | Close,
    Field(discriminator="command"),
    ToldBy("command"),
]
"""The closed union of commands."""
