"""Who stands between others, and as what: counts, and what chance would give."""

import random
from collections import defaultdict
from fractions import Fraction
from itertools import permutations, product
from math import sqrt
from statistics import fmean, pstdev
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.errors import UnknownName
from partnership.network.measures.brokerage import ROLES, Brokerage, Role, brokerage
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId
from tests.network.drawn import networks, relabelled, turned, with_isolate

FIVE = ROLES[:5]


def role_of(one: Any, broker: Any, other: Any) -> Role:
    """The role by the letters of the paper, spelt out."""
    letters = {one: "A"}
    for group in (broker, other):
        letters.setdefault(group, "ABC"[len(letters)])
    word = letters[one] + letters[broker] + letters[other]
    roles: dict[str, Role] = {
        "AAA": "coordinator",
        "ABA": "consultant",
        "AAB": "representative",
        "ABB": "gatekeeper",
        "ABC": "liaison",
    }
    return roles[word]


def by_hand(network: Network) -> tuple[dict[NodeId, dict[Role, int]], dict[NodeId, int]]:
    """Every ordered triple, one after the other."""
    ties = {(edge.source, edge.target) for edge in network.edges}
    ties |= {(edge.target, edge.source) for edge in network.edges if edge.mutual}
    sector = {node.id: node.sector for node in network.nodes}
    found: dict[NodeId, dict[Role, int]] = {id_: dict.fromkeys(ROLES, 0) for id_ in network.ids}
    unplaced: dict[NodeId, int] = defaultdict(int)
    for one, broker, other in permutations(network.ids, 3):
        if (one, broker) in ties and (broker, other) in ties and (one, other) not in ties:
            groups = [sector[one], sector[broker], sector[other]]
            if None in groups:
                unplaced[broker] += 1
            else:
                found[broker][role_of(*groups)] += 1
                found[broker]["total"] += 1
    return found, unplaced


@given(networks(most=8))
def test_counts_are_those_of_a_triple_loop(network: Network) -> None:
    found = brokerage(network)
    value, unplaced = by_hand(network)
    assert found.value == value
    assert found.unplaced == unplaced
    assert found.ungrouped == tuple(node.id for node in network.nodes if node.sector is None)
    for role in ROLES:
        assert found.whole[role].count == sum(row[role] for row in value.values())


# --- published answers -----------------------------------------------------------------------------------------------

STRIKE = """
Frank Gill, Gill Ike, Gill Hal, Gill John, Ike Mike, Ike Bob, Mike Bob, Hal John, Hal Bob, John Karl, John Lanny,
John Bob, Karl Lanny, Karl Ozzie, Lanny Bob, Bob Alejandro, Bob Norm, Alejandro Carlos, Alejandro Eduardo,
Alejandro Domingo, Carlos Eduardo, Carlos Domingo, Eduardo Domingo, Norm Ozzie, Norm Vern, Norm Paul, Norm Utrecht,
Norm Sam, Vern Ted, Paul Quint, Quint Utrecht, Quint Russ, Utrecht Russ, Utrecht Sam, Russ Ted, Sam Xavier, Sam Wendle,
Xavier Wendle
"""
"""Who talked with whom about a strike in a sawmill: Michael, J. H. (1997). Labor dispute reconciliation in a forest
products manufacturing facility. Forest Products Journal 47 (11/12), 41-45; as spread with Pajek."""

SPANISH = {"Alejandro", "Carlos", "Eduardo", "Domingo"}
YOUNG = {"Frank", "Gill", "Ike", "Mike", "Hal", "John", "Karl", "Lanny", "Bob"}

SCORES = """
Utrecht 8 0 0 0 0, Norm 18 0 5 5 0, Hal 2 0 0 0 0, Russ 4 0 0 0 0, Karl 0 0 2 2 0, Bob 14 0 10 10 2, Quint 4 0 0 0 0,
Ozzie 0 0 1 1 0, Ike 4 0 0 0 0, Ted 2 0 0 0 0, Sam 8 0 0 0 0, Vern 2 0 0 0 0, Gill 10 0 0 0 0, Lanny 2 0 0 0 0,
Alejandro 0 0 3 3 0, Paul 2 0 0 0 0, John 12 0 0 0 0
"""
"""What R's sna gives for it, as published in the course notes "Centrality and Brokerage in statnet" (CORE Lab, Naval
Postgraduate School): coordinator, consultant, two roles that are equal where ties are mutual, liaison."""


