"""A network: who is tied to whom, by what, from when until when."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import Any, ClassVar, TypeVar

from typing_extensions import override

from partnership.errors import Fault, InputError, UnknownName
from partnership.messages import Sayable, message
from partnership.network.columns import (
    ALWAYS,
    MOST_IN_WORDS,
    OPEN,
    Adjacency,
    Columns,
    Mutual,
    TieRow,
    Weight,
    check_weight,
    is_strength,
    load,
)
from partnership.network.nodes import Node, NodeId, NodeLabel, Nodes, is_missing
from partnership.values import AsItIs, Text, uncollected

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Edge:
    """One tie as it stands in the graph: who, to whom, by what, when, how strongly, and on which entries it rests.

    It holds from `start` (None: always) up to `end`, exclusive (None: still). `record` is the (kind, id) that it comes
    from; `entries` are the numbers of its entries in the ledger.
    """

    source: NodeId
    target: NodeId
    kind: str
    mutual: bool = False
    start: dt.date | None = None
    end: dt.date | None = None
    strength: float | None = None
    entries: tuple[int, ...] = ()
    record: tuple[str, str] | None = None
    label: Sayable | None = None


class Network(AsItIs):
    """Nodes and ties, or a slice of them; never changed once it is made.

    A slice (`as_of`, `of_kinds`, `among`, `without`) shares the columns of what it was cut from and costs little.
    """

    def __init__(
        self,
        nodes: Nodes,
        columns: Columns,
        *,
        rows: Sequence[int] | None = None,
        places: Sequence[int] | None = None,
        on: dt.date | None = None,
        directed: bool | None = None,
    ) -> None:
        self._nodes = nodes
        self.columns = columns
        """The columns; only `rows` of them are meant here."""
        self.rows: Sequence[int] = range(len(columns)) if rows is None else rows
        """The rows of the columns that belong to this slice."""
        self.places: Sequence[int] = range(len(nodes)) if places is None else places
        """The places, in the columns' numbering, of the nodes of this slice."""
        self._directed = directed
        self._kept: dict[Hashable, Any] = {}
        self.on = on
        """The day that the slice shows; None where it shows all days."""

    @classmethod
    def of(
        cls,
        nodes: Iterable[Node],
        edges: Iterable[Edge],
        *,
        directed: bool | None = None,
        titles: Mapping[str, Sayable] | None = None,
    ) -> Network:
        """Make a network of nodes and edges; who is named only by an edge becomes a node too.

        `directed` says whether direction means something; left out, it does where some tie is not mutual. `titles`
        says what sectors are called.

        Raises:
            InputError: if a strength is no number from 0 to `MOST_STRENGTH`.
        """
        kept, columns, held = Nodes(nodes, dict(titles or {})), Columns(), list(edges)
        for row, edge in enumerate(held):
            if not is_missing(edge.strength) and not is_strength(edge.strength):
                found = f"{edge.source} - {edge.target}: {edge.strength!r}"
                expected = message("a strength from 0 to {most}", most=MOST_IN_WORDS)
                raise InputError(Fault(None, found, expected=expected))
            if edge.entries:
                columns.entries[row] = edge.entries
            if edge.record is not None:
                columns.records[row] = edge.record
            if edge.label is not None:
                columns.labels[row] = edge.label
        strengths = (None if is_missing(edge.strength) else edge.strength for edge in held)
        ties = (
            (edge.source, edge.target, edge.kind, edge.start, edge.end, strength)
            for edge, strength in zip(held, strengths, strict=True)
        )
        load(kept, columns, ties, mutual=False)
        columns.mutual = bytearray(edge.mutual for edge in held)
        return cls(kept, columns, directed=directed)

    @classmethod
    def from_rows(
        cls, rows: Iterable[TieRow], nodes: Iterable[Node] = (), *, mutual: Mutual = False, directed: bool | None = None
    ) -> Network:
        """Make a network of plain tuples: (source, target), then as many as are known of kind, start, end, strength.

        For many ties: rows are taken from any iterator as they come, and no object is made of one. `None` stands for
        what is not known: the kind `tie`, always, still, no strength. `mutual` says whether ties hold both ways, all of
        them or those of some kinds. Who is named only by a row becomes a node too; `directed` is as in `of`.

        Raises:
            InputError: if rows are not all of one length, or hold what is no day or no strength.
        """
        kept, columns = Nodes(nodes), Columns()
        load(kept, columns, rows, mutual=mutual)
        return cls(kept, columns, directed=directed)

    # --- nodes -------------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self.places)

    def __contains__(self, id_: object) -> bool:
        place = self._nodes.places.get(id_)
        return place is not None and place in self._present

    @cached_property
    def _present(self) -> Collection[int]:
        return self.places if isinstance(self.places, range) else frozenset(self.places)

    @cached_property
    def ids(self) -> list[NodeId]:
        """The ids of the nodes, in their order; every list by position is in the same."""
        ids = self._nodes.ids
        return [ids[place] for place in self.places]

    @property
    def nodes(self) -> Iterator[Node]:
        """The nodes, in their order."""
        return map(self._nodes.node, self.places)

    def node(self, id_: NodeId) -> Node:
        """Return one node.

        Raises:
            UnknownName: if the network has no such node; the nearest is proposed.
        """
        return self._nodes.node(self._place(id_))

    def _place(self, id_: NodeId) -> int:
        if id_ not in self:
            raise UnknownName(str(id_), map(str, self.ids), message("node"))
        return self._nodes.places[id_]

    def name(self, id_: NodeId) -> Sayable:
        """Return what a node is called: its name, or its id where it has none."""
        place = self._nodes.places.get(id_)
        name = None if place is None else self._nodes.node(place).name
        return name if name is not None else Text.quoting(str(id_))

    @property
    def titles(self) -> Mapping[str, Sayable]:
        """What the sectors are called, by their ids; empty where no law says it."""
        return self._nodes.titles

    def labels(self, by: str | Mapping[NodeId, NodeLabel] = "sector") -> list[NodeLabel]:
        """Return the group of each node, by position: its `sector`, `region`, `kind`, an attribute, or as mapped."""
        if isinstance(by, str):
            return [node.label(by) for node in self.nodes]
        return [by.get(id_) for id_ in self.ids]

    # --- edges -------------------------------------------------------------------------------------------------------

    @property
    def edge_count(self) -> int:
        """How many ties there are, parallel ones and loops among them; a mutual tie is one."""
        return len(self.rows)

    @property
    def edges(self) -> Iterator[Edge]:
        """The ties, one object each; for a million of them use `columns` and `rows`."""
        return map(self._edge, self.rows)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of ties that occur, in the order in which they first came."""
        occurring = set(self._of_rows(self.columns.kind))
        return tuple(kind for code, kind in enumerate(self.columns.kinds) if code in occurring)

    @property
    def directed(self) -> bool:
        """Whether direction means something here: some tie is not mutual."""
        if self._directed is not None:
            return self._directed
        return not all(self._of_rows(self.columns.mutual))

    def _edge(self, row: int) -> Edge:
        columns, ids = self.columns, self._nodes.ids
        start, end = columns.start[row], columns.end[row]
        return Edge(
            source=ids[columns.source[row]],
            target=ids[columns.target[row]],
            kind=columns.kinds[columns.kind[row]],
            mutual=bool(columns.mutual[row]),
            start=None if start == ALWAYS else dt.date.fromordinal(start),
            end=None if end == OPEN else dt.date.fromordinal(end),
            strength=columns.strength_of(row),
            entries=columns.entries.get(row, ()),
            record=columns.records.get(row),
            label=columns.labels.get(row),
        )

    def edges_of(self, id_: NodeId) -> Iterator[Edge]:
        """Return the ties that leave a node, then those that reach it; a loop once."""
        place, source = self._place(id_), self.columns.source
        return map(self._edge, sorted(self._incident[place], key=lambda row: source[row] != place))

    def edges_between(self, one: NodeId, other: NodeId) -> Iterator[Edge]:
        """Return the ties between two nodes, whichever way they point."""
        ends = {one, other}
        return (edge for edge in self.edges_of(one) if {edge.source, edge.target} == ends)

    @cached_property
    def _incident(self) -> list[array[int]]:
        """The rows that leave or reach each place."""
        found = [array("i") for _ in self._nodes.ids]
        source, target = self.columns.source, self.columns.target
        for row in self.rows:
            for place in {source[row], target[row]}:
                found[place].append(row)
        return found

    # --- slices ------------------------------------------------------------------------------------------------------

    def as_of(self, day: dt.date) -> Network:
        """Return what stands on a day: the nodes that are there, and the ties between them that hold."""
        rows = self.columns.on(day.toordinal(), None if self._is_whole else self.rows)
        places = self.places
        if self._nodes.dated:
            there = array("i", [place for place in places if self._nodes.node(place).is_there(day)])
            if len(there) < len(places):
                places, rows = there, self._inside(rows, frozenset(there))
        return self._slice(rows, places, day)

    def of_kinds(self, kinds: Iterable[str]) -> Network:
        """Return the same nodes with the ties of these kinds alone; one kind may be named by itself."""
        wanted = frozenset((kinds,) if isinstance(kinds, str) else kinds)
        codes = {code for code, kind in enumerate(self.columns.kinds) if kind in wanted}
        kind = self.columns.kind
        return self._slice(array("i", [row for row in self.rows if kind[row] in codes]), self.places, self.on)

    def among(self, ids: Iterable[NodeId]) -> Network:
        """Return these nodes (those of them that are here), and the ties between them."""
        wanted = frozenset(ids)
        names = self._nodes.ids
        places = array("i", [place for place in self.places if names[place] in wanted])
        return self._slice(self._inside(self.rows, frozenset(places)), places, self.on)

    def without(self, *ids: NodeId) -> Network:
        """Return what is left when some nodes are gone, with their ties."""
        for id_ in ids:
            self._place(id_)
        gone = frozenset(ids)
        return self.among(id_ for id_ in self.ids if id_ not in gone)

    def with_labels(self, by: str, labels: Sequence[NodeLabel]) -> Network:
        """Return the same nodes and ties under other groups, given by position (`by`: as in `labels`)."""
        nodes = self._nodes.with_labels(by, dict(zip(self.places, labels, strict=True)))
        found = Network(nodes, self.columns, rows=self.rows, places=self.places, on=self.on, directed=self._directed)
        found._kept = self._kept  # what is kept is made of the ties alone, and they are the same
        return found

    def _inside(self, rows: Sequence[int], places: frozenset[int]) -> array[int]:
        source, target = self.columns.source, self.columns.target
        return array("i", [row for row in rows if source[row] in places and target[row] in places])

    def _slice(self, rows: Sequence[int], places: Sequence[int], on: dt.date | None) -> Network:
        return Network(self._nodes, self.columns, rows=rows, places=places, on=on, directed=self._directed)

    # --- what measures are taken on ----------------------------------------------------------------------------------

    def simple(self, weight: Weight = "strength") -> Adjacency:
        """Return the simple graph beneath, with ties weighed together as asked; made once for each way of weighing.

        Raises:
            UnknownName: if there is no such way of weighing.
            InputError: if a kind is to weigh what is no strength.
        """
        check_weight(weight)
        key = frozenset(weight.items()) if isinstance(weight, Mapping) else weight
        found: Adjacency = self.keep(("simple", key), lambda: self._weighed(weight))
        return found

    def _weighed(self, weight: Weight) -> Adjacency:
        columns, ids = self.columns, self.ids
        simple = Adjacency(ids, directed=self.directed)
        (sources, targets), mutual = self.ends, self._of_rows(columns.mutual)
        with uncollected():
            match weight:
                case None:
                    simple.tie(zip(sources, targets, mutual, strict=True))
                case "strength" if columns.strength is not None:
                    known = (1.0 if each != each else each for each in self._of_rows(columns.strength))  # noqa: PLR0124
                    simple.weigh(zip(sources, targets, mutual, known, strict=True))
                case "count" | "strength":
                    simple.weigh(zip(sources, targets, mutual, repeat(1.0), strict=False))
                case Mapping():
                    codes = map(float, map(weight.get, columns.kinds, repeat(0.0)))
                    by_kind = map(list(codes).__getitem__, self._of_rows(columns.kind))
                    simple.weigh(zip(sources, targets, mutual, by_kind, strict=True))
        return simple

    @property
    def ends(self) -> tuple[Iterable[int], Iterable[int]]:
        """The positions of the sources of all ties, and those of their targets."""
        sources, targets = self._of_rows(self.columns.source), self._of_rows(self.columns.target)
        if isinstance(self.places, range):
            return sources, targets
        position = {place: number for number, place in enumerate(self.places)}
        return map(position.__getitem__, sources), map(position.__getitem__, targets)

    def _of_rows(self, column: Sequence[T]) -> Iterable[T]:
        """Return one column of the rows of this slice; most often that is all of it."""
        return column if self._is_whole else map(column.__getitem__, self.rows)

    @property
    def _is_whole(self) -> bool:
        return isinstance(self.rows, range) and len(self.rows) == len(self.columns)

    def keep(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what was made under a key before, or make it now: measures share their passes over a network.

        Of the ties alone, never of the groups: `with_labels` hands it on.
        """
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    drawn: ClassVar[Callable[[Network], str] | None] = None
    """How a notebook shows a network: `partnership.pictures` says it, which stands above this room."""

    def _repr_html_(self) -> str | None:
        """Show the network as its picture in a notebook."""
        draw = type(self).drawn
        return None if draw is None else draw(self)

    @override
    def __repr__(self) -> str:
        day = "" if self.on is None else f" on {self.on}"
        return f"<Network of {len(self)} nodes and {self.edge_count} ties{day}>"
