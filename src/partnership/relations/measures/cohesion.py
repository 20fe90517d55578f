"""How dense a network is, and how mutual."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from partnership.relations.adjacency import Adjacency
from partnership.relations.figure import Figure
from partnership.relations.measures.options import check
from partnership.relations.network import Network
from partnership.relations.saying import ARCS, TIES, counted, crowd, percent, text
from partnership.relations.taking import Graph, network_of
from partnership.values import Text

Returned = Literal["arcs", "dyads"]
"""What is counted as mutual: of all one-way ties those that are returned, or of all tied pairs those tied both ways."""


def density(graph: Graph) -> Figure[float | None]:
    """Measure which share of the ties that there could be there is: 0 to 1; None under two nodes.

    Parallel ties count once, loops not at all. Where direction means something each pair could have two ties.

    Source: Wasserman & Faust (1994), chapters 4.1 and 4.3.
    """
    network = network_of(graph)
    simple, many = network.simple(None), len(network)
    possible, arcs = many * (many - 1), simple.arcs
    if simple.directed:
        ties, each = counted(arcs, ARCS), (" (each direction counts)", "; каждое направление — отдельно")
    else:
        ties, possible, each = counted(arcs // 2, TIES), possible // 2, ("", "")
        arcs //= 2
    share = arcs / possible if possible else None
    who = crowd(network)
    if share is None:
        said = Text.of("A density needs at least two nodes.", "Плотность имеет смысл от двух узлов.")
    else:
        shown = percent(share)
        said = text(
            (
                f"{who[0]}, {ties[0]} of {possible} possible{each[0]}: density {shown[0]}.",
                f"{who[1]}, {ties[1]} (возможно {possible}{each[1]}): плотность {shown[1]}.",
            )
        )
    return Figure(
        measure="density",
        value=share,
        definition=Text.of(
            "The share of the possible ties that exist; parallel ties count once.",
            "Доля существующих связей среди возможных; параллельные связи считаются за одну.",
        ),
        source="Wasserman, S. & Faust, K. (1994). Social Network Analysis. Cambridge University Press",
        sentence=said,
        parameters={"directed": simple.directed},
    )


def reciprocity(graph: Graph, *, method: Returned = "arcs") -> Figure[float | None]:
    """Measure how mutual the ties are: 0 to 1; None where there is no tie.

    `arcs` (the default): the share of directed ties that are returned. `dyads`: the share of tied pairs that are tied
    both ways. A mutual tie is a tie each way; where no tie has a direction the figure is 1.

    Source: Wasserman & Faust (1994), chapter 13.

    Raises:
        UnknownName: if there is no such method.
    """
    check(method, Returned, Text.of("method", "способ"))
    network = network_of(graph)
    simple = network.simple(None)
    returned = returned_arcs(simple)
    if method == "arcs":
        whole, part = simple.arcs, returned
        said = (
            f"{counted(whole, ARCS)[0]} (each direction counts), of them returned: {part}",
            f"{counted(whole, ARCS)[1]} (каждое направление — отдельно), из них с ответной: {part}",
        )
    else:
        whole, part = simple.arcs - returned // 2, returned // 2
        said = (f"Tied pairs: {whole}, of them both ways: {part}", f"Связанных пар: {whole}, из них взаимно: {part}")
    share = part / whole if whole else None
    shown = ("nothing to measure", "измерять нечего") if share is None else percent(share)
    return Figure(
        measure="reciprocity",
        value=share,
        definition=Text.of(
            "The share of directed ties that are returned."
            if method == "arcs"
            else "The share of tied pairs that are tied both ways.",
            "Доля направленных связей, на которые есть ответная."
            if method == "arcs"
            else "Доля пар, связанных взаимно, среди связанных пар.",
        ),
        source="Wasserman, S. & Faust, K. (1994). Social Network Analysis. Cambridge University Press",
        sentence=text((f"{said[0]} ({shown[0]}).", f"{said[1]} ({shown[1]}).")),
        parameters={"method": method},
    )


def tied_pairs(network: Network) -> Fraction | None:
    """Return the share of pairs that are tied, whichever way; None with fewer than two nodes."""
    nodes = len(network)
    ends = sum(map(len, network.simple("count").neighbours))
    return Fraction(ends, nodes * (nodes - 1)) if nodes > 1 else None


def returned_arcs(simple: Adjacency) -> int:
    """Count the arcs whose way back exists too."""
    out = simple.out
    return sum(one in out[other] for one, targets in enumerate(out) for other in targets)
