import networkx as nx
import pytest
from hypothesis import given, settings

from partnership.errors import UnknownName
from partnership.network.measures.centrality import density, reciprocity
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node
from tests.network.drawn import networks, relabelled, turned, with_isolate
from tests.network.published import davis_women, florentine, karate, kite, plain


@pytest.mark.parametrize(
    "network, share",
    [
        pytest.param(kite(), 18 / 45, id="kite"),
        pytest.param(florentine(), 20 / 120, id="florentine"),  # Wasserman & Faust (1994), chapter 4: 0.167
        pytest.param(karate(), 78 / 561, id="karate"),
        pytest.param(davis_women(), 139 / 153, id="davis-women"),
    ],
)
def test_published_networks_are_as_dense_as_published(network: Network, share: float) -> None:
    assert density(network).value == pytest.approx(share)


@given(networks())
def test_density_is_the_share_of_ordered_pairs_that_are_tied(network: Network) -> None:
    pairs = [(one, other) for one in network.ids for other in network.ids if one != other]
    if not pairs:
        assert density(network).value is None
        return
    tied = {(edge.source, edge.target) for edge in network.edges}
    tied |= {(edge.target, edge.source) for edge in network.edges if edge.mutual}
    assert density(network).value == pytest.approx(sum(pair in tied for pair in pairs) / len(pairs))
    assert density(network).value == pytest.approx(nx.density(plain(network)))


@given(networks(directed=True))
def test_returned_arcs_are_counted_as_networkx_does(network: Network) -> None:
    found = reciprocity(network).value
    if found is None:
        assert network.simple(None).arcs == 0
    else:
        assert found == pytest.approx(nx.overall_reciprocity(plain(network)))


def test_arcs_and_pairs_give_different_figures_by_choice() -> None:
    network = Network.of([], [Edge("a", "b", "tie"), Edge("b", "a", "tie"), Edge("a", "c", "tie"), Edge("a", "c", "x")])
    assert reciprocity(network).value == pytest.approx(2 / 3)
    assert reciprocity(network, method="dyads").value == pytest.approx(1 / 2)


@given(networks())
def test_mutual_pairs_are_those_tied_both_ways(network: Network) -> None:
    out = {(edge.source, edge.target) for edge in network.edges}
    out |= {(edge.target, edge.source) for edge in network.edges if edge.mutual}
    dyads = {frozenset(ends) for ends in out if len(set(ends)) > 1}
    mutual = sum(all((one, other) in out for one, other in (tuple(dyad), tuple(dyad)[::-1])) for dyad in dyads)
    assert reciprocity(network, method="dyads").value == (pytest.approx(mutual / len(dyads)) if dyads else None)


@settings(max_examples=50)
@given(networks())
def test_neither_names_nor_the_way_ties_point_matter(network: Network) -> None:
    renamed = relabelled(network, {id_: f"m{9 - place}" for place, id_ in enumerate(network.ids)})
    for measure in (density, reciprocity):
        assert measure(renamed).value == measure(network).value == measure(turned(network)).value
        assert measure(renamed).sentence == measure(network).sentence
    assert reciprocity(with_isolate(network)).value == reciprocity(network).value


def test_a_newcomer_whom_nothing_ties_thins_the_network() -> None:
    assert density(with_isolate(kite())).value == pytest.approx(18 / 55)


def test_an_empty_network_has_no_figures() -> None:
    assert density(Network.of([], [])).value is None
    assert density(Network.of([Node("a")], [])).value is None
    assert reciprocity(Network.of([Node("a"), Node("b")], [])).value is None


def test_it_is_said_in_both_languages() -> None:
    figure = density(kite())
    assert figure.text("en") == "10 partners, 18 ties of 45 possible: density 40 %."
    assert figure.text("ru") == "10 партнёров, 18 связей (возможно 45): плотность 40 %."
    network = Network.of([], [Edge("a", "b", "tie")])
    assert (
        density(network).text("ru")
        == "2 партнёра, 1 направленная связь (возможно 2; каждое направление — отдельно): плотность 50 %."
    )
    assert reciprocity(network).text("en") == "1 directed tie (each direction counts), of them returned: 0 (0 %)."


def test_an_unknown_method_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="dyads"):
        reciprocity(kite(), method="dyad")  # type: ignore[arg-type]
