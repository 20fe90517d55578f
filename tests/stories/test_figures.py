"""Series, sums and fields of one row: which value counts, what an act may bring, and what is known of nothing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest

from partnership.errors import TemplateError
from partnership.reading import read_template, read_yaml
from partnership.records import (
    Assessment,
    Contribution,
    Item,
    Meeting,
    Observation,
    Record,
    RegisterKept,
)
from partnership.template import Template
from partnership.testing import Scene, amend, given, on
from partnership.testing.reference import ReferenceEvaluator
from partnership.values import Money
from tests.small import no_file
from tests.stories.scenes import GROUP, LEAD, NORTH, SOUTH, row, rule

START = date(2016, 1, 1)
DAY = date(2016, 3, 1)

LAW = """
format: 1
template: figures
version: "1"
title: {en: Figures, ru: Показатели}
sectors: [{id: ngo, title: {en: NGO, ru: НКО}}]
meeting_types: [{id: regular, title: {en: Regular, ru: Очередное}}]
instruments: [{id: audit, title: {en: Audit, ru: Проверка}}]
outcomes: [{id: o, title: {en: Clean, ru: Чистая вода}, beneficiary: pupils}]
records:
  - {kind: indicator, id: lead, title: {en: Lead, ru: Свинец}}
  - {kind: indicator, id: aimed, title: {en: Lead, ru: Свинец}}
registers:
  - id: tasks
    title: {en: Tasks, ru: Задачи}
    fields:
      planned_end: {type: date}
      finished: {type: date}
      hours: {type: integer}
      hours_planned: {type: integer}
stages:
  - id: one
    title: {en: One, ru: Один}
    gates:
      exit: [%s]
  - {id: two, title: {en: Two, ru: Два}, final: true}
%s
"""


@cache
def law(check: str, act: str = "") -> Template:
    """A law that asks one thing: of the way on, or of an act."""
    return read_template(written(check, act), "figures.yaml", no_file)


def written(check: str, act: str = "") -> str:
    return LAW % (("", f"guards: [{rule(f'{check}, act: {act}')}]") if act else (rule(check), ""))


def scene(check: str, *told: Record | tuple[date, Record], act: str = "") -> Scene:
    """A programme under such a law, and what is recorded in it."""
    dated = [each if isinstance(each, tuple) else (DAY, each) for each in told]
    return given(law(check, act), on(START, NORTH, SOUTH, LEAD), *[on(day, each) for day, each in dated])


def measured(*values: str, of: str = "lead") -> list[tuple[date, Record]]:
    """A value a day, one after the other."""
    return [
        (DAY + timedelta(days=at), Observation(id=f"value-{at}", indicator=of, value=Decimal(value)))
        for at, value in enumerate(values)
    ]


def lacks(told: Scene, day: date) -> str:
    """What is missing, in words."""
    return "\n".join(finding.text("en") for finding in told.programme.as_of(day).missing())


# --- which value of a series counts ----------------------------------------------------------------------------------

LATER = DAY + timedelta(days=9)
MEASURED = "indicator: {indicator: lead, op: lte, target: 0.05%s}"


def test_the_latest_value_counts_unless_something_else_is_said() -> None:
    """It was good once, and is bad now."""
    told = scene(MEASURED % "", *measured("0.04", "0.11"))
    told.then_not_missing("R", on=DAY).then_missing("R", on=LATER)
    assert "the value is 0.11; it must be at most 0.05" in lacks(told, LATER)
    scene(MEASURED % "", *measured("0.11", "0.04")).then_not_missing("R", on=LATER)


@pytest.mark.parametrize(
    "said, holds, fails",
    [
        (", take: any", ("0.04", "0.11"), ("0.11", "0.06")),
        (", take: any, last: 2", ("0.11", "0.04", "0.11"), ("0.04", "0.11", "0.11")),
        (", take: all", ("0.04", "0.05"), ("0.06", "0.04")),
        (", take: all, last: 2", ("0.11", "0.04", "0.05"), ("0.04", "0.11", "0.05")),
        (", take: mean", ("0.02", "0.08"), ("0.02", "0.09")),
        (", take: mean, last: 2", ("0.11", "0.02", "0.08"), ("0.01", "0.11", "0.05")),
        (", within: P2D, take: latest", ("0.11", "0.04"), ("0.04", "0.11")),
    ],
)
def test_a_law_says_which_values_count(said: str, holds: tuple[str, ...], fails: tuple[str, ...]) -> None:
    """Any, all, or the mean; of all values, or of the last so many."""
    day = DAY + timedelta(days=2)
    scene(MEASURED % said, *measured(*holds)).then_not_missing("R", on=day)
    scene(MEASURED % said, *measured(*fails)).then_missing("R", on=day)


OF_ITS_OWN = "indicator: {indicator: lead, op: lte, target: $it.target%s}"


@pytest.mark.parametrize(
    "said, holds, fails",
    [
        ("", ("0.11", "0.05"), ("0.04", "0.06")),
        (", take: any", ("0.04", "0.11"), ("0.11", "0.06")),
        (", take: any, last: 2", ("0.11", "0.04", "0.11"), ("0.04", "0.11", "0.11")),
        (", take: all", ("0.04", "0.05"), ("0.06", "0.04")),
        (", take: mean", ("0.02", "0.08"), ("0.02", "0.09")),
        (", take: mean, last: 2", ("0.11", "0.02", "0.08"), ("0.01", "0.11", "0.05")),
    ],
)
def test_values_are_held_against_the_target_of_their_indicator(
    said: str, holds: tuple[str, ...], fails: tuple[str, ...]
) -> None:
    """As the indicator's record says it, whichever values count; the engine and the judge say the same."""
    aimed = LEAD.model_copy(update={"id": "aimed", "target": Decimal("0.05")})
    check = (OF_ITS_OWN % said).replace("lead", "aimed")
    judge = ReferenceEvaluator({**read_yaml(written(check).encode(), "figures.yaml").value})
    for values, expected in ((holds, "satisfied"), (fails, "unsatisfied")):
        told = scene(check, (START, aimed), *measured(*values, of="aimed"))
        assert dict(told.programme.as_of(LATER).statuses())["R"] == expected
        assert judge.statuses(told.programme.entries, LATER)["R"] == expected


