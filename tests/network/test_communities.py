"""Groups that are tied most closely inside, and whether they follow the sectors."""

from collections import Counter
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.errors import InputError, UnknownName
from partnership.network import Edge, Network, Node, communities
from partnership.network.measures.communities import Communities
from tests.network.drawn import networks
from tests.network.pilot import on
from tests.network.published import karate, plain


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
        "Those who work closely together are mostly of the same sector. "
        "The 2 circles stand apart: only 1 of 21 ties run between them."
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
        == "No circles stand apart: all are tied about alike. (circles of 2, modularity 0)"
    )


def test_without_ties_there_is_nothing_to_find() -> None:
    found = communities(Network.of([Node("a")], []), seed=1)
    assert (found.value, found.modularity, found.agreement) == ({"a": None}, None, None)


def test_an_unknown_attribute_is_refused() -> None:
    with pytest.raises(UnknownName):
        communities(cliques("ngo", "media"), seed=1, by="secotr")


# --- against what is published, and against chance -------------------------------------------------------------------

LETTERS = "abcd"


def villages(sectors: list[str]) -> Network:
    """Four villages of five, where everybody knows everybody, and one tie from each village to the next."""
    ids = [f"{village}{number}" for village in LETTERS for number in range(5)]
    nodes = [Node(id_, sector=sector) for id_, sector in zip(ids, sectors, strict=True)]
    edges = [Edge(one, other, "visits") for one, other in combinations(ids, 2) if one[0] == other[0]]
    edges += [Edge(f"{one}0", f"{other}1", "visits") for one, other in zip(LETTERS, LETTERS[1:] + "a", strict=True)]
    return Network.of(nodes, edges)


def pairs_agree(found: Communities, network: Network) -> float:
    """The adjusted Rand index, by its other formula: pairs that both put together, one, the other, or neither."""
    counts = Counter(
        (found.value[one.id] == found.value[other.id], one.sector == other.sector)
        for one, other in combinations(network.nodes, 2)
    )
    both, neither = counts[True, True], counts[False, False]
    one, other = counts[True, False], counts[False, True]
    return 2 * (both * neither - one * other) / ((both + one) * (one + neither) + (both + other) * (other + neither))


def test_the_karate_club_falls_into_four_groups_that_follow_its_split() -> None:
    """No grouping has a modularity above 0.420, and some seed comes to it.

    Agarwal, G. & Kempe, D. (2008). Modularity-maximizing graph communities via mathematical programming. European
    Physical Journal B 66, 409-418.
    """
    network = karate()
    found = [communities(network, seed=seed, draws=9) for seed in range(8)]
    reached = [each.modularity or 0 for each in found]
    assert all(0.41 < modularity < 0.4199 for modularity in reached)
    best = found[reached.index(max(reached))]
    assert round(max(reached), 4) == 0.4198
    assert [len(members) for members in best.members] == [12, 11, 6, 5]
    assert best.modularity == pytest.approx(nx.community.modularity(plain(network), best.members))
    tested = communities(network, seed=0)
    assert tested.agreement == pytest.approx(pairs_agree(tested, network))
    assert tested.verdict.in_language("en") == "The 4 circles stand apart: only 21 of 78 ties run between them."
    assert str(tested.of_sectors) == "Those who work closely together are mostly of the same sector."


@settings(max_examples=30)
@given(networks(), st.integers(0, 5))
def test_the_same_seed_gives_the_same_groups_and_everybody_who_is_tied_has_one(network: Network, seed: int) -> None:
    if not any(node.sector for node in network.nodes):
        return
    one, other = (communities(network, seed=seed, draws=3) for _ in range(2))
    assert one == other
    tied = {end for edge in network.edges if edge.source != edge.target for end in (edge.source, edge.target)}
    assert {id_ for id_, group in one.value.items() if group is not None} == tied
    assert sorted(map(str, (id_ for group in one.members for id_ in group))) == sorted(map(str, tied))
    assert list(map(len, one.members)) == sorted(map(len, one.members), reverse=True)


def test_of_groups_that_could_be_cut_otherwise_the_seed_chooses_and_always_the_same() -> None:
    network = karate()
    found = [[communities(network, seed=seed, draws=3).members for _ in range(3)] for seed in range(6)]
    assert all(one == other for one, *others in found for other in others)
    assert len({one for one, *_ in found}) > 1


def test_groups_that_have_nothing_to_do_with_sectors_are_found_not_to() -> None:
    """Villages where both sectors live, as many of each as chance would have it, more or less."""
    found = communities(villages(list("xxyyxyxyxyxyyxxyyxxy")), seed=1)
    assert [len(members) for members in found.members] == [5, 5, 5, 5]
    assert found.chance.value is not None
    assert found.chance.value > 0.05
    assert "does not depend on the sector" in found.text("en")


def test_groups_that_mix_the_sectors_on_purpose_are_told_from_those_that_only_happen_to() -> None:
    """One of each sector in every village is as rare by chance as all of one."""
    found = communities(villages(list("vwxyz" * 4)), seed=1)
    assert found.agreement is not None
    assert found.agreement < 0
    assert "mostly of different sectors" in found.text("en")


@pytest.mark.parametrize("sectors", [["ngo"] * 20, [f"s{number}" for number in range(20)]], ids=["one", "each its own"])
def test_where_sectors_say_nothing_the_groups_are_told_alone(sectors: list[str]) -> None:
    found = communities(villages(sectors), seed=1)
    assert found.agreement is None
    assert found.of_sectors is None
    assert found.verdict.in_language("en") == "The 4 circles stand apart: only 4 of 44 ties run between them."
    assert "sector" not in found.figures.in_language("en")


def test_one_group_and_no_ties_are_no_groups() -> None:
    nodes = [Node(id_, sector="ngo" if id_ < "c" else "media") for id_ in "abcd"]
    all_tied = Network.of(nodes, [Edge(one, other, "visits") for one, other in combinations("abcd", 2)])
    assert "all are tied about alike" in communities(all_tied, seed=1).text("en")
    lonely = communities(Network.of(nodes, []), seed=1)
    assert (lonely.members, lonely.modularity) == ((), None)
    assert set(lonely.value.values()) == {None}
    assert "Nobody is tied to anybody yet." in lonely.text("en")


def test_they_are_held_against_any_attribute_and_refuse_what_is_not_there() -> None:
    network = villages(list("vwxyz" * 4))
    regions = Network.of(
        [Node(node.id, sector=node.sector, region=str(node.id)[0]) for node in network.nodes], network.edges
    )
    found = communities(regions, seed=1, by="region")
    assert found.agreement == 1
    assert "agreement with region" in found.text("en")
    with pytest.raises(UnknownName):
        communities(network, seed=1, by="regoin")
    with pytest.raises(InputError):
        communities(network, seed=1, draws=0)
