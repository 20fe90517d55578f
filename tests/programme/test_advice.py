"""What looks wrong in a sound law is said as advice, at its place."""

from __future__ import annotations

import pytest

from partnership.programme import advice, load_template, shipped_templates
from tests.template.laws import HEAD, LISTS, STAGES, law

WHOLE = HEAD + LISTS + STAGES


def test_a_law_whose_duties_and_outcomes_meet_needs_no_advice() -> None:
    assert advice(law(WHOLE)) == ()


def test_a_duty_from_which_nothing_follows_and_an_outcome_of_nobody_are_seen() -> None:
    found = advice(law(WHOLE.replace("produced_by: [f1]", "produced_by: []")))
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
    assert advice(law(WHOLE.replace("nature: benefit", "nature: duty"))) == ()


def test_a_rule_that_asks_for_nothing_is_seen() -> None:
    """No money is little money: the gate stands open before anything is recorded."""
    none = "compare: {left: {sum: contributions, field: value, empty: 0}, op: lte, right: 3}"
    idle = f"  gates: {{exit: [{{id: R1, title: Little money, {none}}}]}}\n- id: main\n"
    found = advice(law(WHOLE.replace("- id: main\n", idle)))
    assert [(str(fault.what), fault.expected is not None) for fault in found] == [
        ("the rule R1 is met before anything is recorded", True)
    ]


def test_without_functions_nobody_is_asked_who_produces_an_outcome() -> None:
    alone = "outcomes: [{id: o2, title: Two, beneficiary: pupils, side: business, produced_by: []}]\n"
    assert advice(law(HEAD + "sectors: [{id: business, title: Business}]\n" + alone + STAGES)) == ()


@pytest.mark.parametrize("name", shipped_templates())
def test_the_laws_that_come_with_the_library_need_no_advice(name: str) -> None:
    assert advice(load_template(name)) == ()
