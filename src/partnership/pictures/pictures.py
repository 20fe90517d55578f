"""A network as a picture, in the form that its size allows."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypedDict, assert_never

from typing_extensions import Unpack

from partnership.messages import Sayable, message, plural
from partnership.network.measures.options import By, check, groups
from partnership.network.nodes import NodeId
from partnership.network.phrases import TIES, first_of_many
from partnership.network.sources import Graph
from partnership.pictures.asked import PictureRequest, asked_of
from partnership.pictures.canvas import Canvas, Picture
from partnership.pictures.columns import draw_columns
from partnership.pictures.ego import draw_ego
from partnership.pictures.headline import point_out
from partnership.pictures.matrix import draw_matrix
from partnership.pictures.order import columns_of
from partnership.pictures.phrases import NO_TIES, end_sentence
from partnership.pictures.quotient import draw_quotient
from partnership.pictures.scene import PictureScene, scene_of
from partnership.values import Language

PictureForm = Literal["auto", "columns", "matrix", "quotient", "ego"]
"""`columns`: cards in a column for each group. `matrix`: how much each two groups have to do with each other.
`quotient`: a card for each group. `ego`: one node and those whom it is tied to. `auto`: `ego` where one is named, else
`columns`; above `MOST_CARDS` the groups come first (`quotient`), and a `matrix` where even that would be too many."""

MOST_CARDS = 40
"""Cards that somebody sees at a glance."""

LIMIT = 200
"""Cards that can be read in one picture, with a pointer."""


class Options(TypedDict, total=False):
    """What can be said of a picture; see `picture`."""

    lang: Language
    by: By
    title: Sayable | None
    on: dt.date | None
    form: PictureForm
    limit: int
    ego: NodeId | None
    interactive: bool


_WHO = message("Who holds the others together?")
_STRONGEST = 3
_COLUMN = 290
"""How wide a column is at least, with what lies between it and the next."""
_NAMED = 6


def picture(  # noqa: PLR0913 - the options of a picture are many, and named
    graph: Graph,
    *,
    lang: Language = "en",
    by: By = "sector",
    title: Sayable | None = None,
    on: dt.date | None = None,
    form: PictureForm = "auto",
    limit: int = LIMIT,
    ego: NodeId | None = None,
    interactive: bool = True,
) -> Picture:
    """Draw a network, byte for byte the same each time.

    `by` groups the nodes: by `sector`, `region`, `kind`, an attribute, or a mapping. `on` shows one day. Above
    `MOST_CARDS` nodes `auto` draws their groups, above `limit` a matrix of these. `ego` is the node that is looked at
    from near. `interactive` adds a little script that lights up neighbours and hides kinds of ties; nothing needs it to
    be read.

    Raises:
        UnknownName: if there is no such form, node, or attribute; the nearest is proposed.
        UnknownLanguage: if the language has no catalogue.
        InputError: if `graph` is no graph.
    """
    check(form, PictureForm, message("form of a picture"))
    asked = asked_of(graph, lang, by, title, on, interactive=interactive)
    chosen = form
    if form == "auto":
        chosen = "ego" if ego is not None else _fitting(asked, limit)
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


def _fitting(asked: PictureRequest, limit: int) -> PictureForm:
    many = len(asked.network)
    if many > limit:
        return "matrix"
    return "quotient" if many > MOST_CARDS and len(set(groups(asked.network, asked.by))) > 1 else "columns"


def to_svg(graph: Graph, **options: Unpack[Options]) -> str:
    """Draw a network as SVG text, with the options of `picture`.

    Raises:
        UnknownName: as `picture`.
        InputError: as `picture`.
    """
    return picture(graph, **options).svg


def _empty(asked: PictureRequest) -> Picture:
    canvas = Canvas(asked.lang, interactive=False)
    said = asked.say(message("There is nobody here yet."))
    canvas.heading(asked.headed(_WHO), said, [], 0)
    return canvas.document(asked.headed(_WHO), said)


def _columns(asked: PictureRequest) -> Picture:
    scene = scene_of(asked.network, asked.lang, asked.by, asked.titles)
    canvas = Canvas(asked.lang, interactive=asked.interactive)
    summary = _summary(asked, scene)
    headline = asked.say(point_out(scene))
    canvas.heading(asked.headed(_WHO), headline, [summary], max(900, _COLUMN * len(scene.groups)))
    draw_columns(canvas, scene, columns_of(scene))
    return canvas.document(asked.headed(_WHO), " ".join([headline, end_sentence(summary), *_told(scene)]), scene.rows)


def _summary(asked: PictureRequest, scene: PictureScene) -> str:
    ties = TIES.of(scene.edges)
    between = plural("{ties} between {count} pair", "{ties} between {count} pairs", len(scene.ties), ties=ties)
    return asked.summed_up(scene.forms.of(len(scene.cards)), between if scene.ties else NO_TIES)


def _told(scene: PictureScene) -> list[str]:
    """Say in sentences what is seen first: how it is laid out, the strongest ties, who holds others together, who is
    alone.
    """
    said = [
        scene.say(
            message(
                "Each has a card, in the column of its group; all ties of a pair are one line, the wider the more."
            ),
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
        (scene.say(message("Most tied")), strongest),
        (
            scene.say(
                message("Without one of these some others have no way to each other"),
            ),
            [card.name for card in scene.cards if card.holds],
        ),
        (scene.say(message("Without any tie")), [name for place, name in enumerate(names) if place not in tied]),
    )
    for opening, listed in lists:
        if listed:
            said.append(f"{opening}: {scene.say(first_of_many(listed, _NAMED, '; '))}.")
    return said
