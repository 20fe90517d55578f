"""What there is to draw, before anything has a place: cards, the ties between them, groups, kinds of ties."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from partnership.evaluation import View
from partnership.messages import (
    Language,
    Message,
    Plural,
    Rounded,
    Sayable,
    escape,
    in_context,
    joined,
    language_of,
    message,
)
from partnership.network.figure import Figure
from partnership.network.kinds import NODE_KINDS, kind_title
from partnership.network.measures.fragility import cut_partners
from partnership.network.measures.options import By, groups
from partnership.network.network import Network
from partnership.network.nodes import Node, NodeId, NodeLabel
from partnership.network.phrases import MOST_NAMES, PARTNERS, TIES, first_of_many
from partnership.network.sources import Graph, network_of
from partnership.pictures.style import STANDING_OUT, UNGROUPED, level_of, look_of

GroupTitles = Mapping[NodeLabel, Sayable]
"""What groups are called."""

Sizes = Mapping[NodeId, float | None] | Figure[dict[NodeId, float | None]]
"""By what cards differ: a number for each node, or the figure of a measure that gives one."""

SECTORS = {
    "business": in_context("group of a picture", "Business"),
    "ngo": in_context("group of a picture", "Non-profit organisations"),
    "government": in_context("group of a picture", "Public authorities"),
    "childrens_institution": in_context("group of a picture", "Children's institutions"),
    "media": in_context("group of a picture", "Mass media"),
}
"""What the sectors of the built-in template are called, in its order."""

OF_NO_SECTOR = {
    "body": in_context("group of a picture", "Bodies"),
    "team": in_context("group of a picture", "Teams"),
    "club": in_context("group of a picture", "Clubs"),
    "function": in_context("group of a picture", "Duties"),
    "outcome": in_context("group of a picture", "Outcomes"),
    "programme": in_context("group of a picture", "Programme"),
}
"""What stands in columns of its own, because it belongs to no sector."""

THINGS = frozenset({"function", "outcome"})
"""Kinds of nodes that somebody has to be there for."""

WITHIN = Plural("{count} tie among them", "{count} ties among them")
NO_TIES = message("no ties")
_COUNTED = {
    "partner": PARTNERS,
    "person": Plural("{count} person", "{count} people"),
    "function": Plural("{count} duty", "{count} duties"),
    "outcome": Plural("{count} outcome", "{count} outcomes"),
    "group": Plural("{count} group", "{count} groups"),
}
"""How what is drawn is counted; the rest of it together."""
_MORE = Plural("{count} more", "{count} more")
_OF_NONE = {"sector": message("No sector"), "region": message("No region")}
_APART = "kind:"
_DIGITS = re.compile(r"([0-9]{1,9})")
_IN_A_ROW = 3
"""With whom a node is tied most, as a row of a table names them; the rest are counted."""
_IN_A_TIP = 8
"""The same in its tooltip."""


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """A network to be drawn, and how: in a language, by which groups, under which title, by what cards differ."""

    network: Network
    lang: Language
    by: By
    titles: GroupTitles
    title: str | None
    sizes: Sizes | None = None

    def headed(self, question: Sayable) -> str:
        """Return the question that the picture answers, behind its title or what the programme is called."""
        asked = self.say(question)
        return asked if self.title is None else f"{self.title} · {asked}"

    def say(self, what: Sayable) -> str:
        """Say something in the language of the picture."""
        return what.in_language(self.lang)

    def summed_up(self, *parts: Sayable) -> str:
        """Say what there is to see in one line, and of which day."""
        on = self.network.on
        return self.say(joined(parts if on is None else (*parts, on), Message("; ")))

    def scene(self) -> PictureScene:
        """Gather what the network has to show."""
        return scene_of(self.network, self.lang, self.by, self.titles, self.sizes)


def asked_of(graph: Graph, lang: Language, by: By, title: Sayable | None, on: dt.date | None) -> PictureRequest:
    """Take what is to be drawn; of a snapshot also its title.

    Raises:
        UnknownLanguage: if it has no catalogue.
        InputError: if it is no graph.
    """
    lang = language_of(lang)
    if isinstance(graph, View):
        graph = graph if on is None else replace(graph, date=on)
        started = graph.facts.started
        title = title if title is not None or started is None else started.title
    network = network_of(graph)
    if on is not None and network.on != on:
        network = network.as_of(on)
    titles: GroupTitles = dict(network.titles.items()) if by == "sector" else {}
    return PictureRequest(network, lang, by, titles, None if title is None else title.in_language(lang))


@dataclass(slots=True)
class Card:
    """A node to be drawn: what stands on it, which group it is of, and what is told about it."""

    id: NodeId
    name: str
    kind: str
    group: int
    mark: int = 0
    """Its shape and shade: those of its sector, whatever it is grouped by."""
    note: str = ""
    share: float = 0.0
    """How much of the most that any card has of what cards differ by."""
    held: bool = False
    """Whether others hang on it alone."""
    lone: bool = False
    """Whether the headline speaks of it as one without ties."""
    named: bool = False
    """Whether the headline speaks of it otherwise."""
    main: bool = False
    own: int = 0
    """Ties of the node with itself, or inside a group; told, not drawn."""
    about: str = ""
    details: str = ""
    row: tuple[str, ...] = ()
    """The same in the cells of a table: name, group, ties, whom it is tied to most."""
    states: list[tuple[int, Card | None]] = field(default_factory=list)
    """What it is like from each step of a slider on; empty where there is none."""

    @property
    def looks(self) -> list[Card]:
        """What it is like now, and at each step."""
        return [self, *(each for _, each in self.states if each is not None)]

    @property
    def ever_held(self) -> bool:
        """Whether others hang on it alone, now or at any step."""
        return any(each.held for each in self.looks)

    @property
    def told(self) -> bool:
        """Whether the headline speaks of it."""
        return self.held or self.lone or self.named


@dataclass(slots=True)
class DrawnTie:
    """All ties of a pair as one line; `forth` and `back` tell whether some of them point at `other` or at `one`."""

    one: int
    other: int
    count: int = 0
    forth: bool = False
    back: bool = False
    stands_out: bool = False
    holds: bool = False
    """Whether somebody hangs on it alone: it is drawn thick, however few it stands for."""
    look: int = 0
    """Its dashes: those of the first of its kinds, what is lived before what is on paper."""
    kinds: dict[int, int] = field(default_factory=dict)
    about: str = ""
    states: list[tuple[int, DrawnTie | None]] = field(default_factory=list)

    @property
    def looks(self) -> list[DrawnTie]:
        """What it is like where it is drawn: at some steps, or once."""
        return [each for _, each in self.states if each is not None] if self.states else [self]

    @property
    def ever_told(self) -> bool:
        """Whether a headline speaks of it, at any step."""
        return any(each.stands_out for each in self.looks)

    def level(self, bounds: tuple[int, ...]) -> int:
        """Return the level of its width: that of its count, and a high one where somebody hangs on it alone."""
        level = level_of(self.count, bounds)
        return max(level, STANDING_OUT) if self.holds else level


@dataclass(slots=True)
class PictureScene:
    """Everything to be drawn, in the words of one language."""

    lang: Language
    cards: list[Card]
    ties: list[DrawnTie]
    groups: list[str]
    marks: list[int]
    """The shape and shade of each group; a sector has the same in every picture."""
    things: frozenset[int]
    """Groups of functions, outcomes and whatever else is of no sector."""
    kinds: list[tuple[str, int, int]]
    """What the kinds of ties are called, how they look, and how many there are of each; the most frequent first."""
    sized: str
    """What the bars of the cards tell."""
    held: list[tuple[int, frozenset[int]]]
    """Whom each cut partner holds: all parts of its group but the largest."""
    kinds_of_days: list[dict[str, int]] = field(default_factory=list)
    """How many ties there are of each kind at each step of a slider; empty where there is none."""
    shapes: bool = True
    """Whether cards have the shapes of their groups."""

    @property
    def grouped(self) -> bool:
        """Whether its cards are groups."""
        return any(card.kind == "group" for card in self.cards)

    def ranked(self) -> list[Card]:
        """Return the cards in the order of a table: those of which the headline speaks first, then by their ties."""
        return sorted(self.cards, key=lambda card: (not card.told, -int(card.row[2] or 0)))

    def summed_up(self, summary: str) -> str:
        """Say behind a summary what a tie is here."""
        kinds = [title for title, _, count in self.kinds if count]
        return f"{end_sentence(summary)} {self.say(what_ties_are(kinds))}" if kinds else summary

    def say(self, what: Sayable) -> str:
        """Say something in the scene's language."""
        return what.in_language(self.lang)


