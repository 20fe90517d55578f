from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.errors import InputError, UnknownName
from partnership.network.measures.centrality import Mode, Of, betweenness, centralisation
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId
from tests.network.drawn import networks, relabelled, turned, with_isolate
from tests.network.published import florentine, karate, kite, plain


def star(n: int, *, mutual: bool = True) -> Network:
    return Network.of(
        [Node(place) for place in range(n)], [Edge(0, place, "tie", mutual=mutual) for place in range(1, n)]
    )


# --- known answers ---------------------------------------------------------------------------------------------------


def test_the_kite_has_the_betweenness_that_krackhardt_published() -> None:
    found = betweenness(kite()).value
    published = {"Heather": 0.389, "Fernando": 0.231, "Garth": 0.231, "Ike": 0.222, "Diane": 0.102, "Andre": 0.023}
    for name, value in published.items():
        assert found[name] == pytest.approx(value, abs=0.0005)
    assert found["Jane"] == found["Carol"] == found["Ed"] == 0


def test_the_medici_stand_between_the_other_families() -> None:
    """Jackson, M. O. (2008). Social and Economic Networks, chapter 1.2.1: 0.522, 0.103 and 0.255."""
    found = betweenness(florentine(pucci=False)).value
    for family, published in {"Medici": 0.522, "Strozzi": 0.103, "Guadagni": 0.255}.items():
        assert found[family] == pytest.approx(published, abs=0.0005)


def test_florence_is_as_centralised_as_published() -> None:
    """Wasserman & Faust (1994), chapter 5: degree 0.267 with the Pucci, betweenness 0.437 without."""
    degree = centralisation(florentine())
    assert degree.value == pytest.approx(0.267, abs=0.0005)
    assert degree.hubs == ("Medici",)
    assert centralisation(florentine(pucci=False), of="betweenness").value == pytest.approx(0.437, abs=0.0005)


@pytest.mark.parametrize("of", ["degree", "betweenness"])
@pytest.mark.parametrize("n", [3, 4, 9])
def test_a_star_is_one_hub_and_a_ring_is_none(of: Of, n: int) -> None:
    """Freeman (1979)."""
    assert centralisation(star(n), of=of).value == pytest.approx(1)
    assert centralisation(star(n), of=of, directed=True).value == pytest.approx(1)
    ring = Network.of([], [Edge(place, (place + 1) % n, "tie", mutual=True) for place in range(n)])
    assert centralisation(ring, of=of).value == pytest.approx(0)


@pytest.mark.parametrize("mode, value", [("out", 1.0), ("in", 1 / 16), ("total", 0.5)])
def test_a_star_of_one_way_ties_is_a_hub_of_those_that_go_out(mode: Mode, value: float) -> None:
    assert centralisation(star(5, mutual=False), mode=mode).value == pytest.approx(value)


# --- judges ----------------------------------------------------------------------------------------------------------


def all_shortest(network: Network, *, directed: bool) -> dict[NodeId, float]:
    """Betweenness by listing every shortest path."""
    graph = plain(network)
    graph = graph if directed else nx.Graph(graph)
    found = dict.fromkeys(network.ids, 0.0)
    for one, other in permutations(network.ids, 2):
        if nx.has_path(graph, one, other):
            paths = list(nx.all_shortest_paths(graph, one, other))
            for path in paths:
                for between in path[1:-1]:
                    found[between] += 1 / len(paths)
    return found


@settings(max_examples=60)
@given(networks(), st.booleans())
def test_betweenness_is_the_share_of_shortest_paths(network: Network, directed: bool) -> None:  # noqa: FBT001 - drawn
    judge = all_shortest(network, directed=directed)
    raw = betweenness(network, normalised=False, directed=directed).value
    assert raw == pytest.approx({id_: each if directed else each / 2 for id_, each in judge.items()})
    shares = betweenness(network, directed=directed).value
    pairs = (len(network) - 1) * (len(network) - 2)
    if len(network) < 3:
        assert all(each is None for each in shares.values())
    else:
        assert shares == pytest.approx({id_: each / pairs for id_, each in judge.items()})


@pytest.mark.parametrize("directed", [True, False])
def test_networkx_says_the_same(directed: bool) -> None:  # noqa: FBT001 - a parameter
    graph = nx.gnm_random_graph(120, 400, seed=7, directed=directed)
    judge = nx.betweenness_centrality(graph)
    assert betweenness(graph).value == pytest.approx(judge)
    assert betweenness(graph, sample=120, seed=1).value == pytest.approx(judge)


@settings(max_examples=60)
@given(networks())
def test_centralisation_is_how_far_all_are_from_the_most_central(network: Network) -> None:
    n = len(network)
    simple = network.simple(None)
    if not network.directed:
        degrees, largest = [len(near) for near in simple.out], (n - 1) * (n - 2)
    else:
        degrees = [len(a) + len(b) for a, b in zip(simple.out, simple.into, strict=True)]
        largest = 2 * (n - 1) * (n - 2)
    value = centralisation(network).value
    if value is None:
        assert n < 3
        return
    assert value == pytest.approx(sum(max(degrees) - degree for degree in degrees) / largest)
    assert 0 <= value <= 1
    between = centralisation(network, of="betweenness").value
    assert between is not None
    shares = [each for each in betweenness(network).value.values() if each is not None]
    assert between == pytest.approx(sum(max(shares) - share for share in shares) / (n - 1))


