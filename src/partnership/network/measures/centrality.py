"""How dense and mutual a network is, whether it is one hub or shared, and who stands between the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum, log, sqrt
from typing import Literal

from partnership.errors import Fault, InputError, UnknownName, check_choice
from partnership.messages import NOTHING, Message, Percent, Rounded, Sayable, in_context, listed, message
from partnership.network.columns import Adjacency
from partnership.network.figure import Figure
from partnership.network.measures.options import check_number
from partnership.network.measures.significance import drawn
from partnership.network.network import Network
from partnership.network.nodes import NodeId
from partnership.network.phrases import ARCS, TIES, crowd, named
from partnership.network.sources import Graph, network_of

Returned = Literal["arcs", "dyads"]
"""What is counted as mutual: of all one-way ties those that are returned, or of all tied pairs those tied both ways."""

_SOURCE = "Wasserman, S. & Faust, K. (1994). Social Network Analysis. Cambridge University Press"


def density(graph: Graph) -> Figure[float | None]:
    """Measure which share of the ties that there could be there is: 0 to 1; None under two nodes.

    Parallel ties count once, loops not at all. Where direction means something each pair could have two ties.

    Source: Wasserman & Faust (1994), chapters 4.1 and 4.3.
    """
    network = network_of(graph)
    simple, many = network.simple(None), len(network)
    halves = 1 if simple.directed else 2
    possible, arcs = many * (many - 1) // halves, simple.arcs // halves
    share = arcs / possible if possible else None
    if share is None:
        said = message("A density needs at least two nodes.")
    elif simple.directed:
        said = message("{who}, {ties} of {possible} possible (each direction counts): density {share:percent}.")
    else:
        said = message("{who}, {ties} of {possible} possible: density {share:percent}.")
    ties = (ARCS if simple.directed else TIES).of(arcs)
    return Figure(
        measure="density",
        value=share,
        definition=message("The share of the possible ties that exist; parallel ties count once."),
        source=_SOURCE,
        sentence=said.given(who=crowd(network), ties=ties, possible=possible, share=share),
        parameters={"directed": simple.directed},
    )


def reciprocity(graph: Graph, *, method: Returned = "arcs") -> Figure[float | None]:
    """Measure how mutual the ties are: 0 to 1; None where there is no tie.

    `arcs` (the default): the share of directed ties that are returned. `dyads`: the share of tied pairs that are tied
    both ways. A mutual tie is a tie each way; where no tie has a direction the figure is 1.

    Source: Wasserman & Faust (1994), chapter 13.

    Raises:
        UnknownName: if there is no such method.
    """
    check_choice(method, Returned, in_context("option", "method"))
    simple = network_of(graph).simple(None)
    out = simple.out
    whole, part = simple.arcs, sum(one in out[other] for one, targets in enumerate(out) for other in targets)
    if method == "arcs":
        definition = message("The share of directed ties that are returned.")
        said = message("{ties} (each direction counts), of them returned: {part} ({share}).", ties=ARCS.of(whole))
    else:
        part //= 2
        whole -= part
        definition = message("The share of tied pairs that are tied both ways.")
        said = message("Tied pairs: {pairs}, of them both ways: {part} ({share}).", pairs=whole)
    share = part / whole if whole else None
    return Figure(
        measure="reciprocity",
        value=share,
        definition=definition,
        source=_SOURCE,
        sentence=said.given(part=part, share=message("nothing to measure") if share is None else Percent(share)),
        parameters={"method": method},
    )


def tied_pairs(network: Network) -> float | None:
    """Return the share of pairs that are tied, whichever way; None with fewer than two nodes."""
    nodes = len(network)
    ends = sum(map(len, network.simple("count").around))
    return ends / (nodes * (nodes - 1)) if nodes > 1 else None


# --- one hub, or shared -----------------------------------------------------------------------------------------------


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
    graph: Graph, *, of: Of = "degree", mode: Mode = "total", directed: bool | None = None
) -> Centralisation:
    """Measure whether the network is one hub or shared: 0 where all nodes are alike, 1 for a star.

    The differences from the highest score are summed, and divided by the largest sum that is possible with n nodes.
    For degree that is (n-1)(n-2) without directions, 2(n-1)(n-2) with them, and (n-1)^2 for the ties that come in or
    go out alone (`mode`). For betweenness (raw, each pair once) it is (n-1)^2 (n-2) / 2, with directions twice that.
    None under three nodes (under two for `in` and `out`). `directed=False` lets a tie either way count as one;
    left out, the network says. Parallel ties count once.

    Source: Freeman (1979); directed degrees: Wasserman & Faust (1994), chapter 5.3.

    Raises:
        UnknownName: if an option is none of those.
    """
    check_choice(of, Of, in_context("option", "score"))
    check_choice(mode, Mode, in_context("option", "mode"))
    network = network_of(graph)
    simple = network.simple(None)
    ways = simple.directed if directed is None else directed
    mode = mode if ways and of == "degree" else "total"
    others = max(len(simple) - 1, 0)
    if of == "degree":
        scores, most, largest = _degrees(simple, mode, ways=ways)
    else:
        scores, most = _paths(simple, None, directed=ways), others * max(others - 1, 0) / (1 if ways else 2)
        largest = most * others
    highest = max(scores, default=0.0)
    value = fsum(highest - score for score in scores) / largest if largest else None
    hubs = tuple(id_ for id_, score in zip(network.ids, scores, strict=True) if score >= highest * (1 - _ALIKE))
    return Centralisation(
        measure="centralisation",
        value=value,
        definition=message(
            "How far the network is from all nodes alike (0) towards one hub with all others around it (1)."
        ),
        source="Freeman, L. C. (1979). Centrality in social networks. Social Networks 1, 215-239",
        sentence=_centred(network, value, hubs, _much(network, of, highest, most)),
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
        return [float(len(near)) for near in simple.around], others, pairs
    out, into = ([float(len(near)) for near in side] for side in (simple.out, simple.into))
    total = [a + b for a, b in zip(out, into, strict=True)]
    found = {"out": (out, others, others**2), "in": (into, others, others**2), "total": (total, 2 * others, 2 * pairs)}
    return found[mode]


def _centred(network: Network, value: float | None, hubs: tuple[NodeId, ...], much: Sayable) -> Sayable:
    if value is None:
        return message("There are too few nodes to have a hub.")
    if value <= _ALIKE:
        said = message("Centralisation {value} (0: all alike, 1: one hub). All are alike.")
    elif value >= _HUB:
        said = message("Centralisation {value} (0: all alike, 1: one hub). Nearer to one hub: {who} ({much}).")
    else:
        said = message(
            "Centralisation {value} (0: all alike, 1: one hub). Rather shared; the most central: {who} ({much})."
        )
    if len(hubs) > 1:
        much = message("each {much}", much=much)
    return said.given(value=Rounded(value), who=named(network, hubs), much=much)


def _much(network: Network, of: Of, highest: float, most: float) -> Sayable:
    if of == "betweenness":
        return message("{share:percent} of the shortest paths between others", share=highest / most if most else 0.0)
    if most >= len(network):
        said = message("{degree} of {possible} possible directed ties")
    else:
        said = message("{degree} of {possible} possible ties")
    return said.given(degree=int(highest), possible=int(most))


# --- between others --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Betweenness(Figure[dict[NodeId, float | None]]):
    """Who stands between the others.

    `exact` is False where only paths from the `pivots` were followed. `error` is then how far any of the values may be
    off, all of them together, with the probability `confidence`; None where the pivots were chosen and not drawn.
    """

    exact: bool
    pivots: tuple[NodeId, ...] = ()
    error: float | None = 0.0
    confidence: float | None = None


def betweenness(
    graph: Graph,
    *,
    normalised: bool = True,
    directed: bool | None = None,
    sample: int | None = None,
    seed: int | None = None,
    pivots: Iterable[NodeId] | None = None,
    confidence: float = 0.95,
) -> Betweenness:
    """Measure which share of the shortest paths between two others goes through each node.

    `normalised` (the default) divides by the pairs of others, so that 1 is the hub of a star (None under three nodes);
    raw values count each pair once, with directions each way. `directed=False` follows ties either way; left out, the
    network says. Ties are steps of one length: strengths and parallel ties do not matter.

    Exact figures of some thousand nodes take minutes. Estimates take paths from `sample` nodes drawn with the caller's
    `seed`, or from `pivots` of the caller's own. Only drawn pivots come with an error, because only chance bounds it:
    pivots spread evenly, or picked for their place, may all miss the same corner. The bound of Hoeffding for draws
    without replacement (Serfling 1974), shared among the nodes (union bound), assumes nothing of the network, and so is
    wide: with 200 of 10,000 nodes and 95 % it is 0.18.

    Source: Freeman (1977); computed by networkx after Brandes (2001), estimated after Brandes & Pich (2007).

    Raises:
        InputError: if a sample comes without a seed, or is empty.
        UnknownName: if a pivot is no node, or an option does not exist.
    """
    check_number(confidence, 0.0, 1 - 1e-12, in_context("option", "confidence"))
    network = network_of(graph)
    simple = network.simple(None)
    many, ways = len(network), simple.directed if directed is None else directed
    chosen = _pivots(network, sample, seed, pivots)
    exact = chosen is None or len(chosen) == many
    scale: float | None = 1.0
    if normalised:
        scale = (1 if ways else 2) / ((many - 1) * (many - 2)) if many > 2 else None  # noqa: PLR2004 - two others
    grown = many / len(chosen) if chosen else 1.0
    values = [None if scale is None else each * scale * grown for each in _paths(simple, chosen, directed=ways)]
    error: float | None = 0.0
    if chosen is not None and not exact and scale is not None:
        widest = scale * many * (many - 2) / (1 if ways else 2)
        error = None if pivots is not None else _error(many, len(chosen), confidence) * widest
    return Betweenness(
        measure="betweenness",
        value=dict(zip(network.ids, values, strict=True)),
        definition=message("The share of the shortest paths between two others that go through a node."),
        source="Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40, 35-41",
        sentence=_between_said(network, values, _how(None if exact else chosen, network, error, confidence)),
        parameters={"normalised": normalised, "directed": ways, "sample": sample, "seed": seed},
        exact=exact,
        pivots=() if chosen is None else tuple(network.ids[place] for place in chosen),
        error=error,
        confidence=None if exact or error is None else confidence,
    )


def _paths(simple: Adjacency, sources: list[int] | None, *, directed: bool) -> list[float]:
    """Return, by position, the shares of the shortest paths (from all, or from some) between others, each pair once."""
    import networkx as nx

    steps = simple.networkx(directed=directed)
    if sources is None:
        found: dict[int, float] = nx.betweenness_centrality(steps, normalized=False)
    else:
        found = nx.betweenness_centrality_subset(steps, sources, list(steps), normalized=False)
    return [found[place] for place in range(len(simple))]


def _pivots(
    network: Network, sample: int | None, seed: int | None, pivots: Iterable[NodeId] | None
) -> list[int] | None:
    """Return the positions from which paths are followed; None for all."""
    places, found = network.simple(None).positions, dict.fromkeys(pivots or ())
    for id_ in found:
        if id_ not in places:
            raise UnknownName(str(id_), map(str, network.ids), message("node"))
    if pivots is not None:
        sample = len(found)
    if sample is None:
        return None
    if sample < 1:
        raise InputError(Fault(None, message("a sample of {sample}", sample=sample), expected=message("1 or more")))
    if pivots is not None:
        return [places[id_] for id_ in found]
    if seed is None:
        raise InputError(Fault(None, message("a sample without a seed"), hint=message("give one, as seed=1")))
    return drawn(len(network), sample, seed)


def _error(many: int, sample: int, confidence: float) -> float:
    """Bound the error of a mean of figures from 0 to 1, for all nodes at once (Hoeffding 1963, Serfling 1974)."""
    left = 1 - (sample - 1) / many
    return sqrt(left * log(2 * many / (1 - confidence)) / (2 * sample))


def _between_said(network: Network, values: list[float | None], how: Sayable) -> Sayable:
    found = [(-round(each, 9), place) for place, each in enumerate(values) if each]
    if not found:
        return message("Nobody is on a shortest path between others.{how}", how=how)
    most = [
        Message("{name} ({share})", {"name": network.name(network.ids[place]), "share": Rounded(-least, 3)})
        for least, place in sorted(found)[:3]
    ]
    return message("On most of the shortest paths between others: {most}.{how}", most=listed(most), how=how)


def _how(chosen: list[int] | None, network: Network, error: float | None, confidence: float) -> Sayable:
    if chosen is None:
        return NOTHING
    if error is None:
        said = message(
            " Estimated from the paths of {some} of {nodes} nodes; as they were chosen and not drawn, the error has no "
            "bound."
        )
    else:
        said = message(
            " Estimated from the paths of {some} of {nodes} nodes; with a confidence of {confidence:percent} no value "
            "is off by more than {most}.",
            confidence=confidence,
            most=Rounded(error, 3),
        )
    return said.given(some=len(chosen), nodes=len(network))
