"""The one entrance: a network as the text of a file, and what each kind of file cannot carry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Literal, overload

from partnership.errors import UnknownName
from partnership.exchange.formats.lists import csv_lists
from partnership.exchange.formats.node_link import kumu, node_link
from partnership.exchange.formats.plain import Plain
from partnership.exchange.formats.texts import dot, mermaid, pajek
from partnership.exchange.formats.xml_files import gexf, graphml
from partnership.messages import Message, message
from partnership.network.sources import Graph, network_of
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
    Format(
        "kumu",
        ".json",
        message("Kumu blueprint (JSON)"),
        message("lists are text"),
        kumu,
    ),
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
    if format not in FORMATS:
        raise UnknownName(format, FORMATS, message("format"))
    return FORMATS[format].writer(Plain(network_of(graph), lang))
