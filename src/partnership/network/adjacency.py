"""The simple graph beneath a network: parallel ties are one, loops are none, and each arc has a weight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal, get_args

from partnership.errors import Fault, InputError, UnknownName
from partnership.messages import message
from partnership.network.columns import MOST_STRENGTH, is_strength
from partnership.network.nodes import NodeId

WeightName = Literal["strength", "count"]

Weight = WeightName | Mapping[str, float] | None
"""What parallel ties weigh together.

`strength`: the sum of their strengths, an unknown one counting 1. `count`: how many they are. A mapping: the sum of
what it gives their kinds (a kind that it does not name weighs nothing, and is no tie). None: 1, however many.
"""


class Adjacency:
    """Who is tied to whom, by position: `out[a][b]` is the weight of the arc from the a-th node to the b-th.

    A mutual tie is an arc each way. `directed` is False where all ties are mutual, so that `out` and `into` are alike.
    """

    def __init__(self, ids: list[NodeId], *, directed: bool) -> None:
        self.ids = ids
        self.out: list[dict[int, float]] = [{} for _ in ids]
        self.directed = directed

    def tie(self, ties: Iterable[tuple[int, int, int]]) -> None:
        """Take in ties (two positions, and whether it is mutual) that weigh 1, however many there are of a pair."""
        out = self.out
        for one, other, both in ties:
            if one != other:
                out[one][other] = 1.0
                if both:
                    out[other][one] = 1.0

    def weigh(self, ties: Iterable[tuple[int, int, int, float]]) -> None:
        """Take in ties whose weights are added up for each pair; what weighs nothing is no tie."""
        out = self.out
        for one, other, both, more in ties:
            if one != other and more:
                near = out[one]
                near[other] = near.get(other, 0.0) + more
                if both:
                    near = out[other]
                    near[one] = near.get(one, 0.0) + more

    def networkx(self, *, directed: bool) -> Any:
        """Return the arcs between positions as a graph of networkx, which is imported here."""
        import networkx as nx

        graph = nx.DiGraph() if directed else nx.Graph()
        graph.add_nodes_from(range(len(self)))
        graph.add_edges_from((one, other) for one, near in enumerate(self.out) for other in near)
        return graph

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
    def arcs(self) -> int:
        """How many arcs there are; a mutual tie is two."""
        return sum(map(len, self.out))

    @cached_property
    def positions(self) -> dict[NodeId, int]:
        """The position of each node."""
        return {id_: position for position, id_ in enumerate(self.ids)}


def check_weight(weight: Weight) -> None:
    """Check how parallel ties are to be weighed: one of the names, None, or a strength for each of some kinds.

    Raises:
        UnknownName: if it is another name; the nearest is proposed.
        InputError: if it is no such thing, or what it gives a kind is no strength.
    """
    if isinstance(weight, str) and weight not in get_args(WeightName):
        raise UnknownName(weight, get_args(WeightName), message("weight"))
    wrong = [] if weight is None or isinstance(weight, str) else [repr(weight)]
    if isinstance(weight, Mapping):
        wrong = [f"{kind}: {value!r}" for kind, value in weight.items() if not is_strength(value)]
    if wrong:
        expected = message(
            "'strength', 'count', None, or a number from 0 to {most} for each of some kinds",
            most=format(MOST_STRENGTH, "g"),
        )
        raise InputError(Fault(None, message("weight: {found}", found=wrong[0]), expected=expected))
