"""What may be amended: a guard on amending alone, so that what was said once stays as it was said."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pytest

from partnership.acts import Amend
from partnership.errors import NotLawful, TemplateError
from partnership.programme import Programme
from partnership.reading import read_template, read_yaml
from partnership.records import Agreement, Amendment, Partner
from partnership.template import Template
from partnership.testing import Scene, amend, end, given, on
from partnership.testing.reference import ReferenceEvaluator
from partnership.values import Text
from tests.small import no_file
from tests.stories.scenes import row

LAW = """
format: 1
template: pledges
version: "1"
title: {en: Pledges, ru: Обещания}
sectors: [{id: ngo, title: {en: NGO, ru: НКО}}]
agreement_types: [{id: pact, title: {en: Pact, ru: Договор}}]
clauses: [{id: exit, title: {en: Exit, ru: Выход}}]
registers:
  - id: pledges
    kind: pledge
    title: {en: Pledges, ru: Обещания}
    one: {en: pledge, ru: обещание}
    many: {en: pledges, ru: обещания}
    name: what
    fields:
      what: {type: text, required: true}
      kilos: {type: integer, title: {en: Kilograms, ru: Килограммы}}
stages:
  - {id: work, title: {en: Work, ru: Работа}, GATES}
  - {id: over, title: {en: Over, ru: Конец}, final: true}
guards:
  - {id: G, title: {en: G, ru: G}, act: ACT, RULE}
"""
SAME = "count: {of: {from: pledges, where: {id: $act, kilos: $act.kilos}}}"
ONCE = "any: [{count: {of: {from: pledges, where: {id: $act, kilos: {set: false}}}}}, {" + SAME + "}]"
START, LATER = dt.date(2020, 1, 1), dt.date(2020, 3, 1)


@cache
def text(rule: str = SAME, act: str = "{amend: pledge}", gates: str = "") -> str:
    return LAW.replace("RULE", rule).replace("ACT", act).replace(", GATES", f", gates: {gates}" if gates else "")


def law(*said: str) -> Template:
    return read_template(text(*said), "pledges.yaml", no_file)


def scene(*said: str, kilos: int | None = 4) -> Scene:
    """One pledge, and a pact of two."""
    fields = {} if kilos is None else {"kilos": kilos}
    parties = [Partner(id=each, name=Text.of(each), sector="ngo") for each in ("a", "b")]
    pact = Agreement(id="pact", type="pact", parties=("a", "b"))
    return given(law(*said), on(START, *parties, pact, row("pledges", "p", what="Bread", **fields)))


def changed(**fields: Any) -> Any:
    return amend("pledges", "p", on=LATER, fields=fields)


def test_a_value_that_may_never_change_is_told_with_what_it_would_become() -> None:
    """To record a pledge is not asked, nor to end it, nor to amend what else it says."""
    asked = scene()
    refused = asked.when(changed(kilos=3)).then_refused(by="G")
    assert refused.refusal is not None
    (finding,) = refused.refusal.findings
    assert "Kilograms: 4, and would become 3" in finding.text("en")
    assert "leave as it is: Kilograms" in finding.text("en")
    assert "оставьте как есть: Килограммы" in finding.text("ru")
    asked.when(changed(kilos=None)).then_refused(by="G")
    asked.when(changed(what="Rye bread")).then_accepted()
    asked.when(changed(what="Rye bread", kilos=4)).then_accepted()
    asked.when(row("pledges", "q", what="Salt")).then_accepted()
    asked.when(end("pledges", "p", on=LATER)).then_accepted()


def test_what_was_left_open_may_be_said_once() -> None:
    open_ = scene(ONCE, kilos=None)
    open_.when(changed(kilos=3)).then_accepted()
    open_.and_given(changed(kilos=3)).when(changed(kilos=5)).then_refused(by="G")


def test_an_amendment_that_looks_otherwise_is_not_asked() -> None:
    """With a `where`, what the record would look like tells whether the guard is asked."""
    heavy = scene("count: {of: partners, min: 9}", "{amend: pledge, where: {kilos: {gt: 10}}}")
    heavy.when(changed(kilos=11)).then_refused(by="G")
    heavy.when(changed(kilos=9)).then_accepted()
    heavy.when(row("pledges", "q", what="Salt", kilos=11)).then_accepted()


def test_an_agreement_is_amended_by_what_is_agreed_later_too() -> None:
    """Its own record, and an amendment of it: both make another of it."""
    fixed = scene("count: {of: {from: agreements, where: {id: $act, valid_to: {set: false}}}}", "{amend: agreement}")
    fixed.when(amend("agreement", "pact", on=LATER, title=Text.of("The pact"))).then_accepted()
    barred = scene("count: {of: partners, min: 9}", "{amend: agreement}")
    added = Amendment(id="m", agreement="pact", what=Text.of("Exit"), clauses_added=("exit",))
    barred.when(added).then_refused(by="G")
    barred.when(amend("agreement", "pact", on=LATER, title=Text.of("The pact"))).then_refused(by="G")
    barred.when(Agreement(id="other", type="pact", parties=("a", "b"))).then_accepted()


def test_while_suspended_amendments_may_wait() -> None:
    gates = "{invariant: [{id: I, title: {en: I, ru: I}, count: {of: partners, min: 9}}]}"
    waiting = read_template(
        text(SAME, "{amend: pledge}", gates) + "while_suspended: {refuse: [{amend: pledge}]}\n", "pledges.yaml", no_file
    )
    half = given(waiting, on(START, row("pledges", "p", what="Bread", kilos=4)))
    half.when(changed(what="Rye")).then_refused(code="suspended")
    half.when(row("pledges", "q", what="Salt")).then_accepted()


@pytest.mark.parametrize(
    "act, said",
    [
        ("{amend: pledgee}", "unknown kind of record 'pledgee'"),
        ("{amend: pledge, record: pledge}", "an act is a record, an amendment, an end or an advance"),
        ("{amend: pledge, where: {kilo: 4}}", "has no field 'kilo'"),
    ],
)
def test_an_act_that_means_nothing_is_a_fault(act: str, said: str) -> None:
    with pytest.raises(TemplateError) as error:
        law(SAME, act)
    assert said in str(error.value)


@pytest.mark.parametrize("rule", [SAME, ONCE])
@pytest.mark.parametrize("kilos", [None, 3, 4])
def test_the_judge_says_the_same(rule: str, kilos: int | None) -> None:
    judge = ReferenceEvaluator(read_yaml(text(rule).encode(), "pledges.yaml").value)
    programme: Programme = scene(rule).programme
    command = Amend(on=LATER, kind="pledges", id="p", changes={"fields": {"kilos": kilos}})
    expected = judge.would_refuse(programme.entries, command)
    found = set()
    try:
        programme.do(command)
    except NotLawful as refused:
        found = {finding.requirement for finding in refused.findings}
    assert found == expected
