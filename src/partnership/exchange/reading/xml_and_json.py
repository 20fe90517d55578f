"""GraphML, GEXF, and nodes and links in JSON, as other tools write them.

networkx reads neither of the first two where ties with and without a direction stand together, knows keys only where
they are declared in one place and types that it lists, takes the mutual tie of GEXF for an arc, and names no line.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any
from xml.parsers import expat

from partnership.exchange.reading.found import Attributes, Faults, FoundNetwork, day_in
from partnership.messages import message
from partnership.network import NodeId

_DEEPEST = 100

_unfit = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]").sub
_coded = re.compile(r"&#(?:(\d{1,7})|x([0-9A-Fa-f]{1,6}));").sub


@dataclass(slots=True)
class XmlElement:
    """An element under its plain name, with the line on which it begins."""

    tag: str
    told: dict[str, str]
    line: int
    text: str = ""
    parts: list[XmlElement] = field(default_factory=list)

    def each(self, *tags: str) -> Iterator[XmlElement]:
        """Return the elements right inside it that are called so."""
        return (part for part in self.parts if part.tag in tags)

    def every(self, *tags: str) -> Iterator[XmlElement]:
        """Return the elements at any depth that are called so, in the order of the file."""
        for part in self.parts:
            if part.tag in tags:
                yield part
            yield from part.every(*tags)


def read_xml(text: str, found: Faults) -> XmlElement:
    """Read XML as a tree; characters that XML may not hold are shown as their codes.

    Raises:
        InputError: if it is not well formed, declares entities, or is nested too deeply.
    """
    text = _coded(lambda code: _shown(int(code[1]) if code[1] else int(code[2], 16), code[0]), text)
    root = XmlElement("", {}, 1)
    open_ = [root]
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, told: dict[str, str]) -> None:
        if len(open_) > _DEEPEST:
            found.refuse(parser.CurrentLineNumber, message("nested too deeply"))
        attributes = {key.rpartition(":")[2]: value for key, value in told.items()}
        element = XmlElement(name.rpartition(":")[2], attributes, parser.CurrentLineNumber)
        open_[-1].parts.append(element)
        open_.append(element)

    def said(data: str) -> None:
        open_[-1].text += data

    def declared(*_: object) -> None:
        found.refuse(parser.CurrentLineNumber, message("the file declares entities of its own"))

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_.pop()
    parser.CharacterDataHandler = said
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(_unfit(lambda sign: _shown(ord(sign[0])), text), True)  # noqa: FBT003 - the end; it takes no names
    except expat.ExpatError as error:
        found.refuse(
            error.lineno,
            message("this is no XML: {error}", error=expat.ErrorString(error.code)),
            column=error.offset + 1,
        )
    return root.parts[0]


def _shown(code: int, fit: str = "") -> str:
    is_fit = fit and code <= sys.maxunicode and _unfit("", chr(code))
    return fit if is_fit else f"&lt;U+{code:04X}&gt;"


# --- GraphML ---------------------------------------------------------------------------------------------------------


def take_graphml(root: XmlElement, found: FoundNetwork) -> None:
    """Take what a GraphML file holds: nodes in nodes, too, and each tie with the direction that it says."""
    keys = {key.told.get("id", ""): key for key in root.every("key")}
    graphs = list(root.each("graph"))
    found.check_graphs(len(graphs), root.line)
    found.directed = graphs[0].told.get("edgedefault") == "directed"
    defaults = {domain: _defaults(keys, domain) for domain in ("node", "edge")}
    _take(graphs[0], keys, defaults, found)


def _take(
    graph: XmlElement,
    keys: Mapping[str, XmlElement],
    defaults: Mapping[str, Attributes],
    found: FoundNetwork,
    directed: str = "",
) -> None:
    directed = graph.told.get("edgedefault", directed)
    for part in graph.each("node", "edge", "hyperedge"):
        told = {**defaults.get(part.tag, {}), **dict(_data(part, keys))}
        match part.tag:
            case "node":
                found.node(part.told.get("id"), told, part.line)
            case "edge":
                source, target = part.told.get("source"), part.told.get("target")
                direction = part.told.get("directed", str(directed == "directed").lower())
                key = told.pop("key", part.told.get("id"))
                found.tie(source, target, told, part.line, mutual=direction == "false", key=key)
            case _:
                found.fault(part.line, message("a tie between more than two nodes (hyperedge) is not read"))
        for inner in part.each("graph"):
            _take(inner, keys, defaults, found, directed)


def _defaults(keys: Mapping[str, XmlElement], domain: str) -> Attributes:
    told: Attributes = {}
    for key in keys.values():
        for default in key.each("default"):
            if key.told.get("for") in {domain, "all"} and default.text:
                told[_name(key)] = typed(default.text, key.told.get("attr.type"))
    return told


def _data(part: XmlElement, keys: Mapping[str, XmlElement]) -> Iterator[tuple[str, Any]]:
    for data in part.each("data"):
        id_ = data.told.get("key", "")
        key = keys.get(id_) or XmlElement("key", {"id": id_}, data.line)
        if data.parts:  # as yEd draws it
            labels = [label.text.strip() for label in data.every("NodeLabel", "EdgeLabel")]
            yield from (("label", label) for label in labels[:1] if label)
        elif data.text:
            yield _name(key), typed(data.text, key.told.get("attr.type"))


def _name(key: XmlElement) -> str:
    return key.told.get("attr.name") or key.told.get("id") or "-"


def typed(text: str, type_: str | None) -> Any:
    """Read a value as its type is declared; one of another type, or of none that is known, is text."""
    try:
        match (type_ or "").lower():
            case "boolean":
                return {"true": True, "1": True, "false": False, "0": False}.get(text.strip().lower(), text)
            case "int" | "integer" | "long" | "short" | "byte" | "biginteger":
                return int(text)
            case "float" | "double" | "bigdecimal":
                return float(text)
            case _:
                return text
    except ValueError:
        return text


# --- GEXF ------------------------------------------------------------------------------------------------------------


def take_gexf(root: XmlElement, found: FoundNetwork) -> None:
    """Take what a GEXF file of any version holds; a tie of several spells is one in each of them."""
    graphs = list(root.each("graph"))
    found.check_graphs(len(graphs), root.line)
    graph = graphs[0]
    default = graph.told.get("defaultedgetype", "undirected")
    found.directed = default == "directed"
    titles = {
        class_: {
            attribute.told.get("id", ""): attribute
            for attributes in graph.each("attributes")
            if attributes.told.get("class") == class_
            for attribute in attributes.each("attribute")
        }
        for class_ in ("node", "edge")
    }
    for node in chain.from_iterable(nodes.every("node") for nodes in graph.each("nodes")):
        told = {**_attributes(node, titles["node"], found), **_label(node)}
        spells = list(_spells(node))
        if spells and not {"start", "end"} & told.keys():
            told |= _between(min(spells, key=_first)[0], max(spells, key=_last)[1])
        found.node(node.told.get("id"), told, node.line)
    for edge in chain.from_iterable(edges.every("edge") for edges in graph.each("edges")):
        told = {**_attributes(edge, titles["edge"], found), **_label(edge)}
        told |= {name: edge.told[name] for name in ("weight", "kind") if name in edge.told and name not in told}
        mutual = edge.told.get("type", default) != "directed"
        spells = [] if {"start", "end"} & told.keys() else list(_spells(edge))
        for days in spells or [(None, None)]:
            ends = edge.told.get("source"), edge.told.get("target")
            found.tie(*ends, {**told, **_between(*days)}, edge.line, mutual=mutual)


def _attributes(part: XmlElement, titles: Mapping[str, XmlElement], found: FoundNetwork) -> Attributes:
    told: Attributes = {
        attribute.told.get("title", id_): typed(default.text, attribute.told.get("type"))
        for id_, attribute in titles.items()
        for default in attribute.each("default")
        if default.text
    }
    given: dict[str, Any] = {}
    for value in chain.from_iterable(values.each("attvalue") for values in part.each("attvalues")):
        id_ = value.told.get("for") or value.told.get("id") or ""
        attribute = titles.get(id_, value)
        name = attribute.told.get("title", id_)
        if name in given:
            found.left_out["values"] += 1  # over time; the last one stays
        given[name] = typed(value.told.get("value", ""), attribute.told.get("type"))
    return {**told, **given}


def _label(part: XmlElement) -> Attributes:
    label = part.told.get("label")
    return {"label": label} if label else {}


_Spell = tuple[str | None, str | None]


def _spells(part: XmlElement) -> Iterator[_Spell]:
    """Return from when (inclusive) to when (exclusive) it is there, as the file writes moments."""
    spells = [spell for each in part.each("spells", "slices") for spell in each.each("spell", "slice")]
    for spell in spells or [part]:
        start, end = (spell.told.get(name) for name in ("start", "end"))
        start, end = start or spell.told.get("startopen"), end or None
        last = None if end is None else day_in(end)
        if last is not None and last < dt.date.max:  # the day counts in, whatever the hour
            end = (last + dt.timedelta(days=1)).isoformat()
        end = end or spell.told.get("endopen")
        if start or end:
            yield start or None, end or None


def _between(start: str | None, end: str | None) -> Attributes:
    return {name: moment for name, moment in (("start", start), ("end", end)) if moment}


def _first(spell: _Spell) -> str:
    return spell[0] or ""


def _last(spell: _Spell) -> tuple[bool, str]:
    return spell[1] is None, spell[1] or ""


# --- JSON -------------------------------------------------------------------------------------------------------------


_NODES = ("nodes", "elements")
_TIES = ("links", "edges", "connections")
_IDS = ("id", "key", "_id")
_MUTUAL = {"mutual": True, "undirected": True, "directed": False}

_space = re.compile(r"[\s,]*").match


def take_node_link(text: str, found: FoundNetwork) -> None:
    """Take what a JSON file holds; where nodes have no ids, ends are their places, as in older examples of D3."""
    document = read_json(text, found)
    within = document.get("elements") if isinstance(document, dict) else None
    lists = within if isinstance(within, dict) else document  # Cytoscape has one list less at the top
    nodes_at, ties_at = (_first_list(lists, names) for names in (_NODES, _TIES))
    if nodes_at is None or ties_at is None:
        found.refuse(1, message("this JSON holds no network: it needs a list of nodes and one of links (or edges)"))
    nodes, ties = lists[nodes_at], lists[ties_at]
    found.line_of = lines_of(text, {nodes_at: len(nodes), ties_at: len(ties)})
    options = document.get("options")
    found.directed = document.get("directed") is True or (
        isinstance(options, Mapping) and options.get("type") == "directed"  # graphology
    )
    every = [_told(node) for node in nodes]
    counted = not any(name in told for told in every for name in _IDS)
    for number, told in enumerate(every):
        id_ = number if counted else _id(told)
        if counted and "name" in told:
            told["label"] = told.pop("name")
        if nodes_at == "elements" and "type" in told:  # as Kumu calls it
            told.setdefault("kind", told.pop("type"))
        found.node(id_, told, number)
    for number, tie in enumerate(map(_told, ties), start=len(nodes)):
        ends = _end(tie, "source", "from"), _end(tie, "target", "to")
        mutual = tie.pop("undirected", None) is True or _MUTUAL.get(str(tie.pop("direction", "")), not found.directed)
        found.tie(*ends, tie, number, mutual=mutual, key=tie.pop("key", None))
    if counted:
        found.named_by_label()


def read_json(text: str, found: Faults) -> Any:
    """Read JSON.

    Raises:
        InputError: if it is none.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        found.refuse(error.lineno, message("this is no JSON: {error}", error=error.msg), column=error.colno)
    except RecursionError:
        found.refuse(1, message("nested too deeply"))


