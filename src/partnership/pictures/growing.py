"""How many partners and ties there were on each day, in all and between groups."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from partnership.messages import message
from partnership.network.columns import ALWAYS, OPEN
from partnership.network.measures.options import groups
from partnership.network.nodes import NodeLabel
from partnership.pictures.asked import PictureRequest
from partnership.pictures.phrases import group_name

MOST_PAIRS = 8
"""Pairs of groups that have a row; the rest are only in the sum."""

LabelPair = tuple[NodeLabel, NodeLabel]
GrowthSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GrowthRow:
    """A figure over time: from each day on, its value."""

    title: str
    days: list[int]
    values: list[int]
    tall: bool = False

    def at(self, day: int) -> int:
        """Return the figure on a day."""
        place = bisect_right(self.days, day) - 1
        return self.values[place] if place >= 0 else 0


def rows_of(asked: PictureRequest, until: int | None, looked: list[int] | None) -> list[GrowthRow]:
    """Return the rows of a strip: partners, all ties, then the pairs of groups with the most ties.

    Nothing after `until` is counted; where days are `looked` at, only what was true on these.
    """
    network = asked.network
    partners = [_span(node.start, node.end) for node in network.nodes]
    rows = [_row(asked.say(message("Partners")), partners, until, looked, tall=True)]
    ties = list(_ties(asked))
    rows.append(_row(asked.say(message("Ties in all")), [span for _, span in ties], until, looked, tall=True))
    spans: dict[LabelPair, list[GrowthSpan]] = {}
    for pair, span in ties:
        spans.setdefault(pair, []).append(span)
    pairs = [_row(_pair_title(pair, asked), found, until, looked) for pair, found in spans.items()]
    pairs = [row for row in pairs if any(row.values)]
    pairs.sort(key=lambda row: (-max(row.values), row.title))
    return rows + (pairs[:MOST_PAIRS] if len(pairs) > 1 else [])


def _span(start: dt.date | None, end: dt.date | None) -> GrowthSpan:
    return ALWAYS if start is None else start.toordinal(), OPEN if end is None else end.toordinal()


def _ties(asked: PictureRequest) -> Iterator[tuple[LabelPair, GrowthSpan]]:
    """Return the ties by pair of groups, each while it holds and both of its ends are there."""
    network = asked.network
    there = {place: _span(node.start, node.end) for place, node in zip(network.places, network.nodes, strict=True)}
    columns = network.columns
    labels = groups(network, asked.by)
    place = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    group = dict(zip(network.places, labels, strict=True))
    for row in network.rows:
        one, other = group[columns.source[row]], group[columns.target[row]]
        if place[one] > place[other]:
            one, other = other, one
        ends = there[columns.source[row]], there[columns.target[row]]
        start = max(columns.start[row], ends[0][0], ends[1][0])
        yield (one, other), (start, min(columns.end[row], ends[0][1], ends[1][1]))


def _pair_title(pair: LabelPair, asked: PictureRequest) -> str:
    titles = [group_name(label, asked.by, asked.titles, asked.lang) for label in pair]
    return (
        f"{titles[0]} – {titles[1]}"
        if titles[0] != titles[1]
        else asked.say(message("{group}: inside", group=titles[0]))
    )


def _row(
    title: str, spans: list[GrowthSpan], until: int | None, looked: list[int] | None, *, tall: bool = False
) -> GrowthRow:
    """Count how many spans hold from each day on on which that changes (or on the days that are looked at)."""
    changes: dict[int, int] = {}
    for start, end in spans:
        if start < end and (until is None or start <= until):
            changes[start] = changes.get(start, 0) + 1
            if end != OPEN and (until is None or end <= until):
                changes[end] = changes.get(end, 0) - 1
    days = sorted(changes)
    row = GrowthRow(title, days, list(accumulate(changes[day] for day in days)), tall)
    return row if looked is None else replace(row, days=looked, values=[row.at(day) for day in looked])
