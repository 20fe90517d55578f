"""Whatever an analyst has, as a network: one of ours, a programme on a day, any graph of networkx; and the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from partnership.errors import Fault, InputError
from partnership.evaluation import View
from partnership.messages import FULL, Message, Sayable, message
from partnership.network.columns import MOST_IN_WORDS, is_strength
from partnership.network.kinds import kind_title
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId, is_missing
from partnership.network.views import partner_network, relationship_network
from partnership.values import Text

if TYPE_CHECKING:
    import networkx as nx


NAMES = tuple(f"name_{language}" for language in FULL)
"""The fields that hold what a node is called, one a language."""

TITLES = tuple(f"title_{language}" for language in FULL)
"""The fields that hold what a tie is called, one a language."""


def in_full(fields: Iterable[str], said: Sayable) -> dict[str, str]:
    """Return what is said in each language, by the fields that hold it (`NAMES` or `TITLES`)."""
    return {field: said.in_language(language) for field, language in zip(fields, FULL, strict=True)}


def node_attributes(network: Network, node: Node) -> dict[str, Any]:
    """Return what a node carries in other libraries, by plain names."""
    name = network.name(node.id)
    return {
        "kind": node.kind,
        "sector": node.sector,
        **in_full(NAMES, name),
        "region": node.region,
        "start": node.start,
        "end": node.end,
        **node.attributes,
    }


def edge_attributes(edge: Edge) -> dict[str, Any]:
    """Return what a tie carries in other libraries, by plain names."""
    title = edge.label or kind_title(edge.kind)
    return {
        "kind": edge.kind,
        **in_full(TITLES, title),
        "mutual": edge.mutual,
        "start": edge.start,
        "end": edge.end,
        "strength": edge.strength,
        "weight": 1.0 if edge.strength is None else edge.strength,
        "entries": edge.entries,
        "record": edge.record,
    }


# --- whatever there is, as a network ----------------------------------------------------------------------------------


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
    raise _not(graph, message("{type:a} is not a graph"), message("a Network, a View or a networkx graph"))


def to_networkx(graph: Graph) -> nx.MultiDiGraph:
    """Return a `networkx.MultiDiGraph`; a mutual tie is an arc each way under one key, both marked `mutual`.

    Nodes carry `kind`, `sector`, `name_en`, `name_ru`, `region`, `start`, `end`; arcs `kind`, `title_en`, `title_ru`,
    `mutual`, `start`, `end` (dates or None), `strength` (or None), `weight` (the strength, 1 where none is known),
    `entries` and `record`.
    """
    import networkx as nx

    network, found = network_of(graph), nx.MultiDiGraph()
    for node in network.nodes:
        found.add_node(node.id, **node_attributes(network, node))
    for number, edge in enumerate(network.edges):
        attributes = edge_attributes(edge)
        key = f"{edge.kind}:{number}" if edge.record is None else f"{edge.kind}:{edge.record[1]}:{number}"
        found.add_edge(edge.source, edge.target, key=key, **attributes)
        if edge.mutual and edge.source != edge.target:
            found.add_edge(edge.target, edge.source, key=key, **attributes)
    return found


def relationship_graph(snapshot: View, *, ever: bool = False) -> nx.MultiDiGraph:
    """Return everybody and everything (`relationship_network`) as a `networkx.MultiDiGraph`.

    Every edge names the entries that it comes from; see `to_networkx` for the attributes.
    """
    return to_networkx(relationship_network(snapshot_of(snapshot), ever=ever))


def snapshot_of(graph: object) -> View:
    """Take a snapshot where a measure asks a programme's law and ledger, which a graph does not have.

    Raises:
        InputError: if it is something else.
    """
    if isinstance(graph, View):
        return graph
    expected = message("a View, as programme.as_of(day)")
    raise _not(graph, message("{kind:a} is not a snapshot of a programme"), expected)


def _not(graph: object, said: Message, expected: Message) -> InputError:
    name = type(graph).__name__
    return InputError(Fault(None, said.given(type=name, kind=name), expected=expected))


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
        raise _fault(ends, value, message("a strength that is a number from 0 to {most}", most=MOST_IN_WORDS))
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
