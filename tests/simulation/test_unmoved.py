"""A variant that changes nothing is told with what depends on the number that it sets."""

from __future__ import annotations

from typing import Any

import pytest

from partnership.programme import load_template
from partnership.simulation import Study, load_region, simulate
from partnership.simulation.telling import told

KALUGA = load_region("kaluga")
VOLUNTEERS = load_template("volunteers")


def kaluga(other: dict[str, float], **said: Any) -> Study:
    return simulate(VOLUNTEERS, KALUGA, **{"replications": 20, "seed": 2, "arms": {"other": other}, **said})


def text_of(study: Study, to: str | None = None, lang: Any = "en") -> str:
    return " ".join(" ".join(each.in_language(lang) for each in told(study, to)).split())


@pytest.mark.parametrize(
    "lang, why",
    [
        ("en", "Why: only these rules read it, and in no run did one of them last keep a stage from ending:"),
        ("ru", "ни в одном прогоне ни одно из них не было последним, что мешало завершить этап:"),
    ],
)
def test_a_parameter_that_held_up_no_run_is_told_with_the_rules_that_read_it(lang: Any, why: str) -> None:
    """Given meetings to which all come, when the quorum is set to all, then nothing changes, and it is told why."""
    said = text_of(kaluga({"law.quorum": 1}), lang=lang)
    assert why in said
    assert "(P19)" in said.partition(why)[2]


def test_rules_that_hold_runs_up_as_long_as_before_are_told_so() -> None:
    """Given a share of the costs that is there long before the work begins, then less of it hastens nothing."""
    found = simulate(
        load_template("watershed"),
        load_region("svetlitsa"),
        replications=10,
        arms={"less": {"law.funds_to_start": 0.1}, "quorum": {"law.quorum": 0.6}},
    )
    said = text_of(found)
    assert "Why: these rules read it, and keep the stages from ending neither longer nor shorter:" in said
    assert "(E1)" in said
    assert "to 0.6 instead of 0.5" in said, "a share that the template writes as 1/2 is a number"


def test_what_matters_only_later_or_for_no_stage_is_told_so() -> None:
    whys = {
        ("training_places", 40): 'matters only for "Training of volunteers", in stages that come later: "Immersion", ',
        ("incident", 0): 'matters only for "An incident concerns a child\'s safety", in stages that come later: ',
        ("law.visits_for_independence", 1): 'matters only for "Visits with a guide", in stages that come later: ',
        ("pupils", 7): 'Why: "Pupils reached" depends on it, and no stage does.',
        ("workers.group", 3): 'no run waits for hands for such work: "Calling and holding a meeting"; ',
    }
    arms = {lever: {lever: value} for lever, value in whys}
    said = text_of(simulate(VOLUNTEERS, KALUGA, replications=20, seed=2, arms=arms), "immersion")
    for (lever, _), why in whys.items():
        own = said.partition(f'Variant "{lever}" sets')[2].partition("Variant ")[0]
        assert "nothing changes with this variant. Why: " in own
        assert why in own


@pytest.mark.parametrize(
    "lever, value, why",
    [
        ("sign_up", 0.5, 'matters only for "Signing up", in stages to which no run comes: "Immersion", '),
        ("pupils", 9, 'Why: "Pupils reached" depends on it, and is 0 in all runs.'),
    ],
)
def test_what_matters_only_where_no_run_comes_is_told_so(lever: str, value: float, why: str) -> None:
    """Given a programme that all companies leave, then nobody signs up, whatever the chance would be."""
    leave = {"plant": 3, "bank": 3, "shop": 3}
    assert why in text_of(kaluga({lever: value}, leave=leave, replications=4))


def test_a_bound_that_no_run_comes_near_is_told_so() -> None:
    said = text_of(kaluga({"pupils": 4000}, levers={"pupils_of_one": 0.5}))
    assert 'Why: "Pupils reached" ends below it in all runs.' in said
    bound = text_of(kaluga({"pupils_of_one": 900}, levers={"pupils": 0.001, "pupils_of_one": 800}))
    assert 'Why: "Pupils reached" depends on it, and ends at its bound or at 0 in all runs.' in bound


def test_a_variant_that_changes_something_is_given_no_such_reason() -> None:
    said = text_of(kaluga({"training_places": 1}), "main")
    assert "with this variant" in said
    assert "depends on it" not in said
    assert "matters only for" not in said
