"""Series: whatever comes late or is taken back, the rows of a series stand in the order of their day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from partnership.evaluation.series import Series, SeriesSpec, backwards
from partnership.index import Row
from partnership.records import Observation

START = date(2016, 1, 1)
BY_DAY = SeriesSpec(lambda row: row.record.observed_on, (lambda row: row.record.partner,))


def row(number: int, day: int | None, written: int, partner: str | None) -> Row:
    """A value of a day, written down on another."""
    on = None if day is None else START + timedelta(days=day)
    record = Observation(id=f"o{number}", indicator="i", value=Decimal(1), observed_on=on, partner=partner)
    return Row(record, START + timedelta(days=written), START + timedelta(days=written))


ROWS = st.lists(
    st.tuples(st.none() | st.integers(0, 9), st.integers(0, 9), st.sampled_from([None, "a", "b"])), max_size=12
)


@given(ROWS, st.lists(st.integers(0, 11), max_size=6, unique=True), st.integers(0, 9))
def test_the_last_of_each_series_are_those_that_sorting_would_find(
    told: list[tuple[int | None, int, str | None]], gone: list[int], until: int
) -> None:
    """Rows that name no day are in no series, and those that were taken out are as if they had not been there."""
    rows = [row(number, *each) for number, each in enumerate(told)]
    series = Series(BY_DAY)
    for each in rows:
        series.put(each, ["key", "other"])
    for each in [rows[number] for number in gone if number < len(rows)]:
        series.drop(each, ["key"])
    left = [each for number, each in enumerate(rows) if number not in gone and each.record.observed_on is not None]
    day = START + timedelta(days=until)
    found = {alike: [placed.row for placed in backwards(entries, day)[0]] for alike, entries in series.under("key")}
    expected: dict[tuple[str | None], list[Row]] = {}
    for each in sorted(left, key=lambda one: (one.record.observed_on, one.date, one.record.id), reverse=True):
        expected.setdefault((each.record.partner,), [])
        if each.record.observed_on <= day:
            expected[each.record.partner,].append(each)
    assert found == expected


def test_the_next_day_of_which_there_is_one_is_told() -> None:
    """Until then the last ones stay the last."""
    series = Series(BY_DAY)
    for each in (row(1, 2, 0, None), row(2, 5, 0, None)):
        series.put(each, ["key"])
    ((_, entries),) = series.under("key")
    assert backwards(entries, START + timedelta(days=3))[1] == START + timedelta(days=5)
    assert backwards(entries, START + timedelta(days=5))[1] is None
