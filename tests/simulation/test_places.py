"""Whoever leaves has no place any more: it ends, and is given to another; in both engines alike."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pytest

from partnership.acts import Ended, Recorded
from partnership.programme import Programme, load_template
from partnership.records import Item, Record
from partnership.simulation import load_region, simulate
from partnership.simulation.assembling import model_of
from partnership.simulation.chance import Chance
from partnership.simulation.exact import Exact
from partnership.simulation.fast import CannotCarry, Fast
from partnership.simulation.loading import RegionError
from partnership.simulation.model import Model
from tests.simulation.comparing import alike, assert_as_counted, far_apart
from tests.simulation.worlds import BARE_LAW, bare_practice, bare_region, made

LAW: dict[str, Any] = {
    **BARE_LAW,
    "template": "bare",
    "sectors": [{"id": "business", "title": "Business"}, {"id": "house", "title": "Houses"}],
    "registers": [
        {
            "id": "rooms", "kind": "room", "title": "Rooms",
            "fields": {"house": {"type": "id", "of": "partner"}, "to": {"type": "id", "of": "person"}},
        },
    ],
    "stages": [
        {
            "id": "before", "title": "Before", "next": ["after"],
            "gates": {"exit": [
                {"id": "R1", "title": "Somebody is in every house", "coverage": {
                    "each": {"from": "partners", "where": {"sector": "house"}},
                    "has": {"from": "rooms", "where": {"house": "$it"}},
                }},
                {"id": "R2", "title": "Enough people", "count": {"of": {"from": "people"}, "min": 13}},
            ]},
        },
        {"id": "after", "title": "After", "final": True},
    ],
}  # fmt: skip
"""Every house wants somebody, while people come and go."""


def practice(**said: Any) -> dict[str, Any]:
    moves: list[dict[str, Any]] = [
        {"id": "rise", "from": "in", "to": "up", "chance": "rise", "times": 2},
        {"id": "come", "from": "outside", "to": "in", "chance": "come",
         "lines": [{"each": "people", "person": {"id": "$person", "partner": "$partner"}}]},
        {"id": "go", "from": ["in", "up"], "to": "left", "chance": {"in": "go_in", "up": "go_up"},
         "lines": [{"each": "people", "end": {"person": "$person"}}]},
    ]  # fmt: skip
    task = {
        "id": "place", "title": "Giving a place", "meets": ["R1"], "each": "houses", "work": "giving",
        "needs": {"in": 1},
        "lines": [{"room": {"id": "at-$it-$n", "house": "$it", "to": "$pick.in"}}],
        "lost": [{"end": {"room": "at-$it-$n"}}],
        **said,
    }  # fmt: skip
    watch = {
        "id": "watch", "title": "Keeping watch", "stage": "before", "each": "houses", "work": "giving",
        "lines": [], "lost": [],
    }  # fmt: skip
    made_of = bare_practice({"come": 0.06, "rise": 0.4, "go_in": 0.15, "go_up": 0.1}, ["in", "up"], moves)
    return {
        **made_of,
        "circles": [{"id": "companies", "sector": "business"}, {"id": "houses", "sector": "house"}],
        "workers": [{"id": "hands", "title": "Hands", "at_once": {"value": 3, "basis": "assumed"}}],
        "work": [{"id": "giving", "title": "Giving", "by": "hands",
                  "default": {"value": "P40D", "low": "P10D", "high": "P90D", "basis": "assumed"}}],
        "joining": [{"partner": {"id": "$it", "name": "$candidate.name", "sector": "$candidate.sector"}}],
        "tasks": [task, watch],
    }  # fmt: skip


REGION = bare_region(
    horizon="P24M",
    partners=[
        {"id": "works", "name": "Works", "sector": "business", "employees": {"value": 60, "basis": "assumed"}},
        *({"id": f"h{at}", "name": "House", "sector": "house"} for at in range(3)),
    ],
)


def _whose(room: Record) -> str:
    """Return the id of the one who has a room."""
    assert isinstance(room, Item)
    return str(room.fields["to"])


@functools.cache
def houses() -> Model:
    return model_of(*made(LAW, practice(), REGION))


def test_whoever_leaves_has_no_place_and_the_house_gets_another() -> None:
    """On no day is a place given to one who has left, and every house that was left has somebody again in some run."""
    again = 0
    for replication in range(12):
        programme = Exact(houses(), Chance(5), replication).run().programme
        assert programme is not None
        for day in houses().days[::4]:
            view = programme.as_of(day)
            there = {each.id for each in view.records("person")}
            assert {_whose(each) for each in view.records("rooms")} <= there
        given = [entry.record.id for entry in programme.entries if isinstance(entry, Recorded)]
        again += any(id_.startswith("at-") and id_.endswith("-2") for id_ in given)
        assert Programme.from_entries(houses().law, programme.entries).digest() == programme.digest()
    assert again


def test_the_engines_agree_in_distribution_where_places_are_lost() -> None:
    law, region = made(LAW, practice(), REGION)
    one = simulate(law, region, replications=400, seed=101, engine="exact").of()
    other = simulate(law, region, replications=4_000, seed=202, engine="fast").of()
    assert (one.entered["after"] > 0).mean() > 0.5
    found = [("step of after", alike(one.entered["after"], other.entered["after"]))]
    found += [(f"alone in {stage}", alike(one.alone[stage], other.alone[stage])) for stage in one.alone]
    found += [
        (f"state {state} at {step}", alike(one.counts[step, state], other.counts[step, state]))
        for state in range(4)
        for step in (8, 16, 24)
    ]
    assert far_apart(found) == []


def test_places_that_are_lost_cost_time() -> None:
    """What the agreement is worth: the same region in which nobody is picked opens its stage earlier."""
    law, region = made(LAW, practice(lines=[{"room": {"id": "at-$it-$n", "house": "$it"}}], lost=[]), REGION)
    easy = simulate(law, region, replications=4_000, seed=202, engine="fast").of().entered["after"]
    hard = simulate(*made(LAW, practice(), REGION), replications=4_000, seed=202, engine="fast").of().entered["after"]
    assert alike(easy, hard) < 1e-6


@pytest.mark.parametrize("replication", range(12))
def test_a_history_gives_each_place_to_those_whom_the_counting_followed(replication: int) -> None:
    assert assert_as_counted(Fast(houses()), replication).attempts == ()


def test_the_placement_of_a_volunteer_who_left_is_not_counted() -> None:
    """In the law of the pilot every institution wants a volunteer (M38), and one who left is none."""
    model = model_of(load_template("volunteers"), load_region("smolensk"))
    found = 0
    for replication in range(3):
        programme = Exact(model, Chance(3), replication).run().programme
        assert programme is not None
        view = programme.as_of(model.days[-1])
        there = {each.id for each in view.records("volunteer")}
        assert all(each.volunteer in there for each in view.records("placement"))  # type: ignore[attr-defined]
        found += sum(isinstance(entry, Ended) and entry.kind == "placement" for entry in programme.entries)
        for team in view.records("team"):
            assert {one for one in team.members if one.startswith("p-")} <= {  # type: ignore[attr-defined]
                each.id for each in view.records("person")
            }
    assert found


def _at_turn(shape: dict[str, Any]) -> None:
    shape["people"]["moves"][0].pop("chance")
    shape["people"]["moves"][0]["at_most"] = "employees"


def test_what_following_cannot_carry_is_refused_by_rule_or_task() -> None:
    some = {**LAW, "stages": [
        {**LAW["stages"][0], "gates": {"exit": [
            {"id": "R1", "title": "Two houses", "count": {"of": {"from": "rooms"}, "min": 2}},
        ]}},
        LAW["stages"][1],
    ]}  # fmt: skip
    with pytest.raises(CannotCarry, match=r'"Two houses" \(R1\) asks for some of those whom "Giving a place" picks'):
        Fast(model_of(*made(some, practice(), REGION)))
    turn = practice()
    _at_turn(turn)
    with pytest.raises(CannotCarry, match='"Giving a place" picks people who may go on by "rise", which takes them by'):
        Fast(model_of(*made(LAW, turn, REGION)))
    with pytest.raises(CannotCarry, match='"Giving a place" picks people, and is due again and again'):
        Fast(model_of(*made(LAW, practice(again="P90D"), REGION)))


@pytest.mark.parametrize(
    "line, what",
    [
        ({"id": "a", "to": "$pick.inn"}, "unknown: state 'inn'; did you mean 'in'?"),
        ({"id": "a-$pick.up", "to": "$pick.in"}, "the task 'place' picks people of several states"),
    ],
)
def test_a_task_that_picks_what_is_not_there_is_refused_at_its_place(line: dict[str, Any], what: str) -> None:
    with pytest.raises(RegionError) as refused:
        model_of(*made(LAW, practice(lines=[{"room": line}], lost=[]), REGION))
    (fault,) = refused.value.faults
    assert what in str(fault)
    assert str(fault.at).startswith("practice.yaml:")


def test_nobody_is_picked_twice_by_one_task() -> None:
    """Where there are fewer people than houses, a house waits."""
    few = Fast(houses()).run(range(200), Chance(1))
    assert (few.counts >= 0).all()
    for replication in range(6):
        history = Exact(houses(), Chance(6), replication).run()
        assert history.programme is not None
        for day in houses().days[::4]:
            given = [_whose(each) for each in history.programme.as_of(day).records("rooms")]
            assert len(given) == len(set(given))
    assert np.isfinite(few.counts).all()
