"""CSV (a list of nodes and one of ties) and JSON (nodes and links of networkx and D3, and the blueprint of Kumu).

In CSV a cell that begins with `=`, `+`, `-` or `@` (full width too), perhaps behind spaces, or with a tab, a line break
or NUL, gets an apostrophe before it, so that no spreadsheet takes it for a formula. What begins with an apostrophe and
such a sign gets one more, so that the way back (`unguarded`) always gives the cell as it was. Source: OWASP, "CSV
Injection".
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any

from partnership.exchange.formats.plain import (
    RESERVED_FIELDS,
    Plain,
    PlainFields,
    PlainNode,
    PlainScalar,
    PlainTie,
    json_value,
    scalar_text,
)
from partnership.network.nodes import NodeId
from partnership.network.sources import NAMES, TITLES, edge_attributes, node_attributes

NODE_LIST = "nodes"
"""The name of the file that lists the nodes."""

EDGES = "edges"
"""The name of the file that lists the ties."""

_dangerous = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n\0])").match

_NODE_COLUMNS = ("id", "label", *NAMES, "kind", "sector", "region", "start", "end")
_EDGE_COLUMNS = (
    *("source", "target", "kind", *TITLES, "mutual", "start", "end", "strength"),
    *("entries", "record_kind", "record"),
)


def csv_lists(plain: Plain, *, excel: bool = False) -> dict[str, str]:
    """Write two tables, `nodes` and `edges`, with a row each; what is unknown is an empty cell.

    Cells that look like formulas are guarded (`guarding`). `excel`: as the Russian Excel opens it at a double click,
    with `;` between cells and a decimal comma (else it reads 1.5 as the first of May).
    """
    nodes: list[PlainFields] = [{"id": node.key, "label": node.label, **node.fields} for node in plain.nodes]
    edges: list[PlainFields] = [{"source": tie.source, "target": tie.target, **tie.fields} for tie in plain.ties]
    return {
        NODE_LIST: _table(_columns(_NODE_COLUMNS, nodes), nodes, excel=excel),
        EDGES: _table(_columns(_EDGE_COLUMNS, edges), edges, excel=excel),
    }


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return "'" + cell if _dangerous(cell) else cell


def unguarded(cell: str) -> str:
    """Return a cell as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and _dangerous(cell[1:]) else cell


def delimited(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    """Write rows of text as CSV."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return written.getvalue()


def _columns(first: Sequence[str], rows: Iterable[PlainFields]) -> list[str]:
    return list(dict.fromkeys((*first, *(name for row in rows for name in row))))


def _table(columns: Sequence[str], rows: Sequence[PlainFields], *, excel: bool) -> str:
    cells = ([_cell(row.get(name), excel=excel) for name in columns] for row in rows)
    return delimited([[guarded(name) for name in columns], *cells], ";" if excel else ",")


def _cell(value: PlainScalar | None, *, excel: bool) -> str:
    match value:
        case None:
            return ""
        case str():
            return guarded(value)
        case float() if excel:
            return scalar_text(value).replace(".", ",")
        case _:
            return scalar_text(value)


# --- JSON -------------------------------------------------------------------------------------------------------------


def node_link(plain: Plain) -> str:
    """Write what `networkx.node_link_graph(data, edges="edges")` reads back as a multigraph.

    Ids stay numbers or lists (networkx makes tuples of them) where they are. Where some tie has a direction, a mutual
    one is an arc each way under one key, both marked `mutual`.
    """
    ids = _ids(plain)
    edges = [
        {"source": ids[source], "target": ids[target], "key": tie.number, **json_value(edge_attributes(tie.edge))}
        for source, target, tie in plain.arcs()
    ]
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


def _ids(plain: Plain) -> dict[str, Any]:
    """Give each id, by its key, as JSON carries it, where the way back gives the same one; else the key."""
    return {key: json_value(id_) if _survives(id_) else key for id_, key in plain.keys.items()}


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


def _node(plain: Plain, node: PlainNode, ids: dict[str, Any]) -> dict[str, Any]:
    told = ((str(name), value) for name, value in node.node.attributes.items())
    own = {f"{name}_" if name in RESERVED_FIELDS else name: value for name, value in told}
    return {"id": ids[node.key], **json_value(node_attributes(plain.network, replace(node.node, attributes=own)))}


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
