"""What one can look at: everybody, partners, outcomes, functions, sectors, a series, a portfolio."""

import datetime as dt
from typing import Any

import networkx as nx
import pytest

import partnership as pt
from partnership.errors import UnknownName
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node
from partnership.network.reshaping import portfolio, sector_network, series, turning_days
from partnership.network.sources import relationship_graph
from partnership.network.views import (
    function_network,
    outcome_network,
    partner_network,
    relationship_network,
)
from tests.network.pilot import on, pilot


def test_the_graph_of_a_programme_is_one_of_networkx() -> None:
    graph = relationship_graph(on("2010-06-01"))
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.nodes["uralsib"]["sector"] == "business"
    assert graph.nodes["uralsib"]["name_ru"] == "Банк «Уралсиб»"
    kinds = {kind for _, _, kind in graph.edges(data="kind")}
    assert {"wants", "produces", "accountable", "party", "supervises", "member", "coordinates", "attended"} <= kinds
    assert all(data["entries"] for _, _, data in graph.edges(data=True))


def test_a_mutual_tie_is_an_arc_each_way_under_one_key() -> None:
    graph = relationship_graph(on("2010-06-01"))
    mutual = [(one, other, key) for one, other, key, data in graph.edges(keys=True, data=True) if data["mutual"]]
    assert mutual
    assert all(graph.has_edge(other, one, key) for one, other, key in mutual)


def test_the_front_door_has_the_graph() -> None:
    assert pt.relationship_graph is relationship_graph


def test_supervision_points_from_the_department_to_its_schools() -> None:
    network = partner_network(on("2010-06-01"), kinds={"supervises"})
    assert {(edge.source, edge.target) for edge in network.edges} == {
        ("gov-education", f"school-{place}") for place in ("kardymovo", "yartsevo", "pochinok", "demidov")
    }


def test_the_meeting_of_interests_is_the_same_that_readiness_tells() -> None:
    snapshot = on("2010-06-01")
    network, interests = outcome_network(snapshot), snapshot.interests()
    for kind, pairs in (("wants", interests.wants), ("produces", interests.produces)):
        told = {(edge.source, edge.target) for edge in network.edges if edge.kind == kind}
        assert told == {(pair.partner, f"outcome:{pair.outcome}") for pair in pairs}
    unwanted = set(network.ids) - {edge.target for edge in network.edges} - {edge.source for edge in network.edges}
    assert unwanted <= {f"outcome:{outcome}" for outcome in snapshot.template.lists["outcomes"]} | {"victoria"}


def test_a_duty_that_nobody_has_taken_is_shown_all_the_same() -> None:
    """Before anybody has promised anything, the view already shows what the law wants done."""
    network = function_network(on("2009-02-10"))
    assert network.edge_count == 0
    assert "function:F1" in network
    assert "function:F1" not in function_network(on("2009-02-10"), every=False)


def test_a_duty_that_two_sides_share_is_one() -> None:
    """Rassvet answers for F21 of the media, and Zabota carries it out as F25 of the NGOs: neither does so alone."""
    network = function_network(on("2010-06-01"), every=False)
    assert "function:F25" not in network
    held = {(edge.source, edge.kind) for edge in network.edges if edge.target == "function:F21"}
    assert held == {("rassvet", "accountable"), ("zabota", "responsible")}
    assert "function:F25" not in function_network(on("2009-02-10"))


def test_sectors_are_tied_by_the_ties_of_their_partners() -> None:
    network = Network.of(
        [Node("a", sector="business"), Node("b", sector="ngo"), Node("c", sector="ngo"), Node("d")],
        [Edge("a", "b", "declared"), Edge("b", "c", "declared"), Edge("a", "c", "visits"), Edge("a", "d", "visits")],
    )
    sectors = sector_network(network)
    assert sectors.ids == ["business", "ngo"]
    assert [(edge.source, edge.target) for edge in sectors.edges] == [
        ("business", "ngo"),
        ("ngo", "ngo"),
        ("business", "ngo"),
    ]


