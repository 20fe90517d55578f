"""The nearest miss: where a rule finds too little, the row that misses the fewest of its conditions.

It is looked for when a lack is read, among rows that are about the same: under the keys that tell whose a row is
(`person: $it`) and of which type it has to be. Every other condition may be missed, two at the most.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from math import inf

from partnership.evaluation.compiler import Compiler
from partnership.evaluation.context import Context
from partnership.evaluation.dependents import still_rests
from partnership.evaluation.near import TRAITS, MissedCondition, NearRow, NotInForce, Unmet, Without, said_by
from partnership.evaluation.operands import Env, VariableKinds, operand, tested_against
from partnership.evaluation.paths import Getter
from partnership.evaluation.selecting import (
    KEYED,
    Picker,
    Residual,
    row_test,
    single_test,
    tested_fields,
)
from partnership.evaluation.table import SelectionSource, Stub
from partnership.index import Row, left_on
from partnership.records import Record
from partnership.template.core import THIS, Constant, Op, Reference, Selection, Test
from partnership.values import TimedDay

MOST_MISSED = 2
"""What misses more conditions than this is not near."""

_MOST_LOOKED_AT = 200
"""Rows among which the nearest is looked for, where no key holds them together; among more there is none."""

_SAME = frozenset(
    {
        "age_band",
        "audience",
        "beneficiary",
        "experienced",
        "form",
        "function",
        "indicator",
        "instrument",
        "lists",
        "matter",
        "nature",
        "outcome",
        "principle",
        "purpose",
        "region",
        "role",
        "scale",
        "sector",
        "source",
        "statement",
        "type",
        "what",
    }
)
"""Fields that say which thing is meant, or what somebody is: what differs in them is another, and no near miss."""

_NO_VARIABLES = frozenset({"param", "programme", "stage", "today"})


class _Condition:
    """A test of a row, and how to tell what it has instead."""

    __slots__ = ("_ever", "_getter", "_holds", "_holds_ever", "_value", "test")

    def __init__(self, test: Test, selection: Selection, kind: str, compiler: Compiler, scope: VariableKinds) -> None:
        self.test = test
        tested, lists = tested_fields(selection.tests), compiler.lists
        self._getter = Getter(lists, kind, test.path, ever=selection.ever, tested=tested)
        value = tested_against(test, self._getter, lists, scope)
        self._value = value
        self._holds: Residual = single_test(test, self._getter, value)
        self._ever = Getter(lists, kind, test.path, ever=True, tested=tested) if self._getter.hops else None
        self._holds_ever = None if self._ever is None else row_test(self._ever, test.op, value)

    @property
    def may_turn(self) -> bool:
        """Whether it leads through records that may be over."""
        return self._getter.hops

    def miss(self, row: Row, env: Env, ctx: Context, here: Context) -> MissedCondition | None:
        """Return what a row misses; None where it passes."""
        if self._holds(row, env, ctx, here):
            return None
        if self._holds_ever is not None and self._holds_ever(row, env, ctx, here):
            return self._behind(row, here)
        own = self._value.own
        wanted = None if own is None else self._value.of_row(own, row, env, here)
        return Unmet(self.test, (self._ever or self._getter).read(row, here), wanted)

    def _behind(self, row: Row, here: Context) -> MissedCondition | None:
        """Return which record on the way is not in force."""
        getter = self._ever or self._getter
        for step in self.test.path:
            found = getter.hop(row, here)
            if found is None:
                return None
            row, getter = found
            how = not_in_force(row, here)
            if how is not None:
                return NotInForce(row.record.kept_as(), row, *how, field=step)
        return None


class NearestFinder:
    """Finds what came nearest to a selection."""

    __slots__ = (
        "_having",
        "_is_register",
        "_kind",
        "_last",
        "_loose",
        "_named",
        "_on",
        "_picker",
        "_rests",
        "_selection",
        "_whose",
    )

    def __init__(self, selection: Selection, compiler: Compiler, scope: VariableKinds) -> None:
        source = compiler.source(selection.source)
        kind = source.kind
        self._selection = selection
        self._named = source.kind
        self._kind = kind
        self._picker: Picker | None = None
        self._loose: tuple[_Condition, ...] = ()
        self._having: tuple[tuple[Selection, Picker], ...] = ()
        self._last: Picker | None = None
        self._whose: tuple[_Condition, ...] = ()
        self._rests = compiler.rests(source)
        self._is_register = source.is_register
        self._on = None if selection.on is None else operand(selection.on, compiler.lists, scope)
        if source.items is not None:
            return  # what the template lists does not come near or go away
        with compiler.explaining():
            itself = any(_names_it(test) for test in selection.where)
            kept = tuple(test for test in selection.where if _tells_which(test, source, itself=itself))
            ever = Selection(selection.source, kept, ever=True, with_act=selection.with_act)
            self._picker = compiler.picker(ever, scope)
            conditions = (_Condition(test, selection, kind, compiler, scope) for test in selection.where)
            self._loose = tuple(one for one in conditions if one.test not in kept or one.may_turn)
            self._having = tuple((one, compiler.picker(one, {**scope, "it": kind})) for one in selection.having)
            if (latest := selection.latest) is not None:
                self._last = compiler.picker(replace(selection, latest=replace(latest, whose=())), scope)
                self._whose = tuple(_Condition(test, selection, kind, compiler, scope) for test in latest.whose)

    def find(self, env: Env, ctx: Context) -> tuple[NearRow | None, dt.date | None]:
        """Return what came nearest, the latest among equals, and since when what would have been enough is not there.

        Whatever passes is not a miss.
        """
        here = self._day_asked(env, ctx)
        if here is None:
            return None, None
        best: tuple[int, _Place, str] | None = None
        near: NearRow | None = None
        gone: dt.date | None = None
        last = self._passed_over(env, ctx, here)
        for row, misses in last or self._looked_at(env, ctx, here):
            if not misses:
                continue
            if (day := _over_since(misses)) is not None and (gone is None or day > gone):
                gone = day
            rank = (-len(misses), _place(said_by(row).changed), str(row.record.id))
            if len(misses) <= MOST_MISSED and (best is None or rank > best):
                best, near = rank, NearRow(self._kind_of(row), row, misses)
        return near, gone

    def _day_asked(self, env: Env, ctx: Context) -> Context | None:
        """Return the day on which rows are looked at; None where nobody knows it."""
        if self._on is None:
            return ctx
        day = self._on.get(env, ctx)
        return None if day is None else ctx.on(day)

    def _passed_over(self, env: Env, ctx: Context, here: Context) -> list[tuple[Row, tuple[MissedCondition, ...]]]:
        """Return the last rows of each series, with what is asked of the last ones that they miss."""
        if self._last is None:
            return []
        asked = [(row, [each.miss(row, env, ctx, here) for each in self._whose]) for row in self._last.rows(env, ctx)]
        return [(row, tuple([miss for miss in misses if miss is not None])) for row, misses in asked]

    def latest(self, env: Env, ctx: Context) -> NearRow | None:
        """Return the latest row that passes, where it is one too many."""
        here = self._day_asked(env, ctx)
        if here is None:
            return None
        if self._last is None:
            found = [row for row, misses in self._looked_at(env, ctx, here) if not misses]
        else:
            found = [row for row, misses in self._passed_over(env, ctx, here) if not misses]
        row = max(found, key=lambda one: (_place(one.changed), str(one.record.id)), default=None)
        return None if row is None else NearRow(self._kind_of(row), row, ())

    def of_id(self, id_: str, misses: tuple[MissedCondition, ...], ctx: Context) -> NearRow | None:
        """Return a record of the selection's kind, by its id, as what came nearest."""
        row = None if self._picker is None else ctx.ever(self._named, id_)
        return None if row is None else NearRow(self._named, row, misses)

    def _kind_of(self, row: Row) -> str:
        return row.record.kept_as() if isinstance(row.record, Record) else self._named

    def _rows(self, env: Env, ctx: Context) -> Iterator[Row]:
        picker = self._picker
        if picker is None or (picker.scans and picker.size(env, ctx) > _MOST_LOOKED_AT):
            return
        for row in picker.rows(env, ctx):
            if not isinstance(row.record, Stub):
                yield row

    def _looked_at(self, env: Env, ctx: Context, here: Context) -> Iterator[tuple[Row, tuple[MissedCondition, ...]]]:
        """Return the rows as they stood on the day that is asked about, with what they miss on it."""
        for row in self._rows(env, ctx):
            # a roster keeps its members by the version that came in first
            then = row if here is ctx and self._is_register else here.ever(self._named, row.record.id)
            if then is None:
                yield row, (NotInForce(self._kind_of(row), row, "valid_from", row.date),)
            else:
                yield then, self._misses(then, env, ctx, here)

    def _misses(self, row: Row, env: Env, ctx: Context, here: Context) -> tuple[MissedCondition, ...]:
        found: dict[MissedCondition, None] = {}
        if not self._selection.ever:
            how = not_in_force(row, here, rests=self._rests)
            if how is not None:
                found[NotInForce(self._kind_of(row), row, *how)] = None
        for condition in self._loose:
            if (miss := condition.miss(row, env, ctx, here)) is not None:
                found[miss] = None
        for what, picker in self._having:
            if not picker.reaches(1, {**env, "it": row}, ctx):
                found[Without(what)] = None
        return tuple(found)


