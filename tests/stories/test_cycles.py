"""Ways that go round: no stage has to be the last, a close is an act of its own, and who is suspended may go back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import cache

import pytest

from partnership.errors import NotReady, TemplateError
from partnership.reading import read_template
from partnership.records import (
    Assessment,
    Attestation,
    Body,
    Decision,
    Document,
    Fields,
    Indicator,
    Item,
    Meeting,
    Observation,
    Partner,
    Proposal,
    Record,
)
from partnership.template import Template
from partnership.testing import ActOutcome, On, Scene, advance, close, end, given, on
from partnership.values import Text
from tests.small import no_file

ROUND = """
format: 1
template: round
version: "1"
title: {en: A way that goes round, ru: Путь по кругу}
document_types:
  - {id: plan, title: {en: Plan, ru: План}}
  - {id: review, title: {en: Review, ru: Обзор}}
  - {id: permit, title: {en: Permit, ru: Разрешение}}
stages:
  - id: plan
    title: {en: Planning, ru: Планирование}
    gates:
      exit: [{id: PLAN, title: {en: There is a plan, ru: План есть}, document: {type: plan, state: adopted}}]
  - id: work
    title: {en: Work, ru: Работа}
    next: [look]
    back: [plan]
    gates:
      invariant: [{id: PERMIT, title: {en: Permitted, ru: Разрешено}, document: {type: permit, state: adopted}}]
  - id: look
    title: {en: Looking back, ru: Обзор}
    next: [plan]
    gates:
      exit: [{id: LOOK, title: {en: Looked back, ru: Оглянулись}, document: {type: review, state: adopted}}]
