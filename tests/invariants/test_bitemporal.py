"""Invariant 6: bitemporal. How it stood on a day, how it was known at a moment, what late paperwork leaves behind."""

from __future__ import annotations

import pytest

from partnership.programme import Programme
from tests.invariants.playing import days, finished, in_worlds, played
from tests.judge.worlds import World


@in_worlds(25)
def test_how_it_stood_on_a_day_rests_only_on_what_is_dated_until_then(world: World) -> None:
    """The state on a day is that of a ledger which ends on it, whatever has been written since, in whatever order."""
    programme = finished(world)
    for day in list(days(programme))[::4]:
        known = [entry for entry in programme.entries if entry.date <= day]
        known = [entry.model_copy(update={"seq": number}) for number, entry in enumerate(known, 1)]
        alone = Programme.from_entries(world.template, known).as_of(day)
        then = programme.as_of(day)
        assert then.stage == alone.stage
        assert then.suspended_since == alone.suspended_since
        assert dict(then.statuses()) == dict(alone.statuses())
        assert {each.id for each in then.records("partner")} == {each.id for each in alone.records("partner")}


@in_worlds(25)
def test_how_it_was_known_rests_only_on_what_was_written_until_then(world: World) -> None:
    """At any moment the programme is that of the entries written down by then, on the day of that moment."""
    programme = finished(world)
    for entry in programme.entries:
        known = [each for each in programme.entries if each.recorded <= entry.recorded]
        alone = Programme.from_entries(world.template, known)
        then = programme.as_known(entry.recorded)
        assert then.date == entry.recorded.date()
        assert then.state == alone.state
        assert then.digest() == alone.digest(then.date)


@in_worlds(25)
def test_the_order_of_writing_does_not_matter_where_the_days_are_the_same(world: World) -> None:
    """A back-dated entry counts on its own day: the stage and every status on a later day are the judge's."""
    judge = world.judge
    for step in played(world):
        if step.refusal is None and step.after[-1].date < step.day:
            day = step.after[-1].date
            assert dict(step.programme.as_of(day).statuses()) == judge.statuses(step.after, day)
            assert step.programme.as_of(day).stage == judge.stage(step.after, day)


def what_is_unsupported_is_reported(world: World) -> None:
    """Compare what stands on nothing any more, after every entry."""
    judge = world.judge
    for step in played(world):
        if step.refusal is None:
            expected = judge.unsupported(step.after, step.day)
            found = step.programme.unsupported()
            assert {each.entry for each in found} == expected.keys()


@in_worlds(40)
def test_entries_that_no_longer_stand_on_anything_are_reported_and_no_others(world: World) -> None:
    """Late paperwork is taken as it comes; what it takes the ground from is named, and nothing is rewritten."""
    what_is_unsupported_is_reported(world)


@pytest.mark.soak
@in_worlds(most=40)
def test_entries_that_no_longer_stand_on_anything_are_reported_and_no_others_at_length(world: World) -> None:
    """The same, over many more and longer histories."""
    what_is_unsupported_is_reported(world)
