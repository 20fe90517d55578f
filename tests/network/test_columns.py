"""Columns: what is told in rows comes back as ties, whichever way it came in, and any day can be asked."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.errors import InputError
from partnership.network import columns as room
from partnership.network.columns import ALWAYS, OPEN, Columns
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node
from tests.network.drawn import DAYS, KINDS, networks

IDS = tuple("abcdef")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(IDS),
        st.sampled_from(IDS),
        st.sampled_from((*KINDS, None)),
        st.sampled_from((*DAYS, None)),
        st.sampled_from((*DAYS, None)),
        st.sampled_from((None, 0.5, 2)),
    ),
    max_size=20,
)


def edges_of(rows: list[tuple[Any, ...]], both: tuple[str, ...] = ()) -> list[Edge]:
    return [
        Edge(one, other, kind or "tie", mutual=(kind or "tie") in both, start=start, end=end, strength=strength)
        for one, other, kind, start, end, strength in rows
    ]


@given(ROWS)
def test_rows_say_what_edges_say(rows: list[tuple[Any, ...]]) -> None:
    """The same nodes in the same order, the same ties, told as tuples or as objects."""
    nodes = [Node("c", sector="ngo"), Node("lonely")]
    network = Network.from_rows(iter(rows), nodes, mutual={"declared"})
    expected = Network.of(nodes, edges_of(rows, ("declared",)))
    assert list(network.nodes) == list(expected.nodes)
    assert list(network.edges) == list(expected.edges)
    assert network.directed == expected.directed


def test_rows_may_come_in_more_batches_than_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_BATCH", 2)
    rows = [
        ("a", "b", "declared"),
        ("c", "a", "visits"),
        ("b", "d", "declared"),
        ("a", "a", None),
        ("d", "e", "visits"),
    ]
    network = Network.from_rows(rows, mutual={"declared"})
    assert network.ids == ["a", "b", "c", "d", "e"]
    assert [(edge.source, edge.target, edge.kind, edge.mutual) for edge in network.edges] == [
        ("a", "b", "declared", True),
        ("c", "a", "visits", False),
        ("b", "d", "declared", True),
        ("a", "a", "tie", False),
        ("d", "e", "visits", False),
    ]


@pytest.mark.parametrize("mutual", [True, False], ids=["both ways", "one way"])
def test_rows_may_be_nothing_but_pairs(mutual: bool) -> None:  # noqa: FBT001 - what is told apart
    network = Network.from_rows([(1, 2), (2, 3)], mutual=mutual)
    assert [(edge.source, edge.target, edge.kind, edge.mutual) for edge in network.edges] == [
        (1, 2, "tie", mutual),
        (2, 3, "tie", mutual),
    ]
    assert network.directed is not mutual


def test_no_rows_are_no_ties() -> None:
    assert Network.from_rows([]).ids == []
    assert Network.from_rows([], [Node("a")]).ids == ["a"]


@pytest.mark.parametrize(
    "rows, said",
    [
        pytest.param([("a", "b"), ("a", "b", "declared")], "rows of different lengths", id="ragged"),
        pytest.param([("a",)], "a row of 1; expected tuples of one length: source, target", id="short"),
        pytest.param([("a", "b", "declared", None, None, 1.0, "more")], "a row of 7", id="long"),
        pytest.param([("a", "b", "declared", "2010-01-01")], "'2010-01-01'; expected a date, or None", id="text"),
        pytest.param([("a", "b", "declared", None, None, -1.0)], "expected a number from 0 to", id="negative"),
        pytest.param([("a", "b", "declared", None, None, float("inf"))], "a number from 0", id="endless"),
        pytest.param([("a", "b", "declared", None, None, 1e101)], "to 1e[+]100, or None", id="huge"),
        pytest.param([("a", "b", "declared", None, None, "strong")], "a number from 0", id="word"),
        pytest.param([7], "rows of different lengths", id="no tuple"),
    ],
)
def test_rows_that_are_no_ties_are_refused_with_what_was_expected(rows: list[Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        Network.from_rows(rows)


# --- by day ----------------------------------------------------------------------------------------------------------


@st.composite
def dated(draw: st.DrawFn) -> Columns:
    columns = Columns()
    kind = columns.kind_code("declared")
    spans = draw(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=40))
    if draw(st.booleans()):
        spans.sort()  # as a ledger has them
    for one, other in spans:
        start, end = sorted((one, other))
        add(columns, kind, start if one < 9 else ALWAYS, end if other < 9 else OPEN)
    return columns


def add(columns: Columns, kind: int, start: int, end: int) -> None:
    columns.add(([0], [1], [kind]), mutual=[False], days=([start], [end]), strength=[1.0])


@given(dated(), st.integers(0, 10))
def test_on_any_day_stand_the_rows_that_have_begun_and_not_ended(columns: Columns, day: int) -> None:
    holding = [row for row in range(len(columns)) if columns.start[row] <= day < columns.end[row]]
    assert list(columns.on(day)) == holding
    assert list(columns.on(day, range(0, len(columns), 2))) == [row for row in holding if row % 2 == 0]
    add(columns, 0, day, day + 1)
    assert list(columns.on(day)) == [*holding, len(columns) - 1]


# --- the simple graph ------------------------------------------------------------------------------------------------

WEIGHTS = pytest.mark.parametrize(
    "weight",
    ["strength", "count", None, {"declared": 2.0, "visits": 0.25}],
    ids=["strength", "count", "none", "by kind"],
)


def by_the_book(network: Network, weight: Any) -> dict[tuple[int, int], float]:
    """Tie by tie, object by object."""
    found: dict[tuple[int, int], float] = {}
    position = {id_: number for number, id_ in enumerate(network.ids)}
    for edge in network.edges:
        if isinstance(weight, dict):
            more = weight.get(edge.kind, 0.0)
        else:
            more = 1.0 if weight != "strength" or edge.strength is None else edge.strength
        one, other = position[edge.source], position[edge.target]
        for ends in [(one, other), (other, one)] if edge.mutual else [(one, other)]:
            if one != other and more:
                found[ends] = 1.0 if weight is None else found.get(ends, 0.0) + more
    return found


@WEIGHTS
@given(networks(dated=True), st.sampled_from((None, *DAYS)), st.booleans())
def test_parallel_ties_are_weighed_together_and_loops_left_out(
    weight: Any,
    network: Network,
    day: dt.date | None,
    fewer: bool,  # noqa: FBT001 - drawn
) -> None:
    """Of a network, or of a slice of it."""
    if day is not None:
        network = network.as_of(day)
    if fewer:
        network = network.among(network.ids[1::2] + network.ids[:1])
    expected = by_the_book(network, weight)
    simple = network.simple(weight)
    assert {(one, other): value for one, row in enumerate(simple.out) for other, value in row.items()} == expected


def test_what_is_made_of_a_network_is_made_once() -> None:
    network = Network.from_rows([("a", "b")])
    assert network.simple({"tie": 2.0}) is network.simple({"tie": 2.0})
    assert network.simple() is network.simple()
    assert network.simple({"tie": 3.0}) is not network.simple({"tie": 2.0})
