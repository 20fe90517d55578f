"""Kept answers: what gates ask on the writer's day, so that a refused move costs what has changed since the last.

They are an optimisation of one writer, who goes forward day by day; whoever else asks finds the same answers in the
tables. A coverage keeps each element's mark and whom it still lacks; everything else keeps one mark. What was read is
subscribed to; when it is touched, or the day comes on which it turns, the mark is found again when somebody asks.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import Any, Generic, TypeVar

from typing_extensions import override

from partnership.evaluation.check import SATISFIED, UNKNOWN, Check, Shortfall
from partnership.evaluation.checks import Combined, ForEachCheck
from partnership.evaluation.context import Context
from partnership.evaluation.operands import NO_VARIABLES
from partnership.evaluation.paths import Getter
from partnership.evaluation.plan import plan_of
from partnership.evaluation.reads import ALL, Key, Reads, Watched, subscribe
from partnership.evaluation.table import Table
from partnership.evaluation.tables import Tables
from partnership.evaluation.tally import Tally
from partnership.index import FIRST_DAY, LAST_DAY, Row

_T = TypeVar("_T")

_MOST_PASSED_OVER = 64
"""Questions about an earlier day after which that day is taken for the writer's own: a later one was a slip."""


class Materialized:
    """The kept answers of one plan over one index, on a day that goes forward."""

    def __init__(self, tables: Tables, gates: Mapping[str, Check]) -> None:
        self._tables = tables
        self._gates = gates
        self._day = FIRST_DAY
        self._passed_over = 0
        self._answers: dict[str, MaterializedAnswer] = {}
        self._frontiers: dict[Table, Frontier] = {}
        self._values: dict[object, MaterializedValue[Any]] = {}

    def context(self, day: dt.date, length: int) -> Context | None:
        """Return a context that uses these answers; None where they are not of this day."""
        if day < self._day:
            self._passed_over += 1
            if self._passed_over < _MOST_PASSED_OVER:
                return None
            self._answers.clear()
            self._values.clear()
            for frontier in self._frontiers.values():
                frontier.retire()
            self._frontiers.clear()
        self._passed_over = 0
        self._day = day
        return Context(self._tables, day, length, kept=self, keeps=True)

    # --- what checks ask ---------------------------------------------------------------------------------------------

    def mark(self, requirement: str, ctx: Context) -> int:
        """Return the mark of what a gate asks."""
        return self._answer(requirement, ctx).mark(ctx)

    def shortfalls(self, requirement: str, ctx: Context) -> Iterator[Shortfall]:
        """Return what is lacking under what a gate asks."""
        return self._answer(requirement, ctx).shortfalls(ctx)

    def lacking(self, requirement: str, ctx: Context) -> frozenset[str]:
        """Return the ids of those who lack something under what a gate asks."""
        return self._answer(requirement, ctx).lacking(ctx)

    def rows(self, table: Table, ctx: Context) -> Sequence[Row]:
        """Return all rows of a table that has no keys."""
        return tuple(self._frontier(table, ctx).rows.values())

    def size(self, table: Table, ctx: Context) -> int:
        """Return how many rows a table without keys has."""
        return len(self._frontier(table, ctx).rows)

    def tally(self, table: Table, getter: Getter, ctx: Context) -> Tally:
        """Return a field of all rows of a table without keys."""
        return self._frontier(table, ctx).tally(getter)

    def once(self, key: object, ctx: Context, make: Callable[[Context], _T]) -> _T:
        """Return what was made before, or make it anew if what it leans on was touched."""
        found: MaterializedValue[_T] | None = self._values.get(key)
        if found is None:
            found = self._values[key] = MaterializedValue()
        return found.get(ctx, make)

    def _frontier(self, table: Table, ctx: Context) -> Frontier:
        found = self._frontiers.get(table)
        if found is None:
            found = self._frontiers[table] = Frontier(self._tables, table, ctx)
        found.settle(ctx)
        if ctx.reads is not None:
            ctx.reads.keys[table, ALL] = None
            ctx.reads.turn(ctx.day, found.next_turn)
        return found

    def _answer(self, requirement: str, ctx: Context) -> MaterializedAnswer:
        found = self._answers.get(requirement)
        if found is None:
            found = self._answers[requirement] = self._keep(self._gates[requirement], ctx)
        return found

    def _keep(self, check: Check, ctx: Context) -> MaterializedAnswer:
        if isinstance(check, Combined):
            return MaterializedCombination(check, [self._keep(part, ctx) for part in check.children()])
        picker = check.picker if isinstance(check, ForEachCheck) else None
        if isinstance(check, ForEachCheck) and picker is not None and picker.scans and not picker.counts_rows:
            return MaterializedCoverage(check, self._frontier(ctx.tables.table(picker.number, ctx), ctx))
        return MaterializedMark(check)


