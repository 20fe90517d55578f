"""Views of a programme's network: whole, between partners, partners and outcomes, partners and functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from partnership.errors import UnknownName
from partnership.evaluation import View
from partnership.messages import message
from partnership.network.kinds import EDGE_KINDS, LIVED
from partnership.network.ledger import listed_node, networks, node_id
from partnership.network.network import Network
from partnership.template import Function

TieKinds = Literal["lived", "all"] | Collection[str]
"""Which ties count: those that people have lived (as for the gates), all between partners, or kinds by name."""


def relationship_network(snapshot: View, *, ever: bool = False) -> Network:
    """Return everybody and everything that a programme ties together, on the snapshot's day (`ever`: on all days).

    A partner is named by its id, everything else by kind and id (`person:p-1`, `outcome:O1`); a duty that the law gives
    to two sides is one, under its first id. Linear in the ledger the
    first time; names and sectors are those of the latest version.
    """
    whole = networks(snapshot).whole
    return whole if ever else whole.as_of(snapshot.date)


def partner_network(snapshot: View, *, kinds: TieKinds = "lived", ever: bool = False) -> Network:
    """Return the partners and the ties between them; a person stands for the partner on whose behalf it acts.

    Each record is one tie, so that pairs are tied by as many kinds and as often as the ledger tells (multiplex). Ties
    are the lived ones (declared, attended together, visits, placements, teams), which are those that the gates of a
    template ask for; `all` adds what is on paper: common agreements and supervision.

    Raises:
        UnknownName: if there is no such kind; the nearest is proposed.
    """
    if not isinstance(kinds, str):
        for kind in kinds:
            _check_kind(kind, EDGE_KINDS)
    elif kinds not in {"lived", "all"}:
        _check_kind(kinds, EDGE_KINDS)
    partners = networks(snapshot).partners
    if not ever:
        partners = partners.as_of(snapshot.date)
    if kinds == "all":
        return partners
    return partners.of_kinds(LIVED if kinds == "lived" else kinds)


def _check_kind(kind: str, known: Collection[str]) -> None:
    if kind not in known:
        raise UnknownName(kind, known, message("kind of tie"))


def outcome_network(snapshot: View, *, every: bool = True) -> Network:
    """Return which partner wants and which produces which outcome (DOMAIN 1.13); `every`: unwanted outcomes too."""
    return _two_mode(snapshot, "outcome", ("wants", "produces"), snapshot.template.lists["outcomes"] if every else ())


def function_network(snapshot: View, *, every: bool = True) -> Network:
    """Return which partner answers for, carries out, is asked or told of which function; `every`: idle duties too."""
    functions = [item for item in snapshot.template.lists["functions"].values() if isinstance(item, Function)]
    duties = [item.id for item in functions if item.nature == "duty" and item.same_as is None]
    kinds = ("accountable", "responsible", "consulted", "informed")
    return _two_mode(snapshot, "function", kinds, duties if every else ())


def _two_mode(snapshot: View, kind: str, ties: Collection[str], items: Iterable[str]) -> Network:
    """Return partners and items of a kind, also those that nobody is tied to."""
    whole, titles = relationship_network(snapshot).of_kinds(ties), snapshot.template.lists[f"{kind}s"]
    nodes = {node.id: node for node in whole.nodes if node.kind in {"partner", kind}}
    for item in items:
        nodes.setdefault(node_id(kind, item), listed_node(kind, item, titles[item]))
    return Network.of(nodes.values(), whole.edges, directed=True, titles=whole.titles)
