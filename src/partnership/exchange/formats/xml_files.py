"""GraphML and GEXF, for Gephi, yEd, Cytoscape, igraph, networkx.

Sources: Brandes, U. et al. (2002). GraphML Progress Report. Graph Drawing 2001, LNCS 2265, 501-512; the GEXF 1.3
specification (gexf.net), where ends of spells count in and `kind` keeps parallel edges apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from partnership.exchange.formats.plain import (
    Plain,
    PlainFields,
    PlainScalar,
    PlainTie,
    ScalarType,
    inclusive_end,
    scalar_text,
    scalar_type,
)

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_GRAPHML = {
    "xmlns": "http://graphml.graphdrawing.org/xmlns",
    "xmlns:xsi": _XSI,
    "xsi:schemaLocation": "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
}
_GEXF = {
    "xmlns": "http://gexf.net/1.3",
    "xmlns:xsi": _XSI,
    "xsi:schemaLocation": "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd",
    "version": "1.3",
}
_AS_WEIGHT = "strength"


def graphml(plain: Plain) -> str:
    """Write GraphML.

    Where some tie has a direction, a mutual one is an arc each way under one `key` with `mutual` true, because readers
    refuse a mixture; otherwise the graph is undirected. Days are text.
    """
    return "\n".join([_HEAD, *_graphml_lines(plain), ""])


def gexf(plain: Plain) -> str:
    """Write GEXF 1.3: dynamic with spells by the day, for Gephi's timeline; static where nothing has a day.

    The last day of a spell counts in; the fields `start` and `end` (the first day no longer) say it as the library
    does. Mutual ties come first: a reader that turns them into arcs then sees every parallel one.
    """
    return "\n".join([_HEAD, *_gexf_lines(plain), ""])


# --- both ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Field:
    """A field as a document declares it: by an id of the document's own, its name and its type."""

    id: str
    name: str
    type: ScalarType


def _declared(letter: str, rows: Iterable[PlainFields], without: str | None = None) -> dict[str, _Field]:
    """Return every field that occurs in some rows, in the order in which they first come."""
    columns: dict[str, list[PlainScalar]] = {}
    for fields in rows:
        for name, value in fields.items():
            if name != without:
                columns.setdefault(name, []).append(value)
    return {
        name: _Field(f"{letter}{number}", name, scalar_type(values))
        for number, (name, values) in enumerate(columns.items())
    }


def _tag(name: str, attributes: Mapping[str, str | None], content: str | None = "") -> str:
    """Write an element; attributes that are None are left out, and an element whose content is None stays open."""
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value is not None)
    end = ">" if content is None else "/>" if not content else f">{content}</{name}>"
    return f"<{name}{written}{end}"


# --- GraphML ---------------------------------------------------------------------------------------------------------


def _graphml_lines(plain: Plain) -> Iterator[str]:
    node_fields = _declared("n", (node.fields for node in plain.nodes))
    ties = [{"key": f"t{tie.number}", **_weighed(tie.fields)} for tie in plain.ties]
    tie_fields = _declared("e", ties)
    yield _tag("graphml", _GRAPHML, None)
    for domain, fields in (("node", node_fields), ("edge", tie_fields)):
        for field in fields.values():
            yield _tag("key", {"id": field.id, "for": domain, "attr.name": field.name, "attr.type": field.type})
    yield _tag("graph", {"edgedefault": "directed" if plain.directed else "undirected"}, None)
    for node in plain.nodes:
        yield _tag("node", {"id": node.key}, _data(node.fields, node_fields))
    for source, target, tie in plain.arcs():
        yield _tag("edge", {"source": source, "target": target}, _data(ties[tie.number], tie_fields))
    yield "</graph>"
    yield "</graphml>"


def _weighed(fields: PlainFields) -> PlainFields:
    return {"weight" if name == "strength" else name: value for name, value in fields.items()}


def _data(fields: PlainFields, known: Mapping[str, _Field]) -> str:
    return "".join(_tag("data", {"key": known[name].id}, escape(scalar_text(value))) for name, value in fields.items())


# --- GEXF ------------------------------------------------------------------------------------------------------------


def _gexf_lines(plain: Plain) -> Iterator[str]:
    ties = sorted(plain.ties, key=lambda tie: not tie.edge.mutual)
    node_fields = _declared("n", (node.fields for node in plain.nodes))
    tie_fields = _declared("e", (tie.fields for tie in ties), _AS_WEIGHT)
    yield _tag("gexf", _GEXF, None)
    yield _tag("graph", _about(plain), None)
    for domain, fields in (("node", node_fields), ("edge", tie_fields)):
        if fields:
            told = ({"id": field.id, "title": field.name, "type": field.type} for field in fields.values())
            inside = "".join(_tag("attribute", each) for each in told)
            yield _tag("attributes", {"class": domain, "mode": "static"}, inside)
    yield "<nodes>"
    for node in plain.nodes:
        inside = _values(node.fields, node_fields) + _spell(node.node.start, node.node.end)
        yield _tag("node", {"id": node.key, "label": node.label}, inside)
    yield "</nodes>"
    yield "<edges>"
    for tie in ties:
        inside = _values(tie.fields, tie_fields) + _spell(tie.edge.start, tie.edge.end)
        yield _tag("edge", _edge(tie, directed=plain.directed), inside)
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _about(plain: Plain) -> dict[str, str | None]:
    fields = (*(node.fields for node in plain.nodes), *(tie.fields for tie in plain.ties))
    dated = any({"start", "end"} & each.keys() for each in fields)
    return {
        "defaultedgetype": "directed" if plain.directed else "undirected",
        "mode": "dynamic" if dated else "static",
        "timeformat": "date" if dated else None,
    }


def _edge(tie: PlainTie, *, directed: bool) -> dict[str, str | None]:
    strength = tie.edge.strength
    return {
        "id": str(tie.number),
        "source": tie.source,
        "target": tie.target,
        "type": "undirected" if not directed else "mutual" if tie.edge.mutual else "directed",
        "kind": str(tie.fields["kind"]),
        "label": tie.label,
        "weight": None if strength is None else repr(float(strength)),
    }


def _values(fields: PlainFields, known: Mapping[str, _Field]) -> str:
    told = ((known[name].id, scalar_text(value)) for name, value in fields.items() if name in known)
    values = "".join(_tag("attvalue", {"for": id_, "value": value}) for id_, value in told)
    return _tag("attvalues", {}, values) if values else ""


def _spell(start: dt.date | None, end: dt.date | None) -> str:
    last = inclusive_end(start, end)
    if start is None and last is None:
        return ""
    days = {"start": None if start is None else start.isoformat(), "end": None if last is None else last.isoformat()}
    return _tag("spells", {}, _tag("spell", days))
