"""The smallest groupings that hold so many seats: how few members, how many groupings, and which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocking:
    """The smallest groupings of members that can block in one way, none of whose members is idle in it.

    `seats`: how many seats it takes. `size`: the fewest members who have them. `count`: how many such groupings there
    are, of any size. `coalitions`: the first of them, largest seats first. `vetoes`: who can block alone. All but
    `seats` are empty or None where even all together cannot block.
    """

    seats: int
    size: int | None
    count: int
    coalitions: tuple[tuple[str, ...], ...]
    vetoes: tuple[str, ...]


def blocking(seats: Mapping[str, int], needed: int, most: int) -> Blocking:
    """Return who has so many seats together; at most `most` groupings are listed, all are counted."""
    names = sorted(seats, key=lambda member: -seats[member])
    weights = [seats[member] for member in names]
    found = [tuple(names[place] for place in places) for places in islice(_minimal(weights, needed), most)]
    return Blocking(
        seats=needed,
        size=_fewest(weights, needed),
        count=_count(weights, needed),
        coalitions=tuple(found),
        vetoes=tuple(member for member in seats if seats[member] >= needed),
    )


def _fewest(weights: Sequence[int], needed: int) -> int | None:
    return next((size for size, held in enumerate(accumulate(weights), 1) if held >= needed), None)


def _count(weights: Sequence[int], needed: int) -> int:
    """Count the groupings that reach what is needed, and no longer do without their lightest; heaviest come first."""
    ways, count = [1] + [0] * (needed - 1), 0
    for weight in weights:
        count += sum(ways[max(0, needed - weight) :])
        for held in range(needed - 1, weight - 1, -1):
            ways[held] += ways[held - weight]
    return count


def _minimal(weights: Sequence[int], needed: int) -> Iterator[tuple[int, ...]]:
    """Return those groupings, one by one."""
    left = [*reversed(list(accumulate(reversed(weights)))), 0]
    ahead: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, ())]
    while ahead:
        place, held, chosen = ahead.pop()
        if held + left[place] < needed:
            continue
        ahead.append((place + 1, held, chosen))
        if held + weights[place] >= needed:
            yield (*chosen, place)
        else:
            ahead.append((place + 1, held + weights[place], (*chosen, place)))
