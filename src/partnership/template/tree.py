"""What a template is read from: plain values, and the place of each of them in its file."""

from __future__ import annotations

from typing import Any, Protocol

from partnership.findings import Place

Path = tuple[str | int, ...]
"""The way to a value from the top of a file: keys and positions."""


class Tree(Protocol):
    """A file as plain dicts, lists and scalars (numbers with a point are Decimal, dates are dates) that knows its
    places.
    """

    @property
    def value(self) -> Any:
        """The whole content."""

    def place(self, path: Path, key: bool = False) -> Place:  # noqa: FBT001, FBT002 - the reading room's own signature
        """Where the value at `path` stands, or, with `key`, the key that leads to it."""


class Source:
    """The places of a template's values, kept for as long as the template is: every finding names the line of its
    rule.
    """

    __slots__ = ("_tree",)

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def place(self, *path: str | int, key: bool = False) -> Place:
        """Where the value (or its key) stands."""
        return self._tree.place(path, key)


def existing(value: Any, loc: Path) -> Path:
    """The part of a validator's `loc` that stands in the file.

    A validator names steps of its own (the kind chosen from a union, a wrapper) that no author wrote: they are stepped
    over.
    """
    path: list[str | int] = []
    for step in loc:
        known = step in value if isinstance(value, dict) else isinstance(value, list) and step in range(len(value))
        if known:
            value = value[step]
            path.append(step)
    return tuple(path)
