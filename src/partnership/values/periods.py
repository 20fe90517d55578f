"""Spans of time: as long as they are (`Duration`), or from a day on (`Term`)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import total_ordering
from typing import Any, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema
from typing_extensions import override

from partnership.messages import Language, plural
from partnership.values.days import ONE_DAY, TimedDay, first_day, has_come, last_day

_PATTERN = r"^P(?=[0-9T])(?:([0-9]{1,4})Y)?(?:([0-9]{1,5})M)?(?:([0-9]{1,5})W)?(?:([0-9]{1,6})D)?(?:T([0-9]{1,6})H)?$"
_is_duration = re.compile(_PATTERN[1:-1]).fullmatch
_MONTHS = 12
_WEEK = 7
_HOURS = 24
_TOUCHED = 3
"""Days that hours can touch beyond the whole days in them: their own, the one they end on, and that of another zone."""
_WRITTEN = "a duration is written as P45D, P6W, P3M, P1Y6M or PT72H"


@total_ordering
@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time: whole months, whole days, whole hours. P45D, P6W, P3M, P1Y6M, PT72H, P1DT12H.

    Compared by months, then days and hours together, because a month has no fixed number of days. One with hours is
    reckoned from moment to moment, one without from day to day: PT24H is not P1D.

    Raises:
        ValueError: if a part is negative.
    """

    months: int = 0
    days: int = 0
    hours: int = 0

    def __post_init__(self) -> None:
        if min(self.months, self.days, self.hours) < 0:
            raise ValueError("a duration is not negative")

    def __lt__(self, other: object) -> bool:
        return self._size() < other._size() if isinstance(other, Duration) else NotImplemented

    def _size(self) -> tuple[int, int, int]:
        return self.months, self.days * _HOURS + self.hours, self.hours

    @classmethod
    def parse(cls, value: str) -> Self:
        """Read an ISO 8601 duration down to the hour.

        Raises:
            ValueError: if the string is anything else.
        """
        found = _is_duration(value)
        if found is None:
            raise ValueError(_WRITTEN)
        years, months, weeks, days, hours = (int(part or 0) for part in found.groups())
        return cls(years * _MONTHS + months, weeks * _WEEK + days, hours)

    def after(self, start: date) -> date:
        """Count forward from a day: months first (31 January and a month is the last of February), then days.

        Of the hours only whole days count. Past the end of the calendar it is the calendar's last day, which for a rule
        means never.
        """
        try:
            return _add_months(start, self.months) + timedelta(days=self.days, hours=self.hours)
        except (ValueError, OverflowError):
            return date.max

    def before(self, end: date) -> date:
        """Count backward from a day, months first, then days; the calendar's first day where it runs out."""
        try:
            return _add_months(end, -self.months) - timedelta(days=self.days, hours=self.hours)
        except (ValueError, OverflowError):
            return date.min

    def after_moment(self, start: datetime) -> datetime:
        """Count forward from a moment: months by the calendar there, then days and hours as they pass.

        Past the end of the calendar it is the calendar's last moment.
        """
        try:
            day = _add_months(start.date(), self.months)
            return datetime.combine(day, start.timetz()) + timedelta(days=self.days, hours=self.hours)
        except (ValueError, OverflowError):
            return datetime.max.replace(tzinfo=start.tzinfo)

    def is_over(self, fact: date, asked: date) -> bool:
        """Tell whether so much has passed for sure since a fact, when a question is asked.

        A question on a day is one at its end. With hours, a fact of which only the day is known counts from its end.
        """
        if not self.hours:
            return asked >= self.after(fact)
        zone = _zone(fact, asked)
        return _end(asked, zone) >= self.after_moment(_end(fact, zone))

    def is_within(self, fact: date, asked: date) -> bool:
        """Tell whether a fact has come, for sure, and no more than so much has passed since, when a question is asked.

        A question on a day is one at its end. With hours, a fact of which only the day is known has come when that day
        is over, and is as old as its beginning.
        """
        if not has_come(fact, asked):
            return False
        if not self.hours:
            return asked <= self.after(fact)
        zone = _zone(fact, asked)
        return _end(fact, zone) <= _end(asked, zone) <= self.after_moment(_start(fact, zone))

    def lies_between(self, first: date, then: date) -> bool:
        """Tell whether so much lies for sure between two facts; with hours, of a day from its end, or to its start."""
        if not self.hours:
            return then >= self.after(first)
        zone = _zone(first, then)
        return _start(then, zone) >= self.after_moment(_end(first, zone))

    def last(self, fact: date) -> date:
        """Return the last day, or the last moment, at which a fact is not older than this."""
        if self.hours and type(fact) is TimedDay:
            return TimedDay.of(self.after_moment(fact.moment))
        over = self.turn(fact)
        return over if over == date.max else over - ONE_DAY

    def first(self, fact: date) -> date:
        """Return the first day, or the first moment, at which so much has passed since a fact."""
        if self.hours and type(fact) is TimedDay:
            return TimedDay.of(self.after_moment(fact.moment))
        return self.passed(fact)

    def in_days(self) -> Duration:
        """Return as many whole days as it can touch, wherever clocks stand."""
        return Duration(self.months, self.days + self.hours // _HOURS + _TOUCHED)

    def turn(self, fact: date) -> date:
        """Return the first day at whose end a fact is older than this; the calendar's last where it never is."""
        if not self.hours:
            last = self.after(first_day(fact))
            return last if last == date.max else last + ONE_DAY
        return self.after_moment(_start(fact, _zone(fact))).date()

    def passed(self, fact: date) -> date:
        """Return the first day at whose end so much has passed for sure since a fact."""
        if not self.hours:
            return self.after(last_day(fact))
        return (self.after_moment(_end(fact, _zone(fact))) - timedelta.resolution).date()

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
                (self.hours, plural("{count} hour", "{count} hours", self.hours)),
            )
            if count
        ]
        return " ".join(said) or plural("{count} day", "{count} days", 0).in_language(language)

    @override
    def __str__(self) -> str:
        years, months = divmod(self.months, _MONTHS)
        parts = ((years, "Y"), (months, "M"), (self.days, "D"))
        days = "".join(f"{number}{letter}" for number, letter in parts if number)
        return "P" + (f"{days}T{self.hours}H" if self.hours else days or "0D")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls._read, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": _PATTERN, "examples": ["P45D", "P3M", "P1Y6M", "PT72H"]}

    @classmethod
    def _read(cls, value: Any) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls.parse(value)
        raise ValueError(_WRITTEN)


