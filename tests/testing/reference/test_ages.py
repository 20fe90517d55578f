"""Ages and rhythms, on a table of days: a fact counts from its own day to the last of the period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from partnership.acts import AddRecord, Amend
from partnership.findings import Status
from partnership.records import Document
from partnership.testing.reference import PlainTree, ReferenceEvaluator
from partnership.values import ONE_DAY
from tests.judge.ledger import Ledger, day
from tests.testing.reference.one_rule import NO, UNKNOWN, YES, asked, law, number, of_both

BORDERS = [
    (date(2016, 3, 1), "P7D", date(2016, 3, 8)),
    (date(2016, 3, 1), "P0D", date(2016, 3, 1)),
    (date(2015, 1, 31), "P1M", date(2015, 2, 28)),
    (date(2016, 1, 31), "P1M", date(2016, 2, 29)),
    (date(2016, 2, 29), "P1Y", date(2017, 2, 28)),
    (date(2016, 2, 28), "P1M1D", date(2016, 3, 29)),
]
"""The day of a fact, a period, and the last day on which the fact is not older than it."""
BY_ENDS = ["a week", "the day itself", "end of January", "end of January in a leap year", "leap day", "months first"]

Fact = Callable[[Ledger, int], Ledger]

WORDS: dict[str, tuple[Fact, Callable[[str], PlainTree]]] = {
    "max_age of date": (
        lambda ledger, on: ledger.record(on, "document", "d", type="plan"),
        lambda period: {"count": {"of": {"from": "documents", "where": {"date": {"max_age": period}}}}},
    ),
    "max_age of changed": (
        lambda ledger, on: ledger.record(on, "document", "d", type="plan"),
        lambda period: {"count": {"of": {"from": "documents", "where": {"changed": {"max_age": period}}}}},
    ),
    "max_age of a day of its own": (
        lambda ledger, on: ledger.record(on - 900, "observation", "o", indicator="i", value=1, observed_on=day(on)),
        lambda period: {"count": {"of": {"from": "observations", "where": {"observed_on": {"max_age": period}}}}},
    ),
    "document": (
        lambda ledger, on: ledger.record(on, "document", "d", type="plan", state="adopted"),
        lambda period: {"document": {"type": "plan", "max_age": period}},
    ),
    "meeting": (
        lambda ledger, on: ledger.record(on, "meeting", "m", body="b", type="regular", state="held"),
        lambda period: {"meeting": {"body": "b", "within": period}},
    ),
    "indicator": (
        lambda ledger, on: ledger.record(on, "observation", "o", indicator="i", value=1),
        lambda period: {"indicator": {"indicator": "i", "op": "gte", "target": 1, "within": period}},
    ),
    "assessment": (
        lambda ledger, on: ledger.record(on, "assessment", "a", instrument="audit", subject="one", score=1),
        lambda period: {"assessment": {"instrument": "audit", "max_age": period}},
    ),
    "attest": (
        lambda ledger, on: ledger.record(on, "attestation", "a", statement="ready", by="ivan"),
        lambda period: {"attest": {"statement": "ready", "max_age": period}},
    ),
    "published_within": (
        lambda ledger, on: ledger.record(on, "publication", "p", what="report", state="published"),
        lambda period: {"published_within": {"what": "report", "within": period}},
    ),
    "cadence": (
        lambda ledger, on: ledger.record(on, "meeting", "m", body="b", type="regular", state="held"),
        lambda period: {"timing": {"of": "meetings", "cadence": period}},
    ),
    "since, at most": (
        lambda ledger, on: ledger.record(on, "meeting", "m", body="b", type="regular", state="held"),
        lambda period: {"timing": {"since": "meetings", "at_most": period}},
    ),
}


@pytest.mark.parametrize("fact, period, last", BORDERS, ids=BY_ENDS)
@pytest.mark.parametrize("word", WORDS)
def test_a_fact_is_young_enough_from_its_own_day_to_the_last_of_the_period(
    word: str, fact: date, period: str, last: date
) -> None:
    happens, check = WORDS[word]
    ledger = happens(Ledger(), number(fact))
    days = (fact - ONE_DAY, fact, last, last + ONE_DAY)
    assert [asked(ledger, check(period), on) is YES for on in days] == [False, True, True, False]


@pytest.mark.parametrize("fact, period, last", BORDERS, ids=BY_ENDS)
def test_a_period_that_is_a_parameter_ends_on_the_same_day(fact: date, period: str, last: date) -> None:
    ledger = Ledger().record(number(fact), "document", "d", type="plan")
    chosen = [{"id": "span", "title": "s", "type": "duration", "default": period}]
    check: PlainTree = {"document": {"type": "plan", "max_age": "$param.span"}}
    found = [asked(ledger, check, on, parameters=chosen) for on in (last, last + ONE_DAY)]
    assert found == [YES, NO]


@pytest.mark.parametrize("fact, period, last", BORDERS, ids=BY_ENDS)
def test_enough_time_has_passed_from_the_last_day_of_the_period_on(fact: date, period: str, last: date) -> None:
    ledger = Ledger().record(number(fact), "meeting", "m", body="b", type="regular", state="held")
    check: PlainTree = {"timing": {"since": "meetings", "at_least": period}}
    found = [asked(ledger, check, on) for on in (fact - ONE_DAY, last - ONE_DAY, last)]
    assert found == [UNKNOWN, UNKNOWN if last == fact else NO, YES]


@pytest.mark.parametrize("fact, period, last", BORDERS, ids=BY_ENDS)
def test_what_comes_then_comes_within_the_bounds_both_days_included(fact: date, period: str, last: date) -> None:
    orders: list[PlainTree] = [
        {"timing": {"first": "meetings", "then": "visits", **bounds}}
        for bounds in ({}, {"at_most": period}, {"at_least": period})
    ]
    expected = {-1: [NO, NO, NO], 0: [YES, YES, YES], 1: [YES, NO, YES]}
    for apart, statuses in expected.items():
        first, then = (fact, last + apart * ONE_DAY) if apart >= 0 else (fact, fact - ONE_DAY)
        ledger = Ledger().record(number(first), "meeting", "m", body="b", type="regular", state="held")
        ledger.record(number(then), "visit", "v", type="ordinary", institution="home", state="held")
        assert [asked(ledger, order, max(first, then)) for order in orders] == statuses


def test_the_order_of_two_things_is_unknown_until_both_have_happened() -> None:
    ledger = Ledger().record(10, "meeting", "m", body="b", type="regular", state="held", planned_for=day(12))
    ledger.record(10, "visit", "v", type="ordinary", institution="home", state="held", planned_for=day(20))
    check: PlainTree = {"timing": {"first": "meetings", "then": "visits", "field": "planned_for"}}
    assert [asked(ledger, check, day(on)) for on in (11, 12, 19, 20)] == [UNKNOWN, UNKNOWN, UNKNOWN, YES]


def test_the_earliest_of_each_is_that_which_has_happened() -> None:
    """A visit planned for earlier than the meeting, and not yet come, is none; nor is one that came later the first."""
    ledger = Ledger()
    for name, planned in (("m-1", 30), ("m-2", 8)):
        ledger.record(1, "meeting", name, body="b", type="regular", state="held", planned_for=day(planned))
    for name, planned in (("v-1", 25), ("v-2", 10)):
        ledger.record(1, "visit", name, type="ordinary", institution="home", state="held", planned_for=day(planned))
    check: PlainTree = {"timing": {"first": "meetings", "then": "visits", "field": "planned_for", "at_most": "P2D"}}
    assert [asked(ledger, check, day(on)) for on in (7, 9, 10, 40)] == [UNKNOWN, UNKNOWN, YES, YES]


def test_a_rhythm_is_held_by_the_latest_that_has_happened_not_by_one_to_come() -> None:
    ledger = Ledger()
    for name, planned in (("m-1", 10), ("m-2", 500)):
        ledger.record(1, "meeting", name, body="b", type="regular", state="held", planned_for=day(planned))
    rhythm: PlainTree = {"timing": {"of": "meetings", "field": "planned_for", "cadence": "P30D"}}
    assert [asked(ledger, rhythm, day(on)) for on in (9, 10, 40, 41, 499, 500, 530, 531)] == [
        *(UNKNOWN, YES, YES, NO),
        *(NO, YES, YES, NO),
    ]
    since: PlainTree = {"timing": {"since": "meetings", "field": "planned_for", "at_least": "P30D"}}
    assert [asked(ledger, since, day(on)) for on in (9, 39, 40, 499, 500)] == [UNKNOWN, NO, YES, YES, NO]


def test_a_value_observed_in_the_future_meets_no_target_before_its_day() -> None:
    ledger = Ledger().record(1, "indicator", "i", title="i", unit="u")
    ledger.record(2, "observation", "o", indicator="i", value=4, observed_on=day(100))
    check: PlainTree = {"indicator": {"indicator": "i", "op": "lte", "target": 5, "within": "P1Y"}}
    assert [asked(ledger, check, day(on)) for on in (2, 99, 100)] == [NO, NO, YES]


# --- from which day an age counts -------------------------------------------------------------------------------------


def since(ledger: Ledger, source: str, where: PlainTree, on: int, **sections: Any) -> set[int]:
    """The days, from the start, that `changed` may be of a selection's only row."""
    reference = ReferenceEvaluator(law(**sections))
    return {
        number
        for number in range(on + 1)
        if reference.selected(ledger.entries, {"from": source, "where": {**where, "changed": day(number)}}, day(on))
    }


