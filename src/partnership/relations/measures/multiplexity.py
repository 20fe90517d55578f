"""By how many kinds of ties pairs are tied, and who could stand in for whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from partnership.relations.figure import Figure
from partnership.relations.kinds import kind_title
from partnership.relations.measures.options import check
from partnership.relations.network import Network
from partnership.relations.nodes import NodeId
from partnership.relations.saying import PAIRS, Pair, counted, joined, number, pair, percent, text
from partnership.relations.taking import Graph, network_of
from partnership.values import Text

Many = Literal["kinds", "share"]
"""The mean number of kinds that tie a tied pair, or the share of tied pairs with two kinds or more."""

_DEFINITIONS = {
    "kinds": Text.of(
        "By how many kinds of ties a tied pair is tied, on average.",
        "Сколько видов связей приходится в среднем на связанную пару.",
    ),
    "share": Text.of(
        "The share of tied pairs with two kinds of ties or more.",
        "Доля связанных пар, у которых не меньше двух видов связей.",
    ),
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
    check(method, Many, Text.of("method", "способ"))
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
        sentence=text(_held(len(tied), several, mean, overlap)),
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


def _held(tied: int, several: int, mean: float | None, overlap: Mapping[tuple[str, str], float]) -> Pair:
    if mean is None:
        return "Nobody is tied to anybody.", "Никто ни с кем не связан."
    shown, share, pairs = number(mean), percent(several / tied), counted(tied, PAIRS)
    en = f"Tied: {pairs[0]}; kinds of ties for a pair on average: {shown[0]}"
    ru = f"Связано: {pairs[1]}; в среднем видов связей на пару: {shown[1]}"
    en += f"; pairs tied by two kinds or more: {several} ({share[0]})."
    ru += f"; пар с двумя видами и больше: {several} ({share[1]})."
    if any(overlap.values()):
        most = max(overlap, key=overlap.__getitem__)
        kinds, much = joined([pair(kind_title(kind)) for kind in most], " + ", " + "), percent(overlap[most])
        en += f" Most often together: {kinds[0]} ({much[0]})."
        ru += f" Чаще всего вместе: {kinds[1]} ({much[1]})."
    return en, ru


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOverlap(Figure[dict[NodeId, dict[NodeId, float]]]):
    """Who has how much in common with whom: node, then other, the most similar first.

    `nearest` names those with whom each node has most in common (nobody where it has nothing in common with anybody).
    """

    nearest: Mapping[NodeId, tuple[NodeId, ...]]


Feature = tuple[int, int, int]
"""One tie of a node: to whom (by position), of which kind (its code), which way (0 mutual, 1 out, -1 in)."""


def role_overlap(graph: Graph) -> RoleOverlap:
    """Measure who holds the same ties as whom, and so could stand in for it: 0 to 1, for each two that share any.

    Two nodes of one kind (partners, say) share a tie if they are tied to the same third one by the same kind in the
    same direction; the overlap is what they share, of all that either has (Jaccard), ties between the two left out.
    On `function_network` the third ones are functions, so that it is the overlap of duties. Parallel ties count once.
    The cost grows with the squares of the numbers of ties of the third ones.

    Source: structural equivalence of Lorrain & White (1971), in the measure of Jaccard (1901).
    """
    network = network_of(graph)
    found = _jaccard(_features(network), [node.kind for node in network.nodes])
    value: dict[NodeId, dict[NodeId, float]] = {}
    nearest: dict[NodeId, tuple[NodeId, ...]] = {}
    ids = network.ids
    for id_, others in zip(ids, found, strict=True):
        order = sorted(others, key=lambda other: (-others[other], other))
        value[id_] = {ids[other]: others[other] for other in order}
        nearest[id_] = tuple(ids[other] for other in order if others[other] == others[order[0]])
    return RoleOverlap(
        measure="role_overlap",
        value=value,
        definition=Text.of(
            "Of the ties that either of two nodes has to others, the share that both have alike.",
            "Доля связей, одинаковых у двух узлов, среди всех связей того и другого с остальными.",
        ),
        source="Lorrain, F. & White, H. C. (1971). Structural equivalence of individuals in social networks. "
        "Journal of Mathematical Sociology 1, 49-80",
        sentence=text(_standing_in(network, value, nearest)),
        parameters={},
        nearest=nearest,
    )


def _features(network: Network) -> list[dict[Feature, None]]:
    features: list[dict[Feature, None]] = [{} for _ in range(len(network))]
    for one, other, kind, mutual in _rows(network):
        features[one][other, kind, 0 if mutual else 1] = None
        features[other][one, kind, 0 if mutual else -1] = None
    return features


def _jaccard(features: list[dict[Feature, None]], kinds: list[str]) -> list[dict[int, float]]:
    holders: dict[Feature, list[int]] = {}
    for place, own in enumerate(features):
        for feature in own:
            holders.setdefault(feature, []).append(place)
    shared: dict[tuple[int, int], int] = {}
    for places in holders.values():
        for two in combinations(places, 2):
            if kinds[two[0]] == kinds[two[1]]:
                shared[two] = shared.get(two, 0) + 1
    found: list[dict[int, float]] = [{} for _ in kinds]
    for (one, other), common in shared.items():
        either = _to_others(features[one], other) + _to_others(features[other], one) - common
        found[one][other] = found[other][one] = common / either
    return found


def _to_others(features: dict[Feature, None], but: int) -> int:
    return sum(feature[0] != but for feature in features)


def _standing_in(
    network: Network, value: Mapping[NodeId, Mapping[NodeId, float]], nearest: Mapping[NodeId, tuple[NodeId, ...]]
) -> Pair:
    best = [(id_, others[0], value[id_][others[0]]) for id_, others in nearest.items() if others]
    if not best:
        return "No two have a tie in common.", "Общих связей нет ни у каких двух."
    one, other, overlap = max(best, key=lambda entry: entry[2])
    names = joined([pair(network.name(id_)) for id_ in (one, other)], " – ", " – ")
    alone, share = sum(not others for others in nearest.values()), percent(overlap)
    en = f"Most alike: {names[0]} ({share[0]} of their ties in common)."
    ru = f"Больше всего похожи: {names[1]} (общих связей {share[1]})."
    if alone:
        en += f" Nodes with no tie in common with anybody, whom none could replace by its ties: {alone}."
        ru += f" Узлов, у которых нет общих связей ни с кем и которых по связям некому заменить: {alone}."
    return en, ru
