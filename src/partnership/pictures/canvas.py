"""The sheet on which a picture is drawn: title, drawing, legend, and around them a document that can be read aloud."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from typing_extensions import override

from partnership.pictures.markup import element, rectangle, safe, words
from partnership.pictures.style import SCOPE, SCRIPT, sheet
from partnership.pictures.widths import BOLD, folded, shortened, width_of
from partnership.values import Language

RowsTold = Callable[[], Sequence[tuple[str, ...]]]
"""Tells of each card its name, group, ties, and whom it is tied to most."""

EDGE = 24.0
"""The margin around everything."""

_TITLE_SIZE = 18.0
_QUESTION_SIZE = 13.0
_TEXT_SIZE = 12.0


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a label takes, rather too much than too little; `words` is what stands in it."""

    x: float
    y: float
    w: float
    h: float
    words: str

    def overlaps(self, other: Box) -> bool:
        """Tell whether two labels share any room."""
        return (
            self.x < other.x + other.w
            and other.x < self.x + self.w
            and self.y < other.y + other.h
            and other.y < self.y + self.h
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG text, which a notebook shows by itself; `labels` are the boxes of all that is written on it.

    `headline` is what it says in one sentence.
    """

    svg: str
    width: float
    height: float
    labels: tuple[Box, ...] = field(repr=False, default=())
    headline: str = ""
    told: RowsTold = field(repr=False, compare=False, default=tuple)
    """Gives the rows of a table that says what the cards show; asked by pages alone."""

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        return self.svg

    @override
    def __str__(self) -> str:
        return self.svg


class Canvas:
    """Collects what is drawn, and how far it reaches."""

    def __init__(self, lang: Language, *, interactive: bool) -> None:
        self.lang = lang
        self.interactive = interactive
        self.parts: list[str] = []
        self.labels: list[Box] = []
        self.headline = ""
        self.right = 0.0
        self.bottom = EDGE

    def write(self, said: str, x: float, y: float, size: float = _TEXT_SIZE, class_: str | None = None) -> str:
        """Note the room of a line of text, and return its element; bold where its class is one of a heading."""
        wide = width_of(said, size, bold=class_ in {"hd", "gh", "ct"})
        self.labels.append(Box(x, y - size * 0.8, wide, size, said))
        self.right = max(self.right, x + wide)
        return words(said, x, y, class_)

    def heading(self, title: str, headline: str, lines: list[str], room: float) -> None:
        """Write the title, what the picture says in one sentence, and the lines under it."""
        y = self.bottom
        self.headline = headline
        room = max(room, 420.0)
        for line in folded(title, room, _QUESTION_SIZE, 2):
            y += _QUESTION_SIZE
            self.parts.append(self.write(line, EDGE, y, _QUESTION_SIZE, "tl"))
            y += 6
        for line in folded(headline, room / BOLD, _TITLE_SIZE, 3):
            y += _TITLE_SIZE
            self.parts.append(self.write(line, EDGE, y, _TITLE_SIZE, "hd"))
            y += 5
        for said in lines:
            for line in folded(said, room, _TEXT_SIZE, 3):
                y += 15
                self.parts.append(self.write(line, EDGE, y, class_="sub"))
        self.bottom = y + 18

    def document(self, title: str, description: str, told: RowsTold = tuple) -> Picture:
        """Close the picture; `told` says in a table what the cards show, where there are cards."""
        width, height = round(self.right + EDGE), round(self.bottom + EDGE)
        body = "\n".join(self.parts)
        mark = f"pn{zlib.crc32(f'{title}{description}{body}'.encode()):08x}"
        inside = [
            "",
            element("title", safe(title), id=f"{mark}t"),
            element("desc", safe(description), id=f"{mark}d"),
            f"<style>{sheet()}</style>",
            rectangle(0, 0, width, height, class_="bg"),
            body,
        ]
        if self.interactive:
            inside.append(f"<script>{SCRIPT}</script>")
        drawn = "\n".join(inside)
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{SCOPE}" width="{width}" height="{height}"'
            f' viewBox="0 0 {width} {height}" lang="{self.lang}" role="graphics-document document"'
            f' aria-labelledby="{mark}t" aria-describedby="{mark}d">{drawn}\n</svg>\n'
        )
        return Picture(svg, width, height, tuple(self.labels), self.headline, told)


class Flow:
    """Puts pieces of a legend side by side, and on a new line where the sheet ends."""

    def __init__(self, canvas: Canvas, room: float, line: float = 22.0) -> None:
        self._canvas = canvas
        self._room = room
        self._line = line
        self.x = EDGE
        self.y = canvas.bottom + 12

    def take(self, wide: float) -> tuple[float, float]:
        """Return where a piece of a width goes: its left end, and the base line of its text."""
        if self.x > EDGE and self.x + wide > EDGE + self._room:
            self.turn()
        at = self.x, self.y
        self.x += wide + 12
        self._canvas.right = max(self._canvas.right, at[0] + wide)
        return at

    def turn(self) -> None:
        """Begin a new line."""
        if self.x > EDGE:
            self.x = EDGE
            self.y += self._line

    def say(self, said: str) -> str:
        """Write a piece of text, cut to the sheet's width."""
        said = shortened(said, self._room, _TEXT_SIZE)
        return self._canvas.write(said, *self.take(width_of(said, _TEXT_SIZE) - 10))
