"""The law `watershed`, rule by rule: the invented river is told up to a day, with something left out or added.

So each rule is seen to refuse, by itself, and to pass.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from partnership.acts import Amend, AnyEntry
from partnership.findings import Origin, Status
from partnership.programme import Programme, load_programme, load_template, tell
from partnership.records import (
    Assignment,
    Credential,
    Decision,
    Document,
    Fields,
    Incident,
    Indicator,
    Item,
    Level,
    Minutes,
    Observation,
    Proposal,
    Publication,
)
from partnership.records.items import FieldValue
from partnership.template import Template
from partnership.testing import Scene, StoryItem, advance, amend, end, given, on, waive
from partnership.values import Money, Text, TimedDay
from tests.invariants.playing import reasons
from tests.stories.scenes import ROOT, judge, row

RIVER = ROOT / "examples/watershed-example.yaml"

# the days on which the river moves on, by the stage that is entered; the second round begins on ROUND_TWO
CHARACTERISING, GOAL_SETTING, PLANNING = date(2018, 4, 2), date(2019, 1, 14), date(2019, 3, 18)
IMPLEMENTING, EVALUATING, ROUND_TWO = date(2020, 3, 2), date(2022, 4, 4), date(2022, 10, 10)
SECOND_GOALS = date(2023, 1, 16)


@cache
def law() -> Template:
    """The law as it is shipped."""
    return load_template("watershed")


@cache
def river() -> Programme:
    """The invented river, told to its end."""
    return load_programme(RIVER)


def _about(entry: AnyEntry) -> str:
    """Return the id of what an entry records, changes or ends."""
    record = getattr(entry, "record", None)
    return str(record.id if record is not None else getattr(entry, "id", ""))


def told(until: date, *without: str) -> Scene:
    """Tell what happened before a day, without some records and what became of them."""
    return given(law(), *(each for each in river().entries if each.date < until and _about(each) not in without))


def changed(register: str, id_: str, day: date, **fields: FieldValue) -> Amend:
    """Change fields of a row of one of the law's registers."""
    return amend(register, id_, on=day, fields=Fields(fields))


def sample(id_: str, station: str, taken: date, sampler: str = "p-sampler") -> Item:
    """Make a sample that was taken on a day."""
    return row("samples", id_, station=station, sampler=sampler, taken=taken, pollutant="phosphorus", value=1)


def roubles(amount: int) -> Money:
    """Return a sum of money."""
    return Money(amount=Decimal(amount), currency="RUB")


A_SECOND_TREASURER = Assignment(id="as-two", role="treasurer", person="p-coordinator")
NO_TARGET = Indicator(id="nitrate", outcome="safe_water", title=Text.of("Nitrate"), unit="mg/l", baseline=Decimal(40))
LATE_DRAFT = on(
    date(2019, 7, 1), Document(id="draft-2", type="draft_plan", state="published"), recorded=IMPLEMENTING - timedelta(1)
)


# --- gates: the move is refused by this rule alone, and accepted without the change -----------------------------------