def test_a_miss_of_a_target_of_its_own_says_both_and_each_indicator_has_its_own() -> None:
    """The value is better than where it began, and not yet where it should be; without a target none is met."""
    record = LEAD.model_copy(update={"baseline": Decimal("0.2"), "target": Decimal("0.05")})
    values = [on(day, each) for day, each in measured("0.11")]
    half = given(law(OF_ITS_OWN % ""), on(START, NORTH, record), *values)
    assert "the value is 0.11; it must be at most its target (0.05)" in lacks(half, LATER)
    grown = law("indicator: {indicator: lead, op: lt, target: $it.baseline}")
    better = given(grown, on(START, NORTH, record), *values)
    better.then_not_missing("R", on=LATER)
    scene(OF_ITS_OWN % "", *measured("0")).then_missing("R", on=LATER)


@pytest.mark.parametrize(
    "check, told",
    [
        (
            "indicator: {outcome: o, op: lte, target: $it.target, take: mean}",
            "a mean of several indicators has no target",
        ),
        ("indicator: {indicator: lead, op: lte, target: $it.taget}", "has no field 'taget'"),
        ("indicator: {indicator: lead, op: lte, target: $it.unit}", "not a number"),
        ("assessment: {instrument: audit, min_score: $it.target}", "it"),
    ],
)
def test_a_target_that_no_indicator_has_is_a_fault_of_the_law(check: str, told: str) -> None:
    with pytest.raises(TemplateError, match=re.escape(told)):
        law(check)


@pytest.mark.parametrize("take", ["all", "mean"])
def test_of_the_last_three_there_must_be_three(take: str) -> None:
    """One lucky value is no mean of three."""
    told = scene(MEASURED % f", take: {take}, last: 3", *measured("0.04", "0.04"))
    told.then_missing("R", on=LATER)
    scene(MEASURED % f", take: {take}, last: 3", *measured("0.04", "0.04", "0.04")).then_not_missing("R", on=LATER)


def test_what_was_measured_earlier_and_written_down_later_is_not_the_latest() -> None:
    """The day of the measurement counts, not that of the entry."""
    late = Observation(id="late", indicator="lead", value=Decimal("0.11"), observed_on=START)
    scene(MEASURED % "", *measured("0.04"), (LATER, late)).then_not_missing("R", on=LATER)
    scene(MEASURED % "", *measured("0.04"), (LATER, late.model_copy(update={"observed_on": LATER}))).then_missing(
        "R", on=LATER
    )


def test_what_is_to_be_measured_is_not_the_latest_yet() -> None:
    """A value of next month counts from next month on."""
    coming = Observation(id="coming", indicator="lead", value=Decimal("0.11"), observed_on=LATER)
    told = scene(MEASURED % "", *measured("0.04"), coming)
    told.then_not_missing("R", on=LATER - timedelta(days=1)).then_missing("R", on=LATER)


