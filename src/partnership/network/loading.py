"""Many ties at once: plain tuples into columns, a batch at a time."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Collection, Iterable, Sequence
from itertools import chain, islice
from typing import Any

from partnership.errors import Fault, InputError
from partnership.messages import Message, as_written, message
from partnership.network.columns import ALWAYS, MOST_STRENGTH, OPEN, UNKNOWN_STRENGTH, Columns
from partnership.network.nodes import NodeId, Nodes
from partnership.values import uncollected

TieRow = tuple[Any, ...]
"""A tie: source and target, then as many as are known of kind, start, end (dates or None) and strength."""

PLAIN_KIND = "tie"
"""The kind of a tie of which none is told."""

_BATCH = 1 << 14
_FIELDS = ("source", "target", "kind", "start", "end", "strength")
_FEWEST = 2


Mutual = bool | Collection[str]
"""Whether ties hold both ways: all of them, none, or those of some kinds."""


def load(nodes: Nodes, columns: Columns, rows: Iterable[TieRow], *, mutual: Mutual) -> None:
    """Add ties to columns, and whoever they name to the nodes.

    Raises:
        InputError: if rows are not all of one length, or hold what is no day or no strength.
    """
    loader = _Loader(nodes, columns, mutual=mutual)
    waiting = iter(rows)
    with uncollected():
        while batch := list(islice(waiting, _BATCH)):
            loader.add(batch)


class _Loader:
    def __init__(self, nodes: Nodes, columns: Columns, *, mutual: Mutual) -> None:
        self._nodes = nodes
        self._columns = columns
        self._mutual = mutual
        self._width: int | None = None
        self._codes: dict[Any, int] = {}
        self._both: list[bool] = []
        self._starts, self._ends = _Days({None: ALWAYS}), _Days({None: OPEN})

    def add(self, batch: list[TieRow]) -> None:
        fields = self._fields(batch)
        nothing: tuple[Any, ...] = (None,) * len(batch)
        fields += [nothing] * (len(_FIELDS) - len(fields))
        sources, targets, kinds, starts, ends, strengths = fields
        codes = self._kinds(kinds)
        start = array("i", map(self._starts.__getitem__, starts))
        end = array("i", map(self._ends.__getitem__, ends))
        strength = None if strengths is nothing else _strengths(strengths)
        source, target = self._places(sources, targets)
        both = bytes(map(self._both.__getitem__, codes))
        self._columns.extend_with(source, target, codes, mutual=both, start=start, end=end, strength=strength)

    def _fields(self, batch: list[TieRow]) -> list[tuple[Any, ...]]:
        try:
            fields = list(zip(*batch, strict=True))
        except (TypeError, ValueError):
            raise _fault(message("rows of different lengths")) from None
        width = self._width = self._width or len(fields)
        if len(fields) != width or not _FEWEST <= width <= len(_FIELDS):
            raise _fault(message("a row of {length}", length=len(fields)))
        return fields

    def _places(self, sources: tuple[NodeId, ...], targets: tuple[NodeId, ...]) -> tuple[array[int], array[int]]:
        places = self._nodes.places
        try:
            return array("i", map(places.__getitem__, sources)), array("i", map(places.__getitem__, targets))
        except KeyError:
            for id_ in chain.from_iterable(zip(sources, targets, strict=True)):
                self._nodes.place(id_)
        return self._places(sources, targets)

    def _kinds(self, kinds: Sequence[Any]) -> array[int]:
        try:
            return array("H", map(self._codes.__getitem__, kinds))
        except KeyError:
            for kind in kinds:
                if kind not in self._codes:
                    self._add_kind(kind)
        return self._kinds(kinds)

    def _add_kind(self, kind: Any) -> None:
        name = PLAIN_KIND if kind is None else str(kind)
        code = self._codes[kind] = self._columns.kind_code(name)
        both = self._mutual if isinstance(self._mutual, bool) else name in self._mutual
        self._both.extend([False] * (code + 1 - len(self._both)))
        self._both[code] = both


class _Days(dict[Any, int]):
    """The ordinals of days; each is reckoned once."""

    def __missing__(self, day: Any) -> int:
        if not isinstance(day, dt.date):
            raise _fault(as_written(repr(day)), message("a date, or None"))
        ordinal = self[day] = day.toordinal()
        return ordinal


def _strengths(told: Iterable[Any]) -> array[float]:
    try:
        strengths = array("d", [UNKNOWN_STRENGTH if strength is None else strength for strength in told])
    except TypeError:
        strengths = array("d", [-1.0])
    if any(strength < 0 or strength > MOST_STRENGTH for strength in strengths):
        raise _fault(
            message("an impossible strength"),
            message("a number from 0 to {most}, or None", most=format(MOST_STRENGTH, "g")),
        )
    return strengths


def _fault(what: Message, expected: Message | None = None) -> InputError:
    expected = expected or message("tuples of one length: {fields} (the first two at least)", fields=_FIELDS)
    return InputError(Fault(None, what, expected=expected))
