"""Who is the only way between others, and what is cut off when someone leaves.

All three figures are read from one walk through the network (`biconnected_components`), which is kept: asked on the
same `Network`, the second and third cost next to nothing. The walk is depth first and without recursion. Direction is
left aside: a tie either way is a way. Linear in nodes and ties (Tarjan 1972).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from partnership.messages import Message, Plural, Sayable, joined, list_some, message, plural
from partnership.network.figure import Figure
from partnership.network.measures.options import By, group_pairs, group_source, groups
from partnership.network.network import Network
from partnership.network.nodes import NodeId, NodeLabel
from partnership.network.phrases import PARTNERS, crowd, members_called, named, sentence
from partnership.network.sources import Graph, network_of
from partnership.values import uncollected

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
    ranked = sorted(fallen, key=lambda position: (-pairs_apart(fallen[position]), position))
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
    ids = network.ids
    bridges: list[tuple[tuple[int, int], tuple[int, int], int]] = []
    for upper, lower in found.ties:
        below, one, other = found.ends[lower] - lower, found.order[upper], found.order[lower]
        ties = found.tied[other].count(one)  # at the lower end, where each bridge has a list of its own
        (one, above), (other, below) = sorted(((one, len(found.group_of(upper)) - below), (other, below)))
        bridges.append(((one, other), (above, below), ties))
    bridges.sort(key=lambda bridge: (-bridge[1][0] * bridge[1][1], bridge[0]))
    named_ends = [(ids[one], ids[other]) for (one, other), _, _ in bridges]
    return Bridges(
        measure="bridges",
        value={ends: sides[0] * sides[1] for ends, (_, sides, _) in zip(named_ends, bridges, strict=True)},
        definition=message("Ties (all between the same two counted as one) whose loss would part the network in two."),
        source=_TARJAN,
        sentence=_bridges_said(network, named_ends),
        sides={ends: sides for ends, (_, sides, _) in zip(named_ends, bridges, strict=True)},
        ties={ends: ties for ends, (_, _, ties) in zip(named_ends, bridges, strict=True)},
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
        pairs[position] = pairs_apart(parts)
    ids = network.ids
    ranked = sorted(range(len(ids)), key=lambda position: (-pairs[position], position))
    alone, fallen = _alone(found), _parted_groups(found, groups(network, by))
    value = {ids[position]: pairs[position] for position in ranked}
    left = {ids[one]: tuple(ids[other] for other in alone[one]) for one in ranked if one in alone}
    parted = {ids[one]: fallen[one] for one in ranked if one in fallen}
    return ExitImpact(
        measure="exit_impact",
        value=value,
        definition=message("For each partner, how many pairs of others would have no way to each other if it left."),
        source=_OWN,
        sentence=_impact_said(network, value, left, parted),
        parameters={"by": group_source(by)},
        alone=left,
        ties={ids[position]: len(found.tied[position]) for position in ranked},
        groups=parted,
    )


# --- the walk --------------------------------------------------------------------------------------------------------


class BiconnectedComponents:
    """What a walk has found. Nodes are told by their number in the walk: `order[number]` is the position of one.

    The nodes of one group have numbers in a row, and so have those below a node: `number` up to `ends[number]`.
    """

    def __init__(self, tied: Sequence[Sequence[int]]) -> None:
        self.tied = tied
        """The positions of those to whom each is tied, by position; one as often as there are ties, whichever way."""
        self.order: list[int] = []
        self.parents: list[int] = []
        """The number above each; its own for the first of a group."""
        self.ends: list[int] = []
        self.groups: list[range] = []
        """The numbers of each group of nodes that ties hold together."""
        self.parts: dict[int, list[int]] = {}
        """For each node without whom some are cut off: the highest numbers in the parts that lie below it."""
        self.ties: list[tuple[int, int]] = []
        """Bridges, as the upper and the lower number."""
        self._numbers = [-1] * len(tied)
        self._reach: list[int] = []
        """The highest number to which ties lead from each or from below it, but for the one by which it was found."""
        for position in range(len(tied)):
            if self._numbers[position] < 0:
                self._walk(position)

    def _walk(self, first: int) -> None:
        """Number a group."""
        numbers, reach = self._numbers, self._reach
        path = [self._enter(first, len(self.order))]
        while path:
            number, ahead = path[-1]
            above = self.parents[number]
            for other in ahead:
                seen = numbers[other]
                if seen < 0:
                    path.append(self._enter(other, number))
                    break
                if seen < reach[number] and seen != above:
                    reach[number] = seen
            else:
                path.pop()
                self._leave(number, above)

    def _enter(self, position: int, above: int) -> tuple[int, Iterator[int]]:
        number = self._numbers[position] = len(self.order)
        self.order.append(position)
        self.parents.append(above)
        self.ends.append(0)
        self._reach.append(number)
        return number, iter(self.tied[position])

    def _leave(self, number: int, above: int) -> None:
        """Note what comes apart above a node when all below it is known."""
        self.ends[number] = len(self.order)
        if number == above:
            self.groups.append(range(number, self.ends[number]))
            if len(self.parts.get(number, ())) == 1:  # the first of a group cuts nothing off with one part alone
                del self.parts[number]
            return
        reached = self._reach[number]
        if reached >= above:
            self.parts.setdefault(above, []).append(number)
        if reached > above:
            self.ties.append((above, number))
        self._reach[above] = min(self._reach[above], reached)

    def group_of(self, number: int) -> range:
        """Return the numbers of the group in which a node is."""
        return self.groups[bisect_right(self.groups, number, key=lambda group: group.start) - 1]

    def cuts(self) -> Iterator[tuple[range, int]]:
        """Return each node without whom some are cut off, with its group."""
        return ((self.group_of(number), number) for number in self.parts)

    def ranges(self, number: int, group: range) -> Iterator[list[range]]:
        """Return the parts into which a group falls without one of it, each as ranges of numbers."""
        below = [range(child, self.ends[child]) for child in self.parts.get(number, ())]
        yield from ([part] for part in below)
        starts = [group.start, number + 1, *(part.stop for part in below)]
        stops = [number, *(part.start for part in below), group.stop]
        rest = [range(start, stop) for start, stop in zip(starts, stops, strict=True) if start < stop]
        if rest:
            yield rest


def biconnected_components(network: Network) -> BiconnectedComponents:
    """Return where a network would come apart; walked once for each network."""

    def walked() -> BiconnectedComponents:
        with uncollected():
            near: list[list[int]] = [[] for _ in network.ids]
            for one, other in zip(*network.ends, strict=True):
                if one != other:
                    near[one].append(other)
                    near[other].append(one)
            return BiconnectedComponents(near)

    found: BiconnectedComponents = network.keep("parting", walked)
    return found


def _parted_groups(
    found: BiconnectedComponents, labels: Sequence[NodeLabel]
) -> dict[int, tuple[tuple[NodeLabel, NodeLabel], ...]]:
    """Return, for each cut node, the pairs of groups that would have no way to each other without it.

    Which groups a part of the network holds is kept as bits.
    """
    known = [label for label in dict.fromkeys(labels) if label is not None]
    place = {label: at for at, label in enumerate(known)}
    of_number = [place.get(labels[position], -1) for position in found.order]
    members: list[list[int]] = [[] for _ in known]
    for number, at in enumerate(of_number):
        if at >= 0:
            members[at].append(number)

    def holds(at: int, numbers: range) -> bool:
        first = bisect_left(members[at], numbers.start)
        return first < len(members[at]) and members[at][first] < numbers.stop

    def mask(part: Sequence[range]) -> int:
        inside: set[int] = set()
        for numbers in part:
            if len(numbers) <= len(known):
                inside.update(of_number[numbers.start : numbers.stop])
            else:
                inside.update(at for at in range(len(known)) if holds(at, numbers))
        return sum(1 << at for at in inside if at >= 0)

    masks = Counter(mask([group]) for group in found.groups) if found.parts else Counter()
    parted: dict[int, tuple[tuple[NodeLabel, NodeLabel], ...]] = {}
    for group, number in found.cuts():
        own, inside = mask([group]), {mask(part) for part in found.ranges(number, group)}
        after = inside | {each for each, count in masks.items() if count > (each == own)}
        left = [at for at in range(len(known)) if any(each >> at & 1 for each in inside)]
        lost = [
            (known[one], known[other])
            for one, other in combinations(left, 2)
            if not any(each >> one & each >> other & 1 for each in after)
        ]
        if lost:
            parted[found.order[number]] = tuple(lost)
    return parted


def _fallen(found: BiconnectedComponents) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Return each cut node's position, and the sizes of the parts into which the rest of its group falls."""
    for group, number in found.cuts():
        sizes = (sum(map(len, part)) for part in found.ranges(number, group))
        yield found.order[number], tuple(sorted(sizes, reverse=True))


