"""Selecting: a `from`, `where`, `having` made into look-ups in tables."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Any, NamedTuple

from typing_extensions import override

from partnership.evaluation.context import Context
from partnership.evaluation.operands import NO_VARIABLES, Env, Operand, tested_against
from partnership.evaluation.paths import EVERY_DAY, Getter, Lists, days_from
from partnership.evaluation.reads import ALL, Key
from partnership.evaluation.series import Placed, PlacedValues, backwards
from partnership.evaluation.table import SelectionSource, Table, has_row, rows_under
from partnership.evaluation.tally import Tally
from partnership.index import FIRST_DAY, LAST_ASKED, Row, standing_on
from partnership.records import is_in_force
from partnership.template.core import THIS, Op, Reference, Selection, Test
from partnership.values import ONE_DAY, TimedDay, last_day

Residual = Callable[[Row, Env, Context, Context], bool]
"""A test of a row: asked in the first context, the row looked at in the second (another day, where that is asked)."""

KEYED = frozenset({Op.EQ, Op.IN, Op.HAS, Op.HAS_ANY})
_ORDERS: dict[Op, Callable[[Any, Any], bool]] = {
    Op.GT: operator.gt,
    Op.GTE: operator.ge,
    Op.LT: operator.lt,
    Op.LTE: operator.le,
    Op.NE: operator.ne,
}


class Picker:
    """Picks the rows of a selection: by key from a table, then by whatever the table could not decide beforehand."""

    __slots__ = ("_but", "_key", "_keys", "_on", "_residual", "counts_rows", "number", "scans", "source", "spans")

    def __init__(
        self,
        number: int,
        source: SelectionSource,
        keys: tuple[Operand, ...],
        residual: tuple[Residual, ...],
        on: Operand | None,
        but: Operand | None,
        *,
        spans: bool = False,
    ) -> None:
        self.number = number
        self.source = source
        self._but = but
        self._keys = keys
        self._key = keys[0].get if len(keys) == 1 else None
        self._residual = residual
        self._on = on
        self.scans = not keys
        """Whether picking looks at rows that nothing but the selection itself holds together."""
        self.spans = spans
        """Whether nothing but days holds the rows together."""
        self.counts_rows = bool(residual) or on is not None or any(key.many for key in keys)
        """Whether a number of rows must be found by looking at each."""

    def rows(self, env: Env, ctx: Context) -> Iterator[Row]:
        """Return the rows, each once."""
        table = ctx.tables.table(self.number, ctx)
        but = None if self._but is None else self._but.get(env, ctx)
        if self._but is not None and but is None:
            return
        if not self.counts_rows:
            for row in self._held(table, self._one_key(env, ctx), ctx):
                if row.record.id != but:
                    yield row
            return
        here = ctx
        if self._on is not None:
            day = self._on.get(env, ctx)
            if day is None:
                return
            here = ctx.on(day)
        seen: set[str] = set() if but is None else {but}
        for key in self._look_up(env, ctx):
            for row in self._held(table, key, ctx) if here is ctx else _valid_on(table, key, here):
                if row.record.id not in seen and all(test(row, env, ctx, here) for test in self._residual):
                    seen.add(row.record.id)
                    yield row

    def _held(self, table: Table, key: Key, ctx: Context) -> Sequence[Row]:
        if ctx.kept is not None and self.scans:
            return ctx.kept.rows(table, ctx)
        return rows_under(table, key, ctx)

    def size(self, env: Env, ctx: Context) -> int:
        """Return how many rows there are."""
        if self.counts_rows or self._but is not None:
            return sum(1 for _ in self.rows(env, ctx))
        if ctx.kept is not None and self.scans:
            return ctx.kept.size(ctx.tables.table(self.number, ctx), ctx)
        return len(self._held(ctx.tables.table(self.number, ctx), self._one_key(env, ctx), ctx))

    def reaches(self, least: int, env: Env, ctx: Context) -> bool:
        """Tell whether there are so many rows; no more are looked at than it takes."""
        if self.counts_rows or self._but is not None:
            for _ in self.rows(env, ctx):
                least -= 1
                if least <= 0:
                    return True
            return least <= 0
        table = ctx.tables.table(self.number, ctx)
        if least != 1 or (ctx.kept is not None and self.scans):
            return self.size(env, ctx) >= least
        return has_row(table, self._one_key(env, ctx), ctx)

    def tally(self, getter: Getter) -> Callable[[Env, Context], Tally]:
        """Return how to read a field over all rows: from what the writer keeps, or from the rows."""
        is_kept = self.scans and not self.counts_rows and self._but is None and not getter.hops

        def tally(env: Env, ctx: Context) -> Tally:
            if is_kept and ctx.kept is not None:
                kept: Tally = ctx.kept.tally(ctx.tables.table(self.number, ctx), getter, ctx)
                return kept
            return Tally.of(getter, self.rows(env, ctx), ctx)

        return tally

    def _one_key(self, env: Env, ctx: Context) -> Key:
        if self._key is not None:
            key: Key = self._key(env, ctx)
            return key
        return tuple([part.get(env, ctx) for part in self._keys])

    def _look_up(self, env: Env, ctx: Context) -> Iterator[Key]:
        if not self._keys:
            yield ALL
            return
        columns = []
        for key in self._keys:
            value = key.get(env, ctx)
            if value is None:
                return
            columns.append(dict.fromkeys(value) if isinstance(value, tuple) else (value,))
        if len(columns) == 1:
            yield from columns[0]
        else:
            yield from product(*columns)


class Last(NamedTuple):
    """How many rows of each series are picked, and what is asked of them; `single` where there is one series."""

    n: Operand
    whose: tuple[Residual, ...]
    single: bool


class LatestPicker(Picker):
    """Picks the last rows of each series: from the end of what the table has put in order."""

    __slots__ = ("_n", "_whose")

    def __init__(
        self,
        number: int,
        source: SelectionSource,
        keys: tuple[Operand, ...],
        residual: tuple[Residual, ...],
        on: Operand | None,
        but: Operand | None,
        last: Last,
    ) -> None:
        super().__init__(number, source, keys, residual, on, but)
        self.counts_rows = True
        self.scans = not keys and not last.single
        self._n = last.n
        self._whose = last.whose

    @override
    def rows(self, env: Env, ctx: Context) -> Iterator[Row]:
        table, n, here = ctx.tables.table(self.number, ctx), int(self._n.get(env, ctx)), ctx
        but = None if self._but is None else self._but.get(env, ctx)
        day = ctx.day if self._on is None else self._on.get(env, ctx)
        if n < 1 or day is None or (self._but is not None and but is None):
            return
        if self._on is not None:
            here = ctx.on(day)
        last: dict[object, dict[str, Placed]] = {}
        for key in self._look_up(env, ctx):
            if ctx.reads is not None:
                ctx.reads.keys[table, key] = None
            for alike, entries in () if table.series is None else table.series.under(key):
                found = self._last(entries, n, but, env, ctx, here)
                last.setdefault(alike, {}).update({placed.row.record.id: placed for placed in found})
        for series in last.values():
            for placed in sorted(series.values(), key=lambda placed: placed.order)[-n:]:
                if all(test(placed.row, env, ctx, here) for test in self._whose):
                    yield placed.row

    def _last(
        self, entries: PlacedValues, n: int, but: str | None, env: Env, ctx: Context, here: Context
    ) -> Iterator[Placed]:
        """Return the last rows of a series that are there; what they are stays so until the next one's day."""
        reads = ctx.reads
        back, coming = backwards(entries, here.known)
        if reads is not None and coming is not None:
            reads.turn(ctx.day, coming)
        for placed in back:
            row = placed.row
            there = row.added <= ctx.length < row.removed and _stands(row, ctx, here)
            if there and row.record.id != but and all(test(row, env, ctx, here) for test in self._residual):
                if reads is not None:
                    reads.turn(ctx.day, placed.order[0])
                yield placed
                n -= 1
                if not n:
                    return