GATES: list[tuple[str, date, tuple[str, ...], tuple[StoryItem, ...]]] = [
    ("B2", CHARACTERISING, ("sign-zarechye",), ()),
    ("B3", CHARACTERISING, ("seat-water-office",), ()),
    ("B4", CHARACTERISING, ("as-coordinator",), ()),
    ("B4", CHARACTERISING, (), (A_SECOND_TREASURER,)),
    ("B4", CHARACTERISING, ("as-treasurer",), (A_SECOND_TREASURER,)),
    ("C1", GOAL_SETTING, ("st-jetty", "s-2", "s-4"), ()),
    ("C2", GOAL_SETTING, ("status-lake",), ()),
    ("C3", GOAL_SETTING, ("s-4",), ()),
    ("C4", GOAL_SETTING, ("outfall",), ()),
    ("C5", GOAL_SETTING, ("characterisation-1",), ()),
    ("S1", PLANNING, (), (NO_TARGET,)),
    ("S2", PLANNING, ("goal-lake",), ()),
    ("S3", PLANNING, (), (amend("objection", "no-creamery", on=date(2019, 3, 12), state="open"),)),
    ("S3", PLANNING, ("goals-1", "no-creamery"), ()),
    ("P1", IMPLEMENTING, ("filters", "ms-filters"), ()),
    ("P2", IMPLEMENTING, ("money-region",), ()),
    ("P3", IMPLEMENTING, ("ms-wetland",), ()),
    ("P4", IMPLEMENTING, ("plan-1",), ()),
    ("P4", IMPLEMENTING, ("outreach-1",), ()),
    ("P4", IMPLEMENTING, ("criteria-1",), ()),
    ("P4", IMPLEMENTING, ("monitoring-1",), ()),
    ("P5", IMPLEMENTING, ("draft-1",), (LATE_DRAFT,)),
    ("P6", IMPLEMENTING, (), (changed("comments", "c-1", date(2020, 2, 11), state="open"),)),
    ("P6", IMPLEMENTING, ("comments-kept",), ()),
    ("P7", IMPLEMENTING, (), (amend("objection", "no-zarechye", on=date(2020, 2, 11), state="open"),)),
    ("P7", IMPLEMENTING, ("min-plan-1",), ()),
    ("P7", IMPLEMENTING, (), (amend("decision", "plan-vote", on=date(2020, 2, 11), votes_for=3, votes_against=3),)),
    ("P7", IMPLEMENTING, (), (amend("decision", "plan-vote", on=date(2020, 2, 11), partners=["keepers", "dubrava"]),)),
    ("E1", IMPLEMENTING, (), (amend("contribution", "money-dubrava", on=date(2020, 2, 11), state="committed"),)),
    ("X1", EVALUATING, (), (changed("measures", "wetland", date(2022, 3, 15), state="planned"),)),
    ("X2", EVALUATING, ("red-strips",), ()),
    ("V1", ROUND_TWO, ("evaluation-1",), ()),
    ("V2", ROUND_TWO, ("adapt-1",), ()),
    ("V3", ROUND_TWO, ("o-2", "o-3"), ()),
]


@pytest.mark.parametrize("rule, day, without, added", GATES)
def test_a_gate_stays_shut_for_want_of_one_thing(
    rule: str, day: date, without: tuple[str, ...], added: tuple[StoryItem, ...]
) -> None:
    """Nothing else is in the way."""
    told(day, *without).and_given(*added).when(advance(on=day)).then_refused(by=rule, alone=True)


@pytest.mark.parametrize(
    "day", [CHARACTERISING, GOAL_SETTING, PLANNING, IMPLEMENTING, EVALUATING, ROUND_TWO, SECOND_GOALS]
)
def test_each_gate_opens_when_nothing_is_wanting(day: date) -> None:
    """The river as it is told goes on."""
    told(day).when(advance(on=day)).then_accepted()


def test_a_sector_that_has_left_is_missed() -> None:
    """Its seat in the council goes with it."""
    left = told(CHARACTERISING).and_given(end("partner", "creamery", on=date(2018, 3, 20)))
    left.when(advance(on=CHARACTERISING)).then_refused(by="B1", lacking=["business"]).then_refused(by="B3")
    told(CHARACTERISING).then_not_missing("B1", "B3", on=CHARACTERISING)


# --- how it is decided ------------------------------------------------------------------------------------------------


def test_the_goals_are_adopted_by_silence_when_thirty_days_are_over() -> None:
    """On the thirtieth day it may still be objected."""
    alone = told(PLANNING, "no-creamery")
    alone.when(advance(on=date(2019, 3, 6))).then_refused(by="S3", alone=True)
    alone.when(advance(on=date(2019, 3, 7))).then_accepted()


def test_only_landowners_have_a_veto() -> None:
    """The creamery is heard, and no more."""
    heard = told(IMPLEMENTING).and_given(amend("objection", "no-zarechye", on=date(2020, 2, 11), partner="creamery"))
    heard.and_given(amend("objection", "no-zarechye", on=date(2020, 2, 12), state="open")).when(
        advance(on=IMPLEMENTING)
    ).then_accepted()


def test_four_of_six_are_two_thirds() -> None:
    """Three of six are none, whoever was present."""
    four = amend("decision", "plan-vote", on=date(2020, 2, 11), votes_for=4, votes_against=2)
    told(IMPLEMENTING).and_given(four).when(advance(on=IMPLEMENTING)).then_accepted()


