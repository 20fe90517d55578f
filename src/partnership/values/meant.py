"""How a value that somebody wrote in their own way would be written here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from decimal import ROUND_DOWN, Decimal, InvalidOperation
from functools import cache
from typing import Any, Final, Literal

from partnership.messages import Message, in_context, languages, message
from partnership.values.nearest import fold
from partnership.values.periods import as_period

Wanted = Literal["day", "number", "period", "share", "truth", "whole_days"]
"""What a value ought to be; `whole_days` is a period without hours."""

_UNITS: Final = {
    "PT{}H": in_context("units, as people write them", "hours, hour, hrs, hr, h"),
    "P{}D": in_context("units, as people write them", "days, day, d"),
    "P{}W": in_context("units, as people write them", "weeks, week, w"),
    "P{}M": in_context("units, as people write them", "months, month, mo, m"),
    "P{}Y": in_context("units, as people write them", "years, year, yr, y"),
}
_EACH: Final = {
    "P1D": in_context("periods, as people write them", "daily, every day"),
    "P1W": in_context("periods, as people write them", "weekly, every week"),
    "P1M": in_context("periods, as people write them", "monthly, every month"),
    "P3M": in_context("periods, as people write them", "quarterly, every quarter"),
    "P6M": in_context("periods, as people write them", "half a year, half-yearly"),
    "P1Y": in_context("periods, as people write them", "yearly, annually, every year"),
}
_TRUTH: Final = {
    "true": in_context("answers, as people write them", "yes, y, on, true"),
    "false": in_context("answers, as people write them", "no, n, off, false"),
}
_LONGEST: Final = 40
_counted = re.compile(r"(\d{1,6})\s*([^\W\d]+)\.?").fullmatch
_hours = re.compile(r"P?(\d{1,6})H").fullmatch
_percent = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|per ?cent)").fullmatch
_fraction = re.compile(r"(\d{1,3})\s*/\s*([1-9]\d{0,2})").fullmatch
_comma = re.compile(r"([-+]?\d+),(\d+)").fullmatch
_plain = re.compile(r"[-+]?\d+(?:\.\d+)?").fullmatch
_spaced = re.compile(r"[-+]?\d{1,3}(?:[ \u00a0\u202f']\d{3})+(?:[.,]\d+)?").fullmatch
_with_unit = re.compile(r"([-+]?\d[\d \u00a0\u202f.,]*?)\s*[^\W\d][^\d]*").fullmatch
_iso_day = re.compile(r"\d{4}-\d{2}-\d{2}").fullmatch
_day_first = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})").fullmatch
_year_first = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})").fullmatch
_month_named = re.compile(r"(\d{1,2})\.? ([^\W\d]{3,})\.?,? (\d{4})(?: [^\W\d]{1,4}\.?)?").fullmatch
_MOST_MONTHS: Final = 12
_STEM: Final = 3
_HUNDRED: Final = 100
_MOST_MEMBERS: Final = 20
"""A larger number is hardly one of members: it is per cent."""
_ALONE: Final[Mapping[Wanted, Message]] = {
    "period": message("write P{number}D for days, P{number}M for months, PT{number}H for hours"),
    "share": message("for {number} of {whole} write {number}/{whole}, for {number} % {share}"),
    "whole_days": message("write P{number}D for days, P{number}M for months"),
}
"""What a number alone may mean."""


def as_in_file(value: Any) -> str:
    """Write a value as it stands in a file."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(as_in_file, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def rewritten(given: Any, wanted: Wanted) -> Message | None:
    """Say how a value would be written, as that which is wanted; None if it cannot be guessed."""
    if isinstance(given, str) and len(given) > _LONGEST:
        return None
    if type(given) is int or (isinstance(given, str) and given.isdecimal()):
        alone = _ALONE.get(wanted)
        if alone is not None and (wanted != "share" or 1 < int(given) <= _MOST_MEMBERS):
            return alone.given(number=int(given), whole=2 * int(given) - 1, share=_of_hundred(int(given)))
    if isinstance(given, str):
        instead = _READERS[wanted](given)
    else:
        is_share = wanted == "share" and isinstance(given, (int, Decimal))
        instead = _of_hundred(given) if is_share else None
    if instead is None:
        return None
    return message("write it without quotes") if instead == given else message("write {instead}", instead=instead)