while_suspended: {allow: [{advance: plan}]}
"""


@cache
def round_law(changed: str = ROUND) -> Template:
    """The law of these stories."""
    return read_template(changed, "round.yaml", no_file)


def day(text: str) -> dt.date:
    """A day of 2010."""
    return dt.date.fromisoformat(f"2010-{text}")


def paper(id_: str, when: str) -> On:
    """A paper that is adopted; what it is of stands before its number."""
    return on(day(when), Document(id=id_, type=id_.partition("-")[0], state="adopted"))


START = day("01-04")


def test_no_stage_has_to_be_the_last() -> None:
    """A law whose stages lead back to one another is sound; one that leads nowhere is not."""
    assert not round_law().has_an_end
    with pytest.raises(TemplateError, match="no stage follows 'look'"):
        round_law(ROUND.replace("    next: [plan]\n", ""))


def test_where_no_stage_is_the_last_a_programme_is_completed_from_any_whose_exit_is_open() -> None:
    """What is finished asks what the open stage asks before it is left; to break off asks nothing."""
    fresh = given(round_law())
    fresh.when(close("completed", on=day("02-01"), reason="Done")).then_refused(by="PLAN")
    fresh.when(close("cancelled", on=day("02-01"), reason="No money")).then_accepted()
    planned = given(round_law(), paper("plan-1", "01-10"))
    planned.when(close("completed", on=day("02-01"), reason="Done")).then_accepted()


def test_who_is_suspended_may_make_the_moves_that_the_law_allows_and_no_others() -> None:
    """Back to planning, where the permit can be mended; not on."""
    stopped = given(round_law(), paper("plan-1", "01-10"), paper("permit-1", "01-10"), advance("work", on=day("02-01")))
    stopped = stopped.when(end("document", "permit-1", on=day("03-01"), reason="Withdrawn"))
    stopped.then_suspended(since=day("03-01"), by="PERMIT", on=day("03-02"))
    stopped.when(advance("look", on=day("03-02"))).then_refused(code="suspended")
    stopped.when(advance("plan", on=day("03-02"))).then_accepted().then_stage("plan")
    strict = round_law(ROUND.replace("while_suspended: {allow: [{advance: plan}]}\n", ""))
    given(strict, *stopped.programme.entries).when(advance("plan", on=day("03-02"))).then_refused(code="suspended")


def test_only_moves_are_allowed_while_suspended_for_all_else_is_not_refused() -> None:
    """It would be a rule that says nothing."""
    with pytest.raises(TemplateError, match="only moves to another stage wait"):
        round_law(ROUND.replace("{advance: plan}", "{record: document}"))
    with pytest.raises(TemplateError, match="both refused and allowed"):
        round_law(ROUND.replace("{allow:", "{refuse: [{advance: plan}], allow:"))


def test_a_gate_of_a_cycle_asks_anew_in_each_round() -> None:
    """The plan of the first round is no plan of the second; the permit, which must hold throughout, still is one."""
    first = given(
        round_law(),
        paper("plan-1", "01-10"),
        paper("permit-1", "01-10"),
        advance("work", on=day("02-01")),
        advance("look", on=day("03-01")),
        paper("review-1", "03-31"),
        advance("plan", on=day("03-31")),
    )
    refused = first.when(advance("work", on=day("04-20"))).then_refused(by="PLAN", alone=True)
    assert told(refused) == (
        'there is a document "Plan" (plan-1, entry 2, 10 January 2010), but it dates from 10 '
        "January 2010, before the previous round ended on 31 March 2010"
    )
    second = given(round_law(), *first.programme.entries, paper("plan-2", "04-12"))
    second.when(advance("work", on=day("04-20"))).then_accepted()
    third = given(
        round_law(), *second.programme.entries, advance("work", on=day("04-20")), advance("look", on=day("05-20"))
    )
    third.when(advance("plan", on=day("05-31"))).then_refused(by="LOOK")


def test_silence_of_an_earlier_round_agrees_to_nothing_in_this_one() -> None:
    """Who is to keep silent is asked anew, as who is to vote is."""
    silent = ROUND.replace("document: {type: plan, state: adopted}", "decision: {matter: plan, consent: P5D}")
    law = round_law(silent.replace("stages:\n", "matters: [{id: plan, title: {en: Plan, ru: План}}]\nstages:\n", 1))
    first = given(
        law,
        on(day("01-10"), Proposal(id="p-1", matter="plan")),
        paper("permit-1", "01-10"),
        advance("work", on=day("02-01")),
        advance("look", on=day("03-01")),
        paper("review-1", "03-31"),
        advance("plan", on=day("03-31")),
    )
    first.when(advance("work", on=day("04-20"))).then_refused(by="PLAN", alone=True)
    anew = first.when(Proposal(id="p-2", matter="plan"), on=day("04-20"))
    anew.when(advance("work", on=day("04-25"))).then_refused(by="PLAN", alone=True)
    anew.when(advance("work", on=day("04-26"))).then_accepted()


def told(outcome: ActOutcome) -> str:
    """What an act lacks, in English."""
    assert outcome.refusal is not None
    return "; ".join(str(lack.what) for finding in outcome.refusal.findings for lack in finding.lacks)


WORDS = """
format: 1
template: words
version: "1"
title: {en: A cycle of two stages, ru: Цикл из двух этапов}
document_types: [{id: plan, title: {en: Plan, ru: План}}]
meeting_types: [{id: yearly, title: {en: Yearly, ru: Ежегодное}}]
matters: [{id: budget, title: {en: Budget, ru: Бюджет}}]
statements: [{id: ready, title: {en: Ready, ru: Готово}}]
instruments: [{id: survey, title: {en: Survey, ru: Опрос}}]
outcomes: [{id: trust, title: {en: Trust, ru: Доверие}, beneficiary: project}]
sectors: [{id: ngo, title: {en: NGO, ru: НКО}}]
registers:
  - id: deliveries
    title: {en: Deliveries, ru: Поставки}
    each_round: true
    fields: {tons: {type: integer}}
  - {id: stores, title: {en: Stores, ru: Склады}, fields: {tons: {type: integer}}}
stages:
  - id: plan
    title: {en: Planning, ru: Планирование}
    gates:
      exit: [{id: A, title: {en: Asked, ru: Спрошено}, CHECK}]
  - {id: work, title: {en: Work, ru: Работа}, next: [plan]}
