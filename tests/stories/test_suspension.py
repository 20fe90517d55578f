"""An agreement lapses, and is renewed."""

from __future__ import annotations

from datetime import date, timedelta

from partnership.records import Interest, Placement
from partnership.testing import Scene, advance
from tests.stories.scenes import smolensk

LAPSES = date(2010, 6, 15)
RENEWED = date(2010, 7, 2)
MEANWHILE = date(2010, 6, 20)
PLACEMENT = Placement(id="one-more", place="place-pochinok", volunteer="v-uralsib-3")


def lapsed() -> Scene:
    """The pilot in June 2010, before anybody has renewed the agreement."""
    return smolensk(date(2010, 6, 14))


def test_an_agreement_that_lapses_suspends_the_programme_from_that_very_day() -> None:
    """Not from the day on which somebody looks."""
    lapsed().then_running(on=LAPSES - timedelta(days=1))
    lapsed().then_suspended(since=LAPSES, by="M12", on=LAPSES)
    lapsed().then_suspended(since=LAPSES, by="M12", on=date(2010, 6, 27))


def test_placements_are_refused_meanwhile() -> None:
    """And accepted the day before."""
    lapsed().when(PLACEMENT, on=MEANWHILE).then_refused(code="suspended")
    lapsed().when(PLACEMENT, on=LAPSES - timedelta(days=1)).then_accepted()


def test_no_stage_is_opened_meanwhile() -> None:
    """Neither forward nor back."""
    lapsed().when(advance("follow_up", on=MEANWHILE)).then_refused(code="suspended")


def test_what_is_safe_goes_on_meanwhile() -> None:
    """Paperwork that mends, and what nobody is harmed by."""
    wish = Interest(id="wish", partner="rassvet", outcome="PN1", confirmed=True)
    lapsed().when(wish, on=MEANWHILE).then_accepted().then_suspended(since=LAPSES)


def test_it_resumes_when_the_agreement_is_renewed_and_signed_by_all() -> None:
    """On the day of the last signature; what was before stays as it was."""
    renewed = smolensk(RENEWED)
    renewed.then_running(on=RENEWED)
    renewed.then_suspended(since=LAPSES, by="M12", on=RENEWED - timedelta(days=1))
    renewed.when(PLACEMENT, on=RENEWED).then_accepted()
