"""Who belongs to the inner circle: k-cores, and a core with its periphery."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.messages import Percent, Rounded, Sayable, in_context, message, plural
from partnership.network.algorithms.k_core import k_cores
from partnership.network.algorithms.splitting import Between, CoreFit, Search, split
from partnership.network.figure import Figure
from partnership.network.measures.options import check
from partnership.network.network import Network
from partnership.network.nodes import NodeId
from partnership.network.phrases import crowd, named, sentence
from partnership.network.sources import Graph, network_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreNumbers(Figure[dict[NodeId, int]]):
    """The core number of each node; `innermost` are those with the highest, `depth`."""

    depth: int
    innermost: tuple[NodeId, ...]


def core_numbers(graph: Graph) -> CoreNumbers:
    """Measure how deep in the network each node sits: the largest k such that it belongs to the k-core.

    The k-core is the largest part of the network in which each has k others of that part beside it. Direction,
    strength, parallel ties and loops do not matter; an isolate has 0. Linear in nodes and ties.

    Source: Seidman (1983); the way of computing: Batagelj & Zaversnik (2003).
    """
    network = network_of(graph)
    cores = k_cores(network.simple(None))
    depth = max(cores, default=0)
    innermost = tuple(id_ for id_, core in zip(network.ids, cores, strict=True) if core == depth)
    return CoreNumbers(
        measure="core_numbers",
        value=dict(zip(network.ids, cores, strict=True)),
        definition=message(
            "The largest k such that a node belongs to a part of the network where each is tied to k others at least."
        ),
        source="Seidman, S. B. (1983). Network structure and minimum degree. Social Networks 5, 269-287",
        sentence=_innermost(network, depth, innermost),
        parameters={},
        depth=depth,
        innermost=innermost,
    )


def _innermost(network: Network, depth: int, innermost: tuple[NodeId, ...]) -> Sayable:
    if not depth:
        return message("Nobody is tied to anybody.")
    return plural(
        "The innermost circle: {who}, each tied to at least {count} other of it: {names}.",
        "The innermost circle: {who}, each tied to at least {count} others of it: {names}.",
        depth,
        who=crowd(network, len(innermost)),
        names=named(network, innermost),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CorePeriphery(Figure[float | None]):
    """How well a core with its periphery describes the network, and which core describes it best.

    `exact`: all cores were tried; else the best is of those that a search found. `equally_good`: how many cores fit as
    well (None where not all were tried). Densities are those inside the core, between the two, inside the periphery.
    """

    core: tuple[NodeId, ...]
    periphery: tuple[NodeId, ...]
    exact: bool
    equally_good: int | None
    core_density: float | None
    between_density: float | None
    periphery_density: float | None


def core_periphery(graph: Graph, *, between: Between = "tied", search: Search = "auto") -> CorePeriphery:
    """Find the core that, with the rest as its periphery, describes the network best, and say how well it does.

    The value is the correlation of who is tied to whom (parallel ties once, direction kept) with a pattern in which
    the core is tied within itself, the periphery is not, and ties between the two are all there (`between="tied"`, the
    default), all absent (`"empty"`) or left out of account (`"ignored"`). It is 1 at best; None where there is no such
    figure: fewer than three nodes, nobody tied, all tied.

    Up to 16 nodes all cores are tried (`search="exact"` does so up to 20). Beyond, or with `"quick"`, cores of several
    sizes are begun with the most tied nodes and those of the highest core numbers, up to 200 nodes also with each node
    and those around it, and mended by moves (and exchanges) of nodes: always the same answer, but a better core may
    exist, and the sentence says so.

    Source: Borgatti & Everett (2000), the discrete model.

    Raises:
        UnknownName: if an option is none of those.
        InputError: if an exact search is asked of more than 20 nodes.
    """
    check(between, Between, in_context("option", "ties between core and periphery"))
    check(search, Search, in_context("option", "search"))
    network = network_of(graph)
    found = split(network.simple(None), between, search)
    inside = [id_ for id_, is_core in zip(network.ids, found.inside, strict=True) if is_core]
    outside = [id_ for id_, is_core in zip(network.ids, found.inside, strict=True) if not is_core]
    return CorePeriphery(
        measure="core_periphery",
        value=found.fit,
        definition=message(
            "The correlation of the ties with a pattern of a core tied within itself and a periphery that is not."
        ),
        source="Borgatti, S. P. & Everett, M. G. (2000). Social Networks 21, 375-395",
        sentence=_core(network, found, inside),
        parameters={"between": between, "search": "exact" if found.exact else "quick"},
        core=tuple(inside),
        periphery=tuple(outside),
        exact=found.exact,
        equally_good=found.equally_good,
        core_density=found.densities[0],
        between_density=found.densities[1],
        periphery_density=found.densities[2],
    )


def _core(network: Network, found: CoreFit, inside: list[NodeId]) -> Sayable:
    if found.fit is None:
        return message("There is no core and no periphery to tell apart.")
    core, between, periphery = (message("none possible") if each is None else Percent(each) for each in found.densities)
    said = [
        message(
            "The core: {names}; it describes the network with a fit of {fit} (1 would be perfect).",
            names=named(network, inside),
            fit=Rounded(found.fit),
        ),
        message(
            "Of the possible ties there are: in the core {core}, between core and periphery {between}, "
            "in the periphery {periphery}.",
            core=core,
            between=between,
            periphery=periphery,
        ),
    ]
    if not found.exact:
        said.append(message("Not all cores were checked; a better one may exist."))
    elif found.equally_good and found.equally_good > 1:
        said.append(message("Other cores that fit as well: {others}.", others=found.equally_good - 1))
    return sentence(*said)