_Place = tuple[int, float]


def _place(day: dt.date) -> _Place:
    """Return what days are put in order by, where some say their time: those that do come after those that do not."""
    return day.toordinal(), day.moment.timestamp() if type(day) is TimedDay else -inf


def not_in_force(row: Row, ctx: Context, *, rests: bool = False) -> tuple[str, dt.date | None] | None:
    """Return how it is that a row is not in force on a day, and since or from when; None where it is."""
    record = row.record
    starts, ends = record.validity() if isinstance(record, Record) else (None, None)
    if ctx.reads is not None:
        for day in (starts, ends):
            if day is not None:
                ctx.reads.turn(ctx.day, day)
    if row.ended:
        return "ended", left_on(row, ctx.day)
    if ends is not None and ends <= ctx.day:
        return "valid_to", ends
    if starts is not None and starts > ctx.day:
        return "valid_from", starts
    if rests and not still_rests(row, ctx):
        return "partner", None
    return None


def _names_it(test: Test) -> bool:
    return test.path == ("id",) and test.op is Op.EQ and isinstance(test.value, Reference) and test.value.name != THIS


def _tells_which(test: Test, source: SelectionSource, *, itself: bool) -> bool:
    """Tell whether a test says whose a row is, or of which type: what fails it is about something else.

    Where one row is meant by its id, nothing else has to say which it is.
    """
    if isinstance(test.value, Reference) and test.value.name == THIS:
        return False
    if isinstance(test.value, Reference) and test.value.name not in _NO_VARIABLES:
        if itself and test.path != ("id",):
            return False
        return test.op in KEYED or (test.op is Op.NE and test.path == ("id",))
    if not isinstance(test.value, Constant) or test.op not in {Op.EQ, Op.IN}:
        return False
    if itself:
        return test.path[-1] in TRAITS
    own = source.list is not None and test.path[-1] != "state" and not isinstance(test.value.value, bool)
    return own or test.path[-1] in _SAME


def _over_since(misses: tuple[MissedCondition, ...]) -> dt.date | None:
    """Return the day since which a row that misses nothing else is not in force any more."""
    days = [miss.day for miss in misses if isinstance(miss, NotInForce) and miss.how in {"ended", "valid_to"}]
    return max((day for day in days if day is not None), default=None) if len(days) == len(misses) else None
