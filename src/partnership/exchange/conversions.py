"""The same network for other libraries: rustworkx, scipy, pandas, polars, each imported where it is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from partnership.errors import MissingExtra
from partnership.network.adjacency import Weight
from partnership.network.conversions import edge_attributes, node_attributes
from partnership.network.network import Network

GRAPHS = "graphs"
"""The extra that brings numpy, scipy and rustworkx."""

FRAMES = "frames"
"""The extra that brings pandas and polars."""


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
