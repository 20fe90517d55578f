"""The acts, each declared once: what is asked (a command), what has happened (an entry), how it is said in Python.

What both have stands in one class; the command adds what is only asked, the entry what is only decided. Everything else
follows from it: the entry of a command, the command of an entry, the line of a programme file, the method of a
programme, the schemas.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import wraps
from types import MappingProxyType
from typing import Annotated, Any, Concatenate, Final, Literal, ParamSpec, Protocol, Self, get_args

from pydantic import Field, JsonValue
from typing_extensions import Unpack

from partnership.acts.envelope import About, Asked, Called, Entry, as_json, verb_of
from partnership.messages import Message, in_context, message
from partnership.records import AnyRecord
from partnership.values import LARGEST_COUNT, Day, Id, ParameterValue, Strict, Text, ToldBy, Written

_P = ParamSpec("_P")

_COMMAND: Final = Field(description="Which command it is.")
_ENTRY: Final = Field(description="Which kind of entry it is.")

_Reason = Annotated[Text, Field(description="Why, in words.")]
_Kind = Annotated[Written, Field(description="The kind of the record.")]
_RecordId = Annotated[Id, Field(description="The id of the record.")]
_Template = Annotated[Id, Field(description="The template, by its id.")]
_Version = Annotated[Written, Field(description="The version of the template.")]
_Digest = Annotated[Written, Field(description="The fingerprint of the law's content.")]
_Parameters = Annotated[
    dict[Written, ParameterValue],
    Field(description="The values of the template's parameters that the programme sets itself, by their ids."),
]
_Region = Annotated[Written, Field(description="The country, or a part of it, in which the programme is: RU-SMO.")]
_Changes = Annotated[
    dict[Written, JsonValue],
    Field(description="The new values by the names of their fields, as in JSON; null puts a field back."),
]
_Entered = Field(description="The stage that was entered, by its id in the template.")
_Left = Field(description="The stage that was left, by its id in the template.")


# --- start -----------------------------------------------------------------------------------------------------------


class _Start(Strict):
    programme: Annotated[Id, Field(description="The programme's id.")]
    region: _Region
    title: Annotated[Text | None, Field(description="What the programme is called.")] = None
    parameters: _Parameters = Field(default_factory=dict)


class Start(_Start, Asked):
    """Begin a programme in a region under a template."""

    command: Annotated[Literal["start"], _COMMAND] = "start"
    region: Annotated[_Region, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]


class Started(_Start, Entry):
    """A programme began in a region under one version of a template; the law is part of the ledger."""

    act = Start
    noun = in_context("entry", "start")

    entry: Annotated[Literal["started"], _ENTRY] = "started"
    template: _Template
    version: _Version
    digest: _Digest


# --- records ---------------------------------------------------------------------------------------------------------


class _Record(Strict):
    record: Annotated[AnyRecord, Field(description="The record itself.")]


class AddRecord(_Record, Asked):
    """Take a record into the programme."""

    phrase = Message("{what}")

    command: Annotated[Literal["record"], _COMMAND] = "record"

    @classmethod
    def of(cls, record: AnyRecord, *, on: dt.date, **about: Unpack[About]) -> Self:
        """Take a record in, true from a day; with `recorded` later than the day it is late paperwork."""
        return cls(on=on, record=record, **about)  # type: ignore[arg-type] # as `said`, for what is done most


class Recorded(_Record, Entry):
    """A record came into the programme."""

    act = AddRecord
    noun = in_context("entry", "record")

    entry: Annotated[Literal["recorded"], _ENTRY] = "recorded"


class _Amend(Strict):
    kind: _Kind
    id: _RecordId
    changes: _Changes


class Amend(_Amend, Asked):
    """Give fields of a record other values."""

    phrase = message("change: {what}")

    command: Annotated[Literal["amend"], _COMMAND] = "amend"
    changes: Annotated[_Changes, Field(min_length=1)]

    @classmethod
    def of(cls, kind: str, id: str, changes: Mapping[str, Any], *, on: dt.date, **about: Unpack[About]) -> Self:
        """Give fields of a record other values from a day on."""
        return cls.said(on, about, kind=kind, id=id, changes=as_json(changes))


class Amended(_Amend, Entry):
    """Fields of a record have other values from this date on; the other fields stay as they are on that date.

    `migration` is the number of the entry that moved the programme to another law, where nobody amended the record: it
    says the same as before in that law's words.
    """

    act = Amend
    noun = in_context("entry", "change")

    entry: Annotated[Literal["amended"], _ENTRY] = "amended"
    migration: Annotated[int, Field(ge=1, le=LARGEST_COUNT)] | None = Field(
        default=None, description="The number of the migration in whose words the record is told again; null else."
    )


class _End(Strict):
    kind: _Kind
    id: _RecordId
    reason: _Reason


class End(_End, Asked):
    """Say that a record is no longer in force; the reason stands on the record."""

    phrase = message("end: {what}")

    command: Annotated[Literal["end"], _COMMAND] = "end"

    @classmethod
    def of(cls, kind: str, id: str, *, on: dt.date, reason: Text | str, **about: Unpack[About]) -> Self:
        """Say that a record is no longer in force from a day on."""
        return cls.said(on, about, kind=kind, id=id, reason=reason)


class Ended(_End, Entry):
    """A record is no longer in force from this date on: a partner left, a consent was withdrawn."""

    act = End
    noun = in_context("entry", "end")

    entry: Annotated[Literal["ended"], _ENTRY] = "ended"


# --- the programme as a whole ----------------------------------------------------------------------------------------


class Advance(Asked):
    """Move to another stage; without `to`, to the only one that follows."""

    phrase = message("move to the next stage")

    command: Annotated[Literal["advance"], _COMMAND] = "advance"
    to: Annotated[Id | None, Called(entry="stage")] = Field(
        default=None,
        description="The stage to move to, by its id in the template; without it, the only one that follows.",
    )

    @classmethod
    def of(cls, to: str | None = None, *, on: dt.date, **about: Unpack[About]) -> Self:
        """Move to the stage that follows, or to the one named.

        Raises:
            NotReady: with everything that stands before it.
        """
        return cls.said(on, about, to=to)


class Advanced(Entry):
    """The programme moved to another stage."""

    act = Advance
    noun = in_context("entry", "stage")

    entry: Annotated[Literal["advanced"], _ENTRY] = "advanced"
    stage: Annotated[Id, _Entered]
    from_stage: Annotated[Id, _Left]


class _Waive(Strict):
    requirement: Annotated[Id, Field(description="The requirement that is set aside, by its id in the template.")]
    subject: Annotated[
        Id | None, Field(description="The id of the one for whom it is set aside; without it, for all.")
    ] = None
    waived_by: Annotated[Id, Called(line="by"), Field(description="The id of the person or partner who sets it aside.")]
    reason: _Reason
    until: Annotated[Day, Field(description="The first day on which it is asked again.")]


class Waive(_Waive, Asked):
    """Set a requirement aside until a day (exclusive), wholly or for one subject."""

    phrase = message("waive {requirement}")

    command: Annotated[Literal["waive"], _COMMAND] = "waive"

    @classmethod
    def of(
        cls,
        requirement: str,
        *,
        on: dt.date,
        until: dt.date,
        waived_by: str,
        reason: Text | str,
        subject: str | None = None,
        **about: Unpack[About],
    ) -> Self:
        """Set a requirement aside from a day until another (exclusive), wholly or for one subject.

        Raises:
            NotWaivable: if it cannot be, not by this person, or not for so long.
        """
        return cls.said(
            on, about, requirement=requirement, until=until, waived_by=waived_by, reason=reason, subject=subject
        )


class Waived(_Waive, Entry):
    """A requirement was set aside until a day (exclusive), wholly or for one subject, by whoever may."""

    act = Waive
    noun = in_context("entry", "waiver")

    entry: Annotated[Literal["waived"], _ENTRY] = "waived"


class _ForReason(Strict):
    reason: _Reason


class Suspend(_ForReason, Asked):
    """Suspend the programme by hand."""

    phrase = message("suspend the programme")

    command: Annotated[Literal["suspend"], _COMMAND] = "suspend"

    @classmethod
    def of(cls, *, on: dt.date, reason: Text | str, **about: Unpack[About]) -> Self:
        """Suspend the programme by hand."""
        return cls.said(on, about, reason=reason)


class Suspended(_ForReason, Entry):
    """People suspended the programme by hand; it holds until it is resumed."""

    act = Suspend
    noun = in_context("entry", "suspension")

    entry: Annotated[Literal["suspended"], _ENTRY] = "suspended"


class Resume(_ForReason, Asked):
    """Lift a suspension by hand."""

    phrase = message("resume the programme")

    command: Annotated[Literal["resume"], _COMMAND] = "resume"

    @classmethod
    def of(cls, *, on: dt.date, reason: Text | str, **about: Unpack[About]) -> Self:
        """Lift a suspension by hand."""
        return cls.said(on, about, reason=reason)


class Resumed(_ForReason, Entry):
    """A suspension by hand was lifted."""

    act = Resume
    noun = in_context("entry", "resumption")

    entry: Annotated[Literal["resumed"], _ENTRY] = "resumed"


class LawVersion(Protocol):
    """A version of a law, as far as one who moves to it has to name it."""

    @property
    def id(self) -> str:
        """The template's id."""

    @property
    def version(self) -> str:
        """The version of the template."""

    @property
    def digest(self) -> str:
        """The fingerprint of its content."""


