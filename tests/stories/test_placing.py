"""Who may be placed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from partnership.records import Consent, Placement, Volunteer
from partnership.testing import amend, end, given, on
from tests.stories.scenes import (
    BEFORE_THE_LAW,
    DAY,
    LAW_IN_FORCE,
    START,
    certificate,
    law,
    partners,
    place,
    placing,
    volunteer,
)

IVAN = Placement(id="ivan-plays", place="chess-club", volunteer="v-ivan")


def test_a_volunteer_without_a_certificate_is_not_placed() -> None:
    """The law asks for the certificate on the day of the placement."""
    placing().when(IVAN, on=DAY).then_refused(by="A01", alone=True)


def test_the_volunteer_owes_the_certificate() -> None:
    """The refusal says who can mend it."""
    placing().when(IVAN, on=DAY).then_refused(by="A01", owed_by="v-ivan")


def test_with_a_certificate_he_is_placed() -> None:
    """Nothing else stands in the way."""
    placing().and_given(on(START, certificate("ivan"))).when(IVAN, on=DAY).then(on(DAY, IVAN))


def test_before_the_law_s_date_its_absence_only_warns() -> None:
    """The rule is dated: until then it is advice."""
    placing().when(IVAN, on=BEFORE_THE_LAW).then_accepted(warned_by="A01")


def test_the_rule_applies_from_its_first_day() -> None:
    """The day before the law is free, the day itself is not."""
    placing().when(IVAN, on=LAW_IN_FORCE - timedelta(days=1)).then_accepted()
    placing().when(IVAN, on=LAW_IN_FORCE).then_refused(by="A01")


def test_a_certificate_is_asked_for_at_the_day_of_the_placement() -> None:
    """One that lapses the day before does not count, one that lapses the day after does."""
    lapsing = placing().and_given(on(START, certificate("ivan", valid_to=DAY)))
    lapsing.when(IVAN, on=DAY - timedelta(days=1)).then_accepted()
    lapsing.when(IVAN, on=DAY).then_refused(by="A01", alone=True)


def test_a_certificate_that_nobody_has_looked_at_does_not_count() -> None:
    """Issue is not verification."""
    unseen = certificate("ivan").model_copy(update={"verified": None, "issued": START})
    placing().and_given(on(START, unseen)).when(IVAN, on=DAY).then_refused(by="A01")


def test_nobody_is_placed_who_has_not_agreed() -> None:
    """Taking part is voluntary: whoever withdraws the consent is placed no more."""
    withdrawn = placing().and_given(on(START, certificate("ivan")), end("consent", "wish-ivan", on=START))
    withdrawn.when(IVAN, on=DAY).then_refused(by="A02", alone=True)


def test_an_employer_may_not_consent_for_a_volunteer() -> None:
    """The consent itself is refused."""
    consent = Consent(id="order", person="ivan", purpose="take_part", by="employer", given_by="bank")
    placing().when(consent, on=DAY).then_refused(by="G16", owed_by="business", alone=True)


def test_nobody_is_placed_by_order_of_an_employer() -> None:
    """Even with all papers."""
    ordered = placing().and_given(
        on(START, certificate("ivan")), amend("volunteer", "v-ivan", on=START, employer_mandated=True)
    )
    ordered.when(IVAN, on=DAY).then_refused(by="G02", alone=True)


def test_a_place_takes_no_more_people_than_it_holds() -> None:
    """The second volunteer of a place for one is refused."""
    scene = placing().and_given(
        on(START, *volunteer("olga"), certificate("ivan"), certificate("olga")),
        amend("place", "chess-club", on=START, capacity=1),
        on(DAY, IVAN),
    )
    scene.when(Placement(id="olga-plays", place="chess-club", volunteer="v-olga")).then_refused(by="G01", alone=True)


def test_nobody_is_placed_in_a_place_that_is_closed() -> None:
    """A place has to be open."""
    closed = placing().and_given(on(START, certificate("ivan")), amend("place", "chess-club", on=START, state="closed"))
    closed.when(IVAN, on=DAY).then_refused(by="A03", alone=True)


def test_whoever_was_not_briefed_is_not_placed() -> None:
    """Readiness is a step that has to be reached."""
    newcomer = placing().and_given(on(START, certificate("ivan")), end("level", "step-ivan", on=START))
    newcomer.when(IVAN, on=DAY).then_refused(by="A04", alone=True)


def test_a_volunteer_comes_from_a_partner_that_takes_part() -> None:
    """Not from one that is suspended."""
    scene = placing().and_given(amend("partner", "bank", on=DAY, status="suspended"))
    scene.when(Volunteer(id="v-new", person="ivan", partner="bank", experienced=True)).then_refused(by="G04")


def test_every_reason_is_told_not_the_first() -> None:
    """A placement that lacks three things is refused for three reasons."""
    scene = placing().and_given(
        end("consent", "wish-ivan", on=START), amend("place", "chess-club", on=START, state="closed")
    )
    scene.when(IVAN, on=DAY).then_refused(by=("A01", "A02", "A03"))


@pytest.mark.parametrize(
    "day", [pytest.param(date(2007, 1, 25), id="before"), pytest.param(date(2007, 1, 26), id="from")]
)
def test_consent_to_the_processing_of_data_is_asked_since_the_law_on_it(day: date) -> None:
    """Federal law 152-FZ took effect on 26 January 2007."""
    scene = given(law(), on(date(2006, 1, 1), *partners(), *volunteer("ivan"), *place())).and_given(
        end("consent", "data-ivan", on=date(2006, 1, 1))
    )
    outcome = scene.when(IVAN, on=day)
    if day < date(2007, 1, 26):
        outcome.then_accepted(warned_by="G03")
    else:
        outcome.then_refused(by="G03", alone=True)