def scene_of(network: Network, lang: Language, by: By, titles: GroupTitles, sizes: Sizes | None = None) -> PictureScene:
    """Gather what a network has to show; groups come in the order of the sectors, then of their titles."""
    labels, titles = grouped_by_kind(network, by, groups(network, by), titles)
    order = group_order(labels, by, titles, lang)
    marks, place = group_marks(order, titles), {label: number for number, label in enumerate(order)}
    cards = [
        Card(node.id, _name(network, node, lang), node.kind, place[label], marks[place[label]])
        for node, label in zip(network.nodes, labels, strict=True)
    ]
    ties, kinds = _ties(network, cards)
    scene = PictureScene(
        lang,
        cards,
        ties,
        groups=[group_name(label, by, titles, lang) for label in order],
        marks=marks,
        things=frozenset(place[label] for label in order if group_kind(label)),
        kinds=[(kind_title(kind).in_language(lang), look_of(kind), count) for kind, count in kinds],
        sized="",
        held=list(_held(network, ties)),
    )
    measure(scene, sizes)
    describe_cards(scene)
    return scene


def what_ties_are(kinds: Sequence[object]) -> Sayable:
    """Say what a tie is, by what its kinds are called."""
    return message("Each tie is one fact about two of them: {kinds}.", kinds=first_of_many(kinds, MOST_NAMES))


