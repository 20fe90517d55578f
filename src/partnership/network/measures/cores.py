"""Who belongs to the inner circle: k-cores, and a core with its periphery."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import compress
from math import sqrt
from typing import Literal

from partnership.errors import Fault, InputError, check_choice
from partnership.messages import Percent, Rounded, Sayable, in_context, message, plural
from partnership.network.columns import Adjacency
from partnership.network.figure import Figure
from partnership.network.network import Network
from partnership.network.nodes import NodeId
from partnership.network.phrases import crowd, named, sentence
from partnership.network.sources import Graph, network_of

Between = Literal["tied", "ignored", "empty"]
"""What the pattern asks of ties between core and periphery."""

Search = Literal["auto", "exact", "quick"]
"""Whether all cores are tried."""

EXACT_UP_TO = 16
"""Nodes up to which all cores are tried unasked (65,536 of them, some 50 ms)."""

EXACT_AT_MOST = 20
"""Nodes up to which all cores are tried if asked (a million, about a second)."""

THOROUGH_UP_TO = 200
"""Nodes up to which the quick search starts from every circle of a node and exchanges pairs."""

_EXCHANGED = 4
"""How many of the best cores are mended by exchanges."""

_SAME = 1e-12

Densities = tuple[float | None, float | None, float | None]
"""Inside the core, between the two, inside the periphery; None where there are no cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreNumbers(Figure[dict[NodeId, int]]):
    """The core number of each node; `innermost` are those with the highest, `depth`."""

    depth: int
    innermost: tuple[NodeId, ...]


def core_numbers(graph: Graph) -> CoreNumbers:
    """Measure how deep in the network each node sits: the largest k such that it belongs to the k-core.

    The k-core is the largest part of the network in which each has k others of that part beside it. Direction,
    strength, parallel ties and loops do not matter; an isolate has 0. Linear in nodes and ties.

    Source: Seidman (1983); computed by networkx after Batagelj & Zaversnik (2003).
    """
    network = network_of(graph)
    cores = _k_cores(network.simple(None))
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


def _k_cores(simple: Adjacency) -> list[int]:
    import networkx as nx

    found: dict[int, int] = nx.core_number(simple.networkx(directed=False))
    return [found[place] for place in range(len(simple))]


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
    check_choice(between, Between, in_context("option", "ties between core and periphery"))
    check_choice(search, Search, in_context("option", "search"))
    network = network_of(graph)
    many = len(network)
    if search == "exact" and many > EXACT_AT_MOST:
        what, expected = message("an exact search over {many} nodes", many=many), message("at most {most} nodes")
        hint = message("use search='quick'")
        raise InputError(Fault(None, what, expected=expected.given(most=EXACT_AT_MOST), hint=hint))
    exact = search == "exact" or (search == "auto" and many <= EXACT_UP_TO)
    simple = network.simple(None)
    trial = Split(simple, between)
    best, equals = _tried(trial, many) if exact else (_quick(trial, simple), None)
    trial.become(() if best is None else best[2])
    fit, densities = (None, (None, None, None)) if best is None else (trial.fit(), trial.densities())
    parts = {is_core: tuple(compress(network.ids, map(is_core.__eq__, trial.inside))) for is_core in (True, False)}
    core = parts[True]
    return CorePeriphery(
        measure="core_periphery",
        value=fit,
        definition=message(
            "The correlation of the ties with a pattern of a core tied within itself and a periphery that is not."
        ),
        source="Borgatti, S. P. & Everett, M. G. (2000). Social Networks 21, 375-395",
        sentence=_core(network, fit, core, densities, equals if exact else 0),
        parameters={"between": between, "search": "exact" if exact else "quick"},
        core=core,
        periphery=parts[False],
        exact=exact,
        equally_good=equals,
        core_density=densities[0],
        between_density=densities[1],
        periphery_density=densities[2],
    )


def _core(
    network: Network, fit: float | None, core: tuple[NodeId, ...], densities: Densities, equals: int | None
) -> Sayable:
    """Say how well the core fits; `equals` is 0 where not all cores were tried."""
    if fit is None:
        return message("There is no core and no periphery to tell apart.")
    inside, between, outside = (message("none possible") if each is None else Percent(each) for each in densities)
    found = message("The core: {names}; it describes the network with a fit of {fit} (1 would be perfect).")
    dense = message(
        "Of the possible ties there are: in the core {core}, between core and periphery {between}, "
        "in the periphery {periphery}."
    )
    said = [
        found.given(names=named(network, core), fit=Rounded(fit)),
        dense.given(core=inside, between=between, periphery=outside),
    ]
    if equals == 0:
        said.append(message("Not all cores were checked; a better one may exist."))
    elif equals and equals > 1:
        said.append(message("Other cores that fit as well: {others}.", others=equals - 1))
    return sentence(*said)


# --- the search ------------------------------------------------------------------------------------------------------

SplitKey = tuple[float, int, tuple[int, ...]]
"""A core to compare: minus its fit, its size, its positions; the least is the best."""

SplitStep = tuple[float, tuple[int, ...]]
"""The fit after a step, and minus the places that it moves: of equals the earliest is the greatest."""


def _tried(trial: Split, many: int) -> tuple[SplitKey | None, int | None]:
    best: SplitKey | None = None
    equals = 0
    for step in range(1, 1 << many):  # in Gray's order one node moves at a time
        trial.toggle((step & -step).bit_length() - 1)
        fit = trial.fit()
        if fit is None or (best is not None and -fit > best[0] + _SAME):
            continue
        key = (-round(fit, 12), trial.size, trial.positions())
        equals = equals + 1 if best is not None and key[0] == best[0] else 1
        best = key if best is None else min(best, key)
    return best, equals or None


