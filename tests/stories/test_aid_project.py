"""The law of aid projects: its example from the first idea to the closed activity; each rule refuses and passes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from partnership.findings import Severity, Status
from partnership.programme import Programme, Telling, load_template, tell
from partnership.records import (
    Assessment,
    Assignment,
    Attestation,
    Decision,
    Document,
    Incident,
    Indicator,
    Item,
    Meeting,
    Objection,
    Observation,
    Partner,
    Person,
    RegisterKept,
)
from partnership.template import Template
from partnership.testing import ActOutcome, Scene, advance, amend, close, end, given, on, waive
from partnership.values import Money, Text
from tests.invariants.playing import reasons
from tests.stories.scenes import ROOT, judge, row

FILE = ROOT / "examples" / "aid-project-example.yaml"

ASKED_AT_ACTS = {f"G{number:02}" for number in range(1, 12)}

IN_PIPELINE = dt.date(2023, 5, 15)
AT_WORK = dt.date(2023, 10, 2)
IN_REVIEW = dt.date(2023, 12, 19)
"""Reviewed, published and decided, without a plan for the next period."""
LAST_REVIEW = dt.date(2025, 6, 17)
FINALISING = dt.date(2025, 7, 7)
SIGNED_OFF = dt.date(2025, 12, 16)


@cache
def told() -> Telling:
    """The example, told to its end."""
    telling = tell(FILE)
    assert len(tuple(telling.steps())) == len(telling.file.lines)
    return telling


@pytest.fixture
def telling() -> Telling:
    return told()


@pytest.fixture
def programme(telling: Telling) -> Programme:
    return telling.programme


@cache
def law() -> Template:
    return load_template("aid-project")


@cache
def as_it_was(day: dt.date) -> Scene:
    """The example as far as it had come at the end of this day."""
    return given(law(), *(entry for entry in told().programme.entries if entry.date <= day))


def money(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def transaction(
    type_: str, amount: int, *, made_on: dt.date, provider: str = "springs", receiver: str | None = None
) -> Item:
    to = {} if receiver is None else {"receiver": receiver}
    return row(
        "transactions", "t-new", type=type_, what="Test", value=money(amount), provider=provider, made_on=made_on, **to
    )


def tried(day: dt.date, record: Any) -> ActOutcome:
    return as_it_was(day).when(record, on=day)


# --- the example -----------------------------------------------------------------------------------------------------


def test_every_line_goes_as_it_says(telling: Telling) -> None:
    assert telling.faults == []


def test_the_header_says_that_it_is_invented() -> None:
    assert "All of it is invented" in FILE.read_text(encoding="utf-8").split("format: 1")[0]


def test_every_stage_is_gone_through_and_work_and_review_three_times(programme: Programme) -> None:
    openings = [opening.stage for opening in programme.snapshot.facts.openings]
    assert openings == [*["delivery", "annual_review"] * 3, "finalisation", "closed"]
    assert programme.snapshot.facts.closed is not None


def test_a_fraud_and_a_lapsed_agreement_suspend_it_and_each_is_mended(programme: Programme) -> None:
    turns = [(str(turn.day), turn.unmet) for turn in programme.snapshot.turns()]
    assert turns == [
        ("2024-07-01", ("I04",)),
        ("2024-08-09", ()),
        ("2025-04-01", ("I02",)),
        ("2025-04-14", ()),
    ]


def test_each_rule_that_keeps_a_gate_shut_or_guards_an_act_turns_an_attempt_away(telling: Telling) -> None:
    expected = {word for line in telling.file.lines if line.refused for word in line.expect}
    blocking = {id_ for id_, rule in law().requirements.items() if rule.severity is Severity.BLOCK}
    assert blocking - expected == {"I03", "I05", "F02"}  # what must hold and does: the stories below break it


def test_each_rule_of_a_gate_is_seen_both_ways(programme: Programme) -> None:
    seen: dict[str, set[bool]] = defaultdict(set)
    for month in range(36):
        for day in (1, 11, 21):
            at = dt.date(2023 + (month + 1) // 12, (month + 1) % 12 + 1, day)
            for id_, status in programme.as_of(at).statuses().items():
                seen[id_].add(status is Status.SATISFIED)
    assert seen.keys() == law().requirements.keys() - ASKED_AT_ACTS
    assert {id_ for id_, ways in seen.items() if ways != {True, False}} == {"F03"}  # it was closed in time


def test_nothing_is_left_without_support(programme: Programme) -> None:
    assert programme.unsupported() == ()


def test_in_an_empty_world_nothing_has_been_done() -> None:
    empty = Programme.start(law(), id="nothing", region="XA", on=dt.date(2023, 2, 1))
    for day in (dt.date(2023, 2, 1), dt.date(2026, 1, 1)):
        statuses = empty.as_of(day).statuses()
        assert {id_ for id_, status in statuses.items() if status is Status.SATISFIED} == {"F03"}  # nothing to finalise


@pytest.mark.parametrize(
    "day", ["2023-04-13", "2023-09-18", "2023-12-08", "2024-07-22", "2025-04-07", "2025-06-16", "2025-11-18"]
)
def test_the_reference_says_the_same(programme: Programme, day: str) -> None:
    reference = judge("aid-project")
    at = dt.date.fromisoformat(day)
    view = programme.as_of(at)
    assert dict(view.statuses()) == reference.statuses(programme.entries, at)
    assert (view.stage, view.suspended_since) == (
        reference.stage(programme.entries, at),
        reference.suspended_since(programme.entries, at),
    )


def test_the_reference_turns_the_same_attempts_away_for_the_same_reasons() -> None:
    reference = judge("aid-project")
    telling = tell(FILE)
    for step in telling.steps():
        if step.refusal is not None:
            found = reference.would_refuse(telling.programme.entries, step.line.command())
            assert found == reasons(step.refusal.findings), step.line.at


def test_each_standard_is_cited_and_says_so_in_both_languages() -> None:
    for rule in law().requirements.values():
        assert (rule.origin == "standard") == (rule.citation is not None)
        if rule.citation is not None:
            assert rule.citation.tags == ("en", "ru")


# --- pipeline --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule, kind, id_",
    [
        ("P01", "assignment", "as-funding"),
        ("P02", "document", "appraisal"),
        ("P04", "document", "complaints-procedure"),
        ("P06", "transactions", "commit-3"),
        ("P08", "signature", "sig-ministry"),
        ("P10", "register_kept", "keeps-transactions"),
        ("I01", "publication", "data-1"),
        ("I02", "agreement", "funding-1"),
        ("I03", "assignment", "as-accountable"),
        ("I04", "register_kept", "keeps-incidents"),
    ],
)
def test_work_does_not_begin_without(rule: str, kind: str, id_: str) -> None:
    plan = Document(id="plan-1", type="work_plan", state="adopted")
    ready = as_it_was(IN_PIPELINE).and_given(on(IN_PIPELINE, plan))
    ready.when(advance(on=IN_PIPELINE)).then_accepted().then_stage("delivery")
    ready.and_given(end(kind, id_, on=IN_PIPELINE)).when(advance(on=IN_PIPELINE)).then_refused(by=rule)


def test_outputs_alone_are_no_results() -> None:
    day = dt.date(2023, 3, 28)
    outputs = as_it_was(day).and_given(end("indicator", "access", on=day), end("indicator", "illness", on=day))
    outputs.when(advance(on=day)).then_refused(by="P05")
    as_it_was(day).then_not_missing("P05")


def test_a_consultation_that_is_only_planned_is_none() -> None:
    day = dt.date(2023, 3, 11)
    planned = Meeting(id="forum-0", body="forum", type="community_consultation", state="planned")
    as_it_was(day).and_given(on(day, planned)).then_missing("P03")
    as_it_was(day).and_given(on(day, planned), amend("meeting", "forum-0", on=day, state="held")).then_not_missing(
        "P03"
    )


def test_conditions_are_told_or_it_is_said_that_there_are_none() -> None:
    day = dt.date(2023, 3, 28)
    as_it_was(day).then_missing("P07")
    as_it_was(day).and_given(on(day, row("conditions", "c", type="policy", text="No child labour"))).then_not_missing(
        "P07"
    )
    as_it_was(day).and_given(on(day, RegisterKept(id="k", lists="conditions", keeper="northaid"))).then_not_missing(
        "P07"
    )


def test_the_authorities_take_part_in_the_approval_and_can_stop_it() -> None:
    objection = Objection(id="no", decision="approval-2", partner="ministry")
    as_it_was(IN_PIPELINE).then_not_missing("P09")
    as_it_was(IN_PIPELINE).and_given(on(dt.date(2023, 5, 12), objection)).then_missing("P09")
    as_it_was(IN_PIPELINE).and_given(
        amend("decision", "approval-2", on=IN_PIPELINE, partners=["waterbridge", "springs"])
    ).then_missing("P09")


# --- implementation --------------------------------------------------------------------------------------------------


def test_whoever_has_passed_on_more_than_they_keep_suspends_the_project() -> None:
    as_it_was(AT_WORK).then_running()
    undone = as_it_was(AT_WORK).and_given(end("transactions", "pay-1", on=AT_WORK))
    undone.then_suspended(since=AT_WORK, by="I05").then_missing("I05", lacking=["waterbridge"])


@pytest.mark.parametrize("day, rule", [(AT_WORK, "I03"), (FINALISING, "F02")])
def test_one_organisation_is_accountable_neither_none_nor_two(day: dt.date, rule: str) -> None:
    as_it_was(day).then_running()
    as_it_was(day).and_given(end("assignment", "as-accountable", on=day)).then_suspended(since=day, by=rule)
    second = Assignment(id="as-second", role="accountable", partner="northaid")
    as_it_was(day).and_given(on(day, second)).then_suspended(since=day, by=rule)


def test_data_are_published_every_quarter() -> None:
    scene = as_it_was(dt.date(2023, 11, 9))  # last published on 14 August
    scene.then_not_missing("I06", on=dt.date(2023, 11, 14)).then_missing(
        "I06", on=dt.date(2023, 11, 15), owed_by="waterbridge"
    )


def test_indicators_are_measured_every_half_year_from_the_first_half_year_on() -> None:
    scene = as_it_was(dt.date(2023, 11, 10))  # work began on 16 May, and nothing was measured yet
    assert all(
        each.severity is Severity.ADVISE
        for each in scene.programme.missing(on=dt.date(2023, 11, 15))
        if each.requirement == "I07"
    )
    scene.then_missing("I07", on=dt.date(2023, 11, 16), lacking=["points", "access", "illness"])
    as_it_was(dt.date(2023, 11, 13)).then_not_missing("I07", on=dt.date(2023, 11, 16))


def test_complaints_are_answered_within_thirty_days() -> None:
    scene = as_it_was(dt.date(2023, 9, 1))  # received on 18 August
    scene.then_not_missing("I08", on=dt.date(2023, 9, 17)).then_missing("I08", on=dt.date(2023, 9, 18), lacking=["c-1"])


def test_a_missing_measurement_is_waived_for_one_indicator_by_the_officer_and_not_for_long() -> None:
    day, soon = dt.date(2025, 6, 16), dt.date(2025, 9, 1)
    scene = as_it_was(day)
    scene.when(advance("finalisation", on=day)).then_refused(by="I09", lacking=["illness"], alone=True)
    scene.when(
        waive("I09", on=day, until=soon, waived_by="p-officer", subject="illness")
    ).then_accepted().then_not_missing("I09", to="finalisation")
    scene.when(waive("I09", on=day, until=soon, waived_by="p-manager", subject="illness")).then_refused(
        code="waiver_role"
    )
    scene.when(waive("I09", on=day, until=dt.date(2025, 12, 1), waived_by="p-officer")).then_refused(
        code="waiver_too_long"
    )
    scene.when(waive("I04", on=day, until=soon, waived_by="p-officer")).then_refused(code="not_waivable")


def test_that_the_work_is_complete_says_its_manager_and_names_the_proof() -> None:
    day = dt.date(2025, 6, 9)
    others = Attestation(id="a", statement="work_complete", by="p-officer", evidence="A letter")
    bare = Attestation(id="a", statement="work_complete", by="p-manager")
    for stated in (others, bare):
        as_it_was(day).and_given(on(day, stated)).then_missing("I10", to="finalisation")
    as_it_was(LAST_REVIEW).then_not_missing("I10", to="finalisation")


def test_the_latest_value_counts_and_not_the_best() -> None:
    last = as_it_was(LAST_REVIEW)  # access had 72 of 70 once, and has 66 now; the other two have their targets
    last.then_not_missing("I11", to="finalisation")
    fallen = Observation(id="points-5", indicator="points", value=Decimal(39), observed_on=LAST_REVIEW)
    last.and_given(on(LAST_REVIEW, fallen)).then_missing("I11", to="finalisation", lacking=["access", "points"])


def test_the_plan_of_the_last_period_is_not_the_plan_of_the_next() -> None:
    as_it_was(IN_REVIEW).when(advance("delivery", on=IN_REVIEW)).then_refused(by="I12", alone=True)
    plan = Document(id="plan-2", type="work_plan", state="adopted")
    as_it_was(IN_REVIEW).and_given(on(IN_REVIEW, plan)).when(advance("delivery", on=IN_REVIEW)).then_accepted()


def test_a_period_lasts_half_a_year_and_something_is_spent_in_it() -> None:
    scene = as_it_was(dt.date(2023, 11, 13))  # begun on 16 May
    scene.when(advance(on=dt.date(2023, 11, 15))).then_refused(by="I13", alone=True)
    scene.when(advance(on=dt.date(2023, 11, 16))).then_accepted()
    unspent = scene.and_given(end("transactions", "spend-1", on=dt.date(2023, 11, 14)))
    unspent.when(advance(on=dt.date(2023, 11, 16))).then_refused(by="I13", alone=True)


def test_what_was_spent_in_the_first_period_opens_no_second_review() -> None:
    day = dt.date(2024, 5, 26)
    as_it_was(day).when(advance(on=dt.date(2024, 7, 1))).then_refused(by="I13", alone=True)


def test_each_review_publishes_and_decides_anew() -> None:
    day = dt.date(2024, 7, 10)
    as_it_was(day).then_missing("I14", "I15", to="delivery")
    as_it_was(dt.date(2024, 7, 19)).then_not_missing("I14", "I15", to="delivery")


def test_half_of_the_votes_is_no_majority_and_the_authorities_are_among_them() -> None:
    day = dt.date(2023, 12, 14)
    decision = Decision(
        id="d",
        matter="continuation",
        present=7,
        members=7,
        votes_for=4,
        votes_against=2,
        votes_abstained=1,
        partners=("northaid", "springs"),
    )
    as_it_was(day).then_missing("I15", to="delivery")  # three against three
    as_it_was(day).and_given(on(day, decision)).then_not_missing("I15", to="delivery")
    without = decision.model_copy(update={"partners": ("waterbridge", "springs")})
    as_it_was(day).and_given(on(day, without)).then_missing("I15", to="delivery")


def test_where_little_reaches_the_country_it_is_said_aloud() -> None:
    as_it_was(IN_REVIEW).then_not_missing("I16", to="delivery")
    kept = as_it_was(IN_REVIEW).and_given(amend("transactions", "pay-2", on=IN_REVIEW, fields={"value": money(40000)}))
    kept.then_missing("I16", to="delivery")  # 40,000 of 190,000


def test_while_it_is_suspended_one_may_look_back_and_return_money_and_nothing_else() -> None:
    day = dt.date(2024, 7, 5)
    scene = as_it_was(day).then_suspended(by="I04")
    scene.when(advance("annual_review", on=day)).then_accepted()
    scene.when(transaction("return", 7000, made_on=day), on=day).then_accepted()
    scene.when(transaction("expenditure", 100, made_on=day), on=day).then_refused(code="suspended")
    scene.when(row("contracts", "k", what="Pipes", supplier="Any", value=money(10)), on=day).then_refused(
        code="suspended"
    )
    reviewed = as_it_was(dt.date(2024, 7, 22))
    reviewed.when(advance("delivery", on=dt.date(2024, 7, 22))).then_refused(code="suspended")


def test_an_accident_is_recorded_and_suspends_nothing() -> None:
    as_it_was(AT_WORK).and_given(on(AT_WORK, Incident(id="fall", type="accident", state="open"))).then_running()
    as_it_was(AT_WORK).and_given(on(AT_WORK, Incident(id="hurt", type="abuse", state="open"))).then_suspended(by="I04")


def test_it_can_be_cancelled_from_anywhere() -> None:
    as_it_was(AT_WORK).when(close("cancelled", on=AT_WORK)).then_accepted()
    as_it_was(AT_WORK).when(close("completed", on=AT_WORK)).then_refused()


# --- finalisation ----------------------------------------------------------------------------------------------------


def test_what_the_evaluation_is_to_answer_is_laid_down_before() -> None:
    day = dt.date(2025, 6, 10)
    as_it_was(day).then_missing("F01", to="finalisation")
    as_it_was(LAST_REVIEW).then_not_missing("F01", to="finalisation")


def test_who_takes_more_than_a_year_to_close_is_reminded() -> None:
    scene = as_it_was(FINALISING)  # since 18 June 2025
    scene.then_not_missing("F03", on=dt.date(2026, 6, 18)).then_missing("F03", on=dt.date(2026, 6, 19))


@pytest.mark.parametrize(
    "rule, kind, id_",
    [
        *(("F04", "assessment", f"eval-{criterion}") for criterion in ("relevance", "coherence", "impact")),
        ("F05", "publication", "evaluation"),
        ("F06", "transactions", "back-2"),
        ("F07", "document", "audit"),
        ("F08", "register_kept", "keeps-complaints"),
        ("F10", "decision", "sign-off"),
    ],
)
def test_it_is_not_closed_without(rule: str, kind: str, id_: str) -> None:
    scene = as_it_was(SIGNED_OFF)
    scene.when(advance(on=SIGNED_OFF)).then_accepted().then_stage("closed")
    scene.and_given(end(kind, id_, on=SIGNED_OFF)).when(advance(on=SIGNED_OFF)).then_refused(by=rule)


def test_lessons_that_nobody_can_read_are_only_warned_about() -> None:
    scene = as_it_was(SIGNED_OFF).and_given(amend("document", "lessons", on=SIGNED_OFF, state="draft"))
    scene.when(advance(on=SIGNED_OFF)).then_accepted(warned_by="F09")


def test_one_vote_against_is_no_sign_off() -> None:
    scene = as_it_was(SIGNED_OFF).and_given(amend("decision", "sign-off", on=SIGNED_OFF, votes_for=6, votes_against=1))
    scene.when(advance(on=SIGNED_OFF)).then_refused(by="F10", alone=True)


def test_it_is_complete_when_the_papers_are_archived() -> None:
    day = dt.date(2026, 1, 12)
    as_it_was(day).when(close("completed", on=day)).then_refused(by="C01", alone=True)
    archived = Attestation(id="a", statement="archived", by="p-manager")
    as_it_was(day).and_given(on(day, archived)).when(close("completed", on=day)).then_accepted()


# --- before each act -------------------------------------------------------------------------------------------------


def test_a_commitment_rests_on_what_both_have_signed() -> None:
    made = transaction("commitment", 1000, made_on=AT_WORK, provider="northaid", receiver="springs")
    tried(AT_WORK, made).then_accepted()
    unsigned = as_it_was(AT_WORK).and_given(end("signature", "sig-springs", on=AT_WORK))
    unsigned.when(made, on=AT_WORK).then_refused(by="G01", alone=True)


def test_no_more_is_paid_out_than_was_committed_nor_spent_than_was_received() -> None:
    for type_, rule, there_is, ways in (
        ("disbursement", "G02", 300000, {"provider": "northaid", "receiver": "waterbridge"}),
        ("expenditure", "G03", 22000, {}),
        ("return", "G03", 22000, {}),
    ):
        tried(AT_WORK, transaction(type_, there_is, made_on=AT_WORK, **ways)).then_accepted()
        tried(AT_WORK, transaction(type_, there_is + 1, made_on=AT_WORK, **ways)).then_refused(by=rule, alone=True)


def test_an_amended_sum_is_asked_again() -> None:
    scene = as_it_was(AT_WORK)
    scene.when(amend("transactions", "spend-1", on=AT_WORK, fields={"value": money(120000)})).then_accepted()
    scene.when(amend("transactions", "spend-1", on=AT_WORK, fields={"value": money(120001)})).then_refused(
        by="G03", alone=True
    )


def test_what_will_be_paid_tomorrow_is_no_transaction_today() -> None:
    tomorrow = AT_WORK + dt.timedelta(days=1)
    tried(AT_WORK, transaction("expenditure", 10, made_on=AT_WORK)).then_accepted()
    tried(AT_WORK, transaction("expenditure", 10, made_on=tomorrow)).then_refused(by="G04", alone=True)


def test_a_period_ends_after_it_begins() -> None:
    first, last = dt.date(2023, 1, 1), dt.date(2023, 12, 31)
    fields = {"value": money(10), "status": "indicative"}
    tried(AT_WORK, row("budgets", "b", period_start=first, period_end=last, **fields)).then_accepted()
    tried(AT_WORK, row("budgets", "b", period_start=last, period_end=first, **fields)).then_refused(
        by="G05", alone=True
    )


@pytest.mark.parametrize("lacks", ["baseline", "target", "direction"])
def test_an_indicator_says_whence_whither_and_which_way(lacks: str) -> None:
    whole = Indicator(
        id="i",
        outcome="output",
        title=Text.of("Pumps"),
        unit="pumps",
        baseline=Decimal(1),
        target=Decimal(2),
        direction="up",
    )
    tried(AT_WORK, whole).then_accepted()
    tried(AT_WORK, whole.model_copy(update={lacks: None})).then_refused(by="G06", alone=True)


@pytest.mark.parametrize(
    "assessor",
    ["institute", "p-institute", "northaid", "p-manager", None],
)
def test_only_somebody_without_a_part_in_it_evaluates(assessor: str | None) -> None:
    day = dt.date(2025, 7, 7)
    scene = as_it_was(day).and_given(on(day, Person(id="p-institute", partner="institute")))
    judged = scene.when(
        Assessment(id="e", instrument="impact", subject="springs", score=Decimal(3), assessor=assessor), on=day
    )
    if assessor in {"institute", "p-institute"}:
        judged.then_accepted()
    else:
        judged.then_refused(by="G07", alone=True)


def test_a_complaint_is_answered_by_somebody_else_and_in_words() -> None:
    fields = {"received": AT_WORK, "about": "springs"}
    tried(AT_WORK, row("complaints", "c", state="open", handler="p-complaints", **fields)).then_accepted()
    tried(AT_WORK, row("complaints", "c", state="open", handler="p-springs-2", **fields)).then_refused(
        by="G09", alone=True
    )
    tried(AT_WORK, row("complaints", "c", state="answered", answer="Mended", **fields)).then_accepted()
    tried(AT_WORK, row("complaints", "c", state="answered", **fields)).then_refused(by="G08", alone=True)


def test_an_implementing_organisation_was_checked_within_two_years() -> None:
    new = on(AT_WORK, Partner(id="district", name=Text.of("District"), sector="local_government"))
    role = Assignment(id="r", role="implementing", partner="district")
    scene = as_it_was(AT_WORK).and_given(new)
    scene.when(role, on=AT_WORK).then_refused(by="G10", alone=True)
    checked = scene.and_given(
        on(AT_WORK, Document(id="check", type="due_diligence", state="adopted", about="district"))
    )
    checked.when(role, on=AT_WORK).then_accepted()
    checked.when(role, on=dt.date(2025, 10, 3)).then_refused(by="G10")


def test_large_contracts_name_a_tender_that_was_published() -> None:
    large = {"what": "Pumps", "supplier": "Any", "value": money(10000)}
    tried(AT_WORK, row("contracts", "k", what="Pumps", supplier="Any", value=money(9999))).then_accepted()
    tried(AT_WORK, row("contracts", "k", **large)).then_refused(by="G11", alone=True)
    tried(AT_WORK, row("contracts", "k", tender="plan-1", **large)).then_refused(by="G11", alone=True)
    tried(AT_WORK, row("contracts", "k", tender="tender-drilling", **large)).then_accepted()
