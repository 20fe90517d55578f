"""A requirement: as its author writes it, and as the engine asks it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from partnership.findings import FilePlace, GateMoment, Origin, Severity
from partnership.messages import Sayable
from partnership.template import core
from partnership.template.fault_messages import reported
from partnership.template.kinds import KINDS, RequirementWord, TemplatePart
from partnership.template.kinds.references import DateOrReference, FieldOf, KindOfRecord, OwnStage
from partnership.template.phrasing import Known, Phrasing, moment
from partnership.template.terms import FieldPath, OperandTerm, Period, Sel, Where, WordsTerm
from partnership.template.titles import Titles
from partnership.template.tree import Path, Source
from partnership.values import AsItIs, Duration, Id, Text

REGION = r"^(INT|[A-Z]{2}(-[A-Z0-9]{1,3})?)$"
"""A jurisdiction: everywhere, a country (ISO 3166-1), or a part of one (ISO 3166-2)."""

RegionCode = Annotated[str, Field(pattern=REGION)]


def _in_days(period: Duration) -> Duration:
    if period.hours:
        raise reported("whole_days", word=str(period))
    return period


WholeDays = Annotated[Duration, AfterValidator(_in_days)]
"""A period that ends with a day."""


class ActShape(TemplatePart):
    """An act that is guarded or refused: a record (that looks like this), recorded or amended so, or amended alone; the
    end of one; an advance to a stage.
    """

    record: Annotated[Id, KindOfRecord()] | None = None
    amend: Annotated[Id, KindOfRecord()] | None = None
    where: Where = ()
    end: Annotated[Id, KindOfRecord()] | None = None
    advance: Annotated[Id, OwnStage()] | None = None

    @model_validator(mode="after")
    def _one(self) -> ActShape:
        named = [each for each in (self.record, self.amend, self.end, self.advance) if each is not None]
        if len(named) != 1 or (self.where and self.record is None and self.amend is None):
            raise reported("act_shape")
        return self


class Defaults(TemplatePart):
    """What holds for each requirement of a file that does not say otherwise."""

    severity: Literal["block", "warn", "advise"] = "block"
    origin: Literal["deck", "standard", "law", "template"] = "template"
    citation: Text | None = None
    jurisdiction: RegionCode | None = None
    before_effective: Literal["none", "advise"] = "none"


class BeginningShape(TemplatePart):
    """From when on a rule is asked: the day of a moment, and a period after it.

    The moment is one of three: a `day`, the first time that a `stage` was entered, the `first` row of a selection there
    ever was, by a date of it.
    """

    day: Annotated[OperandTerm, DateOrReference()] | None = None
    stage: Annotated[Id, OwnStage()] | None = None
    first: Sel | None = None
    field: Annotated[FieldPath, FieldOf(("first",), dated=True)] = ("date",)
    after: Period | None = None

    @model_validator(mode="after")
    def _one(self) -> BeginningShape:
        if sum(each is not None for each in (self.day, self.stage, self.first)) != 1:
            raise reported("beginning_shape")
        return self

    @property
    def core(self) -> core.AskedFrom:
        """What is evaluated; a row that was there once was there, whatever has become of it."""
        if self.first is not None:
            return core.AskedFrom(replace(self.first, ever=True), self.field, self.after)
        first = core.Reference("stage", ("first", self.stage)) if self.stage is not None else self.day
        if first is None:
            raise AssertionError("one of three is given, which the model has made sure of")
        return core.AskedFrom(first, after=self.after)


class RequirementShape(TemplatePart):
    """One condition, with whose rule it is, since when, who may set it aside, and exactly one check."""

    id: Id
    title: Text
    severity: Literal["block", "warn", "advise"] | None = None
    origin: Literal["deck", "standard", "law", "template"] | None = None
    citation: Text | None = None
    jurisdiction: RegionCode | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    before_effective: Literal["none", "advise"] | None = None
    from_: BeginningShape | None = Field(default=None, alias="from")
    round: Literal["this", "any"] | None = None
    waivable_by: WordsTerm | None = None
    waivable_for: WholeDays | None = None
    owed_by: str | None = None
    remedy: Text | None = None
    deck: Annotated[tuple[Id, ...], Field(strict=False)] = ()
    act: ActShape | None = None
    check: RequirementWord

    @model_validator(mode="before")
    @classmethod
    def _kind_as_key(cls, value: Any) -> Any:
        """The check stands among the other keys, under its own word."""
        if type(value) is not dict:
            return value
        found = value.keys() & KINDS.keys()
        if len(found) > 1:
            raise reported("two_kinds", word=", ".join(sorted(found)))
        shape = {key: each for key, each in value.items() if key not in found}
        if "check" in shape:
            return shape | {"check": None}  # `check:` is no word of the language; what it held is not validated
        for word in found:
            shape["check"] = {word: value[word]}
        return shape

    @model_validator(mode="after")
    def _in_order(self) -> RequirementShape:
        if self.effective_from and self.effective_to and self.effective_to <= self.effective_from:
            raise reported("dates_reversed", more=str(self.effective_from))
        return self


@dataclass(frozen=True, slots=True)
class Act:
    """An act that a guard watches, or that is refused while a programme is suspended."""

    verb: Literal["record", "amend", "end", "advance"]
    kind: str | None = None
    stage: str | None = None
    where: tuple[core.Test, ...] = ()

    @classmethod
    def of(cls, shape: ActShape) -> Act:
        """Take an act as it is written."""
        if shape.record is not None:
            return cls("record", kind=shape.record, where=shape.where)
        if shape.amend is not None:
            return cls("amend", kind=shape.amend, where=shape.where)
        if shape.end is not None:
            return cls("end", kind=shape.end)
        return cls("advance", stage=shape.advance)


@dataclass(frozen=True, slots=True)
class Requirement(AsItIs):
    """One condition of the law.

    `check` is what its author wrote, `core` what is evaluated. It applies from `effective_from` up to, not including,
    `effective_to`, where `jurisdiction` covers the programme's region, and is not asked before it `begins`;
    `waivable_by` empty means never.
    """

    id: str
    title: Text
    severity: Severity
    origin: Origin
    citation: Text | None
    jurisdiction: str | None
    effective_from: date | None
    effective_to: date | None
    before_effective: Literal["none", "advise"]
    begins: core.AskedFrom | None
    waivable_by: tuple[str, ...]
    waivable_for: Duration | None
    owed_by: str | None
    own_remedy: Text | None
    deck: tuple[str, ...]
    check: RequirementWord
    core: core.Core
    moment: GateMoment
    stage: str | None
    act: Act | None
    path: Path = field(compare=False)
    source: Source = field(compare=False, repr=False)
    titles: Titles = field(compare=False, repr=False)

    @property
    def remedy(self) -> Sayable:
        """The nearest step that would meet it: in its author's words, or in those of the library."""
        return self.own_remedy or self.check.remedy(Phrasing(self.titles, Known()))

    @property
    def asked_from(self) -> Sayable | None:
        """From when on it is asked, in words; None where that is the first day."""
        return None if self.begins is None else moment(self.begins, Phrasing(self.titles, Known()))

    @property
    def at(self) -> FilePlace:
        """Where the rule stands in its file."""
        return self.source.place(*self.path)


GuardRule = Requirement
"""A requirement with an `act`: it is asked before that act."""
