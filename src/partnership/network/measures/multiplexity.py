"""By how many kinds of ties pairs are tied, and who could stand in for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Literal, TypeVar

from typing_extensions import override

from partnership.errors import check_choice
from partnership.messages import Message, Rounded, Sayable, in_context, joined, message
from partnership.network.figure import Figure
from partnership.network.kinds import kind_title
from partnership.network.network import Network
from partnership.network.nodes import NodeId, NodeLabel
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
    check_choice(method, Many, in_context("option", "method"))
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
    for one, other, row in zip(*network.ends, network.rows, strict=True):
        if one != other:
            yield one, other, columns.kind[row], bool(columns.mutual[row])


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
    alone = Counter(kind for kinds in tied.values() for kind in kinds)
    both = Counter(tuple(sorted(two)) for kinds in tied.values() for two in combinations(kinds, 2))
    return {
        (one, other): both[one, other] / (alone[one] + alone[other] - both[one, other])
        for one, other in combinations(sorted(alone), 2)
    }


def _held(tied: int, several: int, mean: float | None, overlap: Mapping[tuple[str, str], float]) -> Sayable:
    if mean is None:
        return message("Nobody is tied to anybody.")
    held = message(
        "Tied: {pairs}; kinds of ties for a pair on average: {mean}; pairs tied by two kinds or more: {several} "
        "({share:percent}).",
    )
    held = held.given(pairs=PAIRS.of(tied), mean=Rounded(mean), several=several, share=several / tied)
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


Feature = tuple[int, int, int]
"""One tie of a node: to whom (by position), of which kind (its code), which way (0 mutual, 1 out, -1 in)."""


class _Likeness:
    """Who has how much in common with whom (Jaccard), one node at a time; only nodes of one kind are compared.

    Pairs are never kept: where a thousand hang on one hub, each is like all the others, and there are half a million
    pairs. The feature that is one node's tie to another has its counterpart among those of the other.
    """

    def __init__(self, network: Network) -> None:
        self._ids, kinds = network.ids, network.labels("kind")
        self._features: list[dict[Feature, None]] = [{} for _ in self._ids]
        for one, other, kind, mutual in _rows(network):
            self._features[one][other, kind, 0 if mutual else 1] = None
            self._features[other][one, kind, 0 if mutual else -1] = None
        holders: dict[tuple[NodeLabel, Feature], list[int]] = {}
        for place, own in enumerate(self._features):
            for feature in own:
                holders.setdefault((kinds[place], feature), []).append(place)
        self._sharing = [[holders[kinds[place], each] for each in own] for place, own in enumerate(self._features)]

    def found(self, place: int) -> dict[int, float]:
        """Return how alike a node is to each with whom it shares anything."""
        shared = Counter(chain.from_iterable(self._sharing[place]))
        del shared[place]
        own, size = self._features, len(self._features[place])
        found = {other: common / (size + len(own[other]) - common) for other, common in shared.items()}
        for other, ties in Counter(other for other, _, _ in own[place]).items():
            if other in shared:
                common = shared[other]
                found[other] = common / (size + len(own[other]) - 2 * ties - common)
        return found

    def row(self, place: int) -> dict[NodeId, float]:
        """Return the same by ids: the most alike first, then by position."""
        found = self.found(place)
        return {self._ids[other]: found[other] for other in sorted(found, key=lambda other: (-found[other], other))}

    def nearest(self, place: int) -> tuple[NodeId, ...]:
        """Return those to whom a node is most alike."""
        row = self.row(place)
        most = max(row.values(), default=0.0)
        return tuple(other for other, overlap in row.items() if overlap == most)

    def best(self) -> Iterator[tuple[float, int, int] | None]:
        """Give for each node the first of those to whom it is most alike, and how much; None where it is to none."""
        for place in range(len(self._ids)):
            found = self.found(place)
            most = max(found.values(), default=0.0)
            yield (most, place, min(each for each in found if found[each] == most)) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOverlap(Figure[Mapping[NodeId, dict[NodeId, float]]]):
    """Who has how much in common with whom: node, then other, the most similar first.

    `nearest` names those with whom each node has most in common (nobody where it has nothing in common with anybody).
    Both are counted for a node when it is read there, and each time anew: in a star everybody is like everybody else.
    """

    nearest: Mapping[NodeId, tuple[NodeId, ...]]


def role_overlap(graph: Graph) -> RoleOverlap:
    """Measure who holds the same ties as whom, and so could stand in for it: 0 to 1, for each two that share any.

    Two nodes of one kind (partners, say) share a tie if they are tied to the same third one by the same kind in the
    same direction; the overlap is what they share, of all that either has (Jaccard), ties between the two left out.
    On `function_network` the third ones are functions, so that it is the overlap of duties. Parallel ties count once.
    The time grows with the squares of the numbers of ties of the third ones, the memory with ties alone.

    Source: structural equivalence of Lorrain & White (1971), in the measure of Jaccard (1901).
    """
    network = network_of(graph)
    likeness = _Likeness(network)
    return RoleOverlap(
        measure="role_overlap",
        value=_ByNode(network, likeness.row),
        definition=message("Of the ties that either of two nodes has to others, the share that both have alike."),
        source="Lorrain, F. & White, H. C. (1971). Structural equivalence of individuals in social networks. "
        "Journal of Mathematical Sociology 1, 49-80",
        sentence=_standing_in(network, list(likeness.best())),
        parameters={},
        nearest=_ByNode(network, likeness.nearest),
    )


def _standing_in(network: Network, best: list[tuple[float, int, int] | None]) -> Sayable:
    known = [found for found in best if found is not None]
    if not known:
        return message("No two have a tie in common.")
    overlap, *ends = max(known, key=lambda found: found[0])
    names = joined([network.name(network.ids[place]) for place in ends], Message(" – "))
    said = message("Most alike: {names} ({share:percent} of their ties in common).", names=names, share=overlap)
    alone = len(best) - len(known)
    if not alone:
        return said
    return sentence(
        said,
        message("Nodes with no tie in common with anybody, whom none could replace by its ties: {count}.", count=alone),
    )
