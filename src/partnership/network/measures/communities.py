"""Circles whose members are tied more closely to each other than to the rest, and whether they follow the sectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb

from partnership.messages import Message, Rounded, Sayable, joined, listed, message
from partnership.network.figure import Figure
from partnership.network.measures.options import groups
from partnership.network.measures.significance import Permutation, permutation_test
from partnership.network.network import Network
from partnership.network.nodes import NodeId
from partnership.network.phrases import sentence
from partnership.network.sources import Graph, network_of

_CLEAR = 0.3
"""The modularity from which circles stand apart clearly (Newman & Girvan 2004)."""
_UNLIKELY = 0.05
_SOURCE = (
    "Blondel, V. D., Guillaume, J.-L., Lambiotte, R. & Lefebvre, E. (2008). Fast unfolding of communities in large "
    "networks. Journal of Statistical Mechanics P10008"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Communities(Figure[dict[NodeId, int | None]]):
    """The number of each node's circle, the largest being 1; None for who is tied to nobody.

    `members` are those of each circle; `modularity` is the share of ties inside circles beyond what chance would give.
    `agreement` of the circles with the sectors is 1 where they are the same, about 0 by chance (adjusted Rand index);
    `chance` tells how likely that is, None where there is nothing to compare. `verdict` says in words whether there are
    such circles, `of_sectors` whether they follow the sectors (None where that is not known), `figures` says both in
    numbers.
    """

    members: tuple[tuple[NodeId, ...], ...]
    modularity: float | None
    agreement: float | None
    chance: Permutation
    verdict: Sayable
    of_sectors: Sayable | None
    figures: Sayable


def communities(graph: Graph, *, seed: int, by: str = "sector", draws: int = 999) -> Communities:
    """Find the circles that are tied most closely inside, and test whether they follow the sectors (or `by`).

    By Louvain's method as networkx has it, on the ties of each pair counted either way: the same `seed` gives the same
    circles. For the test sectors are dealt out anew among the partners, `draws` times.

    Source: Blondel et al. (2008); agreement: Hubert & Arabie (1985).

    Raises:
        InputError: if there are no draws.
        UnknownName: if no node has the attribute.
    """
    network = network_of(graph)
    members, modularity = _found(network, seed)
    number = {place: group for group, places in enumerate(members, 1) for place in places}
    numbers = [number.get(place) for place in range(len(network))]

    def agreed(dealt: Network) -> Figure[float | None]:
        value = _agreement(numbers, groups(dealt, by))
        definition = message("How far two ways of grouping agree: 1 wholly, 0 as by chance (adjusted Rand index).")
        return Figure(measure="agreement", value=value, definition=definition, source=_SOURCE, sentence=definition)

    sizes = [len(places) for places in members]
    chance = permutation_test(network, agreed, keep="sectors", seed=seed, draws=draws, by=by)
    verdict = _verdict(_between(network, number), sizes, modularity)
    of_sectors = _of_sectors(chance) if len(sizes) > 1 else None
    figures = _figures(sizes, modularity, chance, by)
    return Communities(
        measure="communities",
        value=dict(zip(network.ids, numbers, strict=True)),
        definition=message("Circles whose members have more ties with each other than chance would give them."),
        source=_SOURCE,
        sentence=Message(
            "{said} ({figures})", {"said": sentence(*filter(None, (of_sectors, verdict))), "figures": figures}
        ),
        parameters={"seed": seed, "by": by, "draws": draws, "weight": "count"},
        members=tuple(tuple(network.ids[place] for place in places) for places in members),
        modularity=modularity,
        agreement=chance.observed,
        chance=chance,
        verdict=verdict,
        of_sectors=of_sectors,
        figures=figures,
    )


def _found(network: Network, seed: int) -> tuple[list[list[int]], float | None]:
    """Return the places of each circle's members, the largest circle first, and the modularity of them all.

    Nodes go to networkx as numbers: sets of these come in the same order whatever the hash seed.
    """
    import networkx as nx

    counts = Counter((min(ends), max(ends)) for ends in zip(*network.ends, strict=True) if ends[0] != ends[1])
    tied = nx.Graph()
    tied.add_nodes_from(sorted({end for pair in counts for end in pair}))
    tied.add_weighted_edges_from((one, other, count) for (one, other), count in sorted(counts.items()))
    if not counts:
        return [], None
    found = [sorted(each) for each in nx.community.louvain_communities(tied, seed=seed)]
    return sorted(found, key=lambda each: (-len(each), each)), nx.community.modularity(tied, found)


def _agreement(one: Sequence[Hashable | None], other: Sequence[Hashable | None]) -> float | None:
    """Return the adjusted Rand index of two ways of grouping those whom both group; None where either is trivial."""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    both = _together(pairs)
    left, right = _together(a for a, _ in pairs), _together(b for _, b in pairs)
    possible = comb(len(pairs), 2)
    if not possible or left in {0, possible} or right in {0, possible}:
        return None
    expected = left * right / possible
    return (both - expected) / ((left + right) / 2 - expected)


def _together(labels: Iterable[Hashable]) -> int:
    return sum(comb(count, 2) for count in Counter(labels).values())


def _between(network: Network, number: Mapping[int, int]) -> tuple[int, int]:
    """Count the ties between circles, and all ties; one of a node with itself is none."""
    ends = [(one, other) for one, other in zip(*network.ends, strict=True) if one != other]
    return sum(number[one] != number[other] for one, other in ends), len(ends)


def _verdict(between: tuple[int, int], sizes: list[int], modularity: float | None) -> Sayable:
    """Say in words whether there are any circles to speak of."""
    if modularity is None:
        return message("Nobody is tied to anybody yet.")
    if len(sizes) == 1:
        return message("No circles stand apart: all are tied about alike.")
    apart = (
        message("The {count} circles stand apart: only {between} of {all} ties run between them.")
        if modularity >= _CLEAR
        else message("The {count} circles hardly stand apart: {between} of {all} ties run between them.")
    )
    return apart.given(count=len(sizes), between=between[0], all=between[1])


def _of_sectors(chance: Permutation) -> Sayable | None:
    """Say in words whether the circles follow the sectors."""
    if chance.observed is None or chance.value is None or chance.mean is None:
        return None
    if chance.value >= _UNLIKELY:
        return message("Who works closely together does not depend on the sector.")
    if chance.observed > chance.mean:
        return message("Those who work closely together are mostly of the same sector.")
    return message("Those who work closely together are mostly of different sectors.")


def _figures(sizes: list[int], modularity: float | None, chance: Permutation, by: str) -> Sayable:
    """Say the same in figures."""
    if modularity is None:
        return message("no ties")
    found = message("circles of {sizes}, modularity {value}", sizes=listed(sizes), value=Rounded(modularity))
    if chance.observed is None or chance.value is None:
        return found
    agreed = message("agreement with {by}: {agreement} (p = {p})", by=message("the sectors") if by == "sector" else by)
    figures = agreed.given(agreement=Rounded(chance.observed), p=Rounded(chance.value, 3))
    return joined([found, figures], Message("; "))
