"""Where the cards stand: which group in which column, always in the same order; who above whom, so that lines cross
seldom; and boxes that fit their words, with gaps between rows for ties that pass by.

Rows by barycentre sweeps, after Sugiyama, K., Tagawa, S. and Toda, M. (1981), Methods for visual understanding of
hierarchical system structures.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, fsum, sqrt
from typing import NamedTuple

from partnership.pictures.scene import Card, PictureScene
from partnership.pictures.style import PLAIN, SMALL
from partnership.pictures.widths import BOLD, folded, width_of

MOST_COLUMNS = 5
"""Groups that have a column each; more of them are stacked."""

LINE = 16.0
"""The height of a line of text."""

LANE_MARGIN = 5.0
"""How far a passing tie keeps from a card."""

_SHEET = 1250.0
"""How wide columns and what lies between them should be, to be read on A4 and on a laptop."""
_BETWEEN = 90.0
_NARROWEST, _WIDEST, _WIDEST_OF_TWO = 110.0, 230.0, 270.0
_HEADING_HEIGHT = 22.0
_GLYPH = 22.0
_PAD = 9.0
_NOTE_HEIGHT = 14.0
_TALLEST = 5
"""How many lines tall a card gets for the sake of its ties."""
_SWEEPS = 8


@dataclass(slots=True)
class Block:
    """Cards of one group that stand together in a column; `part` of `parts` where a group needs several columns."""

    group: int
    cards: list[int]
    part: int = 1
    parts: int = 1


Column = list[Block]

_MOST_GROUPS = 10
"""Groups that stand in one column beside a column of things."""


def columns_of(scene: PictureScene) -> list[Column]:
    """Put the cards in columns and in rows: functions, outcomes and the like right of the partners."""
    members: list[list[int]] = [[] for _ in scene.groups]
    for number, card in enumerate(scene.cards):
        members[card.group].append(number)
    partners = [group for group, cards in enumerate(members) if cards and group not in scene.things]
    things = [group for group, cards in enumerate(members) if cards and group in scene.things]
    tall = max(16, ceil(sqrt(14 * len(scene.cards))))  # about as wide as tall, where there are many
    columns: list[Column] = []
    if scene.grouped:
        columns = _columns_of_groups(scene)
    elif things or len(partners) > MOST_COLUMNS:
        columns = [*_stacked(partners, members, 2 * tall), *_stacked(things, members, 2 * tall)]
    else:
        for group in partners:
            columns += _parts(group, members[group], ceil(len(members[group]) / tall))
    _order_rows(scene, columns)
    return columns


def _columns_of_groups(scene: PictureScene) -> list[Column]:
    """Put groups in a few columns; where some are of things, these in one of their own, right of the rest."""
    things = [place for place, card in enumerate(scene.cards) if card.kind != "group"]
    groups = [place for place, card in enumerate(scene.cards) if card.kind == "group"]
    alone = 1 if len(groups) == 1 else max(2, ceil(sqrt(len(groups) / 2.5)))
    found = [_parts(0, groups, ceil(len(groups) / _MOST_GROUPS) if things else alone)]
    found.append(_parts(len(scene.groups) - 1, things, 1))
    columns = [column for each in found for column in each]
    for column in columns:
        column[0].part = column[0].parts = 1
    return columns


def _parts(group: int, cards: list[int], parts: int) -> list[Column]:
    size = ceil(len(cards) / parts) or 1
    return [
        [Block(group, cards[start : start + size], part, parts)]
        for part, start in enumerate(range(0, len(cards), size), 1)
    ]


def _stacked(groups: Sequence[int], members: list[list[int]], tall: int) -> list[Column]:
    """Fill columns with groups from top to bottom, each about as tall as the others."""
    total = sum(len(members[group]) + 1 for group in groups)
    wanted = ceil(total / tall) or 1
    columns: list[Column] = []
    used = tall
    for group in groups:
        need = len(members[group]) + 1
        if not columns or (used + need / 2 > total / wanted and len(columns) < wanted):
            columns.append([])
            used = 0
        columns[-1].append(Block(group, members[group]))
        used += need
    return columns


# --- rows ------------------------------------------------------------------------------------------------------------


class _Rows:
    """The rows while they are sought: where each card stands, and whom it is tied to in other columns."""

    def __init__(self, scene: PictureScene, columns: list[Column]) -> None:
        self.column = {
            card: number for number, column in enumerate(columns) for block in column for card in block.cards
        }
        self.around: list[list[tuple[int, int]]] = [[] for _ in scene.cards]
        self.across: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for tie in scene.ties:
            one, other = sorted((tie.one, tie.other), key=self.column.__getitem__)
            if len(columns) == 1 or self.column[one] != self.column[other]:
                self.around[one].append((other, tie.count))
                self.around[other].append((one, tie.count))
                self.across.setdefault((self.column[one], self.column[other]), []).append((one, other))
        self.height = [0.0] * len(scene.cards)
        for column in columns:
            self.settle(column)

    def settle(self, column: Column) -> None:
        """Note how far from the middle of its column each card stands."""
        cards = [card for block in column for card in block.cards]
        for row, card in enumerate(cards):
            self.height[card] = row - (len(cards) - 1) / 2

    def sort(self, column: Column) -> None:
        """Bring each card as near as can be to the middle of those it is tied to."""
        for block in column:
            block.cards.sort(key=lambda card: (self._middle(card), self.height[card]))
        self.settle(column)

    def _middle(self, card: int) -> float:
        around = self.around[card]
        if not around:
            return self.height[card]
        weight = sum(count for _, count in around)
        return round(fsum(self.height[other] * count for other, count in around) / weight, 9)

    def crossings(self) -> int:
        """Count how often lines between the same two columns cross, as if they were straight."""
        return sum(self._crossings(pairs) for pairs in self.across.values())

    def _crossings(self, pairs: list[tuple[int, int]]) -> int:
        count, ends = 0, list[float]()
        for _, end in sorted((self.height[one], self.height[other]) for one, other in pairs):
            count += len(ends) - bisect_right(ends, end)
            insort(ends, end)
        return count


def _order_rows(scene: PictureScene, columns: list[Column]) -> None:
    rows = _Rows(scene, columns)
    best, fewest = _copy(columns), rows.crossings()
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 == 0 else columns[::-1]:
            rows.sort(column)
        crossings = rows.crossings()
        if crossings < fewest:
            best, fewest = _copy(columns), crossings
    for column, kept in zip(columns, best, strict=True):
        for block, cards in zip(column, kept, strict=True):
            block.cards[:] = cards


def _copy(columns: list[Column]) -> list[list[list[int]]]:
    return [[list(block.cards) for block in column] for column in columns]


# --- boxes -----------------------------------------------------------------------------------------------------------


class Measures(NamedTuple):
    """How far things are apart: the fewer there are, the farther."""

    gap: float
    pad: float
    step: float
    """How far apart ties that run side by side keep."""


_TIERS = ((6, Measures(20.0, 9.0, 6.0)), (14, Measures(14.0, 7.0, 4.6)), (24, Measures(8.0, 5.0, 3.6)))
_DENSEST = Measures(8.0, 5.0, 2.6)
_NOTED = 14
"""Rows up to which a number stands under each name; beyond, its bar alone."""


@dataclass(slots=True)
class PlacedCard:
    """A card (or a heading, where groups are stacked) in its place."""

    y: float
    h: float
    card: int | None
    lines: list[str]
    block: Block
    noted: bool = False


@dataclass(slots=True)
class Gap:
    """The room above an item, or below the last one, with the ties that pass through it from the top down."""

    y: float = 0.0
    h: float = 0.0
    passing: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Stack:
    """A column in its place. `gaps[0]` lies above all items, `gaps[-1]` below."""

    items: list[PlacedCard]
    gaps: list[Gap]
    x: float = 0.0
    w: float = 0.0
    heading: list[str] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Where the first item begins."""
        return self.items[0].y

    @property
    def bottom(self) -> float:
        """Where the last item ends."""
        return self.items[-1].y + self.items[-1].h

    def settle(self, gap: float, spacing: float) -> None:
        """Give each gap the room that its ties need, and stand the items around the middle."""
        for number, between in enumerate(self.gaps):
            outer = number in {0, len(self.gaps) - 1}
            needed = 2 * LANE_MARGIN + (len(between.passing) - 1) * spacing if between.passing else 0.0
            between.h = 0.0 if outer else max(self._least(number, gap), min(needed, 5 * gap))
        tall = fsum([item.h for item in self.items] + [between.h for between in self.gaps])
        self.gaps[-1].y = tall / 2
        y = -tall / 2
        for item, between in zip(self.items, self.gaps, strict=False):
            between.y = y
            item.y = y + between.h
            y = item.y + item.h

    def _least(self, number: int, gap: float) -> float:
        if self.items[number].card is None:
            return gap * 1.6  # before the heading of a group
        return 2.0 if self.items[number - 1].card is None else gap

    def open_gaps(self) -> Iterator[int]:
        """Return the gaps that ties may pass; none passes between a heading and its first card."""
        for number in range(len(self.gaps)):
            if number == 0 or self.items[number - 1].card is not None:
                yield number

    def shift(self, right: float, down: float) -> None:
        """Move everything."""
        self.x += right
        for item in self.items:
            item.y += down
        for gap in self.gaps:
            gap.y += down


