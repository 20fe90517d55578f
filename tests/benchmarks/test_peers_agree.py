"""A benchmark compares nothing unless all contestants accept and refuse the same commands, for the same reasons."""

from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pytest

from benchmarks.contestants import ENTRANTS
from benchmarks.contestants.contestant import Contestant
from benchmarks.lifecycle import Step, story

VOLUNTEERS = 40
SAME_LAW = [name for name in ENTRANTS if name != "shipped"]


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    return story(VOLUNTEERS)


@pytest.fixture
def contestant(request: pytest.FixtureRequest) -> Contestant:
    entrant = ENTRANTS[request.param]
    if entrant.needs is not None:
        try:
            version(entrant.needs)
        except PackageNotFoundError:
            pytest.skip(f"{entrant.needs} is not installed: `make bench` installs the peers (dependency group bench)")
    made = entrant.make()
    made.begin()
    return made


@pytest.mark.parametrize("contestant", SAME_LAW, indirect=True)
def test_every_contestant_accepts_and_refuses_the_same_commands(contestant: Contestant, steps: list[Step]) -> None:
    for number, step in enumerate(steps):
        refusals = contestant.do(step)
        assert (refusals is not None) == step.refused, (number, step, refusals)
    assert contestant.written == sum(not step.refused for step in steps)


@pytest.mark.parametrize("contestant", [name for name in SAME_LAW if name != "dict"], indirect=True)
def test_every_contestant_gives_the_same_reasons(contestant: Contestant, steps: list[Step]) -> None:
    by_hand = ENTRANTS["dict"].make()
    by_hand.begin()
    compared = 0
    for number, (step, told) in enumerate(zip(steps, _told(contestant, steps), strict=True)):
        expected = by_hand.do(step)
        if expected is None:
            continue
        assert told is not None
        assert set(contestant.reasons(told)) == set(by_hand.reasons(expected)), (number, step)
        if step.verb == "advance":
            assert contestant.reasons(told) == by_hand.reasons(expected), (number, step)
        compared += 1
    assert compared == sum(step.refused for step in steps)


def test_the_story_is_told_in_words_that_the_shipped_law_knows(steps: list[Step]) -> None:
    shipped = ENTRANTS["shipped"].make()
    shipped.begin()
    passed = 0
    for step in steps:
        refusals = shipped.do(step)
        passed += refusals is None
        codes = set() if refusals is None else {refusal.code for refusal in refusals}
        assert not codes & {"unknown_word", "unknown_kind", "bad_record"}, step
    assert passed > len(steps) * 0.9


def test_the_story_is_told_without_gaps_at_every_size() -> None:
    for volunteers in (10, 20, 400):
        steps = story(volunteers)
        assert [step.on for step in steps] == sorted(step.on for step in steps)
        assert sum(step.verb == "advance" and not step.refused for step in steps) == 3
        assert sum(step.kind == "placement" and not step.refused for step in steps) == volunteers


def _told(contestant: Contestant, steps: list[Step]) -> Iterator[Sequence[Any] | None]:
    for step in steps:
        yield contestant.do(step)
