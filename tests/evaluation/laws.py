"""A law with one rule, and a history to hold against it, for tests of what is said to be lacking."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from partnership.errors import NotLawful
from partnership.findings import Finding, Lack
from partnership.programme import Programme
from partnership.reading import read_template
from partnership.records import (
    AnyRecord,
    Body,
    Credential,
    Document,
    Need,
    Partner,
    Person,
    Place,
    Volunteer,
)
from partnership.template import Template
from partnership.values import Text
from tests.small import no_file

LAW = """
format: 1
template: small
version: "1"
title: {{en: Small, ru: Малый}}
parameters:
- {{id: quorum, title: {{en: Quorum, ru: Кворум}}, type: share, default: 0.5}}
- {{id: fresh, title: {{en: Fresh, ru: Свежесть}}, type: duration, default: P45D}}
- {{id: grade, title: {{en: Grade, ru: Ступень}}, type: integer, default: 1}}
sectors:
- {{id: business, title: {{en: Business, ru: Бизнес}}}}
- {{id: ngo, title: {{en: Charities, ru: «Третий» сектор}}}}
roles:
- {{id: lead, title: {{en: Safeguarding lead, ru: Ответственный за защиту детей}}}}
- {{id: deputy, title: {{en: Deputy, ru: Заместитель}}}}
document_types:
- {{id: policy, title: {{en: Policy, ru: Правила}}}}
- {{id: plan, title: {{en: Plan, ru: План}}}}
- {{id: report, title: {{en: Report, ru: Отчёт}}}}
agreement_types: [{{id: cooperation, title: {{en: Cooperation agreement, ru: Соглашение о сотрудничестве}}}}]
clauses: [{{id: exit, title: {{en: Leaving, ru: Выход}}}}, {{id: roles, title: {{en: Duties, ru: Обязанности}}}}]
consent_purposes: [{{id: publication, title: {{en: Publication, ru: Публикация}}}}]
visit_types: [{{id: regular, title: {{en: Regular visit, ru: Обычный выезд}}}}]
publication_kinds: [{{id: story, title: {{en: Story, ru: Рассказ}}}}]
instruments: [{{id: culture, title: {{en: Culture, ru: Культура}}}}]
incident_types: [{{id: harm, title: {{en: Harm, ru: Вред}}}}]
meeting_types: [{{id: regular, title: {{en: Regular, ru: Очередное}}}}]
matters:
- {{id: chair, title: {{en: Election of the chair, ru: Избрание председателя}}}}
- {{id: other, title: {{en: Other, ru: Другое}}}}
credential_types: [{{id: clearance, title: {{en: Certificate, ru: Справка}}}}]
outcomes: [{{id: o1, title: {{en: More friends, ru: Больше друзей}}, beneficiary: pupils}}]
scales:
- id: ready
  title: {{en: Readiness, ru: Готовность}}
  of: person
  levels:
  - {{id: new, title: {{en: New, ru: Новичок}}}}
  - {{id: guided, title: {{en: Guided, ru: С наставником}}}}
  - {{id: alone, title: {{en: Alone, ru: Самостоятелен}}}}
registers:
- id: channels
  title: {{en: Channels, ru: Каналы}}
  fields:
    audience: {{type: text}}
    reach: {{type: choice, choices: [{{id: all, such: {{en: for everybody, ru: для всех}}}}, some]}}
records:
- {{kind: body, id: wg, title: {{en: Body, ru: Орган}}}}
- {{kind: indicator, id: ind, title: {{en: Figure, ru: Показатель}}}}
- {{kind: partner, id: bank, title: {{en: A bank, ru: Некий банк}}}}
rosters:
- {{id: parties, title: {{en: Parties, ru: Стороны}}, of: partner, anchored: {{from: agreements, field: parties}}}}
stages:
- id: first
  title: {{en: First, ru: Первый}}
  gates: {{exit: [{gate}]}}
- {{id: last, title: {{en: Last, ru: Последний}}, final: true}}
guards: [{guard}]
"""
ON = date(2010, 3, 1)
BANK = Partner(id="bank", name=Text.of("Bank", "Банк «Восток»"), sector="business", region="RU-SMO")
AID = Partner(id="aid", name=Text.of("Aid", "Помощь"), sector="ngo", region="RU-SMO")
IVAN = Person(id="p-1", partner="bank")
GROUP = Body(id="wg", name=Text.of("Working group", "Рабочая группа"), type="working_group")

PLACED = (
    BANK,
    AID,
    IVAN,
    Person(id="p-2", partner="aid"),
    Credential(id="c-2", person="p-2", type="clearance"),
    Volunteer(id="v-1", person="p-1", partner="bank", experienced=False),
    Need(id="n", institution="aid", what=Text.of("Chess", "Шахматы")),
    Place(id="pl", need="n", institution="aid", capacity=1, state="closed"),
)
"""A volunteer without a certificate, among others who have one, and a closed place."""


def law(*, gate: str = "", guard: str = "") -> Template:
    rule = "{{id: R1, title: {{en: The rule, ru: Правило}}, {}}}"
    text = LAW.format(gate=rule.format(gate) if gate else "", guard=rule.format(guard) if guard else "")
    return read_template(text, "small.yaml", no_file)


def told(template: Template, records: Iterable[AnyRecord]) -> Programme:
    programme = Programme.start(template, id="small-1", region="RU-SMO", on=date(2010, 1, 1))
    for record in records:
        programme.record(record, on=date(2010, 1, 2))
    return programme


def said(lacks: Iterable[Lack]) -> list[tuple[str, str]]:
    return [(lack.text("en"), lack.text("ru")) for lack in lacks]


def finding(gate: str, *records: AnyRecord, on: date = ON) -> Finding:
    (found,) = told(law(gate=gate), records).missing(on=on)
    return found


def lacking(gate: str, *records: AnyRecord, on: date = ON) -> list[tuple[str, str]]:
    """What is said to be lacking, without who owes it."""
    return said_of(finding(gate, *records, on=on))


def said_of(found: Finding) -> list[tuple[str, str]]:
    return said(lack.model_copy(update={"owed_by": ()}) for lack in found.lacks)


def against(guard: str, act: AnyRecord, *records: AnyRecord) -> Finding:
    programme = told(law(guard=guard), records)
    with pytest.raises(NotLawful) as refusal:
        programme.record(act, on=ON)
    return refusal.value.findings[0]


def refused(guard: str, act: AnyRecord, *records: AnyRecord) -> list[tuple[str, str]]:
    """What is said to be lacking when an act is refused, without who owes it."""
    return said_of(against(guard, act, *records))


def paper(number: int, kind: str = "policy") -> Document:
    return Document(id=f"doc-{number}", type=kind, state="adopted")
