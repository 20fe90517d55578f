"""The same network in other libraries' hands: nothing is lost that they can hold."""

import sys

import networkx as nx
import pytest
from hypothesis import given, settings

from partnership import exchange
from partnership.errors import MissingExtra
from partnership.network.network import Network
from partnership.network.sources import to_networkx
from partnership.network.views import partner_network
from tests.network.drawn import networks
from tests.network.pilot import on


@settings(max_examples=30)
@given(networks())
def test_the_arcs_are_the_same_in_rustworkx_and_in_scipy(network: Network) -> None:
    simple = network.simple()
    arcs = {(one, other): weight for one, targets in enumerate(simple.out) for other, weight in targets.items()}
    graph = exchange.to_rustworkx(network)
    assert list(graph.nodes()) == simple.ids
    assert {(one, other): weight for one, other, weight in graph.weighted_edge_list()} == arcs
    matrix = exchange.to_scipy(network)
    assert matrix.shape == (len(network), len(network))
    coordinates = matrix.tocoo()
    assert {
        (int(row), int(column)): float(value)
        for row, column, value in zip(*coordinates.coords, coordinates.data, strict=True)
    } == arcs


def test_frames_have_a_row_a_node_and_a_row_a_tie() -> None:
    network = partner_network(on("2010-06-01"))
    for convert in (exchange.to_pandas, exchange.to_polars):
        nodes, edges = convert(network)
        assert len(nodes) == len(network)
        assert len(edges) == network.edge_count
        assert list(nodes["id"]) == network.ids
        assert list(edges["source"]) == [edge.source for edge in network.edges]
        assert list(edges["record"]) == [edge.record[1] if edge.record else None for edge in network.edges]


def test_an_empty_network_is_empty_everywhere() -> None:
    empty = Network.of([], [])
    assert to_networkx(empty).number_of_nodes() == 0
    assert exchange.to_scipy(empty).shape == (0, 0)
    assert exchange.to_rustworkx(empty).num_nodes() == 0
    for convert in (exchange.to_pandas, exchange.to_polars):
        assert [len(frame) for frame in convert(empty)] == [0, 0]


@pytest.mark.parametrize(
    "package, extra", [("rustworkx", "graphs"), ("scipy", "graphs"), ("pandas", "frames"), ("polars", "frames")]
)
def test_what_is_not_installed_is_named_with_the_extra_that_brings_it(
    package: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [name for name in sys.modules if name.split(".")[0] == package]:
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setitem(sys.modules, f"{package}.sparse", None)
    with pytest.raises(MissingExtra, match=rf"pip install 'partnership\[{extra}\]'"):
        getattr(exchange, f"to_{package}")(Network.of([], []))


def test_a_snapshot_and_a_graph_of_networkx_are_converted_as_well() -> None:
    snapshot = on("2010-06-01")
    nodes, _ = exchange.to_pandas(snapshot)
    assert list(nodes["id"]) == partner_network(snapshot).ids
    own = nx.Graph([("a", "b")])
    assert exchange.to_scipy(own).sum() == 2
    assert exchange.to_rustworkx(own).num_nodes() == 2
    assert len(exchange.to_polars(own)[1]) == 1
