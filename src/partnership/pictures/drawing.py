"""The sheet on which a picture is drawn: heading, cards in columns, one line a pair, legend, and the document around
them, which can be read aloud.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from typing_extensions import override

from partnership.messages import Sayable, message
from partnership.network.phrases import TIES
from partnership.pictures.layout import LINE, Column, PlacedCard, Stack, stacks_of
from partnership.pictures.route import Curve, Point, Route, Router, point_on
from partnership.pictures.scene import THINGS, Card, DrawnTie, PictureScene, end_sentence
from partnership.pictures.style import (
    HEADLINE,
    PLAIN,
    QUESTION,
    SCOPE,
    SCRIPT,
    SMALL,
    WIDTHS,
    data,
    element,
    level_of,
    levels,
    num,
    rectangle,
    safe,
    shape,
    sheet,
)
from partnership.pictures.widths import BOLD, folded, shortened, width_of
from partnership.values import Language

EDGE = 24.0
"""The margin around everything."""

_SIZES = {"hd": HEADLINE, "tl": QUESTION, "sm": SMALL, "nt sm": SMALL, "sub sm": SMALL, "ct": SMALL}
_BOLD = frozenset({"hd", "gh", "ct"})
_LEAST_WIDE = 620.0
"""How wide a heading and a legend may be at least."""
_MOST_COUNTS = 14
"""Lines that have their count written on them; the rest tell it by their width and their tooltip."""
_SHARES = (0.5, 0.38, 0.62, 0.28, 0.72)
_CORNER = 5.0
_MOST_KINDS = 20
"""Kinds of ties that the legend names."""
_SAMPLE = 30.0
_IN_VIEW = 600.0
"""How high cards and ties may be with their legend below them, so that it is seen at once."""


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
class PictureTable:
    """What a picture shows, as a table; one with a title is opened by who wants it."""

    headings: tuple[Sayable, ...]
    rows: Sequence[tuple[str, ...]]
    title: str = ""
    told: Collection[int] = ()
    """The rows of what the headline speaks of."""
    left_out: int = 1
    """The column that a phone has no room for."""
    states: Sequence[str] = ()
    """What each row says from each step of a slider on."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG text, which a notebook shows by itself; `labels` are the boxes of all that is written on it.

    `headline` is what it says in one sentence, `question` what that answers; the drawing begins below them, at `top`.
    """

    svg: str
    width: float
    height: float
    labels: tuple[Box, ...] = field(repr=False, default=())
    question: str = ""
    headline: str = ""
    summary: str = ""
    top: float = 0.0
    told: Callable[[], Sequence[PictureTable]] = field(repr=False, compare=False, default=tuple)
    """Gives tables that say what is drawn; asked by pages alone."""

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        return self.svg

    @override
    def __str__(self) -> str:
        return self.svg


class Canvas:
    """Collects what is drawn, and how far it reaches."""

    def __init__(self, lang: Language, question: str, headline: str, summary: str = "") -> None:
        self.lang = lang
        self.parts: list[str] = []
        self.labels: list[Box] = []
        self.right = 0.0
        self.bottom = EDGE
        self._said = question, headline, summary
        self._top = 0.0

    def write(self, said: str, x: float, y: float, class_: str | None = None, at: str | None = None) -> str:
        """Note the room of a line of text, and return its element."""
        size = _SIZES.get(class_ or "", PLAIN)
        wide = width_of(said, size, bold=class_ in _BOLD)
        self.labels.append(Box(x, y - size * 0.8, wide, size, said))
        self.right = max(self.right, x + wide)
        return element("text", safe(said), x=x, y=y, class_=class_, data_at=at)

    def heading(self, room: float) -> None:
        """Write the question, what the picture answers in large letters, and what there is in all."""
        y, parts, room = self.bottom, list[str](), max(room, _LEAST_WIDE)
        for said, class_ in zip(self._said, ("tl", "hd", "sub sm"), strict=True):
            size = _SIZES[class_]
            for line in folded(said, room / (BOLD if class_ in _BOLD else 1), size):
                y += size
                parts.append(self.write(line, EDGE, y, class_))
                y += 5
        self.parts.append(element("g", "".join(parts), class_="hg"))
        self._top = y
        self.bottom = y + 14

    def document(
        self, *described: str, script: bool = True, told: Callable[[], Sequence[PictureTable]] = tuple
    ) -> Picture:
        """Close the picture; `told` says in tables what it shows."""
        question, headline, summary = self._said
        width, height = round(self.right + EDGE), round(self.bottom + EDGE)
        body = "\n".join(self.parts)
        description = " ".join(map(end_sentence, filter(None, (headline, summary, *described))))
        mark = f"pn{zlib.crc32(f'{question}{description}{body}'.encode()):08x}"
        inside = [
            "",
            element("title", safe(question), id=f"{mark}t"),
            element("desc", safe(description), id=f"{mark}d"),
            f"<style>{sheet()}</style>",
            rectangle(0, 0, width, height, class_="bg"),
            body,
            *([f"<script>{SCRIPT}</script>"] if script else []),
        ]
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{SCOPE}" width="{width}" height="{height}"'
            f' viewBox="0 0 {width} {height}" lang="{self.lang}" role="graphics-document document"'
            f' aria-labelledby="{mark}t" aria-describedby="{mark}d">' + "\n".join(inside) + "\n</svg>\n"
        )
        return Picture(svg, width, height, tuple(self.labels), *self._said, self._top, told)


def draw_columns(canvas: Canvas, scene: PictureScene, columns: list[Column]) -> None:
    """Draw heading, cards, ties and legend."""
    bounds = levels([tie.count for tie in scene.ties])
    stacks, measures = stacks_of(scene, columns)
    router = Router(scene, stacks, measures, bounds)
    router.make_room()
    left, top, right, bottom = router.bounds()
    canvas.heading(right - left)
    canvas.right = max(canvas.right, EDGE + right - left)
    if legend_first := bottom - top > _IN_VIEW:
        _Legend(canvas, scene, bounds).draw()
        canvas.bottom += 14
    lines = max(len(stack.heading) for stack in stacks)
    headed = 12.0 + LINE * lines if lines else 0.0
    router.shift(EDGE - left, canvas.bottom + headed - top)
    _Drawing(canvas, scene, bounds).draw(stacks, router.routes())
    canvas.bottom += headed + bottom - top + 14
    if not legend_first:
        _Legend(canvas, scene, bounds).draw()


class _Drawing:
    def __init__(self, canvas: Canvas, scene: PictureScene, bounds: tuple[int, ...]) -> None:
        self._canvas, self._scene, self._bounds = canvas, scene, bounds
        self._number: dict[int, int] = {}

    def draw(self, stacks: list[Stack], routes: list[Route]) -> None:
        canvas = self._canvas
        drawn = (item.card for stack in stacks for item in stack.items if item.card is not None)
        self._number = {card: number for number, card in enumerate(drawn)}
        hot = any(tie.ever_told for tie in self._scene.ties)
        ties = "".join(map(self._tie, routes))
        calm = "calm" if hot else None
        canvas.parts.append(element("g", f"\n{ties}{self._counts(routes)}", aria_hidden="true", class_=calm))
        canvas.parts += [self._stack(stack, canvas.bottom) for stack in stacks]

    # --- ties --------------------------------------------------------------------------------------------------------

    def _tie(self, route: Route) -> str:
        tie = route.tie
        tips = "".join(arrow(x, y, way, route.level) for x, y, way in route.arrows)
        inside = element("title", safe(tie.about)) + element("path", d=_path(route.curves)) + tips
        at = steps_of((step, self._look(each), each and each.about) for step, each in tie.states)
        return element("g", inside, class_=self._look(_now(tie)), **self._data(tie), data_at=at) + "\n"

    def _look(self, tie: DrawnTie | None) -> str:
        if tie is None:
            return "t gone"
        dashes = f" d{tie.look}" if tie.look else ""
        return f"t w{tie.level(self._bounds)}{dashes}" + (" hot" if tie.stands_out else "")

    def _data(self, tie: DrawnTie) -> dict[str, str]:
        return {"data_e": f"{self._number[tie.one]} {self._number[tie.other]}", "data_k": " ".join(map(str, tie.kinds))}

    def _counts(self, routes: list[Route]) -> str:
        """Write counts on the strongest lines, as far as they do not touch each other."""
        written: list[Box] = []
        parts: list[str] = []
        for route, room, said, attributes in self._counted(routes):
            box = _free(route, room, written) if len(written) < _MOST_COUNTS else None
            if box is not None:
                written.append(box)
                parts.append(element("text", said, x=box.x, y=box.y + 10, **attributes))
        self._canvas.labels += written
        self._canvas.right = max(self._canvas.right, *(box.x + box.w for box in written), 0)
        return "\n".join(parts)

    def _counted(self, routes: list[Route]) -> Iterator[tuple[Route, str, str, dict[str, str | None]]]:
        """Return what to write on which line: the longest that it ever says, and what it says now."""
        hot = [route for route in reversed(routes) if route.tie.ever_told]
        alone, several = len(routes) > _MOST_COUNTS and bool(hot), any(route.tie.count > 1 for route in routes)
        if sum(_told_now(route.tie) for route in hot) > _MOST_COUNTS:
            for middle, count in self._bundles(hot):
                yield middle, (said := self._scene.say(TIES.of(count))), said, {"class_": "ct"}
            return
        for route in sorted(hot, key=lambda route: not _told_now(route.tie)) if alone else routes[::-1]:
            tie, now = route.tie, _now(route.tie)
            if tie.looks and (tie.count > 1 or (tie.ever_told and several)):
                longest = max(map(self._count, tie.looks), key=len)
                steps = ((step, _count_look(each, told=alone), each and self._count(each)) for step, each in tie.states)
                attributes = {"class_": _count_look(now, told=alone), **self._data(tie), "data_at": steps_of(steps)}
                yield route, longest, self._count(now) if now else longest, attributes

    def _bundles(self, routes: list[Route]) -> Iterator[tuple[Route, int]]:
        """Where lines are too many for a count each, return one amidst those between two groups, and their ties."""
        found: dict[frozenset[int], list[Route]] = {}
        for route in routes if not routes[0].tie.states else []:
            pair = frozenset(self._scene.cards[end].group for end in (route.tie.one, route.tie.other))
            found.setdefault(pair, []).append(route)
        for bundle in found.values():
            bundle.sort(key=lambda route: point_on(route.curves[0], 0.5)[1])
            yield bundle[len(bundle) // 2], sum(route.tie.count for route in bundle)

    def _count(self, tie: DrawnTie) -> str:
        return self._scene.say(TIES.of(1)) if tie.count == 1 else str(tie.count)

    # --- cards -------------------------------------------------------------------------------------------------------

    def _stack(self, stack: Stack, above: float) -> str:
        block = stack.items[0].block
        parts = [self._heading(stack, stack.heading, block.group, above + 13)] if stack.heading else []
        for item in stack.items:
            if item.card is None:
                parts.append(self._heading(stack, item.lines, item.block.group, item.y + 14))
            else:
                parts.append(self._card(stack, item, self._scene.cards[item.card]))
        return "\n".join(parts)

    def _heading(self, stack: Stack, lines: list[str], group: int, y: float) -> str:
        scene = self._scene
        parts = [shape(scene.marks[group], stack.x + 8, y - 4.5, 7)] if scene.shapes and scene.marks else []
        indent = 22 if parts else 0
        for place, line in enumerate(lines):
            parts.append(self._canvas.write(line, stack.x + indent, y + LINE * place, "gh"))
        return element("g", "".join(parts), role="heading", aria_level="2")

    def _card(self, stack: Stack, item: PlacedCard, card: Card) -> str:
        canvas, x, states = self._canvas, stack.x + (26.0 if self._scene.shapes else 12.0), card.states
        now = _now(card)
        parts = [
            element("title", safe((now or card).details)),
            rectangle(stack.x, item.y, stack.w, item.h, class_="rim", rx=_CORNER),
        ]
        if card.ever_held:
            parts.append(rectangle(stack.x + 3, item.y + 3, stack.w - 6, item.h - 6, class_="cut", rx=_CORNER - 2))
        if self._scene.shapes:
            parts.append(shape(card.mark, stack.x + 14, item.y + item.h / 2, 7))
        room = stack.w - 10
        bars = steps_of((step, "br", None, round(room * each.share if each else 0)) for step, each in states)
        if card.share or states:
            y = item.y + item.h - 5
            parts.append(rectangle(stack.x + 5, y, round(room * now.share) if now else 0, 3, class_="br", data_at=bars))
        y = item.y + (item.h - len(item.lines) * LINE - 14 * item.noted) / 2 + PLAIN * 0.9
        for line in item.lines:
            parts.append(canvas.write(line, x, round(y, 1)))
            y += LINE
        if item.noted:
            notes = steps_of((step, "nt sm", each.note if each else "") for step, each in states)
            parts.append(canvas.write(now.note if now else "", x, round(y - 1, 1), "nt sm", notes))
        at = steps_of((step, _class_of(each), each and each.about) for step, each in states)
        return element(
            "g",
            "".join(parts),
            class_=_class_of(now),
            role="graphics-symbol img",
            aria_label=safe((now or card).about),
            tabindex="0",
            data_at=at,
        )


Stated = TypeVar("Stated", Card, DrawnTie)


def _now(each: Stated) -> Stated | None:
    """Return what is shown before a slider is moved: the last of its states."""
    return each.states[-1][1] if each.states else each


def _told_now(tie: DrawnTie) -> bool:
    now = _now(tie)
    return now is not None and now.stands_out


def _count_look(tie: DrawnTie | None, *, told: bool) -> str:
    """Show a count while its line is there, or where `told` while the headline speaks of it."""
    return "t ct" if tie is not None and (tie.stands_out or not told) else "t ct gone"


def _class_of(card: Card | None) -> str:
    if card is None:
        return "n gone"
    return "n" + " held" * card.held + " lone" * card.lone + " named" * card.named + " me" * card.main


def steps_of(states: Iterable[tuple[object, ...]]) -> str | None:
    """Write what something is like from each step of a slider on, where that changes; None without a slider."""
    kept: list[tuple[object, ...]] = []
    for step, *found in states:
        if not kept or list(kept[-1][1:]) != found:
            kept.append((step, *found))
    return data(kept) if kept else None


def _free(route: Route, said: str, written: list[Box]) -> Box | None:
    """Find where on a line its count can stand."""
    wide = width_of(said, SMALL, bold=True)
    for share in _SHARES:
        for curve in route.curves:
            if curve[0] == curve[1]:
                continue  # it passes between cards there
            x, y = point_on(curve, share)
            box = Box(round(max(x - wide / 2, 1), 1), round(y - 6, 1), round(wide, 1), 12.0, said)
            around = Box(box.x - 4, box.y - 3, box.w + 8, box.h + 6, said)
            if not any(around.overlaps(other) for other in written):
                return box
    return None


def _path(curves: list[Curve]) -> str:
    """Write curves as the data of one path, step by step from where the last ended: that is shortest."""
    here = x, y = _tenths(curves[0][0])
    said = f"M{num(x / 10)} {num(y / 10)}"
    for start, one, other, end in curves:
        x, y = here
        here = _tenths(end)
        if start == one:
            said += f"h{num((here[0] - x) / 10)}"
        else:
            points = (_tenths(one), _tenths(other), here)
            said += "c" + " ".join(f"{num((to_x - x) / 10)} {num((to_y - y) / 10)}" for to_x, to_y in points)
    return said


def _tenths(point: Point) -> tuple[int, int]:
    return round(point[0] * 10), round(point[1] * 10)


def arrow(x: float, y: float, way: int, level: int) -> str:
    """Draw an arrowhead whose tip is at a point; `way` is 1 where it points right, -1 left."""
    long = 4 + 1.4 * WIDTHS[level]
    half = 2.2 + 0.9 * WIDTHS[level]
    back = x - way * long
    return element("path", class_="a", d=f"M{x:.1f} {y:.1f}L{back:.1f} {y - half:.1f}V{y + half:.1f}z")


# --- legend ----------------------------------------------------------------------------------------------------------


class _Legend:
    """What the signs of a picture mean, in words; kinds of ties can be hidden and shown there."""

    def __init__(self, canvas: Canvas, scene: PictureScene, bounds: tuple[int, ...]) -> None:
        self._canvas, self._scene, self._bounds = canvas, scene, bounds
        self._room = max(canvas.right - EDGE, _LEAST_WIDE)
        self._x, self._y = EDGE, canvas.bottom + 12
        self._parts: list[str] = []

    def draw(self) -> None:
        scene, canvas = self._scene, self._canvas
        marked = any(tie.ever_told for tie in scene.ties)
        if marked:
            self._sign(scene.say(message("orange: what the sentence above speaks of")), _line(2, hot=True))
        if scene.sized and any(card.share for card in scene.cards):
            self._sign(scene.sized, rectangle(0, -6, _SAMPLE, 3, class_="br"))
        if any(tie.forth or tie.back for tie in scene.ties):
            tip = element("g", arrow(_SAMPLE, -4, 1, 2), class_="w2")
            self._sign(scene.say(message("arrow: from whom to whom")), _line(2) + tip)
        said = message("double frame: without it some are cut off")
        if any(card.kind in THINGS for card in scene.cards):
            said = message("double frame: nobody else does this")
        self._frame(said, "held", rectangle(3, -10, _SAMPLE - 6, 11, class_="cut", rx=1))
        self._widths([each.count for tie in scene.ties for each in tie.looks if not each.holds])
        self._frame(message("dashed frame: no ties"), "lone")
        if scene.ties:
            self._kinds()
        if self._parts:
            label = safe(scene.say(message("Legend")))
            class_ = "lg calm" if marked else "lg"
            canvas.parts.append(element("g", "".join(self._parts), class_=class_, role="group", aria_label=label))
            canvas.bottom = self._y + 6

    def _frame(self, said: Sayable, class_: str, inside: str = "") -> None:
        """Explain a frame where it is drawn; beside a slider, while it is."""
        cards = self._scene.cards
        if not any(getattr(each, class_) for card in cards for each in card.looks):
            return
        frame = rectangle(0, -13, _SAMPLE, 17, class_="rim", rx=3)
        self._sign(self._scene.say(said), element("g", frame + inside, class_=f"fr {class_}"))
        steps = list(zip(*([each for _, each in card.states] for card in cards), strict=True))
        shown = ["" if any(getattr(each, class_, False) for each in looks) else "gone" for looks in steps]
        if shown:
            self._parts[-1] = element("g", self._parts[-1], class_=shown[-1], data_at=steps_of(enumerate(shown)))

    def _sign(self, said: str, sign: str = "", kind: int | None = None, steps: Sequence[str] = ()) -> None:
        """Put a sign with its meaning behind it in the row, or in a new one where the sheet ends."""
        indent = _SAMPLE + 8 if sign else 0.0
        said = shortened(said, self._room - indent, SMALL)
        wide = indent + width_of(said, SMALL)
        if self._x + wide > EDGE + self._room:
            self._turn()
        x, y = self._x, self._y
        self._x += wide + 14
        inside = element("g", sign, transform=f"translate({num(x)} {num(y)})") if sign else ""
        at = steps_of((step, "sm", each) for step, each in enumerate(steps))
        inside += self._canvas.write(steps[-1] if steps else said, x + indent, y, "sm", at)
        if kind is not None:
            back = rectangle(x - 5, y - 14, wide + 10, 20, class_="kb", rx=4)
            told = {"data_k": str(kind), "tabindex": "0", "role": "checkbox", "aria_checked": "true"}
            inside = element("g", back + inside, class_="k", **told)
        self._parts.append(inside)

    def _turn(self) -> None:
        if self._x > EDGE:
            self._x, self._y = EDGE, self._y + 21

    def _kinds(self) -> None:
        self._turn()
        said = message("kinds of ties (press to hide):")
        if self._scene.grouped:
            said = message("kinds of ties between groups (press to hide):")
        self._sign(self._scene.say(said))
        for number, (title, look, count) in enumerate(self._scene.kinds[:_MOST_KINDS]):
            counts = [each.get(title, 0) for each in self._scene.kinds_of_days]
            if any(counts or [count]):
                days = [f"{title} ({each})" for each in counts]
                self._sign(f"{title} ({count})", _line(2, look), number, days)

    def _widths(self, counts: list[int]) -> None:
        """Tell how many ties each width stands for that is drawn."""
        if max(counts, default=1) > 1:
            self._turn()
            self._sign(self._scene.say(message("how many ties a line stands for:")))
            for level in sorted({level_of(count, self._bounds) for count in counts}):
                there = [count for count in counts if level_of(count, self._bounds) == level]
                first, last = min(there), max(there)
                self._sign(str(first) if first == last else f"{first}–{last}", _line(level))


def _line(level: int, look: int = 0, *, hot: bool = False) -> str:
    class_ = f"ln w{level} d{look}" + " hot" * hot
    return element("path", class_=class_, d=f"M0-4h{_SAMPLE:.0f}")
