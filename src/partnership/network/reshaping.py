"""Networks beside each other, most often one partnership on two days, and networks made of networks."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

from partnership.evaluation import View
from partnership.messages import Message, Rounded, Sayable, in_brackets, joined, message
from partnership.network.figure import Figure
from partnership.network.kinds import kind_title
from partnership.network.measures.centrality import tied_pairs
from partnership.network.measures.fragility import cut_partners
from partnership.network.measures.options import By, group_pairs, group_source, groups
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId, NodeLabel
from partnership.network.phrases import TIES, named, sentence
from partnership.network.sources import Graph, network_of
from partnership.network.views import partner_network

_FEW = 2

GroupPair = tuple[NodeLabel, NodeLabel]


class ComparedTie(NamedTuple):
    """All that ties two in one way: a mutual tie is named in the order of the network, any other as it points."""

    source: NodeId
    target: NodeId
    kind: str
    mutual: bool = False


class TieChange(NamedTuple):
    """What all ties of one kind between two came to before, and come to after: a strength, or how many they are."""

    source: NodeId
    target: NodeId
    kind: str
    mutual: bool
    before: float
    after: float


class FigurePair(NamedTuple):
    """One figure of both networks; None where it has no meaning."""

    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkComparison(Figure[Mapping[str, list[Any]]]):
    """What differs between two networks.

    `value` has these lists: `nodes_new`, `nodes_gone` (ids); `ties_new`, `ties_gone` (`ComparedTie`); `stronger`,
    `weaker` (`TieChange`, by the sum of known strengths) and `more`, `fewer` (by how many parallel ties there are),
    most first; `groups_tied`, `groups_parted` (pairs of groups between which there is a tie now, or is none any more);
    `cut_new`, `cut_gone` (ids of cut partners).
    """

    density: FigurePair
    cut_before: tuple[NodeId, ...]
    cut_after: tuple[NodeId, ...]


def compare(a: Graph, b: Graph, *, by: By = "sector") -> NetworkComparison:
    """Return what has changed from one network to another: partners, ties, groups that are tied, density, cut partners.

    A snapshot stands for its partners and the ties that they have lived. Nodes are the same where their ids are; a tie
    is the same where ends and kind are, however many records it rests on. Linear in nodes and ties.

    Raises:
        UnknownName: if no node has the attribute named by `by`.
    """
    one, other = network_of(a), network_of(b)
    order = {id_: place for place, id_ in enumerate(dict.fromkeys([*other.ids, *one.ids]))}
    before, after = _bundles(one, order), _bundles(other, order)
    labels = groups(one, by), groups(other, by)
    ranks = {label: rank for rank, label in enumerate(dict.fromkeys([*labels[1], *labels[0]]))}
    grouped, regrouped = _grouped(one, labels[0], ranks), _grouped(other, labels[1], ranks)
    cut, cut_now = tuple(cut_partners(one).value), tuple(cut_partners(other).value)
    strengths, counts = _changes(before, after, _strength), _changes(before, after, len)
    value: dict[str, list[Any]] = {
        "nodes_new": [id_ for id_ in other.ids if id_ not in one],
        "nodes_gone": [id_ for id_ in one.ids if id_ not in other],
        "ties_new": [tie for tie in after if tie not in before],
        "ties_gone": [tie for tie in before if tie not in after],
        "stronger": [change for change in strengths if change.after > change.before],
        "weaker": [change for change in strengths if change.after < change.before],
        "more": [change for change in counts if change.after > change.before],
        "fewer": [change for change in counts if change.after < change.before],
        "groups_tied": [ends for ends in regrouped if ends not in grouped],
        "groups_parted": [ends for ends in grouped if ends not in regrouped],
        "cut_new": [id_ for id_ in cut_now if id_ not in cut],
        "cut_gone": [id_ for id_ in cut if id_ not in cut_now],
    }
    density = FigurePair(tied_pairs(one), tied_pairs(other))
    said = [Message("{part}.", {"part": part}) for part in _said((one, other), value, density)]
    return NetworkComparison(
        measure="compare",
        value=value,
        definition=message(
            "What differs between two networks: partners, ties by pair and kind, and which groups are tied."
        ),
        source="partnership",
        sentence=sentence(*said) if any(value.values()) else message("Nothing has changed."),
        parameters={"by": group_source(by)},
        density=density,
        cut_before=cut,
        cut_after=cut_now,
    )


Bundles = Mapping[ComparedTie, list[float | None]]
"""The strengths of all ties of one kind between two, in the order of both networks."""


def _bundles(network: Network, order: Mapping[NodeId, int]) -> Bundles:
    found: dict[ComparedTie, list[float | None]] = {}
    for edge in network.edges:
        if edge.source != edge.target:
            one, other = edge.source, edge.target
            if edge.mutual and order[one] > order[other]:
                one, other = other, one
            found.setdefault(ComparedTie(one, other, edge.kind, edge.mutual), []).append(edge.strength)
    return {tie: found[tie] for tie in sorted(found, key=lambda tie: (order[tie.source], order[tie.target], tie[2:]))}


def _strength(ties: Sequence[float | None]) -> float | None:
    known = [strength for strength in ties if strength is not None]
    return math.fsum(known) if known else None


def _changes(
    before: Bundles, after: Bundles, figure: Callable[[Sequence[float | None]], float | None]
) -> list[TieChange]:
    """Return what has changed in ties that are in both, what has changed most first."""
    changes = [
        TieChange(*tie, was, now)
        for tie, ties in before.items()
        if tie in after and (was := figure(ties)) is not None and (now := figure(after[tie])) is not None and was != now
    ]
    return sorted(changes, key=lambda change: -abs(change.after - change.before))


def _grouped(network: Network, labels: Sequence[NodeLabel], ranks: Mapping[NodeLabel, int]) -> list[GroupPair]:
    """Return the pairs of different groups between which there is a tie, in the order of the nodes."""
    found = {
        (labels[one], labels[other])
        for one, others in enumerate(network.simple("count").around)
        for other in others
        if None not in (labels[one], labels[other]) and ranks[labels[one]] < ranks[labels[other]]
    }
    return sorted(found, key=lambda ends: (ranks[ends[0]], ranks[ends[1]]))


# --- in words --------------------------------------------------------------------------------------------------------


def _said(networks: tuple[Network, Network], value: Mapping[str, list[Any]], density: FigurePair) -> Iterator[Sayable]:
    def headed(heading: Sayable, part: str, said: Callable[[list[Any]], Sayable]) -> Iterator[Sayable]:
        if value[part]:
            yield joined([heading, said(value[part])], Message(": "))

    def changed(changes: Sequence[TieChange]) -> Sayable:
        shown: list[object] = [_change(networks, change) for change in changes[:_FEW]]
        listed = joined([*shown, "…"] if len(changes) > len(shown) else shown, Message("; "))
        return Message("{ties} ({listed})", {"ties": TIES.of(len(changes)), "listed": listed})

    old, new = (partial(named, network) for network in networks)
    gone = frozenset(value["nodes_gone"])
    yield from headed(message("New"), "nodes_new", new)
    yield from headed(message("Gone"), "nodes_gone", old)
    yield from headed(message("New ties"), "ties_new", _kinds)
    for part in headed(message("Ties gone"), "ties_gone", _kinds):
        left = sum(1 for tie in value["ties_gone"] if tie.source in gone or tie.target in gone)
        yield message("{ties}, of them with those who left: {left}", ties=part, left=left) if left else part
    yield from headed(message("Stronger"), "stronger", changed)
    yield from headed(message("Weaker"), "weaker", changed)
    yield from headed(message("Tied more often"), "more", changed)
    yield from headed(message("Tied less often"), "fewer", changed)
    yield from headed(message("Tied for the first time"), "groups_tied", partial(group_pairs, networks[1]))
    yield from headed(message("No longer tied"), "groups_parted", partial(group_pairs, networks[0]))
    before, after = density
    if before is not None and after is not None and before != after:
        said = message("Of all possible pairs {before:percent} were tied before, {after:percent} are after")
        yield said.given(before=before, after=after)
    yield from headed(message("Now the only way between others"), "cut_new", new)
    yield from headed(message("No longer the only way between others"), "cut_gone", old)


def _change(networks: tuple[Network, Network], change: TieChange) -> Sayable:
    before, after = networks
    ends = [(after if id_ in after else before).name(id_) for id_ in change[:2]]
    told = {"kind": kind_title(change.kind), "before": Rounded(change.before), "after": Rounded(change.after)}
    return Message("{ends}, {kind}: {before} → {after}", {"ends": joined(ends, Message(" – ")), **told})


def _kinds(ties: Sequence[ComparedTie]) -> Sayable:
    """Count ties kind by kind."""
    counts = Counter(tie.kind for tie in ties)
    kinds = in_brackets([joined([kind_title(kind), count], Message(": ")) for kind, count in counts.items()])
    return Message("{count}{kinds}", {"count": len(ties), "kinds": kinds})


# --- networks made of networks ----------------------------------------------------------------------------------------


def sector_network(graph: Graph, by: By = "sector") -> Network:
    """Return groups instead of nodes: every tie between two nodes becomes one between their groups, or a loop.

    `by` is `sector`, `region`, `kind`, or an attribute of the nodes; nodes without a group, and their ties, are left
    out. The strength is kept.

    Raises:
        UnknownName: if no node has an attribute of that name; the nearest is proposed.
    """
    network = network_of(graph)
    group = dict(zip(network.ids, groups(network, by), strict=True))
    nodes = [
        Node(label, "group", sector=str(label) if by == "sector" else None, name=network.titles.get(str(label)))
        for label in dict.fromkeys(group.values())
        if label is not None
    ]
    edges = (
        replace(edge, source=group[edge.source], target=group[edge.target])
        for edge in network.edges
        if group[edge.source] is not None and group[edge.target] is not None
    )
    return Network.of(nodes, edges, directed=network.directed, titles=network.titles)


def series(graph: Graph, days: Iterable[dt.date]) -> Iterator[tuple[dt.date, Network]]:
    """Return the network on each of some days, for figures over time; of a programme, whatever its snapshot's day."""
    network = _on_all_days(graph)
    for day in days:
        yield day, network.as_of(day)


