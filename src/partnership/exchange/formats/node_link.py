"""JSON: the node-link shape of networkx and D3, which carries everything, and the blueprint of Kumu."""

from __future__ import annotations

import json
from dataclasses import replace
from math import isfinite
from typing import Any

from partnership.exchange.formats.plain import RESERVED_FIELDS, Plain, PlainNode, PlainTie, json_value
from partnership.network.conversions import edge_attributes, node_attributes
from partnership.network.nodes import NodeId


def node_link(plain: Plain) -> str:
    """Write what `networkx.node_link_graph(data, edges="edges")` reads back as a multigraph.

    Ids stay numbers or lists (networkx makes tuples of them) where they are. Where some tie has a direction, a mutual
    one is an arc each way under one key, both marked `mutual`.
    """
    ids = _ids(plain)
    edges: list[dict[str, Any]] = []
    for tie in plain.ties:
        source, target = ids[tie.edge.source], ids[tie.edge.target]
        told = {"key": tie.number, **_attributes(tie)}
        edges.append({"source": source, "target": target, **told})
        if plain.directed and tie.edge.mutual and tie.edge.source != tie.edge.target:
            edges.append({"source": target, "target": source, **told})
    on = plain.network.on
    return _json(
        {
            "directed": plain.directed,
            "multigraph": True,
            "graph": {} if on is None else {"on": on.isoformat()},
            "nodes": [_node(plain, node, ids) for node in plain.nodes],
            "edges": edges,
        }
    )


def kumu(plain: Plain) -> str:
    """Write a blueprint of Kumu: `elements` with an id and a label, `connections` with from, to and a direction.

    Source: Kumu's documentation, "JSON / Blueprints" (docs.kumu.io). Ids are unique over elements and connections.
    """
    taken = set(plain.keys.values())
    return _json(
        {
            "elements": [_element(node) for node in plain.nodes],
            "connections": [_connection(tie, taken) for tie in plain.ties],
        }
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _ids(plain: Plain) -> dict[NodeId, Any]:
    """Give each id as JSON carries it, where the way back gives the same one; else its key."""
    return {id_: json_value(id_) if _survives(id_) else key for id_, key in plain.keys.items()}


def _survives(id_: NodeId) -> bool:
    match id_:
        case bool() | int():
            return True
        case float():
            return isfinite(id_)
        case str():
            return bool(json_value(id_) == id_)
        case tuple():
            return all(map(_survives, id_))
        case _:
            return False


def _node(plain: Plain, node: PlainNode, ids: dict[NodeId, Any]) -> dict[str, Any]:
    own = {_renamed(str(name)): value for name, value in node.node.attributes.items()}
    told = node_attributes(plain.network, replace(node.node, attributes=own))
    return {"id": ids[node.node.id], **json_value(told)}


def _renamed(name: str) -> str:
    return f"{name}_" if name in RESERVED_FIELDS else name


def _attributes(tie: PlainTie) -> dict[str, Any]:
    told: dict[str, Any] = json_value(edge_attributes(tie.edge))
    return told


def _element(node: PlainNode) -> dict[str, Any]:
    fields = dict(node.fields)
    return {"id": node.key, "label": node.label, "type": fields.pop("kind"), **fields}


def _connection(tie: PlainTie, taken: set[str]) -> dict[str, Any]:
    id_ = f"tie:{tie.number}"
    while id_ in taken:
        id_ += "~"
    fields = dict(tie.fields)
    return {
        "id": id_,
        "from": tie.source,
        "to": tie.target,
        "direction": "mutual" if fields.pop("mutual") else "directed",
        "type": tie.label,
        **fields,
    }
