"""What has happened: the entries of a ledger, each with the day it is true from and the moment it was written down.

An entry is a fact that passed the one door; refusals are never entries. Every kind goes to one line of canonical JSON
and back without loss, and holds no name, contact or birth date of anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Annotated, Any, Literal, Self, TypeGuard

from pydantic import ConfigDict, Field, GetJsonSchemaHandler, JsonValue, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from typing_extensions import override

from partnership.records import AnyRecord
from partnership.values import (
    LARGEST_COUNT,
    Day,
    Id,
    Moment,
    ParameterValue,
    Strict,
    Text,
    ToldBy,
    Written,
    canonical_json,
)


class Entry(Strict):
    """What every entry carries: its place in the ledger, its two dates, who wrote it and what it rests on.

    `date` is the day the fact is true from; `recorded` the moment it was written down (later for late paperwork).
    `basis` says where the fact comes from (`deck`, `assumed`, a file number); it is free text for people and nothing
    is computed from it.
    """

    model_config = ConfigDict(defer_build=True)

    seq: Annotated[int, Field(ge=1, le=LARGEST_COUNT)]
    date: Day
    recorded: Moment
    by: Id | None = None
    basis: Written | None = None
    note: Text | None = None

    @classmethod
    def of_checked(cls, fields: dict[str, Any]) -> Self:
        """Make an entry of all its fields as they are, where what it is made of has been checked a moment ago.

        It is what pydantic's `model_construct` makes, in a third of the time, and entries share the names of fields.
        """
        entry = cls.__new__(cls)
        _set(entry, "__dict__", fields)
        _set(entry, "__pydantic_fields_set__", _names_of(cls))
        _set(entry, "__pydantic_extra__", None)
        _set(entry, "__pydantic_private__", None)
        return entry

    @classmethod
    @override
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say of each field what it holds."""
        from partnership.records.meanings import LEDGER, described

        return described(schema, handler, LEDGER)


_set = object.__setattr__  # entries are frozen


@cache
def _names_of(cls: type[Entry]) -> set[str]:
    return set(cls.model_fields)


class Started(Entry):
    """A programme began in a region under one version of a template; the law is part of the ledger."""

    entry: Literal["started"] = "started"
    programme: Id
    template: Id
    version: Written
    digest: Written
    region: Written
    title: Text | None = None
    parameters: dict[Written, ParameterValue] = Field(default_factory=dict)


class Recorded(Entry):
    """A record came into the programme."""

    entry: Literal["recorded"] = "recorded"
    record: AnyRecord


class Amended(Entry):
    """Fields of a record have other values from this date on; the other fields stay as they are on that date.

    `migration` is the number of the entry that moved the programme to another law, where nobody amended the record: it
    says the same as before in that law's words.
    """

    entry: Literal["amended"] = "amended"
    kind: Written
    id: Id
    changes: dict[Written, JsonValue]
    migration: Annotated[int, Field(ge=1, le=LARGEST_COUNT)] | None = None


class Ended(Entry):
    """A record is no longer in force from this date on: a partner left, a consent was withdrawn."""

    entry: Literal["ended"] = "ended"
    kind: Written
    id: Id
    reason: Text


class Advanced(Entry):
    """The programme moved to another stage."""

    entry: Literal["advanced"] = "advanced"
    stage: Id
    from_stage: Id


class Waived(Entry):
    """A requirement was set aside until a day (exclusive), wholly or for one subject, by whoever may."""

    entry: Literal["waived"] = "waived"
    requirement: Id
    subject: Id | None = None
    reason: Text
    waived_by: Id
    until: Day


class Suspended(Entry):
    """People suspended the programme by hand; it holds until it is resumed."""

    entry: Literal["suspended"] = "suspended"
    reason: Text


class Resumed(Entry):
    """A suspension by hand was lifted."""

    entry: Literal["resumed"] = "resumed"
    reason: Text


class Migrated(Entry):
    """The programme moved to another version of its law, by an explicit act.

    `stage` is where it stands under that version, where that would not be clear by itself, and `from_stage` where it
    stood until then. `words` are the words of records that have others there, by the name of their list; `parameters`
    those that the programme sets anew.
    """

    entry: Literal["migrated"] = "migrated"
    template: Id
    version: Written
    digest: Written
    from_stage: Id | None = None
    stage: Id | None = None
    words: dict[Written, dict[Written, Written]] = Field(default_factory=dict)
    parameters: dict[Written, ParameterValue] = Field(default_factory=dict)
    reason: Text

    @property
    def stages(self) -> dict[str, str]:
        """Where it was said to stand, as the command says it: by the stage until then; empty where that is clear."""
        return {self.from_stage: self.stage} if self.from_stage is not None and self.stage is not None else {}


class Withdrawn(Entry):
    """An entry was a mistake: from now on everything stands as if it had not been written, on every day.

    `withdraws` is its number. The ledger keeps both, and what was known before the withdrawal can still be read.
    """

    entry: Literal["withdrawn"] = "withdrawn"
    withdraws: int = Field(ge=1)
    reason: Text


class Closed(Entry):
    """The programme ended: completed, or cancelled from whatever stage it was in."""

    entry: Literal["closed"] = "closed"
    outcome: Literal["completed", "cancelled"]
    reason: Text


AnyEntry = Annotated[
    Started | Recorded | Amended | Ended | Advanced | Waived | Suspended | Resumed | Migrated | Withdrawn | Closed,
    Field(discriminator="entry"),
    ToldBy("entry"),
]
"""The closed union of entries."""


def is_retold(entry: AnyEntry) -> TypeGuard[Amended]:
    """Tell whether an entry says nothing of its own: a record again, in the words of the law that was migrated to."""
    return isinstance(entry, Amended) and entry.migration is not None


def is_withdrawable(entry: AnyEntry) -> bool:
    """Tell whether an entry may be withdrawn: a start, a migration with what is told again, and a withdrawal stay."""
    return not isinstance(entry, Started | Migrated | Withdrawn) and not is_retold(entry)


def withdrawn_by(entries: Iterable[AnyEntry]) -> set[int]:
    """Return the numbers of the entries that others withdraw."""
    return {entry.withdraws for entry in entries if isinstance(entry, Withdrawn)}


@cache
def entry_adapter() -> TypeAdapter[AnyEntry]:
    """Return the validator of any entry; made once, when first needed."""
    return TypeAdapter(AnyEntry)


def to_json(entry: AnyEntry) -> bytes:
    """Write one entry as a line of canonical JSON (sorted keys, UTF-8, no line break)."""
    return canonical_json(entry.model_dump(mode="json"))


def from_json(line: bytes | str) -> AnyEntry:
    """Read one entry; raises pydantic's `ValidationError` where the line is not one."""
    entry = entry_adapter().validate_json(line)
    _share(entry)
    if isinstance(entry, Recorded):
        _share(entry.record)
    return entry


def _share(model: Strict) -> None:
    """Let a model whose every field was given have the names of them in common with all others of its type.

    A written line gives every field, and a set of names of its own is three fifths of what an entry holds in memory.
    """
    names = _names(type(model))
    if len(model.model_fields_set) == len(names):
        object.__setattr__(model, "__pydantic_fields_set__", names)  # frozen: nobody adds to it


@cache
def _names(cls: type[Strict]) -> set[str]:
    return set(cls.model_fields)


def to_json_lines(entries: Iterable[AnyEntry]) -> Iterator[bytes]:
    """Write entries one a line, each line ended by a line feed."""
    for entry in entries:
        yield to_json(entry) + b"\n"