def end_sentence(said: str) -> str:
    """End a sentence; a year in Russian ends in a full stop already."""
    return said if said.endswith(".") else f"{said}."


def count_by_kind(kinds: Iterable[str]) -> Sayable:
    """Count what there is of each kind."""
    often = Counter(kind if kind in _COUNTED else "" for kind in kinds)
    parts: list[Sayable] = [form.of(often[kind]) for kind, form in _COUNTED.items() if often[kind]]
    if often[""]:
        parts.append(_MORE.of(often[""]) if parts else Message("{count}", {"count": often[""]}))
    return joined(parts, Message(", "))


def _name(network: Network, node: Node, lang: Language) -> str:
    """Return what a node is called; of a person whom the ledger knows by a pseudonym alone, also where from."""
    name, partner = network.name(node.id).in_language(lang), node.attributes.get("partner")
    if node.kind == "person" and partner in network and str(node.id).endswith(name):
        return f"{network.name(partner).in_language(lang)}: {name}"
    return name


def measure(scene: PictureScene, sizes: Sizes | None, most: float = 0.0) -> None:
    """Note on the cards by what they differ, as a number and as a share of the `most`: their ties where none is told.

    A note that is there already stays.
    """
    if sizes is None:
        scene.sized = scene.say(message("blue bar: how many ties"))
        values: list[float] = [0] * len(scene.cards)
        for tie in scene.ties:
            values[tie.one] += tie.count
            values[tie.other] += tie.count
    else:
        scene.sized = scene.say(sizes.definition) if isinstance(sizes, Figure) else ""
        known = sizes.value if isinstance(sizes, Figure) else sizes
        values = [known.get(card.id) or 0 for card in scene.cards]
    top = max(*values, most, 0) or 1
    for card, value in zip(scene.cards, values, strict=True):
        card.share = max(value, 0) / top
        said = TIES.of(int(value)) if sizes is None and value else NO_TIES if sizes is None else Rounded(value)
        card.note = card.note or scene.say(said)


