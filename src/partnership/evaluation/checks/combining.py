"""Combining: several checks made into one, by the least or the greatest of their marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from typing_extensions import override

from partnership.evaluation.check import SATISFIED, UNKNOWN, UNSATISFIED, Check, Shortfall
from partnership.evaluation.compiler import Compiler
from partnership.evaluation.operands import Env, Operand, VariableKinds, as_plain, bound
from partnership.evaluation.tables import NONE_EXCUSED, Context
from partnership.template import core
from partnership.template.core import Core

Combine = Callable[[list[int], Env, Context], int]


def combination(what: Core, compiler: Compiler, scope: VariableKinds) -> Combine:
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
            return _AtLeast(bound(what.n, compiler.lists, scope))
        case _:
            raise TypeError(f"{type(what).__name__} combines nothing")


class Combined(Check):
    """Several checks made into one."""

    def __init__(self, what: Core, parts: list[Check], combine: Combine, forbidden: list[Check]) -> None:
        """`forbidden` ask of the parts that must not be that they are not."""
        super().__init__(what)
        self._parts = parts
        self._forbidden = forbidden
        self.combine = combine

    @override
    def children(self) -> tuple[Check, ...]:
        return tuple(self._parts)

    @override
    def mark(self, env: Env, ctx: Context) -> int:
        if not ctx.excused:
            return self.combine([part.mark(env, ctx) for part in self._parts], env, ctx)
        asked = zip(self._parts, self.places(ctx), strict=True)
        return self.combine([part.mark(env, here) for part, here in asked], env, ctx)

    def places(self, ctx: Context) -> list[Context]:
        """Return where each part is asked: nobody is excused from what must not be, nor from a condition."""
        match self.what:
            case core.NoneOf():
                return [ctx.excusing(NONE_EXCUSED)] * len(self._parts)
            case core.When():
                return [ctx.excusing(NONE_EXCUSED), ctx]
            case _:
                return [ctx] * len(self._parts)

    @override
    def shortfalls(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        mark = self.mark(env, ctx)
        if mark == SATISFIED:
            return
        found = [shortfall for part in self.blamed() for shortfall in part.shortfalls(env, ctx)]
        yield from found or self.itself(mark, env, ctx)

    def itself(self, mark: int, env: Env, ctx: Context) -> Iterator[Shortfall]:
        """Return what is lacking where no part lacks anything: of a `none`, what there is and must not be."""
        there = [part for part in self._forbidden if part.mark(env, ctx) == UNSATISFIED]
        for part in there if mark == UNSATISFIED else ():
            yield from part.shortfalls(env, ctx)
        if mark != UNSATISFIED or not there:
            yield Shortfall(self.what, mark, env=env)

    @override
    def lacking(self, env: Env, ctx: Context) -> frozenset[str]:
        if self.mark(env, ctx) == SATISFIED:
            return frozenset()
        return frozenset().union(*(part.lacking(env, ctx) for part in self.blamed()))

    def blamed(self) -> tuple[Check, ...]:
        """Return the parts whose lacks explain this one: of a `when` its consequence, of a `none` none."""
        match self.what:
            case core.When():
                return tuple(self._parts[1:])
            case core.NoneOf():
                return ()
            case _:
                return tuple(self._parts)


def _all(marks: list[int], _env: Env, _ctx: Context) -> int:
    return min(marks, default=SATISFIED)


def _any(marks: list[int], _env: Env, _ctx: Context) -> int:
    return max(marks, default=UNSATISFIED)


def _none(marks: list[int], _env: Env, _ctx: Context) -> int:
    return SATISFIED - max(marks, default=UNSATISFIED)


def _when(marks: list[int], _env: Env, _ctx: Context) -> int:
    condition, consequence = marks
    if condition == SATISFIED:
        return consequence
    return SATISFIED if condition == UNSATISFIED else UNKNOWN


class _AtLeast:
    """So many of the parts, at least."""

    def __init__(self, n: Operand) -> None:
        self._n = n

    def __call__(self, marks: list[int], env: Env, ctx: Context) -> int:
        n = as_plain(self._n.get(env, ctx))
        if n is None:
            return UNKNOWN
        satisfied = marks.count(SATISFIED)
        if satisfied >= n:
            return SATISFIED
        return UNKNOWN if satisfied + marks.count(UNKNOWN) >= n else UNSATISFIED
