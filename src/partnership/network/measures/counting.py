"""Ties counted from group to group."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from partnership.network.adjacency import Adjacency
from partnership.network.measures.options import in_order
from partnership.network.nodes import NodeLabel


@dataclass(frozen=True, slots=True)
class GroupTies:
    """The ties from group to group. Without directions a tie between groups stands in both cells, but counts once."""

    matrix: dict[NodeLabel, dict[NodeLabel, float]]
    sizes: dict[NodeLabel, int]
    directed: bool
    inside: float
    across: float
    left_out: float

    @property
    def total(self) -> float:
        """All ties that are counted."""
        return self.inside + self.across

    def within(self, label: NodeLabel) -> float:
        """The ties inside one group."""
        return self.matrix[label][label]

    def leaving(self, label: NodeLabel) -> float:
        """The ties with one end in a group, whichever way they point."""
        others = [other for other in self.sizes if other != label]
        away = fsum(self.matrix[label][other] for other in others)
        return away + fsum(self.matrix[other][label] for other in others) if self.directed else away

    def busiest(self) -> tuple[NodeLabel, NodeLabel] | None:
        """The two groups with the most ties between them; of equals those that came first."""
        labels = list(self.sizes)
        cells = [(one, other) for one in labels for other in labels if one != other and self.matrix[one][other]]
        return max(cells, key=lambda cell: self.matrix[cell[0]][cell[1]], default=None)

    def expected(self, one: NodeLabel, other: NodeLabel) -> float:
        """The ties that chance would give two groups, if all pairs of those in groups were alike."""
        many = sum(self.sizes.values())
        if many < 2:  # noqa: PLR2004 - a tie has two ends
            return 0.0
        pairs = self.sizes[one] * (self.sizes[other] - (one == other))
        share = pairs / (many * (many - 1))
        return self.total * share * (1 if self.directed or one == other else 2)

    def expected_across(self) -> float | None:
        """The share of ties between groups that chance would give; None under two nodes in groups."""
        many = sum(self.sizes.values())
        pairs = many * (many - 1)
        same = sum(size * (size - 1) for size in self.sizes.values())
        return (pairs - same) / pairs if pairs else None


def count_by_group(simple: Adjacency, labels: list[NodeLabel]) -> GroupTies:
    """Count the ties of a simple graph by the groups of their ends."""
    order = in_order(labels)
    sizes = dict.fromkeys(order, 0)
    for label in labels:
        if label is not None:
            sizes[label] += 1
    cells: dict[tuple[NodeLabel, NodeLabel], list[float]] = {}
    missing: list[float] = []
    for one, targets in enumerate(simple.out):
        a = labels[one]
        for other, weight in targets.items():
            b = labels[other]
            if not simple.directed and other < one:
                continue
            if a is None or b is None:
                missing.append(weight)
            else:
                cells.setdefault((a, b), []).append(weight)
    sums = {cell: fsum(weights) for cell, weights in cells.items()}
    inside = fsum(each for (a, b), each in sums.items() if a == b)
    across = fsum(each for (a, b), each in sums.items() if a != b)
    if not simple.directed:
        sums |= {
            (b, a): fsum([*cells.get((a, b), ()), *cells.get((b, a), ())])
            for a, b in [*cells, *((b, a) for a, b in cells)]
            if a != b
        }
    matrix = {a: {b: sums.get((a, b), 0.0) for b in order} for a in order}
    return GroupTies(matrix, sizes, simple.directed, inside, across, fsum(missing))