class _Migrate(Strict):
    template: _Template
    version: _Version
    digest: _Digest
    words: dict[Written, dict[Written, Written]] = Field(
        default_factory=dict,
        description="What words that records use are called under the other law, list by list.",
    )
    parameters: _Parameters = Field(default_factory=dict)
    reason: _Reason


class Migrate(_Migrate, Asked):
    """Move to another version of the law, named by its digest.

    `stages` says, for a stage that the other version calls otherwise or parts, in which of its stages one then is.
    `words` says, list by list, what words of records are called there: `{"sectors": {"ngo": "npo"}}`. `parameters` are
    set anew.
    """

    phrase = message("change of the rules")

    command: Annotated[Literal["migrate"], _COMMAND] = "migrate"
    stages: dict[Id, Id] = Field(
        default_factory=dict,
        description="Where the programme stands under the other law, by the stage that it lacks or parts.",
    )

    @classmethod
    def of(
        cls,
        template: LawVersion,
        *,
        on: dt.date,
        reason: Text | str,
        stages: Mapping[str, str] | None = None,
        words: Mapping[str, Mapping[str, str]] | None = None,
        parameters: Mapping[str, ParameterValue] | None = None,
        **about: Unpack[About],
    ) -> Self:
        """Move to another version of the law.

        `stages` says where the programme stands if the other version calls its stage otherwise or parts it, `words`
        what words of its records are called there, `parameters` what it sets anew.
        """
        return cls.said(
            on,
            about,
            template=template.id,
            version=template.version,
            digest=template.digest,
            stages=dict(stages or {}),
            words={name: dict(renamed) for name, renamed in (words or {}).items()},
            parameters=dict(parameters or {}),
            reason=reason,
        )


