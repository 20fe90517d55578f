"""The same network for other libraries: rustworkx, scipy, pandas, polars, each imported where it is used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from partnership.errors import needed
from partnership.network import Graph, Weight, network_of
from partnership.network.conversions import edge_attributes, node_attributes

GRAPHS = "graphs"
"""The extra that brings numpy, scipy and rustworkx."""

FRAMES = "frames"
"""The extra that brings pandas and polars."""


def to_rustworkx(graph: Graph, weight: Weight = "strength") -> Any:
    """Return the simple graph as a `rustworkx.PyDiGraph`: nodes are ids in their order, arcs weights.

    Raises:
        MissingExtra: if rustworkx is not installed.
    """
    rustworkx = needed("rustworkx", GRAPHS)
    simple = network_of(graph).simple(weight)
    made = rustworkx.PyDiGraph(multigraph=False)
    made.add_nodes_from(simple.ids)
    made.add_edges_from(
        [(one, other, held) for one, targets in enumerate(simple.out) for other, held in targets.items()]
    )
    return made


def to_scipy(graph: Graph, weight: Weight = "strength") -> Any:
    """Return the simple graph as a `scipy.sparse.csr_array`, rows and columns in the order of the nodes.

    Raises:
        MissingExtra: if scipy is not installed.
    """
    sparse = needed("scipy.sparse", GRAPHS)
    out = network_of(graph).simple(weight).out
    arcs = [(held, one, other) for one, targets in enumerate(out) for other, held in targets.items()]
    weights, rows, columns = zip(*arcs, strict=True) if arcs else ((), (), ())
    return sparse.coo_array((weights, (rows, columns)), shape=(len(out), len(out)), dtype="float64").tocsr()


def to_pandas(graph: Graph) -> tuple[Any, Any]:
    """Return two `pandas.DataFrame`: the nodes, and the ties with a row each.

    Raises:
        MissingExtra: if pandas is not installed.
    """
    pd = needed("pandas", FRAMES)
    nodes, ties = _columns(graph)
    return pd.DataFrame(nodes), pd.DataFrame(ties)


def to_polars(graph: Graph) -> tuple[Any, Any]:
    """Return two `polars.DataFrame`: the nodes, and the ties with a row each.

    Raises:
        MissingExtra: if polars is not installed.
    """
    pl = needed("polars", FRAMES)
    nodes, ties = _columns(graph)
    return pl.DataFrame(nodes, strict=False), pl.DataFrame(ties, strict=False)


def _columns(graph: Graph) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """Give the columns of nodes, and of ties: ends and attributes, the record as `record_kind` and `record`."""
    network = network_of(graph)
    ties = []
    for edge in network.edges:
        kind, id_ = edge.record or (None, None)
        told = {**edge_attributes(edge), "entries": list(edge.entries), "record_kind": kind, "record": id_}
        ties.append({"source": edge.source, "target": edge.target, **told})
    return _turned({"id": node.id, **node_attributes(network, node)} for node in network.nodes), _turned(ties)


def _turned(rows: Iterable[dict[str, Any]]) -> dict[str, list[Any]]:
    kept = list(rows)
    names = dict.fromkeys(name for row in kept for name in row)
    return {name: [row.get(name) for row in kept] for name in names}
