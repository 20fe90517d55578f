"""Combining: several checks made into one, by the least or the greatest of their marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from typing_extensions import override

from partnership.evaluation.check import SATISFIED, UNKNOWN, UNSATISFIED, Check, Shortfall
from partnership.evaluation.compiler import Compiler
from partnership.evaluation.context import NONE_EXCUSED, Context
from partnership.evaluation.operands import Env, Operand, VariableKinds, as_plain, bound
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
        yield from self.told(mark, found, env, ctx)

    def told(self, mark: int, found: list[Shortfall], env: Env, ctx: Context) -> Iterable[Shortfall]:
        """Return what is lacking, given what is of the parts that are to blame.

        Where it is not known that what must not be, or a condition, is not so: a keeper's word. Where nothing is
        lacking of a `none`: what there is and must not be.
        """
        there = [part for part in self._forbidden if mark == UNSATISFIED == part.mark(env, ctx)]
        return (
            (self._unkept(env, ctx) if mark == UNKNOWN else [])
            or found
            or [shortfall for part in there for shortfall in part.shortfalls(env, ctx)]
            or [Shortfall(self.what, mark, env=env)]
        )

    def _unkept(self, env: Env, ctx: Context) -> list[Shortfall]:
        """Return what would settle that no part is so that must not be, or is a condition; nothing if not all of it."""
        parts = self._parts if isinstance(self.what, core.NoneOf) else self._parts[: isinstance(self.what, core.When)]
        unknown = [list(part.unsettled(env, ctx)) for part in parts if part.mark(env, ctx) == UNKNOWN]
        return list(chain.from_iterable(unknown)) if all(unknown) else []

    @override
    def unsettled(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        if not isinstance(self.what, core.NoneOf | core.When):
            yield from chain.from_iterable(part.unsettled(env, ctx) for part in self._parts)

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
