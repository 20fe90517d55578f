"""Edges as columns, plain arrays that carry a million ties, and the simple graph beneath them.

A row costs about 32 bytes. Days are ordinals (`date.toordinal`); 0 is "always", `OPEN` "still". In the simple graph
parallel ties are one, loops are none, and each arc has a weight.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice
from numbers import Real
from typing import Any, Literal, get_args

from partnership.errors import Fault, InputError, UnknownName
from partnership.messages import Message, Sayable, as_written, message
from partnership.network.nodes import NodeId, Nodes
from partnership.values import uncollected

ALWAYS = 0
"""The start of an edge that has no known beginning."""

OPEN = 2**31 - 1
"""The end of an edge that has not ended."""

UNKNOWN_STRENGTH = float("nan")
"""The strength of an edge of which none is known."""

MOST_STRENGTH = 1e100
"""The greatest strength of one edge: any number of such can be added up, and multiplied, without leaving numbers."""

MOST_IN_WORDS = format(MOST_STRENGTH, "g")
"""The same for messages."""

PLAIN_KIND = "tie"
"""The kind of a tie of which none is told."""

_BATCH = 1 << 14
_FIELDS = ("source", "target", "kind", "start", "end", "strength")
_FEWEST = 2

Mutual = bool | Collection[str]
"""Whether ties hold both ways: all of them, none, or those of some kinds."""

RowNumbers = Sequence[int]
"""Rows that are meant: all of them, as a range, or some."""

TieRow = tuple[Any, ...]
"""A tie: source and target, then as many as are known of kind, start, end (dates or None) and strength."""


def is_strength(value: object) -> bool:
    """Tell whether something can be the strength of an edge: a number from 0 to `MOST_STRENGTH`."""
    return isinstance(value, Real) and 0 <= float(value) <= MOST_STRENGTH


class Columns:
    """The edges of a network. Nothing is ever taken out of them: a slice is a choice of rows."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.source, self.target, self.kind = array("i"), array("i"), array("H")
        self.mutual = bytearray()
        self.start, self.end = array("i"), array("i")
        self.strength: array[float] | None = None
        """None until a strength is known."""
        self.entries: dict[int, tuple[int, ...]] = {}
        """The numbers of the entries that an edge rests on."""
        self.records: dict[int, tuple[str, str]] = {}
        """The record (kind, id) that an edge comes from."""
        self.labels: dict[int, Sayable] = {}

    def __len__(self) -> int:
        return len(self.source)

    def kind_code(self, kind: str) -> int:
        """Return the number that stands for a kind in the column; a new kind gets a new one."""
        if kind not in self.kinds:
            self.kinds.append(kind)
        return self.kinds.index(kind)

    def add(
        self,
        fields: tuple[Iterable[int], Iterable[int], Iterable[int]],
        *,
        mutual: Iterable[int],
        days: tuple[Iterable[int], Iterable[int]],
        strength: Iterable[float] | None = None,
    ) -> None:
        """Add edges: the places of their ends and the codes of their kinds, then columns of the same length."""
        before = len(self)
        for column, values in zip((self.source, self.target, self.kind), fields, strict=True):
            column.extend(values)
        for column, values in zip((self.start, self.end), days, strict=True):
            column.extend(values)
        self.mutual.extend(mutual)
        more = len(self) - before
        if strength is not None and self.strength is None:
            self.strength = array("d", [UNKNOWN_STRENGTH]) * before
        if self.strength is not None:
            self.strength.extend(array("d", [UNKNOWN_STRENGTH]) * more if strength is None else strength)

    def strength_of(self, row: int) -> float | None:
        """Return the strength of an edge; None where none is known."""
        strength = UNKNOWN_STRENGTH if self.strength is None else self.strength[row]
        return None if strength != strength else strength  # noqa: PLR0124 - nan alone differs from itself

    def on(self, day: int, rows: RowNumbers | None = None) -> array[int]:
        """Return the rows that hold on a day, in their order; `rows` narrows the choice."""
        start, end = self.start, self.end
        if rows is not None:
            return array("i", [row for row in rows if start[row] <= day < end[row]])
        days = zip(start, end, strict=True)
        return array("i", [row for row, (begins, ends) in enumerate(days) if begins <= day < ends])


# --- many ties at once -----------------------------------------------------------------------------------------------


def load(nodes: Nodes, columns: Columns, rows: Iterable[TieRow], *, mutual: Mutual) -> None:
    """Add ties told as plain tuples to columns, a batch at a time, and whoever they name to the nodes.

    Raises:
        InputError: if rows are not all of one length, or hold what is no day or no strength.
    """
    codes = _Known(lambda kind: columns.kind_code(_kind(kind)))
    both = _Known(lambda kind: mutual if isinstance(mutual, bool) else _kind(kind) in mutual)
    starts, ends = _Known(_ordinal, {None: ALWAYS}), _Known(_ordinal, {None: OPEN})
    waiting, width, places = iter(rows), 0, nodes.places
    with uncollected():
        while batch := list(islice(waiting, _BATCH)):
            fields = _fields(batch, width)
            width = len(fields)
            fields += [(None,) * len(batch)] * (len(_FIELDS) - width)
            sources, targets, kinds, begun, ended, strengths = fields
            for id_ in [id_ for id_ in chain.from_iterable(zip(sources, targets, strict=True)) if id_ not in places]:
                nodes.place(id_)
            columns.add(
                (map(places.__getitem__, sources), map(places.__getitem__, targets), map(codes.__getitem__, kinds)),
                mutual=bytes(map(both.__getitem__, kinds)),
                days=(array("i", map(starts.__getitem__, begun)), array("i", map(ends.__getitem__, ended))),
                strength=None if width < len(_FIELDS) else _strengths(strengths),
            )