def plan() -> Ledger:
    """A plan: drafted on day 1, adopted on 5, a note on 9, about a partner from 12 on, another note on 20."""
    ledger = Ledger().partner(0, "one").record(1, "document", "d", type="plan", state="draft")
    ledger.amend(5, "document", "d", state="adopted").amend(9, "document", "d", note="moved to another folder")
    return ledger.amend(12, "document", "d", about="one").amend(20, "document", "d", note="and back")


@pytest.mark.parametrize(
    "where, days",
    [
        ({}, {4: 1, 8: 5, 11: 5, 19: 12, 30: 12}),
        ({"type": "plan"}, {4: 1, 8: 1, 30: 1}),
        ({"state": ["draft", "adopted"]}, {4: 1, 8: 5, 11: 5, 30: 5}),
        ({"type": "plan", "about": "one"}, {19: 12, 30: 12}),
        ({"id": "d"}, {4: 1, 8: 5, 30: 12}),
        ({"date": {"lte": day(1)}}, {8: 5, 30: 12}),
        ({"note": {"set": True}}, {11: 9, 19: 9, 30: 20}),
    ],
    ids=[
        *("nothing tested: all but the note", "the type", "the state", "two fields"),
        *("its id", "its first day", "the note itself"),
    ],
)
def test_changed_is_since_when_the_tested_fields_have_stood_as_they_stand(
    where: PlainTree, days: dict[int, int]
) -> None:
    assert {on: since(plan(), "documents", where, on) for on in days} == {on: {found} for on, found in days.items()}


