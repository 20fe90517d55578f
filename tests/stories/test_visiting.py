"""Which visits are held."""

from __future__ import annotations

from datetime import timedelta

import pytest

from partnership.records import Person, Visit
from partnership.testing import amend, end, on
from tests.stories.scenes import BEFORE_THE_LAW, DAY, START, child, visit, visiting, volunteer


def test_a_visit_with_one_adult_is_not_held() -> None:
    """Two adults at least are with the children."""
    visiting().when(visit("ivan", wards=("w-1",))).then_refused(by="A05", alone=True)


def test_a_visit_with_two_unrelated_adults_is_held() -> None:
    """Cleared by the institution, of different households, with staff."""
    held = visit("ivan", "olga", wards=("w-1",))
    visiting().when(held, on=DAY).then(on(DAY, held))


def test_two_adults_of_one_household_are_one() -> None:
    """A couple watches nobody."""
    couple = visiting().and_given(
        amend("person", "ivan", on=START, household="h-1"), amend("person", "olga", on=START, household="h-1")
    )
    couple.when(visit("ivan", "olga"), on=DAY).then_refused(by="A05", alone=True)


def test_every_adult_is_cleared_by_the_institution() -> None:
    """A third adult without clearance may not come along, though two have it."""
    scene = visiting().and_given(on(START, *volunteer("petr")), end("credential", "pass-petr", on=START))
    scene.when(visit("ivan", "olga", "petr"), on=DAY).then_refused(by="G35", alone=True)


def test_adults_without_a_certificate_do_not_meet_children_once_the_law_asks_for_it() -> None:
    """Before that day the same visit is held."""
    scene = visiting().and_given(end("credential", "certificate-olga", on=START))
    scene.when(visit("ivan", "olga", wards=("w-1",)), on=DAY).then_refused(by="G10", alone=True)
    scene.when(visit("ivan", "olga", day=BEFORE_THE_LAW, wards=("w-1",)), on=BEFORE_THE_LAW).then_accepted(
        warned_by="G10"
    )


def test_staff_of_the_institution_is_with_the_children() -> None:
    """Somebody else's educator will not do."""
    scene = visiting().and_given(on(START, Person(id="guest", partner="care", staff=True)))
    alone = visit("ivan", "olga", wards=("w-1",)).model_copy(update={"staff": ("guest",)})
    scene.when(alone, on=DAY).then_refused(by="A07", owed_by="school", alone=True)


@pytest.mark.parametrize(
    "age, children",
    [
        pytest.param("0-6", 8, id="four small children to an adult"),
        pytest.param("7-10", 16, id="eight younger pupils to an adult"),
        pytest.param("11-13", 20, id="ten older pupils to an adult"),
    ],
)
def test_so_many_children_need_so_many_adults(age: str, children: int) -> None:
    """The youngest decides; two adults manage this many of one age, and not one more."""
    wards = tuple(f"k-{number}" for number in range(children + 1))
    records = [record for id_ in wards for record in child(id_, age=age)]
    scene = visiting().and_given(on(START, *records))
    scene.when(visit("ivan", "olga", wards=wards[:-1]), on=DAY).then_accepted()
    scene.when(visit("ivan", "olga", wards=wards), on=DAY).then_refused(by="A06", alone=True)


def test_a_visit_asks_no_more_of_anybody_than_he_is_ready_for() -> None:
    """Who was only briefed does not go where people act with a guide."""
    demanding = visit("ivan", "olga").model_copy(update={"activity_level": "accompanied"})
    visiting().when(demanding, on=DAY).then_refused(by="G07", lacking=["ivan", "olga"], alone=True)


def test_a_newcomer_lowers_what_a_planned_visit_may_ask() -> None:
    """The group is asked again when somebody joins it."""
    planned = Visit(
        id="plan",
        type="regular_visit",
        institution="school",
        state="planned",
        planned_for=DAY,
        adults=("ivan", "olga"),
    )
    scene = visiting().and_given(on(START, *volunteer("petr")), end("level", "step-petr", on=START), on(START, planned))
    scene.when(amend("visit", "plan", on=DAY, adults=["ivan", "olga", "petr"])).then_refused(by="G06", lacking=["petr"])


def test_children_who_have_not_joined_are_not_visited() -> None:
    """Enrolment asks for consent, and a visit for enrolment."""
    scene = visiting().and_given(end("enrolment", "joins-w-1", on=START))
    scene.when(visit("ivan", "olga", wards=("w-1",)), on=DAY).then_refused(by="G11", lacking=["w-1"], alone=True)


def test_nobody_visits_an_institution_without_a_lead_for_the_protection_of_children() -> None:
    """The assignment has to be in force on the day."""
    scene = visiting().and_given(end("assignment", "lead", on=DAY))
    scene.when(visit("ivan", "olga"), on=DAY - timedelta(days=1)).then_accepted()
    scene.when(visit("ivan", "olga"), on=DAY).then_refused(by="G12", owed_by="school", alone=True)


def test_a_visit_that_was_not_held_is_not_debriefed() -> None:
    """No step is skipped."""
    talked_over = visit("ivan", "olga").model_copy(update={"state": "debriefed"})
    visiting().when(talked_over, on=DAY).then_refused(by="G13", alone=True)
    visiting().and_given(on(DAY, visit("ivan", "olga"))).when(
        amend("visit", "visit", on=DAY, state="debriefed")
    ).then_accepted()
