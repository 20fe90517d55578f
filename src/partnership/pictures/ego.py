"""One node from near: itself in the middle, those whom it is tied to in the columns of their groups."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.messages import message
from partnership.network.network import Network
from partnership.network.nodes import NodeId
from partnership.network.phrases import PAIRS, TIES
from partnership.pictures.asked import PictureRequest
from partnership.pictures.canvas import Canvas, Picture
from partnership.pictures.columns import draw_columns
from partnership.pictures.headline import around_one
from partnership.pictures.order import columns_of
from partnership.pictures.phrases import end_sentence
from partnership.pictures.scene import PictureScene, describe_cards, scene_of


def draw_ego(asked: PictureRequest, ego: NodeId | None, limit: int) -> Picture:
    """Draw a node and its neighbours, at most `limit` cards: the most tied of them. Ties among these are only counted.

    Raises:
        UnknownName: if there is no such node.
    """
    near = _Near.of(asked.network, ego, limit)
    scene = scene_of(near.network, asked.lang, asked.by, asked.titles)
    place = near.network.ids.index(ego)
    pairs = len(scene.ties)
    _look_at(scene, place)
    lines = list(_lines(asked, scene, near, pairs - len(scene.ties)))
    canvas = Canvas(asked.lang, interactive=asked.interactive)
    title = asked.headed(message("Who is tied to {name}?", name=scene.cards[place].name))
    headline = asked.say(around_one(scene, place))
    canvas.heading(title, headline, lines, 900)
    draw_columns(canvas, scene, columns_of(scene))
    return canvas.document(
        title, " ".join(map(end_sentence, [headline, *lines, scene.cards[place].details])), scene.rows
    )


@dataclass(frozen=True, slots=True)
class _Near:
    """A node and those around it that are drawn, and how many are not."""

    network: Network
    neighbours: int
    hidden: int

    @classmethod
    def of(cls, network: Network, ego: NodeId | None, limit: int) -> _Near:
        neighbours = _neighbours(network, ego)
        shown = neighbours[: max(limit - 1, 0)]
        return cls(network.among([ego, *shown]), len(neighbours), len(neighbours) - len(shown))


def _neighbours(network: Network, ego: NodeId) -> list[NodeId]:
    """Return who is tied to a node, the most tied first."""
    counts: dict[NodeId, int] = {}
    for edge in network.edges_of(ego):
        other = edge.target if edge.source == ego else edge.source
        if other != ego:
            counts[other] = counts.get(other, 0) + 1
    place = {id_: number for number, id_ in enumerate(network.ids)}
    return sorted(counts, key=lambda other: (-counts[other], place[other]))


def _look_at(scene: PictureScene, place: int) -> None:
    """Leave only the ties of one card, and give it a column of its own that looks like that of its group."""
    scene.ties = [tie for tie in scene.ties if place in {tie.one, tie.other}]
    counts = [sum(tie.kinds.get(kind, 0) for tie in scene.ties) for kind in range(len(scene.kinds))]
    scene.kinds = [(title, count) for (title, _), count in zip(scene.kinds, counts, strict=True)]
    card = scene.cards[place]
    scene.groups.append(scene.groups[card.group])
    scene.marks.append(scene.marks[card.group])
    card.group, card.main = len(scene.groups) - 1, True
    for each in scene.cards:
        each.holds = frozenset()  # that is a matter of the whole network
    describe_cards(scene)


def _lines(asked: PictureRequest, scene: PictureScene, near: _Near, among: int) -> list[str]:
    ties, others = TIES.of(sum(tie.count for tie in scene.ties)), scene.forms.of(near.neighbours)
    lines = [asked.summed_up(message("{ties} with {others}", ties=ties, others=others))]
    if among:
        lines.append(asked.say(message("tied among themselves: {pairs} (not drawn)", pairs=PAIRS.of(among))))
    if near.hidden:
        lines.append(asked.say(message("least tied, left out: {hidden}", hidden=near.hidden)))
    return lines
