"""The simple graph beneath a network: parallel ties are one, loops are none, and each arc has a weight."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from partnership.network.nodes import NodeId

Weight = Literal["strength", "count"] | Mapping[str, float] | None
"""What parallel ties weigh together.

`strength`: the sum of their strengths, an unknown one counting 1. `count`: how many they are. A mapping: the sum of
what it gives their kinds (a kind that it does not name weighs nothing, and is no tie). None: 1, however many.
"""


class Adjacency:
    """Who is tied to whom, by position: `out[a][b]` is the weight of the arc from the a-th node to the b-th.

    A mutual tie is an arc each way. `directed` is False where all ties are mutual, so that `out` and `into` are alike.
    """

    def __init__(self, ids: list[NodeId], out: list[dict[int, float]], *, directed: bool) -> None:
        self.ids = ids
        self.out = out
        self.directed = directed

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def into(self) -> list[dict[int, float]]:
        """`into[b][a]` is the weight of the arc from a to b."""
        if not self.directed:
            return self.out
        into: list[dict[int, float]] = [{} for _ in self.ids]
        for one, targets in enumerate(self.out):
            for other, weight in targets.items():
                into[other][one] = weight
        return into

    @cached_property
    def around(self) -> list[dict[int, float]]:
        """`around[a][b]` is the weight of the arcs between a and b both ways together, `out[a][b] + out[b][a]`."""
        around = [dict(targets) for targets in self.out]
        for one, targets in enumerate(self.out):
            for other, weight in targets.items():
                around[other][one] = around[other].get(one, 0.0) + weight
        return around

    @cached_property
    def neighbours(self) -> list[set[int]]:
        """Who is tied to each, in whichever direction."""
        near = [set(targets) for targets in self.out]
        if self.directed:
            for one, targets in enumerate(self.out):
                for other in targets:
                    near[other].add(one)
        return near

    @cached_property
    def arcs(self) -> int:
        """How many arcs there are; a mutual tie is two."""
        return sum(map(len, self.out))

    @cached_property
    def positions(self) -> dict[NodeId, int]:
        """The position of each node."""
        return {id_: position for position, id_ in enumerate(self.ids)}
