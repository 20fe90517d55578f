"""The smallest choices that cover everything: exact set cover, for things in tens.

By branch and bound: what is hardest to cover is covered first, in each way that there is; a branch is left when even
the largest of what remains could not cover it with the choices left (Karp, R. M. (1972) shows why no method is fast on
every case). Before that, things that come for free with others are set aside, which changes no answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from math import prod

MOST_COUNTED = 10_000
"""Smallest choices of one part that are counted; with more, only their size is told."""


class Cover:
    """The smallest sets of choosers that cover all things; `covers` says, by number, which things each one covers.

    Choosers who cover the same count as one while they are searched, and as many when they are counted.
    """

    def __init__(self, covers: Sequence[int]) -> None:
        self._covers = covers
        self._parts = [_Part(things, covers) for things in _separate(_needed(covers))]

    @property
    def size(self) -> int:
        """How many choosers are needed."""
        return sum(part.size for part in self._parts)

    @property
    def count(self) -> int | None:
        """How many sets of that size there are; None where a part has more than `MOST_COUNTED`."""
        counts = [part.count for part in self._parts]
        return None if None in counts else prod(count for count in counts if count is not None)

    def first(self, most: int) -> list[tuple[int, ...]]:
        """Return so many of the sets, in order."""
        ways = [list(islice(part.sets(), most)) for part in self._parts]
        return [tuple(sorted(sum(way, ()))) for way in islice(product(*ways), most)]

    @property
    def in_every(self) -> tuple[int, ...]:
        """Return who is in every smallest set: without them more would be needed, or nothing would do."""
        return tuple(sorted(chooser for part in self._parts for chooser in part.in_every()))


class _Part:
    """Things that no chooser ties to things outside the part."""

    def __init__(self, things: Sequence[int], covers: Sequence[int]) -> None:
        self._whole = (1 << len(things)) - 1
        self._classes: dict[int, list[int]] = {}
        for chooser, covered in enumerate(covers):
            mask = sum(1 << place for place, thing in enumerate(things) if covered >> thing & 1)
            if mask:
                self._classes.setdefault(mask, []).append(chooser)
        size = smallest(self._whole, list(self._classes))
        if size is None:
            raise ValueError("something is covered by nobody")
        self.size = size

    @property
    def count(self) -> int | None:
        found = list(islice(self._of_classes(), MOST_COUNTED + 1))
        if len(found) > MOST_COUNTED:
            return None
        return sum(prod(len(self._classes[mask]) for mask in masks) for masks in found)

    def sets(self) -> Iterator[tuple[int, ...]]:
        for masks in self._of_classes():
            yield from product(*(self._classes[mask] for mask in masks))

    def in_every(self) -> Iterator[int]:
        for mask in next(self._of_classes()):
            if len(self._classes[mask]) == 1:
                without = smallest(self._whole, [other for other in self._classes if other != mask], self.size)
                if without is None:
                    yield self._classes[mask][0]

    def _of_classes(self) -> Iterator[tuple[int, ...]]:
        return exact_covers(self._whole, list(self._classes), self.size)


def smallest(whole: int, masks: Sequence[int], at_most: int | None = None) -> int | None:
    """Return the least number of masks that together make the whole; None if they do not, or not with `at_most`."""
    bound = len(masks) if at_most is None else at_most
    for size in range(min(bound, whole.bit_count()) + 1):
        if next(exact_covers(whole, masks, size), None) is not None:
            return size
    return None


def exact_covers(whole: int, masks: Sequence[int], size: int) -> Iterator[tuple[int, ...]]:
    """Return every set of so many masks, and no fewer, that makes the whole; each set once."""
    largest_first = sorted(range(len(masks)), key=lambda place: (-masks[place].bit_count(), place))
    yield from _search(whole, [masks[place] for place in largest_first], size, ())


def _search(left: int, masks: Sequence[int], size: int, chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    if not left:
        if not size:
            yield chosen
        return
    useful = [mask for mask in masks if mask & left]
    gains = sorted((mask & left).bit_count() for mask in useful)
    if sum(gains[len(gains) - size :] if size else []) < left.bit_count():
        return
    hardest = _hardest(left, useful)
    if hardest is None:
        return
    for place, mask in enumerate(useful):
        if mask & hardest:
            # those tried here before are left out from now on, so that no set comes twice
            rest = [other for other in useful[:place] if not other & hardest] + list(useful[place + 1 :])
            yield from _search(left & ~mask, rest, size - 1, (*chosen, mask))


def _hardest(left: int, masks: Sequence[int]) -> int | None:
    """Return the thing that the fewest cover; None where one is covered by none."""
    best: tuple[int, int] | None = None
    while left:
        thing = left & -left
        left ^= thing
        covering = sum(1 for mask in masks if mask & thing)
        if not covering:
            return None
        if best is None or covering < best[0]:
            best = covering, thing
    return None if best is None else best[1]


def _needed(covers: Sequence[int]) -> dict[int, int]:
    """Return the things to be covered, each with who covers it, without those that come for free with another."""
    things: dict[int, int] = {}
    for chooser, covered in enumerate(covers):
        for thing in _bits(covered):
            things[thing] = things.get(thing, 0) | 1 << chooser
    kept: dict[int, int] = {}
    for thing in sorted(things, key=lambda each: (things[each].bit_count(), each)):
        if not any(things[thing] & by == by for by in kept.values()):
            kept[thing] = things[thing]
    return kept


def _separate(things: Mapping[int, int]) -> Iterator[list[int]]:
    """Return the things in parts, so that nobody covers something of two."""
    left = dict(things)
    while left:
        thing, by = next(iter(left.items()))
        del left[thing]
        part, grown = [thing], True
        while grown:
            near = [other for other, who in left.items() if who & by]
            for other in near:
                by |= left.pop(other)
            part += near
            grown = bool(near)
        yield sorted(part)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
