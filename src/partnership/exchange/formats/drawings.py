"""Mermaid and DOT: text that is drawn. Names are labels in quotes, with every sign that could mean more encoded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from partnership.exchange.formats.plain import Plain, PlainNode, PlainTie, visible
from partnership.network.conversions import NAMES, TITLES

_meaningful = re.compile(r"(?<!\w)-|-(?!\w)|[^\w ,«»№–—-]|_").sub
"""Signs that could mean something to Mermaid or to the Markdown in its labels (`1. x`, `- x`, `www.x`, `_x_`)."""


def mermaid(plain: Plain) -> str:
    """Write a Mermaid flowchart: nodes by sector, a link a tie, with its kind, strength and days beside it.

    A node is `n0`, `n1` and so on. In labels whatever is neither letter, digit nor harmless is an entity code, so that
    no directive, link, callback, comment or markup can come of a name.
    """
    return "\n".join(_mermaid_lines(plain)) + "\n"


def dot(plain: Plain) -> str:
    """Write DOT for Graphviz: clusters by sector, an edge a tie; `dir=both` on a mutual one among directed ones.

    Quoted strings hold neither quotes nor backslashes: these, `&`, `<` and `>` are HTML entities, which Graphviz reads
    in any label. There are no HTML labels, links or images; attributes of an analyst's own are left out, since some
    names of attributes do something.
    """
    return "\n".join(_dot_lines(plain)) + "\n"


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
    for tie in plain.ties:
        fields = _dot_tie(tie, directed=plain.directed)
        yield f"  n{numbers[tie.source]} {arrow} n{numbers[tie.target]} {_attributes(fields)};"
    yield "}"


def _dot_node(node: PlainNode) -> dict[str, str]:
    known = (*NAMES, "kind", "sector", "region", "start", "end")
    fields = {name: str(node.fields[name]) for name in known if name in node.fields}
    return {"label": node.label, "key": node.key, **fields}


def _dot_tie(tie: PlainTie, *, directed: bool) -> dict[str, str]:
    names = ("kind", *TITLES, "start", "end", "weight", "entries", "record_kind", "record")
    fields = {name: str(tie.fields[name]) for name in names if name in tie.fields}
    if "weight" in fields:  # `weight` would move the nodes
        fields["strength"] = fields.pop("weight")
    both = {"dir": "both"} if directed and tie.edge.mutual else {}
    return {"label": tie.label, **both, **fields}


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
