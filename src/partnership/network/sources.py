"""Whatever an analyst has, as a network: one of ours, a programme on a day, or any graph of networkx."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from partnership.errors import Fault, InputError
from partnership.evaluation import View
from partnership.messages import FULL, Sayable, message
from partnership.network.columns import MOST_STRENGTH, is_strength
from partnership.network.conversions import NAMES, TITLES, in_full
from partnership.network.kinds import kind_title
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId, is_missing
from partnership.network.views import partner_network
from partnership.values import Text


@runtime_checkable
class NetworkxGraph(Protocol):
    """A graph of networkx of any of its four classes, as far as it is read here."""

    nodes: Any
    edges: Any

    def is_directed(self) -> bool:
        """Tell whether its edges have a direction."""
        ...

    def is_multigraph(self) -> bool:
        """Tell whether two nodes may have several edges."""
        ...


Graph = Network | View | NetworkxGraph
"""What every measure takes. A snapshot stands for its partners and the ties that they have lived."""

_KNOWN = frozenset({"kind", "sector", "name", *NAMES, "region", "start", "end"})


def network_of(graph: Graph) -> Network:
    """Take a network, a snapshot or a networkx graph as a network.

    Of a networkx graph, `sector`, `kind`, `region` and `name` (or `name_en`, `name_ru`) of its nodes are taken, and
    `kind`, `strength` (or `weight`), `start`, `end` (dates or their ISO 8601 text), `mutual`, `entries`, `record` and
    `title_en`, `title_ru` of its edges. An undirected graph has mutual ties alone. What a table leaves empty (no text,
    nan) is not known; only a strength has to be a number, or None.

    Raises:
        InputError: if it is none of these, or an attribute is not what it should be.
    """
    if isinstance(graph, Network):
        return graph
    if isinstance(graph, View):
        return partner_network(graph)
    if isinstance(graph, NetworkxGraph):
        return _from_networkx(graph)
    raise InputError(
        Fault(
            None,
            message("{type:a} is not a graph", type=type(graph).__name__),
            expected=message("a Network, a View or a networkx graph"),
        )
    )


def snapshot_of(graph: object) -> View:
    """Take a snapshot where a measure asks a programme's law and ledger, which a graph does not have.

    Raises:
        InputError: if it is something else.
    """
    if isinstance(graph, View):
        return graph
    kind = type(graph).__name__
    raise InputError(
        Fault(
            None,
            message("{kind:a} is not a snapshot of a programme", kind=kind),
            expected=message("a View, as programme.as_of(day)"),
        )
    )


def _from_networkx(graph: NetworkxGraph) -> Network:
    nodes = [_node(id_, attributes) for id_, attributes in graph.nodes(data=True)]
    directed = bool(graph.is_directed())
    edges: list[Edge] = []
    seen: set[tuple[object, object, frozenset[NodeId]]] = set()
    rows = (
        graph.edges(keys=True, data=True)
        if graph.is_multigraph()
        else ((one, other, None, attributes) for one, other, attributes in graph.edges(data=True))
    )
    for one, other, key, attributes in rows:
        told = attributes.get("mutual")
        mutual = not directed or (not is_missing(told) and bool(told))
        if directed and mutual and one != other:
            ends = (key, attributes.get("kind"), frozenset((one, other)))
            if ends in seen:
                continue  # the way back of a tie that was read already
            seen.add(ends)
        edges.append(_edge(one, other, attributes, mutual=mutual))
    return Network.of(nodes, edges, directed=directed)


def _node(id_: NodeId, attributes: Mapping[str, Any]) -> Node:
    return Node(
        id=id_,
        kind=_word(attributes.get("kind")) or "partner",
        sector=_word(attributes.get("sector")),
        name=_name(attributes),
        region=_word(attributes.get("region")),
        start=_day(attributes.get("start"), id_),
        end=_day(attributes.get("end"), id_),
        attributes={key: value for key, value in attributes.items() if key not in _KNOWN},
    )


def _word(value: Any) -> str | None:
    """Read what is a word."""
    return None if is_missing(value) else str(value)


def _name(attributes: Mapping[str, Any]) -> Text | None:
    plain = attributes.get("name")
    if isinstance(plain, Text):
        return plain
    told = {language: _word(attributes.get(field)) for field, language in zip(NAMES, FULL, strict=True)}
    other = _word(plain) or next(filter(None, told.values()), None)
    return None if other is None else Text.quoting({language: word or other for language, word in told.items()})


def _edge(one: NodeId, other: NodeId, attributes: Mapping[str, Any], *, mutual: bool) -> Edge:
    strength = attributes.get("strength", attributes.get("weight"))
    return Edge(
        source=one,
        target=other,
        kind=_word(attributes.get("kind")) or "tie",
        mutual=mutual,
        start=_day(attributes.get("start"), one, other),
        end=_day(attributes.get("end"), one, other),
        strength=None if is_missing(strength) else _number(strength, one, other),
        entries=_entries(attributes.get("entries"), one, other),
        record=_record(attributes),
        label=_label(attributes),
    )


def _entries(value: Any, *ends: NodeId) -> tuple[int, ...]:
    """Read the numbers of entries: several, or text with spaces between them, as files carry them."""
    try:
        return tuple(map(int, value.split() if isinstance(value, str) else value or ()))
    except (TypeError, ValueError):
        raise _fault(ends, value, message("numbers of entries")) from None


def _record(attributes: Mapping[str, Any]) -> tuple[str, str] | None:
    """Read the record that a tie comes from: a pair, or two texts as files carry them."""
    match attributes.get("record"), attributes.get("record_kind"):
        case (str(kind), str(id_)) | [str(kind), str(id_)], _:
            return kind, id_
        case str(id_), str(kind):
            return kind, id_
        case _:
            return None


def _label(attributes: Mapping[str, Any]) -> Text | None:
    """Read what a tie is called where that is more than the title of its kind."""
    told = {field: title for field in TITLES if isinstance(title := attributes.get(field), str)}
    if len(told) < len(TITLES):
        return None
    usual = kind_title(str(attributes.get("kind") or "tie"))
    return None if told == in_full(TITLES, usual) else Text.quoting(dict(zip(FULL, told.values(), strict=True)))


def _number(value: Any, *ends: NodeId) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = -1.0
    if not is_strength(number):
        raise _fault(
            ends, value, message("a strength that is a number from 0 to {most}", most=format(MOST_STRENGTH, "g"))
        )
    return number


def _day(value: Any, *ends: NodeId) -> dt.date | None:
    try:
        match value:
            case _ if is_missing(value):
                return None
            case dt.datetime():
                return value.date()
            case dt.date():
                return value
            case str():
                return dt.date.fromisoformat(value)
            case _:
                pass
    except ValueError:
        pass
    raise _fault(ends, value, message("a day as YYYY-MM-DD"))


def _fault(ends: tuple[NodeId, ...], value: Any, expected: Sayable) -> InputError:
    where = " - ".join(map(str, ends))
    return InputError(Fault(None, f"{where}: {value!r}", expected=expected))
