"""Timing: how long ago, how often, and in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from typing_extensions import override

from partnership.readiness.bench import Bench
from partnership.readiness.checks.base import SATISFIED, UNKNOWN, UNSATISFIED, Check, Shortfall
from partnership.readiness.groups import Reads, Tally
from partnership.readiness.operands import Env, Scope, bound
from partnership.readiness.paths import Getter
from partnership.readiness.selecting import picker
from partnership.state import FIRST_DAY
from partnership.template import core
from partnership.template.core import Core, Reference, Selection
from partnership.values import Duration

_DAY = dt.timedelta(days=1)


class TimingCheck(Check):
    """What the timing checks share: days of a field over rows, and being woken when the answer turns."""

    def __init__(self, what: Core, bench: Bench, scope: Scope) -> None:
        super().__init__(what)
        self._bench = bench
        self._scope = scope

    def _days(self, selection: Selection, field: tuple[str, ...]) -> Callable[[Env, Reads | None], Tally | None]:
        rows = picker(selection, self._bench, self._scope)
        self._bench.note_scan(rows.source, keyed=not rows.scans, looks=rows.counts_rows)
        return rows.tally(Getter(self._bench.world, rows.source.kind, field, ever=selection.ever))

    def _span(self, duration: Duration | Reference | None) -> Callable[[Env, Reads | None], Duration | None]:
        if duration is None:
            return lambda _env, _reads: None
        return bound(duration, self._bench.world, self._scope, self._bench.binding).get

    @property
    def _today(self) -> dt.date:
        return self._bench.world.tables.cursor


class CadenceCheck(TimingCheck):
    """The latest row is not too old."""

    def __init__(self, what: core.Cadence, bench: Bench, scope: Scope) -> None:
        super().__init__(what, bench, scope)
        self._tally = self._days(what.of, what.field)
        self._every = self._span(what.every)

    def _latest(self, env: Env, reads: Reads | None) -> dt.date | None:
        tally = self._tally(env, reads)
        return tally.ordered[-1] if tally is not None and tally.ordered else None

    def _last_day(self, env: Env, reads: Reads | None) -> dt.date | None:
        """Return the last day on which the latest row is still young enough."""
        latest, every = self._latest(env, reads), self._every(env, reads)
        return None if latest is None or every is None else every.after(latest)

    @override
    def mark(self, env: Env, reads: Reads | None) -> int:
        last = self._last_day(env, reads)
        if last is None:
            return UNKNOWN
        if reads is not None and last < dt.date.max:
            reads.wake.append(last + _DAY)
        return SATISFIED if self._today <= last else UNSATISFIED

    @override
    def shortfalls(self, env: Env) -> Iterator[Shortfall]:
        mark = self.mark(env, None)
        if mark is not SATISFIED:
            latest, last = self._latest(env, None), self._last_day(env, None)
            have = None if latest is None else str(latest)
            need = None if last is None else f"<= {last}"
            lapsed = None if last is None else last + _DAY
            yield Shortfall(self.what, mark, have=have, need=need, lapsed=lapsed, env=env)


class OrderCheck(TimingCheck):
    """One thing came before another, by at least and at most so much."""

    def __init__(self, what: core.Order, bench: Bench, scope: Scope) -> None:
        super().__init__(what, bench, scope)
        self._first = self._days(what.first, what.field)
        self._then = self._days(what.then, what.field)
        self._at_least = self._span(what.at_least)
        self._at_most = self._span(what.at_most)

    @override
    def mark(self, env: Env, reads: Reads | None) -> int:
        first, then = _earliest(self._first(env, reads)), _earliest(self._then(env, reads))
        if first is None or then is None:
            return UNKNOWN
        at_least, at_most = self._at_least(env, reads), self._at_most(env, reads)
        holds = (
            first <= then
            and (at_least is None or then >= at_least.after(first))
            and (at_most is None or then <= at_most.after(first))
        )
        return SATISFIED if holds else UNSATISFIED

    @override
    def shortfalls(self, env: Env) -> Iterator[Shortfall]:
        mark = self.mark(env, None)
        if mark is not SATISFIED:
            first, then = _earliest(self._first(env, None)), _earliest(self._then(env, None))
            have, need = None if then is None else str(then), None if first is None else f">= {first}"
            yield Shortfall(self.what, mark, have=have, need=need, env=env)


class ElapsedCheck(TimingCheck):
    """So much time has passed since the latest row, or no more than so much."""

    def __init__(self, what: core.Elapsed, bench: Bench, scope: Scope) -> None:
        super().__init__(what, bench, scope)
        self._since = self._days(what.since, what.field)
        self._at_least = self._span(what.at_least)
        self._at_most = self._span(what.at_most)

    def _bounds(self, env: Env, reads: Reads | None) -> tuple[dt.date, dt.date] | None:
        tally = self._since(env, reads)
        if tally is None or not tally.ordered:
            return None
        latest: dt.date = tally.ordered[-1]
        at_least, at_most = self._at_least(env, reads), self._at_most(env, reads)
        return (
            FIRST_DAY if at_least is None else at_least.after(latest),
            dt.date.max if at_most is None else at_most.after(latest),
        )

    @override
    def mark(self, env: Env, reads: Reads | None) -> int:
        bounds = self._bounds(env, reads)
        if bounds is None:
            return UNKNOWN
        from_day, last = bounds
        if reads is not None:
            if from_day > FIRST_DAY:
                reads.wake.append(from_day)
            if last < dt.date.max:
                reads.wake.append(last + _DAY)
        return SATISFIED if from_day <= self._today <= last else UNSATISFIED

    @override
    def shortfalls(self, env: Env) -> Iterator[Shortfall]:
        mark = self.mark(env, None)
        if mark is not SATISFIED:
            bounds = self._bounds(env, None)
            need = None
            if bounds is not None:
                need = f">= {bounds[0].isoformat()}" if self._today < bounds[0] else f"<= {bounds[1].isoformat()}"
            yield Shortfall(self.what, mark, have=self._today.isoformat(), need=need, env=env)


def _earliest(tally: Tally | None) -> dt.date | None:
    return tally.ordered[0] if tally is not None and tally.ordered else None
