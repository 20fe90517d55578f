"""Shortest paths, counted for betweenness (Brandes 2001): the plain way, and rustworkx where it is installed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from partnership.errors import MissingExtra
from partnership.messages import message
from partnership.network.adjacency import Adjacency
from partnership.network.optional import Engine, optional

PLAIN_UP_TO = 2_000
"""Nodes up to which exact betweenness is computed in plain Python unasked; beyond, it takes minutes."""

_WORTH_IT = 20_000
"""Nodes times arcs from which rustworkx is worth its import."""

_IN_ORDER = 2**31
"""Nodes from which rustworkx would use threads, which add up in an order that changes the last digits: never."""

Near = Sequence[Sequence[int]]
"""Whom a path goes on to from each node, by position."""


def steps_from(simple: Adjacency, *, directed: bool) -> Near:
    """Return whom a path goes on to: along the ties, or either way."""
    return [list(targets) for targets in (simple.out if directed else simple.around)]


def dependencies(near: Near, engine: Engine) -> list[float]:
    """Return, for each node, the sum of the shares of shortest paths between two others that go through it.

    Ordered pairs are counted, so that where ties are mutual each pair counts twice.

    Raises:
        MissingExtra: above 2,000 nodes without rustworkx, unless the engine is `plain`.
    """
    many, arcs = len(near), sum(map(len, near))
    fast = optional("rustworkx", engine) if many * arcs >= _WORTH_IT else None
    if fast is None:
        if many > PLAIN_UP_TO and engine != "plain":
            raise MissingExtra(
                "graphs",
                "rustworkx",
                message(
                    "above {most} nodes ask for a sample (sample=200, seed=1), or for engine='plain' and wait",
                    most=PLAIN_UP_TO,
                ),
            )
        return gathered(near, range(many))
    graph = fast.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(many))
    graph.add_edges_from_no_data([(one, other) for one, others in enumerate(near) for other in others])
    found = fast.betweenness_centrality(graph, normalized=False, parallel_threshold=_IN_ORDER)
    return [found[place] for place in range(many)]


def gathered(near: Near, sources: Iterable[int]) -> list[float]:
    """Return what paths from these sources alone add for each node."""
    total = [0.0] * len(near)
    for source in sources:
        _add_from(near, source, total)
    return total


def _add_from(near: Near, source: int, total: list[float]) -> None:
    order, far, paths = [source], {source: 0}, {source: 1}
    before: dict[int, list[int]] = {source: []}
    for node in order:
        ahead, ways = far[node] + 1, paths[node]
        for other in near[node]:
            known = far.get(other)
            if known is None:
                order.append(other)
                far[other], paths[other], before[other] = ahead, ways, [node]
            elif known == ahead:
                paths[other] += ways
                before[other].append(node)
    share = dict.fromkeys(order, 0.0)
    for node in reversed(order):
        whole, ways = 1.0 + share[node], paths[node]
        for earlier in before[node]:
            share[earlier] += paths[earlier] / ways * whole
        if node != source:
            total[node] += share[node]