def test_the_plan_is_not_decided_a_day_before_the_draft_was_open_for_six_months() -> None:
    """The council voted on 9 December."""
    for published, lawful in ((date(2019, 6, 9), True), (date(2019, 6, 10), False)):
        draft = on(published, Document(id="draft-2", type="draft_plan", state="published"), recorded=date(2020, 2, 11))
        asked = told(IMPLEMENTING, "draft-1").and_given(draft).when(advance(on=IMPLEMENTING))
        asked.then_accepted() if lawful else asked.then_refused(by="P5", alone=True)


def test_in_russia_the_basin_council_is_asked_and_elsewhere_there_is_none() -> None:
    """It is a warning, and closes no gate."""
    told(IMPLEMENTING, "opinion-1").when(advance(on=IMPLEMENTING)).then_accepted(warned_by="P8")
    told(IMPLEMENTING).then_not_missing("P8", on=IMPLEMENTING)
    entries = [each for each in river().entries if each.entry != "started" and each.date < IMPLEMENTING]
    chosen: dict[str, bool | int | str] = {"samples_per_station": 2, "samples_of_late": 3, "sampling_every": "P6M"}
    abroad = given(law(), *entries, region="KZ", start=river().entries[0].date, parameters=chosen)
    told(IMPLEMENTING, "opinion-1").then_missing("P8", on=IMPLEMENTING)
    abroad.and_given(end("document", "opinion-1", on=date(2020, 2, 11))).then_not_missing("P8", on=IMPLEMENTING)


def test_a_coordinator_may_waive_a_rule_for_one_station_and_nobody_the_comments() -> None:
    """The time for comments is the public's."""
    winter = told(GOAL_SETTING, "s-4")
    excused = waive("C3", on=date(2019, 1, 10), until=date(2019, 4, 1), waived_by="p-coordinator", subject="st-jetty")
    winter.when(excused).then_accepted()
    winter.and_given(excused).when(advance(on=GOAL_SETTING)).then_accepted()
    draft = told(IMPLEMENTING, "draft-1").and_given(LATE_DRAFT)
    draft.when(waive("P5", on=date(2020, 3, 1), until=date(2020, 4, 1), waived_by="p-coordinator")).then_refused()


# --- what must hold all through the work ------------------------------------------------------------------------------


def test_the_work_is_suspended_while_no_agreement_is_in_force() -> None:
    """It ran out on 1 June 2021; meanwhile nobody is paid, and no measure begins; one may go back to planning."""
    lapsed = told(date(2021, 6, 10))
    lapsed.then_running(on=date(2021, 5, 31)).then_suspended(since=date(2021, 6, 1), by="I1", on=date(2021, 6, 10))
    payment = row("payments", "pay-9", measure="strips", amount=roubles(1))
    lapsed.when(payment, on=date(2021, 6, 10)).then_refused(code="suspended")
    lapsed.when(changed("measures", "wetland", date(2021, 6, 10), state="under_way")).then_refused(code="suspended")
    lapsed.when(advance("planning", on=date(2021, 6, 10))).then_accepted()
    told(date(2021, 6, 20)).then_running(on=date(2021, 6, 14)).when(payment, on=date(2021, 6, 15)).then_accepted()


def test_a_plan_counts_for_six_years() -> None:
    """It was adopted on 9 December 2019; who is suspended may go back and renew it."""
    working = told(EVALUATING)
    working.then_running(on=date(2025, 12, 9)).then_suspended(since=date(2025, 12, 10), by="I2", on=date(2026, 1, 10))
    working.when(advance("evaluating", on=date(2026, 1, 10))).then_refused(code="suspended")
    renewed = working.and_given(advance("planning", on=date(2026, 1, 10)))
    renewed.then_running(on=date(2026, 1, 10))
    again = Decision(id="plan-vote-2", matter="plan", body="council", present=6, members=6, votes_for=6)
    working.and_given(on(date(2026, 1, 12), again)).then_running(on=date(2026, 1, 12))


