"""Whose contacts know each other: Burt's measures, on any ties, against the formulas as they stand in the book."""

import random
from collections.abc import Callable
from math import log
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.errors import UnknownName
from partnership.network.figure import Figure
from partnership.network.measures.redundancy import constraint, effective_size, efficiency, hierarchy
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId
from tests.network.drawn import networks, relabelled, turned, with_isolate

SCOPES = pytest.mark.parametrize("scope", ["whole", "ego"])
MEASURES = (constraint, effective_size, efficiency, hierarchy)
EACH = pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.__name__)

Values = dict[NodeId, float | None]
Measure = Callable[..., Figure[Values]]


def by_the_book(network: Network, scope: str, weight: Any = "strength") -> dict[str, Values]:
    """Sums over everybody, for everybody; nothing shared, nothing left out."""
    arcs = {one: dict(row) for one, row in enumerate(network.simple(weight).out)}
    everybody = range(len(network))

    def z(one: int, other: int) -> float:
        return 0.0 if one == other else arcs[one].get(other, 0.0) + arcs[other].get(one, 0.0)

    found: dict[str, Values] = {measure.__name__: {} for measure in MEASURES}
    for i, id_ in enumerate(network.ids):
        contacts = [j for j in everybody if z(i, j)]
        known = [i, *contacts] if scope == "ego" else list(everybody)
        if not contacts:
            for values in found.values():
                values[id_] = None
            continue

        def p(one: int, other: int, known: list[int] = known) -> float:
            return z(one, other) / sum(z(one, k) for k in known)

        def m(one: int, other: int, known: list[int] = known) -> float:
            return z(one, other) / max(z(one, k) for k in known)

        size = sum(1 - sum(p(i, q) * m(j, q) for q in contacts if q != j) for j in contacts)
        pressing = [(p(i, j) + sum(p(i, q) * p(q, j) for q in contacts if q != j)) ** 2 for j in contacts]
        mean = sum(pressing) / len(contacts)
        found["constraint"][id_] = sum(pressing)
        found["effective_size"][id_] = size
        found["efficiency"][id_] = size / len(contacts)
        found["hierarchy"][id_] = (
            sum(c / mean * log(c / mean) for c in pressing) / (len(contacts) * log(len(contacts)))
            if len(contacts) > 1
            else None
        )
    return found


def near(values: Any) -> Any:
    return pytest.approx(values, abs=1e-9)


@SCOPES
@given(networks(), st.sampled_from(["strength", "count", None, {"declared": 3.0, "visits": 0.5}]))
def test_figures_are_those_of_the_book(scope: Any, network: Network, weight: Any) -> None:
    """Directed or not, weighted, with parallel ties, loops, isolates, or empty."""
    expected = by_the_book(network, scope, weight)
    for measure in MEASURES:
        found = measure(network, scope=scope, weight=weight)
        assert found.value == near(expected[measure.__name__])
        assert list(found.value) == network.ids


# --- published answers -----------------------------------------------------------------------------------------------


def burt() -> nx.Graph:
    """The network by which Burt shows redundancy: Structural Holes (1992), chapter 2; also in Borgatti, S. P. (1997).
    Structural holes: unpacking Burt's redundancy measures. Connections 20 (1), 35-38."""
    return nx.Graph(["GA", "GB", "GC", "GD", "GE", "GF", "AB", "AE", "BD", "EF"])


def test_six_contacts_who_partly_know_each_other_are_as_good_as_four_and_two_thirds() -> None:
    """Borgatti's 6 - 2 * 4 / 6: four of the ties are among the contacts."""
    assert effective_size(burt()).value["G"] == pytest.approx(4.67, abs=0.005)
    assert efficiency(burt()).value["G"] == pytest.approx(0.78, abs=0.005)


