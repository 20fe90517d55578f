"""Records that a law names by their ids are declared, and are called by their titles until they are there."""

from __future__ import annotations

import pytest

from partnership.errors import TemplateError
from partnership.messages import Language
from partnership.programme import Programme
from partnership.reading import read_template
from partnership.records import Body, Partner
from partnership.template import Template
from partnership.values import Text
from tests.small import day, no_file

LAW = """
format: 1
template: coalition
version: "1"
title: {en: Coalition, ru: Коалиция}
parameters: [{id: team, type: text, default: field, title: {en: Team, ru: Команда}}]
sectors: [{id: ngo, title: {en: NGO, ru: НКО}}]
RECORDS
registers: [{id: areas, kind: area, title: {en: Areas, ru: Районы}, fields: {near: {type: id, of: area}}}]
stages:
  - id: one
    title: {en: One, ru: Один}
    gates: {exit: [{id: R, title: {en: Rule, ru: Правило}, RULE}]}
  - {id: two, title: {en: Two, ru: Два}, final: true}
"""
COUNCIL = "records: [{kind: body, id: council, title: {en: The council, ru: Совет}}]"
SITS = "count: {of: {from: meetings, where: {body: council}}}"


def law(rule: str, records: str = "") -> Template:
    text = LAW.replace("RECORDS\n", records + "\n" if records else "").replace("RULE", rule)
    return read_template(text, "law.yaml", no_file)


def faults(rule: str, records: str = "") -> list[str]:
    with pytest.raises(TemplateError) as refused:
        law(rule, records)
    return [str(fault) for fault in refused.value.faults]


def test_what_is_named_and_not_declared_is_told_at_its_first_place_with_what_to_write() -> None:
    twice = f"all: [{SITS}, {{count: {{of: {{from: memberships, where: {{body: council}}}}}}}}]".replace(
        SITS, f"{{{SITS}}}"
    )
    (told,) = faults(twice)
    assert "the law names a body 'council', which it does not declare" in told
    assert "- {kind: body, id: council, title: ...} under `records:`" in told


@pytest.mark.parametrize("written", ["counsil", "The council", "совет"])
def test_a_slip_is_answered_with_the_record_that_was_meant(written: str) -> None:
    (told,) = faults(SITS.replace("council", f'"{written}"'), COUNCIL)
    assert "did you mean 'council'?" in told


@pytest.mark.parametrize(
    "rule",
    [
        "count: {of: {from: bodies, where: {id: [council, board]}}}",
        "count: {of: {from: areas, where: {near: board}}}",
        "count: {of: {from: areas, where: {id: {in: [board]}}}}",
        "meeting: {body: board}",
        "indicator: {indicator: board, op: gte, target: 1}",
        "compare: {left: 1, op: lte, right: {max: {from: observations, where: {indicator: board}}, field: value}}",
        "compare: {right: 1, op: gte, left: {max: {from: observations, where: {indicator: board}}, field: value}}",
    ],
)
def test_every_place_that_names_a_record_is_looked_at(rule: str) -> None:
    (told,) = faults(rule, COUNCIL)
    assert "'board', which it does not declare" in told


def test_an_id_of_another_kind_declares_nothing() -> None:
    (told,) = faults("count: {of: {from: areas, where: {near: council}}}", COUNCIL)
    assert "the law names an area 'council'" in told


@pytest.mark.parametrize(
    "rule, records",
    [
        (SITS, COUNCIL),
        ("count: {of: {from: teams, where: {id: $param.team}}}", ""),
        (
            "count: {of: {from: areas, where: {near: north}}}",
            COUNCIL.replace("kind: body, id: council", "kind: area, id: north"),
        ),
        ("count: {of: {from: sectors, where: {id: ngo}}}", ""),
    ],
)
def test_what_is_declared_or_open_or_an_item_of_a_list_may_be_named(rule: str, records: str) -> None:
    assert set(law(rule, records).requirements) == {"R"}


def test_a_law_names_no_people() -> None:
    (told,) = faults("count: {of: {from: assignments, where: {person: smith}}}")
    assert "a law names no people, and 'smith' is the id of a person" in told
    (told,) = faults(SITS, COUNCIL.replace("Совет}}]", "Совет}}, {kind: ward, id: w-1, title: W}]"))
    assert "a law names no people" in told


def test_an_id_is_of_one_record() -> None:
    (told,) = faults(SITS, COUNCIL.replace("Совет}}]", "Совет}}, {kind: team, id: council, title: T}]"))
    assert "'council' appears twice in 'records'" in told


def test_it_is_called_by_its_title_until_it_is_there_and_then_by_its_own_name() -> None:
    programme = Programme.start(law(SITS, COUNCIL), id="p", region="RU-SMO", on=day("2026-01-01"))
    programme.record(Partner(id="a", name=Text.of("A"), sector="ngo"), on=day("2026-01-01"))

    def told(language: Language) -> str:
        return " ".join(finding.text(language) for finding in programme.missing())

    assert "The council" in told("en")
    assert "Совет" in told("ru")
    programme.record(
        Body(id="council", name=Text.of("Round table", "Круглый стол"), type="council"), on=day("2026-01-02")
    )
    assert "Round table" in told("en")
    assert "The council" not in told("en")
