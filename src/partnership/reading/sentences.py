"""What is expected of a value, for each way in which it can be something else, in English and in Russian."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from partnership.values import LONGEST_TEXT, MOST_DIGITS, Text, escape

_Pair = tuple[str, str]

_TEXT: Final = ("text", "текст")
_TEXTS: Final = ("text, or {en: ..., ru: ...}", "текст либо {en: ..., ru: ...}")
_WHOLE: Final = ("a whole number", "целое число")
_NUMBER: Final = ("a number", "число")
_TRUTH: Final = ("true or false", "true или false")
_DAY: Final = ("a date such as 2009-02-10", "дата вида 2009-02-10")
_MOMENT: Final = ("a date, or a moment such as 2009-02-10T10:00:00Z", "дата или момент вида 2009-02-10T10:00:00Z")
_LIST: Final = ("a list such as [a, b]", "список вида [a, b]")
_KEYS: Final = ("keys and values such as {key: value}", "набор ключей и значений вида {ключ: значение}")
_PERIOD: Final = ("a period such as P45D, P6W, P3M or P1Y6M", "срок вида P45D, P6W, P3M или P1Y6M")

# By the type of pydantic's error, or of our own validators'; the words in braces are what the validator adds.
_BY_TYPE: Final[Mapping[str, _Pair]] = {
    "attendance": (
        "no fewer members than were present, {present}",
        "число членов не меньше числа присутствовавших, {present}",
    ),
    "bool_parsing": _TRUTH,
    "bool_type": _TRUTH,
    "date_from_datetime_inexact": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_parsing": _DAY,
    "date_type": _DAY,
    "datetime_type": _MOMENT,
    "decimal_max_digits": ("a number of at most {max_digits} digits", "число не длиннее {max_digits} цифр"),
    "decimal_max_places": (
        "a number with at most {decimal_places} digits after the point",
        "число, у которого после точки не больше {decimal_places} цифр",
    ),
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_whole_digits": (
        "a number with at most {whole_digits} digits before the point",
        "число, у которого до точки не больше {whole_digits} цифр",
    ),
    "dict_type": _KEYS,
    "finite_number": _NUMBER,
    "greater_than": ("more than {gt}", "больше {gt}"),
    "greater_than_equal": ("at least {ge}", "не меньше {ge}"),
    "holder": ("a person or a partner who holds the role", "лицо или партнёр, которому дана роль"),
    "id": ("an id: letters of one script, digits, '-', '_' and '.'", "id: буквы одного письма, цифры, «-», «_» и «.»"),
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_type": _WHOLE,
    "is_instance_of": _NUMBER,
    "less_than": ("less than {lt}", "меньше {lt}"),
    "less_than_equal": ("at most {le}", "не больше {le}"),
    "list_type": _LIST,
    "mapping_type": _KEYS,
    "model_attributes_type": _KEYS,
    "model_type": _KEYS,
    "parameter": (
        f"true or false, a number of at most {MOST_DIGITS} digits, or text of at most {LONGEST_TEXT} characters",
        f"true или false, число не длиннее {MOST_DIGITS} цифр или текст не длиннее {LONGEST_TEXT} знаков",
    ),
    "string_pattern_mismatch": ("text of the form {pattern}", "текст вида {pattern}"),
    "string_too_long": ("at most {max_length} characters", "не больше {max_length} знаков"),
    "string_too_short": ("at least {min_length} characters", "не меньше {min_length} знаков"),
    "string_type": _TEXT,
    "term": ("a date after valid_from, {start}", "дата позже valid_from, {start}"),
    "too_long": ("at most {max_length} elements", "не больше {max_length} элементов"),
    "too_short": ("at least {min_length} elements", "не меньше {min_length} элементов"),
    "tuple_type": _LIST,
    "twice": ("each element once, but '{twice}' stands twice", "каждый элемент один раз, а «{twice}» стоит дважды"),
    "verified": ("a date not before the day of issue, {issued}", "дата не раньше дня выдачи, {issued}"),
    "votes": (
        "no more votes than were present, {present}",
        "число голосов не больше числа присутствовавших, {present}",
    ),
}

# What a pattern asks for, by the key it is asked of.
_PATTERNS: Final[Mapping[str, _Pair]] = {
    "currency": ("three capital letters such as RUB", "три заглавные латинские буквы, например RUB"),
    "region": ("a country and region such as RU-SMO", "страна и регион, например RU-SMO"),
}

# Our own validators' sentences, by words that stand in them.
_BY_MESSAGE: Final[tuple[tuple[str, _Pair], ...]] = (
    ("a duration", _PERIOD),
    ("a moment", _MOMENT),
    ("a number is written", ("a number such as 3 or 2.50", "число вида 3 или 2.50")),
    ("a number is exact", _NUMBER),
    ("a number has at most", (f"a number of at most {MOST_DIGITS} digits", f"число не длиннее {MOST_DIGITS} цифр")),
    ("a text is empty", ("text that is not empty", "непустой текст")),
    ("a text may not hold", ("text without invisible characters", "текст без невидимых знаков")),
    ("a text has at most", ("a shorter text", "текст покороче")),
    ("fields are written", _KEYS),
    (
        "a value is text",
        ("values that are text, numbers, true or false, or dates", "значения: текст, числа, true или false, даты"),
    ),
    ("a decimal is written", ("a number such as 3 or 2.50", "число вида 3 или 2.50")),
    (
        "a number is finite",
        ("numbers below 10^16 with at most 12 decimals", "числа меньше 10^16, не более 12 знаков после точки"),
    ),
    ("a register has at most", ("fewer fields", "меньше полей")),
    ("the name of a field", ("names of fields in text", "имена полей в виде текста")),
    (
        "an id ",
        (
            "names of letters of one script, digits, '-', '_' and '.'",
            "имена из букв одного письма, цифр, «-», «_» и «.»",
        ),
    ),
)

BETWEEN: Final = frozenset({"holder", "value_error"})
"""Faults that lie between the keys of one value."""

NOT_CONSISTENT: Final = Text.of("these keys and values do not go together", "эти ключи и значения не сочетаются")

PSEUDONYM: Final = (
    Text.of("this is not a pseudonym of a child", "это не псевдоним ребёнка"),
    Text.of("a short series, a hyphen and a number, such as w-017", "короткая серия, дефис и число, например w-017"),
    Text.of("never write a child's name anywhere", "имя ребёнка не пишите нигде"),
)


def expected(kind: str, key: str, context: Mapping[str, Any], message: str) -> Text:
    """Say what was expected where an error of this kind was found, under `key`."""
    if context.get("class_name") == "Text":
        return Text.of(*_TEXTS)
    if kind == "string_pattern_mismatch" and key in _PATTERNS:
        return Text.of(*_PATTERNS[key])
    pair = _BY_TYPE.get(kind)
    if pair is None:
        reason = str(context.get("error", message))
        found = next((pair for words, pair in _BY_MESSAGE if words in reason), None)
        return Text.of(*found) if found is not None else Text.quoting(_ours(reason))
    if "{key" in pair[0] or "{en" in pair[0]:
        return Text.of(*pair)
    words = {name: escape(str(value), 80) for name, value in context.items()}
    return Text.quoting(pair[0].format(**words), pair[1].format(**words))


def _ours(reason: str) -> str:
    return reason.removeprefix("Input should be ").removeprefix("Value error, ").removeprefix("Input should ")
