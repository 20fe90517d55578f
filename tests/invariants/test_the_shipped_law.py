"""The judge on the law that is shipped, and on the pilot of 2009-2011 as it is told in the examples."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from partnership.acts import AnyEntry
from partnership.findings import Status
from partnership.programme import Programme, tell
from partnership.reading import read_yaml
from partnership.testing.reference import ReferenceEvaluator
from tests.invariants.playing import latest, reasons

ROOT = Path(__file__).resolve().parents[2]
LAW = ROOT / "src/partnership/templates/volunteers.yaml"
PILOT = ROOT / "examples/smolensk-2009.yaml"


@pytest.fixture(scope="module")
def judge() -> ReferenceEvaluator:
    """The judge of the shipped law, who reads the file as its author wrote it."""
    return ReferenceEvaluator(read_yaml(LAW.read_bytes(), LAW.name).value)


@pytest.fixture(scope="module")
def pilot() -> Programme:
    """The pilot, told to its end."""
    telling = tell(PILOT)
    for _ in telling.steps():
        pass
    return telling.programme


def agree(judge: ReferenceEvaluator, pilot: Programme, day: date) -> None:
    """Compare the stage, the suspension, and all requirements of all gates with those who lack something."""
    entries: tuple[AnyEntry, ...] = tuple(pilot.entries)
    snapshot, answers = pilot.as_of(day), judge.answers(entries, day)
    assert snapshot.stage == judge.stage(entries, day)
    assert dict(snapshot.statuses()) == {name: answer.status for name, answer in answers.items()}
    for name, answer in answers.items():
        if answer.status is not Status.SATISFIED:
            assert snapshot.lacking(name) == answer.lacks - {None}, name
    assert bool(snapshot.suspension) == bool(judge.suspended_by(entries, day))


@pytest.mark.parametrize("part", [3, 7, 10])
def test_the_pilot_stands_on_a_day_as_the_judge_says(judge: ReferenceEvaluator, pilot: Programme, part: int) -> None:
    """All gates of the shipped law, after a third of the pilot, after two thirds, and at its end."""
    first, last = pilot.entries[0].date, latest(tuple(pilot.entries))
    agree(judge, pilot, first + (last - first) * part // 10)


@pytest.mark.soak
def test_the_pilot_stands_in_every_fortnight_as_the_judge_says(judge: ReferenceEvaluator, pilot: Programme) -> None:
    """The same through all of the pilot, and for half a year after it."""
    first, last = pilot.entries[0].date.toordinal(), latest(tuple(pilot.entries)).toordinal()
    for day in range(first, last + 180, 14):
        agree(judge, pilot, date.fromordinal(day))


@pytest.mark.soak
def test_the_pilot_is_turned_away_where_the_judge_would_turn_it_away(judge: ReferenceEvaluator) -> None:
    """Each line of the file, taken or refused, has exactly the reasons that the judge finds."""
    telling = tell(PILOT)
    before: tuple[AnyEntry, ...] = tuple(telling.programme.entries)
    for step in telling.steps():
        refused = reasons(step.refusal.findings) if step.refusal else set()
        assert refused == judge.would_refuse(before, step.line.command()), step.line
        before = tuple(telling.programme.entries)


@pytest.mark.soak
def test_in_the_pilot_nothing_stands_on_nothing(judge: ReferenceEvaluator, pilot: Programme) -> None:
    """Its late paperwork takes the ground from no entry, by the judge as by the engine."""
    entries = tuple(pilot.entries)
    assert {each.entry for each in pilot.unsupported()} == judge.unsupported(entries, latest(entries)).keys()
