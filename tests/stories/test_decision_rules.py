"""How partners decide: how many must be there and in favour, in what time, and who can stop it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from partnership.errors import TemplateError
from partnership.reading import read_template
from partnership.records import (
    Assignment,
    Body,
    Decision,
    Membership,
    Objection,
    Partner,
    Person,
    Proposal,
    Record,
)
from partnership.template import Template
from partnership.testing import Scene, advance, amend, end, given, on
from partnership.values import Text, TimedDay
from tests.small import no_file
from tests.stories.scenes import rule

START = date(2026, 1, 1)
TOLD = date(2026, 5, 1)
"""The day on which the proposal went round."""
DECIDED = date(2026, 5, 15)
LATER = date(2026, 9, 1)

LAW = """
format: 1
template: council
version: "1"
title: {en: Council, ru: Совет}
parameters:
  - {id: hours, type: duration, default: PT48H, title: {en: Hours, ru: Часы}}
  - {id: silence, type: duration, default: P10D, title: {en: Silence, ru: Молчание}}
  - {id: quorum, type: share, min: 0, max: 1, default: 0.5, title: {en: Quorum, ru: Кворум}}
  - {id: majority, type: share, min: 1/2, max: 1, default: 2/3, title: {en: Majority, ru: Большинство}}
sectors:
  - {id: business, title: {en: Business, ru: Бизнес}}
  - {id: ngo, title: {en: NGOs, ru: НКО}}
roles: [{id: steward, title: {en: Steward, ru: Хранитель}}]
matters: [{id: budget, title: {en: Budget, ru: Бюджет}}, {id: name, title: {en: Name, ru: Название}}]
records:
  - {kind: body, id: council, title: {en: Council, ru: Совет}}
  - {kind: partner, id: bank, title: {en: Bank, ru: Банк}}
stages:
  - id: one
    title: {en: One, ru: Один}
    gates:
      exit: [%s]
  - {id: two, title: {en: Two, ru: Два}, final: true}
