"""Days, spans and moments."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from partnership.values import Day, Duration, Moment, PartialDate, TimedDay, as_day, as_moment, in_force

durations: TypeAdapter[Duration] = TypeAdapter(Duration)
moments: TypeAdapter[datetime] = TypeAdapter(Moment)


@pytest.mark.parametrize(
    "written, months, days, canonical",
    [
        ("P45D", 0, 45, "P45D"),
        ("P6W", 0, 42, "P42D"),
        ("P3M", 3, 0, "P3M"),
        ("P1Y6M", 18, 0, "P1Y6M"),
        ("P24M10D", 24, 10, "P2Y10D"),
        ("P0D", 0, 0, "P0D"),
    ],
)
def test_a_duration_is_whole_months_and_days(written: str, months: int, days: int, canonical: str) -> None:
    """The date part of ISO 8601, in one spelling."""
    duration = Duration.parse(written)
    assert (duration.months, duration.days, str(duration)) == (months, days, canonical)
    assert durations.validate_python(written) == durations.validate_json(f'"{written}"') == duration
    assert durations.validate_python(duration) is duration
    assert durations.dump_json(duration) == f'"{canonical}"'.encode()


@pytest.mark.parametrize(
    "written",
    ["P1D\n", "", *["P", "45D", "PT", "PT1M", "PT1.5H", "T1H", "P1D1M", "P-1D", "p1d", "P1.5D", "P99999999D", "P١D"]],
    ids=ascii,
)
def test_minutes_halves_and_riddles_are_no_durations(written: str) -> None:
    """Programmes are timed in days and hours."""
    with pytest.raises(ValueError, match="P45D"):
        Duration.parse(written)


@pytest.mark.parametrize("value", [45, None, timedelta(days=45), True], ids=repr)
def test_a_bare_number_is_no_duration(value: object) -> None:
    """Its unit would be a guess."""
    with pytest.raises(ValidationError):
        durations.validate_python(value)


def test_a_duration_is_not_negative() -> None:
    """Nothing is due before it began."""
    with pytest.raises(ValueError, match="not negative"):
        Duration(days=-1)


def test_months_end_with_the_month() -> None:
    """A month after 31 January is the last of February."""
    month = Duration(months=1)
    assert month.after(date(2009, 1, 31)) == date(2009, 2, 28)
    assert month.after(date(2008, 1, 31)) == date(2008, 2, 29)
    assert month.before(date(2009, 3, 31)) == date(2009, 2, 28)
    assert Duration(12).before(date(2008, 2, 29)) == date(2007, 2, 28)
    assert Duration(1, 1).after(date(2009, 1, 31)) == date(2009, 3, 1)


def test_past_the_end_of_the_calendar_means_never() -> None:
    """A rule of a hundred centuries does not crash."""
    assert Duration(99999).after(date(2009, 1, 1)) == date.max
    assert Duration(99999).before(date(2009, 1, 1)) == date.min
    assert Duration(0, 999999).after(date(9000, 1, 1)) == date.max
    assert Duration(0, 999999).before(date(1000, 1, 1)) == date.min


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 400), st.integers(0, 400))
def test_longer_is_never_earlier(day: date, months: int, days: int) -> None:
    """Order of durations agrees with the order of the days they lead to, where months or days alone grow."""
    span = Duration(months, days)
    assert span.before(day) <= day <= span.after(day)
    assert span.after(day) < Duration(months, days + 1).after(day)
    assert span.after(day) <= Duration(months + 1, days).after(day)
    assert span < Duration(months, days + 1) < Duration(months + 1, days)
    assert Duration.parse(str(span)) == span


@pytest.mark.parametrize(
    "written", ['"2009-02-30"', '"2009-2-2"', '"1233532800"', "1233532800", '"2009-02-02T00:00:00"']
)
def test_a_day_is_a_date_or_its_iso_text(written: str) -> None:
    """Neither seconds since 1970 nor a time of day, whether it comes as JSON or as what was read from JSON."""
    days: TypeAdapter[date] = TypeAdapter(Day)
    assert days.validate_python(date(2009, 2, 2)) == date(2009, 2, 2)
    assert days.validate_json('"2009-02-02"') == days.validate_python("2009-02-02") == date(2009, 2, 2)
    assert days.dump_json(date(2009, 2, 2)) == b'"2009-02-02"'
    with pytest.raises(ValidationError):
        days.validate_json(written)
    with pytest.raises(ValidationError):
        days.validate_python(json.loads(written))


def test_a_moment_is_no_day() -> None:
    """Midnight is a time of day too."""
    with pytest.raises(ValidationError):
        TypeAdapter(Day).validate_python(datetime(2009, 2, 2, tzinfo=UTC))


@pytest.mark.parametrize("written", ["20090202", "2009-W06-1", "2009-02-30", "2.2.2009", "2009-02-02\n"], ids=repr)
def test_the_text_of_a_day_has_one_form(written: str) -> None:
    """Year, month and day of the calendar."""
    with pytest.raises(ValueError, match=r"2009-02-02|day is out of range"):
        as_day(written)


def test_an_absent_bound_does_not_bind() -> None:
    """Without a term, always in force."""
    day = date(2009, 1, 1)
    assert in_force(day, None, None)
    assert in_force(day, day, None)
    assert not in_force(day, None, day)


def test_a_moment_is_in_utc() -> None:
    """A day is its midnight, an offset is reckoned in."""
    assert as_moment(date(2009, 2, 2)) == datetime(2009, 2, 2, tzinfo=UTC)
    moscow = datetime(2009, 2, 2, 3, tzinfo=timezone(timedelta(hours=3)))
    assert as_moment(moscow).utcoffset() == timedelta(0)
    for written in ("2009-02-02", "2009-02-02T00:00:00Z", "2009-02-02T03:00:00+03:00"):
        assert moments.validate_json(f'"{written}"') == as_moment(date(2009, 2, 2))
    assert moments.dump_json(as_moment(date(2009, 2, 2))) == b'"2009-02-02T00:00:00Z"'


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2009",
        "2009-02-30",
        "2009-02-02T00:00:00",
        "yesterday",
        "20090202",
        "2009-02-02T10Z",
        "2009-02-02x10:00:00Z",
        "2009-02-30T10:00:00Z",
        1233532800,
        True,
        None,
        datetime(2009, 2, 2),  # noqa: DTZ001
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=3))),
    ],
    ids=repr,
)
def test_a_moment_that_does_not_say_its_offset_is_none(value: object) -> None:
    """Nor are seconds, words, or days that never were."""
    with pytest.raises(ValidationError):
        moments.validate_python(value)
    with pytest.raises(ValidationError):
        moments.validate_json(json.dumps(value, default=str))


def test_another_day_made_from_a_day_with_a_time_has_no_time() -> None:
    flood = TimedDay.of(datetime(2026, 4, 18, 5, 30, tzinfo=timezone(timedelta(hours=3))))
    first, later = flood.replace(day=1), flood.replace(2027, month=5)
    assert (type(first), first) == (date, date(2026, 4, 1))
    assert (type(later), later) == (date, date(2027, 5, 18))


def test_another_day_made_from_a_part_of_a_date_is_a_day() -> None:
    december = PartialDate.parse("1977-12")
    made = december.replace(day=3)
    assert (type(made), made) == (date, date(1977, 12, 3))
    assert december.replace(month=1) == date(1977, 1, 1)
