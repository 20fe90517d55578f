"""Invariant 8: invariants bite. What must hold and does not suspends the programme, from its own day until mended."""

from __future__ import annotations

import pytest

from partnership.acts import Advance
from tests.invariants.playing import days, finished, in_worlds, played, reasons
from tests.judge.worlds import World


def a_suspension_carries_its_own_day(world: World) -> None:
    """Compare the day from which the programme is suspended, after every command."""
    judge = world.judge
    for step in played(world):
        assert step.programme.snapshot.suspended_since == judge.suspended_since(step.after, step.day)


@in_worlds(40)
def test_a_programme_is_suspended_from_the_day_on_which_something_stopped_holding(world: World) -> None:
    """Not from the day on which somebody looked, and until the day on which it was mended or waived."""
    a_suspension_carries_its_own_day(world)


@pytest.mark.soak
@in_worlds(most=40)
def test_a_programme_is_suspended_from_the_day_on_which_something_stopped_holding_at_length(world: World) -> None:
    """The same, over many more and longer histories."""
    a_suspension_carries_its_own_day(world)


@in_worlds(20)
def test_what_lapses_between_two_entries_lapses_on_its_own_day(world: World) -> None:
    """Asked for any day, in any order, the answer is the same as if somebody had looked each evening."""
    judge, programme = world.judge, finished(world)
    entries = tuple(programme.entries)
    every = list(days(programme))
    for day in [*every[::-5], *every[::5]]:
        suspension = programme.as_of(day).suspension
        assert (suspension.since if suspension else None) == judge.suspended_since(entries, day), day
        assert bool(suspension) == bool(judge.suspended_since(entries, day))


@in_worlds(40)
def test_a_suspended_programme_does_not_move_on(world: World) -> None:
    """To advance is refused while it is suspended, and the refusal says so."""
    judge = world.judge
    for step in played(world):
        if isinstance(step.command, Advance) and judge.suspended_since(step.before, step.command.on):
            assert step.refusal is not None
            assert reasons(step.refusal.findings) == judge.would_refuse(step.before, step.command)
