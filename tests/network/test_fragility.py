"""Who is the only way between others, and what is cut off when someone leaves."""

from collections import Counter
from collections.abc import Callable
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.evaluation import network as gates
from partnership.network.figure import Figure
from partnership.network.measures.fragility import biconnected_components, bridges, cut_partners, exit_impact
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId, NodeLabel
from partnership.network.sources import to_networkx
from partnership.network.views import partner_network
from tests.network.drawn import SECTORS, networks, relabelled, turned, with_isolate
from tests.network.pilot import on


def tied(*pairs: str, also: str = "", sectors: str = "") -> Network:
    """A network of one-letter nodes: `tied("ab", "bc")`."""
    names = sorted({letter for pair in pairs for letter in pair} | set(also))
    groups = dict(part.split("=") for part in sectors.split())
    nodes = [Node(name, sector=next((of for of, who in groups.items() if name in who), None)) for name in names]
    return Network.of(nodes, [Edge(pair[0], pair[1], "declared", mutual=True) for pair in pairs])


def plain(network: Network) -> nx.Graph:
    """The simple undirected graph beneath, as networkx has it."""
    graph = nx.Graph()
    graph.add_nodes_from(network.ids)
    graph.add_edges_from((edge.source, edge.target) for edge in network.edges if edge.source != edge.target)
    return graph


class Judge:
    """Takes every node out in turn, and looks."""

    def __init__(self, network: Network) -> None:
        self.graph = plain(network)
        self.labels: dict[NodeId, NodeLabel] = dict(zip(network.ids, network.labels(), strict=True))

    def reachable(self, without: NodeId) -> set[frozenset[NodeId]]:
        rest = self.graph.subgraph(set(self.graph) - {without})
        return {frozenset(pair) for group in nx.connected_components(rest) for pair in combinations(group, 2)}

    def lost(self, leaving: NodeId) -> set[frozenset[NodeId]]:
        before = {frozenset(pair) for group in nx.connected_components(self.graph) for pair in combinations(group, 2)}
        return {pair for pair in before if leaving not in pair} - self.reachable(leaving)

    def alone(self, leaving: NodeId) -> set[NodeId]:
        return {node for node in self.graph if set(self.graph[node]) == {leaving}}

    def groups(self, leaving: NodeId) -> set[frozenset[NodeLabel]]:
        def known(pairs: set[frozenset[NodeId]]) -> set[frozenset[NodeLabel]]:
            found = {frozenset(self.labels[node] for node in pair) for pair in pairs if leaving not in pair}
            return {pair for pair in found if len(pair) == 2 and None not in pair}

        after = self.reachable(leaving)
        return known(after | self.lost(leaving)) - known(after)


# --- against others --------------------------------------------------------------------------------------------------


@given(networks(most=9))
def test_cut_partners_are_those_of_the_gates_and_of_networkx(network: Network) -> None:
    found = set(cut_partners(network).value)
    graph = plain(network)
    assert found == set(nx.articulation_points(graph))
    assert found == gates.cut_vertices({str(node): set(map(str, graph[node])) for node in graph})


@given(networks(most=9))
def test_bridges_are_those_of_networkx(network: Network) -> None:
    found = bridges(network)
    assert {frozenset(tie) for tie in found.value} == {frozenset(tie) for tie in nx.bridges(plain(network))}
    parallel = Counter(frozenset((edge.source, edge.target)) for edge in network.edges)
    assert all(count == parallel[frozenset(tie)] for tie, count in found.ties.items())


@given(networks(most=9))
def test_the_sides_of_a_bridge_are_what_is_left_when_it_breaks(network: Network) -> None:
    found = bridges(network)
    for (one, other), sides in found.sides.items():
        graph = plain(network)
        graph.remove_edge(one, other)
        assert sides == tuple(len(nx.node_connected_component(graph, end)) for end in (one, other))
        assert found.value[one, other] == sides[0] * sides[1]


@given(networks(most=8))
def test_what_an_exit_costs_is_what_is_seen_when_each_is_taken_out(network: Network) -> None:
    judge, found = Judge(network), exit_impact(network)
    assert set(found.value) == set(network.ids)
    for node in network.ids:
        assert found.value[node] == len(judge.lost(node))
        assert set(found.alone.get(node, ())) == judge.alone(node)
        assert {frozenset(pair) for pair in found.groups.get(node, ())} == judge.groups(node)
        others = [edge for edge in network.edges_of(node) if edge.source != edge.target]
        assert found.ties[node] == len(others)


