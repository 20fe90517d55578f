"""Small pieces of the sentences that figures are told in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from partnership.messages import Message, Plural, Sayable, joined, message
from partnership.network.network import Network
from partnership.network.nodes import NodeId

MOST_NAMES = 5
"""Names that a sentence spells out; the rest are counted."""

PARTNERS = Plural("{count} partner", "{count} partners")
TIES = Plural("{count} tie", "{count} ties")
ARCS = Plural("{count} directed tie", "{count} directed ties")
"""Ties where direction means something: each direction counts, so a mutual one is two."""

PAIRS = Plural("{count} pair", "{count} pairs")
NODES_COUNTED = Plural("{count} node", "{count} nodes")


def named(network: Network, ids: Iterable[NodeId], most: int = MOST_NAMES) -> Sayable:
    """Name nodes: up to `most` by name, the rest counted; "nobody" where there is none.

    Names that hold a comma themselves are parted by semicolons.
    """
    listed: Sequence[NodeId] = list(ids)
    if not listed:
        return message("nobody")
    names = [network.name(id_) for id_ in listed[:most]]
    commas = any("," in str(name) for name in names)
    return _and_more(names, len(listed) - most, "; " if commas else ", ")


def first_of_many(said: Sequence[object], most: int, joint: str = ", ") -> Sayable:
    """Put the first so many in a row and count the rest."""
    return _and_more(said[:most], len(said) - most, joint)


def _and_more(shown: Sequence[object], hidden: int, joint: str) -> Sayable:
    names = joined(shown, Message(joint))
    return message("{names} and {hidden} more", names=names, hidden=hidden) if hidden > 0 else names


def id_with_title(id_: str, title: Sayable) -> Message:
    """Say an id with its title behind it."""
    return Message("{id} {title:quoted}", {"id": id_, "title": title})


def crowd(network: Network, count: int | None = None) -> Sayable:
    """Count nodes (all of the network, or so many of them): partners where all are partners, else nodes."""
    return members_called(network).of(len(network) if count is None else count)


def members_called(network: Network) -> Plural:
    """Return what nodes are called: partners where all are partners, else nodes."""
    return PARTNERS if all(kind == "partner" for kind in network.labels("kind")) else NODES_COUNTED


def sentence(*parts: Sayable) -> Sayable:
    """Put parts in a row with a space between."""
    return joined(parts, Message(" "))
