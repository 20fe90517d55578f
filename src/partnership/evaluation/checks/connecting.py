"""Connecting: a figure of the network between partners."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from typing_extensions import override

from partnership.evaluation.check import SATISFIED, SIGNS, UNKNOWN, UNSATISFIED, Check, Shortfall, figure_text
from partnership.evaluation.compiler import Compiler
from partnership.evaluation.context import Context
from partnership.evaluation.near import NearRow
from partnership.evaluation.network import amiss, network_figure
from partnership.evaluation.operands import Env, VariableKinds, as_fraction, bound
from partnership.evaluation.selecting import comparison
from partnership.evaluation.ties import pairs_tied
from partnership.template import core


class NetworkFigureCheck(Check):
    """A figure of the network between partners."""

    def __init__(self, what: core.NetworkCheck, compiler: Compiler, scope: VariableKinds) -> None:
        super().__init__(what)
        self._picker = compiler.picker(what.among, scope)
        self._metric = what.metric
        self._op = what.op
        self._holds = comparison(what.op, constant_many=False)
        self._value = bound(what.value, compiler.lists, scope)

    def _figure(self, env: Env, ctx: Context) -> Fraction | None:
        among = {row.record.id: getattr(row.record, "sector", None) for row in self._picker.rows(env, ctx)}
        return network_figure(self._metric, among, pairs_tied(ctx))

    @override
    def mark(self, env: Env, ctx: Context) -> int:
        found, value = self._figure(env, ctx), as_fraction(self._value.get(env, ctx))
        if found is None or value is None:
            return UNKNOWN
        return SATISFIED if self._holds(found, value) else UNSATISFIED

    @override
    def shortfalls(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        mark = self.mark(env, ctx)
        if mark != SATISFIED:
            found, value = self._figure(env, ctx), as_fraction(self._value.get(env, ctx))
            have = None if found is None else figure_text(found)
            need = None if value is None else f"{SIGNS[self._op]} {figure_text(value)}"
            yield Shortfall(self.what, mark, have=have, need=need, near=self._near(env, ctx), env=env)

    def _near(self, env: Env, ctx: Context) -> NearRow | None:
        """Return a partner that the figure speaks of."""
        rows = {row.record.id: row for row in self._picker.rows(env, ctx)}
        among = {id_: getattr(row.record, "sector", None) for id_, row in rows.items()}
        found = amiss(self._metric, among, pairs_tied(ctx))
        return None if found is None else NearRow("partner", rows[found], ())
