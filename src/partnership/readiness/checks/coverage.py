"""Coverage: of the elements, enough satisfy everything that is required of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import assert_never

from typing_extensions import override

from partnership.readiness.bench import Bench
from partnership.readiness.checks.base import SATISFIED, UNKNOWN, UNSATISFIED, Check, Shortfall
from partnership.readiness.checks.counting import Known
from partnership.readiness.groups import Reads
from partnership.readiness.operands import Env, Operand, Scope, as_fraction, bound, operand
from partnership.readiness.selecting import Picker, picker
from partnership.readiness.sources import Stub
from partnership.state import FIRST_DAY, Row
from partnership.template import core
from partnership.template.core import Reference, Selection


class ForEachCheck(Check):
    """Of the elements, enough satisfy everything that is required of each."""

    def __init__(self, what: core.ForEach, bench: Bench, scope: Scope) -> None:
        super().__init__(what)
        self.foreach = what
        self.picker: Picker | None = None
        self.known: Known | None = None
        self.listed: tuple[Row, ...] = ()
        self._named: Operand | None = None
        self._rows_of: Callable[[str], Row | None] = lambda _id: None
        self.kind = kind = self._elements(what.elements, bench, scope)
        inner = {**scope, what.name: kind}
        with bench.inside():
            self.required = tuple(bench.check(each, inner) for each in what.require)
        self._share = bound(what.share, bench.world, scope, bench.binding)
        self._all = what.at_least is None and what.share == 1
        self._at_least = None if what.at_least is None else bound(what.at_least, bench.world, scope, bench.binding)

    def _elements(self, elements: core.Elements, bench: Bench, scope: Scope) -> str:
        match elements:
            case Selection():
                self.picker = picker(elements, bench, scope)
                self.known = Known(bench, self.picker.source)
                bench.note_scan(
                    self.picker.source, keyed=not self.picker.scans, looks=True, whole=not self.picker.counts_rows
                )
                return self.picker.source.kind
            case core.Literals(ids, source):
                items = bench.world.lists.get(source or "", {})
                self.listed = tuple(Row(items[id_] if id_ in items else Stub(id_), FIRST_DAY, FIRST_DAY) for id_ in ids)
                return source if source is not None and source in bench.world.lists else ""
            case Reference():
                self._named = operand(elements, bench.world, scope, bench.binding)
                kind = bench.kind_of(elements, scope)
                if kind:
                    self._rows_of = bench.world.tables.current[kind].get
                return kind
            case _:
                assert_never(elements)

    def elements(self, env: Env, reads: Reads | None) -> Iterator[Row]:
        """Return the elements in an environment."""
        if self.picker is not None:
            yield from self.picker.rows(env, reads)
        elif self._named is not None:
            value = self._named.get(env, reads)
            for id_ in value if isinstance(value, tuple) else () if value is None else (value,):
                yield self._rows_of(id_) or Row(Stub(id_), FIRST_DAY, FIRST_DAY)
        else:
            yield from self.listed

    @override
    def mark(self, env: Env, reads: Reads | None) -> int:
        total = satisfied = unknown = 0
        for element in self.elements(env, reads):
            mark = self.mark_of(element, env, reads)
            total += 1
            satisfied += mark == SATISFIED
            unknown += mark == UNKNOWN
        return self.verdict(total, satisfied, unknown, env, reads)

    def mark_of(self, element: Row, env: Env, reads: Reads | None) -> int:
        """Return the mark of one element."""
        inner = {**env, self.foreach.name: element}
        least = SATISFIED
        for one in self.required:
            mark = one.mark(inner, reads)
            if mark < least:
                least = mark
                if not least:
                    break
        return least

    def verdict(self, total: int, satisfied: int, unknown: int, env: Env, reads: Reads | None) -> int:
        """Return the mark that so many marks of elements make."""
        if total < self.foreach.fewest:
            return UNKNOWN if self.known is not None and self.known.bare(reads) else UNSATISFIED
        if not total:
            if self.known is None or not self.known.bare(reads):
                return SATISFIED
            return SATISFIED if self.known.kept(reads) else UNKNOWN
        need = self.need(total, env, reads)
        if need is None:
            return UNKNOWN
        if satisfied >= need:
            return SATISFIED
        return UNKNOWN if satisfied + unknown >= need else UNSATISFIED

    def need(self, total: int, env: Env, reads: Reads | None) -> int | None:
        """Return how many of so many elements are enough."""
        if self._all:
            return total
        if self._at_least is not None:
            at_least = self._at_least.get(env, reads)
            return None if at_least is None else int(at_least)
        share = as_fraction(self._share.get(env, reads))
        if share is None:
            return None
        exact = share * total
        return -(-exact.numerator // exact.denominator)

    @override
    def shortfalls(self, env: Env) -> Iterator[Shortfall]:
        mark = self.mark(env, None)
        if mark is SATISFIED:
            return
        elements = sorted(self.elements(env, None), key=_by_id)
        lacking = [element for element in elements if self.mark_of(element, env, None) != SATISFIED]
        yield from self.shortfalls_of(mark, len(elements), lacking, env)

    def shortfalls_of(self, mark: int, total: int, lacking: list[Row], env: Env) -> Iterator[Shortfall]:
        """Return what is lacking, given who lacks something."""
        if not lacking:
            yield Shortfall(self.what, mark, have=str(total), need=f">= {max(self.foreach.fewest, 1)}", env=env)
        for element in lacking:
            inner = {**env, self.foreach.name: element}
            for one in self.required:
                for shortfall in one.shortfalls(inner):
                    yield shortfall.inside(self.kind, element)


def _by_id(row: Row) -> str:
    return str(row.record.id)
