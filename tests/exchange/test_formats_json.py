"""Tables and JSON, read back by pandas, by networkx, and by what Kumu publishes of its shape."""

from __future__ import annotations

import io
import json
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings

from partnership.exchange import write
from partnership.exchange.formats.csv_and_json import unguarded
from partnership.exchange.formats.plain import Plain
from partnership.network.network import Network
from partnership.network.nodes import Node
from partnership.network.sources import network_of
from tests.exchange.told import NASTY, nasty_network, nasty_networks, nodes, rich, ties
from tests.network.drawn import networks

# --- CSV -------------------------------------------------------------------------------------------------------------


def table(text: str, **options: Any) -> Any:
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, **options)


def test_pandas_reads_two_tables_with_all_that_a_ledger_tells() -> None:
    """A row a node, a row a tie; what is unknown is an empty cell."""
    written = write(rich(), "csv")
    nodes_, edges = table(written["nodes"]), table(written["edges"])
    assert list(nodes_["id"]) == ["bank", "aid", "person:p-1", "alone"]
    assert list(nodes_["name_ru"]) == ["Банк", "Помощь", "person:p-1", "alone"]
    assert nodes_.iloc[0].to_dict() == {
        "id": "bank",
        "label": "Bank",
        "name_en": "Bank",
        "name_ru": "Банк",
        "kind": "partner",
        "sector": "business",
        "region": "RU-SMO",
        "start": "2010-01-02",
        **dict.fromkeys(("end", "size", "share", "old"), ""),
    }
    assert list(nodes_["share"]) == ["", "", "", "0.5"]
    assert edges.iloc[1].to_dict() == {
        "source": "bank",
        "target": "aid",
        "kind": "declared",
        "title_en": "declared tie",
        "title_ru": "заявленная связь",
        "mutual": "true",
        "start": "",
        "end": "",
        "strength": "0.5",
        "entries": "4 7",
        "record_kind": "tie",
        "record": "t-1",
    }
    assert list(edges["end"]) == ["2010-03-01", "", "", "2010-06-01", ""]


def test_the_russian_excel_reads_semicolons_and_decimal_commas() -> None:
    """With a point, 0.5 would become a date there."""
    written = write(rich(), "csv-excel", lang="ru")
    edges = table(written["edges"], sep=";")
    assert list(edges["strength"]) == ["3,0", "0,5", "", "", ""]
    assert list(table(written["nodes"], sep=";")["label"]) == ["Банк", "Помощь", "person:p-1", "alone"]


@pytest.mark.parametrize("name, delimiter", [("csv", ","), ("csv-excel", ";")])
def test_no_cell_is_a_formula_and_every_one_comes_back(name: str, delimiter: str) -> None:
    """Formulas, quotes, line breaks and delimiters in names."""
    network = nasty_network()
    written: Any = write(network, name)
    nodes_ = table(written["nodes"], sep=delimiter)
    plain = Plain(network, "en")
    assert [unguarded(cell) for cell in nodes_["id"]] == list(plain.keys.values())
    assert [unguarded(cell) for cell in nodes_["name_ru"]] == [network.name(id_).in_language("ru") for id_ in NASTY]
    assert [unguarded(cell) for cell in table(written["edges"], sep=delimiter)["target"]] == [
        plain.keys[edge.target] for edge in network.edges
    ]
    for text in written.values():
        for cell in table(text, sep=delimiter, header=None).to_numpy().ravel():
            assert not cell.strip().startswith(("=", "+", "-", "@"))
            assert not cell.startswith(("\t", "\r", "\n"))


@settings(max_examples=40, deadline=None)
@given(network=nasty_networks())
def test_the_ends_of_ties_are_ids_of_nodes_in_any_table(network: Network) -> None:
    """A list of ties can be joined with its list of nodes."""
    written = write(network, "csv")
    nodes_, edges = table(written["nodes"]), table(written["edges"])
    assert len(nodes_) == len(set(nodes_["id"])) == len(network)
    assert len(edges) == network.edge_count
    assert {*edges["source"], *edges["target"]} <= set(nodes_["id"])


# --- node-link -------------------------------------------------------------------------------------------------------


def node_link(network: Network) -> Any:
    return nx.node_link_graph(json.loads(write(network, "json")), edges="edges")


def test_networkx_reads_back_the_whole_network_from_json() -> None:
    """Nothing is lost but the day on which a slice was cut, and that is told."""
    again = network_of(node_link(rich()))
    assert ties(again) == ties(rich())
    assert nodes(again) == nodes(rich())
    assert again.node("alone").attributes == {"size": 3, "share": 0.5, "old": True}


