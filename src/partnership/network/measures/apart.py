"""Which groups of a network (sectors, regions) lose every way to each other when one node leaves."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from partnership.network.algorithms.biconnected import BiconnectedComponents
from partnership.network.nodes import NodeLabel


class Apart:
    """Which groups have a way to each other, as bits: a part of the network holds the groups of those in it."""

    def __init__(self, found: BiconnectedComponents, labels: Sequence[NodeLabel]) -> None:
        self._found = found
        self._known = [label for label in dict.fromkeys(labels) if label is not None]
        bits = {label: 1 << place for place, label in enumerate(self._known)}
        self._bits = [0 if labels[position] is None else bits[labels[position]] for position in found.order]
        self._numbers: dict[int, list[int]] = {bit: [] for bit in bits.values()}
        for number, bit in enumerate(self._bits):
            if bit:
                self._numbers[bit].append(number)

    def parted(self) -> dict[int, tuple[tuple[NodeLabel, NodeLabel], ...]]:
        """Return, for each cut node, the pairs of groups that would have no way to each other without it."""
        if not self._found.parts:
            return {}
        masks = Counter(self._mask([group]) for group in self._found.groups)
        parted: dict[int, tuple[tuple[NodeLabel, NodeLabel], ...]] = {}
        for group, number in self._found.cuts():
            inside = {self._mask(part) for part in self._found.ranges(number, group)}
            own = self._mask([group])
            elsewhere = {mask for mask, count in masks.items() if count > (mask == own)}
            lost = tuple(self._lost(inside, inside | elsewhere))
            if lost:
                parted[self._found.order[number]] = lost
        return parted

    def _mask(self, part: Sequence[range]) -> int:
        mask = 0
        for numbers in part:
            if len(numbers) <= len(self._known):
                for number in numbers:
                    mask |= self._bits[number]
            else:
                for bit, members in self._numbers.items():
                    at = bisect_left(members, numbers.start)
                    if at < len(members) and members[at] < numbers.stop:
                        mask |= bit
        return mask

    def _lost(self, inside: set[int], after: set[int]) -> Iterator[tuple[NodeLabel, NodeLabel]]:
        whole = 0
        for mask in inside:
            whole |= mask
        for place, label in enumerate(self._known):
            if not whole >> place & 1:
                continue
            kept = 0
            for mask in after:
                if mask >> place & 1:
                    kept |= mask
            for other in range(place + 1, len(self._known)):
                if whole >> other & 1 and not kept >> other & 1:
                    yield label, self._known[other]
