"""Where the cards stand: columns of boxes that fit their words, with gaps between rows for ties that pass by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import fsum

from partnership.pictures.order import Block, Column
from partnership.pictures.scene import Card, PictureScene
from partnership.pictures.widths import BOLD, folded, shortened, width_of

HEADING_SIZE = 13.0
HEADING_HEIGHT = 30.0
LANE_MARGIN = 5.0
"""How far a passing tie keeps from a card."""

_GLYPH = 22.0
_PAD = 9.0
_NOTE_SIZE = 11.0
_NOTE_HEIGHT = 14.0
_TALLEST = 5
"""How many lines tall a card gets for the sake of its ties."""


@dataclass(frozen=True, slots=True)
class Measures:
    """How large things are: the fewer there are, the larger."""

    size: float
    lines: int
    room: float
    gap: float
    pad: float
    step: float
    """How far apart ties that run side by side keep."""

    @property
    def line(self) -> float:
        """The height of a line of text."""
        return round(self.size * 1.25, 1)


_TIERS = (
    (6, Measures(13.0, 8, 172.0, 20.0, 9.0, 6.0)),
    (14, Measures(13.0, 5, 168.0, 16.0, 7.0, 5.0)),
    (24, Measures(12.0, 4, 164.0, 12.0, 5.0, 3.6)),
)
_SMALLEST = Measures(11.0, 1, 160.0, 9.0, 3.5, 2.6)


def measures_for(rows: int) -> Measures:
    """Choose the measures for a picture whose tallest column has so many rows."""
    return next((measures for most, measures in _TIERS if rows <= most), _SMALLEST)


@dataclass(slots=True)
class PlacedCard:
    """A card (or a heading, where groups are stacked) in its place."""

    y: float
    h: float
    card: int | None
    lines: list[str]
    block: Block


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
        y = -tall / 2
        for item, between in zip(self.items, self.gaps, strict=False):
            between.y = y
            y += between.h
            item.y = y
            y += item.h
        self.gaps[-1].y = y

    def _least(self, number: int, gap: float) -> float:
        if self.items[number].card is None:
            return gap * 1.6  # before the heading of a group
        return 2.0 if self.items[number - 1].card is None else gap

    def open_gaps(self) -> Iterator[int]:
        """Return the gaps that ties may pass; none passes between a heading and its first card."""
        for number in range(len(self.gaps)):
            if number == 0 or self.items[number - 1].card is not None:
                yield number

    def shift(self, down: float) -> None:
        """Move everything down."""
        for item in self.items:
            item.y += down
        for gap in self.gaps:
            gap.y += down


def stacks_of(scene: PictureScene, columns: list[Column]) -> tuple[list[Stack], Measures]:
    """Make boxes of the cards, all of one width, one column beside the other (their x comes later)."""
    rows = max(sum(len(block.cards) + (len(column) > 1) for block in column) for column in columns)
    measures = measures_for(rows)
    aligned = all(len(column) == 1 for column in columns)
    stacks = [_stack(scene, column, measures, aligned=aligned) for column in columns]
    _tell_apart(scene, stacks, measures)
    _heighten(scene, stacks, measures)
    widest = max(
        width_of(line, measures.size)
        for stack in stacks
        for item in stack.items
        if item.card is not None
        for line in item.lines
    )
    noted = max((width_of(card.note, _NOTE_SIZE) for card in scene.cards), default=0.0)
    for stack in stacks:
        stack.w = round(max(widest, noted, 60.0) + _GLYPH + 2 * _PAD)
        if aligned and scene.groups[stack.items[0].block.group]:
            stack.heading = folded(heading_of(scene, stack.items[0].block), (stack.w - _GLYPH) / BOLD, HEADING_SIZE, 2)
        stack.settle(measures.gap, 0.0)
    return stacks, measures


def heading_of(scene: PictureScene, block: Block) -> str:
    """Say what stands above a group of cards."""
    title = scene.groups[block.group]
    return title if block.parts == 1 else f"{title} {block.part}/{block.parts}"


def _stack(scene: PictureScene, column: Column, measures: Measures, *, aligned: bool) -> Stack:
    items: list[PlacedCard] = []
    for block in column:
        if not aligned:
            line = shortened(heading_of(scene, block), measures.room, HEADING_SIZE, bold=True)
            items.append(PlacedCard(0.0, HEADING_HEIGHT - 8, None, [line], block))
        items += [_item(scene.cards[card], card, block, measures) for card in block.cards]
    return Stack(items, [Gap() for _ in range(len(items) + 1)])


def _tell_apart(scene: PictureScene, stacks: list[Stack], measures: Measures) -> None:
    """Where shortened names would read alike, keep their ends instead of their middles."""
    alike: dict[tuple[str, ...], list[PlacedCard]] = {}
    for stack in stacks:
        for item in stack.items:
            if item.card is not None:
                alike.setdefault(tuple(item.lines), []).append(item)
    for items in alike.values():
        if len({scene.cards[item.card or 0].name for item in items}) > 1:
            for item in items:
                name = scene.cards[item.card or 0].name
                item.lines = folded(name, measures.room, measures.size, measures.lines, ends=True)


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
                item.h = max(item.h, min(12 + (busiest - 1) * measures.step, _TALLEST * measures.line))


def _item(card: Card, number: int, block: Block, measures: Measures) -> PlacedCard:
    lines = folded(card.name, measures.room, measures.size, measures.lines)
    high = len(lines) * measures.line + 2 * measures.pad + (_NOTE_HEIGHT if card.note else 0.0)
    return PlacedCard(0.0, round(high, 1), number, lines, block)
