"""How long lies between a fact and a question, or between two facts; and how long an agreement is made for."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from partnership.values import Duration, PartialDate, Term, TimedDay

Span = tuple[datetime, datetime]
"""The earliest and the latest moment that may be meant."""


def offset(*days: date) -> timedelta:
    """The clock of the first of some days that says one; where none does, any is as good as another."""
    for day in days:
        if isinstance(day, TimedDay):
            return day.moment.utcoffset() or timedelta()
    return timedelta()


def moments_meant(day: date, clock: timedelta) -> Span:
    """From when to when something may have been, as UTC counts."""
    if isinstance(day, TimedDay):
        moment = day.moment.astimezone(UTC).replace(tzinfo=None)
        return moment, moment
    first, last = (datetime.combine(each, time()) for each in whole_days(day))
    return first - clock, last + timedelta(days=1) - clock


def whole_days(day: date) -> tuple[date, date]:
    """The first and the last day that may be meant."""
    if not isinstance(day, PartialDate):
        return date(day.year, day.month, day.day), date(day.year, day.month, day.day)
    year, _, month = str(day).partition("-")
    following = date(int(year) + 1, 1, 1) if not month else date(int(year) + int(month) // 12, int(month) % 12 + 1, 1)
    return date(int(year), int(month or 1), 1), following - timedelta(days=1)


def moment_after(period: Duration, moment: datetime, clock: timedelta) -> datetime:
    """A moment and a period after it: months as the calendar there counts them."""
    there = moment + clock
    day = Duration(period.months).after(there.date())
    return datetime.combine(day, there.time()) + timedelta(days=period.days, hours=period.hours) - clock


def come(fact: date, asked: date) -> bool:
    """Whether a fact is not after a question."""
    if isinstance(fact, TimedDay) and isinstance(asked, TimedDay) and fact.moment > asked.moment:
        return False
    return whole_days(fact)[1] <= whole_days(asked)[0]


def young(fact: date, asked: date, period: Duration) -> bool:
    """Whether a fact has come, and no more than a period has passed since: for sure, wherever it may lie."""
    if not come(fact, asked):
        return False
    if not period.hours:
        return whole_days(asked)[0] <= period.after(whole_days(fact)[0])
    clock = offset(fact, asked)
    (earliest, latest), (_, now) = moments_meant(fact, clock), moments_meant(asked, clock)
    return latest <= now <= moment_after(period, earliest, clock)


def old(fact: date, asked: date, period: Duration, *, at_end: bool = True) -> bool:
    """Whether a period has passed since a fact, for sure; of a day that is asked about it is the end."""
    if not period.hours:
        return whole_days(asked)[0] >= period.after(whole_days(fact)[1])
    clock = offset(fact, asked)
    start, end = moments_meant(asked, clock)
    return (end if at_end else start) >= moment_after(period, moments_meant(fact, clock)[1], clock)


def day_after(day: date | None, period: Duration | None) -> date | None:
    """The day, or the moment, that is a period later; of a day without a time hours count from its end."""
    if day is None or period is None or isinstance(day, PartialDate):
        return None
    if not period.hours:
        return period.after(whole_days(day)[0])
    clock = offset(day)
    reached = moment_after(period, moments_meant(day, clock)[1], clock) + clock
    if isinstance(day, TimedDay):
        return TimedDay.of(reached.replace(tzinfo=timezone(clock)))
    return (reached - timedelta.resolution).date()


def days_ordered(left: Any, op: str, right: Any) -> bool:
    """One day, or one length of time, before or after another; a part of a date only where all of its days are so."""
    if isinstance(left, TimedDay) and isinstance(right, TimedDay):
        low, high = (left.moment, left.moment), (right.moment, right.moment)
        return bool({"gt": low > high, "gte": low >= high, "lt": low < high, "lte": low <= high}[op])
    if isinstance(left, date) and isinstance(right, date):
        (first, last), (start, end) = whole_days(left), whole_days(right)
        return {"gt": first > end, "gte": first >= end, "lt": last < start, "lte": last <= start}[op]
    if isinstance(left, Term | Duration) and isinstance(right, Term | Duration):
        sign = longer(left, right)
        return {"gt": sign > 0, "gte": sign >= 0, "lt": sign < 0, "lte": sign <= 0}[op]
    return False


def longer(left: Term | Duration, right: Term | Duration) -> int:
    """More than nothing where the left is longer, nothing where it is as long; two terms by their days."""
    if isinstance(left, Duration):
        if isinstance(right, Term):
            return -longer(right, left)
        one, other = ((each.months, each.days * 24 + each.hours) for each in (left, right))
        return (one > other) - (one < other)
    if isinstance(right, Term):
        return (left.end - left.start).days - (right.end - right.start).days
    reached = moment_after(right, datetime.combine(left.start, time()), timedelta())
    end = datetime.combine(left.end, time())
    return (end > reached) - (end < reached)
