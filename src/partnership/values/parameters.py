"""Values that a programme sets for the parameters of its template."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from partnership.values.numbers import MOST_DIGITS
from partnership.values.text import Written

_MOST = 10**MOST_DIGITS

ParameterValue = bool | Annotated[int, Field(gt=-_MOST, lt=_MOST)] | Written
"""A parameter as a ledger keeps it; shares, numbers with a point and durations as their text: nothing is lost."""
