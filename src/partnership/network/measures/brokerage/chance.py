"""What brokerage to expect where the same number of ties falls anywhere: exact means and variances, no sampling.

A brokered pair is a triple (a, v, b) with the arcs a -> v and v -> b, and without a -> b. Any k arcs are there, and l
others are not, with one probability f(k, l), whoever they join. The mean is the number of triples times f(2, 1). For
the variance, pairs of triples are counted by what they have in common: an arc that both want, one that both lack, or
one that the first wants and the other lacks, so that they never occur together. All counts are integers, and are
taken by the sizes of groups, not by nodes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from math import prod, sqrt
from typing import Literal, NamedTuple

from partnership.network.measures.brokerage.counting import (
    CONSULTANT,
    COORDINATOR,
    GATEKEEPER,
    LIAISON,
    REPRESENTATIVE,
)

Given = Literal["density", "ties"]
"""What is held fixed beside the nodes and the sizes of their groups.

`density`: each of the n (n - 1) possible arcs is there with the observed density as its probability, whatever the
others. `ties`: all graphs with the observed number of arcs are equally probable.
"""

TOTAL = 5
"""The place of the total among the roles here."""

ROLES = range(6)


class Moments(NamedTuple):
    """What is expected of a count, and how far it strays (the standard deviation)."""

    expected: float
    sd: float


class _Triples(NamedTuple):
    """How many triples there are in all, and how many ordered pairs of different ones have what in common."""

    all: int
    sharing: int
    """An arc that both want; never more than one."""
    lacking: int = 0
    """An arc that neither may have."""
    excluding: int = 0
    """An arc that one wants and the other may not have."""


class ChanceMoments:
    """Means and deviations for a graph of so many nodes and arcs, whose groups have these sizes."""

    def __init__(self, nodes: int, arcs: int, sizes: list[int], given: Given) -> None:
        self._arcs, self._possible, self._given = arcs, nodes * (nodes - 1), given
        self._sizes = Counter(sizes)
        self._grouped = sum(sizes)
        self._by_size: dict[int, tuple[Moments, ...]] = {}

    def of_node(self, size: int) -> tuple[Moments, ...]:
        """Return the moments of each role, and of the total, for a node in a group of this size."""
        if size not in self._by_size:
            self._by_size[size] = tuple(self._moments(triples) for triples in self._through(size))
        return self._by_size[size]

    def of_whole(self) -> tuple[Moments, ...]:
        """Return the moments of the counts of all nodes together."""
        return tuple(self._moments(self._anywhere(role)) for role in ROLES)

    # --- probability -------------------------------------------------------------------------------------------------

    def _moments(self, triples: _Triples) -> Moments:
        if not triples.all:
            return Moments(0.0, 0.0)
        once, apart = self._odds(2, 1), self._odds(4, 2)
        mean = triples.all * once
        variance = (
            triples.all * (once - apart)
            + triples.sharing * (self._odds(3, 2) - apart)
            + triples.lacking * (self._odds(4, 1) - apart)
            - triples.excluding * apart
            + triples.all**2 * (apart - once**2)
        )
        return Moments(float(mean), sqrt(variance))

    def _odds(self, there: int, absent: int) -> Fraction:
        """Return f(k, l): the probability that k arcs are there and l others are not."""
        possible, arcs = self._possible, self._arcs
        if self._given == "density":
            return Fraction(arcs**there * (possible - arcs) ** absent, possible ** (there + absent))
        ways = _falling(arcs, there) * _falling(possible - arcs, absent)
        return Fraction(ways, _falling(possible, there + absent))

    # --- triples through one node ------------------------------------------------------------------------------------

    def _through(self, size: int) -> Iterator[_Triples]:
        """Give the triples of each role through a node: two of them share an arc if they share one end."""
        grouped, own, others = self._grouped, size - 1, self._grouped - size
        yield _product(own, own - 1, own - 2, own - 2)
        sizes = [(group, many - (group == size)) for group, many in self._sizes.items()]
        yield _Triples(
            sum(many * group * (group - 1) for group, many in sizes),
            sum(many * group * (group - 1) * 2 * (group - 2) for group, many in sizes),
        )
        yield _product(own, others, others - 1, own - 1)
        yield _product(others, own, own - 1, others - 1)
        yield _Triples(
            sum(many * group * (others - group) for group, many in sizes),
            sum(many * group * 2 * (others - group) * (others - group - 1) for group, many in sizes),
        )
        yield _product(grouped - 1, grouped - 2, grouped - 3, grouped - 3)

    # --- triples anywhere --------------------------------------------------------------------------------------------

    def _anywhere(self, role: int) -> _Triples:
        count = sharing = lacking = excluding = 0
        for many, wanting_first, wanting_second, wanting_none in self._places(role):
            wanting = wanting_first + wanting_second
            count += many * wanting_first
            sharing += many * wanting**2
            lacking += many * wanting_none**2
            excluding += many * 2 * wanting * wanting_none
        # each triple was counted with itself: by both arcs that it wants, and by the one that it may not have;
        # and a triple excludes its like on the same three nodes by two arcs at once
        return _Triples(count, sharing - 2 * count, lacking - count, excluding - _TWICE[role] * count)

    def _places(self, role: int) -> Iterator[tuple[int, int, int, int]]:
        """Give kinds of arcs x -> y: how many there are, and in how many triples each is a -> v, v -> b and a -> b."""
        for size, many in self._sizes.items():
            yield many * size * (size - 1), *_within(role, size, self._grouped)
            for other, others in self._sizes.items():
                yield many * (others - (other == size)) * size * other, *_across(role, size, other, self._grouped)


_TWICE = {COORDINATOR: 2, CONSULTANT: 0, REPRESENTATIVE: 1, GATEKEEPER: 1, LIAISON: 2, TOTAL: 2}
"""Triples on the nodes of a triple (a, v, b) that have its role and exclude it twice: (a, b, v) and (v, a, b)."""


def _within(role: int, size: int, grouped: int) -> tuple[int, int, int]:
    """Count who completes x -> y, both of one group of this size, as a -> v, as v -> b, and as a -> b."""
    outside = grouped - size
    found = {
        COORDINATOR: (size - 2, size - 2, size - 2),
        CONSULTANT: (0, 0, outside),
        REPRESENTATIVE: (outside, 0, 0),
        GATEKEEPER: (0, outside, 0),
        LIAISON: (0, 0, 0),
        TOTAL: (grouped - 2, grouped - 2, grouped - 2),
    }
    return found[role]


def _across(role: int, size: int, other: int, grouped: int) -> tuple[int, int, int]:
    """Count the same for x of a group of one size and y of another group."""
    outside = grouped - size - other
    found = {
        COORDINATOR: (0, 0, 0),
        CONSULTANT: (size - 1, other - 1, 0),
        REPRESENTATIVE: (0, size - 1, size - 1),
        GATEKEEPER: (other - 1, 0, other - 1),
        LIAISON: (outside, outside, outside),
        TOTAL: (grouped - 2, grouped - 2, grouped - 2),
    }
    return found[role]


def _product(first: int, second: int, same_first: int, same_second: int) -> _Triples:
    """Count pairs of ends; with each, so many share its first end and so many its second."""
    count = first * second
    return _Triples(count, count * (same_first + same_second))


def _falling(number: int, steps: int) -> int:
    return prod(number - step for step in range(steps))
