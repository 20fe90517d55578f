"""The kinds of edge that a ledger gives, and what each is called.

An edge of a *lived* kind is one that people have lived: declared, attended, visited, placed, in one team. Only lived
kinds tie partners to each other for the gates of a template (`partnership.index.Ties`), because on paper every
partnership is complete.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from partnership.messages import Message, Sayable, in_context
from partnership.values import Text


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """What an edge says. `mutual`: it holds both ways alike. `lived`: it ties the partners at its ends."""

    id: str
    title: Message
    mutual: bool = False
    lived: bool = False


EDGE_KINDS: Mapping[str, EdgeKind] = MappingProxyType(
    {
        kind.id: kind
        for kind in (
            EdgeKind("declared", in_context("kind of tie", "declared tie"), mutual=True, lived=True),
            EdgeKind("attended", in_context("kind of tie", "took part together"), mutual=True, lived=True),
            EdgeKind("visits", in_context("kind of tie", "visits"), lived=True),
            EdgeKind("placed", in_context("kind of tie", "placed at"), lived=True),
            EdgeKind("teamed", in_context("kind of tie", "in one team"), mutual=True, lived=True),
            EdgeKind("party", in_context("kind of tie", "party to the same agreement"), mutual=True),
            EdgeKind("supervises", in_context("kind of tie", "supervises")),
            EdgeKind("member", in_context("kind of tie", "member of, on behalf of a partner")),
            EdgeKind("coordinates", in_context("kind of tie", "coordinates")),
            EdgeKind("role", in_context("kind of tie", "holds a role at")),
            EdgeKind("belongs", in_context("kind of tie", "belongs to")),
            EdgeKind("accountable", in_context("kind of tie", "accountable for")),
            EdgeKind("responsible", in_context("kind of tie", "carries out")),
            EdgeKind("consulted", in_context("kind of tie", "consulted on")),
            EdgeKind("informed", in_context("kind of tie", "informed of")),
            EdgeKind("wants", in_context("kind of tie", "wants")),
            EdgeKind("produces", in_context("kind of tie", "produces")),
            EdgeKind("funds", in_context("kind of tie", "funds")),
            EdgeKind("contributes", in_context("kind of tie", "contributes to")),
        )
    }
)
"""Every kind of edge in a graph that comes from a ledger; an analyst's own graph may have others."""

LIVED = frozenset(kind.id for kind in EDGE_KINDS.values() if kind.lived)
"""The kinds that tie partners for the gates."""

NODE_KINDS: Mapping[str, Message] = MappingProxyType(
    {
        "partner": in_context("kind of node", "partner"),
        "person": in_context("kind of node", "person"),
        "ward": in_context("kind of node", "pupil"),
        "body": in_context("kind of node", "body"),
        "team": in_context("kind of node", "team"),
        "club": in_context("kind of node", "club"),
        "place": in_context("kind of node", "volunteer place"),
        "site": in_context("kind of node", "site"),
        "function": in_context("kind of node", "function"),
        "outcome": in_context("kind of node", "outcome"),
        "programme": in_context("kind of node", "programme"),
    }
)
"""Every kind of node in a graph that comes from a ledger. A children's institution is a partner of that sector."""


def kind_title(kind: str) -> Sayable:
    """Return what a kind of edge is called; a kind of an analyst's own is called as it is written."""
    known = EDGE_KINDS.get(kind)
    return known.title if known is not None else Text.quoting(kind)
