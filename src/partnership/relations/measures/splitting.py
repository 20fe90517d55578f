"""The search for the core that fits best (Borgatti & Everett 2000, the discrete model)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Literal, assert_never

from partnership.errors import Fault, InputError
from partnership.relations.adjacency import Adjacency
from partnership.relations.measures.peeling import k_cores
from partnership.values import Text

Between = Literal["tied", "ignored", "empty"]
"""What the pattern asks of ties between core and periphery."""

Search = Literal["auto", "exact", "quick"]
"""Whether all cores are tried."""

EXACT_UP_TO = 14
"""Nodes up to which all cores are tried unasked (16,384 of them)."""

EXACT_AT_MOST = 20
"""Nodes up to which all cores are tried if asked (a million, some ten seconds)."""

EXCHANGES_UP_TO = 200
"""Nodes up to which the quick search exchanges pairs of nodes."""

_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Found:
    """The core by position, its fit, and the densities inside, between and outside."""

    inside: list[bool]
    fit: float | None
    exact: bool
    equally_good: int | None
    densities: tuple[float | None, float | None, float | None]


def split(simple: Adjacency, between: Between, search: Search) -> Found:
    """Find the core that fits best: of equals the smallest, of these the one with the earliest nodes.

    Raises:
        InputError: if an exact search is asked of too many nodes.
    """
    many = len(simple)
    if search == "exact" and many > EXACT_AT_MOST:
        raise InputError(
            Fault(
                None,
                Text.of(f"an exact search over {many} nodes", f"полный перебор, узлов: {many}"),
                expected=Text.of(f"at most {EXACT_AT_MOST} nodes", f"узлов не больше {EXACT_AT_MOST}"),
                hint=Text.of("use search='quick'", "возьмите search='quick'"),
            )
        )
    exact = search == "exact" or (search == "auto" and many <= EXACT_UP_TO)
    trial = _Split(simple, between)
    best, equals = _tried(trial, many) if exact else (_quick(trial, simple), None)
    if best is None:
        return Found([False] * many, None, exact, None, (None, None, None))
    trial.become(best[2])
    return Found(trial.inside[:], trial.fit(), exact, equals, trial.densities())


Key = tuple[float, int, tuple[int, ...]]
"""A core to compare: minus its fit, its size, its positions; the least is the best."""

Step = tuple[float, tuple[int, ...]]
"""The fit after a step, and minus the places that it moves: of equals the earliest is the greatest."""


def _tried(trial: _Split, many: int) -> tuple[Key | None, int | None]:
    best: Key | None = None
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


def _quick(trial: _Split, simple: Adjacency) -> Key | None:
    degree, cores = trial.degree, k_cores(simple)
    places = range(len(simple))
    starts = (
        sorted(places, key=lambda place: (-degree[place], place)),
        sorted(places, key=lambda place: (-cores[place], -degree[place], place)),
    )
    found = [key for key in (_mended(trial, _grown(trial, order)) for order in starts) if key is not None]
    return min(found, default=None)


def _grown(trial: _Split, order: Iterable[int]) -> tuple[int, ...] | None:
    """Let nodes join one by one, and return the core that fitted best on the way."""
    trial.become(())
    best: tuple[float, int] | None = None
    joined = list(order)
    for count, place in enumerate(joined, 1):
        trial.toggle(place)
        fit = trial.fit()
        if fit is not None and (best is None or fit > best[0] + _SAME):
            best = fit, count
    return None if best is None else tuple(joined[: best[1]])


def _mended(trial: _Split, core: tuple[int, ...] | None) -> Key | None:
    """Move and exchange nodes as long as the fit grows."""
    if core is None:
        return None
    trial.become(core)
    fit = trial.fit()
    while fit is not None:
        step = max(trial.moves(), default=None)
        if (step is None or step[0] <= fit + _SAME) and len(trial.inside) <= EXCHANGES_UP_TO:
            step = max(trial.exchanges(), default=None)
        if step is None or step[0] <= fit + _SAME:
            return -round(fit, 12), trial.size, trial.positions()
        for place in step[1]:
            trial.toggle(-place)
        fit = trial.fit()
    return None


class _Split:
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
        return tuple(place for place, is_core in enumerate(self.inside) if is_core)

    def fit(self) -> float | None:
        return self._fit(self.size, self.within, self.across)

    def moves(self) -> Iterator[Step]:
        """Give each move of one node."""
        for place, is_core in enumerate(self.inside):
            sign, inner = (-1 if is_core else 1), self.inner[place]
            fit = self._fit(
                self.size + sign, self.within + sign * inner, self.across + sign * (self.degree[place] - 2 * inner)
            )
            if fit is not None:
                yield fit, (-place,)

    def exchanges(self) -> Iterator[Step]:
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