def test_stations_are_sampled_every_six_months_from_half_a_year_after_the_work_began() -> None:
    """The samples of 2018 keep no rhythm any more, and nobody is blamed before September 2020."""
    unsampled = told(EVALUATING, "s-5", "s-6", "s-7", "s-8")
    unsampled.then_missing("K1", on=date(2020, 9, 2), lacking=["st-bridge", "st-jetty"])
    sampled = told(EVALUATING).then_not_missing("K1", on=date(2020, 9, 2))
    sampled.then_not_missing("K1", on=date(2021, 2, 3)).then_missing("K1", on=date(2021, 2, 4))
    sampled.then_not_missing("K1", on=date(2021, 2, 15))


def test_progress_is_reported_each_year() -> None:
    """The first report is owed a year after the work began."""
    silent = told(EVALUATING, "progress-1")
    silent.then_missing("K2", on=date(2021, 3, 2))
    told(EVALUATING).then_not_missing("K2", on=date(2021, 3, 2)).then_missing("K2", on=date(2022, 3, 2))


def test_a_measure_that_is_not_done_by_its_day_is_behind_the_schedule() -> None:
    """The strips were planned to be done by 30 September 2021; they were, three days before."""
    told(date(2021, 9, 25)).then_not_missing("K3", on=date(2021, 9, 30)).then_missing("K3", on=date(2021, 10, 1))
    told(EVALUATING).then_not_missing("K3", on=date(2021, 10, 1))


def test_those_downstream_are_warned_within_a_day_by_the_clock() -> None:
    """The spill was seen at half past five in the morning."""
    zone = timezone(timedelta(hours=3))
    seen = TimedDay.of(datetime(2021, 4, 12, 5, 30, tzinfo=zone))
    spilt = told(date(2021, 4, 12), "spill-1").and_given(on(seen, Incident(id="spill-9", type="spill")))
    warning = Publication(id="warning-9", what="spill_warning", about="spill-9", state="published")
    in_time, late = (TimedDay.of(datetime(2021, 4, 13, 5, minute, tzinfo=zone)) for minute in (30, 31))
    spilt.and_given(on(in_time, warning)).then_not_missing("K4", on=date(2021, 4, 14))
    spilt.and_given(on(late, warning)).then_missing("K4", on=date(2021, 4, 14))


# --- what it brought --------------------------------------------------------------------------------------------------


def test_where_the_latest_value_meets_the_target_nothing_has_to_be_adapted() -> None:
    """The latest counts: that it was met once is not enough."""
    undecided = told(ROUND_TWO, "adapt-1")
    met = Observation(id="o-9", indicator="phosphorus", value=Decimal("0.1"), observed_on=date(2022, 10, 3))
    undecided.and_given(on(date(2022, 10, 3), met)).when(advance(on=ROUND_TWO)).then_accepted()
    worse = Observation(id="o-10", indicator="phosphorus", value=Decimal("0.12"), observed_on=date(2022, 10, 4))
    undecided.and_given(on(date(2022, 10, 3), met), on(date(2022, 10, 4), worse)).when(
        advance(on=ROUND_TWO)
    ).then_refused(by="V2", alone=True)


def test_good_status_is_aimed_at_and_asked_of_nobody() -> None:
    """The advice is gone when both waters are good, and good they are called on fresh samples."""
    told(ROUND_TWO).when(advance(on=ROUND_TWO)).then_accepted(warned_by="V4")
    fresh = [
        sample(f"{station}-{number}", station, date(2022, 9, number))
        for station in ("st-bridge", "st-jetty")
        for number in (1, 2)
    ]
    sampled = told(ROUND_TWO).and_given(on(date(2022, 10, 4), *fresh))
    good = [amend("level", f"status-{each}", on=date(2022, 10, 5), level="good") for each in ("upper", "lake")]
    sampled.and_given(*good).then_not_missing("V4", on=ROUND_TWO)


def test_a_new_round_is_not_met_by_the_papers_and_samples_of_the_last() -> None:
    """Stations, sources and the agreement still stand."""
    again = told(date(2022, 10, 20)).when(advance(on=date(2022, 10, 24)))
    again.then_refused(by=["C3", "C5"], alone=True)
    told(date(2023, 2, 1)).then_missing("S2", on=date(2023, 2, 1)).then_stage("goal_setting")


