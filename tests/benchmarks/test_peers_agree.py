"""A benchmark compares nothing unless all contestants accept and refuse the same commands, for the same reasons."""

import datetime as dt
from importlib.metadata import PackageNotFoundError, version

import pytest

from benchmarks.contestants import ENTRANTS
from benchmarks.contestants.contestant import Contestant
from benchmarks.lifecycle import START, Step, story

VOLUNTEERS = 40
SAME_LAW = [name for name in ENTRANTS if name != "shipped"]
BY_HAND = [name for name in SAME_LAW if name != "ours"]


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


@pytest.fixture
def ours() -> Contestant:
    made = ENTRANTS["ours"].make()
    made.begin()
    return made


@pytest.mark.parametrize("contestant", SAME_LAW, indirect=True)
def test_every_contestant_accepts_and_refuses_the_same_commands(contestant: Contestant, steps: list[Step]) -> None:
    for number, step in enumerate(steps):
        refusals = contestant.do(step)
        assert (refusals is not None) == step.refused, (number, step, refusals)
    assert contestant.written == sum(not step.refused for step in steps)


@pytest.mark.parametrize("contestant", BY_HAND, indirect=True)
def test_every_contestant_gives_all_reasons_that_ours_gives(
    contestant: Contestant, ours: Contestant, steps: list[Step]
) -> None:
    """Each rule with its place, everybody who lacks something, who owes it, and whether it is unmet or unknown."""
    compared = 0
    for number, step in enumerate(steps):
        told, expected = contestant.do(step), ours.do(step)
        if told is None or expected is None:
            continue
        assert contestant.reasons(told) == ours.reasons(expected), (number, step)
        compared += 1
    assert compared == sum(step.refused for step in steps)


@pytest.mark.parametrize("contestant", BY_HAND, indirect=True)
def test_every_contestant_can_be_asked_about_any_day(
    contestant: Contestant, ours: Contestant, steps: list[Step]
) -> None:
    for step in steps:
        contestant.do(step)
        ours.do(step)
    days = [START + dt.timedelta(days=day) for day in range(-(-len(steps) // 25) + 2)]
    open_reasons = 0
    for day in days:
        told = contestant.reasons(contestant.missing(day))
        assert told == ours.reasons(ours.missing(day)), day
        open_reasons += len(told)
    assert open_reasons > len(days)


@pytest.mark.parametrize("contestant", SAME_LAW, indirect=True)
def test_every_contestant_says_who_lacks_what_by_name_in_the_language_asked_for(
    contestant: Contestant, steps: list[Step]
) -> None:
    for step in steps:
        told = contestant.do(step)
        if told is None:
            continue
        english, russian = contestant.text(told, "en"), contestant.text(told, "ru")
        assert english != russian
        for why in contestant.reasons(told).values():
            assert all(word in text for word in (*why.lacking, why.at) for text in (english, russian)), (step, english)
        if step.id.startswith("early"):
            assert "a person from bank" in english
            assert "«bank»" in russian


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
