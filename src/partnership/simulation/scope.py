"""What lines may name when they are written: the first of a circle, whose turn it is, how many, one of a state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from partnership.simulation.crowd import Crowd


class Nobody(Exception):
    """A line needs somebody of a circle, and nobody is there (yet)."""


class First(dict[str, Any]):
    """The first of a circle, or the one whose turn it is."""

    def __init__(self, scope: Mapping[str, Any], number: int = 0) -> None:
        super().__init__()
        self._scope, self._number = scope, number

    def __missing__(self, name: str) -> Any:
        members = self._scope[name]
        if not members:
            raise Nobody(name)
        return members[self._number % len(members)]


class CircleSize(dict[str, Any]):
    """How many there are in a circle."""

    def __init__(self, scope: Mapping[str, Any]) -> None:
        super().__init__()
        self._scope = scope

    def __missing__(self, name: str) -> Any:
        return len(self._scope[name])


class PartnerNumber(dict[str, Any]):
    """The number of the partner that another word names."""

    def __init__(self, named: Mapping[str, Any], numbers: Mapping[str, int]) -> None:
        super().__init__()
        self._named, self._numbers = named, numbers

    def __missing__(self, name: str) -> Any:
        return self._numbers[self._named[name]]


class Pick(dict[str, Any]):
    """One of the people in a state: another one for each partner, or each time."""

    def __init__(self, crowd: Crowd, states: Sequence[str], number: int) -> None:
        super().__init__()
        self._crowd, self._states, self._number = crowd, states, number

    def __missing__(self, state: str) -> Any:
        numbers = self._crowd.inside(self._states.index(state))
        if not len(numbers):
            raise Nobody(state)
        return self._crowd.name(int(numbers[self._number % len(numbers)]))
