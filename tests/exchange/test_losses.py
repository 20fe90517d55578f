"""What each format says that it loses is what is lost, and nothing else: written, and read back."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace

import networkx as nx
import pandas as pd
import pydot
import pytest
from hypothesis import given, settings

from partnership.exchange import FORMATS, read_network, read_ties, write
from partnership.exchange.formats.csv_and_json import unguarded
from partnership.exchange.formats.plain import Plain
from partnership.network import Edge, Network, Node
from partnership.values import Text
from tests.exchange.told import nodes, rich, ties
from tests.network.drawn import networks


def text_of(network: Network, name: str, part: str = "") -> str:
    written = write(network, name)
    return written if isinstance(written, str) else written[part]


def told(network: Network) -> Network:
    """A network with an attribute of each sort, to see what becomes of it."""
    attributes = {"size": 3, "words": ["a", "b"], "formula": "=1+1", "URL": "x"}
    return Network.of([*network.nodes, Node("own", attributes=attributes)], network.edges, directed=network.directed)


def graphml_and_json_lose_days_lists_and_the_one_arc_of_a_mutual_tie(network: Network, name: str) -> None:
    again = read_network(text_of(told(network), name))
    assert ties(again) == ties(network)
    assert nodes(again) == nodes(told(network))
    graph = (
        nx.parse_graphml(text_of(network, name))
        if name == "graphml"
        else nx.node_link_graph(json.loads(text_of(network, name)), edges="edges")
    )
    twice = [edge for edge in network.edges if graph.is_directed() and edge.mutual and edge.source != edge.target]
    assert graph.number_of_edges() == network.edge_count + len(twice)
    assert all(isinstance(data.get("start"), str | None) for *_, data in graph.edges(data=True))
    tags = again.node("own").attributes["words"]
    assert tags == (["a", "b"] if name == "json" else '["a", "b"]')


def gexf_loses_entries_and_lists_that_are_text(network: Network, name: str) -> None:
    again = read_network(text_of(told(network), name))
    assert ties(again) == ties(network)
    assert nodes(again) == nodes(told(network))
    assert again.node("own").attributes["words"] == '["a", "b"]'
    assert again.node("own").attributes["size"] == 3


def pajek_loses_all_but_names_kinds_in_words_and_strengths(network: Network, name: str) -> None:
    again = read_network(text_of(told(network), name))
    arcs = any(not edge.mutual for edge in network.edges)
    expected = []
    for tie in Plain(network, "en").ties:
        edge = Edge(tie.source, tie.target, tie.label, mutual=not arcs, strength=tie.edge.strength or 1.0)
        expected += [
            edge,
            *([replace(edge, source=edge.target, target=edge.source)] if arcs and tie.edge.mutual else []),
        ]
    assert ties(again) == ties(Network.of([], expected))
    assert again.ids == [network.name(id_).in_language("en") for id_ in told(network).ids]
    assert {node.sector for node in again.nodes} <= {None}
    assert not any(node.attributes for node in again.nodes)


def csv_loses_types_and_lists_and_guards_formulas(network: Network, name: str) -> None:
    delimiter = ";" if name == "csv-excel" else ","
    rows = pd.read_csv(
        io.StringIO(text_of(told(network), name, "nodes")), sep=delimiter, dtype=str, keep_default_na=False
    ).set_index("id")
    own = rows.loc["own"]
    assert (own["size"], own["words"], own["formula"]) == ("3", '["a", "b"]', "'=1+1")
    assert unguarded(own["formula"]) == "=1+1"
    answers = read_ties(text_of(network, name, "edges")).answers
    kept = [edge for edge in network.edges if edge.strength != 0]
    assert [(answer.source, answer.target, answer.direction, answer.type) for answer in answers] == [
        (str(edge.source), str(edge.target), "mutual" if edge.mutual else "directed", edge.kind) for edge in kept
    ]
    assert [answer.strength.replace(",", ".") for answer in answers] == [
        "" if edge.strength is None else repr(edge.strength) for edge in kept
    ]


def kumu_loses_lists_that_are_text(network: Network, name: str) -> None:
    again = read_network(text_of(told(network), name))
    assert ties(again) == ties(network)
    assert nodes(again) == nodes(told(network))
    assert again.node("own").attributes["words"] == '["a", "b"]'


def mermaid_loses_ids_entries_and_fields(network: Network, name: str) -> None:
    named = [replace(node, name=Text.of("Somebody", "Некто")) for node in told(network).nodes]
    text = text_of(Network.of(named, network.edges), name)
    assert text.count('["Somebody"]') == len(named)
    assert "own" not in text
    assert "size" not in text
    assert text.count("|") == 2 * network.edge_count


def dot_loses_ones_own_attributes_and_the_single_ties_of_a_pair(network: Network, name: str) -> None:
    (graph,) = pydot.graph_from_dot_data(text_of(told(network), name))
    assert len(graph.get_edges()) == len({frozenset((edge.source, edge.target)) for edge in network.edges})
    assert "URL" not in text_of(told(network), name)
    several = [edge for edge in graph.get_edges() if edge.get("ties")]
    assert not any({"start", "end", "strength", "record"} & edge.get_attributes().keys() for edge in several)


LOSSES: dict[str, Callable[[Network, str], None]] = {
    "graphml": graphml_and_json_lose_days_lists_and_the_one_arc_of_a_mutual_tie,
    "json": graphml_and_json_lose_days_lists_and_the_one_arc_of_a_mutual_tie,
    "gexf": gexf_loses_entries_and_lists_that_are_text,
    "pajek": pajek_loses_all_but_names_kinds_in_words_and_strengths,
    "csv": csv_loses_types_and_lists_and_guards_formulas,
    "csv-excel": csv_loses_types_and_lists_and_guards_formulas,
    "kumu": kumu_loses_lists_that_are_text,
    "mermaid": mermaid_loses_ids_entries_and_fields,
    "dot": dot_loses_ones_own_attributes_and_the_single_ties_of_a_pair,
}


def test_every_format_is_read_back() -> None:
    assert LOSSES.keys() == FORMATS.keys()


@pytest.mark.filterwarnings("ignore:.* deprecated - use:DeprecationWarning")  # pydot's own use of pyparsing
@pytest.mark.parametrize("name", LOSSES)
@settings(max_examples=25, deadline=None)
@given(network=networks(dated=True))
def test_a_format_loses_what_it_says_and_nothing_else(name: str, network: Network) -> None:
    LOSSES[name](network, name)


@pytest.mark.filterwarnings("ignore:.* deprecated - use:DeprecationWarning")
@pytest.mark.parametrize("name", [name for name in LOSSES if name != "pajek" and not name.startswith("csv")])
def test_so_it_does_of_a_network_that_a_ledger_tells(name: str) -> None:
    LOSSES[name](rich(), name)