guards: [%s]
"""


@cache
def law(asked: str, guard: str = "") -> Template:
    """A law that asks one thing of a decision on the budget."""
    decision = rule(f"decision: {{matter: budget, {asked}}}")
    return read_template(LAW % (decision, guard), "council.yaml", no_file)


def council(asked: str, *items: Any, guard: str = "") -> Scene:
    """A council of a bank, a firm and two charities, with a steward."""
    ground: tuple[Record, ...] = (
        *(Partner(id=each, name=Text.of(each.title(), each.title()), sector="business") for each in ("bank", "firm")),
        *(Partner(id=each, name=Text.of(each.title(), each.title()), sector="ngo") for each in ("aid", "care")),
        Person(id="anna", partner="aid"),
        Person(id="boris", partner="bank"),
        Body(id="council", name=Text.of("Council", "Совет"), type="council"),
        Assignment(id="steward", role="steward", person="anna", at="council"),
        *(Membership(id=f"seat-{each}", body="council", partner=each) for each in ("bank", "aid", "care")),
    )
    return given(law(asked, guard), on(START, *ground), *items)


def vote(votes: str, *, members: int = 12, **fields: Any) -> Decision:
    """A decision by votes in favour, against and abstained: "5-3-2"."""
    for_it, against, abstained = (int(each) for each in votes.split("-"))
    counted = {"votes_for": for_it, "votes_against": against, "votes_abstained": abstained}
    present = {"present": for_it + against + abstained, "members": members}
    return Decision.model_validate({"id": "d", "matter": "budget", "body": "council", **present, **counted, **fields})


PROPOSAL = Proposal(id="p", matter="budget", body="council")


def objection(by: str = "bank", to: str = "proposal", **fields: Any) -> Objection:
    """A partner objects."""
    return Objection.model_validate({"id": f"no-{by}", to: to[0], "partner": by, **fields})


# --- how many --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked, carried, lost",
    [
        ("majority: simple", "6-4-1", "6-5-1"),
        ("majority: simple, of: votes", "4-3-5", "4-4-3"),
        ("majority: simple, of: ballots", "6-1-4", "5-1-4"),
        ("majority: simple, of: members", "7-0-0", "6-0-0"),
        ("majority: 2/3", "2-1-0", "7-4-0"),
        ("majority: 2/3, of: votes", "4-2-6", "3-2-0"),
        ("majority: 3/4, of: members", "9-0-0", "8-0-0"),
        ("majority: 1/2", "6-6-0", "5-6-0"),
        ("majority: unanimous", "8-0-0", "8-0-1"),
        ("majority: unanimous, of: votes", "3-0-9", "11-1-0"),
        ("majority: unanimous, of: members", "12-0-0", "11-0-0"),
        ("majority: 0.6", "6-4-0", "5-4-0"),
        ("quorum: majority", "7-0-0", "6-0-0"),
        ("quorum: 1/3", "4-0-0", "3-0-0"),
        ("quorum: all", "12-0-0", "11-0-0"),
        ("quorum: $param.quorum", "6-0-0", "5-0-0"),
        ("majority: $param.majority, of: votes", "2-1-0", "7-4-0"),
    ],
)
def test_a_threshold_is_met_exactly_or_not_at_all(asked: str, carried: str, lost: str) -> None:
    """Of twelve members; two of three are two thirds, and half is no majority."""
    council(asked, on(DECIDED, vote(carried))).then_not_missing("R")
    council(asked, on(DECIDED, vote(lost))).then_missing("R")
    council(asked, on(DECIDED, vote(lost))).when(advance(on=DECIDED)).then_refused(by="R", alone=True)


def test_a_majority_is_told_apart_in_an_assembly_of_many_thousands() -> None:
    """One vote more than half is a majority, however many vote."""
    council("majority: simple", on(DECIDED, vote("10001-10000-0", members=30_000))).then_not_missing("R")
    council("majority: 2/3", on(DECIDED, vote("19999-10001-0", members=30_000))).then_missing("R")


def test_a_programme_sets_its_majority_as_a_fraction() -> None:
    """Three of five are three fifths, and no more than that."""
    three_of_five = on(DECIDED, vote("3-2-0", body=None))
    for chosen in ("3/5", "0.6", "1/2"):
        given(law("majority: $param.majority"), three_of_five, parameters={"majority": chosen}).then_not_missing("R")
    for chosen in ("2/3", "5/8", "0.6001"):
        given(law("majority: $param.majority"), three_of_five, parameters={"majority": chosen}).then_missing("R")


def test_votes_against_that_nobody_counted_make_no_majority_of_the_votes() -> None:
    """What is not known is not a pass; of those present it can be told."""
    uncounted = Decision(id="d", matter="budget", present=8, members=12, votes_for=8)
    council("majority: simple, of: votes", on(DECIDED, uncounted)).then_missing("R")
    council("majority: simple", on(DECIDED, uncounted)).then_not_missing("R")


def test_each_sector_is_there_with_one_partner_or_with_a_share() -> None:
    """One bank is half of the business."""
    both = vote("8-0-0", partners=("bank", "aid"))
    council("sectors: [business, ngo]", on(DECIDED, both)).then_not_missing("R")
    council("sectors: [business, ngo], sector_quorum: 1/2", on(DECIDED, both)).then_not_missing("R")
    alone = vote("8-0-0", partners=("aid", "care"))
    council("sectors: [business, ngo]", on(DECIDED, alone)).then_missing("R", lacking=["bank", "firm"])
    council("sectors: [business, ngo], sector_quorum: 2/3", on(DECIDED, both)).then_missing("R")


def test_where_a_body_decides_the_sectors_are_those_that_sit_in_it() -> None:
    """The firm has no seat: the bank is all of the business there."""
    there = vote("3-0-0", partners=("bank", "aid"))
    council("body: council, sectors: [business], sector_quorum: 1", on(DECIDED, there)).then_not_missing("R")
    council("body: council, sectors: [ngo], sector_quorum: 1", on(DECIDED, there)).then_missing("R")


# --- about what ------------------------------------------------------------------------------------------------------


def test_a_decision_about_one_thing_is_none_about_another() -> None:
    """The bank is let go by a vote on the bank, or by silence on it; a vote on the firm does not let it go."""
    ends = "{{id: G, title: {{en: G, ru: G}}, act: {{end: partner}}, decision: {{matter: budget, subject: $act{}}}}}"
    gone = end("partner", "bank", on=LATER, reason="Merger")
    voted, quiet = ends.format(""), ends.format(", consent: P10D")
    council("majority: simple", on(DECIDED, vote("8-0-0", subject="bank")), guard=voted).when(gone).then_accepted()
    other = council("majority: simple", on(DECIDED, vote("8-0-0", subject="firm")), guard=voted)
    other.when(gone).then_refused(by="G", alone=True)
    council("majority: simple", on(DECIDED, vote("8-0-0")), guard=voted).when(gone).then_refused(by="G", alone=True)
    for about, is_let_go in (("bank", True), ("firm", False)):
        proposed = Proposal(id="p", matter="budget", subject=about)
        ended = council("majority: simple", on(TOLD, proposed), guard=quiet).when(gone)
        ended.then_accepted() if is_let_go else ended.then_refused(by="G", alone=True)


# --- in what time ----------------------------------------------------------------------------------------------------


def test_a_decision_needs_notice() -> None:
    """Fourteen days after the proposal went round, not thirteen."""
    told = council("notice: P14D", on(TOLD, PROPOSAL))
    told.and_given(on(TOLD + timedelta(13), vote("8-0-0", proposal="p"))).then_missing("R")
    told.and_given(on(TOLD + timedelta(14), vote("8-0-0", proposal="p"))).then_not_missing("R")
    told.and_given(on(LATER, vote("8-0-0"))).then_missing("R")


def test_notice_of_something_else_is_no_notice() -> None:
    """The proposal is on the same matter."""
    other = on(TOLD, Proposal(id="p", matter="name"))
    council("notice: P14D", other, on(LATER, vote("8-0-0", proposal="p"))).then_missing("R")


def test_a_decision_can_come_too_late() -> None:
    """A proposal lapses when its time is over; to withdraw it afterwards undoes no decision."""
    told = council("deadline: P1M", on(TOLD, PROPOSAL))
    told.and_given(on(date(2026, 6, 2), vote("8-0-0", proposal="p"))).then_missing("R")
    in_time = told.and_given(on(date(2026, 6, 1), vote("8-0-0", proposal="p"))).then_not_missing("R")
    in_time.and_given(end("proposal", "p", on=LATER)).then_not_missing("R")


def test_a_vote_in_writing_is_one_without_a_meeting() -> None:
    """A law may ask for a meeting, or allow that there is none."""
    written = vote("8-0-0", procedure="written")
    council("procedure: written", on(DECIDED, written)).then_not_missing("R")
    council("procedure: meeting", on(DECIDED, written)).then_missing("R")
    council("procedure: written", on(DECIDED, vote("8-0-0"))).then_missing("R")


# --- silence is consent ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["consent: P10D", "consent: $param.silence"])
def test_silence_is_consent_from_the_day_after_the_period(asked: str) -> None:
    """Nobody votes, and no decision is recorded."""
    told = council(asked, on(TOLD, PROPOSAL))
    told.then_missing("R", on=TOLD + timedelta(10)).then_not_missing("R", on=TOLD + timedelta(11))


def test_whoever_objects_in_time_breaks_the_silence_until_the_objection_is_settled() -> None:
    """On the last day it is in time; withdrawn or dismissed it stands no longer."""
    told = council("consent: P10D", on(TOLD, PROPOSAL), on(TOLD + timedelta(10), objection()))
    told.then_missing("R", on=LATER)
    for state in ("withdrawn", "dismissed"):
        told.and_given(amend("objection", "no-bank", on=LATER, state=state)).then_not_missing("R")
    told.and_given(amend("objection", "no-bank", on=LATER, state="upheld")).then_missing("R")


def test_whoever_objects_too_late_breaks_nothing() -> None:
    """More evidence does not take back what was adopted; a law may refuse to record it at all."""
    told = council("consent: P10D", on(TOLD, PROPOSAL), on(TOLD + timedelta(11), objection()))
    told.then_not_missing("R", on=LATER)
    late = (
        "{id: G, title: {en: In time, ru: В срок}, act: {record: objection}, "
        "count: {of: {from: proposals, where: {id: $act.proposal, date: {max_age: P10D}}}}}"
    )
    timely = council("consent: P10D", on(TOLD, PROPOSAL), guard=late)
    timely.when(objection(), on=TOLD + timedelta(11)).then_refused(by="G", alone=True)
    timely.when(objection(), on=TOLD + timedelta(10)).then_accepted()


def moment(written: str) -> TimedDay:
    return TimedDay.of(datetime.fromisoformat(written))


TOLD_AT = moment("2026-05-01T14:00+03:00")


@pytest.mark.parametrize("asked", ["consent: PT48H", "consent: $param.hours"])
def test_silence_in_hours_is_consent_from_the_moment_on(asked: str) -> None:
    """A move at 13:59 two days later is too early, and one a minute later is in time; of a day it is the end."""
    told = council(asked, on(TOLD_AT, PROPOSAL))
    told.when(advance("two", on=moment("2026-05-03T13:59+03:00"))).then_refused(by="R")
    told.when(advance("two", on=moment("2026-05-03T14:01+03:00"))).then_accepted()
    told.then_missing("R", on=date(2026, 5, 2)).then_not_missing("R", on=date(2026, 5, 3))
    told_that_day = council(asked, on(TOLD, PROPOSAL))
    told_that_day.then_missing("R", on=date(2026, 5, 2)).then_not_missing("R", on=date(2026, 5, 4))


@pytest.mark.parametrize(
    "told, objected, breaks",
    [
        (TOLD_AT, moment("2026-05-03T11:00+00:00"), True),
        (TOLD_AT, moment("2026-05-03T11:01+00:00"), False),
        (TOLD_AT, date(2026, 5, 3), True),
        (TOLD, moment("2026-05-03T23:59+03:00"), True),
        (TOLD, moment("2026-05-04T00:00+03:00"), False),
    ],
)
def test_an_objection_within_hours_counts_to_the_moment(told: date, objected: date, *, breaks: bool) -> None:
    """Where only a day is known of either, what may have been in time is."""
    scene = council("consent: PT48H", on(told, PROPOSAL), on(objected, objection()))
    (scene.then_missing if breaks else scene.then_not_missing)("R", on=LATER)


def test_an_appeal_in_hours_is_over_to_the_moment() -> None:
    decided = council("majority: simple, appeal: PT24H", on(TOLD_AT, vote("6-4-1")))
    decided.when(advance("two", on=moment("2026-05-02T13:00+03:00"))).then_refused(by="R")
    decided.when(advance("two", on=moment("2026-05-02T15:00+03:00"))).then_accepted()
    late = decided.and_given(on(moment("2026-05-02T15:00+03:00"), objection(to="decision")))
    late.then_not_missing("R", on=LATER)


@pytest.mark.parametrize(
    "asked, decided, holds",
    [
        ("notice: PT72H", moment("2026-05-04T14:00+03:00"), True),
        ("notice: PT72H", moment("2026-05-04T13:59+03:00"), False),
        ("notice: PT72H", date(2026, 5, 4), False),
        ("notice: PT72H", date(2026, 5, 5), True),
        ("deadline: PT72H", moment("2026-05-04T14:00+03:00"), True),
        ("deadline: PT72H", moment("2026-05-04T14:01+03:00"), False),
        ("deadline: PT72H", date(2026, 5, 4), False),
        ("deadline: PT72H", date(2026, 5, 3), True),
    ],
)
def test_notice_and_deadline_in_hours_are_those_between_two_moments(asked: str, decided: date, *, holds: bool) -> None:
    """Of a decision of which only the day is known, what is certain counts."""
    scene = council(asked, on(TOLD_AT, PROPOSAL), on(decided, vote("6-4-1", proposal="p")))
    (scene.then_not_missing if holds else scene.then_missing)("R", on=LATER)


def test_a_proposal_that_is_withdrawn_is_not_adopted_by_silence() -> None:
    """Nobody need object to what is no longer proposed."""
    told = council("consent: P10D", on(TOLD, PROPOSAL), end("proposal", "p", on=TOLD + timedelta(3)))
    told.then_missing("R", on=LATER)


def test_who_leaves_leaves_the_objection_behind() -> None:
    """Nobody is got rid of with the objection; to end the record of it takes nothing back either."""
    told = council("consent: P10D, veto: {sectors: business}", on(TOLD, PROPOSAL), on(TOLD, objection()))
    told.and_given(end("partner", "bank", on=DECIDED)).then_missing("R", on=LATER)
    told.and_given(end("objection", "no-bank", on=DECIDED)).then_missing("R", on=LATER)


def test_one_proposal_that_nobody_opposes_is_enough() -> None:
    """The second draft is adopted, though the first was opposed."""
    told = council("consent: P10D", on(TOLD, PROPOSAL), on(TOLD, objection()))
    second = Proposal(id="p-2", matter="budget", body="council")
    told.and_given(on(DECIDED, second)).then_not_missing("R", on=LATER)


# --- veto ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "veto, vetoed, heard",
    [
        ("{sectors: business}", objection("firm"), objection("aid")),
        ("{partners: bank}", objection("bank", "decision"), objection("firm", "decision")),
        (
            "{roles: steward}",
            Objection(id="no", decision="d", person="anna"),
            Objection(id="no", decision="d", person="boris"),
        ),
    ],
)
def test_the_objection_of_those_who_have_a_veto_stops_a_decision(
    veto: str, vetoed: Objection, heard: Objection
) -> None:
    """A sector's, a partner's, a role's; to the proposal or to the decision. That of others is heard."""
    asked = council(f"majority: simple, veto: {veto}", on(TOLD, PROPOSAL), on(DECIDED, vote("8-0-0", proposal="p")))
    asked.then_not_missing("R")
    asked.and_given(on(DECIDED, vetoed)).then_missing("R").when(advance(on=DECIDED)).then_refused(by="R", alone=True)
    asked.and_given(on(DECIDED, heard)).then_not_missing("R")