"""

ANEW: dict[str, tuple[str, Callable[[str], Record]]] = {
    "document": ("document: {type: plan}", lambda id_: Document(id=id_, type="plan", state="adopted")),
    "meeting": (
        "meeting: {type: [yearly]}",
        lambda id_: Meeting(id=id_, body="b", type="yearly", state="held", present=3, members=4),
    ),
    "decision": (
        "decision: {matter: budget, majority: 0.5}",
        lambda id_: Decision(id=id_, matter="budget", present=3, members=4, votes_for=3),
    ),
    "attest": ("attest: {statement: ready}", lambda id_: Attestation(id=id_, statement="ready", by="p")),
    "assessment": (
        "assessment: {instrument: survey}",
        lambda id_: Assessment(id=id_, instrument="survey", subject="p", score=Decimal(3)),
    ),
    "indicator": (
        "indicator: {outcome: trust, op: gte, target: 1}",
        lambda id_: Observation(id=id_, indicator="i", value=Decimal(2)),
    ),
    "count": ("count: {of: documents}", lambda id_: Document(id=id_, type="plan", state="adopted")),
    "coverage": (
        "coverage: {each: partners, has: {from: documents, where: {about: $it}}}",
        lambda id_: Document(id=id_, type="plan", about="p", state="adopted"),
    ),
    "compare": (
        "compare: {left: {sum: deliveries, field: tons}, op: gte, right: 5}",
        lambda id_: Item(id=id_, list="deliveries", fields=Fields({"tons": 6})),
    ),
    "deliveries": ("count: {of: deliveries}", lambda id_: Item(id=id_, list="deliveries", fields=Fields({"tons": 1}))),
}
"""Words whose rows are done once, each with a row that meets it."""

STANDING: dict[str, tuple[str, Callable[[str], Record]]] = {
    "partners": ("count: {of: partners}", lambda id_: Partner(id=id_, name=Text.of("P"), sector="ngo")),
    "stores": ("count: {of: stores}", lambda id_: Item(id=id_, list="stores", fields=Fields({"tons": 1}))),
    "ever": ("count: {of: {from: documents, ever: true}}", lambda id_: Document(id=id_, type="plan", state="draft")),
    "any": ("round: any, document: {type: plan}", lambda id_: Document(id=id_, type="plan", state="adopted")),
}
"""Rules that what stands, or has been of any round, meets."""


def two_rounds(check: str, make: Callable[[str], Record]) -> Scene:
    """A programme that comes into its second round."""
    return given(
        round_law(WORDS.replace("CHECK", check)),
        on(
            START,
            Partner(id="p", name=Text.of("P"), sector="ngo"),
            Indicator(id="i", outcome="trust", title=Text.of("I"), unit="u"),
        ),
        on(START, Body(id="b", name=Text.of("B"), type="council")),
        on(day("01-05"), make("first")),
        advance("work", on=day("02-01")),
        advance("plan", on=day("03-01")),
    )


@pytest.mark.parametrize("word", ANEW)
def test_what_is_done_once_is_done_anew_in_each_round(word: str) -> None:
    """Whatever the word: what met the rule in the first round does not meet it in the second."""
    check, make = ANEW[word]
    second = two_rounds(check, make)
    second.when(advance("work", on=day("04-01"))).then_refused(by="A", alone=True)
    given(second.programme.template, *second.programme.entries, on(day("03-02"), make("second"))).when(
        advance("work", on=day("04-01"))
    ).then_accepted()


@pytest.mark.parametrize("word", STANDING)
def test_what_stands_stands_in_every_round(word: str) -> None:
    """A partner, a row of a register that is not of each round; and where the rule says that any round will do."""
    check, make = STANDING[word]
    two_rounds(check, make).when(advance("work", on=day("04-01"))).then_accepted()


def test_the_day_of_the_move_is_of_the_round_that_ends() -> None:
    """What was written for the last round on its last day does not meet the next one."""
    check, make = ANEW["document"]
    again = two_rounds(check, make)
    given(again.programme.template, *again.programme.entries, on(day("03-01"), make("late"))).when(
        advance("work", on=day("04-01"))
    ).then_refused(by="A")


def test_going_back_begins_no_round() -> None:
    """One goes back to mend: what was done in this round is still of it."""
    back = round_law()
    story = given(
        back,
        paper("plan-1", "01-10"),
        paper("permit-1", "01-10"),
        advance("work", on=day("02-01")),
        advance("plan", on=day("02-10")),
    )
    story.when(advance("work", on=day("02-20"))).then_accepted()


def test_a_refusal_of_yesterday_does_not_keep_the_paper_of_today_from_counting() -> None:
    """In one programme that goes on: refused, recorded, accepted; day by day, and in the next month."""
    for later in ("02-12", "02-28", "03-01", "05-20"):
        programme = given(
            round_law(),
            paper("plan-1", "01-10"),
            paper("permit-1", "01-10"),
            advance("work", on=day("01-12")),
            advance("look", on=day("01-20")),
            paper("review-1", "01-20"),
            advance("plan", on=day("02-10")),
        ).programme
        with pytest.raises(NotReady):
            programme.advance("work", on=day("02-11"))
        programme.record(Document(id="plan-2", type="plan", state="adopted"), on=day(later))
        programme.advance("work", on=day(later))
