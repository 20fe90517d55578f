"""What can go wrong: an incident suspends the programme until it is resolved, and another version of the law comes."""

from __future__ import annotations

import copy
import datetime as dt
import functools
from pathlib import Path
from typing import Any

import pytest
import yaml

from partnership.acts import Amended, Migrated, Recorded
from partnership.programme import Programme, load_template
from partnership.simulation import load_region, load_study, save_study, simulate
from partnership.simulation.assembling import model_of
from partnership.simulation.chance import Chance
from partnership.simulation.exact import Exact
from partnership.simulation.fast import CannotCarry, Fast
from partnership.simulation.loading import RegionError
from partnership.simulation.model import Model
from partnership.simulation.saving import StudyError
from tests.simulation.comparing import alike, assert_as_counted, far_apart
from tests.simulation.worlds import BARE_LAW, bare_practice, bare_region, made

LAW: dict[str, Any] = {
    **BARE_LAW,
    "incident_types": [{"id": "safeguarding", "title": "A child's safety"}, {"id": "conflict", "title": "Conflict"}],
    "registers": [{"id": "papers", "kind": "paper", "title": "Papers", "fields": {"about": {"type": "text"}}}],
    "stages": [
        {
            "id": "before", "title": "Before", "next": ["after"],
            "gates": {
                "invariant": [
                    {"id": "I1", "title": "No open incident", "none_open": {
                        "from": "incidents", "where": {"type": "safeguarding"},
                    }},
                ],
                "exit": [
                    {"id": "R1", "title": "A paper", "count": {
                        "of": {"from": "papers", "where": {"about": "plan"}}, "min": 1,
                    }},
                    {"id": "R2", "title": "Enough people", "count": {"of": {"from": "people"}, "min": 12}},
                ],
            },
        },
        {"id": "after", "title": "After", "final": True},
    ],
    "while_suspended": {"refuse": [{"record": "paper"}]},
}  # fmt: skip
"""A law that suspends a programme while an incident is open, and wants no paper then."""


def new_law() -> dict[str, Any]:
    """The version that asks for one paper more."""
    law = copy.deepcopy(LAW)
    law["version"] = "2.0"
    law["stages"][0]["gates"]["exit"].append(
        {"id": "R3", "title": "A new paper", "count": {"of": {"from": "papers", "where": {"about": "new"}}, "min": 1}}
    )
    return law


def practice(kind: str = "safeguarding", **said: Any) -> dict[str, Any]:
    moves = [
        {"id": "come", "from": "outside", "to": "in", "chance": "come",
         "lines": [{"each": "people", "person": {"id": "$person", "partner": "$partner"}}]},
        {"id": "go", "from": "in", "to": "left", "chance": "go",
         "lines": [{"each": "people", "end": {"person": "$person"}}]},
    ]  # fmt: skip
    made_of = bare_practice({"come": 0.05, "go": 0.05, "incident": 0.3}, ["in"], moves)
    hazard = {
        "id": "incident", "title": "An incident", "chance": "incident", "work": "resolving", "stage": "before",
        "lines": [{"incident": {"id": "incident-$n", "type": kind}}],
        "answer": [{"amend": {"incident": "incident-$n", "set": {"state": "closed"}}}],
    }  # fmt: skip
    return {
        **made_of,
        "workers": [{"id": "hands", "title": "Hands", "at_once": {"value": 1, "basis": "assumed"}}],
        "work": [
            {"id": id_, "title": id_, "by": "hands",
             "default": {"value": "P60D", "low": low, "high": "P120D", "basis": "assumed"}}
            for id_, low in (("writing", "P30D"), ("resolving", "P20D"))
        ],
        "joining": [*made_of["joining"], {"register_kept": {"id": "kept", "lists": "incidents", "keeper": "$it"}}],
        "tasks": [
            {"id": "plan", "title": "The plan", "meets": ["R1"], "work": "writing",
             "lines": [{"paper": {"id": "plan", "about": "plan"}}]},
        ],
        "hazards": [{**hazard, **said}],
    }  # fmt: skip


REGION = bare_region(horizon="P24M")


def _with_new_task() -> dict[str, Any]:
    shape = practice()
    shape["tasks"].append(
        {"id": "renew", "title": "The new paper", "meets": ["R3"], "work": "writing",
         "lines": [{"paper": {"id": "new", "about": "new"}}]}
    )  # fmt: skip
    return shape


@functools.cache
def incidents() -> Model:
    return model_of(*made(LAW, practice(), REGION))


