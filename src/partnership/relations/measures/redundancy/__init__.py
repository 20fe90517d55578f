"""Whose contacts know each other: Burt's constraint, effective size, efficiency and hierarchy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from partnership.relations.adjacency import Weight
from partnership.relations.figure import Figure
from partnership.relations.measures.options import check
from partnership.relations.measures.redundancy.passing import Holes, Scope, plainly, with_numpy
from partnership.relations.network import Network
from partnership.relations.nodes import NodeId
from partnership.relations.optional import Engine, optional
from partnership.relations.saying import Pair, named, number, sentence, text
from partnership.relations.taking import Graph, network_of
from partnership.relations.weighing import arcs, check_weight
from partnership.values import Text, uncollected

ByNode = Figure[dict[NodeId, float | None]]
"""A figure for each node; None for a node without contacts."""


def constraint(graph: Graph, *, scope: Scope = "whole", weight: Weight = "strength", engine: Engine = "auto") -> ByNode:
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
    graph: Graph, *, scope: Scope = "whole", weight: Weight = "strength", engine: Engine = "auto"
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


def efficiency(graph: Graph, *, scope: Scope = "whole", weight: Weight = "strength", engine: Engine = "auto") -> ByNode:
    """Measure which part of each node's contacts repeats no other: effective size over the number of contacts.

    From 1 (no contact knows another) to nearly 0. For the options see `effective_size`.

    Raises:
        UnknownName: if there is no such scope or weight.

    Source: Burt, R. S. (1992). Structural Holes. Harvard University Press, chapter 2.
    """
    return _figure(graph, "efficiency", scope, weight, engine)


def hierarchy(graph: Graph, *, scope: Scope = "whole", weight: Weight = "strength", engine: Engine = "auto") -> ByNode:
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


def _figure(graph: Graph, measure: str, scope: Scope, weight: Weight, engine: Engine) -> ByNode:
    network = network_of(graph)
    check(scope, Scope, Text.of("scope", "охват (scope)"))
    check_weight(weight)
    take = _TAKEN[measure]
    found = _holes(network, scope, weight, engine)
    value = {id_: None if holes is None else take(holes) for id_, holes in zip(network.ids, found, strict=True)}
    return Figure(
        measure=measure,
        value=value,
        definition=_DEFINITIONS[measure],
        source="Burt, R. S. (1992). Structural Holes. Harvard University Press",
        sentence=text(_sentence(network, measure, value)),
        parameters={"scope": scope, "weight": weight},
    )


def _holes(network: Network, scope: Scope, weight: Weight, engine: Engine) -> list[Holes | None]:
    """Return the one pass that the four measures share; a network keeps it."""
    np = optional("numpy", engine)
    by = frozenset(weight.items()) if isinstance(weight, Mapping) else weight

    def make() -> list[Holes | None]:
        with uncollected():
            if np is None:
                return plainly(network.simple(weight), scope)
            return with_numpy(arcs(network, weight, np), len(network), scope, np)

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
    "constraint": Text.of(
        "How far a node is held by its contacts, directly and through each other: about 0 where many contacts do not "
        "know each other, 1 where there is one contact alone, and more where contacts have only each other.",
        "Насколько узел ограничен своими контактами, напрямую и друг через друга: около 0, если контактов много и они "
        "не знают друг друга, 1, если контакт единственный, и больше, если у контактов есть только они сами.",
    ),
    "effective_size": Text.of(
        "How many contacts a node has beyond those who repeat each other because they are tied themselves.",
        "Сколько у узла контактов, если не считать тех, кто повторяет друг друга, потому что связан между собой.",
    ),
    "efficiency": Text.of(
        "Which part of a node's contacts repeats no other: the effective size over the number of contacts.",
        "Какая часть контактов узла не повторяет других: эффективный размер, делённый на число контактов.",
    ),
    "hierarchy": Text.of(
        "How far the constraint on a node comes from one contact: 0 where all hold it alike, 1 where one does "
        "it alone.",
        "Насколько ограничение узла исходит от одного контакта: 0 — от всех поровну, 1 — от одного-единственного.",
    ),
}

_WORDS: dict[str, tuple[Pair, Pair]] = {
    "constraint": (
        ("Most held by its contacts", "Сильнее всего ограничение контактами"),
        ("freest", "слабее всего"),
    ),
    "effective_size": (
        ("Most contacts that repeat no other", "Больше всего неповторяющихся контактов"),
        ("fewest", "меньше всего"),
    ),
    "efficiency": (
        ("Contacts repeat each other least", "Контакты меньше всего повторяют друг друга"),
        ("most", "больше всего"),
    ),
    "hierarchy": (
        ("Most held by one contact above others", "Сильнее всего зависимость от одного контакта"),
        ("most evenly", "слабее всего"),
    ),
}


def _sentence(network: Network, measure: str, value: Mapping[NodeId, float | None]) -> Pair:
    # engines differ in the last digits, and so would the names where two figures are alike
    known = {id_: round(figure, 9) for id_, figure in value.items() if figure is not None}
    parts: list[Pair] = []
    if known:
        most, least = _WORDS[measure]
        high, low = (_at(network, known, pick) for pick in (max, min))
        if max(known.values()) == min(known.values()):
            parts.append((f"{most[0]}: all alike ({high[2][0]}).", f"{most[1]}: все одинаково ({high[2][1]})."))
        else:
            parts.append(
                (
                    f"{most[0]}: {high[0]} ({high[2][0]}); {least[0]}: {low[0]} ({low[2][0]}).",
                    f"{most[1]}: {high[1]} ({high[2][1]}); {least[1]}: {low[1]} ({low[2][1]}).",
                )
            )
    missing = [id_ for id_, figure in value.items() if figure is None]
    if missing:
        who = named(network, missing)
        few = ("Too few contacts for it", "Слишком мало контактов") if measure == "hierarchy" else _ALONE
        parts.append((f"{few[0]}: {who[0]}.", f"{few[1]}: {who[1]}."))
    return sentence(*parts) if parts else ("Nobody is there.", "Здесь никого нет.")


_ALONE = ("Without contacts", "Без контактов")


def _at(network: Network, known: Mapping[NodeId, float], pick: Callable[[Any], float]) -> tuple[str, str, Pair]:
    extreme = pick(known.values())
    names = named(network, [id_ for id_, figure in known.items() if figure == extreme])
    return *names, number(extreme, 3)
