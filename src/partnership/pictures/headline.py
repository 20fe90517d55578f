"""The one sentence that a picture is there for, made from what it shows, and what the eye has to find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from partnership.messages import Message, Plural, Sayable, joined, message
from partnership.network.phrases import first_of_many
from partnership.pictures.scene import THINGS, DrawnTie, PictureScene

_FEW = 3
"""Names that a headline spells out; more are counted."""

_AHEAD = 1.5
"""How many times as many ties as the next two groups two groups need to be far ahead."""

_MORE_CUTS = Plural("{count} more holds others in the same way.", "{count} more hold others in the same way.")
_RESTS = Plural(
    "{count} of {all} rests on {holder} alone: {names}.", "{count} of {all} rest on {holder} alone: {names}."
)
_PAIRS_APART = Plural("{count} pair of groups has no ties at all.", "{count} pairs of groups have no ties at all.")


def point_out(scene: PictureScene) -> Sayable:
    """Say what stands out among the cards of a scene, and mark it there: whose going cuts others off, who is alone.

    Where functions or outcomes are drawn it is what rests on one partner alone, and what on nobody.
    """
    if not scene.ties:
        return message("Nobody is tied to anybody yet.")
    people = {place for place, card in enumerate(scene.cards) if card.kind not in THINGS}
    partners = {place for place in people if scene.cards[place].kind in {"partner", "group"}}
    things = set(range(len(scene.cards))) - people
    said = _resting(scene, people, things) if things else _cuts(scene, partners or people)
    tied = {end for tie in scene.ties for end in (tie.one, tie.other)}
    alone = sorted((partners or people) - tied)
    for place in alone:
        scene.cards[place].lone = True
    if alone:
        said.append(message("Not tied to anybody: {names}.", names=_listed(scene, alone)))
    scene.ties.sort(key=lambda tie: (tie.stands_out, tie.count, tie.one, tie.other))
    if said:
        return joined(said, Message(" "))
    if things:
        return message("Nothing rests on one alone.")
    return message("Nobody stands out: whoever leaves, the others still have ways to each other.")


def _cuts(scene: PictureScene, partners: set[int]) -> list[Sayable]:
    """Say which partners would be cut off without whom, and mark the ties to them."""
    held = [(place, cut_off & partners) for place, cut_off in scene.held]
    held = sorted((found for found in held if found[1]), key=lambda found: -len(found[1]))
    for place, cut_off in held:
        scene.cards[place].held = True
        _mark(scene, place, cut_off | {place})
    if not held:
        return []
    place, cut_off = held[0]
    cut = scene.cards[place].name
    said: list[Sayable] = [message("Only {cut} ties {names} to the others.", cut=cut, names=_listed(scene, cut_off))]
    if len(held) > 1:
        said.append(_MORE_CUTS.of(len(held) - 1))
    return said


def _resting(scene: PictureScene, people: set[int], things: set[int]) -> list[Sayable]:
    """Say what rests on one alone, of whom it is the most, and what on nobody; mark both."""
    around: dict[int, set[int]] = {thing: set() for thing in things}
    for tie in scene.ties:
        for one, other in ((tie.one, tie.other), (tie.other, tie.one)):
            if one in things and other in people:
                around[one].add(other)
    rests: dict[int, set[int]] = {}
    for thing in sorted(things):
        if len(around[thing]) == 1:
            rests.setdefault(min(around[thing]), set()).add(thing)
    said: list[Sayable] = []
    if rests:
        place = max(rests, key=lambda each: (len(rests[each]), -each))
        scene.cards[place].held = True
        _mark(scene, place, rests[place] | {place})
        names = _listed(scene, rests[place])
        holder, count = scene.cards[place].name, len(rests[place])
        said.append(_RESTS.of(count, all=len(things), holder=holder, names=names))
    idle = sorted(thing for thing in things if not around[thing])
    for thing in idle:
        scene.cards[thing].lone = True
    if idle:
        said.append(message("Nobody stands behind: {names}.", names=_listed(scene, idle)))
    return said


def _mark(scene: PictureScene, place: int, meant: Iterable[int]) -> None:
    """Mark the ties of a card with those that are meant."""
    for tie in scene.ties:
        tie.stands_out |= {tie.one, tie.other} <= set(meant) and place in {tie.one, tie.other}


def strongest_said(scene: PictureScene) -> Sayable:
    """Say which two groups have the most to do with each other, and which have nothing; mark the first.

    Where no two are far ahead, and one group has most of the ties, it is that group, and its ties are marked.
    """
    names, ties = [card.name for card in scene.cards], scene.ties
    if not ties:
        return message("The groups have no ties with each other.")
    said: list[Sayable] = [_most_of_all(scene) or _most_of_two(scene)]
    tied = {(tie.one, tie.other) for tie in ties}
    pairs = [(one, other) for one in range(len(names)) for other in range(one + 1, len(names))]
    none = [f"{names[one]} – {names[other]}" for one, other in pairs if (one, other) not in tied]
    if len(none) > _FEW:
        said.append(_PAIRS_APART.of(len(none)))
    elif none:
        said.append(message("No ties at all: {pairs}.", pairs=joined(none, Message("; "))))
    return joined(said, Message(" "))


def _most_of_two(scene: PictureScene) -> Sayable:
    most = _strongest(scene.ties)
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
    for tie in of_each[most]:
        tie.stands_out = True
    return message(
        "Most ties lead to one group: {name} has {count} of {all} ties between groups.",
        name=scene.cards[most].name,
        count=count,
        all=all_of_them,
    )


def around_one(scene: PictureScene, place: int) -> Sayable:
    """Say with whom a card is tied most, and how much of all its ties that is; mark that tie."""
    if not scene.ties:
        return message("{name} is not tied to anybody.", name=scene.cards[place].name)
    most = _strongest(scene.ties)
    return message(
        "{name} is tied most to {other}: {count} of {all} ties.",
        name=scene.cards[place].name,
        other=scene.cards[most.other if most.one == place else most.one].name,
        count=most.count,
        all=sum(tie.count for tie in scene.ties),
    )


def _strongest(ties: Sequence[DrawnTie]) -> DrawnTie:
    """Return the tie of the pair with the most, the first of equals, marked."""
    most = min(ties, key=lambda tie: (-tie.count, tie.one, tie.other))
    most.stands_out = True
    return most


def _listed(scene: PictureScene, places: Iterable[int]) -> Sayable:
    """Name the first few; semicolons stand between names that hold commas themselves."""
    names = [scene.cards[place].name for place in sorted(places)]
    return first_of_many(names, _FEW, "; " if any("," in name for name in names) else ", ")
