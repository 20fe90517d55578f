"""Selecting: a `from`, `where`, `having` made into look-ups in tables."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from partnership.evaluation.operands import NO_VARIABLES, Env, Operand, VariableKinds, operand
from partnership.evaluation.paths import Getter, Lists
from partnership.evaluation.reads import ALL, Key
from partnership.evaluation.tables import Context, SelectionSource, Table, has_row, rows_under
from partnership.evaluation.tally import Tally
from partnership.index import Row, standing_on
from partnership.records import is_in_force
from partnership.template.core import Constant, Op, Reference, Selection, Test
from partnership.values import Duration, TimedDay, last_day

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

    __slots__ = ("_but", "_key", "_keys", "_on", "_residual", "counts_rows", "number", "scans", "source")

    def __init__(
        self,
        number: int,
        source: SelectionSource,
        keys: tuple[Operand, ...],
        residual: tuple[Residual, ...],
        on: Operand | None,
        but: Operand | None,
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
    found = {test.value.name for test in selection.where if isinstance(test.value, Reference)}
    if isinstance(selection.on, Reference):
        found.add(selection.on.name)
    for having in selection.having:
        found |= variables(having) - {"it"}
    return frozenset(found - {"param", "programme"})


def held_against(test: Test, getter: Getter, lists: Lists, scope: VariableKinds) -> Operand:
    """Make the operand that a field is held against; a period stands as text where nothing says that it is one."""
    value = test.value
    if getter.is_period and isinstance(value, Constant):
        held = value.value
        read = tuple(map(_period, held)) if isinstance(held, tuple) else _period(held)
        value = Constant(read)
    return operand(value, lists, scope)


def _period(value: Any) -> Any:
    return Duration.parse(value) if isinstance(value, str) else value


def passes(getter: Getter, test: Test, lists: Lists, *, loosely: bool = False) -> Callable[[Row, Context], bool]:
    """Return a test of a row against a value that no variable decides."""
    value = held_against(test, getter, lists, {})
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

    def test(row: Row, env: Env, ctx: Context, here: Context) -> bool:
        wanted = value.get(env, ctx)
        return wanted is not None and holds(getter.read(row, here), wanted)

    return test


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


def _each(wanted: Any) -> tuple[Any, ...]:
    return wanted if isinstance(wanted, tuple) else (wanted,)
