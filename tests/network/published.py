"""Networks that have been published, with figures that have been published about them; each cites where from."""

from collections.abc import Iterable, Mapping

import networkx as nx

from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId

KITE_NAMES = ("Andre", "Beverley", "Carol", "Diane", "Ed", "Fernando", "Garth", "Heather", "Ike", "Jane")


def kite() -> Network:
    """Ten people, drawn so that degree, closeness and betweenness each have another winner.

    Krackhardt, D. (1990). Assessing the political landscape. Administrative Science Quarterly 35, 342-369.
    """
    graph = nx.krackhardt_kite_graph()
    return _mutual(
        [Node(name) for name in KITE_NAMES], [(KITE_NAMES[one], KITE_NAMES[other]) for one, other in graph.edges]
    )


def florentine(*, pucci: bool = True) -> Network:
    """Marriages between 16 Florentine families about 1430; the Pucci married none of the others.

    Padgett, J. F. & Ansell, C. K. (1993). Robust action and the rise of the Medici, 1400-1434. American Journal of
    Sociology 98, 1259-1319; coded by J. Padgett, published in
    Breiger, R. & Pattison, P. (1986). Cumulated social roles. Social Networks 8, 215-256.
    """
    graph = nx.florentine_families_graph()
    families = sorted(graph.nodes) + (["Pucci"] if pucci else [])
    return _mutual([Node(family) for family in families], sorted(map(_sorted, graph.edges)))


def karate() -> Network:
    """Who met whom outside a karate club of 34, and with whom each stayed when it split (the sector).

    Zachary, W. W. (1977). An information flow model for conflict and fission in small groups. Journal of
    Anthropological Research 33, 452-473.
    """
    graph = nx.karate_club_graph()
    nodes = [Node(id_, sector=club) for id_, club in graph.nodes(data="club")]
    return _mutual(nodes, graph.edges)


def davis() -> Network:
    """Which of 18 women of a southern town was at which of 14 meetings, two kinds of nodes.

    Davis, A., Gardner, B. B. & Gardner, M. R. (1941). Deep South. University of Chicago Press.
    """
    graph = nx.davis_southern_women_graph()
    nodes = [Node(id_, kind="event" if side else "person") for id_, side in graph.nodes(data="bipartite")]
    return _mutual(nodes, graph.edges, kind="attended")


def davis_women() -> Network:
    """The same women, tied by the number of meetings at which two were together.

    Breiger, R. L. (1974). The duality of persons and groups. Social Forces 53, 181-190.
    """
    graph = nx.davis_southern_women_graph()
    women = [id_ for id_, side in graph.nodes(data="bipartite") if not side]
    together = nx.bipartite.weighted_projected_graph(graph, women)
    strengths: dict[tuple[NodeId, NodeId], float] = {
        _sorted((one, other)): float(weight) for one, other, weight in together.edges(data="weight")
    }
    return _mutual([Node(id_, kind="person") for id_ in women], strengths, strengths=strengths)


def _sorted(ends: tuple[str, str]) -> tuple[str, str]:
    one, other = sorted(ends)
    return one, other


def _mutual(
    nodes: Iterable[Node],
    ties: Iterable[tuple[NodeId, NodeId]],
    *,
    kind: str = "tie",
    strengths: Mapping[tuple[NodeId, NodeId], float] | None = None,
) -> Network:
    known = strengths or {}
    edges = [Edge(one, other, kind, mutual=True, strength=known.get((one, other))) for one, other in ties]
    return Network.of(nodes, edges, directed=False)


def plain(network: Network) -> nx.Graph | nx.DiGraph:
    """The simple graph beneath, for networkx to measure, with sectors (`?` where there is none)."""
    graph = nx.DiGraph() if network.directed else nx.Graph()
    for node in network.nodes:
        graph.add_node(node.id, sector=node.sector or "?", name=str(network.name(node.id)))
    simple = network.simple("strength")
    for one, targets in enumerate(simple.out):
        for other, weight in targets.items():
            graph.add_edge(network.ids[one], network.ids[other], weight=weight)
    return graph
