"""Every triangle of a graph, with numpy: who is tied to whom, when both are tied to a third.

Ties are turned from the node of fewer neighbours to the one of more. No node then starts more than about the root of
twice as many ties as there are, so that a hub of ten thousand costs no more than anybody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from partnership.network.weighing import Arcs

_PAIRS = 1 << 21
"""Pairs of ties that are looked at together: some 100 MB of arrays."""

_SIEVE = 1 << 24
_SCATTER = 0x9E3779B97F4A7C15
"""An odd number near 2^64 over the golden ratio: Knuth's multiplicative hashing."""


class Pairs(NamedTuple):
    """The tied pairs of a graph, each once, by the ranks of their ends: `low` is before `high`, `node` says who it is.

    They are ordered by `low`, then by `high`; `there` and `back` are the weights of the arcs from low to high and from
    high to low.
    """

    low: Any
    high: Any
    there: Any
    back: Any
    node: Any


def pairs(arcs: Arcs, size: int, np: Any) -> Pairs:
    """Return the tied pairs of a graph of so many nodes, which are ranked by how many ties they have."""
    source, target = arcs.source, arcs.target
    node = np.argsort(np.bincount(source, minlength=size) + np.bincount(target, minlength=size), kind="stable")
    rank = np.empty(size, dtype=np.int64)
    rank[node] = np.arange(size)
    one, other = rank[source], rank[target]
    forward = one < other
    kept, place = np.unique(np.where(forward, one * size + other, other * size + one), return_inverse=True)
    there, back = np.zeros(len(kept)), np.zeros(len(kept))
    there[place[forward]] = arcs.weight[forward]
    back[place[~forward]] = arcs.weight[~forward]
    return Pairs(kept // max(size, 1), kept % max(size, 1), there, back, node)


def triangles(tied: Pairs, np: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Give the triangles in parts, as arrays of places in `tied`: of (x, y), of (x, z) and of (y, z).

    Each triangle comes once, its nodes in the order of their ranks.
    """
    count = len(tied.low)
    if not count:
        return
    starts = np.flatnonzero(np.concatenate([[True], tied.low[1:] != tied.low[:-1]]))
    ends = np.append(starts[1:], count)
    later = np.repeat(ends, ends - starts) - np.arange(count) - 1
    closing = _Closing(tied, np)
    upto = np.cumsum(later)
    first = 0
    while first < count:
        before = int(upto[first - 1]) if first else 0
        last = max(int(np.searchsorted(upto, before + _PAIRS, side="right")), first + 1)
        some = later[first:last]
        one = np.repeat(np.arange(first, last), some)
        other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(some) - some, some)
        kept, third = closing.find(tied.high[one], tied.high[other])
        yield one[kept], other[kept], third
        first = last


class _Closing:
    """Finds the tie between two nodes. Nearly all that is looked for is not there, and a sieve says so at once."""

    def __init__(self, tied: Pairs, np: Any) -> None:
        self._np, self._size = np, len(tied.node)
        self._keys = tied.low * self._size + tied.high
        self._sieve = np.zeros(_SIEVE, dtype=bool)
        self._sieve[self._scattered(self._keys)] = True

    def find(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Return which of some pairs are tied, and where each of those stands."""
        keys = low * self._size + high
        likely = self._np.flatnonzero(self._sieve[self._scattered(keys)])
        keys = keys[likely]
        at = self._np.minimum(self._np.searchsorted(self._keys, keys), len(self._keys) - 1)
        there = self._keys[at] == keys
        return likely[there], at[there]

    def _scattered(self, keys: Any) -> Any:
        np = self._np
        return (keys.astype(np.uint64) * np.uint64(_SCATTER)) >> np.uint64(64 - _SIEVE.bit_length() + 1)
