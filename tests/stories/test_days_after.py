"""A day and a period after it: two days of one record, and what runs out before long."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pytest

from partnership.errors import TemplateError
from partnership.programme import Programme
from partnership.reading import read_template, read_yaml
from partnership.template import Template
from partnership.testing import Scene, advance, given, on
from partnership.testing.reference import ReferenceEvaluator
from partnership.values import TimedDay
from tests.small import no_file
from tests.stories.scenes import row

LAW = """
format: 1
template: works
version: "1"
title: {en: Works, ru: Работы}
sectors: [{id: ngo, title: {en: NGO, ru: НКО}}]
parameters: [{id: term, type: duration, default: P2Y, title: {en: Term, ru: Срок}}]
registers:
  - id: works
    kind: work
    title: {en: Works, ru: Работы}
    one: {en: work, ru: работа}
    many: {en: works, ru: работы}
    name: what
    fields:
      what: {type: text, required: true}
      planned: {type: date, title: {en: Planned, ru: План}}
      expires: {type: date, title: {en: Expires, ru: Истекает}}
      began: {type: moment, title: {en: Began, ru: Начато}}
      done: {type: moment, title: {en: Done, ru: Сделано}}
      built: {type: partial_date}
stages:
  - id: preparing
    title: {en: Preparing, ru: Подготовка}
  - id: work
    title: {en: Work, ru: Работа}
    gates: {exit: [{id: R, title: {en: R, ru: R}, RULE}]}
  - {id: over, title: {en: Over, ru: Конец}, final: true}
