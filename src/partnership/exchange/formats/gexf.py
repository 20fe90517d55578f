"""GEXF 1.3, with the days on which each node and tie was there: Gephi and its timeline.

Source: the GEXF 1.3 specification (gexf.net), where ends of spells count in and `kind` keeps parallel edges apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from partnership.exchange.formats.plain import Plain, PlainFields, PlainTie, inclusive_end, scalar_text
from partnership.exchange.formats.xml_writing import HEAD, DeclaredField, declared, empty, opening_tag

_ROOT = {
    "xmlns": "http://gexf.net/1.3",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd",
    "version": "1.3",
}
_AS_ATTRIBUTE = "weight"


def gexf(plain: Plain) -> str:
    """Write GEXF: dynamic with spells by the day, static where nothing has a day.

    The last day of a spell counts in; the fields `start` and `end` (the first day no longer) say it as the library
    does. Mutual ties come first: a reader that turns them into arcs then sees every parallel one.
    """
    return HEAD + "\n".join(_lines(plain)) + "\n"


def _lines(plain: Plain) -> Iterator[str]:
    ties = sorted(plain.ties, key=lambda tie: not tie.edge.mutual)
    node_fields = declared("n", [node.fields for node in plain.nodes])
    tie_fields = declared("e", [tie.fields for tie in ties], (_AS_ATTRIBUTE,))
    yield opening_tag("gexf", _ROOT)
    yield opening_tag("graph", _about(plain))
    yield from _declarations("node", node_fields)
    yield from _declarations("edge", tie_fields)
    yield "<nodes>"
    for node in plain.nodes:
        inside = _values(node.fields, node_fields) + _spell(node.node.start, node.node.end)
        yield f"{opening_tag('node', {'id': node.key, 'label': node.label})}{inside}</node>"
    yield "</nodes>"
    yield "<edges>"
    for tie in ties:
        inside = _values(tie.fields, tie_fields) + _spell(tie.edge.start, tie.edge.end)
        yield f"{opening_tag('edge', _edge(tie, directed=plain.directed))}{inside}</edge>"
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _about(plain: Plain) -> dict[str, str | None]:
    fields = (*(node.fields for node in plain.nodes), *(tie.fields for tie in plain.ties))
    dated = any("start" in each or "end" in each for each in fields)
    return {
        "defaultedgetype": "directed" if plain.directed else "undirected",
        "mode": "dynamic" if dated else "static",
        "timeformat": "date" if dated else None,
    }


def _declarations(domain: str, fields: dict[str, DeclaredField]) -> Iterator[str]:
    if not fields:
        return
    yield opening_tag("attributes", {"class": domain, "mode": "static"})
    for field in fields.values():
        yield empty("attribute", {"id": field.id, "title": field.name, "type": field.type})
    yield "</attributes>"


def _edge(tie: PlainTie, *, directed: bool) -> dict[str, str | None]:
    strength = tie.edge.strength
    direction = "undirected" if not directed else "mutual" if tie.edge.mutual else "directed"
    return {
        "id": str(tie.number),
        "source": tie.source,
        "target": tie.target,
        "type": direction,
        "kind": str(tie.fields["kind"]),
        "label": tie.label,
        "weight": None if strength is None else repr(float(strength)),
    }


def _values(fields: PlainFields, known: dict[str, DeclaredField]) -> str:
    values = "".join(
        empty("attvalue", {"for": known[field].id, "value": scalar_text(value)})
        for field, value in fields.items()
        if field in known
    )
    return f"<attvalues>{values}</attvalues>" if values else ""


def _spell(start: dt.date | None, end: dt.date | None) -> str:
    last = inclusive_end(start, end)
    if start is None and last is None:
        return ""
    days = {"start": None if start is None else start.isoformat(), "end": None if last is None else last.isoformat()}
    return f"<spells>{empty('spell', days)}</spells>"
