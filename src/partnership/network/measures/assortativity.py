"""Whether like is tied to like."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from partnership.messages import Rounded, Sayable, in_context, message
from partnership.network.adjacency import Adjacency
from partnership.network.figure import Figure
from partnership.network.measures.options import By, check, group_source, groups
from partnership.network.nodes import NodeLabel
from partnership.network.sources import Graph, network_of

Assorted = Literal["groups", "degrees"]
"""What ties may go by: the groups of their ends, or how many ties those have."""

_SLIGHT = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Assortativity(Figure[float | None]):
    """Whether like is tied to like; `left_out` are the arcs with an end in no group."""

    left_out: int


def assortativity(graph: Graph, *, of: Assorted = "groups", by: By = "sector") -> Assortativity:
    """Measure whether like is tied to like: 1 where all ties are, 0 as by chance, below 0 where unlike is.

    `of="groups"` (the default): the share of ties within groups beyond what their ends would give by chance, of what
    it could be. `of="degrees"`: the correlation of the number of ties at the two ends (where ties have directions, of
    those that go out at the source with those that come in at the target). Parallel ties count once, a mutual tie each
    way. None where it is undefined: no tie, one group alone at all ends, all ends with as many ties.

    Source: Newman (2003).

    Raises:
        UnknownName: if no node has the attribute, or an option does not exist.
    """
    check(of, Assorted, in_context("option", "what ties go by"))
    network = network_of(graph)
    simple = network.simple(None)
    if of == "degrees":
        value, left_out = _by_degrees(simple), 0
    else:
        value, left_out = _by_groups(simple, groups(network, by))
    return Assortativity(
        measure="assortativity",
        value=value,
        definition=message("Whether ties go between nodes of the same group more often than by chance.")
        if of == "groups"
        else message("Whether nodes with many ties are tied to each other: the correlation of the ends of a tie."),
        source="Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126",
        sentence=_alike(value, of),
        parameters={"of": of, "directed": simple.directed} | ({"by": group_source(by)} if of == "groups" else {}),
        left_out=left_out,
    )


def _by_groups(simple: Adjacency, labels: list[NodeLabel]) -> tuple[float | None, int]:
    sources: dict[NodeLabel, int] = {}
    targets: dict[NodeLabel, int] = {}
    arcs = alike = 0
    for one, near in enumerate(simple.out):
        for other in near:
            a, b = labels[one], labels[other]
            if a is None or b is None:
                continue
            arcs += 1
            alike += a == b
            sources[a] = sources.get(a, 0) + 1
            targets[b] = targets.get(b, 0) + 1
    chance = sum(many * targets.get(label, 0) for label, many in sources.items())
    possible = arcs * arcs - chance
    return ((arcs * alike - chance) / possible if possible else None), simple.arcs - arcs


def _by_degrees(simple: Adjacency) -> float | None:
    out, into = list(map(len, simple.out)), list(map(len, simple.into))
    arcs = simple.arcs
    of_sources = sum(many * many for many in out)
    of_targets = sum(many * many for many in into)
    squares_out, squares_in = sum(many**3 for many in out), sum(many**3 for many in into)
    products = sum(out[one] * into[other] for one, near in enumerate(simple.out) for other in near)
    spread = (arcs * squares_out - of_sources**2) * (arcs * squares_in - of_targets**2)
    return (arcs * products - of_sources * of_targets) / sqrt(spread) if spread > 0 else None


def _alike(value: float | None, of: Assorted) -> Sayable:
    if value is None:
        return message("There is nothing here to compare.")
    if of == "groups":
        like, unlike = message("mostly within groups"), message("mostly between groups")
    else:
        like = message("mostly among those with as many ties")
        unlike = message("mostly of those with many to those with few")
    way = message("about as chance would have them") if abs(value) < _SLIGHT else like if value > 0 else unlike
    return message("Assortativity {value}: ties are {way}.", value=Rounded(value), way=way)