def _stands(row: Row, ctx: Context, here: Context) -> bool:
    """Tell whether a version stands on the day that is asked about, and is valid then."""
    if here is not ctx:
        return row.lo <= here.known < row.hi and not row.ended and is_in_force(row.record, here.day)
    if ctx.reads is not None:
        ctx.reads.row(ctx.day, row)
    return row.lo <= ctx.day < row.hi


class WithAct(Picker):
    """Picks the rows as they will be with the record that a guarded act brings, in place of the one that it amends."""

    __slots__ = ("_ever", "_passes")

    def __init__(
        self,
        number: int,
        source: SelectionSource,
        keys: tuple[Operand, ...],
        residual: tuple[Residual, ...],
        but: Operand | None,
        passes: tuple[Residual, ...],
        *,
        ever: bool,
    ) -> None:
        super().__init__(number, source, keys, residual, None, but)
        self._passes = passes
        self._ever = ever

    def _brought(self, env: Env, ctx: Context) -> Row | None:
        row = env["act"]
        return row if self._is_one(row, env, ctx) else None

    def _replaced(self, env: Env, ctx: Context) -> Row | None:
        kind, id_ = self.source.kind, env["act"].record.id
        row = ctx.ever(kind, id_) if self._ever else ctx.standing(kind, id_)
        return row if row is not None and self._is_one(row, env, ctx) else None

    def _is_one(self, row: Row, env: Env, ctx: Context) -> bool:
        record, own = row.record, self.source.list
        if own is not None and record.list != own:
            return False
        valid = self._ever or is_in_force(record, ctx.day)
        return valid and all(test(row, env, ctx, ctx) for test in self._passes)

    @override
    def rows(self, env: Env, ctx: Context) -> Iterator[Row]:
        id_ = env["act"].record.id
        for row in super().rows(env, ctx):
            if row.record.id != id_:
                yield row
        if (brought := self._brought(env, ctx)) is not None:
            yield brought

    @override
    def size(self, env: Env, ctx: Context) -> int:
        if self.counts_rows or self._but is not None:
            return super().size(env, ctx)
        more = (self._brought(env, ctx) is not None) - (self._replaced(env, ctx) is not None)
        return super().size(env, ctx) + more

    @override
    def reaches(self, least: int, env: Env, ctx: Context) -> bool:
        return self.size(env, ctx) >= least

    @override
    def tally(self, getter: Getter) -> Callable[[Env, Context], Tally]:
        before = super().tally(getter)

        def tally(env: Env, ctx: Context) -> Tally:
            brought = self._brought(env, ctx)
            value = None if brought is None else getter.read(brought, ctx)
            return before(env, ctx).instead(env["act"].record.id, value)

        return tally


