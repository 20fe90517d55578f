"""What may be chosen: a choice that does not exist is refused by every measure, and never taken for another."""

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from partnership import network
from partnership.errors import InputError, UnknownName

WEIGHED = ("mixing", "ei_index", "constraint", "effective_size", "efficiency", "hierarchy")
GROUPED = ("mixing", "ei_index", "assortativity", "brokerage", "exit_impact")


def ring() -> nx.Graph:
    """Five nodes in a ring, in two sectors."""
    graph = nx.cycle_graph(5)
    nx.set_node_attributes(graph, {node: "xy"[node % 2] for node in graph}, "sector")
    return graph


def measure(name: str) -> Callable[..., Any]:
    """A measure by its public name."""
    found: Callable[..., Any] = getattr(network, name)
    return found


@pytest.mark.parametrize("name", WEIGHED)
def test_a_weight_that_does_not_exist_is_not_taken_for_a_count(name: str) -> None:
    with pytest.raises(UnknownName, match="weight 'strenght'; did you mean 'strength'"):
        measure(name)(ring(), weight="strenght")


@pytest.mark.parametrize("name", WEIGHED)
@pytest.mark.parametrize("weight", [{"tie": -1.0}, {"tie": float("nan")}, {"tie": "much"}, 3, ["count"]], ids=str)
def test_a_kind_weighs_a_number(name: str, weight: Any) -> None:
    with pytest.raises(InputError, match="expected 'strength', 'count', None, or a number from 0"):
        measure(name)(ring(), weight=weight)


@pytest.mark.parametrize("name", GROUPED)
@pytest.mark.parametrize("by", [["x"] * 5, {node: ["x"] for node in range(5)}], ids=["list", "labels"])
def test_groups_are_told_by_a_name_or_a_mapping_to_labels(name: str, by: Any) -> None:
    with pytest.raises(InputError, match="expected the name of an attribute, or a mapping"):
        measure(name)(ring(), by=by)


@pytest.mark.parametrize("name", GROUPED)
def test_what_a_table_leaves_empty_is_no_group(name: str) -> None:
    told = {0: "x", 1: "x", 2: "y", 3: "y"}
    found, judge = (measure(name)(ring(), by=by) for by in ({**told, 4: float("nan")}, told))
    assert found == judge


def test_a_measure_that_is_tested_for_chance_gives_a_figure() -> None:
    with pytest.raises(InputError, match="measure gives float; expected a measure whose value is a number"):
        network.permutation_test(ring(), lambda _: 0.5, seed=1)  # type: ignore[arg-type,return-value]