def stacks_of(scene: PictureScene, columns: list[Column]) -> tuple[list[Stack], Measures]:
    """Make boxes of the cards, all of one width, one column beside the other (their x comes later)."""
    rows = max(sum(len(block.cards) + (len(column) > 1) for block in column) for column in columns)
    measures = next((measures for most, measures in _TIERS if rows <= most), _DENSEST)
    share = (_SHEET - _BETWEEN * (len(columns) - 1)) / len(columns) - _GLYPH - 2 * _PAD
    room = min(max(share, _NARROWEST), _WIDEST if len(columns) > 2 else _WIDEST_OF_TWO)  # noqa: PLR2004
    aligned = all(len(column) == 1 for column in columns) and not scene.things
    noted = rows <= _NOTED or not scene.marks
    stacks = [_stack(scene, column, measures, room, aligned=aligned, noted=noted) for column in columns]
    _heighten(scene, stacks, measures)
    cards = [item for stack in stacks for item in stack.items if item.card is not None]
    widest = max(width_of(line, PLAIN) for item in cards for line in item.lines)
    note = max((width_of(card.note, SMALL) for card in scene.cards), default=0.0) if noted else 0.0
    for stack in stacks:
        stack.w = round(max(widest, note, 60.0) + _GLYPH + 2 * _PAD)
        if aligned and scene.groups[stack.items[0].block.group]:
            stack.heading = folded(heading_of(scene, stack.items[0].block), (stack.w - _GLYPH) / BOLD, PLAIN, 3)
        stack.settle(measures.gap, 0.0)
    return stacks, measures


