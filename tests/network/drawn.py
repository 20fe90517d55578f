"""Small networks as hypothesis draws them: directed or not, weighted, with parallel ties, loops, isolates, or empty."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st

from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId

SECTORS = ("business", "ngo", "government")
KINDS = ("declared", "attended", "visits")
DAYS = [dt.date(2010, month, 1) for month in range(1, 13)]


@st.composite
def networks(
    draw: st.DrawFn,
    *,
    most: int = 7,
    directed: bool | None = None,
    weighted: bool = True,
    sectors: bool = True,
    dated: bool = False,
) -> Network:
    """A network of up to `most` nodes; `directed` None lets hypothesis choose, and mix mutual ties with others."""
    count = draw(st.integers(0, most))
    ids = [f"n{number}" for number in range(count)]
    sector = st.sampled_from((*SECTORS, None)) if sectors else st.none()
    nodes = [Node(id_, sector=draw(sector)) for id_ in ids]
    edges: list[Edge] = []
    if ids:
        mutual = st.booleans() if directed is None else st.just(not directed)
        for _ in range(draw(st.integers(0, 2 * count + 2))):
            start, end = None, None
            if dated:
                first, second = sorted(draw(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS))))
                start, end = first, (None if first == second else second)
            edges.append(
                Edge(
                    draw(st.sampled_from(ids)),
                    draw(st.sampled_from(ids)),
                    draw(st.sampled_from(KINDS)),
                    mutual=draw(mutual),
                    start=start,
                    end=end,
                    strength=draw(st.sampled_from((None, 1.0, 2.0, 5.0, 0.5))) if weighted else None,
                )
            )
    return Network.of(nodes, edges, directed=directed)


def relabelled(network: Network, names: Mapping[NodeId, NodeId]) -> Network:
    """The same network under other names, its nodes in the order of the new ones."""
    nodes = sorted((replace(node, id=names[node.id]) for node in network.nodes), key=lambda node: str(node.id))
    edges = [replace(edge, source=names[edge.source], target=names[edge.target]) for edge in network.edges]
    return Network.of(nodes, edges, directed=network.directed)


def turned(network: Network) -> Network:
    """The same network with every tie pointing the other way."""
    edges = [replace(edge, source=edge.target, target=edge.source) for edge in network.edges]
    return Network.of(network.nodes, edges, directed=network.directed)


def with_isolate(network: Network) -> Network:
    """The same network and one node more, whom nothing ties."""
    return Network.of([*network.nodes, Node("alone", sector="ngo")], network.edges, directed=network.directed)
