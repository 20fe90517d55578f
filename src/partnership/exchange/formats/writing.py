"""The one entrance: a network as the text of a file, and what each kind of file cannot carry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, overload

from partnership.errors import UnknownName
from partnership.exchange.formats.drawings import dot, mermaid
from partnership.exchange.formats.gexf import gexf
from partnership.exchange.formats.graphml import graphml
from partnership.exchange.formats.lists import csv_lists
from partnership.exchange.formats.node_link import kumu, node_link
from partnership.exchange.formats.pajek import pajek
from partnership.exchange.formats.plain import Plain
from partnership.messages import Message, message
from partnership.network.sources import Graph, network_of
from partnership.values import Language

OneFile = Literal["graphml", "gexf", "pajek", "kumu", "mermaid", "dot", "json"]
"""Formats of one file."""

TwoFiles = Literal["csv", "csv-excel"]
"""Formats of two files: nodes and edges."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name here, how its file's name ends, how its text becomes bytes, and what it loses.

    All of them lose which ids were no strings (but JSON), and show what cannot be seen as its code.
    """

    name: str
    ending: str
    title: Message
    loses: Message
    encoding: str = "utf-8"


_WRITERS: Mapping[str, Callable[[Plain], str | dict[str, str]]] = MappingProxyType(
    {
        "graphml": graphml,
        "gexf": gexf,
        "pajek": pajek,
        "csv": csv_lists,
        "csv-excel": lambda plain: csv_lists(plain, excel=True),
        "kumu": kumu,
        "mermaid": mermaid,
        "dot": dot,
        "json": node_link,
    }
)


def _formats(*formats: Format) -> Mapping[str, Format]:
    return MappingProxyType({each.name: each for each in formats})


FORMATS: Mapping[str, Format] = _formats(
    Format(
        "graphml",
        ".graphml",
        message("GraphML (Gephi, yEd, Cytoscape, networkx)"),
        message("a mutual tie is an arc each way where others have a direction; days, entries and lists are text"),
    ),
    Format(
        "gexf",
        ".gexf",
        message("GEXF 1.3 with days (Gephi's timeline)"),
        message("entries and lists are text; Gephi joins parallel ties of one kind"),
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
        "utf-8-sig",
    ),
    Format(
        "csv",
        ".csv",
        message("Two tables: nodes and ties (CSV)"),
        message("types of values; lists are text; a cell that looks like a formula gets an apostrophe"),
    ),
    Format(
        "csv-excel",
        ".csv",
        message("Two tables for Excel in Russian (CSV)"),
        message("as csv; numbers have a decimal comma"),
        "utf-8-sig",
    ),
    Format(
        "kumu",
        ".json",
        message("Kumu blueprint (JSON)"),
        message("lists are text"),
    ),
    Format(
        "mermaid",
        ".mmd",
        message("Mermaid flowchart"),
        message("one language only; ids, entries and other fields; Mermaid draws 500 ties unless told otherwise"),
    ),
    Format(
        "dot",
        ".dot",
        message("DOT (Graphviz)"),
        message("attributes of your own; what would mean something to Graphviz is an HTML entity"),
    ),
    Format(
        "json",
        ".json",
        message("Nodes and links (JSON of networkx and D3)"),
        message("a mutual tie is an arc each way where others have a direction; days are text"),
    ),
)
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
    writer = _WRITERS.get(format)
    if writer is None:
        raise UnknownName(format, FORMATS, message("format"))
    return writer(Plain(network_of(graph), lang))
