"""The types of parameters and of fields of a register: what a value of each is called, and how it may be meant."""

from __future__ import annotations

from typing import Any, Final

from partnership.messages import Message, as_written, message
from partnership.values import Wanted, rewritten

_CALLED: Final = {
    "boolean": message("true or false"),
    "choice": message("text"),
    "date": message("a date written year-month-day, such as 2009-02-10"),
    "decimal": message("a number"),
    "duration": message("a period such as P45D, P6W, P3M, P1Y6M or PT72H"),
    "id": message("an id"),
    "integer": message("a whole number"),
    "moment": message("a date, or a moment such as 2009-02-10T14:30+03:00"),
    "money": message("an amount and its currency, such as {{amount: 1500.50, currency: RUB}}"),
    "number": message("a number"),
    "partial_date": message("a date, or as much as is known of it: 2009-02-10, 2009-02 or 2009"),
    "share": message("a number from 0 to 1"),
    "text": message("text"),
}
_WANTED: Final[dict[str, Wanted]] = {
    "boolean": "truth",
    "date": "day",
    "decimal": "number",
    "duration": "period",
    "integer": "number",
    "moment": "day",
    "partial_date": "day",
    "number": "number",
    "share": "share",
}


def called(type_: str) -> Message:
    """Say what a value of a type is."""
    return _CALLED.get(type_) or as_written(type_)


def meant(value: Any, type_: str) -> Message | None:
    """Say how a value would be written as one of a type, where that can be guessed."""
    wanted = _WANTED.get(type_)
    return None if wanted is None else rewritten(value, wanted)
