"""What the groups of a network are called: a programme's sectors by their titles, any other group as it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from partnership.evaluation import View
from partnership.relations.network import Network
from partnership.relations.nodes import Label
from partnership.relations.saying import Pair, joined, pair
from partnership.relations.taking import Graph
from partnership.values import Text


def group_title(graph: Graph, label: Label) -> Pair:
    """Return the title of a group: that of the law for a sector of a programme, else the label itself."""
    titles: Mapping[str, Text] = {}
    match graph:
        case Network():
            titles = graph.titles
        case View():
            titles = {id_: item.title for id_, item in graph.template.lists["sectors"].items()}
        case _:
            pass
    title = titles.get(str(label))
    return (str(label), str(label)) if title is None else pair(title)


def group_pairs(graph: Graph, pairs: Iterable[tuple[Label, Label]]) -> Pair:
    """Return pairs of groups by their titles; whoever is in most of them is named once, before a dash."""
    left = list(pairs)
    said: list[Pair] = []
    while left:
        often = Counter(label for ends in left for label in ends)
        one = max(often, key=often.__getitem__)  # the first of equals
        others = [group_title(graph, b if a == one else a) for a, b in left if one in (a, b)]
        said.append(joined([group_title(graph, one), joined(others, ", ", ", ")], " – ", " – "))
        left = [ends for ends in left if one not in ends]
    return joined(said, "; ", "; ")
