"""Who stands between others, and in which role: the brokerage of Gould and Fernandez."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import perm, sqrt
from typing import Literal, NamedTuple, TypeVar

from partnership.errors import check_choice
from partnership.messages import Message, Plural, Rounded, Sayable, in_context, message
from partnership.network.columns import Adjacency
from partnership.network.figure import Figure
from partnership.network.measures.options import By, group_source, groups
from partnership.network.network import Network
from partnership.network.nodes import NodeId
from partnership.network.phrases import named, sentence
from partnership.network.sources import Graph, network_of
from partnership.values import uncollected

Role = Literal["coordinator", "consultant", "representative", "gatekeeper", "liaison", "total"]
"""What a broker v is to a pair a -> v -> b, by the groups of a, v and b; `total` is the sum of the five.

`coordinator` AAA: all three are of one group. `consultant` ABA: an outsider between two of one group (also called
itinerant broker). `representative` AAB: one's own group speaks to another through v. `gatekeeper` ABB: another group
reaches one's own through v. `liaison` ABC: three groups.
"""

ROLES: tuple[Role, ...] = ("coordinator", "consultant", "representative", "gatekeeper", "liaison", "total")
"""The roles, in the order in which a figure gives them."""

NO_GROUP = -1
"""The group of a node that has none."""

COORDINATOR, CONSULTANT, REPRESENTATIVE, GATEKEEPER, LIAISON, UNPLACED = range(6)
"""Places in a row of counts; the last is of brokered pairs in which somebody has no group."""

Counts = list[list[int]]
"""A list for each role and one for pairs without a role; in each a count by position."""

Given = Literal["density", "ties"]
"""What is held fixed beside the nodes and the sizes of their groups.

