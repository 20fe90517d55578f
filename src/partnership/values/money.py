"""Sums of money."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from typing_extensions import override

from partnership.values.numbers import as_decimal

_Amount = Annotated[
    Decimal,
    BeforeValidator(as_decimal, json_schema_input_type=int | str),
    Field(ge=0, max_digits=20, decimal_places=2),
]


class Money(BaseModel):
    """An amount in one currency, exact to the hundredth and never negative (ISO 4217 code in capitals).

    There is no arithmetic here: sums over several currencies have no answer, and whoever adds must say so.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    amount: _Amount
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]

    @override
    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
