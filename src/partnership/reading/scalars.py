"""What an unquoted word of a file means: YAML 1.2, without its guesses.

A word is true, false, a whole number, a decimal, a date, a moment, or text. Whatever some other reader of YAML would
take for something else than an author meant (an empty value, yes-no words in capitals, octal and hexadecimal numbers,
exponents) is a flaw with a proposal, never a silent choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from partnership.reading.limits import Limits
from partnership.values import Text, escape

MERGE: Final = "<<"

SHOWN: Final = 60
"""Characters of an author's text that a message repeats."""

Scalar = str | bool | int | Decimal | date | datetime

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
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})


class Flaw(Exception):
    """What is wrong with one word, in both languages."""

    def __init__(
        self, what: Text, expected: Text | None = None, hint: Text | None = None, *, empty: bool = False
    ) -> None:
        super().__init__(what.en)
        self.what = what
        self.expected = expected
        self.hint = hint
        self.empty = empty


class Words(dict[str, Scalar]):
    """The meaning of each unquoted word, worked out once a file: most words of a file stand in it many times."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits

    def __missing__(self, word: str) -> Scalar:
        meaning = self[word] = _meaning(word, self._limits)
        return meaning


def quoted(text: str) -> Text:
    """Repeat an author's word in a message, cut and with what cannot be seen made visible."""
    shown = escape(text, SHOWN)
    return Text.quoting(f"'{shown}'", f"«{shown}»")


def checked_length(text: str, limits: Limits) -> str:
    """Let a text pass that is not too long.

    Raises:
        Flaw: if it is.
    """
    if len(text) > limits.scalar_length:
        raise Flaw(
            Text.quoting(f"a text of {len(text):,} characters", f"текст длиной {len(text):,} знаков"),
            Text.quoting(f"at most {limits.scalar_length:,}", f"не больше {limits.scalar_length:,}"),
        )
    return text


def _meaning(word: str, limits: Limits) -> Scalar:
    if word in _NULLS:
        raise Flaw(
            Text.quoting(
                f"no value ({word})" if word else "no value", f"нет значения ({word})" if word else "нет значения"
            ),
            Text.quoting("a value", "значение"),
            Text.quoting("write one, or leave the key out", "впишите его или уберите ключ"),
            empty=True,
        )
    if word == MERGE:
        raise Flaw(
            Text.quoting("a merge sign, '<<'", "знак слияния «<<»"), None, _in_quotes("if it is text", "если это текст")
        )
    first = word[0]
    if first in "+-.0123456789":
        return _number_or_date(word, limits)
    if first in "tfTF":
        if word in _BOOLEANS:
            return _BOOLEANS[word]
        if (plain := _SHOUTED.get(word)) is not None:
            raise Flaw(
                Text.quoting(f"'{word}' is neither true nor false", f"«{word}» - это не true и не false"),
                None,
                Text.quoting(
                    f'write {plain}, or "{word}" in quotes for text',
                    f'пишите {plain} или, для текста, "{word}" в кавычках',
                ),
            )
    return checked_length(word, limits)


def _number_or_date(word: str, limits: Limits) -> Scalar:
    checked_length(word, limits)
    if _whole(word) or _decimal(word):
        if sum(map(str.isdigit, word)) > limits.digits:
            raise Flaw(
                Text.quoting(f"the number {escape(word, SHOWN)}", f"число {escape(word, SHOWN)}"),
                Text.quoting(f"at most {limits.digits} digits", f"не больше {limits.digits} цифр"),
                _in_quotes("if it is text", "если это текст"),
            )
        return Decimal(word) if "." in word else int(word)
    if _date(word):
        return _read_date(word)
    if (found := _moment(word)) is not None:
        return _read_moment(word, found["zone"])
    for looks_like, trouble in _TROUBLES:
        if looks_like(word):
            raise trouble(escape(word, SHOWN))
    return word