def test_a_round_with_nothing_to_restore_goes_through_its_gates_without_measures() -> None:
    """Where all waters are good there are no goals; a plan, a draft and a vote there are all the same."""
    spring = [
        sample(f"{station}-{number}", station, date(2023, 5, number))
        for station in ("st-bridge", "st-jetty")
        for number in (1, 2)
    ]
    second = told(date(2023, 2, 1)).and_given(
        on(date(2023, 5, 8), *spring, Proposal(id="goals-2", matter="goals", body="council")),
        *(amend("level", f"status-{each}", on=date(2023, 5, 8), level="good") for each in ("upper", "lake")),
    )
    planning = second.and_given(advance(on=date(2023, 6, 12)))
    planning.then_missing("P4", "P5", "P7").then_not_missing("P1", "P2", "P3", "P6")
    papers = [
        Document(id=f"{each}-2", type=each, state="adopted")
        for each in ("watershed_plan", "outreach_plan", "success_criteria", "monitoring_plan")
    ]
    everybody = ("keepers", "dubrava", "nivy", "zarechye", "creamery", "water-office")
    vote = Decision(
        id="vote-2",
        matter="plan",
        body="council",
        present=6,
        members=6,
        votes_for=6,
        proposal="plan-2",
        partners=everybody,
    )
    decided = planning.and_given(
        on(date(2023, 6, 12), Document(id="draft-2", type="draft_plan", state="published")),
        on(date(2023, 12, 1), Proposal(id="plan-2", matter="plan", body="council"), *papers),
        on(date(2023, 12, 18), vote, Minutes(id="min-2", decisions=("vote-2",))),
    )
    working = decided.and_given(advance(on=date(2023, 12, 19)))
    working.then_stage("implementing").when(advance(on=date(2024, 12, 2))).then_accepted()


# --- before an act ----------------------------------------------------------------------------------------------------

SAMPLE = sample("s-9", "st-bridge", date(2018, 5, 7))
TRAINED = Credential(
    id="c", person="p-helper", type="sampling_training", valid_from=date(2018, 4, 1), valid_to=date(2018, 5, 7)
)


def test_samples_are_taken_under_a_plan() -> None:
    """Before the quality assurance plan there are none."""
    told(date(2018, 5, 7), "quality-plan").when(SAMPLE, on=date(2018, 5, 7)).then_refused(by="G1", alone=True)
    told(date(2018, 5, 7)).when(SAMPLE, on=date(2018, 5, 7)).then_accepted()


def test_a_sampler_is_trained_on_the_day_of_the_sample() -> None:
    """It does not help that the training counted the day before."""
    helper = told(date(2018, 5, 7)).and_given(TRAINED)
    for taken, lawful in ((6, True), (7, False)):
        asked = helper.when(sample("s-9", "st-bridge", date(2018, 5, taken), "p-helper"), on=date(2018, 5, 7))
        asked.then_accepted() if lawful else asked.then_refused(by="G2", alone=True)


def test_no_measure_begins_on_the_land_of_somebody_who_has_not_permitted_it() -> None:
    """A permission of somebody else, or one that has run out, is none; on one's own land nobody is asked."""
    start = date(2020, 5, 18)
    told(start, "perm-zarechye").when(changed("measures", "strips", start, state="under_way")).then_refused(
        by="G3", alone=True
    )
    told(start).when(changed("measures", "strips", start, state="under_way")).then_accepted()
    for wrong in ({"landowner": "nivy"}, {"landowner": "zarechye", "valid_to": start}):
        other = row("permissions", "p-9", measure="strips", **wrong)
        scene = told(start, "perm-zarechye").and_given(on(date(2020, 5, 10), other))
        scene.when(changed("measures", "strips", start, state="under_way")).then_refused(by="G3", alone=True)
    told(start).when(changed("measures", "filters", start, state="under_way")).then_accepted()


def test_a_measure_ends_after_it_begins() -> None:
    """Not on the same day."""
    planning = told(IMPLEMENTING)
    for last, lawful in ((date(2020, 5, 1), False), (date(2020, 5, 2), True)):
        fence = row(
            "measures",
            "fence",
            called="Fence",
            source="fields",
            owner="nivy",
            reduction=10,
            cost=roubles(1),
            planned_start=date(2020, 5, 1),
            planned_end=last,
            state="planned",
        )
        asked = planning.when(fence, on=date(2020, 2, 12))
        asked.then_accepted() if lawful else asked.then_refused(by="G4", alone=True)


