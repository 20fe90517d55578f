"""Whether the tests of one field can hold together: what no value can pass is seen when the law is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Final

_HOLDS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "eq": eq,
    "ne": ne,
    "gt": gt,
    "gte": ge,
    "lt": lt,
    "lte": le,
    "in": lambda value, choices: value in choices,
}
_LOWER: Final = frozenset({"gt", "gte"})
_UPPER: Final = frozenset({"lt", "lte"})
_WITHOUT_VALUE: Final = frozenset({"ne", "set"})
"""Operators that say something of a field without a value, or ask for none."""


def contradiction(tests: Mapping[Any, Any], scalar: object) -> tuple[str, str] | None:
    """Two operators of which a value of a type can pass either and never both, in the order of the file."""
    for first, second in combinations([str(each) for each in tests], 2):
        if _empty_with(tests, first, second) or _apart(tests, first, second, whole=scalar is int):
            return first, second
    return None


def _empty_with(tests: Mapping[Any, Any], first: str, second: str) -> bool:
    """Whether a field is to be empty and to have a value."""
    empty = [each for each in (first, second) if each == "set" and tests[each] is False]
    return bool(empty) and not {first, second} <= _WITHOUT_VALUE


def _apart(tests: Mapping[Any, Any], first: str, second: str, *, whole: bool) -> bool:
    if not {first, second} <= _HOLDS.keys():
        return False
    if any(isinstance(tests[each], list) and each != "in" for each in (first, second)):
        return False  # a list in place of one value has been reported
    values = [*_written(tests[first]), *_written(tests[second])]
    if not values or any(_sort(each) != _sort(values[0]) or _sort(each) is None for each in values):
        return False  # what is looked up can be anything, and a value of another type has been reported
    for one, other in ((first, second), (second, first)):
        if one in {"eq", "in"}:
            return not any(_HOLDS[other](each, tests[other]) for each in _written(tests[one]))
        if one in _LOWER and other in _UPPER:
            return _nothing_between(tests[one], tests[other], (one == "gt") + (other == "lt"), whole=whole)
    return False


def _written(operand: Any) -> Iterator[Any]:
    yield from operand if isinstance(operand, list) else [operand]


def _sort(value: Any) -> type | None:
    """What values can be compared with each other; None for what is looked up and what is no single value."""
    if isinstance(value, str):
        return None if value[:1] == "$" else str
    if isinstance(value, (int, Decimal)):
        return bool if isinstance(value, bool) else Decimal
    return date if type(value) is date else None


def _nothing_between(low: Any, high: Any, strict: int, *, whole: bool) -> bool:
    """Whether no value lies between two bounds, so many of them strict; days and whole numbers go one by one."""
    if type(low) is date:
        return bool(high - low < timedelta(days=strict))
    return bool(high - low < strict) if whole else bool(low > high or (low == high and strict))
