"""Invariant 1: one door. What is forbidden is refused with every reason, and a refusal leaves everything as it was."""

from __future__ import annotations

import pytest

from partnership.acts import to_json
from tests.invariants.playing import in_worlds, played, reasons
from tests.judge.worlds import World


def the_door_and_the_judge_agree(world: World) -> None:
    """Try every command of a world and compare the reasons."""
    judge = world.judge
    for step in played(world):
        expected = judge.would_refuse(step.before, step.command)
        assert (reasons(step.refusal.findings) if step.refusal else set()) == expected, step.command


@in_worlds(60)
def test_a_command_is_refused_for_exactly_the_reasons_that_the_sentences_give(world: World) -> None:
    """Neither one reason too few, nor one too many, nor a refusal where there is none."""
    the_door_and_the_judge_agree(world)


@pytest.mark.soak
@in_worlds(most=40)
def test_a_command_is_refused_for_exactly_the_reasons_that_the_sentences_give_at_length(world: World) -> None:
    """The same, over many more and longer histories."""
    the_door_and_the_judge_agree(world)


@in_worlds(30)
def test_after_a_refusal_nothing_has_changed(world: World) -> None:
    """The ledger, the state's digest and every answer are what they were, whenever the findings are read."""
    for step in played(world):
        if step.refusal is None:
            assert len(step.after) == len(step.before) + 1
            continue
        programme = step.programme
        assert [to_json(each) for each in step.after] == [to_json(each) for each in step.before]
        digest, statuses = programme.digest(), dict(programme.snapshot.statuses())
        assert step.refusal.findings
        assert str(step.refusal)
        assert (programme.digest(), dict(programme.snapshot.statuses())) == (digest, statuses)
        fresh = type(programme).from_entries(world.template, step.before)
        assert (fresh.digest(), dict(fresh.snapshot.statuses())) == (digest, statuses)


@in_worlds(20)
def test_looking_changes_nothing(world: World) -> None:
    """Whoever asks what is missing, how it stood or what is unsupported leaves no trace."""
    for step in played(world):
        programme = step.programme
        before = [to_json(each) for each in programme.entries], programme.digest()
        programme.missing()
        programme.as_of(step.day).missing()
        programme.as_known(programme.entries[-1].recorded)
        programme.unsupported()
        assert ([to_json(each) for each in programme.entries], programme.digest()) == before
