"""A network for other tools: as the text of a file (and what that cannot carry), or as a frame or graph of theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any, Literal, overload

from partnership.errors import check_choice, needed
from partnership.exchange.formats.csv_and_json import csv_lists, kumu, node_link
from partnership.exchange.formats.plain import Plain
from partnership.exchange.formats.texts import dot, mermaid, pajek
from partnership.exchange.formats.xml_files import gexf, graphml
from partnership.messages import Message, message
from partnership.network import Graph, Weight, network_of
from partnership.network.sources import edge_attributes, node_attributes
from partnership.values import Language

OneFile = Literal["graphml", "gexf", "pajek", "kumu", "mermaid", "dot", "json"]
"""Formats of one file."""

TwoFiles = Literal["csv", "csv-excel"]
"""Formats of two files: nodes and edges."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name here, how its file's name ends, what it loses, and how its text becomes bytes.

    All of them lose which ids were no strings (but JSON), and show what cannot be seen as its code.
    """

    name: str
    ending: str
    title: Message
    loses: Message
    writer: Callable[[Plain], str | dict[str, str]] = field(repr=False)
    encoding: str = "utf-8"


_FORMATS = (
    Format(
        "graphml",
        ".graphml",
        message("GraphML (Gephi, yEd, Cytoscape, networkx)"),
        message("a mutual tie is an arc each way where others have a direction; days, entries and lists are text"),
        graphml,
    ),
    Format(
        "gexf",
        ".gexf",
        message("GEXF 1.3 with days (Gephi's timeline)"),
        message("entries and lists are text; Gephi joins parallel ties of one kind"),
        gexf,
    ),
    Format(
        "pajek",
        ".net",
        message("Pajek network"),
        message(
            "one language only; no days, sectors, entries or other fields; a kind is the label of its line; a mutual "
            "tie is an arc each way where others have a direction; an unknown strength is 1; straight quotes become "
            "apostrophes and backslashes become slashes"
        ),
        pajek,
        "utf-8-sig",
    ),
    Format(
        "csv",
        ".csv",
        message("Two tables: nodes and ties (CSV)"),
        message("types of values; lists are text; a cell that looks like a formula gets an apostrophe"),
        csv_lists,
    ),
    Format(
        "csv-excel",
        ".csv",
        message("Two tables for Excel in Russian (CSV)"),
        message("as csv; numbers have a decimal comma"),
        partial(csv_lists, excel=True),
        "utf-8-sig",
    ),
    Format("kumu", ".json", message("Kumu blueprint (JSON)"), message("lists are text"), kumu),
    Format(
        "mermaid",
        ".mmd",
        message("Mermaid flowchart"),
        message("one language only; ids, entries and other fields; Mermaid draws 500 ties unless told otherwise"),
        mermaid,
    ),
    Format(
        "dot",
        ".dot",
        message("DOT (Graphviz)"),
        message(
            "attributes of your own; of several ties between a pair, which are one edge, the days, strengths and "
            "records; what would mean something to Graphviz is an HTML entity"
        ),
        dot,
    ),
    Format(
        "json",
        ".json",
        message("Nodes and links (JSON of networkx and D3)"),
        message("a mutual tie is an arc each way where others have a direction; days are text"),
        node_link,
    ),
)

FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _FORMATS})
"""Every format that a network can be written in."""


@overload
def write(graph: Graph, format: OneFile, *, lang: Language = "en") -> str: ...
@overload
def write(graph: Graph, format: TwoFiles, *, lang: Language = "en") -> dict[str, str]: ...
@overload
def write(graph: Graph, format: str, *, lang: Language = "en") -> str | dict[str, str]: ...
def write(graph: Graph, format: str, *, lang: Language = "en") -> str | dict[str, str]:
    """Write a network as the text of a file, in one of `FORMATS`; `csv` and `csv-excel` are two, `nodes` and `edges`.

    `lang` is the language of labels; names in both are kept where the format can (see `Format.loses`). Save the text
    in the format's `encoding`. The same network gives the same text.

    Raises:
        UnknownName: for a format that is not known; the nearest is proposed.
    """
    check_choice(format, FORMATS, message("format"))
    return FORMATS[format].writer(Plain(network_of(graph), lang))


# --- frames and graphs of other libraries, each imported where it is used ---------------------------------------------


GRAPHS = "graphs"
"""The extra that brings numpy, scipy and rustworkx."""

_FRAMES = "frames"
"""The extra that brings pandas and polars."""


def to_rustworkx(graph: Graph, weight: Weight = "strength") -> Any:
    """Return the simple graph as a `rustworkx.PyDiGraph`: nodes are ids in their order, arcs weights.

    Raises:
        MissingExtra: if rustworkx is not installed.
    """
    rustworkx = needed("rustworkx", GRAPHS)
    simple = network_of(graph).simple(weight)
    made = rustworkx.PyDiGraph(multigraph=False)
    made.add_nodes_from(simple.ids)
    made.add_edges_from(
        [(one, other, held) for one, targets in enumerate(simple.out) for other, held in targets.items()]
    )
    return made


def to_scipy(graph: Graph, weight: Weight = "strength") -> Any:
    """Return the simple graph as a `scipy.sparse.csr_array`, rows and columns in the order of the nodes.

    Raises:
        MissingExtra: if scipy is not installed.
    """
    sparse = needed("scipy.sparse", GRAPHS)
    out = network_of(graph).simple(weight).out
    arcs = [(held, one, other) for one, targets in enumerate(out) for other, held in targets.items()]
    weights, rows, columns = zip(*arcs, strict=True) if arcs else ((), (), ())
    return sparse.coo_array((weights, (rows, columns)), shape=(len(out), len(out)), dtype="float64").tocsr()


def to_pandas(graph: Graph) -> tuple[Any, Any]:
    """Return two `pandas.DataFrame`: the nodes, and the ties with a row each.

    Raises:
        MissingExtra: if pandas is not installed.
    """
    pd = needed("pandas", _FRAMES)
    nodes, ties = _columns(graph)
    return pd.DataFrame(nodes), pd.DataFrame(ties)


def to_polars(graph: Graph) -> tuple[Any, Any]:
    """Return two `polars.DataFrame`: the nodes, and the ties with a row each.

    Raises:
        MissingExtra: if polars is not installed.
    """
    pl = needed("polars", _FRAMES)
    nodes, ties = _columns(graph)
    return pl.DataFrame(nodes, strict=False), pl.DataFrame(ties, strict=False)


def _columns(graph: Graph) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """Give the columns of nodes, and of ties: ends and attributes, the record as `record_kind` and `record`."""
    network = network_of(graph)
    ties = []
    for edge in network.edges:
        kind, id_ = edge.record or (None, None)
        told = {**edge_attributes(edge), "entries": list(edge.entries), "record_kind": kind, "record": id_}
        ties.append({"source": edge.source, "target": edge.target, **told})
    return _turned({"id": node.id, **node_attributes(network, node)} for node in network.nodes), _turned(ties)


def _turned(rows: Iterable[dict[str, Any]]) -> dict[str, list[Any]]:
    kept = list(rows)
    names = dict.fromkeys(name for row in kept for name in row)
    return {name: [row.get(name) for row in kept] for name in names}
