"""How the ties run: from side to side of the cards, through the channels between columns, round what lies between."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt

from partnership.pictures.layout import LANE_MARGIN, Measures, PlacedCard, Stack
from partnership.pictures.scene import DrawnTie, PictureScene
from partnership.pictures.style import WIDTHS

_NARROWEST, _WIDEST = 64.0, 200.0
_NEAREST_BULGE, _LONGEST_BULGE = 18.0, 90.0
_CROWDED = 2.0
"""How many units of detour a tie takes to keep clear of another that passes the same gap."""

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]
"""A cubic Bézier curve: start, two handles, end. A straight stretch is one too."""


@dataclass(slots=True)
class Route:
    """The way of a tie: curves one after the other, and where its arrows point."""

    tie: DrawnTie
    level: int
    curves: list[Curve] = field(default_factory=list)
    arrows: list[tuple[float, float, int]] = field(default_factory=list)
    """The tip of each arrow, and whether it points right (1) or left (-1)."""


@dataclass(slots=True)
class _Way:
    """A tie on its way: the cards at its ends (left one first), and the height at which it passes columns between."""

    tie: DrawnTie
    left: int
    right: int
    from_column: int
    to_column: int
    gaps: list[int] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=lambda: [0.0, 0.0])


class Router:
    """Finds the ways of all ties between the cards of some columns, and the distance between the columns."""

    def __init__(self, scene: PictureScene, stacks: list[Stack], measures: Measures, bounds: tuple[int, ...]) -> None:
        self._scene = scene
        self._stacks = stacks
        self._measures = measures
        self._bounds = bounds
        self._column: dict[int, int] = {}
        self._item: dict[int, PlacedCard] = {}
        for number, stack in enumerate(stacks):
            for item in stack.items:
                if item.card is not None:
                    self._column[item.card] = number
                    self._item[item.card] = item
        self._ways = [self._way(tie) for tie in scene.ties]

    def _way(self, tie: DrawnTie) -> _Way:
        left, right = sorted((tie.one, tie.other), key=lambda card: (self._column[card], self._item[card].y))
        return _Way(tie, left, right, self._column[left], self._column[right])

    # --- the room that they need -------------------------------------------------------------------------------------

    def make_room(self) -> None:
        """Choose the gaps that ties pass, widen these, and set the columns apart."""
        for number in range(len(self._ways) - 1, -1, -1):  # the strong ones choose first
            self._choose_gaps(number)
        for stack in self._stacks:
            stack.settle(self._measures.gap, self._measures.step)
        self._set_apart()
        for column in range(len(self._stacks)):
            self._pass(column)

    def _middle(self, card: int) -> float:
        item = self._item[card]
        return item.y + item.h / 2

    def _ideal(self, way: _Way, column: int) -> float:
        """Return how high a tie would pass a column if it were straight."""
        share = (column - way.from_column) / (way.to_column - way.from_column)
        start = self._middle(way.left)
        return start + (self._middle(way.right) - start) * share

    def _choose_gaps(self, number: int) -> None:
        way = self._ways[number]
        for column in range(way.from_column + 1, way.to_column):
            stack, ideal = self._stacks[column], self._ideal(way, column)
            chosen = min(stack.open_gaps(), key=lambda gap: (self._detour(stack, gap, ideal), gap))
            stack.gaps[chosen].passing.append(number)
            way.gaps.append(chosen)
            way.heights.append(ideal)

    def _detour(self, stack: Stack, gap: int, ideal: float) -> float:
        if gap == 0:
            return max(ideal - (stack.top - LANE_MARGIN), 0.0)
        if gap == len(stack.gaps) - 1:
            return max(stack.bottom + LANE_MARGIN - ideal, 0.0)
        between = stack.gaps[gap]
        return round(abs(between.y + between.h / 2 - ideal) + _CROWDED * len(between.passing), 6)

    def _set_apart(self) -> None:
        tall = max(stack.bottom - stack.top for stack in self._stacks)
        crossing = [0] * len(self._stacks)
        for way in self._ways:
            for column in range(way.from_column, max(way.to_column, way.from_column + 1)):
                crossing[column] += 1
        x = 0.0
        for stack, count in zip(self._stacks, crossing, strict=True):
            stack.x = x
            x += stack.w + round(min(max(_NARROWEST, 0.1 * tall, 34 + 8 * sqrt(count)), _WIDEST))

    def _pass(self, column: int) -> None:
        """Give each tie that passes a column its height, so that they keep their distance and do not cross there."""
        stack = self._stacks[column]
        for number, gap in enumerate(stack.gaps):
            gap.passing.sort(key=lambda way: (self._ideal(self._ways[way], column), way))
            if number == 0:
                self._outward(column, gap.passing[::-1], stack.top - LANE_MARGIN, -1)
            elif number == len(stack.gaps) - 1:
                self._outward(column, gap.passing, stack.bottom + LANE_MARGIN, 1)
            else:
                room = gap.h - 2 * LANE_MARGIN
                step = min(self._measures.step, room / max(len(gap.passing) - 1, 1))
                start = gap.y + gap.h / 2 - step * (len(gap.passing) - 1) / 2
                for place, way in enumerate(gap.passing):
                    self._note(way, column, start + place * step)

    def _outward(self, column: int, passing: list[int], limit: float, sign: int) -> None:
        for number in passing:
            ideal = self._ideal(self._ways[number], column)
            height = max(ideal, limit) if sign > 0 else min(ideal, limit)
            self._note(number, column, height)
            limit = height + sign * self._measures.step

    def _note(self, number: int, column: int, height: float) -> None:
        way = self._ways[number]
        way.heights[column - way.from_column - 1] = height

    def bounds(self) -> tuple[float, float, float, float]:
        """Return the left, top, right and bottom end of cards and ties."""
        heights = [height for way in self._ways for height in way.heights]
        top = min([stack.top for stack in self._stacks] + heights)
        bottom = max([stack.bottom for stack in self._stacks] + heights)
        first, last = self._stacks[0], self._stacks[-1]
        bulges = {-1: 0.0, 1: 0.0}
        for way in self._ways:
            if way.from_column == way.to_column:
                side = self._side(way.from_column)
                if way.from_column in {0, len(self._stacks) - 1}:
                    bulges[side] = max(bulges[side], self._bulge(way) * 0.75 + 6)
        return first.x - bulges[-1], top, last.x + last.w + bulges[1], bottom

    def shift(self, right: float, down: float) -> None:
        """Move everything."""
        for stack in self._stacks:
            stack.shift(right, down)
        for way in self._ways:
            way.heights = [height + down for height in way.heights]

    # --- the ways themselves -----------------------------------------------------------------------------------------

    def routes(self) -> list[Route]:
        """Return the way of each tie, the weak ones first, so that the strong ones lie on top."""
        self._spread_ends()
        return [self._route(way) for way in self._ways]

    def _side(self, column: int) -> int:
        """Return on which side the ties inside a column run: outside at the edges of the picture, else on the right."""
        return -1 if column == 0 and len(self._stacks) > 1 else 1

    def _bulge(self, way: _Way) -> float:
        """Return how far a tie inside a column swings out: the farther it leads the more, never out of its channel."""
        column, last = way.from_column, len(self._stacks) - 1
        reach = abs(self._middle(way.left) - self._middle(way.right))
        most = _LONGEST_BULGE
        if 0 < column < last:
            most = 0.6 * (self._stacks[column + 1].x - self._stacks[column].x - self._stacks[column].w)
        tall = self._stacks[column].bottom - self._stacks[column].top
        return _NEAREST_BULGE + (most - _NEAREST_BULGE) * reach / tall

    def _spread_ends(self) -> None:
        """Spread the ties of a card along its side in the order of where they lead, so that none cross there."""
        sides: dict[tuple[int, int], list[tuple[tuple[int, float, int], int, int]]] = {}
        for number, way in enumerate(self._ways):
            if way.from_column == way.to_column:
                side = self._side(way.from_column)
                reach = abs(self._middle(way.right) - self._middle(way.left))
                sides.setdefault((way.left, side), []).append(((1, -reach, number), number, 0))
                sides.setdefault((way.right, side), []).append(((-1, reach, number), number, 1))
                continue
            ahead = way.heights[0] if way.heights else self._middle(way.right)
            behind = way.heights[-1] if way.heights else self._middle(way.left)
            sides.setdefault((way.left, 1), []).append(((0, ahead, number), number, 0))
            sides.setdefault((way.right, -1), []).append(((0, behind, number), number, 1))
        for (card, _), ends in sides.items():
            item = self._item[card]
            step = min(self._measures.step, (item.h - 8) / max(len(ends) - 1, 1))
            start = item.y + item.h / 2 - step * (len(ends) - 1) / 2
            for place, (_, number, end) in enumerate(sorted(ends)):
                self._ways[number].ends[end] = start + place * step

    def _route(self, way: _Way) -> Route:
        route = Route(way.tie, way.tie.level(self._bounds))
        tip = 3 + 1.3 * WIDTHS[route.level]
        at_left, at_right = (way.tie.back, way.tie.forth) if way.left == way.tie.one else (way.tie.forth, way.tie.back)
        if way.from_column == way.to_column:
            self._arc(route, way, (at_left, at_right), tip)
        else:
            self._cross(route, way, (at_left, at_right), tip)
        return route

    def _arc(self, route: Route, way: _Way, pointed: tuple[bool, bool], tip: float) -> None:
        stack, side = self._stacks[way.from_column], self._side(way.from_column)
        x = stack.x if side < 0 else stack.x + stack.w
        top, bottom = way.ends
        bulge = self._bulge(way) * side
        starts = x + side * tip * pointed[0], x + side * tip * pointed[1]
        route.curves.append(((starts[0], top), (x + bulge, top), (x + bulge, bottom), (starts[1], bottom)))
        route.arrows += [(x, y, -side) for y, is_pointed in zip(way.ends, pointed, strict=True) if is_pointed]

    def _cross(self, route: Route, way: _Way, pointed: tuple[bool, bool], tip: float) -> None:
        first, last = self._stacks[way.from_column], self._stacks[way.to_column]
        x, y = first.x + first.w, way.ends[0]
        if pointed[0]:
            route.arrows.append((x, y, -1))
        x += tip * pointed[0]
        for column, height in zip(range(way.from_column + 1, way.to_column), way.heights, strict=True):
            stack = self._stacks[column]
            route.curves.append(_bend(x, y, stack.x, height))
            x, y = stack.x + stack.w, height
            route.curves.append(((stack.x, height), (stack.x, height), (x, height), (x, height)))
        route.curves.append(_bend(x, y, last.x - tip * pointed[1], way.ends[1]))
        if pointed[1]:
            route.arrows.append((last.x, way.ends[1], 1))


def _bend(x: float, y: float, to_x: float, to_y: float) -> Curve:
    middle = (x + to_x) / 2
    return (x, y), (middle, y), (middle, to_y), (to_x, to_y)


def point_on(curve: Curve, share: float) -> Point:
    """Return a point of a curve; `share` runs from 0 at its start to 1 at its end."""
    rest = 1 - share
    one, two, three, four = rest * rest * rest, 3 * rest * rest * share, 3 * rest * share * share, share * share * share
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = curve
    return one * ax + two * bx + three * cx + four * dx, one * ay + two * by + three * cy + four * dy
