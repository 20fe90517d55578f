"""The networks of a programme, made of its ledger: whole, of partners, of partners and outcomes or functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from partnership.errors import check_choice
from partnership.evaluation import View, tables_of
from partnership.messages import message
from partnership.network.columns import OPEN
from partnership.network.implied import EntrySpan, Implied, ParticipantKey, PartnerSides, Reader, Standings
from partnership.network.kinds import EDGE_KINDS, LIVED
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId
from partnership.template import Function, ListItem, Outcome
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
        self._started, self._template = snapshot.state.started, snapshot.template
        self._standings = Standings(snapshot.state)
        self._sides = PartnerSides(self._standings)

    def networks(self) -> Networks:
        reader = Reader(self._standings, self._sides, self._template, self._started.programme)
        implied = list(reader.implied())
        titles = {id_: item.title for id_, item in self._template.lists["sectors"].items()}
        return Networks(
            whole=Network.of(*self._whole(implied), titles=titles),
            partners=Network.of(*self._partners(implied), titles=titles),
        )

    def _whole(self, implied: list[Implied]) -> tuple[list[Node], list[Edge]]:
        kinds = ("partner", "person", "ward", "body", "place", "site")
        nodes = {(kind, id_): self._node(kind, id_) for kind in kinds for id_ in self._standings.ids(kind)}
        for who in (who for tie in implied for who in (tie.source, tie.target)):
            if who not in nodes:
                nodes[who] = self._node(*who)
        ends = ((node_id(*tie.source), node_id(*tie.target), tie.span, tie) for tie in implied)
        edges = list(_edges(ends))
        # a function and an outcome are the law's, and have no days: they are there while somebody is tied to them
        for who in nodes.keys() & {tie.target for tie in implied if tie.target[0] in _TIMELESS}:
            spans = [tie.span for tie in implied if tie.target == who]
            nodes[who] = _during(nodes[who], min(start for start, _ in spans), max(end for _, end in spans))
        return list(nodes.values()), edges

    def _partners(self, implied: list[Implied]) -> tuple[list[Node], list[Edge]]:
        ids = dict.fromkeys(self._standings.ids("partner"))
        edges = list(_edges(self._between_partners(implied)))
        ids |= dict.fromkeys(str(id_) for edge in edges for id_ in (edge.source, edge.target))
        return [self._node("partner", id_) for id_ in ids], edges

    def _between_partners(self, implied: list[Implied]) -> Iterator[tuple[str, str, EntrySpan, Implied]]:
        for tie in implied:
            for span in self._sides.turns(tie.sides, tie.span) if tie.sides is not None else ():
                one, other = (self._sides.on(*side, span[0]) for side in tie.sides or ())
                if one is not None and other is not None and one != other:
                    yield *(sorted((one, other)) if tie.mutual else (one, other)), span, tie

    def _node(self, kind: str, id_: str) -> Node:
        name = node_id(kind, id_)
        if kind in _TIMELESS:
            return listed_node(kind, id_, self._template.lists[f"{kind}s"].get(id_))
        if kind == "programme":
            return Node(name, kind, name=self._started.title, region=self._started.region)
        if not self._standings.has(kind, id_):
            return Node(name, kind)
        spans = [standing.span for standing in self._standings.of(kind, id_)] or [(OPEN - 1, OPEN - 1)]
        latest = self._latest(kind, id_)
        behind = latest if kind == "partner" else self._behind(latest)
        called = getattr(latest, "name", None) or getattr(latest, "title", None)
        if called is None and kind != "ward":
            called = Text.of(id_)
        node = Node(
            name,
            kind,
            sector=getattr(behind, "sector", None),
            name=called if isinstance(called, Text) else None,
            region=getattr(behind, "region", None),
            attributes={"partner": getattr(behind, "id", None)} if kind != "partner" and behind is not None else {},
        )
        return _during(node, spans[0][0], spans[-1][1])

    def _behind(self, record: Any) -> Any | None:
        partner = None if record.behind is None else getattr(record, record.behind)
        return None if partner is None else self._latest("partner", partner)

    def _latest(self, kind: str, id_: str) -> Any | None:
        versions = list(self._standings.ever(kind, id_)) if self._standings.has(kind, id_) else []
        return versions[-1][1] if versions else None


def node_id(kind: str, id_: str) -> str:
    """Return how a record is named in a graph: a partner by its id, everything else with its kind before it."""
    return id_ if kind == "partner" else f"{kind}:{id_}"


def listed_node(kind: str, id_: str, item: ListItem | None) -> Node:
    """Return a function or an outcome as a node: it is nobody's sector, but has a `side` in the law."""
    side = item.side if isinstance(item, Function | Outcome) else None
    name = None if item is None else item.title
    return Node(node_id(kind, id_), kind, name=name, attributes={} if side is None else {"side": side})


