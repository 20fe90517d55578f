"""Networks made of networks: groups instead of nodes, days beside each other, programmes joined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from partnership.errors import UnknownName
from partnership.messages import message
from partnership.network.columns import ALWAYS, OPEN, Columns
from partnership.network.network import Network
from partnership.network.nodes import Node, NodeId, NodeLabel, Nodes
from partnership.network.sources import Graph, network_of

_GROUPS = ("sector", "region", "kind")


def sector_network(graph: Graph, by: str | Mapping[NodeId, NodeLabel] = "sector") -> Network:
    """Return groups instead of nodes: every tie between two nodes becomes one between their groups, or a loop.

    `by` is `sector`, `region`, `kind`, or an attribute of the nodes; nodes without a group, and their ties, are left
    out. The strength is kept.

    Raises:
        UnknownName: if nobody has a group of that name; the nearest attribute is proposed.
    """
    network = network_of(graph)
    group = dict(zip(network.ids, network.labels(by), strict=True))
    if isinstance(by, str) and by not in _GROUPS and not any(label is not None for label in group.values()):
        known = {*_GROUPS, *(str(key) for node in network.nodes for key in node.attributes)}
        raise UnknownName(by, known, message("attribute of a node"))
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
    """Return the days on which somebody comes or leaves, or a tie begins or ends: between them nothing changes."""
    start, end = network.columns.start, network.columns.end
    ordinals = {start[row] for row in network.rows} | {end[row] for row in network.rows}
    days = {dt.date.fromordinal(ordinal) for ordinal in ordinals - {ALWAYS, OPEN}}
    days.update(day for node in network.nodes for day in (node.start, node.end) if day is not None)
    return tuple(sorted(days))


def portfolio(networks: Mapping[str, Network], shared: Iterable[NodeId] = ()) -> Network:
    """Join the networks of several programmes in one; ids get the programme's name and a slash before them.

    `shared` ids stand for the same organisation in every programme and stay as they are. Every tie can still be traced:
    its record has the programme's name before it, and its entries are numbers of that programme's ledger.
    """
    same = frozenset(shared)
    nodes, columns = Nodes(), Columns()
    for name, network in networks.items():
        places = [
            nodes.add(
                replace(
                    node,
                    id=node.id if node.id in same else f"{name}/{node.id}",
                    attributes={**node.attributes, "programme": name},
                )
            )
            for node in network.nodes
        ]
        _append(columns, network, dict(zip(network.places, places, strict=True)), name)
    nodes.titles = {sector: title for network in networks.values() for sector, title in network.titles.items()}
    return Network(nodes, columns)


def _append(columns: Columns, network: Network, places: Mapping[int, int], programme: str) -> None:
    own, rows, before = network.columns, network.rows, len(columns)
    codes = [columns.kind_code(kind) for kind in own.kinds]
    columns.extend_with(
        [places[own.source[row]] for row in rows],
        [places[own.target[row]] for row in rows],
        [codes[own.kind[row]] for row in rows],
        mutual=[own.mutual[row] for row in rows],
        start=[own.start[row] for row in rows],
        end=[own.end[row] for row in rows],
        strength=None if own.strength is None else [own.strength[row] for row in rows],
        entries=None if own.entries_at is None else [own.entries_of(row) for row in rows],
    )
    for number, row in enumerate(rows, start=before):
        if row in own.records:
            kind, id_ = own.records[row]
            columns.records[number] = kind, f"{programme}/{id_}"
        if row in own.labels:
            columns.labels[number] = own.labels[row]
