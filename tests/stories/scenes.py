"""Small scenes to tell stories in: one company, one NGO, one school, one authority; and the whole Smolensk pilot."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from partnership.programme import Programme, load_programme, load_template
from partnership.reading import read_yaml
from partnership.records import (
    Assignment,
    Body,
    Consent,
    Credential,
    Enrolment,
    Indicator,
    Item,
    Level,
    Need,
    Partner,
    Person,
    Place,
    Record,
    Visit,
    Volunteer,
    Ward,
)
from partnership.template import Template
from partnership.testing import Scene, given, on
from partnership.testing.reference import ReferenceEvaluator
from partnership.values import Text

ROOT = Path(__file__).resolve().parents[2]

START = date(2010, 2, 1)
LAW_IN_FORCE = date(2011, 1, 7)
"""The day from which Russian law asks people who work with children for a certificate of no criminal record."""
BEFORE_THE_LAW = date(2010, 12, 1)
DAY = date(2011, 3, 1)
"""The day on which most stories take place."""


NORTH = Partner(id="north", name=Text.of("North", "Север"), sector="ngo")
SOUTH = Partner(id="south", name=Text.of("South", "Юг"), sector="ngo")
GROUP = Body(id="wg", name=Text.of("Group", "Группа"), type="working_group")
LEAD = Indicator(id="lead", title=Text.of("Lead in water", "Свинец в воде"), unit="mg")


def rule(asked: str, id_: str = "R") -> str:
    """A requirement that is called by its id, for laws that ask one thing."""
    return f"{{id: {id_}, title: {{en: {id_}, ru: {id_}}}, {asked}}}"


def row(register: str, id_: str, **fields: Any) -> Item:
    """A row of a register of a law's own."""
    return Item.model_validate({"id": id_, "list": register, "fields": fields})


@cache
def judge(template: str) -> ReferenceEvaluator:
    """The slow evaluator of a template that is shipped; it reads the file as its author wrote it."""
    file = ROOT / "src" / "partnership" / "templates" / f"{template}.yaml"
    return ReferenceEvaluator(read_yaml(file.read_bytes(), file.name).value)


@cache
def law() -> Template:
    """The template as it is shipped."""
    return load_template("volunteers")


def partners() -> tuple[Record, ...]:
    """One partner of each side."""
    return (
        Partner(id="bank", name=Text.of("Bank", "Банк"), sector="business", role="company", region="RU-SMO"),
        Partner(id="care", name=Text.of("Care", "Забота"), sector="ngo", role="programme_coordinator"),
        Partner(id="school", name=Text.of("School", "Школа"), sector="childrens_institution"),
        Partner(id="authority", name=Text.of("Authority", "Департамент"), sector="government"),
    )


def volunteer(who: str, *, household: str | None = None) -> tuple[Record, ...]:
    """Somebody from the bank who may be placed, but for the certificate that the law asks for."""
    return (
        Person(id=who, partner="bank", household=household),
        Volunteer(id=f"v-{who}", person=who, partner="bank", experienced=True),
        Credential(id=f"training-{who}", person=who, type="training_volunteer"),
        Credential(id=f"pass-{who}", person=who, type="institution_clearance", verified=START),
        Level(id=f"step-{who}", person=who, scale="immersion", level="briefed"),
        Consent(id=f"wish-{who}", person=who, purpose="take_part", by="self"),
        Consent(id=f"data-{who}", person=who, purpose="personal_data", by="self"),
    )


def certificate(who: str, *, valid_to: date | None = None) -> Credential:
    """The certificate of no criminal record, looked at by somebody."""
    return Credential(
        id=f"certificate-{who}", person=who, type="criminal_record_clearance", verified=START, valid_to=valid_to
    )


def place(*, capacity: int = 2) -> tuple[Record, ...]:
    """A place in the school, and the need that it answers."""
    return (
        Need(id="chess", institution="school", what=Text.of("Somebody to play chess with", "С кем играть в шахматы")),
        Place(id="chess-club", need="chess", institution="school", capacity=capacity),
    )


def school_staff() -> tuple[Record, ...]:
    """An educator, who is the school's lead for the protection of children."""
    return (
        Person(id="educator", partner="school", staff=True),
        Assignment(id="lead", role="safeguarding_lead", person="educator", at="school"),
    )


def child(id_: str, *, age: str = "11-13") -> tuple[Record, ...]:
    """A pupil who was asked, whose guardian agreed, and who has joined."""
    return (
        Ward.model_validate({"id": id_, "institution": "school", "age_band": age}),
        Consent(id=f"guardian-{id_}", person=id_, purpose="take_part", by="guardian", child_view="asked"),
        Enrolment(id=f"joins-{id_}", ward=id_, institution="school"),
    )


def visit(*adults: str, id_: str = "visit", day: date = DAY, wards: tuple[str, ...] = ()) -> Visit:
    """A visit to the school that was held, with its educator."""
    return Visit(
        id=id_,
        type="regular_visit",
        institution="school",
        state="held",
        planned_for=day,
        adults=adults,
        wards=wards,
        staff=("educator",),
    )


def working_group() -> tuple[Record, ...]:
    """The working group and two of its people."""
    return (
        Body(id="wg", name=Text.of("Working group", "Рабочая группа"), type="working_group"),
        Person(id="anna", partner="care"),
        Person(id="boris", partner="bank"),
    )


@cache
def placing() -> Scene:
    """Everything is there for a placement, but for the certificate that the law asks for."""
    return given(law(), on(START, *partners(), *volunteer("ivan"), *place()))


@cache
def visiting() -> Scene:
    """Two unrelated adults may visit the school, where one child has joined."""
    return given(
        law(),
        on(START, *partners(), *school_staff(), *volunteer("ivan"), *volunteer("olga"), *child("w-1")),
        on(START, certificate("ivan"), certificate("olga")),
    )


@cache
def deciding() -> Scene:
    """A working group that may decide."""
    return given(law(), on(START, *partners(), *working_group()))


@cache
def pilot() -> Programme:
    """The Smolensk pilot, as its file tells it."""
    return load_programme(ROOT / "examples" / "smolensk-2009.yaml")


@cache
def smolensk(day: date) -> Scene:
    """The Smolensk pilot as it was written down until a day, told once more through the door."""
    programme = pilot()
    known = [entry for entry in programme.entries if entry.recorded.date() <= day]
    return given(programme.law_on(day), *known)
