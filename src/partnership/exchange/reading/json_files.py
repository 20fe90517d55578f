"""Nodes and links in JSON, as networkx, D3, Cytoscape, vis.js, graphology and Kumu write them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from partnership.exchange.reading.found import Attributes, Faults, Found
from partnership.messages import message
from partnership.network import NodeId

_NODES = ("nodes", "elements")
_TIES = ("links", "edges", "connections")
_IDS = ("id", "key", "_id")
_MUTUAL = {"mutual": True, "undirected": True, "directed": False}

_space = re.compile(r"[\s,]*").match


def take_node_link(text: str, found: Found) -> None:
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
