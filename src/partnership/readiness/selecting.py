"""Selecting: a `from`, `where`, `having` made into look-ups in groups."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from typing_extensions import override

from partnership.readiness.bench import Bench
from partnership.readiness.groups import ALL, Bucket, Group, Passes, Reach, Reads, Tally
from partnership.readiness.operands import Env, Operand, Scope, operand
from partnership.readiness.paths import Getter, World
from partnership.readiness.sources import RegisterSource, Source
from partnership.state import Row
from partnership.template.core import Op, Reference, Selection, Test

Residual = Callable[[Row, Env, Reads | None], bool]

_KEYED = frozenset({Op.EQ, Op.IN, Op.HAS, Op.HAS_ANY})
_ORDERS: dict[Op, Callable[[Any, Any], bool]] = {
    Op.GT: operator.gt,
    Op.GTE: operator.ge,
    Op.LT: operator.lt,
    Op.LTE: operator.le,
    Op.NE: operator.ne,
}


class Picker:
    """Picks the rows of a selection: by key from a group, then by whatever the group could not decide beforehand."""

    __slots__ = ("_but", "_key", "_keys", "_on", "_residual", "counts_rows", "daily", "group", "scans", "source")

    def __init__(
        self,
        group: Group,
        keys: tuple[Operand, ...],
        residual: tuple[Residual, ...],
        on: Operand | None,
        *,
        but: Operand | None,
        daily: bool,
    ) -> None:
        self.group = group
        self._but = but
        self.source: Source = group.source
        self.daily = daily
        self._keys = keys
        self._key = keys[0].get if len(keys) == 1 else None
        self._residual = residual
        self._on = on
        self.scans = not keys
        """Whether picking looks at rows that nothing but the selection itself holds together."""
        self.counts_rows = bool(residual) or on is not None or any(key.many for key in keys)
        """Whether a number of rows must be found by looking at each."""

    def bucket(self, env: Env, reads: Reads | None) -> Bucket | None:
        """Return the one bucket that holds the answer whole; only where `counts_rows` is false."""
        key = tuple([part.get(env, reads) for part in self._keys]) if self._key is None else self._key(env, reads)
        if reads is not None:
            reads.keys[self.group, key] = None
        return self.group.buckets.get(key)

    def rows(self, env: Env, reads: Reads | None) -> Iterator[Row]:
        """Return the rows, each once."""
        but = None if self._but is None else self._but.get(env, reads)
        if self._but is not None and but is None:
            return
        if not self.counts_rows:
            bucket = self.bucket(env, reads)
            if bucket is not None:
                yield from (row for id_, row in bucket.items() if id_ != but)
            return
        seen: set[str] = set() if but is None else {but}
        day = None if self._on is None else self._on.get(env, reads)
        if self._on is not None and day is None:
            return
        for key in self._look_up(env, reads):
            if reads is not None:
                reads.keys[self.group, key] = None
            bucket = self.group.buckets.get(key)
            for id_, held in tuple(bucket.items()) if bucket is not None else ():
                if id_ in seen:
                    continue
                row = held if day is None else self.group.row_on(id_, day, key)
                if row is not None and all(test(row, env, reads) for test in self._residual):
                    seen.add(id_)
                    yield row

    def size(self, env: Env, reads: Reads | None) -> int:
        """Return how many rows there are."""
        if self.counts_rows:
            return sum(1 for _ in self.rows(env, reads))
        bucket = self.bucket(env, reads)
        if bucket is None:
            return 0
        if self._but is None:
            return len(bucket)
        but = self._but.get(env, reads)
        return 0 if but is None else len(bucket) - (but in bucket)

    def any(self, env: Env, reads: Reads | None) -> bool:
        """Tell whether there is a row."""
        if self.counts_rows or self._but is not None:
            return next(self.rows(env, reads), None) is not None
        return self.bucket(env, reads) is not None

    def tally(self, getter: Getter) -> Callable[[Env, Reads | None], Tally | None]:
        """Return how to read a field over all rows: from the bucket's tally, or from one made on the spot."""
        if self.counts_rows or self._but is not None:

            def made(env: Env, reads: Reads | None) -> Tally | None:
                tally = Tally(getter)
                for row in self.rows(env, reads):
                    tally.put(row.record.id, row)
                    if reads is not None:
                        getter.trace(row, reads)
                return tally

            return made
        place = self.group.tally(getter)

        def kept(env: Env, reads: Reads | None) -> Tally | None:
            bucket = self.bucket(env, reads)
            return bucket.tallies[place] if bucket is not None else None

        return kept

    def _look_up(self, env: Env, reads: Reads | None) -> Iterator[Any]:
        if not self._keys:
            yield ALL
            return
        columns = []
        for key in self._keys:
            value = key.get(env, reads)
            if value is None:
                return
            columns.append(dict.fromkeys(value) if isinstance(value, tuple) else (value,))
        if len(columns) == 1:
            yield from columns[0]
        else:
            yield from product(*columns)


