"""Ages, terms and rhythms: one meaning in every word that speaks of a period."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest

from partnership.reading import read_template
from partnership.records import (
    Assessment,
    Attestation,
    Document,
    Meeting,
    Observation,
    Partner,
    Publication,
    Record,
    RegisterKept,
    kind_of,
)
from partnership.template import Template
from partnership.testing import Scene, amend, given, on
from partnership.values import Text
from tests.small import no_file
from tests.stories.scenes import GROUP, LEAD, NORTH, rule

START = date(2016, 1, 1)
FACT = date(2016, 3, 1)

LAW = """
format: 1
template: ages
version: "1"
title: {en: Ages, ru: Сроки}
sectors: [{id: ngo, title: {en: NGO, ru: НКО}}]
instruments: [{id: audit, title: {en: Audit, ru: Проверка}}]
document_types: [{id: plan, title: {en: Plan, ru: План}}]
meeting_types: [{id: regular, title: {en: Regular, ru: Очередное}}]
statements: [{id: ready, title: {en: Ready, ru: Готово}}]
publication_kinds: [{id: report, title: {en: Report, ru: Отчёт}}]
records:
  - {kind: body, id: wg, title: {en: Group, ru: Группа}}
  - {kind: indicator, id: lead, title: {en: Lead in water, ru: Свинец в воде}}
stages:
  - id: one
    title: {en: One, ru: Один}
    gates:
      exit: [%s]
  - {id: two, title: {en: Two, ru: Два}, final: true}