def strike() -> nx.Graph:
    graph = nx.Graph([pair.split() for pair in STRIKE.split(",")])
    for name in graph:
        graph.nodes[name]["sector"] = "spanish" if name in SPANISH else "young" if name in YOUNG else "old"
    return graph


def test_the_strike_network_has_its_published_scores() -> None:
    """Bob speaks for the young in every direction; each pair counts both ways, as in R."""
    found = brokerage(strike())
    rows = [row.split() for row in SCORES.split(",")]
    expected = {row[0]: tuple(map(int, row[1:])) for row in rows}
    assert len(found.value) == 24
    for name, row in found.value.items():
        assert tuple(row[role] for role in FIVE) == expected.get(str(name), (0, 0, 0, 0, 0)), name
    assert "Bob (36 pairs" in found.text()
    assert "Bob (36 пар, не связанных напрямую" in found.text("ru")
    assert found.text().endswith("Mostly as coordinator within its group: 14.")


def test_two_who_stand_between_as_many_are_both_named() -> None:
    square = nx.cycle_graph(4)
    found = brokerage(square, by="kind")
    assert found.text() == (
        "Stand between others most: 0, 1, 2, 3 (2 pairs each that are not tied directly, 25 % of all; "
        "each direction counts)."
    )
    assert "0, 1, 2, 3 (2 пары у каждого, не связанные напрямую, 25 % от всех" in found.text("ru")


@pytest.mark.parametrize(
    "sectors, role",
    [
        pytest.param("AAA", "coordinator", id="AAA"),
        pytest.param("ABA", "consultant", id="ABA"),
        pytest.param("AAB", "representative", id="AAB"),
        pytest.param("ABB", "gatekeeper", id="ABB"),
        pytest.param("ABC", "liaison", id="ABC"),
    ],
)
def test_a_role_is_named_by_its_structure(sectors: str, role: Role) -> None:
    """a -> v -> b, in this order: a representative takes its own group's word out, a gatekeeper lets others in."""
    nodes = [Node(id_, sector=sector) for id_, sector in zip("avb", sectors, strict=True)]
    found = brokerage(Network.of(nodes, [Edge("a", "v", "declared"), Edge("v", "b", "declared")]))
    assert found.value["v"] == {**dict.fromkeys(ROLES, 0), role: 1, "total": 1}


# --- properties ------------------------------------------------------------------------------------------------------


@given(networks(most=6), st.randoms(use_true_random=False))
def test_names_do_not_matter(network: Network, chance: random.Random) -> None:
    names = [f"m{number}" for number in range(len(network))]
    chance.shuffle(names)
    other = dict(zip(network.ids, names, strict=True))
    found, renamed = brokerage(network), brokerage(relabelled(network, other))
    assert {other[id_]: row for id_, row in found.value.items()} == renamed.value
    assert {other[id_]: row for id_, row in found.z.items()} == renamed.z
    assert found.whole == renamed.whole


@given(networks(most=6))
def test_turning_all_ties_swaps_representatives_and_gatekeepers(network: Network) -> None:
    found, back = brokerage(network), brokerage(turned(network))
    for id_, row in found.value.items():
        swapped = {**row, "representative": row["gatekeeper"], "gatekeeper": row["representative"]}
        assert back.value[id_] == swapped


@given(networks(most=6))
def test_one_more_node_without_ties_changes_no_count(network: Network) -> None:
    """But what chance would give: the ties could have fallen on it."""
    value = brokerage(with_isolate(network)).value
    assert value.pop("alone") == dict.fromkeys(ROLES, 0)
    assert value == brokerage(network).value


# --- chance ----------------------------------------------------------------------------------------------------------


