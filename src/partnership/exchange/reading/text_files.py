"""GML and Pajek as other tools write them.

networkx reads no GML with parallel ties that are not announced, and takes the second kind of tie of a Pajek file
(`*Arcs :2 "kind"`) for another of the first, whose heading it reads as a tie.

Sources: Himsolt, M. (1996). GML: a portable graph file format. Universität Passau; Mrvar, A. and Batagelj, V.,
"Pajek: Reference Manual".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise, product
from typing import Any

from partnership.exchange.reading.found import MOST_NODES, Attributes, FoundNetwork
from partnership.messages import Sayable, message

_DEEPEST = 100
_LONGEST_NUMBER = 15
"""Digits that are exact in any reader."""

_token = re.compile(
    r'[\s,]*(?:#[^\n]*|(?P<key>[A-Za-z_][\w.:-]*)|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-](?i:inf|nan))|"(?P<text>[^"]*)"'
    r"|(?P<open>\[)|(?P<close>\])|\Z)"
).match
_words = re.compile(r'"([^"]*)"|(\S+)').findall
_heading = re.compile(r"\*\s*(\w+)\s*(?::\s*(\d+))?\s*(.*)").fullmatch
_related = re.compile(r"(\d+)\s*:\s*(.*)").fullmatch
_whole = re.compile(r"\d{1,9}").fullmatch

Pairs = list[tuple[str, Any, int]]
"""What stands in a list of GML: key, value, line."""


def take_gml(text: str, found: FoundNetwork) -> None:
    """Take what a GML file holds; nodes go by their labels where each has one of its own."""
    graphs = [value for key, value, _ in _pairs(text, found) if key.lower() == "graph" and isinstance(value, list)]
    found.check_graphs(len(graphs), 1)
    (graph,) = graphs
    found.directed = any(key == "directed" and value == 1 for key, value, _ in graph)
    for key, value, line in graph:
        if key not in {"node", "edge"} or not isinstance(value, list):
            continue
        told = _told(value)
        if key == "node":
            found.node(_id(told.pop("id", None)), told, line)
        else:
            source, target, number = (told.pop(name, None) for name in ("source", "target", "key"))
            found.tie(_id(source), _id(target), told, line, mutual=not found.directed, key=number)
    found.named_by_label()


def _pairs(text: str, found: FoundNetwork) -> Pairs:
    """Read keys and values; a list is one of its own."""
    open_: list[Pairs] = [[]]
    key: str | None = None
    at, line = 0, 1
    while at < len(text):
        token = _token(text, at)
        if token is None:
            rest = text[at:].lstrip()
            line += text.count("\n", at, len(text) - len(rest))
            found.refuse(line, _no_gml(rest[:20].split("\n")[0]))
        kind = token.lastgroup
        line += text.count("\n", at, token.start(kind) if kind else token.end())
        at = token.end()
        match kind, key:
            case None, _:
                continue
            case "close", None if len(open_) > 1:
                open_.pop()
            case "key", None:
                key = token["key"]
                continue
            case "open", str(name) if len(open_) < _DEEPEST:
                open_.append([])
                open_[-2].append((name, open_[-1], line))
            case "text", str(name):
                open_[-1].append((name, unescape(token["text"]), line))
            case "number", str(name):
                open_[-1].append((name, _value(token["number"]), line))
            case "key", str(name) if token["key"].upper() in {"NAN", "INF"}:
                open_[-1].append((name, float(token["key"]), line))
            case _:
                found.refuse(line, _no_gml(token[0].strip()))
        if kind == "text":
            line += token["text"].count("\n")
        key = None
    if len(open_) > 1 or key is not None:
        found.refuse(line, message("the file ends in the middle of a list"))
    return open_[0]


def _no_gml(what: str) -> Sayable:
    return message("this is no GML: '{what}'", what=what)


def _value(number: str) -> int | float:
    return int(number) if number.lstrip("+-").isdecimal() and len(number) <= _LONGEST_NUMBER else float(number)


def _told(pairs: Pairs) -> Attributes:
    told: Attributes = {}
    for key, value, _ in pairs:
        plain = _told(value) if isinstance(value, list) else value
        if key in told:
            before = told[key]
            told[key] = [*before, plain] if isinstance(before, list) else [before, plain]
        else:
            told[key] = plain
    return told


def _id(value: Any) -> str | None:
    return None if value is None else str(value)


# --- Pajek -----------------------------------------------------------------------------------------------------------


def take_pajek(text: str, found: FoundNetwork) -> None:
    """Take what a Pajek file holds: a network with any number of kinds of ties, and its partitions and vectors.

    The label of a line is the kind of its tie; else that of its relation. Vertices go by their labels where each has
    one of its own.
    """
    lines = [(line.strip(), number) for number, line in enumerate(text.splitlines(), start=1)]
    lines = [(line, number) for line, number in lines if line and not line.startswith("%")]
    headings = [place for place, (line, _) in enumerate(lines) if line.startswith("*")]
    reader = _Pajek(found)
    for place, end in pairwise([*headings, len(lines)]):
        reader.take(*lines[place], lines[place + 1 : end])
    found.directed = not all(tie.mutual for tie in found.ties)
    found.named_by_label()


def _split(line: str) -> list[str]:
    return [quoted or plain for quoted, plain in _words(line)]


NumberedLines = Sequence[tuple[str, int]]
"""Lines that say something, with their numbers."""


class _Pajek:
    def __init__(self, found: FoundNetwork) -> None:
        self._found = found
        self._numbers = 0
        self._rows = 0
        self._attribute: str | None = None

    def take(self, heading: str, number: int, lines: NumberedLines) -> None:
        """Take a section: its heading, and the lines below it."""
        told = _heading(heading)
        section, relation, rest = ("", None, "") if told is None else (told[1].lower(), told[2], told[3].strip())
        match section:
            case "vertices" if self._attribute is not None:
                self._values(self._attribute, lines)
            case "vertices":
                self._vertices(rest, number)
                for line, at in lines:
                    self._vertex(_split(line), at)
            case "arcs" | "edges" | "arcslist" | "edgeslist" | "matrix":
                kind = next(iter(_split(rest)), relation) if relation else None
                for source, target, of_tie, at in self._ties(section, lines):
                    ends = self._number(source, at), self._number(target, at)
                    by_kind = {} if kind is None else {"kind": kind}
                    if None not in ends:
                        self._found.tie(*ends, by_kind | of_tie, at, mutual=section.startswith("edges"))
            case "partition" | "vector" | "permutation" | "network":
                self._attribute = None if section == "network" else rest or section
                for line, at in lines[:1]:
                    self._found.refuse(at, message("this is no Pajek network: '{what}'", what=line[:40]))
            case _:
                self._found.refuse(number, message("a section that is not read: '{what}'", what=heading[:40]))

    def _vertices(self, rest: str, number: int) -> None:
        if self._numbers:
            self._found.check_graphs(2, number)
        counts = [int(count) for count in rest.split()[:2] if _whole(count)]
        if not counts or counts[0] > MOST_NODES or max(counts) > counts[0]:
            self._found.refuse(number, message("'{what}' is no number of vertices", what=rest))
        self._numbers, self._rows = (*counts, 0)[:2]
        for vertex in range(1, self._numbers + 1):
            mode = {"mode": 1 if vertex <= self._rows else 2} if self._rows else {}
            self._found.node(vertex, mode, number)

    def _vertex(self, words: Sequence[str], number: int) -> None:
        vertex = self._number(words[0], number)
        if vertex is not None and len(words) > 1:
            self._found.nodes[vertex]["label"] = unescape(words[1])
        self._note_times(words[2:])

    def _values(self, attribute: str, lines: NumberedLines) -> None:
        for vertex, (line, number) in enumerate(lines, start=1):
            if vertex > self._numbers:
                self._found.refuse(number, self._no_vertex(str(vertex)))
            word = _split(line)[0]
            value = _as_number(word)
            self._found.nodes[vertex][attribute] = word if value is None else value

    def _ties(self, section: str, lines: NumberedLines) -> Iterator[tuple[str, str, Attributes, int]]:
        """Give the ends of each tie, as numbers in words, with what it tells and its line."""
        if section == "matrix":
            yield from self._matrix([(cell, number) for line, number in lines for cell in _split(line)])
            return
        for line, number in lines:
            words = _split(line)
            if section in {"arcs", "edges"}:
                yield self._line(line, words, number)
            else:
                yield from ((words[0], target, {}, number) for target in words[1:])

    def _line(self, line: str, words: Sequence[str], number: int) -> tuple[str, str, Attributes, int]:
        told: Attributes = {}
        related = _related(line)
        if related is not None:
            told["kind"] = related[1]
            words = _split(related[2])
        if len(words) > 2 and not words[2].startswith("["):  # noqa: PLR2004 - behind the two ends
            told["weight"] = words[2]
        labels = [value for key, value in pairwise(words[2:]) if key == "l"]
        if labels:
            told["kind"] = labels[0]
        self._note_times(words[2:])
        source, target = (*words, "", "")[:2]
        return source, target, told, number

    def _matrix(self, cells: NumberedLines) -> Iterator[tuple[str, str, Attributes, int]]:
        """Give the ties of a matrix: what is not 0."""
        columns = range(self._rows + 1 if self._rows else 1, self._numbers + 1)
        rows = range(1, (self._rows or self._numbers) + 1)
        if cells and len(cells) != len(rows) * len(columns):
            said = message("a matrix of {rows} by {columns} has other than {cells} cells")
            self._found.refuse(cells[-1][1], said.given(rows=len(rows), columns=len(columns), cells=len(cells)))
        ends = product(rows, columns) if cells else ()
        for (source, target), (cell, number) in zip(ends, cells, strict=True):
            value = _as_number(cell)
            if value is None:
                self._found.fault(number, message("'{cell}' is no number", cell=cell))
            elif value != 0:
                yield str(source), str(target), {"weight": cell}, number

    def _number(self, word: str, number: int) -> int | None:
        if _whole(word) and 1 <= int(word) <= self._numbers:
            return int(word)
        self._found.fault(number, self._no_vertex(word))
        return None

    def _no_vertex(self, word: str) -> Sayable:
        return message("'{word}' is no number of a vertex; there are {count}", word=word, count=self._numbers)

    def _note_times(self, words: Sequence[str]) -> None:
        self._found.left_out["times"] += any(word.startswith("[") for word in words)


def _as_number(word: str) -> float | None:
    try:
        number = float(word)
    except ValueError:
        return None
    return int(number) if number.is_integer() and len(word) <= _LONGEST_NUMBER else number
