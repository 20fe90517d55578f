"""Who is the only way between others, and what is cut off when someone leaves.

All three figures are read from one walk through the network (`parting`), which is kept: asked on the same `Network`,
the second and third cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from partnership.relations.algorithms.parting import Parting, parting
from partnership.relations.figure import Figure
from partnership.relations.measures.apart import Apart
from partnership.relations.measures.options import By, said
from partnership.relations.measures.options import groups as labels_of
from partnership.relations.measures.titles import group_pairs
from partnership.relations.network import Network
from partnership.relations.nodes import Label, NodeId
from partnership.relations.saying import (
    PAIRS,
    TIES,
    Forms,
    Pair,
    counted,
    crowd,
    joined,
    listed,
    members,
    named,
    pair,
    sentence,
    text,
)
from partnership.relations.taking import Graph, network_of
from partnership.values import Text

_TARJAN = (
    "Tarjan, R. (1972). Depth-first search and linear graph algorithms. SIAM Journal on Computing 1(2), 146-160. "
    "Who counts as cut partner: partnership, as its gates do"
)
_OWN = "partnership; after Borgatti, S. P. (2006). Identifying sets of key players in a social network. CMOT 12, 21-34"
_INTO_PARTS: Forms = ("part", "parts", "часть", "части", "частей")
_FEW = 3

Tie = tuple[NodeId, NodeId]
"""Two who are tied, in the order of the network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutPartners(Figure[Mapping[NodeId, int]]):
    """Each cut partner with the number of groups that it holds together; `parts` tells their sizes, largest first."""

    parts: Mapping[NodeId, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridges(Figure[Mapping[Tie, int]]):
    """Each bridge with the pairs of nodes that its loss would part.

    `sides` tells how many are on the side of each end, `ties` how many parallel ties the bridge is made of: with more
    than one it is lost only when all of them are.
    """

    sides: Mapping[Tie, tuple[int, int]]
    ties: Mapping[Tie, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitImpact(Figure[Mapping[NodeId, int]]):
    """Each node with the pairs of others that are cut off from each other if it leaves, most first.

    `alone`: who would be left without any tie. `ties`: how many ties to others it has, parallel ones counted. `groups`:
    pairs of groups (sectors) of which some had a way to each other, and none would. `alone` and `groups` name only
    those who leave such a loss behind.
    """

    alone: Mapping[NodeId, tuple[NodeId, ...]]
    ties: Mapping[NodeId, int]
    groups: Mapping[NodeId, tuple[tuple[Label, Label], ...]]


def cut_partners(graph: Graph) -> CutPartners:
    """Return the nodes whose going splits those left into more groups, those who part most pairs first.

    Direction and parallel ties make no difference. Linear in nodes and ties; after one of the others of this file on
    the same network, in the nodes alone.
    """
    network = network_of(graph)
    fallen = dict(_fallen(parting(network)))
    ids = network.ids
    ranked = sorted(fallen, key=lambda position: (-_parted(fallen[position]), position))
    parts = {ids[position]: fallen[position] for position in ranked}
    return CutPartners(
        measure="cut_partners",
        value={id_: len(sizes) for id_, sizes in parts.items()},
        definition=Text.of(
            "Partners without whom those left fall into more parts than before.",
            "Партнёры, без которых остальные распадаются на большее число частей, чем прежде.",
        ),
        source=_TARJAN,
        sentence=text(_cut_said(network, parts)),
        parts=parts,
    )


def bridges(graph: Graph) -> Bridges:
    """Return the ties whose loss would split a group in two, those that part most pairs first.

    Parallel ties between two nodes are one here. Linear as `cut_partners`.
    """
    network = network_of(graph)
    found = parting(network)
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
        definition=Text.of(
            "Ties (all between the same two counted as one) whose loss would part the network in two.",
            "Связи (все связи одной пары считаются за одну), потеря которых разделила бы сеть надвое.",
        ),
        source=_TARJAN,
        sentence=text(_bridges_said(network, [named_ends[ends] for ends in ranked])),
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
    found = parting(network)
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
        definition=Text.of(
            "For each partner, how many pairs of others would have no way to each other if it left.",
            "Для каждого партнёра: сколько пар остальных потеряли бы путь друг к другу, если бы он ушёл.",
        ),
        source=_OWN,
        sentence=text(_impact_said(graph, network, value, left, parted)),
        parameters={"by": said(by)},
        alone=left,
        ties={ids[position]: len(found.tied[position]) for position in ranked},
        groups=parted,
    )


# --- parts -----------------------------------------------------------------------------------------------------------


def _fallen(found: Parting) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Return each cut node's position, and the sizes of the parts into which the rest of its group falls."""
    for group, number in found.cuts():
        sizes = [found.ends[child] - child for child in found.parts[number]]
        rest = len(group) - 1 - sum(sizes)
        if rest:
            sizes.append(rest)
        yield found.order[number], tuple(sorted(sizes, reverse=True))


def _parted(sizes: tuple[int, ...]) -> int:
    return (sum(sizes) ** 2 - sum(size * size for size in sizes)) // 2


def _alone(found: Parting) -> dict[int, list[int]]:
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


def _cut_said(network: Network, parts: Mapping[NodeId, tuple[int, ...]]) -> Pair:
    if not parts:
        return (
            "Nobody is the only way between others: whoever leaves, the rest keep the ways that they have.",
            "Никто не служит единственным путём между другими: кто бы ни ушёл, у остальных пути друг к другу остаются.",
        )
    first = []
    for id_, sizes in list(parts.items())[:_FEW]:
        name, into = pair(network.name(id_)), counted(len(sizes), _INTO_PARTS)
        first.append(
            (
                f"without {name[0]}, {sum(sizes)} others fall into {into[0]}",
                f"если уйдёт {name[1]}, остальные ({sum(sizes)}) распадутся на {into[1]}",
            )
        )
    shown, who = listed(first, len(parts)), crowd(network, len(parts))
    verb = "is" if len(parts) == 1 else "are"
    return (
        f"{who[0]} of {len(network)} {verb} the only way between others: {shown[0]}.",
        f"Единственный путь между другими — {who[1]} из {len(network)}: {shown[1]}.",
    )


def _bridges_said(network: Network, found: Sequence[Tie]) -> Pair:
    if not found:
        return (
            "No tie is a bridge: none is the only way between two parts of the network.",
            "Мостов нет: ни одна связь не служит единственным путём между двумя частями сети.",
        )
    ends = [joined(map(pair, map(network.name, tie)), " – ", " – ") for tie in found[:_FEW]]
    shown, count = listed(ends, len(found)), counted(len(found), TIES)
    verb = "is a bridge" if len(found) == 1 else "are bridges"
    return (
        f"{count[0]} {verb}, the only way between two parts of the network: {shown[0]}.",
        f"Мосты, то есть единственный путь между двумя частями сети, — {count[1]}: {shown[1]}.",
    )


def _impact_said(
    graph: Graph,
    network: Network,
    value: Mapping[NodeId, int],
    alone: Mapping[NodeId, tuple[NodeId, ...]],
    parted: Mapping[NodeId, tuple[tuple[Label, Label], ...]],
) -> Pair:
    losing = [id_ for id_, pairs in value.items() if pairs]
    if not losing:
        return (
            "Whoever leaves, no two others lose their way to each other.",
            "Кто бы ни ушёл, никакие двое из остальных не теряют пути друг к другу.",
        )
    lines = []
    for id_ in losing[:_FEW]:
        name, pairs, of = pair(network.name(id_)), counted(value[id_], PAIRS), _of(network)
        have = "has" if value[id_] == 1 else "have"
        parts = [
            (
                f"Without {name[0]}, {pairs[0]} of {of[0]} {have} no way to each other",
                f"Если уйдёт {name[1]}: без пути друг к другу — {pairs[1]} {of[1]}",
            )
        ]
        if id_ in alone:
            who = named(network, alone[id_])
            parts.append((f"left alone: {who[0]}", f"без единой связи — {who[1]}"))
        if id_ in parted:
            groups = group_pairs(graph, parted[id_])
            parts.append(
                (f"groups with no way to each other: {groups[0]}", f"без пути друг к другу группы: {groups[1]}")
            )
        lines.append(joined(parts, "; ", "; "))
    more = len(losing) - len(lines)
    if more:
        lines.append(
            (
                f"The leave of any of {more} more would cut ways between others, too",
                f"Уход любого из других (их {more}) тоже лишил бы кого-то пути друг к другу",
            )
        )
    return sentence(*[(f"{en}.", f"{ru}.") for en, ru in lines])


def _of(network: Network) -> Pair:
    _, many, _, _, ru_many = members(network)
    return many, ru_many
