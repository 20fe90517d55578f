"""What somebody holds or has given on a partner's behalf, when the partner leaves."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from partnership.reading import read_template
from partnership.records import Assignment, Consent, Item, Membership, Person, Record, Ward
from partnership.template import Template
from partnership.testing import Scene, amend, close, end, given, on, waive
from tests.small import no_file
from tests.stories.scenes import GROUP, NORTH, SOUTH

START, LEAVES, LATER = date(2020, 1, 1), date(2020, 6, 1), date(2020, 7, 1)

LAW = """
format: 1
template: garden
version: "1"
title: {{en: Garden, ru: Сад}}
sectors: [{{id: ngo, title: {{en: NGO, ru: НКО}}}}]
roles: [{{id: chair, title: {{en: Chair, ru: Председатель}}}}]
consent_purposes: [{{id: take_part, title: {{en: To take part, ru: Участие}}}}]
registers:
  - {{id: rooms, title: {{en: Rooms, ru: Комнаты}}, fields: {{n: {{type: integer}}}}}}
  - {{id: halls, title: {{en: Halls, ru: Залы}}, fields: {{n: {{type: integer}}}}}}
{more}
stages:
  - id: one
    title: {{en: One, ru: Один}}
    gates:
      exit: [{{id: R, title: {{en: R, ru: R}}, waivable_by: [chair], {check}}}]
  - {{id: two, title: {{en: Two, ru: Два}}, final: true}}
"""

HAS_CHAIR = "role: {role: chair, exactly: 1}"
HAS_SEATS = "count: {of: memberships, min: 2}"
HAS_CONSENT = "consent: {of: wards, purpose: take_part, by: [institution, guardian]}"


@cache
def law(check: str, more: str = "") -> Template:
    """A law that asks one thing."""
    return read_template(LAW.format(check=check, more=more), "garden.yaml", no_file)


GROUND: tuple[Record, ...] = (
    NORTH,
    SOUTH,
    GROUP,
    Person(id="anna", partner="north"),
    Person(id="boris", partner="south"),
    Ward(id="w-1", institution="north", age_band="11-13"),
)


def scene(check: str, *records: Record, more: str = "") -> Scene:
    """Two partners with a person each, and what else was there from the start."""
    return given(law(check, more), on(START, *GROUND, *records))


@pytest.mark.parametrize(
    "chair",
    [
        Assignment(id="chair", role="chair", person="boris", on_behalf_of="north"),
        Assignment(id="chair", role="chair", partner="north"),
        Assignment(id="chair", role="chair", person="anna"),
    ],
    ids=["on behalf of the partner", "by the partner itself", "by a person of the partner"],
)
def test_a_role_ends_with_the_partner_on_whose_behalf_it_is_held(chair: Assignment) -> None:
    """The day before it is held; from the day of leaving the gate asks again."""
    left = scene(HAS_CHAIR, chair).and_given(end("partner", "north", on=LEAVES))
    left.then_not_missing("R", on=date(2020, 5, 31)).then_missing("R", on=LEAVES)
    left.then_not_missing("R", on=START)


def test_a_role_that_rests_on_nobody_who_left_goes_on() -> None:
    """The other partner's leaving is none of its business."""
    held = scene(HAS_CHAIR, Assignment(id="chair", role="chair", person="anna"))
    held.and_given(end("partner", "south", on=LEAVES)).then_not_missing("R", on=LATER)


def test_late_paperwork_about_the_leave_takes_the_role_along() -> None:
    """Written down a month later, true from its day."""
    held = scene(HAS_CHAIR, Assignment(id="chair", role="chair", person="anna"))
    held.and_given(end("partner", "north", on=LEAVES, recorded=LATER)).then_missing("R", on=LEAVES)


