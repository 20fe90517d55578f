"""Making: the check of each kind of core value."""

from __future__ import annotations

from typing import assert_never

from partnership.evaluation.check import Check
from partnership.evaluation.checks.combining import Combined, combination
from partnership.evaluation.checks.comparing import CompareCheck
from partnership.evaluation.checks.connecting import NetworkFigureCheck
from partnership.evaluation.checks.counting import CountCheck
from partnership.evaluation.checks.coverage import ForEachCheck
from partnership.evaluation.checks.timing import CadenceCheck, ElapsedCheck, OrderCheck
from partnership.evaluation.compiler import Compiler
from partnership.evaluation.operands import VariableKinds
from partnership.template import core
from partnership.template.core import Core


def make_check(what: Core, compiler: Compiler, scope: VariableKinds) -> Check:
    """Make the check of a core value whose variables have the kinds that the scope says."""
    match what:
        case core.Count():
            return CountCheck(what, compiler, scope)
        case core.ForEach():
            return ForEachCheck(what, compiler, scope)
        case core.Compare():
            return CompareCheck(what, compiler, scope)
        case core.Cadence():
            return CadenceCheck(what, compiler, scope)
        case core.Order():
            return OrderCheck(what, compiler, scope)
        case core.Elapsed():
            return ElapsedCheck(what, compiler, scope)
        case core.NetworkCheck():
            return NetworkFigureCheck(what, compiler, scope)
        case core.All() | core.Any() | core.NoneOf() | core.AtLeast() | core.When():
            inside = (what.condition, what.consequence) if isinstance(what, core.When) else what.of
            parts = [compiler.check(part, scope) for part in inside]
            with compiler.explaining():
                forbidden = [compiler.check(part, scope) for part in core.negations(what)]
            return Combined(what, parts, combination(what, compiler, scope), forbidden)
        case _:
            assert_never(what)
