"""What nodes and ties carry in other libraries, by plain names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from partnership.messages import FULL, Sayable
from partnership.network.kinds import kind_title
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node

NAMES = tuple(f"name_{language}" for language in FULL)
"""The fields that hold what a node is called, one a language."""

TITLES = tuple(f"title_{language}" for language in FULL)
"""The fields that hold what a tie is called, one a language."""


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
