"""Whose contacts know each other: Burt's constraint, effective size, efficiency and hierarchy.

Written z(a, b) for the strength between two nodes both ways together: the share of a in b is p(a, b) = z(a, b) / sum
of z(a, .), and how near b is to a's strongest is m(a, b) = z(a, b) / greatest of z(a, .).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum, log
from typing import Literal, NamedTuple

from partnership.errors import check_choice
from partnership.messages import Message, Rounded, Sayable, in_context, message
from partnership.network.columns import Adjacency, Weight
from partnership.network.figure import Figure
from partnership.network.network import Network
from partnership.network.nodes import NodeId
from partnership.network.phrases import named, sentence
from partnership.network.sources import Graph, network_of
from partnership.values import uncollected

ConstraintScope = Literal["whole", "ego"]
"""Over whom a contact's shares are reckoned: over all of its contacts, or over the node and the node's contacts."""

ByNode = Figure[dict[NodeId, float | None]]
"""A figure for each node; None for a node without contacts."""


def constraint(graph: Graph, *, scope: ConstraintScope = "whole", weight: Weight = "strength") -> ByNode:
    """Measure how far each node's contacts hold it: directly, and through each other.

    Of node i: the sum over its contacts j of (p(i, j) + sum over other contacts q of p(i, q) p(q, j)) squared, where
    p(i, j) is the share of j in all of i's ties. A tie either way makes a contact: strengths both ways are added, and
    parallel ties as `weight` says. One contact alone gives 1; many who do not know each other give nearly 0; above 1
    is possible, where two contacts have only each other.

    Args:
        graph: a network, a snapshot, or a graph of networkx.
        scope: whose ties the share p(q, j) of a contact is of. `whole` (the default, as in networkx and igraph): of
            all of q's. `ego`: of q's ties with i and with i's other contacts, as if nobody else were known, which is
            what a survey of one node's contacts gives; it is never less, and up to twice as much.
        weight: what parallel ties weigh together: `strength`, `count`, a mapping by kind, or None for 1 a pair.

    Raises:
        UnknownName: if there is no such scope or weight.

    Source: Burt, R. S. (1992). Structural Holes. Harvard University Press, chapter 2.
    """
    return _figure(graph, "constraint", scope, weight)


def effective_size(graph: Graph, *, scope: ConstraintScope = "whole", weight: Weight = "strength") -> ByNode:
    """Measure how many contacts each node has beyond those who repeat each other.

    Of node i: the sum over its contacts j of 1 - sum over other contacts q of p(i, q) m(j, q), where p(i, q) is the
    share of q in all of i's ties, and m(j, q) is j's tie with q over j's strongest tie. Contacts who do not know each
    other count in full; of n who all know each other one remains. `scope` says among whom j's strongest tie is
    looked for: `whole` among all of j's, `ego` among those with i and i's contacts. For the rest see `constraint`.

    Raises:
        UnknownName: if there is no such scope or weight.

    Source: Burt, R. S. (1992). Structural Holes. Harvard University Press, chapter 2.
    """
    return _figure(graph, "effective_size", scope, weight)


def efficiency(graph: Graph, *, scope: ConstraintScope = "whole", weight: Weight = "strength") -> ByNode:
    """Measure which part of each node's contacts repeats no other: effective size over the number of contacts.

    From 1 (no contact knows another) to nearly 0. For the options see `effective_size`.

    Raises:
        UnknownName: if there is no such scope or weight.

    Source: Burt, R. S. (1992). Structural Holes. Harvard University Press, chapter 2.
    """
    return _figure(graph, "efficiency", scope, weight)


def hierarchy(graph: Graph, *, scope: ConstraintScope = "whole", weight: Weight = "strength") -> ByNode:
    """Measure how far the constraint on each node comes from one contact: 0 from all alike, 1 from one alone.

    The Coleman-Theil index of disorder: of node i with N contacts and constraint C, the sum over its contacts j of
    r ln r, over N ln N, where r is the constraint by j over the mean C / N. None for one contact, of which neither can
    be said. For the options see `constraint`.

    Raises:
        UnknownName: if there is no such scope or weight.

    Source: Burt, R. S. (1992). Structural Holes. Harvard University Press, chapter 2.
    """
    return _figure(graph, "hierarchy", scope, weight)


# --- the pass --------------------------------------------------------------------------------------------------------


def _figure(graph: Graph, measure: str, scope: ConstraintScope, weight: Weight) -> ByNode:
    network = network_of(graph)
    check_choice(scope, ConstraintScope, in_context("option", "scope"))
    simple = network.simple(weight)
    with uncollected():  # one pass, which the four measures share
        found = network.keep(("holes", scope, simple), lambda: _passing(simple, scope))
    value = {id_: holes and holes._asdict()[measure] for id_, holes in zip(network.ids, found, strict=True)}
    return Figure(
        measure=measure,
        value=value,
        definition=_WORDS[measure][0],
        source="Burt, R. S. (1992). Structural Holes. Harvard University Press",
        sentence=_sentence(network, measure, value),
        parameters={"scope": scope, "weight": weight},
    )


class Holes(NamedTuple):
    """Of one node: the constraint of its contacts, how many (and which part) repeat no other, how uneven it is."""

    constraint: float
    effective_size: float
    efficiency: float
    hierarchy: float | None


def _passing(simple: Adjacency, scope: ConstraintScope) -> list[Holes | None]:
    """Return the figures of each node by position; None for a node without contacts."""
    around = simple.around
    near = [set(row) for row in around]
    sums, most = ([f(row.values()) if row else 0.0 for row in around] for f in (fsum, max))
    found: list[Holes | None] = []
    for node, row in enumerate(around):
        if not row:
            found.append(None)
            continue
        total, indirect, redundant = sums[node], dict.fromkeys(row, 0.0), 0.0
        strengths: dict[int, float] | list[float] = sums
        greatest: dict[int, float] | list[float] = most
        if scope == "ego":
            strengths, greatest = _inside(around, near, node)
        for contact, strength in row.items():
            share, others, of = strength / total, around[contact], strengths[contact]
            for other in near[node] & near[contact]:
                between = others[other]
                indirect[other] += share * (between / of)  # ratios first: products of tiny strengths would vanish
                redundant += share * (between / greatest[other])
        pressing = [(strength / total + indirect[contact]) ** 2 for contact, strength in row.items()]
        found.append(_holes(pressing, len(row) - redundant))
    return found


def _inside(
    around: list[dict[int, float]], near: list[set[int]], node: int
) -> tuple[dict[int, float], dict[int, float]]:
    """Return the sum and the greatest of each contact's strengths to the node and to its other contacts."""
    sums, most = {}, {}
    for contact, strength in around[node].items():
        others = around[contact]
        strengths = [strength, *[others[other] for other in near[node] & near[contact]]]
        sums[contact], most[contact] = fsum(strengths), max(strengths)
    return sums, most


