"""The networks of a programme, made of its ledger: of everybody and everything, and of partners alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from partnership.evaluation import View, tables_of
from partnership.network.columns import ALWAYS, OPEN, Columns
from partnership.network.ledger.implied import Implied, ParticipantKey, Reader
from partnership.network.ledger.sides import PartnerSides
from partnership.network.ledger.standing import EntrySpan, Standings
from partnership.network.network import Network
from partnership.network.nodes import Node, Nodes
from partnership.template import Function, ListItem, Outcome, Template
from partnership.values import Text

_MEMO = "network"
_TIMELESS = frozenset({"function", "outcome"})


@dataclass(frozen=True, slots=True)
class Networks:
    """All that ever was: `whole` ties everybody and everything, `partners` only partners, to each other."""

    whole: Network
    partners: Network


def networks(snapshot: View) -> Networks:
    """Return the networks of a programme over all of its days; made once for a state and a law."""
    state = snapshot.state
    memo = tables_of(snapshot.template, state.index).of_state(state.length)
    found = memo.get(_MEMO)
    if not isinstance(found, Networks):
        found = memo[_MEMO] = _Building(snapshot).networks()
    return found


class _Building:
    def __init__(self, snapshot: View) -> None:
        started = snapshot.state.started
        self._programme = started.programme
        self._title = started.title
        self._region = started.region
        self._template: Template = snapshot.template
        self._standings = Standings(snapshot.state)
        self._sides = PartnerSides(self._standings)

    def networks(self) -> Networks:
        reader = Reader(self._standings, self._sides, self._template, self._programme)
        implied = list(reader.implied())
        return Networks(whole=self._whole(implied), partners=self._partners(implied))

    # --- everybody and everything ------------------------------------------------------------------------------------

    def _whole(self, implied: list[Implied]) -> Network:
        nodes, columns = Nodes(), Columns()
        for kind in ("partner", "person", "ward", "body", "place", "site"):
            for id_ in self._standings.ids(kind):
                nodes.add(self._node(kind, id_))
        grouped: dict[tuple[ParticipantKey, ParticipantKey, str, ParticipantKey], list[Implied]] = {}
        for tie in implied:
            grouped.setdefault((tie.source, tie.target, tie.kind, tie.record), []).append(tie)
        for (source, target, _, _), ties in grouped.items():
            one, other = (nodes.add(self._node(*who)) for who in (source, target))
            for span, entries in _joined((tie.span, tie.entries) for tie in ties):
                _append(columns, one, other, ties[-1], span, entries)
        _appear_with_their_ties(nodes, columns)
        return self._network(nodes, columns)

    def _network(self, nodes: Nodes, columns: Columns) -> Network:
        nodes.titles = {id_: item.title for id_, item in self._template.lists["sectors"].items()}
        return Network(nodes, columns)

    def _node(self, kind: str, id_: str) -> Node:
        match kind:
            case "function" | "outcome":
                item = self._template.lists[f"{kind}s"].get(id_)
                return listed_node(kind, id_, item)
            case "programme":
                return Node(node_id(kind, id_), kind, name=self._title, region=self._region)
            case _:
                return self._recorded(kind, id_)

    def _recorded(self, kind: str, id_: str) -> Node:
        if not self._standings.has(kind, id_):
            return Node(node_id(kind, id_), kind)
        standings = list(self._standings.of(kind, id_))
        latest = [record for _, record in self._standings.ever(kind, id_)][-1]
        behind = latest if kind == "partner" else self._behind(latest)
        start, end = (standings[0].span[0], standings[-1].span[1]) if standings else (OPEN - 1, OPEN - 1)
        name = getattr(latest, "name", None) or getattr(latest, "title", None)
        if name is None and kind != "ward":
            name = Text.of(id_)
        node = Node(
            node_id(kind, id_),
            kind,
            sector=getattr(behind, "sector", None),
            name=name if isinstance(name, Text) else None,
            region=getattr(behind, "region", None),
            attributes={"partner": getattr(behind, "id", None)} if kind != "partner" and behind is not None else {},
        )
        return _during(node, start, end)

    def _behind(self, record: Any) -> Any | None:
        partner = None if record.behind is None else getattr(record, record.behind)
        if partner is None or not self._standings.has("partner", partner):
            return None
        return [version for _, version in self._standings.ever("partner", partner)][-1]

    # --- partners alone ----------------------------------------------------------------------------------------------

    def _partners(self, implied: list[Implied]) -> Network:
        nodes, columns = Nodes(), Columns()
        for id_ in self._standings.ids("partner"):
            nodes.add(self._node("partner", id_))
        grouped: dict[tuple[str, str, str, ParticipantKey], list[tuple[EntrySpan, Implied]]] = {}
        for tie in implied:
            for one, other, span in self._between_partners(tie):
                ends = (min(one, other), max(one, other)) if tie.mutual else (one, other)
                grouped.setdefault((*ends, tie.kind, tie.record), []).append((span, tie))
        for (source, target, _, _), ties in grouped.items():
            one_at, other_at = nodes.add(self._node("partner", source)), nodes.add(self._node("partner", target))
            for span, entries in _joined((span, tie.entries) for span, tie in ties):
                _append(columns, one_at, other_at, ties[-1][1], span, entries)
        return self._network(nodes, columns)

    def _between_partners(self, tie: Implied) -> Iterator[tuple[str, str, EntrySpan]]:
        if tie.sides is None:
            return
        for span in self._sides.turns(tie.sides, tie.span):
            one, other = (self._sides.on(*side, span[0]) for side in tie.sides)
            if one is not None and other is not None and one != other:
                yield one, other, span


def node_id(kind: str, id_: str) -> str:
    """Return how a record is named in a graph: a partner by its id, everything else with its kind before it."""
    return id_ if kind == "partner" else f"{kind}:{id_}"


def listed_node(kind: str, id_: str, item: ListItem | None) -> Node:
    """Return a function or an outcome as a node: it is nobody's sector, but has a `side` in the law."""
    side = item.side if isinstance(item, Function | Outcome) else None
    name = None if item is None else item.title
    return Node(node_id(kind, id_), kind, name=name, attributes={} if side is None else {"side": side})