def test_a_value_that_was_a_mistake_makes_room_for_the_one_before() -> None:
    """The latest value is ended, or amended: what stands is what counts."""
    told = scene(MEASURED % "", *measured("0.04", "0.11")).then_missing("R", on=LATER)
    told.and_given(amend("observation", "value-1", on=LATER, value="0.03")).then_not_missing("R", on=LATER)


def test_a_note_makes_no_value_the_latest() -> None:
    """Somebody files the older value in another folder."""
    note = {"en": "in another folder", "ru": "в другой папке"}
    told = scene(MEASURED % "", *measured("0.04", "0.11"))
    told.and_given(amend("observation", "value-0", on=LATER, note=note)).then_missing("R", on=LATER)


AUDITED = "assessment: {instrument: audit, of: partners, min_score: 3%s}"


def audits(partner: str, *scores: int) -> list[tuple[date, Record]]:
    """A score a day."""
    return [
        (DAY + timedelta(days=at), Assessment(id=f"{partner}-{at}", instrument="audit", subject=partner, score=score))
        for at, score in enumerate(map(Decimal, scores))
    ]


def test_the_latest_score_of_each_counts() -> None:
    """North got worse, south got better; the score of the one says nothing of the other."""
    told = scene(AUDITED % "", *audits("north", 4, 2), *audits("south", 2, 4))
    told.then_missing("R", on=LATER)
    assert told.programme.as_of(LATER).lacking("R") == {"north"}
    scene(AUDITED % ", take: any", *audits("north", 4, 2), *audits("south", 2, 4)).then_not_missing("R", on=LATER)
    told = scene(AUDITED % ", take: mean, last: 2", *audits("north", 1, 4, 2), *audits("south", 2, 4))
    told.then_not_missing("R", on=LATER)


def test_the_last_rows_of_each_series_can_be_selected_from_any_register() -> None:
    """One partner whose latest promise has been withdrawn does not have its money counted."""
    check = (
        "compare: {left: {sum: {from: contributions, latest: {per: partner, by: date, whose: {state: committed}}}, "
        "field: value}, op: gte, right: 100}"
    )
    told = scene(check, (DAY, cash("a", "north", 100)), (LATER, cash("b", "north", 10, "withdrawn")))
    told.then_not_missing("R", on=DAY).then_missing("R", on=LATER)
    told.and_given(on(LATER, cash("c", "south", 100))).then_not_missing("R", on=LATER)


def test_the_last_of_several_that_are_asked_for_together_is_one() -> None:
    """Of what the parties of an agreement gave the last is looked at, whoever gave it."""
    check = (
        "for_each: {in: meetings, as: m, require: [{count: {of: {from: contributions, where: {partner: {in: "
        "$m.partners}}, latest: {by: date, whose: {state: committed}}}}}]}"
    )
    met = Meeting(id="met", body="wg", type="regular", state="held", partners=("north", "south"))
    told = scene(check, GROUP, met)
    told = told.and_given(on(DAY, cash("a", "north", 1)), on(LATER, cash("b", "south", 1, "withdrawn")))
    told.then_not_missing("R", on=DAY).then_missing("R", on=LATER)
    told.and_given(on(LATER, cash("c", "north", 1))).then_not_missing("R", on=LATER)


# --- what an act brings ----------------------------------------------------------------------------------------------


def cash(name: str, partner: str, amount: int, state: str = "committed") -> Contribution:
    """Money of a partner."""
    value = Money(amount=Decimal(amount), currency="RUB")
    return Contribution.model_validate(
        {"id": name, "partner": partner, "what": "cash", "value": value.model_dump(), "state": state}
    )


SPENT = (
    "compare: {left: {sum: {from: contributions, where: {partner: $act.partner, state: delivered}, with: $act}, "
    "field: value}, op: lte, right: {sum: {from: contributions, where: {partner: $act.partner, state: committed}}, "
    "field: value}}"
)
SPENDING = "{record: contribution, where: {state: delivered}}"


def test_what_is_spent_with_this_one_may_not_exceed_what_there_is() -> None:
    """Refused at the door: nobody is suspended afterwards."""
    told = scene(SPENT, cash("all", "north", 100), cash("first", "north", 60, "delivered"), act=SPENDING)
    told.when(cash("more", "north", 50, "delivered"), on=DAY).then_refused(by="R")
    told.when(cash("rest", "north", 40, "delivered"), on=DAY).then_accepted()
    told.when(cash("alien", "south", 1, "delivered"), on=DAY).then_refused(by="R")
    refusal = told.when(cash("more", "north", 50, "delivered"), on=DAY).refusal
    assert refusal is not None
    assert "110 RUB, needed: at most 100 RUB" in str(refusal)


