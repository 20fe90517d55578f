"""Which sectors really work together: the mixing matrix, and the E-I index."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from typing import Literal

from partnership.messages import Message, Rounded, Sayable, in_context, joined, message
from partnership.network.adjacency import Adjacency, Weight
from partnership.network.figure import Figure
from partnership.network.measures.counting import GroupTies, count_by_group
from partnership.network.measures.options import By, check, group_source, groups
from partnership.network.measures.titles import group_title
from partnership.network.nodes import NodeId, NodeLabel
from partnership.network.phrases import sentence
from partnership.network.sources import Graph, network_of

TiesInside = Literal["once", "twice"]
"""How often a tie within a group counts for the group: once, or for each of its two ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixing(Figure[dict[NodeLabel, dict[NodeLabel, float]]]):
    """How many ties go from which group to which.

    `total` of them are counted; `shares` are parts of it, `expected` what chance would give groups of these `sizes` if
    who is tied to whom did not depend on them. `inside` and `across` are the ties within groups and between them.
    `left_out` have an end without a group.
    """

    total: float
    inside: float
    across: float
    left_out: float
    sizes: Mapping[NodeLabel, int]
    shares: Mapping[NodeLabel, Mapping[NodeLabel, float]]
    expected: Mapping[NodeLabel, Mapping[NodeLabel, float]]


def mixing(graph: Graph, *, by: By = "sector", weight: Weight = None) -> Mixing:
    """Count the ties from group to group; groups without a tie have zeros.

    Where ties have directions, row and column are from and to, and a mutual tie counts each way. Where they have none
    a tie counts once: between two groups it stands in both cells, within one in its own. Ties of a pair are one
    (`weight=None`, the default), or are counted (`"count"`), or weighed (`"strength"`, or by kind); loops are left out.

    Source: Newman (2003).

    Raises:
        UnknownName: if no node has the attribute.
    """
    network = network_of(graph)
    simple, labels = network.simple(weight), groups(network, by)
    found = count_by_group(simple, labels)
    return Mixing(
        measure="mixing",
        value=found.matrix,
        definition=message(
            "How many ties go from which group to which; by chance means that any pair is as likely to be tied."
        ),
        source="Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126",
        sentence=_mixed(graph, found, directed=simple.directed),
        parameters={"by": group_source(by), "weight": weight, "directed": simple.directed},
        total=found.total,
        inside=found.inside,
        across=found.across,
        left_out=found.left_out,
        sizes=found.sizes,
        shares=_each(found, lambda one, other: found.matrix[one][other] / found.total if found.total else 0.0),
        expected=_each(found, found.expected),
    )


def _each(found: GroupTies, figure: Callable[[NodeLabel, NodeLabel], float]) -> dict[NodeLabel, dict[NodeLabel, float]]:
    return {one: {other: figure(one, other) for other in found.sizes} for one in found.sizes}


def _mixed(graph: Graph, found: GroupTies, *, directed: bool) -> Sayable:
    chance = found.expected_across()
    if not found.total or chance is None:
        return sentence(message("No tie between nodes of known groups."), *_missing(found))
    if directed:
        across = message("Directed ties between different groups: {part} of {whole} ({share:percent}); {chance}.")
    else:
        across = message("Ties between different groups: {part} of {whole} ({share:percent}); {chance}.")
    parts = [
        across.given(
            part=Rounded(found.across),
            whole=Rounded(found.total),
            share=found.across / found.total,
            chance=message("by chance {share:percent}", share=chance),
        )
    ]
    busiest = found.busiest()
    if busiest is not None:
        ends = joined([group_title(graph, label) for label in busiest], Message(" – "))
        much = Rounded(found.matrix[busiest[0]][busiest[1]])
        parts.append(message("Most of them: {ends} ({much}).", ends=ends, much=much))
    return sentence(*parts, *_missing(found))


def _missing(found: GroupTies) -> Iterator[Sayable]:
    if found.left_out:
        yield message("Left out, with an end in no group: {much}.", much=Rounded(found.left_out))


@dataclass(frozen=True, slots=True, kw_only=True)
class EiIndex(Figure[float | None]):
    """The E-I index of the whole, by group and by node (None where there is no tie that counts).

    `external` and `internal` are the ties counted for the whole, `expected` the index that chance would give groups of
    these sizes, `left_out` the ties with an end in no group.
    """

    groups: Mapping[NodeLabel, float | None]
    nodes: Mapping[NodeId, float | None]
    external: float
    internal: float
    expected: float | None
    left_out: float


def ei_index(graph: Graph, *, by: By = "sector", weight: Weight = None, inside: TiesInside = "once") -> EiIndex:
    """Measure whether ties go out of the groups or stay in them: (E - I) / (E + I), -1 (all inside) to 1 (all outside).

    E are the ties between groups, I those within one; None where there are none. Of a group, E are the ties with one
    end in it; a tie within it counts once (`inside="once"`, the default) or for each of its ends (`"twice"`, which
    makes the figure of a group the one of its members taken together). Of a node, its ties either way. `weight` is as
    for `mixing`; where ties have directions a mutual one counts each way.

    Source: Krackhardt & Stern (1988).

    Raises:
        UnknownName: if no node has the attribute, or an option does not exist.
    """
    check(inside, TiesInside, in_context("option", "ties inside"))
    network = network_of(graph)
    simple, labels = network.simple(weight), groups(network, by)
    found = count_by_group(simple, labels)
    value = _index(found.across, found.inside)
    chance = found.expected_across()
    twice = 2 if inside == "twice" else 1
    return EiIndex(
        measure="ei_index",
        value=value,
        definition=message(
            "Ties between groups less ties within them, as a share of both: -1 all within, 1 all between; by "
            "chance means that any pair is as likely to be tied."
        ),
        source="Krackhardt, D. & Stern, R. N. (1988). Informal networks and organizational crises. "
        "Social Psychology Quarterly 51, 123-140",
        sentence=sentence(_outward(value, None if chance is None else 2 * chance - 1), *_missing(found)),
        parameters={"by": group_source(by), "weight": weight, "inside": inside, "directed": simple.directed},
        groups={label: _index(found.leaving(label), twice * found.within(label)) for label in found.sizes},
        nodes=dict(zip(network.ids, _by_node(simple, labels), strict=True)),
        external=found.across,
        internal=found.inside,
        expected=None if chance is None else 2 * chance - 1,
        left_out=found.left_out,
    )


def _index(external: float, internal: float) -> float | None:
    return (external - internal) / (external + internal) if external + internal else None


def _by_node(simple: Adjacency, labels: list[NodeLabel]) -> list[float | None]:
    indices: list[float | None] = []
    for place, near in enumerate(simple.around):
        own = labels[place]
        if own is None:
            indices.append(None)
            continue
        external = fsum(each for other, each in near.items() if labels[other] not in {None, own})
        internal = fsum(each for other, each in near.items() if labels[other] == own)
        indices.append(_index(external, internal))
    return indices


def _outward(value: float | None, chance: float | None) -> Sayable:
    if value is None or chance is None:
        return message("No tie between nodes of known groups.")
    if value == 0:
        way = message("as many ties go between groups as within them")
    elif value > 0:
        way = message("more ties go between groups than within them")
    else:
        way = message("more ties go within groups than between them")
    return message(
        "E-I index {value} (-1: all ties within groups, 1: all between): {way} (by chance {chance}).",
        value=Rounded(value),
        way=way,
        chance=Rounded(chance),
    )
