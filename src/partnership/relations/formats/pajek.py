"""Pajek .net: vertices, edges and arcs by kind, with the days on which they were there.

Source: Mrvar, A. and Batagelj, V., "Pajek: Reference Manual" (vertices, *Arcs and *Edges by relation, time intervals
in brackets, whole numbers from 1, `*` for no end).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from partnership.relations.formats.plain import Plain, PlainTie, inclusive_end, visible

_NO_ESCAPES = str.maketrans({'"': "'", "\\": "/"})


def pajek(plain: Plain) -> str:
    """Write a Pajek network; the comment on top says which day is day 1.

    Mutual ties are edges, others arcs; edges come first, since readers turn all that came before into what follows.
    Every kind is a relation with a number and its name. A label is unique: a name that two share gets the id.
    """
    return "\n".join(_lines(plain)) + "\n"


def _lines(plain: Plain) -> Iterator[str]:
    first = _first_day(plain)
    if first is not None:
        yield f"% day 1 is {first.isoformat()}"
    yield f"*Vertices {len(plain.nodes)}"
    labels = _labels(plain)
    for number, (node, label) in enumerate(zip(plain.nodes, labels, strict=True), start=1):
        yield f'{number} "{label}" 0.5 0.5 ellipse{_during(node.node.start, node.node.end, first)}'
    numbers = {node.key: number for number, node in enumerate(plain.nodes, start=1)}
    relations: dict[str, int] = {}
    groups: dict[tuple[bool, int], list[PlainTie]] = {}
    for tie in plain.ties:
        relation = relations.setdefault(tie.edge.kind, len(relations) + 1)
        groups.setdefault((not tie.edge.mutual, relation), []).append(tie)
    for (is_arc, relation), ties in sorted(groups.items(), key=lambda group: group[0]):
        yield f'{"*Arcs" if is_arc else "*Edges"} :{relation} "{_label(ties[0].label)}"'
        for tie in ties:
            yield _line(tie, numbers, first)


def _line(tie: PlainTie, numbers: dict[str, int], first: dt.date | None) -> str:
    strength = 1.0 if tie.edge.strength is None else tie.edge.strength
    during = _during(tie.edge.start, tie.edge.end, first)
    return f"{numbers[tie.source]} {numbers[tie.target]} {strength:g}{during}"


def _labels(plain: Plain) -> list[str]:
    labels: list[str] = []
    taken: set[str] = set()
    for node in plain.nodes:
        shown = label = _label(node.label)
        turn = 1
        while label in taken:
            label = f"{shown} ({_label(node.key)})" if turn == 1 else f"{shown} ({_label(node.key)}) {turn}"
            turn += 1
        taken.add(label)
        labels.append(label)
    return labels


def _label(text: str) -> str:
    return visible(text).translate(_NO_ESCAPES)


def _first_day(plain: Plain) -> dt.date | None:
    days = [day for node in plain.nodes for day in (node.node.start, node.node.end)]
    days += [day for tie in plain.ties for day in (tie.edge.start, tie.edge.end)]
    return min((day for day in days if day is not None), default=None)


def _during(start: dt.date | None, end: dt.date | None, first: dt.date | None) -> str:
    if first is None or (start is None and end is None):
        return ""
    last = inclusive_end(start, end)
    since = 1 if start is None else (start - first).days + 1
    until = "*" if last is None else str(max((last - first).days + 1, since))
    return f" [{since}-{until}]"
