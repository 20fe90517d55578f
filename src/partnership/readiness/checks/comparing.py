"""Comparing: one number against another, exactly, and never money of different currencies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, assert_never

from typing_extensions import override

from partnership.readiness.bench import Bench
from partnership.readiness.checks.base import SATISFIED, SIGNS, UNKNOWN, UNSATISFIED, Check, Shortfall, shown
from partnership.readiness.checks.counting import Known
from partnership.readiness.groups import Reads
from partnership.readiness.operands import Env, Scope, as_fraction, operand
from partnership.readiness.paths import Getter
from partnership.readiness.selecting import comparison, picker
from partnership.template import core
from partnership.template.core import Reference
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


Number = Callable[[Env, Reads | None], Figure | None]


class CompareCheck(Check):
    """One number against another."""

    def __init__(self, what: core.Compare, bench: Bench, scope: Scope) -> None:
        super().__init__(what)
        self._left = _number(what.left, bench, scope)
        self._right = _number(what.right, bench, scope)
        self._holds = comparison(what.op, constant_many=False)
        self._op = what.op

    @override
    def mark(self, env: Env, reads: Reads | None) -> int:
        left, right = self._left(env, reads), self._right(env, reads)
        if left is None or right is None or not left.is_comparable(right):
            return UNKNOWN
        return SATISFIED if self._holds(left.number, right.number) else UNSATISFIED

    @override
    def shortfalls(self, env: Env) -> Iterator[Shortfall]:
        mark = self.mark(env, None)
        if mark is not SATISFIED:
            left, right = self._left(env, None), self._right(env, None)
            need = None if right is None else f"{SIGNS[self._op]} {right}"
            yield Shortfall(self.what, mark, have=None if left is None else str(left), need=need, env=env)


def _number(expression: core.Expression, bench: Bench, scope: Scope) -> Number:
    match expression:
        case Fraction():
            fixed = Figure(expression)
            return lambda _env, _reads: fixed
        case Reference():
            value = operand(expression, bench.world, scope, bench.binding)
            return lambda env, reads: _as_figure(value.get(env, reads))
        case core.Size(of):
            listed = operand(of, bench.world, scope, bench.binding)
            return lambda env, reads: _size(listed.get(env, reads))
        case core.Counted():
            return _counted(expression, bench, scope)
        case core.Aggregated():
            return _aggregated(expression, bench, scope)
        case core.Ratio(over, under):
            return _ratio(_number(over, bench, scope), _number(under, bench, scope))
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
    def ratio(env: Env, reads: Reads | None) -> Figure | None:
        above, below = over(env, reads), under(env, reads)
        if above is None or below is None or not below.number or not above.is_comparable(below):
            return None
        return Figure(above.number / below.number, None if below.currency is not None else above.currency)

    return ratio


def _counted(expression: core.Counted, bench: Bench, scope: Scope) -> Number:
    rows = picker(expression.of, bench, scope)
    known = Known(bench, rows.source)
    bench.note_scan(rows.source, keyed=not rows.scans, looks=rows.counts_rows)
    distinct = None
    if expression.distinct is not None:
        distinct = rows.tally(Getter(bench.world, rows.source.kind, expression.distinct, ever=expression.of.ever))

    def number(env: Env, reads: Reads | None) -> Figure | None:
        if distinct is None:
            n = rows.size(env, reads)
        else:
            tally = distinct(env, reads)
            n = len(tally.distinct) if tally is not None else 0
        return Figure(Fraction(n)) if n or known.complete(reads) or not known.bare(reads) else None

    return number


def _aggregated(expression: core.Aggregated, bench: Bench, scope: Scope) -> Number:
    rows = picker(expression.of, bench, scope)
    bench.note_scan(rows.source, keyed=not rows.scans, looks=rows.counts_rows)
    tallied = rows.tally(Getter(bench.world, rows.source.kind, expression.field, ever=expression.of.ever))

    def number(env: Env, reads: Reads | None) -> Figure | None:
        tally = tallied(env, reads)
        if tally is None or len(tally.sums) != 1:
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