def kept_context(tables: Tables, day: dt.date, length: int) -> Context:
    """Return where the newest state is asked with what is kept, if that is of this day; for the writer alone."""
    if type(day) is not dt.date:
        return Context(tables, day, length)  # what is kept is of days: of their ends
    if tables.kept is None:
        tables.kept = Materialized(tables, plan_of(tables.plan.template).gates)
    found: Context | None = tables.kept.context(day, length)
    return Context(tables, day, length) if found is None else found


class Frontier:
    """The rows of a table without keys on the writer's day, by id, and fields of them that are tallied."""

    __slots__ = ("_ctx", "_tables", "_tallies", "_turns", "_waiting", "listeners", "rows", "table")

    def __init__(self, tables: Tables, table: Table, ctx: Context) -> None:
        self._tables = tables
        self.table = table
        self.rows: dict[str, Row] = {}
        self.listeners: list[Callable[[str, Row | None], None]] = []
        self._tallies: dict[tuple[object, ...], tuple[Getter, Tally]] = {}
        self._turns: list[tuple[dt.date, str]] = []
        self._waiting: dict[str, None] = {}
        for row in tuple(table.buckets.get(ALL, ())):
            if row.added <= ctx.length < row.removed and row.hi > ctx.day:
                id_ = row.record.id
                if row.lo <= ctx.day:
                    self.rows[id_] = row
                    if row.hi < LAST_DAY:
                        heappush(self._turns, (row.hi, id_))
                else:
                    heappush(self._turns, (row.lo, id_))
        table.listeners.append(self._changed)

    @property
    def next_turn(self) -> dt.date:
        """The next day on which a row comes or goes by itself."""
        return self._turns[0][0] if self._turns else LAST_DAY

    def _changed(self, id_: str, since: dt.date) -> None:
        del since
        self._waiting[id_] = None

    def retire(self) -> None:
        """Be told of nothing any more."""
        self.table.listeners.remove(self._changed)

    def settle(self, ctx: Context) -> None:
        """Bring the rows to the context's day."""
        waiting, turning = self._waiting, self._turns
        while turning and turning[0][0] <= ctx.day:
            waiting[heappop(turning)[1]] = None
        while waiting:
            id_, _ = waiting.popitem()
            self._look(id_, ctx)

    def _look(self, id_: str, ctx: Context) -> None:
        found: Row | None = None
        for row in self._tables.rows_of(self.table, id_, ctx):
            if row.lo <= ctx.day < row.hi:
                found = row
                if row.hi < LAST_DAY:
                    heappush(self._turns, (row.hi, id_))
            elif row.lo > ctx.day:
                heappush(self._turns, (row.lo, id_))
        if found is self.rows.get(id_):
            return
        if found is None:
            del self.rows[id_]
        else:
            self.rows[id_] = found
        for getter, tally in self._tallies.values():
            tally.put(id_, None if found is None else getter.get(found))
        for listener in self.listeners:
            listener(id_, found)

    def tally(self, getter: Getter) -> Tally:
        """Return a field of the rows, tallied; made once, then kept up."""
        key = (getter.path, getter.tested)
        found = self._tallies.get(key)
        if found is None:
            tally = Tally()
            for id_, row in self.rows.items():
                tally.put(id_, getter.get(row))
            found = self._tallies[key] = (getter, tally)
        return found[1]


