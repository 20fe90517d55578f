"""The search for the core that fits best (Borgatti & Everett 2000, the discrete model)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Literal, assert_never

from partnership.errors import Fault, InputError
from partnership.messages import message
from partnership.network.adjacency import Adjacency
from partnership.network.algorithms.k_core import k_cores

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


@dataclass(frozen=True, slots=True)
class CoreFit:
    """The core by position, its fit, and the densities inside, between and outside."""

    inside: list[bool]
    fit: float | None
    exact: bool
    equally_good: int | None
    densities: tuple[float | None, float | None, float | None]


def split(simple: Adjacency, between: Between, search: Search) -> CoreFit:
    """Find the core that fits best: of equals the smallest, of these the one with the earliest nodes.

    Raises:
        InputError: if an exact search is asked of too many nodes.
    """
    many = len(simple)
    if search == "exact" and many > EXACT_AT_MOST:
        raise InputError(
            Fault(
                None,
                message("an exact search over {many} nodes", many=many),
                expected=message("at most {most} nodes", most=EXACT_AT_MOST),
                hint=message("use search='quick'"),
            )
        )
    exact = search == "exact" or (search == "auto" and many <= EXACT_UP_TO)
    trial = Split(simple, between)
    best, equals = _tried(trial, many) if exact else (_quick(trial, simple), None)
    if best is None:
        return CoreFit([False] * many, None, exact, None, (None, None, None))
    trial.become(best[2])
    return CoreFit(trial.inside[:], trial.fit(), exact, equals, trial.densities())


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
    degree, cores = trial.degree, k_cores(simple)
    places = range(len(simple))
    orders = (
        sorted(places, key=lambda place: (-degree[place], place)),
        sorted(places, key=lambda place: (-cores[place], -degree[place], place)),
    )
    starts = [order[:size] for order in orders for size in _sizes(trial, order)]
    if len(simple) > THOROUGH_UP_TO:
        return min(_all_moved(trial, starts), default=None)
    starts += [[place, *simple.around[place]] for place in places]
    found = sorted(set(_all_moved(trial, starts)))
    return min((_exchanged(trial, key) for key in found[:_EXCHANGED]), default=None)


def _all_moved(trial: Split, starts: Iterable[Iterable[int]]) -> list[SplitKey]:
    return [key for key in (_moved(trial, start) for start in starts) if key is not None]


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
        self.ties = [dict.fromkeys(targets, 1) for targets in simple.out]
        for one, targets in enumerate(simple.out):
            for other in targets:
                self.ties[other][one] = self.ties[other].get(one, 0) + 1
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

    def densities(self) -> tuple[float | None, float | None, float | None]:
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
        match self.between:
            case "tied":
                hits, ones = within + across, inside + between
            case "ignored":
                arcs, cells = arcs - across, inside + outside
            case "empty":
                pass
            case _:
                assert_never(self.between)
        spread = (cells - arcs) * arcs * (cells - ones) * ones
        return (cells * hits - arcs * ones) / sqrt(spread) if spread > 0 else None