# --- incidents -------------------------------------------------------------------------------------------------------


def test_while_an_incident_is_open_nobody_moves_and_what_is_unsafe_is_not_written() -> None:
    """The law suspends the programme from the day of the incident to that on which it is resolved."""
    seen = 0
    for replication in range(10):
        history = Exact(incidents(), Chance(4), replication).run()
        programme = history.programme
        assert programme is not None
        for day in incidents().days[1:]:
            view = programme.as_of(day)
            opened = [each for each in view.records("incident") if each.state == "open"]  # type: ignore[attr-defined]
            if view.stage == "before":
                assert bool(opened) == (view.suspension is not None)
            if opened and view.stage == "before":
                seen += 1
                today = [each for each in programme.entries if each.date == day and isinstance(each, Recorded)]
                assert not [each for each in today if each.record.kind in {"person", "item"}]
        assert Programme.from_entries(incidents().law, programme.entries).digest() == programme.digest()
    assert seen


def test_an_incident_is_answered_by_work() -> None:
    """It is open for as long as the work takes, which begins before anything else."""
    programme = Exact(incidents(), Chance(4), 1).run().programme
    assert programme is not None
    opened = {each.record.id: each.date for each in programme.entries if isinstance(each, Recorded)}
    closed = {each.id: each.date for each in programme.entries if isinstance(each, Amended)}
    assert closed
    for id_, day in closed.items():
        assert dt.timedelta(20) <= day - opened[id_] <= dt.timedelta(160)  # a step is a month


def test_the_engines_agree_in_distribution_where_incidents_happen() -> None:
    law, region = made(LAW, practice(), REGION)
    one = simulate(law, region, replications=500, seed=101, engine="exact").of()
    other = simulate(law, region, replications=5_000, seed=202, engine="fast").of()
    assert (one.entered["after"] > 0).mean() > 0.3
    found = [("step of after", alike(one.entered["after"], other.entered["after"]))]
    found += [
        (f"state {state} at {step}", alike(one.counts[step, state], other.counts[step, state]))
        for state in range(3)
        for step in (6, 12, 24)
    ]
    assert far_apart(found) == []
    quiet = simulate(law, region, replications=5_000, seed=202, engine="fast", levers={"incident": 0}).of()
    assert alike(quiet.entered["after"], other.entered["after"]) < 1e-6  # what the agreement is worth


@pytest.mark.parametrize("replication", range(8))
def test_a_counted_history_with_incidents_is_what_the_law_makes_of_it(replication: int) -> None:
    assert_as_counted(Fast(incidents()), replication)


@pytest.mark.parametrize("replication", range(8))
def test_of_two_incidents_each_suspends_whatever_the_other_does(replication: int) -> None:
    shape = practice()
    (one,) = shape["hazards"]
    lines = [{"incident": {"id": "accident-$n", "type": "safeguarding"}}]
    answer = [{"amend": {"incident": "accident-$n", "set": {"state": "closed"}}}]
    shape["hazards"].append({**one, "id": "accident", "lines": lines, "answer": answer})
    assert_as_counted(Fast(model_of(*made(LAW, shape, REGION))), replication)


def test_an_incident_that_concerns_no_rule_suspends_nothing() -> None:
    """A conflict is no matter of the children's safety: it takes the hands of those who deal with it, and no more."""
    fast = Fast(model_of(*made(LAW, practice("conflict"), REGION)))
    assert not fast.learned.shut[0].rules
    assert Fast(incidents()).learned.shut[0].rules == {"I1"}


def test_what_an_incident_holds_up_is_told_by_its_rule() -> None:
    law, region = made(LAW, practice(), REGION)
    for engine in ("exact", "fast"):
        study = simulate(law, region, replications=200, seed=3, engine=engine, levers={"incident": 0.4})
        assert "I1" in {each.rule for each in study.bottlenecks("before")}


@pytest.mark.soak
@pytest.mark.parametrize("name", ["kaluga", "smolensk"])
def test_the_engines_agree_in_distribution_on_the_pilots_law(name: str) -> None:
    """With volunteers who leave their places, and incidents: when each stage is entered, and who is where."""
    law, region = load_template("volunteers"), load_region(name)
    one = simulate(law, region, replications=250, seed=11, engine="exact").of()
    other = simulate(law, region, replications=4_000, seed=22, engine="fast").of()
    found = [(f"step of {stage}", alike(steps, other.entered[stage])) for stage, steps in one.entered.items()]
    found += [
        (f"state {state} at {step}", alike(one.counts[step, state], other.counts[step, state]))
        for state in range(one.counts.shape[1])
        for step in (70, 110, 150, 207)
    ]
    assert far_apart(found) == []


