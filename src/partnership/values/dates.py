"""Days, spans of days, and moments. Nothing here knows what day it is."""

from __future__ import annotations

import calendar
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema
from typing_extensions import override

from partnership.messages import Language, plural
from partnership.values.strict import Strict

ONE_DAY = timedelta(days=1)

_PATTERN = r"^P(?=[0-9])(?:([0-9]{1,4})Y)?(?:([0-9]{1,5})M)?(?:([0-9]{1,5})W)?(?:([0-9]{1,6})D)?$"
_is_duration = re.compile(_PATTERN[1:-1]).fullmatch
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
_OFFSET = "[+-][0-9]{2}:[0-9]{2}"
_is_day = re.compile(_DAY).fullmatch
_is_moment = re.compile(f"{_DAY}[T ]{_TIME}(?:Z|{_OFFSET})?").fullmatch
_MONTHS = 12
_WEEK = 7


@dataclass(frozen=True, slots=True, order=True)
class Duration:
    """A span of calendar time: whole months and whole days, never hours. P45D, P6W, P3M, P1Y6M.

    Compared by months, then days, because a month has no fixed number of days.

    Raises:
        ValueError: if either part is negative.
    """

    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if self.months < 0 or self.days < 0:
            raise ValueError("a duration is not negative")

    @classmethod
    def parse(cls, value: str) -> Self:
        """Read the date part of an ISO 8601 duration.

        Raises:
            ValueError: if the string is anything else.
        """
        found = _is_duration(value)
        if found is None:
            raise ValueError("a duration is written as P45D, P6W, P3M or P1Y6M")
        years, months, weeks, days = (int(part or 0) for part in found.groups())
        return cls(years * _MONTHS + months, weeks * _WEEK + days)

    def after(self, start: date) -> date:
        """Count forward from a day: months first (31 January and a month is the last of February), then days.

        Past the end of the calendar it is the calendar's last day, which for a rule means never.
        """
        try:
            return _add_months(start, self.months) + timedelta(days=self.days)
        except (ValueError, OverflowError):
            return date.max

    def before(self, end: date) -> date:
        """Count backward from a day, months first, then days; the calendar's first day where it runs out."""
        try:
            return _add_months(end, -self.months) - timedelta(days=self.days)
        except (ValueError, OverflowError):
            return date.min

    def in_language(self, language: Language, case: str = "") -> str:
        """Say it in words: 45 days, 3 months."""
        del case
        years, months = divmod(self.months, _MONTHS)
        said = [
            counted.in_language(language)
            for count, counted in (
                (years, plural("{count} year", "{count} years", years)),
                (months, plural("{count} month", "{count} months", months)),
                (self.days, plural("{count} day", "{count} days", self.days)),
            )
            if count
        ]
        return " ".join(said) or plural("{count} day", "{count} days", 0).in_language(language)

    @override
    def __str__(self) -> str:
        years, months = divmod(self.months, _MONTHS)
        parts = ((years, "Y"), (months, "M"), (self.days, "D"))
        return "P" + ("".join(f"{number}{letter}" for number, letter in parts if number) or "0D")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls._read, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": _PATTERN, "examples": ["P45D", "P3M", "P1Y6M"]}

    @classmethod
    def _read(cls, value: Any) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls.parse(value)
        raise ValueError("a duration is written as P45D, P6W, P3M or P1Y6M")


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class _DaySchema:
    """Read text as YYYY-MM-DD only: by itself pydantic takes text of digits for seconds since 1970."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(strict=True, pattern=f"^{_DAY}$")
        written = core_schema.chain_schema([text, core_schema.date_schema(strict=False)])
        given = core_schema.date_schema(strict=True)
        return core_schema.json_or_python_schema(
            json_schema=written,
            python_schema=core_schema.union_schema([given, written], custom_error_type="date_type"),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "format": "date", "pattern": f"^{_DAY}$"}


Day = Annotated[date, _DaySchema]
"""A bare date: a date in Python, or its ISO 8601 text as in JSON, and nothing else."""


class Interval(Strict):
    """Days from `start` up to, and not including, `end`; without an end it is still open."""

    start: Day = Field(description="The first day.")
    end: Day | None = Field(default=None, description="The first day that is no longer part of it.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"an interval ends after it starts; {self.end} is not after {self.start}")
        return self

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Interval) -> bool:
        """Tell whether the two share a day."""
        return (self.end is None or other.start < self.end) and (other.end is None or self.start < other.end)

    @override
    def __str__(self) -> str:
        return f"[{self.start}, {self.end or '...'})"


def in_force(on: date, valid_from: date | None, valid_to: date | None) -> bool:
    """Tell whether a day lies in [valid_from, valid_to), where an absent bound does not bind."""
    return (valid_from is None or valid_from <= on) and (valid_to is None or on < valid_to)


def as_moment(value: Any) -> datetime:
    """Bring a date (its midnight), an aware datetime or an ISO 8601 string with an offset to a datetime in UTC.

    Raises:
        ValueError: for a datetime that does not say its offset, and for anything else.
    """
    match _read(value) if isinstance(value, str) else value:
        case datetime(tzinfo=None):
            raise ValueError("a moment says its offset from UTC, as in 2009-02-02T10:00:00Z")
        case datetime() as moment:
            try:
                return moment.astimezone(UTC)
            except OverflowError:
                raise ValueError("a moment lies between the years 1 and 9999") from None
        case date() as day:
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
        case _:
            raise ValueError("a moment is a date, a datetime with an offset, or its ISO 8601 text")


def as_day(written: str) -> date:
    """Read the text of a day, YYYY-MM-DD.

    Raises:
        ValueError: for other text, and for a day that never was.
    """
    if not _is_day(written):
        raise ValueError("a day is written as 2009-02-02")
    return date.fromisoformat(written)


def _read(written: str) -> date:
    with suppress(ValueError):  # a day or an hour that never was
        return datetime.fromisoformat(written) if _is_moment(written) else as_day(written)
    raise ValueError("a moment is written as 2009-02-02T10:00:00Z")


class _MomentSchema:
    """Let what is in UTC already pass without a call into Python: every entry and every command has one."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(strict=True, pattern=f"^{_DAY}T{_TIME}Z$")
        written = core_schema.no_info_after_validator_function(datetime.fromisoformat, text)
        given = core_schema.datetime_schema(strict=True, tz_constraint=0)
        return core_schema.json_or_python_schema(
            json_schema=cls._or_else(written, "left_to_right"), python_schema=cls._or_else(given, "smart")
        )

    @classmethod
    def _or_else(cls, schema: CoreSchema, mode: Literal["smart", "left_to_right"]) -> CoreSchema:
        return core_schema.union_schema(
            [schema, core_schema.no_info_plain_validator_function(as_moment)],
            mode=mode,
            custom_error_type="moment",
            custom_error_message="a moment is a date, or a point in time with its offset, as in 2009-02-02T10:00:00Z",
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        moment = {"type": "string", "format": "date-time", "pattern": f"^{_DAY}[T ]{_TIME}(?:Z|{_OFFSET})$"}
        day = {"type": "string", "format": "date", "pattern": f"^{_DAY}$"}
        return moment if handler.mode == "serialization" else {"anyOf": [moment, day]}


Moment = Annotated[datetime, _MomentSchema]
"""A point in time in UTC: when something was written down. A bare date stands for its midnight."""
