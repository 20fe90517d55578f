"""What the groups of a network are called: a programme's sectors by their titles, any other group as it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from partnership.evaluation import View
from partnership.messages import Message, Sayable, as_written, joined, listed
from partnership.network.network import Network
from partnership.network.nodes import NodeLabel
from partnership.network.sources import Graph


def group_title(graph: Graph, label: NodeLabel) -> Sayable:
    """Return the title of a group: that of the law for a sector of a programme, else the label itself."""
    titles: Mapping[str, Sayable] = {}
    match graph:
        case Network():
            titles = graph.titles
        case View():
            titles = {id_: item.title for id_, item in graph.template.lists["sectors"].items()}
        case _:
            pass
    return titles.get(str(label)) or as_written(str(label))


def group_pairs(graph: Graph, pairs: Iterable[tuple[NodeLabel, NodeLabel]]) -> Sayable:
    """Return pairs of groups by their titles; whoever is in most of them is named once, before a dash."""
    left = list(pairs)
    said: list[Sayable] = []
    while left:
        often = Counter(label for ends in left for label in ends)
        one = max(often, key=often.__getitem__)  # the first of equals
        others = [group_title(graph, b if a == one else a) for a, b in left if one in (a, b)]
        said.append(joined([group_title(graph, one), listed(others)], Message(" – ")))
        left = [ends for ends in left if one not in ends]
    return joined(said, Message("; "))
