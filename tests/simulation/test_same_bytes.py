"""The same replication is the same bytes, whatever runs it and whatever is run beside it."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from partnership.simulation import simulating
from partnership.simulation.assembling import model_of
from partnership.simulation.chance import Chance
from partnership.simulation.exact import Exact
from partnership.simulation.fast import Fast
from partnership.simulation.outcomes import Outcomes
from partnership.simulation.study import Study, simulate
from tests.simulation.worlds import (
    BARE_LAW,
    bare_practice,
    bare_region,
    drawn_people,
    made,
    measured_law,
    measured_region,
)

ENGINES = ["fast", "exact"]


def bytes_of(outcomes: Outcomes) -> bytes:
    """All that came of some replications."""
    parts: list[Any] = [outcomes.replications, outcomes.counts, outcomes.ended]
    for steps in (outcomes.entered, outcomes.held_by, outcomes.alone):
        parts.extend(steps[stage] for stage in sorted(steps))
    return b"".join(np.ascontiguousarray(part).astype(np.int64).tobytes() for part in parts)


def study(engine: str, many: int = 20, **said: Any) -> Study:
    return simulate(*drawn_people(4), replications=many, seed=9, engine=engine, **said)


@pytest.fixture(scope="module", params=ENGINES)
def serial(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    return request.param, bytes_of(study(request.param).of())


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_chunks_make_no_difference(serial: tuple[str, bytes], size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, expected = serial
    monkeypatch.setattr(simulating, "_CHUNK", {"fast": size, "exact": size})
    assert bytes_of(study(engine).of()) == expected


@pytest.mark.parametrize("executor", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_executors_make_no_difference(
    serial: tuple[str, bytes], executor: type[Executor], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, expected = serial
    monkeypatch.setattr(simulating, "_CHUNK", {"fast": 7, "exact": 7})
    with executor(2) as several:  # type: ignore[call-arg]
        assert bytes_of(study(engine, executor=several).of()) == expected


def test_other_arms_make_no_difference(serial: tuple[str, bytes]) -> None:
    engine, expected = serial
    arms: Mapping[str, Mapping[str, float]] = {"fewer": {"recruitment": 0.01}, "law": {"law.ready": 5}}
    assert bytes_of(study(engine, arms=arms).of()) == expected


def test_a_study_that_goes_on_is_one_that_was_run_at_once(serial: tuple[str, bytes]) -> None:
    engine, expected = serial
    assert bytes_of(study(engine, 13).go_on(7).of()) == expected


def test_an_arm_that_changes_nothing_is_the_base(serial: tuple[str, bytes]) -> None:
    engine, expected = serial
    assert bytes_of(study(engine, arms={"same": {}}).of("same")) == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_a_decision_that_is_added_moves_no_other(engine: str) -> None:
    """A move that nobody makes, a worker and a hazard that stops him are added: all people go on as they did."""
    shares = {"comes": 0.2, "goes": 0.1, "never": 0.0, "hit": 0.4}
    moves = [
        {"id": "come", "from": "outside", "to": "in", "chance": "comes"},
        {"id": "go", "from": "in", "to": "left", "chance": "goes"},
    ]
    added = {"id": "also", "from": "in", "to": "left", "chance": "never"}
    clerks: dict[str, Any] = {
        "workers": [{"id": "clerk", "title": "Clerk", "at_once": {"value": 1, "basis": "assumed"}}],
        "work": [{"id": "ill", "title": "Ill", "by": "clerk", "default": {"value": "P30D", "basis": "assumed"}}],
        "hazards": [{"id": "illness", "title": "Illness", "chance": "hit", "stops": "clerk", "work": "ill"}],
    }
    law = BARE_LAW
    fewer = made(law, bare_practice(shares, ["in"], moves), bare_region())
    more = made(law, bare_practice(shares, ["in"], [moves[0], added, moves[1]], **clerks), bare_region())
    one, other = (simulate(*each, replications=30, seed=2, engine=engine).of() for each in (fewer, more))
    assert one.counts[-1].any(axis=1).all()
    assert bytes_of(one) == bytes_of(other)


def test_one_replication_alone_is_the_one_among_many() -> None:
    model = model_of(*drawn_people(4))
    fast, chance = Fast(model), Chance(3)
    many, alone = fast.run(range(40), chance), fast.run([17], chance)
    assert (many.counts[:, :, 17] == alone.counts[:, :, 0]).all()
    assert {stage: steps[17] for stage, steps in many.entered.items()} == {
        stage: steps[0] for stage, steps in alone.entered.items()
    }


def test_a_history_is_the_same_entries_each_time() -> None:
    model = model_of(*drawn_people(4))
    first, again = (Exact(model, Chance(3), 5).run() for _ in range(2))
    assert first.programme is not None
    assert again.programme is not None
    assert first.programme.entries == again.programme.entries


def test_seeds_differ() -> None:
    one, other = (
        simulate(measured_law(), measured_region(employees=60), replications=20, seed=seed, engine="fast").of()
        for seed in (1, 2)
    )
    assert bytes_of(one) != bytes_of(other)
