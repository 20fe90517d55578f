import json
import pickle
import tracemalloc
from itertools import combinations

import pytest
from hypothesis import given, settings

from partnership.errors import UnknownName
from partnership.network.measures.multiplexity import multiplexity, role_overlap
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId
from partnership.network.views import function_network
from tests.network.drawn import networks, relabelled, turned, with_isolate
from tests.network.pilot import on
from tests.network.published import davis, florentine


def small() -> Network:
    return Network.of(
        [Node("a"), Node("b"), Node("c"), Node("d")],
        [
            Edge("a", "b", "visits"),
            Edge("b", "a", "visits"),
            Edge("a", "b", "attended", mutual=True),
            Edge("a", "c", "visits"),
            Edge("c", "c", "declared"),
        ],
    )


def test_kinds_are_counted_for_each_tied_pair() -> None:
    found = multiplexity(small())
    assert found.pairs == {("a", "b"): ("visits", "attended"), ("a", "c"): ("visits",)}
    assert (found.value, found.share) == (1.5, 0.5)
    assert found.nodes == {"a": 1.5, "b": 2, "c": 1, "d": None}
    assert found.overlap == {("attended", "visits"): 0.5}
    assert multiplexity(small(), method="share").value == 0.5


@given(networks())
def test_kinds_are_those_of_the_ties_between_two(network: Network) -> None:
    pairs = {}
    for one, other in combinations(network.ids, 2):
        kinds = {edge.kind for edge in network.edges_between(one, other)}
        if kinds:
            pairs[one, other] = kinds
    found = multiplexity(network)
    assert {ends: set(kinds) for ends, kinds in found.pairs.items()} == pairs
    several = sum(len(kinds) > 1 for kinds in pairs.values())
    assert found.value == (pytest.approx(sum(map(len, pairs.values())) / len(pairs)) if pairs else None)
    assert found.share == (pytest.approx(several / len(pairs)) if pairs else None)
    by_kind = {kind: {ends for ends, kinds in pairs.items() if kind in kinds} for kind in network.kinds}
    for (one, other), share in found.overlap.items():
        assert share == pytest.approx(len(by_kind[one] & by_kind[other]) / len(by_kind[one] | by_kind[other]))
    for id_ in network.ids:
        own = [len(kinds) for ends, kinds in pairs.items() if id_ in ends]
        assert found.nodes[id_] == (pytest.approx(sum(own) / len(own)) if own else None)


@given(networks())
def test_overlap_is_what_two_share_of_all_they_have(network: Network) -> None:
    found = role_overlap(network).value
    for one, other in combinations(network.ids, 2):
        ties = []
        for own, but in ((one, other), (other, one)):
            ties.append(
                {
                    (
                        edge.target if edge.source == own else edge.source,
                        edge.kind,
                        "both" if edge.mutual else "out" if edge.source == own else "in",
                    )
                    for edge in network.edges_of(own)
                    if edge.source != edge.target and but not in {edge.source, edge.target}
                }
            )
        if ties[0] & ties[1]:
            judge = len(ties[0] & ties[1]) / len(ties[0] | ties[1])
            assert found[one][other] == found[other][one] == pytest.approx(judge)
        else:
            assert other not in found[one]


@given(networks(most=12))
def test_the_most_alike_come_first(network: Network) -> None:
    found = role_overlap(network)
    for id_, row in found.value.items():
        assert list(row.values()) == sorted(row.values(), reverse=True)
        assert found.nearest[id_] == tuple(other for other, share in row.items() if share == max(row.values()))


def test_a_hub_costs_no_memory_for_the_pairs_that_hang_on_it() -> None:
    """A thousand leaves are half a million pairs, each with the same overlap; none of them is kept."""
    network = Network.of([], [Edge("hub", number, "tie", mutual=True) for number in range(1000)])
    tracemalloc.start()
    try:
        found = role_overlap(network)
        assert tracemalloc.get_traced_memory()[1] < 6e6
    finally:
        tracemalloc.stop()
    assert set(found.value[7].values()) == {1.0}
    assert len(found.nearest[999]) == 999
    assert found.nearest["hub"] == ()
    assert found.text("en").startswith("Most alike: 0 – 1 (100 % of their ties in common). Nodes with no tie in common")
    assert repr(found.value) == "<1001 nodes>"


def test_an_overlap_that_is_found_when_it_is_read_can_be_kept_in_a_file() -> None:
    found = role_overlap(florentine())
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own
    assert again == found
    assert dict(again.value) == found.value
    assert repr(again.value) == repr(dict(found.value))
    assert json.loads(json.dumps(dict(found.value))) == found.value


@settings(max_examples=50)
@given(networks())
def test_names_directions_and_isolates_do_not_matter(network: Network) -> None:
    names: dict[NodeId, NodeId] = {id_: f"m{9 - place}" for place, id_ in enumerate(network.ids)}
    found = multiplexity(network)
    for other in (relabelled(network, names), turned(network), with_isolate(network)):
        assert multiplexity(other).value == found.value
    overlap = role_overlap(network).value
    assert role_overlap(turned(network)).value == overlap
    assert role_overlap(with_isolate(network)).value == {**overlap, "alone": {}}
    assert role_overlap(relabelled(network, names)).value == {
        names[id_]: {names[other]: share for other, share in row.items()} for id_, row in overlap.items()
    }


def test_women_are_compared_with_women_and_events_with_events() -> None:
    """Davis et al. (1941): Brenda and Laura shared six of eight meetings at which either was."""
    network = davis()
    found = role_overlap(network).value
    assert found["Brenda Rogers"]["Laura Mandeville"] == pytest.approx(6 / 8)
    kind = {node.id: node.kind for node in network.nodes}
    assert all(kind[one] == kind[other] for one, row in found.items() for other in row)


def test_who_could_take_over_functions_is_who_has_the_same() -> None:
    network = function_network(on("2011-01-15"))
    found = role_overlap(network)
    schools = [id_ for id_ in network.ids if str(id_).startswith("school-")]
    assert set(found.nearest["school-demidov"]) == set(schools) - {"school-demidov"}


def test_an_empty_network_and_one_without_ties_have_no_figures() -> None:
    for network in (Network.of([], []), Network.of([Node("a")], [Edge("a", "a", "tie")])):
        found = multiplexity(network)
        assert (found.value, found.share, found.pairs, found.overlap) == (None, None, {}, {})
        assert role_overlap(network).text("en") == "No two have a tie in common."


def test_it_is_said_which_kinds_go_together() -> None:
    assert multiplexity(small()).text("en") == (
        "Tied: 2 pairs; kinds of ties for a pair on average: 1.5; pairs tied by two kinds or more: 1 (50 %). "
        "Most often together: took part together + visits (50 %)."
    )
    assert multiplexity(florentine()).text("ru") == (
        "Связано: 20 пар; в среднем видов связей на пару: 1; пар с двумя видами и больше: 0 (0 %)."
    )


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(UnknownName, match="kinds"):
        multiplexity(small(), method="kind")  # type: ignore[arg-type]
