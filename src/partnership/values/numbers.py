"""Numbers that are exact, and of a size that cannot hurt."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

LARGEST_COUNT = 10**9
"""No count of people, places or answers in a region's programme comes near it."""


def as_decimal(value: Any) -> Any:
    """Read an int, or the text of a number, as a Decimal; a float is refused, because 0.1 is not what it holds.

    Raises:
        ValueError: for a float, and for text that is no number.
    """
    match value:
        case Decimal() | bool():  # a bool is turned away by the field itself, in its words
            return value
        case int():
            return Decimal(value)
        case float():
            raise ValueError(f"a number is exact: write Decimal('{value}') or '{value}', not the float {value}")
        case str():
            try:
                return Decimal(value) if value.isascii() and "_" not in value else value
            except InvalidOperation:
                raise ValueError("a number is written as 3 or 2.50") from None
        case _:
            return value


Number = Annotated[
    Decimal, BeforeValidator(as_decimal, json_schema_input_type=int | str), Field(max_digits=28, decimal_places=12)
]
"""An exact decimal number of at most 28 digits, given as int, Decimal or text; it travels in JSON as text."""

Count = Annotated[int, Field(ge=0, le=LARGEST_COUNT)]
"""A whole number of people or things, none included."""