def _valid_on(table: Table, key: Key, here: Context) -> Iterator[Row]:
    """Return the versions under a key that stand on a day and are valid on that day, or on one to come."""
    reads = here.reads
    if reads is not None:
        reads.keys[table, key] = None
    for row in standing_on(table.buckets.get(key, ()), here.known, here.length):
        if not row.ended and is_in_force(row.record, here.day):
            yield row


def tested_fields(where: Iterable[Test]) -> tuple[str, ...]:
    """Return the fields of a row that some tests of it read: they say since when it states the fact."""
    found = dict.fromkeys(test.path[0] for test in where if test.path[0] not in {"id", "date", "changed"})
    return tuple(found)


def variables(selection: Selection) -> frozenset[str]:
    """Return the variables that a selection leaves open (its own row, inside `having`, is not one of them)."""
    latest = selection.latest
    found = {test.value.name for test in selection.tests if isinstance(test.value, Reference)}
    if latest is not None and isinstance(latest.n, Reference):
        found.add(latest.n.name)
    if selection.with_act:
        found.add("act")
    if isinstance(selection.on, Reference):
        found.add(selection.on.name)
    for having in selection.having:
        found |= variables(having) - {"it"}
    return frozenset(found - {"param", "programme", THIS})


def passes(getter: Getter, test: Test, lists: Lists, *, loosely: bool = False) -> Callable[[Row, Context], bool]:
    """Return a test of a row against a value that no variable decides."""
    value = tested_against(test, getter, lists, {})
    if test.op is Op.MAX_AGE:
        young = of_age(getter, value, loosely=loosely)
        return lambda row, ctx: young(row, NO_VARIABLES, ctx, ctx)
    wanted = value.constant
    if wanted is None:
        holds = row_test(getter, test.op, value)
        return lambda row, ctx: holds(row, NO_VARIABLES, ctx, ctx)
    compare = comparison(test.op, constant_many=isinstance(wanted, tuple))
    if getter.hops:
        return lambda row, ctx: compare(getter.read(row, ctx), wanted)
    get = getter.get
    if test.op in {Op.EQ, Op.IN} and not isinstance(wanted, tuple):
        return lambda row, _ctx: get(row) == wanted  # a missing value equals nothing that a template can name
    return lambda row, _ctx: compare(get(row), wanted)


def row_test(getter: Getter, op: Op, value: Operand) -> Residual:
    """Return a test of a row against a value that is looked up each time."""
    if op is Op.MAX_AGE:
        return of_age(getter, value)
    holds = comparison(op, constant_many=value.many)
    if (own := value.own) is not None:

        def alone(row: Row, _env: Env, _ctx: Context, here: Context) -> bool:
            wanted = value.of_row(own, row, _env, here)
            return wanted is not None and holds(getter.read(row, here), wanted)

        return alone

    def test(row: Row, env: Env, ctx: Context, here: Context) -> bool:
        wanted = value.get(env, ctx)
        return wanted is not None and holds(getter.read(row, here), wanted)

    return test


