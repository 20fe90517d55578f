"""A benchmark compares nothing unless every peer's model is ours: what they find is one distribution."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pytest

from benchmarks.machine import installed
from benchmarks.mentors import EMPLOYEES, PEERS, Ran
from partnership.simulation.study import simulate
from tests.simulation.comparing import alike, far_apart
from tests.simulation.worlds import measured_law, measured_region


@functools.cache
def ours() -> Any:
    study = simulate(measured_law(), measured_region(), replications=4_000, seed=31, engine="fast")
    opened = study.of().entered["main"]
    coverage = study.values("coverage")[-1]
    return np.array([opened.clip(0), *(study.values(state)[-1] for state in ("waiting", "three", "left")), coverage])


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", PEERS)
def test_a_peer_finds_what_we_find(name: str) -> None:
    """Month of the opening, people waiting, at level 3 and gone, pupils reached: 60 replications against 4,000."""
    manner = PEERS[name]
    if not installed(manner.needs):
        pytest.skip(f"{manner.needs} is not installed: `make bench` installs the peers (dependency group bench)")
    run = manner.load()
    theirs = np.array([run(seed, EMPLOYEES) for seed in range(60)]).T
    found = [(what, alike(one, other)) for what, one, other in zip(Ran._fields, theirs, ours(), strict=True)]
    assert far_apart(found) == []
