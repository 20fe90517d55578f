from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy import corrcoef

from partnership.errors import InputError, UnknownName
from partnership.network.measures.cores import Between, Split, core_numbers, core_periphery
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId
from tests.network.drawn import networks, relabelled, turned, with_isolate
from tests.network.published import davis_women, florentine, karate, kite, plain

BETWEEN = st.sampled_from(("tied", "ignored", "empty"))

# --- k-cores ---------------------------------------------------------------------------------------------------------


def test_the_karate_club_has_a_core_of_ten() -> None:
    found = core_numbers(karate())
    assert found.depth == 4
    assert found.innermost == (0, 1, 2, 3, 7, 8, 13, 30, 32, 33)


@pytest.mark.parametrize(
    "network",
    [pytest.param(each(), id=each.__name__) for each in (kite, florentine, karate, davis_women)],
)
def test_core_numbers_are_those_of_networkx(network: Network) -> None:
    assert core_numbers(network).value == nx.core_number(plain(network))


@given(networks(most=9))
def test_a_core_number_is_the_last_k_before_one_is_peeled_off(network: Network) -> None:
    near = {id_: set[NodeId]() for id_ in network.ids}
    for edge in network.edges:
        if edge.source != edge.target:
            near[edge.source].add(edge.target)
            near[edge.target].add(edge.source)
    judge = dict.fromkeys(near, 0)
    for k in range(1, len(near)):
        left = set(near)
        while weak := {id_ for id_ in left if len(near[id_] & left) < k}:
            left -= weak
        judge |= dict.fromkeys(left, k)
    assert core_numbers(network).value == judge
    assert core_numbers(turned(network)).value == judge
    assert core_numbers(with_isolate(network)).value == judge | {"alone": 0}
    names: dict[NodeId, NodeId] = {id_: f"m{9 - place}" for place, id_ in enumerate(network.ids)}
    assert core_numbers(relabelled(network, names)).value == {names[id_]: core for id_, core in judge.items()}


def test_large_random_networks_have_the_cores_of_networkx() -> None:
    graph = nx.gnm_random_graph(400, 1_600, seed=2)
    assert core_numbers(graph).value == nx.core_number(graph)


# --- core and periphery ----------------------------------------------------------------------------------------------


def best_fit(network: Network, between: Between) -> float | None:
    """The best correlation over all cores, by writing out both matrices."""
    ids = network.ids
    simple = network.simple(None)
    fits = []
    for size in range(1, len(ids)):
        for core in combinations(range(len(ids)), size):
            tied, pattern = [], []
            for one in range(len(ids)):
                for other in range(len(ids)):
                    inside = (one in core) + (other in core)
                    if one == other or (between == "ignored" and inside == 1):
                        continue
                    tied.append(float(other in simple.out[one]))
                    pattern.append(float(inside > (0 if between == "tied" else 1)))
            if len(set(tied)) > 1 and len(set(pattern)) > 1:
                fits.append(corrcoef(tied, pattern)[0, 1])
    return max(fits, default=None)


@settings(max_examples=60)
@given(networks(most=5), BETWEEN)
def test_the_best_of_all_cores_is_found(network: Network, between: Between) -> None:
    judge = best_fit(network, between)
    found = core_periphery(network, between=between)
    assert found.value == (None if judge is None else pytest.approx(judge))
    assert found.exact
    assert (found.value is None) == (not found.core)


@settings(max_examples=40)
@given(networks(most=7), BETWEEN)
def test_a_quick_search_says_what_its_core_is_worth(network: Network, between: Between) -> None:
    quick = core_periphery(network, between=between, search="quick")
    exact = core_periphery(network, between=between, search="exact")
    if quick.value is None or exact.value is None:
        assert quick.value is exact.value
        return
    assert quick.value <= exact.value + 1e-9
    assert not quick.exact
    assert "may exist" in quick.text("en")


@pytest.mark.parametrize("between", ["tied", "empty"])
@pytest.mark.parametrize("size", [4, 5, 6])
def test_a_planted_core_is_found_whichever_way_it_is_sought(between: Between, size: int) -> None:
    """Borgatti & Everett (2000): the pattern itself fits with 1."""
    graph = nx.complete_graph(size)
    graph.add_nodes_from(range(size, 14))
    if between == "tied":
        graph.add_edges_from((one, other) for one in range(size) for other in range(size, 14))
    for search in ("exact", "quick"):
        found = core_periphery(graph, between=between, search=search)
        assert found.value == pytest.approx(1)
        assert found.core == tuple(range(size))
    if between == "empty":
        large = nx.disjoint_union(graph, nx.empty_graph(300))
        assert core_periphery(large, between=between).core == tuple(range(size))


def test_a_star_is_a_core_of_one() -> None:
    found = core_periphery(nx.star_graph(6))
    assert (found.core, found.value, found.equally_good) == ((0,), 1, 1)
    assert (found.core_density, found.between_density, found.periphery_density) == (None, 1, 0)


@settings(max_examples=30)
@given(networks(most=6))
def test_names_and_directions_do_not_change_the_fit(network: Network) -> None:
    renamed = relabelled(network, {id_: f"m{9 - place}" for place, id_ in enumerate(network.ids)})
    found = core_periphery(network)
    for other in (core_periphery(renamed), core_periphery(turned(network))):
        assert other.value == found.value
        assert len(other.core) == len(found.core)
        assert other.equally_good == found.equally_good
    assert core_periphery(turned(network)).core == found.core


def test_cores_that_fit_as_well_are_counted() -> None:
    ring = Network.of([], [Edge(place, (place + 1) % 4, "tie", mutual=True) for place in range(4)])
    found = core_periphery(ring)
    assert found.core == (0, 2)
    assert found.equally_good == 2
    assert found.text("en").endswith("Other cores that fit as well: 1.")


@pytest.mark.parametrize(
    "graph",
    [
        pytest.param(Network.of([], []), id="empty"),
        pytest.param(Network.of([Node("a"), Node("b")], [Edge("a", "b", "tie")]), id="two"),
        pytest.param(nx.complete_graph(5), id="all-tied"),
        pytest.param(nx.empty_graph(5), id="none-tied"),
    ],
)
def test_where_all_are_alike_there_is_no_core(graph: Network) -> None:
    found = core_periphery(graph)
    assert (found.value, found.core, found.core_density) == (None, (), None)


def test_an_exact_search_of_a_large_network_is_refused() -> None:
    with pytest.raises(InputError, match="at most 20 nodes"):
        core_periphery(karate(), search="exact")
    with pytest.raises(UnknownName, match="tied"):
        core_periphery(kite(), between="tide")  # type: ignore[arg-type]


def test_the_innermost_circle_is_named() -> None:
    assert core_numbers(kite()).text("en") == (
        "The innermost circle: 7 partners, each tied to at least 3 others of it: "
        "Andre, Beverley, Carol, Diane, Ed and 2 more."
    )
    assert core_numbers(nx.empty_graph(2)).text("ru") == "Никто ни с кем не связан."


@settings(max_examples=40)
@given(networks(most=6), BETWEEN, st.sets(st.integers(0, 5)))
def test_a_step_is_worth_what_it_promises(network: Network, between: Between, core: set[int]) -> None:
    trial = Split(network.simple(None), between)
    trial.become(sorted(place for place in core if place < len(network)))
    steps = [*trial.exchanges(), *((trial.after(place), (-place,)) for place in range(len(network)))]
    for promised, places in steps:
        for place in places:
            trial.toggle(-place)
        assert trial.fit() == promised
        for place in places:
            trial.toggle(-place)