def test_a_series_shows_how_the_partnership_grew() -> None:
    ever = partner_network(pilot().snapshot, ever=True)
    days = turning_days(ever)
    counts = [network.edge_count for _, network in series(ever, days)]
    assert counts[0] < counts[-1]
    assert days == tuple(sorted(days))
    assert ever.as_of(dt.date(2009, 2, 3)).ids == ["victoria"]


def test_a_snapshot_stands_for_all_days_where_time_is_asked_for_and_for_its_own_in_a_portfolio() -> None:
    ever, snapshot = partner_network(pilot().snapshot, ever=True), on("2010-06-01")
    days = turning_days(snapshot)
    assert days == turning_days(ever)
    for (_, one), (_, other) in zip(series(snapshot, days[::20]), series(ever, days[::20]), strict=True):
        assert list(one.edges) == list(other.edges)
    both = portfolio({"first": snapshot, "second": nx.Graph([("a", "b")])})
    assert both.edge_count == partner_network(snapshot).edge_count + 1


def test_nothing_changes_between_two_turning_days() -> None:
    """Somebody who comes without a tie changes the network, too: its density, say."""
    ever = partner_network(on("2011-12-12"), ever=True)
    days = set(turning_days(ever))
    before = ever.as_of(min(days))
    for ordinal in range(min(days).toordinal(), max(days).toordinal() + 1):
        day = dt.date.fromordinal(ordinal)
        now = ever.as_of(day)
        assert day in days or (now.ids, list(now.rows)) == (before.ids, list(before.rows))
        before = now


def test_groups_by_an_attribute_that_nobody_has_are_no_empty_network() -> None:
    network = Network.of([Node("a", attributes={"branch": "x"})], [])
    with pytest.raises(UnknownName, match="'brunch'; did you mean 'branch'"):
        sector_network(network, by="brunch")
    assert sector_network(Network.of([], []), by="sector").ids == []


def test_a_portfolio_joins_programmes_and_keeps_them_apart() -> None:
    one, other = partner_network(on("2009-12-31")), partner_network(on("2011-12-31"))
    both = portfolio({"first": one, "second": other}, shared={"victoria"})
    assert len(both) == len(one) + len(other) - 1
    assert both.edge_count == one.edge_count + other.edge_count
    assert both.node("first/uralsib").attributes["programme"] == "first"
    assert "victoria" in both
    told = {(edge.record, edge.entries) for edge in both.edges_of("first/uralsib") if edge.record}
    assert told == {
        ((edge.record[0], f"first/{edge.record[1]}"), edge.entries) for edge in one.edges_of("uralsib") if edge.record
    }
    assert both.as_of(dt.date(2009, 2, 3)).ids == ["victoria"]


def test_the_whole_is_made_once_for_a_state() -> None:
    snapshot = pilot().snapshot
    assert relationship_network(snapshot, ever=True) is relationship_network(snapshot, ever=True)


@pytest.mark.parametrize("kinds", ["lifed", ["visits", "atended"]], ids=["all", "one"])
def test_a_kind_of_tie_that_does_not_exist_is_no_network_without_ties(kinds: Any) -> None:
    with pytest.raises(UnknownName, match="unknown: kind of tie"):
        partner_network(on("2010-06-01"), kinds=kinds)


def test_one_kind_may_be_named_by_itself() -> None:
    network = partner_network(on("2010-06-01"), kinds="visits")
    assert network.kinds == ("visits",)
    assert network.of_kinds("visits").edge_count == network.edge_count > 0


def test_an_outcome_is_of_no_sector_and_says_whose_side_the_law_gives_it() -> None:
    """Whoever mixes sectors must not count results and duties among companies and authorities."""
    network = relationship_network(on("2010-06-01"))
    listed = [node for node in network.nodes if node.kind in {"outcome", "function"}]
    assert {node.sector for node in listed} == {None}
    assert network.node("outcome:PB2").attributes["side"] == "business"


def test_who_has_no_name_is_called_by_the_id_that_people_know() -> None:
    network = relationship_network(on("2010-06-01"))
    assert str(network.name("person:p-uralsib-1")) == "p-uralsib-1"
