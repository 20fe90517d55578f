"""By how many kinds of ties pairs are tied, and who could stand in for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeVar

from typing_extensions import override

from partnership.messages import Message, Rounded, Sayable, in_context, joined, message
from partnership.network.algorithms.likeness import Feature, Likeness
from partnership.network.figure import Figure
from partnership.network.kinds import kind_title
from partnership.network.measures.options import check
from partnership.network.network import Network
from partnership.network.nodes import NodeId
from partnership.network.optional import Engine, optional
from partnership.network.phrases import PAIRS, sentence
from partnership.network.sources import Graph, network_of

V = TypeVar("V")

_SHOWN = 100
"""Nodes up to which `repr` shows what is found for each."""

Many = Literal["kinds", "share"]
"""The mean number of kinds that tie a tied pair, or the share of tied pairs with two kinds or more."""

_DEFINITIONS = {
    "kinds": message("By how many kinds of ties a tied pair is tied, on average."),
    "share": message("The share of tied pairs with two kinds of ties or more."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiplexity(Figure[float | None]):
    """By how many kinds pairs are tied.

    `pairs` names the kinds for each tied pair (in the order of the nodes); `mean` and `share` are the two figures over
    all of them, `nodes` the mean over the pairs of each node (None for an isolate). `overlap` is, for two kinds, the
    share of the pairs tied by either that are tied by both (Jaccard).
    """

    pairs: Mapping[tuple[NodeId, NodeId], tuple[str, ...]]
    mean: float | None
    share: float | None
    nodes: Mapping[NodeId, float | None]
    overlap: Mapping[tuple[str, str], float]


def multiplexity(graph: Graph, *, method: Many = "kinds") -> Multiplexity:
    """Measure by how many kinds of ties a tied pair is tied: 1 or more on average (`method="kinds"`, the default).

    Or (`"share"`) which share of the tied pairs is tied by two kinds or more: 0 to 1. Such pairs hold when one tie
    ends. A pair is tied whichever way a tie points; two ties of one kind are one kind; loops are left out. None where
    nobody is tied.

    Source: Kivelä et al. (2014) for networks of several kinds; the figures are the library's own.

    Raises:
        UnknownName: if there is no such method.
    """
    check(method, Many, in_context("option", "method"))
    network = network_of(graph)
    tied, ids = _kinds_by_pair(network), network.ids
    several = sum(len(kinds) > 1 for kinds in tied.values())
    mean, share = (sum(map(len, tied.values())) / len(tied), several / len(tied)) if tied else (None, None)
    overlap = _overlap(tied)
    return Multiplexity(
        measure="multiplexity",
        value=mean if method == "kinds" else share,
        definition=_DEFINITIONS[method],
        source="partnership; Kivelä, M. et al. (2014). Multilayer networks. Journal of Complex Networks 2, 203-271",
        sentence=_held(len(tied), several, mean, overlap),
        parameters={"method": method},
        pairs={(ids[one], ids[other]): tuple(kinds) for (one, other), kinds in tied.items()},
        mean=mean,
        share=share,
        nodes=dict(zip(ids, _by_node(tied, len(ids)), strict=True)),
        overlap=overlap,
    )


Tied = Mapping[tuple[int, int], list[str]]
"""The kinds by which two nodes are tied; the lower position first."""


def _rows(network: Network) -> Iterator[tuple[int, int, int, bool]]:
    """Give the ends by position, the code of the kind and whether it is mutual, of each tie that is no loop."""
    columns = network.columns
    position = {place: number for number, place in enumerate(network.places)}
    for row in network.rows:
        one, other = columns.source[row], columns.target[row]
        if one != other:
            yield position[one], position[other], columns.kind[row], bool(columns.mutual[row])


def _kinds_by_pair(network: Network) -> Tied:
    found: dict[tuple[int, int], set[int]] = {}
    for one, other, kind, _ in _rows(network):
        found.setdefault((min(one, other), max(one, other)), set()).add(kind)
    kinds = network.columns.kinds
    return {ends: [kinds[code] for code in sorted(found[ends])] for ends in sorted(found)}


def _by_node(tied: Tied, count: int) -> list[float | None]:
    kinds, pairs = [0] * count, [0] * count
    for ends, by in tied.items():
        for end in ends:
            kinds[end] += len(by)
            pairs[end] += 1
    return [many / of if of else None for many, of in zip(kinds, pairs, strict=True)]


def _overlap(tied: Tied) -> dict[tuple[str, str], float]:
    alone: dict[str, int] = {}
    both: dict[frozenset[str], int] = {}
    for kinds in tied.values():
        for kind in kinds:
            alone[kind] = alone.get(kind, 0) + 1
        for two in combinations(kinds, 2):
            both[frozenset(two)] = both.get(frozenset(two), 0) + 1
    overlap: dict[tuple[str, str], float] = {}
    for one, other in combinations(sorted(alone), 2):
        together = both.get(frozenset((one, other)), 0)
        overlap[one, other] = together / (alone[one] + alone[other] - together)
    return overlap


def _held(tied: int, several: int, mean: float | None, overlap: Mapping[tuple[str, str], float]) -> Sayable:
    if mean is None:
        return message("Nobody is tied to anybody.")
    held = message(
        "Tied: {pairs}; kinds of ties for a pair on average: {mean}; pairs tied by two kinds or more: {several} "
        "({share:percent}).",
        pairs=PAIRS.of(tied),
        mean=Rounded(mean),
        several=several,
        share=several / tied,
    )
    if not any(overlap.values()):
        return held
    most = max(overlap, key=overlap.__getitem__)
    kinds = joined(map(kind_title, most), Message(" + "))
    return sentence(held, message("Most often together: {kinds} ({share:percent}).", kinds=kinds, share=overlap[most]))


class _ByNode(Mapping[NodeId, V]):
    """What is found for a node when it is read: all pairs at once could be as many as nodes squared."""

    __slots__ = ("_find", "_ids")

    def __init__(self, network: Network, find: Callable[[int], V]) -> None:
        self._ids = network.simple(None).positions
        self._find = find

    @override
    def __getitem__(self, id_: NodeId) -> V:
        return self._find(self._ids[id_])

    @override
    def __iter__(self) -> Iterator[NodeId]:
        return iter(self._ids)

    @override
    def __len__(self) -> int:
        return len(self._ids)

    @override
    def __repr__(self) -> str:
        return repr(dict(self)) if len(self) <= _SHOWN else f"<{len(self)} nodes>"


class _Named:
    """What is alike, by ids."""

    __slots__ = ("_ids", "_likeness")

    def __init__(self, ids: list[NodeId], likeness: Likeness) -> None:
        self._ids, self._likeness = ids, likeness

    def row(self, place: int) -> dict[NodeId, float]:
        return {self._ids[other]: overlap for other, overlap in self._likeness.row(place).items()}

    def nearest(self, place: int) -> tuple[NodeId, ...]:
        return tuple(self._ids[other] for other in self._likeness.nearest(place))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOverlap(Figure[Mapping[NodeId, dict[NodeId, float]]]):
    """Who has how much in common with whom: node, then other, the most similar first.

    `nearest` names those with whom each node has most in common (nobody where it has nothing in common with anybody).
    Both are counted for a node when it is read there, and each time anew: in a star everybody is like everybody else.
    """

    nearest: Mapping[NodeId, tuple[NodeId, ...]]


def role_overlap(graph: Graph, *, engine: Engine = "auto") -> RoleOverlap:
    """Measure who holds the same ties as whom, and so could stand in for it: 0 to 1, for each two that share any.

    Two nodes of one kind (partners, say) share a tie if they are tied to the same third one by the same kind in the
    same direction; the overlap is what they share, of all that either has (Jaccard), ties between the two left out.
    On `function_network` the third ones are functions, so that it is the overlap of duties. Parallel ties count once.
    The time grows with the squares of the numbers of ties of the third ones, the memory with ties alone; `engine` is
    `auto` (numpy where it is installed and helps) or `plain`, with the same result.

    Source: structural equivalence of Lorrain & White (1971), in the measure of Jaccard (1901).

    Raises:
        UnknownName: if there is no such engine.
    """
    np = optional("numpy", engine)
    network = network_of(graph)
    likeness = Likeness(_features(network), list(map(str, network.labels("kind"))))
    named = _Named(network.ids, likeness)
    return RoleOverlap(
        measure="role_overlap",
        value=_ByNode(network, named.row),
        definition=message("Of the ties that either of two nodes has to others, the share that both have alike."),
        source="Lorrain, F. & White, H. C. (1971). Structural equivalence of individuals in social networks. "
        "Journal of Mathematical Sociology 1, 49-80",
        sentence=_standing_in(network, likeness.best(np)),
        parameters={},
        nearest=_ByNode(network, named.nearest),
    )


def _features(network: Network) -> list[dict[Feature, None]]:
    features: list[dict[Feature, None]] = [{} for _ in range(len(network))]
    for one, other, kind, mutual in _rows(network):
        features[one][other, kind, 0 if mutual else 1] = None
        features[other][one, kind, 0 if mutual else -1] = None
    return features


def _standing_in(network: Network, best: list[tuple[int, float] | None]) -> Sayable:
    known = [(place, *found) for place, found in enumerate(best) if found is not None]
    if not known:
        return message("No two have a tie in common.")
    *ends, overlap = max(known, key=lambda entry: entry[2])
    names = joined([network.name(network.ids[int(place)]) for place in ends], Message(" – "))
    said = message("Most alike: {names} ({share:percent} of their ties in common).", names=names, share=overlap)
    alone = len(best) - len(known)
    if not alone:
        return said
    return sentence(
        said,
        message("Nodes with no tie in common with anybody, whom none could replace by its ties: {count}.", count=alone),
    )