@pytest.mark.parametrize("field, stands", [({"type": "plan"}, YES), ({"state": "adopted"}, NO)], ids=["type", "state"])
def test_changed_of_the_row_that_is_held_against_is_asked_of_the_same_fields(field: PlainTree, stands: Status) -> None:
    """The type is as it was on the first day, the state is not."""
    rows: PlainTree = {"from": "documents", "where": {**field, "date": {"gte": "$it.changed"}}}
    types = [{"id": "plan", "title": "p"}]
    assert of_both(plan(), {"count": {"of": rows}}, day(30), document_types=types) is stands


def test_the_row_that_is_held_against_is_looked_at_as_the_tested_one() -> None:
    """Whoever is counted whatever has become of her partner is held against it whatever has become of it."""
    ledger = Ledger().partner(0, "one").record(1, "person", "ivan", partner="one").end(5, "partner", "one")
    rows: PlainTree = {"from": "people", "where": {"partner.sector": "$it.partner.sector"}}
    assert of_both(ledger, {"count": {"of": rows}}, day(9)) is NO
    assert of_both(ledger, {"count": {"of": {**rows, "ever": True}}}, day(9)) is YES


def test_what_goes_back_to_what_it_was_counts_from_its_return() -> None:
    ledger = Ledger().record(1, "document", "d", type="plan", state="adopted")
    ledger.amend(5, "document", "d", state="draft").amend(9, "document", "d", state="adopted")
    assert since(ledger, "documents", {"state": "adopted"}, 20) == {9}


