"""Groups that are tied most closely inside, and whether they follow the sectors."""

from itertools import combinations

import networkx as nx
import pytest

from partnership.errors import UnknownName
from partnership.network import Edge, Network, Node, communities
from tests.network.pilot import on


def cliques(*sectors: str) -> Network:
    """Two groups of five, each tied to all of its own, with one tie between; `sectors` of each group in turn."""
    nodes = [Node(f"n{n}", sector=sectors[n // 5] if len(sectors) == 2 else sectors[n % 5]) for n in range(10)]
    pairs = [*combinations(range(5), 2), *combinations(range(5, 10), 2), (4, 5)]
    return Network.of(nodes, [Edge(f"n{one}", f"n{other}", "attended", mutual=True) for one, other in pairs])


def test_groups_that_are_the_sectors_are_found_and_hardly_chance() -> None:
    found = communities(cliques("ngo", "media"), seed=1)
    assert found.members == (("n0", "n1", "n2", "n3", "n4"), ("n5", "n6", "n7", "n8", "n9"))
    assert found.agreement == 1
    assert found.chance.value is not None
    assert found.chance.value < 0.05
    assert found.text().startswith(
        "Those who work closely together are mostly of the same sector. 2 groups stand apart."
    )


def test_groups_across_the_sectors_do_not_follow_them() -> None:
    found = communities(cliques("ngo", "media", "business", "government", "school"), seed=1)
    assert found.agreement is not None
    assert found.agreement < 0
    assert "of different sectors" in found.text() or "does not depend on the sector" in found.text()


def test_the_modularity_is_that_of_networkx() -> None:
    network = cliques("ngo", "media")
    plain = nx.Graph((edge.source, edge.target) for edge in network.edges)
    found = communities(network, seed=3)
    assert found.modularity == pytest.approx(nx.community.modularity(plain, list(map(set, found.members))))


def test_the_same_seed_gives_the_same_and_who_is_alone_is_in_no_group() -> None:
    snapshot = on("2010-06-01")
    assert communities(snapshot, seed=5, draws=20) == communities(snapshot, seed=5, draws=20)
    alone = Network.of([Node("a"), Node("b"), Node("c")], [Edge("a", "b", "visits")])
    assert communities(alone, seed=1).value == {"a": 1, "b": 1, "c": None}
    assert (
        communities(alone, seed=1).text()
        == "No groups stand apart: all are tied about alike. (groups of 2, modularity 0)"
    )


def test_without_ties_there_is_nothing_to_find() -> None:
    found = communities(Network.of([Node("a")], []), seed=1)
    assert (found.value, found.modularity, found.agreement) == ({"a": None}, None, None)


def test_an_unknown_attribute_is_refused() -> None:
    with pytest.raises(UnknownName):
        communities(cliques("ngo", "media"), seed=1, by="secotr")
