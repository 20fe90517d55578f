"""What a picture asks, the one sentence that answers it, made from what it shows, and what the eye has to find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from partnership.messages import Message, Plural, Sayable, joined, message
from partnership.network.phrases import MOST_NAMES, first_of_many
from partnership.pictures.scene import THINGS, DrawnTie, PictureScene
from partnership.pictures.style import ONLY_TOLD

_FEW = 3
"""Names that a headline spells out; more are counted."""

_AHEAD = 1.5
"""How many times as many ties as the next two groups two groups need to be far ahead."""

_MORE_CUTS = Plural("{count} more holds others in the same way.", "{count} more hold others in the same way.")


class _Words(NamedTuple):
    """What is asked and said where partners are drawn with one kind of things that somebody has to be there for."""

    asked: Message
    on_one: Plural
    asked_of_groups: Message
    largest_part: Message


_OF_THINGS: Mapping[str, _Words] = MappingProxyType(
    {
        "function": _Words(
            message("Which duties rest on one partner alone?"),
            Plural(
                "{count} of {all} duties rests on one partner alone: {holders}.",
                "{count} of {all} duties rest on one partner alone: {holders}.",
            ),
            message("Who carries most of the duties?"),
            message("Most of the duties lie with one group: {name}, {count} of {all} ties with them."),
        ),
        "outcome": _Words(
            message("Which outcomes rest on one partner alone?"),
            Plural(
                "{count} of {all} outcomes rests on one partner alone: {holders}.",
                "{count} of {all} outcomes rest on one partner alone: {holders}.",
            ),
            message("Who has the largest part in the outcomes?"),
            message("One group has the largest part in the outcomes: {name}, {count} of {all} ties with them."),
        ),
    }
)


def question_of(scene: PictureScene) -> Sayable:
    """Return what a picture answers; that depends on what there is to see."""
    return _told_of(scene)[0]


def point_out(scene: PictureScene) -> Sayable:
    """Say what stands out in a scene, and mark it there, so that the eye finds what the sentence speaks of."""
    said = _told_of(scene)[1](scene)
    scene.ties.sort(key=lambda tie: (tie.stands_out, tie.count, tie.one, tie.other))
    return said


def _told_of(scene: PictureScene) -> tuple[Sayable, Callable[[PictureScene], Sayable]]:
    """Return what is asked of a scene, and how that is found out."""
    if not scene.ties:
        return message("Who is tied to whom?"), lambda _: message("Nobody is tied to anybody yet.")
    kinds = {card.kind for card in scene.cards}
    things, others = kinds & THINGS, kinds - THINGS
    words = _OF_THINGS[min(things)] if len(things) == 1 and others <= {"partner", "group"} else None
    if words and scene.grouped:
        return words.asked_of_groups, partial(_largest_part, words)
    if words:
        return words.asked, partial(_resting, words)
    if things or len(others) > 1:
        return message("Who stands at the edge?"), _edge
    if scene.grouped:
        return message("Which groups work together?"), _strongest_groups
    return message("Who holds the others together?"), _cuts


def _cuts(scene: PictureScene) -> Sayable:
    """Say who would be cut off without whom, and who is tied to nobody."""
    held = sorted((found for found in scene.held if found[1]), key=lambda found: -len(found[1]))
    for place, cut_off in held:
        scene.cards[place].held = True
        _mark(scene, place, cut_off)
    said: list[Sayable] = []
    if held:
        place, cut_off = held[0]
        cut = scene.cards[place].name
        names = _listed(scene, cut_off)
        said.append(message("Only one partner ties {names} to the others: {cut}.", cut=cut, names=names))
    if len(held) > 1:
        said.append(_MORE_CUTS.of(len(held) - 1))
    said += _alone(scene, _untied(scene), message("Not tied to anybody: {names}."))
    if said:
        return joined(said, Message(" "))
    return message("Nobody stands out: whoever leaves, the others still have ways to each other.")


def _resting(words: _Words, scene: PictureScene) -> Sayable:
    """Say how many things rest on one alone, and what nobody does; whoever only wants or hears of them does nothing."""
    holders: dict[int, set[int]] = {place: set() for place, card in enumerate(scene.cards) if card.kind in THINGS}
    for tie in scene.ties:
        for thing, other in ((tie.one, tie.other), (tie.other, tie.one)):
            if thing in holders and other not in holders and tie.look != ONLY_TOLD:
                holders[thing].add(other)
    rests: dict[int, set[int]] = {}
    for thing, held_by in holders.items():
        if len(held_by) == 1:
            rests.setdefault(min(held_by), set()).add(thing)
    for place, resting in rests.items():
        scene.cards[place].held = True
        _mark(scene, place, resting)
    said: list[Sayable] = []
    if rests:
        most = sorted(rests, key=lambda place: (-len(rests[place]), place))
        names = [scene.cards[place].name + f" ({len(rests[place])})" * (len(most) > 1) for place in most]
        told = first_of_many(names, MOST_NAMES, "; ")
        said.append(words.on_one.of(sum(map(len, rests.values())), all=len(holders), holders=told))
    idle = [thing for thing, held_by in holders.items() if not held_by]
    said += _alone(scene, idle, message("Nobody stands behind: {names}."))
    return joined(said, Message(" ")) if said else message("Nothing rests on one partner alone.")


def _untied(scene: PictureScene) -> list[int]:
    """Return the cards that have no ties."""
    ends = {end for tie in scene.ties for end in (tie.one, tie.other)}
    return [place for place in range(len(scene.cards)) if place not in ends]


def _alone(scene: PictureScene, places: Sequence[int], said: Message) -> list[Sayable]:
    """Name and mark those who are alone, where there are any."""
    for place in places:
        scene.cards[place].lone = True
    return [said.given(names=_listed(scene, places))] if places else []


def _edge(scene: PictureScene) -> Sayable:
    """Say which partners, or groups of them, are tied to the fewest others: to half as many as is usual, or fewer.

    The others of a group are groups of partners, not of duties and the like.
    """
    partners = [place for place, card in enumerate(scene.cards) if card.kind in {"partner", "group"}]
    partners = partners or list(range(len(scene.cards)))
    untied = [place for place in _untied(scene) if place in partners]
    if untied:
        return _alone(scene, untied, message("Not tied to anybody: {names}."))[0]
    counted = partners if scene.grouped else range(len(scene.cards))
    around: dict[int, set[int]] = {place: set() for place in counted}
    for tie in scene.ties:
        if tie.one in around and tie.other in around:
            around[tie.one].add(tie.other)
            around[tie.other].add(tie.one)
    counts = sorted(len(around[place]) for place in partners)
    few, usual = counts[0], counts[len(counts) // 2]
    if 2 * few > usual or not usual:
        return message("Nobody stands at the edge.")
    far = [place for place in partners if len(around[place]) == few]
    for place in far:
        scene.cards[place].named = True
        _mark(scene, place, around[place], holds=False)
    said = message("At the edge: {names}, tied to only {few} of the {all} others.")
    if scene.grouped:
        said = message("At the edge: {names}, tied to only {few} of the {all} other sectors: {others}.")
    others = set[int]().union(*map(around.__getitem__, far))
    return said.given(names=_listed(scene, far), few=few, all=len(around) - 1, others=_listed(scene, others))


def _mark(scene: PictureScene, place: int, others: Iterable[int], *, holds: bool = True) -> None:
    """Mark the ties of a card with some others, and these others where they hang on them."""
    others = set(others)
    for tie in scene.ties:
        if place in {tie.one, tie.other} and others & {tie.one, tie.other}:
            tie.stands_out, tie.holds = True, holds
    for other in others if holds else ():
        scene.cards[other].named = True


def _largest_part(words: _Words, scene: PictureScene) -> Sayable:
    """Say which group has most of the ties with things."""
    most = _strongest(scene.ties)
    group = next(card for card in (scene.cards[most.one], scene.cards[most.other]) if card.kind not in THINGS)
    group.named = True
    return words.largest_part.given(name=group.name, count=most.count, all=sum(tie.count for tie in scene.ties))


def _strongest_groups(scene: PictureScene) -> Sayable:
    """Say which two groups have the most to do with each other.

    Where no two are far ahead, and one group has most of the ties, it is that group.
    """
    return _most_of_all(scene) or _most_of_two(scene)


def _most_of_two(scene: PictureScene) -> Sayable:
    most = _strongest(scene.ties)
    for place in (most.one, most.other):
        scene.cards[place].named = True
    return message(
        "{one} and {other} have the most to do with each other: {count} of {all} ties between groups.",
        one=scene.cards[most.one].name,
        other=scene.cards[most.other].name,
        count=most.count,
        all=sum(tie.count for tie in scene.ties),
    )


def _most_of_all(scene: PictureScene) -> Sayable | None:
    """Say which group has more than half of the ties, unless two groups are far ahead of any other two."""
    counts = sorted((tie.count for tie in scene.ties), reverse=True)
    if len(counts) > 1 and counts[0] >= _AHEAD * counts[1]:
        return None
    of_each = {place: [tie for tie in scene.ties if place in {tie.one, tie.other}] for place in range(len(scene.cards))}
    most = max(of_each, key=lambda place: (sum(tie.count for tie in of_each[place]), -place))
    count, all_of_them = sum(tie.count for tie in of_each[most]), sum(counts)
    if len(scene.cards) <= _FEW or 2 * count <= all_of_them:
        return None
    scene.cards[most].named = True
    _mark(scene, most, range(len(scene.cards)), holds=False)
    return message(
        "Most ties lead to one group: {name}, {count} of {all} ties between groups.",
        name=scene.cards[most].name,
        count=count,
        all=all_of_them,
    )


def around_one(scene: PictureScene, place: int) -> Sayable:
    """Say with whom a card is tied most, and how much of all its ties that is; mark that tie."""
    if not scene.ties:
        return message("{name} is not tied to anybody.", name=scene.cards[place].name)
    most = _strongest(scene.ties)
    other = scene.cards[_other(most, place)]
    other.named = True
    return message(
        "{name} is tied most to {other}: {count} of {all} ties.",
        name=scene.cards[place].name,
        other=other.name,
        count=most.count,
        all=sum(tie.count for tie in scene.ties),
    )


def _other(tie: DrawnTie, place: int) -> int:
    return tie.other if tie.one == place else tie.one


def _strongest(ties: Sequence[DrawnTie]) -> DrawnTie:
    """Return the tie of the pair with the most, the first of equals, marked."""
    most = min(ties, key=lambda tie: (-tie.count, tie.one, tie.other))
    most.stands_out = True
    return most


def _listed(scene: PictureScene, places: Iterable[int]) -> Sayable:
    """Name the first few; semicolons stand between names that hold commas themselves."""
    names = [scene.cards[place].name for place in sorted(places)]
    return first_of_many(names, _FEW, "; " if any("," in name for name in names) else ", ")
