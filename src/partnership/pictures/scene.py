"""What there is to draw, before anything has a place: cards, the ties between them, groups, kinds of ties."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from partnership.messages import Language, Message, Plural, Sayable, message
from partnership.network.kinds import kind_title
from partnership.network.measures.fragility import biconnected_components
from partnership.network.measures.options import By, groups
from partnership.network.network import Network
from partnership.network.nodes import NodeLabel
from partnership.network.phrases import TIES, first_of_many, members
from partnership.pictures.palette import UNGROUPED
from partnership.pictures.phrases import NO_TIES, OF_NO_SECTOR, SECTORS, WITHIN, group_name

GroupTitles = Mapping[NodeLabel, Sayable]
"""What groups are called."""

_DIGITS = re.compile(r"([0-9]{1,9})")

MOST_IN_A_ROW = 3
"""The same, as a row of a table names them."""

MOST_NEIGHBOURS = 8
"""With whom a node is tied most, as its tooltip names them; the rest are counted."""


@dataclass(slots=True)
class Card:
    """A node to be drawn: what stands on it, which group it is of, and what is told about it."""

    name: str
    group: int
    note: str = ""
    holds: frozenset[int] = frozenset()
    """Who would have no way to the largest part of the others without it."""
    main: bool = False
    stands_out: bool = False
    """Whether the headline speaks of it."""
    own: int = 0
    """Ties of the node with itself, or inside a group; told, not drawn."""
    about: str = ""
    details: str = ""
    row: tuple[str, ...] = ()
    """The same in the cells of a table: name, group, ties, whom it is tied to most."""


@dataclass(slots=True)
class DrawnTie:
    """All ties of a pair as one line; `forth` and `back` tell whether some of them point at `other` or at `one`."""

    one: int
    other: int
    count: int = 0
    forth: bool = False
    back: bool = False
    stands_out: bool = False
    kinds: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class PictureScene:
    """Everything to be drawn, in the words of one language."""

    lang: Language
    cards: list[Card]
    ties: list[DrawnTie]
    groups: list[str]
    kinds: list[tuple[str, int]]
    """What the kinds of ties are called, and how many there are of each; the most frequent first."""
    forms: Plural
    edges: int
    marks: list[int]
    """The shape and shade of each group; a sector has the same in every picture."""

    @property
    def directed(self) -> bool:
        """Whether some line has an arrow."""
        return any(tie.forth or tie.back for tie in self.ties)

    def rows(self) -> list[tuple[str, ...]]:
        """Return the cards as rows of a table, those of which the headline speaks first, then by their ties."""
        first = {end for tie in self.ties if tie.stands_out for end in (tie.one, tie.other)}
        ranked = sorted(
            enumerate(self.cards), key=lambda card: (card[0] not in first, -int(card[1].row[2] or 0), card[0])
        )
        return [card.row for _, card in ranked]

    def say(self, what: Sayable) -> str:
        """Say something in the scene's language."""
        return what.in_language(self.lang)


def scene_of(network: Network, lang: Language, by: By, titles: GroupTitles) -> PictureScene:
    """Gather what a network has to show; groups come in the order of the sectors, then of their titles."""
    labels = groups(network, by)
    labels, titles = apart(network, by, labels, titles)
    order = group_order(labels, by, titles, lang)
    place = {label: number for number, label in enumerate(order)}
    cards = [
        Card(network.name(id_).in_language(lang), place[label]) for id_, label in zip(network.ids, labels, strict=True)
    ]
    ties, kinds = _ties(network, cards)
    scene = PictureScene(
        lang,
        cards,
        ties,
        groups=[group_name(label, by, titles, lang) for label in order],
        kinds=[(kind_title(kind).in_language(lang), count) for kind, count in kinds],
        forms=members(network),
        edges=network.edge_count,
        marks=marks_of(order, titles),
    )
    for holder, held in _held(network):
        cards[holder].holds = held
    describe_cards(scene)
    return scene


def _held(network: Network) -> Iterator[tuple[int, frozenset[int]]]:
    """Return whom each cut partner holds, by their places: all parts of its group but the largest."""
    found = biconnected_components(network)
    for group, number in found.cuts():
        parts = [[found.order[one] for numbers in part for one in numbers] for part in found.ranges(number, group)]
        *smaller, _ = sorted(parts, key=lambda part: (len(part), min(part)))
        if smaller:
            yield found.order[number], frozenset(chain.from_iterable(smaller))


