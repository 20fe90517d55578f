"""Two networks beside each other, most often the same partnership on two days: what is new, gone, stronger, weaker."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from partnership.messages import Message, Rounded, Sayable, in_brackets, joined, message
from partnership.network.figure import Figure
from partnership.network.kinds import kind_title
from partnership.network.measures.cohesion import tied_pairs
from partnership.network.measures.fragility import cut_partners
from partnership.network.measures.options import By, group_source, groups
from partnership.network.measures.titles import group_pairs
from partnership.network.network import Edge, Network
from partnership.network.nodes import NodeId, NodeLabel
from partnership.network.phrases import TIES, named, sentence
from partnership.network.sources import Graph, network_of

_FEW = 2


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
    return _Comparing(a, b, by).comparison()


class _Bundle:
    """All ties of one kind between two."""

    __slots__ = ("count", "strengths")

    def __init__(self) -> None:
        self.count = 0
        self.strengths: list[float] = []

    @property
    def strength(self) -> float | None:
        return math.fsum(self.strengths) if self.strengths else None


class _Comparing:
    def __init__(self, a: Graph, b: Graph, by: By) -> None:
        self._graphs, self._by = (a, b), by
        self._a, self._b = network_of(a), network_of(b)
        self._ids = list(dict.fromkeys([*self._b.ids, *self._a.ids]))
        self._order = {id_: place for place, id_ in enumerate(self._ids)}
        self._before, self._after = self._bundles(self._a), self._bundles(self._b)
        labels = groups(self._a, by), groups(self._b, by)
        self._ranks = {label: rank for rank, label in enumerate(dict.fromkeys([*labels[1], *labels[0]]))}
        self._groups = (self._grouped(self._a, labels[0]), self._grouped(self._b, labels[1]))
        self._cut = (tuple(cut_partners(self._a).value), tuple(cut_partners(self._b).value))

    def comparison(self) -> NetworkComparison:
        value = self._value()
        density = FigurePair(_density(self._a), _density(self._b))
        return NetworkComparison(
            measure="compare",
            value=value,
            definition=message(
                "What differs between two networks: partners, ties by pair and kind, and which groups are tied."
            ),
            source="partnership",
            sentence=self._said(value, density),
            parameters={"by": group_source(self._by)},
            density=density,
            cut_before=self._cut[0],
            cut_after=self._cut[1],
        )

    def _value(self) -> dict[str, list[Any]]:
        before, after, (grouped, regrouped), (cut, cut_now) = self._before, self._after, self._groups, self._cut
        strengths = self._changes({tie: both.strength for tie, both in before.items()}, "strength")
        counts = self._changes({tie: both.count for tie, both in before.items()}, "count")
        return {
            "nodes_new": [id_ for id_ in self._b.ids if id_ not in self._a],
            "nodes_gone": [id_ for id_ in self._a.ids if id_ not in self._b],
            "ties_new": self._sorted(tie for tie in after if tie not in before),
            "ties_gone": self._sorted(tie for tie in before if tie not in after),
            "stronger": [change for change in strengths if change.after > change.before],
            "weaker": [change for change in strengths if change.after < change.before],
            "more": [change for change in counts if change.after > change.before],
            "fewer": [change for change in counts if change.after < change.before],
            "groups_tied": [ends for ends in regrouped if ends not in grouped],
            "groups_parted": [ends for ends in grouped if ends not in regrouped],
            "cut_new": [id_ for id_ in cut_now if id_ not in cut],
            "cut_gone": [id_ for id_ in cut if id_ not in cut_now],
        }

    def _bundles(self, network: Network) -> dict[ComparedTie, _Bundle]:
        bundles: dict[ComparedTie, _Bundle] = {}
        for edge in network.edges:
            if edge.source != edge.target:
                bundle = bundles.setdefault(self._tie(edge), _Bundle())
                bundle.count += 1
                if edge.strength is not None:
                    bundle.strengths.append(edge.strength)
        return bundles

    def _tie(self, edge: Edge) -> ComparedTie:
        one, other = edge.source, edge.target
        if edge.mutual and self._order[one] > self._order[other]:
            one, other = other, one
        return ComparedTie(one, other, edge.kind, edge.mutual)

    def _changes(self, before: Mapping[ComparedTie, float | None], what: str) -> list[TieChange]:
        """Return what has changed in ties that are in both, what has changed most first."""
        changes = [
            TieChange(*tie, was, now)
            for tie in self._sorted(tie for tie in before if tie in self._after)
            if (was := before[tie]) is not None and (now := getattr(self._after[tie], what)) is not None
        ]
        return sorted((change for change in changes if change.before != change.after), key=_least)

    def _sorted(self, ties: Iterable[ComparedTie]) -> list[ComparedTie]:
        order = self._order
        return sorted(ties, key=lambda tie: (order[tie.source], order[tie.target], tie[2:]))

    def _grouped(self, network: Network, labels: Sequence[NodeLabel]) -> dict[tuple[NodeLabel, NodeLabel], None]:
        """Return the pairs of different groups between which there is a tie, in the order of the nodes."""
        ranks = self._ranks
        found = {
            (labels[one], labels[other])
            for one, others in enumerate(network.simple("count").neighbours)
            for other in others
            if labels[one] is not None and labels[other] is not None and ranks[labels[one]] < ranks[labels[other]]
        }
        return dict.fromkeys(sorted(found, key=lambda ends: (ranks[ends[0]], ranks[ends[1]])))

    # --- in words ----------------------------------------------------------------------------------------------------

    def _said(self, value: Mapping[str, list[Any]], density: FigurePair) -> Sayable:
        if not any(value.values()):
            return message("Nothing has changed.")
        parts = [
            _names(message("New"), self._b, value["nodes_new"]),
            _names(message("Gone"), self._a, value["nodes_gone"]),
            _kinds(message("New ties"), value["ties_new"]),
            _kinds(message("Ties gone"), value["ties_gone"], frozenset(value["nodes_gone"])),
            self._changed(message("Stronger"), value["stronger"]),
            self._changed(message("Weaker"), value["weaker"]),
            self._changed(message("Tied more often"), value["more"]),
            self._changed(message("Tied less often"), value["fewer"]),
            _groups(message("Tied for the first time"), self._graphs[1], value["groups_tied"]),
            _groups(message("No longer tied"), self._graphs[0], value["groups_parted"]),
            _moved(density),
            _names(message("Now the only way between others"), self._b, value["cut_new"]),
            _names(message("No longer the only way between others"), self._a, value["cut_gone"]),
        ]
        return sentence(*[Message("{part}.", {"part": part}) for part in parts if part is not None])

    def _changed(self, heading: Sayable, changes: Sequence[TieChange]) -> Sayable | None:
        if not changes:
            return None
        shown: list[object] = [self._change(change) for change in changes[:_FEW]]
        if len(changes) > len(shown):
            shown.append("…")
        listed = joined(shown, Message("; "))
        return Message(
            "{heading}: {ties} ({listed})", {"heading": heading, "ties": TIES.of(len(changes)), "listed": listed}
        )

    def _change(self, change: TieChange) -> Sayable:
        ends = [(self._b if id_ in self._b else self._a).name(id_) for id_ in change[:2]]
        return Message(
            "{ends}, {kind}: {before} → {after}",
            {
                "ends": joined(ends, Message(" – ")),
                "kind": kind_title(change.kind),
                "before": Rounded(change.before),
                "after": Rounded(change.after),
            },
        )


def _least(change: TieChange) -> float:
    return -abs(change.after - change.before)


def _names(heading: Sayable, network: Network, ids: Sequence[NodeId]) -> Sayable | None:
    return joined([heading, named(network, ids)], Message(": ")) if ids else None


def _groups(heading: Sayable, graph: Graph, ends: Sequence[tuple[NodeLabel, NodeLabel]]) -> Sayable | None:
    return joined([heading, group_pairs(graph, ends)], Message(": ")) if ends else None


def _kinds(heading: Sayable, ties: Sequence[ComparedTie], gone: Collection[NodeId] = ()) -> Sayable | None:
    """Count ties kind by kind; and how many of them went with partners who left."""
    if not ties:
        return None
    counts = Counter(tie.kind for tie in ties)
    kinds = in_brackets([joined([kind_title(kind), count], Message(": ")) for kind, count in counts.items()])
    said = Message("{heading}: {count}{kinds}", {"heading": heading, "count": len(ties), "kinds": kinds})
    left = sum(1 for tie in ties if tie.source in gone or tie.target in gone)
    return message("{ties}, of them with those who left: {left}", ties=said, left=left) if left else said


def _moved(density: FigurePair) -> Sayable | None:
    before, after = density
    if before is None or after is None or before == after:
        return None
    return message(
        "Of all possible pairs {before:percent} were tied before, {after:percent} are after", before=before, after=after
    )


def _density(network: Network) -> float | None:
    share = tied_pairs(network)
    return None if share is None else float(share)
