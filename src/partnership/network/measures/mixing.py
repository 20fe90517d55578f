"""Which sectors really work together: the mixing matrix, the E-I index, and whether like is tied to like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum, sqrt
from typing import Literal

from partnership.errors import check_choice
from partnership.messages import Message, Rounded, Sayable, in_context, joined, message
from partnership.network.columns import Adjacency, Weight
from partnership.network.figure import Figure
from partnership.network.measures.options import By, group_source, group_title, groups
from partnership.network.network import Network
from partnership.network.nodes import NodeId, NodeLabel
from partnership.network.phrases import sentence
from partnership.network.sources import Graph, network_of

TiesInside = Literal["once", "twice"]
"""How often a tie within a group counts for the group: once, or for each of its two ends."""

Assorted = Literal["groups", "degrees"]
"""What ties may go by: the groups of their ends, or how many ties those have."""

_NEWMAN = "Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126"
_SLIGHT = 0.1

GroupMatrix = dict[NodeLabel, dict[NodeLabel, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixing(Figure[GroupMatrix]):
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
    sizes = dict(Counter(label for label in labels if label is not None))
    cells: dict[tuple[NodeLabel, NodeLabel], list[float]] = {}
    for one, near in enumerate(simple.out):
        for other, each in near.items():
            if simple.directed or one < other:
                cells.setdefault((labels[one], labels[other]), []).append(each)
    left_out = fsum(each for ends, ties in cells.items() if None in ends for each in ties)
    inside = fsum(each for (a, b), ties in cells.items() if a == b and a is not None for each in ties)
    across = fsum(each for (a, b), ties in cells.items() if a != b and None not in (a, b) for each in ties)
    total, many = inside + across, sum(sizes.values())

    def counted(one: NodeLabel, other: NodeLabel) -> float:
        back = () if simple.directed or one == other else cells.get((other, one), ())
        return fsum([*cells.get((one, other), ()), *back])

    def expected(one: NodeLabel, other: NodeLabel) -> float:
        share = sizes[one] * (sizes[other] - (one == other)) / max(many * (many - 1), 1)
        return total * share * (1 if simple.directed or one == other else 2)

    value = _each(sizes, counted)
    chance = _chance(sizes)
    if not total or chance is None:
        said = message("No tie between nodes of known groups.")
    else:
        said = message("Ties between different groups: {part} of {whole} ({share:percent}); {chance}.")
        if simple.directed:
            said = message("Directed ties between different groups: {part} of {whole} ({share:percent}); {chance}.")
        by_chance = message("by chance {share:percent}", share=chance)
        said = said.given(part=Rounded(across), whole=Rounded(total), share=across / total, chance=by_chance)
    return Mixing(
        measure="mixing",
        value=value,
        definition=message(
            "How many ties go from which group to which; by chance means that any pair is as likely to be tied."
        ),
        source=_NEWMAN,
        sentence=sentence(said, *(_busiest(network, value) if total else ()), *_missing(left_out)),
        parameters={"by": group_source(by), "weight": weight, "directed": simple.directed},
        total=total,
        inside=inside,
        across=across,
        left_out=left_out,
        sizes=sizes,
        shares=_each(sizes, lambda one, other: value[one][other] / total if total else 0.0),
        expected=_each(sizes, expected),
    )


def _each(labels: Mapping[NodeLabel, int], figure: Callable[[NodeLabel, NodeLabel], float]) -> GroupMatrix:
    return {one: {other: figure(one, other) for other in labels} for one in labels}


def _chance(sizes: Mapping[NodeLabel, int]) -> float | None:
    """Return the share of ties between groups that chance would give; None under two nodes in groups."""
    many = sum(sizes.values())
    pairs = many * (many - 1)
    return (pairs - sum(size * (size - 1) for size in sizes.values())) / pairs if pairs else None


def _busiest(network: Network, value: GroupMatrix) -> Iterator[Sayable]:
    """Name the two groups with the most ties between them; of equals those that came first."""
    cells = [(much, a, b) for a, row in value.items() for b, much in row.items() if a != b and much]
    if cells:
        much, *labels = max(cells, key=lambda cell: cell[0])
        ends = joined([group_title(network, label) for label in labels], Message(" – "))
        yield message("Most of them: {ends} ({much}).", ends=ends, much=Rounded(much))


def _missing(left_out: float) -> Iterator[Sayable]:
    if left_out:
        yield message("Left out, with an end in no group: {much}.", much=Rounded(left_out))


# --- out of the groups, or inside ------------------------------------------------------------------------------------


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
    check_choice(inside, TiesInside, in_context("option", "ties inside"))
    network = network_of(graph)
    simple, found = network.simple(weight), mixing(network, by=by, weight=weight)
    matrix, twice, share = found.value, 2 if inside == "twice" else 1, _chance(found.sizes)
    leaving = {
        a: fsum([matrix[a][b] for b in matrix if b != a] + [matrix[b][a] for b in matrix if b != a and simple.directed])
        for a in matrix
    }
    value, chance = _index(found.across, found.inside), None if share is None else 2 * share - 1
    return EiIndex(
        measure="ei_index",
        value=value,
        definition=message(
            "Ties between groups less ties within them, as a share of both: -1 all within, 1 all between; by "
            "chance means that any pair is as likely to be tied."
        ),
        source="Krackhardt, D. & Stern, R. N. (1988). Informal networks and organizational crises. "
        "Social Psychology Quarterly 51, 123-140",
        sentence=sentence(_outward(value, chance), *_missing(found.left_out)),
        parameters={"by": group_source(by), "weight": weight, "inside": inside, "directed": simple.directed},
        groups={label: _index(leaving[label], twice * matrix[label][label]) for label in matrix},
        nodes=dict(zip(network.ids, _by_node(simple, groups(network, by)), strict=True)),
        external=found.across,
        internal=found.inside,
        expected=chance,
        left_out=found.left_out,
    )


def _index(external: float, internal: float) -> float | None:
    return (external - internal) / (external + internal) if external + internal else None


def _by_node(simple: Adjacency, labels: list[NodeLabel]) -> Iterator[float | None]:
    for near, own in zip(simple.around, labels, strict=True):
        external = fsum(each for other, each in near.items() if labels[other] not in {None, own})
        internal = fsum(each for other, each in near.items() if labels[other] == own)
        yield None if own is None else _index(external, internal)


def _outward(value: float | None, chance: float | None) -> Sayable:
    if value is None or chance is None:
        return message("No tie between nodes of known groups.")
    if value == 0:
        way = message("as many ties go between groups as within them")
    elif value > 0:
        way = message("more ties go between groups than within them")
    else:
        way = message("more ties go within groups than between them")
    said = message("E-I index {value} (-1: all ties within groups, 1: all between): {way} (by chance {chance}).")
    return said.given(value=Rounded(value), way=way, chance=Rounded(chance))


# --- like to like ----------------------------------------------------------------------------------------------------


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
    check_choice(of, Assorted, in_context("option", "what ties go by"))
    network = network_of(graph)
    simple = network.simple(None)
    value, left_out = (_by_degrees(simple), 0) if of == "degrees" else _by_groups(simple, groups(network, by))
    return Assortativity(
        measure="assortativity",
        value=value,
        definition=message("Whether ties go between nodes of the same group more often than by chance.")
        if of == "groups"
        else message("Whether nodes with many ties are tied to each other: the correlation of the ends of a tie."),
        source=_NEWMAN,
        sentence=_alike(value, of),
        parameters={"of": of, "directed": simple.directed} | ({"by": group_source(by)} if of == "groups" else {}),
        left_out=left_out,
    )


def _by_groups(simple: Adjacency, labels: list[NodeLabel]) -> tuple[float | None, int]:
    ends = [(labels[one], labels[other]) for one, near in enumerate(simple.out) for other in near]
    known = [(a, b) for a, b in ends if a is not None and b is not None]
    sources, targets = Counter(a for a, _ in known), Counter(b for _, b in known)
    arcs, alike = len(known), sum(a == b for a, b in known)
    chance = sum(many * targets[label] for label, many in sources.items())
    possible = arcs * arcs - chance
    return ((arcs * alike - chance) / possible if possible else None), len(ends) - arcs


def _by_degrees(simple: Adjacency) -> float | None:
    out, into = list(map(len, simple.out)), list(map(len, simple.into))
    arcs = simple.arcs
    of_sources, of_targets = sum(many * many for many in out), sum(many * many for many in into)
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
