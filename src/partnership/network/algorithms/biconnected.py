"""Where a network would come apart: one walk through it, from which cut partners, bridges and exits are all read.

The walk is depth first and without recursion; it is kept with the network. Direction is left aside: a tie either way
is a way. Linear in nodes and ties (Tarjan, R. (1972). Depth-first search and linear graph algorithms. SIAM Journal on
Computing 1(2)).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from partnership.network.network import Network
from partnership.network.weighing import tied
from partnership.values import uncollected


class BiconnectedComponents:
    """What a walk has found. Nodes are told by their number in the walk: `order[number]` is the position of one.

    The nodes of one group have numbers in a row, and so have those below a node: `number` up to `ends[number]`.
    """

    __slots__ = ("ends", "groups", "order", "parents", "parts", "tied", "ties")

    def __init__(self, tied: Sequence[Sequence[int]]) -> None:
        self.tied = tied
        """The positions of those to whom each is tied, by position; one as often as there are ties."""
        self.order: list[int] = []
        self.parents: list[int] = []
        """The number above each; its own for the first of a group."""
        self.ends: list[int] = []
        self.groups: list[range] = []
        """The numbers of each group of nodes that ties hold together."""
        self.parts: dict[int, list[int]] = {}
        """For each node without whom some are cut off: the highest numbers in the parts that lie below it."""
        self.ties: list[tuple[int, int]] = []
        """Bridges, as the upper and the lower number."""
        numbers = [-1] * len(tied)
        below: dict[int, list[int]] = {}
        for position, number in enumerate(numbers):
            if number < 0:
                first = len(self.order)
                self._walk(position, numbers, below)
                self.groups.append(range(first, len(self.order)))
        self._find(numbers, below)

    def _walk(self, first: int, numbers: list[int], below: dict[int, list[int]]) -> None:
        """Number a group. Below whom does no tie lead higher than to the node itself? Noted on the way back up."""
        tied, order, parents, ends = self.tied, self.order, self.parents, self.ends
        number = numbers[first] = len(order)
        order.append(first)
        parents.append(number)
        ends.append(0)
        ahead, highest = [iter(tied[first])], [number]
        while True:
            reached = highest[-1]
            for other in ahead[-1]:
                seen = numbers[other]
                if seen < 0:
                    highest[-1] = reached
                    highest.append(number)
                    ahead.append(iter(tied[other]))
                    parents.append(number)
                    number = numbers[other] = len(order)
                    order.append(other)
                    ends.append(0)
                    break
                if seen < reached:  # noqa: PLR1730 - a call of min() for each tie would take as long as all the rest
                    reached = seen
            else:
                ends[number] = len(order)
                ahead.pop()
                highest.pop()
                if not ahead:
                    return
                lower, number = number, parents[number]
                if reached >= number:
                    below.setdefault(number, []).append(lower)
                elif reached < highest[-1]:
                    highest[-1] = reached

    def _find(self, numbers: list[int], below: dict[int, list[int]]) -> None:
        for upper in sorted(below):
            children = below[upper]
            if self.parents[upper] != upper or len(children) > 1:
                self.parts[upper] = children
            self._bridges(upper, children, sorted({numbers[other] for other in self.tied[self.order[upper]]}))

    def _bridges(self, upper: int, children: list[int], near: list[int]) -> None:
        for child in children:
            if bisect_left(near, self.ends[child]) - bisect_left(near, child) == 1:
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


def biconnected_components(network: Network) -> BiconnectedComponents:
    """Return where a network would come apart; walked once for each network."""

    def walked() -> BiconnectedComponents:
        with uncollected():
            return BiconnectedComponents(tied(network))

    found: BiconnectedComponents = network.keep("parting", walked)
    return found


def _first(group: range) -> int:
    return group.start
