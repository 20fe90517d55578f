"""Two networks beside each other: what is new, gone, stronger, weaker."""

import math

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.errors import UnknownName
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId
from partnership.network.reshaping import ComparedTie, TieChange, compare
from tests.network.drawn import networks, relabelled
from tests.network.pilot import on

BEFORE = Network.of(
    [Node("bank", sector="business"), Node("aid", sector="ngo"), Node("school", sector="state"), Node("old")],
    [
        Edge("bank", "aid", "declared", mutual=True, strength=2),
        Edge("aid", "school", "visits"),
        Edge("aid", "school", "visits"),
        Edge("old", "aid", "declared", mutual=True, strength=1),
    ],
)
AFTER = Network.of(
    [Node("aid", sector="ngo"), Node("bank", sector="business"), Node("school", sector="state"), Node("media")],
    [
        Edge("aid", "bank", "declared", mutual=True, strength=4),
        Edge("aid", "school", "visits"),
        Edge("bank", "school", "placed"),
    ],
)


def test_what_has_changed_is_listed() -> None:
    found = compare(BEFORE, AFTER)
    assert found.value == {
        "nodes_new": ["media"],
        "nodes_gone": ["old"],
        "ties_new": [("bank", "school", "placed", False)],
        "ties_gone": [("aid", "old", "declared", True)],
        "stronger": [("aid", "bank", "declared", True, 2, 4)],
        "weaker": [],
        "more": [],
        "fewer": [("aid", "school", "visits", False, 2, 1)],
        "groups_tied": [("business", "state")],
        "groups_parted": [],
        "cut_new": [],
        "cut_gone": ["aid"],
    }
    assert found.density == (0.5, 0.5)
    assert (found.cut_before, found.cut_after) == (("aid",), ())


def test_it_is_told_in_both_languages() -> None:
    found = compare(BEFORE, AFTER)
    assert found.text("en") == (
        "New: media. Gone: old. New ties: 1 (placed at: 1). "
        "Ties gone: 1 (declared tie: 1), of them with those who left: 1. "
        "Stronger: 1 tie (aid – bank, declared tie: 2 → 4). "
        "Tied less often: 1 tie (aid – school, visits: 2 → 1). "
        "Tied for the first time: business – state. No longer the only way between others: aid."
    )
    assert found.text("ru") == (
        "Появились: media. Ушли: old. Новых связей: 1 (назначен на место: 1). "
        "Пропало связей: 1 (заявленная связь: 1), из них с ушедшими: 1. "
        "Сильнее: 1 связь (aid – bank, заявленная связь: 2 → 4). "
        "Связаны реже: 1 связь (aid – school, выезжает к: 2 → 1). "
        "Впервые связаны: business – state. Уже не единственный путь между другими: aid."
    )


@given(networks())
def test_a_network_does_not_differ_from_itself(network: Network) -> None:
    found = compare(network, network)
    assert not any(found.value.values())
    assert found.text("ru") == "Ничего не изменилось."


def mirror(changes: list[TieChange]) -> set[TieChange]:
    return {change._replace(before=change.after, after=change.before) for change in changes}


@given(networks(directed=True), networks(directed=True))
def test_what_is_new_one_way_is_gone_the_other(one: Network, other: Network) -> None:
    there, back = compare(one, other).value, compare(other, one).value
    for new, gone in (("nodes_new", "nodes_gone"), ("ties_new", "ties_gone"), ("cut_new", "cut_gone")):
        assert set(there[new]) == set(back[gone])
        assert set(there[gone]) == set(back[new])
    for up, down in (("stronger", "weaker"), ("more", "fewer")):
        assert mirror(there[up]) == set(back[down])
        assert mirror(there[down]) == set(back[up])
    parted = {frozenset(ends) for ends in back["groups_parted"]}
    assert {frozenset(ends) for ends in there["groups_tied"]} == parted


@given(networks(directed=True), networks(directed=True))
def test_ties_are_those_that_a_plain_look_finds(one: Network, other: Network) -> None:
    def bundles(network: Network) -> dict[ComparedTie, list[float | None]]:
        found: dict[ComparedTie, list[float | None]] = {}
        for edge in network.edges:
            if edge.source != edge.target:
                found.setdefault(ComparedTie(edge.source, edge.target, edge.kind), []).append(edge.strength)
        return found

    before, after, value = bundles(one), bundles(other), compare(one, other).value
    assert set(value["ties_new"]) == set(after) - set(before)
    assert set(value["ties_gone"]) == set(before) - set(after)
    both = set(before) & set(after)
    assert {change[:4] for change in value["more"]} == {tie for tie in both if len(before[tie]) < len(after[tie])}
    for *tie, was, now in value["stronger"]:
        sums = [
            math.fsum(strength for strength in side[ComparedTie(*tie)] if strength is not None)
            for side in (before, after)
        ]
        assert sums == [was, now]
        assert was < now


@given(networks(), networks(), st.data())
def test_names_do_not_matter(one: Network, other: Network, data: st.DataObject) -> None:
    ids = list(dict.fromkeys([*one.ids, *other.ids]))
    fresh = data.draw(st.permutations([f"m{number}" for number in range(len(ids))]))
    names: dict[NodeId, NodeId] = dict(zip(ids, fresh, strict=True))
    renamed = compare(relabelled(one, names), relabelled(other, names))
    found = compare(one, other)
    assert renamed.density == found.density
    assert {key: len(list_) for key, list_ in renamed.value.items()} == {
        key: len(list_) for key, list_ in found.value.items()
    }


def test_density_is_unknown_where_there_is_no_pair() -> None:
    alone = Network.of([Node("a")], [])
    assert compare(alone, Network.of([], [])).density == (None, None)
    assert compare(alone, Network.of([], [])).text() == "Gone: a."


def test_a_group_that_no_node_has_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean 'sector'"):
        compare(BEFORE, AFTER, by="sectr")


def test_graphs_of_networkx_are_compared_too() -> None:
    found = compare(nx.path_graph(3), nx.path_graph(4))
    assert found.value["nodes_new"] == [3]
    assert found.value["ties_new"] == [(2, 3, "tie", True)]
    assert found.value["cut_new"] == [2]


def test_in_2010_the_media_joined_the_pilot_and_in_2011_they_were_gone() -> None:
    joined = compare(on("2009-12-31"), on("2010-06-30"))
    assert joined.value["nodes_new"] == ["media-slot"]
    assert joined.value["groups_tied"] == [("government", "media")]
    assert joined.value["cut_new"] == ["gov-information"]
    left = compare(on("2010-06-30"), on("2011-06-30"))
    assert left.value["nodes_gone"] == ["media-slot"]
    assert "Больше не связаны: Органы власти – Средства массовой информации." in left.text("ru")
    assert not any(compare(on("2011-06-30"), on("2011-12-31")).value.values())