def test_a_seat_ends_with_its_partner() -> None:
    """Two seats are one when one partner has left."""
    seats = (Membership(id="m-1", body="wg", partner="north"), Membership(id="m-2", body="wg", partner="south"))
    seated = scene(HAS_SEATS, *seats)
    seated.then_not_missing("R", on=START)
    seated.and_given(end("partner", "south", on=LEAVES)).then_missing("R", on=LEAVES)


def test_the_consent_of_an_institution_ends_with_it_and_a_guardians_does_not() -> None:
    """Nobody could be asked any more to withdraw it."""
    by_school = Consent(id="c", person="w-1", purpose="take_part", by="institution", given_by="north")
    by_guardian = Consent(id="c", person="w-1", purpose="take_part", by="guardian", child_view="asked")
    leave = end("partner", "north", on=LEAVES)
    scene(HAS_CONSENT, by_school).and_given(leave).then_not_missing("R", on=START).then_missing("R", on=LEAVES)
    scene(HAS_CONSENT, by_guardian).and_given(leave).then_not_missing("R", on=LEAVES)


@pytest.mark.parametrize(
    "check, register, record",
    [
        (HAS_CHAIR, "assignments", Assignment(id="x", role="chair", person="anna")),
        (
            HAS_CONSENT,
            "consents",
            Consent(id="x", person="w-1", purpose="take_part", by="institution", given_by="north"),
        ),
    ],
)
def test_a_law_may_let_it_outlast_the_partner(check: str, register: str, record: Record) -> None:
    """Register by register."""
    stays = scene(check, record, more=f"outlast_partner: [{register}]")
    stays.and_given(end("partner", "north", on=LEAVES)).then_not_missing("R", on=LATER)


def test_who_held_a_role_for_a_partner_that_left_waives_nothing() -> None:
    """The right goes with the role."""
    held = scene("count: {of: rooms, min: 3}", Assignment(id="chair", role="chair", person="anna"))
    ask = waive("R", on=LATER, until=date(2020, 8, 1), waived_by="anna")
    held.when(ask).then_accepted()
    held.and_given(end("partner", "north", on=LEAVES)).when(ask).then_refused(code="waiver_role")


def test_too_few_is_nobodys_waiver() -> None:
    """Two partners of the five that are needed, both with a waiver: three are missing all the same."""
    check = "coverage: {each: partners, has: {from: memberships, where: {partner: $it}}, at_least: 5}"
    chair = Assignment(id="chair", role="chair", person="anna")
    both = scene(check, chair).and_given(
        *(waive("R", on=LEAVES, until=LATER, waived_by="anna", subject=one) for one in ("north", "south"))
    )
    both.then_missing("R", on=LEAVES)
    (finding,) = both.programme.as_of(LEAVES).missing()
    assert ("2", ">= 5") in {(lack.have, lack.need) for lack in finding.lacks}
    wholly = both.and_given(waive("R", on=LEAVES, until=LATER, waived_by="anna"))
    wholly.then_not_missing("R", on=LEAVES)


def test_a_row_stays_in_its_register_and_another_register_has_ids_of_its_own() -> None:
    """No amendment moves it, and a hall may be called as a room is."""
    rooms = tuple(Item.model_validate({"id": id_, "list": "rooms", "fields": {"n": 1}}) for id_ in ("r1", "r2"))
    both = scene("count: {of: rooms, min: 2}", *rooms)
    both.when(amend("rooms", "r1", on=LEAVES, list="halls")).then_refused(code="bad_change")
    hall = Item.model_validate({"id": "r1", "list": "halls", "fields": {"n": 1}})
    built = both.and_given(on(LEAVES, hall))
    built.when(end("halls", "r1", on=LEAVES)).then_accepted().then_not_missing("R", on=LEAVES)
    built.when(end("rooms", "r1", on=LEAVES)).then_accepted().then_missing("R", on=LEAVES)


def test_a_programme_is_closed_once() -> None:
    """Not a second time on an earlier day."""
    over = scene(HAS_CHAIR).and_given(close("cancelled", on=LATER))
    over.when(close("cancelled", on=LEAVES)).then_refused(code="after_close")
