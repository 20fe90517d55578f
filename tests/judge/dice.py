"""Choices for random worlds, in few words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Dice:
    """Hypothesis' own choices; each of them shrinks towards its first, smallest or false alternative."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self._draw = draw

    def one(self, choices: Sequence[T]) -> T:
        """One of several."""
        return choices[self.number(0, len(choices) - 1)]

    def number(self, low: int, high: int) -> int:
        """A whole number between two, both included."""
        found: int = self._draw(st.integers(low, high)) if low < high else low
        return found

    def chance(self, one_in: int) -> bool:
        """True once in so many times."""
        return self.number(0, one_in - 1) == one_in - 1

    def some(self, choices: Sequence[T], low: int, high: int) -> list[T]:
        """So many different ones, in their own order."""
        picked = {self.number(0, len(choices) - 1) for _ in range(self.number(low, high))}
        found = sorted(picked or {0}) if low > 0 else sorted(picked)
        rest = [index for index in range(len(choices)) if index not in found]
        return [choices[index] for index in sorted([*found, *rest[: max(0, low - len(found))]])]
