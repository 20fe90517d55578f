"""GraphML, GEXF and Pajek, read back by networkx."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings

from partnership.exchange import write
from partnership.exchange.formats.plain import Plain, plain_keys
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node
from partnership.network.sources import network_of
from partnership.values import Text
from tests.exchange.told import NASTY, nasty_network, nasty_networks, nodes, rich, ties
from tests.network.drawn import networks

GEXF = "{http://gexf.net/1.3}"


def graphml(network: Network) -> Any:
    return nx.parse_graphml(write(network, "graphml"))


def gexf(network: Network) -> Any:
    return nx.read_gexf(io.BytesIO(write(network, "gexf").encode()), version="1.3")


READERS = {"graphml": graphml, "gexf": gexf}


@pytest.mark.parametrize("format_", READERS)
def test_networkx_reads_back_all_that_a_ledger_tells(format_: str) -> None:
    """Mutual and directed, parallel ties, a loop, days, strength, entries, records, sectors and both names."""
    again = network_of(READERS[format_](rich()))
    assert ties(again) == ties(rich())
    assert nodes(again) == nodes(rich())
    assert again.node("alone").attributes.items() >= {"size": 3, "share": 0.5, "old": True}.items()


@pytest.mark.parametrize("format_", READERS)
@settings(max_examples=60, deadline=None)
@given(network=networks(dated=True))
def test_any_network_comes_back_as_it_was(format_: str, network: Network) -> None:
    """Directed or not, parallel ties and loops among them."""
    again = network_of(READERS[format_](network))
    assert ties(again) == ties(network)
    assert nodes(again) == nodes(network)


@pytest.mark.parametrize("format_", READERS)
@settings(max_examples=40, deadline=None)
@given(network=nasty_networks())
def test_any_name_comes_back_as_it_is_shown(format_: str, network: Network) -> None:
    """Ids under their keys, names in both languages, whatever stands in them."""
    again = network_of(READERS[format_](network))
    plain = Plain(network, "en")
    assert again.ids == list(plain.keys.values())
    assert [again.name(node.key) for node in plain.nodes] == [network.name(node.node.id) for node in plain.nodes]
    assert [node.sector for node in again.nodes] == [node.fields.get("sector") or None for node in plain.nodes]
    assert again.edge_count == network.edge_count


@pytest.mark.parametrize("format_", READERS)
def test_the_nastiest_names_come_back(format_: str) -> None:
    """Markup, formulas, line breaks, control characters, halves of characters."""
    network = nasty_network()
    again = network_of(READERS[format_](network))
    keys = plain_keys(network.ids)
    assert again.ids == [keys[id_] for id_ in NASTY]
    assert again.edge_count == network.edge_count
    assert again.node("end").attributes["list"] == '[null, "end", {"1": "2010-01-01"}]'
    assert again.node("end").attributes["set"] == "[1, 2]"
    assert "none" not in again.node("end").attributes


def test_gexf_tells_the_days_so_that_the_last_one_counts_in() -> None:
    """A tie until the first of March, exclusive, is last there on the last of February."""
    root = ET.fromstring(write(rich(), "gexf"))  # noqa: S314 - our own text
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    edges = {edge.get("id"): edge for edge in root.iter(f"{GEXF}edge")}
    assert [spell.attrib for spell in edges["0"].iter(f"{GEXF}spell")] == [{"start": "2010-02-01", "end": "2010-02-28"}]
    assert [spell.attrib for spell in edges["2"].iter(f"{GEXF}spell")] == [{"start": "2010-05-01"}]
    assert not list(edges["1"].iter(f"{GEXF}spell"))
    assert edges["0"].get("type") == "mutual"
    assert edges["2"].get("type") == "directed"
    assert edges["2"].get("label") == "came"
    assert [node.get("label") for node in root.iter(f"{GEXF}node")] == ["Bank", "Aid", "person:p-1", "alone"]


def test_gexf_without_days_is_static() -> None:
    """A timeline of nothing is not offered."""
    root = ET.fromstring(write(Network.of([Node("a")], []), "gexf"))  # noqa: S314 - our own text
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("static", None)


# --- Pajek -----------------------------------------------------------------------------------------------------------


def test_pajek_writes_kinds_as_labels_of_lines_in_one_section() -> None:
    """A comment on top keeps the byte order mark away from the vertices."""
    assert write(rich(), "pajek", lang="ru").splitlines() == [
        "% the label of a line is the kind of the tie",
        "*Vertices 4",
        '1 "Банк" 0.5 0.5 ellipse',
        '2 "Помощь" 0.5 0.5 ellipse',
        '3 "person:p-1" 0.5 0.5 ellipse',
        '4 "alone" 0.5 0.5 ellipse',
        "*Arcs",
        '1 2 3 l "заявленная связь"',
        '2 1 3 l "заявленная связь"',
        '1 2 0.5 l "заявленная связь"',
        '2 1 0.5 l "заявленная связь"',
        '2 1 1 l "приезжали"',
        '2 2 1 l "выезжает к"',
        '3 1 1 l "исполняет роль"',
    ]


def both_ways(network: Network) -> list[tuple[Any, ...]]:
    """Every tie of a network as arcs, a mutual one as two; as it is where all are mutual."""
    undirected = all(edge.mutual for edge in network.edges)
    told = []
    for tie in Plain(network, "en").ties:
        ends = (tie.source, tie.target)
        pairs = [tuple(sorted(ends))] if undirected else [ends, ends[::-1]] if tie.edge.mutual else [ends]
        told += [(*pair, tie.edge.strength or 1.0, tie.label) for pair in pairs]
    return sorted(told)


@settings(max_examples=60, deadline=None)
@given(network=networks(dated=True))
def test_networkx_reads_the_ties_of_pajek(network: Network) -> None:
    """All of them, with their kinds and their strengths; and none that there is not."""
    graph = nx.parse_pajek(write(network, "pajek"))
    assert sorted(graph) == sorted(network.ids, key=str)
    read = [
        (*(ends if graph.is_directed() else sorted(ends)), data["weight"], data["l"])
        for *ends, data in graph.edges(data=True)
    ]
    assert sorted(read) == both_ways(network)


def test_pajek_gives_every_vertex_a_label_of_its_own() -> None:
    """Two partners of one name are two; quotes and backslashes are softened, as Pajek knows no way to write them."""
    name = Text.of('The "Bank" \\')
    network = Network.of([Node("a", name=name), Node("b", name=name), Node("c", name=Text.of("The 'Bank' / (b)"))], [])
    assert list(nx.parse_pajek(write(network, "pajek"))) == ["The 'Bank' /", "The 'Bank' / (b)", "The 'Bank' / (b) (c)"]
    assert len(nx.parse_pajek(write(nasty_network(), "pajek"))) == len(NASTY)


def test_an_undirected_network_stays_one() -> None:
    """Where all ties are mutual, no file makes arcs of them."""
    network = Network.of([], [Edge("a", "b", "declared", mutual=True), Edge("b", "a", "declared", mutual=True)])
    assert not graphml(network).is_directed()
    assert not gexf(network).is_directed()
    assert graphml(network).number_of_edges() == 2
