"""Counting: how many rows there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from typing_extensions import override

from partnership.evaluation.check import SATISFIED, UNKNOWN, UNSATISFIED, Check, Shortfall
from partnership.evaluation.checks.known import Known
from partnership.evaluation.compiler import Compiler
from partnership.evaluation.operands import Env, Scope, bound
from partnership.evaluation.selecting import Picker
from partnership.evaluation.tables import Context
from partnership.evaluation.tally import Tally
from partnership.index import left_on
from partnership.template import core
from partnership.template.core import Selection


class CountCheck(Check):
    """How many rows, or distinct values of a field."""

    def __init__(self, what: core.Count, compiler: Compiler, scope: Scope) -> None:
        super().__init__(what)
        self._picker = compiler.picker(what.of, scope)
        with compiler.explaining():
            self._lapses = _Lapses(what.of, compiler, scope)
        self._known = Known(compiler, self._picker.source)
        self._lower = bound(what.lower, compiler.lists, scope)
        self._upper = None if what.upper is None else bound(what.upper, compiler.lists, scope)
        # most counts ask for one or more, and for nothing else
        simple = what.upper is None and what.distinct is None and isinstance(what.lower, int)
        self._least: int = what.lower if simple and isinstance(what.lower, int) else 0
        self._distinct: Callable[[Env, Context], Tally] | None = None
        if what.distinct is not None:
            self._distinct = self._picker.tally(compiler.getter(what.of, what.distinct))
        compiler.note_scan(self._picker.source, keyed=not self._picker.scans, looks=self._picker.counts_rows)

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

    @override
    def shortfalls(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        mark = self.mark(env, ctx)
        if mark != SATISFIED:
            n = 0 if self._least == 1 else self._number(env, ctx)
            lower = self._lower.get(env, ctx)
            upper = None if self._upper is None else self._upper.get(env, ctx)
            lapsed = None if n else self._lapses.latest(env, ctx)
            yield Shortfall(self.what, mark, have=str(n), need=_range(lower, upper), lapsed=lapsed, env=env)

    def _number(self, env: Env, ctx: Context) -> int:
        if self._distinct is None:
            return self._picker.size(env, ctx)
        return len(self._distinct(env, ctx).distinct)


_MOST_LOOKED_AT = 200
"""Rows among which the one that lapsed last is looked for; among more, the lack is nobody's in particular."""


class _Lapses:
    """Finds, when a lack is explained, the day on which what is lacking was last there."""

    __slots__ = ("_picker",)

    def __init__(self, selection: Selection, compiler: Compiler, scope: Scope) -> None:
        sought = None if selection.ever or selection.on is not None else replace(selection, ever=True)
        self._picker: Picker | None = None if sought is None else compiler.picker(sought, scope)

    def latest(self, env: Env, ctx: Context) -> dt.date | None:
        """Return the latest day on which a row of the selection ended or lapsed; None if there never was one."""
        picker = self._picker
        if picker is None or (picker.scans and picker.size(env, ctx) > _MOST_LOOKED_AT):
            return None
        latest: dt.date | None = None
        for row in picker.rows(env, ctx):
            if ctx.reads is not None and (end := getattr(row.record, "valid_to", None)) is not None:
                ctx.reads.turn(ctx.day, end)
            day = left_on(row, ctx.day)
            if day is not None and (latest is None or day > latest):
                latest = day
        return latest


def _range(lower: Any, upper: Any) -> str:
    if upper is None:
        return f">= {lower}"
    if lower == upper:
        return f"{lower}"
    return f"<= {upper}" if not lower else f"{lower}-{upper}"
