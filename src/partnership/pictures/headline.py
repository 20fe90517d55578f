"""The one sentence that a picture is there for, made from what it shows, and what the eye has to find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from partnership.messages import Message, Plural, Sayable, joined, message
from partnership.network.phrases import first_of_many
from partnership.pictures.scene import DrawnTie, PictureScene

_FEW = 3
"""Names that a headline spells out; more are counted."""

_MORE_CUTS = Plural("{count} more holds others in the same way.", "{count} more hold others in the same way.")


def point_out(scene: PictureScene) -> Sayable:
    """Say what stands out among the cards of a scene, and mark it there: whose going cuts others off, who is alone.

    Marked are the cards without which others have no way to the rest, with the ties to those whom they hold, and the
    cards without any tie.
    """
    tied = {end for tie in scene.ties for end in (tie.one, tie.other)}
    alone = [place for place in range(len(scene.cards)) if place not in tied]
    if not tied:
        return message("Nobody is tied to anybody yet.")
    held = [(place, card.holds) for place, card in enumerate(scene.cards) if card.holds]
    held.sort(key=lambda found: -len(found[1]))
    for place, cut_off in held:
        for tie in scene.ties:
            tie.stands_out |= {tie.one, tie.other} <= {place, *cut_off} and place in {tie.one, tie.other}
    for place in alone:
        scene.cards[place].stands_out = True
    scene.ties.sort(key=lambda tie: (tie.stands_out, tie.count, tie.one, tie.other))
    said = [*_cuts_said(scene, held), *_alone_said(scene, alone)]
    if said:
        return joined(said, Message(" "))
    return message("Nobody stands out: whoever leaves, the others still have ways to each other.")


def strongest_said(names: Sequence[str], ties: Iterable[DrawnTie]) -> Sayable:
    """Say which two groups have the most to do with each other, and which have nothing; mark the first."""
    ranked = sorted(ties, key=lambda tie: (-tie.count, tie.one, tie.other))
    if not ranked:
        return message("The groups have no ties with each other.")
    most, all_of_them = ranked[0], sum(tie.count for tie in ranked)
    most.stands_out = True
    said = [
        message(
            "{one} and {other} have the most to do with each other: {count} of {all} ties between groups.",
            one=names[most.one],
            other=names[most.other],
            count=most.count,
            all=all_of_them,
        )
    ]
    tied = {(tie.one, tie.other) for tie in ranked}
    none = [
        f"{names[one]} – {names[other]}"
        for one in range(len(names))
        for other in range(one + 1, len(names))
        if (one, other) not in tied
    ]
    if none:
        said.append(message("No ties at all: {pairs}.", pairs=first_of_many(none, _FEW, "; ")))
    return joined(said, Message(" "))


def around_one(scene: PictureScene, place: int) -> Sayable:
    """Say with whom a card is tied most, and how much of all its ties that is; mark that tie."""
    if not scene.ties:
        return message("{name} is not tied to anybody.", name=scene.cards[place].name)
    most = max(scene.ties, key=lambda tie: (tie.count, -tie.one, -tie.other))
    most.stands_out = True
    other = scene.cards[most.other if most.one == place else most.one].name
    return message(
        "{name} is tied most to {other}: {count} of {all} ties.",
        name=scene.cards[place].name,
        other=other,
        count=most.count,
        all=sum(tie.count for tie in scene.ties),
    )


def _cuts_said(scene: PictureScene, held: Sequence[tuple[int, frozenset[int]]]) -> list[Sayable]:
    if not held:
        return []
    place, cut_off = held[0]
    names = _listed(scene, cut_off)
    said: list[Sayable] = [message("Only {cut} ties {names} to the others.", cut=scene.cards[place].name, names=names)]
    if len(held) > 1:
        said.append(_MORE_CUTS.of(len(held) - 1))
    return said


def _alone_said(scene: PictureScene, alone: Sequence[int]) -> list[Sayable]:
    return [message("Not tied to anybody: {names}.", names=_listed(scene, alone))] if alone else []


def _listed(scene: PictureScene, places: Iterable[int]) -> Sayable:
    """Name the first few; semicolons stand between names that hold commas themselves."""
    names = [scene.cards[place].name for place in sorted(places)]
    return first_of_many(names, _FEW, "; " if any("," in name for name in names) else ", ")