def test_the_last_rouble_may_be_paid_and_none_beyond_it() -> None:
    """Two million came, one and a half were paid."""
    paid = told(date(2020, 7, 1))
    for amount, lawful in ((500_000, True), (500_001, False)):
        asked = paid.when(row("payments", "pay-9", measure="strips", amount=roubles(amount)), on=date(2020, 7, 1))
        asked.then_accepted() if lawful else asked.then_refused(by="G5", owed_by="p-treasurer", alone=True)


def test_nobody_leaves_in_the_middle_of_a_measure() -> None:
    """When it is done, or another carries it on, one may."""
    leaving = end("partner", "nivy", on=date(2020, 6, 1))
    busy = told(date(2020, 6, 1))
    busy.when(leaving).then_refused(by="G6", alone=True)
    busy.and_given(changed("measures", "strips", date(2020, 5, 30), owner="zarechye")).when(leaving).then_accepted()


def test_water_is_called_good_on_two_samples_of_the_last_year() -> None:
    """One is too few, and those of the other station do not count."""
    good = Level(id="l-9", of="upper", scale="status", level="good")
    day = date(2018, 10, 9)
    told(day, "s-3").when(good, on=day).then_refused(by="W1", alone=True)
    told(day).when(good, on=day).then_accepted()
    told(day).when(Level(id="l-9", of="upper", scale="status", level="moderate"), on=day).then_accepted()
    told(date(2019, 6, 1)).when(good, on=date(2019, 6, 1)).then_refused(by="W1", alone=True)


# --- the law as a whole -----------------------------------------------------------------------------------------------


def test_every_rule_of_the_law_is_named_in_these_stories() -> None:
    """A rule that is added is seen to refuse and to pass, too."""
    text = Path(__file__).read_text("utf-8")
    assert not [rule for rule in law().requirements if f'"{rule}"' not in text]


def test_what_is_not_ours_is_cited() -> None:
    """And nothing of it is passed off as somebody's law."""
    for requirement in law().requirements.values():
        assert requirement.origin in {Origin.STANDARD, Origin.TEMPLATE}
        assert requirement.origin is Origin.TEMPLATE or requirement.citation is not None, requirement.id


def agree(day: date) -> None:
    """Compare statuses, who lacks something, the stage and the suspension with the judge's."""
    entries, view, reference = tuple(river().entries), river().as_of(day), judge("watershed")
    answers = reference.answers(entries, day)
    assert view.stage == reference.stage(entries, day)
    assert view.suspended_since == reference.suspended_since(entries, day)
    assert dict(view.statuses()) == {name: answer.status for name, answer in answers.items()}
    for name, answer in answers.items():
        if answer.status is not Status.SATISFIED:
            assert view.lacking(name) == answer.lacks - {None}, name


@pytest.mark.parametrize("day", [GOAL_SETTING, date(2019, 12, 16), date(2021, 4, 14)])
def test_the_river_stands_on_a_day_as_the_judge_says(day: date) -> None:
    """On some days of the first round."""
    agree(day)


def test_the_river_is_refused_once_by_each_rule_that_refuses_and_as_the_judge_says() -> None:
    """Left are the invariant that suspends in the story, and what is only owed."""
    telling, reference, refused = tell(RIVER), judge("watershed"), set[str]()
    for step in telling.steps():
        if step.refusal is not None:
            found = step.refusal.findings
            refused |= {finding.requirement for finding in found if finding.requirement is not None}
            asked = reference.would_refuse(telling.programme.entries, step.line.command())
            assert asked == reasons(found), step.line.at
    assert set(law().requirements) - refused == {"I1", "K1", "K2", "K3", "K4"}


@pytest.mark.soak
@pytest.mark.parametrize("day", [date(2021, 6, 5), EVALUATING, ROUND_TWO, date(2022, 12, 1), date(2026, 1, 1)])
def test_the_river_stands_late_in_its_story_as_the_judge_says(day: date) -> None:
    """Suspended, evaluated, in the second round, and when nobody looks after it any more."""
    agree(day)
