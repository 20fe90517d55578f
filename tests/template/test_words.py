"""Each kind of requirement is said in English and in Russian, and so is the nearest step that would meet it."""

from __future__ import annotations

import re

import pytest

from partnership.template.words import describe, mend
from tests.template.laws import rule, with_guard, with_rule
from tests.template.test_kinds import CASES, GUARDS, VISIT

WRITTEN = [with_rule(written) for written, _ in CASES] + [with_guard(VISIT, written) for written, _ in GUARDS]
IDS = [written[:60] for written, _ in (*CASES, *GUARDS)]
_cyrillic = re.compile("[а-яё]", re.IGNORECASE).search
_leaks = re.compile(r"[{}<>]|Op\.|Constant|Reference|None\b|Fraction").search


@pytest.mark.parametrize("text", WRITTEN, ids=IDS)
def test_what_is_asked_is_said_in_both_languages(text: str) -> None:
    said = describe(rule(text).core)
    assert not _cyrillic(said.en)
    assert _cyrillic(said.ru) or said.ru == "1 < 2.5"  # two bare figures are the same in both
    assert not _leaks(said.en)


@pytest.mark.parametrize("text", WRITTEN, ids=IDS)
def test_how_it_is_mended_is_said_in_both_languages(text: str) -> None:
    said = mend(rule(text).check)
    assert not _cyrillic(said.en)
    assert _cyrillic(said.ru)
    assert not _leaks(said.en)


@pytest.mark.parametrize(
    "written, en, ru",
    [
        ("count: {of: teams, min: 2}", "at least 2 teams", "не меньше 2: команды"),
        ("count: {of: teams, exactly: 1}", "exactly 1 teams", "ровно 1: команды"),
        ("count: {of: teams, max: 3}", "at most 3 teams", "не больше 3: команды"),
        (
            "none_open: {from: incidents}",
            "no incidents (state is open)",
            "ни одной записи: происшествия (состояние = открыто)",
        ),
        (
            "coverage: {each: [business], has: {from: partners, where: {sector: $it}}, share: 0.5}",
            "at least 50 % of business: at least 1 partners (sector is this one)",
            "не меньше 50 % из: business: не меньше 1: партнёры (сектор = этот элемент)",
        ),
        (
            "timing: {of: meetings, cadence: P1M15D}",
            "meetings: again within 1 month 15 days",
            "заседания: не реже чем раз в 1 мес. 15 дн.",
        ),
        (
            "network: {metric: isolates, op: eq, value: 0}",
            "the number of partners without any tie is 0",
            "число партнёров без единой связи = 0",
        ),
    ],
    ids=lambda value: value[:40],
)
def test_the_sentence_says_what_is_evaluated(written: str, en: str, ru: str) -> None:
    said = describe(rule(with_rule(written)).core)
    assert (said.en, said.ru) == (en, ru)


@pytest.mark.parametrize(
    "written, en, ru",
    [
        (
            "signed: {type: intent, by: parties}",
            "sign 'intent' and record each signature",
            "подпишите «intent» и запишите каждую подпись",
        ),
        (
            "role: {role: secretary, distinct_from: [chair]}",
            "assign the role 'secretary' to somebody who does not hold 'chair'",
            "назначьте на роль «secretary» того, у кого нет роли «chair»",
        ),
        (
            "document: {type: plan, state: adopted}",
            "record the document 'plan' as adopted",
            "запишите документ «plan»: принято",
        ),
        ("timing: {since: meetings, at_least: P1M}", "wait, at least 1 month", "подождите, не раньше чем через 1 мес."),
    ],
    ids=lambda value: value[:40],
)
def test_the_mend_is_a_step_that_somebody_can_take(written: str, en: str, ru: str) -> None:
    said = mend(rule(with_rule(written)).check)
    assert (said.en, said.ru) == (en, ru)