def apart(
    network: Network, by: By, labels: list[NodeLabel], titles: GroupTitles
) -> tuple[list[NodeLabel], GroupTitles]:
    """Put bodies, functions, outcomes and the programme, which are of no sector, into groups of their kind."""
    if by != "sector":
        return labels, titles
    kinds = [node.kind for node in network.nodes]
    found: list[NodeLabel] = [
        f"kind:{kind}" if label is None and kind in OF_NO_SECTOR else label
        for label, kind in zip(labels, kinds, strict=True)
    ]
    called: dict[NodeLabel, Sayable] = dict((titles or SECTORS).items())
    called.update((f"kind:{kind}", title) for kind, title in OF_NO_SECTOR.items() if kind in kinds)
    return found, called


def group_order(labels: Sequence[NodeLabel], by: By, titles: GroupTitles, lang: Language) -> list[NodeLabel]:
    """Return the groups that occur: those with a known place first, then by title (2 before 10), those of none last."""
    known: dict[NodeLabel, int] = {label: number for number, label in enumerate(dict.fromkeys([*titles, *SECTORS]))}

    def rank(label: NodeLabel) -> tuple[bool, int, list[tuple[int, str]], str]:
        title = group_name(label, by, titles, lang)
        parts = [(int(part), "") if part.isdecimal() else (0, part) for part in _DIGITS.split(title)]
        return label is None, known.get(label, len(known)), parts, repr(label)

    return sorted(dict.fromkeys(labels), key=rank)


def marks_of(order: Sequence[NodeLabel], titles: GroupTitles) -> list[int]:
    """Give each group its shape: the sectors theirs, those without a group the last, all others in turn."""
    known = {label: number for number, label in enumerate(dict.fromkeys([*SECTORS, *titles]))}
    free = len(known) if any(label in known for label in order) else 0
    marks: list[int] = []
    for label in order:
        if label is None:
            marks.append(UNGROUPED)
        elif label in known:
            marks.append(known[label] % UNGROUPED)
        else:
            marks.append(free % UNGROUPED)
            free += 1
    return marks


def _ties(network: Network, cards: list[Card]) -> tuple[list[DrawnTie], list[tuple[str, int]]]:
    """Merge parallel ties; kinds are numbered anew, by how many ties there are of each."""
    columns, directed = network.columns, network.directed
    position = {place: number for number, place in enumerate(network.places)}
    merged: dict[tuple[int, int], DrawnTie] = {}
    often: Counter[int] = Counter()
    for row in network.rows:
        one, other, kind = position[columns.source[row]], position[columns.target[row]], columns.kind[row]
        often[kind] += 1
        if one == other:
            cards[one].own += 1
            continue
        ends = (one, other) if one < other else (other, one)
        tie = merged.get(ends)
        if tie is None:
            tie = merged[ends] = DrawnTie(*ends)
        tie.count += 1
        tie.kinds[kind] = tie.kinds.get(kind, 0) + 1
        if directed and not columns.mutual[row]:
            tie.forth, tie.back = tie.forth or one < other, tie.back or one > other
    ranked = sorted(often, key=lambda kind: (-often[kind], columns.kinds[kind]))
    number = {kind: place for place, kind in enumerate(ranked)}
    for tie in merged.values():
        tie.kinds = dict(sorted((number[kind], count) for kind, count in tie.kinds.items()))
    ties = sorted(merged.values(), key=lambda tie: (tie.count, tie.one, tie.other))
    return ties, [(columns.kinds[kind], often[kind]) for kind in ranked]


def describe_cards(scene: PictureScene) -> None:
    """Say about each card what a reader who cannot see the lines should know."""
    around: list[list[tuple[int, str]]] = [[] for _ in scene.cards]
    for tie in scene.ties:
        around[tie.one].append((tie.count, scene.cards[tie.other].name))
        around[tie.other].append((tie.count, scene.cards[tie.one].name))
    for card, others in zip(scene.cards, around, strict=True):
        others.sort(key=lambda other: (-other[0], other[1]))
        count = sum(one for one, _ in others)
        card.about = ", ".join(_facts(scene, card, count))
        lines = [card.name if not card.note else f"{card.name} ({card.note})"]
        told = [f"{name} ({number})" for number, name in others]
        if others:
            named = first_of_many(told, MOST_NEIGHBOURS)
            lines.append(scene.say(Message("{ties}: {names}", {"ties": TIES.of(count), "names": named})))
        nearest = scene.say(first_of_many(told, MOST_IN_A_ROW, "; ")) if told else ""
        card.row = (card.name, scene.groups[card.group] or card.note, str(count), nearest)
        if card.own:
            lines.append(f"{scene.say(WITHIN)}: {card.own}")
        card.details = "; ".join(lines)


def _facts(scene: PictureScene, card: Card, count: int) -> Iterator[str]:
    yield card.name
    if card.note:
        yield card.note
    if scene.groups[card.group]:
        yield scene.groups[card.group]
    yield scene.say(TIES.of(count) if count else NO_TIES)
    if card.holds:
        yield scene.say(message("without it some others have no way to each other"))