def test_a_veto_after_the_decision_is_none() -> None:
    """What was decided stands; against it there are appeals."""
    decided = council("veto: {partners: bank}", on(DECIDED, vote("8-0-0")))
    decided.and_given(on(DECIDED + timedelta(1), objection("bank", "decision"))).then_not_missing("R")


def test_a_role_taken_up_afterwards_gives_no_veto_over_what_was_objected_before() -> None:
    """Boris becomes the steward only later."""
    said = council(
        "veto: {roles: steward}", on(DECIDED, vote("8-0-0"), Objection(id="no", decision="d", person="boris"))
    )
    said.and_given(on(LATER, Assignment(id="new", role="steward", person="boris"))).then_not_missing("R")


# --- appeal ----------------------------------------------------------------------------------------------------------


def test_a_decision_counts_when_the_time_to_appeal_is_over() -> None:
    """Thirty days, the last of them included."""
    decided = council("appeal: P30D", on(DECIDED, vote("8-0-0")))
    decided.then_missing("R", on=DECIDED + timedelta(30)).then_not_missing("R", on=DECIDED + timedelta(31))


def test_an_appeal_keeps_a_decision_open_until_it_is_settled() -> None:
    """Upheld, the decision is none; dismissed, it is one; too late, it is not heard."""
    decided = council("appeal: P30D", on(DECIDED, vote("8-0-0")))
    appealed = decided.and_given(on(DECIDED + timedelta(30), objection("firm", "decision"))).then_missing("R", on=LATER)
    appealed.and_given(amend("objection", "no-firm", on=LATER, state="dismissed")).then_not_missing("R")
    appealed.and_given(amend("objection", "no-firm", on=LATER, state="upheld")).then_missing("R")
    decided.and_given(on(DECIDED + timedelta(31), objection("firm", "decision"))).then_not_missing("R", on=LATER)


