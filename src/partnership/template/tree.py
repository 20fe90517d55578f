"""What a file is read into: plain values, and the place of each of them."""

from __future__ import annotations

from typing import Any, Final, Protocol

from partnership.findings import FilePlace

Path = tuple[str | int, ...]
"""The way to a value from the top of a file: keys and positions."""

FLAWED: Final = "\0"
"""Stands in the tree where a value could not be read, so that the rest can be; no readable text holds it."""


class Tree(Protocol):
    """One file, or several composed, as plain values that know their places.

    Dicts, lists and scalars; numbers with a point are Decimal, dates are dates.
    """

    @property
    def value(self) -> Any:
        """The whole content."""

    def place(self, path: Path, key: bool = False) -> FilePlace:  # noqa: FBT001, FBT002 - the reading room's own signature
        """Where the value at `path` stands, or, with `key`, the key that leads to it."""


class Source:
    """The places of a template's values, kept for as long as the template is: every finding names the line of its
    rule.
    """

    __slots__ = ("_tree",)

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def place(self, *path: str | int, key: bool = False) -> FilePlace:
        """Where the value (or its key) stands."""
        return self._tree.place(path, key)