def test_an_amendment_is_counted_in_the_place_of_what_it_amends() -> None:
    """60 of 100 were spent; 90 may have been, 110 may not: the 60 are not counted beside them."""
    told = scene(SPENT, cash("all", "north", 100), cash("first", "north", 60, "delivered"), act=SPENDING)

    def value(amount: int) -> dict[str, str]:
        return {"amount": str(amount), "currency": "RUB"}

    told.when(amend("contribution", "first", on=DAY, value=value(110))).then_refused(by="R")
    told.when(amend("contribution", "first", on=DAY, value=value(90))).then_accepted()


def test_the_fields_of_what_an_act_brings_are_figures() -> None:
    """No single delivery above 50, and money is held against money."""
    single = "compare: {left: $act.value, op: lte, right: 50}"
    told = scene(single, act=SPENDING)
    told.when(cash("large", "north", 51, "delivered"), on=DAY).then_refused(by="R")
    told.when(cash("small", "north", 50, "delivered"), on=DAY).then_accepted()


def test_a_count_with_the_act_is_a_count_of_what_there_will_be() -> None:
    """Two deliveries at the most."""
    few = "count: {of: {from: contributions, where: {state: delivered}, with: $act}, max: 2}"
    told = scene(few, cash("a", "north", 1, "delivered"), act=SPENDING)
    told.when(cash("b", "north", 1, "delivered"), on=DAY).then_accepted()
    told = told.and_given(on(DAY, cash("b", "north", 1, "delivered")))
    told.when(cash("c", "north", 1, "delivered"), on=DAY).then_refused(by="R")
    told.when(amend("contribution", "b", on=DAY, value={"amount": "2", "currency": "RUB"})).then_accepted()


def test_what_is_amended_stands_once_among_the_rows_with_the_act() -> None:
    """At most one delivery of such a size: the one that is amended is not another one beside itself."""
    once = (
        "count: {of: {from: contributions, where: {state: delivered, value.amount: {gte: $act.value.amount}}, "
        "with: $act}, max: 1}"
    )
    told = scene(once, cash("large", "north", 60, "delivered"), act=SPENDING)
    told.when(amend("contribution", "large", on=DAY, value={"amount": "50", "currency": "RUB"})).then_accepted()
    told.when(cash("other", "north", 50, "delivered"), on=DAY).then_refused(by="R")
    told.when(cash("larger", "north", 70, "delivered"), on=DAY).then_accepted()


# --- two fields of one row -------------------------------------------------------------------------------------------


def task(name: str, *, planned: int, finished: int | None = None, hours: int = 0, hours_planned: int = 0) -> Item:
    """A task, with the days on which it was to be finished and was."""
    fields: dict[str, int | date] = {"planned_end": DAY + timedelta(days=planned), "hours": hours}
    fields["hours_planned"] = hours_planned
    if finished is not None:
        fields["finished"] = DAY + timedelta(days=finished)
    return row("tasks", name, **fields)


IN_TIME = "count: {of: {from: tasks, where: {finished: {lte: $it.planned_end}}}, min: 2}"


def test_two_fields_of_one_row_are_compared_in_a_where() -> None:
    """Finished by its own planned end, and not by that of another."""
    told = scene(IN_TIME, task("a", planned=5, finished=4), task("b", planned=2, finished=4), task("c", planned=9))
    told.then_missing("R", on=LATER)
    assert "finished" in lacks(told, LATER)
    told.and_given(on(DAY, task("d", planned=3, finished=3))).then_not_missing("R", on=LATER)


def test_two_days_of_one_row_are_compared_like_figures() -> None:
    """Each task is finished in time; of one that is not finished nobody knows."""
    check = (
        "for_each: {in: tasks, as: t, require: [{compare: {left: $t.finished, op: lte, right: $t.planned_end}}, "
        "{compare: {left: $t.hours, op: lte, right: $t.hours_planned}}]}"
    )
    told = scene(check, task("a", planned=5, finished=4, hours=3, hours_planned=3)).then_not_missing("R", on=LATER)
    late = told.and_given(on(DAY, task("b", planned=5, finished=6)))
    late.then_missing("R", on=LATER)
    assert "finished: 7 March 2016, needed: until 6 March 2016" in lacks(late, LATER)
    told.and_given(on(DAY, task("c", planned=5))).then_missing("R", on=LATER)


