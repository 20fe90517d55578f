"""The form of a template's file, section by section."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from partnership.messages import FULL
from partnership.template.frozen import Frozen
from partnership.template.kinds import TemplatePart
from partnership.template.kinds.references import KindOfRecord, OwnStage
from partnership.template.requirement import ActShape, Defaults, RequirementShape, WholeDays
from partnership.template.terms import FieldPath, Setting, Where, WordsTerm
from partnership.values import Id, Listed, Said, Tag, Text, TimedDay, as_partial

Ids = Annotated[tuple[Id, ...], Field(strict=False, max_length=1000)]
Requirements = Annotated[tuple[RequirementShape, ...], Field(strict=False)]


class ListItem(TemplatePart):
    """An item of a list: an id that records may use, and what people call it."""

    id: Id
    title: Said
    origin: Literal["deck", "standard", "law", "template"] | None = None
    citation: Text | None = None
    deck: Ids = ()


class Sector(ListItem):
    """A side of society that partners come from; it may count as another one where three are spoken of, not five."""

    counts_as: Annotated[Id, Listed("sectors")] | None = None


class Function(ListItem):
    """What a side does, or hopes for. Only a duty is owed; the deck lists benefits among the functions."""

    side: Annotated[Id, Listed("sectors")]
    nature: Literal["duty", "interest", "benefit", "value", "outcome"]
    joint_with: Annotated[Ids, Listed("sectors")] = ()
    same_as: Annotated[Id, Listed("functions")] | None = None


class Outcome(ListItem):
    """A change for somebody: the pupils, one of the sides, the project, an institution."""

    beneficiary: Id
    side: Annotated[Id, Listed("sectors")] | None = None
    produced_by: Annotated[Ids, Listed("functions")] = ()
    indicators: Ids = ()
    mechanism: bool = False


class ScaleLevel(TemplatePart):
    """One step of a scale, with what is asked before anybody is put on it."""

    id: Id
    title: Text
    requires: Requirements = ()
    deck: Ids = ()


class Scale(ListItem):
    """Ordered levels, the lowest first."""

    of: Literal["person", "ward", "partner"]
    levels: Annotated[tuple[ScaleLevel, ...], Field(strict=False, min_length=1)]


class Parameter(TemplatePart):
    """Something that each programme may set for itself, within a range."""

    id: Id
    title: Text
    type: Literal["integer", "number", "share", "duration", "boolean", "text", "choice"]
    choices: WordsTerm | None = None
    min: Setting | None = None
    max: Setting | None = None
    default: Setting
    deck: Ids = ()


class RegisterField(TemplatePart):
    """A field of a register that the template declares; `of` says which records an id refers to."""

    type: Literal["text", "integer", "decimal", "date", "moment", "partial_date", "boolean", "id", "choice"]
    choices: WordsTerm | None = None
    of: Annotated[Id, KindOfRecord()] | None = None
    required: bool = False

    def holds(self, value: object) -> bool:
        """Tell whether a value is of the field's type, whichever of its choices it may be."""
        match self.type:
            case "integer":
                return isinstance(value, int) and not isinstance(value, bool)
            case "decimal":
                return isinstance(value, int | Decimal) and not isinstance(value, bool)
            case "date":
                return type(value) is date
            case "moment":
                return type(value) in {date, TimedDay}
            case "partial_date":
                return type(value) is date or partial(value) is not None
            case "boolean":
                return isinstance(value, bool)
            case "text" | "id" | "choice":
                return isinstance(value, str)


def partial(value: object) -> date | None:
    """Return the date, or what is known of it, that a row says; None where it says no such thing.

    A file tells a year as the number that it is, and a month as text.
    """
    try:
        return as_partial(value)
    except ValueError:
        return None


class Register(TemplatePart):
    """A register of the template's own, for what the library has no noun for. Its rows are `item` records."""

    id: Id
    title: Text
    fields: Annotated[dict[Id, RegisterField], AfterValidator(Frozen)]
    each_round: bool = False
    deck: Ids = ()


