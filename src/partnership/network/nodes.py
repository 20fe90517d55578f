"""Who and what can be tied: the nodes of a network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from partnership.messages import Sayable

NodeId = Hashable
"""What names a node: a string in every network of ours, anything in an analyst's own graph."""

NodeLabel = Hashable | None
"""A group that a node belongs to (its sector, its region); None where it belongs to none."""

GROUPED_BY = ("sector", "region", "kind")
"""What every node may be grouped by; all else is an attribute of its own."""

_NONE: Mapping[str, Any] = {}


def is_missing(value: Any) -> bool:
    """Tell whether a table means by a value that there is none: None, no text, nan, or what pandas has instead."""
    try:
        return value is None or value == "" or bool(value != value)  # noqa: PLR0124 - nan alone differs from itself
    except TypeError:  # pandas.NA cannot tell whether it is equal to anything
        return True


@dataclass(frozen=True, slots=True)
class Node:
    """One who can be tied, with the days in which it was there: from `start` (None: always) to `end`, exclusive."""

    id: NodeId
    kind: str = "partner"
    sector: str | None = None
    name: Sayable | None = None
    region: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    attributes: Mapping[str, Any] = field(default_factory=lambda: _NONE)

    def is_there(self, day: dt.date) -> bool:
        """Tell whether it is there on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def label(self, by: str) -> NodeLabel:
        """Return its group: by `sector`, `region`, `kind`, or an attribute of its own."""
        label: NodeLabel = getattr(self, by) if by in GROUPED_BY else self.attributes.get(by)
        return label

    def labelled(self, by: str, label: NodeLabel) -> Node:
        """Return the same node in another group; a sector, region or kind is text."""
        if by in GROUPED_BY:
            return replace(self, **{by: None if label is None else str(label)})  # type: ignore[arg-type]
        return replace(self, attributes={**self.attributes, by: label})


class Nodes:
    """The nodes of a network in the order in which they came."""

    def __init__(self, nodes: Iterable[Node] = (), titles: Mapping[str, Sayable] = _NONE) -> None:
        self.ids: list[NodeId] = []
        self.places: dict[NodeId, int] = {}
        self.titles = titles
        """What sectors are called, where a law says it."""
        self.dated = False
        """Whether days are known of any."""
        self._told: list[Node | None] = []
        """None for those of whom nothing is known but that they are there."""
        for node in nodes:
            if node.id not in self.places:
                self._told[self.place(node.id)] = node
                self.dated |= node.start is not None or node.end is not None

    def __len__(self) -> int:
        return len(self.ids)

    def place(self, id_: NodeId) -> int:
        """Return the place of a node; one that is new becomes a node of which no more is known."""
        found = self.places.get(id_)
        if found is None:
            found = self.places[id_] = len(self.ids)
            self.ids.append(id_)
            self._told.append(None)
        return found

    def node(self, place: int) -> Node:
        """Return the node at a place."""
        return self._told[place] or Node(self.ids[place])

    def with_labels(self, by: str, labels: Mapping[int, NodeLabel]) -> Nodes:
        """Return the same nodes, those at some places in other groups."""
        told = map(self.node, range(len(self)))
        return Nodes(
            (node.labelled(by, labels[place]) if place in labels else node for place, node in enumerate(told)),
            self.titles,
        )
