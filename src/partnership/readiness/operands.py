"""Operands: what a test or a bound is held against, looked up when a requirement is evaluated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from partnership.readiness.groups import Reads
from partnership.readiness.paths import Getter, World
from partnership.state import Row
from partnership.template.core import Constant, Reference, Value

Env = Mapping[str, Row]
"""The rows that the variables of a requirement stand for while it is evaluated."""

Scope = Mapping[str, str]
"""What kind of row (or list of the template) each variable stands for; a bare id has the kind ''."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A value to come: `fixed` is the same in every environment and on every day, `daily` changes with the day."""

    get: Callable[[Env, Reads | None], Any]
    many: bool = False
    fixed: bool = False
    daily: bool = False

    @property
    def constant(self) -> Any:
        """Return the value of a fixed operand."""
        return self.get({}, None)


@dataclass(frozen=True, slots=True)
class Binding:
    """What one programme gives to its template: parameters and region."""

    parameters: Mapping[str, Any]
    region: str


def operand(value: Value, world: World, scope: Scope, binding: Binding) -> Operand:
    """Make the operand of a value in a scope."""
    if isinstance(value, Constant):
        return _fixed(value.value)
    match value.name:
        case "param":
            return _fixed(binding.parameters[value.path[0]])
        case "programme":
            return _fixed(binding.region)
        case "today":
            return Operand(lambda _env, _reads: world.tables.cursor, daily=True)
        case name:
            return _variable(name, value, world, scope)


def bound(value: Any, world: World, scope: Scope, binding: Binding) -> Operand:
    """Make the operand of something that is either written out or a reference."""
    return operand(value, world, scope, binding) if isinstance(value, Reference) else _fixed(value)


def _fixed(value: Any) -> Operand:
    plain = as_plain(value)
    return Operand(lambda _env, _reads: plain, many=isinstance(plain, tuple), fixed=True)


def _variable(name: str, value: Reference, world: World, scope: Scope) -> Operand:
    kind = scope[name]
    if not value.path or value.path == ("id",):
        return Operand(lambda env, _reads: env[name].record.id)
    if not kind:
        return Operand(lambda _env, _reads: None)
    getter = Getter(world, kind, value.path)
    if not getter.hops:
        get = getter.get
        return Operand(lambda env, _reads: get(env[name]), many=getter.many)
    return Operand(lambda env, reads: getter.read(env[name], reads), many=getter.many)


def as_plain(value: Any) -> Any:
    """Bring fractions to decimals where they are held against fields of records, which know no fractions."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else Decimal(value.numerator) / Decimal(value.denominator)
    return value


def as_fraction(value: Any) -> Fraction | None:
    """Bring a number to an exact fraction; None for what is missing or no number."""
    if value is None or isinstance(value, str | dt.date | bool | tuple):
        return None
    return Fraction(value)
