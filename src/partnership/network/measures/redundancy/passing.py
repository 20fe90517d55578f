"""One pass over a network gives constraint, effective size and hierarchy of everybody; measures share it.

Written z(a, b) for the strength between two nodes both ways together: the share of a in b is p(a, b) = z(a, b) / sum
of z(a, .), and how near b is to a's strongest is m(a, b) = z(a, b) / greatest of z(a, .).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum, log
from typing import Any, Literal, NamedTuple

from partnership.network.adjacency import Adjacency
from partnership.network.algorithms.triangles import Pairs, pairs, triangles
from partnership.network.weighing import Arcs

ConstraintScope = Literal["whole", "ego"]
"""Over whom a contact's shares are reckoned: over all of its contacts, or over the node and the node's contacts."""


class Holes(NamedTuple):
    """Of one node: its contacts, their constraint on it, how many of them repeat no other, how uneven they press."""

    contacts: int
    constraint: float
    effective_size: float
    hierarchy: float | None


def passing_plainly(simple: Adjacency, scope: ConstraintScope) -> list[Holes | None]:
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


def _holes(pressing: list[float], effective_size: float) -> Holes:
    constraint, many = fsum(pressing), len(pressing)
    if many == 1:
        return Holes(1, constraint, effective_size, None)
    mean = constraint / many
    parts = [contact / mean for contact in pressing]
    uneven = fsum(part * log(part) for part in parts if part)
    # where all press alike, rounding could leave less than nothing
    return Holes(many, constraint, effective_size, max(0.0, uneven / (many * log(many))))


# --- with numpy ------------------------------------------------------------------------------------------------------


def passing_with_numpy(arcs: Arcs, size: int, scope: ConstraintScope, np: Any) -> list[Holes | None]:
    """Return the same with arrays: two places a tied pair, one for the way from low to high and one back."""
    if not len(arcs.source):
        return [None] * size
    tied = pairs(arcs, size, np)
    strength = tied.there + tied.back
    both = np.concatenate([strength, strength])
    owner = np.concatenate([tied.low, tied.high])
    other = np.concatenate([tied.high, tied.low])
    totals = np.bincount(owner, weights=both, minlength=size)
    share = both / totals[owner]
    sums, most = _reaches(tied, both, owner, other, totals, scope, np)
    indirect, redundant = np.zeros(len(both)), np.zeros(size)
    for one, middle, way in _ways(tied, np):
        # one: node to contact; middle: contact to another; way: node to that other
        between = both[middle]
        indirect += np.bincount(way, weights=share[one] * (between / sums[one]), minlength=len(both))
        redundant += np.bincount(owner[one], weights=share[one] * (between / most[way]), minlength=size)
    return _figures(tied, owner, (share + indirect) ** 2, redundant, np)


def _ways(tied: Pairs, np: Any) -> Iterable[tuple[Any, Any, Any]]:
    """Give each triangle as six ways round: from a node to a contact, from there to another, and straight."""
    count = len(tied.low)
    for xy, xz, yz in triangles(tied, np):
        yx, zx, zy = xy + count, xz + count, yz + count
        yield from ((xy, yz, xz), (xz, zy, xy), (yx, xz, yz), (yz, zx, yx), (zx, xy, zy), (zy, yx, zx))


def _reaches(
    tied: Pairs, both: Any, owner: Any, other: Any, totals: Any, scope: ConstraintScope, np: Any
) -> tuple[Any, Any]:
    """Return, for the way from a node to a contact, the sum and the greatest of what the contact's shares are of."""
    if scope == "whole":
        greatest = np.zeros(len(totals))
        np.maximum.at(greatest, owner, both)
        return totals[other], greatest[other]
    sums, most = both.copy(), both.copy()
    for one, middle, _ in _ways(tied, np):
        sums += np.bincount(one, weights=both[middle], minlength=len(both))
        np.maximum.at(most, one, both[middle])
    return sums, most


def _figures(tied: Pairs, owner: Any, pressing: Any, redundant: Any, np: Any) -> list[Holes | None]:
    size = len(tied.node)
    contacts = np.bincount(owner, minlength=size)
    constraint = np.bincount(owner, weights=pressing, minlength=size)
    several = np.maximum(contacts, 2)
    mean = np.where(contacts > 0, constraint, 1.0) / np.maximum(contacts, 1)
    uneven = pressing / mean[owner]
    uneven = np.bincount(owner, weights=uneven * np.log(np.where(uneven > 0, uneven, 1.0)), minlength=size) / (
        several * np.log(several)
    )
    rows = zip(
        contacts.tolist(),
        constraint.tolist(),
        (contacts - redundant).tolist(),
        np.maximum(uneven, 0.0).tolist(),
        strict=True,
    )
    found: list[Holes | None] = [None] * size
    for node, (many, pressed, effective, hierarchy) in zip(tied.node.tolist(), rows, strict=True):
        if many:
            found[node] = Holes(many, pressed, effective, hierarchy if many > 1 else None)
    return found
