"""How dense a network is, and how mutual."""

from __future__ import annotations

from typing import Literal

from partnership.messages import Percent, in_context, message
from partnership.network.figure import Figure
from partnership.network.measures.options import check
from partnership.network.network import Network
from partnership.network.phrases import ARCS, TIES, crowd
from partnership.network.sources import Graph, network_of

Returned = Literal["arcs", "dyads"]
"""What is counted as mutual: of all one-way ties those that are returned, or of all tied pairs those tied both ways."""

_SOURCE = "Wasserman, S. & Faust, K. (1994). Social Network Analysis. Cambridge University Press"


def density(graph: Graph) -> Figure[float | None]:
    """Measure which share of the ties that there could be there is: 0 to 1; None under two nodes.

    Parallel ties count once, loops not at all. Where direction means something each pair could have two ties.

    Source: Wasserman & Faust (1994), chapters 4.1 and 4.3.
    """
    network = network_of(graph)
    simple, many = network.simple(None), len(network)
    halves = 1 if simple.directed else 2
    possible, arcs = many * (many - 1) // halves, simple.arcs // halves
    share = arcs / possible if possible else None
    if share is None:
        said = message("A density needs at least two nodes.")
    elif simple.directed:
        said = message("{who}, {ties} of {possible} possible (each direction counts): density {share:percent}.")
    else:
        said = message("{who}, {ties} of {possible} possible: density {share:percent}.")
    ties = (ARCS if simple.directed else TIES).of(arcs)
    return Figure(
        measure="density",
        value=share,
        definition=message("The share of the possible ties that exist; parallel ties count once."),
        source=_SOURCE,
        sentence=said.given(who=crowd(network), ties=ties, possible=possible, share=share),
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
    check(method, Returned, in_context("option", "method"))
    simple = network_of(graph).simple(None)
    out = simple.out
    whole, part = simple.arcs, sum(one in out[other] for one, targets in enumerate(out) for other in targets)
    if method == "arcs":
        definition = message("The share of directed ties that are returned.")
        said = message("{ties} (each direction counts), of them returned: {part} ({share}).", ties=ARCS.of(whole))
    else:
        part //= 2
        whole -= part
        definition = message("The share of tied pairs that are tied both ways.")
        said = message("Tied pairs: {pairs}, of them both ways: {part} ({share}).", pairs=whole)
    share = part / whole if whole else None
    return Figure(
        measure="reciprocity",
        value=share,
        definition=definition,
        source=_SOURCE,
        sentence=said.given(part=part, share=message("nothing to measure") if share is None else Percent(share)),
        parameters={"method": method},
    )


def tied_pairs(network: Network) -> float | None:
    """Return the share of pairs that are tied, whichever way; None with fewer than two nodes."""
    nodes = len(network)
    ends = sum(map(len, network.simple("count").around))
    return ends / (nodes * (nodes - 1)) if nodes > 1 else None
