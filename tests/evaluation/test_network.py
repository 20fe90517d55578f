"""The figures of the network that a gate may ask for, held against networkx and against the textbook."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from partnership.acts import Recorded
from partnership.evaluation import View, tie_counts
from partnership.evaluation.network import components, cut_vertices, network_figure
from partnership.evaluation.ties import pairs_tied
from partnership.index import evolve
from partnership.records import AnyRecord, Event, Tie
from partnership.template.core import Metric
from tests.small import day, partner, running


@st.composite
def _graphs(draw: st.DrawFn) -> dict[str, set[str]]:
    nodes = [f"n{i}" for i in range(draw(st.integers(0, 7)))]
    neighbours: dict[str, set[str]] = {node: set() for node in nodes}
    for one, other in combinations(nodes, 2):
        if draw(st.booleans()):
            neighbours[one].add(other)
            neighbours[other].add(one)
    return neighbours


@given(_graphs())
def test_components_and_cut_partners_are_those_of_networkx(neighbours: dict[str, set[str]]) -> None:
    """Two programs that share nothing agree on who holds a network together."""
    graph = nx.Graph(neighbours)
    assert sorted(map(sorted, components(neighbours))) == sorted(map(sorted, nx.connected_components(graph)))
    assert cut_vertices(neighbours) == set(nx.articulation_points(graph))


def test_a_star_hangs_on_its_middle() -> None:
    """Take the coordinator away, and nobody is tied to anybody."""
    star: dict[str, set[str]] = {"hub": {"a", "b", "c"}, "a": {"hub"}, "b": {"hub"}, "c": {"hub"}}
    assert cut_vertices(star) == {"hub"}


def test_a_pair_that_several_records_tie_is_one_tie_of_a_figure() -> None:
    """Two partners who declare a tie, and hold an event together: not denser than one pair can be."""
    programme = running()
    law, state = programme.template, programme.state
    told: list[AnyRecord] = [
        Tie(id="t", between=("aid", "bank"), type="x"),
        Event(id="e", type="x", state="held", partners=("aid", "bank")),
    ]
    for record in told:
        recorded = state.entries[-1].recorded
        state = evolve(state, Recorded(seq=state.length + 1, date=day("2010-02-03"), recorded=recorded, record=record))
    ctx = View(law, state, day("2010-02-03")).context()
    assert tie_counts(ctx) == {("aid", "bank"): 2}
    assert list(pairs_tied(ctx)) == [("aid", "bank")]
    assert network_figure(Metric.DENSITY, {"aid": "ngo", "bank": "business"}, pairs_tied(ctx)) == 1


def test_a_tie_turns_with_the_kind_of_what_it_names() -> None:
    """A tie of a person who works for the NGO is the NGO's, until a partner is known by that very id."""
    programme = running()
    law, state, on = programme.template, programme.state, day("2010-02-03")
    for record, pair in ((Tie(id="t", between=("p-1", "bank"), type="x"), "aid"), (partner("p-1"), "p-1")):
        recorded = state.entries[-1].recorded
        state = evolve(state, Recorded(seq=state.length + 1, date=on, recorded=recorded, record=record))
        assert tie_counts(View(law, state, on).context()) == {tuple(sorted(("bank", pair))): 1}


def test_a_figure_over_nobody_is_unknown() -> None:
    """An aggregate over nothing is unknown, never a pass."""
    assert all(network_figure(metric, {}, ()) is None for metric in Metric)
    assert network_figure(Metric.ISOLATES, {"a": "ngo"}, ()) == Fraction(1)
    assert network_figure(Metric.CONNECTED, {"a": "ngo", "b": "ngo"}, ()) == Fraction(1, 2)
    assert network_figure(Metric.DENSITY, {"a": "ngo"}, ()) is None
    assert network_figure(Metric.CROSS_SECTOR_SHARE, {"a": "ngo"}, ()) is None
