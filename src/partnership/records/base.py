"""What all records share."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Final, TypeVar, cast

from pydantic import AfterValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from typing_extensions import override

from partnership.messages import Noun
from partnership.records.marks import Label
from partnership.values import Day, Id, Strict, Text, check_text, in_force

MOST_ELEMENTS = 10_000
"""Elements that one list in a record may have."""


class Record(Strict):
    """A noun of the domain, as it stands in one version: frozen, exact, and closed to fields that it does not know.

    Everything about a kind stands in its class. `kind` is the word for it in JSON and in files, `noun` what people
    call it, `register` the plural under which templates select its records: the noun's, unless the class says another.
    The annotation of a field says its type, whom it names (`Ref`), of which list it is (`Listed`), and how it is called
    (`Label`, `Words`) where that is not its name; the docstring beneath it says what it holds, unless it holds the same
    in several kinds (`meanings`).
    `valid_from` and `valid_to`, where a kind has them, bound its validity.

    `constitutive` kinds exist by being written down (an assignment, a signature): no record means there is none. The
    others describe the world outside (needs, incidents, observations): there, no record means nothing unless somebody
    attests that the list is kept. `day_of_fact` is the field that says on which day what is recorded was so, where a
    kind has one, and `behind` the field that names the partner on whose side the thing or the person is. What is
    `done_once` (a meeting, a paper, a decision) is of one round of a cycle, and the next asks for another; all else
    stands until it is ended. `alters` is the field that names the record which this one makes, while it is in force, to
    say something else (`alteration`). Properties are computed fields, which a template may test as the stored ones.

    `note` is free text and cannot be policed: whoever writes it keeps names, birth dates and contacts out.
    """

    noun: ClassVar[Noun]
    register: ClassVar[str]
    constitutive: ClassVar[bool]
    day_of_fact: ClassVar[str | None] = None
    behind: ClassVar[str | None] = None
    done_once: ClassVar[bool] = False
    alters: ClassVar[str | None] = None

    id: Id
    """The record's own id: unique within its kind, and never used again."""
    note: Text | None = None
    """A remark in words, without names, birth dates and contacts of people."""

    @classmethod
    @override
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Name the register of a kind that has no other name for it than its noun."""
        if "register" not in cls.__dict__:
            cls.register = cls.noun.many.replace(" ", "_")

    def alteration(self, record: Any) -> dict[str, Any]:  # noqa: ARG002 - only kinds that alter others look at them
        """Return the values that fields of another record have while this one is in force."""
        return {}

    def kept_as(self) -> str:
        """Give the kind that it is kept under: its own, or the register of the template that it is a row of."""
        kind: str = self.__dict__["kind"]
        return kind

    def validity(self) -> tuple[date | None, date | None]:
        """Give the first day on which it is in force and the first on which it is so no longer, where it says them."""
        fields = self.__dict__  # asking a model for a field that its kind does not have costs more than all the rest
        return fields.get("valid_from"), fields.get("valid_to")

    @classmethod
    @override
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say of each field what it holds."""
        from partnership.records.meanings import described, meanings

        return described(schema, handler, meanings(cls))


def kind_of(record: Record | type[Record]) -> str:
    """Give the word by which the kind of a record is told in JSON and in programme files."""
    kind: str = (record if isinstance(record, type) else type(record)).model_fields["kind"].default
    return kind


def is_in_force(record: Record, on: date) -> bool:
    """Tell whether a day lies in the record's own term; a record without one is in force until it is ended."""
    return in_force(on, *record.validity())


class ListOf:
    """Lets a tuple be given as a list too, as in JSON, and refuses whatever has no order (sets), holds an element twice
    or is too long.

    A person counted twice would be two adults on a visit, so elements are distinct.
    """

    def __init__(self, at_least: int = 0, at_most: int = MOST_ELEMENTS) -> None:
        self.at_least = at_least
        self.at_most = at_most

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Build the validator: a tuple of bounded length, with a list turned into one when it comes from Python."""
        schema = {**handler(source), "strict": True, "min_length": self.at_least, "max_length": self.at_most}
        distinct = core_schema.no_info_after_validator_function(_distinct, cast("CoreSchema", schema))
        return core_schema.json_or_python_schema(
            json_schema=distinct, python_schema=core_schema.no_info_before_validator_function(_as_tuple, distinct)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say that the elements are distinct."""
        return {**handler(schema), "uniqueItems": True}


def _as_tuple(value: Any) -> Any:
    return tuple(value) if type(value) is list else value


def _distinct(value: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(set(value)) < len(value):
        twice = next(element for place, element in enumerate(value) if element in value[:place])
        raise PydanticCustomError(
            "twice", "Input should name each element once; '{twice}' stands twice", {"twice": str(twice)}
        )
    return value


_T = TypeVar("_T")

Several = Annotated[tuple[_T, ...], ListOf()]
"""Any number of distinct elements, in order."""

TwoOrMore = Annotated[tuple[_T, ...], ListOf(at_least=2)]
"""At least two distinct elements, in order."""

Pair = Annotated[tuple[_T, ...], ListOf(at_least=2, at_most=2)]
"""Exactly two distinct elements, in order."""

_VISIBLE: Final = {"pattern": r"\S", "minLength": 1}

Phrase = Annotated[str, Field(max_length=300, json_schema_extra=_VISIBLE), AfterValidator(check_text)]
"""A few words in whatever language they were written: a place, a district, an act's number. Never a person's name."""


def check_term(start: date | None, end: date | None) -> None:
    """Let a term pass that ends after it begins, where it has both ends."""
    if end is not None and start is not None and end <= start:
        raise PydanticCustomError(
            "term", "Input should lie after valid_from, which is {start}", {"start": start.isoformat()}
        )


def _after_start(end: date | None, info: ValidationInfo) -> date | None:
    check_term(info.data.get("valid_from"), end)
    return end


ValidTo = Annotated[Day | None, AfterValidator(_after_start), Label("valid until")]
"""The first day on which a record is no longer in force; after `valid_from`, which stands before it."""