class AnchorShape(TemplatePart):
    """Rows that name the members of a roster, in one of their fields."""

    from_: str = Field(alias="from")
    where: Where = ()
    field: FieldPath


class RosterShape(TemplatePart):
    """A circle that nobody leaves by being deleted: all who were ever named, until a release names them too."""

    id: Id
    title: Text
    of: Annotated[Id, KindOfRecord()]
    anchored: AnchorShape
    released_by: AnchorShape | None = None
    where: Where = ()
    deck: Ids = ()


class StageGates(TemplatePart):
    """What is asked of a stage: before it, after it, all through it, and at intervals."""

    entry: Requirements = ()
    exit: Requirements = ()
    invariant: Requirements = ()
    cadence: Requirements = ()


MOMENTS: Final = tuple(StageGates.model_fields)
"""When a gate is asked: the keys of `gates`."""


class StageShape(TemplatePart):
    """A stage of the way, with the ways on and back, and the stages inside it."""

    id: Id
    title: Text
    next: Annotated[Ids, OwnStage()] | None = None
    back: Annotated[Ids, OwnStage()] = ()
    final: bool = False
    stages: Annotated[tuple[StageShape, ...], Field(strict=False)] = ()
    gates: StageGates | None = None
    deck: Ids = ()


class Waivers(TemplatePart):
    """Who may set a requirement aside that does not say it, and for how long at most."""

    by: WordsTerm
    at_most: WholeDays | None = None


class WhileSuspended(TemplatePart):
    """What is refused while something that must hold does not. Every move is, but those that are allowed."""

    refuse: Annotated[tuple[ActShape, ...], Field(strict=False)] = ()
    allow: Annotated[tuple[ActShape, ...], Field(strict=False)] = ()


Items = Annotated[tuple[ListItem, ...], Field(strict=False)]


class TemplateShape(TemplatePart):
    """A template's file as a whole."""

    format: Literal[1]
    template: Id
    version: Annotated[str, Field(min_length=1, max_length=40)]
    title: Text
    languages: Annotated[tuple[Tag, ...], Field(strict=False, min_length=1)] = FULL
    extends: str | None = None
    overlay: Id | None = None
    over: Ids = ()
    from_: date | None = Field(default=None, alias="from")
    parameters: Annotated[tuple[Parameter, ...], Field(strict=False)] = ()
    sectors: Annotated[tuple[Sector, ...], Field(strict=False)] = ()
    roles: Items = ()
    agreement_types: Items = ()
    clauses: Items = ()
    document_types: Items = ()
    meeting_types: Items = ()
    matters: Items = ()
    credential_types: Items = ()
    consent_purposes: Items = ()
    session_types: Items = ()
    visit_types: Items = ()
    event_types: Items = ()
    activity_forms: Items = ()
    publication_kinds: Items = ()
    incident_types: Items = ()
    instruments: Items = ()
    statements: Items = ()
    tie_kinds: Items = ()
    principles: Items = ()
    admission_criteria: Items = ()
    functions: Annotated[tuple[Function, ...], Field(strict=False)] = ()
    outcomes: Annotated[tuple[Outcome, ...], Field(strict=False)] = ()
    scales: Annotated[tuple[Scale, ...], Field(strict=False)] = ()
    registers: Annotated[tuple[Register, ...], Field(strict=False)] = ()
    rosters: Annotated[tuple[RosterShape, ...], Field(strict=False)] = ()
    requirement_defaults: Defaults | None = None
    waivers: Waivers | None = None
    stages: Annotated[tuple[StageShape, ...], Field(strict=False)] = ()
    guards: Requirements = ()
    while_suspended: WhileSuspended | None = None
    outlast_partner: Annotated[tuple[Literal["assignments", "memberships", "consents"], ...], Field(strict=False)] = ()
    deck: Ids = ()
