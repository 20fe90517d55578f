"""Compiling: requirements into checks, and selections into look-ups in tables; two that ask the same share a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from partnership.evaluation.check import Check
from partnership.evaluation.context import Context
from partnership.evaluation.dependents import RESTING, rests_on_nobody, still_rests
from partnership.evaluation.operands import NO_VARIABLES, Env, Operand, VariableKinds, bound, operand, tested_against
from partnership.evaluation.paths import ByDay, Getter, Lists, any_kind, kinds_behind, kinds_in, lists_of, register_of
from partnership.evaluation.reads import ALL, Key
from partnership.evaluation.selecting import (
    KEYED,
    Last,
    LatestPicker,
    Picker,
    Residual,
    WithAct,
    asks_since_stage,
    days_since,
    passes,
    row_test,
    single_test,
    tested_fields,
    variables,
)
from partnership.evaluation.series import SeriesSpec
from partnership.evaluation.table import AnySpec, RosterSpec, SelectionSource, Spec
from partnership.evaluation.tally import Tally
from partnership.evaluation.ties import implied
from partnership.index import FIRST_DAY, Row
from partnership.records import RECORDS, REGISTERS
from partnership.template import Act, Anchor, Register, Requirement, Template
from partnership.template.core import THIS, Constant, Core, Latest, Op, Reference, Selection, Test
from partnership.values import Duration, is_in_hours

Make = Callable[[Core, "Compiler", VariableKinds], Check]
Keys = Callable[[Row, Context], tuple[Key, ...]]

_KEPT_BY = "registers"


@dataclass(frozen=True, slots=True)
class CompiledAskedFrom:
    """From when on a rule is asked: a day, or the earliest of many, and a period after it."""

    day: Operand | None
    days: Callable[[Env, Context], Tally] | None
    after: Operand | None

    def on(self, ctx: Context) -> dt.date | None:
        """Return the first day on which it is asked; None as long as nobody knows."""
        start: dt.date | None = None
        if self.days is not None:
            start = self.days(NO_VARIABLES, ctx).earliest(ctx)
        elif self.day is not None:
            start = self.day.get(NO_VARIABLES, ctx)
        if start is not None and self.after is not None:
            start = self.after.get(NO_VARIABLES, ctx).after(start)
        if start is not None and ctx.reads is not None:
            ctx.reads.turn(ctx.day, start)
        return start


class Compiler:
    """Where requirements are made into checks, and selections into tables; two that ask the same share a table."""

    def __init__(self, template: Template, make: Make) -> None:
        self._make = make
        self.template = template
        self.lists: Lists = lists_of(template)
        self.specs: list[AnySpec] = []
        self.sources: dict[str, SelectionSource] = {}
        self.recomputed: dict[str, None] = {}
        self._numbers: dict[object, int] = {}
        self.decisive: dict[int, None] = {}
        self._making = ""
        self._depth = 0
        self._explaining = False

    # --- checks ------------------------------------------------------------------------------------------------------

    def gate(self, requirement: Requirement) -> Check:
        """Make the check of what a gate asks."""
        self._making = requirement.id
        return self.check(requirement.core, {"stage": requirement.stage or ""})

    def guard(self, requirement: Requirement) -> tuple[Act, Check]:
        """Make the check of what is asked before an act; returns the act, too."""
        act = requirement.act
        if act is None:
            raise AssertionError(f"{requirement.id} guards no act")
        self._making = requirement.id
        with self.inside():
            check = self.check(requirement.core, {"act": act.kind} if act.kind is not None else {})
        return act, check

    def beginning(self, requirement: Requirement) -> CompiledAskedFrom | None:
        """Make what tells from when on a requirement is asked; None where it is from the first day."""
        what, scope = requirement.begins, {"stage": requirement.stage or ""}
        if what is None:
            return None
        self._making = requirement.id
        day = days = None
        if isinstance(what.of, Selection):
            rows = self.picker(what.of, scope)
            self.note_scan(rows)
            days = rows.tally(self.getter(what.of, what.field))
        else:
            day = operand(what.of, self.lists, scope)
        return CompiledAskedFrom(day, days, None if what.after is None else bound(what.after, self.lists, scope))

    def check(self, what: Core, scope: VariableKinds) -> Check:
        """Make the check of a core value whose variables have the kinds that the scope says."""
        return self._make(what, self, scope)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Mark that what is made now is evaluated once for each element, or for each act."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """Mark that what is made now is only asked where a lack is explained."""
        self._explaining = True
        try:
            yield
        finally:
            self._explaining = False

    def note_scan(self, picker: Picker, *, each: bool = False) -> None:
        """Note a requirement whose answer cannot be kept: it looks at rows one by one that no key holds together.

        Where something is asked of `each` row, they are kept one by one at the top of a requirement, so there they cost
        nothing more. A list of the template never grows.
        """
        looks = picker.counts_rows or (each and self._depth > 0)
        if (picker.scans or picker.spans) and looks and picker.source.items is None:
            self.recomputed[self._making] = None

    def kind_of(self, reference: Reference, scope: VariableKinds) -> str:
        """Return the kind of the records that a reference names, `one_of` several, or '' where that cannot be said."""
        kind = scope.get(reference.name, "")
        for step in reference.path:
            kind = any_kind(behind for each in kinds_in(kind) for behind in kinds_behind(self.lists, each, step))
        return kind

    def getter(self, selection: Selection, path: tuple[str, ...]) -> Getter:
        """Make what reads a path from the rows of a selection."""
        source, tested = self.source(selection.source), tested_fields(selection.tests)
        return Getter(self.lists, source.kind, path, ever=selection.ever, tested=tested)

    def picker(self, selection: Selection, scope: VariableKinds) -> Picker:
        """Make the picker of a selection whose variables have the kinds that the scope says."""
        source = self.source(selection.source)
        ever, elsewhere = selection.ever, selection.on is not None
        tested = tested_fields(selection.tests)
        fixed: list[Test] = []
        parts: list[tuple[Getter, Operand]] = []
        residual: list[Residual] = []
        but: Operand | None = None
        for test in selection.where:
            getter = Getter(self.lists, source.kind, test.path, ever=ever, tested=tested)
            value = tested_against(test, getter, self.lists, scope)
            turns = getter.hops or test.op is Op.MAX_AGE or (value.own is not None and value.own.hops)
            if (value.fixed or value.own is not None) and not (elsewhere and turns):
                fixed.append(test)
                if self.in_hours(test):
                    residual.append(row_test(getter, test.op, value))
            elif asks_since_stage(test, value) and not elsewhere:
                by_day = ByDay(self.lists, source.kind, test.path, tested=tested)
                parts.append((by_day, days_since(test.op, value)))
                residual.append(single_test(test, getter, value))
            elif test.op is Op.NE and test.path == ("id",) and but is None and not value.many:
                but = value
            elif (
                test.op in KEYED
                and not value.daily
                and (test.op in {Op.HAS, Op.HAS_ANY}) is getter.many
                and not (elsewhere and turns)
            ):
                parts.append((getter, value))
            else:
                residual.append(row_test(getter, test.op, value))
        inner: list[Selection] = []
        for having in selection.having:
            if variables(having) <= {"it"} and not elsewhere and not self._ages_in_hours(having):
                inner.append(having)
            else:
                residual.append(_semi_join(self.picker(having, {**scope, "it": source.kind})))
        if elsewhere and not ever and self.rests(source):
            residual.append(_still_rests)
        on = operand(selection.on, self.lists, scope) if selection.on is not None else None
        latest = selection.latest
        number = self.table(
            source,
            ever=ever or elsewhere,
            fixed=tuple(fixed),
            parts=tuple(getter for getter, _ in parts),
            inner=tuple(inner),
            tested=tested,
            hops_ever=ever,
            loosely=any(map(self.in_hours, fixed)),
            latest=latest,
        )
        keys, left = tuple(value for _, value in parts), tuple(residual)
        if latest is not None:
            equated = {test.path for test in selection.where if test.op is Op.EQ}
            single = not left and equated.issuperset(tuple(name.split(".")) for name in latest.per)
            whose = self._row_tests(source, latest.whose, tested, scope, ever=ever)
            last = Last(bound(latest.n, self.lists, scope), whose, single)
            return LatestPicker(number, source, keys, left, on, but, last)
        if selection.with_act:
            return WithAct(number, source, keys, left, but, self._tests_of(selection, scope), ever=ever)
        spans = bool(parts) and all(isinstance(getter, ByDay) for getter, _ in parts)
        return Picker(number, source, keys, left, on, but, spans=spans)

    def _tests_of(self, selection: Selection, scope: VariableKinds) -> tuple[Residual, ...]:
        """Make all that a selection asks of a row."""
        source = self.source(selection.source)
        tests = [*self._row_tests(source, selection.where, tested_fields(selection.tests), scope, ever=selection.ever)]
        inside = {**scope, "it": source.kind}
        tests += [_semi_join(self.picker(having, inside)) for having in selection.having]
        if not selection.ever and self.rests(source):
            tests.append(_still_rests)
        return tuple(tests)

    def _row_tests(
        self,
        source: SelectionSource,
        tests: Iterable[Test],
        tested: tuple[str, ...],
        scope: VariableKinds,
        *,
        ever: bool,
    ) -> tuple[Residual, ...]:
        """Make tests of single rows, whatever tables there are."""
        made: list[Residual] = []
        for test in tests:
            getter = Getter(self.lists, source.kind, test.path, ever=ever, tested=tested)
            value = tested_against(test, getter, self.lists, scope)
            made.append(single_test(test, getter, value))
        return tuple(made)

    def in_hours(self, test: Test) -> bool:
        """Tell whether a test counts hours, which tables, made of days, cannot do."""
        if test.op is not Op.MAX_AGE:
            return False
        value = test.value
        if isinstance(value, Constant):
            return isinstance(value.value, Duration) and value.value.hours > 0
        parameter = self.template.parameters.get(value.path[0]) if value.name == "param" else None
        return parameter is not None and is_in_hours(parameter.default)

    def _ages_in_hours(self, selection: Selection) -> bool:
        return any(map(self.in_hours, selection.where)) or any(map(self._ages_in_hours, selection.having))

    # --- sources -----------------------------------------------------------------------------------------------------

    def source(self, name: str) -> SelectionSource:
        """Return what a selection can be `from`: a roster, a register of the template or the library, a list."""
        found = self.sources.get(name)
        if found is None:
            found = self.sources[name] = self._make_source(name)
        return found

    def _make_source(self, name: str) -> SelectionSource:
        template = self.template
        if name in template.rosters:
            return self._roster(name)
        if name in template.registers:
            return SelectionSource(name, name, name, complete=False, list=name)
        if name in REGISTERS:
            kind = REGISTERS[name].model_fields["kind"].default
            return SelectionSource(name, kind, name, complete=RECORDS[kind].constitutive)
        items = {id_: Row(item, FIRST_DAY, FIRST_DAY) for id_, item in template.lists[name].items()}
        return SelectionSource(name, name, name, complete=True, items=items)

    def _roster(self, name: str) -> SelectionSource:
        roster = self.template.rosters[name]
        anchor = self.source(roster.anchored.source)
        of = self.source(register_of(roster.of))
        number = len(self.specs)
        self.decisive[number] = None
        source = SelectionSource(name, of.kind, anchor.register, complete=anchor.complete, number=number)
        self.specs.append(RosterSpec(number, source, 0, None, None))
        # whoever was named once stays named; a release that was a mistake can be taken back by amending it
        named = self._named(roster.anchored)
        released = None if roster.released_by is None else self._named(roster.released_by)
        passing = None
        if roster.where:
            id_ = (Getter(self.lists, of.kind, ("id",)),)
            passing = self.table(of, ever=True, fixed=roster.where, parts=id_, tested=tested_fields(roster.where))
        self.specs[number] = RosterSpec(number, source, named, released, passing)
        return source

    def _named(self, anchor: Anchor) -> int:
        source = self.source(anchor.source)
        getter = Getter(self.lists, source.kind, anchor.field, ever=True)
        return self.table(source, ever=True, fixed=anchor.where, parts=(getter,), tested=tested_fields(anchor.where))

    def anchor(self, source: SelectionSource) -> SelectionSource:
        """Return the source whose rows name the members of a roster."""
        return self.source(self.template.rosters[source.name].anchored.source)

    @cached_property
    def keepers(self) -> int:
        """The table in which keepers say that a list is kept, by the list."""
        source = self.source(_KEPT_BY)
        return self.table(source, ever=False, fixed=(), parts=(Getter(self.lists, source.kind, ("lists",)),))

    @cached_property
    def holders(self) -> int:
        """The table of the assignments that stand, by their role."""
        source = self.source("assignments")
        return self.table(source, ever=False, fixed=(), parts=(Getter(self.lists, source.kind, ("role",)),))

    # --- tables ------------------------------------------------------------------------------------------------------

    def table(  # noqa: PLR0913 - what a table is made of
        self,
        source: SelectionSource,
        *,
        ever: bool,
        fixed: tuple[Test, ...],
        parts: tuple[Getter, ...],
        inner: tuple[Selection, ...] = (),
        tested: tuple[str, ...] = (),
        hops_ever: bool | None = None,
        loosely: bool = False,
        latest: Latest | None = None,
    ) -> int:
        """Return the number of the table of a source with these fixed tests and key fields.

        `hops_ever` tells that paths lead to records whatever has become of them; as `ever`, if it is not said. Hours
        are counted `loosely`, as the days that they can touch, for whoever looks at the rows again. With `latest` the
        rows under a key are in the order of its day, too.
        """
        through = ever if hops_ever is None else hops_ever
        paths = [*(test.path for test in fixed), *(part.path for part in parts)]
        paths += [test.value.path for test in fixed if isinstance(test.value, Reference) and test.value.name == THIS]
        order = None if latest is None else (latest.by, latest.per)
        settled = tested if "changed" in {latest and latest.by, *(step for path in paths for step in path)} else ()
        key = (source.name, ever, through, fixed, tuple(part.path for part in parts), inner, settled, order, loosely)
        number = self._numbers.get(key)
        if number is None:
            pivot, asked = _pivot_of(source, fixed)
            keys, turns = _keys_of(self, source, asked, parts, inner, tested, ever=through, loosely=loosely)
            if source.list is not None:
                keys = _of_list(self.template.registers[source.list], keys)
            lasts = None
            if not ever and self.rests(source):
                lasts = None if turns else rests_on_nobody
                keys, turns = _while_resting(keys), True
            series = None if latest is None else self._series(source, latest, tested)
            number = self._add(source, keys, ever=ever, turns=turns, pivot=pivot, lasts=lasts, series=series)
            self._numbers[key] = number
        if not self._explaining:
            self.decisive[number] = None
        return number

    def _series(self, source: SelectionSource, latest: Latest, tested: tuple[str, ...]) -> SeriesSpec:
        by, *per = (
            Getter(self.lists, source.kind, tuple(name.split(".")), tested=tested).get
            for name in (latest.by, *latest.per)
        )
        return SeriesSpec(by, tuple(per))

    def rests(self, source: SelectionSource) -> bool:
        """Tell whether rows of a source stand only while the partner that they rest on does."""
        return source.is_register and source.kind in RESTING and source.name not in self.template.outlast_partner

    def tying(self, kind: str) -> int:
        """Return the number of the table of the records of a kind that tie partners, by the pair that they tie."""
        return self._add(self.source(RECORDS[kind].register), implied, ever=False, turns=True, pivot=None)

    def _add(
        self,
        source: SelectionSource,
        keys: Keys,
        *,
        ever: bool,
        turns: bool,
        pivot: tuple[str, tuple[object, ...]] | None,
        lasts: Callable[[Row], bool] | None = None,
        series: SeriesSpec | None = None,
    ) -> int:
        number = len(self.specs)
        spec = Spec(number, source, keys, ever=ever, turns=turns, pivot=pivot, lasts=lasts, series=series)
        self.specs.append(spec)
        return number


def _while_resting(keys: Keys) -> Keys:
    return lambda row, ctx: keys(row, ctx) if still_rests(row, ctx) else ()


def _of_list(register: Register, keys: Keys) -> Keys:
    """Leave rows of other registers out, and those that another law typed otherwise: nothing could be read of them."""
    types = tuple(register.fields.items())

    def of_list(row: Row, ctx: Context) -> tuple[Key, ...]:
        record = row.record
        if record.list != register.id:
            return ()
        fields = record.fields
        if not all(field.holds(fields[name]) for name, field in types if name in fields):
            return ()
        return keys(row, ctx)

    return of_list


def _keys_of(
    compiler: Compiler,
    source: SelectionSource,
    fixed: tuple[Test, ...],
    parts: tuple[Getter, ...],
    inner: tuple[Selection, ...],
    tested: tuple[str, ...],
    *,
    ever: bool,
    loosely: bool,
) -> tuple[Keys, bool]:
    """Return under which keys a row is in a table (none: it is not in it), and whether that turns with other records.

    Tests of the row alone come first: most rows fail one of them.
    """
    alone: list[Callable[[Row, Context], bool]] = []
    turning: list[Callable[[Row, Context], bool]] = []
    for test in fixed:
        getter = Getter(compiler.lists, source.kind, test.path, ever=ever, tested=tested)
        own = tested_against(test, getter, compiler.lists, {}).own
        turns = getter.hops or test.op is Op.MAX_AGE or (own is not None and own.hops)
        (turning if turns else alone).append(passes(getter, test, compiler.lists, loosely=loosely))
    turning += [_joined(compiler.picker(having, {"it": source.kind})) for having in inner]
    tests = (*alone, *turning)
    turns = bool(turning) or any(part.hops for part in parts)
    if not parts:
        return _whole(tests), turns
    if len(parts) == 1 and not parts[0].many and not parts[0].hops:
        get = parts[0].get

        def one(row: Row, ctx: Context) -> tuple[Key, ...]:
            for test in tests:
                if not test(row, ctx):
                    return ()
            value = get(row)
            return () if value is None else (value,)

        return one, turns

    def several(row: Row, ctx: Context) -> tuple[Key, ...]:
        for test in tests:
            if not test(row, ctx):
                return ()
        values = [part.read(row, ctx) for part in parts]
        columns = [
            () if value is None else value if part.many else (value,) for part, value in zip(parts, values, strict=True)
        ]
        return tuple(dict.fromkeys(columns[0] if len(columns) == 1 else product(*columns)))

    return several, turns


def _whole(tests: tuple[Callable[[Row, Context], bool], ...]) -> Keys:
    only: tuple[Key, ...] = (ALL,)

    def whole(row: Row, ctx: Context) -> tuple[Key, ...]:
        for test in tests:
            if not test(row, ctx):
                return ()
        return only

    return whole


def _pivot_of(
    source: SelectionSource, fixed: tuple[Test, ...]
) -> tuple[tuple[str, tuple[object, ...]] | None, tuple[Test, ...]]:
    """Return a field and its values of which a row must have one to be in a table, and the tests that are left."""
    for at, test in enumerate(fixed if source.is_register and source.list is None else ()):
        one_field = len(test.path) == 1 and test.path[0] not in {"date", "changed"}
        if one_field and test.op in {Op.EQ, Op.IN} and isinstance(test.value, Constant):
            value = test.value.value
            return (test.path[0], value if isinstance(value, tuple) else (value,)), (*fixed[:at], *fixed[at + 1 :])
    return None, fixed


def _still_rests(row: Row, _env: Env, _ctx: Context, here: Context) -> bool:
    return still_rests(row, here)


def _semi_join(inner: Picker) -> Residual:
    return lambda row, env, ctx, _here: inner.reaches(1, {**env, "it": row}, ctx)


def _joined(inner: Picker) -> Callable[[Row, Context], bool]:
    return lambda row, ctx: inner.reaches(1, {"it": row}, ctx)
