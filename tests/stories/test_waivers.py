"""Setting a requirement aside: by whom, for how long, and what for."""

from __future__ import annotations

from datetime import timedelta

from partnership.records import Placement
from partnership.testing import Scene, end, on, waive
from tests.stories.scenes import DAY, START, certificate, placing
from tests.stories.test_late_paperwork import CHAIR

IVAN = Placement(id="ivan-plays", place="chess-club", volunteer="v-ivan")
UNTIL = DAY + timedelta(days=20)


def not_briefed() -> Scene:
    """Ivan has all papers, and has lost his step of readiness; Anna is the chair."""
    return placing().and_given(on(START, certificate("ivan"), *CHAIR), end("level", "step-ivan", on=START))


def test_a_waiver_is_given_by_the_roles_that_the_template_names() -> None:
    """By the chair, not by the volunteer himself."""
    not_briefed().when(waive("A04", on=DAY, until=UNTIL, waived_by="ivan")).then_refused(code="waiver_role")
    not_briefed().when(waive("A04", on=DAY, until=UNTIL, waived_by="anna")).then_accepted()


def test_a_chair_who_has_left_office_waives_nothing() -> None:
    """The role is held on the day, or it is not held."""
    scene = not_briefed().and_given(end("assignment", "chair", on=DAY))
    scene.when(waive("A04", on=DAY, until=UNTIL, waived_by="anna")).then_refused(code="waiver_role")


def test_a_waiver_lasts_no_longer_than_the_template_allows() -> None:
    """Thirty days for this one."""
    not_briefed().when(waive("A04", on=DAY, until=DAY + timedelta(days=31), waived_by="anna")).then_refused(
        code="waiver_too_long"
    )


def test_what_protects_children_is_waived_by_nobody() -> None:
    """Not by the chair either."""
    not_briefed().when(waive("A01", on=DAY, until=UNTIL, waived_by="anna")).then_refused(code="not_waivable")


def test_a_waiver_lets_pass_until_its_day_and_not_beyond() -> None:
    """The last day is the one before `until`."""
    waived = not_briefed().and_given(waive("A04", on=DAY, until=UNTIL, waived_by="anna"))
    waived.when(IVAN, on=DAY - timedelta(days=1)).then_refused(by="A04", alone=True)
    waived.when(IVAN, on=DAY).then_accepted()
    waived.when(IVAN, on=UNTIL - timedelta(days=1)).then_accepted()
    waived.when(IVAN, on=UNTIL).then_refused(by="A04", alone=True)


def test_a_waiver_for_one_helps_no_other() -> None:
    """It names whom it is for: whoever the act names."""
    own = not_briefed().and_given(waive("A04", on=DAY, until=UNTIL, waived_by="anna", subject="v-ivan"))
    own.when(IVAN, on=DAY).then_accepted()
    waived = not_briefed().and_given(waive("A04", on=DAY, until=UNTIL, waived_by="anna", subject="anna"))
    waived.when(IVAN, on=DAY).then_refused(by="A04", alone=True)


def test_a_waiver_by_somebody_who_is_not_there_is_a_slip() -> None:
    """He does not lack a role, he lacks a record: that is no attempt that rules refused."""
    not_briefed().when(waive("A04", on=DAY, until=UNTIL, waived_by="ana")).then_refused(code="unknown_id")


def test_a_waiver_for_somebody_who_is_not_there_is_no_waiver() -> None:
    """A slip in an id would let nobody through, and nobody would see why."""
    not_briefed().when(waive("A04", on=DAY, until=UNTIL, waived_by="anna", subject="v-olga")).then_refused(
        code="unknown_id"
    )