@given(networks())
def test_with_direction_left_aside_it_is_freemans(network: Network) -> None:
    graph = nx.Graph((edge.source, edge.target) for edge in network.edges if edge.source != edge.target)
    graph.add_nodes_from(network.ids)
    degrees = [degree for _, degree in graph.degree()]
    possible = (len(graph) - 1) * (len(graph) - 2)
    judge = sum(max(degrees) - degree for degree in degrees) / possible if len(graph) > 2 else None
    assert centralisation(network, directed=False).value == judge


# --- properties ------------------------------------------------------------------------------------------------------


@settings(max_examples=50)
@given(networks())
def test_names_do_not_matter_and_turning_ties_swaps_in_and_out(network: Network) -> None:
    names: dict[NodeId, NodeId] = {id_: f"m{9 - place}" for place, id_ in enumerate(network.ids)}
    renamed = relabelled(network, names)
    found = betweenness(network).value
    assert betweenness(renamed).value == pytest.approx({names[id_]: each for id_, each in found.items()})
    assert betweenness(turned(network)).value == pytest.approx(found)
    assert centralisation(renamed).value == centralisation(network).value == centralisation(turned(network)).value
    assert centralisation(turned(network), mode="in").value == centralisation(network, mode="out").value
    assert set(centralisation(renamed).hubs) == {names[id_] for id_ in centralisation(network).hubs}


@settings(max_examples=30)
@given(networks())
def test_an_isolate_stands_between_nobody(network: Network) -> None:
    before = betweenness(network, normalised=False).value
    after = betweenness(with_isolate(network), normalised=False).value
    assert after == before | {"alone": 0}


# --- a sample --------------------------------------------------------------------------------------------------------


def test_a_sample_of_all_is_exact() -> None:
    whole = betweenness(karate(), sample=34, seed=1)
    assert whole.exact
    assert whole.error == 0
    assert whole.value == pytest.approx(betweenness(karate()).value)


def test_a_sample_is_off_by_no_more_than_it_says() -> None:
    exact = betweenness(karate(), normalised=False).value
    for seed in range(40):
        found = betweenness(karate(), normalised=False, sample=12, seed=seed)
        assert found.error is not None
        assert not found.exact
        worst = max(abs((found.value[id_] or 0) - (each or 0)) for id_, each in exact.items())
        assert worst <= found.error


def test_the_bound_shrinks_with_the_sample_and_is_that_of_hoeffding() -> None:
    graph = nx.path_graph(200)
    errors = [betweenness(graph, sample=sample, seed=1).error for sample in (10, 40, 160)]
    assert errors == sorted(errors, key=lambda error: -(error or 0))
    # sqrt((1 - 9/200) ln(2 * 200 / 0.05) / 20) * 200 / 199
    assert errors[0] == pytest.approx(0.6585, abs=0.0005)


def test_pivots_of_the_callers_own_have_no_bound() -> None:
    found = betweenness(karate(), pivots=[0, 33, 5, 5])
    assert found.pivots == (0, 33, 5)
    assert found.error is None
    assert "no bound" in found.text("en")
    judge = nx.betweenness_centrality_subset(plain(karate()), [0, 33, 5], list(range(34)))
    pairs = 33 * 32
    assert found.value == pytest.approx({id_: each * 2 * 34 / 3 / pairs for id_, each in judge.items()})


def test_the_same_seed_gives_the_same_sample() -> None:
    one, same, other = (betweenness(karate(), sample=8, seed=seed) for seed in (1, 1, 2))
    assert one == same
    assert one.pivots != other.pivots


def test_a_sample_asks_for_a_seed() -> None:
    with pytest.raises(InputError, match="seed"):
        betweenness(karate(), sample=3)
    with pytest.raises(InputError, match="1 or more"):
        betweenness(karate(), sample=0, seed=1)
    with pytest.raises(InputError, match="confidence: 2"):
        betweenness(karate(), sample=3, seed=1, confidence=2)
    with pytest.raises(UnknownName, match="node"):
        betweenness(karate(), pivots=["nobody"])


# --- words -----------------------------------------------------------------------------------------------------------


def test_it_is_said_who_is_the_hub() -> None:
    assert centralisation(star(5)).text("en") == (
        "Centralisation 1 (0: all alike, 1: one hub). Nearer to one hub: 0 (4 of 4 possible ties)."
    )
    assert "Скорее распределено; на первом месте: Heather" in centralisation(kite(), of="betweenness").text("ru")
    assert (
        betweenness(kite()).text("ru") == "Больше всего кратчайших путей между другими проходит через: "
        "Heather (0,389), Fernando (0,231), Garth (0,231)."
    )


@pytest.mark.parametrize(
    "options", [pytest.param({"of": "betweeness"}, id="of"), pytest.param({"mode": "inn"}, id="mode")]
)
def test_an_unknown_option_is_answered_with_the_nearest(options: dict[str, str]) -> None:
    with pytest.raises(UnknownName, match="did you mean"):
        centralisation(kite(), **options)  # type: ignore[arg-type]
