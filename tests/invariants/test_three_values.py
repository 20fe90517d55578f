"""Invariant 2: three values. What is unknown is never a pass, and does not open a gate."""

from __future__ import annotations

import pytest

from partnership.acts import Advance, Waived
from partnership.findings import Status
from partnership.testing.reference.law import Law
from tests.invariants.playing import begun, days, finished, in_worlds, played
from tests.judge.worlds import World

NOT_OF_NOTHING = {
    *("signed", "sectors_present", "single_accountable", "decision", "indicator", "attest"),
    *("cofinancing_share", "mutual_interest"),
}
"""Words that say something about rows, whatever stands under them."""


def every_status_is_the_judges(world: World) -> None:
    """Compare all requirements of all gates after each command, with those who lack something."""
    judge = world.judge
    for step in played(world):
        snapshot = step.programme.snapshot
        answers = judge.answers(step.after, step.day)
        assert dict(snapshot.statuses()) == {name: answer.status for name, answer in answers.items()}
        for name, answer in answers.items():
            if answer.status is not Status.SATISFIED:
                assert snapshot.lacking(name) == answer.lacks - {None}, name
        if any(isinstance(entry, Waived) for entry in step.after):
            requirements = world.template.requirements
            unmet = {name for name in answers if not snapshot.is_open((requirements[name],))}
            assert unmet == judge.unmet(step.after, step.day)


@in_worlds(40)
def test_every_requirement_stands_as_its_sentence_says_after_every_entry(world: World) -> None:
    """Satisfied, unsatisfied or unknown, and who lacks what: kept up entry by entry, found again from the start."""
    every_status_is_the_judges(world)


@pytest.mark.soak
@in_worlds(most=40)
def test_every_requirement_stands_as_its_sentence_says_after_every_entry_at_length(world: World) -> None:
    """The same, over many more and longer histories."""
    every_status_is_the_judges(world)


@in_worlds(25)
def test_every_requirement_stands_as_its_sentence_says_on_every_day(world: World) -> None:
    """Also on days on which nothing was written: what ages and lapses does so by itself."""
    judge, programme = world.judge, finished(world)
    entries = tuple(programme.entries)
    for day in list(days(programme))[::3]:
        assert dict(programme.as_of(day).statuses()) == judge.statuses(entries, day), day


@in_worlds(60, most=1)
def test_in_an_empty_programme_nothing_is_passed_that_speaks_of_records(world: World) -> None:
    """Where nobody has recorded anything nothing is signed or decided, and incidents are not known to be none."""
    law = Law(world.tree)
    for name, status in begun(world).snapshot.statuses().items():
        rule = law.rule(name)
        assert rule is not None
        about_the_world = rule.check in ({"none_open": {"from": "incidents"}}, {"none_open": {"from": "needs"}})
        if about_the_world or rule.check.keys() <= NOT_OF_NOTHING:
            assert status is not Status.SATISFIED, rule.check


@in_worlds(60)
def test_no_stage_opens_on_what_is_unknown(world: World) -> None:
    """Whenever a stage was opened, each blocking requirement that was asked held or was waived."""
    judge = world.judge
    for step in played(world):
        if isinstance(step.command, Advance) and step.refusal is None:
            assert judge.would_refuse(step.before, step.command) == set()
            assert judge.stage(step.after, step.command.on) == step.programme.as_of(step.command.on).stage
