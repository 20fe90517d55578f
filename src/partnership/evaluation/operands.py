"""Operands: what a test or a bound is held against, looked up when a requirement is evaluated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from partnership.evaluation.paths import Getter, Lists, kinds_in
from partnership.evaluation.tables import Context
from partnership.index import Row
from partnership.template.core import Constant, Reference, Value
from partnership.values import Duration, Term

Env = Mapping[str, Row]
"""The rows that the variables of a requirement stand for while it is evaluated."""

NO_VARIABLES: Env = MappingProxyType({})
"""Where a requirement is asked as a whole."""

VariableKinds = Mapping[str, str]
"""What kind of row (or list of the template) each variable stands for; a bare id has the kind ''."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A value to come. `fixed` is the same in every environment and on every day of a programme, `constant` in all
    programmes too; `daily` changes with the day.
    """

    get: Callable[[Env, Context], Any]
    many: bool = False
    fixed: bool = False
    daily: bool = False
    constant: Any = None


def operand(value: Value, lists: Lists, scope: VariableKinds) -> Operand:
    """Make the operand of a value in a scope."""
    if isinstance(value, Constant):
        return _constant(value.value)
    match value.name:
        case "param":
            name = value.path[0]
            return Operand(lambda _env, ctx: as_plain(ctx.tables.binding.parameters[name]), fixed=True)
        case "programme":
            return Operand(lambda _env, ctx: ctx.tables.binding.region, fixed=True)
        case "today":
            return Operand(_today, daily=True)
        case name:
            return _variable(name, value, lists, scope)


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
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else Decimal(value.numerator) / Decimal(value.denominator)
    return value


def as_fraction(value: Any) -> Fraction | None:
    """Bring a number to an exact fraction; None for what is missing or no number."""
    if value is None or isinstance(value, str | dt.date | bool | tuple | Duration | Term):
        return None
    return Fraction(value)