def test_a_tie_of_five_among_ties_of_one_repeats_what_it_should() -> None:
    """Triangle ab = 1, ac = 1, bc = 5: b has 1 - 5/6 of a and 1 - 1/6 * 1/5 of c. Several programs differ."""
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 1), ("a", "c", 1), ("b", "c", 5)])
    assert effective_size(graph).value["b"] == pytest.approx(1 / 6 + 29 / 30)
    assert effective_size(graph.to_directed()).value["b"] == pytest.approx(1 / 6 + 29 / 30)


@pytest.mark.parametrize(
    "graph",
    [
        pytest.param(nx.krackhardt_kite_graph(), id="kite"),
        pytest.param(nx.karate_club_graph(), id="karate"),
        pytest.param(nx.florentine_families_graph(), id="Florentine marriages"),
        pytest.param(nx.davis_southern_women_graph(), id="Davis"),
    ],
)
def test_without_weights_and_directions_networkx_says_the_same(graph: nx.Graph) -> None:
    assert constraint(graph, weight=None).value == near(nx.constraint(graph))
    assert effective_size(graph, weight=None).value == near(nx.effective_size(graph))


@given(networks(most=6))
def test_constraint_is_that_of_networkx_on_simple_directed_weighted_graphs(network: Network) -> None:
    """Where it is right: one arc a pair and direction, no loops. It gives nan to whoever only receives ties: not so."""
    graph = nx.DiGraph()
    graph.add_nodes_from(network.ids)
    simple = network.simple()
    for one, row in enumerate(simple.out):
        for other, weight in row.items():
            graph.add_edge(simple.ids[one], simple.ids[other], weight=weight)
    theirs = nx.constraint(graph, weight="weight") if len(graph) else {}
    ours = constraint(network).value
    for id_, value in theirs.items():
        if value == value and graph.out_degree(id_):  # noqa: PLR0124 - nan alone differs from itself
            assert ours[id_] == pytest.approx(value)
        else:
            assert (ours[id_] is None) is (not graph.in_degree(id_))


@SCOPES
def test_a_star_leaves_its_middle_free_and_holds_its_ends(scope: Any) -> None:
    star = nx.star_graph(4)
    assert constraint(star, scope=scope).value == near({0: 0.25, 1: 1.0, 2: 1.0, 3: 1.0, 4: 1.0})
    assert effective_size(star, scope=scope).value[0] == 4
    assert hierarchy(star, scope=scope).value == {0: 0.0, 1: None, 2: None, 3: None, 4: None}


def test_the_two_scopes_differ_where_contacts_know_others() -> None:
    """b and c know each other, and each many more: seen from a alone, they have nobody else."""
    graph = nx.Graph(["ab", "ac", "bc", *(f"b{number}" for number in range(8)), *(f"c{number}" for number in range(8))])
    whole, ego = (constraint(graph, scope=scope).value["a"] for scope in ("whole", "ego"))
    assert whole == pytest.approx(2 * (0.5 + 0.5 * 0.1) ** 2)
    assert ego == pytest.approx(2 * (0.5 + 0.5 * 0.5) ** 2)


# --- properties ------------------------------------------------------------------------------------------------------


@EACH
@given(networks(most=6), st.randoms(use_true_random=False))
def test_names_do_not_matter(measure: Measure, network: Network, chance: random.Random) -> None:
    names = [f"m{number}" for number in range(len(network))]
    chance.shuffle(names)
    other = dict(zip(network.ids, names, strict=True))
    expected = {other[id_]: value for id_, value in measure(network).value.items()}
    assert measure(relabelled(network, other)).value == near(expected)


@EACH
@given(networks(most=6))
def test_turning_all_ties_changes_nothing(measure: Measure, network: Network) -> None:
    """A tie either way makes a contact."""
    assert measure(turned(network)).value == near(measure(network).value)


@EACH
@given(networks(most=6))
def test_one_more_node_without_ties_has_no_figure_and_changes_none(measure: Measure, network: Network) -> None:
    value = measure(with_isolate(network)).value
    assert value.pop("alone") is None
    assert value == near(measure(network).value)


