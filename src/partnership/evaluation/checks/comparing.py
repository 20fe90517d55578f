"""Comparing: one number against another, exactly, and never money of different currencies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, assert_never

from typing_extensions import override

from partnership.evaluation.check import SATISFIED, SIGNS, UNKNOWN, UNSATISFIED, Check, Shortfall, shown
from partnership.evaluation.checks.known import Known
from partnership.evaluation.compiler import Compiler
from partnership.evaluation.nearest import Nearest
from partnership.evaluation.operands import Env, Scope, as_fraction, operand
from partnership.evaluation.selecting import comparison
from partnership.evaluation.tables import Context
from partnership.template import core
from partnership.template.core import Op, Reference, Selection
from partnership.values import Money


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and the currency that it is in; a plain number has none and is held against any."""

    number: Fraction
    currency: str | None = None

    def is_comparable(self, other: Figure) -> bool:
        """Tell whether the two are not money of different currencies."""
        return None in {self.currency, other.currency} or self.currency == other.currency

    @override
    def __str__(self) -> str:
        return shown(self.number) if self.currency is None else f"{shown(self.number)} {self.currency}"


Number = Callable[[Env, Context], Figure | None]


class CompareCheck(Check):
    """One number against another."""

    def __init__(self, what: core.Compare, compiler: Compiler, scope: Scope) -> None:
        super().__init__(what)
        self._left = _number(what.left, compiler, scope)
        self._right = _number(what.right, compiler, scope)
        more = too_few(what)
        self._nearest = None if more is None else Nearest(more, compiler, scope)
        self._holds = comparison(what.op, constant_many=False)
        self._op = what.op

    @override
    def mark(self, env: Env, ctx: Context) -> int:
        left, right = self._left(env, ctx), self._right(env, ctx)
        if left is None or right is None or not left.is_comparable(right):
            return UNKNOWN
        return SATISFIED if self._holds(left.number, right.number) else UNSATISFIED

    @override
    def shortfalls(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        mark = self.mark(env, ctx)
        if mark != SATISFIED:
            left, right = self._left(env, ctx), self._right(env, ctx)
            need = None if right is None else f"{SIGNS[self._op]} {right}"
            near = None if self._nearest is None else self._nearest.find(env, ctx)[0]
            yield Shortfall(self.what, mark, have=None if left is None else str(left), need=need, near=near, env=env)


def too_few(what: core.Compare) -> Selection | None:
    """Return the rows of which there are too few where a comparison does not hold; None where it counts none."""
    side = what.left if what.op in {Op.GTE, Op.GT} else what.right if what.op in {Op.LTE, Op.LT} else None
    side = side.over if isinstance(side, core.Ratio) else side
    return side.of if isinstance(side, core.Counted) and side.distinct is None else None


def _number(expression: core.Expression, compiler: Compiler, scope: Scope) -> Number:
    match expression:
        case Fraction():
            fixed = Figure(expression)
            return lambda _env, _ctx: fixed
        case Reference():
            value = operand(expression, compiler.lists, scope)
            return lambda env, ctx: _as_figure(value.get(env, ctx))
        case core.Size(of):
            listed = operand(of, compiler.lists, scope)
            return lambda env, ctx: _size(listed.get(env, ctx))
        case core.Counted():
            return _counted(expression, compiler, scope)
        case core.Aggregated():
            return _aggregated(expression, compiler, scope)
        case core.Ratio(over, under):
            return _ratio(_number(over, compiler, scope), _number(under, compiler, scope))
        case _:
            assert_never(expression)


def _as_figure(value: Any) -> Figure | None:
    if isinstance(value, Money):
        return Figure(Fraction(value.amount), value.currency)
    number = as_fraction(value)
    return None if number is None else Figure(number)


def _size(value: Any) -> Figure | None:
    return Figure(Fraction(len(value))) if isinstance(value, tuple) else None


def _ratio(over: Number, under: Number) -> Number:
    def ratio(env: Env, ctx: Context) -> Figure | None:
        above, below = over(env, ctx), under(env, ctx)
        if above is None or below is None or not below.number or not above.is_comparable(below):
            return None
        return Figure(above.number / below.number, None if below.currency is not None else above.currency)

    return ratio


def _counted(expression: core.Counted, compiler: Compiler, scope: Scope) -> Number:
    rows = compiler.picker(expression.of, scope)
    known = Known(compiler, rows.source)
    compiler.note_scan(rows.source, keyed=not rows.scans, looks=rows.counts_rows)
    distinct = None
    if expression.distinct is not None:
        distinct = rows.tally(compiler.getter(expression.of, expression.distinct))

    def number(env: Env, ctx: Context) -> Figure | None:
        if distinct is None:
            n = rows.size(env, ctx)
        else:
            tally = distinct(env, ctx)
            n = len(tally.distinct)
        return Figure(Fraction(n)) if n or known.complete(ctx) or not known.bare(ctx) else None

    return number


def _aggregated(expression: core.Aggregated, compiler: Compiler, scope: Scope) -> Number:
    rows = compiler.picker(expression.of, scope)
    compiler.note_scan(rows.source, keyed=not rows.scans, looks=rows.counts_rows)
    tallied = rows.tally(compiler.getter(expression.of, expression.field))

    def number(env: Env, ctx: Context) -> Figure | None:
        tally = tallied(env, ctx)
        if len(tally.sums) != 1:
            return None
        ((currency, total),) = tally.sums.items()
        match expression.how:
            case core.Aggregate.SUM:
                return Figure(total, currency)
            case core.Aggregate.AVG:
                return Figure(total / len(tally.values), currency)
            case core.Aggregate.MIN:
                return Figure(tally.extreme(0), currency)
            case core.Aggregate.MAX:
                return Figure(tally.extreme(-1), currency)

    return number