def test_a_law_may_let_a_decision_count_until_an_appeal_is_upheld() -> None:
    """It counts at once, and falls with the appeal."""
    decided = council("appeal: P30D, counts_meanwhile: true", on(DECIDED, vote("8-0-0"))).then_not_missing("R")
    appealed = decided.and_given(on(DECIDED, objection("firm", "decision"))).then_not_missing("R")
    appealed.and_given(amend("objection", "no-firm", on=LATER, state="upheld")).then_missing("R")


# --- what nobody can mean --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked, said",
    [
        ("of: votes", "'of' says nothing without 'majority'"),
        ("sector_quorum: 1/2", "'sector_quorum' says nothing without 'sectors'"),
        ("counts_meanwhile: true", "'counts_meanwhile' says nothing without 'appeal'"),
        ("consent: P10D, majority: simple", "'majority' does not stand beside 'consent'"),
        ("notice: P20D, deadline: P10D", "no period is at least P20D and at most P10D"),
        ("veto: {}", "the veto is nobody's"),
        ("veto: {roles: stewart}", "did you mean 'steward'"),
        ("veto: {sectors: buisness}", "did you mean 'business'"),
        ("majority: most", "one of simple, unanimous"),
        ("majority: 4/3", "'4/3' is not a share of a whole"),
        ("quorum: simple", "one of majority, all"),
        ("majority: '0.6'", "'0.6' is not a share of a whole"),
        ("majority: $param.silence", "of type duration"),
    ],
)
def test_what_has_no_meaning_is_a_fault_of_the_law(asked: str, said: str) -> None:
    """Read at its line, with what was expected."""
    with pytest.raises(TemplateError, match=said):
        law(asked)
