"""Views of a programme's network: whole, between partners, partners and outcomes, partners and functions, sectors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from partnership.readiness import Snapshot
from partnership.relations.kinds import LIVED
from partnership.relations.ledger import networks, node_id
from partnership.relations.network import Edge, Network
from partnership.relations.nodes import Label, Node, NodeId
from partnership.relations.taking import Graph, network_of
from partnership.template import Function

if TYPE_CHECKING:
    import networkx as nx

Kinds = Literal["lived", "all"] | Collection[str]
"""Which ties count: those that people have lived (as for the gates), all between partners, or kinds by name."""


def relationship_network(snapshot: Snapshot, *, ever: bool = False) -> Network:
    """Return everybody and everything that a programme ties together, on the snapshot's day (`ever`: on all days).

    A partner is named by its id, everything else by kind and id (`person:p-1`, `outcome:O1`). Linear in the ledger the
    first time; names and sectors are those of the latest version.
    """
    whole = networks(snapshot).whole
    return whole if ever else whole.as_of(snapshot.date)


def relationship_graph(snapshot: Snapshot, *, ever: bool = False) -> nx.MultiDiGraph:
    """Return the same as a `networkx.MultiDiGraph`; every edge names the entries that it comes from.

    See `conversions.to_networkx` for the attributes.
    """
    from partnership.relations.conversions import to_networkx

    return to_networkx(relationship_network(snapshot, ever=ever))


def partner_network(snapshot: Snapshot, *, kinds: Kinds = "lived", ever: bool = False) -> Network:
    """Return the partners and the ties between them; a person stands for the partner on whose behalf it acts.

    Each record is one tie, so that pairs are tied by as many kinds and as often as the ledger tells (multiplex). Ties
    are the lived ones (declared, attended together, visits, placements, teams), which are those that the gates of a
    template ask for; `all` adds what is on paper: common agreements and supervision.
    """
    partners = networks(snapshot).partners
    if not ever:
        partners = partners.as_of(snapshot.date)
    if kinds == "all":
        return partners
    return partners.of_kinds(LIVED if kinds == "lived" else kinds)


def outcome_network(snapshot: Snapshot, *, every: bool = True) -> Network:
    """Return which partner wants and which produces which outcome (DOMAIN 1.13); `every`: unwanted outcomes too."""
    return _two_mode(snapshot, "outcome", ("wants", "produces"), snapshot.template.lists["outcomes"] if every else ())


def function_network(snapshot: Snapshot, *, every: bool = True) -> Network:
    """Return which partner answers for, carries out, is asked or told of which function; `every`: idle duties too."""
    duties = [
        item.id
        for item in snapshot.template.lists["functions"].values()
        if isinstance(item, Function) and item.nature == "duty"
    ]
    kinds = ("accountable", "responsible", "consulted", "informed")
    return _two_mode(snapshot, "function", kinds, duties if every else ())


def _two_mode(snapshot: Snapshot, kind: str, ties: Collection[str], items: Iterable[str]) -> Network:
    whole = relationship_network(snapshot).of_kinds(ties)
    nodes = {node.id: node for node in whole.nodes if node.kind in {"partner", kind}}
    titles = snapshot.template.lists[f"{kind}s"]
    for item in items:
        id_ = node_id(kind, item)
        if id_ not in nodes:
            nodes[id_] = Node(id_, kind, sector=getattr(titles[item], "side", None), name=titles[item].title)
    return Network.of(nodes.values(), whole.edges, directed=True, titles=whole.titles)


def sector_network(graph: Graph, by: str | Mapping[NodeId, Label] = "sector") -> Network:
    """Return groups instead of nodes: every tie between two nodes becomes one between their groups, or a loop.

    `by` is `sector`, `region`, `kind`, or an attribute of the nodes; nodes without a group, and their ties, are left
    out. The strength is kept.
    """
    network = network_of(graph)
    group = dict(zip(network.ids, network.labels(by), strict=True))
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


def series(network: Network, days: Iterable[dt.date]) -> Iterator[tuple[dt.date, Network]]:
    """Return the network on each of some days, for figures over time."""
    for day in days:
        yield day, network.as_of(day)


def turning_days(network: Network) -> tuple[dt.date, ...]:
    """Return the days on which a tie begins or ends: between them nothing changes."""
    days: set[dt.date] = set()
    for edge in network.edges:
        days.update(day for day in (edge.start, edge.end) if day is not None)
    return tuple(sorted(days))


def portfolio(networks: Mapping[str, Network], shared: Iterable[NodeId] = ()) -> Network:
    """Join the networks of several programmes in one; ids get the programme's name and a slash before them.

    `shared` ids stand for the same organisation in every programme and stay as they are.
    """
    same = frozenset(shared)

    def renamed(programme: str, id_: NodeId) -> NodeId:
        return id_ if id_ in same else f"{programme}/{id_}"

    nodes = [
        replace(node, id=renamed(name, node.id), attributes={**node.attributes, "programme": name})
        for name, network in networks.items()
        for node in network.nodes
    ]
    edges: Iterator[Edge] = (
        replace(edge, source=renamed(name, edge.source), target=renamed(name, edge.target), entries=())
        for name, network in networks.items()
        for edge in network.edges
    )
    titles = {sector: title for network in networks.values() for sector, title in network.titles.items()}
    return Network.of(nodes, edges, titles=titles)
