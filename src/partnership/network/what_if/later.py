"""Later: what costs more than most readers need, found when it is first read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Later(Generic[T]):
    """A value that is found when it is first asked for, and kept."""

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], T]) -> None:
        self._find = find
        self._found: tuple[T] | None = None

    def __call__(self) -> T:
        """Return the value."""
        if self._found is None:
            self._found = (self._find(),)
        return self._found[0]
