"""Values that a programme sets for the parameters of its template."""

from __future__ import annotations

from typing import Annotated

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from partnership.messages import LONGEST_TEXT
from partnership.values.numbers import MOST_DIGITS

_ENDLESS = 10**MOST_DIGITS


class _ParameterSchema:
    """Say once what a parameter can be, not thrice what it is not."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.union_schema(
            [
                core_schema.bool_schema(strict=True),
                core_schema.int_schema(strict=True, gt=-_ENDLESS, lt=_ENDLESS),
                core_schema.str_schema(strict=True, max_length=LONGEST_TEXT),
            ],
            custom_error_type="parameter",
            custom_error_message=(
                f"Input should be true or false, a whole number of at most {MOST_DIGITS} digits, "
                f"or text of at most {LONGEST_TEXT} characters"
            ),
        )


ParameterValue = Annotated[bool | int | str, _ParameterSchema]
"""A parameter as a ledger keeps it; shares, numbers with a point and durations as their text: nothing is lost."""
