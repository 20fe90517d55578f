"""Connecting: a figure of the network between partners."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from typing_extensions import override

from partnership.readiness.bench import Bench
from partnership.readiness.checks.base import SATISFIED, SIGNS, UNKNOWN, UNSATISFIED, Check, Shortfall, shown
from partnership.readiness.groups import ALL, Reads
from partnership.readiness.operands import Env, Scope, as_fraction, bound
from partnership.readiness.selecting import comparison, picker
from partnership.template import core


class NetworkCheck(Check):
    """A figure of the network between partners."""

    def __init__(self, what: core.Network, bench: Bench, scope: Scope) -> None:
        super().__init__(what)
        self._bench = bench
        self._picker = picker(what.among, bench, scope)
        self._metric = what.metric
        self._op = what.op
        self._holds = comparison(what.op, constant_many=False)
        self._value = bound(what.value, bench.world, scope, bench.binding)
        bench.network()

    def _figure(self, env: Env, reads: Reads | None) -> Fraction | None:
        network = self._bench.network()
        if reads is not None:
            reads.keys[network.readable, ALL] = None
        among = {row.record.id: getattr(row.record, "sector", None) for row in self._picker.rows(env, reads)}
        return network.figure(self._metric, among)

    @override
    def mark(self, env: Env, reads: Reads | None) -> int:
        figure, value = self._figure(env, reads), as_fraction(self._value.get(env, reads))
        if figure is None or value is None:
            return UNKNOWN
        return SATISFIED if self._holds(figure, value) else UNSATISFIED

    @override
    def shortfalls(self, env: Env) -> Iterator[Shortfall]:
        mark = self.mark(env, None)
        if mark is not SATISFIED:
            figure, value = self._figure(env, None), as_fraction(self._value.get(env, None))
            have = None if figure is None else shown(figure)
            need = None if value is None else f"{SIGNS[self._op]} {shown(value)}"
            yield Shortfall(self.what, mark, have=have, need=need, env=env)
