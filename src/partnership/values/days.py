"""Days, also those of which more is known than the day or less, and moments. Nothing here knows what day it is."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated, Any, Literal, SupportsIndex

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema
from typing_extensions import override

from partnership.messages import Language, message

ONE_DAY = timedelta(days=1)

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
_OFFSET = "[+-][0-9]{2}:[0-9]{2}"
_is_day = re.compile(_DAY).fullmatch
_is_part = re.compile("[0-9]{4}(?:-[0-9]{2})?").fullmatch
_is_moment = re.compile(f"{_DAY}[T ]{_TIME}(?:Z|{_OFFSET})?").fullmatch
_LAST_MONTH = 12
_OFFSET_WIDTH = len("+03:00")


class _OwnDay(date):
    """A day of which more is known than the day, or less. What `date` reckons from one is a plain day."""

    __slots__ = ()

    def __new__(cls, year: int, month: int, day: int) -> date:  # type: ignore[misc] # sums of a day are days
        """Make a plain day."""
        return date(year, month, day)

    @override
    def replace(  # type: ignore[override] # another day has no more and no less to it
        self, year: SupportsIndex | None = None, month: SupportsIndex | None = None, day: SupportsIndex | None = None
    ) -> date:
        """Give a plain day with some parts of it changed."""
        year, month = self.year if year is None else year, self.month if month is None else month
        return date(year, month, self.day if day is None else day)


class TimedDay(_OwnDay):
    """A day with the time of day at which something was so, and the offset from UTC there.

    Wherever days are meant it is its day, by the clock of the place: it is equal to that day, and before and after
    other days as that day is. Two of them are equal, or one before the other, as moments of their days are.
    """

    __slots__ = ("moment",)
    moment: datetime

    @classmethod
    def of(cls, moment: datetime) -> TimedDay:
        """Make one of a moment that says its offset.

        Raises:
            ValueError: if it does not.
        """
        offset = moment.utcoffset()
        if offset is None:
            raise ValueError("a time of day says its offset from UTC, as in 2009-02-02T10:00:00+03:00")
        made = date.__new__(cls, moment.year, moment.month, moment.day)
        made.moment = moment.replace(tzinfo=timezone(offset), fold=0)
        return made

    @override
    def __eq__(self, other: object) -> bool:
        same = date.__eq__(self, other)
        return same and self.moment == other.moment if type(other) is TimedDay else same

    __hash__ = date.__hash__

    @override
    def __lt__(self, other: date) -> bool:
        return self._place() < other._place() if type(other) is TimedDay else date.__lt__(self, other)

    @override
    def __le__(self, other: date) -> bool:
        return self._place() <= other._place() if type(other) is TimedDay else date.__le__(self, other)

    @override
    def __gt__(self, other: date) -> bool:
        return self._place() > other._place() if type(other) is TimedDay else date.__gt__(self, other)

    @override
    def __ge__(self, other: date) -> bool:
        return self._place() >= other._place() if type(other) is TimedDay else date.__ge__(self, other)

    def _place(self) -> tuple[int, datetime]:
        return self.toordinal(), self.moment

    @override
    def isoformat(self) -> str:
        return self.moment.isoformat()

    @override
    def __repr__(self) -> str:
        return f"TimedDay.of({self.moment!r})"

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        return TimedDay.of, (self.moment,)

    def in_language(self, language: Language, case: str = "") -> str:
        """Say the day and the time, with the offset."""
        del case
        time_, zone = f"{self.moment:%H:%M}", self.moment.isoformat()[-_OFFSET_WIDTH:]
        return message("{day}, {time} (UTC{zone})", day=plain_day(self), time=time_, zone=zone).in_language(language)


class PartialDate(_OwnDay):
    """A month or a year of which the day is not known: 1977-12, 1977.

    It is before or after something only where all of its days are; of what lies within it neither is said, and it is
    equal to nothing but itself. As a day it is its first.
    """

    __slots__ = ("_written",)
    _written: str

    @classmethod
    def parse(cls, written: str) -> PartialDate:
        """Read a year or a month: 1977, 1977-12.

        Raises:
            ValueError: for other text, and for a month that never was.
        """
        if not _is_part(written):
            raise ValueError("a date of which only a part is known is written as 1977-12 or 1977")
        first = date.fromisoformat(written + "-01-01"[: len("0000-00-00") - len(written)])
        made = date.__new__(cls, first.year, first.month, 1)
        made._written = written  # noqa: SLF001 - its own
        return made

    @property
    def last(self) -> date:
        """The last day that may be meant."""
        month = self.month if "-" in self._written else _LAST_MONTH
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @override
    def __eq__(self, other: object) -> bool:
        return type(other) is PartialDate and self._written == other._written

    @override
    def __ne__(self, other: object) -> bool:
        return not isinstance(other, date) or self < other or self > other

    @override
    def __hash__(self) -> int:
        return hash(self._written)

    @override
    def __lt__(self, other: date) -> bool:
        return self.last < first_day(other)

    @override
    def __le__(self, other: date) -> bool:
        return self.last <= first_day(other)

    @override
    def __gt__(self, other: date) -> bool:
        return first_day(self) > last_day(other)

    @override
    def __ge__(self, other: date) -> bool:
        return first_day(self) >= last_day(other)

    @override
    def isoformat(self) -> str:
        return self._written

    @override
    def __repr__(self) -> str:
        return f"PartialDate.parse({self._written!r})"

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        return PartialDate.parse, (self._written,)

    def in_language(self, language: Language, case: str = "") -> str:
        """Say it as it is written."""
        del language, case
        return self._written


def plain_day(day: date) -> date:
    """Return a day alone, without what else is known of it."""
    return day if type(day) is date else date(day.year, day.month, day.day)


first_day = plain_day
"""The first day that may be meant."""


def last_day(day: date) -> date:
    """Return the last day that may be meant."""
    return day.last if type(day) is PartialDate else plain_day(day)


def has_come(fact: date, asked: date) -> bool:
    """Tell whether a fact is not after a question: by their days, and by their moments where both have one."""
    if type(fact) is TimedDay and type(asked) is TimedDay:
        return fact.toordinal() <= asked.toordinal() and fact.moment <= asked.moment
    return fact <= asked


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


class _FurtherDaySchema:
    """Read a day, or what one of our own days is written as; both are written as they are read."""

    def __init__(self, of: type[date], pattern: str, by: Callable[[Any], date], told: str) -> None:
        self._of, self._pattern, self._by, self._told = of, pattern, by, told

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        day = _DaySchema.__get_pydantic_core_schema__(source, handler)
        further = core_schema.no_info_plain_validator_function(self._by)
        given = core_schema.is_instance_schema(self._of)
        return core_schema.json_or_python_schema(
            json_schema=self._either(day, further),
            python_schema=self._either(given, day, further),
            serialization=core_schema.to_string_ser_schema(when_used="json"),
        )

    def _either(self, *schemas: CoreSchema) -> CoreSchema:
        return core_schema.union_schema(
            list(schemas), mode="left_to_right", custom_error_type="day", custom_error_message=self._told
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        day = _DaySchema.__get_pydantic_json_schema__(schema, handler)
        return {"anyOf": [day, {"type": "string", "pattern": f"^{self._pattern}$"}]}


def as_timed(value: Any) -> date:
    """Read a day, or a day with its time and offset: a datetime, or the text of either.

    Raises:
        ValueError: for anything else.
    """
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if _is_moment(value) else as_day(value)
    if isinstance(value, datetime):
        return TimedDay.of(value)
    if not isinstance(value, date) or isinstance(value, PartialDate):
        raise ValueError("a day is written as 2009-02-02, with its time as 2009-02-02T10:00+03:00")  # noqa: TRY004 - as pydantic collects it
    return value


def as_partial(value: Any) -> date:
    """Read a day, or a year or a month of which the day is not known.

    Raises:
        ValueError: for anything else.
    """
    if type(value) is int:
        value = f"{value:04}"
    if isinstance(value, str):
        return as_day(value) if _is_day(value) else PartialDate.parse(value)
    if not isinstance(value, date) or isinstance(value, datetime | TimedDay):
        raise ValueError("a date is written as 2009-02-02, and what is known of one as 2009-02 or 2009")  # noqa: TRY004 - as pydantic collects it
    return value


DayAndTime = Annotated[
    date,
    _FurtherDaySchema(
        TimedDay,
        f"{_DAY}[T ]{_TIME}(?:Z|{_OFFSET})",
        as_timed,
        "Input should be a day such as 2009-02-02, or one with its time and offset, as in 2009-02-02T10:00+03:00",
    ),
]
"""A day, or a day with the time of day and the offset from UTC."""

PartOrDay = Annotated[
    date,
    _FurtherDaySchema(
        PartialDate,
        "[0-9]{4}(?:-[0-9]{2})?",
        as_partial,
        "Input should be a day such as 2009-02-02, or what is known of it, as in 2009-02 or 2009",
    ),
]
"""A day, or a month or a year of which the day is not known."""


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
        case TimedDay(moment=at):
            return at.astimezone(UTC)
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


def _in_utc(moment: datetime) -> datetime:
    """Leave the zone of a place whose clocks show UTC just then: in an hour that comes twice it is equal to nothing."""
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


class _MomentSchema:
    """Let what is in UTC already pass almost as it is: every entry and every command has one."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(strict=True, pattern=f"^{_DAY}T{_TIME}Z$")
        written = core_schema.no_info_after_validator_function(datetime.fromisoformat, text)
        given = core_schema.no_info_after_validator_function(
            _in_utc, core_schema.datetime_schema(strict=True, tz_constraint=0)
        )
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
