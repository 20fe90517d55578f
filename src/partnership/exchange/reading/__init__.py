"""The one entrance for files of other tools: which format it is, is seen from the text."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping

from partnership.exchange.reading.found import FoundNetwork, LeftOut
from partnership.exchange.reading.text_files import take_gml, take_pajek
from partnership.exchange.reading.xml_and_json import read_xml, take_gexf, take_graphml, take_node_link
from partnership.exchange.survey.table import decode_text
from partnership.messages import Message, message, plural
from partnership.network import Network
from partnership.values import uncollected

LARGEST_NETWORK_FILE = 256 * 2**20
"""Bytes that a file may have."""

_declared = re.compile(rb"<\?xml[^>]*encoding=[\"']([\w.-]+)").match
_pajek = re.compile(r"^\s*\*\s*(?:vertices|network)\b", re.IGNORECASE | re.MULTILINE).search
_gml = re.compile(r"\bgraph\s*\[", re.IGNORECASE).search


def read_network(data: bytes | str, file: str = "network", *, columns: Mapping[str, str] | None = None) -> Network:
    """Read GraphML, GEXF, GML, Pajek, or nodes and links in JSON; `file` is what errors call it.

    Every measure, picture and format takes what comes of it. `kind`, `sector`, `region`, `name` (or `label`), `start`
    and `end` of nodes are taken, what else they have are their attributes; of ties `kind`, `strength` (or `weight`,
    `value`), `start` and `end`. `columns` names others: {"sector": "club", "strength": "trust"}; "-" takes none.

    Raises:
        InputError: with every fault of the file at its line: what is not well formed, ends that are nobody, strengths
            that are no numbers from 0 on.
        UnknownName: for a column that there is not.

    Warns:
        LeftOut: of what has no place in a network, as times that are no days.
    """
    found = FoundNetwork(file)
    if len(data) > LARGEST_NETWORK_FILE:
        found.refuse(1, message("more than {most} bytes", most=LARGEST_NETWORK_FILE))
    with uncollected():
        _take(decoded_as_declared(data), found)
        network = found.network(columns or {})
    for told in _left_out(found):
        warnings.warn(LeftOut(told), stacklevel=2)
    return network


def _take(text: str, found: FoundNetwork) -> None:
    match text.lstrip()[:1]:
        case "<":
            root = read_xml(text, found)
            reader = {"graphml": take_graphml, "gexf": take_gexf}.get(root.tag.lower())
            if reader is None:
                found.refuse(root.line, message("neither GraphML nor GEXF: the file begins with <{tag}>", tag=root.tag))
            reader(root, found)
        case "{" | "[":
            take_node_link(text, found)
        case _ if _pajek(text):
            take_pajek(text, found)
        case _ if _gml(text):
            take_gml(text, found)
        case _:
            found.refuse(1, message("this is none of GraphML, GEXF, GML, Pajek and JSON"))


def decoded_as_declared(data: bytes | str) -> str:
    """Turn bytes into text: as the mark or the heading says, as UTF-8, or as a code page of Windows."""
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    declared = _declared(data)
    text = decode_text(data, *([declared[1].decode()] if declared else []))
    return data.decode("latin-1") if text is None else text


def _left_out(found: FoundNetwork) -> list[Message]:
    told = {
        "times": plural(
            "{count} time that is no day is left out",
            "{count} times that are no days are left out",
            found.left_out["times"],
        ),
        "values": plural(
            "{count} value was followed by a later one, which is taken",
            "{count} values were followed by later ones, which are taken",
            found.left_out["values"],
        ),
    }
    return [said for name, said in told.items() if found.left_out[name]]
