"""Who and what can be tied: the nodes of a network, as columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from partnership.messages import Sayable

NodeId = Hashable
"""What names a node: a string in every network of ours, anything in an analyst's own graph."""

NodeLabel = Hashable | None
"""A group that a node belongs to (its sector, its region); None where it belongs to none."""


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
    attributes: Mapping[str, Any] = field(default_factory=dict)


class Nodes:
    """The nodes of a network in the order in which they came; what few of them have is kept for those few."""

    __slots__ = ("attributes", "ends", "ids", "kinds", "names", "places", "regions", "sectors", "starts", "titles")

    def __init__(self, nodes: Iterable[Node] = ()) -> None:
        self.ids: list[NodeId] = []
        self.places: dict[NodeId, int] = {}
        self.kinds: list[str] = []
        self.sectors: list[str | None] = []
        self.regions: dict[int, str] = {}
        self.names: dict[int, Sayable] = {}
        self.starts: dict[int, int] = {}
        self.ends: dict[int, int] = {}
        self.attributes: dict[int, Mapping[str, Any]] = {}
        self.titles: Mapping[str, Sayable] = {}
        """What sectors are called, where a law says it."""
        for node in nodes:
            self.add(node)

    def add(self, node: Node) -> int:
        """Take a node in, or find the one that has its id already; returns its place."""
        place = self.places.get(node.id)
        if place is not None:
            return place
        place = self.add_plain(node.id, node.kind, node.sector)
        if node.name is not None:
            self.names[place] = node.name
        if node.region is not None:
            self.regions[place] = node.region
        if node.start is not None:
            self.starts[place] = node.start.toordinal()
        if node.end is not None:
            self.ends[place] = node.end.toordinal()
        if node.attributes:
            self.attributes[place] = node.attributes
        return place

    def place(self, id_: NodeId) -> int:
        """Return the place of a node; one that is new becomes a node of which no more is known."""
        found = self.places.get(id_)
        return self.add_plain(id_) if found is None else found

    def add_plain(self, id_: NodeId, kind: str = "partner", sector: str | None = None) -> int:
        """Take in a node of which no more is known; the id must be new."""
        place = len(self.ids)
        self.places[id_] = place
        self.ids.append(id_)
        self.kinds.append(kind)
        self.sectors.append(sector)
        return place

    def __len__(self) -> int:
        return len(self.ids)

    def node(self, place: int) -> Node:
        """Return the node at a place."""
        start, end = self.starts.get(place), self.ends.get(place)
        return Node(
            id=self.ids[place],
            kind=self.kinds[place],
            sector=self.sectors[place],
            name=self.names.get(place),
            region=self.regions.get(place),
            start=None if start is None else dt.date.fromordinal(start),
            end=None if end is None else dt.date.fromordinal(end),
            attributes=self.attributes.get(place, {}),
        )

    def label(self, place: int, by: str) -> NodeLabel:
        """Return the group of a node: by `sector`, `region`, `kind`, or an attribute of its own."""
        match by:
            case "sector":
                return self.sectors[place]
            case "region":
                return self.regions.get(place)
            case "kind":
                return self.kinds[place]
            case _:
                label: NodeLabel = self.attributes.get(place, {}).get(by)
                return label

    def with_labels(self, by: str, labels: Mapping[int, NodeLabel]) -> Nodes:
        """Return the same nodes, those at some places in other groups; a sector, region or kind is text."""
        other = copy(self)
        match by:
            case "sector":
                other.sectors = self.sectors[:]
                for place, label in labels.items():
                    other.sectors[place] = None if label is None else str(label)
            case "region":
                other.regions = {place: region for place, region in self.regions.items() if place not in labels}
                other.regions.update({place: str(label) for place, label in labels.items() if label is not None})
            case "kind":
                other.kinds = self.kinds[:]
                for place, label in labels.items():
                    other.kinds[place] = str(label)
            case _:
                other.attributes = dict(self.attributes)
                for place, label in labels.items():
                    other.attributes[place] = {**self.attributes.get(place, {}), by: label}
        return other

    def is_there(self, place: int, day: int) -> bool:
        """Tell whether a node is there on a day (an ordinal)."""
        return self.starts.get(place, 0) <= day < self.ends.get(place, day + 1)