def every_graph(size: int) -> list[frozenset[tuple[int, int]]]:
    arcs = list(permutations(range(size), 2))
    return [
        frozenset(arc for arc, there in zip(arcs, chosen, strict=True) if there)
        for chosen in product((False, True), repeat=len(arcs))
    ]


def tallied(arcs: frozenset[tuple[int, int]], groups: str) -> dict[Role, list[int]]:
    found: dict[Role, list[int]] = {role: [0] * len(groups) for role in ROLES}
    for one, broker in arcs:
        for middle, other in arcs:
            if middle == broker and other != one and (one, other) not in arcs:
                role = role_of(groups[one], groups[broker], groups[other])
                found[role][broker] += 1
                found["total"][broker] += 1
    return found


FOUR = every_graph(4)


@pytest.mark.parametrize("groups", ["AAAA", "AAAB", "AABB", "AABC", "ABCD"])
@pytest.mark.parametrize("model", ["density", "ties"])
def test_chance_is_that_of_all_graphs_of_four_nodes(groups: str, model: Any) -> None:
    """All 4,096 of them, weighed as each model weighs them: means and deviations, by node and of the whole."""
    ties = 5
    tallies = [(len(arcs), tallied(arcs, groups)) for arcs in FOUR]
    p = Fraction(ties, 12)
    weights = [
        float(p**count * (1 - p) ** (12 - count)) if model == "density" else float(count == ties)
        for count, _ in tallies
    ]
    chosen = [(weight, tally) for weight, (_, tally) in zip(weights, tallies, strict=True) if weight]
    whole = sum(weight for weight, _ in chosen)
    edges = [Edge(one, other, "declared") for one, other in list(permutations(range(4), 2))[:ties]]
    found = brokerage(Network.of([Node(at, sector=groups[at]) for at in range(4)], edges), given=model)
    for role in ROLES:
        for node in range(4):
            mean = sum(weight * tally[role][node] for weight, tally in chosen) / whole
            square = sum(weight * tally[role][node] ** 2 for weight, tally in chosen) / whole
            assert found.expected[node][role] == pytest.approx(mean, abs=1e-12)
            assert found.sd[node][role] == pytest.approx(sqrt(max(0.0, square - mean**2)), abs=1e-7)
        mean = sum(weight * sum(tally[role]) for weight, tally in chosen) / whole
        square = sum(weight * sum(tally[role]) ** 2 for weight, tally in chosen) / whole
        assert found.whole[role].expected == pytest.approx(mean, abs=1e-12)
        assert found.whole[role].sd == pytest.approx(sqrt(max(0.0, square - mean**2)), abs=1e-7)


@pytest.mark.parametrize("model", ["density", "ties"])
def test_chance_is_that_of_many_random_graphs(model: Any) -> None:
    """Nine nodes in three groups and one without: a thousand and a half graphs drawn come near, within five errors."""
    groups, ties, draws = "AAAABBBC", 20, 1500
    possible = list(permutations(range(9), 2))
    chance = random.Random(11)  # noqa: S311 - draws, no secrets
    nodes = [Node(at, sector=groups[at] if at < 8 else None) for at in range(9)]
    counts: dict[tuple[Role, int | None], list[int]] = defaultdict(list)
    for _ in range(draws):
        if model == "ties":
            arcs = frozenset(chance.sample(possible, ties))
        else:
            arcs = frozenset(arc for arc in possible if chance.random() < ties / len(possible))
        tally = tallied(frozenset(arc for arc in arcs if 8 not in arc), groups)
        for role in ROLES:
            counts[role, 0].append(tally[role][0])
            counts[role, 7].append(tally[role][7])
            counts[role, None].append(sum(tally[role]))
    edges = [Edge(one, other, "declared") for one, other in possible[:ties]]
    found = brokerage(Network.of(nodes, edges), given=model)
    for (role, node), drawn in counts.items():
        whole = found.whole[role]
        mean, sd = (whole.expected, whole.sd) if node is None else (found.expected[node][role], found.sd[node][role])
        assert fmean(drawn) == pytest.approx(mean, abs=5 * sd / sqrt(draws) + 1e-9)
        assert pstdev(drawn) == pytest.approx(sd, rel=0.25, abs=1e-9)