def test_late_paperwork_counts_from_its_own_day() -> None:
    """Written down after an amendment of day 9, the adoption is of day 3."""
    ledger = Ledger().record(1, "document", "d", type="plan", state="draft").amend(9, "document", "d", note="n")
    ledger.amend(3, "document", "d", state="adopted")
    assert since(ledger, "documents", {"state": "adopted"}, 20) == {3}


def test_only_the_first_step_of_a_path_is_a_field_of_the_row() -> None:
    """An agreement that becomes a cooperation makes no signature newer; a signature moved to another one does."""
    ledger = Ledger().partner(0, "one").partner(0, "two")
    for name in ("a", "b"):
        ledger.record(1, "agreement", name, type="intent", parties=["one", "two"])
    ledger.record(2, "signature", "s", agreement="a", partner="one").amend(7, "agreement", "a", type="cooperation")
    assert since(ledger, "signatures", {"agreement.type": "cooperation"}, 8) == {2}
    ledger.amend(9, "agreement", "b", type="cooperation").amend(10, "signature", "s", agreement="b")
    assert since(ledger, "signatures", {"agreement.type": "cooperation"}, 20) == {10}


def test_a_value_is_as_old_as_its_observation_and_else_as_its_entry() -> None:
    ledger = Ledger().record(8, "observation", "o", indicator="i", value=1, observed_on=day(3))
    assert since(ledger, "observations", {"value": 1}, 9) == {3}
    ledger.amend(12, "observation", "o", value=2)
    assert since(ledger, "observations", {"value": 2}, 20) == {3}
    unsaid = Ledger().record(8, "observation", "o", indicator="i", value=1).amend(9, "observation", "o", value=2)
    assert since(unsaid, "observations", {"value": 2}, 20) == {9}


KEYS: PlainTree = {"id": "keys", "title": "k", "fields": {"colour": {"type": "text"}, "number": {"type": "integer"}}}


def test_an_item_is_as_old_as_the_tested_entries_of_its_fields() -> None:
    ledger = Ledger().record(1, "item", "k", list="keys", fields={"colour": "red", "number": 1})
    ledger.amend(5, "keys", "k", fields={"colour": "red", "number": 2}).amend(9, "keys", "k", note="n")
    assert since(ledger, "keys", {"colour": "red"}, 20, registers=[KEYS]) == {1}
    assert since(ledger, "keys", {"number": 2}, 20, registers=[KEYS]) == {5}
    assert since(ledger, "keys", {}, 20, registers=[KEYS]) == {5}


NOTED: dict[str, tuple[Ledger, PlainTree]] = {
    "document": (
        Ledger().record(1, "document", "d", type="plan", state="adopted").amend(50, "document", "d", note="n"),
        {"document": {"type": "plan", "state": "adopted", "max_age": "P7D"}},
    ),
    "meeting": (
        Ledger()
        .record(1, "meeting", "m", body="b", type="regular", state="held", members=4, present=3)
        .amend(50, "meeting", "m", note="n"),
        {"meeting": {"body": "b", "quorum": 0, "within": "P7D"}},
    ),
    "indicator": (
        Ledger().record(1, "observation", "o", indicator="i", value=1).amend(50, "observation", "o", note="n"),
        {"indicator": {"indicator": "i", "op": "gte", "target": 1, "within": "P7D"}},
    ),
    "assessment": (
        Ledger()
        .partner(0, "one")
        .record(1, "assessment", "a", instrument="audit", subject="one", score=4)
        .amend(50, "assessment", "a", note="n"),
        {"assessment": {"instrument": "audit", "of": "partners", "min_score": 3, "max_age": "P7D"}},
    ),
    "attest": (
        Ledger().record(1, "attestation", "a", statement="ready", by="ivan").amend(50, "attestation", "a", note="n"),
        {"attest": {"statement": "ready", "max_age": "P7D"}},
    ),
    "published_within": (
        Ledger().record(1, "publication", "p", what="story", state="published").amend(50, "publication", "p", note="n"),
        {"published_within": {"what": "story", "within": "P7D"}},
    ),
    "timing": (
        Ledger().record(1, "document", "d", type="plan", state="adopted").amend(50, "document", "d", note="n"),
        {"timing": {"of": {"from": "documents", "where": {"type": "plan"}}, "field": "changed", "cadence": "P7D"}},
    ),
}


