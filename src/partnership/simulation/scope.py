"""What lines may name when they are written: the first of a circle, whose turn it is, how many, one of a state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


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


class Picked(dict[str, Any]):
    """The person who was picked of a state."""

    def __missing__(self, state: str) -> Any:
        raise Nobody(state)
