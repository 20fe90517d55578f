"""Choices for random worlds, in few words."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Choices that follow from one number.

    Hypothesis chooses the number only: a world drawn choice by choice is small far too often. What fails is made
    smaller by `smaller.py`, which knows what a world is made of.
    """

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - made-up worlds need no cryptography

    def one(self, choices: Sequence[T]) -> T:
        """One of several."""
        return choices[self.number(0, len(choices) - 1)]

    def number(self, low: int, high: int) -> int:
        """A whole number between two, both included."""
        return self._random.randint(low, high)

    def chance(self, one_in: int) -> bool:
        """True once in so many times."""
        return self.number(1, one_in) == one_in

    def some(self, choices: Sequence[T], low: int, high: int) -> list[T]:
        """So many different ones, in their own order."""
        picked = self._random.sample(range(len(choices)), min(self.number(low, high), len(choices)))
        return [choices[index] for index in sorted(picked)]
