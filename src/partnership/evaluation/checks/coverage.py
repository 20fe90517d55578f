"""Coverage: of the elements, enough satisfy everything that is required of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from functools import partial
from typing import assert_never

from typing_extensions import override

from partnership.evaluation.check import SATISFIED, UNKNOWN, UNSATISFIED, Check, Shortfall
from partnership.evaluation.checks.known import KeptSources
from partnership.evaluation.compiler import Compiler
from partnership.evaluation.context import NONE_EXCUSED, Context, by_id
from partnership.evaluation.memo import Found, once
from partnership.evaluation.nearest import NearestFinder
from partnership.evaluation.operands import Env, Operand, VariableKinds, as_fraction, bound, operand
from partnership.evaluation.paths import kinds_in
from partnership.evaluation.reads import Reads
from partnership.evaluation.selecting import Picker
from partnership.evaluation.table import Stub
from partnership.index import FIRST_DAY, LAST_DAY, Row
from partnership.template import core
from partnership.template.core import Reference, Selection

_NEVER = (LAST_DAY, LAST_DAY, UNKNOWN)


class ForEachCheck(Check):
    """Of the elements, enough satisfy everything that is required of each."""

    def __init__(self, what: core.ForEach, compiler: Compiler, scope: VariableKinds) -> None:
        super().__init__(what)
        self.foreach = what
        self.picker: Picker | None = None
        self.known: KeptSources | None = None
        self._nearest: NearestFinder | None = None
        self.listed: tuple[Row, ...] = ()
        self._named: Operand | None = None
        self._kind_named = ""
        self.kind, inside = self._elements(what.elements, compiler, scope)
        inner = {**scope, what.name: inside}
        with compiler.inside():
            self.required = tuple(compiler.check(each, inner) for each in what.require)
        self._share = bound(what.share, compiler.lists, scope)
        self._all = what.at_least is None and what.share == 1
        self._at_least = None if what.at_least is None else bound(what.at_least, compiler.lists, scope)

    def _elements(self, elements: core.Elements, compiler: Compiler, scope: VariableKinds) -> tuple[str, str]:
        """Return the kind of the elements, as they are named and as paths know it."""
        match elements:
            case Selection():
                self.picker = compiler.picker(elements, scope)
                self.known = KeptSources(compiler, self.picker.source)
                self._nearest = NearestFinder(elements, compiler, scope)
                compiler.note_scan(self.picker, each=True)
                return self.picker.source.kind, self.picker.source.kind
            case core.Literals(ids, source):
                items = compiler.lists.get(source or "", {})
                self.listed = tuple(Row(items[id_] if id_ in items else Stub(id_), FIRST_DAY, FIRST_DAY) for id_ in ids)
                kind = source if source is not None and source in compiler.lists else ""
                return kind, kind
            case Reference():
                self._named = operand(elements, compiler.lists, scope)
                self._kind_named = compiler.kind_of(elements, scope)
                return self._kind_named, self._kind_named
            case _:
                assert_never(elements)

    def elements(self, env: Env, ctx: Context) -> Iterator[Row]:
        """Return the elements in an environment."""
        if self.picker is not None:
            yield from self.picker.rows(env, ctx)
        elif self._named is not None:
            value = self._named.get(env, ctx)
            for id_ in value if isinstance(value, tuple) else () if value is None else (value,):
                rows = (ctx.standing(kind, id_) for kind in kinds_in(self._kind_named))
                yield next((row for row in rows if row is not None), None) or Row(Stub(id_), FIRST_DAY, FIRST_DAY)
        else:
            yield from self.listed

    @override
    def mark(self, env: Env, ctx: Context) -> int:
        marks = self._marks(list(self.elements(env, ctx)), env, ctx)
        return self.verdict(len(marks), marks.count(SATISFIED), marks.count(UNKNOWN), env, ctx)

    def _marks(self, elements: list[Row], env: Env, ctx: Context) -> list[int]:
        """Return the mark of each element, whoever is excused having all that is required."""
        excused = ctx.excused
        if not excused:
            return self._found(elements, env, ctx)
        asked = [element for element in elements if element.record.id not in excused]
        found = iter(self._found(asked, env, ctx.excusing(NONE_EXCUSED)))
        return [SATISFIED if element.record.id in excused else next(found) for element in elements]

    def _found(self, elements: list[Row], env: Env, ctx: Context) -> list[int]:
        """Return the mark of each element; found once for all days on which it is the same, where many are asked."""
        steps: Found | None = None if env else ctx.tables.steps((self, "marks"), ctx)
        if steps is None:
            return [self.mark_of(element, env, ctx) for element in elements]
        here = ctx if ctx.reads is not None else ctx.tracked()[0]
        day, reads, marks = ctx.day, here.reads or Reads(), []
        for element in elements:
            lo, hi, mark = steps.get(element, _NEVER)
            if lo <= day < hi:
                reads.within(lo, hi)
            else:
                mark = once(steps, element, here, partial(self.mark_of, element, env, here))
            marks.append(mark)
        return marks

    def mark_of(self, element: Row, env: Env, ctx: Context) -> int:
        """Return the mark of one element."""
        inner = {**env, self.foreach.name: element}
        least = SATISFIED
        for one in self.required:
            mark = one.mark(inner, ctx)
            if mark < least:
                least = mark
                if not least:
                    break
        return least

    def verdict(self, total: int, satisfied: int, unknown: int, env: Env, ctx: Context) -> int:
        """Return the mark that so many marks of elements make."""
        if total < self.foreach.fewest and (total or not self.foreach.or_none):
            return UNKNOWN if self.known is not None and self.known.nothing(ctx) else UNSATISFIED
        if not total:
            return SATISFIED if self.known is None or not self.known.nothing(ctx) else UNKNOWN
        need = self.need(total, env, ctx)
        if need is None:
            return UNKNOWN
        if satisfied >= need:
            return SATISFIED
        return UNKNOWN if satisfied + unknown >= need else UNSATISFIED

    def need(self, total: int, env: Env, ctx: Context) -> int | None:
        """Return how many of so many elements are enough."""
        if self._all:
            return total
        share, at_least = self.enough(env, ctx)
        if self._at_least is not None or share is None:
            return at_least
        exact = share * total
        return -(-exact.numerator // exact.denominator)

    def enough(self, env: Env, ctx: Context) -> tuple[Fraction | None, int | None]:
        """Return the share of the elements that is enough, or, where it is given, the number."""
        if self._at_least is None:
            return as_fraction(self._share.get(env, ctx)), None
        at_least = self._at_least.get(env, ctx)
        return None, None if at_least is None else int(at_least)

    @override
    def lacking(self, env: Env, ctx: Context) -> frozenset[str]:
        if self.mark(env, ctx) == SATISFIED:
            return frozenset()
        elements = list(self.elements(env, ctx))
        marks = self._marks(elements, env, ctx)
        return frozenset(str(one.record.id) for one, mark in zip(elements, marks, strict=True) if mark != SATISFIED)

    @override
    def shortfalls(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        elements = sorted(self.elements(env, ctx), key=by_id)
        marks = self._marks(elements, env, ctx)
        satisfied, unknown = marks.count(SATISFIED), marks.count(UNKNOWN)
        mark = self.verdict(len(elements), satisfied, unknown, env, ctx)
        if mark != SATISFIED:
            lacking = [element for element, one in zip(elements, marks, strict=True) if one != SATISFIED]
            yield from self.shortfalls_of(mark, len(elements), lacking, env, ctx)

    def shortfalls_of(
        self, mark: int, total: int, lacking: Collection[Row], env: Env, ctx: Context
    ) -> Iterator[Shortfall]:
        """Return what is lacking, given who lacks something; too few elements are a lack that is nobody's."""
        need = self.need(total, env, ctx) if total else None
        fewest = max(self.foreach.fewest, need or 0, 1)
        if total < fewest or not lacking:
            near = None
            if self._nearest is not None and total < fewest:
                near, _ = self._nearest.find(env, ctx)
            yield Shortfall(self.what, mark, have=str(total), need=f">= {fewest}", near=near, env=env)
        steps: Found | None = None if env or ctx.reads is None else ctx.tables.steps((self, "shortfalls"), ctx)
        strictly = ctx.excusing(NONE_EXCUSED) if ctx.excused else ctx
        for element in lacking:
            if steps is None:
                yield from self._shortfalls_of_one(element, env, strictly)
            else:
                yield from once(steps, element, strictly, partial(self._shortfalls_of_one, element, env, strictly))

    def _shortfalls_of_one(self, element: Row, env: Env, ctx: Context) -> list[Shortfall]:
        inner = {**env, self.foreach.name: element}
        kind = getattr(element.record, "kind", "") if len(kinds_in(self.kind)) > 1 else self.kind
        return [shortfall.inside(kind, element) for one in self.required for shortfall in one.shortfalls(inner, ctx)]
