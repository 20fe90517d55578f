"""How often each node stands in each role: in plain Python and with numpy, to the same counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

from partnership.network.adjacency import Adjacency
from partnership.network.algorithms.triangles import pairs, triangles
from partnership.network.weighing import Arcs

NO_GROUP = -1
"""The group of a node that has none."""

COORDINATOR, CONSULTANT, REPRESENTATIVE, GATEKEEPER, LIAISON, UNPLACED = range(6)
"""Places in a row of counts; the last is of brokered pairs in which somebody has no group."""

Counts = list[list[int]]
"""A list for each role and one for pairs without a role; in each a count by position."""


def count_plainly(simple: Adjacency, groups: list[int]) -> Counts:
    """Count all pairs that pass through each node, then take off those who have a tie of their own.

    The first is a product of counts by group. The second looks, for each tie a -> b, for those who stand between: in
    what a reaches and what reaches b, the lesser of the two, so that a hub costs little.
    """
    out = [set(near) for near in simple.out]
    into = [set(near) for near in simple.into] if simple.directed else out
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
    placed = sum_in * sum_out - sum_both
    alike = sum([count * out.get(group, 0) for group, count in into.items()])
    coordinator = own_in * own_out - own_both
    consultant = alike - own_in * own_out - (sum_both - own_both)
    representative = own_in * (sum_out - own_out)
    gatekeeper = (sum_in - own_in) * own_out
    yield from (coordinator, consultant, representative, gatekeeper)
    yield placed - coordinator - consultant - representative - gatekeeper
    yield everything - placed


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


# --- with numpy ------------------------------------------------------------------------------------------------------


def count_with_numpy(arcs: Arcs, groups: list[int], np: Any) -> Counts:
    """Count the same with arrays."""
    size, group = len(groups), np.array(groups, dtype=np.int64)
    found = np.zeros((6, size), dtype=np.int64)
    if len(arcs.source):
        _pass(found, arcs, group, np)
        tied = pairs(arcs, size, np)
        for part in triangles(tied, np):
            for role, broker in _closed(tied, part, group, np):
                found -= np.bincount(role * size + broker, minlength=6 * size).reshape(6, size)
    counts: Counts = found.tolist()
    return counts


def _pass(found: Any, arcs: Arcs, group: Any, np: Any) -> None:
    size = len(group)
    source, target = arcs.source, arcs.target
    mutual = np.isin(source * size + target, target * size + source, assume_unique=True)

    def counted(node: Any) -> Any:
        return np.bincount(node, minlength=size).astype(np.int64)

    def tallies(chosen: Callable[[Any, Any], Any]) -> tuple[Any, Any, Any]:
        """Give what each node is reached by, reaches, and both, of the ends (node, end) that are chosen."""
        into, out = chosen(target, source), chosen(source, target)
        return counted(target[into]), counted(source[out]), counted(source[out & mutual])

    all_in, all_out, all_both = tallies(lambda _, end: np.ones(len(end), dtype=bool))
    sum_in, sum_out, sum_both = tallies(lambda _, end: group[end] != NO_GROUP)
    own_in, own_out, own_both = tallies(lambda node, end: group[end] == group[node])
    placed, everything = sum_in * sum_out - sum_both, all_in * all_out - all_both
    found[COORDINATOR] = own_in * own_out - own_both
    found[CONSULTANT] = _alike(arcs, group, np) - own_in * own_out - (sum_both - own_both)
    found[REPRESENTATIVE] = own_in * (sum_out - own_out)
    found[GATEKEEPER] = (sum_in - own_in) * own_out
    found[LIAISON] = placed - found[:LIAISON].sum(axis=0)
    found[UNPLACED] = everything - placed
    nobody = group == NO_GROUP
    found[:UNPLACED, nobody] = 0
    found[UNPLACED, nobody] = everything[nobody]


def _alike(arcs: Arcs, group: Any, np: Any) -> Any:
    """Count for each node the pairs of a source and a target of one group, one's own group among them."""
    size, many = len(group), int(group.max()) + 2

    def tally(node: Any, end: Any) -> tuple[Any, Any]:
        grouped = group[end] != NO_GROUP
        keys, counts = np.unique(node[grouped] * many + group[end[grouped]], return_counts=True)
        return keys, counts

    (in_keys, in_counts), (out_keys, out_counts) = tally(arcs.target, arcs.source), tally(arcs.source, arcs.target)
    keys, at_in, at_out = np.intersect1d(in_keys, out_keys, assume_unique=True, return_indices=True)
    alike = np.zeros(size, dtype=np.int64)
    np.add.at(alike, keys // many, in_counts[at_in] * out_counts[at_out])
    return alike


def _closed(tied: Any, part: tuple[Any, Any, Any], group: Any, np: Any) -> Iterator[tuple[Any, Any]]:
    """Give role and broker of every a -> v -> b with a -> b, for each of six ways to see a triangle."""
    xy, xz, yz = part
    nodes = [tied.node[rank] for rank in (tied.low[xy], tied.high[xy], tied.high[xz])]
    arc = {
        ends: weights[place] != 0
        for one, other, place in ((0, 1, xy), (0, 2, xz), (1, 2, yz))
        for ends, weights in (((one, other), tied.there), ((other, one), tied.back))
    }
    for one, broker, other in permutations(range(3)):
        closed = arc[one, broker] & arc[broker, other] & arc[one, other]
        groups = [group[nodes[node][closed]] for node in (one, broker, other)]
        yield _role_in(np, *groups), nodes[broker][closed]


def _role_in(np: Any, one: Any, broker: Any, other: Any) -> Any:
    same = np.where(broker == one, COORDINATOR, CONSULTANT)
    apart = np.where(broker == one, REPRESENTATIVE, np.where(broker == other, GATEKEEPER, LIAISON))
    nobody = (one == NO_GROUP) | (broker == NO_GROUP) | (other == NO_GROUP)
    return np.where(nobody, UNPLACED, np.where(one == other, same, apart))
