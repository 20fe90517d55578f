"""Is it one hub or shared: how far the network is from a star."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import Literal, assert_never

from partnership.messages import Rounded, Sayable, in_context, message
from partnership.network.adjacency import Adjacency
from partnership.network.algorithms.paths import Near, dependencies, steps_from
from partnership.network.figure import Figure
from partnership.network.measures.options import check
from partnership.network.network import Network
from partnership.network.nodes import NodeId
from partnership.network.optional import Engine
from partnership.network.phrases import named
from partnership.network.sources import Graph, network_of

Of = Literal["degree", "betweenness"]
"""What is centralised: ties, or the shortest paths between others."""

Mode = Literal["total", "in", "out"]
"""Which ties of a node count where direction means something; `total` is those it has and those it is given."""

_ALIKE = 1e-9
_HUB = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Centralisation(Figure[float | None]):
    """How near the network is to a star; `hubs` are the nodes with the highest of the `scores` by node.

    `most` is the score that the hub of a star of this size would have.
    """

    scores: Mapping[NodeId, float]
    hubs: tuple[NodeId, ...]
    most: float


def centralisation(
    graph: Graph,
    *,
    of: Of = "degree",
    mode: Mode = "total",
    directed: bool | None = None,
    engine: Engine = "auto",
) -> Centralisation:
    """Measure whether the network is one hub or shared: 0 where all nodes are alike, 1 for a star.

    The differences from the highest score are summed, and divided by the largest sum that is possible with n nodes.
    For degree that is (n-1)(n-2) without directions, 2(n-1)(n-2) with them, and (n-1)^2 for the ties that come in or
    go out alone (`mode`). For betweenness (raw, each pair once) it is (n-1)^2 (n-2) / 2, with directions twice that.
    None under three nodes (under two for `in` and `out`). `directed=False` lets a tie either way count as one;
    left out, the network says. Parallel ties count once. `engine` is as for `betweenness`.

    Source: Freeman (1979); directed degrees: Wasserman & Faust (1994), chapter 5.3.

    Raises:
        UnknownName: if an option is none of those.
        MissingExtra: as `betweenness`.
    """
    check(of, Of, in_context("option", "score"))
    check(mode, Mode, in_context("option", "mode"))
    check(engine, Engine, in_context("option", "engine"))
    network = network_of(graph)
    simple = network.simple(None)
    ways = simple.directed if directed is None else directed
    mode = mode if ways and of == "degree" else "total"
    if of == "degree":
        scores, most, largest = _degrees(simple, mode, ways=ways)
    else:
        scores, most, largest = _between(steps_from(simple, directed=ways), engine, ways=ways)
    highest = max(scores, default=0.0)
    value = fsum(highest - score for score in scores) / largest if largest else None
    hubs = tuple(id_ for id_, score in zip(network.ids, scores, strict=True) if score >= highest * (1 - _ALIKE))
    share = highest / most if most else 0.0
    return Centralisation(
        measure="centralisation",
        value=value,
        definition=message(
            "How far the network is from all nodes alike (0) towards one hub with all others around it (1)."
        ),
        source="Freeman, L. C. (1979). Centrality in social networks. Social Networks 1, 215-239",
        sentence=_centred(network, value, hubs, (highest, most) if of == "degree" else share),
        parameters={"of": of, "mode": mode, "directed": ways},
        scores=dict(zip(network.ids, scores, strict=True)),
        hubs=hubs,
        most=most,
    )


def _degrees(simple: Adjacency, mode: Mode, *, ways: bool) -> tuple[list[float], float, float]:
    """Give the degrees, the most that one can be, and the largest sum of differences."""
    others = max(len(simple) - 1, 0)
    pairs = max(others * (others - 1), 0)
    if not ways:
        return [float(len(near)) for near in simple.neighbours], others, pairs
    out, into = list(map(len, simple.out)), list(map(len, simple.into))
    match mode:
        case "out":
            return list(map(float, out)), others, others**2
        case "in":
            return list(map(float, into)), others, others**2
        case "total":
            return [float(a + b) for a, b in zip(out, into, strict=True)], 2 * others, 2 * pairs
        case _:
            assert_never(mode)


def _between(near: Near, engine: Engine, *, ways: bool) -> tuple[list[float], float, float]:
    others = max(len(near) - 1, 0)
    most = max(others * (others - 1), 0) / (1 if ways else 2)
    return [each if ways else each / 2 for each in dependencies(near, engine)], most, most * others


def _centred(
    network: Network, value: float | None, hubs: tuple[NodeId, ...], most: tuple[float, float] | float
) -> Sayable:
    if value is None:
        return message("There are too few nodes to have a hub.")
    shown = Rounded(value)
    if value <= _ALIKE:
        return message("Centralisation {value} (0: all alike, 1: one hub). All are alike.", value=shown)
    who, much = named(network, hubs), _much(network, most)
    if len(hubs) > 1:
        much = message("each {much}", much=much)
    if value >= _HUB:
        return message(
            "Centralisation {value} (0: all alike, 1: one hub). Nearer to one hub: {who} ({much}).",
            value=shown,
            who=who,
            much=much,
        )
    return message(
        "Centralisation {value} (0: all alike, 1: one hub). Rather shared; the most central: {who} ({much}).",
        value=shown,
        who=who,
        much=much,
    )


def _much(network: Network, most: tuple[float, float] | float) -> Sayable:
    if not isinstance(most, tuple):
        return message("{share:percent} of the shortest paths between others", share=most)
    degree, possible = int(most[0]), int(most[1])
    if possible >= len(network):
        return message("{degree} of {possible} possible directed ties", degree=degree, possible=possible)
    return message("{degree} of {possible} possible ties", degree=degree, possible=possible)