def _during(node: Node, start: int, end: int) -> Node:
    last = dt.date.max.toordinal()
    begins, ends = dt.date.fromordinal(min(start, last)), dt.date.fromordinal(min(end, last))
    return replace(node, start=begins, end=None if end == OPEN else ends)


def _edges(ties: Iterable[tuple[NodeId, NodeId, EntrySpan, Implied]]) -> Iterator[Edge]:
    """Give one tie for all that a record implies between two at a stretch, with the entries that it rests on."""
    grouped: dict[tuple[NodeId, NodeId, str, ParticipantKey], list[tuple[EntrySpan, Implied]]] = {}
    for one, other, span, tie in ties:
        grouped.setdefault((one, other, tie.kind, tie.record), []).append((span, tie))
    for (one, other, kind, record), found in grouped.items():
        tie = found[-1][1]
        for (start, end), entries in _joined((span, each.entries) for span, each in found):
            yield Edge(
                source=one,
                target=other,
                kind=kind,
                mutual=tie.mutual,
                start=dt.date.fromordinal(start),
                end=None if end == OPEN else dt.date.fromordinal(end),
                strength=tie.strength,
                entries=entries,
                record=record,
                label=tie.label,
            )


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


# --- views of them ----------------------------------------------------------------------------------------------------


TieKinds = Literal["lived", "all"] | Collection[str]
"""Which ties count: those that people have lived (as for the gates), all between partners, or kinds by name."""


def relationship_network(snapshot: View, *, ever: bool = False) -> Network:
    """Return everybody and everything that a programme ties together, on the snapshot's day (`ever`: on all days).

    A partner is named by its id, everything else by kind and id (`person:p-1`, `outcome:O1`); a duty that the law gives
    to two sides is one, under its first id. Linear in the ledger the
    first time; names and sectors are those of the latest version.
    """
    whole = networks(snapshot).whole
    return whole if ever else whole.as_of(snapshot.date)


def partner_network(snapshot: View, *, kinds: TieKinds = "lived", ever: bool = False) -> Network:
    """Return the partners and the ties between them; a person stands for the partner on whose behalf it acts.

    Each record is one tie, so that pairs are tied by as many kinds and as often as the ledger tells (multiplex). Ties
    are the lived ones (declared, attended together, visits, placements, teams), which are those that the gates of a
    template ask for; `all` adds what is on paper: common agreements and supervision.

    Raises:
        UnknownName: if there is no such kind; the nearest is proposed.
    """
    for kind in () if kinds in ("lived", "all") else (kinds,) if isinstance(kinds, str) else kinds:
        check_choice(kind, EDGE_KINDS, message("kind of tie"))
    partners = networks(snapshot).partners
    if not ever:
        partners = partners.as_of(snapshot.date)
    if kinds == "all":
        return partners
    return partners.of_kinds(LIVED if kinds == "lived" else kinds)


def outcome_network(snapshot: View, *, every: bool = True) -> Network:
    """Return which partner wants and which produces which outcome (DOMAIN 1.13); `every`: unwanted outcomes too."""
    return _two_mode(snapshot, "outcome", ("wants", "produces"), snapshot.template.lists["outcomes"] if every else ())


def function_network(snapshot: View, *, every: bool = True) -> Network:
    """Return which partner answers for, carries out, is asked or told of which function; `every`: idle duties too."""
    functions = [item for item in snapshot.template.lists["functions"].values() if isinstance(item, Function)]
    duties = [item.id for item in functions if item.nature == "duty" and item.same_as is None]
    kinds = ("accountable", "responsible", "consulted", "informed")
    return _two_mode(snapshot, "function", kinds, duties if every else ())


def _two_mode(snapshot: View, kind: str, ties: Collection[str], items: Iterable[str]) -> Network:
    """Return partners and items of a kind, also those that nobody is tied to."""
    whole, titles = relationship_network(snapshot).of_kinds(ties), snapshot.template.lists[f"{kind}s"]
    nodes = {node.id: node for node in whole.nodes if node.kind in {"partner", kind}}
    for item in items:
        nodes.setdefault(node_id(kind, item), listed_node(kind, item, titles[item]))
    return Network.of(nodes.values(), whole.edges, directed=True, titles=whole.titles)
