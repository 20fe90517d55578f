"""Comparing: one number against another, exactly, and never money of different currencies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, assert_never

from typing_extensions import override

from partnership.evaluation.check import SATISFIED, SIGNS, UNKNOWN, UNSATISFIED, Check, Shortfall, figure_text
from partnership.evaluation.checks.known import KeptSources
from partnership.evaluation.compiler import Compiler
from partnership.evaluation.context import Context
from partnership.evaluation.nearest import NearestFinder
from partnership.evaluation.operands import Env, VariableKinds, as_fraction, operand
from partnership.evaluation.selecting import comparison
from partnership.template import core
from partnership.template.core import Op, Reference, Selection
from partnership.values import Duration, Money, PartialDate, Term

Length = Duration | Term
"""What is as long as something: one stands in the law or in a rule of procedure, the other is that of an agreement."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, and the currency that it is in; a plain number has none and is held against any.

    A day is the number of its place in the calendar, and is held against a day; a period is held against a period.
    """

    number: Fraction | Length
    currency: str | None = None
    is_day: bool = False

    def is_comparable(self, other: Amount) -> bool:
        """Tell whether the two are not money of different currencies."""
        if isinstance(self.number, Fraction) is not isinstance(other.number, Fraction):
            return False
        return None in {self.currency, other.currency} or self.currency == other.currency

    @override
    def __str__(self) -> str:
        if not isinstance(self.number, Fraction):
            return str(self.number)
        if self.is_day:
            return dt.date.fromordinal(int(self.number)).isoformat()
        return figure_text(self.number) if self.currency is None else f"{figure_text(self.number)} {self.currency}"


NumberOf = Callable[[Env, Context], Amount | None]


class CompareCheck(Check):
    """One number against another."""

    def __init__(self, what: core.Compare, compiler: Compiler, scope: VariableKinds) -> None:
        super().__init__(what)
        self._left = _number(what.left, compiler, scope)
        self._right = _number(what.right, compiler, scope)
        more = too_few(what)
        self._nearest = None if more is None else NearestFinder(more, compiler, scope)
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


def few_enough(what: core.Compare, shortfall: Shortfall) -> Selection | None:
    """Return the rows of which none is recorded, where few are asked for and a keeper's word would be enough."""
    side: core.Expression | None = None
    if shortfall.have is None and shortfall.need is not None and what.op in {Op.LTE, Op.LT}:
        side = what.left
    elif shortfall.need is None and shortfall.have is not None and what.op in {Op.GTE, Op.GT}:
        side = what.right
    match side:
        case core.Counted(of=of) | core.Aggregated(of=of, empty=Fraction()):
            return of
        case _:
            return None


def _number(expression: core.Expression, compiler: Compiler, scope: VariableKinds) -> NumberOf:
    match expression:
        case Fraction() | Duration():
            fixed = Amount(expression)
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
        case core.Ratio(over, under, empty):
            return _ratio(_number(over, compiler, scope), _number(under, compiler, scope), empty)
        case _:
            assert_never(expression)


def _as_figure(value: Any) -> Amount | None:
    if isinstance(value, Length):
        return Amount(value)
    if isinstance(value, dt.date):
        return None if type(value) is PartialDate else Amount(Fraction(value.toordinal()), is_day=True)
    if isinstance(value, Money):
        return Amount(Fraction(value.amount), value.currency)
    number = as_fraction(value)
    return None if number is None else Amount(number)


def _size(value: Any) -> Amount | None:
    return Amount(Fraction(len(value))) if isinstance(value, tuple) else None


def _ratio(over: NumberOf, under: NumberOf, empty: Fraction | None) -> NumberOf:
    nothing = None if empty is None else Amount(empty)

    def ratio(env: Env, ctx: Context) -> Amount | None:
        above, below = over(env, ctx), under(env, ctx)
        if above is None or below is None or not above.is_comparable(below):
            return None
        if not isinstance(above.number, Fraction) or not isinstance(below.number, Fraction):
            return None
        if not below.number:
            return nothing
        return Amount(above.number / below.number, None if below.currency is not None else above.currency)

    return ratio


def _counted(expression: core.Counted, compiler: Compiler, scope: VariableKinds) -> NumberOf:
    rows = compiler.picker(expression.of, scope)
    known = KeptSources(compiler, rows.source)
    compiler.note_scan(rows)
    distinct = None
    if expression.distinct is not None:
        distinct = rows.tally(compiler.getter(expression.of, expression.distinct))

    def number(env: Env, ctx: Context) -> Amount | None:
        n = rows.size(env, ctx) if distinct is None else len(distinct(env, ctx).distinct)
        return Amount(Fraction(n)) if n or known.complete(ctx) or not known.bare(ctx) else None

    return number


def _aggregated(expression: core.Aggregated, compiler: Compiler, scope: VariableKinds) -> NumberOf:
    rows = compiler.picker(expression.of, scope)
    compiler.note_scan(rows)
    tallied = rows.tally(compiler.getter(expression.of, expression.field))
    known = KeptSources(compiler, rows.source)
    nothing = None if expression.empty is None else Amount(expression.empty)

    def number(env: Env, ctx: Context) -> Amount | None:
        tally = tallied(env, ctx)
        if tally.ordered and isinstance(tally.ordered[0], Length):
            return Amount(tally.ordered[0 if expression.how is core.Aggregate.MIN else -1])
        if not tally.sums and nothing is not None and known.complete(ctx):
            return nothing
        if len(tally.sums) != 1:
            return None
        ((currency, total),) = tally.sums.items()
        match expression.how:
            case core.Aggregate.SUM:
                return Amount(total, currency)
            case core.Aggregate.AVG:
                return Amount(total / tally.numbers[currency], currency)
            case core.Aggregate.MIN:
                return Amount(tally.extreme(0), currency)
            case core.Aggregate.MAX:
                return Amount(tally.extreme(-1), currency)

    return number
