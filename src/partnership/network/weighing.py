"""From rows to the simple graph beneath them: parallel ties are weighed together, loops are left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, Literal, NamedTuple, Protocol, get_args

from partnership.errors import Fault, InputError, UnknownName
from partnership.messages import message
from partnership.network.adjacency import Adjacency, Weight
from partnership.network.columns import MOST_STRENGTH, Columns, is_strength
from partnership.network.nodes import NodeId
from partnership.values import uncollected

_NAMED = next(each for each in get_args(Weight) if getattr(each, "__origin__", None) is Literal)


class Slice(Protocol):
    """What is weighed: some rows of columns, and the nodes at some places (a network)."""

    @property
    def columns(self) -> Columns:
        """All rows."""
        ...

    @property
    def rows(self) -> Sequence[int]:
        """The rows that are meant."""
        ...

    @property
    def places(self) -> Sequence[int]:
        """The places of the nodes that are meant."""
        ...

    @property
    def ids(self) -> list[NodeId]:
        """Their ids."""
        ...

    @property
    def directed(self) -> bool:
        """Whether direction means something."""
        ...


class Arcs(NamedTuple):
    """The arcs of the simple graph as arrays of numpy, ordered by source, then by target."""

    source: Any
    target: Any
    weight: Any


def check_weight(weight: Weight) -> None:
    """Check how parallel ties are to be weighed: one of the names, None, or a strength for each of some kinds.

    Raises:
        UnknownName: if it is another name; the nearest is proposed.
        InputError: if it is no such thing, or what it gives a kind is no strength.
    """
    match weight:
        case None:
            pass
        case str() if weight not in get_args(_NAMED):
            raise UnknownName(weight, get_args(_NAMED), message("weight"))
        case str():
            pass
        case Mapping():
            for kind, value in weight.items():
                if not is_strength(value):
                    raise _no_weight(f"{kind}: {value!r}")
        case _:
            raise _no_weight(repr(weight))


def _no_weight(found: str) -> InputError:
    return InputError(
        Fault(
            None,
            message("weight: {found}", found=found),
            expected=message(
                "'strength', 'count', None, or a number from 0 to {most} for each of some kinds",
                most=format(MOST_STRENGTH, "g"),
            ),
        )
    )


def weighed(network: Slice, weight: Weight) -> Adjacency:
    """Return the simple graph by position; the weight has been checked."""
    with uncollected():
        return _weighed(network, weight)


def tied(network: Slice) -> list[list[int]]:
    """Return to whom each node is tied, by position, whichever way: one for each tie, so that parallel ties count.

    A mutual tie is one; loops are left out.
    """
    near: list[list[int]] = [[] for _ in network.places]
    sources, targets = _positions(network, network.columns.source), _positions(network, network.columns.target)
    for one, other in zip(sources, targets, strict=True):
        if one != other:
            near[one].append(other)
            near[other].append(one)
    return near


def _weighed(network: Slice, weight: Weight) -> Adjacency:
    out: list[dict[int, float]] = [{} for _ in network.places]
    sources, targets = _positions(network, network.columns.source), _positions(network, network.columns.target)
    mutual = _of_rows(network, network.columns.mutual)
    if weight is None:
        _tie(out, zip(sources, targets, mutual, strict=True))
    else:
        _sum(out, zip(sources, targets, mutual, _weights(network, weight), strict=False))
    return Adjacency(network.ids, out, directed=network.directed)


def _tie(out: list[dict[int, float]], rows: Iterable[tuple[int, int, int]]) -> None:
    for one, other, both in rows:
        if one != other:
            out[one][other] = 1.0
            if both:
                out[other][one] = 1.0


def _sum(out: list[dict[int, float]], rows: Iterable[tuple[int, int, int, float]]) -> None:
    for one, other, both, more in rows:
        if one != other and more:
            near = out[one]
            near[other] = near.get(other, 0.0) + more
            if both:
                near = out[other]
                near[one] = near.get(one, 0.0) + more


def _weights(network: Slice, weight: Weight) -> Iterator[float]:
    columns = network.columns
    if isinstance(weight, Mapping):
        by_code = [float(weight.get(kind, 0.0)) for kind in columns.kinds]
        return map(by_code.__getitem__, _of_rows(network, columns.kind))
    if weight != "strength" or columns.strength is None:
        return repeat(1.0)
    return (1.0 if found != found else found for found in _of_rows(network, columns.strength))  # noqa: PLR0124 - nan


def _positions(network: Slice, ends: Any) -> Iterable[int]:
    places: Iterable[int] = _of_rows(network, ends)
    if isinstance(network.places, range):
        return places
    position = {place: number for number, place in enumerate(network.places)}
    return map(position.__getitem__, places)


def _of_rows(network: Slice, column: Any) -> Iterable[Any]:
    """Return one column of the rows that are meant; most often all are."""
    return column if _whole(network) else map(column.__getitem__, network.rows)


def _whole(network: Slice) -> bool:
    return isinstance(network.rows, range) and len(network.rows) == len(network.columns)


def arcs(network: Slice, weight: Weight, np: Any) -> Arcs:
    """Return the arcs of `weighed` as arrays, straight from the columns."""
    check_weight(weight)
    columns, size = network.columns, len(network.places)
    rows = None if _whole(network) else np.array(network.rows, dtype=np.int64)

    def taken(column: Any, kind: str) -> Any:
        # a copy: as long as a view of an array lives, the array cannot grow
        held = np.frombuffer(column, dtype=kind) if len(column) else np.zeros(0, dtype=kind)
        return held.copy() if rows is None else held[rows]

    source, target = (taken(ends, "i4").astype(np.int64) for ends in (columns.source, columns.target))
    if not isinstance(network.places, range):
        position = np.zeros(max(network.places, default=0) + 1, dtype=np.int64)
        position[np.array(network.places, dtype=np.int64)] = np.arange(size)
        source, target = position[source], position[target]
    if isinstance(weight, Mapping):
        by_code = np.array([float(weight.get(kind, 0.0)) for kind in columns.kinds] or [0.0])
        weights = by_code[taken(columns.kind, "u2")]
    elif weight == "strength" and columns.strength is not None:
        weights = taken(columns.strength, "f8")
        weights[np.isnan(weights)] = 1.0
    else:
        weights = np.ones(len(source))
    counts = (source != target) & (weights != 0)
    back = counts & (taken(columns.mutual, "u1") != 0)
    keys = np.concatenate([(source * size + target)[counts], (target * size + source)[back]])
    return _together(keys, np.concatenate([weights[counts], weights[back]]), size, weight, np)


def _together(keys: Any, weights: Any, size: int, weight: Weight, np: Any) -> Arcs:
    if not len(keys):
        return Arcs(keys, keys, weights)
    if weight is None:
        keys = np.unique(keys)
        return Arcs(keys // size, keys % size, np.ones(len(keys)))
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    keys = keys[first]
    return Arcs(keys // size, keys % size, np.add.reduceat(weights[order], first))
