"""The same network as a graph of networkx, which is imported where it is used; the names that its attributes have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from partnership.messages import FULL, Sayable
from partnership.network.kinds import kind_title
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node

if TYPE_CHECKING:
    import networkx as nx

NAMES = tuple(f"name_{language}" for language in FULL)
"""The fields that hold what a node is called, one a language."""

TITLES = tuple(f"title_{language}" for language in FULL)
"""The fields that hold what a tie is called, one a language."""


def to_networkx(network: Network) -> nx.MultiDiGraph:
    """Return a `networkx.MultiDiGraph`; a mutual tie is an arc each way under one key, both marked `mutual`.

    Nodes carry `kind`, `sector`, `name_en`, `name_ru`, `region`, `start`, `end`; arcs `kind`, `title_en`, `title_ru`,
    `mutual`, `start`, `end` (dates or None), `strength` (or None), `weight` (the strength, 1 where none is known),
    `entries` and `record`.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    for node in network.nodes:
        graph.add_node(node.id, **node_attributes(network, node))
    for number, edge in enumerate(network.edges):
        attributes = edge_attributes(edge)
        key = f"{edge.kind}:{number}" if edge.record is None else f"{edge.kind}:{edge.record[1]}:{number}"
        graph.add_edge(edge.source, edge.target, key=key, **attributes)
        if edge.mutual and edge.source != edge.target:
            graph.add_edge(edge.target, edge.source, key=key, **attributes)
    return graph


def in_full(fields: Iterable[str], said: Sayable) -> dict[str, str]:
    """Return what is said in each language, by the fields that hold it (`NAMES` or `TITLES`)."""
    return {field: said.in_language(language) for field, language in zip(fields, FULL, strict=True)}


def node_attributes(network: Network, node: Node) -> dict[str, Any]:
    """Return what a node carries in other libraries, by plain names."""
    name = network.name(node.id)
    return {
        "kind": node.kind,
        "sector": node.sector,
        **in_full(NAMES, name),
        "region": node.region,
        "start": node.start,
        "end": node.end,
        **node.attributes,
    }


def edge_attributes(edge: Edge) -> dict[str, Any]:
    """Return what a tie carries in other libraries, by plain names."""
    title = edge.label or kind_title(edge.kind)
    return {
        "kind": edge.kind,
        **in_full(TITLES, title),
        "mutual": edge.mutual,
        "start": edge.start,
        "end": edge.end,
        "strength": edge.strength,
        "weight": 1.0 if edge.strength is None else edge.strength,
        "entries": edge.entries,
        "record": edge.record,
    }
