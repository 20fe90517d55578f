"""Could it be chance: a figure against those of random networks that keep degrees, or the sizes of groups.

The one place in the library where dice are thrown: the caller gives the seed, and the same seed always gives the same
networks, on every version of Python (only `Random.random` is used, whose sequence is promised).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from numbers import Real
from random import Random
from statistics import fmean, quantiles, stdev
from typing import Any, Literal

from partnership.errors import Fault, InputError, check_choice
from partnership.messages import Rounded, Sayable, in_context, message
from partnership.network.figure import Figure
from partnership.network.measures.options import check_count, groups
from partnership.network.network import Edge, Network
from partnership.network.nodes import NodeLabel
from partnership.network.sources import Graph, network_of

Keep = Literal["degrees", "sectors"]
"""What the random networks have in common with the one that is tested."""

RandomDraw = Callable[[], float]
"""Gives a number from 0, included, to 1."""

TieTreatment = Literal["merged", "apart"]
"""Whether all ties of a pair are one before they are rewired, or those of each kind are rewired on their own."""

IndexPair = tuple[int, int]
"""An arc by position; where ties have no direction, the lower position first."""

Layer = tuple[str, bool, list[IndexPair], list[float]]
"""Ties that are rewired together: the kind that they get, whether they have directions, the ties, their strengths."""

SWAPS_PER_TIE = 10
"""Exchanges that are tried for each tie of a random network (Milo et al. 2003 found 10 enough, 100 safe)."""

_DEFINITIONS: Mapping[Keep, Sayable] = {
    "degrees": message(
        "The probability that a random network with the same degrees has a figure as far from the middle."
    ),
    "sectors": message(
        "The probability that a random network with the same groups has a figure as far from the middle."
    ),
}
_SAME = 1e-9
_UNLIKELY = 0.05
_PARTS = 40
_QUANTILES = (0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975)


@dataclass(frozen=True, slots=True, kw_only=True)
class Permutation(Figure[float | None]):
    """The probability of a figure as far from the middle by chance alone (two-sided).

    `greater` and `less` are the one-sided ones. `mean`, `deviation` (standard, n-1) and `quantiles` are of the figures
    of the random networks; `drawn` is how many had one, `undefined` how many had none and were left out.
    """

    observed: float | None
    greater: float | None
    less: float | None
    mean: float | None
    deviation: float | None
    quantiles: Mapping[float, float]
    drawn: int
    undefined: int


def permutation_test(
    graph: Graph,
    measure: Callable[[Network], Figure[Any]],
    *,
    keep: Keep = "degrees",
    seed: int,
    draws: int = 999,
    by: str = "sector",
    kinds: TieTreatment = "merged",
    swaps: int = SWAPS_PER_TIE,
) -> Permutation:
    """Tell whether a figure could be chance: the share of random networks whose figure is as extreme.

    `keep="sectors"`: everyone stays tied as they are, and groups (`by`: `sector`, `region` or an attribute) are dealt
    out anew among the nodes of the same kind that have one, so that every group keeps its size.

    `keep="degrees"`: groups stay, and ties are exchanged (a-b, c-d become a-d, c-b) as long as no loop and no parallel
    tie comes of it, `swaps` tries for each tie; everyone keeps the number of those tied to, where directions count of
    those coming in and those going out. Mutual ties of a directed network are an arc each way, and rewired as such, so
    that reciprocity can be tested; three arcs in a ring may turn round, without which some networks are never reached.
    Before that, all ties of a pair become one (`kinds="merged"`, kind `tie`, their strengths summed), or all of one
    kind (`"apart"`, for what compares kinds); the observed figure is taken on the same merged network, without days.

    A p of one side is (1 + those as extreme) / (1 + draws), so never 0; of both sides twice the smaller one, at most 1.
    None where the measure gives none here. Draws without a figure are left out and counted.

    Source: Phipson & Smyth (2010); Davison & Hinkley (1997), chapter 4; the exchange of ties: Milo et al. (2003), and
    for the rings Rao, Jana & Bandyopadhyay (1996).

    Raises:
        InputError: if the value of the measure is no number, or there are no draws.
        UnknownName: if an option does not exist, or no node has the attribute.
    """
    check_choice(keep, Keep, in_context("option", "what is kept"))
    check_choice(kinds, TieTreatment, in_context("option", "kinds"))
    check_count(draws, in_context("option", "draws"))
    check_count(swaps, in_context("option", "swaps"))
    network = network_of(graph)
    random = Random(seed)  # noqa: S311 - random networks, no secrets
    if keep == "sectors":
        networks = dealt(network, by, groups(network, by), random.random)
    else:
        layers = _layers(network, kinds)
        networks = rewired(network, layers, swaps, random.random)
        network = _of_ties(network, layers)
    figure = measure(network)
    observed = _value(figure)
    found = [] if observed is None else [_value(measure(next(networks))) for _ in range(draws)]
    figures = sorted(each for each in found if each is not None)
    greater, less = _sides(observed, figures)
    both = None if greater is None or less is None else min(1.0, 2 * min(greater, less))
    mean = fmean(figures) if figures else None
    cuts = quantiles(figures, n=_PARTS, method="inclusive") if len(figures) > 1 else figures * (_PARTS - 1)
    shares = {share: cuts[round(share * _PARTS) - 1] for share in _QUANTILES} if figures else {}
    return Permutation(
        measure=f"permutation_test({figure.measure})",
        value=both,
        definition=_DEFINITIONS[keep],
        source="Phipson, B. & Smyth, G. K. (2010). Permutation p-values should never be zero. "
        "Statistical Applications in Genetics and Molecular Biology 9, 39",
        sentence=_said(observed, both, mean, shares, len(figures)),
        parameters={"keep": keep, "seed": seed, "draws": draws}
        | ({"by": by} if keep == "sectors" else {"kinds": kinds, "swaps": swaps}),
        observed=observed,
        greater=greater,
        less=less,
        mean=mean,
        deviation=stdev(figures) if len(figures) > 1 else None,
        quantiles=shares,
        drawn=len(figures),
        undefined=len(found) - len(figures),
    )


def drawn(many: int, count: int, seed: int) -> list[int]:
    """Draw so many of the positions 0 to n-1, none twice, in rising order; all where there are no more."""
    random = Random(seed)  # noqa: S311 - a sample, no secret
    places = list(range(many))
    for place in range(min(count, many)):
        other = place + pick(random.random, many - place)
        places[place], places[other] = places[other], places[place]
    return sorted(places[:count])


# --- figures ---------------------------------------------------------------------------------------------------------


def _value(figure: object) -> float | None:
    measure, value = (figure.measure, figure.value) if isinstance(figure, Figure) else ("measure", figure)
    if isinstance(figure, Figure) and value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, Real) or not isinstance(figure, Figure):
        found = message("{measure} gives {type}", measure=measure, type=type(value).__name__)
        raise InputError(Fault(None, found, expected=message("a measure whose value is a number")))
    return float(value)


def _sides(observed: float | None, figures: list[float]) -> tuple[float, float] | tuple[None, None]:
    """Return the probabilities of a figure as great and as small; what differs by rounding alone is the same."""
    if observed is None or not figures:
        return None, None
    same = _SAME * max(1.0, abs(observed))
    greater = sum(each >= observed - same for each in figures)
    less = sum(each <= observed + same for each in figures)
    return (1 + greater) / (1 + len(figures)), (1 + less) / (1 + len(figures))


def _said(
    observed: float | None, both: float | None, mean: float | None, quantiles: Mapping[float, float], count: int
) -> Sayable:
    if observed is None:
        return message("There is no figure here to test.")
    if both is None or mean is None:
        return message("No random network has such a figure.")
    return message(
        "Here {seen}; in {count} random networks {mean} on average, mostly from {low} to {high}: {chance} (p = {p}).",
        seen=Rounded(observed, 3),
        count=count,
        mean=Rounded(mean, 3),
        low=Rounded(quantiles[0.025], 3),
        high=Rounded(quantiles[0.975], 3),
        chance=message("hardly chance") if both < _UNLIKELY else message("may be chance"),
        p=Rounded(both, 3),
    )


# --- random networks -------------------------------------------------------------------------------------------------


def pick(chance: RandomDraw, many: int) -> int:
    """Pick one of the numbers from 0 to n-1."""
    return int(chance() * many)


def dealt(network: Network, by: str, labels: list[NodeLabel], chance: RandomDraw) -> Iterator[Network]:
    """Give networks whose groups are dealt out anew among the nodes of each kind that have one."""
    hands: dict[str, list[int]] = {}
    for place, (node, label) in enumerate(zip(network.nodes, labels, strict=True)):
        if label is not None:
            hands.setdefault("" if by == "kind" else node.kind, []).append(place)
    new = labels[:]
    while True:
        for hand in hands.values():
            for last in range(len(hand) - 1, 0, -1):
                one, other = hand[last], hand[pick(chance, last + 1)]
                new[one], new[other] = new[other], new[one]
        yield network.with_labels(by, new)


def rewired(network: Network, layers: list[Layer], swaps: int, chance: RandomDraw) -> Iterator[Network]:
    """Give networks whose ties have been exchanged, each anew from the layers as they are, `swaps` tries for a tie."""
    while True:
        new = [
            (kind, directed, exchanged(ties, swaps, chance, directed=directed), strengths)
            for kind, directed, ties, strengths in layers
        ]
        yield _of_ties(network, new)


def exchanged(ties: list[IndexPair], swaps: int, chance: RandomDraw, *, directed: bool) -> list[IndexPair]:
    """Exchange the ends of ties; every node keeps how many it has (directed: each way), no loop or double tie comes."""
    new = ties[:]
    at = {tie: index for index, tie in enumerate(new)}
    attempt = _attempt_arcs if directed else _attempt_ties
    for _ in range(swaps * len(new) if len(new) > 1 else 0):
        attempt(new, at, chance)
    return new


def _attempt_ties(ties: list[IndexPair], at: dict[IndexPair, int], chance: RandomDraw) -> None:
    i, j = pick(chance, len(ties)), pick(chance, len(ties))
    (a, b), (c, d) = ties[i], ties[j]
    if pick(chance, 2):
        c, d = d, c
    if a in {c, d} or b in {c, d}:
        return  # a loop, or nothing new
    first, second = (a, d) if a < d else (d, a), (c, b) if c < b else (b, c)
    if first not in at and second not in at:
        _replace(ties, at, {i: first, j: second})


def _attempt_arcs(ties: list[IndexPair], at: dict[IndexPair, int], chance: RandomDraw) -> None:
    i, j = pick(chance, len(ties)), pick(chance, len(ties))
    (a, b), (c, d) = ties[i], ties[j]
    if b == c:
        ring = at.get((d, a))  # a to b to d to a: turned round, which exchanges of two arcs may never reach
        if ring is not None and a != d and not {(b, a), (d, b), (a, d)} & at.keys():
            _replace(ties, at, {i: (b, a), j: (d, b), ring: (a, d)})
    elif a != d and (a, d) not in at and (c, b) not in at:
        _replace(ties, at, {i: (a, d), j: (c, b)})


def _replace(ties: list[IndexPair], at: dict[IndexPair, int], new: dict[int, IndexPair]) -> None:
    for index in new:
        del at[ties[index]]
    for index, tie in new.items():
        ties[index] = tie
        at[tie] = index


def _layers(network: Network, kinds: TieTreatment) -> list[Layer]:
    if kinds == "merged":
        return [_layer("tie", network)]
    return [_layer(kind, network.of_kinds([kind])) for kind in network.kinds]


def _layer(kind: str, network: Network) -> Layer:
    simple, strong = network.simple(None), network.simple("strength").out
    ties = [
        (one, other) for one, targets in enumerate(simple.out) for other in targets if simple.directed or one < other
    ]
    return kind, simple.directed, ties, [strong[one].get(other, 0.0) for one, other in ties]


def _of_ties(network: Network, layers: list[Layer]) -> Network:
    ids = network.ids
    edges = (
        Edge(ids[one], ids[other], kind, mutual=not directed, strength=weight)
        for kind, directed, ties, weights in layers
        for (one, other), weight in zip(ties, weights, strict=True)
    )
    return Network.of(network.nodes, edges, directed=network.directed)