def _appear_with_their_ties(nodes: Nodes, columns: Columns) -> None:
    """Let a function and an outcome be there while somebody is tied to it: they are the law's, and have no days."""
    for row, place in enumerate(columns.target):
        if nodes.kinds[place] in _TIMELESS:
            nodes.starts[place] = min(nodes.starts.get(place, OPEN), columns.start[row])
            nodes.ends[place] = max(nodes.ends.get(place, ALWAYS), columns.end[row])
    for place in [place for place, end in nodes.ends.items() if end == OPEN]:
        del nodes.ends[place]


def _during(node: Node, start: int, end: int) -> Node:
    return replace(
        node,
        start=dt.date.fromordinal(start) if start <= dt.date.max.toordinal() else dt.date.max,
        end=None if end == OPEN else dt.date.fromordinal(min(end, dt.date.max.toordinal())),
    )


def _append(columns: Columns, one: int, other: int, tie: Implied, span: EntrySpan, entries: tuple[int, ...]) -> None:
    row = columns.append(
        one,
        other,
        columns.kind_code(tie.kind),
        mutual=tie.mutual,
        start=span[0],
        end=span[1],
        strength=tie.strength,
        entries=entries,
    )
    columns.records[row] = tie.record
    if tie.label is not None:
        columns.labels[row] = tie.label


def _joined(spans: Iterable[tuple[EntrySpan, tuple[int, ...]]]) -> Iterator[tuple[EntrySpan, tuple[int, ...]]]:
    """Join spans that touch or overlap; each keeps the entries that it rests on."""
    ordered = sorted(spans, key=lambda each: each[0])
    (start, end), entries = ordered[0][0], set(ordered[0][1])
    for (begin, finish), more in ordered[1:]:
        if begin <= end:
            end = max(end, finish)
            entries.update(more)
        else:
            yield (start, end), tuple(sorted(entries))
            start, end, entries = begin, finish, set(more)
    yield (start, end), tuple(sorted(entries))
