"""Small pieces of the sentences that figures are told in, each in English and in Russian."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from partnership.relations.network import Network
from partnership.relations.nodes import NodeId
from partnership.template.words import Pair, in_brackets, joined, pair, percent, period, quoted, text
from partnership.template.words import number as exact

MOST_NAMES = 5
"""Names that a sentence spells out; the rest are counted."""

Forms = tuple[str, str, str, str, str]
"""English one and many; Russian one, few (2 to 4) and many (5 and more)."""

PARTNERS: Forms = ("partner", "partners", "партнёр", "партнёра", "партнёров")
TIES: Forms = ("tie", "ties", "связь", "связи", "связей")
ARCS: Forms = (
    "directed tie",
    "directed ties",
    "направленная связь",
    "направленные связи",
    "направленных связей",
)
"""Ties where direction means something: each direction counts, so a mutual one is two."""

PAIRS: Forms = ("pair", "pairs", "пара", "пары", "пар")
NODES: Forms = ("node", "nodes", "узел", "узла", "узлов")

_MONTHS = (
    ("January", "января"),
    ("February", "февраля"),
    ("March", "марта"),
    ("April", "апреля"),
    ("May", "мая"),
    ("June", "июня"),
    ("July", "июля"),
    ("August", "августа"),
    ("September", "сентября"),
    ("October", "октября"),
    ("November", "ноября"),
    ("December", "декабря"),
)

_TEENS = range(11, 15)
_FEW = range(2, 5)


def number(figure: float, digits: int = 2) -> Pair:
    """Say a figure with so many digits behind the point; in Russian that is a comma."""
    shown = f"{figure:.{digits}f}"
    if digits:
        shown = shown.rstrip("0").rstrip(".")
    shown = "0" if shown == "-0" else shown
    return shown, shown.replace(".", ",")


def counted(count: int, forms: Forms) -> Pair:
    """Say how many there are: 1 partner, 2 partners; 1 партнёр, 2 партнёра, 5 партнёров."""
    one, many, ru_one, ru_few, ru_many = forms
    ones = count % 10
    if count % 100 in _TEENS:
        ones = 0
    russian = ru_one if ones == 1 else ru_few if ones in _FEW else ru_many
    return f"{count} {one if count == 1 else many}", f"{count} {russian}"


def day_said(day: dt.date) -> Pair:
    """Say a day in words: 1 June 2010, 1 июня 2010 г."""
    en, ru = _MONTHS[day.month - 1]
    return f"{day.day} {en} {day.year}", f"{day.day} {ru} {day.year} г."


def named(network: Network, ids: Iterable[NodeId], most: int = MOST_NAMES) -> Pair:
    """Name nodes: up to `most` by name, the rest counted; "nobody" where there is none.

    Names that hold a comma themselves are parted by semicolons.
    """
    listed: Sequence[NodeId] = list(ids)
    if not listed:
        return "nobody", "никто"
    names = [pair(network.name(id_)) for id_ in listed[:most]]
    joints = ["; " if any("," in name[side] for name in names) else ", " for side in (0, 1)]
    shown = joined(names, joints[0], joints[1])
    hidden = len(listed) - most
    if hidden > 0:
        return f"{shown[0]} and {hidden} more", f"{shown[1]} и ещё {hidden}"
    return shown


def crowd(network: Network, count: int | None = None) -> Pair:
    """Count nodes (all of the network, or so many of them): partners where all are partners, else nodes."""
    return counted(len(network) if count is None else count, members(network))


def members(network: Network) -> Forms:
    """Return what nodes are called: partners where all are partners, else nodes."""
    return PARTNERS if all(kind == "partner" for kind in network.labels("kind")) else NODES


def listed(shown: Sequence[Pair], of: int) -> Pair:
    """List some of so many, with semicolons; the rest are counted."""
    parts, more = joined(shown, "; ", "; "), of - len(shown)
    return (f"{parts[0]}; and {more} more", f"{parts[1]}; и ещё {more}") if more else parts


def sentence(*parts: Pair) -> Pair:
    """Put parts in a row with a space between."""
    return joined(parts, " ", " ")


__all__ = [
    "ARCS",
    "MOST_NAMES",
    "NODES",
    "PAIRS",
    "PARTNERS",
    "TIES",
    "Forms",
    "Pair",
    "counted",
    "crowd",
    "day_said",
    "exact",
    "in_brackets",
    "joined",
    "listed",
    "members",
    "named",
    "number",
    "pair",
    "percent",
    "period",
    "quoted",
    "sentence",
    "text",
]