`density`: each of the n (n - 1) possible arcs is there with the observed density as its probability, whatever the
others. `ties`: all graphs with the observed number of arcs are equally probable.
"""

N = TypeVar("N", int, float)

ByRole = Mapping[Role, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """A count for the whole network beside what chance would give; `z` is None where chance leaves no room."""

    count: int
    expected: float
    sd: float
    z: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brokerage(Figure[dict[NodeId, dict[Role, int]]]):
    """Brokerage by node and role: `value` are counts, and beside them stands what chance would give.

    `expected`, `sd` and `z` are by node and role as well; `whole` sums each role over all nodes. A z is None where
    chance leaves no room (a group too small for the role, no ties, all ties). `ungrouped` are nodes without a group:
    they have no role and give none; the pairs that were left out for that reason are counted in `unplaced`, by broker.
    """

    expected: Mapping[NodeId, ByRole]
    sd: Mapping[NodeId, ByRole]
    z: dict[NodeId, dict[Role, float | None]]
    whole: dict[Role, Odds]
    ungrouped: tuple[NodeId, ...] = ()
    unplaced: dict[NodeId, int] = field(default_factory=dict)


def brokerage(graph: Graph, *, by: By = "sector", given: Given = "density") -> Brokerage:
    """Count for each node the ordered pairs that it connects and that have no tie of their own, by role.

    A pair a -> v -> b counts where there is no tie a -> b, and a and b are not the same; it is one of v's. A mutual tie
    is a tie each way, so that in an undirected network each pair counts both ways, and a representative is a
    gatekeeper as often. Any tie counts, whatever its strength; parallel ones are one, loops none.

    What to expect: the same nodes in the same groups, and ties that fall anywhere. `given="density"` lets each
    possible tie be there with the observed density as its probability, as other programs do; `given="ties"` keeps
    their number. Means and standard deviations are exact, for a graph whose ties have a direction. They say nothing of
    how normal the counts are: a z of a role with an expected count below five or so is a hint.

    Args:
        graph: a network, a snapshot, or a graph of networkx.
        by: the groups: `sector`, `region`, `kind`, an attribute of the nodes, or a mapping by id.
        given: what chance keeps: `density` or `ties`.

    Raises:
        UnknownName: if there is no such option, or no node has such an attribute.

    Source: Gould, R. V. & Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage in
    transaction networks. Sociological Methodology 19, 89-126.
    """
    network = network_of(graph)
    check_choice(given, Given, in_context("option", "what chance keeps (given)"))
    codes = _codes(network, by)
    with uncollected():
        return _figure(network, codes, given, {"by": group_source(by), "given": given})


def _figure(network: Network, codes: list[int], given: Given, parameters: dict[str, str]) -> Brokerage:
    ids, simple = network.ids, network.simple(None)
    counts, sizes = _count(simple, codes), Counter(code for code in codes if code != NO_GROUP)
    value = {
        id_: _by_role([*row, sum(row)]) for id_, row in zip(ids, zip(*counts[:UNPLACED], strict=True), strict=True)
    }
    chance = _Chance(len(network), simple.arcs, list(sizes.values()), given)
    by_size = {each: [*map(_by_role, zip(*chance.of_node(each), strict=True))] for each in {*sizes.values()}}
    by_size[sizes[NO_GROUP]] = [dict.fromkeys(ROLES, 0.0)] * 2  # of nobody's group there is none
    expected, sd = ({id_: by_size[sizes[code]][at] for id_, code in zip(ids, codes, strict=True)} for at in (0, 1))
    rows = [sum(row) for row in counts[:UNPLACED]]
    sums = _by_role([*rows, sum(rows)])
    chance_of, sd_of = (_by_role(each) for each in zip(*chance.of_whole(), strict=True))
    z_of = _z(sums, chance_of, sd_of)
    whole = {role: Odds(count=sums[role], expected=chance_of[role], sd=sd_of[role], z=z_of[role]) for role in ROLES}
    ungrouped = tuple(id_ for id_, code in zip(ids, codes, strict=True) if code == NO_GROUP)
    return Brokerage(
        measure="brokerage",
        value=value,
        expected=expected,
        sd=sd,
        z={id_: _z(row, expected[id_], sd[id_]) for id_, row in value.items()},
        whole=whole,
        ungrouped=ungrouped,
        unplaced={id_: each for id_, each in zip(ids, counts[UNPLACED], strict=True) if each},
        definition=_DEFINITION,
        source=_SOURCE,
        sentence=_sentence(network, value, whole, ungrouped),
        parameters=parameters,
    )


def _by_role(row: Iterable[N]) -> dict[Role, N]:
    return dict(zip(ROLES, row, strict=True))


def _z(counts: Mapping[Role, int], expected: ByRole, sd: ByRole) -> dict[Role, float | None]:
    return {role: (count - expected[role]) / sd[role] if sd[role] else None for role, count in counts.items()}


def _codes(network: Network, by: By) -> list[int]:
    codes: dict[object, int] = {None: NO_GROUP}
    return [codes.setdefault(label, len(codes) - 1) for label in groups(network, by)]


def _count(simple: Adjacency, groups: list[int]) -> Counts:
    """Count all pairs that pass through each node, then take off those who have a tie of their own.

    The first is a product of counts by group. The second looks, for each tie a -> b, for those who stand between: in
    what a reaches and what reaches b, the lesser of the two, so that a hub costs little.
    """
    out = [set(near) for near in simple.out]
    into = [set[int]() for _ in out] if simple.directed else out
    for one, near in enumerate(simple.out if simple.directed else ()):
        for other in near:
            into[other].add(one)
    found: Counts = [[0] * len(groups) for _ in range(6)]
    for node, (targets, sources) in enumerate(zip(out, into, strict=True)):
        if targets and sources:
            for role, count in enumerate(_passing(groups, groups[node], sources, targets)):
                found[role][node] = count
    _take_off(found, simple, groups, out, into)
    return found


def _passing(groups: list[int], own: int, sources: set[int], targets: set[int]) -> Iterator[int]:
    """Give, by role, the ordered pairs of a source and another node that is a target."""
    into, out, both = (_by_group(groups, nodes) for nodes in (sources, targets, sources & targets))
    everything = len(sources) * len(targets) - sum(both.values())
    if own == NO_GROUP:
        yield from (0, 0, 0, 0, 0, everything)
        return
    for tally in (into, out, both):
        tally.pop(NO_GROUP, None)
    sum_in, sum_out, sum_both = (sum(tally.values()) for tally in (into, out, both))
    own_in, own_out, own_both = (tally.get(own, 0) for tally in (into, out, both))
    alike = sum([count * out.get(group, 0) for group, count in into.items()])
    roles = [own_in * own_out - own_both, alike - own_in * own_out - (sum_both - own_both)]
    roles += [own_in * (sum_out - own_out), (sum_in - own_in) * own_out]
    placed = sum_in * sum_out - sum_both
    yield from (*roles, placed - sum(roles), everything - placed)


def _by_group(groups: list[int], nodes: set[int]) -> dict[int, int]:
    tally: dict[int, int] = {}
    for node in nodes:
        group = groups[node]
        tally[group] = tally.get(group, 0) + 1
    return tally


def _take_off(found: Counts, simple: Adjacency, groups: list[int], out: list[set[int]], into: list[set[int]]) -> None:
    for one, near in enumerate(simple.out):
        reached, group = out[one], groups[one]
        for other in near:
            between = reached & into[other]
            if between:
                roles = _roles(group, groups[other])
                for broker in between:
                    own = groups[broker]
                    role = roles[0] if own == group else roles[1] if own == groups[other] else roles[2]
                    found[UNPLACED if own == NO_GROUP else role][broker] -= 1


def _roles(one: int, other: int) -> tuple[int, int, int]:
    """Return the role of who is of the first one's group, of the other's, and of neither."""
    if NO_GROUP in (one, other):
        return UNPLACED, UNPLACED, UNPLACED
    if one == other:
        return COORDINATOR, COORDINATOR, CONSULTANT
    return REPRESENTATIVE, GATEKEEPER, LIAISON


# --- what chance would give -------------------------------------------------------------------------------------------


class _Triples(NamedTuple):
    """How many triples there are in all, and how many ordered pairs of different ones have what in common."""

    all: int
    sharing: int
    """An arc that both want; never more than one."""
    lacking: int = 0
    """An arc that neither may have."""
    excluding: int = 0
    """An arc that one wants and the other may not have."""


class _Chance:
    """Means and deviations for a graph of so many nodes and arcs, whose groups have these sizes: exact, no sampling.

    A brokered pair is a triple (a, v, b) with the arcs a -> v and v -> b, and without a -> b. Any k arcs are there, and
    l others are not, with one probability f(k, l), whoever they join. The mean is the number of triples times f(2, 1).
    For the variance, pairs of triples are counted by what they have in common: an arc that both want, one that both
    lack, or one that the first wants and the other lacks, so that they never occur together. All counts are integers,
    and are taken by the sizes of groups, not by nodes.
    """

    def __init__(self, nodes: int, arcs: int, sizes: list[int], given: Given) -> None:
        self._arcs, self._possible, self._given = arcs, nodes * (nodes - 1), given
        self._sizes = Counter(sizes)
        self._grouped = sum(sizes)

    def of_node(self, size: int) -> list[tuple[float, float]]:
        """Return what is expected of each role and of the total, and how far it strays, for a node in such a group."""
        return [self._moments(triples) for triples in self._through(size)]

    def of_whole(self) -> list[tuple[float, float]]:
        """Return the same of the counts of all nodes together."""
        return [self._moments(self._anywhere(role)) for role in range(len(ROLES))]

    def _moments(self, triples: _Triples) -> tuple[float, float]:
        if not triples.all:
            return 0.0, 0.0
        once, apart = self._odds(2, 1), self._odds(4, 2)
        mean = triples.all * once
        variance = (
            triples.all * (once - apart)
            + triples.sharing * (self._odds(3, 2) - apart)
            + triples.lacking * (self._odds(4, 1) - apart)
            - triples.excluding * apart
            + triples.all**2 * (apart - once**2)
        )
        return float(mean), sqrt(variance)

    def _odds(self, there: int, absent: int) -> Fraction:
        """Return f(k, l): the probability that k arcs are there and l others are not."""
        possible, arcs = self._possible, self._arcs
        if self._given == "density":
            return Fraction(arcs**there * (possible - arcs) ** absent, possible ** (there + absent))
        ways = perm(arcs, there) * perm(possible - arcs, absent)
        return Fraction(ways, perm(possible, there + absent))

    def _through(self, size: int) -> Iterator[_Triples]:
        """Give the triples of each role through a node: two of them share an arc if they share one end."""
        grouped, own, others = self._grouped, size - 1, self._grouped - size
        yield _product(own, own - 1, own - 2, own - 2)
        sizes = [(group, many - (group == size)) for group, many in self._sizes.items()]
        yield _Triples(
            sum(many * group * (group - 1) for group, many in sizes),
            sum(many * group * (group - 1) * 2 * (group - 2) for group, many in sizes),
        )
        yield _product(own, others, others - 1, own - 1)
        yield _product(others, own, own - 1, others - 1)
        yield _Triples(
            sum(many * group * (others - group) for group, many in sizes),
            sum(many * group * 2 * (others - group) * (others - group - 1) for group, many in sizes),
        )
        yield _product(grouped - 1, grouped - 2, grouped - 3, grouped - 3)

    def _anywhere(self, role: int) -> _Triples:
        count = sharing = lacking = excluding = 0
        for many, wanting_first, wanting_second, wanting_none in self._places(role):
            wanting = wanting_first + wanting_second
            count += many * wanting_first
            sharing += many * wanting**2
            lacking += many * wanting_none**2
            excluding += many * 2 * wanting * wanting_none
        # each triple was counted with itself: by both arcs that it wants, and by the one that it may not have;
        # and a triple excludes its like on the same three nodes by two arcs at once
        return _Triples(count, sharing - 2 * count, lacking - count, excluding - _TWICE[role] * count)

    def _places(self, role: int) -> Iterator[tuple[int, int, int, int]]:
        """Give kinds of arcs x -> y: how many there are, and in how many triples each is a -> v, v -> b and a -> b."""
        for size, many in self._sizes.items():
            yield many * size * (size - 1), *_within(role, size, self._grouped)
            for other, others in self._sizes.items():
                yield many * (others - (other == size)) * size * other, *_across(role, size, other, self._grouped)


_TWICE = (2, 0, 1, 1, 2, 2)
"""By role: triples on the nodes of a triple (a, v, b) that have it and exclude it twice: (a, b, v) and (v, a, b)."""


def _within(role: int, size: int, grouped: int) -> tuple[int, int, int]:
    """Count who completes x -> y, both of one group of this size, as a -> v, as v -> b, and as a -> b."""
    outside, anybody = grouped - size, (grouped - 2,) * 3
    return ((size - 2,) * 3, (0, 0, outside), (outside, 0, 0), (0, outside, 0), (0, 0, 0), anybody)[role]


def _across(role: int, size: int, other: int, grouped: int) -> tuple[int, int, int]:
    """Count the same for x of a group of one size and y of another group."""
    consulted, own, theirs = (size - 1, other - 1, 0), (0, size - 1, size - 1), (other - 1, 0, other - 1)
    return ((0, 0, 0), consulted, own, theirs, (grouped - size - other,) * 3, (grouped - 2,) * 3)[role]


def _product(first: int, second: int, same_first: int, same_second: int) -> _Triples:
    """Count pairs of ends; with each, so many share its first end and so many its second."""
    count = first * second
    return _Triples(count, count * (same_first + same_second))


# --- in words --------------------------------------------------------------------------------------------------------

_SOURCE = (
    "Gould, R. V. & Fernandez, R. M. (1989). Structures of mediation: a formal approach to brokerage in transaction "
    "networks. Sociological Methodology 19, 89-126"
)

_DEFINITION = message(
    "For each node, the ordered pairs that are tied through it and have no tie of their own, by "
    "role: coordinator (all three of one group), consultant (an outsider between two of one group), "
    "representative (from one's own group to another), gatekeeper (from another group to one's own), "
    "liaison (three groups). A mutual tie counts both ways."
)

_MOSTLY: dict[Role, Message] = {
    "coordinator": message("Mostly as coordinator within its group: {times}."),
    "consultant": message("Mostly as consultant within another group: {times}."),
    "representative": message("Mostly as representative of its group: {times}."),
    "gatekeeper": message("Mostly as gatekeeper to its group: {times}."),
    "liaison": message("Mostly as liaison between two other groups: {times}."),
}

_BROKERED = Plural("{count} pair that is not tied directly", "{count} pairs that are not tied directly")

_BROKERED_EACH = Plural("{count} pair each that is not tied directly", "{count} pairs each that are not tied directly")


def _sentence(
    network: Network, value: dict[NodeId, dict[Role, int]], whole: dict[Role, Odds], ungrouped: tuple[NodeId, ...]
) -> Sayable:
    parts = [_most(network, value, whole["total"].count)] if not ungrouped or len(ungrouped) < len(network) else []
    if ungrouped:
        parts.append(message("Without a group, and so left out: {who}.", who=named(network, ungrouped)))
    return sentence(*parts)


def _most(network: Network, value: dict[NodeId, dict[Role, int]], total: int) -> Sayable:
    if not total:
        return message("Nobody stands between two others who are not tied themselves.")
    most = max(row["total"] for row in value.values())
    first = [id_ for id_, row in value.items() if row["total"] == most]
    opening = message("Stands between others most: {who} ({pairs}, {share} % of all; each direction counts).")
    pairs = _BROKERED
    if len(first) > 1:
        opening = message("Stand between others most: {who} ({pairs}, {share} % of all; each direction counts).")
        pairs = _BROKERED_EACH
    said = opening.given(who=named(network, first), pairs=pairs.of(most), share=Rounded(100 * most / total, 0))
    row = value[first[0]]
    role = max(_MOSTLY, key=lambda known: row[known])
    return said if len(first) > 1 else sentence(said, _MOSTLY[role].given(times=row[role]))
