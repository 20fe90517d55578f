"""The law `disaster-coalition`: each of its rules seen to refuse and to pass, in the invented example and beside it.

The example is told once; a scene is its beginning, up to a day or a moment, with single entries left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
import yaml

from partnership.acts import Recorded
from partnership.findings import Origin, Severity, Status
from partnership.programme import Programme, load_programme, load_template
from partnership.records import (
    Agreement,
    Assignment,
    Contribution,
    Credential,
    Decision,
    Document,
    Incident,
    Item,
    Objection,
    Partner,
    Proposal,
    Publication,
    Record,
    RegisterKept,
    Signature,
    kind_of,
)
from partnership.template import Template
from partnership.testing import Scene, advance, amend, given, on, waive
from partnership.values import Money, Text, TimedDay
from tests.stories.scenes import ROOT, judge, row

FILE = ROOT / "examples" / "disaster-coalition-example.yaml"

STEPS = (
    *("preparedness", "alert", "preparedness", "alert", "response"),
    *("recovery", "response", "recovery", "review", "preparedness"),
)
"""The stages of the example: a false alarm, a flood, a second wave, and round again."""

ALL = ("civil-protection", "helping-hands", "food-line", "trucks", "radio-delta", "lower-village")

GATES = (
    # rule, a day on which it is lacking, a day on which it is not, who lacks something
    ("P01", "2026-01-12", "2026-01-20", ("media",)),
    ("P02", "2026-03-20", "2026-03-23", ("lower-village",)),
    ("P03", "2026-01-20", "2026-01-22", ALL),
    ("P04", "2026-01-20", "2026-01-22", ("F1", "F2", "F3", "F4", "F5", "F6")),
    ("P05", "2026-02-01", "2026-02-02", ()),
    ("P06", "2026-02-15", "2026-02-16", ()),
    ("P07", "2026-03-13", "2026-03-14", ()),
    ("P08", "2026-03-17", "2026-03-18", ()),
    ("P09", "2026-02-01", "2026-02-02", ()),
    ("P10", "2026-02-08", "2026-02-09", ()),
    ("P11", "2026-12-22", "2026-12-21", ()),
    ("A01", "2026-04-13", "2026-04-10", ()),
    ("A02", "2026-03-25", "2026-04-13", ()),
    ("A03", "2026-04-12", "2026-04-19", ()),
    ("A04", "2026-04-19", "2026-04-20", ()),
    ("A05", "2026-04-18", "2026-04-10", ()),
    ("R01", "2026-04-18", "2026-04-19", ()),
    ("R02", "2026-05-05", "2026-05-06", ()),
    ("R05", "2026-04-22", "2026-04-20", ()),
    ("R09", "2026-05-20", "2026-05-21", ("island",)),
    ("R10", "2026-05-20", "2026-05-22", ()),
    ("R11", "2026-06-24", "2026-06-01", ()),
    ("C01", "2026-05-20", "2026-05-28", ()),
    ("C02", "2026-06-21", "2026-07-13", ("h-003",)),
    ("C03", "2026-09-01", "2026-07-13", ()),
    ("C04", "2026-08-03", "2026-08-05", ()),
    ("C05", "2026-09-06", "2026-09-07", ()),
    ("V01", "2026-09-07", "2026-09-08", ()),
    ("V02", "2026-09-20", "2026-09-21", ()),
    ("V03", "2026-09-21", "2026-09-22", ()),
    ("V04", "2026-09-16", "2026-09-17", ("l-3",)),
    ("V05", "2026-09-13", "2026-09-14", ()),
    ("V06", "2026-09-17", "2026-09-18", ()),
)


@cache
def told() -> Programme:
    return load_programme(FILE)


@cache
def law() -> Template:
    return load_template("disaster-coalition")


def at(month: int, day: int, hour: int, minute: int = 0) -> TimedDay:
    """A moment of 2026, by the clock of the district."""
    return TimedDay.of(datetime(2026, month, day, hour, minute, tzinfo=timezone(timedelta(hours=3))))


def until(moment: date, *without: str) -> Scene:
    """The example up to a day, that day or moment included, without the records named."""
    entries = (
        one
        for one in told().entries
        if one.date <= moment and not (isinstance(one, Recorded) and one.record.id in without)
    )
    return given(law(), *entries)


def records(*ids: str) -> Iterator[Record]:
    """Records of the example, as they were written down."""
    yield from (one.record for one in told().entries if isinstance(one, Recorded) and one.record.id in ids)


def leads(id: str, partner: str, role: str = "lead_agency") -> Record:
    return Assignment(id=id, role=role, partner=partner)


def lines() -> list[dict[str, Any]]:
    ledger: list[dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))["ledger"]
    return ledger


def refusals() -> Iterator[str]:
    for line in lines():
        yield from line.get("expect", ())


# --- the example as a whole -------------------------------------------------------------------------------------------


def test_the_example_says_that_it_is_invented() -> None:
    whole = yaml.safe_load(FILE.read_text("utf-8"))
    assert "invented" in FILE.read_text("utf-8").partition("\n")[0]
    assert "Invented" in whole["title"]["en"]
    assert "Вымышленная" in whole["title"]["ru"]


def test_the_example_goes_through_every_stage_and_begins_again() -> None:
    moves = tuple(line["advance"] for line in lines() if "advance" in line and not line.get("refused"))
    assert ("preparedness", *moves) == STEPS
    assert set(STEPS) == {stage.id for stage in law().stages}
    assert told().stage == "preparedness"


def test_each_gate_and_each_guard_turns_somebody_away_in_the_example() -> None:
    gates = (rule for stage in law().stages for rule in (*stage.entry, *stage.exit, *law().guards))
    asked = {rule.id for rule in gates if rule.severity is Severity.BLOCK}
    assert asked <= set(refusals())


def test_each_rule_of_another_says_whose_it_is_and_where_it_stands() -> None:
    for rule in law().requirements.values():
        assert (rule.citation is None) == (rule.origin is Origin.TEMPLATE), rule.id


@pytest.mark.parametrize("day", ["2026-04-21", "2026-05-05", "2026-10-12"])
def test_the_reference_evaluator_says_the_same_of_the_example(day: str) -> None:
    reference = judge("disaster-coalition")
    asked = date.fromisoformat(day)
    view = told().as_of(asked)
    assert dict(view.statuses()) == reference.statuses(told().entries, asked)
    assert view.stage == reference.stage(told().entries, asked)


# --- the gates --------------------------------------------------------------------------------------------------------


def test_no_rule_of_a_gate_is_left_out_here() -> None:
    by_themselves = {"R03", "R04", "R06", "R07", "R08"}
    assert {rule for rule, *_ in GATES} | by_themselves == set(law().requirements) - {rule.id for rule in law().guards}


@pytest.mark.parametrize("rule, lacking_on, met_on, lacking", GATES, ids=[rule for rule, *_ in GATES])
def test_each_rule_of_a_gate_is_lacking_on_one_day_and_met_on_another(
    rule: str, lacking_on: str, met_on: str, lacking: tuple[str, ...]
) -> None:
    whole = given(law(), *told().entries)
    whole.then_missing(rule, on=date.fromisoformat(lacking_on), lacking=lacking)
    assert whole.programme.as_of(date.fromisoformat(met_on)).statuses()[rule] is Status.SATISFIED


# --- how much is enough -----------------------------------------------------------------------------------------------

ENOUGH: tuple[tuple[str, str, str, dict[str, Any], dict[str, Any]], ...] = (
    # rule, a day, the record of that day, what it says when it is just enough, and when it is a little less
    ("P06", "2026-02-16", "d-plan", {"present": 4, "votes_for": 2, "votes_against": 1}, {"present": 3, "votes_for": 2}),
    ("P06", "2026-02-16", "d-plan", {"votes_for": 2, "votes_against": 1}, {"votes_for": 1, "votes_against": 1}),
    ("P07", "2026-03-14", "exercise-2026", {"partners": ALL[3:]}, {"partners": ALL[1:4]}),
    ("P08", "2026-03-18", "st-water", {"quantity": 1}, {"quantity": 0}),
    ("P08", "2026-03-18", "st-water", {"checked": {"date": "2025-09-18"}}, {"checked": {"date": "2025-09-17"}}),
    ("P10", "2026-02-09", "d-lead", {"votes_for": 4}, {"members": 10, "votes_for": 6}),
    ("P10", "2026-02-09", "d-lead", {"partners": (ALL[0], ALL[2])}, {"partners": (ALL[0], ALL[3])}),
    ("R10", "2026-05-22", "sr-4", {"in_need": 1000, "reached": 800}, {"in_need": 1000, "reached": 799}),
    ("V02", "2026-09-21", "m-review", {"present": 3, "members": 6}, {"present": 2, "members": 6}),
    ("V05", "2026-09-14", "feedback-lower", {"respondents": 30}, {"respondents": 29}),
)


@pytest.mark.parametrize("rule, day, id, enough, too_little", ENOUGH)
def test_just_enough_is_enough_and_a_little_less_is_not(
    rule: str, day: str, id: str, enough: dict[str, Any], too_little: dict[str, Any]
) -> None:
    asked = date.fromisoformat(day)
    (record,) = records(id)
    for values, wanted in ((enough, True), (too_little, False)):
        if isinstance(record, Item):
            change = amend(record.list, id, on=asked, fields=values)
        else:
            change = amend(kind_of(record), id, on=asked, **values)
        world = until(asked).and_given(change)
        found = world.programme.as_of(asked).statuses()[rule]
        assert (found is Status.SATISFIED) is wanted, (values, found)


def test_nine_households_of_ten_are_most() -> None:
    ten = [
        row("recovery_cases", f"h-{n}", area="lower", need="A roof", manager="food-line", state="open")
        for n in range(100, 107)
    ]
    recovering = until(date(2026, 9, 3)).and_given(on(date(2026, 9, 3), *ten))
    eight = [amend("recovery_cases", each.id, on=date(2026, 9, 4), fields={"state": "complete"}) for each in ten[:6]]
    nearly = recovering.and_given(*eight).then_missing("C05")
    nearly.and_given(
        amend("recovery_cases", "h-003", on=date(2026, 9, 4), fields={"state": "complete"})
    ).then_not_missing("C05")


def test_three_lessons_are_learnt_and_two_are_not() -> None:
    until(date(2026, 9, 17), "l-1").then_missing("V04")


# --- by the clock -----------------------------------------------------------------------------------------------------


def test_silence_activates_the_response_when_its_time_is_over() -> None:
    asked = until(date(2026, 4, 19))
    asked.when(advance(on=at(4, 19, 23))).then_refused(by="A04", alone=True)
    asked.when(advance(on=at(4, 20, 0, 30))).then_accepted().then_stage("response")


def test_an_objection_that_stands_stops_the_silence_and_a_majority_needs_none() -> None:
    asked = until(at(4, 19, 8)).and_given(Objection(id="ob-2", proposal="activate", partner="food-line"))
    asked.when(advance(on=date(2026, 4, 21))).then_refused(by="A04", owed_by="civil-protection", alone=True)
    voted = Decision(id="d-act", matter="activation", members=6, votes_for=4, votes_against=2)
    asked.and_given(on(at(4, 19, 9), voted)).when(advance(on=at(4, 19, 10))).then_accepted().then_stage("response")


def test_half_of_all_members_are_no_majority_for_the_response() -> None:
    voted = Decision(id="d-act", matter="activation", members=6, votes_for=3, votes_against=0)
    until(at(4, 19, 8)).and_given(on(at(4, 19, 9), voted)).when(advance(on=at(4, 19, 10))).then_refused(by="A04")


def test_a_warning_within_six_hours_is_in_time_and_a_late_one_is_said_aloud() -> None:
    flooded = until(at(4, 18, 7, 30))
    in_time = Publication(id="warned", what="warning", about="al-2", partner="radio-delta")
    flooded.and_given(on(at(4, 18, 11, 30), in_time)).then_not_missing("A05", on=date(2026, 4, 19))
    flooded.and_given(on(at(4, 18, 11, 31), in_time)).then_missing("A05", on=date(2026, 4, 19), lacking=["al-2"])


def test_without_an_assessment_the_money_stops_three_days_after_the_response_began() -> None:
    unassessed = until(at(4, 20, 9, 30))
    unassessed.then_missing("R04", on=date(2026, 4, 21)).then_running(on=date(2026, 4, 22))
    unassessed.then_suspended(since=date(2026, 4, 23), by="R04", on=date(2026, 4, 24))
    paid = Contribution(
        id="fund", partner="trucks", what="cash", value=Money(amount=Decimal(100), currency="RUB"), state="delivered"
    )
    unassessed.when(paid, on=date(2026, 4, 24)).then_refused(code="suspended", alone=True)
    bread = row("deliveries", "de-1", goods="food", area="lower", by="trucks", people=9)
    freed = waive("G01", on=date(2026, 4, 24), until=date(2026, 4, 25), waived_by="p-1")
    unassessed.and_given(freed).when(bread, on=date(2026, 4, 24)).then_accepted()
    assessed = row("needs_assessments", "na", phase="initial", area="lower", led_by="helping-hands", in_need=700)
    unassessed.and_given(on(date(2026, 4, 24), assessed)).then_not_missing("R04").then_running(on=date(2026, 4, 24))


def test_a_first_analysis_after_three_days_and_nights_is_late_and_does_not_hold_anybody_up() -> None:
    assessed = row("needs_assessments", "na", phase="initial", area="lower", led_by="helping-hands", in_need=700)
    hours = until(at(4, 20, 23))
    hours.and_given(on(at(4, 21, 5, 30), assessed)).then_not_missing("R08", on=date(2026, 4, 21))
    hours.and_given(on(at(4, 21, 5, 31), assessed)).then_missing("R08", on=date(2026, 4, 21))
    until(date(2026, 5, 31)).and_given(
        amend("objection", "ob-authority", on=date(2026, 5, 31), state="withdrawn"),
        on(date(2026, 6, 1), *records("d-end-2")),
    ).when(advance(on=date(2026, 6, 1))).then_accepted(warned_by="R08")


def test_situation_reports_are_owed_every_twelve_hours() -> None:
    reported = until(at(4, 20, 12, 30))
    reported.then_not_missing("R05", on=date(2026, 4, 20)).then_missing("R05", on=date(2026, 4, 21), owed_by="p-2")
    late = row("situation_reports", "sr-late", in_need=900, reached=500)
    reported.and_given(on(at(4, 21, 12), late)).then_not_missing("R05", on=date(2026, 4, 21))
    reported.and_given(on(at(4, 21, 11, 59), late)).then_missing("R05", on=date(2026, 4, 21))


# --- all through the response -----------------------------------------------------------------------------------------


def test_the_response_stands_on_an_agreement_in_force() -> None:
    running = until(date(2026, 5, 6))
    lapsed = running.and_given(amend("agreement", "pact", on=date(2026, 5, 7), valid_to="2026-05-10"))
    lapsed.then_running(on=date(2026, 5, 9)).then_suspended(since=date(2026, 5, 10), by="R03", on=date(2026, 5, 12))
    renewed = Agreement(id="pact-2", type="coalition_agreement", parties=ALL)
    lapsed.and_given(on(date(2026, 5, 12), renewed)).then_not_missing("R03").then_running(on=date(2026, 5, 12))


def test_two_agencies_do_not_lead_at_once() -> None:
    doubled = until(date(2026, 5, 6)).and_given(
        on(date(2026, 5, 7), leads("as-lead-3", "food-line")),
    )
    doubled.then_suspended(since=date(2026, 5, 7), by="R02")


def test_a_complaint_is_answered_within_a_week() -> None:
    complained = until(date(2026, 4, 28))
    complained.then_not_missing("R06", on=date(2026, 5, 1)).then_missing("R06", on=date(2026, 5, 2), owed_by="p-3")
    answered = amend("complaints", "co-1", on=date(2026, 5, 2), fields={"state": "referred"})
    complained.and_given(answered).then_not_missing("R06", on=date(2026, 5, 20))


def test_a_response_of_three_months_has_a_plan_of_transition() -> None:
    long = until(date(2026, 5, 6))
    assert {
        finding.severity
        for finding in long.programme.as_of(date(2026, 7, 18)).missing()
        if finding.requirement == "R07"
    } == {Severity.ADVISE}
    assert {
        finding.severity
        for finding in long.programme.as_of(date(2026, 7, 19)).missing()
        if finding.requirement == "R07"
    } == {Severity.WARN}
    planned = on(date(2026, 7, 20), Document(id="over", type="transition_plan", state="draft"))
    long.and_given(planned).then_not_missing("R07", on=date(2026, 7, 20))


def test_the_authorities_may_stop_the_end_of_a_response_and_others_may_not() -> None:
    proposed = until(date(2026, 5, 25)).and_given(
        on(date(2026, 5, 25), leads("as-recovery", "food-line", "recovery_lead"))
    )
    objected = Objection(id="ob", proposal="end-response", partner="trucks")
    decided = on(
        date(2026, 5, 28),
        Decision(
            id="d-end",
            matter="deactivation",
            proposal="end-response",
            members=6,
            votes_for=4,
            votes_against=2,
            partners=ALL,
        ),
    )
    proposed.and_given(on(date(2026, 5, 26), objected), decided).when(advance(on=date(2026, 5, 28))).then_accepted()
    halved = amend("decision", "d-end", on=date(2026, 5, 28), votes_for=3, votes_against=3)
    proposed.and_given(decided, halved).when(advance(on=date(2026, 5, 28))).then_refused(by="R11", alone=True)
    vetoed = objected.model_copy(update={"partner": "civil-protection"})
    proposed.and_given(on(date(2026, 5, 26), vetoed), decided).when(advance(on=date(2026, 5, 28))).then_refused(
        by="R11", alone=True
    )


# --- suspended, and the ways out --------------------------------------------------------------------------------------


def test_a_recovery_in_suspension_may_go_back_to_the_response_and_no_further_on() -> None:
    stopped = until(date(2026, 6, 20))
    stopped.then_suspended(since=date(2026, 6, 20), by="C02")
    stopped.when(advance("review", on=date(2026, 6, 21))).then_refused(code="suspended")
    stopped.when(advance("response", on=date(2026, 6, 21))).then_accepted().then_stage("response").then_running()


def test_a_case_that_changes_hands_ends_the_suspension() -> None:
    until(date(2026, 6, 20)).when(
        amend("recovery_cases", "h-003", on=date(2026, 6, 21), fields={"manager": "helping-hands"})
    ).then_accepted().then_running()


def test_where_no_household_needs_it_the_recovery_is_complete_once_somebody_says_that_the_list_is_kept() -> None:
    nobody = until(date(2026, 6, 1))
    nobody.then_missing("C05", status=Status.UNKNOWN)
    kept = RegisterKept(id="kept-cases", lists="recovery_cases", keeper="food-line")
    nobody.and_given(on(date(2026, 6, 2), kept)).then_not_missing("C05")


# --- round again ------------------------------------------------------------------------------------------------------


def test_the_second_round_asks_for_a_plan_of_its_own_and_not_for_another_assessment_of_risks() -> None:
    again = until(date(2026, 10, 1))
    again.then_missing("P06", "P07", "P10").then_not_missing("P02", "P03", "P04", "P05", "P09")


def test_risks_that_were_assessed_two_years_ago_are_assessed_anew() -> None:
    whole = given(law(), *told().entries)
    whole.then_not_missing("P05", on=date(2028, 2, 2)).then_missing("P05", on=date(2028, 2, 3), owed_by=None)


def test_outside_of_russia_its_law_asks_nothing() -> None:
    elsewhere = given(law(), Partner(id="office", name=Text.of("Office"), sector="government"), region="KZ")
    elsewhere.then_missing("A01").then_not_missing("P08", "A02")


# --- before an act ----------------------------------------------------------------------------------------------------


def test_help_goes_where_needs_were_assessed_unless_a_coordinator_lets_it_go() -> None:
    hours = until(at(4, 20, 7, 30))
    water = row("deliveries", "de-1", goods="water", area="lower", by="trucks", people=300)
    hours.when(water, on=at(4, 20, 9)).then_refused(by="G01", owed_by="civil-protection", alone=True)
    freed = waive("G01", on=at(4, 20, 8), until=date(2026, 4, 23), waived_by="p-1")
    hours.and_given(freed).when(water, on=at(4, 20, 9)).then_accepted()
    hours.when(waive("G01", on=at(4, 20, 8), until=date(2026, 4, 23), waived_by="p-2")).then_refused()
    until(at(4, 21, 8)).when(water.model_copy(update={"id": "de-9"}), on=date(2026, 4, 24)).then_accepted()


def test_an_assessment_of_the_last_flood_opens_no_area_in_the_next() -> None:
    again = given(law(), *told().entries)
    food = row("deliveries", "de-9", goods="food", area="lower", by="food-line", people=10)
    again.when(food, on=date(2026, 10, 13)).then_refused(by="G01", alone=True)


def test_only_who_has_signed_brings_help() -> None:
    food = row("deliveries", "de-2", goods="food", area="lower", by="cafe", people=80)
    newcomer = until(date(2026, 4, 25), "de-2")
    newcomer.when(food, on=date(2026, 4, 25)).then_refused(by="G02", owed_by="cafe", alone=True)
    signed = Signature(id="s-7", agreement="pact", partner="cafe")
    newcomer.and_given(on(date(2026, 4, 25), signed)).when(food, on=date(2026, 4, 25)).then_accepted()


@pytest.mark.parametrize("amount, pays", [(200000, True), (200001, False)])
def test_no_more_is_paid_than_was_received(amount: int, pays: bool) -> None:  # noqa: FBT001 - a column of the table
    funded = until(date(2026, 4, 30))
    payment = row(
        "payments", "pay-2", purpose="Boats", to="trucks", value=Money(amount=Decimal(amount), currency="RUB")
    )
    asked = funded.when(payment, on=date(2026, 5, 1))
    if pays:
        asked.then_accepted()
    else:
        asked.then_refused(by="G03", alone=True)


def test_people_are_sent_with_an_induction_and_a_signed_code_where_there_is_a_way() -> None:
    sent = row("deployments", "dp", person="p-5", area="island")
    cut_off = until(date(2026, 4, 22))
    cut_off.when(sent, on=date(2026, 4, 22)).then_refused(by=["G04", "G05"], alone=True)
    open_way = until(date(2026, 4, 24))
    open_way.when(sent, on=date(2026, 4, 24)).then_refused(by="G04", alone=True)
    briefed = open_way.and_given(on(date(2026, 4, 24), Credential(id="c-5", person="p-5", type="induction")))
    briefed.when(sent, on=date(2026, 4, 24)).then_refused(by="G04", alone=True)
    ready = briefed.and_given(on(date(2026, 4, 24), Credential(id="c-6", person="p-5", type="code_of_conduct")))
    ready.when(sent, on=date(2026, 4, 24)).then_accepted()


def test_a_report_reaches_no_more_people_than_there_are_in_need() -> None:
    flooded = until(at(4, 20, 9, 30))
    flooded.when(row("situation_reports", "sr", in_need=900, reached=901), on=at(4, 20, 12)).then_refused(
        by="G06", alone=True
    )
    flooded.when(row("situation_reports", "sr", in_need=900, reached=900), on=at(4, 20, 12)).then_accepted()


def test_whoever_objects_to_an_activation_objects_in_time() -> None:
    asked = until(at(4, 19, 8))
    objection = Objection(id="ob-2", proposal="activate", partner="food-line")
    asked.when(objection, on=at(4, 19, 20)).then_accepted()
    asked.when(objection, on=at(4, 20, 1)).then_refused(by="G07", owed_by="food-line", alone=True)
    other = asked.and_given(on(at(4, 19, 9), Proposal(id="end-it", matter="deactivation")))
    other.when(objection.model_copy(update={"proposal": "end-it"}), on=date(2026, 5, 20)).then_accepted()


def test_nobody_is_at_rest_while_an_alert_is_active() -> None:
    alarmed = until(date(2026, 4, 10))
    alarmed.when(advance("preparedness", on=date(2026, 4, 12))).then_refused(by="G08", owed_by="government", alone=True)
    lifted = amend("alerts", "al-1", on=date(2026, 4, 12), fields={"state": "lifted"})
    alarmed.and_given(lifted).when(advance("preparedness", on=date(2026, 4, 12))).then_accepted()


def test_an_incident_that_nobody_dealt_with_keeps_the_review_open() -> None:
    looked_back = until(date(2026, 9, 22))
    harmed = looked_back.and_given(on(date(2026, 9, 22), Incident(id="in-2", type="fraud", state="open")))
    harmed.when(advance(on=date(2026, 9, 23))).then_refused(by="V06", owed_by="p-3", alone=True)
    looked_back.when(advance(on=date(2026, 9, 23))).then_accepted().then_stage("preparedness")
