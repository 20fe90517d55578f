"""Days, spans of days, and moments. Nothing here knows what day it is."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema
from typing_extensions import override

_PATTERN = r"^P(?=[0-9])(?:([0-9]{1,4})Y)?(?:([0-9]{1,5})M)?(?:([0-9]{1,5})W)?(?:([0-9]{1,6})D)?$"
_is_duration = re.compile(_PATTERN[1:-1]).fullmatch
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

    @override
    def __str__(self) -> str:
        years, months = divmod(self.months, _MONTHS)
        parts = ((years, "Y"), (months, "M"), (self.days, "D"))
        return "P" + ("".join(f"{number}{letter}" for number, letter in parts if number) or "0D")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        from_text = core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema(strict=True))
        return core_schema.json_or_python_schema(
            json_schema=from_text,
            python_schema=core_schema.no_info_plain_validator_function(cls._from_python),
            serialization=core_schema.to_string_ser_schema(),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": _PATTERN, "examples": ["P45D", "P3M", "P1Y6M"]}

    @classmethod
    def _from_python(cls, value: Any) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls.parse(value)
        raise ValueError("a duration is written as P45D, P6W, P3M or P1Y6M")


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class _DaySchema:
    """Read a day in JSON as YYYY-MM-DD only: by itself pydantic takes text of digits for seconds since 1970."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.str_schema(strict=True, pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        return core_schema.json_or_python_schema(
            json_schema=core_schema.chain_schema([written, core_schema.date_schema(strict=False)]),
            python_schema=core_schema.date_schema(strict=True),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "format": "date"}


Day = Annotated[date, _DaySchema]
"""A bare date: a date in Python, its ISO 8601 text in JSON, and nothing else in either."""


class Interval(BaseModel):
    """Days from `start` up to, and not including, `end`; without an end it is still open."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    start: Day
    end: Day | None = None

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
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value) if len(value) > len("2009-02-02") else date.fromisoformat(value)
        except ValueError:
            raise ValueError("a moment is written as 2009-02-02T10:00:00Z") from None
    match value:
        case datetime(tzinfo=None):
            raise ValueError("a moment says its offset from UTC, as in 2009-02-02T10:00:00Z")
        case datetime():
            try:
                return value.astimezone(UTC)
            except OverflowError:
                raise ValueError("a moment lies between the years 1 and 9999") from None
        case date():
            return datetime(value.year, value.month, value.day, tzinfo=UTC)
        case _:
            raise ValueError("a moment is a date, a datetime with an offset, or its ISO 8601 text")


class _MomentSchema:
    """Let what is in UTC already pass without a call into Python: every entry and every command has one."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        # text of digits would be taken for seconds since 1970
        written = core_schema.str_schema(strict=True, pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,15}Z$")
        in_utc = core_schema.datetime_schema(strict=True, tz_constraint=0)
        return core_schema.union_schema(
            [
                core_schema.json_or_python_schema(
                    json_schema=core_schema.chain_schema([written, core_schema.datetime_schema(tz_constraint=0)]),
                    python_schema=in_utc,
                ),
                core_schema.no_info_plain_validator_function(as_moment),
            ],
            mode="left_to_right",
            custom_error_type="moment",
            custom_error_message="a moment is a date, or a point in time with its offset, as in 2009-02-02T10:00:00Z",
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "format": "date-time"}


Moment = Annotated[datetime, _MomentSchema]
"""A point in time in UTC: when something was written down. A bare date stands for its midnight."""
