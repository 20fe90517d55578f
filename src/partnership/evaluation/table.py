"""A table: the rows of one source that pass fixed tests, under the keys by which they are asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING

from partnership.evaluation.reads import EVERY, Key, Watched, subscribe
from partnership.evaluation.series import Series, SeriesSpec
from partnership.index import Row, standing_on

if TYPE_CHECKING:
    from partnership.evaluation.context import Context
    from partnership.evaluation.tables import Tables

GONE = "gone"
"""Beside a kind: the key of whoever leans on there being a record of it."""


class Stub:
    """Stands for something that is named, but has no record."""

    __slots__ = ("id",)

    def __init__(self, id_: str) -> None:
        self.id = id_


@dataclass(slots=True, eq=False)
class SelectionSource:
    """What a selection can be `from`: a register, a roster or a list of the template.

    `complete` says that no row means that there is none; `register` is the name under which a keeper may say the same.
    `number` is that of a roster's table; `items` are the rows of a list, which never changes and is never bare, so that
    nobody can make it easier by leaving.
    """

    name: str
    kind: str
    register: str
    _: KW_ONLY
    complete: bool
    list: str | None = None
    number: int | None = None
    items: Mapping[str, Row] | None = None

    @property
    def is_register(self) -> bool:
        """Whether it holds the records of a kind."""
        return self.number is None and self.items is None


@dataclass(slots=True, eq=False)
class Spec:
    """What one table holds: rows of a source, of every version (`ever`) or as they are in force, and under which keys.

    `turns` tells that tests or keys look at other records or at ages, so that a row can be in the table on some of its
    days only; `lasts` names rows of which that is not so. Of `pivot`, a field and its values, one must be a row's, or
    it is not in the table; `keys` does not ask that again. With `series` the rows under a key are put in order, too.
    """

    number: int
    source: SelectionSource
    keys: Callable[[Row, Context], tuple[Key, ...]]
    _: KW_ONLY
    ever: bool
    turns: bool
    pivot: tuple[str, tuple[object, ...]] | None = None
    lasts: Callable[[Row], bool] | None = None
    series: SeriesSpec | None = None

    def may_hold(self, row: Row) -> bool:
        """Tell whether a row of the source has a value by which it may be in the table."""
        return self.pivot is None or getattr(row.record, self.pivot[0]) in self.pivot[1]

    def turns_with(self, row: Row) -> bool:
        """Tell whether a row can be in the table on some of its days only."""
        return self.turns and (self.lasts is None or not self.lasts(row))


@dataclass(slots=True, eq=False)
class RosterSpec:
    """Everybody who was ever named by the anchoring records and has not been released by an entry of its own.

    Ending a record never shrinks a roster (invariant 3): it is asked for by name until it is released. `named` and
    `released` are tables by the ids that they name, `passing` the one of those who pass the roster's own tests.
    """

    number: int
    source: SelectionSource
    named: int
    released: int | None
    passing: int | None


AnySpec = Spec | RosterSpec


class Table(Watched):
    """Rows under keys. `base` to `upto` are the numbers of entries of which it is right, as long as nobody adds to it.

    `listeners` are told, by the writer, of each id whose rows have changed, and from which day on.
    """

    __slots__ = (
        *("base", "buckets", "listeners", "log", "namers", "parts", "readers", "series", "spec", "under", "upto"),
    )

    def __init__(self, spec: AnySpec, base: int, upto: int, under: Table | None) -> None:
        super().__init__()
        self.spec = spec
        self.base = base
        self.upto = upto
        self.under = under
        """The table that it was filled from, where its source is one."""
        self.buckets: dict[Key, list[Row]] = {}
        ordered = spec.series if isinstance(spec, Spec) else None
        self.series = None if ordered is None else Series(ordered)
        self.log: list[Row] = []
        """Of a table whose rows are its own: all of them."""
        self.parts: dict[Row | str, Part] = {}
        self.readers: list[Fed] = []
        """Tables over this one."""
        self.namers: list[Table] = []
        """Rosters whose members are the keys of this one."""
        self.listeners: list[Callable[[str, dt.date], None]] = []

    def put(self, row: Row, keys: Iterable[Key]) -> None:
        """Add a row under its keys."""
        for key in keys:
            self.buckets.setdefault(key, []).append(row)
        if self.series is not None:
            self.series.put(row, keys)

    def drop(self, row: Row, keys: Iterable[Key]) -> None:
        """Take a row out; of a table that nobody else reads."""
        if self.series is not None:
            self.series.drop(row, keys)
        for key in keys:
            bucket = self.buckets[key]
            if bucket[-1] is row:
                bucket.pop()
            else:
                bucket.remove(row)
            if not bucket:
                del self.buckets[key]

    def tell(self, row: Row, keys: Iterable[Key]) -> None:
        """Tell whoever has read a key of a row that it has come, or gone."""
        subscribers = self.subscribers
        if subscribers:
            for key in (*keys, EVERY):
                if key in subscribers:
                    self.notify(key, row.lo)
        for listener in self.listeners:
            listener(row.record.id, row.lo)


Own = tuple[Row, tuple[Key, ...]]
"""A row of a table's own, and its keys."""


