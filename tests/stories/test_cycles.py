"""Ways that go round: no stage has to be the last, a close is an act of its own, and who is suspended may go back."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from partnership.errors import TemplateError
from partnership.reading import read_template
from partnership.records import Document
from partnership.template import Template
from partnership.testing import ActOutcome, On, advance, close, end, given, on
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
        'there is a document "Plan" (plan-1, entry 2, 10 January 2010), but it dates from 10 January 2010, '
        "needed: after the round before ended on 31 March 2010"
    )
    second = given(round_law(), *first.programme.entries, paper("plan-2", "04-12"))
    second.when(advance("work", on=day("04-20"))).then_accepted()
    third = given(
        round_law(), *second.programme.entries, advance("work", on=day("04-20")), advance("look", on=day("05-20"))
    )
    third.when(advance("plan", on=day("05-31"))).then_refused(by="LOOK")


def told(outcome: ActOutcome) -> str:
    """What an act lacks, in English."""
    assert outcome.refusal is not None
    return "; ".join(str(lack.what) for finding in outcome.refusal.findings for lack in finding.lacks)