class _Known(dict[Any, int]):
    """What is found out of a key when it is first asked for."""

    def __init__(self, find: Callable[[Any], int], known: Mapping[Any, int] | None = None) -> None:
        super().__init__(known or {})
        self._find = find

    def __missing__(self, key: Any) -> int:
        found = self[key] = self._find(key)
        return found


def _kind(kind: Any) -> str:
    return PLAIN_KIND if kind is None else str(kind)


def _ordinal(day: Any) -> int:
    if not isinstance(day, dt.date):
        raise _fault(as_written(repr(day)), message("a date, or None"))
    return day.toordinal()


def _fields(batch: list[TieRow], width: int) -> list[tuple[Any, ...]]:
    try:
        fields = list(zip(*batch, strict=True))
    except (TypeError, ValueError):
        raise _fault(message("rows of different lengths")) from None
    if len(fields) != (width or len(fields)) or not _FEWEST <= len(fields) <= len(_FIELDS):
        raise _fault(message("a row of {length}", length=len(fields)))
    return fields


def _strengths(told: Iterable[Any]) -> array[float]:
    try:
        strengths = array("d", [UNKNOWN_STRENGTH if strength is None else strength for strength in told])
    except TypeError:
        strengths = array("d", [-1.0])
    if any(strength < 0 or strength > MOST_STRENGTH for strength in strengths):
        raise _fault(message("an impossible strength"), message("a number from 0 to {most}, or None"))
    return strengths


def _fault(what: Message, expected: Message | None = None) -> InputError:
    expected = expected or message("tuples of one length: {fields} (the first two at least)", fields=_FIELDS)
    return InputError(Fault(None, what, expected=expected.given(most=MOST_IN_WORDS)))


# --- the simple graph beneath -----------------------------------------------------------------------------------------


WeightName = Literal["strength", "count"]

Weight = WeightName | Mapping[str, float] | None
"""What parallel ties weigh together.

`strength`: the sum of their strengths, an unknown one counting 1. `count`: how many they are. A mapping: the sum of
what it gives their kinds (a kind that it does not name weighs nothing, and is no tie). None: 1, however many.
"""


class Adjacency:
    """Who is tied to whom, by position: `out[a][b]` is the weight of the arc from the a-th node to the b-th.

    A mutual tie is an arc each way. `directed` is False where all ties are mutual, so that `out` and `into` are alike.
    """

    def __init__(self, ids: list[NodeId], *, directed: bool) -> None:
        self.ids = ids
        self.out: list[dict[int, float]] = [{} for _ in ids]
        self.directed = directed

    def tie(self, ties: Iterable[tuple[int, int, int]]) -> None:
        """Take in ties (two positions, and whether it is mutual) that weigh 1, however many there are of a pair."""
        out = self.out
        for one, other, both in ties:
            if one != other:
                out[one][other] = 1.0
                if both:
                    out[other][one] = 1.0

    def weigh(self, ties: Iterable[tuple[int, int, int, float]]) -> None:
        """Take in ties whose weights are added up for each pair; what weighs nothing is no tie."""
        out = self.out
        for one, other, both, more in ties:
            if one != other and more:
                near = out[one]
                near[other] = near.get(other, 0.0) + more
                if both:
                    near = out[other]
                    near[one] = near.get(one, 0.0) + more

    def networkx(self, *, directed: bool) -> Any:
        """Return the arcs between positions as a graph of networkx, which is imported here."""
        import networkx as nx

        graph = nx.DiGraph() if directed else nx.Graph()
        graph.add_nodes_from(range(len(self)))
        graph.add_edges_from((one, other) for one, near in enumerate(self.out) for other in near)
        return graph

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def into(self) -> list[dict[int, float]]:
        """`into[b][a]` is the weight of the arc from a to b."""
        if not self.directed:
            return self.out
        into: list[dict[int, float]] = [{} for _ in self.ids]
        for one, targets in enumerate(self.out):
            for other, weight in targets.items():
                into[other][one] = weight
        return into

    @cached_property
    def around(self) -> list[dict[int, float]]:
        """`around[a][b]` is the weight of the arcs between a and b both ways together, `out[a][b] + out[b][a]`."""
        around = [dict(targets) for targets in self.out]
        for one, targets in enumerate(self.out):
            for other, weight in targets.items():
                around[other][one] = around[other].get(one, 0.0) + weight
        return around

    @cached_property
    def arcs(self) -> int:
        """How many arcs there are; a mutual tie is two."""
        return sum(map(len, self.out))

    @cached_property
    def positions(self) -> dict[NodeId, int]:
        """The position of each node."""
        return {id_: position for position, id_ in enumerate(self.ids)}


def check_weight(weight: Weight) -> None:
    """Check how parallel ties are to be weighed: one of the names, None, or a strength for each of some kinds.

    Raises:
        UnknownName: if it is another name; the nearest is proposed.
        InputError: if it is no such thing, or what it gives a kind is no strength.
    """
    if isinstance(weight, str) and weight not in get_args(WeightName):
        raise UnknownName(weight, get_args(WeightName), message("weight"))
    wrong = [] if weight is None or isinstance(weight, str) else [repr(weight)]
    if isinstance(weight, Mapping):
        wrong = [f"{kind}: {value!r}" for kind, value in weight.items() if not is_strength(value)]
    if wrong:
        expected = message("'strength', 'count', None, or a number from 0 to {most} for each of some kinds")
        raise _fault(message("weight: {found}", found=wrong[0]), expected)
