"""A network in plain values, as every format writes it: keys, labels and fields that any file can carry.

Nothing in a name, an id or an attribute may end a quotation, begin a formula or start a program in the tool that reads
the file. What cannot be seen is shown as its code (`<U+0000>`); each format quotes the rest in its own way.
"""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite
from numbers import Integral, Real
from typing import Any, Literal

from partnership.messages import Language, Sayable
from partnership.network.kinds import kind_title
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId
from partnership.network.sources import NAMES, edge_attributes, node_attributes
from partnership.values import in_all_languages

PlainScalar = str | int | float | bool
"""What stands in one field of a file."""

PlainFields = dict[str, PlainScalar]
"""Fields by name; what is not known is left out."""

ScalarType = Literal["boolean", "long", "double", "string"]
"""The types of XML Schema that GraphML and GEXF give their fields."""

RESERVED_FIELDS = frozenset(
    (
        *("id", "key", "label", "name", *NAMES, "kind", "type", "sector", "region", "start", "end"),
        *("source", "target", "from", "to", "direction", "description", "tags", "image", "weight", "strength"),
        *("spells", "pid", "parents", "viz"),
    )
)
"""Names of fields that formats use themselves; an attribute so named gets an underscore behind it."""

_WIDEST = 2**63
_DEEPEST = 20
_SHOWN = "\n\t"


@dataclass(frozen=True, slots=True)
class PlainNode:
    """A node: `key` names it in the file, `label` is what people read."""

    key: str
    label: str
    fields: PlainFields
    node: Node


@dataclass(frozen=True, slots=True)
class PlainTie:
    """A tie between two keys; `number` is its place among the ties, `label` what it is called."""

    number: int
    source: str
    target: str
    label: str
    fields: PlainFields
    edge: Edge


class Plain:
    """A network whose ids are unique strings and whose fields are plain values, in one language for labels."""

    def __init__(self, network: Network, lang: Language) -> None:
        self.network = network
        self.lang = lang
        self.keys = plain_keys(network.ids)

    @cached_property
    def nodes(self) -> list[PlainNode]:
        """The nodes, in their order."""
        return [self._node(node) for node in self.network.nodes]

    @cached_property
    def ties(self) -> list[PlainTie]:
        """The ties, one each, in their order."""
        return [self._tie(number, edge) for number, edge in enumerate(self.network.edges)]

    @cached_property
    def directed(self) -> bool:
        """Whether the file must tell directions: they mean something here, or some tie is not mutual."""
        return self.network.directed or not all(tie.edge.mutual for tie in self.ties)

    def arcs(self) -> Iterator[tuple[str, str, PlainTie]]:
        """Give source and target of each tie; where the file tells directions, a mutual one goes each way."""
        for tie in self.ties:
            yield tie.source, tie.target, tie
            if self.directed and tie.edge.mutual and tie.source != tie.target:
                yield tie.target, tie.source, tie

    def _node(self, node: Node) -> PlainNode:
        fields = _known(node_attributes(self.network, replace(node, attributes={})))
        for title, value in node.attributes.items():
            plain = plain_value(value)
            if plain is not None:
                fields[_free(visible(str(title)), fields)] = plain
        label = visible(self.network.name(node.id).in_language(self.lang))
        return PlainNode(self.keys[node.id], label, fields, node)

    def _tie(self, number: int, edge: Edge) -> PlainTie:
        told = edge_attributes(edge)
        told["record_kind"], told["record"] = edge.record or (None, None)
        told |= {"weight": None, "entries": " ".join(map(str, edge.entries)) or None}
        label = visible((edge.label or kind_title(edge.kind)).in_language(self.lang))
        return PlainTie(number, self.keys[edge.source], self.keys[edge.target], label, _known(told), edge)


