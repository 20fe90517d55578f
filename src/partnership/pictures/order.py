"""Which column stands beside which, and who stands above whom: chosen so that lines cross seldom, always alike.

Rows by barycentre sweeps, after Sugiyama, K., Tagawa, S. and Toda, M. (1981), Methods for visual understanding of
hierarchical system structures.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from math import ceil, fsum, sqrt

from partnership.pictures.scene import PictureScene

MOST_PICTURE_COLUMNS = 7
"""Groups that have a column each; more of them are stacked."""

_SWEEPS = 8
_SWAPPED = 24
"""Cards up to which neighbours are also swapped one by one."""


@dataclass(slots=True)
class Block:
    """Cards of one group that stand together in a column; `part` of `parts` where a group needs several columns."""

    group: int
    cards: list[int]
    part: int = 1
    parts: int = 1


Column = list[Block]


def columns_of(scene: PictureScene) -> list[Column]:
    """Put the cards in columns and in rows."""
    members: list[list[int]] = [[] for _ in scene.groups]
    for number, card in enumerate(scene.cards):
        members[card.group].append(number)
    groups = [group for group, cards in enumerate(members) if cards]
    if len(groups) > MOST_PICTURE_COLUMNS:
        columns = _stacked(groups, members)
    else:
        columns = _apart(scene, _group_order(scene, groups), members)
    _order_rows(scene, columns)
    return columns


def in_columns(scene: PictureScene, wanted: int) -> list[Column]:
    """Put all cards, whatever their groups, in so many columns: those tied to each other near each other."""
    cards = _walk(scene, list(range(len(scene.cards))))
    size = ceil(len(cards) / wanted)
    columns = [[Block(0, cards[start : start + size])] for start in range(0, len(cards), size)]
    _order_rows(scene, columns)
    return columns


def rows_at_most(cards: int) -> int:
    """Return how tall a column may get: so that a picture of many is about as wide as it is tall."""
    return max(16, ceil(sqrt(14 * cards)))


def _group_order(scene: PictureScene, groups: list[int]) -> list[int]:
    """Return the order in which ties skip as few columns as can be; of equal ones the first."""
    between: dict[tuple[int, int], int] = {}
    for tie in scene.ties:
        one, other = scene.cards[tie.one].group, scene.cards[tie.other].group
        if one != other:
            ends = (min(one, other), max(one, other))
            between[ends] = between.get(ends, 0) + 1
    best, cheapest = tuple(groups), None
    for order in permutations(groups):
        if order[0] > order[-1]:
            continue  # the same order seen from the other side
        at = {group: place for place, group in enumerate(order)}
        cost = sum(count * (abs(at[one] - at[other]) - 1) for (one, other), count in between.items())
        if cheapest is None or cost < cheapest:
            best, cheapest = order, cost
    return list(best)


def _apart(scene: PictureScene, groups: Sequence[int], members: list[list[int]]) -> list[Column]:
    tall = rows_at_most(len(scene.cards))
    columns: list[Column] = []
    for group in groups:
        cards = members[group]
        parts = ceil(len(cards) / tall)
        if parts > 1:
            cards = _walk(scene, cards)
        size = ceil(len(cards) / parts)
        columns += [[Block(group, cards[part * size : (part + 1) * size], part + 1, parts)] for part in range(parts)]
    return columns


def _walk(scene: PictureScene, cards: list[int]) -> list[int]:
    """Return cards so that those tied to each other come soon after each other: breadth first, from the most tied."""
    around: dict[int, list[int]] = {card: [] for card in cards}
    for tie in scene.ties:
        if tie.one in around and tie.other in around:
            around[tie.one].append(tie.other)
            around[tie.other].append(tie.one)
    found: dict[int, None] = {}
    for start in sorted(cards, key=lambda card: (-len(around[card]), card)):
        ahead = [start] if start not in found else []
        for card in ahead:
            if card not in found:
                found[card] = None
                ahead.extend(other for other in around[card] if other not in found)
    return list(found)


def _stacked(groups: list[int], members: list[list[int]]) -> list[Column]:
    """Fill columns with groups from top to bottom, each about as tall as the others."""
    total = sum(len(members[group]) + 2 for group in groups)
    wanted = min(MOST_PICTURE_COLUMNS, max(2, round(sqrt(total) / 3)))
    tall = max(ceil(total / wanted), 8)
    columns: list[Column] = [[]]
    used = 0
    for group in groups:
        if used and used + len(members[group]) + 2 > tall * 1.15:
            columns.append([])
            used = 0
        columns[-1].append(Block(group, members[group]))
        used += len(members[group]) + 2
    return columns


# --- rows ------------------------------------------------------------------------------------------------------------


class _Rows:
    """The rows while they are sought: where each card stands, and whom it is tied to in other columns."""

    def __init__(self, scene: PictureScene, columns: list[Column]) -> None:
        self.columns = columns
        self.column = [0] * len(scene.cards)
        for number, column in enumerate(columns):
            for block in column:
                for card in block.cards:
                    self.column[card] = number
        alone = len(columns) == 1
        self.around: list[list[tuple[int, int]]] = [[] for _ in scene.cards]
        self.across: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for tie in scene.ties:
            one, other = sorted((tie.one, tie.other), key=self.column.__getitem__)
            if alone or self.column[one] != self.column[other]:
                self.around[one].append((other, tie.count))
                self.around[other].append((one, tie.count))
                self.across.setdefault((self.column[one], self.column[other]), []).append((one, other))
        self.height = [0.0] * len(scene.cards)
        for column in columns:
            self.settle(column)

    def settle(self, column: Column) -> None:
        """Note how far from the middle of its column each card stands."""
        cards = [card for block in column for card in block.cards]
        middle = (len(cards) - 1) / 2
        for row, card in enumerate(cards):
            self.height[card] = row - middle

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
        height = self.height
        count, ends = 0, list[float]()
        for _, end in sorted((height[one], height[other]) for one, other in pairs):
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
        rows.settle(column)
    if len(scene.cards) <= _SWAPPED:
        _swap(rows, fewest)


def _swap(rows: _Rows, fewest: int) -> None:
    """Swap neighbours as long as that takes crossings away."""
    better = True
    while better:
        better = False
        for column in rows.columns:
            for block in column:
                cards = block.cards
                for row in range(len(cards) - 1):
                    cards[row], cards[row + 1] = cards[row + 1], cards[row]
                    rows.settle(column)
                    crossings = rows.crossings()
                    if crossings < fewest:
                        fewest, better = crossings, True
                    else:
                        cards[row], cards[row + 1] = cards[row + 1], cards[row]
                        rows.settle(column)


def _copy(columns: list[Column]) -> list[list[list[int]]]:
    return [[list(block.cards) for block in column] for column in columns]
