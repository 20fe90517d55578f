"""An analyst's own graph is as good as ours: all four classes of networkx, to us and back."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given

from partnership.errors import InputError
from partnership.network import (
    blocking_coalitions,
    governance,
    one_sided,
    shared_outcomes,
    smallest_carrying_set,
    what_if,
)
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node
from partnership.network.sources import network_of, to_networkx
from partnership.network.views import partner_network
from tests.network.drawn import networks
from tests.network.pilot import on


def test_an_undirected_graph_has_mutual_ties() -> None:
    graph = nx.Graph()
    graph.add_node(1, sector="ngo", name="One", size=3)
    graph.add_edge(1, (2, "x"), weight=2.5)
    network = network_of(graph)
    assert network.ids == [1, (2, "x")]
    assert not network.directed
    assert network.node(1).attributes == {"size": 3}
    assert network.labels("size") == [3, None]
    assert [(edge.mutual, edge.strength, edge.kind) for edge in network.edges] == [(True, 2.5, "tie")]


@pytest.mark.parametrize("kind", [nx.DiGraph, nx.MultiDiGraph, nx.Graph, nx.MultiGraph])
def test_every_class_of_graph_is_taken(kind: type[nx.Graph]) -> None:
    graph = kind([("a", "b"), ("b", "a"), ("b", "b")])
    network = network_of(graph)
    assert network.directed is graph.is_directed()
    assert network.simple().arcs == 2
    assert network.edge_count == graph.number_of_edges()


def test_dates_may_be_written_out() -> None:
    graph = nx.DiGraph()
    graph.add_edge("a", "b", start="2010-01-31", end=dt.datetime(2010, 3, 1, 12, tzinfo=dt.UTC))
    (edge,) = network_of(graph).edges
    assert (edge.start, edge.end) == (dt.date(2010, 1, 31), dt.date(2010, 3, 1))


@pytest.mark.parametrize(
    "attributes",
    [{"start": "31.01.2010"}, {"weight": "much"}, {"weight": -1}, {"weight": 1e101}],
    ids=str,
)
def test_an_attribute_that_cannot_be_used_is_named_with_its_tie(attributes: dict[str, object]) -> None:
    graph = nx.DiGraph()
    graph.add_edge("bank", "school", **attributes)
    with pytest.raises(InputError, match="bank - school"):
        network_of(graph)


def test_what_is_no_graph_is_said_to_be_none() -> None:
    with pytest.raises(InputError, match="a list is not a graph; expected a Network, a View or a networkx graph"):
        network_of([("a", "b")])  # type: ignore[arg-type] # what somebody may well try


def test_a_snapshot_stands_for_its_partners() -> None:
    snapshot = on("2010-06-01")
    assert network_of(snapshot).ids == partner_network(snapshot).ids
    assert network_of(network_of(snapshot)) is not None


@given(networks(dated=True))
def test_a_network_comes_back_from_networkx_as_it_went(network: Network) -> None:
    back = network_of(to_networkx(network))
    assert list(back.nodes) == [replace(node, name=network.name(node.id)) for node in network.nodes]
    assert _told(back) == _told(network)
    assert [sorted(row.items()) for row in back.simple().out] == [sorted(row.items()) for row in network.simple().out]


def _told(network: Network) -> list[str]:
    """Every tie, a mutual one from its lesser end."""
    turned = (
        replace(edge, source=edge.target, target=edge.source)
        if edge.mutual and str(edge.source) > str(edge.target)
        else edge
        for edge in network.edges
    )
    return sorted(map(str, turned))


def test_what_a_table_leaves_empty_is_no_sector() -> None:
    graph = nx.Graph()
    for number, word in enumerate(("", float("nan"), None, pd.NA, pd.NaT, "ngo", 7)):
        graph.add_node(number, sector=word, region=word, name=word)
    network = network_of(graph)
    assert network.labels() == network.labels("region") == [None] * 5 + ["ngo", "7"]
    assert [str(network.name(id_)) for id_ in network.ids] == ["0", "1", "2", "3", "4", "ngo", "7"]


@pytest.mark.parametrize("empty", ["", float("nan"), None, pd.NA, pd.NaT], ids=str)
def test_what_a_table_leaves_empty_of_a_tie_is_not_known(empty: object) -> None:
    graph = nx.DiGraph()
    graph.add_node("a", kind=empty, start=empty)
    graph.add_edge("a", "b", kind=empty, mutual=empty, start=empty, end=empty)
    network = network_of(graph)
    assert list(network.edges) == [Edge("a", "b", "tie")]
    assert network.node("a") == Node("a")


def test_mutual_ties_of_two_kinds_are_two_from_whichever_end_they_were_told() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", kind="visits", mutual=True)
    graph.add_edge("b", "a", kind="attended", mutual=True)
    assert network_of(graph).kinds == ("visits", "attended")


@pytest.mark.parametrize(
    "measure",
    [governance, shared_outcomes, one_sided, smallest_carrying_set, blocking_coalitions, what_if],
    ids=lambda measure: measure.__name__,
)
def test_what_needs_a_law_says_so_when_it_is_given_a_graph(measure: Callable[..., Any]) -> None:
    with pytest.raises(InputError, match=r"a Graph is not a (snapshot of a )?programme"):
        measure(nx.path_graph(3))
