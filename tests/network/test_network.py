"""A network as a value: its nodes, its ties, its slices by day, by kind and by node."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.errors import InputError, UnknownName
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node
from partnership.values import Text
from tests.network.drawn import DAYS, networks

BANK = Node("bank", sector="business", name=Text.of("The bank", "Банк"), region="RU-SMO")
SCHOOL = Node("school", sector="childrens_institution", start=dt.date(2010, 3, 1))


def partnership() -> Network:
    return Network.of(
        [BANK, SCHOOL, Node("ngo", sector="ngo")],
        [
            Edge("bank", "school", "visits", start=dt.date(2010, 4, 1), end=dt.date(2010, 6, 1), entries=(7, 9)),
            Edge("bank", "ngo", "declared", mutual=True, strength=3.0),
            Edge("bank", "ngo", "attended", mutual=True, start=dt.date(2010, 2, 1)),
            Edge("ngo", "ngo", "declared", mutual=True),
        ],
    )


def test_a_tie_comes_back_as_it_was_told() -> None:
    edges = list(partnership().edges)
    assert edges[0] == Edge(
        "bank", "school", "visits", start=dt.date(2010, 4, 1), end=dt.date(2010, 6, 1), entries=(7, 9)
    )
    assert [edge.strength for edge in edges] == [None, 3.0, None, None]
    assert partnership().node("bank") == BANK
    assert partnership().node("school") == SCHOOL


def test_whoever_is_only_named_by_a_tie_is_there_too() -> None:
    network = Network.of([], [Edge("a", "b", "declared")])
    assert network.ids == ["a", "b"]


def test_an_unknown_partner_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean 'bank'"):
        partnership().node("bnak")


def test_a_day_shows_who_was_there_and_which_ties_held() -> None:
    """A school that is not there yet has no ties either, and a visit's tie ends on its day."""
    network = partnership()
    before, during, after = (network.as_of(dt.date(2010, month, 1)) for month in (2, 4, 6))
    assert before.ids == ["bank", "ngo"]
    assert [edge.kind for edge in before.edges] == ["declared", "attended", "declared"]
    assert {edge.kind for edge in during.edges} == {"declared", "attended", "visits"}
    assert "visits" not in {edge.kind for edge in after.edges}
    assert after.on == dt.date(2010, 6, 1)


def test_parallel_ties_are_one_and_loops_are_none_in_the_simple_graph() -> None:
    network = partnership()
    position = network.simple().positions
    bank, ngo, school = position["bank"], position["ngo"], position["school"]
    assert network.simple().out[bank] == {school: 1.0, ngo: 4.0}
    assert network.simple("count").out[ngo] == {bank: 2.0}
    assert network.simple(None).out[bank] == {school: 1.0, ngo: 1.0}
    assert network.simple({"declared": 10.0}).out[bank] == {ngo: 10.0}
    assert network.simple().into[school] == {bank: 1.0}
    assert network.simple().around[school] == {bank: 1.0}


def test_what_is_left_when_somebody_goes() -> None:
    network = partnership().without("bank")
    assert network.ids == ["school", "ngo"]
    assert [edge.kind for edge in network.edges] == ["declared"]
    assert "bank" not in network
    assert "bank" in partnership()


def test_ties_of_one_node_and_between_two() -> None:
    network = partnership()
    assert [edge.kind for edge in network.edges_of("ngo")] == ["declared", "declared", "attended"]
    assert [edge.kind for edge in network.edges_between("ngo", "bank")] == ["declared", "attended"]
    assert network.kinds == ("visits", "declared", "attended")


def test_direction_means_something_where_one_tie_has_it() -> None:
    assert partnership().directed
    assert not partnership().of_kinds({"declared"}).directed
    assert not Network.of([], []).directed


def test_names_and_groups_are_told_by_position() -> None:
    network = partnership()
    assert network.labels() == ["business", "childrens_institution", "ngo"]
    assert network.labels("region") == ["RU-SMO", None, None]
    assert network.labels({"bank": "rich"}) == ["rich", None, None]
    assert network.name("bank").in_language("ru") == "Банк"
    assert str(network.name("ngo")) == "ngo"
    assert repr(network) == "<Network of 3 nodes and 4 ties>"


@given(networks(dated=True), st.sampled_from(DAYS))
def test_a_slice_by_day_is_what_one_would_pick_by_hand(network: Network, day: dt.date) -> None:
    """The index by day finds what a look at every tie finds, also in a slice of a slice."""
    by_hand = sorted(
        str(edge)
        for edge in network.edges
        if (edge.start is None or edge.start <= day) and (edge.end is None or day < edge.end)
    )
    assert sorted(str(edge) for edge in network.as_of(day).edges) == by_hand
    assert sorted(str(edge) for edge in network.as_of(day).as_of(day).edges) == by_hand


@given(networks(), st.sets(st.sampled_from([f"n{number}" for number in range(7)])))
def test_some_nodes_have_the_ties_between_them_and_no_others(network: Network, chosen: set[str]) -> None:
    part = network.among(chosen)
    assert set(part.ids) == chosen & set(network.ids)
    expected = [edge for edge in network.edges if {edge.source, edge.target} <= chosen]
    assert list(part.edges) == expected
    assert part.simple().arcs == len(
        {
            pair
            for edge in expected
            if edge.source != edge.target
            for pair in ((edge.source, edge.target), (edge.target, edge.source))[: 1 + edge.mutual]
        }
    )


@given(networks())
def test_ties_at_a_node_are_those_that_name_it(network: Network) -> None:
    for id_ in network.ids:
        by_hand = sorted(str(edge) for edge in network.edges if id_ in {edge.source, edge.target})
        assert sorted(str(edge) for edge in network.edges_of(id_)) == by_hand


@pytest.mark.parametrize("strength", [-1.0, float("inf"), 1e101])
def test_a_strength_that_is_none_is_refused_with_its_tie(strength: float) -> None:
    with pytest.raises(InputError, match=r"bank - school: .*; expected a strength from 0 to 1e[+]100"):
        Network.of([], [Edge("bank", "school", "declared", strength=strength)])


def test_a_strength_that_a_table_leaves_empty_is_not_known() -> None:
    (edge,) = Network.of([], [Edge("bank", "school", "declared", strength=float("nan"))]).edges
    assert edge.strength is None
