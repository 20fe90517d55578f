"""Making: the check of each kind of core value."""

from __future__ import annotations

from typing import assert_never

from partnership.readiness.bench import Bench
from partnership.readiness.checks.base import Check
from partnership.readiness.checks.combining import Combined, combination
from partnership.readiness.checks.comparing import CompareCheck
from partnership.readiness.checks.connecting import NetworkCheck
from partnership.readiness.checks.counting import CountCheck
from partnership.readiness.checks.coverage import ForEachCheck
from partnership.readiness.checks.timing import CadenceCheck, ElapsedCheck, OrderCheck
from partnership.readiness.operands import Scope
from partnership.template import core
from partnership.template.core import Core


def make_check(what: Core, bench: Bench, scope: Scope) -> Check:
    """Make the check of a core value whose variables have the kinds that the scope says."""
    match what:
        case core.Count():
            return CountCheck(what, bench, scope)
        case core.ForEach():
            return ForEachCheck(what, bench, scope)
        case core.Compare():
            return CompareCheck(what, bench, scope)
        case core.Cadence():
            return CadenceCheck(what, bench, scope)
        case core.Order():
            return OrderCheck(what, bench, scope)
        case core.Elapsed():
            return ElapsedCheck(what, bench, scope)
        case core.Network():
            return NetworkCheck(what, bench, scope)
        case core.All() | core.Any() | core.NoneOf() | core.AtLeast() | core.When():
            return Combined(what, [bench.check(part, scope) for part in _parts(what)], combination(what, bench, scope))
        case _:
            assert_never(what)


def _parts(what: core.All | core.Any | core.NoneOf | core.AtLeast | core.When) -> tuple[Core, ...]:
    return (what.condition, what.consequence) if isinstance(what, core.When) else what.of
