"""`graph_measures WHAT MANNER [SHARE]`: CPU and memory of measures, of what-if and of a picture.

Each begins with a network that was just loaded, so that whatever a measure makes of it first is counted. SHARE is the
part of the full size (1), for a first look.
"""

import datetime as dt
import gc
import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import partnership
from benchmarks.graphs import Drawn, peak_mb, villages, with_hub

STORY = Path(partnership.__file__).parents[2] / "examples" / "smolensk-2009.yaml"
"""The pilot as the checkout tells it whose library is measured."""

IN_THE_MIDST = dt.date(2010, 5, 1)

FIRST_SHARE = 0.05
"""The size of what is measured before the clock; with less, some networks would have no room for their ties."""

Measured = Callable[[], float]
"""Does the work, and returns a figure by which manners can be held against each other."""


def _network(drawn: Drawn) -> Any:
    from partnership.network.network import Network
    from partnership.network.nodes import Node

    return Network.from_rows(drawn.ties, (Node(id_, sector=sector) for id_, sector in drawn.nodes))


def _networkx(drawn: Drawn) -> Any:
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(id_ for id_, _ in drawn.nodes)
    graph.add_weighted_edges_from((tie[0], tie[1], tie[5]) for tie in drawn.ties)
    return graph


def _rustworkx(drawn: Drawn) -> Any:
    import rustworkx as rx

    graph = rx.PyGraph(multigraph=False)
    place = dict(zip((id_ for id_, _ in drawn.nodes), graph.add_nodes_from(drawn.nodes), strict=True))
    graph.add_edges_from([(place[tie[0]], place[tie[1]], tie[5]) for tie in drawn.ties])
    return graph


def _igraph(drawn: Drawn) -> Any:
    igraph = import_module("igraph")

    place = {id_: number for number, (id_, _) in enumerate(drawn.nodes)}
    graph = igraph.Graph(len(place), [(place[tie[0]], place[tie[1]]) for tie in drawn.ties], directed=True)
    graph.es["weight"] = [tie[5] for tie in drawn.ties]
    return graph


# --- brokerage -------------------------------------------------------------------------------------------------------


def brokerage(_: str, share: float) -> Measured:
    from partnership.network.measures.brokerage import brokerage as measure

    network = _network(with_hub(int(100_000 * share), int(1_000_000 * share), int(10_000 * share)))
    return lambda: measure(network).whole["total"].count


# --- redundancy ------------------------------------------------------------------------------------------------------


def redundancy(manner: str, share: float) -> Measured:
    drawn = villages(int(10_000 * share), int(100_000 * share))
    if manner == "networkx":
        import networkx as nx

        graph = _networkx(drawn)

        def theirs() -> float:
            nx.effective_size(graph, weight="weight")  # which networkx gets wrong on such a graph
            found: dict[str, float] = nx.constraint(graph, weight="weight")
            return sum(value for value in found.values() if value == value)  # noqa: PLR0124 - nan is no figure

        return theirs
    if manner == "igraph":
        graph = _igraph(drawn)
        return lambda: float(sum(graph.constraint(weights="weight")))
    from partnership.network.measures.redundancy import constraint, effective_size, hierarchy

    network = _network(drawn)

    def ours() -> float:
        found = [measure(network) for measure in (constraint, effective_size, hierarchy)]
        return sum(value for value in found[0].value.values() if value is not None)

    return ours


# --- fragility -------------------------------------------------------------------------------------------------------


def fragility(manner: str, share: float) -> Measured:
    drawn = villages(int(10_000 * share), int(100_000 * share))
    if manner == "networkx":
        import networkx as nx

        graph = _networkx(drawn).to_undirected()
        return lambda: len(list(nx.articulation_points(graph))) + len(list(nx.bridges(graph)))
    if manner == "rustworkx":
        import rustworkx as rx

        graph = _rustworkx(drawn)
        return lambda: len(rx.articulation_points(graph)) + len(rx.bridges(graph))
    if manner == "igraph":
        graph = _igraph(drawn).as_undirected()
        return lambda: len(graph.articulation_points()) + len(graph.bridges())
    from partnership.network.measures.fragility import bridges, cut_partners, exit_impact

    network = _network(drawn)

    def ours() -> float:
        found = len(cut_partners(network).value) + len(bridges(network).value)
        exit_impact(network)
        return found

    return ours


# --- what if, and a picture ------------------------------------------------------------------------------------------


def what_if(_: str, __: float) -> Measured:
    from partnership.network.what_if import what_if as ask
    from partnership.programme import load_programme

    programme = load_programme(STORY)
    return lambda: len(ask(programme, on=IN_THE_MIDST).value)


def picture(_: str, share: float) -> Measured:
    from partnership.pictures import picture as draw

    network = _network(villages(int(200 * share), int(600 * share)))
    return lambda: len(draw(network, form="columns").svg)


WHAT: dict[str, Callable[[str, float], Measured]] = {
    "brokerage": brokerage,
    "redundancy": redundancy,
    "fragility": fragility,
    "what_if": what_if,
    "picture": picture,
}


def main() -> None:
    make, manner = WHAT[sys.argv[1]], sys.argv[2]
    share = float(sys.argv[3]) if len(sys.argv) > 3 else 1.0
    # imports, validators and every path are walked once before the clock
    make(manner, min(share, FIRST_SHARE))()
    measured = make(manner, share)
    gc.collect()
    gc.freeze()
    before = peak_mb(anew=True)
    started = time.process_time()
    figure = measured()
    took = time.process_time() - started
    after = None if before is None else peak_mb()
    more = None if before is None or after is None else after - before
    print(json.dumps({"ms": took * 1e3, "mb": more, "figure": figure}))


if __name__ == "__main__":
    main()