def pairs_apart(sizes: Sequence[int]) -> int:
    """Count the pairs that are in different parts, of the sizes of the parts."""
    return (sum(sizes) ** 2 - sum(size * size for size in sizes)) // 2


def _alone(found: BiconnectedComponents) -> dict[int, list[int]]:
    """Return whom each node would leave without a tie: those who are tied to it alone."""
    alone: dict[int, list[int]] = {}
    for position, near in enumerate(found.tied):
        if near and near.count(near[0]) == len(near):
            alone.setdefault(near[0], []).append(position)
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
    network: Network,
    value: Mapping[NodeId, int],
    alone: Mapping[NodeId, tuple[NodeId, ...]],
    parted: Mapping[NodeId, tuple[tuple[NodeLabel, NodeLabel], ...]],
) -> Sayable:
    losing = [id_ for id_, pairs in value.items() if pairs]
    if not losing:
        return message("Whoever leaves, no two others lose their way to each other.")
    pairs_of = _PAIRS_OF_PARTNERS if members_called(network) is PARTNERS else _PAIRS_OF_NODES
    lines: list[Sayable] = []
    for id_ in losing[:_FEW]:
        parts: list[Sayable] = [pairs_of.of(value[id_], name=network.name(id_))]
        if id_ in alone:
            parts.append(message("left alone: {who}", who=named(network, alone[id_])))
        if id_ in parted:
            apart = group_pairs(network, parted[id_])
            parts.append(message("groups with no way to each other: {groups}", groups=apart))
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
