"""Combining: several checks made into one, by the least or the greatest of their marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from typing_extensions import override

from partnership.readiness.bench import Bench
from partnership.readiness.checks.base import SATISFIED, UNKNOWN, UNSATISFIED, Check, Shortfall
from partnership.readiness.groups import Reads
from partnership.readiness.operands import Env, Operand, Scope, as_plain, bound
from partnership.template import core
from partnership.template.core import Core

Combine = Callable[[list[int], Env], int]


def combination(what: Core, bench: Bench, scope: Scope) -> Combine:
    """Return how the marks of the parts make that of the whole."""
    match what:
        case core.All():
            return _all
        case core.Any():
            return _any
        case core.NoneOf():
            return _none
        case core.When():
            return _when
        case core.AtLeast():
            return _AtLeast(bound(what.n, bench.world, scope, bench.binding))
        case _:
            raise TypeError(f"{type(what).__name__} combines nothing")


class Combined(Check):
    """Several checks made into one."""

    def __init__(self, what: Core, parts: list[Check], combine: Combine) -> None:
        super().__init__(what)
        self._parts = parts
        self.combine = combine

    @override
    def children(self) -> tuple[Check, ...]:
        return tuple(self._parts)

    @override
    def mark(self, env: Env, reads: Reads | None) -> int:
        return self.combine([part.mark(env, reads) for part in self._parts], env)

    @override
    def shortfalls(self, env: Env) -> Iterator[Shortfall]:
        mark = self.mark(env, None)
        if mark is SATISFIED:
            return
        found = [shortfall for part in self.blamed() for shortfall in part.shortfalls(env)]
        if not found:
            found = [Shortfall(self.what, mark, env=env)]
        yield from found

    def blamed(self) -> tuple[Check, ...]:
        """Return the parts whose lacks explain this one: of a `when` its consequence, of a `none` none."""
        match self.what:
            case core.When():
                return tuple(self._parts[1:])
            case core.NoneOf():
                return ()
            case _:
                return tuple(self._parts)


def _all(marks: list[int], _env: Env) -> int:
    return min(marks, default=SATISFIED)


def _any(marks: list[int], _env: Env) -> int:
    return max(marks, default=UNSATISFIED)


def _none(marks: list[int], _env: Env) -> int:
    return SATISFIED - max(marks, default=UNSATISFIED)


def _when(marks: list[int], _env: Env) -> int:
    condition, consequence = marks
    if condition == SATISFIED:
        return consequence
    return SATISFIED if condition == UNSATISFIED else UNKNOWN


class _AtLeast:
    """So many of the parts, at least."""

    def __init__(self, n: Operand) -> None:
        self._n = n

    def __call__(self, marks: list[int], env: Env) -> int:
        n = as_plain(self._n.get(env, None))
        if n is None:
            return UNKNOWN
        satisfied = marks.count(SATISFIED)
        if satisfied >= n:
            return SATISFIED
        return UNKNOWN if satisfied + marks.count(UNKNOWN) >= n else UNSATISFIED
