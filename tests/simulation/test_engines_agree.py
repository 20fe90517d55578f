"""The two engines mean the same: with work alone step by step, with people in distribution."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from partnership.errors import InputError
from partnership.programme import load_template
from partnership.simulation.assembling import model_of
from partnership.simulation.chance import Chance
from partnership.simulation.exact import Exact
from partnership.simulation.fast import CannotCarry, Fast
from partnership.simulation.loading import load_region
from partnership.simulation.model import Model
from partnership.simulation.outcomes import Outcomes
from partnership.simulation.sensitivity import uncertainties
from partnership.simulation.study import simulate
from tests.simulation.comparing import alike, assert_as_counted, far_apart
from tests.simulation.worlds import (
    BARE_LAW,
    bare_practice,
    bare_region,
    drawn_people,
    drawn_tasks,
    made,
    measured_law,
    measured_region,
)

SMALL_REGIONS = 6


def both(law: Any, region: Any, exact: int, fast: int) -> tuple[Outcomes, Outcomes]:
    """Replications of the two engines under seeds of their own: chance that is shared would hide nothing, and help."""
    one = simulate(law, region, replications=exact, seed=101, engine="exact").of()
    other = simulate(law, region, replications=fast, seed=202, engine="fast").of()
    return one, other


def comparisons(one: Outcomes, other: Outcomes) -> Iterator[tuple[str, float]]:
    """Compare people by state at four days, and the step at which each stage was entered: two-sample tests."""
    steps = one.counts.shape[0]
    for step in {steps // 4, steps // 2, 3 * steps // 4, steps - 1}:
        for state in range(one.counts.shape[1]):
            yield f"state {state} at step {step}", alike(one.counts[step, state], other.counts[step, state])
    for stage, entered in one.entered.items():
        yield f"step of {stage}", alike(entered, other.entered[stage])


def test_the_engines_agree_in_distribution_on_the_measured_model() -> None:
    region = measured_region(employees=400, training=8)
    found = list(comparisons(*both(measured_law(), region, 150, 4_000)))
    assert len(found) == 7 * 4 + 2
    assert far_apart(found) == []


def test_the_engines_agree_in_distribution_on_small_regions() -> None:
    """Six regions that are drawn by number: one correction over all that is compared in them."""
    found = [
        (f"region {number}, {name}", chance)
        for number in range(SMALL_REGIONS)
        for name, chance in comparisons(*both(*drawn_people(number), 120, 3_000))
    ]
    assert far_apart(found) == []


@pytest.mark.soak
def test_the_engines_agree_in_distribution_on_many_small_regions() -> None:
    found = [
        (f"region {number}, {name}", chance)
        for number in range(100, 160)
        for name, chance in comparisons(*both(*drawn_people(number), 300, 4_000))
    ]
    assert far_apart(found) == []


def test_the_comparison_would_tell_a_chance_that_is_a_little_greater() -> None:
    """What the agreement tests are worth: recruitment of .10 told from .13 with as many replications."""
    law, region = drawn_people(1)
    one = simulate(law, region, replications=120, seed=101, engine="fast", levers={"recruitment": 0.10}).of()
    other = simulate(law, region, replications=3_000, seed=202, engine="fast", levers={"recruitment": 0.13}).of()
    assert far_apart(list(comparisons(one, other)))


@pytest.mark.parametrize("is_own", [True, False], ids=["of the company", "of the practice"])
def test_both_engines_draw_how_many_people_work_there_in_each_world(is_own: bool) -> None:  # noqa: FBT001 - a case
    """Between its bounds, and the same for two companies that are alike: each run has the same in both engines."""
    many = {"value": 40, "low": 20, "high": 80, "shape": "uniform", "basis": "assumed"}
    practice = bare_practice({"p": 0.0}, ["in"], [{"id": "come", "from": "outside", "to": "in", "chance": "p"}])
    works = {"id": "works", "name": "Works", "sector": "business", "count": 2}
    if is_own:
        works["employees"] = many
    else:
        practice["numbers"][0]["default"] = many
    law, region = made(BARE_LAW, practice, bare_region(partners=[works]))
    one, other = (simulate(law, region, replications=60, seed=4, engine=each) for each in ("fast", "exact"))
    there = one.values("outside")[-1]
    assert (there == other.values("outside")[-1]).all()
    assert (there % 2 == 0).all()
    assert 2 * 20 <= there.min() < 2 * 30 < 2 * 70 < there.max() <= 2 * 80
    assert one.resting().figures == {"assumed": 2}
    (uncertain,) = uncertainties(one.model)
    assert one.model.numbers[uncertain].title.in_language("en") == ("Employees: Works" if is_own else "Employees")


@pytest.mark.parametrize("number", range(12))
def test_with_tasks_alone_both_engines_open_every_stage_at_the_same_step(number: int) -> None:
    law, region = drawn_tasks(number)
    model = model_of(law, region)
    chance = Chance(number)
    batch = Fast(model).run(range(25), chance)
    for replication in range(25):
        history = Exact(model, chance, replication).run()
        told = {stage: history.entered.get(stage, -1) for stage in batch.entered}
        assert told == {stage: int(steps[replication]) for stage, steps in batch.entered.items()}


@functools.cache
def _measured() -> Model:
    return model_of(measured_law(), measured_region(employees=150, training=8))


@pytest.mark.parametrize("replication", range(4))
def test_a_history_of_the_fast_engine_is_the_replication_that_it_spreads(replication: int) -> None:
    assert assert_as_counted(Fast(_measured()), replication).attempts == ()


def test_a_rule_that_wants_a_partner_is_met_by_neither_engine_where_none_agrees() -> None:
    """In some worlds of the invented region no company agrees: its stage is opened there by no engine, else by both."""
    region = load_region("kaluga")
    law = load_template(region.shape.template)
    model, chance = model_of(law, region), Chance(101)
    entered = Fast(model).run(range(40), chance).entered["coordinating_body"]
    never, reached = np.flatnonzero(entered < 0), np.flatnonzero(entered >= 0)
    assert 0 < len(never) < 10
    for replication in (*never.tolist(), *reached[:2].tolist()):
        history = Exact(model, chance, replication).run()
        assert ("coordinating_body" in history.entered) == (replication in reached)


def test_a_rule_that_some_jobs_of_a_task_meet_is_met_by_both_engines_at_once() -> None:
    """Two papers are asked for, and each house writes one: a third is not waited for, and one alone is too few."""
    asked = {"of": {"from": "papers"}, "min": 2}
    law = {
        **BARE_LAW,
        "sectors": [{"id": "house", "title": "Houses"}],
        "registers": [{"id": "papers", "kind": "paper", "title": "Papers", "fields": {"about": {"type": "text"}}}],
        "stages": [
            {"id": "before", "title": "Before", "next": ["after"],
             "gates": {"exit": [{"id": "R1", "title": "Two papers", "count": asked}]}},
            {"id": "after", "title": "After", "final": True},
        ],
    }  # fmt: skip
    practice = {
        "format": 1, "practice": "bare", "template": "bare", "title": "Bare",
        "circles": [{"id": "houses", "sector": "house"}],
        "workers": [{"id": "hands", "title": "Hands", "at_once": {"value": 2, "basis": "assumed"}}],
        "work": [{"id": "writing", "title": "Writing", "by": "hands",
                  "default": {"value": "P40D", "low": "P10D", "high": "P90D", "basis": "assumed"}}],
        "joining": [{"partner": {"id": "$it", "name": "$candidate.name", "sector": "house"}}],
        "tasks": [{"id": "write", "title": "Writing", "meets": ["R1"], "each": "houses", "work": "writing",
                   "lines": [{"paper": {"id": "paper-$it", "about": "$it"}}]}],
    }  # fmt: skip
    partners = [
        {"id": f"h{at}", "name": "House", "sector": "house", "agrees": {"value": 0.5, "basis": "assumed"}}
        for at in range(3)
    ]
    model = model_of(*made(law, practice, bare_region(partners=partners, step="P7D")))
    fast, chance = Fast(model), Chance(6)
    assert fast.learned.enough["R1"].tolist() == [0, 4, 2, 2]
    entered = fast.run(range(60), chance).entered["after"]
    assert (entered < 0).any()
    for replication in range(60):
        assert Exact(model, chance, replication).run().entered.get("after", -1) == entered[replication]


# --- what counting cannot carry --------------------------------------------------------------------------------------


def _telling_apart() -> tuple[Any, Any]:
    """A law that counts people of one employer only, where there are two."""
    law = {
        **BARE_LAW,
        "records": [{"kind": "partner", "id": "works", "title": "Works"}],
        "stages": [
            {
                "id": "before",
                "title": "Before",
                "next": ["after"],
                "gates": {
                    "exit": [
                        {
                            "id": "R9",
                            "title": "People of the works",
                            "count": {"of": {"from": "people", "where": {"partner": "works"}}, "min": 3},
                        }
                    ]
                },
            },
            {"id": "after", "title": "After", "final": True},
        ],
    }
    lines = [{"each": "people", "person": {"id": "$person", "partner": "$partner"}}]
    moves = [{"id": "come", "from": "outside", "to": "in", "chance": "p", "lines": lines}]
    partners = [{"id": id_, "name": id_.title(), "sector": "business"} for id_ in ("works", "mill")]
    return made(law, bare_practice({"p": 0.4}, ["in"], moves), bare_region(partners=partners))


def test_the_fast_engine_refuses_a_rule_that_tells_people_apart_by_rule_and_line() -> None:
    law, region = _telling_apart()
    with pytest.raises(CannotCarry) as refused:
        Fast(model_of(law, region))
    (fault,) = refused.value.faults
    assert "R9" in str(fault.what)
    assert 'in the state "in" apart' in str(fault.what)
    assert fault.at is not None
    assert (fault.at.file, fault.at.line) == ("law.yaml", law.requirements["R9"].at.line)
    assert str(fault.hint) == "leave out `--engine fast` (in Python `engine`): the exact engine carries everything"


def test_the_exact_engine_takes_over_what_cannot_be_counted_and_the_study_says_why() -> None:
    law, region = _telling_apart()
    study = simulate(law, region, replications=4, seed=1)
    assert study.arms["base"].engine == "exact"
    assert study.why_exact is not None
    assert "R9" in str(study.why_exact)
    assert study.share_reaching("after").value > 0


def test_where_an_arm_sets_of_the_law_what_counting_cannot_carry_all_arms_are_decided_by_the_rules() -> None:
    """Nobody comes so far that the fast engine could learn it; who asked for no engine is refused nothing."""
    law = load_template("volunteers")
    asked = {"more": {"law.accompanied_share": 1.0}}
    study = simulate(law, load_region("kaluga"), replications=1, arms=asked)
    assert {plan.engine for plan in study.arms.values()} == {"exact"}
    assert study.why_exact is not None


def _asking_for(people: int, never: bool) -> Model:  # noqa: FBT001 - whether a state stays empty
    """A law that asks for people, where few or none of them can be seen in the state that is counted."""
    law = {
        **BARE_LAW,
        "stages": [
            {
                "id": "before",
                "title": "Before",
                "next": ["after"],
                "gates": {"exit": [{"id": "R9", "title": "P", "count": {"of": {"from": "trips"}, "min": people}}]},
            },
            {"id": "after", "title": "After", "final": True},
        ],
        "registers": [
            {"id": "trips", "kind": "trip", "title": "T", "fields": {"person": {"type": "id", "of": "person"}}}
        ],
    }
    moves = [
        {"id": "rise", "from": "in", "to": "up", "chance": "p", **({"stage": "after"} if never else {})},
        {"id": "come", "from": "outside", "to": "in", "chance": "p"},
    ]
    practice = bare_practice({"p": 0.4}, ["in", "up"], moves)
    practice["people"]["states"][1]["title"] = {"en": "Up", "ru": "Дошли"}
    return model_of(*made(law, practice, bare_region()))


def test_the_fast_engine_refuses_a_rule_that_it_never_saw_met_by_anybody() -> None:
    with pytest.raises(CannotCarry, match=r"\(R9\) is met by no task of the practice"):
        Fast(_asking_for(3, never=False))


def test_the_fast_engine_refuses_to_learn_of_a_state_in_which_nobody_is() -> None:
    with pytest.raises(CannotCarry, match='in the state "Up" cannot be learned: nobody comes there') as refused:
        Fast(_asking_for(3, never=True))
    assert "в состоянии «Дошли»: в него никто не попадает" in refused.value.text("ru")


def test_partners_that_may_leave_are_refused_by_the_rule_that_fails_without_them() -> None:
    law, region = load_template("volunteers"), load_region("smolensk")
    with pytest.raises(CannotCarry) as refused:
        simulate(law, region, engine="fast", replications=1, leave={"radi": 5, "zabota": 7})
    radi, zabota = refused.value.faults
    line = law.requirements["I01"].at.line
    assert f"(I01, volunteers.yaml:{line}) is not met" in str(radi.what)
    assert 'without "ANO Radi Budushchego" the rule' in str(radi.what)
    assert "без партнёра «АНО „Ради будущего“» не выполнено требование" in radi.text("ru")
    assert 'what "ANO Zabota-Smolensk" takes along' in str(zabota.what)
    assert [each.at for each in (radi, zabota)] == [region.tree.place(("partners", index)) for index in (1, 11)]


def test_partners_that_may_leave_are_refused_at_their_line() -> None:
    leaves = {"value": 0.1, "basis": "assumed"}
    partner = {"id": "works", "name": "Works", "sector": "business", "leaves": leaves}
    practice = bare_practice({"p": 0.1}, ["in"], [{"id": "come", "from": "outside", "to": "in", "chance": "p"}])
    model = model_of(*made(BARE_LAW, practice, bare_region(partners=[partner])))
    with pytest.raises(InputError) as refused:
        Fast(model)
    (fault,) = refused.value.faults
    assert fault.at is not None
    assert fault.at.file == "region.yaml"
    assert fault.at.line == model.region.tree.place(("partners", 0, "leaves")).line
