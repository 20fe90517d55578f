"""Whose contacts know each other: Burt's constraint, effective size, efficiency and hierarchy."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from partnership.messages import Message, Rounded, Sayable, in_context, message
from partnership.network.adjacency import Weight
from partnership.network.figure import Figure
from partnership.network.measures.options import check
from partnership.network.measures.redundancy.passing import (
    ConstraintScope,
    Holes,
    passing_plainly,
    passing_with_numpy,
)
from partnership.network.network import Network
from partnership.network.nodes import NodeId
from partnership.network.optional import Engine, optional
from partnership.network.phrases import named, sentence
from partnership.network.sources import Graph, network_of
from partnership.network.weighing import arcs, check_weight
from partnership.values import uncollected

ByNode = Figure[dict[NodeId, float | None]]
"""A figure for each node; None for a node without contacts."""


def constraint(
    graph: Graph, *, scope: ConstraintScope = "whole", weight: Weight = "strength", engine: Engine = "auto"
) -> ByNode:
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
        engine: `auto` takes numpy where it is installed; figures agree to rounding.

    Raises:
        UnknownName: if there is no such scope or weight.

    Source: Burt, R. S. (1992). Structural Holes. Harvard University Press, chapter 2.
    """
    return _figure(graph, "constraint", scope, weight, engine)


def effective_size(
    graph: Graph, *, scope: ConstraintScope = "whole", weight: Weight = "strength", engine: Engine = "auto"
) -> ByNode:
    """Measure how many contacts each node has beyond those who repeat each other.

    Of node i: the sum over its contacts j of 1 - sum over other contacts q of p(i, q) m(j, q), where p(i, q) is the
    share of q in all of i's ties, and m(j, q) is j's tie with q over j's strongest tie. Contacts who do not know each
    other count in full; of n who all know each other one remains. `scope` says among whom j's strongest tie is
    looked for: `whole` among all of j's, `ego` among those with i and i's contacts. For the rest see `constraint`.

    Raises:
        UnknownName: if there is no such scope or weight.

    Source: Burt, R. S. (1992). Structural Holes. Harvard University Press, chapter 2.
    """
    return _figure(graph, "effective_size", scope, weight, engine)


def efficiency(
    graph: Graph, *, scope: ConstraintScope = "whole", weight: Weight = "strength", engine: Engine = "auto"
) -> ByNode:
    """Measure which part of each node's contacts repeats no other: effective size over the number of contacts.

    From 1 (no contact knows another) to nearly 0. For the options see `effective_size`.

    Raises:
        UnknownName: if there is no such scope or weight.

    Source: Burt, R. S. (1992). Structural Holes. Harvard University Press, chapter 2.
    """
    return _figure(graph, "efficiency", scope, weight, engine)


def hierarchy(
    graph: Graph, *, scope: ConstraintScope = "whole", weight: Weight = "strength", engine: Engine = "auto"
) -> ByNode:
    """Measure how far the constraint on each node comes from one contact: 0 from all alike, 1 from one alone.

    The Coleman-Theil index of disorder: of node i with N contacts and constraint C, the sum over its contacts j of
    r ln r, over N ln N, where r is the constraint by j over the mean C / N. None for one contact, of which neither can
    be said. For the options see `constraint`.

    Raises:
        UnknownName: if there is no such scope or weight.

    Source: Burt, R. S. (1992). Structural Holes. Harvard University Press, chapter 2.
    """
    return _figure(graph, "hierarchy", scope, weight, engine)


# --- the pass --------------------------------------------------------------------------------------------------------


def _figure(graph: Graph, measure: str, scope: ConstraintScope, weight: Weight, engine: Engine) -> ByNode:
    network = network_of(graph)
    check(scope, ConstraintScope, in_context("option", "scope"))
    check_weight(weight)
    take = _TAKEN[measure]
    found = _holes(network, scope, weight, engine)
    value = {id_: None if holes is None else take(holes) for id_, holes in zip(network.ids, found, strict=True)}
    return Figure(
        measure=measure,
        value=value,
        definition=_DEFINITIONS[measure],
        source="Burt, R. S. (1992). Structural Holes. Harvard University Press",
        sentence=_sentence(network, measure, value),
        parameters={"scope": scope, "weight": weight},
    )


def _holes(network: Network, scope: ConstraintScope, weight: Weight, engine: Engine) -> list[Holes | None]:
    """Return the one pass that the four measures share; a network keeps it."""
    np = optional("numpy", engine)
    by = frozenset(weight.items()) if isinstance(weight, Mapping) else weight

    def make() -> list[Holes | None]:
        with uncollected():
            if np is None:
                return passing_plainly(network.simple(weight), scope)
            return passing_with_numpy(arcs(network, weight, np), len(network), scope, np)

    found: list[Holes | None] = network.keep(("holes", scope, by, np is None), make)
    return found


_TAKEN: dict[str, Callable[[Holes], float | None]] = {
    "constraint": lambda holes: holes.constraint,
    "effective_size": lambda holes: holes.effective_size,
    "efficiency": lambda holes: holes.effective_size / holes.contacts,
    "hierarchy": lambda holes: holes.hierarchy,
}

# --- in words --------------------------------------------------------------------------------------------------------

_DEFINITIONS = {
    "constraint": message(
        "How far a node is held by its contacts, directly and through each other: about 0 where many "
        "contacts do not know each other, 1 where there is one contact alone, and more where contacts "
        "have only each other."
    ),
    "effective_size": message(
        "How many contacts a node has beyond those who repeat each other because they are tied themselves."
    ),
    "efficiency": message(
        "Which part of a node's contacts repeats no other: the effective size over the number of contacts."
    ),
    "hierarchy": message(
        "How far the constraint on a node comes from one contact: 0 where all hold it alike, 1 where one does it alone."
    ),
}

_WORDS: dict[str, tuple[Message, Message]] = {
    "constraint": (
        message("Most constrained by its contacts: {high} ({most}); least: {low} ({least})."),
        message("Most constrained by its contacts: all alike ({most})."),
    ),
    "effective_size": (
        message("Most contacts that repeat no other: {high} ({most}); fewest: {low} ({least})."),
        message("Most contacts that repeat no other: all alike ({most})."),
    ),
    "efficiency": (
        message("Contacts repeat each other least: {high} ({most}); most: {low} ({least})."),
        message("Contacts repeat each other least: all alike ({most})."),
    ),
    "hierarchy": (
        message("Most dependent on one contact: {high} ({most}); least: {low} ({least})."),
        message("Most dependent on one contact: all alike ({most})."),
    ),
}
"""By measure: who is at its two ends, and that there is no difference."""


def _sentence(network: Network, measure: str, value: Mapping[NodeId, float | None]) -> Sayable:
    # engines differ in the last digits, and so would the names where two figures are alike
    known = {id_: round(figure, 9) for id_, figure in value.items() if figure is not None}
    parts: list[Sayable] = []
    if known:
        apart, alike = _WORDS[measure]
        most, least = max(known.values()), min(known.values())
        high, low = (
            named(network, [id_ for id_, figure in known.items() if figure == extreme]) for extreme in (most, least)
        )
        said = alike if most == least else apart.given(high=high, low=low, least=Rounded(least, 3))
        parts.append(said.given(most=Rounded(most, 3)))
    missing = [id_ for id_, figure in value.items() if figure is None]
    if missing:
        few = (
            message("Too few contacts for it: {who}.")
            if measure == "hierarchy"
            else message("Without contacts: {who}.")
        )
        parts.append(few.given(who=named(network, missing)))
    return sentence(*parts) if parts else message("Nobody is there.")
