"""Consent, and what is published about children."""

from __future__ import annotations

from partnership.records import Consent, Enrolment, Publication, Ward
from partnership.testing import amend, end, on
from tests.stories.scenes import DAY, START, child, visiting

STORY = Publication(id="story", what="story", about="w-1", pictured=("w-1",))


def test_a_story_without_the_guardian_s_consent_is_not_published() -> None:
    """Consent to taking part is not consent to a picture."""
    visiting().when(STORY, on=DAY).then_refused(by="A08", lacking=["w-1"], alone=True)


def test_a_story_with_the_guardian_s_consent_is_published() -> None:
    """A consent for this purpose, from somebody without a stake in it."""
    consent = Consent(id="picture", person="w-1", purpose="publication", by="guardian", child_view="asked")
    visiting().and_given(on(START, consent)).when(STORY, on=DAY).then(on(DAY, STORY))


def test_an_institution_that_gains_from_a_story_cannot_agree_to_it() -> None:
    """A conflict of interest does not become consent by being written down."""
    consent = Consent(
        id="picture", person="w-1", purpose="publication", by="institution", child_view="asked", conflict=True
    )
    visiting().and_given(on(START, consent)).when(STORY, on=DAY).then_refused(by="A08", alone=True)


def test_a_consent_that_was_withdrawn_allows_nothing_more() -> None:
    """Up to the day before, it did."""
    consent = Consent(id="picture", person="w-1", purpose="publication", by="guardian", child_view="asked")
    scene = visiting().and_given(on(START, consent), end("consent", "picture", on=DAY))
    scene.when(STORY, on=DAY).then_refused(by="A08")


def test_each_child_in_a_picture_is_asked_for() -> None:
    """One consent does not cover two."""
    consent = Consent(id="picture", person="w-1", purpose="publication", by="guardian", child_view="asked")
    both = STORY.model_copy(update={"pictured": ("w-1", "w-2")})
    scene = visiting().and_given(on(START, consent, *child("w-2")))
    scene.when(both, on=DAY).then_refused(by="A08", lacking=["w-2"])


def test_a_draft_may_wait_for_consent_and_is_not_published_without_it() -> None:
    """The door is at the publication, also when a draft becomes one."""
    draft = STORY.model_copy(update={"state": "draft"})
    scene = visiting().and_given(on(DAY, draft))
    scene.when(amend("publication", "story", on=DAY, state="published")).then_refused(by="A08", alone=True)


def test_a_child_joins_only_with_consent() -> None:
    """A pupil of whom nobody was asked is not enrolled."""
    scene = visiting().and_given(on(START, Ward(id="w-2", institution="school", age_band="11-13")))
    joins = Enrolment(id="joins-w-2", ward="w-2", institution="school")
    scene.when(joins, on=DAY).then_refused(by="G14", owed_by="school", alone=True)


def test_a_child_of_ten_or_older_is_asked_for_its_own_view() -> None:
    """A guardian's consent without it is refused; for the smallest it is not asked."""
    scene = visiting().and_given(
        on(
            START,
            Ward(id="w-2", institution="school", age_band="14-15"),
            Ward(id="w-3", institution="school", age_band="0-6"),
        )
    )
    for ward in ("w-2", "w-3"):
        consent = Consent(id=f"yes-{ward}", person=ward, purpose="take_part", by="guardian", child_view="not_asked")
        outcome = scene.when(consent, on=DAY)
        if ward == "w-2":
            outcome.then_refused(by="G15", alone=True)
        else:
            outcome.then_accepted()
