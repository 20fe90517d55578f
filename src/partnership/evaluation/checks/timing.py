"""Timing: how long ago, how often, and in which order. What is to come counts for nothing yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from typing_extensions import override

from partnership.evaluation.check import SATISFIED, UNKNOWN, UNSATISFIED, Check, Shortfall
from partnership.evaluation.compiler import Compiler
from partnership.evaluation.near import NearRow, Unmet
from partnership.evaluation.nearest import NearestFinder
from partnership.evaluation.operands import Env, Operand, VariableKinds, bound, operand
from partnership.evaluation.tables import Context
from partnership.evaluation.tally import Tally
from partnership.index import FIRST_DAY
from partnership.template import core
from partnership.template.core import Constant, Op, Reference, Selection, Test
from partnership.values import ONE_DAY, Duration

Days = Callable[[Env, Context], Tally]
DurationOf = Callable[[Env, Context], Duration | None]


def _days(selection: Selection, field: tuple[str, ...], compiler: Compiler, scope: VariableKinds) -> Days:
    """Return how to read the days of a field over rows."""
    rows = compiler.picker(selection, scope)
    compiler.note_scan(rows)
    return rows.tally(compiler.getter(selection, field))


def _of_day(
    nearest: NearestFinder, days: Days, day: dt.date | None, missed: Test, env: Env, ctx: Context
) -> NearRow | None:
    """Return the row whose day it is, with what it misses; where there is no day, what came nearest to having one."""
    if day is None:
        return nearest.find(env, ctx)[0]
    id_ = max((id_ for id_, value in days(env, ctx).values.items() if value == day), default=None)
    return None if id_ is None else nearest.of_id(id_, (Unmet(missed, day),), ctx)


def _value(every: Duration | Reference) -> Constant | Reference:
    return every if isinstance(every, Reference) else Constant(every)


def _span(duration: Duration | Reference | None, compiler: Compiler, scope: VariableKinds) -> DurationOf:
    return (lambda _env, _ctx: None) if duration is None else bound(duration, compiler.lists, scope).get


class CadenceCheck(Check):
    """The latest row is not too old."""

    def __init__(self, what: core.Cadence, compiler: Compiler, scope: VariableKinds) -> None:
        super().__init__(what)
        self._days = _days(what.of, what.field, compiler, scope)
        self._nearest = NearestFinder(what.of, compiler, scope)
        self._too_old = Test(what.field, Op.MAX_AGE, _value(what.every))
        self._every = _span(what.every, compiler, scope)

    def _latest_and_last(self, env: Env, ctx: Context) -> tuple[dt.date | None, dt.date | None]:
        """Return the day of the latest row, and the last day on which it is still young enough."""
        latest, every = self._days(env, ctx).latest(ctx), self._every(env, ctx)
        return latest, None if latest is None or every is None else every.after(latest)

    @override
    def mark(self, env: Env, ctx: Context) -> int:
        _, last = self._latest_and_last(env, ctx)
        if last is None:
            return UNKNOWN
        if ctx.reads is not None and last < dt.date.max:
            ctx.reads.turn(ctx.day, last + ONE_DAY)
        return SATISFIED if ctx.day <= last else UNSATISFIED

    @override
    def shortfalls(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        mark = self.mark(env, ctx)
        if mark != SATISFIED:
            latest, last = self._latest_and_last(env, ctx)
            have = None if latest is None else str(latest)
            need = None if last is None else f"<= {last}"
            lapsed = None if last is None else last + ONE_DAY
            near = _of_day(self._nearest, self._days, latest, self._too_old, env, ctx)
            yield Shortfall(self.what, mark, have=have, need=need, lapsed=lapsed, near=near, env=env)


class OrderCheck(Check):
    """One thing came before another, by at least and at most so much."""

    def __init__(self, what: core.Order, compiler: Compiler, scope: VariableKinds) -> None:
        super().__init__(what)
        self._first = _days(what.first, what.field, compiler, scope)
        self._then = _days(what.then, what.field, compiler, scope)
        self._before, self._after = (NearestFinder(each, compiler, scope) for each in (what.first, what.then))
        self._at_least = _span(what.at_least, compiler, scope)
        self._at_most = _span(what.at_most, compiler, scope)

    @override
    def mark(self, env: Env, ctx: Context) -> int:
        first, then = self._first(env, ctx).earliest(ctx), self._then(env, ctx).earliest(ctx)
        if first is None or then is None:
            return UNKNOWN
        at_least, at_most = self._at_least(env, ctx), self._at_most(env, ctx)
        holds = (
            first <= then
            and (at_least is None or then >= at_least.after(first))
            and (at_most is None or then <= at_most.after(first))
        )
        return SATISFIED if holds else UNSATISFIED

    @override
    def shortfalls(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        mark = self.mark(env, ctx)
        if mark != SATISFIED:
            first, then = self._first(env, ctx).earliest(ctx), self._then(env, ctx).earliest(ctx)
            have, need = None if then is None else str(then), None if first is None else f">= {first}"
            near = None
            if first is None or then is None:
                near, _ = (self._before if first is None else self._after).find(env, ctx)
            yield Shortfall(self.what, mark, have=have, need=need, near=near, env=env)


class ElapsedCheck(Check):
    """So much time has passed since the latest row, or no more than so much."""

    def __init__(self, what: core.Elapsed, compiler: Compiler, scope: VariableKinds) -> None:
        super().__init__(what)
        self._rows: tuple[Days, NearestFinder] | None = None
        self._day: Operand | None = None
        if isinstance(what.since, Selection):
            self._rows = _days(what.since, what.field, compiler, scope), NearestFinder(what.since, compiler, scope)
        else:
            self._day = operand(what.since, compiler.lists, scope)
        self._field = what.field
        self._at_least = _span(what.at_least, compiler, scope)
        self._at_most = _span(what.at_most, compiler, scope)

    def _latest(self, env: Env, ctx: Context) -> dt.date | None:
        """Return the day from which time is counted; what is to come counts for nothing yet."""
        if self._rows is not None:
            return self._rows[0](env, ctx).latest(ctx)
        day: dt.date | None = None if self._day is None else self._day.get(env, ctx)
        if day is not None and ctx.reads is not None:
            ctx.reads.turn(ctx.day, day)
        return day if day is None or day <= ctx.day else None

    def _bounds(self, env: Env, ctx: Context) -> tuple[dt.date, dt.date] | None:
        latest = self._latest(env, ctx)
        if latest is None:
            return None
        at_least, at_most = self._at_least(env, ctx), self._at_most(env, ctx)
        return (
            FIRST_DAY if at_least is None else at_least.after(latest),
            dt.date.max if at_most is None else at_most.after(latest),
        )

    @override
    def mark(self, env: Env, ctx: Context) -> int:
        bounds = self._bounds(env, ctx)
        if bounds is None:
            return UNKNOWN
        from_day, last = bounds
        if ctx.reads is not None:
            ctx.reads.turn(ctx.day, from_day)
            if last < dt.date.max:
                ctx.reads.turn(ctx.day, last + ONE_DAY)
        return SATISFIED if from_day <= ctx.day <= last else UNSATISFIED

    @override
    def shortfalls(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        mark = self.mark(env, ctx)
        if mark != SATISFIED:
            bounds = self._bounds(env, ctx)
            if ctx.reads is not None:
                ctx.reads.only(ctx.day)  # for it is said
            need = None
            if bounds is not None:
                need = f">= {bounds[0].isoformat()}" if ctx.day < bounds[0] else f"<= {bounds[1].isoformat()}"
            near = self._near(bounds, env, ctx)
            yield Shortfall(self.what, mark, have=ctx.day.isoformat(), need=need, near=near, env=env)

    def _near(self, bounds: tuple[dt.date, dt.date] | None, env: Env, ctx: Context) -> NearRow | None:
        if self._rows is None:
            return None
        days, nearest = self._rows
        latest = None if bounds is None else days(env, ctx).latest(ctx)
        too_early = bounds is not None and ctx.day < bounds[0]
        missed = Test(self._field, Op.LTE if too_early else Op.GTE, Constant(ctx.day))
        return _of_day(nearest, days, latest, missed, env, ctx)