def picker(selection: Selection, bench: Bench, scope: Scope) -> Picker:
    """Make the picker of a selection whose variables have the kinds that the scope says."""
    source = bench.source(selection.source)
    world, ever = bench.world, selection.ever
    fixed: list[Test] = []
    parts: list[tuple[Getter, Operand]] = []
    residual: list[Residual] = []
    daily = False
    but: Operand | None = None
    for test in selection.where:
        getter = Getter(world, source.kind, test.path, ever=ever)
        value = operand(test.value, world, scope, bench.binding)
        if value.fixed:
            fixed.append(test)
        elif test.op is Op.NE and test.path == ("id",) and but is None and not value.many:
            but = value
        elif test.op in _KEYED and not value.daily and (test.op in {Op.HAS, Op.HAS_ANY}) is getter.many:
            parts.append((getter, value))
        else:
            daily = daily or value.daily or test.op is Op.MAX_AGE
            residual.append(row_test(world, getter, test.op, value))
    inner: list[Selection] = []
    for having in selection.having:
        if variables(having) <= {"it"}:
            inner.append(having)
        else:
            residual.append(_semi_join(picker(having, bench, {**scope, "it": source.kind}), scope))
    on = operand(selection.on, world, scope, bench.binding) if selection.on is not None else None
    reach = Reach.VERSIONS if on is not None else Reach.EVER if ever else Reach.IN_FORCE
    group = bench.group(source, reach, tuple(fixed), tuple(getter for getter, _ in parts), tuple(inner))
    return Picker(group, tuple(value for _, value in parts), tuple(residual), on, but=but, daily=daily)


def make_group(
    bench: Bench,
    source: Source,
    reach: Reach,
    fixed: tuple[Test, ...],
    parts: tuple[Getter, ...],
    inner: tuple[Selection, ...],
) -> Group:
    """Make a group; for `Workshop.group`, which sees to it that equal groups are made once."""
    world = bench.world
    getters = [Getter(world, source.kind, test.path, ever=reach is Reach.EVER) for test in fixed]
    ages: list[tuple[Getter, Any]] = []
    passes: list[Passes] = []
    hopping: list[Passes] = []
    for test, getter in zip(fixed, getters, strict=True):
        value = operand(test.value, world, {}, bench.binding).constant
        if test.op is Op.MAX_AGE:
            ages.append((getter, value))
        else:
            (hopping if getter.hops else passes).append(_passes(getter, test.op, value))
    joined = [_joined(picker(having, bench, {"it": source.kind})) for having in inner]
    watches = bool(hopping or joined) or reach is Reach.VERSIONS or any(part.hops for part in parts)
    watches = watches or any(getter.hops for getter, _ in ages)
    group = Group(source, reach, (*passes, *hopping, *joined), parts, watches=watches)
    for getter, duration in ages:
        group.passes += (_young_enough(group, getter, duration, world.tables.wake),)
    pivot = (
        _pivot(fixed, bench)
        if isinstance(source, RegisterSource) and reach is not Reach.VERSIONS and source.kind != "item"
        else None
    )
    if pivot is not None and isinstance(source, RegisterSource):
        source.add_pivoted(group, *pivot)
    else:
        source.add(group)
    return group