@pytest.mark.parametrize("word", NOTED)
def test_a_note_makes_nothing_fresh(word: str) -> None:
    ledger, check = NOTED[word]
    assert [asked(ledger, check, day(on)) for on in (8, 9, 50)] == [YES, NO, NO]


@pytest.mark.parametrize(
    "check, fresh",
    [
        ({"document": {"type": "plan", "max_age": "P7D"}}, False),
        ({"document": {"type": "plan", "about": "one", "max_age": "P7D"}}, True),
        ({"document": {"type": "plan", "where": {"about": {"ne": "two"}}, "max_age": "P7D"}}, True),
    ],
    ids=["its type alone", "whom it is about", "whom it is not about"],
)
def test_a_word_tests_what_its_own_conditions_read(check: PlainTree, *, fresh: bool) -> None:
    """A plan of day 1 that is about a partner since day 30 is a new one where that is asked, and no other."""
    ledger = Ledger().partner(0, "one").record(1, "document", "d", type="plan").amend(30, "document", "d", about="one")
    assert (asked(ledger, check, day(31)) is YES) is fresh


def test_what_is_to_be_published_counts_from_when_it_came_to_be_what_is_asked() -> None:
    """An event of day 1 was held on day 10, and its district named on day 15: the week for its story ends on day 17."""
    ledger = Ledger().record(1, "event", "e", type="fair", state="planned").amend(10, "event", "e", state="held")
    ledger.amend(15, "event", "e", district="north")
    held: PlainTree = {"from": "events", "where": {"state": "held"}}
    check: PlainTree = {"published_within": {"what": "story", "of": held, "within": "P7D"}}
    assert [asked(ledger, check, day(on)) for on in (9, 10, 17, 18)] == [NO, YES, YES, UNKNOWN]
    told = ledger.record(16, "publication", "p", what="story", about="e", state="published")
    assert asked(told, check, day(40)) is YES
    assert asked(told.amend(39, "publication", "p", note="n"), check, day(40)) is YES


def test_nothing_is_to_be_published_about_what_has_not_happened_yet() -> None:
    """A value of day 10, written down on day 2, and told of on day 3, as if it had been seen already."""
    ledger = Ledger().record(2, "observation", "o", indicator="i", value=1, observed_on=day(10))
    ledger.record(3, "publication", "p", what="story", about="o", state="published")
    check: PlainTree = {"published_within": {"what": "story", "of": "observations", "within": "P7D"}}
    assert [asked(ledger, check, day(on)) for on in (2, 9, 10, 17, 18)] == [UNKNOWN, UNKNOWN, YES, YES, NO]


def test_a_record_that_is_asked_for_is_as_new_as_the_act_though_its_id_is_taken() -> None:
    """A guard of new documents watches it, whatever stands in the ledger under that id."""
    act: PlainTree = {"record": "document", "where": {"type": "plan", "changed": {"gte": day(5)}}}
    guard: PlainTree = {"id": "G", "title": "G", "act": act, "count": {"of": "partners"}}
    reference = ReferenceEvaluator(law(guards=[guard], document_types=[{"id": "plan", "title": "p"}]))
    ledger = Ledger().record(1, "document", "d", type="plan")
    plan = Document(id="d", type="plan")
    taken = AddRecord(on=day(6), record=plan)
    assert reference.would_refuse(ledger.entries, taken) == {"G", "duplicate_id"}
    same = Amend(on=day(6), kind="document", id="d", changes={"note": "n"})
    assert reference.would_refuse(ledger.entries, same) == set()
