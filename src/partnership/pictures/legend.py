"""What the signs of a picture mean, in words; kinds of ties can be hidden and shown there."""

from __future__ import annotations

from partnership.messages import message
from partnership.pictures.canvas import Canvas, Flow
from partnership.pictures.markup import element, rectangle, safe
from partnership.pictures.palette import DASHES, WIDTHS
from partnership.pictures.scene import DrawnTie, PictureScene
from partnership.pictures.widths import shortened, width_of

MOST_KINDS = 20
"""Kinds of ties that the legend names."""

_SIZE = 12.0
_SAMPLE = 30.0


def draw_legend(canvas: Canvas, scene: PictureScene, bounds: tuple[int, ...], room: float) -> None:
    """Write the legend below what is drawn so far."""
    flow = Flow(canvas, room)
    parts: list[str] = []
    if scene.ties:
        parts += _kinds(canvas, scene, flow, room)
        parts += _widths(canvas, scene, flow, bounds)
    parts += _signs(canvas, scene, flow)
    if parts:
        label = safe(scene.say(message("Legend")))
        canvas.parts.append(element("g", "".join(parts), class_="lg", role="group", aria_label=label))
        canvas.bottom = flow.y + 6


def dashes_of(scene: PictureScene) -> dict[int | None, int]:
    """Return the dash of each kind of tie (None: several kinds); the look that most pairs have is the unbroken one."""
    often: dict[int | None, int] = dict.fromkeys(range(len(scene.kinds)), 0)
    for tie in scene.ties:
        look = line_kind(tie)
        often[look] = often.get(look, 0) + 1
    ranked = sorted(often, key=lambda look: (-often[look], len(scene.kinds) if look is None else look))
    return {look: min(place, len(DASHES) - 1) for place, look in enumerate(ranked)}


def line_kind(tie: DrawnTie) -> int | None:
    """Return the kind of a line; None where it is of several."""
    return next(iter(tie.kinds)) if len(tie.kinds) == 1 else None


def _kinds(canvas: Canvas, scene: PictureScene, flow: Flow, room: float) -> list[str]:
    parts = [flow.say(scene.say(message("kinds of ties:")))]
    drawn = {kind for tie in scene.ties for kind in tie.kinds}
    dashes = dashes_of(scene)
    for number, (title, count) in enumerate(scene.kinds[:MOST_KINDS]):
        if number in drawn:
            said = shortened(f"{title} ({count})", room - _SAMPLE - 20, _SIZE)
            parts.append(_sample(canvas, scene, flow, said, dash=dashes[number], kind=number))
    if None in dashes:
        parts.append(_sample(canvas, scene, flow, scene.say(message("several kinds")), dash=dashes[None], kind=None))
    flow.turn()
    return parts


def _sample(canvas: Canvas, scene: PictureScene, flow: Flow, said: str, *, dash: int, kind: int | None) -> str:
    wide = _SAMPLE + 8 + width_of(said, _SIZE)
    x, y = flow.take(wide)
    line = _line(x, y, f"w2 d{dash}")
    written = canvas.write(said, x + _SAMPLE + 8, y)
    if kind is None or not canvas.interactive:
        return line + written
    back = rectangle(x - 5, y - 14, wide + 10, 20, class_="kb", rx=4)
    return element(
        "g",
        back + line + written,
        class_="k",
        data_k=str(kind),
        tabindex="0",
        role="checkbox",
        aria_checked="true",
        aria_label=safe(scene.say(message("show or hide: {kind}", kind=said))),
    )


def _line(x: float, y: float, class_: str) -> str:
    return element("path", class_=f"ln {class_}", d=f"M{x:.0f} {y - 4:.0f}h{_SAMPLE:.0f}")


def _widths(canvas: Canvas, scene: PictureScene, flow: Flow, bounds: tuple[int, ...]) -> list[str]:
    most = max(tie.count for tie in scene.ties)
    if most == 1:
        return []
    parts = [flow.say(scene.say(message("ties of a pair:")))]
    for level, bound in enumerate(bounds):
        above = bounds[level + 1] - 1 if level + 1 < len(bounds) else most
        if not any(bound <= tie.count <= above for tie in scene.ties):
            continue
        last = min(above, most)
        said = str(bound) if last == bound else f"{bound}–{last}"
        x, y = flow.take(_SAMPLE + 8 + width_of(said, _SIZE))
        parts += [_line(x, y, f"w{level}"), canvas.write(said, x + _SAMPLE + 8, y)]
    flow.turn()
    return parts


def _signs(canvas: Canvas, scene: PictureScene, flow: Flow) -> list[str]:
    parts: list[str] = []
    if scene.directed:
        said = scene.say(message("arrow: to whom the tie leads"))
        x, y = flow.take(_SAMPLE + 8 + width_of(said, _SIZE))
        tip = arrow(x + _SAMPLE, y - 4, 1, 2)
        parts += [_line(x, y, "w2"), element("g", tip, class_="w2"), canvas.write(said, x + _SAMPLE + 8, y)]
    if any(card.holds for card in scene.cards):
        said = scene.say(message("double frame: without it those at the thick coloured lines have no way to the rest"))
        x, y = flow.take(_SAMPLE + 8 + width_of(said, _SIZE))
        frame = double_frame(x, y - 13, _SAMPLE, 17, 3)
        parts += [element("g", frame, class_="fr"), canvas.write(said, x + _SAMPLE + 8, y)]
    return parts


def double_frame(x: float, y: float, w: float, h: float, corner: float) -> str:
    """Draw the frame of a cut partner."""
    outer = rectangle(x, y, w, h, class_="hot", rx=corner)
    return outer + rectangle(x + 3, y + 3, w - 6, h - 6, class_="cut hot", rx=max(corner - 2, 1))


def arrow(x: float, y: float, way: int, level: int) -> str:
    """Draw an arrowhead whose tip is at a point; `way` is 1 where it points right, -1 left."""
    long = 4 + 1.4 * WIDTHS[level]
    half = 2.2 + 0.9 * WIDTHS[level]
    back = x - way * long
    return element("path", class_="a", d=f"M{x:.1f} {y:.1f}L{back:.1f} {y - half:.1f}V{y + half:.1f}z")
