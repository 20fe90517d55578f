"""The form of a template's file, section by section."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from partnership.messages import FULL
from partnership.template.frozen import Frozen
from partnership.template.kinds import TemplatePart
from partnership.template.kinds.references import KindOfRecord, OwnStage
from partnership.template.requirement import ActShape, Defaults, RequirementShape, WholeDays
from partnership.template.terms import FieldPath, Setting, Where, WordsTerm
from partnership.values import Id, Listed, Money, Said, Tag, Text, TimedDay, as_partial

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

    of: Annotated[Id, KindOfRecord(programme=True)]
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


class Choice(TemplatePart):
    """One word of a closed choice, what people call it, and how a sentence says of a row that it has this word."""

    id: Id
    title: Text | None = None
    such: Text | None = None
    """What is said behind the noun: `for the partners`."""


def _as_choice(value: Any) -> Any:
    return {"id": value} if isinstance(value, str) else value


def _as_choices(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class _OrWord:
    """Says in the schema that a word alone will do."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string", "minLength": 1}, handler(schema)]}


class RegisterField(TemplatePart):
    """A field of a register that the template declares.

    `of` says which records an id names, or of which scale a level is; `many` that it holds several values. `min` and
    `max` bound a number, or an amount of money.
    """

    type: Literal[
        "text", "integer", "decimal", "date", "moment", "partial_date", "boolean", "id", "choice", "money", "level"
    ]
    title: Text | None = None
    description: Text | None = None
    choices: Annotated[
        tuple[Annotated[Choice, BeforeValidator(_as_choice), _OrWord()], ...] | None,
        Field(strict=False),
        BeforeValidator(_as_choices),
    ] = None
    of: Annotated[Id, KindOfRecord()] | None = None
    many: bool = False
    min: Setting | None = None
    max: Setting | None = None
    required: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of record whose ids it holds."""
        return (self.of,) if self.type == "id" and self.of is not None else ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words of its closed choice."""
        return tuple([each.id for each in self.choices or ()])

    def values(self, value: object) -> tuple[object, ...]:
        """Return the single values in what such a field has."""
        return value if self.many and isinstance(value, tuple) else (value,)

    def holds(self, value: object) -> bool:
        """Tell whether a value is of the field's type, whichever of its choices it may be."""
        if self.many:
            return isinstance(value, tuple) and all(map(self._holds_one, value))
        return self._holds_one(value)

    def _holds_one(self, value: object) -> bool:
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
            case "money":
                return isinstance(value, Money)
            case "text" | "id" | "choice" | "level":
                return isinstance(value, str)

    def allows(self, value: object) -> bool:
        """Tell whether a value of the field's type is one of its choices, and within its range."""
        return all(map(self.allows_one, self.values(value)))

    def allows_one(self, value: object) -> bool:
        """Tell whether one value of the field's type is one of its choices, and within its range."""
        if self.type == "choice":
            return value in self.words
        figure = value.amount if isinstance(value, Money) else value
        if not isinstance(figure, int | Decimal) or isinstance(figure, bool):
            return True
        return not (
            (isinstance(self.min, int | Decimal) and figure < self.min)
            or (isinstance(self.max, int | Decimal) and figure > self.max)
        )


def partial(value: object) -> date | None:
    """Return the date, or what is known of it, that a row says; None where it says no such thing.

    A file tells a year as the number that it is, and a month as text.
    """
    try:
        return as_partial(value)
    except ValueError:
        return None


class Register(TemplatePart):
    """A register of the template's own, for what the library has no noun for. Its rows are `item` records.

    `kind` is the word for one row in acts, references and programme files (the register's id, if none is given), `one`
    and `many` what people call rows in a sentence. `name` is the field that tells one row from another in messages,
    `day` the one that says on which day what is recorded was so. Fields called `valid_from` and `valid_to` bound the
    validity of a row.
    """

    id: Id
    title: Text
    kind: Id | None = None
    one: Text | None = None
    many: Text | None = None
    description: Text | None = None
    name: Id | None = None
    day: Id | None = None
    fields: Annotated[dict[Id, RegisterField], AfterValidator(Frozen)]
    each_round: bool = False
    deck: Ids = ()

    @property
    def word(self) -> str:
        """The word for one row in programme files."""
        return self.kind or self.id


class NamedRecord(ListItem):
    """A record that rules name by its id, and that each programme must have: a body, an indicator, a site."""

    kind: Annotated[Id, KindOfRecord()]


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
    beneficiaries: Items = ()
    functions: Annotated[tuple[Function, ...], Field(strict=False)] = ()
    outcomes: Annotated[tuple[Outcome, ...], Field(strict=False)] = ()
    scales: Annotated[tuple[Scale, ...], Field(strict=False)] = ()
    registers: Annotated[tuple[Register, ...], Field(strict=False)] = ()
    records: Annotated[tuple[NamedRecord, ...], Field(strict=False)] = ()
    rosters: Annotated[tuple[RosterShape, ...], Field(strict=False)] = ()
    requirement_defaults: Defaults | None = None
    waivers: Waivers | None = None
    stages: Annotated[tuple[StageShape, ...], Field(strict=False)] = ()
    guards: Requirements = ()
    while_suspended: WhileSuspended | None = None
    outlast_partner: Annotated[tuple[Literal["assignments", "memberships", "consents"], ...], Field(strict=False)] = ()
    deck: Ids = ()
