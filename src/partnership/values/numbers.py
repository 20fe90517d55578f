"""Numbers that are exact, and of a size that cannot hurt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, Context, Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

LARGEST_COUNT = 10**9
"""No count of people, places or answers in a region's programme comes near it."""

MOST_DIGITS = 30
"""Significant digits that a number may have, and places that they may lie before or after its point."""

_EXACT = Context(prec=100)
_ENDLESS = 10**MOST_DIGITS
_LONGEST = 80
_PATTERN = r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?$"
_is_number = re.compile(_PATTERN[1:-1]).fullmatch


def as_decimal(value: Any) -> Any:
    """Read an int, or the text of a number, as a Decimal; a float is refused, because 0.1 is not what it holds.

    Raises:
        ValueError: for a float, for text that is no number, and for a number that is too long to reckon with.
    """
    match value:
        case Decimal() | bool():  # a bool is turned away by the field itself, in its words
            return value
        case int():
            if not -_ENDLESS < value < _ENDLESS:
                raise ValueError(f"a number has at most {MOST_DIGITS} digits")
            return Decimal(value)
        case float():
            raise ValueError(f"a number is exact: write Decimal('{value}') or '{value}', not the float {value}")
        case str():
            if len(value) > _LONGEST or not _is_number(value):
                raise ValueError("a number is written as 3 or 2.50")
            return Decimal(value)
        case _:
            return value


def exact(value: object) -> Decimal | None:
    """Read an exact number of a size that one can reckon with; None for everything else.

    1e99999999 is ten characters in a file, and a sum with it would fill the memory: a number has at most 30
    significant digits, none of them further than 30 places from the point.
    """
    try:
        number = as_decimal(value)
    except ValueError:
        return None
    if not isinstance(number, Decimal) or not number.is_finite():
        return None
    _, digits, last = number.as_tuple()
    is_small = number.adjusted() < MOST_DIGITS and isinstance(last, int) and last >= -MOST_DIGITS
    return number if is_small and len(digits) <= MOST_DIGITS else None


FRACTION = re.compile(r"[0-9]{1,3}/[1-9][0-9]{0,2}")
"""A share as people write it: 2/3."""

_SHARE_PLACES = Decimal("0.000000000001")
"""More places than any count of votes can tell apart."""


def share_of_whole(value: object) -> Fraction | None:
    """Read a part of a whole, exactly: a number from 0 to 1, or a fraction such as 2/3; None for everything else."""
    if isinstance(value, str) and FRACTION.fullmatch(value):
        found: Fraction | None = Fraction(value)
    else:
        number = exact(value)
        found = None if number is None else Fraction(number)
    return found if found is not None and 0 <= found <= 1 else None


def cut(number: Fraction) -> int | Decimal:
    """Bring a fraction to a number as records hold it; one without an end is cut, never rounded upward.

    Whatever is held against another one is cut at the same place, so that equals stay equal.
    """
    if number.denominator == 1:
        return number.numerator
    decimal = _EXACT.divide(Decimal(number.numerator), Decimal(number.denominator))
    return decimal if Fraction(decimal) == number else decimal.quantize(_SHARE_PLACES, ROUND_DOWN)


@dataclass(frozen=True, slots=True)
class Exactly:
    """Lets an exact number be given as int, Decimal or text, within bounds; it travels in JSON as text."""

    digits: int
    places: int
    at_least: Decimal | None = None
    at_most: Decimal | None = None

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read the number first, then hold it against the bounds."""
        number = core_schema.decimal_schema(
            strict=True, max_digits=self.digits, decimal_places=self.places, ge=self.at_least, le=self.at_most
        )
        return core_schema.no_info_before_validator_function(as_decimal, number)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe both forms; of a number in text, a pattern cannot say how large it is."""
        text = {"type": "string", "pattern": _PATTERN, "maxLength": _LONGEST}
        if handler.mode == "serialization":
            return text
        most = 10 ** (self.digits - self.places) - 1
        least = -most if self.at_least is None else int(self.at_least)
        most = most if self.at_most is None else int(self.at_most)
        return {"anyOf": [{"type": "integer", "minimum": least, "maximum": most}, text]}


Number = Annotated[Decimal, Exactly(digits=28, places=12)]
"""An exact decimal number of at most 28 digits."""

WholeNumber = Annotated[int, Field(ge=0, le=LARGEST_COUNT)]
"""A whole number of people or things, none included."""