@settings(max_examples=60, deadline=None)
@given(network=networks(dated=True))
def test_any_network_comes_back_from_json(network: Network) -> None:
    """Directed or not, parallel ties and loops among them."""
    again = network_of(node_link(network))
    assert ties(again) == ties(network)
    assert nodes(again) == nodes(network)


def test_ids_that_are_numbers_and_pairs_stay_so_in_json() -> None:
    """What JSON can carry there and back is kept; the rest goes under its key."""
    graph = nx.Graph()
    graph.add_edges_from([(1, "1"), (("a", (2, None)), 0.5), (float("inf"), ("x", 3))])
    again = node_link(network_of(graph))
    assert list(again) == [1, "1", "('a', (2, None))", 0.5, "inf", ("x", 3)]


@settings(max_examples=40, deadline=None)
@given(network=nasty_networks())
def test_json_carries_any_name(network: Network) -> None:
    """Names and the number of ties, whatever stands in ids."""
    again = network_of(node_link(network))
    assert [again.name(new) for new in again.ids] == [network.name(old) for old in network.ids]
    assert again.edge_count == network.edge_count


def test_attributes_of_an_analysts_own_never_stand_in_for_ours() -> None:
    """An attribute called `id` does not rename the node, in any format."""
    network = Network.of([Node("a", attributes={"id": "b", "source": "c", "label": "d"})], [])
    assert list(node_link(network)) == ["a"]
    assert json.loads(write(network, "kumu"))["elements"][0]["label"] == "a"
    assert list(table(write(network, "csv")["nodes"])["id"]) == ["a"]


# --- Kumu ------------------------------------------------------------------------------------------------------------

KUMU = {
    "elements": {"required": {"label"}, "text": {"id", "label", "type", "description"}},
    "connections": {"required": {"from", "to"}, "text": {"id", "from", "to", "type", "direction"}},
}
"""What Kumu publishes of its blueprints (docs.kumu.io, "JSON / Blueprints", read in 2026): elements have a label,
connections `from` and `to`, which name elements by id where they have one; ids are unique over both; `direction` is
`mutual`, `directed` or `undirected`; other fields are free."""


def kumu(network: Network) -> Any:
    blueprint = json.loads(write(network, "kumu"))
    assert set(blueprint) == set(KUMU)
    for part, rule in KUMU.items():
        for item in blueprint[part]:
            assert rule["required"] <= set(item)
            assert all(isinstance(item[field], str) for field in rule["text"] & set(item))
            assert not any(value is None or isinstance(value, dict) for value in item.values())
    ids = [item["id"] for part in KUMU for item in blueprint[part]]
    assert len(ids) == len(set(ids))
    known = {element["id"] for element in blueprint["elements"]}
    for connection in blueprint["connections"]:
        assert {connection["from"], connection["to"]} <= known
        assert connection["direction"] in {"mutual", "directed", "undirected"}
    return blueprint


def test_kumu_gets_elements_by_label_and_connections_by_id() -> None:
    """Types are kinds in words; days, strength and sector are fields to filter and colour by."""
    blueprint = kumu(rich())
    assert blueprint["elements"][0] == {
        "id": "bank",
        "label": "Bank",
        "type": "partner",
        "name_en": "Bank",
        "name_ru": "Банк",
        "sector": "business",
        "region": "RU-SMO",
        "start": "2010-01-02",
    }
    assert blueprint["connections"][0] == {
        "id": "tie:0",
        "from": "bank",
        "to": "aid",
        "direction": "mutual",
        "type": "declared tie",
        "kind": "declared",
        "title_en": "declared tie",
        "title_ru": "заявленная связь",
        "start": "2010-02-01",
        "end": "2010-03-01",
        "strength": 3.0,
    }
    assert blueprint["connections"][2]["direction"] == "directed"


def test_an_id_that_looks_like_that_of_a_connection_is_no_trouble() -> None:
    """Ids are unique over elements and connections."""
    network = Network.of([Node("tie:0"), Node("tie:0~")], rich().edges)
    assert kumu(network)["connections"][0]["id"] == "tie:0~~"


@settings(max_examples=40, deadline=None)
@given(network=nasty_networks())
def test_any_network_has_the_shape_that_kumu_publishes(network: Network) -> None:
    """Whatever stands in names, ids and attributes."""
    blueprint = kumu(network)
    assert len(blueprint["elements"]) == len(network)
    assert len(blueprint["connections"]) == network.edge_count
