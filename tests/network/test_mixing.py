from collections import Counter

import networkx as nx
import pytest
from hypothesis import given, settings

from partnership.errors import UnknownName
from partnership.network.measures.mixing import assortativity, ei_index, mixing
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId, NodeLabel
from tests.network.drawn import networks, relabelled, turned, with_isolate
from tests.network.pilot import on
from tests.network.published import florentine, karate, plain


def small() -> Network:
    """Two of one group, three of another, one of none: two ties within, two across, one left out."""
    nodes = [
        Node(id_, sector=sector) for id_, sector in zip(list("abcdef"), ["x", "x", "y", "y", "y", None], strict=True)
    ]
    ends = ["ab", "ac", "bd", "cd", "ef"]
    return Network.of(nodes, [Edge(pair[0], pair[1], "tie", mutual=True) for pair in ends])


# --- known answers ---------------------------------------------------------------------------------------------------


def test_the_karate_club_split_where_its_ties_were_few() -> None:
    found = mixing(karate())
    assert found.value == {
        "Mr. Hi": {"Mr. Hi": 35, "Officer": 11},
        "Officer": {"Mr. Hi": 11, "Officer": 32},
    }
    assert (found.total, found.across, found.sizes) == (78, 11, {"Mr. Hi": 17, "Officer": 17})
    assert ei_index(karate()).value == pytest.approx((11 - 67) / 78)


def test_hubs_of_the_karate_club_are_tied_to_others_than_hubs() -> None:
    """-0.4756: Newman's coefficient, as widely reported for this network."""
    assert assortativity(karate(), of="degrees").value == pytest.approx(-0.4756, abs=0.00005)


def test_the_index_is_that_of_krackhardt_and_stern() -> None:
    """-1 where all ties stay inside, 1 where none does; by group and by node as worked out by hand."""
    found = ei_index(small())
    assert (found.value, found.external, found.internal, found.left_out) == (0, 2, 2, 1)
    assert found.groups == {"x": pytest.approx(1 / 3), "y": pytest.approx(1 / 3)}
    assert ei_index(small(), inside="twice").groups == {"x": 0, "y": 0}
    assert found.nodes == {"a": 0, "b": 0, "c": 0, "d": 0, "e": None, "f": None}
    assert found.expected == pytest.approx((6 - 4) / 10)
    inside = Network.of([Node("a", sector="x"), Node("b", sector="x")], [Edge("a", "b", "tie")])
    assert ei_index(inside).value == -1
    assert ei_index(inside, by={"a": 1, "b": 2}).value == 1


def test_what_chance_would_give_follows_from_the_sizes() -> None:
    found = mixing(small())
    assert found.expected == {
        "x": {"x": pytest.approx(4 * 1 / 10), "y": pytest.approx(4 * 6 / 10)},
        "y": {"x": pytest.approx(4 * 6 / 10), "y": pytest.approx(4 * 3 / 10)},
    }
    assert found.shares["x"] == {"x": 0.25, "y": 0.5}


# --- judges ----------------------------------------------------------------------------------------------------------


@given(networks())
def test_every_tie_is_counted_from_group_to_group(network: Network) -> None:
    sector: dict[NodeId, NodeLabel] = {node.id: node.sector for node in network.nodes}
    arcs = {(edge.source, edge.target) for edge in network.edges if edge.source != edge.target}
    arcs |= {(other, one) for edge in network.edges if edge.mutual for one, other in [(edge.source, edge.target)]}
    arcs = {(one, other) for one, other in arcs if one != other}
    counted = Counter((sector[one], sector[other]) for one, other in arcs)
    found = mixing(network)
    for a, row in found.value.items():
        for b, count in row.items():
            halved = 2 if a == b and not network.directed else 1
            assert count == counted[a, b] / halved
    ties = len(arcs) if network.directed else len(arcs) / 2
    assert found.total + found.left_out == ties
    expected = [
        each for a, row in found.expected.items() for b, each in row.items() if network.directed or str(a) <= str(b)
    ]
    known = sum(found.sizes.values())
    assert sum(expected) == pytest.approx(found.total if known > 1 else 0)


@given(networks())
def test_ties_may_be_counted_or_weighed(network: Network) -> None:
    sector = {node.id: node.sector for node in network.nodes}
    for weight in ("count", "strength"):
        total = 0.0
        for edge in network.edges:
            if edge.source != edge.target and None not in {sector[edge.source], sector[edge.target]}:
                more = 1.0 if weight == "count" or edge.strength is None else edge.strength
                total += more * (2 if edge.mutual and network.directed else 1)
        assert mixing(network, weight=weight).total == pytest.approx(total)


