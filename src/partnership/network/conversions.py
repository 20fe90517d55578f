"""The same network for other libraries: networkx, rustworkx, scipy, pandas, polars, each imported where it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from partnership.errors import MissingExtra
from partnership.messages import FULL, Sayable
from partnership.relations.adjacency import Weight
from partnership.relations.kinds import kind_title
from partnership.relations.network import Edge, Network
from partnership.relations.nodes import Node

if TYPE_CHECKING:
    import networkx as nx

GRAPHS = "graphs"
"""The extra that brings numpy, scipy and rustworkx."""

FRAMES = "frames"
"""The extra that brings pandas and polars."""


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


def to_rustworkx(network: Network, weight: Weight = "strength") -> Any:
    """Return the simple graph as a `rustworkx.PyDiGraph`: nodes are ids in their order, arcs weights.

    Raises:
        MissingExtra: if rustworkx is not installed.
    """
    try:
        import rustworkx
    except ImportError:
        raise MissingExtra(GRAPHS, "rustworkx") from None
    simple = network.simple(weight)
    graph = rustworkx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(simple.ids)
    graph.add_edges_from(
        [(one, other, weight) for one, targets in enumerate(simple.out) for other, weight in targets.items()]
    )
    return graph


def to_scipy(network: Network, weight: Weight = "strength") -> Any:
    """Return the simple graph as a `scipy.sparse.csr_array`, rows and columns in the order of the nodes.

    Raises:
        MissingExtra: if scipy is not installed.
    """
    try:
        from scipy.sparse import csr_array
    except ImportError:
        raise MissingExtra(GRAPHS, "scipy") from None
    out = network.simple(weight).out
    at = [0]
    for targets in out:
        at.append(at[-1] + len(targets))
    columns = [other for targets in out for other in targets]
    weights = [value for targets in out for value in targets.values()]
    return csr_array((weights, columns, at), shape=(len(out), len(out)), dtype="float64")


def to_pandas(network: Network) -> tuple[Any, Any]:
    """Return two `pandas.DataFrame`: the nodes, and the ties with a row each.

    Raises:
        MissingExtra: if pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError:
        raise MissingExtra(FRAMES, "pandas") from None
    return pd.DataFrame(_columns(node_rows(network))), pd.DataFrame(_columns(edge_rows(network)))


def to_polars(network: Network) -> tuple[Any, Any]:
    """Return two `polars.DataFrame`: the nodes, and the ties with a row each.

    Raises:
        MissingExtra: if polars is not installed.
    """
    try:
        import polars as pl
    except ImportError:
        raise MissingExtra(FRAMES, "polars") from None
    return tuple(pl.DataFrame(_columns(rows), strict=False) for rows in (node_rows(network), edge_rows(network)))  # type: ignore[return-value]


def node_rows(network: Network) -> Iterator[dict[str, Any]]:
    """Give a row a node: its id and its attributes."""
    for node in network.nodes:
        yield {"id": node.id, **node_attributes(network, node)}


def edge_rows(network: Network) -> Iterator[dict[str, Any]]:
    """Give a row a tie: its ends and its attributes, the record as `record_kind` and `record`."""
    for edge in network.edges:
        row = {"source": edge.source, "target": edge.target, **edge_attributes(edge)}
        kind, id_ = edge.record or (None, None)
        row["entries"] = list(edge.entries)
        row["record_kind"], row["record"] = kind, id_
        yield row


def _columns(rows: Iterator[dict[str, Any]]) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {}
    for count, row in enumerate(rows):
        for name in row:
            if name not in columns:
                columns[name] = [None] * count
        for name, column in columns.items():
            column.append(row.get(name))
    return columns
