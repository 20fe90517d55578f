"""Groups instead of nodes: a card for each region (or whatever the groups are), with its size."""

from __future__ import annotations

from collections import Counter
from functools import partial
from math import ceil, sqrt

from partnership.messages import message, plural
from partnership.network.measures.options import groups
from partnership.network.nodes import NodeLabel
from partnership.network.phrases import TIES, members
from partnership.network.reshaping import sector_network
from partnership.pictures.asked import PictureRequest
from partnership.pictures.canvas import Canvas, Picture
from partnership.pictures.columns import draw_columns
from partnership.pictures.headline import strongest_said
from partnership.pictures.order import in_columns
from partnership.pictures.phrases import GROUPS, MIXING, WITHIN, end_sentence, group_name
from partnership.pictures.scene import GroupTitles, PictureScene, apart, describe_cards, scene_of

MOST_QUOTIENT_GROUPS = 40
"""Groups that have a card of their own; the rest share one."""

_OTHERS: NodeLabel = ("others",)
NONE: NodeLabel = ("none",)
"""The label of those who have no group, where a label must not be None."""


def draw_quotient(asked: PictureRequest) -> Picture:
    """Draw groups and the ties between them; what is inside a group is told on its card."""
    network = asked.network
    found, titles = apart(network, asked.by, groups(network, asked.by), asked.titles)
    labels = largest(found, MOST_QUOTIENT_GROUPS)
    sizes = Counter(labels)
    forms = members(network)
    grouped = sector_network(network, dict(zip(network.ids, labels, strict=True)))
    scene = scene_of(grouped, asked.lang, {}, {})
    scene.groups = [""]
    for card, label in zip(scene.cards, grouped.ids, strict=True):
        card.name = title_of(label, asked, titles)
        inside = f", {scene.say(WITHIN)}: {card.own}" if card.own else ""
        card.note = scene.say(forms.of(sizes[label])) + inside
    describe_cards(scene)
    return _drawn(asked, scene)


def _drawn(asked: PictureRequest, scene: PictureScene) -> Picture:
    canvas = Canvas(asked.lang, interactive=asked.interactive)
    ties = TIES.of(sum(tie.count for tie in scene.ties))
    between = plural(
        "{ties} between {count} pair of them", "{ties} between {count} pairs of them", len(scene.ties), ties=ties
    )
    summary = asked.summed_up(GROUPS.of(len(scene.cards)), between)
    headline = asked.say(strongest_said([card.name for card in scene.cards], scene.ties))
    canvas.heading(asked.headed(MIXING), headline, [summary], 900)
    many = len(scene.cards)
    draw_columns(canvas, scene, in_columns(scene, 1 if many == 1 else max(2, ceil(sqrt(many / 2.5)))), shapes=False)
    return canvas.document(asked.headed(MIXING), f"{headline} {end_sentence(summary)}", partial(_each, asked))


def _each(asked: PictureRequest) -> list[tuple[str, ...]]:
    """Tell of everybody, not of groups; of them one is drawn only where that is asked."""
    return scene_of(asked.network, asked.lang, asked.by, asked.titles).rows()


def title_of(label: NodeLabel, asked: PictureRequest, titles: GroupTitles) -> str:
    """Return what a group is called, that of all the rest and that of those without a group among them."""
    if label == _OTHERS:
        return asked.say(message("Others"))
    return group_name(None if label == NONE else label, asked.by, titles, asked.lang)


def largest(labels: list[NodeLabel], most: int) -> list[NodeLabel]:
    """Keep the largest groups; the rest are put together, and those who have no group are a group too."""
    named = [NONE if label is None else label for label in labels]
    sizes = Counter(named)
    if len(sizes) <= most:
        return named
    kept = {label for label, _ in sizes.most_common(most - 1)}
    return [label if label in kept else _OTHERS for label in named]
