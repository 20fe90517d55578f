"""The few figures of the network between partners that a gate may ask for.

Partners are tens: each figure is computed when it is asked, by the plain textbook method.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import assert_never

from partnership.evaluation.ties import PartnerPair
from partnership.template.core import Metric

Neighbours = dict[str, set[str]]


def network_figure(metric: Metric, among: Mapping[str, str | None], tied: Iterable[PartnerPair]) -> Fraction | None:
    """Return a figure over these partners (id to sector); None where it has no meaning, as over no partners."""
    if not among:
        return None
    ties = [pair for pair in tied if pair[0] in among and pair[1] in among]
    neighbours = _neighbours(among, ties)
    match metric:
        case Metric.CONNECTED:
            return Fraction(max(map(len, components(neighbours))), len(among))
        case Metric.ISOLATES:
            return Fraction(sum(1 for others in neighbours.values() if not others))
        case Metric.COMPONENTS:
            return Fraction(len(components(neighbours)))
        case Metric.CUT_PARTNERS:
            return Fraction(len(cut_vertices(neighbours)))
        case Metric.DENSITY:
            n = len(among)
            return Fraction(2 * len(ties), n * (n - 1)) if n > 1 else None
        case Metric.CROSS_SECTOR_SHARE:
            crossing = sum(1 for one, other in ties if among[one] != among[other])
            return Fraction(crossing, len(ties)) if ties else None
        case _:
            assert_never(metric)


def amiss(metric: Metric, among: Mapping[str, str | None], tied: Iterable[PartnerPair]) -> str | None:
    """Return the first partner, by id, that a figure speaks of: outside the largest group, or holding it together."""
    neighbours = _neighbours(among, tied)
    match metric:
        case Metric.CUT_PARTNERS:
            return min(cut_vertices(neighbours), default=None)
        case Metric.ISOLATES:
            return min((one for one, others in neighbours.items() if not others), default=None)
        case Metric.CONNECTED | Metric.COMPONENTS:
            largest = max(components(neighbours), key=lambda group: (len(group), min(group)), default=set())
            return min(set(among) - largest, default=None)
        case _:
            return None


def _neighbours(among: Iterable[str], tied: Iterable[PartnerPair]) -> Neighbours:
    """Return whom each of these partners is tied to; ties to others do not count."""
    neighbours: Neighbours = {partner: set() for partner in among}
    for one, other in tied:
        if one in neighbours and other in neighbours:
            neighbours[one].add(other)
            neighbours[other].add(one)
    return neighbours


def components(neighbours: Neighbours) -> list[set[str]]:
    """Return the groups of partners that ties hold together."""
    found: list[set[str]] = []
    left = dict.fromkeys(neighbours)
    while left:
        start = next(iter(left))
        reached, ahead = {start}, [start]
        while ahead:
            for other in neighbours[ahead.pop()] - reached:
                reached.add(other)
                ahead.append(other)
        found.append(reached)
        for partner in reached:
            del left[partner]
    return found


def cut_vertices(neighbours: Neighbours) -> set[str]:
    """Return the partners without whom those left fall into more groups than before."""
    before = len(components(neighbours))
    cut = set()
    for partner in neighbours:
        rest = {other: ties - {partner} for other, ties in neighbours.items() if other != partner}
        alone = not neighbours[partner]
        if len(components(rest)) > before - alone:
            cut.add(partner)
    return cut
