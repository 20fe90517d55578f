"""GraphML: Gephi, yEd, Cytoscape, igraph, networkx.

Source: Brandes, U. et al. (2002). GraphML Progress Report. Graph Drawing 2001, LNCS 2265, 501-512.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.exchange.formats.plain import Plain, PlainFields, PlainScalar, PlainTie, scalar_text
from partnership.exchange.formats.xml_writing import HEAD, DeclaredField, content, declared, empty, opening_tag

_ROOT = {
    "xmlns": "http://graphml.graphdrawing.org/xmlns",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
}


def graphml(plain: Plain) -> str:
    """Write GraphML.

    Where some tie has a direction, a mutual one is an arc each way under one `key` with `mutual` true, because readers
    refuse a mixture; otherwise the graph is undirected. Days are text.
    """
    return HEAD + "\n".join(_lines(plain)) + "\n"


def _lines(plain: Plain) -> Iterator[str]:
    node_fields = declared("n", [node.fields for node in plain.nodes])
    ties = [{"key": _key(tie), **tie.fields} for tie in plain.ties]
    tie_fields = declared("e", ties)
    yield opening_tag("graphml", _ROOT)
    for domain, fields in (("node", node_fields), ("edge", tie_fields)):
        for field in fields.values():
            yield _declaration(domain, field)
    yield opening_tag("graph", {"edgedefault": "directed" if plain.directed else "undirected"})
    for node in plain.nodes:
        yield _element("node", {"id": node.key}, node.fields, node_fields)
    for tie, told in zip(plain.ties, ties, strict=True):
        yield _element("edge", {"source": tie.source, "target": tie.target}, told, tie_fields)
        if plain.directed and tie.edge.mutual and tie.source != tie.target:
            yield _element("edge", {"source": tie.target, "target": tie.source}, told, tie_fields)
    yield "</graph>"
    yield "</graphml>"


def _key(tie: PlainTie) -> PlainScalar:
    return f"t{tie.number}"


def _declaration(domain: str, field: DeclaredField) -> str:
    return empty("key", {"id": field.id, "for": domain, "attr.name": field.name, "attr.type": field.type})


def _element(name: str, attributes: dict[str, str], fields: PlainFields, known: dict[str, DeclaredField]) -> str:
    data = (f'<data key="{known[field].id}">{content(scalar_text(value))}</data>' for field, value in fields.items())
    return f"{opening_tag(name, attributes)}{''.join(data)}</{name}>"