def _in_quotes(en: str, ru: str) -> Text:
    return Text.quoting(f"put it in quotes {en}", f"возьмите в кавычки, {ru}")


def _read_date(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise Flaw(
            Text.quoting(f"there is no day {word}", f"нет такого дня: {word}"),
            Text.quoting("a date of the calendar, year-month-day", "дата календаря, год-месяц-день"),
        ) from None


def _read_moment(word: str, zone: str | None) -> datetime:
    if zone is None:
        raise Flaw(
            Text.quoting(
                f"the moment {word} does not say in which time zone", f"у момента {word} не указан часовой пояс"
            ),
            Text.quoting("a moment such as 2009-02-02T10:00:00+03:00", "момент вида 2009-02-02T10:00:00+03:00"),
            Text.quoting(
                "write the date alone, add Z or +03:00, or put text in quotes",
                "оставьте одну дату, добавьте Z или +03:00, а текст возьмите в кавычки",
            ),
        )
    try:
        return datetime.fromisoformat(word[:10] + "T" + word[11:].replace(" ", ""))
    except ValueError:
        raise Flaw(
            Text.quoting(f"there is no moment {word}", f"нет такого момента: {word}"),
            Text.quoting("a moment such as 2009-02-02T10:00:00Z", "момент вида 2009-02-02T10:00:00Z"),
        ) from None


def _leading_zero_flaw(word: str) -> Flaw:
    return Flaw(
        Text.quoting(f"'{word}' begins with zero", f"«{word}» начинается с нуля"),
        Text.quoting("a number without it", "число без него"),
        Text.quoting(f'write "{word}" in quotes if it is a code', f'если это код, пишите "{word}" в кавычках'),
    )


def _half_written_flaw(word: str) -> Flaw:
    whole = word.strip(".") if word.endswith(".") else word.replace(".", "0.")
    return Flaw(
        Text.quoting(f"'{word}' is half a number", f"«{word}» - недописанное число"),
        None,
        Text.quoting(
            f'write {whole}, or "{word}" in quotes for text', f'пишите {whole} или, для текста, "{word}" в кавычках'
        ),
    )


def _exponent_flaw(word: str) -> Flaw:
    return Flaw(
        Text.quoting(f"'{word}' is a number with an exponent", f"«{word}» - число с показателем степени"),
        Text.quoting("a number written out", "число, записанное целиком"),
        _in_quotes("if it is text", "если это текст"),
    )


def _based_flaw(word: str) -> Flaw:
    return Flaw(
        Text.quoting(f"'{word}' is not a decimal number", f"«{word}» - не десятичное число"),
        Text.quoting("a number in decimal digits", "число из десятичных цифр"),
        _in_quotes("if it is text", "если это текст"),
    )


def _not_finite_flaw(word: str) -> Flaw:
    return Flaw(
        Text.quoting(f"'{word}' is not a number that can be counted", f"«{word}» - не число, которым можно считать"),
        Text.quoting("a finite number", "конечное число"),
        _in_quotes("if it is text", "если это текст"),
    )


def _short_date_flaw(word: str) -> Flaw:
    year, month, day = word.split("-")
    return Flaw(
        Text.quoting(f"'{word}' is almost a date", f"«{word}» - почти дата"),
        Text.quoting("a date with two digits of month and day", "дата с двумя цифрами месяца и дня"),
        Text.quoting(
            f'write {year}-{month:0>2}-{day:0>2}, or "{word}" in quotes for text',
            f'пишите {year}-{month:0>2}-{day:0>2} или, для текста, "{word}" в кавычках',
        ),
    )


_TROUBLES: tuple[tuple[Callable[[str], Any], Callable[[str], Flaw]], ...] = (
    (_leading_zero, _leading_zero_flaw),
    (_half_written, _half_written_flaw),
    (_exponent, _exponent_flaw),
    (_based, _based_flaw),
    (_not_finite, _not_finite_flaw),
    (_short_date, _short_date_flaw),
)