def _holes(pressing: list[float], size: float) -> Holes:
    constraint, many = fsum(pressing), len(pressing)
    parts = [contact / (constraint / many) for contact in pressing]
    uneven = fsum(part * log(part) for part in parts if part)
    # where all press alike, rounding could leave less than nothing
    return Holes(constraint, size, size / many, max(0.0, uneven / (many * log(many))) if many > 1 else None)


# --- in words --------------------------------------------------------------------------------------------------------

_WORDS: dict[str, tuple[Message, Message, Message]] = {
    "constraint": (
        message(
            "How far a node is held by its contacts, directly and through each other: about 0 where many "
            "contacts do not know each other, 1 where there is one contact alone, and more where contacts "
            "have only each other."
        ),
        message("Most constrained by its contacts: {high} ({most}); least: {low} ({least})."),
        message("Most constrained by its contacts: all alike ({most})."),
    ),
    "effective_size": (
        message("How many contacts a node has beyond those who repeat each other because they are tied themselves."),
        message("Most contacts that repeat no other: {high} ({most}); fewest: {low} ({least})."),
        message("Most contacts that repeat no other: all alike ({most})."),
    ),
    "efficiency": (
        message("Which part of a node's contacts repeats no other: the effective size over the number of contacts."),
        message("Contacts repeat each other least: {high} ({most}); most: {low} ({least})."),
        message("Contacts repeat each other least: all alike ({most})."),
    ),
    "hierarchy": (
        message(
            "How far the constraint on a node comes from one contact: 0 where all hold it alike, 1 where one does it "
            "alone."
        ),
        message("Most dependent on one contact: {high} ({most}); least: {low} ({least})."),
        message("Most dependent on one contact: all alike ({most})."),
    ),
}
"""By measure: what it is, who is at its two ends, and that there is no difference."""


def _sentence(network: Network, measure: str, value: Mapping[NodeId, float | None]) -> Sayable:
    # sums differ in the last digits, and so would the names where two figures are alike
    known = {id_: round(figure, 9) for id_, figure in value.items() if figure is not None}
    parts: list[Sayable] = []
    if known:
        _, apart, alike = _WORDS[measure]
        most, least = max(known.values()), min(known.values())
        high, low = ([id_ for id_, figure in known.items() if figure == extreme] for extreme in (most, least))
        said = alike if most == least else apart.given(high=named(network, high), low=named(network, low))
        parts.append(said.given(most=Rounded(most, 3), least=Rounded(least, 3)))
    missing = [id_ for id_, figure in value.items() if figure is None]
    if missing:
        few, none = message("Too few contacts for it: {who}."), message("Without contacts: {who}.")
        parts.append((few if measure == "hierarchy" else none).given(who=named(network, missing)))
    return sentence(*parts) if parts else message("Nobody is there.")
