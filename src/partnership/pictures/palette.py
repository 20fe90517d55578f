"""Shapes, colours and dashes: each thing is told by two of them, so that nothing depends on colour alone.

Colours after Okabe, M. and Ito, K. (2008), Color Universal Design: a set that people with each form of colour blindness
tell apart; each shape has an outline besides, because the light ones are too faint on white by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

from partnership.pictures.markup import element, num

SHADES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442", "#999999")
"""The colour of a group, by its place; used again from the beginning where groups are many."""

UNGROUPED = len(SHADES) - 1
"""The place of the shape and colour of those who belong to no group."""

DASHES = ("", "7 3", "2 2.5", "10 3 2 3", "5 2", "1 3", "12 3 2 3 2 3")
"""The dashes of a kind of tie, by its place; the last serves for all the rest."""

WIDTHS = (1.0, 1.5, 2.2, 3.4, 4.8, 6.4)
"""The width of a line, by the level of its count."""

STANDING_OUT = 4
"""The level that a line has at least of which the headline speaks."""

_LEVELS = (1, 2, 4, 7, 11, 21)
_RANKS = (0.4, 0.65, 0.82, 0.92, 0.98)
_FEW = 40

_ARM = 0.35
_QUARTER = ((-_ARM, -1.0), (_ARM, -1.0), (_ARM, -_ARM))
_TURNS = ((1, 0), (0, 1), (-1, 0), (0, -1))
_CROSS = tuple((x * cos - y * sin, x * sin + y * cos) for cos, sin in _TURNS for x, y in _QUARTER)
_POINTS = (
    None,  # a circle
    ((-0.87, -0.87), (0.87, -0.87), (0.87, 0.87), (-0.87, 0.87)),
    ((0, -1.1), (1.05, 0.8), (-1.05, 0.8)),
    ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    ((0, -1.05), (1, -0.32), (0.62, 0.85), (-0.62, 0.85), (-1, -0.32)),
    _CROSS,
    ((0, 1.1), (1.05, -0.8), (-1.05, -0.8)),
    ((-0.5, -1), (0.5, -1), (1, 0), (0.5, 1), (-0.5, 1), (-1, 0)),
)


def shape(mark: int, x: float, y: float, radius: float) -> str:
    """Draw a shape around a point."""
    class_ = f"sh s{mark % len(SHADES)}"
    points = _POINTS[mark % len(_POINTS)]
    if points is None:
        return element("circle", class_=class_, cx=x, cy=y, r=radius)
    at = " ".join(f"{num(x + across * radius)},{num(y + down * radius)}" for across, down in points)
    return element("polygon", class_=class_, points=at)


def levels(counts: Sequence[int]) -> tuple[int, ...]:
    """Return the counts from which a line gets each width: always the same where no pair has many ties.

    Where they are many, by rank: most lines thin, few thick, whatever the figures are.
    """
    if max(counts, default=1) < _FEW:
        return _LEVELS
    ranked = sorted(counts)
    bounds = [1]
    for share in _RANKS:
        bound = _round(ranked[int(share * (len(ranked) - 1))])
        bounds.append(max(bound, bounds[-1] + 1))
    return tuple(bounds)


def _round(count: int) -> int:
    step = 1
    while count >= 20 * step:
        step *= 10 if count >= 200 * step else 5
    return -(-count // step) * step


def level_of(count: int, bounds: tuple[int, ...]) -> int:
    """Return the level of a count."""
    return sum(1 for bound in bounds if count >= bound) - 1
