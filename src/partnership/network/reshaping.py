"""Networks made of networks: groups instead of nodes, days beside each other, programmes joined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from partnership.evaluation import View
from partnership.messages import Sayable
from partnership.network.measures.options import By, groups
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId
from partnership.network.sources import Graph, network_of
from partnership.network.views import partner_network


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
