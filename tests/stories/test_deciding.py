"""How the working group decides, and who holds office."""

from __future__ import annotations

from partnership.records import Assignment, Decision
from partnership.testing import end, on
from tests.stories.scenes import DAY, START, deciding

CHAIR = Assignment(id="chair", role="chair", person="anna", at="wg")


def test_a_decision_without_quorum_is_not_one() -> None:
    """Five of twelve are too few; the chair has to call again."""
    few = Decision(id="d-1", matter="chair", body="wg", present=5, members=12, votes_for=5)
    deciding().when(few, on=DAY).then_refused(by="G18", owed_by="chair", alone=True)


def test_half_of_the_members_are_a_quorum() -> None:
    """The share is a parameter; half is enough by default."""
    half = Decision(id="d-1", matter="chair", body="wg", present=6, members=12, votes_for=6)
    deciding().when(half, on=DAY).then(half)


def test_a_decision_of_which_nobody_counted_the_members_is_not_one() -> None:
    """What is not known is not a pass."""
    uncounted = Decision(id="d-1", matter="chair", body="wg", votes_for=6)
    deciding().when(uncounted, on=DAY).then_refused(by=("G18", "G19"))


def test_what_was_voted_down_is_not_decided() -> None:
    """A quorum is not a majority."""
    lost = Decision(id="d-1", matter="chair", body="wg", present=10, members=12, votes_for=4, votes_against=6)
    deciding().when(lost, on=DAY).then_refused(by="G19", alone=True)


def test_a_chair_may_not_be_the_secretary() -> None:
    """Two offices are held by two people."""
    scene = deciding().and_given(on(START, CHAIR))
    both = Assignment(id="secretary", role="secretary", person="anna", at="wg")
    scene.when(both, on=DAY).then_refused(by="G20", alone=True)
    scene.when(both.model_copy(update={"person": "boris"}), on=DAY).then_accepted()


def test_a_chair_who_has_left_office_may_become_the_secretary() -> None:
    """The rule looks at who holds office on the day."""
    scene = deciding().and_given(on(START, CHAIR), end("assignment", "chair", on=DAY))
    scene.when(Assignment(id="secretary", role="secretary", person="anna", at="wg"), on=DAY).then_accepted()


def test_a_coordinator_who_acts_before_the_paper_is_written_down_with_a_warning() -> None:
    """Acting before confirmation is normal: it is recorded, and it is said."""
    early = Assignment(id="coordinator", role="programme_coordinator", partner="care")
    deciding().when(early, on=DAY).then_accepted(warned_by="G21")
