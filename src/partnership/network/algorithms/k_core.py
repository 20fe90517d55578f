"""The k-cores of a network (Batagelj & Zaversnik 2003)."""

from __future__ import annotations

from partnership.network.adjacency import Adjacency


def k_cores(simple: Adjacency) -> list[int]:
    """Return the core number of each node by position: nodes are peeled off from the least tied on."""
    around = [list(near) for near in simple.around]
    degree = [len(near) for near in around]
    order = sorted(range(len(degree)), key=degree.__getitem__)
    at = [0] * len(order)
    for index, node in enumerate(order):
        at[node] = index
    begin = [0] * (max(degree, default=0) + 2)  # where the nodes of each degree begin in the order
    for one in degree:
        begin[one + 1] += 1
    for one in range(1, len(begin)):
        begin[one] += begin[one - 1]
    for node in order:
        for other in around[node]:
            if degree[other] > degree[node]:
                first = order[begin[degree[other]]]  # changes places with it, then its degree begins one later
                order[at[other]], order[at[first]] = first, other
                at[other], at[first] = at[first], at[other]
                begin[degree[other]] += 1
                degree[other] -= 1
    return degree
