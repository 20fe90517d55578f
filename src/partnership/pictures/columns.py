"""The picture of up to some hundreds: cards in columns, one line a pair."""

from __future__ import annotations

from partnership.pictures.canvas import EDGE, Box, Canvas
from partnership.pictures.legend import arrow, dashes_of, double_frame, draw_legend, line_kind
from partnership.pictures.markup import element, num, rectangle, safe
from partnership.pictures.order import Column
from partnership.pictures.palette import DASHES, levels, shape
from partnership.pictures.place import HEADING_SIZE, Measures, PlacedCard, Stack, stacks_of
from partnership.pictures.route import Curve, Point, Route, Router, point_on
from partnership.pictures.scene import Card, PictureScene
from partnership.pictures.widths import width_of

_MOST_COUNTS = 14
"""Lines that have their count written on them; the rest tell it by their width and their tooltip."""
_COUNT_SIZE = 10.0
_SHARES = (0.5, 0.38, 0.62, 0.28, 0.72)
_NOTE_SIZE = 11.0
_PLAIN_SIZE = 12.0
"""The size of text that has no class."""
_NOTE_LINE = 14.0


def draw_columns(canvas: Canvas, scene: PictureScene, columns: list[Column], *, shapes: bool = True) -> None:
    """Draw cards, ties and legend below what is drawn so far."""
    bounds = levels([tie.count for tie in scene.ties])
    stacks, measures = stacks_of(scene, columns)
    router = Router(scene, stacks, measures, bounds)
    router.make_room()
    left, top, right, bottom = router.bounds()
    headed = 22.0 + 16.0 * max(len(stack.heading) for stack in stacks) if stacks[0].heading else 0.0
    router.shift(EDGE - left, canvas.bottom + headed - top)
    canvas.right = max(canvas.right, EDGE + right - left)
    routes = router.routes()
    drawing = _Drawing(canvas, scene, measures, stacks, shapes=shapes)
    above = canvas.bottom
    calm = "calm" if any(tie.stands_out for tie in scene.ties) else None
    ties = "".join(drawing.tie(route) for route in routes)
    canvas.parts.append(element("g", f"\n{ties}{drawing.counts(routes)}", aria_hidden="true", class_=calm))
    canvas.parts += [drawing.stack(stack, above) for stack in stacks]
    canvas.bottom += headed + bottom - top + 16
    draw_legend(canvas, scene, bounds, max(canvas.right - EDGE, 520.0))


