"""Pajek .net: vertices and their ties in one section, so that others than Pajek read them as they are meant.

Source: Mrvar, A. and Batagelj, V., "Pajek: Reference Manual" (vertices, *Arcs and *Edges, `l` before the label of a
line). Relations by number (`*Arcs :2 "kind"`) and days in brackets are not written: networkx takes the heading of a
second section for a tie, igraph stops at either.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.exchange.formats.plain import Plain, PlainTie, visible

_NO_ESCAPES = str.maketrans({'"': "'", "\\": "/"})
_COMMENT = "% the label of a line is the kind of the tie"
"""On top, since readers who know no byte order mark take it for a part of the first line."""


def pajek(plain: Plain) -> str:
    """Write a Pajek network: edges where every tie is mutual, else arcs, with one each way for a mutual tie.

    The label of a line is its kind. A label of a vertex is unique: a name that two share gets the id.
    """
    return "\n".join(_lines(plain)) + "\n"


def _lines(plain: Plain) -> Iterator[str]:
    yield _COMMENT
    yield f"*Vertices {len(plain.nodes)}"
    for number, label in enumerate(_labels(plain), start=1):
        yield f'{number} "{label}" 0.5 0.5 ellipse'
    if not plain.ties:
        return
    numbers = {node.key: number for number, node in enumerate(plain.nodes, start=1)}
    arcs = any(not tie.edge.mutual for tie in plain.ties)
    yield "*Arcs" if arcs else "*Edges"
    for tie in plain.ties:
        ends = numbers[tie.source], numbers[tie.target]
        yield _line(tie, *ends)
        if arcs and tie.edge.mutual:
            yield _line(tie, *reversed(ends))


def _line(tie: PlainTie, source: int, target: int) -> str:
    strength = 1.0 if tie.edge.strength is None else tie.edge.strength
    return f'{source} {target} {strength:g} l "{_label(tie.label)}"'


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