class Migrated(_Migrate, Entry):
    """The programme moved to another version of its law, by an explicit act.

    `stage` is where it stands under that version, where that would not be clear by itself, and `from_stage` where it
    stood until then. `words` are the words of records that have others there, by the name of their list; `parameters`
    those that the programme sets anew.
    """

    act = Migrate
    noun = in_context("entry", "new law")

    entry: Annotated[Literal["migrated"], _ENTRY] = "migrated"
    from_stage: Annotated[Id | None, _Left] = None
    stage: Annotated[Id | None, _Entered] = None

    @property
    def stages(self) -> dict[str, str]:
        """Where it was said to stand, as the command says it: by the stage until then; empty where that is clear."""
        return {self.from_stage: self.stage} if self.from_stage is not None and self.stage is not None else {}


class Withdraw(Asked):
    """Say that an entry, named by its number, was a mistake: all stands as if it had not been written."""

    phrase = message("withdraw entry {entry}")

    command: Annotated[Literal["withdraw"], _COMMAND] = "withdraw"
    entry: Annotated[int, Called(entry="withdraws")] = Field(
        ge=1, description="The number of the entry that was a mistake."
    )
    reason: _Reason

    @classmethod
    def of(cls, entry: int, *, on: dt.date, reason: Text | str, **about: Unpack[About]) -> Self:
        """Say that an entry, by its number, was a mistake: all stands as if it had not been written.

        What rested on it is told by `unsupported`.

        Raises:
            NotLawful: if there is no such entry, or it is a start, a change of the law, or a withdrawal.
        """
        return cls.said(on, about, entry=entry, reason=reason)


