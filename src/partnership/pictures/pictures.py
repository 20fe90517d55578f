"""A network as a picture, in the form that its size allows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final, Literal

from partnership.errors import check_choice
from partnership.messages import Message, Sayable, joined, message, plural
from partnership.network.measures.communities import communities
from partnership.network.measures.options import By, groups
from partnership.network.network import Network
from partnership.network.nodes import Node, NodeId, NodeLabel
from partnership.network.phrases import MOST_NAMES, PAIRS, TIES, first_of_many
from partnership.network.sources import Graph
from partnership.pictures.drawing import Canvas, Picture, PictureTable, draw_columns
from partnership.pictures.headline import around_one, point_out, question_of
from partnership.pictures.layout import columns_of
from partnership.pictures.scene import (
    NO_TIES,
    THINGS,
    WITHIN,
    PictureRequest,
    PictureScene,
    Sizes,
    asked_of,
    count_by_kind,
    describe_cards,
    end_sentence,
    group_kind,
    group_marks,
    group_name,
    group_order,
    grouped_by_kind,
    measure,
)
from partnership.values import Language, Text

PictureForm = Literal["auto", "columns", "quotient", "ego", "communities"]
"""`columns`: cards in a column for each group. `quotient`: a card for each group. `ego`: one node and those whom it is
tied to. `communities`: a column for each group of those who are tied most closely, whatever their sectors. `auto`:
`ego` where one is named, else `columns`; above `MOST_CARDS` the groups come first (`quotient`)."""

MOST_CARDS = 40
"""Cards that somebody sees at a glance."""

_APART = message("Are there circles that keep to themselves?")
_HOW = message("A circle: those who have more ties with each other than chance would give them (Louvain's method).")
_NOBODY = message("There is nobody here yet.")
HEADINGS = (message("Name"), message("Group"), message("Ties"), message("Tied most to"))
_OF_GROUPS = (HEADINGS[0], message("Who belongs to it"), *HEADINGS[2:])
_OF_CIRCLES = (HEADINGS[0], message("Circle and sector"), *HEADINGS[2:])
_SIDES = (message("Partners, by sector"), message("Not partners"))
"""What stands above groups of partners and, where there are several, of what they are tied to besides."""
_STRONGEST = 3
_SEED = 1
"""With which groups are sought: the same network gives the same picture."""
_OTHERS: NodeLabel = ("others",)
_NONE: NodeLabel = ("none",)
"""The label of those who have no group, where a label must not be None."""


def picture(
    graph: Graph,
    *,
    lang: Language = "en",
    by: By = "sector",
    title: Sayable | None = None,
    on: dt.date | None = None,
    form: PictureForm = "auto",
    ego: NodeId | None = None,
    sizes: Sizes | None = None,
) -> Picture:
    """Draw a network, byte for byte the same each time.

    `by` groups the nodes: by `sector`, `region`, `kind`, an attribute, or a mapping. `on` shows one day. `ego` is the
    node that is looked at from near. `sizes` is by what cards differ, a number for each node or a figure such as
    `betweenness(graph)`; left out, by how many ties they have.

    Raises:
        UnknownName: if there is no such form, node, or attribute; the nearest is proposed.
        UnknownLanguage: if the language has no catalogue.
        InputError: if `graph` is no graph.
    """
    check_choice(form, PictureForm, message("form of a picture"))
    asked = replace(asked_of(graph, lang, by, title, on), sizes=sizes)
    if form == "ego" or (form == "auto" and ego is not None):
        return _ego(asked, ego)
    if not len(asked.network):
        canvas = Canvas(asked.lang, asked.headed(question_of(asked.scene())), asked.say(_NOBODY))
        canvas.heading(0)
        return canvas.document(script=False)
    if form == "communities":
        return _communities(asked)
    return _quotient(asked) if form == "quotient" or (form == "auto" and is_crowd(asked)) else _columns(asked)


_ADULTS: Final = message("Ties of adults and of what is no partner count here too; those of children are left out.")
"""What a picture of everybody holds, where children were left out of it."""


def is_crowd(asked: PictureRequest) -> bool:
    """Tell whether there are so many that their groups are seen first."""
    return len(asked.network) > MOST_CARDS and len(set(groups(asked.network, asked.by))) > 1


def summary_of(asked: PictureRequest, scene: PictureScene) -> str:
    """Say in one line what there is in all, and on which day."""
    ties, pairs, own = TIES.of(sum(tie.count for tie in scene.ties)), len(scene.ties), sum(c.own for c in scene.cards)
    between = plural("{ties} between {count} pair", "{ties} between {count} pairs", pairs, ties=ties)
    many = plural("{count} group", "{count} groups", len(scene.cards))
    parts = many if scene.grouped else count_by_kind(card.kind for card in scene.cards)
    inside = [plural("{count} more inside a group", "{count} more inside groups", own)] if own and scene.grouped else []
    said = [scene.summed_up(asked.summed_up(parts, between if pairs else NO_TIES, *inside))]
    kinds = {card.kind for card in scene.cards}
    if kinds & {"partner", "group"} and kinds - {"partner", "group"} - THINGS:
        children = any(node.kind == "ward" for node in asked.network.nodes)
        said.append(
            scene.say(message("Ties of people and of what is no partner count here too.") if children else _ADULTS)
        )
    idle = [card.name for card in scene.cards if not (card.told or card.kind in THINGS or int(card.row[2]))]
    if pairs and idle:
        names = first_of_many(idle, MOST_NAMES, "; ")
        said.append(scene.say(message("Nothing is recorded here for: {names}.", names=names)))
    return " ".join(map(end_sentence, said)) if said[1:] else said[0]


def table_of(scene: PictureScene, headings: tuple[Sayable, ...] = HEADINGS) -> PictureTable:
    """Tell of the cards in rows; those of which the headline speaks stand out."""
    ranked = scene.ranked()
    return PictureTable(headings, [card.row for card in ranked], told=range(sum(card.told for card in ranked)))


def _columns(asked: PictureRequest) -> Picture:
    scene = asked.scene()
    canvas = Canvas(asked.lang, asked.headed(question_of(scene)), asked.say(point_out(scene)), summary_of(asked, scene))
    draw_columns(canvas, scene, columns_of(scene))
    return canvas.document(*_told(scene), told=lambda: [table_of(scene)])


def _told(scene: PictureScene) -> list[str]:
    """Say in sentences how it is laid out, and which ties are the strongest."""
    said = [scene.say(message("Each has a card, in the column of its group; all ties of a pair are one line."))]
    ranked = sorted(scene.ties, key=lambda tie: -tie.count)[:_STRONGEST]
    names = [card.name for card in scene.cards]
    strongest = [f"{names[tie.one]} – {names[tie.other]} ({tie.count})" for tie in ranked if tie.count > 1]
    if strongest:
        said.append(scene.say(message("Most tied: {pairs}.", pairs=joined(strongest, Message("; ")))))
    return said


# --- groups ----------------------------------------------------------------------------------------------------------


def grouped(asked: PictureRequest) -> tuple[PictureRequest, PictureScene, list[list[NodeId]]]:
    """Return groups instead of nodes: what to draw of them, and who is in each, in the order of its cards."""
    network = asked.network
    labels, titles = grouped_by_kind(network, asked.by, groups(network, asked.by), asked.titles)
    labels = _largest(labels)
    order = group_order(labels, asked.by, {**titles, _OTHERS: message("Others")}, asked.lang)
    called = {**titles, _OTHERS: message("Others")}
    names = {label: group_name(None if label == _NONE else label, asked.by, called, asked.lang) for label in order}
    group = dict(zip(network.ids, labels, strict=True))
    nodes = [Node(label, group_kind(label) or "group", name=Text.quoting(names[label])) for label in order]
    edges = (replace(edge, source=group[edge.source], target=group[edge.target]) for edge in network.edges)
    of_groups = Network.of(nodes, edges, directed=network.directed)
    of_groups.on = network.on
    inside = [[node for node in network.nodes if group[node.id] == label] for label in order]
    request = replace(asked, network=of_groups, by={}, titles={}, sizes=None)
    scene = request.scene()
    scene.groups = [""]
    marks = group_marks([None if label == _NONE else label for label in order], titles)
    for card, mark, each in zip(scene.cards, marks, inside, strict=True):
        card.mark = mark
        own = f", {scene.say(WITHIN.of(card.own))}" if card.own else ""
        card.note = scene.say(count_by_kind(node.kind for node in each)) + own
    describe_cards(scene)
    if sum(card.kind != "group" for card in scene.cards) > 1:
        scene.groups, scene.marks = [*map(scene.say, _SIDES)], []
    return request, scene, [[node.id for node in each] for each in inside]


def _quotient(asked: PictureRequest) -> Picture:
    """Draw groups and the ties between them; what is inside a group is told on its card."""
    request, scene, inside = grouped(asked)
    question, headline = asked.headed(question_of(scene)), asked.say(point_out(scene))
    canvas = Canvas(asked.lang, question, headline, summary_of(request, scene))
    draw_columns(canvas, scene, columns_of(scene))
    return canvas.document(told=partial(_each_group, asked, scene, inside))


def _each_group(asked: PictureRequest, scene: PictureScene, inside: list[list[NodeId]]) -> list[PictureTable]:
    """Tell of the groups, then of everybody in each."""
    whole = asked.scene()
    rows = {card.id: card.row for card in whole.cards}
    return [table_of(scene, _OF_GROUPS)] + [
        PictureTable(HEADINGS, [rows[id_] for id_ in ids], f"{card.name} ({len(ids)})")
        for card, ids in zip(scene.cards, inside, strict=True)
    ]


def _largest(labels: list[NodeLabel]) -> list[NodeLabel]:
    """Keep the largest groups; the rest are put together, and those who have no group are a group too."""
    named = [_NONE if label is None else label for label in labels]
    sizes = Counter(named)
    if len(sizes) <= MOST_CARDS:
        return named
    kept = {label for label, _ in sizes.most_common(MOST_CARDS - 1)}
    return [label if label in kept else _OTHERS for label in named]


def _communities(asked: PictureRequest) -> Picture:
    """Draw those who are tied most closely in one column; shapes still tell of which sector they are."""
    by = asked.by if isinstance(asked.by, str) else "sector"
    found = communities(asked.network, seed=_SEED, by=by)
    whole = asked.scene()
    titles: dict[NodeLabel, Sayable] = {
        number: message("Circle around {name}", name=asked.network.name(_most_tied(asked.network, members)))
        for number, members in enumerate(found.members, 1)
    }
    scene = replace(asked, by=found.value, titles={**titles, None: message("In no circle")}).scene()
    for card, known in zip(scene.cards, whole.cards, strict=True):
        card.mark, card.note = known.mark, whole.groups[known.group]
    describe_cards(scene)
    for card in scene.cards:
        card.row = (card.name, f"{scene.groups[card.group]} · {card.note}", *card.row[2:])
    scene.marks = []
    for tie in scene.ties:
        tie.stands_out = scene.cards[tie.one].group != scene.cards[tie.other].group
    scene.ties.sort(key=lambda tie: tie.stands_out)
    said = [asked.say(each) for each in (found.of_sectors, _HOW) if each is not None]
    summary = " ".join([*said, summary_of(asked, scene)])
    canvas = Canvas(asked.lang, asked.headed(_APART), asked.say(found.verdict), summary)
    draw_columns(canvas, scene, columns_of(scene))
    rows = [card.row for card in sorted(scene.ranked(), key=lambda card: card.group)]
    return canvas.document(told=lambda: [PictureTable(_OF_CIRCLES, rows, left_out=3)])


def _most_tied(network: Network, members: Sequence[NodeId]) -> NodeId:
    """Return who of a circle has the most ties in it, the first of equals."""
    often = Counter(
        end for edge in network.among(members).edges if edge.source != edge.target for end in (edge.source, edge.target)
    )
    return max(members, key=often.__getitem__)


# --- one from near ---------------------------------------------------------------------------------------------------


def _ego(asked: PictureRequest, ego: NodeId | None) -> Picture:
    """Draw a node and its neighbours, the most tied of them where they are many. Ties among these are only counted.

    Raises:
        UnknownName: if there is no such node.
    """
    network = asked.network
    counts = Counter(edge.target if edge.source == ego else edge.source for edge in network.edges_of(ego))
    del counts[ego]
    place = {id_: number for number, id_ in enumerate(network.ids)}
    neighbours = sorted(counts, key=lambda other: (-counts[other], place[other]))
    near = network.among([ego, *neighbours[: MOST_CARDS - 1]])
    scene = replace(asked, network=near).scene()
    pairs = len(scene.ties)
    _look_at(scene, near.ids.index(ego), asked)
    card = next(card for card in scene.cards if card.main)
    headline = asked.say(around_one(scene, scene.cards.index(card)))
    ties, others = TIES.of(sum(tie.count for tie in scene.ties)), len(neighbours)
    told: list[Sayable] = [plural("{ties} with {count} other", "{ties} with {count} others", others, ties=ties)]
    if pairs > len(scene.ties):
        told.append(message("tied among themselves: {pairs} (not drawn)", pairs=PAIRS.of(pairs - len(scene.ties))))
    if len(neighbours) >= MOST_CARDS:
        told.append(message("least tied, left out: {hidden}", hidden=len(neighbours) - MOST_CARDS + 1))
    question = asked.headed(message("Who is tied to {name}?", name=card.name))
    canvas = Canvas(asked.lang, question, headline, scene.summed_up(asked.summed_up(*told)))
    draw_columns(canvas, scene, columns_of(scene))
    return canvas.document(card.details, told=lambda: [table_of(scene)])


def _look_at(scene: PictureScene, place: int, asked: PictureRequest) -> None:
    """Leave only the ties of one card, and give it a column of its own that looks like that of its group."""
    scene.ties = [tie for tie in scene.ties if place in {tie.one, tie.other}]
    counts = [sum(tie.kinds.get(kind, 0) for tie in scene.ties) for kind in range(len(scene.kinds))]
    scene.kinds = [(title, look, count) for (title, look, _), count in zip(scene.kinds, counts, strict=True)]
    card = scene.cards[place]
    scene.groups.insert(0, scene.groups[card.group])
    scene.marks.insert(0, scene.marks[card.group])
    scene.things = frozenset(group + 1 for group in scene.things)
    for each in scene.cards:
        each.group += 1
        each.note = ""
    card.group, card.main = 0, True
    scene.held = []  # that is a matter of the whole network
    measure(scene, asked.sizes)
    describe_cards(scene)