def visible(text: str, keep: str = "") -> str:
    """Show what cannot be seen, or what no file may hold, as its code; spaces of any width stay, and `keep`."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in keep or unicodedata.category(c) == "Zs" else f"<U+{ord(c):04X}>" for c in text
    )


def plain_keys(ids: Iterable[NodeId]) -> dict[NodeId, str]:
    """Give every id a string of its own: itself where it is a plain one, else the way it is shown.

    Where two are shown alike (1 and "1"), the plain string keeps its name and the other gets a number behind it.
    """
    listed = list(ids)
    keys: dict[NodeId, str] = {id_: id_ for id_ in listed if isinstance(id_, str) and id_ and visible(id_) == id_}
    taken = set(keys.values())
    turns: dict[str, int] = {}
    for id_ in listed:
        if id_ in keys:
            continue
        shown = key = visible(str(id_)) or "-"
        while key in taken:
            turns[shown] = turns.get(shown, 1) + 1
            key = f"{shown}~{turns[shown]}"
        keys[id_] = key
        taken.add(key)
    return {id_: keys[id_] for id_ in listed}


def plain_value(value: Any) -> PlainScalar | None:
    """Bring a value of an analyst's own to one that any file can carry; None where there is nothing to say.

    Numbers that are none (nan, infinite) are nothing; days are ISO 8601; lists, sets and mappings are JSON text.
    """
    match json_value(value):
        case (None | bool() | float()) as plain:
            return plain
        case int(whole):
            return whole if abs(whole) < _WIDEST else str(whole)
        case str(text):
            return visible(text, _SHOWN)
        case several:
            return visible(json.dumps(several, ensure_ascii=False), _SHOWN)


def json_value(value: Any, depth: int = 0) -> Any:
    """Bring a value to one that JSON can carry: sets in the order of their words, numbers that are none as null."""
    if depth > _DEEPEST:
        return "…"
    match value:
        case None | bool():
            return value
        case Integral():
            return int(value)
        case Real():
            return float(value) if isfinite(value) else None
        case Mapping():
            return {_whole(str(key)): json_value(one, depth + 1) for key, one in value.items()}
        case list() | tuple():
            return [json_value(one, depth + 1) for one in value]
        case AbstractSet():
            return [json_value(one, depth + 1) for one in sorted(value, key=_shown)]
        case _:
            return _whole(_said(value))


def scalar_type(values: Iterable[PlainScalar]) -> ScalarType:
    """Return the narrowest type that holds all values of a field."""
    types = {type(value) for value in values}
    if types == {bool}:
        return "boolean"
    if types == {int}:
        return "long"
    return "double" if types <= {int, float} else "string"


def scalar_text(value: PlainScalar) -> str:
    """Write a value as XML Schema writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)


def inclusive_end(start: dt.date | None, end: dt.date | None) -> dt.date | None:
    """Return the last day of an interval whose end is exclusive, for formats that count the end in.

    An interval of no day at all becomes its first: a format without exclusive ends cannot tell "never".
    """
    if end is None:
        return None
    day = dt.date.fromordinal(max(end.toordinal() - 1, 1))
    return day if start is None else max(day, start)


def _known(fields: Mapping[str, Any]) -> PlainFields:
    plain = ((name, plain_value(value)) for name, value in fields.items())
    return {name: value for name, value in plain if value is not None}


def _free(name: str, fields: PlainFields) -> str:
    name = name or "-"
    while name in fields or name in RESERVED_FIELDS:
        name += "_"
    return name


def _said(value: Any) -> str:
    match value:
        case str():
            return value
        case dt.date() | dt.datetime():
            return value.isoformat()
        case Sayable():
            return " / ".join(dict.fromkeys(in_all_languages(value).values()))
        case _:
            return str(value)


def _shown(value: Hashable) -> tuple[str, str]:
    return type(value).__name__, str(value)


def _whole(text: str) -> str:
    """Show halves of characters that stand alone as their codes: UTF-8 cannot carry them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join(f"<U+{ord(c):04X}>" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text
