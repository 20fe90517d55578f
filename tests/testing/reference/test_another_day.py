"""What is asked of another day: a later one is seen from today, an earlier one as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from partnership.testing.reference import PlainTree
from tests.judge.ledger import START, Ledger, day
from tests.testing.reference.one_rule import NO, UNKNOWN, YES, asked


def clearance(**fields: Any) -> Ledger:
    """Ivan's clearance of day 10, as it is told."""
    return Ledger().record(1, "person", "ivan").record(10, "credential", "c", person="ivan", type="clearance", **fields)


@pytest.mark.parametrize(
    "ledger, today, on, has",
    [
        (clearance(), 10, 40, True),
        (clearance(valid_to=day(30)), 10, 29, True),
        (clearance(valid_to=day(30)), 10, 30, False),
        (clearance(valid_from=day(20)), 10, 19, False),
        (clearance(valid_from=day(20)), 10, 20, True),
        (clearance().end(15, "credential", "c"), 14, 40, True),
        (clearance().end(15, "credential", "c"), 15, 40, False),
        (clearance(valid_to=day(30)).amend(15, "credential", "c", valid_to="2010-01-01"), 14, 40, False),
        (clearance(valid_to=day(30)).amend(15, "credential", "c", valid_to="2010-01-01"), 15, 40, True),
        (clearance().amend(20, "credential", "c", type="training"), 15, 40, True),
        (clearance().end(15, "credential", "c"), 20, 14, True),
        (clearance().end(15, "credential", "c"), 20, 15, False),
        (clearance().amend(15, "credential", "c", type="training"), 20, 14, True),
        (clearance().amend(15, "credential", "c", type="training"), 20, 15, False),
        (clearance(valid_to=day(15)), 20, 14, True),
        (clearance(valid_to=day(15)), 20, 15, False),
        (clearance(), 20, 9, False),
        (clearance(), 20, 20, True),
    ],
    ids=[
        *("nothing says otherwise", "valid on that day", "no longer valid then", "not valid yet", "valid from then on"),
        *("ended before that day, but not yet", "ended already", "to be prolonged", "prolonged", "to be amended"),
        *("before it ended", "when it had ended", "before it was amended", "when it was amended"),
        *("while it was valid", "when it no longer was", "before it came", "today"),
    ],
)
def test_a_later_day_is_seen_from_today_and_an_earlier_one_as_it_was(
    ledger: Ledger, today: int, on: int, *, has: bool
) -> None:
    when = START + timedelta(days=on)
    word: PlainTree = {"credential": {"of": "people", "type": "clearance", "valid_on": when}}
    rows: PlainTree = {"count": {"of": {"from": "credentials", "on": when, "where": {"type": "clearance"}}}}
    assert asked(ledger, word, day(today)) is (YES if has else NO)
    assert asked(ledger, rows, day(today)) is (YES if has else NO)


def test_on_a_day_before_anything_was_recorded_nothing_is_known() -> None:
    rows: PlainTree = {"count": {"of": {"from": "needs", "on": day(40)}}}
    assert asked(Ledger(), rows, day(20)) is UNKNOWN


def test_an_age_counts_to_today_whatever_day_the_rows_are_of() -> None:
    """Rows of day 14 whose age is asked for on day 20."""
    rows: PlainTree = {"from": "credentials", "on": day(14), "where": {"changed": {"max_age": "P5D"}}}
    assert [asked(clearance(), {"count": {"of": rows}}, day(on)) for on in (15, 16)] == [YES, NO]