def _first_list(lists: Any, names: tuple[str, ...]) -> str | None:
    held = lists if isinstance(lists, Mapping) else {}
    return next((name for name in names if isinstance(held.get(name), list)), None)


def _told(item: Any) -> Attributes:
    """Return what an item tells, wherever the tool puts it."""
    if not isinstance(item, Mapping):
        return {"id": item}
    inner = (item[name] for name in ("data", "attributes") if isinstance(item.get(name), Mapping))
    return {**item, **{name: value for told in inner for name, value in told.items()}}


def _id(told: Attributes) -> NodeId:
    return _hashable(next((told.pop(name) for name in _IDS if name in told), None))


def _end(told: Attributes, *names: str) -> NodeId:
    end = next((told.pop(name) for name in names if name in told), None)
    return _hashable(end.get("id") if isinstance(end, Mapping) else end)  # D3 puts the node itself there


def _hashable(value: Any) -> NodeId:
    return tuple(map(_hashable, value)) if isinstance(value, list) else None if isinstance(value, dict) else value


def lines_of(text: str, lists: Mapping[str, int]) -> Callable[[int], int]:
    """Return how to find the line of an item, counted through the lists; the text is searched when one is asked."""

    @cache
    def lines() -> list[int]:
        return [text.count("\n", 0, at) + 1 for name, count in lists.items() for at in _starts(text, name, count)]

    return lambda number: lines()[number]


def _starts(text: str, name: str, count: int) -> Iterator[int]:
    """Return where the items of a list begin, the list being that of its name with so many."""
    decode = json.JSONDecoder().raw_decode
    for heading in re.finditer(rf'"{name}"\s*:\s*(?=\[)', text):
        if len(decode(text, heading.end())[0]) == count:
            break
    at = heading.end() + 1
    for _ in range(count):
        space = _space(text, at)
        at = space.end() if space else at
        yield at
        at = decode(text, at)[1]
