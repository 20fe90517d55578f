"""Operands: what a test or a bound is held against, looked up when a requirement is evaluated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from partnership.evaluation.context import Context
from partnership.evaluation.paths import Getter, Lists, kinds_in
from partnership.evaluation.stays import stage_day
from partnership.index import Row
from partnership.template.core import THIS, Constant, Reference, Test, Value
from partnership.values import Duration, PartialDate, Term, cut

Env = Mapping[str, Row]
"""The rows that the variables of a requirement stand for while it is evaluated."""

NO_VARIABLES: Env = MappingProxyType({})
"""Where a requirement is asked as a whole."""

VariableKinds = Mapping[str, str]
"""What kind of row (or list of the template) each variable stands for; a bare id has the kind ''. `stage` is the stage
at which the rule stands.
"""


@dataclass(frozen=True, slots=True)
class Operand:
    """A value to come. `fixed` is the same in every environment and on every day of a programme, `constant` in all
    programmes too; `daily` changes with the day, `is_stage` with the moves; `own` reads it from the row that is tested,
    and `after` is how long after that day it is.
    """

    get: Callable[[Env, Context], Any]
    many: bool = False
    fixed: bool = False
    daily: bool = False
    is_stage: bool = False
    constant: Any = None
    own: Getter | None = None
    after: Operand | None = None

    def of_row(self, own: Getter, row: Row, env: Env, ctx: Context) -> Any:
        """Read it from the row that is tested."""
        found = own.read(row, ctx)
        return found if self.after is None else later(found, self.after.get(env, ctx))


def tested_against(test: Test, getter: Getter, lists: Lists, scope: VariableKinds) -> Operand:
    """Make the operand of a test whose field a getter reads."""
    value = test.value
    if isinstance(value, Reference) and value.name == THIS:
        own = getter.beside(value.path or ("id",))
        after = None if value.after is None else bound(value.after, lists, scope)
        return Operand(_nothing, many=own.many, own=own, after=after)
    if getter.is_period and isinstance(value, Constant):
        held = value.value
        value = Constant(tuple(map(_period, held)) if isinstance(held, tuple) else _period(held))
    return operand(value, lists, scope)


def _period(value: Any) -> Any:
    """Read a period; it stands as text where nothing says that it is one."""
    return Duration.parse(value) if isinstance(value, str) else value


def _nothing(_env: Env, _ctx: Context) -> None:
    """Tell nothing: what the tested row has itself is read from it."""


def operand(value: Value, lists: Lists, scope: VariableKinds) -> Operand:
    """Make the operand of a value in a scope."""
    if isinstance(value, Constant):
        return _constant(value.value)
    if value.after is not None:
        return _later(operand(replace(value, after=None), lists, scope), bound(value.after, lists, scope))
    match value.name:
        case "param":
            name = value.path[0]
            return Operand(lambda _env, ctx: as_plain(ctx.tables.binding.parameters[name]), fixed=True)
        case "programme":
            return Operand(lambda _env, ctx: ctx.tables.binding.region, fixed=True)
        case "today":
            return Operand(_today, daily=True)
        case "stage":
            return _stage_day(value.path, scope.get("stage", ""))
        case name:
            return _variable(name, value, lists, scope)


def _stage_day(path: tuple[str, ...], here: str) -> Operand:
    word, *named = path
    stage = named[0] if named else here
    return Operand(lambda _env, ctx: stage_day(word, stage, ctx), is_stage=True)


def _later(start: Operand, period: Operand) -> Operand:
    """Make the operand of the day that lies a period after another."""
    return Operand(
        lambda env, ctx: later(start.get(env, ctx), period.get(env, ctx)),
        fixed=start.fixed and period.fixed,
        daily=start.daily,
    )


def later(day: dt.date | None, period: Duration | None) -> dt.date | None:
    """Return the day, or the moment, that lies a period after one; nobody knows it of a date that is known in part."""
    return None if day is None or period is None or type(day) is PartialDate else period.first(day)


def _today(_env: Env, ctx: Context) -> dt.date:
    if ctx.reads is not None:
        ctx.reads.only(ctx.day)
    return ctx.day


def bound(value: Any, lists: Lists, scope: VariableKinds) -> Operand:
    """Make the operand of something that is either written out or a reference."""
    return operand(value, lists, scope) if isinstance(value, Reference) else _constant(value)


def _constant(value: Any) -> Operand:
    plain = as_plain(value)
    return Operand(lambda _env, _ctx: plain, many=isinstance(plain, tuple), fixed=True, constant=plain)


def _variable(name: str, value: Reference, lists: Lists, scope: VariableKinds) -> Operand:
    kind = scope[name]
    if not value.path or value.path == ("id",):
        return Operand(lambda env, _ctx: env[name].record.id)
    if not kind:
        return Operand(lambda _env, _ctx: None)
    kinds = kinds_in(kind)
    if len(kinds) > 1:
        return _of_one(name, {each: Getter(lists, each, value.path) for each in kinds})
    getter = Getter(lists, kind, value.path)
    if not getter.hops:
        get = getter.get
        return Operand(lambda env, _ctx: get(env[name]), many=getter.many)
    return Operand(lambda env, ctx: getter.read(env[name], ctx), many=getter.many)


def _of_one(name: str, getters: Mapping[str, Getter]) -> Operand:
    """Make the operand of a path from a row that is of one of several kinds."""

    def get(env: Env, ctx: Context) -> Any:
        row = env[name]
        getter = getters.get(getattr(row.record, "kind", ""))
        return None if getter is None else getter.read(row, ctx)

    return Operand(get, many=any(getter.many for getter in getters.values()))


def as_plain(value: Any) -> Any:
    """Bring fractions to decimals where they are held against fields of records, which know no fractions."""
    return cut(value) if isinstance(value, Fraction) else value


def as_fraction(value: Any) -> Fraction | None:
    """Bring a number to an exact fraction; None for what is missing or no number."""
    if value is None or isinstance(value, str | dt.date | bool | tuple | Duration | Term):
        return None
    return Fraction(value)
