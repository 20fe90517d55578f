"""Every simulated history is a legal history: it is taken up, and each of its acts passes the door again."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from partnership.acts import Ended, Recorded
from partnership.acts.ledger import command_of
from partnership.index import State
from partnership.programme import Programme
from partnership.simulation.assembling import model_of
from partnership.simulation.chance import Chance
from partnership.simulation.exact import Exact
from partnership.simulation.fast import CannotCarry, Fast
from partnership.simulation.history import History
from partnership.simulation.loading import load_region, shipped_regions
from partnership.simulation.model import Model
from partnership.template import Template
from tests.simulation.worlds import drawn_people, drawn_tasks, measured_law, measured_region

SEED = 12


def histories(law: Any, region: Any, replications: range) -> list[tuple[str, History]]:
    """Histories of both engines, or of the exact one where the other cannot carry the law."""
    model, chance = model_of(law, region), Chance(SEED)
    found = [("exact", Exact(model, chance, number).run()) for number in replications]
    try:
        fast = Fast(model)
    except CannotCarry:
        return found
    return [*found, *(("fast", fast.history(number, chance)) for number in replications)]


def is_legal(law: Template, history: History) -> None:
    """Take a history up from its entries, and put all that was asked for before the door of an empty programme."""
    programme = history.programme
    assert programme is not None
    entries = programme.entries
    taken_up = Programme.from_entries(law, entries)
    again = Programme(law, State.empty())
    for entry in entries:
        assert again.do(command_of(entry)) == (entry,)
    assert again.digest() == taken_up.digest() == programme.digest()
    assert [each.date for each in entries] == sorted(each.date for each in entries)


@pytest.mark.parametrize("number", range(3))
def test_histories_of_small_regions_pass_the_door_again(number: int) -> None:
    for draw in (drawn_people, drawn_tasks):
        law, region = draw(number)
        for _, history in histories(law, region, range(2)):
            is_legal(law, history)


def test_histories_of_the_measured_region_pass_the_door_again() -> None:
    law, region = measured_law(), measured_region(employees=300)
    drawn = histories(law, region, range(1))
    assert [engine for engine, _ in drawn] == ["exact", "fast"]
    for _, history in drawn:
        assert history.programme is not None
        assert len(history.programme.entries) > 300
        is_legal(law, history)


@cache
def _shipped(name: str) -> tuple[Template, Any]:
    from partnership.programme import load_template

    region = load_region(name)
    return load_template(region.shape.template), region


@pytest.mark.parametrize("name", shipped_regions())
def test_histories_of_the_regions_that_ship_pass_the_door_again(name: str) -> None:
    law, region = _shipped(name)
    for _, history in histories(law, region, range(1)):
        is_legal(law, history)


@pytest.mark.soak
def test_a_thousand_histories_pass_the_door_again() -> None:
    """From both engines: small regions of people and of tasks, the measured one, and those that ship."""
    passed = 0
    for number in range(20, 110):
        for draw in (drawn_people, drawn_tasks):
            law, region = draw(number)
            passed += _passing(law, region, range(2))
    passed += _passing(measured_law(), measured_region(employees=300), range(60))
    for name in shipped_regions():
        passed += _passing(*_shipped(name), range(40))
    number = 200
    while passed < 1_000:
        passed += _passing(*drawn_people(number), range(2))
        number += 1


def _passing(law: Template, region: Any, replications: range) -> int:
    drawn = histories(law, region, replications)
    for _, history in drawn:
        is_legal(law, history)
    return len(drawn)


def test_what_a_history_counts_is_what_its_ledger_says() -> None:
    """People who are volunteers at the end are those whose record stands, by their level."""
    law, region = measured_law(), measured_region(employees=200, training=10)
    model: Model = model_of(law, region)
    for engine, history in histories(law, region, range(2)):
        assert history.programme is not None
        view = history.programme.as_of(model.days[-1])
        inside = history.counts[-1][1:6]
        assert len(view.records("person")) == inside.sum(), engine
        assert history.counts[-1].sum() == 200
        entered = history.entered.get("main")
        assert (history.programme.stage == "main") == (entered is not None)


def test_in_a_counted_history_anybody_is_as_likely_as_anybody_to_move() -> None:
    """Of thirty employees each comes in the first month as often as another, and goes again as often, early or late."""
    law, region = measured_law(), measured_region(employees=30, recruitment=0.3, drop_waiting=0.5, training=0)
    fast, chance, runs = Fast(model_of(law, region)), Chance(SEED), 150
    came, first, last = np.zeros(30), [], []
    for replication in range(runs):
        programme = fast.history(replication, chance).programme
        assert programme is not None
        entries = [each for each in programme.entries if each.date == fast.model.days[3]]
        people = [each.record.id for each in entries if isinstance(each, Recorded)]
        gone = [people.index(each.id) for each in entries if isinstance(each, Ended)]
        came[[int(person.rpartition("-")[2]) - 1 for person in people]] += 1
        first.append(sum(place < len(people) // 2 for place in gone))
        last.append(sum(place >= (len(people) + 1) // 2 for place in gone))
    assert came.mean() > 30
    assert np.abs(came - came.mean()).max() < 4 * np.sqrt(came.mean())
    apart = np.subtract(first, last)
    assert abs(apart.mean()) < 4 * apart.std() / np.sqrt(runs)