UNTOUCHED = "count: {of: {from: partners, where: {supervised_by: {set: false}, date: {gte: $it.changed}}}, min: 2}"


def test_since_when_the_tested_row_says_something_is_asked_of_the_fields_of_the_same_where() -> None:
    """Whom nobody has ever supervised is as it was from the first, though its experience has been told anew."""
    told = scene(UNTOUCHED).when(amend("partner", "north", experience_years=5, on=DAY)).then_accepted()
    told.then_not_missing("R", on=DAY)
    told = told.when(amend("partner", "north", supervised_by="south", on=DAY)).then_accepted()
    told.when(amend("partner", "north", supervised_by=None, on=LATER)).then_accepted().then_missing("R", on=LATER)


def test_rules_that_test_other_fields_besides_do_not_share_since_when_the_row_says_them() -> None:
    """The one asks about supervision, which has stood; the other about the experience, too, which has not."""
    asked = (
        f"all: [{{{UNTOUCHED}}}, {{for_each: {{in: {{from: partners, where: {{experience_years: 1}}}}, as: a, require: "
        "[{count: {of: {from: partners, where: {supervised_by: {set: false}, date: {gte: $it.changed}, "
        "experience_years: {gte: $a.experience_years}}}}}]}}]"
    )
    told = scene(asked).when(amend("partner", "south", experience_years=1, on=DAY)).then_accepted()
    told.then_missing("R", on=DAY)


def test_inside_a_for_each_the_row_that_is_tested_is_still_it() -> None:
    """For each task another one that was planned for the same day and took fewer hours than it was given."""
    check = (
        "for_each: {in: {from: tasks, where: {hours: {gt: $it.hours_planned}}}, as: t, require: [{count: {of: {from: "
        "tasks, where: {planned_end: $t.planned_end, hours: {lt: $it.hours_planned}}}}}]}"
    )
    told = scene(check, task("a", planned=5, hours=4, hours_planned=3), task("b", planned=6, hours_planned=1))
    told.then_missing("R", on=LATER)
    told.and_given(on(DAY, task("c", planned=5, hours_planned=1))).then_not_missing("R", on=LATER)


# --- a sum over nothing ----------------------------------------------------------------------------------------------

WITHIN = "compare: {left: {sum: {from: tasks, where: {hours: {gt: 0}}}, field: hours%s}, op: lte, right: 10}"


def test_a_sum_over_nothing_is_unknown_until_a_keeper_says_that_there_is_nothing() -> None:
    """Who keeps the list says so, or something is recorded: the message tells both."""
    told = scene(WITHIN % ", empty: 0").then_missing("R", on=LATER)
    assert "or state that the register of" in lacks(told, LATER)
    kept = RegisterKept(id="kept", lists="tasks", keeper="north")
    told.and_given(on(DAY, kept)).then_not_missing("R", on=LATER)
    told.and_given(on(DAY, task("a", planned=1, hours=9))).then_not_missing("R", on=LATER)
    told.and_given(on(DAY, kept), on(DAY, task("a", planned=1, hours=11))).then_missing("R", on=LATER)


def test_without_empty_a_sum_over_nothing_stays_unknown() -> None:
    """As before."""
    told = scene(WITHIN % "", RegisterKept(id="kept", lists="tasks", keeper="north"))
    told.then_missing("R", on=LATER)


def test_a_ratio_over_nothing_is_what_the_law_says() -> None:
    """No task at all: so all of them are long ones, says this law."""
    long = "{count: {from: tasks, where: {hours: {gt: 5}}}}"
    ratio = f"compare: {{left: {{ratio: [{long}, {{count: tasks}}]%s}}, op: gte, right: 1}}"
    kept = RegisterKept(id="kept", lists="tasks", keeper="north")
    scene(ratio % "", kept).then_missing("R", on=LATER)
    told = scene(ratio % ", empty: 1").then_missing("R", on=LATER)
    assert "or state that the register of" in lacks(told, LATER)
    scene(ratio % ", empty: 1", kept).then_not_missing("R", on=LATER)
    scene(ratio % ", empty: 1", kept, task("a", planned=1, hours=5)).then_missing("R", on=LATER)


def test_rows_without_the_figure_are_nothing_to_sum() -> None:
    """Goods are worth no money that anybody wrote down; a contribution is there only if it is recorded."""
    within = "compare: {left: {sum: contributions, field: value%s}, op: lte, right: 10}"
    goods = Contribution(id="goods", partner="north", what="goods", state="committed")
    scene(within % ", empty: 0", goods).then_not_missing("R", on=LATER)
    scene(within % "", goods).then_missing("R", on=LATER)
