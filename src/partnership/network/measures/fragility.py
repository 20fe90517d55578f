"""Who is the only way between others, and what is cut off when someone leaves.

All three figures are read from one walk through the network (`biconnected_components`), which is kept: asked on the
same `Network`, the second and third cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from partnership.messages import Message, Plural, Sayable, joined, message, plural
from partnership.network.algorithms.biconnected import BiconnectedComponents, biconnected_components
from partnership.network.figure import Figure
from partnership.network.measures.apart import Apart
from partnership.network.measures.options import By, group_source
from partnership.network.measures.options import groups as labels_of
from partnership.network.measures.titles import group_pairs
from partnership.network.network import Network
from partnership.network.nodes import NodeId, NodeLabel
from partnership.network.phrases import PARTNERS, crowd, list_some, members, named, sentence
from partnership.network.sources import Graph, network_of

_TARJAN = (
    "Tarjan, R. (1972). Depth-first search and linear graph algorithms. SIAM Journal on Computing 1(2), 146-160. "
    "Who counts as cut partner: partnership, as its gates do"
)
_OWN = "partnership; after Borgatti, S. P. (2006). Identifying sets of key players in a social network. CMOT 12, 21-34"
_WITHOUT = Plural(
    "without {name}, {others} others fall into {count} part", "without {name}, {others} others fall into {count} parts"
)
_FEW = 3

TieEnds = tuple[NodeId, NodeId]
"""Two who are tied, in the order of the network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutPartners(Figure[Mapping[NodeId, int]]):
    """Each cut partner with the number of groups that it holds together; `parts` tells their sizes, largest first."""

    parts: Mapping[NodeId, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridges(Figure[Mapping[TieEnds, int]]):
    """Each bridge with the pairs of nodes that its loss would part.

    `sides` tells how many are on the side of each end, `ties` how many parallel ties the bridge is made of: with more
    than one it is lost only when all of them are.
    """

    sides: Mapping[TieEnds, tuple[int, int]]
    ties: Mapping[TieEnds, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitImpact(Figure[Mapping[NodeId, int]]):
    """Each node with the pairs of others that are cut off from each other if it leaves, most first.

    `alone`: who would be left without any tie. `ties`: how many ties to others it has, parallel ones counted. `groups`:
    pairs of groups (sectors) of which some had a way to each other, and none would. `alone` and `groups` name only
    those who leave such a loss behind.
    """

    alone: Mapping[NodeId, tuple[NodeId, ...]]
    ties: Mapping[NodeId, int]
    groups: Mapping[NodeId, tuple[tuple[NodeLabel, NodeLabel], ...]]


def cut_partners(graph: Graph) -> CutPartners:
    """Return the nodes whose going splits those left into more groups, those who part most pairs first.

    Direction and parallel ties make no difference. Linear in nodes and ties; after one of the others of this file on
    the same network, in the nodes alone.
    """
    network = network_of(graph)
    fallen = dict(_fallen(biconnected_components(network)))
    ids = network.ids
    ranked = sorted(fallen, key=lambda position: (-_parted(fallen[position]), position))
    parts = {ids[position]: fallen[position] for position in ranked}
    return CutPartners(
        measure="cut_partners",
        value={id_: len(sizes) for id_, sizes in parts.items()},
        definition=message("Partners without whom those left fall into more parts than before."),
        source=_TARJAN,
        sentence=_cut_said(network, parts),
        parts=parts,
    )


def bridges(graph: Graph) -> Bridges:
    """Return the ties whose loss would split a group in two, those that part most pairs first.

    Parallel ties between two nodes are one here. Linear as `cut_partners`.
    """
    network = network_of(graph)
    found = biconnected_components(network)
    sides: dict[tuple[int, int], tuple[int, int]] = {}
    ties: dict[tuple[int, int], int] = {}
    for upper, lower in found.ties:
        below = found.ends[lower] - lower
        above = len(found.group_of(upper)) - below
        one, other = found.order[upper], found.order[lower]
        ends = min(one, other), max(one, other)
        sides[ends] = (above, below) if one < other else (below, above)
        ties[ends] = found.tied[other].count(one)  # at the lower end, where each bridge has a list of its own
    ranked = sorted(sides, key=lambda ends: (-sides[ends][0] * sides[ends][1], ends))
    ids = network.ids
    named_ends = {ends: (ids[ends[0]], ids[ends[1]]) for ends in ranked}
    return Bridges(
        measure="bridges",
        value={named_ends[ends]: sides[ends][0] * sides[ends][1] for ends in ranked},
        definition=message("Ties (all between the same two counted as one) whose loss would part the network in two."),
        source=_TARJAN,
        sentence=_bridges_said(network, [named_ends[ends] for ends in ranked]),
        sides={named_ends[ends]: sides[ends] for ends in ranked},
        ties={named_ends[ends]: ties[ends] for ends in ranked},
    )


def exit_impact(graph: Graph, *, by: By = "sector") -> ExitImpact:
    """Return, for every node at once, what is cut off if it leaves; most pairs first, then in the order of the network.

    `by` tells the groups whose ways to each other are watched: `sector`, `region`, `kind`, an attribute, or a mapping.
    Linear in nodes and ties; each cut node costs besides what its parts and the groups in them are.

    Raises:
        UnknownName: if no node has the attribute named by `by`.
    """
    network = network_of(graph)
    found = biconnected_components(network)
    pairs = [0] * len(network)
    for position, parts in _fallen(found):
        pairs[position] = _parted(parts)
    ids = network.ids
    ranked = sorted(range(len(ids)), key=lambda position: (-pairs[position], position))
    alone, groups = _alone(found), Apart(found, labels_of(network, by)).parted()
    value = {ids[position]: pairs[position] for position in ranked}
    left = {ids[one]: tuple(ids[other] for other in sorted(alone[one])) for one in ranked if one in alone}
    parted = {ids[one]: groups[one] for one in ranked if one in groups}
    return ExitImpact(
        measure="exit_impact",
        value=value,
        definition=message("For each partner, how many pairs of others would have no way to each other if it left."),
        source=_OWN,
        sentence=_impact_said(graph, network, value, left, parted),
        parameters={"by": group_source(by)},
        alone=left,
        ties={ids[position]: len(found.tied[position]) for position in ranked},
        groups=parted,
    )


# --- parts -----------------------------------------------------------------------------------------------------------


def _fallen(found: BiconnectedComponents) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Return each cut node's position, and the sizes of the parts into which the rest of its group falls."""
    for group, number in found.cuts():
        sizes = [found.ends[child] - child for child in found.parts[number]]
        rest = len(group) - 1 - sum(sizes)
        if rest:
            sizes.append(rest)
        yield found.order[number], tuple(sorted(sizes, reverse=True))


def _parted(sizes: tuple[int, ...]) -> int:
    return (sum(sizes) ** 2 - sum(size * size for size in sizes)) // 2


def _alone(found: BiconnectedComponents) -> dict[int, list[int]]:
    """Return whom each node would leave without a tie: those who are tied to it alone."""
    alone: dict[int, list[int]] = {}
    for group, number in found.cuts():
        left = [part[0][0] for part in found.ranges(number, group) if sum(map(len, part)) == 1]
        if left:
            alone[found.order[number]] = [found.order[other] for other in left]
    for group in found.groups:
        if len(group) == len(("one", "other")):
            one, other = (found.order[number] for number in group)
            alone[one], alone[other] = [other], [one]
    return alone


# --- in words --------------------------------------------------------------------------------------------------------


def _cut_said(network: Network, parts: Mapping[NodeId, tuple[int, ...]]) -> Sayable:
    if not parts:
        return message("Nobody is the only way between others: whoever leaves, the rest keep the ways that they have.")
    first = [
        _WITHOUT.of(len(sizes), name=network.name(id_), others=sum(sizes)) for id_, sizes in list(parts.items())[:_FEW]
    ]
    return plural(
        "{who} of {all} is the only way between others: {first}.",
        "{who} of {all} are the only way between others: {first}.",
        len(parts),
        who=crowd(network, len(parts)),
        all=len(network),
        first=list_some(first, len(parts)),
    )


def _bridges_said(network: Network, found: Sequence[TieEnds]) -> Sayable:
    if not found:
        return message("No tie is a bridge: none is the only way between two parts of the network.")
    ends = [joined(map(network.name, tie), Message(" – ")) for tie in found[:_FEW]]
    return plural(
        "{count} tie is a bridge, the only way between two parts of the network: {first}.",
        "{count} ties are bridges, the only way between two parts of the network: {first}.",
        len(found),
        first=list_some(ends, len(found)),
    )


def _impact_said(
    graph: Graph,
    network: Network,
    value: Mapping[NodeId, int],
    alone: Mapping[NodeId, tuple[NodeId, ...]],
    parted: Mapping[NodeId, tuple[tuple[NodeLabel, NodeLabel], ...]],
) -> Sayable:
    losing = [id_ for id_, pairs in value.items() if pairs]
    if not losing:
        return message("Whoever leaves, no two others lose their way to each other.")
    pairs_of = _PAIRS_OF_PARTNERS if members(network) is PARTNERS else _PAIRS_OF_NODES
    lines: list[Sayable] = []
    for id_ in losing[:_FEW]:
        parts: list[Sayable] = [pairs_of.of(value[id_], name=network.name(id_))]
        if id_ in alone:
            parts.append(message("left alone: {who}", who=named(network, alone[id_])))
        if id_ in parted:
            parts.append(message("groups with no way to each other: {groups}", groups=group_pairs(graph, parted[id_])))
        lines.append(joined(parts, Message("; ")))
    more = len(losing) - len(lines)
    if more:
        lines.append(message("The leave of any of {more} more would cut ways between others, too", more=more))
    return sentence(*[Message("{line}.", {"line": line}) for line in lines])


_PAIRS_OF_PARTNERS = Plural(
    "Without {name}, {count} pair of partners has no way to each other",
    "Without {name}, {count} pairs of partners have no way to each other",
)
_PAIRS_OF_NODES = Plural(
    "Without {name}, {count} pair of nodes has no way to each other",
    "Without {name}, {count} pairs of nodes have no way to each other",
)
