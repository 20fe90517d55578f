from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.errors import InputError, UnknownName
from partnership.network.figure import Figure
from partnership.network.measures.centrality import betweenness, density, reciprocity
from partnership.network.measures.mixing import assortativity, ei_index, mixing
from partnership.network.measures.multiplexity import multiplexity
from partnership.network.measures.significance import Keep, drawn, exchanged, permutation_test
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node
from partnership.values import Text
from tests.network.drawn import networks
from tests.network.published import karate, kite


def seen(found: list[Network]) -> Callable[[Network], Figure[float]]:
    """A measure that keeps what it is shown."""

    def measure(network: Network) -> Figure[float]:
        found.append(network)
        return Figure(measure="seen", value=1.0, definition=Text.of("-"), source="-", sentence=Text.of("-"))

    return measure


# --- what is kept ----------------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(networks(most=9), st.integers(0, 5))
def test_everyone_keeps_the_number_of_ties(network: Network, seed: int) -> None:
    found: list[Network] = []
    permutation_test(network, seen(found), seed=seed, draws=4)
    before = network.simple(None)
    for other in found:
        after = other.simple(None)
        assert list(map(len, after.out)) == list(map(len, before.out))
        assert list(map(len, after.into)) == list(map(len, before.into))
        assert other.edge_count == (before.arcs if network.directed else before.arcs // 2)
        assert list(other.nodes) == list(network.nodes)
        assert other.directed == network.directed
        assert not any(edge.source == edge.target for edge in other.edges)
        assert sorted(edge.strength or 0 for edge in other.edges) == sorted(
            edge.strength or 0 for edge in found[0].edges
        )


@settings(max_examples=30)
@given(networks(), st.integers(0, 5))
def test_kinds_apart_keep_the_number_of_ties_of_each_kind(network: Network, seed: int) -> None:
    found: list[Network] = []
    permutation_test(network, seen(found), seed=seed, draws=2, kinds="apart")
    for other in found:
        for kind in network.kinds:
            before, after = network.of_kinds([kind]).simple(None), other.of_kinds([kind]).simple(None)
            assert list(map(len, after.out)) == list(map(len, before.out))
            assert list(map(len, after.into)) == list(map(len, before.into))


@settings(max_examples=40)
@given(networks(), st.integers(0, 5))
def test_every_group_keeps_its_size_and_all_ties_stay(network: Network, seed: int) -> None:
    found: list[Network] = []
    permutation_test(network, seen(found), keep="sectors", seed=seed, draws=3)
    for other in found:
        assert Counter(other.labels()) == Counter(network.labels())
        assert [label is None for label in other.labels()] == [label is None for label in network.labels()]
        assert list(other.edges) == list(network.edges)


@pytest.mark.parametrize("by", ["sector", "region", "kind", "city"])
def test_any_label_can_be_dealt_out(by: str) -> None:
    groups = [f"g{place % 3}" for place in range(9)]
    nodes = [
        Node(place, group if by == "kind" else "partner", sector=group, region=group, attributes={"city": group})
        for place, group in enumerate(groups)
    ]
    network = Network.of(nodes, [Edge(0, 1, "tie")])
    found: list[Network] = []
    permutation_test(network, seen(found), keep="sectors", by=by, seed=1, draws=5)
    assert {tuple(other.labels(by)) for other in found} > {tuple(network.labels(by))}
    assert all(Counter(other.labels(by)) == Counter(network.labels(by)) for other in found)


# --- is it fair ------------------------------------------------------------------------------------------------------


def test_dealing_out_labels_agrees_with_all_ways_of_doing_so() -> None:
    sectors = ["x", "x", "x", "y", "y", "y"]
    ties = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (2, 3)]
    network = Network.of(
        [Node(place, sector=sector) for place, sector in enumerate(sectors)],
        [Edge(one, other, "tie", mutual=True) for one, other in ties],
    )
    observed = ei_index(network).value
    assert observed is not None
    ways = [ei_index(network, by=dict(enumerate(labels))).value or 0 for labels in set(permutations(sectors))]
    exact = sum(each <= observed for each in ways) / len(ways)
    found = permutation_test(network, ei_index, keep="sectors", seed=3, draws=2_000)
    assert found.less == pytest.approx(exact, abs=0.03)
    assert found.mean == pytest.approx(sum(ways) / len(ways), abs=0.03)


def same_degrees(ties: list[tuple[int, int]], n: int, *, directed: bool) -> set[frozenset[tuple[int, int]]]:
    """Every simple graph with these degrees."""

    def degrees(chosen: tuple[tuple[int, int], ...]) -> tuple[Counter[int], Counter[int]]:
        sources, targets = Counter(one for one, _ in chosen), Counter(other for _, other in chosen)
        return (sources, targets) if directed else (sources + targets, sources + targets)

    pairs = [(a, b) for a in range(n) for b in range(n) if (a != b if directed else a < b)]
    wanted = degrees(tuple(ties))
    return {frozenset(chosen) for chosen in combinations(pairs, len(ties)) if degrees(chosen) == wanted}


