"""Every law that ships is carried out in a region of its own: through each stage, and round again in a cycle."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from partnership.programme import load_template, shipped_templates
from partnership.simulation import CannotCarry, Study, load_region, load_study, save_study, shipped_regions, simulate
from partnership.simulation.assembling import model_of
from partnership.simulation.chance import Chance
from partnership.simulation.exact import Exact
from partnership.simulation.fast import Fast
from partnership.simulation.model import Model, once_more
from partnership.simulation.region import marked_title
from tests.simulation.test_histories import is_legal

INVENTED = {"disaster-coalition": "river-district", "aid-project": "tarsu-valley", "watershed": "svetlitsa"}
laws = pytest.mark.parametrize("law", INVENTED)


@cache
def model(law: str) -> Model:
    return model_of(load_template(law), load_region(INVENTED[law]))


@cache
def study(law: str) -> Study:
    return simulate(model(law).law, model(law).region, replications=24, seed=1)


def test_every_law_that_ships_has_a_region() -> None:
    assert {load_region(name).shape.template for name in shipped_regions()} == set(shipped_templates())


@laws
def test_an_invented_region_says_so_in_its_title_and_with_each_figure(law: str) -> None:
    region = load_region(INVENTED[law])
    assert region.shape.synthetic
    assert marked_title(region.shape).in_language("en").endswith("(invented region)")
    assert study(law).resting().assumed == 1


@laws
def test_most_runs_go_through_every_stage_and_round_again(law: str) -> None:
    """Not all: a sector stays away, a ministry does not agree. None of them fails."""
    assert study(law).failures == ()
    shares = {stage: study(law).share_reaching(stage).value for stage in model(law).stages}
    assert min(shares.values()) > 0.6
    assert all(shares[stage] < 1 for stage in model(law).stages if stage not in model(law).law.stage_ids)


@laws
def test_runs_do_not_all_take_the_same_time(law: str) -> None:
    """A quarter of those that go round is quicker than another quarter by a month at least."""
    again = [stage for stage in model(law).stages if stage not in model(law).law.stage_ids]
    assert len(again) == 1
    days = study(law).days_to(again[0])
    quick, slow = np.quantile(days[np.isfinite(days)], (0.25, 0.75))
    assert slow - quick > 30


@laws
def test_whatever_holds_a_run_up_is_a_rule_of_the_law(law: str) -> None:
    """No run stands still for a reason that nobody knows."""
    for each in study(law).bottlenecks():
        assert each.rule in model(law).law.requirements
    for replication in range(6):
        last = study(law).history(replication).openings[-1]
        assert set(last.last) <= set(model(law).law.requirements)


@laws
def test_what_held_a_stage_up_and_where_it_has_not_ended_add_up_to_the_runs_that_came_to_it(law: str) -> None:
    """Shares are of all runs, so that they can be held against the chance to reach the stage; none is told twice."""
    outcomes = study(law).of()
    for stage in outcomes.last:
        open_ = outcomes.has_not_ended(stage)
        came = study(law).share_reaching(stage).value
        unhindered = (outcomes.held_by[stage] < 0) & (outcomes.entered[stage] >= 0)
        ended = sum(each.share.value for each in study(law).bottlenecks(stage) if each.ended)
        assert ended + open_.mean() + unhindered.mean() == pytest.approx(came)
        way = model(law).ways[stage].to
        assert not (open_ & (outcomes.entered[way] > outcomes.entered[stage])).any()


@laws
def test_histories_of_several_runs_pass_the_door_again(law: str) -> None:
    for replication in range(3):
        is_legal(model(law).law, study(law).history(replication))


@laws
def test_the_fast_engine_refuses_the_rounds_by_a_rule_and_its_line(law: str) -> None:
    """Each round asks anew for what was done, and counting knows of one time only."""
    with pytest.raises(CannotCarry) as refused:
        Fast(model(law))
    (fault,) = refused.value.faults
    rule = next(rule for rule in model(law).law.requirements.values() if f"({rule.id})" in str(fault.what))
    assert rule.title.in_language("en") in str(fault.what)
    assert (fault.at, str(fault.at).split(":")[0]) == (rule.at, f"{law}.yaml")
    assert any(rule.id in job.task.meets and job.task.again == "round" for job in model(law).jobs)


@laws
def test_why_the_rules_decided_each_entry_is_kept_beside_the_study(law: str) -> None:
    """The study itself says only that they did: which rule of which line it is, is for whoever asks."""
    why = study(law).why_exact
    assert why is not None
    assert "is met anew in each round, and rounds are not counted" in why.in_language("en")
    assert "выполняют заново в каждом круге" in why.in_language("ru")
    assert "The rules decided each entry of each run" in study(law).text("en")
    assert "Каждую запись каждого прогона проверяли правила" in study(law).text("ru")
    assert f"{law}.yaml:" not in study(law).text("en")


@laws
def test_a_cycle_that_comes_round_is_told_after_the_stages(law: str) -> None:
    (again,) = (stage for stage in model(law).stages if stage not in model(law).law.stage_ids)
    first = again.removesuffix(once_more(""))
    title = model(law).law.stage(first).title
    assert f'"{title.in_language("en")}, round 2" is reached in' in study(law).text("en")
    assert f"До этапа «{title.in_language('ru')}, 2-й круг» доходят" in study(law).text("ru")


@laws
def test_a_partner_who_leaves_stops_the_work_and_no_run(law: str) -> None:
    """Each in turn, at a time at which the work is under way: what follows is legal, and seldom quicker."""
    for at, partner in enumerate(model(law).partners):
        history = Exact(model(law), Chance(1), at, leave={partner.id: len(model(law).days) // 3}).run()
        is_legal(model(law).law, history)
        if partner.id in history.partners:
            assert history.programme is not None
            assert partner.id not in {one.id for one in history.programme.snapshot.records("partner")}


def test_a_study_of_rounds_is_kept_with_why_it_was_exact(tmp_path_factory: pytest.TempPathFactory) -> None:
    kept = study("disaster-coalition")
    path = tmp_path_factory.mktemp("kept") / "river.study"
    save_study(kept, path)
    again = load_study(path, kept.template)
    assert again.text("ru") == kept.text("ru")
    assert (again.days_to("preparedness:2") == kept.days_to("preparedness:2")).all()


def test_each_round_has_papers_of_its_own() -> None:
    """Two rounds, two contingency plans, two exercises; the agreement of the first round stands."""
    history = next(
        history
        for history in map(study("disaster-coalition").history, range(24))
        if once_more("preparedness") in history.entered and sum(each.to == "alert" for each in history.openings) > 1
    )
    assert history.programme is not None
    ids = {entry.record.id for entry in history.programme.entries if hasattr(entry, "record")}
    assert {"plan-1", "plan-2", "exercise-1", "exercise-2", "alert-1", "alert-2"} <= ids
    assert "plan-0" not in ids


def test_the_work_goes_on_period_after_period_until_it_is_complete() -> None:
    """An aid project reviews each period, and goes on to its end once all of the work is done."""
    many = set()
    for replication in range(8):
        history = study("aid-project").history(replication)
        ways = [each.to for each in history.openings if each.stage == "annual_review" and each.step is not None]
        if "finalisation" in history.entered:
            assert ways[-1] == "finalisation"
            assert set(ways[:-1]) <= {"delivery"}
            many.add(len(ways))
    assert len(many) > 1
