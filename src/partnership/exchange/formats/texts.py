"""Mermaid, DOT and Pajek: text with names in quotes, in which every sign that could mean more is encoded.

Source of Pajek: Mrvar, A. and Batagelj, V., "Pajek: Reference Manual" (vertices, *Arcs and *Edges, `l` before the label
of a line). Relations by number (`*Arcs :2 "kind"`) and days in brackets are not written: networkx takes the heading of
a second section for a tie, igraph stops at either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape

from partnership.exchange.formats.plain import Plain, PlainNode, PlainTie, visible
from partnership.network.sources import NAMES, TITLES

_WIDEST = 5
"""Points that an edge is wide at most."""

_meaningful = re.compile(r"(?<!\w)-|-(?!\w)|[^\w ,«»№–—-]|_").sub
"""Signs that could mean something to Mermaid or to the Markdown in its labels (`1. x`, `- x`, `www.x`, `_x_`)."""


def mermaid(plain: Plain) -> str:
    """Write a Mermaid flowchart: nodes by sector, a link a tie, with its kind, strength and days beside it.

    A node is `n0`, `n1` and so on. In labels whatever is neither letter, digit nor harmless is an entity code, so that
    no directive, link, callback, comment or markup can come of a name.
    """
    return "\n".join(_mermaid_lines(plain)) + "\n"


def dot(plain: Plain) -> str:
    """Write DOT for Graphviz: clusters by sector, an edge a pair, as wide as it has ties (`ties` says how many).

    Among directed ties `dir=both` is on an edge whose ties go either way, or one of which is mutual.
    Quoted strings hold neither quotes nor backslashes: these, `&`, `<` and `>` are HTML entities, which Graphviz reads
    in any label. There are no HTML labels, links or images; attributes of an analyst's own are left out, since some
    names of attributes do something.
    """
    return "\n".join(_dot_lines(plain)) + "\n"


def pajek(plain: Plain) -> str:
    """Write a Pajek network: edges where every tie is mutual, else arcs, with one each way for a mutual tie.

    The label of a line is its kind. A label of a vertex is unique: a name that two share gets the id.
    """
    return "\n".join(_pajek_lines(plain)) + "\n"


# --- Mermaid ---------------------------------------------------------------------------------------------------------


def _mermaid_lines(plain: Plain) -> Iterator[str]:
    yield "flowchart LR"
    numbers = _numbers(plain)
    for group, (sector, nodes) in enumerate(_by_sector(plain).items()):
        indent = "  "
        if sector is not None:
            yield f'  subgraph s{group}["{_coded(sector)}"]'
            indent = "    "
        for node in nodes:
            yield f'{indent}n{numbers[node.key]}["{_coded(node.label)}"]'
        if sector is not None:
            yield "  end"
    for tie in plain.ties:
        link = "-->" if not tie.edge.mutual else "<-->" if plain.directed else "---"
        yield f'  n{numbers[tie.source]} {link}|"{_coded(_told(tie))}"| n{numbers[tie.target]}'


def _coded(text: str) -> str:
    coded = _meaningful(lambda sign: f"#{ord(sign[0])};", visible(text))
    return coded if coded.strip() else "#8203;"  # an empty label is no label; this is a space of no width


# --- DOT -------------------------------------------------------------------------------------------------------------


def _dot_lines(plain: Plain) -> Iterator[str]:
    yield ("digraph" if plain.directed else "graph") + " {"
    yield "  rankdir=LR;"
    numbers = _numbers(plain)
    for group, (sector, nodes) in enumerate(_by_sector(plain).items()):
        indent = "  "
        if sector is not None:
            yield f"  subgraph cluster_{group} {{"
            yield f"    label={_quoted(sector)};"
            indent = "    "
        for node in nodes:
            yield f"{indent}n{numbers[node.key]} {_attributes(_dot_node(node))};"
        if sector is not None:
            yield "  }"
    arrow = "->" if plain.directed else "--"
    for ties in _by_pair(plain.ties):
        first = ties[0]
        fields = _dot_ties(ties, directed=plain.directed)
        yield f"  n{numbers[first.source]} {arrow} n{numbers[first.target]} {_attributes(fields)};"
    yield "}"


def _dot_node(node: PlainNode) -> dict[str, str]:
    known = (*NAMES, "kind", "sector", "region", "start", "end")
    fields = {name: str(node.fields[name]) for name in known if name in node.fields}
    return {"label": node.label, "key": node.key, **fields}


def _by_pair(ties: Iterable[PlainTie]) -> Iterable[list[PlainTie]]:
    pairs: dict[frozenset[str], list[PlainTie]] = {}
    for tie in ties:
        pairs.setdefault(frozenset((tie.source, tie.target)), []).append(tie)
    return pairs.values()


def _dot_ties(ties: list[PlainTie], *, directed: bool) -> dict[str, str]:
    labels = Counter(tie.label for tie in ties)
    label = ", ".join(text if count == 1 else f"{text} ({count})" for text, count in labels.items())
    both = any(tie.edge.mutual or tie.source != ties[0].source for tie in ties)
    told = {"label": label, **({"dir": "both"} if directed and both else {})}
    if len(ties) == 1:
        return {**told, **_dot_tie(ties[0])}
    told |= {"ties": str(len(ties)), "penwidth": str(min(len(ties), _WIDEST))}
    for name in ("kind", *TITLES, "entries"):
        words = dict.fromkeys(str(tie.fields[name]) for tie in ties if name in tie.fields)
        if words:
            told[name] = (" " if name == "entries" else ", ").join(words)
    return told


def _dot_tie(tie: PlainTie) -> dict[str, str]:
    names = ("kind", *TITLES, "start", "end", "strength", "entries", "record_kind", "record")
    return {name: str(tie.fields[name]) for name in names if name in tie.fields}


def _attributes(fields: dict[str, str]) -> str:
    return f"[{', '.join(f'{name}={_quoted(value)}' for name, value in fields.items())}]"


def _quoted(text: str) -> str:
    return f'"{escape(visible(text)).replace(chr(92), "&#92;")}"'


# --- both ------------------------------------------------------------------------------------------------------------


def _numbers(plain: Plain) -> dict[str, int]:
    return {node.key: number for number, node in enumerate(plain.nodes)}


def _by_sector(plain: Plain) -> dict[str | None, list[PlainNode]]:
    groups: dict[str | None, list[PlainNode]] = {}
    for node in plain.nodes:
        groups.setdefault(node.node.sector, []).append(node)
    return groups


def _told(tie: PlainTie) -> str:
    parts = [tie.label]
    if tie.edge.strength is not None:
        parts.append(f"{tie.edge.strength:g}")
    start, end = tie.edge.start, tie.edge.end
    if start is not None or end is not None:
        parts.append(f"{start or '…'} – {end or '…'}")
    return ", ".join(parts)


# --- Pajek -----------------------------------------------------------------------------------------------------------

_NO_ESCAPES = str.maketrans({'"': "'", "\\": "/"})
_COMMENT = "% the label of a line is the kind of the tie"
"""On top, since readers who know no byte order mark take it for a part of the first line."""


def _pajek_lines(plain: Plain) -> Iterator[str]:
    yield _COMMENT
    yield f"*Vertices {len(plain.nodes)}"
    for number, label in enumerate(_unique_labels(plain), start=1):
        yield f'{number} "{label}" 0.5 0.5 ellipse'
    if not plain.ties:
        return
    numbers = {node.key: number for number, node in enumerate(plain.nodes, start=1)}
    arcs = any(not tie.edge.mutual for tie in plain.ties)
    yield "*Arcs" if arcs else "*Edges"
    for tie in plain.ties:
        ends = numbers[tie.source], numbers[tie.target]
        yield _pajek_line(tie, *ends)
        if arcs and tie.edge.mutual:
            yield _pajek_line(tie, *reversed(ends))


def _pajek_line(tie: PlainTie, source: int, target: int) -> str:
    strength = 1.0 if tie.edge.strength is None else tie.edge.strength
    return f'{source} {target} {strength:g} l "{_softened(tie.label)}"'


def _unique_labels(plain: Plain) -> list[str]:
    labels: list[str] = []
    taken: set[str] = set()
    for node in plain.nodes:
        shown = label = _softened(node.label)
        turn = 1
        while label in taken:
            label = f"{shown} ({_softened(node.key)})" if turn == 1 else f"{shown} ({_softened(node.key)}) {turn}"
            turn += 1
        taken.add(label)
        labels.append(label)
    return labels


def _softened(text: str) -> str:
    return visible(text).translate(_NO_ESCAPES)
