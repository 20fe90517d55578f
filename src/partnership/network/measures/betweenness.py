"""Who stands between the others: betweenness, exact, or estimated with a bound of its error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log, sqrt

from partnership.errors import Fault, InputError, UnknownName
from partnership.messages import NOTHING, Message, Rounded, Sayable, in_context, listed, message
from partnership.network.algorithms.paths import dependencies, gathered, steps_from
from partnership.network.figure import Figure
from partnership.network.measures.options import check, check_number
from partnership.network.measures.significance import drawn
from partnership.network.network import Network
from partnership.network.nodes import NodeId
from partnership.network.optional import Engine
from partnership.network.sources import Graph, network_of


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
    engine: Engine = "auto",
) -> Betweenness:
    """Measure which share of the shortest paths between two others goes through each node.

    `normalised` (the default) divides by the pairs of others, so that 1 is the hub of a star (None under three nodes);
    raw values count each pair once, with directions each way. `directed=False` follows ties either way; left out, the
    network says. Ties are steps of one length: strengths and parallel ties do not matter.

    Exact up to 2,000 nodes in plain Python; beyond with rustworkx, or in plain Python if `engine="plain"` insists. Or
    estimated: from `sample` nodes drawn with the caller's `seed`, or from `pivots` of the caller's own. Only drawn
    pivots come with an error, because only chance bounds it: pivots spread evenly, or picked for their place, may all
    miss the same corner. The bound of Hoeffding for draws without replacement (Serfling 1974), shared among the nodes
    (union bound), assumes nothing of the network, and so is wide: with 200 of 10,000 nodes and 95 % it is 0.18.

    Source: Freeman (1977); computed after Brandes (2001), estimated after Brandes & Pich (2007).

    Raises:
        MissingExtra: above 2,000 nodes without rustworkx, if neither a sample nor `engine="plain"` is asked for.
        InputError: if a sample comes without a seed, or is empty.
        UnknownName: if a pivot is no node, or an option does not exist.
    """
    check(engine, Engine, in_context("option", "engine"))
    check_number(confidence, 0.0, 1 - 1e-12, in_context("option", "confidence"))
    network = network_of(graph)
    simple = network.simple(None)
    ways = simple.directed if directed is None else directed
    near = steps_from(simple, directed=ways)
    chosen = _pivots(network, sample, seed, pivots)
    exact = chosen is None or len(chosen) == len(near)
    raw = dependencies(near, engine) if chosen is None else gathered(near, chosen)
    scale = _scale(len(near), normalised=normalised, ways=ways)
    grown = 1.0 if chosen is None or not chosen else len(near) / len(chosen)
    values = [None if scale is None else each * scale * grown for each in raw]
    error: float | None = 0.0
    if chosen is not None and not exact and scale is not None:
        widest = scale * len(near) * (len(near) - 2)
        error = None if pivots is not None else _error(len(near), len(chosen), confidence) * widest
    return Betweenness(
        measure="betweenness",
        value=dict(zip(network.ids, values, strict=True)),
        definition=message("The share of the shortest paths between two others that go through a node."),
        source="Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40, 35-41",
        sentence=_between_said(network, values, _how(chosen, network, error, confidence, exact=exact)),
        parameters={"normalised": normalised, "directed": ways, "sample": sample, "seed": seed},
        exact=exact,
        pivots=() if chosen is None else tuple(network.ids[place] for place in chosen),
        error=error,
        confidence=None if exact or error is None else confidence,
    )


def _scale(many: int, *, normalised: bool, ways: bool) -> float | None:
    if not normalised:
        return 1.0 if ways else 0.5
    return 1 / ((many - 1) * (many - 2)) if many > 2 else None  # noqa: PLR2004 - two others, and one between them


def _pivots(
    network: Network, sample: int | None, seed: int | None, pivots: Iterable[NodeId] | None
) -> list[int] | None:
    """Return the positions from which paths are followed; None for all."""
    if pivots is not None:
        chosen = list(dict.fromkeys(_place(network, id_) for id_ in pivots))
        _check_sample(len(chosen))
        return chosen
    if sample is None:
        return None
    _check_sample(sample)
    if seed is None:
        raise InputError(
            Fault(
                None,
                message("a sample without a seed"),
                hint=message("give one, as seed=1"),
            )
        )
    return drawn(len(network), sample, seed)


def _place(network: Network, id_: NodeId) -> int:
    place = network.simple(None).positions.get(id_)
    if place is None:
        raise UnknownName(str(id_), map(str, network.ids), message("node"))
    return place


def _check_sample(sample: int) -> None:
    if sample < 1:
        raise InputError(Fault(None, message("a sample of {sample}", sample=sample), expected=message("1 or more")))


def _error(many: int, sample: int, confidence: float) -> float:
    """Bound the error of a mean of figures from 0 to 1, for all nodes at once (Hoeffding 1963, Serfling 1974)."""
    left = 1 - (sample - 1) / many
    return sqrt(left * log(2 * many / (1 - confidence)) / (2 * sample))


def _between_said(network: Network, values: list[float | None], how: Sayable) -> Sayable:
    found = [(-round(each, 9), place) for place, each in enumerate(values) if each]
    if not found:
        return message("Nobody is on a shortest path between others.{how}", how=how)
    most = listed([_one(network, place, -least) for least, place in sorted(found)[:3]])
    return message("On most of the shortest paths between others: {most}.{how}", most=most, how=how)


def _one(network: Network, place: int, value: float) -> Sayable:
    return Message("{name} ({share})", {"name": network.name(network.ids[place]), "share": Rounded(value, 3)})


def _how(chosen: list[int] | None, network: Network, error: float | None, confidence: float, *, exact: bool) -> Sayable:
    if exact or chosen is None:
        return NOTHING
    some, nodes = len(chosen), len(network)
    if error is None:
        return message(
            " Estimated from the paths of {some} of {nodes} nodes; as they were chosen and not drawn, the error has no "
            "bound.",
            some=some,
            nodes=nodes,
        )
    return message(
        " Estimated from the paths of {some} of {nodes} nodes; with a confidence of {confidence:percent} no value is "
        "off by more than {most}.",
        some=some,
        nodes=nodes,
        confidence=confidence,
        most=Rounded(error, 3),
    )
