"""A benchmark of graphs compares nothing unless all who are measured keep the same ties and find the same figures."""

import datetime as dt
from importlib.util import find_spec

import pytest

from benchmarks import graph_report
from benchmarks.cases.graph_load import MANNERS
from benchmarks.cases.graph_measures import FIRST_SHARE, WHAT
from benchmarks.graphs import ASKED, peak_mb, portfolio, resident_mb, villages

THERE = [name for name in graph_report.MANNERS if find_spec(graph_report.NEEDS.get(name, "networkx"))]


@pytest.mark.parametrize("day", [ASKED, dt.date(2009, 1, 1), dt.date(2018, 12, 30)], ids=str)
def test_all_keep_the_same_ties_of_a_day(day: dt.date) -> None:
    drawn = portfolio(2_000)
    standing = sum(start <= day and (end is None or day < end) for _, _, _, start, end in drawn.ties)
    for name in MANNERS:
        if name in THERE:
            load, slice_, count = MANNERS[name]()
            network = load(drawn)
            assert count(network) == 2_000
            assert count(slice_(network, day)) == standing, name


@pytest.mark.parametrize("what", ["redundancy", "fragility"])  # nobody else has brokerage
def test_all_find_the_same_figure(what: str) -> None:
    """Sums of constraint, and how many cut partners and bridges there are."""
    figures = {name: WHAT[what](name, 0.02)() for name in graph_report.CONTESTS[what] if name in THERE}
    assert len(figures) > 1
    assert min(figures.values()) == pytest.approx(max(figures.values()))
    assert min(figures.values()) > 0


def test_where_there_is_no_room_for_the_ties_it_is_said() -> None:
    with pytest.raises(ValueError, match="no room"):
        villages(1, 3)


@pytest.mark.parametrize("what", sorted(WHAT))
def test_what_is_walked_before_the_clock_can_be_drawn(what: str) -> None:
    manner = graph_report.CONTESTS[what][0]
    assert WHAT[what](manner, FIRST_SHARE) is not None


def test_every_contest_has_a_title_and_a_reach() -> None:
    assert set(WHAT) == set(graph_report.CONTESTS) == set(graph_report.TITLES) == set(graph_report.REACHES_MS)
    assert set(MANNERS) == set(graph_report.LOADERS)


def test_memory_is_told_or_nothing_is() -> None:
    now, most = resident_mb(), peak_mb(anew=True)
    assert now is None or now > 1
    assert most is None or most > 1