def test_z_is_the_distance_in_deviations_and_none_where_chance_leaves_no_room() -> None:
    found = brokerage(strike())
    row = {role: found.z["Bob"][role] for role in ROLES}
    for role, z in row.items():
        assert z == pytest.approx((found.value["Bob"][role] - found.expected["Bob"][role]) / found.sd["Bob"][role])
    assert found.whole["coordinator"].z == pytest.approx(
        (found.whole["coordinator"].count - found.whole["coordinator"].expected) / found.whole["coordinator"].sd
    )
    alone = brokerage(Network.of([Node("a", sector="ngo"), Node("b", sector="ngo")], [Edge("a", "b", "declared")]))
    assert set(alone.z["a"].values()) == {None}
    complete = nx.complete_graph(5, create_using=nx.DiGraph)
    nx.set_node_attributes(complete, "ngo", "sector")
    assert set(brokerage(complete, given="density").z[0].values()) == {None}
    assert set(brokerage(complete, given="ties").z[0].values()) == {None}


# --- at the edges ----------------------------------------------------------------------------------------------------


def test_an_empty_network_has_no_brokers() -> None:
    found = brokerage(Network.of([], []))
    assert (found.value, found.z, found.ungrouped, found.unplaced) == ({}, {}, (), {})
    assert all(odds.count == 0 and odds.z is None for odds in found.whole.values())
    assert found.text() == "Nobody stands between two others who are not tied themselves."
    assert found.text("ru") == "Никто не стоит между двумя другими, не связанными напрямую."


def test_whoever_has_no_group_is_named_and_left_out() -> None:
    nodes = [Node("a", sector="ngo"), Node("v", sector="ngo"), Node("b")]
    found = brokerage(Network.of(nodes, [Edge("a", "v", "declared", mutual=True), Edge("v", "b", "declared")]))
    assert found.value["v"]["total"] == 0
    assert found.unplaced == {"v": 1}
    assert found.ungrouped == ("b",)
    assert found.text().endswith("Without a group, and so left out: b.")
    assert found.text("ru").endswith("Без группы, поэтому не учтены: b.")


def test_where_nobody_has_a_group_nothing_is_said_of_brokers() -> None:
    assert brokerage(Network.of([], [Edge("a", "b", "declared")])).text() == "Without a group, and so left out: a, b."


def test_groups_may_come_from_anywhere() -> None:
    graph = nx.DiGraph([("a", "v"), ("v", "b")])
    nx.set_node_attributes(graph, {"a": 1, "v": 1, "b": 2}, "wave")
    assert brokerage(graph, by="wave").value["v"]["representative"] == 1
    assert brokerage(graph, by={"a": 1, "v": 2, "b": 1}).value["v"]["consultant"] == 1
    assert brokerage(graph, by="kind").value["v"]["coordinator"] == 1
    with pytest.raises(UnknownName, match="did you mean 'wave'"):
        brokerage(graph, by="wvae")
    with pytest.raises(UnknownName, match="did you mean 'density'"):
        brokerage(graph, given="densty")  # type: ignore[arg-type]


def test_many_groups_cost_no_more_than_few() -> None:
    """Every node a group of its own: all is liaison, and chance is reckoned by sizes of groups, not by pairs."""
    graph = nx.gnp_random_graph(3000, 0.002, seed=3, directed=True)
    found = brokerage(graph, by={node: node for node in graph})
    assert found.whole["liaison"].count == found.whole["total"].count > 0
    assert found.whole["liaison"].sd == pytest.approx(found.whole["total"].sd)


def test_a_figure_says_where_it_comes_from() -> None:
    found = brokerage(strike(), given="ties")
    assert isinstance(found, Brokerage)
    assert found.measure == "brokerage"
    assert "Gould" in found.source
    assert found.parameters == {"by": "sector", "given": "ties"}
