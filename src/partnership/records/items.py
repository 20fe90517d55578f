"""Rows of the registers that a template declares for itself."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema
from typing_extensions import override

from partnership.errors import UnknownName
from partnership.messages import Noun, message
from partnership.records.base import MOST_ELEMENTS, Record, check_term
from partnership.records.marks import Label
from partnership.values import DayAndTime, Id, Money, Number, as_decimal, as_timed, check_id, check_text

FieldScalar = str | int | bool | Decimal | date
"""One plain value of a field of such a row."""

FieldValue = FieldScalar | Money | tuple[FieldScalar, ...]
"""What a field of such a row can hold."""

_TOO_LARGE = 10**16
_PLACES = 12

MOST_FIELDS = 200
"""Fields that a template's register may have."""


class Fields(Mapping[str, FieldValue]):
    """Typed fields that cannot be changed, in the order of their names.

    In JSON a day is `{"date": "2009-02-02"}`, a decimal `{"decimal": "1.50"}` and money `{"amount": "1.50",
    "currency": "RUB"}`, so that all come back as they went without asking the template. Several values are a list.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, FieldValue] | None = None) -> None:
        given = values or {}
        self._values: dict[str, FieldValue] = dict(sorted(given.items()) if len(given) > 1 else given.items())

    @override
    def __getitem__(self, name: str) -> FieldValue:
        try:
            return self._values[name]
        except KeyError:
            raise UnknownName(name, self, message("field")) from None

    @override
    def get(self, name: str, default: Any = None, /) -> Any:  # asked of every row for its term, which most have not
        """Return a value, or what is given instead where there is none."""
        return self._values.get(name, default)

    @override
    def items(self) -> ItemsView[str, FieldValue]:  # every row comes by here
        return self._values.items()

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    @override
    def __contains__(self, name: object) -> bool:
        return name in self._values

    @override
    def __len__(self) -> int:
        return len(self._values)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fields) and _exact(self._values) == _exact(other._values)

    @override
    def __hash__(self) -> int:
        return hash(_exact(self._values))

    @override
    def __repr__(self) -> str:
        return f"Fields({self._values!r})"

    def as_json(self) -> dict[str, Any]:
        """Return the values as JSON has them, with days and decimals by their types."""
        return {name: _typed(value) for name, value in self.items()}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate by `parse`, and write days and decimals with their types."""
        return core_schema.no_info_plain_validator_function(
            cls.parse,
            serialization=core_schema.plain_serializer_function_ser_schema(cls.as_json, when_used="json"),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe the JSON form."""
        typed = [
            {"type": "object", "properties": {word: field}, "required": [word], "additionalProperties": False}
            for word, field in (
                ("date", _described(DayAndTime, "A day, or a day with its time.")),
                ("decimal", _described(Number, "An exact number.")),
            )
        ]
        whole = {"type": "integer", "exclusiveMinimum": -_TOO_LARGE, "exclusiveMaximum": _TOO_LARGE}
        one = [{"type": "string", "minLength": 1}, whole, {"type": "boolean"}, *typed]
        money = _described(Money, "An amount of money.")
        several = {"type": "array", "items": {"anyOf": one}, "uniqueItems": True, "maxItems": MOST_ELEMENTS}
        value = {"anyOf": [*one, money, several]}
        return {"type": "object", "maxProperties": MOST_FIELDS, "additionalProperties": value}

    @classmethod
    def parse(cls, value: Any) -> Fields:
        """Make fields of names with values.

        Raises:
            ValueError: if they are none.
        """
        if type(value) is not dict:  # to ask what else it is costs more than to read it
            if isinstance(value, Fields):
                return value
            if not isinstance(value, Mapping):
                raise ValueError("fields are written as names with values")
        if len(value) > MOST_FIELDS:
            raise ValueError(f"a register has at most {MOST_FIELDS} fields")
        return cls({_name(name): _value(name, content) for name, content in value.items()})


def _described(type_: Any, description: str) -> JsonSchemaValue:
    return {**TypeAdapter(type_).json_schema(mode="serialization"), "description": description}


def _name(name: Any) -> str:
    if not isinstance(name, str):
        raise ValueError(f"the name of a field is text, not {type(name).__name__}")  # noqa: TRY004 - as above
    return check_id(name)


def _value(name: str, value: Any) -> FieldValue:
    if type(value) is str:  # the most frequent
        return check_text(value)
    match value:
        case Money():
            return value
        case {"amount": _, "currency": _}:
            return Money.model_validate(value)
        case list() | tuple():
            if len(value) > MOST_ELEMENTS:
                raise ValueError(f"field {name}: a list has at most {MOST_ELEMENTS} values")
            several = tuple([_scalar(name, each) for each in value])
            if len({(type(each), each) for each in several}) < len(several):
                raise ValueError(f"field {name}: a list holds each value once")
            return several
        case _:
            return _scalar(name, value)


def _scalar(name: str, value: Any) -> FieldScalar:
    match value:
        case str():
            return check_text(value)
        case bool():
            return value
        case int() | Decimal():
            return _bounded(name, value)
        case {"date": str(written), **others} if not others:
            return as_timed(written)
        case {"decimal": str(written), **others} if not others:
            return _decimal(name, written)
        case datetime():
            return as_timed(value)
        case date():
            return value
        case _:
            raise ValueError(f"field {name}: a value is text, a whole or decimal number, true, false or a date")


def _decimal(name: str, written: str) -> int | Decimal:
    try:
        number: Decimal = as_decimal(written)
    except ValueError:
        raise ValueError(f"field {name}: a decimal is written as 1.50") from None
    return _bounded(name, number)


def _bounded(name: str, number: int | Decimal) -> int | Decimal:
    """Refuse numbers whose sums would fill the memory: 1E+999999 is eight characters in a file."""
    is_finite = isinstance(number, int) or number.is_finite()
    if not (is_finite and -_TOO_LARGE < number < _TOO_LARGE and _places(number) <= _PLACES):
        raise ValueError(f"field {name}: a number is finite, below 10^16, with at most {_PLACES} decimals")
    return number


def _places(number: int | Decimal) -> int:
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return -exponent if isinstance(exponent, int) else 0


def _exact(values: Mapping[str, FieldValue]) -> tuple[tuple[str, object, FieldValue], ...]:
    """Tell True from 1 and 1 from Decimal(1), which compare as equal."""
    return tuple((name, _types(value), value) for name, value in values.items())


def _types(value: FieldValue) -> object:
    return tuple(map(type, value)) if isinstance(value, tuple) else type(value)


def _typed(value: FieldValue) -> Any:
    match value:
        case Money():
            return value.model_dump(mode="json")
        case tuple():
            return [_typed(each) for each in value]
        case Decimal():
            return {"decimal": str(value)}
        case date():
            return {"date": value.isoformat()}
        case _:
            return value


_NO_TERM: tuple[None, None] = (None, None)


class Item(Record):
    """A row of a register that the template declares; `list` is the register's id, and the template types the fields.

    Days in the fields `valid_from` and `valid_to` bound its validity, as in kinds that have them. Whoever declares a
    register keeps names, birth dates and contacts of people out of it.
    """

    noun = Noun("item of a register", "items of registers")
    register = "items"
    constitutive = True

    kind: Literal["item"] = "item"
    list: Annotated[Id, Label("register")]
    """The register that the row stands in, by its id in the template."""
    fields: Fields
    """The row's values by the names of its fields; a day stands as {date}, an exact number as {decimal}."""

    @model_validator(mode="after")
    def _in_order(self) -> Item:
        """Its term ends after it begins."""
        if "valid_to" in self.fields:
            check_term(*self.validity())
        return self

    @override
    def kept_as(self) -> str:
        return self.list

    @override
    def validity(self) -> tuple[date | None, date | None]:
        fields = self.fields
        if "valid_from" not in fields and "valid_to" not in fields:
            return _NO_TERM
        start, end = fields.get("valid_from"), fields.get("valid_to")
        return start if isinstance(start, date) else None, end if isinstance(end, date) else None


def beside_id(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Give the changes of a row of a template's own register as people write them: its fields beside its id."""
    return {**{name: each for name, each in changes.items() if name != "fields"}, **changes.get("fields", {})}
