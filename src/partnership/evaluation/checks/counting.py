"""Counting: how many rows there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from typing_extensions import override

from partnership.evaluation.check import SATISFIED, UNKNOWN, UNSATISFIED, Check, Shortfall
from partnership.evaluation.checks.known import KeptSources
from partnership.evaluation.compiler import Compiler
from partnership.evaluation.context import Context
from partnership.evaluation.near import NearRow, kept_rows
from partnership.evaluation.nearest import NearestFinder
from partnership.evaluation.operands import Env, VariableKinds, bound
from partnership.evaluation.tally import Tally
from partnership.index import Row
from partnership.template import core


class CountCheck(Check):
    """How many rows, or distinct values of a field."""

    def __init__(self, what: core.Count, compiler: Compiler, scope: VariableKinds) -> None:
        super().__init__(what)
        self._picker = compiler.picker(what.of, scope)
        self._nearest = NearestFinder(what.of, compiler, scope)
        self._known = KeptSources(compiler, self._picker.source)
        self._kept = NearestFinder(kept_rows(self._known.register), compiler, scope)
        self._none = core.negation(what)
        self._lower = bound(what.lower, compiler.lists, scope)
        self._upper = None if what.upper is None else bound(what.upper, compiler.lists, scope)
        # most counts ask for one or more, and for nothing else
        is_simple = what.upper is None and what.distinct is None
        self._least = what.lower if is_simple and isinstance(what.lower, int) else 0
        self._distinct: Callable[[Env, Context], Tally] | None = None
        if what.distinct is not None:
            self._distinct = self._picker.tally(compiler.getter(what.of, what.distinct))
        if not (self._least and self._picker.spans):  # few are enough, and more are not looked at
            compiler.note_scan(self._picker)

    @override
    def mark(self, env: Env, ctx: Context) -> int:
        if not self._least:
            return self._mark(self._number(env, ctx), env, ctx)
        if self._picker.reaches(self._least, env, ctx):
            return SATISFIED
        return UNKNOWN if self._known.nothing(ctx) else UNSATISFIED

    def _mark(self, n: int, env: Env, ctx: Context) -> int:
        lower = self._lower.get(env, ctx)
        upper = None if self._upper is None else self._upper.get(env, ctx)
        if lower is None or (self._upper is not None and upper is None):
            return UNKNOWN
        if n < lower:
            return UNKNOWN if self._known.nothing(ctx) else UNSATISFIED
        if upper is not None and n > upper:
            return UNSATISFIED
        return SATISFIED if lower >= 1 or self._known.complete(ctx) else UNKNOWN

    def rows(self, env: Env, ctx: Context) -> Iterator[Row]:
        """Return the rows that are counted."""
        return self._picker.rows(env, ctx)

    def bounds(self, env: Env, ctx: Context) -> tuple[int, int | None]:
        """Return how many there must be, and how many there may be at most."""
        upper = None if self._upper is None else self._upper.get(env, ctx)
        return self._lower.get(env, ctx) or 0, upper

    @override
    def shortfalls(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        mark = self.mark(env, ctx)
        if mark != SATISFIED:
            n = 0 if self._least == 1 else self._number(env, ctx)
            lower = self._lower.get(env, ctx)
            upper = None if self._upper is None else self._upper.get(env, ctx)
            is_not_kept = mark == UNKNOWN and lower is not None and n >= lower
            near, gone = self._kept.find(env, ctx) if is_not_kept else self._near(n, lower, upper, env, ctx)
            need, lapsed = _range(lower, upper), None if n else gone
            yield Shortfall(self.what, mark, have=str(n), need=need, lapsed=lapsed, near=near, env=env)

    @override
    def unsettled(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        if self._none is not None and self.mark(env, ctx) == UNKNOWN:
            near, need = self._kept.find(env, ctx)[0], _range(0, self._none.upper)
            yield Shortfall(self._none, UNKNOWN, have="0", need=need, near=near, env=env)

    def _near(self, n: int, lower: Any, upper: Any, env: Env, ctx: Context) -> tuple[NearRow | None, dt.date | None]:
        """Return what came nearest to a row that is lacking, or the latest of too many."""
        if upper is not None and n > upper:
            return self._nearest.latest(env, ctx), None
        return self._nearest.find(env, ctx) if lower is not None and n < lower else (None, None)

    def _number(self, env: Env, ctx: Context) -> int:
        if self._distinct is None:
            return self._picker.size(env, ctx)
        return len(self._distinct(env, ctx).distinct)


def _range(lower: Any, upper: Any) -> str:
    if upper is None:
        return f">= {lower}"
    if lower == upper:
        return f"{lower}"
    return f"<= {upper}" if not lower else f"{lower}-{upper}"
