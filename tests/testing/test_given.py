"""What a story can be told with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

import pytest

from partnership.acts import Recorded, Start
from partnership.records import Partner, Risk
from partnership.testing import UnlawfulGiven, advance, given, on
from partnership.values import Text
from tests.testing.laws import DAY, LAPSES, START, garden, growing, neighbours, signature

SHED = Partner(id="shed", name=Text.of("Shed"), sector="residents")


def test_records_that_name_no_day_are_of_the_day_before_them() -> None:
    """The story begins on the first day that anything names."""
    scene = given(garden(), *neighbours(), on(DAY, SHED), Risk(id="r", title=Text.of("Rain"), likelihood=1, impact=1))
    assert [entry.date for entry in scene.programme.entries] == [DAY] * 6


def test_a_story_in_which_nothing_names_a_day_has_one_all_the_same() -> None:
    """Whoever does not care for dates need not give any."""
    given(garden(), SHED).when(signature("shed")).then_refused(code="unknown_id")


def test_a_story_begins_where_and_when_it_is_told_to() -> None:
    """Region, first day, id and parameters reach the start of the programme."""
    programme = given(garden(), start=START, region="DE-BE", id="mine", parameters={"enough": 2}).programme
    started: Any = programme.entries[0]
    assert (programme.id, programme.region, started.date, started.parameters) == ("mine", "DE-BE", START, {"enough": 2})


def test_a_story_is_told_with_the_entries_of_a_ledger() -> None:
    """They pass the door once more and become the same ledger."""
    programme = growing().programme
    again = given(garden(), *programme.entries)
    assert tuple(again.programme.entries) == tuple(programme.entries)
    again.then_stage("growing")


def test_a_story_may_bring_its_own_start() -> None:
    """As a command, too."""
    scene = given(garden(), Start(on=START, programme="own", region="RU-SMO"), SHED)
    assert scene.programme.id == "own"


def test_late_paperwork_keeps_the_moment_of_its_writing() -> None:
    """The date is the day it is true from."""
    entry = given(garden(), on(START, SHED, recorded=DAY), start=START).programme.entries[-1]
    assert isinstance(entry, Recorded)
    assert (entry.date, entry.recorded.date()) == (START, DAY)


def test_a_given_that_is_unlawful_is_an_error_with_its_reasons() -> None:
    """It is no failed expectation: the test itself is wrong."""
    with pytest.raises(UnlawfulGiven) as error:
        given(garden(), on(START, *neighbours()), advance(on=DAY))
    assert "given 2: advance to the stage that follows on 2020-04-01 is refused" in str(error.value)
    assert "E1" in str(error.value)


@pytest.mark.parametrize("item", [pytest.param(3, id="a number"), pytest.param(date(2020, 1, 1), id="a day")])
def test_a_given_that_is_nothing_to_tell_with_is_an_error(item: object) -> None:
    """It says what can be used, and what was found."""
    with pytest.raises(UnlawfulGiven, match="records, on"):
        given(garden(), cast("Any", item))


def test_a_scene_is_not_changed_by_what_is_asked_of_it() -> None:
    """One scene serves many tests."""
    scene = given(garden(), on(START, *neighbours()))
    scene.when(SHED, on=DAY).then_accepted()
    scene.when(SHED, on=DAY).then_accepted()
    scene.and_given(on(DAY, SHED)).when(SHED).then_refused(code="duplicate_id")
    assert len(scene.programme.entries) == 4


def test_what_is_done_to_the_programme_of_a_scene_does_not_reach_the_story() -> None:
    """It is there to be looked into."""
    scene = given(garden(), on(START, *neighbours()))
    scene.programme.record(SHED, on=DAY)
    scene.when(SHED, on=DAY).then_accepted()


def test_a_story_goes_on_from_what_was_accepted() -> None:
    """And stays as it was where something was refused."""
    outcome = given(garden(), on(START, *neighbours())).when(advance(on=DAY)).then_refused(by="E1")
    outcome.when(signature("house")).then_accepted().when(signature("town")).then_accepted().when(
        advance(on=LAPSES - timedelta(days=1))
    ).then_accepted().then_stage("growing")


def test_one_thing_is_asked_at_a_time() -> None:
    """And it has one day."""
    scene = given(garden(), on(START, *neighbours()))
    with pytest.raises(UnlawfulGiven, match="one thing, not 2"):
        scene.when(on(DAY, signature("house"), signature("town")))
    with pytest.raises(UnlawfulGiven, match="has its own day"):
        scene.when(advance(on=DAY), on=START)