class MaterializedAnswer(ABC):
    """A requirement, or a part of one, whose mark is kept."""

    @abstractmethod
    def mark(self, ctx: Context) -> int:
        """Return the mark on the context's day."""

    @abstractmethod
    def shortfalls(self, ctx: Context) -> Iterator[Shortfall]:
        """Return what is lacking on the context's day."""

    @abstractmethod
    def lacking(self, ctx: Context) -> frozenset[str]:
        """Return the ids of those who lack something; empty where it is satisfied, or nobody's."""


class _Watch:
    """What a kept answer has read, and the day on which it turns by itself."""

    __slots__ = ("_read", "until")

    def __init__(self) -> None:
        self._read: tuple[tuple[Watched, Key], ...] = ()
        self.until = FIRST_DAY

    def touch(self, since: dt.date) -> None:
        """Note that what was read may be otherwise."""
        del since
        self.until = FIRST_DAY

    def reads_now(self, reads: Reads) -> None:
        self.until = reads.hi
        after = tuple(reads.keys)
        if after != self._read:
            subscribe(self, self._read, after)
            self._read = after

    def retire(self) -> None:
        subscribe(self, self._read, ())
        self._read = ()


class MaterializedValue(_Watch, Generic[_T]):
    """Anything that explanations need again and again, made anew only when something that it read was touched."""

    __slots__ = ("_value",)
    _value: _T

    def get(self, ctx: Context, make: Callable[[Context], _T]) -> _T:
        """Return it as it is on the context's day."""
        if ctx.day >= self.until:
            here, reads = ctx.tracked()
            self._value = make(here)
            self.reads_now(reads)
        return self._value


class MaterializedMark(_Watch, MaterializedAnswer):
    """One mark, found anew only when something that it read was touched."""

    __slots__ = ("_check", "_mark")

    def __init__(self, check: Check) -> None:
        super().__init__()
        self._check = check
        self._mark = UNKNOWN

    @override
    def mark(self, ctx: Context) -> int:
        if ctx.excused and isinstance(self._check, ForEachCheck):
            return self._check.mark(NO_VARIABLES, ctx)
        if ctx.day >= self.until:
            here, reads = ctx.tracked()
            self._mark = self._check.mark(NO_VARIABLES, here)
            self.reads_now(reads)
        return self._mark

    @override
    def shortfalls(self, ctx: Context) -> Iterator[Shortfall]:
        return self._check.shortfalls(NO_VARIABLES, ctx)

    @override
    def lacking(self, ctx: Context) -> frozenset[str]:
        return self._check.lacking(NO_VARIABLES, ctx)


class MaterializedCombination(MaterializedAnswer):
    """A combination of kept parts: there are few of them, so it asks each."""

    def __init__(self, check: Combined, parts: list[MaterializedAnswer]) -> None:
        self._check = check
        self._parts = parts

    @override
    def mark(self, ctx: Context) -> int:
        asked = zip(self._parts, self._check.places(ctx), strict=True)
        return self._check.combine([part.mark(here) for part, here in asked], NO_VARIABLES, ctx)

    @override
    def shortfalls(self, ctx: Context) -> Iterator[Shortfall]:
        mark = self.mark(ctx)
        if mark == SATISFIED:
            return
        found = [shortfall for part in self._blamed() for shortfall in part.shortfalls(ctx)]
        yield from self._check.told(mark, found, NO_VARIABLES, ctx)

    @override
    def lacking(self, ctx: Context) -> frozenset[str]:
        if self.mark(ctx) == SATISFIED:
            return frozenset()
        return frozenset().union(*(part.lacking(ctx) for part in self._blamed()))

    def _blamed(self) -> list[MaterializedAnswer]:
        blamed = set(map(id, self._check.blamed()))
        return [part for part, check in zip(self._parts, self._check.children(), strict=True) if id(check) in blamed]