def asks_since_stage(test: Test, value: Operand) -> bool:
    """Tell whether a test asks what has happened since a day that the stages tell."""
    return value.is_stage and test.op in {Op.GT, Op.GTE} and test.path in _DAYS_OF_ROWS


def single_test(test: Test, getter: Getter, value: Operand) -> Residual:
    """Make a test of single rows, whatever tables there are."""
    return (_happened_since if asks_since_stage(test, value) else row_test)(getter, test.op, value)


def of_age(getter: Getter, value: Operand, *, loosely: bool = False) -> Residual:
    """Pass what has happened, and not longer ago than so much: the last day counts, what is to come does not.

    Rows are in tables by days: there hours are counted `loosely`, as the days that they can touch.
    """

    def test(row: Row, env: Env, ctx: Context, here: Context) -> bool:
        fact, duration = getter.read(row, here), value.get(env, ctx)
        if fact is None or duration is None:
            return False
        if loosely and duration.hours:
            duration = duration.in_days()
        come, over = last_day(fact), duration.turn(fact)
        if ctx.reads is not None:
            ctx.reads.turn(ctx.day, come)
            ctx.reads.turn(ctx.day, over)
        if ctx.asked is ctx.day:
            return bool(come <= ctx.day < over)
        return bool(duration.is_within(fact, ctx.asked))

    return test


def comparison(op: Op, *, constant_many: bool) -> Callable[[Any, Any], bool]:
    """Return how a value of a row is held against a wanted one; a missing value fails everything but `set: false`."""
    match op:
        case Op.EQ | Op.IN if constant_many:
            return lambda value, wanted: value is not None and value in wanted
        case Op.EQ | Op.IN:
            return lambda value, wanted: value is not None and value == wanted
        case Op.SET:
            return lambda value, wanted: (value is not None and value != ()) is wanted
        case Op.HAS:
            return lambda value, wanted: value is not None and wanted in value
        case Op.HAS_ANY:
            return lambda value, wanted: value is not None and any(one in value for one in _each(wanted))
        case Op.HAS_ALL:
            return lambda value, wanted: value is not None and all(one in value for one in _each(wanted))
        case Op.NE | Op.GT | Op.GTE | Op.LT | Op.LTE:
            return _in_order(_ORDERS[op])
        case Op.MAX_AGE:
            raise AssertionError("an age is held against a day")


def _in_order(holds: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """Return how values that have an order are compared: moments as moments, whatever their days."""

    def compare(value: Any, wanted: Any) -> bool:
        if type(value) is TimedDay and type(wanted) is TimedDay:
            return holds(value.moment, wanted.moment)
        return value is not None and holds(value, wanted)

    return compare


_DAYS_OF_ROWS = frozenset({("date",), ("changed",)})
"""Days of a row itself that are never to come, but for an observation that is dated ahead."""


def _happened_since(getter: Getter, op: Op, value: Operand) -> Residual:
    """Pass what has happened since a day that the stages tell; everything, where no round is over yet."""
    holds = comparison(op, constant_many=False)

    def test(row: Row, env: Env, ctx: Context, here: Context) -> bool:
        since, day = value.get(env, ctx), getter.read(row, here)
        if since is None or day is None or since == FIRST_DAY:
            return since is not None and day is not None
        if ctx.reads is not None:
            ctx.reads.turn(ctx.day, day)
        return day <= ctx.day and holds(day, since)

    return test


def days_since(op: Op, value: Operand) -> Operand:
    """Return the keys of the days since a day that the stages tell; of all, where no round is over yet."""

    def keys(env: Env, ctx: Context) -> tuple[object, ...] | None:
        since: dt.date | None = value.get(env, ctx)
        if since is None or since == FIRST_DAY:
            return None if since is None else (EVERY_DAY,)
        if ctx.reads is not None:
            ctx.reads.turn(ctx.day, _next_month(ctx.day))
        return days_from(since + ONE_DAY if op is Op.GT else since, ctx.day)

    return Operand(keys, many=True)


def _next_month(day: dt.date) -> dt.date:
    if (day.year, day.month) == (LAST_ASKED.year, LAST_ASKED.month):
        return LAST_ASKED
    return (day.replace(day=28) + 4 * ONE_DAY).replace(day=1)


def _each(wanted: Any) -> tuple[Any, ...]:
    return wanted if isinstance(wanted, tuple) else (wanted,)