class Part:
    """One row of a source (of a roster: one id) in a table that turns: on which days, under which keys."""

    __slots__ = ("about", "read", "rows", "table", "tables")

    def __init__(self, tables: Tables, table: Table, about: Row | str) -> None:
        self.tables = tables
        self.table = table
        self.about = about
        self.rows: tuple[Own, ...] = ()
        self.read: tuple[tuple[Watched, Key], ...] = ()

    def touch(self, since: dt.date) -> None:
        """Have it looked at again when the entry has been taken in."""
        del since
        self.tables.pending[self] = None

    def reads_now(self, keys: tuple[tuple[Watched, Key], ...]) -> None:
        """Be touched by what it reads now, and no longer by what it read before."""
        if keys != self.read:
            subscribe(self, self.read, keys)
            self.read = keys


Fed = tuple[Table, Spec]
"""A table that rows go to, and what it holds."""


class Feed:
    """The tables that rows of one kind go to: all, or by the value of a field that they ask for."""

    __slots__ = ("_pivots", "_plain")

    def __init__(self) -> None:
        self._plain: tuple[Fed, ...] = ()
        self._pivots: dict[str, dict[object, tuple[Fed, ...]]] = {}

    def add(self, table: Table, spec: Spec) -> None:
        """Let rows go to a table, too."""
        fed = (table, spec)
        if spec.pivot is None:
            self._plain += (fed,)
            return
        field, values = spec.pivot
        by_value = self._pivots.setdefault(field, {})
        for value in values:
            by_value[value] = (*by_value.get(value, ()), fed)

    def of(self, row: Row) -> tuple[Fed, ...]:
        """Return the tables that a row may be in."""
        found = self._plain
        for field, by_value in self._pivots.items():
            found += by_value.get(getattr(row.record, field), ())
        return found


def rows_under(table: Table, key: Key, ctx: Context) -> list[Row]:
    """Return the rows under a key on the context's day."""
    day, length, reads = ctx.day, ctx.length, ctx.reads
    bucket = table.buckets.get(key)
    if reads is not None:
        reads.keys[table, key] = None
        note_rows(bucket or (), ctx)
    return [] if bucket is None else standing_on(bucket, day, length)


def has_row(table: Table, key: Key, ctx: Context) -> bool:
    """Tell whether there is a row under a key on the context's day."""
    day, length, reads = ctx.day, ctx.length, ctx.reads
    bucket = table.buckets.get(key)
    if reads is not None:
        reads.keys[table, key] = None
    if bucket is None:
        return False
    for row in bucket:
        if row.lo <= day < row.hi and row.added <= length < row.removed:
            if reads is not None:
                reads.row(day, row)
            return True
    if reads is not None:
        note_rows(bucket, ctx)
    return False


def note_rows(rows: Sequence[Row], ctx: Context) -> None:
    """Note that rows were looked at, there or not on the context's day."""
    day, length, reads = ctx.day, ctx.length, ctx.reads
    if reads is None:
        return
    for row in tuple(rows):
        if row.added <= length < row.removed:
            reads.row(day, row)