class _Element(_Watch):
    """One element of a coverage."""

    __slots__ = ("coverage", "id", "mark", "row")

    def __init__(self, coverage: MaterializedCoverage, id_: str, row: Row) -> None:
        super().__init__()
        self.coverage = coverage
        self.id = id_
        self.row = row
        self.mark: int | None = None

    @override
    def touch(self, since: dt.date) -> None:
        del since
        self.coverage.again[self.id] = None


class MaterializedCoverage(MaterializedAnswer):
    """A coverage: every element with its mark, and apart from them, those who lack something."""

    def __init__(self, check: ForEachCheck, frontier: Frontier) -> None:
        self._check = check
        self._frontier = frontier
        self._elements: dict[str, _Element] = {}
        self._lacking: dict[str, _Element] = {}
        self._ids: frozenset[str] | None = None
        """The ids of those who lack something, once somebody has asked."""
        self._unknown = 0
        self._turns: list[tuple[dt.date, str]] = []
        self.again: dict[str, None] = {}
        for id_, row in frontier.rows.items():
            self._listen(id_, row)
        frontier.listeners.append(self._listen)

    def _listen(self, id_: str, row: Row | None) -> None:
        element = self._elements.get(id_)
        if row is not None:
            if element is None:
                element = self._elements[id_] = _Element(self, id_, row)
            element.row = row
            self.again[id_] = None
        elif element is not None:
            del self._elements[id_]
            self._lacking.pop(id_, None)
            self._ids = None
            self._unknown -= element.mark == UNKNOWN
            element.retire()

    def _settle(self, ctx: Context) -> None:
        self._frontier.settle(ctx)
        again, turning = self.again, self._turns
        while turning and turning[0][0] <= ctx.day:
            again[heappop(turning)[1]] = None
        if not again:
            return
        here, _ = ctx.tracked()
        while again:
            id_, _ = again.popitem()
            element = self._elements.get(id_)
            if element is None:
                continue
            here.reads = reads = Reads()
            mark = self._check.mark_of(element.row, NO_VARIABLES, here)
            element.reads_now(reads)
            if element.until < LAST_DAY:
                heappush(turning, (element.until, id_))
            if mark != element.mark:
                self._unknown += (mark == UNKNOWN) - (element.mark == UNKNOWN)
                if mark == SATISFIED:
                    self._lacking.pop(id_, None)
                else:
                    self._lacking[id_] = element
                element.mark = mark
                self._ids = None

    @override
    def mark(self, ctx: Context) -> int:
        self._settle(ctx)
        total, lacking, unknown = len(self._elements), len(self._lacking), self._unknown
        for id_ in ctx.excused:
            excused = self._lacking.get(id_)
            if excused is not None:
                lacking -= 1
                unknown -= excused.mark == UNKNOWN
        return self._check.verdict(total, total - lacking, unknown, NO_VARIABLES, ctx)

    @override
    def shortfalls(self, ctx: Context) -> Iterator[Shortfall]:
        mark = self.mark(ctx)
        if mark == SATISFIED:
            return
        lacking = [self._lacking[id_].row for id_ in sorted(self._lacking) if id_ not in ctx.excused]
        yield from self._check.shortfalls_of(mark, len(self._elements), lacking, NO_VARIABLES, ctx)

    @override
    def lacking(self, ctx: Context) -> frozenset[str]:
        if self.mark(ctx) == SATISFIED:
            return frozenset()
        if self._ids is None:
            self._ids = frozenset(self._lacking)
        return self._ids.difference(ctx.excused) if ctx.excused else self._ids