def _quick(trial: Split, simple: Adjacency) -> SplitKey | None:
    degree, cores = trial.degree, _k_cores(simple)
    places = range(len(simple))
    orders = (
        sorted(places, key=lambda place: (-degree[place], place)),
        sorted(places, key=lambda place: (-cores[place], -degree[place], place)),
    )
    starts = [order[:size] for order in orders for size in _sizes(trial, order)]
    thorough = len(simple) <= THOROUGH_UP_TO
    if thorough:
        starts += [[place, *simple.around[place]] for place in places]
    found = sorted({key for key in (_moved(trial, start) for start in starts) if key is not None})
    return min((_exchanged(trial, key) if thorough else key for key in found[:_EXCHANGED]), default=None)


def _sizes(trial: Split, order: list[int]) -> Iterator[int]:
    """Give the sizes of cores to start from: 1, 2, 4 and so on, and the one that fits best on the way."""
    trial.become(())
    best: tuple[float, int] | None = None
    for size, place in enumerate(order, 1):
        trial.toggle(place)
        fit = trial.fit()
        if fit is not None and (best is None or fit > best[0] + _SAME):
            best = fit, size
    if best is not None:
        yield best[1]
    yield from (1 << power for power in range(len(order).bit_length()))


def _moved(trial: Split, core: Iterable[int]) -> SplitKey | None:
    """Let nodes join and leave, one after the other and round and round, as long as the fit grows."""
    trial.become(core)
    fit, rested = trial.fit(), 0
    while rested < len(trial.inside):
        for place in range(len(trial.inside)):
            other = trial.after(place)
            if other is not None and (fit is None or other > fit + _SAME):
                trial.toggle(place)
                fit, rested = other, 0
            else:
                rested += 1
    return None if fit is None else (-round(fit, 12), trial.size, trial.positions())


def _exchanged(trial: Split, key: SplitKey) -> SplitKey:
    """Exchange a node inside for one outside, the best two each time, as long as the fit grows."""
    while True:
        trial.become(key[2])
        best = max(trial.exchanges(), default=None)
        if best is None or best[0] <= _SAME - key[0]:
            return key
        for place in best[1]:
            trial.toggle(-place)
        better = _moved(trial, trial.positions())
        if better is None or better >= key:  # the same after rounding
            return key
        key = better


class Split:
    """A core as it changes, with the counts on which its fit depends: arcs inside and between."""

    def __init__(self, simple: Adjacency, between: Between) -> None:
        self.between = between
        self.arcs = simple.arcs
        self.ties = [{other: int(arcs) for other, arcs in near.items()} for near in simple.around]
        self.degree = [sum(near.values()) for near in self.ties]
        self.become(())

    def become(self, core: Iterable[int]) -> None:
        """Start from another core."""
        self.inside = [False] * len(self.ties)
        self.inner = [0] * len(self.ties)
        self.size = self.within = self.across = 0
        for place in core:
            self.toggle(place)

    def toggle(self, place: int) -> None:
        """Let a node join the core, or leave it."""
        sign = -1 if self.inside[place] else 1
        self.inside[place] = sign > 0
        self.size += sign
        self.within += sign * self.inner[place]
        self.across += sign * (self.degree[place] - 2 * self.inner[place])
        inner = self.inner
        for other, arcs in self.ties[place].items():
            inner[other] += sign * arcs

    def positions(self) -> tuple[int, ...]:
        """Return the core."""
        return tuple(place for place, is_core in enumerate(self.inside) if is_core)

    def fit(self) -> float | None:
        """Return the correlation with the pattern; None where one of the two is all alike."""
        return self._fit(self.size, self.within, self.across)

    def after(self, place: int) -> float | None:
        """Return the fit that there would be after a move of one node."""
        sign, inner = (-1 if self.inside[place] else 1), self.inner[place]
        across = self.across + sign * (self.degree[place] - 2 * inner)
        return self._fit(self.size + sign, self.within + sign * inner, across)

    def exchanges(self) -> Iterator[SplitStep]:
        """Give each exchange of a node inside for one outside."""
        inside = self.positions()
        for new, is_core in enumerate(self.inside):
            if is_core:
                continue
            within, across = self.within + self.inner[new], self.across + self.degree[new] - 2 * self.inner[new]
            for old in inside:
                inner = self.inner[old] + self.ties[new].get(old, 0)
                fit = self._fit(self.size, within - inner, across - self.degree[old] + 2 * inner)
                if fit is not None:
                    yield fit, (-new, -old)

    def cells(self, size: int) -> tuple[int, int, int]:
        """Count the cells inside, between and outside."""
        rest = len(self.ties) - size
        return size * (size - 1), 2 * size * rest, rest * (rest - 1)

    def densities(self) -> Densities:
        """Return the densities inside, between and outside; None where there are no cells."""
        inside, between, outside = self.cells(self.size)
        return (
            self.within / inside if inside else None,
            self.across / between if between else None,
            (self.arcs - self.within - self.across) / outside if outside else None,
        )

    def _fit(self, size: int, within: int, across: int) -> float | None:
        inside, between, outside = self.cells(size)
        arcs, hits, cells, ones = self.arcs, within, inside + between + outside, inside
        if self.between == "tied":
            hits, ones = within + across, inside + between
        elif self.between == "ignored":
            arcs, cells = arcs - across, inside + outside
        spread = (cells - arcs) * arcs * (cells - ones) * ones
        return (cells * hits - arcs * ones) / sqrt(spread) if spread > 0 else None
