"""`graph_load MANNER TIES`: from tuples to a network, what it holds in memory, and the ties of one day.

Every manner keeps ids, sectors, and the kind, start and end of each tie, and answers the day with a network of its own
kind. The tuples are there before the clock, and the collector does not walk them.
"""

import datetime as dt
import gc
import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from benchmarks.graphs import ASKED, Drawn, portfolio, resident_mb

Loader = Callable[[Drawn], Any]
Slicer = Callable[[Any, dt.date], Any]
Counter = Callable[[Any], int]


def ours() -> tuple[Loader, Slicer, Counter]:
    from partnership.network.network import Network
    from partnership.network.nodes import Node

    def load(drawn: Drawn) -> Network:
        return Network.from_rows(drawn.ties, (Node(id_, sector=sector) for id_, sector in drawn.nodes))

    return load, lambda network, day: network.as_of(day), lambda network: int(network.edge_count)


def with_networkx() -> tuple[Loader, Slicer, Counter]:
    import networkx as nx

    def load(drawn: Drawn) -> Any:
        graph = nx.MultiDiGraph()
        graph.add_nodes_from((id_, {"sector": sector}) for id_, sector in drawn.nodes)
        graph.add_edges_from(
            (one, other, {"kind": kind, "start": start, "end": end}) for one, other, kind, start, end in drawn.ties
        )
        return graph

    def standing(graph: Any, day: dt.date) -> Any:
        found = nx.MultiDiGraph()
        found.add_nodes_from(graph.nodes(data=True))
        found.add_edges_from(
            (one, other, key, told)
            for one, other, key, told in graph.edges(keys=True, data=True)
            if told["start"] <= day and (told["end"] is None or day < told["end"])
        )
        return found

    return load, standing, lambda graph: int(graph.number_of_edges())


def with_rustworkx() -> tuple[Loader, Slicer, Counter]:
    import rustworkx as rx

    def load(drawn: Drawn) -> Any:
        graph = rx.PyDiGraph()
        place = dict(zip((id_ for id_, _ in drawn.nodes), graph.add_nodes_from(drawn.nodes), strict=True))
        graph.add_edges_from(
            [(place[one], place[other], (kind, start, end)) for one, other, kind, start, end in drawn.ties]
        )
        return graph

    def standing(graph: Any, day: dt.date) -> Any:
        found = rx.PyDiGraph()
        found.add_nodes_from(graph.nodes())
        found.add_edges_from(
            [
                (one, other, told)
                for one, other, told in graph.weighted_edge_list()
                if told[1] <= day and (told[2] is None or day < told[2])
            ]
        )
        return found

    return load, standing, lambda graph: int(graph.num_edges())


def with_igraph() -> tuple[Loader, Slicer, Counter]:
    igraph = import_module("igraph")

    def load(drawn: Drawn) -> Any:
        graph = igraph.Graph(directed=True)
        graph.add_vertices([id_ for id_, _ in drawn.nodes], {"sector": [sector for _, sector in drawn.nodes]})
        _, _, kinds, starts, ends = zip(*drawn.ties, strict=True)
        place = {id_: number for number, (id_, _) in enumerate(drawn.nodes)}
        graph.add_edges(
            [(place[one], place[other]) for one, other, *_ in drawn.ties],
            {"kind": kinds, "start": starts, "end": ends},
        )
        return graph

    def standing(graph: Any, day: dt.date) -> Any:
        spans = zip(graph.es["start"], graph.es["end"], strict=True)
        rows = [row for row, (start, end) in enumerate(spans) if start <= day and (end is None or day < end)]
        return graph.subgraph_edges(rows, delete_vertices=False)

    return load, standing, lambda graph: int(graph.ecount())


MANNERS = {"ours": ours, "networkx": with_networkx, "rustworkx": with_rustworkx, "igraph": with_igraph}


def main() -> None:
    load, standing, count = MANNERS[sys.argv[1]]()
    # every path is walked once, on a small network, before the clock
    small = portfolio(1_000)
    standing(load(small), ASKED)
    drawn = portfolio(int(sys.argv[2]))
    gc.collect()
    gc.freeze()
    before = resident_mb()
    started = time.process_time()
    network = load(drawn)
    loaded = time.process_time() - started
    gc.collect()
    after = resident_mb()
    held = None if before is None or after is None else after - before
    started = time.process_time()
    day = standing(network, ASKED)
    sliced = time.process_time() - started
    started = time.process_time()
    standing(network, ASKED + dt.timedelta(days=365))
    again = time.process_time() - started
    print(json.dumps({"s": loaded, "mb": held, "slice_s": sliced, "again_s": again, "ties": count(day)}))


if __name__ == "__main__":
    main()
