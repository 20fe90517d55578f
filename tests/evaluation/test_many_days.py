"""Many days of one history: each is told as if nobody had asked about any other."""

from __future__ import annotations

import datetime as dt
import random
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.evaluation import View
from partnership.findings import Finding
from partnership.index import State
from partnership.programme import Programme
from partnership.records import Assignment, Credential, Document, Person
from partnership.template import Template
from partnership.testing import lawful_programmes
from partnership.values import ONE_DAY, Text
from tests.small import day, partner, running_under, small_law, with_rules

FIRST, LAST = day("2010-01-01"), day("2010-08-31")
RULES = {
    "what lapses": "coverage: {each: people, has: {from: credentials, where: {person: $it, type: clearance}}}",
    "what grows old": "count: {of: {from: documents, where: {date: {max_age: P30D}}}, min: 2}",
    "what is waited for": ("waivable_by: [coordinator], waivable_for: P30D, timing: {since: documents, at_least: P6M}"),
    "what is up": "timing: {since: documents, at_most: P1M}",
    "what comes round": "timing: {of: documents, cadence: P10D}",
    "what rests on a partner": "count: {of: {from: assignments, where: {role: chair}}}",
    "who owes it": "owed_by: coordinator, coverage: {each: people, has: {from: levels, where: {person: $it}}}",
    "one of several ways": (
        "any: [{coverage: {each: people, has: {from: credentials, where: {person: $it}}}},"
        " {count: {of: {from: documents, where: {date: {max_age: P90D}}}, min: 6}}]"
    ),
    "what begins to hold": "effective_from: 2010-04-01, before_effective: advise, count: {of: incidents, min: 1}",
    "what ceases to hold": "effective_to: 2010-04-01, count: {of: incidents, min: 1}",
}
"""What turns by itself, or with the names of others."""


@cache
def law() -> Template:
    changed = with_rules(*(f"id: T{at}, title: T{at}, {rule}" for at, rule in enumerate(RULES.values(), 1)))
    return small_law(changed + "document_types: [{id: policy, title: {en: Policy, ru: Правила}}]\n")


@cache
def eventful() -> Programme:
    """Papers lapse and grow old, partners come, leave and change their name, a role passes on, a waiver runs out."""
    programme = running_under(law())
    for at in range(4):
        on = day("2010-02-10") + 20 * at * ONE_DAY
        programme.record(partner(f"shop-{at}"), on=on)
        programme.record(Person(id=f"clerk-{at}", partner=f"shop-{at}"), on=on)
        programme.record(Document(id=f"doc-{at}", type="policy", state="adopted"), on=on)
        lapses = on + (30 + 10 * at) * ONE_DAY
        programme.record(Credential(id=f"c-{at}", person=f"clerk-{at}", type="clearance", valid_to=lapses), on=on)
    programme.amend("partner", "shop-1", {"name": Text.of("Market", "Рынок")}, on=day("2010-05-05"))
    programme.end("assignment", "a-1", on=day("2010-05-10"), reason="over")
    programme.record(Assignment(id="a-2", role="coordinator", person="clerk-1"), on=day("2010-05-10"))
    # the partner of this one leaves before it is over
    programme.record(
        Assignment(id="a-3", role="chair", person="clerk-2", valid_to=day("2010-07-01")), on=day("2010-05-11")
    )
    programme.end("partner", "shop-2", on=day("2010-05-20"), reason="gone")
    snow = Text.of("Snow", "Снег")
    programme.waive("T3", until=day("2010-03-20"), reason=snow, waived_by="p-1", on=day("2010-03-01"))
    return programme


def afresh(programme: Programme, on: dt.date) -> tuple[Finding, ...]:
    """What is lacking on a day, told by somebody who asks about no other."""
    return View(programme.template, State.of(list(programme.entries)), on).missing()


@pytest.mark.parametrize("seed", range(3))
def test_a_day_is_told_alike_whichever_days_were_asked_before(seed: int) -> None:
    """Forwards, backwards, or in any order: what was found for one day answers for another only where it is so."""
    days = [FIRST + at * ONE_DAY for at in range((LAST - FIRST).days)]
    orders = [days, days[::-1], random.Random(seed).sample(days, len(days))]  # noqa: S311 - no secret
    programme = eventful()
    state = State.of(list(programme.entries))
    told = {on: View(programme.template, state, on).missing() for on in orders[seed]}
    for on in days[seed::3]:
        assert told[on] == afresh(programme, on), on


def test_a_day_that_is_asked_twice_is_answered_alike() -> None:
    """Also where other days lie between."""
    programme = eventful()
    days = [day("2010-03-15"), day("2010-06-15"), day("2010-03-15"), day("2010-05-10"), day("2010-06-15")]
    told = [programme.as_of(on).missing() for on in days]
    assert (told[0], told[1]) == (told[2], told[4])
    assert len({str(one) for one in told}) == len(set(days))


def test_what_was_found_on_many_days_is_not_told_of_the_next_state() -> None:
    """One entry more, and each day is looked at anew."""
    programme = eventful()
    state = State.of(list(programme.entries))
    days = [day("2010-03-15"), day("2010-06-15"), LAST]
    for on in days * 2:
        View(programme.template, state, on).missing()
    programme = Programme.from_entries(law(), list(programme.entries))
    for on in days * 2:
        programme.as_of(on).missing()
    programme.record(Document(id="late", type="policy", state="adopted"), on=LAST)
    for on in days:
        assert programme.as_of(on).missing() == afresh(programme, on)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(
    programme=lawful_programmes(small_law(), max_entries=25),
    looks=st.lists(st.integers(-40, 400), min_size=2, max_size=12),
)
def test_the_days_of_any_lawful_programme_are_told_alike(programme: Programme, looks: list[int]) -> None:
    """Whatever has happened in it."""
    begin = programme.entries[0].date
    for on in [begin + look * ONE_DAY for look in looks]:
        assert programme.as_of(on).missing() == afresh(programme, on)
