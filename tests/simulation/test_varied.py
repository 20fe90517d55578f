"""What a variant or a leaving changes, why, and what too few runs cannot tell."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from partnership.errors import InputError
from partnership.messages import Message
from partnership.programme import load_template
from partnership.simulation import (
    Difference,
    PartnerExit,
    Study,
    against_staying,
    arms_told,
    exits_told,
    forecast,
    load_region,
    simulate,
)
from partnership.simulation.moved import held_otherwise, unmet_where_lost
from partnership.simulation.study import BASE, STAYING
from partnership.simulation.wording import changed, figures, is_certain, undecided_by_days, whole_bounds
from tests.simulation.worlds import measured_law, measured_region

R1 = '"Enough people have risen" (R1) in 100 %'


def said(study: Study, lang: str = "en") -> str:
    return " ".join(study.text(lang).split())


# --- variants --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["fast", "exact"])
def test_a_variant_that_takes_a_stage_to_nothing_says_what_is_not_met_then(engine: str) -> None:
    """Nobody signs up any more: of the runs that were there it is told what they lack."""
    region = measured_region(employees=150, recruitment=0.1)
    found = simulate(measured_law(), region, replications=20, seed=3, engine=engine, arms={"none": {"recruitment": 0}})
    assert found.share_reaching("main").value > 0 == found.share_reaching("main", arm="none").value
    assert f"Why: in the runs that no longer reach it with this variant, not met by 1 January 2012: {R1}." in said(
        found
    )
    assert "Почему: в прогонах, которые в этом варианте до него уже не доходят, на 1 января 2012 г. не" in said(
        found, "ru"
    )


def test_a_variant_that_brings_more_runs_to_a_stage_says_what_they_lacked() -> None:
    found = simulate(
        measured_law(), measured_region(employees=150), replications=40, seed=3, arms={"more": {"recruitment": 0.2}},
    )  # fmt: skip
    assert 0 < found.share_reaching("main").value < found.share_reaching("main", arm="more").value
    assert f"in the runs that reach it only with this variant, not met by 1 January 2012 otherwise: {R1}." in said(
        found
    )


@cache
def kaluga(**levers: float) -> Study:
    arms = {f"{name}={value}": {name: value} for name, value in levers.items()}
    return simulate(load_template("volunteers"), load_region("kaluga"), replications=60, seed=7, arms=arms)


def test_a_delay_is_told_apart_into_rules_and_days_with_several_missing() -> None:
    """Where all work waits for a new coordinator no rule is alone for longer, and all of them are together."""
    found, arm = kaluga(coordinator_leaves=1), "coordinator_leaves=1"
    later = found.later(arm, "coordinating_body")
    (held,) = held_otherwise(found, arm, "coordinating_body")
    assert later is not None
    assert held.rule is None
    assert 0.8 * later.value < held.days <= later.value
    assert held.last[0].rule.rule == "P39"
    assert re.search(
        rf'before the end of "First resources" several things are missing at once for {round(held.days)} days more '
        r'with this variant, on average; what came last: "All four sides are parties of an agreement" \(P39, .*?\) in',
        said(found),
    )


def test_days_with_several_missing_are_those_on_which_no_rule_is_alone_in_the_way() -> None:
    """By so many more: of what the stage takes longer, less what rules are alone there for longer."""
    found, arm = kaluga(coordinator_leaves=1), "coordinator_leaves=1"
    both = np.isfinite(found.days_to("follow_up", arm)) & np.isfinite(found.days_to("follow_up"))
    several = [
        (found.days_to("follow_up", one) - found.of(one).alone["main"] * found.model.days_a_step)[both].mean()
        - found.days_to("main", one)[both].mean()
        for one in (arm, BASE)
    ]
    first, second = held_otherwise(found, arm, "follow_up")
    assert (first.rule, second.rule is None) == (None, False)
    assert first.days == pytest.approx(several[0] - several[1])


def test_of_a_later_stage_only_what_is_added_there_is_given_a_reason() -> None:
    """Main stage comes later by what Immersion takes longer and by what came before: of that it was told before."""
    found, arm = kaluga(coordinator_leaves=1), "coordinator_leaves=1"
    for stage, before in (("immersion", "coordinating_body"), ("main", "immersion")):
        assert {each.stage for each in held_otherwise(found, arm, stage)} == {before}
    found = kaluga(sign_up=0.0)
    assert unmet_where_lost(found, "sign_up=0.0", "main") is not None
    assert unmet_where_lost(found, "sign_up=0.0", "follow_up") is None
    assert said(found).count("Why: in the runs that no longer reach it") == 1


def test_what_these_runs_cannot_tell_is_told_as_no_effect() -> None:
    """The interval holds 0: neither earlier nor later, neither more nor fewer."""
    found = simulate(
        measured_law(), measured_region(employees=150, recruitment=0.1), replications=12, seed=3,
        arms={"hardly": {"recruitment": 0.1005}},
    )  # fmt: skip
    (measure,) = [each.id for each in found.model.measures]
    change = found.compare("hardly", measure)
    assert change.low < 0 < change.high
    (line,) = [
        each for each in found.text().splitlines() if each.startswith("No difference that these runs can tell at")
    ]
    assert re.search(r"\(-\d.* to \+\d", line)
    assert "with this variant" not in said(found)
    assert "по этим прогонам не видно" in said(found, "ru")
    (told,) = [each.in_language("en") for each in arms_told(found, measure)][1:]
    assert "no difference that these runs can tell (-" in told


# --- leaving ---------------------------------------------------------------------------------------------------------


@cache
def without_the_creamery() -> Study:
    """All five sectors have to take part, and of businesses there is one."""
    law, region = load_template("watershed"), load_region("svetlitsa")
    return against_staying(simulate(law, region, replications=12, seed=5, leave={"creamery": 3}))


def test_what_a_leaving_costs_is_told_against_the_same_runs_in_which_the_partner_stays() -> None:
    found = without_the_creamery()
    assert list(found.outcomes) == [BASE, STAYING]
    assert found.compare(BASE, "characterising", STAYING).high < 0
    text = said(found)
    assert 'What it changes that "Dubrava creamery" leaves, against the same runs in which it does not:' in text
    assert re.search(
        r'"Characterise the watershed" is reached in 0 % \(.*?\) of the runs when it leaves, not in ', text
    )
    assert 'in the runs that no longer reach it when it leaves, not met by 11 January 2038: "Each sector has' in text
    assert "the opposite" not in text
    assert "Что меняет уход партнёра «Дубравский молокозавод»" in said(found, "ru")


def test_the_runs_beside_a_leaving_are_those_without_it() -> None:
    """Whether they are run at once with those of the leaving, or after them."""
    found = without_the_creamery()
    law, region = load_template("watershed"), load_region("svetlitsa")
    plain = simulate(law, region, replications=12, seed=5, engine="exact")
    at_once = against_staying(simulate(law, region, replications=0, seed=5, leave={"creamery": 3})).go_on(12)
    for stage in found.model.stages:
        assert (found.days_to(stage, STAYING) == plain.days_to(stage)).all()
        for arm in (BASE, STAYING):
            assert (found.days_to(stage, arm) == at_once.days_to(stage, arm)).all()
    assert found.text() == at_once.text()


def test_a_leaving_that_helps_is_told_as_what_one_would_not_expect() -> None:
    """Once, with the rules that stood in the way of those who stay."""
    found = without_the_creamery()
    swapped = {BASE: found.outcomes[STAYING], STAYING: found.outcomes[BASE]}
    text = said(replace(found, outcomes=swapped))
    assert text.count("One would rather expect the opposite of a leaving.") == 1
    assert 'only when it leaves, not met by 11 January 2038 otherwise: "Each sector has a seat in the council"' in text


def test_a_leaving_that_changes_nothing_is_told_to_change_nothing() -> None:
    found = without_the_creamery()
    same = dict.fromkeys(found.outcomes, found.outcomes[STAYING])
    assert "No stage and no measure changes when it leaves." in said(replace(found, outcomes=same))
    two = replace(found.arms[BASE], leave={"creamery": 3, "nivy": 3})
    assert "No stage and no measure changes when they leave." in said(
        replace(found, outcomes=same, arms={**found.arms, BASE: two})
    )


def test_variants_beside_a_leaving_are_held_against_the_runs_with_it() -> None:
    law, region = load_template("watershed"), load_region("svetlitsa")
    found = simulate(law, region, replications=0, seed=5, leave={"creamery": 3}, arms={"more": {"workers.office": 9}})
    found = against_staying(found).go_on(2)
    assert list(found.outcomes) == [BASE, STAYING, "more"]
    assert {name: dict(plan.leave) for name, plan in found.arms.items()} == {
        BASE: found.arms[BASE].leave,
        STAYING: {},
        "more": found.arms[BASE].leave,
    }
    assert said(found).index("What it changes that") < said(found).index('Variant "more" sets')


def test_a_forecast_tells_what_a_leaving_changes() -> None:
    """Its runs go on from the ledger, and so do those beside them."""
    study = without_the_creamery()
    programme = study.history(0, STAYING).programme
    assert programme is not None
    begun = forecast(programme, study.region, on=study.days[20], replications=0, leave={"creamery": 2})
    found = against_staying(begun).go_on(2)
    assert np.isinf(found.days_to(found.ahead[0])).all()
    assert np.isfinite(found.days_to(found.ahead[0], STAYING)).all()
    assert 'What it changes that "Dubrava creamery" leaves' in said(found)


def test_the_arm_of_those_who_stay_has_a_name_of_its_own() -> None:
    with pytest.raises(InputError, match="nobody leaves"):
        simulate(measured_law(), measured_region(), replications=1, arms={STAYING: {}})


# --- numbers ---------------------------------------------------------------------------------------------------------


def test_people_of_single_runs_are_whole_and_averages_have_the_same_digits() -> None:
    assert whole_bounds(0.0, 0.0, 1.1, 3.0) == (0, 0, 1, 3)
    assert [str(each) for each in figures(0.42, -0.1, 1.06)] == ["0.4", "-0.1", "1.1"]
    assert [str(each) for each in figures(8.2, 4.4, 12.3)] == ["8", "4", "12"]
    assert changed(Difference(66.4, 59.6, 72.3, 20)).in_language("en") == "+66 (+60 to +72)"  # type: ignore[union-attr]


@pytest.mark.parametrize("low, high, certain", [(0.1, 0.5, True), (0.0, 0.6, False), (-0.2, 0.8, False)])
def test_a_difference_is_certain_where_its_interval_does_not_hold_none(low: float, high: float, certain: bool) -> None:  # noqa: FBT001 - a case
    assert is_certain(Difference(0.3, low, high, 20)) is certain


@pytest.mark.parametrize(
    "low, high, english, russian",
    [
        (-10, 4, "x (from 10 days earlier to 4 days later)", "x (границы: на 10 дней раньше, на 4 дня позже)"),
        (-10, 0.2, "x (from 10 days earlier to the same day)", "x (границы: на 10 дней раньше, в тот же день)"),
        (-0.4, 0.2, "x", "x"),
        (-np.inf, np.inf, "x", "x"),
    ],
)
def test_days_that_may_be_earlier_or_later_are_told_by_their_bounds(
    low: float, high: float, english: str, russian: str
) -> None:
    found = undecided_by_days(Message("x"), Difference(-3, low, high, 20))
    assert (found.in_language("en"), found.in_language("ru")) == (english, russian)


def test_an_exit_that_these_runs_cannot_tell_from_none_is_no_cost() -> None:
    nothing, hardly = Difference(0.0, 0.0, 0.0, 20), Difference(-0.05, -0.15, 0.05, 20)
    study, days = without_the_creamery(), Difference(9.0, 4.0, 14.0, 20)
    told = [
        next(iter(exits_told(study, [PartnerExit("creamery", 6, reached, later, (("B1", 1),))]))).in_language("en")
        for reached, later in ((hardly, None), (hardly, days), (nothing, days), (nothing, None))
    ]
    assert [each.partition(": ")[2] for each in told] == [
        "no difference that these runs can tell.",
        "the stage is reached 9 days later (4 to 14) on average; of the chance these runs can tell no difference.",
        "the stage is reached 9 days later (4 to 14) on average; the chance is the same.",
        "nothing changes.",
    ]
    found = list(exits_told(study, [PartnerExit("creamery", 6, hardly, None, (("B1", 1),))]))
    assert len(found) == 1, "what stops a programme is told of where it is stopped"
