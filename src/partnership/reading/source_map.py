"""A file as plain values that know where they stand."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import cached_property
from typing import Any

from typing_extensions import override

from partnership.findings import FilePlace
from partnership.template.tree import Path

_line_ends = re.compile("\n").finditer


class FileLines:
    """The lines of one file: what stands at a character of its text has a place there."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self.file = file

    def place(self, at: int) -> FilePlace:
        """Tell in which line and column the character number `at` stands, counted from 0."""
        line = bisect_right(self._begin, at)
        return FilePlace(file=self.file, line=line, column=at - self._begin[line - 1] + 1)

    @cached_property
    def _begin(self) -> array[int]:
        return array("I", [0, *(end.end() for end in _line_ends(self._text))])


class SourceMap:
    """The content of one file: `value` is plain dicts, lists and scalars, and each key and value has a place.

    Where each node begins is kept as one integer, in the order of the file, and where each container ends. That costs
    nearly nothing while reading; lines, and the way to a node, are worked out when somebody asks.
    """

    __slots__ = ("_ends", "_known", "_lines", "_spots", "value")

    def __init__(self, value: Any, lines: FileLines, spots: array[int], ends: dict[int, int]) -> None:
        self.value = value
        self._lines = lines
        self._spots = spots
        self._ends = ends
        self._known: dict[int, dict[str, int] | list[int]] = {}

    def place(self, path: Path, key: bool = False) -> FilePlace:  # noqa: FBT001, FBT002 - a tree is asked for its places by position
        """Tell where the value at `path` stands, or, with `key`, the key that leads to it.

        Of a path that the file does not have, the place of the nearest value above it is given: what is missing is
        missed there.
        """
        node, at, key_at = self.value, 0, 0
        for step in path:
            within = self._within(node, at)
            if isinstance(within, dict) and isinstance(step, str) and step in within:
                at = within[step]
                key_at = at - 1
            elif isinstance(within, list) and isinstance(step, int) and 0 <= step < len(within):
                at = key_at = within[step]
            else:
                break
            node = node[step]
        return self._place(key_at if key else at)

    def key_of(self, node: dict[str, Any], number: int, name: str) -> FilePlace:
        """Tell where a key of a container stands whose number is known, as it is while the file is still being read."""
        within = self._within(node, number)
        return self._place(within[name] - 1 if isinstance(within, dict) else number)

    def _place(self, number: int) -> FilePlace:
        return self._lines.place(self._spots[number])

    def _within(self, node: Any, at: int) -> dict[str, int] | list[int] | None:
        """Number the values of one container; a scalar has none. A key's number is its value's less one."""
        known = self._known.get(at)
        if known is not None:
            return known
        ends, cursor = self._ends, at + 1
        if isinstance(node, dict):
            keyed: dict[str, int] = {}
            for name in node:
                keyed[name] = cursor + 1
                cursor = ends.get(cursor + 1, cursor + 2)
            self._known[at] = keyed
            return keyed
        if isinstance(node, list):
            listed: list[int] = []
            for _ in node:
                listed.append(cursor)
                cursor = ends.get(cursor, cursor + 1)
            self._known[at] = listed
            return listed
        return None

    @override
    def __repr__(self) -> str:
        return f"<SourceMap {self._lines.file}: {len(self._spots)} nodes>"
