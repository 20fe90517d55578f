"""Timing: how long ago, how often, and in which order. What is to come counts for nothing yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from typing_extensions import override

from partnership.evaluation.check import SATISFIED, UNKNOWN, UNSATISFIED, Check, Shortfall
from partnership.evaluation.compiler import Compiler
from partnership.evaluation.context import Context
from partnership.evaluation.near import NearRow, Unmet
from partnership.evaluation.nearest import NearestFinder
from partnership.evaluation.operands import Env, Operand, VariableKinds, bound, operand
from partnership.evaluation.tally import Tally
from partnership.template import core
from partnership.template.core import Constant, Op, Reference, Selection, Test
from partnership.values import Duration, PartialDate, has_come, plain_day

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

    def _latest(self, env: Env, ctx: Context) -> tuple[dt.date | None, Duration | None]:
        every = self._every(env, ctx)
        surely = every is not None and every.hours > 0
        return self._days(env, ctx).latest(ctx, surely=surely), every

    @override
    def mark(self, env: Env, ctx: Context) -> int:
        latest, every = self._latest(env, ctx)
        if latest is None or every is None:
            return UNKNOWN
        over = every.turn(latest)
        if ctx.reads is not None:
            ctx.reads.turn(ctx.day, over)
        holds = ctx.day < over if ctx.asked is ctx.day else every.is_within(latest, ctx.asked)
        return SATISFIED if holds else UNSATISFIED

    @override
    def shortfalls(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        mark = self.mark(env, ctx)
        if mark != SATISFIED:
            latest, every = self._latest(env, ctx)
            last = None if latest is None or every is None else every.last(latest)
            have = None if latest is None else str(latest)
            need = None if last is None else f"<= {last}"
            lapsed = None if last is None or every is None or latest is None else every.turn(latest)
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

    def _ends(self, env: Env, ctx: Context) -> tuple[dt.date | None, dt.date | None]:
        """Return when both were first; of dates of which only a part is known nobody can say which was first."""
        first, then = self._first(env, ctx), self._then(env, ctx)
        return None if first.partial else first.earliest(ctx), None if then.partial else then.earliest(ctx)

    @override
    def mark(self, env: Env, ctx: Context) -> int:
        first, then = self._ends(env, ctx)
        if first is None or then is None:
            return UNKNOWN
        at_least, at_most = self._at_least(env, ctx), self._at_most(env, ctx)
        holds = (
            has_come(first, then)
            and (at_least is None or at_least.lies_between(first, then))
            and (at_most is None or at_most.is_within(first, then))
        )
        return SATISFIED if holds else UNSATISFIED

    @override
    def shortfalls(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        mark = self.mark(env, ctx)
        if mark != SATISFIED:
            first, then = self._ends(env, ctx)
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
        """Return from when time is counted; what is to come counts for nothing yet, and no part of a date."""
        if self._rows is not None:
            since = self._rows[0](env, ctx)
            return None if since.partial else since.latest(ctx)
        day: dt.date | None = None if self._day is None else self._day.get(env, ctx)
        if day is None or type(day) is PartialDate:
            return None
        if ctx.reads is not None:
            ctx.reads.turn(ctx.day, plain_day(day))
        return day if has_come(day, ctx.asked) else None

    @override
    def mark(self, env: Env, ctx: Context) -> int:
        latest = self._latest(env, ctx)
        if latest is None:
            return UNKNOWN
        at_least, at_most = self._at_least(env, ctx), self._at_most(env, ctx)
        if ctx.reads is not None:
            if at_least is not None:
                ctx.reads.turn(ctx.day, at_least.passed(latest))
            if at_most is not None:
                ctx.reads.turn(ctx.day, at_most.turn(latest))
        holds = (at_least is None or at_least.is_over(latest, ctx.asked)) and (
            at_most is None or at_most.is_within(latest, ctx.asked)
        )
        return SATISFIED if holds else UNSATISFIED

    @override
    def shortfalls(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        mark = self.mark(env, ctx)
        if mark != SATISFIED:
            latest, at_least, at_most = self._latest(env, ctx), self._at_least(env, ctx), self._at_most(env, ctx)
            if ctx.reads is not None:
                ctx.reads.only(ctx.day)  # for it is said
            too_early = latest is not None and at_least is not None and not at_least.is_over(latest, ctx.asked)
            need = None
            if latest is not None:
                if at_least is not None and too_early:
                    need = f">= {at_least.first(latest)}"
                elif at_most is not None:
                    need = f"<= {at_most.last(latest)}"
            near = None
            if self._rows is not None:
                missed = Test(self._field, Op.LTE if too_early else Op.GTE, Constant(ctx.day))
                near = _of_day(self._rows[1], self._rows[0], latest, missed, env, ctx)
            yield Shortfall(self.what, mark, have=str(ctx.asked), need=need, near=near, env=env)
