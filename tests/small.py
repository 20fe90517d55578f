"""A law small enough to be held in the head, for tests of one room at a time."""

from __future__ import annotations

import datetime as dt
from functools import cache

from partnership.programme import Programme
from partnership.reading import read_template
from partnership.records import Agreement, Assignment, Partner, Person, Signature
from partnership.template import Template
from partnership.values import Text

SMALL = """
format: 1
template: small
version: "1"
title: {en: A small law, ru: Малый закон}
sectors: [{id: business, title: B}, {id: ngo, title: N}]
roles: [{id: coordinator, title: {en: Coordinator, ru: Координатор}}, {id: chair, title: Chair}]
agreement_types: [{id: cooperation_agreement, title: {en: Agreement, ru: Соглашение}}]
clauses: [{id: exit, title: Exit}, {id: roles, title: Roles}]
credential_types: [{id: clearance, title: {en: Clearance, ru: Справка}}]
incident_types: [{id: harm, title: Harm}]
rosters:
- id: parties
  title: Parties
  of: partner
  anchored: {from: agreements, field: parties}
  released_by: {from: handovers, field: partner}
stages:
- id: before
  title: {en: Before, ru: До}
  stages:
  - {id: gathering, title: {en: Gathering, ru: Сбор}}
  - {id: agreeing, title: {en: Agreeing, ru: Согласование}}
  next: [during]
  gates:
    exit:
    - id: R1
      title: {en: Everybody has signed, ru: Все подписали}
      owed_by: $it
      waivable_by: [coordinator]
      waivable_for: P30D
      signed: {type: [cooperation_agreement], by: parties, clauses: [exit]}
    - {id: R2, title: {en: There is a coordinator, ru: Есть координатор}, role: {role: coordinator, exactly: 1}}
- id: during
  title: {en: During, ru: Во время}
  next: [after]
  back: [before]
  gates:
    invariant:
    - {id: R3, title: {en: A business takes part, ru: Участвует бизнес}, sectors_present: [business]}
    - id: R4
      title: {en: The agreement is in force, ru: Соглашение действует}
      count: {of: {from: agreements}}
    cadence:
    - {id: R5, title: {en: Visits go on, ru: Выезды продолжаются}, timing: {of: visits, cadence: P30D}}
    exit:
    - {id: R6, title: {en: No harm is open, ru: Нет открытых происшествий}, none_open: {from: incidents}}
- {id: after, title: {en: After, ru: После}, final: true}
guards:
- id: R7
  act: {record: placement}
  title: {en: Cleared on the day, ru: Справка на этот день}
  credential: {of: $act.volunteer.person, type: clearance}
- {id: R8, severity: warn, act: {end: partner}, title: Somebody stays, count: {of: partners, min: 2}}
while_suspended: {refuse: [{record: placement}]}
"""


def day(text: str) -> dt.date:
    """Return a day from its ISO text."""
    return dt.date.fromisoformat(text)


@cache
def small_law(changed: str = SMALL) -> Template:
    """Return the small law, read once."""
    return read_template(changed, "small.yaml", no_file)


def no_file(name: str) -> tuple[bytes, str]:
    """Give no other file: a law of one piece asks for none."""
    raise AssertionError(name)


def with_rules(*rules: str) -> str:
    """Return the text of the small law with some rules more at the exit of its second stage."""
    return SMALL.replace("    - {id: R6", "".join(f"    - {{{rule}}}\n" for rule in rules) + "    - {id: R6")


def partner(id_: str, sector: str = "business") -> Partner:
    """Return a partner."""
    return Partner(id=id_, name=Text.of(id_.title()), sector=sector)


def begun() -> Programme:
    """Return a programme under the small law with a bank, an NGO, a coordinator, and an agreement until 2010-06-01."""
    programme = Programme.start(small_law(), id="small-1", region="RU-SMO", on=day("2010-01-01"))
    programme.record(partner("bank"), on=day("2010-01-02"))
    programme.record(partner("aid", "ngo"), on=day("2010-01-02"))
    programme.record(Person(id="p-1", partner="aid"), on=day("2010-01-03"))
    programme.record(Assignment(id="a-1", role="coordinator", person="p-1"), on=day("2010-01-03"))
    agreement = Agreement(
        id="agr",
        type="cooperation_agreement",
        parties=("bank", "aid"),
        clauses=("exit", "roles"),
        valid_to=day("2010-06-01"),
    )
    programme.record(agreement, on=day("2010-01-10"))
    return programme


def signed() -> Programme:
    """Return the programme after both have signed."""
    programme = begun()
    for one in ("bank", "aid"):
        programme.record(Signature(id=f"s-{one}", agreement="agr", partner=one), on=day("2010-01-20"))
    return programme


def running() -> Programme:
    """Return the programme in its second stage, since 2010-02-01."""
    programme = signed()
    programme.advance("agreeing", on=day("2010-01-25"))
    programme.advance(on=day("2010-02-01"))
    return programme


def running_under(law: Template) -> Programme:
    """Return the same programme as if it had been begun under another law."""
    first, *others = running().entries
    return Programme.from_entries(law, [first.model_copy(update={"digest": law.digest}), *others])