@given(networks(most=8))
def test_the_parts_of_a_cut_partner_are_the_groups_that_are_left(network: Network) -> None:
    graph = plain(network)
    for node, parts in cut_partners(network).parts.items():
        mine = nx.node_connected_component(graph, node) - {node}
        left = nx.connected_components(graph.subgraph(mine))
        assert parts == tuple(sorted(map(len, left), reverse=True))


@given(networks(most=8))
def test_only_cut_partners_part_others(network: Network) -> None:
    assert {node for node, pairs in exit_impact(network).value.items() if pairs} == set(cut_partners(network).value)


# --- what must not matter --------------------------------------------------------------------------------------------

Measure = Callable[[Network], Figure[dict[NodeId, int]]]
each_measure = pytest.mark.parametrize(
    "measure",
    [cut_partners, exit_impact],
    ids=["cut partners", "exit impact"],
)


@each_measure
@given(network=networks(), data=st.data())
def test_names_do_not_matter(measure: Measure, network: Network, data: st.DataObject) -> None:
    fresh = data.draw(st.permutations([f"m{number}" for number in range(len(network))]))
    names: dict[NodeId, NodeId] = dict(zip(network.ids, fresh, strict=True))
    again = measure(relabelled(network, names)).value
    assert again == {names[node]: figure for node, figure in measure(network).value.items()}


@each_measure
@given(network=networks())
def test_direction_does_not_matter(measure: Measure, network: Network) -> None:
    assert measure(turned(network)).value == measure(network).value


@each_measure
@given(network=networks())
def test_an_isolate_takes_no_part(measure: Measure, network: Network) -> None:
    assert {**measure(with_isolate(network)).value, "alone": 0} == {**measure(network).value, "alone": 0}


@given(networks())
def test_a_tie_said_twice_is_the_same_bridge(network: Network) -> None:
    twice = Network.of(network.nodes, [*network.edges, *network.edges])
    found = bridges(network)
    assert bridges(twice).value == found.value
    assert bridges(twice).ties == {tie: 2 * count for tie, count in found.ties.items()}


@given(networks())
def test_a_slice_is_measured_as_a_network_of_its_own(network: Network) -> None:
    left = network.without(*network.ids[:1])
    alike = Network.of(left.nodes, left.edges, directed=left.directed)
    assert repr(bridges(left)) == repr(bridges(alike))
    assert repr(cut_partners(left)) == repr(cut_partners(alike))
    assert repr(exit_impact(left)) == repr(exit_impact(alike))


@given(networks())
def test_sentences_stand_in_both_languages(network: Network) -> None:
    for figure in (cut_partners(network), bridges(network), exit_impact(network)):
        assert figure.text("en").endswith(".")
        assert figure.text("ru").endswith(".")
        assert "nan" not in figure.text("en").split()


# --- known networks --------------------------------------------------------------------------------------------------


def test_the_florentine_families_hang_on_the_medici_and_three_more() -> None:
    """Padgett, J. F., Ansell, C. K. (1993), the marriages among sixteen families, as networkx carries them."""
    found = cut_partners(nx.florentine_families_graph())
    assert next(iter(found.value)) == "Medici"
    assert set(found.value) == {"Medici", "Albizzi", "Guadagni", "Salviati"}
    impact = exit_impact(nx.florentine_families_graph())
    assert impact.alone["Salviati"] == ("Pazzi",)
    assert impact.value["Salviati"] == 13
    assert {frozenset(tie) for tie in bridges(nx.florentine_families_graph()).value} == {
        frozenset(("Acciaiuoli", "Medici")),
        frozenset(("Medici", "Salviati")),
        frozenset(("Salviati", "Pazzi")),
        frozenset(("Albizzi", "Ginori")),
        frozenset(("Guadagni", "Lamberteschi")),
    }


def test_a_star_falls_apart_without_its_middle() -> None:
    star = tied("ma", "mb", "mc", "md", sectors="ngo=m business=ab government=cd")
    impact = exit_impact(star)
    assert impact.value == {"m": 6, "a": 0, "b": 0, "c": 0, "d": 0}
    assert impact.alone == {"m": ("a", "b", "c", "d")}
    assert impact.groups == {"m": (("business", "government"),)}
    assert cut_partners(star).parts == {"m": (1, 1, 1, 1)}
    assert impact.text("en") == (
        "Without m, 6 pairs of partners have no way to each other; left alone: a, b, c, d; "
        "groups with no way to each other: business – government."
    )
    assert impact.text("ru") == (
        "Если исключить партнёра «m»: без связи друг с другом — 6 пар партнёров; без единой связи — "
        "a, b, c, d; без пути друг к другу группы: business – government."
    )
    assert cut_partners(star).text("ru") == (
        "Единственный путь между другими — 1 партнёр из 5: если исключить «m», остальные (4) распадутся на 4 части."
    )