def test_in_the_pilots_law_an_incident_suspends_the_stages_in_which_children_are_visited() -> None:
    fast = Fast(model_of(load_template("volunteers"), load_region("kaluga")))
    shut = {danger.hazard.id: each for danger, each in zip(fast.model.dangers, fast.learned.shut, strict=True)}
    assert shut["incident"].rules == {"I09", "M13"}
    assert shut["incident"].suspended == {"immersion", "main"}


# --- laws ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    """A folder with the law, the version that comes, a practice that knows both, and a region."""
    for name, said in (
        ("law.yaml", LAW),
        ("new.yaml", new_law()),
        ("practice.yaml", _with_new_task()),
        ("region.yaml", {**REGION, "template": "law.yaml", "practice": "practice.yaml"}),
    ):
        (tmp_path / name).write_text(yaml.safe_dump(said, sort_keys=False))
    return tmp_path


def put(folder: Path, **change: Any) -> Any:
    """Let the version come as is said; return the region."""
    change = {"id": "second", "title": "The law of the next year", "template": "new.yaml", **change}
    shape = yaml.safe_load((folder / "region.yaml").read_text())
    (folder / "region.yaml").write_text(yaml.safe_dump({**shape, "laws": [change]}, sort_keys=False))
    return load_region(folder / "region.yaml")


def test_from_its_day_on_the_new_law_holds_and_what_it_asks_is_done(versions: Path) -> None:
    region = put(versions, on="2009-03-01")
    law = load_template(versions / "law.yaml")
    model = model_of(law, region)
    for replication in range(5):
        history = Exact(model, Chance(4), replication, {"incident": 0}).run()
        programme = history.programme
        assert programme is not None
        (moved,) = [each for each in programme.entries if isinstance(each, Migrated)]
        assert (moved.date, moved.version) == (dt.date(2009, 3, 1), "2.0")
        if "after" in history.entered:
            assert [each for each in programme.entries if isinstance(each, Recorded) and each.record.id == "new"]
        again = Programme.from_entries([law, *region.laws], programme.entries)
        assert again.digest() == programme.digest()


def test_a_new_law_that_nobody_has_a_task_for_holds_the_programme_up(versions: Path) -> None:
    (versions / "practice.yaml").write_text(yaml.safe_dump(practice(), sort_keys=False))
    law, region = load_template(versions / "law.yaml"), put(versions, on="2009-02-01")
    study = simulate(law, region, replications=10, seed=1, levers={"incident": 0})
    assert study.share_reaching("after").value == 0
    held = {each.rule: each.title for each in study.bottlenecks("before")}
    assert str(held["R3"]) == "A new paper"


def test_a_law_may_come_by_chance_which_is_that_of_a_year(versions: Path) -> None:
    region = put(versions, chance={"value": 0.5, "basis": "expert"})
    model = model_of(load_template(versions / "law.yaml"), region)
    came = []
    for replication in range(200):
        programme = Exact(model, Chance(9), replication, {"incident": 0}).run().programme
        assert programme is not None
        came.append(any(isinstance(each, Migrated) for each in programme.entries))
    assert abs(sum(came) / len(came) - 0.75) < 3 * (0.75 * 0.25 / 200) ** 0.5  # two years


def test_the_fast_engine_refuses_a_law_that_changes_at_its_line(versions: Path) -> None:
    region = put(versions, on="2009-03-01")
    law = load_template(versions / "law.yaml")
    with pytest.raises(CannotCarry, match="a law that changes is not counted") as refused:
        Fast(model_of(law, region))
    (fault,) = refused.value.faults
    assert fault.at is not None
    assert fault.at.line == region.tree.place(("laws", 0)).line
    assert "simulate the region under each version by itself" in str(fault.hint)
    study = simulate(law, region, replications=2)
    assert study.why_exact is not None
    assert "a law that changes" in str(study.why_exact)


def test_a_study_is_kept_with_its_laws_and_refused_where_one_is_another(versions: Path) -> None:
    law = load_template(versions / "law.yaml")
    study = simulate(law, put(versions, on="2009-03-01"), replications=3, seed=2)
    save_study(study, versions / "kept.study")
    assert load_study(versions / "kept.study", law).history(1).entered == study.history(1).entered
    other = new_law()
    other["stages"][0]["gates"]["exit"].pop()
    (versions / "new.yaml").write_text(yaml.safe_dump(other, sort_keys=False))
    with pytest.raises(StudyError, match="whose files are others"):
        load_study(versions / "kept.study", law)


