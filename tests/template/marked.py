"""A small stand-in for the reading room: plain values and their places, of the YAML that tests write."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from partnership.findings import FilePlace


class SourceMap:
    """Plain values, and the place of each key and value."""

    def __init__(self, text: str, file: str = "law.yaml") -> None:
        self.file = file
        self.places: dict[tuple[tuple[str | int, ...], bool], FilePlace] = {}
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        assert root is not None
        self.value = self._value(root, ())

    def place(self, path: tuple[str | int, ...], key: bool = False) -> FilePlace:  # noqa: FBT001, FBT002 - the signature of `Tree`
        """As the reading room: what is missing is missed at the nearest value above it."""
        while (path, key) not in self.places and path:
            path, key = path[:-1], False
        return self.places[path, key]

    def _value(self, node: yaml.Node, path: tuple[str | int, ...]) -> Any:
        self.places[path, False] = self.places.setdefault((path, True), self._place(node))
        self.places[path, False] = self._place(node)
        match node:
            case yaml.MappingNode():
                for key, _ in node.value:
                    self.places[(*path, key.value), True] = self._place(key)
                return {key.value: self._value(inner, (*path, key.value)) for key, inner in node.value}
            case yaml.SequenceNode():
                return [self._value(each, (*path, index)) for index, each in enumerate(node.value)]
            case _:
                return _scalar(node)

    def _place(self, node: yaml.Node) -> FilePlace:
        mark = node.start_mark
        return FilePlace(file=self.file, line=mark.line + 1, column=mark.column + 1)


def _scalar(node: yaml.Node) -> Any:
    tag, text = node.tag.rpartition(":")[2], node.value
    match tag:
        case "int":
            return int(text)
        case "float":
            return Decimal(text)
        case "bool":
            return text == "true"
        case "timestamp":
            return date.fromisoformat(text)
        case _:
            return text
