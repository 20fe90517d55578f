"""Sums of money."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field
from typing_extensions import override

from partnership.values.numbers import Exactly
from partnership.values.strict import Strict


class Money(Strict):
    """An amount in one currency, exact to the hundredth and never negative (ISO 4217 code in capitals).

    There is no arithmetic here: sums over several currencies have no answer, and whoever adds must say so.
    """

    amount: Annotated[Decimal, Exactly(digits=20, places=2, at_least=Decimal(0))] = Field(
        description="How much, with at most two places after the point; as text, so that nothing is lost."
    )
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = Field(description="The currency's code of three letters.")

    @override
    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