def _held(network: Network, ties: Iterable[DrawnTie]) -> Iterator[tuple[int, frozenset[int]]]:
    """Return whom each cut partner holds, by their places."""
    cuts = cut_partners(network).value
    around: dict[int, set[int]] = {}
    for tie in ties if cuts else ():
        around.setdefault(tie.one, set()).add(tie.other)
        around.setdefault(tie.other, set()).add(tie.one)
    for place, id_ in enumerate(network.ids):
        if id_ in cuts:
            parts: list[set[int]] = []
            for start in around[place]:
                if not any(start in part for part in parts):
                    parts.append(_reached(around, start, place))
            *smaller, _ = sorted(parts, key=lambda part: (len(part), min(part)))
            yield place, frozenset().union(*smaller)


def _reached(around: Mapping[int, set[int]], start: int, without: int) -> set[int]:
    found, ahead = {start}, [start]
    for one in ahead:
        new = around[one] - found - {without}
        found |= new
        ahead.extend(new)
    return found


def grouped_by_kind(
    network: Network, by: By, labels: list[NodeLabel], titles: GroupTitles
) -> tuple[list[NodeLabel], GroupTitles]:
    """Put bodies, functions, outcomes and the programme, which are of no sector, into groups of their kind."""
    if by != "sector":
        return labels, titles
    kinds = [node.kind for node in network.nodes]
    found: list[NodeLabel] = [
        f"{_APART}{kind}" if label is None and kind in OF_NO_SECTOR else label
        for label, kind in zip(labels, kinds, strict=True)
    ]
    called: dict[NodeLabel, Sayable] = dict(titles.items())
    called.update((f"{_APART}{kind}", title) for kind, title in OF_NO_SECTOR.items() if kind in kinds)
    return found, called


def group_kind(label: NodeLabel) -> str | None:
    """Return of which kind those are that stand in a group because they are of no sector; None for other groups."""
    return label.removeprefix(_APART) if isinstance(label, str) and label.startswith(_APART) else None


def group_name(label: NodeLabel, by: By, titles: GroupTitles, lang: Language) -> str:
    """Return what a group is called: by its title where it has one, by its id where not."""
    title = titles.get(label)
    if title is None and label is None:
        title = _OF_NONE.get(by if isinstance(by, str) else "", message("No group"))
    if title is None and by == "sector" and isinstance(label, str):
        title = SECTORS.get(label)
    if title is None and by == "kind" and isinstance(label, str):
        title = NODE_KINDS.get(label)
    written = title.in_language(lang) if title is not None else escape(str(label)).strip() or "?"
    return written[:1].upper() + written[1:]


def group_order(labels: Sequence[NodeLabel], by: By, titles: GroupTitles, lang: Language) -> list[NodeLabel]:
    """Return the groups that occur: those with a known place first, then by title (2 before 10), those of none last."""
    known: dict[NodeLabel, int] = {label: number for number, label in enumerate(dict.fromkeys([*titles, *SECTORS]))}

    def rank(label: NodeLabel) -> tuple[bool, int, list[tuple[int, str]], str]:
        title = group_name(label, by, titles, lang)
        parts = [(int(part), "") if part.isdecimal() else (0, part) for part in _DIGITS.split(title)]
        return label is None, known.get(label, len(known)), parts, repr(label)

    return sorted(dict.fromkeys(labels), key=rank)