def test_the_pilots_law_goes_over_to_another_version_in_the_middle(tmp_path: Path) -> None:
    """The whole history is lawful under both, and is read back with both."""
    text = Path(load_template("volunteers").requirements["M38"].at.file)
    source = (Path(__file__).resolve().parents[2] / "src/partnership/templates" / text.name).read_text()
    (tmp_path / "volunteers-2.yaml").write_text(source.replace('version: "1.0"', 'version: "1.1"', 1))
    second = "laws:\n  - {id: second, title: A version, template: volunteers-2.yaml, on: 2010-06-01}\n"
    (tmp_path / "region.yaml").write_text(load_region("smolensk").text.decode() + second)
    law = load_template("volunteers")
    region = load_region(tmp_path / "region.yaml")
    history = Exact(model_of(law, region), Chance(3), 1).run()
    assert history.programme is not None
    assert "main" in history.entered
    laws = [law, *region.laws]
    assert Programme.from_entries(laws, history.programme.entries).digest() == history.programme.digest()


# --- what cannot be --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said, what",
    [
        ({"template": "nowhere.yaml", "on": "2009-03-01"}, "the law 'nowhere.yaml' cannot be read"),
        ({"template": "voluntears", "on": "2009-03-01"}, "template 'voluntears'; did you mean 'volunteers'?"),
        ({"template": "volunteers", "on": "2009-03-01"}, "'volunteers' is 'volunteers', and no version of 'bare'"),
        ({"template": "law.yaml", "on": "2009-03-01"}, "'law.yaml' is the law as it is"),
        ({}, "the law 'second' has neither or both of two keys; expected on or chance"),
        ({"on": "2009-03-01", "chance": {"value": 0.1, "basis": "assumed"}}, "neither or both of two keys"),
        ({"on": "2008-03-01"}, "and the first day is 1 January 2009; expected a later day"),
        ({"chance": {"value": 1.5, "basis": "assumed"}}, "'value' is the number 1.5; expected at most 1"),
        ({"chance": {"value": 0.5, "basis": "assumed", "shape": "exponential"}}, "may pass 1"),
        ({"on": "2009-03-01", "stages": {"befor": "after"}}, "unknown: stage 'befor'; did you mean 'before'?"),
        ({"on": "2009-03-01", "stages": {"before": "aftr"}}, "unknown: stage 'aftr'; did you mean 'after'?"),
        ({"on": "2009-03-01", "parameters": {"redy": 1}}, "redy"),
    ],
)
def test_a_law_that_cannot_come_is_refused_at_its_place(versions: Path, said: dict[str, Any], what: str) -> None:
    with pytest.raises(RegionError) as refused:
        model_of(load_template(versions / "law.yaml"), put(versions, **said))
    (fault,) = refused.value.faults
    assert what in str(fault)
    assert "region.yaml:" in str(fault.at)


@pytest.mark.parametrize(
    "said, what",
    [
        (
            {"lines": [{"incident": {"id": "incident-$n", "type": "safegarding"}}]},
            "no 'safegarding' in its list 'incident",
        ),
        ({"lines": [{"incidnt": {"id": "i-$n"}}]}, "unknown key 'incidnt'; did you mean 'incident'?"),
        ({"answer": [{"amend": {"incident": "i"}, "end": {}}]}, "a line has one act"),
        ({"stage": "befor"}, "unknown: stage 'befor'; did you mean 'before'?"),
        ({"work": "resolvin"}, "unknown: kind of work 'resolvin'; did you mean 'resolving'?"),
        ({"chance": "employees"}, "unknown: share 'employees'"),
    ],
)
def test_a_hazard_that_cannot_be_is_refused_at_its_place(said: dict[str, Any], what: str) -> None:
    with pytest.raises(RegionError) as refused:
        model_of(*made(LAW, practice(**said), REGION))
    (fault,) = refused.value.faults
    assert what in str(fault)
    assert str(fault.at).startswith("practice.yaml:")


def test_a_chance_of_a_hazard_is_none_above_1() -> None:
    shape = practice()
    shape["numbers"][-1]["default"]["value"] = 1.5
    with pytest.raises(
        RegionError, match=r"'incident' is 1\.5, and it is a chance or a share; expected a number from 0"
    ):
        model_of(*made(LAW, shape, REGION))