def heading_of(scene: PictureScene, block: Block) -> str:
    """Say what stands above a group of cards."""
    title = scene.groups[block.group]
    return title if block.parts == 1 else f"{title} {block.part}/{block.parts}"


def _stack(
    scene: PictureScene, column: Column, measures: Measures, room: float, *, aligned: bool, noted: bool
) -> Stack:
    items: list[PlacedCard] = []
    for block in column:
        if not aligned:
            lines = folded(heading_of(scene, block), room / BOLD, PLAIN, 3)
            items.append(PlacedCard(0.0, _HEADING_HEIGHT + LINE * (len(lines) - 1), None, lines, block))
        items += [_item(scene.cards[card], card, block, measures, room, noted=noted) for card in block.cards]
    return Stack(items, [Gap() for _ in range(len(items) + 1)])


def _item(card: Card, number: int, block: Block, measures: Measures, room: float, *, noted: bool) -> PlacedCard:
    lines = folded(card.name, room, PLAIN)
    high = len(lines) * LINE + 2 * measures.pad + _NOTE_HEIGHT * noted
    return PlacedCard(0.0, round(high, 1), number, lines, block, noted)


def _heighten(scene: PictureScene, stacks: list[Stack], measures: Measures) -> None:
    """Make cards with many ties taller, so that these can be told apart where they end."""
    column = {item.card: number for number, stack in enumerate(stacks) for item in stack.items}
    ends: dict[tuple[int, int], int] = {}
    for tie in scene.ties:
        left, right = sorted((tie.one, tie.other), key=column.__getitem__)
        inside = column[left] == column[right]
        for card, side in ((left, 1), (right, 1 if inside else -1)):
            ends[card, side] = ends.get((card, side), 0) + 1
    for stack in stacks:
        for item in stack.items:
            if item.card is not None:
                busiest = max(ends.get((item.card, 1), 0), ends.get((item.card, -1), 0))
                item.h = max(item.h, min(12 + (busiest - 1) * measures.step, _TALLEST * LINE))