GUARDS
"""
START, LATER = dt.date(2026, 5, 1), dt.date(2026, 6, 1)
ANY = "count: {of: works}"
GUARD = "guards: [{id: G, title: {en: G, ru: G}, act: {record: work}, CHECK}]"


@cache
def text(rule: str = ANY, guard: str = "") -> str:
    return LAW.replace("RULE", rule).replace("GUARDS", GUARD.replace("CHECK", guard) if guard else "")


def law(rule: str = ANY, guard: str = "") -> Template:
    return read_template(text(rule, guard), "works.yaml", no_file)


def day(written: str) -> dt.date:
    return dt.date.fromisoformat(written)


def at(written: str) -> TimedDay:
    return TimedDay.of(dt.datetime.fromisoformat(written))


def work(**fields: Any) -> Any:
    return row("works", "w", what="Wall", **fields)


def working(rule: str, **fields: Any) -> Scene:
    """One work, and work that began on 10 May."""
    return given(law(rule), on(START, work(**fields)), advance("work", on=day("2026-05-10")))


def status(rule: str, on: dt.date = LATER, **fields: Any) -> str:
    """What a rule comes to, by the engine and by the judge."""
    programme: Programme = working(rule, **fields).programme
    told = dict(programme.as_of(on).statuses())["R"]
    judge = ReferenceEvaluator(read_yaml(text(rule).encode(), "works.yaml").value)
    assert judge.statuses(programme.entries, on)["R"] is told
    return str(told)


TWO_YEARS = "compare: {left: $act.expires, op: lte, right: {day: $act.planned, after: P2Y}}"


@pytest.mark.parametrize("expires, lawful", [("2028-02-28", True), ("2028-02-29", False), ("2027-01-01", True)])
def test_what_is_planned_expires_two_years_later_at_most(expires: str, *, lawful: bool) -> None:
    """Two years after 28 February are on 28 February, whichever year has a day more; the refusal says the day."""
    asked = given(law(guard=TWO_YEARS))
    outcome = asked.when(work(planned=day("2026-02-28"), expires=day(expires)))
    if lawful:
        outcome.then_accepted()
        return
    refused = outcome.then_refused(by="G").refusal
    assert refused is not None
    assert "Expires: 29 February 2028, needed: until 28 February 2028" in refused.text("en")


def test_where_a_day_is_not_given_nothing_is_known_of_what_lies_after_it() -> None:
    given(law(guard=TWO_YEARS)).when(work(expires=day("2028-02-28"))).then_refused(by="G")


@pytest.mark.parametrize(
    "rule, fields, expected",
    [
        ("{expires: {lte: {day: $it.planned, after: $param.term}}}", {"expires": day("2028-05-01")}, "satisfied"),
        ("{expires: {lte: {day: $it.planned, after: $param.term}}}", {"expires": day("2028-05-02")}, "unsatisfied"),
        ("{expires: {gt: {day: $it.planned, after: P1M}}}", {"expires": day("2026-06-01")}, "unsatisfied"),
        ("{expires: {gt: {day: $it.planned, after: P1M}}}", {"expires": day("2026-06-02")}, "satisfied"),
        ("{expires: {eq: {day: $it.planned, after: P1M}}}", {"expires": day("2026-06-01")}, "satisfied"),
        ("{expires: {gte: {day: $today, after: P30D}}}", {"expires": day("2026-07-01")}, "satisfied"),
        ("{expires: {gte: {day: $today, after: P30D}}}", {"expires": day("2026-06-30")}, "unsatisfied"),
        ("{expires: {gte: {day: $stage.since, after: P1W}}}", {"expires": day("2026-05-17")}, "satisfied"),
        ("{expires: {gte: {day: $stage.since, after: P1W}}}", {"expires": day("2026-05-16")}, "unsatisfied"),
        ("{expires: {gte: {day: $it.built, after: P1Y}}}", {"expires": LATER, "built": "1977"}, "unsatisfied"),
        ("{expires: {gte: {day: $it.built, after: P1Y}}}", {"expires": LATER, "built": "1977-05-01"}, "satisfied"),
    ],
)
def test_two_days_of_one_row_are_as_far_apart_as_the_law_says(rule: str, fields: dict[str, Any], expected: str) -> None:
    """Also where the period is a parameter, and from today; of a date known in part nobody knows what lies after it."""
    fields = {"planned": START, **fields}
    assert status(f"count: {{of: {{from: works, where: {rule}}}}}", **fields) == expected


@pytest.mark.parametrize(
    "began, done, expected",
    [
        (at("2026-05-02T10:00+03:00"), at("2026-05-05T07:00+00:00"), "satisfied"),
        (at("2026-05-02T10:00+03:00"), at("2026-05-05T07:01+00:00"), "unsatisfied"),
        (at("2026-05-02T10:00+03:00"), day("2026-05-05"), "satisfied"),
        (day("2026-05-02"), at("2026-05-05T23:00+03:00"), "satisfied"),
        (day("2026-05-02"), at("2026-05-06T00:00+03:00"), "unsatisfied"),
    ],
)
def test_hours_are_counted_from_the_moment_and_of_a_day_from_its_end(
    began: dt.date, done: dt.date, expected: str
) -> None:
    rule = "count: {of: {from: works, where: {done: {lte: {day: $it.began, after: PT72H}}}}}"
    assert status(rule, began=began, done=done) == expected


def test_time_is_counted_from_a_day_that_lies_after_another() -> None:
    """Half a year after it was planned, and a day more; before that day has come nothing is known."""
    rule = "for_each: {in: works, as: w, require: [{timing: {since: {day: $w.planned, after: P6M}, at_least: P1D}}]}"
    days = {"2026-10-31": "unknown", "2026-11-01": "unsatisfied", "2026-11-02": "satisfied"}
    assert {each: status(rule, day(each), planned=START) for each in days} == days


def test_rows_of_a_day_after_another_are_those_that_are_valid_then() -> None:
    assert status("count: {of: {from: works, on: {day: $today, after: P1M}}}") == "satisfied"


def test_the_miss_says_from_which_day_the_period_runs() -> None:
    scene = working("count: {of: {from: works, where: {expires: {lte: {day: $it.planned, after: P2Y}}}}}",
                    planned=START, expires=day("2029-01-01"))  # fmt: skip
    (finding,) = scene.programme.as_of(LATER).missing()
    assert "Expires: 1 January 2029; it must be until 2 years after its Planned" in finding.text("en")
    assert "План" in finding.text("ru")
    (lack,) = finding.lacks
    assert lack.nearest is not None
    assert [miss.need for miss in lack.nearest.misses] == ["lte $it.planned + P2Y"]


@pytest.mark.parametrize(
    "rule, said",
    [
        ("{of: {from: works, where: {expires: {lte: {day: 2026-05-01, after: P2Y}}}}}", "no day that is looked up"),
        ("{of: {from: works, where: {expires: {lte: {day: $it.what, after: P2Y}}}}}", "not a date"),
        ("{of: {from: works, where: {expires: {lte: {day: $it.planed, after: P2Y}}}}}", "has no field 'planed'"),
        ("{of: {from: works, where: {expires: {lte: {day: $it.planned, after: 2}}}}}", "'2' is not a period"),
        ("{of: {from: works, where: {expires: {lte: {day: $it.planned, after: $it.what}}}}}", "is not a period"),
        ("{of: {from: works, where: {expires: {lte: {day: $it.planned}}}}}", "'after' is missing"),
        ("{of: {from: works, where: {expires: {lte: {day: $it.planned, aftr: P2Y}}}}}", "unknown key 'aftr'"),
        ("{of: {from: works, where: {what: {eq: {day: $it.planned, after: P2Y}}}}}", "not a date"),
        ("{of: {from: works, where: {expires: {max_age: {day: $it.planned, after: P2Y}}}}}", "not a period"),
    ],
)
def test_a_day_after_what_is_no_day_is_a_fault_of_the_law(rule: str, said: str) -> None:
    with pytest.raises(TemplateError) as error:
        law(f"count: {rule}")
    assert said in str(error.value)
