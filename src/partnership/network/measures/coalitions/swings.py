"""Who swings a vote how often, where members have different numbers of seats: the index of Banzhaf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction


def banzhaf(seats: Mapping[str, int], needed: int) -> dict[str, Fraction] | None:
    """Return each member's share of all swings; None where nobody ever swings a vote.

    Source: Banzhaf, J. F. (1965). Weighted voting doesn't work. Rutgers Law Review 19, 317-343; counted exactly.
    """
    swings = {}
    for member, weight in seats.items():
        ways = _ways([other for name, other in seats.items() if name != member])
        swings[member] = sum(ways[max(0, needed - weight) : needed])
    total = sum(swings.values())
    return {member: Fraction(count, total) for member, count in swings.items()} if total else None


def _ways(weights: Sequence[int]) -> list[int]:
    """Return how many groupings hold each number of seats."""
    ways = [1]
    for weight in weights:
        ways += [0] * weight
        for held in range(len(ways) - 1, weight - 1, -1):
            ways[held] += ways[held - weight]
    return ways
