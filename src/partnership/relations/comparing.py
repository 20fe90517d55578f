"""Two networks beside each other, most often the same partnership on two days: what is new, gone, stronger, weaker."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from partnership.relations.figure import Figure
from partnership.relations.kinds import kind_title
from partnership.relations.measures.cohesion import tied_pairs
from partnership.relations.measures.fragility import cut_partners
from partnership.relations.measures.options import By, groups, said
from partnership.relations.measures.titles import group_pairs
from partnership.relations.network import Edge, Network
from partnership.relations.nodes import Label, NodeId
from partnership.relations.saying import (
    TIES,
    Pair,
    counted,
    in_brackets,
    joined,
    named,
    number,
    pair,
    percent,
    sentence,
    text,
)
from partnership.relations.taking import Graph, network_of
from partnership.template.words import NOTHING
from partnership.values import Text

_FEW = 2


class Tie(NamedTuple):
    """All that ties two in one way: a mutual tie is named in the order of the network, any other as it points."""

    source: NodeId
    target: NodeId
    kind: str
    mutual: bool = False


class Change(NamedTuple):
    """What all ties of one kind between two came to before, and come to after: a strength, or how many they are."""

    source: NodeId
    target: NodeId
    kind: str
    mutual: bool
    before: float
    after: float


class Sides(NamedTuple):
    """One figure of both networks; None where it has no meaning."""

    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Figure[Mapping[str, list[Any]]]):
    """What differs between two networks.

    `value` has these lists: `nodes_new`, `nodes_gone` (ids); `ties_new`, `ties_gone` (`Tie`); `stronger`, `weaker`
    (`Change`, by the sum of known strengths) and `more`, `fewer` (by how many parallel ties there are), most first;
    `groups_tied`, `groups_parted` (pairs of groups between which there is a tie now, or is none any more);
    `cut_new`, `cut_gone` (ids of cut partners).
    """

    density: Sides
    cut_before: tuple[NodeId, ...]
    cut_after: tuple[NodeId, ...]


def compare(a: Graph, b: Graph, *, by: By = "sector") -> Comparison:
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

    def comparison(self) -> Comparison:
        value = self._value()
        density = Sides(_density(self._a), _density(self._b))
        return Comparison(
            measure="compare",
            value=value,
            definition=Text.of(
                "What differs between two networks: partners, ties by pair and kind, and which groups are tied.",
                "Чем различаются две сети: партнёры, связи по паре и виду, связанные между собой группы.",
            ),
            source="partnership",
            sentence=text(self._said(value, density)),
            parameters={"by": said(self._by)},
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

    def _bundles(self, network: Network) -> dict[Tie, _Bundle]:
        bundles: dict[Tie, _Bundle] = {}
        for edge in network.edges:
            if edge.source != edge.target:
                bundle = bundles.setdefault(self._tie(edge), _Bundle())
                bundle.count += 1
                if edge.strength is not None:
                    bundle.strengths.append(edge.strength)
        return bundles

    def _tie(self, edge: Edge) -> Tie:
        one, other = edge.source, edge.target
        if edge.mutual and self._order[one] > self._order[other]:
            one, other = other, one
        return Tie(one, other, edge.kind, edge.mutual)

    def _changes(self, before: Mapping[Tie, float | None], what: str) -> list[Change]:
        """Return what has changed in ties that are in both, what has changed most first."""
        changes = [
            Change(*tie, was, now)
            for tie in self._sorted(tie for tie in before if tie in self._after)
            if (was := before[tie]) is not None and (now := getattr(self._after[tie], what)) is not None
        ]
        return sorted((change for change in changes if change.before != change.after), key=_least)

    def _sorted(self, ties: Iterable[Tie]) -> list[Tie]:
        order = self._order
        return sorted(ties, key=lambda tie: (order[tie.source], order[tie.target], tie[2:]))

    def _grouped(self, network: Network, labels: Sequence[Label]) -> dict[tuple[Label, Label], None]:
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

    def _said(self, value: Mapping[str, list[Any]], density: Sides) -> Pair:
        if not any(value.values()):
            return "Nothing has changed.", "Ничего не изменилось."
        parts = [
            _names(("New", "Появились"), self._b, value["nodes_new"]),
            _names(("Gone", "Ушли"), self._a, value["nodes_gone"]),
            _kinds(("New ties", "Новых связей"), value["ties_new"]),
            _kinds(("Ties gone", "Пропало связей"), value["ties_gone"], frozenset(value["nodes_gone"])),
            self._changed(("Stronger", "Сильнее"), value["stronger"]),
            self._changed(("Weaker", "Слабее"), value["weaker"]),
            self._changed(("Tied more often", "Связаны чаще"), value["more"]),
            self._changed(("Tied less often", "Связаны реже"), value["fewer"]),
            _groups(("Tied for the first time", "Впервые связаны"), self._graphs[1], value["groups_tied"]),
            _groups(("No longer tied", "Больше не связаны"), self._graphs[0], value["groups_parted"]),
            _moved(density),
            _names(
                ("Now the only way between others", "Теперь единственный путь между другими"),
                self._b,
                value["cut_new"],
            ),
            _names(
                ("No longer the only way between others", "Уже не единственный путь между другими"),
                self._a,
                value["cut_gone"],
            ),
        ]
        return sentence(*[(f"{en}.", f"{ru}.") for en, ru in parts if en])

    def _changed(self, heading: Pair, changes: Sequence[Change]) -> Pair:
        if not changes:
            return NOTHING
        shown = [self._change(change) for change in changes[:_FEW]]
        if len(changes) > len(shown):
            shown.append(("…", "…"))
        count, listed = counted(len(changes), TIES), joined(shown, "; ", "; ")
        return f"{heading[0]}: {count[0]} ({listed[0]})", f"{heading[1]}: {count[1]} ({listed[1]})"

    def _change(self, change: Change) -> Pair:
        ends = [pair((self._b if id_ in self._b else self._a).name(id_)) for id_ in change[:2]]
        kind, before, after = pair(kind_title(change.kind)), number(change.before), number(change.after)
        between = joined(ends, " – ", " – ")
        return (
            f"{between[0]}, {kind[0]}: {before[0]} → {after[0]}",
            f"{between[1]}, {kind[1]}: {before[1]} → {after[1]}",
        )


def _least(change: Change) -> float:
    return -abs(change.after - change.before)


def _names(heading: Pair, network: Network, ids: Sequence[NodeId]) -> Pair:
    return joined([heading, named(network, ids)], ": ", ": ") if ids else NOTHING


def _groups(heading: Pair, graph: Graph, ends: Sequence[tuple[Label, Label]]) -> Pair:
    return joined([heading, group_pairs(graph, ends)], ": ", ": ") if ends else NOTHING


def _kinds(heading: Pair, ties: Sequence[Tie], gone: Collection[NodeId] = ()) -> Pair:
    """Count ties kind by kind; and how many of them went with partners who left."""
    if not ties:
        return NOTHING
    counts = Counter(tie.kind for tie in ties)
    kinds = in_brackets([_headed(pair(kind_title(kind)), count) for kind, count in counts.items()])
    said_en, said_ru = (f"{words}: {len(ties)}{listed}" for words, listed in zip(heading, kinds, strict=True))
    left = sum(1 for tie in ties if tie.source in gone or tie.target in gone)
    if left:
        said_en, said_ru = f"{said_en}, of them with those who left: {left}", f"{said_ru}, из них с ушедшими: {left}"
    return said_en, said_ru


def _headed(heading: Pair, count: int) -> Pair:
    return f"{heading[0]}: {count}", f"{heading[1]}: {count}"


def _moved(density: Sides) -> Pair:
    before, after = density
    if before is None or after is None or before == after:
        return NOTHING
    was, now = percent(before), percent(after)
    return (
        f"Of all possible pairs {was[0]} were tied before, {now[0]} are after",
        f"Из всех возможных пар было связано {was[1]}, стало {now[1]}",
    )


def _density(network: Network) -> float | None:
    share = tied_pairs(network)
    return None if share is None else float(share)