@given(networks())
def test_the_index_of_a_node_looks_at_its_own_ties(network: Network) -> None:
    sector = {node.id: node.sector for node in network.nodes}
    simple = network.simple(None)
    found = ei_index(network)
    for place, id_ in enumerate(network.ids):
        ends = [*simple.out[place], *(simple.into[place] if network.directed else ())]
        own = [sector[network.ids[other]] for other in ends if sector[network.ids[other]] is not None]
        external = sum(other != sector[id_] for other in own)
        known = own if sector[id_] is not None else []
        expected = None if not known else (2 * external - len(own)) / len(own)
        assert found.nodes[id_] == (None if expected is None else pytest.approx(expected))


@given(networks())
def test_assortativity_is_that_of_networkx(network: Network) -> None:
    labelled = network.among(node.id for node in network.nodes if node.sector is not None)
    value = assortativity(network).value
    if value is not None:
        assert value == pytest.approx(nx.attribute_assortativity_coefficient(plain(labelled), "sector"))
    else:
        classes = {(a, b) for a, row in mixing(network).value.items() for b, ties in row.items() if ties}
        assert len(classes) <= 1
    assert assortativity(network).left_out == network.simple(None).arcs - labelled.simple(None).arcs


@given(networks(most=8))
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # networkx divides by zero where there is no figure
def test_assortativity_by_degree_is_that_of_networkx(network: Network) -> None:
    value = assortativity(network, of="degrees").value
    if value is not None:
        assert value == pytest.approx(nx.degree_pearson_correlation_coefficient(plain(network)), abs=1e-9)


# --- properties ------------------------------------------------------------------------------------------------------


@settings(max_examples=50)
@given(networks())
def test_neither_names_nor_an_isolate_matter(network: Network) -> None:
    names: dict[NodeId, NodeId] = {id_: f"m{9 - place}" for place, id_ in enumerate(network.ids)}
    for other in (relabelled(network, names), with_isolate(network)):
        assert ei_index(other).value == ei_index(network).value
        assert assortativity(other).value == assortativity(network).value
        for a, row in mixing(network).value.items():
            for b, ties in row.items():
                assert mixing(other).value[a][b] == ties


@settings(max_examples=50)
@given(networks())
def test_turning_all_ties_transposes_the_matrix(network: Network) -> None:
    one, other = mixing(network).value, mixing(turned(network)).value
    assert other == {a: {b: one[b][a] for b in one} for a in one}
    assert ei_index(turned(network)).value == ei_index(network).value
    for of in ("groups", "degrees"):
        assert assortativity(turned(network), of=of).value == assortativity(network, of=of).value


def test_without_ties_or_groups_there_is_no_figure() -> None:
    for network in (Network.of([], []), Network.of([Node("a", sector="x")], []), florentine()):
        assert ei_index(network).value is None
        assert assortativity(network).value is None
        assert mixing(network).total == 0
    assert assortativity(Network.of([], []), of="degrees").value is None
    assert mixing(florentine()).left_out == 20
    assert ei_index(florentine()).text("en").endswith("Left out, with an end in no group: 20.")


# --- words -----------------------------------------------------------------------------------------------------------


def test_sectors_of_a_programme_are_called_by_their_titles() -> None:
    found = mixing(on("2011-01-15"))
    assert "Public authorities – Children's institutions" in found.text("en")
    assert "Органы власти – Детские учреждения" in found.text("ru")


def test_it_is_said_whether_ties_go_out() -> None:
    assert ei_index(karate()).text("en") == (
        "E-I index -0.72 (-1: all ties within groups, 1: all between): more ties go within groups than between "
        "them (by chance 0.03)."
    )
    assert assortativity(karate()).text("ru") == "Ассортативность 0,72: связи чаще внутри групп."


def test_the_busiest_two_groups_are_named_if_any_are() -> None:
    assert mixing(karate()).text("en") == (
        "Ties between different groups: 11 of 78 (14.1 %); by chance 51.5 %. Most of them: Mr. Hi – Officer (11)."
    )
    inside = Network.of([Node("a", sector="x"), Node("b", sector="x")], [Edge("a", "b", "tie", mutual=True)])
    assert mixing(inside).text("ru") == ("Связей между разными группами: 0 из 1 (0 %); при случайных 0 %.")


def test_groups_may_be_any_attribute() -> None:
    nodes = [Node("a", attributes={"city": "Smolensk"}), Node("b", attributes={"city": "Vyazma"})]
    network = Network.of(nodes, [Edge("a", "b", "tie")])
    assert mixing(network, by="city").value["Smolensk"]["Vyazma"] == 1
    with pytest.raises(UnknownName, match="city"):
        mixing(network, by="citi")
