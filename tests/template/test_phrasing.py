"""Each kind of requirement is said in English and in Russian, and so is the nearest step that would meet it."""

from __future__ import annotations

import re

import pytest

from partnership.messages import Sayable
from partnership.template import Requirement
from partnership.template.phrasing import Known, Phrasing, describe
from partnership.template.titles import Titles
from tests.template.laws import rule, with_guard, with_rule
from tests.template.test_kinds import CASES, GUARDS, VISIT

WRITTEN = [with_rule(written) for written, _ in CASES] + [with_guard(VISIT, written) for written, _ in GUARDS]
IDS = [written[:60] for written, _ in (*CASES, *GUARDS)]
_cyrillic = re.compile("[а-яё]", re.IGNORECASE).search
_leaks = re.compile(r"[{}<>]|Op\.|Constant|Reference|None\b|Fraction").search


def asked(requirement: Requirement) -> Sayable:
    return describe(requirement.core, Phrasing(requirement.titles, Known()))


@pytest.mark.parametrize("text", WRITTEN, ids=IDS)
def test_what_is_asked_is_said_in_both_languages(text: str) -> None:
    said = asked(rule(text))
    assert not _cyrillic(said.in_language("en"))
    assert (
        _cyrillic(said.in_language("ru")) or said.in_language("ru") == "1 < 2.5"
    )  # two bare figures are the same in both
    assert not _leaks(said.in_language("en"))


@pytest.mark.parametrize("text", WRITTEN, ids=IDS)
def test_the_remedy_is_said_in_both_languages(text: str) -> None:
    said = rule(text).remedy
    assert not _cyrillic(said.in_language("en"))
    assert _cyrillic(said.in_language("ru"))
    assert not _leaks(said.in_language("en"))


@pytest.mark.parametrize(
    "written, en, ru",
    [
        ("count: {of: teams, min: 2}", "at least 2 teams", "не меньше 2: команды"),
        ("count: {of: teams, exactly: 1}", "exactly 1 team", "ровно 1: команды"),
        ("count: {of: teams, max: 3}", "at most 3 teams", "не больше 3: команды"),
        (
            "count: {of: teams, min: $param.teams}",
            'at least the parameter "Teams" teams',
            "не меньше параметра «Teams»: команды",
        ),
        (
            "none_open: {from: incidents}",
            "no open incident",
            "нет открытых происшествий",
        ),
        (
            "coverage: {each: [business], has: {from: partners, where: {sector: $it}}, share: 0.5}",
            'at least 50 % of "Business": at least 1 partner',
            "не меньше 50 % («Business»): не меньше 1: партнёры",
        ),
        (
            "timing: {of: meetings, cadence: P1M15D}",
            "meetings at least every 1 month 15 days",
            "заседания не реже чем раз в 1 месяц 15 дней",
        ),
        (
            "network: {metric: isolates, op: eq, value: 0}",
            "the number of partners without any tie: exactly 0",
            "число партнёров без единой связи: ровно 0",
        ),
    ],
    ids=lambda value: value[:40],
)
def test_the_sentence_says_what_is_evaluated(written: str, en: str, ru: str) -> None:
    said = asked(rule(with_rule(written)))
    assert (said.in_language("en"), said.in_language("ru")) == (en, ru)


@pytest.mark.parametrize(
    "written, en, ru",
    [
        (
            "signed: {type: intent, by: parties}",
            'sign the "Intent" and record each signature',
            "подпишите «Intent» и внесите отметку о каждой подписи",
        ),
        (
            "role: {role: secretary, distinct_from: [chair]}",
            'assign the role "Secretary" to somebody who does not hold "Chair"',
            "назначьте на роль «Secretary» того, у кого нет роли «Chair»",
        ),
        (
            "document: {type: plan, state: adopted}",
            'record an adopted document "Plan"',
            "внесите запись: принятый документ «Plan»",
        ),
        (
            "coverage: {each: parties, has: {from: interests, where: {partner: $it, confirmed: true}}}",
            'record a confirmed interest - for each of the partners in the roster "Parties"',
            "внесите запись: подтверждённый интерес — для всех: партнёры из состава «Parties»",
        ),
        (
            "timing: {since: meetings, at_least: P1M}",
            "wait, at least 1 month",
            "подождите, не раньше чем через 1 месяц",
        ),
    ],
    ids=lambda value: value[:40],
)
def test_the_remedy_is_a_step_that_somebody_can_take(written: str, en: str, ru: str) -> None:
    said = rule(with_rule(written)).remedy
    assert (said.in_language("en"), said.in_language("ru")) == (en, ru)


def test_without_a_template_ids_stand_for_titles() -> None:
    found = rule(with_rule("document: {type: plan}"))
    assert describe(found.core).in_language("en") == 'at least 1 document "plan"'
    remedy = found.check.remedy(Phrasing(Titles(), Known()))
    assert remedy.in_language("ru") == "внесите запись: принятый документ «plan»"
