"""What an unquoted word of a file means: YAML 1.2, without its guesses.

A word is true, false, a whole number, a decimal, a date, a moment, or text. Whatever some other reader of YAML would
take for something else than an author meant (an empty value, yes-no words in capitals, octal and hexadecimal numbers,
exponents) is a flaw with a proposal, never a silent choice.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from partnership.messages import Message, escape, message
from partnership.reading.limits import Limits

MERGE: Final = "<<"

SHOWN: Final = 60
"""Characters of an author's text that a message repeats."""

FileScalar = str | bool | int | Decimal | date | datetime

_whole = re.compile(r"[-+]?(?:0|[1-9][0-9]*)").fullmatch
_decimal = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+").fullmatch
_leading_zero = re.compile(r"[-+]?0[0-9]+(?:\.[0-9]*)?").fullmatch
_half_written = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+\.)").fullmatch
_exponent = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+").fullmatch
_based = re.compile(r"0x[0-9a-fA-F]+|0o[0-7]+").fullmatch
_not_finite = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)").fullmatch
_date = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_short_date = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})").fullmatch
_moment = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?P<zone> ?Z| ?[-+][0-9]{2}:?[0-9]{2})?"
).fullmatch

_BOOLEANS: Final = {"true": True, "false": False}
_SHOUTED: Final = {"True": "true", "TRUE": "true", "False": "false", "FALSE": "false"}
_IN_QUOTES: Final = message("put it in quotes if it is text")
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_NUMERIC: Final = frozenset("+-.0123456789")
_TELLING: Final = _NUMERIC.union(word[:1] for word in (*_BOOLEANS, *_SHOUTED, *_NULLS, MERGE))
"""How every word begins that may mean something else than itself."""


class Flaw(Exception):
    """What is wrong with one word."""

    def __init__(
        self, what: Message, expected: Message | None = None, hint: Message | None = None, *, empty: bool = False
    ) -> None:
        super().__init__(what)
        self.what = what
        self.expected = expected
        self.hint = hint
        self.empty = empty


class WordMeanings(dict[str, FileScalar]):
    """The meaning of each unquoted word, worked out once a file: most words of a file stand in it many times."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits

    def __missing__(self, word: str) -> FileScalar:
        is_text = word[:1] not in _TELLING and len(word) <= self._limits.scalar_length
        meaning = self[word] = word if is_text else _meaning(word, self._limits)
        return meaning


def brief(text: str) -> str:
    """Repeat an author's word in a message, cut and with what cannot be seen made visible."""
    return escape(text, SHOWN)


def checked_length(text: str, limits: Limits) -> str:
    """Let a text pass that is not too long.

    Raises:
        Flaw: if it is.
    """
    if len(text) > limits.scalar_length:
        raise Flaw(
            message("a text of {count} characters", count=format(len(text), ",")),
            message("at most {limit}", limit=format(limits.scalar_length, ",")),
        )
    return text


def _meaning(word: str, limits: Limits) -> FileScalar:
    if word in _NULLS:
        raise Flaw(
            message("no value ({word})", word=word) if word else message("no value"),
            message("a value"),
            message("write one, or leave the key out"),
            empty=True,
        )
    if word == MERGE:
        raise Flaw(message("a merge sign, '<<'"), None, _IN_QUOTES)
    if word[0] in _NUMERIC:
        return _number_or_date(word, limits)
    if word in _BOOLEANS:
        return _BOOLEANS[word]
    if (plain := _SHOUTED.get(word)) is not None:
        raise Flaw(
            message("'{word}' is neither true nor false", word=word),
            None,
            message('write {plain}, or "{word}" in quotes for text', plain=plain, word=word),
        )
    return checked_length(word, limits)


def _number_or_date(word: str, limits: Limits) -> FileScalar:
    checked_length(word, limits)
    if _whole(word) or _decimal(word):
        if sum(map(str.isdigit, word)) > limits.digits:
            raise Flaw(
                message("the number {number}", number=brief(word)),
                message("at most {most} digits", most=limits.digits),
                _IN_QUOTES,
            )
        return Decimal(word) if "." in word else int(word)
    if _date(word):
        return _read_date(word)
    if (found := _moment(word)) is not None:
        return _read_moment(word, found["zone"])
    shown = brief(word)
    for looks_like, what, expected, hint in _TROUBLES:
        if looks_like(word):
            raise Flaw(what.given(word=shown), expected, hint.given(word=shown))
    if _half_written(word):
        raise _half_written_flaw(shown)
    if _short_date(word):
        raise _short_date_flaw(shown)
    return word


def _read_date(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise Flaw(
            message("there is no day {word}", word=word),
            message("a date of the calendar, year-month-day"),
        ) from None


def _read_moment(word: str, zone: str | None) -> datetime:
    if zone is None:
        raise Flaw(
            message("the moment {word} does not say in which time zone", word=word),
            message("a moment such as 2009-02-02T10:00:00+03:00"),
            message("write the date alone, add Z or +03:00, or put text in quotes"),
        )
    try:
        return datetime.fromisoformat(word[:10] + "T" + word[11:].replace(" ", ""))
    except ValueError:
        raise Flaw(
            message("there is no moment {word}", word=word),
            message("a moment such as 2009-02-02T10:00:00Z"),
        ) from None


def _half_written_flaw(word: str) -> Flaw:
    whole = word.strip(".") if word.endswith(".") else word.replace(".", "0.")
    return Flaw(
        message("'{word}' is not a complete number", word=word),
        None,
        message('write {whole}, or "{word}" in quotes for text', whole=whole, word=word),
    )


def _short_date_flaw(word: str) -> Flaw:
    year, month, day = word.split("-")
    return Flaw(
        message("'{word}' looks like a date, but is not one", word=word),
        message("a date with two digits of month and day"),
        message(
            'write {year}-{month}-{day}, or "{word}" in quotes for text',
            year=year,
            month=month.rjust(2, "0"),
            day=day.rjust(2, "0"),
            word=word,
        ),
    )


_TROUBLES: Final = (
    (
        _leading_zero,
        message("'{word}' begins with zero"),
        message("a number without it"),
        message('write "{word}" in quotes if it is a code'),
    ),
    (_exponent, message("'{word}' is a number with an exponent"), message("a number written out"), _IN_QUOTES),
    (_based, message("'{word}' is not a decimal number"), message("a number in decimal digits"), _IN_QUOTES),
    (_not_finite, message("'{word}' is not a number that can be counted"), message("a finite number"), _IN_QUOTES),
)
"""What looks like a number and is none that is read here, with what is said of it."""
