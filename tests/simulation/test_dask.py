"""A study on a cluster of Dask is the study that one process makes."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from partnership.simulation import simulating
from partnership.simulation.simulating import ExecutorDied
from partnership.simulation.study import simulate
from tests.simulation.test_same_bytes import bytes_of
from tests.simulation.worlds import drawn_people

distributed: Any = pytest.importorskip(
    "distributed", reason="Dask is not installed: it comes with the extra `distributed`"
)
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """Two workers in processes of their own, on this machine."""
    with (
        warnings.catch_warnings(action="ignore"),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


@pytest.mark.parametrize("engine", ["fast", "exact"])
def test_a_cluster_gives_the_same_bytes(client: Any, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulating, "_CHUNK", {"fast": 8, "exact": 8})
    law, region = drawn_people(4)
    alone = simulate(law, region, replications=30, seed=9, engine=engine)
    there = simulate(law, region, replications=30, seed=9, engine=engine, executor=client.get_executor())
    assert bytes_of(there.of()) == bytes_of(alone.of())


def test_a_cluster_that_is_gone_is_told_with_what_to_do(client: Any) -> None:
    executor = client.get_executor()
    executor.shutdown()
    with pytest.raises(ExecutorDied, match="the executor has died"):
        simulate(*drawn_people(4), replications=30, seed=9, engine="exact", executor=executor)