def variables(selection: Selection) -> frozenset[str]:
    """Return the variables that a selection leaves open (its own row, inside `having`, is not one of them)."""
    found = {test.value.name for test in selection.where if isinstance(test.value, Reference)}
    if isinstance(selection.on, Reference):
        found.add(selection.on.name)
    for having in selection.having:
        found |= variables(having) - {"it"}
    return frozenset(found - {"param", "programme"})


def _pivot(fixed: tuple[Test, ...], bench: Bench) -> tuple[str, tuple[object, ...]] | None:
    for test in fixed:
        if len(test.path) == 1 and test.path[0] not in {"date", "changed"} and test.op in {Op.EQ, Op.IN}:
            value = operand(test.value, bench.world, {}, bench.binding).constant
            return test.path[0], value if isinstance(value, tuple) else (value,)
    return None


def _passes(getter: Getter, op: Op, constant: Any) -> Passes:
    holds = comparison(op, constant_many=isinstance(constant, tuple))
    if getter.hops:
        return lambda row, reads: holds(getter.read(row, reads), constant)
    get = getter.get
    if op in {Op.EQ, Op.IN} and not isinstance(constant, tuple):
        return lambda row, _reads: get(row) == constant  # a missing value equals nothing that a template can name
    return lambda row, _reads: holds(get(row), constant)


def row_test(world: World, getter: Getter, op: Op, value: Operand) -> Residual:
    """Return a test of a row against a value that is looked up each time."""
    if op is Op.MAX_AGE:
        return _of_age(world, getter, value)
    holds = comparison(op, constant_many=value.many)

    def test(row: Row, env: Env, reads: Reads | None) -> bool:
        wanted = value.get(env, reads)
        return wanted is not None and holds(getter.read(row, reads), wanted)

    return test


def _of_age(world: World, getter: Getter, value: Operand) -> Residual:
    def test(row: Row, env: Env, reads: Reads | None) -> bool:
        start, duration = getter.read(row, reads), value.get(env, reads)
        return start is not None and duration is not None and bool(world.tables.cursor < duration.after(start))

    return test


def _semi_join(inner: Picker, scope: Scope) -> Residual:
    del scope
    return lambda row, env, reads: inner.any({**env, "it": row}, reads)


def _joined(inner: Picker) -> Passes:
    return lambda row, reads: inner.any({"it": row}, reads)


def _young_enough(
    group: Group, getter: Getter, duration: Any, wake: Callable[[dt.date, Callable[[], None]], None]
) -> Passes:
    """Pass rows until they are too old; the group is told to look again on the day on which one is."""
    asked: set[tuple[str, dt.date]] = set()

    def test(row: Row, reads: Reads | None) -> bool:
        start = getter.read(row, reads)
        if start is None:
            return False
        id_, end = row.record.id, duration.after(start)
        if (id_, end) not in asked:
            asked.add((id_, end))
            wake(end, _Retest(group, id_))
        return bool(group.source.today < end)

    return test


class _Retest:
    """Looks at one row again; equal to another of the same row, so that a day wakes it once."""

    __slots__ = ("_group", "_id")

    def __init__(self, group: Group, id_: str) -> None:
        self._group = group
        self._id = id_

    def __call__(self) -> None:
        self._group.retest(self._id)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Retest) and self._group is other._group and self._id == other._id

    @override
    def __hash__(self) -> int:
        return hash((id(self._group), self._id))


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
            holds = _ORDERS[op]
            return lambda value, wanted: value is not None and holds(value, wanted)
        case Op.MAX_AGE:
            raise AssertionError("ages are kept by groups")


def _each(wanted: Any) -> tuple[Any, ...]:
    return wanted if isinstance(wanted, tuple) else (wanted,)
