"""Programmes that come round again and again: what the writer keeps is what the judge finds, in every round."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from partnership.acts import Advance
from partnership.evaluation import STATUSES, Gates, kept_context, tables_of
from partnership.testing.reference.law import PlainTree
from tests.invariants.playing import Step, played
from tests.judge.dice import Dice
from tests.judge.histories import telling
from tests.judge.laws import Draughtsman, fitted
from tests.judge.worlds import SEEDS, World

WAYS = {"first": ["second"], "second": ["first", "first", "third"], "third": ["second", "first"]}


def coming_round(seed: int) -> World:
    """A world in whose history somebody moves on every few days."""
    dice = Dice(seed)
    draughtsman = Draughtsman(dice)
    tree: PlainTree = draughtsman.law()
    asked = [draughtsman.requirement() for _ in range(2)]
    tree = fitted({**tree, "stages": draughtsman.coming_round(asked, dice.one(["exit", "exit", "invariant"]))})
    told = telling(dice, tree, 30)
    commands, stage, day = [told[0]], "first", told[0].on
    for command in told[1:]:
        commands.append(command)
        if command.on >= day and dice.chance(3):
            stage, day = dice.one(WAYS[stage]), command.on
            commands.append(Advance(on=day, to=stage))
    return replace(World(tree, tuple(commands)), seed=seed)


def kept(step: Step, world: World) -> dict[str, object]:
    """What each requirement of a gate comes to by the answers that the writer keeps."""
    state = step.programme.state
    tables = tables_of(world.template, state.index, state.index.facts(step.day, state.length).parameters)
    gates = Gates(kept_context(tables, step.day, state.length))
    return {name: STATUSES[gates.mark(name)] for name in gates.plan.gates}


@settings(max_examples=15, derandomize=True)
@given(seed=SEEDS)
def test_what_is_kept_is_what_the_judge_finds_in_every_round(seed: int) -> None:
    """After every entry: papers of the round, days that the stages tell, and rules that begin at a moment."""
    world = coming_round(seed)
    judge = world.judge
    for step in played(world):
        assert kept(step, world) == judge.statuses(step.after, step.day), step.command