@pytest.mark.parametrize(
    "ties, directed",
    [
        pytest.param([(0, 1), (1, 2), (2, 3), (3, 4), (0, 4)], False, id="ring"),
        pytest.param([(0, 1), (1, 2), (2, 3), (3, 4), (1, 3)], False, id="house"),
        pytest.param([(0, 1), (1, 2), (2, 0)], True, id="round"),
        pytest.param([(0, 1), (1, 2), (2, 3), (3, 0), (0, 2)], True, id="arcs"),
    ],
)
def test_rewiring_reaches_every_network_with_the_same_degrees_alike(
    ties: list[tuple[int, int]],
    directed: bool,  # noqa: FBT001 - a parameter
) -> None:
    possible = same_degrees(ties, 5, directed=directed)
    assert len(possible) > 1
    chance, draws = Random(5).random, 300 * len(possible)  # noqa: S311 - no secret
    found = Counter(frozenset(exchanged(ties, 20, chance, directed=directed)) for _ in range(draws))
    assert set(found) == possible
    assert all(220 < count < 380 for count in found.values())


# --- figures ---------------------------------------------------------------------------------------------------------


def test_the_split_of_the_karate_club_is_no_chance() -> None:
    found = permutation_test(karate(), ei_index, keep="sectors", seed=1)
    assert found.value == pytest.approx(2 / 1_000)
    assert (found.less, found.greater, found.drawn, found.undefined) == (1 / 1_000, 1, 999, 0)
    assert found.mean == pytest.approx(17 / 33 * 2 - 1, abs=0.02)
    assert found.quantiles[0.025] < 0 < found.quantiles[0.975]
    assert found.text("en").endswith("hardly chance (p = 0.002).")


def test_what_the_degrees_fix_is_never_remarkable() -> None:
    found = permutation_test(kite(), density, seed=1, draws=19)
    assert (found.value, found.greater, found.less) == (1, 1, 1)
    assert found.deviation == pytest.approx(0)


def test_mutual_ties_are_more_than_chance_gives() -> None:
    pairs = [(place, (place + step) % 20) for place in range(20) for step in (1, 5)]
    network = Network.of([], [Edge(*ends, "tie", mutual=True) for ends in pairs], directed=True)
    found = permutation_test(network, reciprocity, seed=1, draws=99)
    assert found.greater == pytest.approx(1 / 100)
    assert found.observed == 1


def test_kinds_that_go_together_are_more_than_chance_gives() -> None:
    ends = [(place, (place + step) % 12) for place in range(12) for step in (1, 3)]
    edges = [Edge(one, other, kind, mutual=True) for one, other in ends for kind in ("visits", "attended")]
    network = Network.of([], edges)
    assert permutation_test(network, multiplexity, seed=1, draws=99, kinds="apart").greater == pytest.approx(0.01)
    assert permutation_test(network, multiplexity, seed=1, draws=9).observed == 1


def test_draws_without_a_figure_are_counted() -> None:
    nodes = [Node(place, sector="xy"[place > 1]) for place in range(4)]
    network = Network.of(nodes, [Edge(0, 2, "tie")])
    found = permutation_test(network, assortativity, keep="sectors", seed=2, draws=50)
    assert found.undefined > 0
    assert found.drawn + found.undefined == 50


def test_without_a_figure_there_is_nothing_to_test() -> None:
    found = permutation_test(Network.of([], []), density, seed=1)
    assert (found.value, found.observed, found.mean, found.drawn, found.quantiles) == (None, None, None, 0, {})
    assert found.text("ru") == "Показателя, который можно проверить, здесь нет."


@pytest.mark.parametrize("keep", ["degrees", "sectors"])
def test_the_same_seed_gives_the_same_answer(keep: Keep) -> None:
    test = partial(permutation_test, karate(), partial(assortativity, of="groups"), keep=keep, draws=20)
    assert test(seed=1) == test(seed=1)
    assert test(seed=1).mean != test(seed=2).mean


def test_draws_are_those_that_every_version_of_python_makes() -> None:
    assert drawn(100, 6, seed=7) == [10, 15, 32, 39, 55, 65]
    assert drawn(3, 5, seed=7) == [0, 1, 2]
    assert drawn(0, 5, seed=7) == []
    assert {place for seed in range(60) for place in drawn(5, 2, seed)} == set(range(5))


def test_what_cannot_be_tested_is_refused() -> None:
    with pytest.raises(InputError, match="a number"):
        permutation_test(kite(), betweenness, seed=1)
    with pytest.raises(InputError, match="a number"):
        permutation_test(kite(), mixing, seed=1)
    with pytest.raises(InputError, match="1 or more"):
        permutation_test(kite(), density, seed=1, draws=0)
    with pytest.raises(UnknownName, match="degrees"):
        permutation_test(kite(), density, keep="degree", seed=1)  # type: ignore[arg-type]
    with pytest.raises(UnknownName, match="attribute"):
        permutation_test(kite(), density, keep="sectors", by="town", seed=1)


def test_a_figure_that_no_random_network_has_has_no_probability() -> None:
    figures = iter([1.0])

    def first_only(network: Network) -> Figure[float | None]:
        said = Text.of(str(len(network)))
        return Figure(measure="first", value=next(figures, None), definition=said, source="-", sentence=said)

    found = permutation_test(kite(), first_only, seed=1, draws=3)
    assert (found.observed, found.value, found.greater, found.undefined) == (1.0, None, None, 3)
    assert found.text("en") == "No random network has such a figure."
