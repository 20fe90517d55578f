"""Random networks that keep something of one that is known. Where chance comes from is the caller's affair."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from partnership.network.network import Edge, Network
from partnership.network.nodes import NodeLabel

RandomDraw = Callable[[], float]
"""Gives a number from 0, included, to 1."""

TieTreatment = Literal["merged", "apart"]
"""Whether all ties of a pair are one before they are rewired, or those of each kind are rewired on their own."""

IndexPair = tuple[int, int]
"""An arc by position; where ties have no direction, the lower position first."""

Layer = tuple[str, bool, list[IndexPair], list[float]]
"""Ties that are rewired together: the kind that they get, whether they have directions, the ties, their strengths."""


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


def merged(network: Network, kinds: TieTreatment) -> Network:
    """Return the network with one tie for all of a pair, or for all of a kind: where the random ones start from."""
    return _of_ties(network, _layers(network, kinds))


def rewired(network: Network, kinds: TieTreatment, swaps: int, chance: RandomDraw) -> Iterator[Network]:
    """Give networks whose ties have been exchanged, each anew from the network as it is, `swaps` tries for a tie."""
    layers = _layers(network, kinds)
    while True:
        yield _of_ties(
            network,
            [
                (kind, directed, exchanged(ties, swaps, chance, directed=directed), weights)
                for kind, directed, ties, weights in layers
            ],
        )


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
