"""Who has how much in common with whom (Jaccard), one node at a time.

Pairs are never kept: where a thousand hang on one hub, each is like all the others, and there are half a million pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Any

Feature = tuple[int, int, int]
"""One tie of a node: to whom (by position), of which kind (its code), which way (0 mutual, 1 out, -1 in)."""

_DENSE = 8
"""A node is counted over an array of all nodes where what it shares is no less than an eighth of that."""


class Likeness:
    """What nodes share: `features` by position, each of them none of a node's ties to itself; only `kinds` alike count.

    The feature that is one node's tie to another has its counterpart among those of the other.
    """

    def __init__(self, features: Sequence[dict[Feature, None]], kinds: Sequence[str]) -> None:
        self._features = features
        self._sizes = [len(own) for own in features]
        holders: dict[tuple[str, Feature], list[int]] = {}
        for place, own in enumerate(features):
            for feature in own:
                holders.setdefault((kinds[place], feature), []).append(place)
        self._sharing = [[holders[kinds[place], feature] for feature in own] for place, own in enumerate(features)]

    def row(self, place: int) -> dict[int, float]:
        """Return how alike a node is to each with whom it shares anything: the most alike first, then by position."""
        found = self._found(place)
        return {other: found[other] for other in sorted(found, key=lambda other: (-found[other], other))}

    def nearest(self, place: int) -> tuple[int, ...]:
        """Return those to whom a node is most alike."""
        row = self.row(place)
        most = max(row.values(), default=0.0)
        return tuple(other for other, overlap in row.items() if overlap == most)

    def _found(self, place: int) -> dict[int, float]:
        shared = Counter(chain.from_iterable(self._sharing[place]))
        del shared[place]
        size, sizes = self._sizes[place], self._sizes
        found = {other: common / (size + sizes[other] - common) for other, common in shared.items()}
        for other, ties in Counter(other for other, _, _ in self._features[place]).items():
            common = shared.get(other, 0)
            if common:
                found[other] = common / (size + sizes[other] - 2 * ties - common)
        return found

    def best(self, np: Any = None) -> list[tuple[int, float] | None]:
        """Return for each node the first of those to whom it is most alike, and how much; None where it is to none.

        Counted with numpy, if it is given, where nodes share much.
        """
        sizes, arrays = (None, {}) if np is None else (np.array(self._sizes, dtype=np.int64), {})
        found: list[tuple[int, float] | None] = []
        for place, sharing in enumerate(self._sharing):
            if sizes is not None and sum(map(len, sharing)) * _DENSE >= len(self._sizes):
                for holders in sharing:
                    if id(holders) not in arrays:
                        arrays[id(holders)] = np.array(holders, dtype=np.int64)
                found.append(self._dense(place, [arrays[id(holders)] for holders in sharing], sizes, np))
            else:
                found.append(_first(self._found(place)))
        return found

    def _dense(self, place: int, sharing: list[Any], sizes: Any, np: Any) -> tuple[int, float] | None:
        common = np.bincount(np.concatenate(sharing), minlength=len(sizes))
        common[place] = 0
        either = sizes + sizes[place] - common
        for other, _, _ in self._features[place]:
            either[other] -= 2
        overlap = np.divide(common, either, out=np.zeros(len(sizes)), where=common > 0)
        other = int(overlap.argmax())
        return (other, float(overlap[other])) if common[other] else None


def _first(found: dict[int, float]) -> tuple[int, float] | None:
    most = max(found.values(), default=None)
    return None if most is None else (min(other for other, overlap in found.items() if overlap == most), most)
