"""The law of the pilot in two regions: every stage is reached under the law, or the run says which rule held it up."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from partnership.programme import Programme, load_programme, load_template, save_programme
from partnership.simulation import Study, exits, load_region, shipped_regions, simulate
from partnership.template import Template

REGIONS = ("kaluga", "smolensk")


@pytest.fixture(scope="module")
def law() -> Template:
    return load_template("volunteers")


@pytest.fixture(scope="module", params=REGIONS)
def study(request: pytest.FixtureRequest, law: Template) -> Study:
    """Ten runs, each entry of them decided by the law."""
    return simulate(law, load_region(request.param), replications=10, seed=11, engine="exact")


def test_both_regions_are_shipped() -> None:
    """One reconstructed, one that is openly invented."""
    assert {name for name in shipped_regions() if load_region(name).shape.template == "volunteers"} == set(REGIONS)
    assert load_region("kaluga").shape.synthetic
    assert not load_region("smolensk").shape.synthetic


def test_every_run_reaches_the_end_or_names_the_rule_that_held_it_up(study: Study) -> None:
    """No run stands still for a reason that nobody knows."""
    reached = study.of().entered["follow_up"] >= 0
    for replication, there in enumerate(reached):
        if not there:
            history = study.history(replication)
            assert history.openings[-1].step is None
            assert all(rule in study.template.requirements for rule in history.openings[-1].last)
    assert reached.mean() > 0.7


def test_nothing_is_tried_that_the_law_forbids(study: Study) -> None:
    """What the practice writes is in the order in which the law wants it, but where an incident suspends all."""
    for replication in range(3):
        assert {each.rules for each in study.history(replication).attempts} <= {("suspended",)}


def test_a_simulated_history_is_a_ledger_like_any_other(study: Study, tmp_path: Path) -> None:
    """It is taken up again, saved in both forms and read back through the door, and stays the same."""
    programme = study.history(1).programme
    assert programme is not None
    assert Programme.from_entries(study.template, programme.entries).digest() == programme.digest()
    save_programme(programme, tmp_path / "run.jsonl")
    save_programme(programme, tmp_path / "run.yaml")
    assert load_programme(tmp_path / "run.jsonl").digest() == programme.digest()
    assert load_programme(tmp_path / "run.yaml").digest() == programme.digest()


def test_the_same_seed_gives_the_same_ledger(study: Study) -> None:
    """To the byte."""
    one, other = (study.history(2).programme for _ in range(2))
    assert one is not None
    assert other is not None
    assert one.entries == other.entries


def test_both_engines_open_the_stages_of_paper_on_the_same_day(study: Study) -> None:
    """Before people come in, the same chance decides the same work; later they agree on average."""
    fast = simulate(study.template, study.region, replications=10, seed=11, engine="fast")
    for stage in ("coordinating_body", "immersion"):
        assert np.array_equal(fast.of().entered[stage], study.of().entered[stage])


def test_a_region_without_a_company_never_leaves_the_first_stage(law: Template) -> None:
    """The law wants a company that works in the region, and is named as what stands before the way on."""
    study = simulate(law, load_region("kaluga"), replications=100, seed=0)
    shut = study.of().replications[study.of().entered["main"] < 0]
    assert 0 < len(shut) < 20
    assert "P25" in study.history(int(shut[0])).openings[-1].last


def test_the_schools_hold_the_programme_up_more_than_the_shop(law: Template) -> None:
    """Whoever leaves with duties and seats that nobody else holds stops it: the law wants a handover first."""
    study = simulate(law, load_region("kaluga"), replications=4, seed=5)
    found = {each.partner: each for each in exits(study, "main", (6,), partners=["ministry", "shop"])}
    assert found["ministry"].reached.value <= found["shop"].reached.value <= 0