def test_two_who_have_only_each_other_leave_each_other_alone() -> None:
    impact = exit_impact(tied("ab"))
    assert impact.value == {"a": 0, "b": 0}
    assert impact.alone == {"a": ("b",), "b": ("a",)}
    assert bridges(tied("ab")).value == {("a", "b"): 1}
    assert not cut_partners(tied("ab")).value


def test_sectors_that_meet_elsewhere_are_not_parted() -> None:
    whole = tied("am", "mb", "cd", sectors="business=ac ngo=m government=bd")
    assert exit_impact(whole).value["m"] == 1
    assert not exit_impact(whole).groups


def test_the_most_needed_come_first() -> None:
    path = tied("ab", "bc", "cd", "de")
    assert list(cut_partners(path).value) == ["c", "b", "d"]
    assert list(exit_impact(path).value) == ["c", "b", "d", "a", "e"]
    assert list(bridges(path).value) == [("b", "c"), ("c", "d"), ("a", "b"), ("d", "e")]
    assert bridges(path).text() == (
        "4 ties are bridges, the only way between two parts of the network: b – c; c – d; a – b; and 1 more."
    )
    assert cut_partners(path).text().startswith("3 partners of 5 are the only way between others: without c, ")


def test_nobody_is_needed_in_a_circle_nor_in_nothing() -> None:
    for network in (tied("ab", "bc", "ca"), tied(), tied(also="abc")):
        assert not cut_partners(network).value
        assert not bridges(network).value
        assert not any(exit_impact(network).value.values())
        assert "whoever leaves" in cut_partners(network).text("en")


def test_other_groups_than_sectors_can_be_watched() -> None:
    star = tied("ma", "mb", sectors="ngo=mab")
    assert not exit_impact(star).groups
    assert exit_impact(star, by={"a": "north", "b": "south"}).groups == {"m": (("north", "south"),)}


def test_a_chain_of_ten_thousand_is_walked_without_recursion() -> None:
    count = 10_000
    nodes = [Node(number, sector=SECTORS[number % 3]) for number in range(count)]
    edges = [Edge(number - 1, number, "declared", mutual=True) for number in range(1, count)]
    chain = Network.of(nodes, edges)
    assert len(cut_partners(chain).value) == count - 2
    assert len(bridges(chain).value) == count - 1
    assert next(iter(exit_impact(chain).value.values())) == 4_999 * 5_000


def test_the_three_share_one_walk() -> None:
    network = tied("ab", "bc")
    assert biconnected_components(network) is biconnected_components(network)


# --- the pilot -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2009-03-02", "2009-06-22", "2009-09-01", "2010-03-29", "2010-12-31", "2011-12-31"])
def test_the_coordinator_of_the_pilot_was_never_the_only_way(day: str) -> None:
    assert not cut_partners(on(day)).value


@pytest.mark.parametrize("day", ["2010-03-30", "2010-06-30", "2010-11-09"])
def test_for_seven_months_the_media_of_the_pilot_hung_on_one_authority(day: str) -> None:
    impact = exit_impact(on(day))
    assert {node: pairs for node, pairs in impact.value.items() if pairs} == {"gov-information": 12}
    assert impact.alone == {"gov-information": ("media-slot",)}
    assert bridges(on(day)).value == {("gov-information", "media-slot"): 13}
    assert impact.text().endswith(
        "left alone: Regional media; "
        "groups with no way to each other: "
        "Mass media – Public authorities, Business, Non-profit organisations, Children's institutions."
    )


def test_a_picture_of_networkx_is_taken_as_well() -> None:
    network = partner_network(on("2010-06-30"))
    assert exit_impact(to_networkx(network)).value == exit_impact(network).value


def test_in_the_visits_alone_the_coordinator_was_the_only_way_for_a_fortnight() -> None:
    needed = {}
    for day in ("2009-11-28", "2009-12-05", "2009-12-18", "2009-12-19", "2011-12-31"):
        impact = exit_impact(partner_network(on(day), kinds={"visits", "placed", "teamed"}))
        needed[day] = next((node for node, pairs in impact.value.items() if pairs), None)
    assert needed == {
        "2009-11-28": "school-kardymovo",
        "2009-12-05": "radi",
        "2009-12-18": "radi",
        "2009-12-19": None,
        "2011-12-31": None,
    }