@given(networks(most=6))
def test_what_contacts_do_among_themselves_alone_presses_more(network: Network) -> None:
    whole, ego = constraint(network).value, constraint(network, scope="ego").value
    for id_, value in whole.items():
        seen = ego[id_]
        assert (value is None) is (seen is None)
        assert value is None or seen is None or seen >= value - 1e-12


@given(networks(most=6))
def test_figures_stay_within_their_bounds(network: Network) -> None:
    for id_, size in effective_size(network).value.items():
        contacts = len(network.simple().around[network.simple().positions[id_]])
        assert size is None or 0 < size <= contacts
        uneven = hierarchy(network).value[id_]
        assert uneven is None or 0 <= uneven <= 1 + 1e-12


# --- at the edges ----------------------------------------------------------------------------------------------------


@EACH
def test_an_empty_network_has_no_figures(measure: Measure) -> None:
    found = measure(Network.of([], []))
    assert found.value == {}
    assert (found.text(), found.text("ru")) == ("Nobody is there.", "Здесь никого нет.")


@EACH
def test_whoever_only_receives_ties_has_a_figure_and_an_isolate_none(measure: Measure) -> None:
    network = Network.of(
        [Node("alone")],
        [
            Edge("a", "c", "visits"),
            Edge("b", "c", "visits"),
            Edge("c", "c", "visits"),
            Edge("alone", "alone", "visits"),
        ],
    )
    found = measure(network)
    assert found.value["alone"] is None
    assert found.value["c"] is not None


def test_a_tie_without_strength_is_no_contact() -> None:
    """Strengths of 0 add up to no tie; counted, they are ties."""
    network = Network.of([], [Edge("a", "b", "declared", strength=0.0), Edge("a", "c", "declared", strength=1.0)])
    assert constraint(network).value == {"a": 1.0, "b": None, "c": 1.0}
    assert constraint(network, weight="count").value == near({"a": 0.5, "b": 1.0, "c": 1.0})


def test_measures_share_one_pass() -> None:
    network = Network.of([], [Edge("a", "b", "declared"), Edge("b", "c", "declared")])
    constraint(network)
    kept = dict(network._kept)
    effective_size(network)
    hierarchy(network)
    assert {key: id(value) for key, value in network._kept.items()} == {key: id(value) for key, value in kept.items()}
    assert constraint(network, weight={"declared": 2.0}).value == constraint(network).value


def test_a_figure_says_it_in_words() -> None:
    graph = burt()
    graph.add_node("Z")
    assert constraint(graph).text() == (
        "Most constrained by its contacts: C (1); least: G (0.39). Without contacts: Z."
    )
    assert effective_size(graph).text("ru") == (
        "Больше всего неповторяющихся контактов: G (4,667); меньше всего: C, D, F (1). Без контактов: Z."
    )
    assert constraint(nx.complete_graph(3)).text() == ("Most constrained by its contacts: all alike (1.125).")
    assert hierarchy(graph).text().endswith("Too few contacts for it: C, Z.")
    assert "Burt" in constraint(graph).source
    assert constraint(graph, scope="ego").parameters == {"scope": "ego", "weight": "strength"}


def test_a_scope_or_weight_that_is_none_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean 'whole'"):
        constraint(burt(), scope="whol")  # type: ignore[arg-type]
    with pytest.raises(UnknownName, match="did you mean 'strength'"):
        hierarchy(burt(), weight="strenght")  # type: ignore[arg-type]


@EACH
@SCOPES
@pytest.mark.parametrize("small", [5e-324, 1e-200, 1e-90])
def test_strengths_however_far_apart_give_figures(measure: Measure, scope: str, small: float) -> None:
    """A contact that all but vanishes beside another presses with nothing, which is a figure too."""
    for great in (small, 1.0, 1e100):
        ties = [("a", "b", great), ("a", "c", small), ("b", "c", small), ("c", "d", great)]
        network = Network.of([], [Edge(one, other, "tie", mutual=True, strength=each) for one, other, each in ties])
        value = measure(network, scope=scope).value
        assert all(each is None or 0 <= each <= 4 for each in value.values())
        assert set(value) == set("abcd")