def _as_period(given: str) -> str | None:
    text = given.strip().casefold()
    if (each := _known(text, _EACH)) is not None:
        return each
    if (found := _counted(text)) is not None and (unit := _known(found[2], _UNITS)) is not None:
        return unit.format(int(found[1]))
    latin = fold(text).upper()
    if (hours := _hours(latin)) is not None:
        return f"PT{hours[1]}H"
    return next((each for each in (latin, f"P{latin}") if as_period(each) and each != given), None)


def _as_whole_days(given: str) -> str | None:
    period = _as_period(given)
    return None if period is None or "T" in period else period


@cache
def _words(said: Message) -> frozenset[str]:
    return frozenset(word for tag in languages() for word in said.in_language(tag).split(", "))


def _known(word: str, table: Mapping[str, Message]) -> str | None:
    return next((each for each, said in table.items() if word in _words(said)), None)


def _of_hundred(number: int | Decimal) -> str | None:
    return _short(Decimal(number) / _HUNDRED) if 1 < number <= _HUNDRED else None


def _as_share(given: str) -> str | None:
    text = given.strip().casefold()
    if (part := _fraction(text)) is not None:
        value = Decimal(part[1]) / Decimal(part[2])
        return _short(value.quantize(Decimal("0.001"), rounding=ROUND_DOWN)) if value <= 1 else None
    return _as_number(given)


def _as_number(given: str) -> str | None:
    text = given.strip()
    if (percent := _percent(text.casefold())) is not None:
        value = Decimal(percent[1].replace(",", ".")) / _HUNDRED
        return _short(value) if value <= 1 else None
    if (parts := _comma(text)) is not None:
        return f"{parts[1]}.{parts[2]}"
    if _plain(text):
        return text
    if not _spaced(text):
        found = _with_unit(text)
        if found is None:
            return None
        text = found[1]
    digits = re.sub(r"[ \u00a0\u202f']", "", text).replace(",", ".")
    with suppress(InvalidOperation):
        return str(Decimal(digits))
    return None


def _as_day(given: str) -> str | None:
    text = given.strip()
    if _iso_day(text):
        return text
    if (found := _day_first(text)) is not None:
        day, month, year = int(found[1]), int(found[2]), int(found[3])
        return _day(year, month, day) or _day(year, day, month)
    if (found := _year_first(text)) is not None:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if (found := _month_named(text)) is not None:
        named = _month(found[2].casefold())
        return None if named is None else _day(int(found[3]), named, int(found[1]))
    return None


def _day(year: int, month: int, day: int) -> str | None:
    with suppress(ValueError):
        return date(year, month, day).isoformat()
    return None


@cache
def _month(word: str) -> int | None:
    """Find a month by its name in any language, as a day is said in it; three letters are enough."""
    for tag in languages():
        for month in range(1, _MOST_MONTHS + 1):
            said = Message("{day}", {"day": date(2001, month, 1)}).in_language(tag).casefold()
            if any(name[:_STEM] == word[:_STEM] for name in re.findall(r"[^\W\d]{3,}", said)):
                return month
    return None


def _as_truth(given: str) -> str | None:
    return _known(given.strip().casefold(), _TRUTH)


def _short(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_READERS: Final[Mapping[Wanted, Callable[[str], str | None]]] = {
    "day": _as_day,
    "number": _as_number,
    "period": _as_period,
    "share": _as_share,
    "truth": _as_truth,
    "whole_days": _as_whole_days,
}
