"""What is expected of a value, for each way in which it can be something else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from partnership.messages import LONGEST_TEXT, Message, as_written, escape, message
from partnership.values import MOST_DIGITS

_TEXT: Final = message("text")
_TEXTS: Final = message("text, or {{en: ..., ru: ...}}")
_WHOLE: Final = message("a whole number")
_NUMBER: Final = message("a number")
_TRUTH: Final = message("true or false")
A_DATE: Final = message("a date written year-month-day, such as 2009-02-10")
_MOMENT: Final = message("a date, or a moment such as 2009-02-10T10:00:00Z")
_LIST: Final = message("a list such as [a, b]")
KEYS: Final = message("keys and values such as {{key: value}}")
_PERIOD: Final = message("a period such as P45D, P6W, P3M, P1Y6M or PT72H")

# By the type of pydantic's error, or of our own validators'; the words in braces are what the validator adds.
_BY_TYPE: Final[Mapping[str, Message]] = {
    "attendance": message("no fewer members than were present, {present}"),
    "bool_parsing": _TRUTH,
    "bool_type": _TRUTH,
    "date_from_datetime_inexact": A_DATE,
    "date_from_datetime_parsing": A_DATE,
    "date_parsing": A_DATE,
    "date_type": A_DATE,
    "day": A_DATE,
    "datetime_type": _MOMENT,
    "decimal_max_digits": message("a number of at most {max_digits} digits"),
    "decimal_max_places": message("a number with at most {decimal_places} digits after the point"),
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_whole_digits": message("a number with at most {whole_digits} digits before the point"),
    "dict_type": KEYS,
    "finite_number": _NUMBER,
    "float_type": _NUMBER,
    "greater_than": message("more than {gt}"),
    "greater_than_equal": message("at least {ge}"),
    "holder": message("a person or a partner who holds the role"),
    "id": message("an id: letters of one script, digits, '-', '_' and '.'"),
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_type": _WHOLE,
    "is_instance_of": _NUMBER,
    "less_than": message("less than {lt}"),
    "less_than_equal": message("at most {le}"),
    "list_type": _LIST,
    "mapping_type": KEYS,
    "model_attributes_type": KEYS,
    "model_type": KEYS,
    "no_words": _TEXTS,
    "parameter": message(
        "true or false, a number of at most {most} digits, or text of at most {longest} characters",
        most=MOST_DIGITS,
        longest=LONGEST_TEXT,
    ),
    "objection": message("a proposal or a decision to which somebody objects, and not both"),
    "objector": message("the partner or the person who objects"),
    "procedure": message("no meeting beside 'written': it is in writing, or at a meeting, or 'mixed'"),
    "string_pattern_mismatch": message("text of the form {pattern}"),
    "string_too_long": message("at most {max_length} characters"),
    "string_too_short": message("at least {min_length} characters"),
    "string_type": _TEXT,
    "term": message("a date after valid_from, {start}"),
    "too_long": message("at most {max_length} elements"),
    "too_short": message("at least {min_length} elements"),
    "tuple_type": _LIST,
    "twice": message("each element once, but '{twice}' appears twice"),
    "verified": message("a date not before the day of issue, {issued}"),
    "votes": message("no more votes than were present, {present}"),
}

# What a pattern asks for, by the key it is asked of.
_PATTERNS: Final[Mapping[str, Message]] = {
    "currency": message("three capital letters such as RUB"),
    "region": message("a country and region such as RU-SMO"),
}

# Our own validators' sentences, by words that stand in them.
_BY_MESSAGE: Final[tuple[tuple[str, Message], ...]] = (
    ("a duration", _PERIOD),
    ("a moment", _MOMENT),
    ("a number is written", message("a number such as 3 or 2.50")),
    ("a number is exact", _NUMBER),
    ("a number has at most", message("a number of at most {most} digits", most=MOST_DIGITS)),
    ("a text is empty", message("text that is not empty")),
    ("a text may not hold", message("text without invisible characters")),
    ("a text has at most", message("a shorter text")),
    (
        "an id ",
        message("names of letters of one script, digits, '-', '_' and '.'"),
    ),
)

BETWEEN: Final = frozenset({"holder", "value_error"})
"""Faults that lie between the keys of one value."""

NOT_CONSISTENT: Final = message("these keys and values do not fit together")

PSEUDONYM: Final = (
    message("this is not a pseudonym of a child"),
    message("a few letters, a hyphen and a number, such as w-017"),
    message("never write a child's name anywhere"),
)


def language_tag(tag: str) -> tuple[Message, Message]:
    """Say that a key of a text is no tag of a language, and what is one."""
    return message("'{word}' is not the tag of a language", word=tag), message("a tag such as en, ru or kk")


def not_under_set(key: str) -> tuple[Message, None, Message]:
    """Say that a field which is to be changed stands beside `set` and not under it."""
    return (
        message("the field '{key}' does not stand under `set`", key=key),
        None,
        message("write set: {{{key}: ...}}", key=key),
    )


def expected(kind: str, key: str, context: Mapping[str, Any], complaint: str) -> Message:
    """Say what was expected where an error of this kind was found, under `key`."""
    if context.get("class_name") == "Text":
        return _TEXTS
    if kind == "string_pattern_mismatch" and key in _PATTERNS:
        return _PATTERNS[key]
    known = _BY_TYPE.get(kind)
    if known is None:
        reason = str(context.get("error", complaint))
        found = next((said for words, said in _BY_MESSAGE if words in reason), None)
        return as_written(_ours(reason)) if found is None else found
    return known.given(**{name: escape(str(value), 80) for name, value in context.items()})


def _ours(reason: str) -> str:
    return reason.removeprefix("Input should be ").removeprefix("Value error, ").removeprefix("Input should ")
