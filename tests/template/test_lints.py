"""What looks wrong in a sound law is said as advice, at its place."""

from __future__ import annotations

from partnership.template.lints import lints
from tests.template.laws import HEAD, LISTS, STAGES, law

WHOLE = HEAD + LISTS + STAGES


def test_a_law_whose_duties_and_outcomes_meet_needs_no_advice() -> None:
    assert lints(law(WHOLE)) == ()


def test_a_duty_from_which_nothing_follows_and_an_outcome_of_nobody_are_seen() -> None:
    found = lints(law(WHOLE.replace("produced_by: [f1]", "produced_by: []")))
    assert [str(fault.what) for fault in found] == [
        "no outcome follows from the duty 'f1'",
        "no function produces the outcome 'o1'",
    ]
    assert [WHOLE.splitlines()[fault.at.line - 1][fault.at.column - 1 :][:2] for fault in found if fault.at] == [
        "f1",
        "o1",
    ]
    assert all("«" in fault.text("ru") for fault in found)


def test_a_duty_that_repeats_another_is_covered_by_it() -> None:
    assert lints(law(WHOLE.replace("nature: benefit", "nature: duty"))) == ()
