"""Counting: how many rows there are, and whether none means that there are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from typing_extensions import override

from partnership.readiness.bench import Bench
from partnership.readiness.checks.base import SATISFIED, UNKNOWN, UNSATISFIED, Check, Shortfall
from partnership.readiness.groups import ALL, Reads, Tally
from partnership.readiness.operands import Env, Scope, bound
from partnership.readiness.paths import Getter
from partnership.readiness.selecting import Picker, picker
from partnership.readiness.sources import Source
from partnership.template import core
from partnership.template.core import Selection


class Known:
    """Tells whether no rows of a source means that there are none (invariant 2)."""

    __slots__ = ("_bench", "_source")

    def __init__(self, bench: Bench, source: Source) -> None:
        self._bench = bench
        self._source = source

    def complete(self, reads: Reads | None) -> bool:
        """Tell whether the source holds all there is: by nature, or because a keeper says so."""
        return self._source.complete or self.kept(reads)

    def kept(self, reads: Reads | None) -> bool:
        """Tell whether a keeper says that the list is kept."""
        return self._bench.is_kept(self._source, reads)

    def bare(self, reads: Reads | None) -> bool:
        """Tell whether the source has never had a row."""
        if reads is not None:
            reads.keys[self._source.presence, ALL] = None
        return self._source.bare


class CountCheck(Check):
    """How many rows, or distinct values of a field."""

    def __init__(self, what: core.Count, bench: Bench, scope: Scope) -> None:
        super().__init__(what)
        self._picker = picker(what.of, bench, scope)
        self._once = _Lapses(what.of, bench, scope)
        self._known = Known(bench, self._picker.source)
        self._lower = bound(what.lower, bench.world, scope, bench.binding)
        self._upper = None if what.upper is None else bound(what.upper, bench.world, scope, bench.binding)
        # most counts ask for one or more, and for nothing else
        self._least: int = what.lower if what.upper is None and isinstance(what.lower, int) else 0
        self._distinct: Callable[[Env, Reads | None], Tally | None] | None = None
        if what.distinct is not None:
            getter = Getter(bench.world, self._picker.source.kind, what.distinct, ever=what.of.ever)
            self._distinct = self._picker.tally(getter)
        bench.note_scan(self._picker.source, keyed=not self._picker.scans, looks=self._picker.counts_rows)

    @override
    def mark(self, env: Env, reads: Reads | None) -> int:
        return self._mark(self._number(env, reads), env, reads)

    def _mark(self, n: int, env: Env, reads: Reads | None) -> int:
        if self._least:
            if n >= self._least:
                return SATISFIED
            return UNKNOWN if self._known.bare(reads) else UNSATISFIED
        lower = self._lower.get(env, reads)
        upper = None if self._upper is None else self._upper.get(env, reads)
        if lower is None or (self._upper is not None and upper is None):
            return UNKNOWN
        if n < lower:
            return UNKNOWN if self._known.bare(reads) else UNSATISFIED
        if upper is not None and n > upper:
            return UNSATISFIED
        return SATISFIED if lower >= 1 or self._known.complete(reads) else UNKNOWN

    @override
    def shortfalls(self, env: Env) -> Iterator[Shortfall]:
        n = self._number(env, None)
        mark = self._mark(n, env, None)
        if mark is not SATISFIED:
            lower = self._lower.get(env, None)
            upper = None if self._upper is None else self._upper.get(env, None)
            lapsed = None if n else self._once.latest(env)
            yield Shortfall(self.what, mark, have=str(n), need=_range(lower, upper), lapsed=lapsed, env=env)

    def _number(self, env: Env, reads: Reads | None) -> int:
        if self._distinct is None:
            return self._picker.size(env, reads)
        tally = self._distinct(env, reads)
        return len(tally.distinct) if tally is not None else 0


_MOST_LOOKED_AT = 200
"""Rows among which the one that lapsed last is looked for; among more, the lack is nobody's in particular."""


class _Lapses:
    """Finds, when a lack is explained, the day on which what is lacking was last there."""

    __slots__ = ("_bench", "_scope", "_selection", "ever")

    def __init__(self, selection: Selection, bench: Bench, scope: Scope) -> None:
        self._selection = selection
        self._bench = bench
        self._scope = scope
        self.ever: Picker | None = None

    def latest(self, env: Env) -> dt.date | None:
        """Return the latest day on which a row of the selection ended or lapsed; None if there never was one."""
        selection, bench = self._selection, self._bench
        if selection.ever or selection.on is not None:
            return None
        if self.ever is None:
            self.ever = picker(replace(selection, ever=True), bench, self._scope)
        if self.ever.scans and self.ever.size(env, None) > _MOST_LOOKED_AT:
            return None
        tables = bench.world.tables
        days = (tables.left_on(self.ever.source.kind, row.record.id) for row in self.ever.rows(env, None))
        return max((day for day in days if day is not None), default=None)


def _range(lower: Any, upper: Any) -> str:
    if upper is None:
        return f">= {lower}"
    if lower == upper:
        return f"{lower}"
    return f"<= {upper}" if not lower else f"{lower}-{upper}"