class Withdrawn(Entry):
    """An entry was a mistake: from now on everything stands as if it had not been written, on every day.

    `withdraws` is its number. The ledger keeps both, and what was known before the withdrawal can still be read.
    """

    act = Withdraw
    noun = in_context("entry", "withdrawal")

    entry: Annotated[Literal["withdrawn"], _ENTRY] = "withdrawn"
    withdraws: int = Field(ge=1, description="The number of the entry that was a mistake.")
    reason: _Reason


class _Close(Strict):
    outcome: Annotated[Literal["completed", "cancelled"], Field(description="Whether what was begun was done.")]
    reason: _Reason


class Close(_Close, Asked):
    """End the programme."""

    phrase = message("close the programme")

    command: Annotated[Literal["close"], _COMMAND] = "close"

    @classmethod
    def of(cls, outcome: str, *, on: dt.date, reason: Text | str, **about: Unpack[About]) -> Self:
        """End the programme: `completed` from a final stage, `cancelled` from anywhere."""
        return cls.said(on, about, outcome=outcome, reason=reason)


class Closed(_Close, Entry):
    """The programme ended: completed, or cancelled from whatever stage it was in."""

    act = Close
    noun = in_context("entry", "close")

    entry: Annotated[Literal["closed"], _ENTRY] = "closed"


# --- all of them -----------------------------------------------------------------------------------------------------

Command = Annotated[
    Start | AddRecord | Amend | End | Advance | Waive | Suspend | Resume | Migrate | Withdraw | Close,
    Field(discriminator="command"),
    ToldBy("command"),
]
"""The closed union of commands."""

EntryOfRecord = Recorded | Amended | Ended
"""What happened to one record."""

EntryOfProgramme = Started | Advanced | Waived | Suspended | Resumed | Migrated | Closed
"""What happened to the programme as a whole."""

AnyEntry = Annotated[EntryOfRecord | EntryOfProgramme | Withdrawn, Field(discriminator="entry"), ToldBy("entry")]
"""The closed union of entries."""

ACTS: Final[Mapping[str, type[Asked]]] = MappingProxyType({verb_of(act): act for act in get_args(get_args(Command)[0])})
"""The acts by the word for each."""


class Acts(ABC):
    """The acts as methods, for whoever puts them before the door."""

    @abstractmethod
    def do(self, command: Command) -> tuple[AnyEntry, ...]:
        """Put a command before the door and take in what it becomes."""

    @staticmethod
    def _of(make: Callable[_P, Command]) -> Callable[Concatenate[Acts, _P], AnyEntry]:
        @wraps(make)
        def do(self: Acts, /, *args: _P.args, **kwargs: _P.kwargs) -> AnyEntry:
            return self.do(make(*args, **kwargs))[0]

        return do

    record = _of(AddRecord.of)
    amend = _of(Amend.of)
    end = _of(End.of)
    advance = _of(Advance.of)
    waive = _of(Waive.of)
    suspend = _of(Suspend.of)
    resume = _of(Resume.of)
    withdraw = _of(Withdraw.of)
    close = _of(Close.of)
