"""Invariant 3: anchored rosters. Leaving or deleting never makes a gate easier."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from partnership.acts import Amend, End
from partnership.testing.reference.law import PlainTree
from tests.invariants.playing import in_worlds, played
from tests.judge.worlds import World

NEVER = {"from": "stages_reached", "where": {"stage": "first", "subject": "$it"}}
"""Something that nobody has in these worlds, so that everybody who is asked for it lacks it."""


def watched(world: World) -> World:
    """The same world, where each roster is asked, one by one, for something that nobody has."""
    asked: list[PlainTree] = [
        {"id": f"all-{roster['id']}", "title": "All", "coverage": {"each": roster["id"], "has": NEVER}}
        for roster in world.tree["rosters"]
    ]
    first: Any = dict(world.tree["stages"][0])
    gates = dict(first.get("gates", {}))
    first["gates"] = {**gates, "cadence": [*gates.get("cadence", []), *asked]}
    return replace(world, tree={**world.tree, "stages": [first, *world.tree["stages"][1:]]})


@in_worlds(40)
def test_a_roster_has_everybody_who_was_ever_named_and_not_released(world: World) -> None:
    """The parties of an agreement stay its parties when it lapses, when it is amended, and when they leave."""
    world = watched(world)
    judge = world.judge
    for step in played(world):
        snapshot = step.programme.snapshot
        for roster in world.tree["rosters"]:
            assert snapshot.lacking(f"all-{roster['id']}") == judge.roster(step.after, roster["id"], step.day)


@in_worlds(40)
def test_ending_a_record_never_makes_a_roster_smaller(world: World) -> None:
    """Whoever is asked before somebody leaves, or an agreement is ended or rewritten, is asked after it too."""
    world = watched(world)
    rosters = [each["id"] for each in world.tree["rosters"] if "where" not in each]
    asked: dict[str, frozenset[str]] = dict.fromkeys(rosters, frozenset())
    for step in played(world):
        snapshot = step.programme.as_of(step.day)
        now = {name: snapshot.lacking(f"all-{name}") for name in rosters}
        releases = isinstance(step.command, Amend) and step.command.kind == "handover"
        if isinstance(step.command, End | Amend) and step.refusal is None and not releases:
            assert all(asked[name] <= now[name] for name in rosters)
        asked = now
