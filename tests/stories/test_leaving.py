"""A partner who leaves."""

from __future__ import annotations

from datetime import date

from partnership.records import Handover, Partner
from partnership.testing import Scene, end, on
from partnership.values import Text
from tests.stories.scenes import smolensk
from tests.stories.test_agreements import AGREEMENT, SIDES, signed

LEAVES = date(2010, 5, 3)
LATER = date(2010, 5, 10)


def left() -> Scene:
    """In the main stage of the pilot, the second NGO leaves."""
    return smolensk(date(2010, 4, 30)).when(end("partner", "zabota", on=LEAVES)).then_accepted()


def test_a_partner_may_leave_and_what_rested_on_him_is_open_again() -> None:
    """Leaving is free; the gate that he had closed is not closed any more."""
    scene = signed(AGREEMENT, *SIDES).then_not_missing("P04")
    scene.when(end("partner", "bank", on=LEAVES)).then_accepted(warned_by="G28").then_missing(
        "P04", lacking=["business"]
    )


def test_the_roster_does_not_shrink_when_a_party_leaves() -> None:
    """Whoever has not signed still has not when he is gone: leaving makes no gate easier."""
    scene = signed(AGREEMENT, "care", "school", "authority").then_missing("P11", lacking=["bank"])
    scene.when(end("partner", "bank", on=LEAVES)).then_missing("P11", lacking=["bank"])


def test_the_programme_stands_still_when_a_party_has_left_without_a_handover() -> None:
    """From the day of leaving, and no stage is opened meanwhile."""
    left().then_suspended(since=LEAVES, by="M15").then_missing("M15", lacking=["zabota"])


def test_a_handover_asks_who_takes_over_what_the_partner_answered_for() -> None:
    """As long as he answers for something, it would fall to nobody."""
    handover = Handover(id="bye", partner="zabota", to=("rassvet",))
    answers = [
        record.id
        for record in left().programme.snapshot.records("responsibility")
        if (getattr(record, "partner", None), getattr(record, "raci", None)) == ("zabota", "A")
    ]
    assert answers
    left().when(handover, on=LATER).then_refused(by="G27", alone=True)
    passed_on = left().and_given(*(end("responsibility", id_, on=LATER) for id_ in answers))
    passed_on.when(handover, on=LATER).then_accepted().then_not_missing("M15").then_running()


def test_a_handover_without_a_taker_is_none() -> None:
    """It names at least one partner who goes on."""
    scene = signed(AGREEMENT, *SIDES)
    scene.when(Handover(id="bye", partner="bank"), on=LEAVES).then_refused(by="G27", alone=True)


def test_after_a_handover_the_roster_is_smaller() -> None:
    """Then, and only then, his signature is not asked for any more."""
    other = Partner(id="shop", name=Text.of("Shop", "Магазин"), sector="business", region="RU-SMO")
    scene = signed(AGREEMENT, "care", "school", "authority").and_given(
        on(LEAVES, other), end("partner", "bank", on=LEAVES)
    )
    scene.then_missing("P11", lacking=["bank"])
    scene.when(Handover(id="bye", partner="bank", to=("shop",)), on=LATER).then_accepted().then_not_missing("P11")
