"""A network as a picture, in the form that its size allows."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypedDict, assert_never

from typing_extensions import Unpack

from partnership.relations.measures.options import By, check
from partnership.relations.nodes import NodeId
from partnership.relations.picture.asked import Asked, asked_of
from partnership.relations.picture.canvas import Canvas, Picture
from partnership.relations.picture.columns import draw_columns
from partnership.relations.picture.ego import draw_ego
from partnership.relations.picture.matrix import draw_matrix
from partnership.relations.picture.order import columns_of
from partnership.relations.picture.quotient import draw_quotient
from partnership.relations.picture.sayings import closed, several
from partnership.relations.picture.scene import Scene, scene_of
from partnership.relations.saying import PAIRS, PARTNERS, TIES
from partnership.relations.taking import Graph
from partnership.values import Language, Text

Form = Literal["auto", "columns", "matrix", "quotient", "ego"]
"""`columns`: cards in a column for each group. `matrix`: how much each two groups have to do with each other.
`quotient`: a card for each group. `ego`: one node and those whom it is tied to. `auto`: `ego` where one is named, else
`columns`, and a `matrix` where that would be too many."""

LIMIT = 200
"""Cards that can be read in one picture."""


class Options(TypedDict, total=False):
    """What can be said of a picture; see `picture`."""

    lang: Language
    by: By
    title: Text | None
    on: dt.date | None
    form: Form
    limit: int
    ego: NodeId | None
    interactive: bool


_STRONGEST = 3
_NAMED = 6


def picture(  # noqa: PLR0913 - the options of a picture are many, and named
    graph: Graph,
    *,
    lang: Language = "en",
    by: By = "sector",
    title: Text | None = None,
    on: dt.date | None = None,
    form: Form = "auto",
    limit: int = LIMIT,
    ego: NodeId | None = None,
    interactive: bool = True,
) -> Picture:
    """Draw a network, byte for byte the same each time.

    `by` groups the nodes: by `sector`, `region`, `kind`, an attribute, or a mapping. `on` shows one day. Above `limit`
    nodes `auto` draws a matrix. `ego` is the node that is looked at from near. `interactive` adds a little script that
    lights up neighbours and hides kinds of ties; nothing needs it to be read.

    Raises:
        UnknownName: if there is no such form, node, or attribute; the nearest is proposed.
        InputError: if `graph` is no graph.
    """
    check(form, Form, Text.of("form of a picture", "вид рисунка"))
    check(lang, Language, Text.of("language", "язык"))
    asked = asked_of(graph, lang, by, title, on, interactive=interactive)
    chosen = form
    if form == "auto":
        chosen = "ego" if ego is not None else "matrix" if len(asked.network) > limit else "columns"
    if not len(asked.network) and ego is None:
        return _empty(asked)
    match chosen:
        case "columns" | "auto":
            return _columns(asked)
        case "matrix":
            return draw_matrix(asked)
        case "quotient":
            return draw_quotient(asked)
        case "ego":
            return draw_ego(asked, ego, limit)
        case _:
            assert_never(chosen)


def to_svg(graph: Graph, **options: Unpack[Options]) -> str:
    """Draw a network as SVG text, with the options of `picture`.

    Raises:
        UnknownName: as `picture`.
        InputError: as `picture`.
    """
    return picture(graph, **options).svg


def _empty(asked: Asked) -> Picture:
    canvas = Canvas(asked.lang, interactive=False)
    said = asked.say("There is nobody here yet.", "Здесь пока никого нет.")
    canvas.heading(asked.headed("ties"), [said], 0)
    return canvas.document(asked.headed("ties"), said)


def _columns(asked: Asked) -> Picture:
    scene = scene_of(asked.network, asked.lang, asked.by, asked.titles)
    canvas = Canvas(asked.lang, interactive=asked.interactive)
    summary = _summary(asked, scene)
    title = asked.headed("ties" if scene.forms is PARTNERS else "all_ties")
    canvas.heading(title, [summary], 900)
    draw_columns(canvas, scene, columns_of(scene))
    return canvas.document(title, " ".join([closed(summary), *_told(scene)]))


def _summary(asked: Asked, scene: Scene) -> str:
    nodes, ties = scene.counted(len(scene.cards), scene.forms), scene.counted(scene.edges, TIES)
    pairs = scene.counted(len(scene.ties), PAIRS)
    between = asked.say(f"{ties} between {pairs}", f"{ties}, связанных пар: {len(scene.ties)}")
    if not scene.ties:
        between = asked.say("no ties", "связей нет")
    return "; ".join((nodes, between, *asked.dated()))


def _told(scene: Scene) -> list[str]:
    """Say in sentences what is seen first: how it is laid out, the strongest ties, who holds others together, who is
    alone.
    """
    said = [
        scene.say(
            "Each has a card, in the column of its group; all ties of a pair are one line, the wider the more.",
            "У каждого карточка, у каждой группы столбец; связи пары — одна линия, чем их больше, тем она шире.",
        )
    ]
    names = [card.name for card in scene.cards]
    strongest = [
        f"{names[tie.one]} – {names[tie.other]} ({tie.count})"
        for tie in sorted(scene.ties, key=lambda tie: -tie.count)[:_STRONGEST]
        if tie.count > 1
    ]
    tied = {end for tie in scene.ties for end in (tie.one, tie.other)}
    lists = (
        (scene.say("Most tied", "Больше всего связей"), strongest),
        (
            scene.say(
                "Without one of these some others have no way to each other",
                "Без одного из них у части остальных нет пути друг к другу",
            ),
            [card.name for card in scene.cards if card.cut],
        ),
        (scene.say("Without any tie", "Без связей"), [name for place, name in enumerate(names) if place not in tied]),
    )
    for opening, listed in lists:
        if listed:
            said.append(f"{opening}: {several(listed, _NAMED, scene.lang, '; ')}.")
    return said