def group_marks(order: Sequence[NodeLabel], titles: GroupTitles) -> list[int]:
    """Give each group its shape: the usual sectors theirs, what is of no sector the last, all others a free one."""
    none = [label for label in order if label is None or group_kind(label)]
    mark: dict[NodeLabel, int] = {
        label: place for place, label in enumerate(SECTORS) if label in titles or label in order
    }
    free = [place for place in range(UNGROUPED) if place not in mark.values()]
    others = [label for label in dict.fromkeys([*titles, *order]) if label not in mark and label not in none]
    mark |= {label: free[place % len(free)] for place, label in enumerate(others)}
    return [UNGROUPED if label in none else mark[label] for label in order]


def _ties(network: Network, cards: list[Card]) -> tuple[list[DrawnTie], list[tuple[str, int]]]:
    """Merge parallel ties; kinds are numbered by how they look, then by how many ties there are of each."""
    position, directed = {id_: number for number, id_ in enumerate(network.ids)}, network.directed
    often: Counter[str] = Counter()
    merged: dict[tuple[int, int], tuple[DrawnTie, Counter[str]]] = {}
    for edge in network.edges:
        one, other = position[edge.source], position[edge.target]
        if one == other:
            cards[one].own += 1
            continue
        often[edge.kind] += 1
        ends = (one, other) if one < other else (other, one)
        tie, kinds = merged.setdefault(ends, (DrawnTie(*ends), Counter()))
        tie.count += 1
        kinds[edge.kind] += 1
        if directed and not edge.mutual:
            tie.forth, tie.back = tie.forth or one < other, tie.back or one > other
    ranked = sorted(often, key=lambda kind: (look_of(kind), -often[kind], kind))
    number = {kind: place for place, kind in enumerate(ranked)}
    for tie, kinds in merged.values():
        tie.kinds = {number[kind]: kinds[kind] for kind in sorted(kinds, key=number.__getitem__)}
        tie.look = min(map(look_of, kinds))
    ties = sorted((tie for tie, _ in merged.values()), key=lambda tie: (tie.count, tie.one, tie.other))
    return ties, [(kind, often[kind]) for kind in ranked]


def describe_cards(scene: PictureScene) -> None:
    """Say about each card what a reader who cannot see the lines should know."""
    around: list[list[tuple[int, str]]] = [[] for _ in scene.cards]
    for tie in scene.ties:
        around[tie.one].append((tie.count, scene.cards[tie.other].name))
        around[tie.other].append((tie.count, scene.cards[tie.one].name))
    for tie in scene.ties:
        joint = "→" if tie.forth and not tie.back else "←" if tie.back and not tie.forth else "–"
        kinds = ", ".join(f"{scene.kinds[kind][0]} {count}" for kind, count in tie.kinds.items())
        tie.about = f"{scene.cards[tie.one].name} {joint} {scene.cards[tie.other].name}: {kinds}"
    cuts = {place for place, _ in scene.held}
    for place, (card, others) in enumerate(zip(scene.cards, around, strict=True)):
        others.sort(key=lambda other: (-other[0], other[1]))
        count = sum(one for one, _ in others)
        ties = scene.say(TIES.of(count) if count else NO_TIES)
        note = "" if card.note == ties else card.note
        facts = [card.name, note, scene.groups[card.group], ties]
        if place in cuts:
            facts.append(scene.say(message("without it some others have no way to each other")))
        card.about = ", ".join(filter(None, facts))
        lines = [f"{card.name} ({note})" if note else card.name]
        told = [f"{name} ({number})" for number, name in others]
        if others:
            lines.append(f"{ties}: {scene.say(first_of_many(told, _IN_A_TIP))}")
        nearest = scene.say(first_of_many(told, _IN_A_ROW, "; ")) if told else ""
        card.row = (card.name, scene.groups[card.group] or note, str(count), nearest)
        if card.own:
            lines.append(scene.say(WITHIN.of(card.own)))
        card.details = "; ".join(lines)
