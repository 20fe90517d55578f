"""Where a network would come apart: one walk through it, from which cut partners, bridges and exits are all read.

The walk is depth first and without recursion; it is kept with the network. Direction is left aside: a tie either way
is a way. Linear in nodes and ties (Tarjan, R. (1972). Depth-first search and linear graph algorithms. SIAM Journal on
Computing 1(2)).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence

from partnership.relations.network import Network


class Parting:
    """What a walk has found. Nodes are told by their number in the walk: `order[number]` is the position of one.

    The nodes of one group have numbers in a row, and so have those below a node: `number` up to `ends[number]`.
    """

    __slots__ = ("ends", "groups", "order", "parents", "parts", "ties")

    def __init__(self, around: Sequence[Collection[int]]) -> None:
        self.order: list[int] = []
        self.parents: list[int] = []
        """The number above each; its own for the first of a group."""
        self.groups: list[range] = []
        """The numbers of each group of nodes that ties hold together."""
        self.parts: dict[int, list[int]] = {}
        """For each node without whom some are cut off: the highest numbers in the parts that lie below it."""
        self.ties: list[tuple[int, int]] = []
        """Bridges, as the upper and the lower number."""
        numbers = self._walk(around)
        self.ends = self._ends()
        self._find(around, numbers)

    def _walk(self, around: Sequence[Collection[int]]) -> list[int]:
        """Number the nodes; whoever was named last goes first, so that each tie leads up or down and never across."""
        numbers = [-1] * len(around)
        above = [0] * len(around)
        order, parents = self.order, self.parents
        for root in range(len(around)):
            if numbers[root] >= 0:
                continue
            first = len(order)
            above[root] = first
            ahead = [root]
            while ahead:
                here = ahead.pop()
                if numbers[here] >= 0:
                    continue
                numbers[here] = number = len(order)
                order.append(here)
                parents.append(above[here])
                for other in around[here]:
                    if numbers[other] < 0:
                        above[other] = number
                        ahead.append(other)
            self.groups.append(range(first, len(order)))
        return numbers

    def _ends(self) -> list[int]:
        ends = list(range(1, len(self.order) + 1))
        parents = self.parents
        for number in range(len(ends) - 1, -1, -1):
            parent = parents[number]
            ends[parent] = max(ends[parent], ends[number])
        return ends

    def _find(self, around: Sequence[Collection[int]], numbers: list[int]) -> None:
        """Go back up: below whom does no tie lead higher than to the node itself?"""
        order, parents = self.order, self.parents
        number_of = numbers.__getitem__
        highest = [min(map(number_of, around[here]), default=0) for here in order]
        below: dict[int, list[int]] = {}
        for number in range(len(order) - 1, -1, -1):
            parent = parents[number]
            if parent == number:
                continue
            reached = highest[number]
            if reached >= parent:
                below.setdefault(parent, []).append(number)
            elif reached < highest[parent]:
                highest[parent] = reached
        for upper in sorted(below):
            children = below[upper][::-1]
            if parents[upper] != upper or len(children) > 1:
                self.parts[upper] = children
            self._bridges(upper, children, sorted(map(number_of, around[order[upper]])))

    def _bridges(self, upper: int, children: list[int], tied: list[int]) -> None:
        for child in children:
            if bisect_left(tied, self.ends[child]) - bisect_left(tied, child) == 1:
                self.ties.append((upper, child))

    # --- what is read from it ----------------------------------------------------------------------------------------

    def group_of(self, number: int) -> range:
        """Return the numbers of the group in which a node is."""
        return self.groups[bisect_right(self.groups, number, key=_first) - 1]

    def cuts(self) -> Iterator[tuple[range, int]]:
        """Return each node without whom some are cut off, with its group."""
        return ((self.group_of(number), number) for number in self.parts)

    def ranges(self, number: int, group: range) -> Iterator[tuple[range, ...]]:
        """Return the parts into which a group falls without one of it, each as ranges of numbers."""
        for child in self.parts.get(number, ()):
            yield (range(child, self.ends[child]),)
        rest = tuple(self._rest(number, group))
        if rest:
            yield rest

    def _rest(self, number: int, group: range) -> Iterator[range]:
        taken = [(number, number + 1), *((child, self.ends[child]) for child in self.parts.get(number, ()))]
        at = group.start
        for low, high in [*taken, (group.stop, group.stop)]:
            if at < low:
                yield range(at, low)
            at = high


def parting(network: Network) -> Parting:
    """Return where a network would come apart; walked once for each network."""

    def walked() -> Parting:
        simple = network.simple("count")
        return Parting(simple.neighbours if simple.directed else simple.out)

    found: Parting = network.keep("parting", walked)
    return found


def _first(group: range) -> int:
    return group.start