"""


@cache
def law(check: str) -> Template:
    """A law that asks one thing."""
    return read_template(LAW % rule(check), "ages.yaml", no_file)


def scene(check: str, *records: Record, day: date = FACT) -> Scene:
    """A programme under such a law, in which a partner, a body and an indicator were there from the start."""
    return given(law(check), on(START, NORTH, GROUP, LEAD), *([on(day, *records)] if records else []))


PLAN = Document(id="plan", type="plan", state="adopted")
AUDIT = Assessment(id="audit", instrument="audit", subject="north", score=Decimal(4))
MET = Meeting(id="met", body="wg", type="regular", state="held", present=3, members=4)
SAID = Attestation(id="said", statement="ready", by="north")
VALUE = Observation(id="value", indicator="lead", value=Decimal(4))
TOLD = Publication(id="told", what="report", state="published")

WORDS = {
    "document: {type: plan, state: adopted, max_age: P7D}": PLAN,
    "count: {of: {from: documents, where: {type: plan, date: {max_age: P7D}}}}": PLAN,
    "assessment: {instrument: audit, of: partners, min_score: 3, max_age: P7D}": AUDIT,
    "meeting: {body: wg, within: P7D}": MET,
    "attest: {statement: ready, max_age: P7D}": SAID,
    "indicator: {indicator: lead, op: lte, target: 5, within: P7D}": VALUE,
    "timing: {of: {from: meetings, where: {state: held}}, field: changed, cadence: P7D}": MET,
    "timing: {since: {from: documents, where: {type: plan}}, at_most: P7D}": PLAN,
    "published_within: {what: report, within: P7D}": TOLD,
}
"""Every word that asks for something not older than seven days, and a record that meets it."""


@pytest.mark.parametrize("check, record", [pytest.param(*word, id=word[0][:40]) for word in WORDS.items()])
def test_seven_days_old_on_the_seventh_day_after_is_not_too_old(check: str, record: Record) -> None:
    """Whatever the word: the last day counts, the one after it does not, and the day itself does."""
    told = scene(check, record)
    told.then_not_missing("R", on=FACT)
    told.then_not_missing("R", on=FACT + timedelta(days=7))
    told.then_missing("R", on=FACT + timedelta(days=8))


@pytest.mark.parametrize(
    "fact, period, last",
    [
        (date(2016, 3, 1), "P0D", date(2016, 3, 1)),
        (date(2016, 3, 1), "P7D", date(2016, 3, 8)),
        (date(2015, 1, 31), "P1M", date(2015, 2, 28)),
        (date(2016, 1, 31), "P1M", date(2016, 2, 29)),
        (date(2016, 2, 29), "P1Y", date(2017, 2, 28)),
        (date(2016, 2, 28), "P1Y", date(2017, 2, 28)),
    ],
)
def test_months_and_leap_days_end_on_the_day_that_the_table_says(fact: date, period: str, last: date) -> None:
    """The table of days in the documentation."""
    start = date(2014, 1, 1)
    check = f"document: {{type: plan, state: adopted, max_age: {period}}}"
    told = given(law(check), on(start, Partner(id="n", name=Text.of("N", "Н"), sector="ngo")), on(fact, PLAN))
    told.then_not_missing("R", on=last).then_missing("R", on=last + timedelta(days=1))


@pytest.mark.parametrize("check, record", [pytest.param(*word, id=word[0][:40]) for word in WORDS.items()])
def test_a_note_makes_nothing_fresh(check: str, record: Record) -> None:
    """Half a year later somebody files the paper in another folder: it is as old as it was."""
    later = FACT + timedelta(days=180)
    told = scene(check, record)
    note = {"en": "in another folder", "ru": "в другой папке"}
    told.and_given(amend(kind_of(record), record.id, on=later, note=note)).then_missing("R", on=later)


def test_what_a_rule_does_not_ask_about_makes_nothing_fresh_either() -> None:
    """The author of the plan was corrected; the rule asks for its type and state."""
    later = FACT + timedelta(days=30)
    told = scene("document: {type: plan, state: adopted, max_age: P7D}", PLAN)
    told.and_given(amend("document", "plan", on=later, author="north")).then_missing("R", on=later)


def test_what_it_asks_about_counts_from_the_day_on_which_it_became_so() -> None:
    """A draft of March that is adopted in June is new in June, and a draft again in between would start anew."""
    adopted = date(2016, 6, 1)
    draft = Document(id="plan", type="plan", state="draft")
    told = scene("document: {type: plan, state: adopted, max_age: P7D}", draft)
    told = told.and_given(amend("document", "plan", on=adopted, state="adopted"))
    told.then_not_missing("R", on=adopted + timedelta(days=7)).then_missing("R", on=adopted + timedelta(days=8))


def test_a_value_is_as_old_as_its_observation_whenever_it_was_entered() -> None:
    """Entered this year, measured five years ago."""
    old = Observation(id="value", indicator="lead", value=Decimal(4), observed_on=date(2011, 3, 1))
    check = "indicator: {indicator: lead, op: lte, target: 5, within: P1Y}"
    scene(check, old).then_missing("R", on=FACT)
    scene(check, VALUE).then_not_missing("R", on=FACT)


@pytest.mark.parametrize(
    "check",
    [
        "timing: {of: {from: observations, where: {indicator: lead}}, field: observed_on, cadence: P95D}",
        "timing: {since: {from: observations, where: {indicator: lead}}, field: observed_on, at_most: P95D}",
        "count: {of: {from: observations, where: {observed_on: {max_age: P95D}}}}",
        "indicator: {indicator: lead, op: lte, target: 5, within: P95D}",
    ],
)
def test_what_has_not_happened_yet_is_no_evidence(check: str) -> None:
    """A measurement of 2062 keeps no rhythm in 2016; on its own day it would."""
    to_come = Observation(id="value", indicator="lead", value=Decimal(4), observed_on=date(2062, 1, 3))
    told = scene(check, to_come)
    told.then_missing("R", on=FACT).then_missing("R", on=date(2030, 1, 1)).then_not_missing("R", on=date(2062, 1, 3))


def test_the_order_of_two_things_waits_for_both() -> None:
    """The plan before the audit; while the audit is still to come nobody knows."""
    check = "timing: {first: documents, then: assessments, at_most: P1M}"
    told = scene(check, PLAN).and_given(on(date(2016, 4, 1), AUDIT))
    told.then_missing("R", on=date(2016, 3, 31)).then_not_missing("R", on=date(2016, 4, 1))
    late = scene(check, PLAN).and_given(on(date(2016, 4, 2), AUDIT))
    late.then_missing("R", on=date(2016, 4, 2))


def test_a_register_that_is_kept_and_empty_has_none_of_it() -> None:
    """Somebody vouches for the list: then nothing in it means that there is nothing, in every combinator."""
    check = "when: {if: {count: {of: incidents, min: 1}}, then: {attest: {statement: ready}}}"
    kept = RegisterKept(id="kept", lists="incidents", keeper="north")
    scene(check).then_missing("R", on=FACT)
    scene(check, kept).then_not_missing("R", on=FACT)
    scene("none: [{count: {of: incidents}}]", kept).then_not_missing("R", on=FACT)