def as_period(value: object) -> Duration | None:
    """Read a period, or the text of one; None for everything else."""
    if isinstance(value, str) and _is_duration(value):
        return Duration.parse(value)
    return value if isinstance(value, Duration) else None


def is_in_hours(value: object) -> bool:
    """Tell whether something is a period with hours, or the text of one."""
    period = as_period(value)
    return period is not None and period.hours > 0


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """The time from a day up to, and not including, another: it is as long as a period where that leads there.

    A year is a year whether or not it has a 29 February, so a term is held against a period from its own first day. Of
    two terms the longer is the one of more days.
    """

    start: date
    end: date

    @property
    def length(self) -> Duration:
        """How long it is, in whole months and the days that are left."""
        months = (self.end.year - self.start.year) * _MONTHS + self.end.month - self.start.month
        while _add_months(self.start, months) > self.end:
            months -= 1
        return Duration(months, (self.end - _add_months(self.start, months)).days)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Term | Duration) and self._end == self._reach(other)

    def __lt__(self, other: Term | Duration) -> bool:
        return self._end < self._reach(other)

    @override
    def __hash__(self) -> int:
        return hash(self.end - self.start)

    @property
    def _end(self) -> datetime:
        return datetime.combine(self.end, time())

    def _reach(self, other: Term | Duration) -> datetime:
        start = datetime.combine(self.start, time())
        return start + (other.end - other.start) if isinstance(other, Term) else other.after_moment(start)

    def in_language(self, language: Language, case: str = "") -> str:
        """Say how long it is."""
        return self.length.in_language(language, case)

    @override
    def __str__(self) -> str:
        return str(self.length)


def _zone(*days: date) -> tzinfo | None:
    """Return the zone of the first that has one: where a day is held against a moment, it is that of the moment."""
    return next((day.moment.tzinfo for day in days if type(day) is TimedDay), None)


def _start(day: date, zone: tzinfo | None) -> datetime:
    """Return the earliest moment that may be meant."""
    return day.moment if type(day) is TimedDay else datetime.combine(first_day(day), time(), zone)


def _end(day: date, zone: tzinfo | None) -> datetime:
    """Return the moment by which it is over for sure."""
    if type(day) is TimedDay:
        return day.moment
    last = last_day(day)
    if last == date.max:
        return datetime.combine(last, time.max, zone)
    return datetime.combine(last + ONE_DAY, time(), zone)