def turning_days(graph: Graph) -> tuple[dt.date, ...]:
    """Return the days on which somebody comes or leaves, or a tie begins or ends: between them nothing changes."""
    network = _on_all_days(graph)
    spans = [(each.start, each.end) for each in network.edges] + [(each.start, each.end) for each in network.nodes]
    days = {day for span in spans for day in span}
    return tuple(sorted(day for day in days if day is not None))


def _on_all_days(graph: Graph) -> Network:
    return partner_network(graph, ever=True) if isinstance(graph, View) else network_of(graph)


def portfolio(graphs: Mapping[str, Graph], shared: Iterable[NodeId] = ()) -> Network:
    """Join the networks of several programmes in one; ids get the programme's name and a slash before them.

    `shared` ids stand for the same organisation in every programme and stay as they are. Every tie can still be traced:
    its record has the programme's name before it, and its entries are numbers of that programme's ledger.
    """
    same, nodes, edges, titles = frozenset(shared), list[Node](), list[Edge](), dict[str, Sayable]()
    for name, graph in graphs.items():
        network = network_of(graph)
        ids = {id_: id_ if id_ in same else f"{name}/{id_}" for id_ in network.ids}
        for node in network.nodes:
            nodes.append(replace(node, id=ids[node.id], attributes={**node.attributes, "programme": name}))
        for edge in network.edges:
            record = edge.record and (edge.record[0], f"{name}/{edge.record[1]}")
            edges.append(replace(edge, source=ids[edge.source], target=ids[edge.target], record=record))
        titles.update(network.titles)
    return Network.of(nodes, edges, titles=titles)