class _Drawing:
    def __init__(
        self, canvas: Canvas, scene: PictureScene, measures: Measures, stacks: list[Stack], *, shapes: bool
    ) -> None:
        self._canvas = canvas
        self._scene = scene
        self._measures = measures
        self._shapes = shapes
        self._dashes = dashes_of(scene)
        drawn = [item.card for stack in stacks for item in stack.items if item.card is not None]
        self._number = {card: number for number, card in enumerate(drawn)}

    # --- ties --------------------------------------------------------------------------------------------------------

    def tie(self, route: Route) -> str:
        dash = self._dashes[line_kind(route.tie)]
        marked = (f" d{dash}" if DASHES[dash] else "") + (" hot" if route.tie.stands_out else "")
        tips = "".join(arrow(x, y, way, route.level) for x, y, way in route.arrows)
        inside = element("title", safe(self._told(route))) + element("path", d=_path(route.curves)) + tips
        return element("g", inside, class_=f"t w{route.level}{marked}", **self._data(route)) + "\n"

    def _data(self, route: Route) -> dict[str, str]:
        if not self._canvas.interactive:
            return {}
        tie = route.tie
        return {"data_e": f"{self._number[tie.one]} {self._number[tie.other]}", "data_k": " ".join(map(str, tie.kinds))}

    def _told(self, route: Route) -> str:
        tie, scene = route.tie, self._scene
        joint = "→" if tie.forth and not tie.back else "←" if tie.back and not tie.forth else "–"
        kinds = ", ".join(f"{scene.kinds[kind][0]} {count}" for kind, count in tie.kinds.items())
        return f"{scene.cards[tie.one].name} {joint} {scene.cards[tie.other].name}: {kinds}"

    def counts(self, routes: list[Route]) -> str:
        """Write counts on the strongest lines, as far as they do not touch each other."""
        written: list[Box] = []
        parts: list[str] = []
        for route in reversed(routes):
            if len(written) == _MOST_COUNTS or route.tie.count == 1:
                break
            box = self._free(route, written)
            if box is not None:
                written.append(box)
                self._canvas.labels.append(box)
                parts.append(element("text", box.words, x=box.x, y=box.y + 9, class_="t ct", **self._data(route)))
        return "\n".join(parts)

    def _free(self, route: Route, written: list[Box]) -> Box | None:
        said = str(route.tie.count)
        wide = width_of(said, _COUNT_SIZE, bold=True)
        for share in _SHARES:
            for curve in route.curves:
                if curve[0] == curve[1]:
                    continue  # it passes between cards there
                x, y = point_on(curve, share)
                box = Box(round(x - wide / 2, 1), round(y - 5.5, 1), round(wide, 1), 11.0, said)
                around = Box(box.x - 4, box.y - 3, box.w + 8, box.h + 6, said)
                if not any(around.overlaps(other) for other in written):
                    return box
        return None

    # --- cards -------------------------------------------------------------------------------------------------------

    def stack(self, stack: Stack, above: float) -> str:
        parts = [self._heading(stack, above)] if stack.heading else []
        parts += [
            self._card(stack, item) if item.card is not None else self._inner(stack, item) for item in stack.items
        ]
        return "\n".join(parts)

    def _heading(self, stack: Stack, above: float) -> str:
        block, y = stack.items[0].block, above + 13
        parts = [shape(self._scene.marks[block.group], stack.x + 8, y - 4.5, 6)] if self._shapes else []
        for line in stack.heading:
            parts.append(self._canvas.write(line, stack.x + 22 * self._shapes, y, HEADING_SIZE, "gh"))
            y += 16
        return element("g", "".join(parts), role="heading", aria_level="2")

    def _inner(self, stack: Stack, item: PlacedCard) -> str:
        y = item.y + 14
        mark = shape(self._scene.marks[item.block.group], stack.x + 8, y - 4.5, 6)
        said = self._canvas.write(item.lines[0], stack.x + 22, y, HEADING_SIZE, "gh")
        return element("g", mark + said, role="heading", aria_level="2")

    def _card(self, stack: Stack, item: PlacedCard) -> str:
        card, measures = self._scene.cards[item.card or 0], self._measures
        corner = 5.0
        if card.holds:
            parts = [double_frame(stack.x, item.y, stack.w, item.h, corner)]
        else:
            parts = [rectangle(stack.x, item.y, stack.w, item.h, class_=_look(card), rx=corner)]
        written = len(item.lines) * measures.line + (_NOTE_LINE if card.note else 0.0)
        y = item.y + (item.h - written) / 2 + measures.size * 0.95
        parts.insert(0, element("title", safe(card.details)))
        if self._shapes:
            parts.append(shape(self._scene.marks[card.group], stack.x + 14, item.y + item.h / 2, 5))
        x = stack.x + (26.0 if self._shapes else 12.0)
        for line in item.lines:
            parts.append(self._canvas.write(line, x, round(y, 1), measures.size, self._size()))
            y += measures.line
        if card.note:
            parts.append(self._canvas.write(card.note, x, round(y, 1), _NOTE_SIZE, "nt"))
        reached = {"tabindex": "0"} if self._canvas.interactive else {}
        return element(
            "g", "".join(parts), class_="n", role="graphics-symbol img", aria_label=safe(card.about), **reached
        )

    def _size(self) -> str | None:
        return f"z{num(self._measures.size)}" if self._measures.size != _PLAIN_SIZE else None


def _look(card: Card) -> str | None:
    return "me" if card.main else "hot" if card.stands_out else None


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
