"""Checking: each of the five semantics and the combinators, evaluated in an environment.

Every check answers with one of three marks, and names what it lacks only when asked. Whatever it reads is noted, so that who
keeps the answer knows when to ask again.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, assert_never

from typing_extensions import override

from partnership.readiness.groups import ALL, Reads, Tally
from partnership.readiness.operands import Env, Operand, Scope, as_fraction, as_plain, bound, operand
from partnership.readiness.paths import Getter
from partnership.readiness.selecting import Picker, comparison, picker
from partnership.readiness.sources import Source, Stub
from partnership.state import FIRST_DAY, Row
from partnership.template import core
from partnership.template.core import Core, Reference, Selection
from partnership.values import Duration, Money

if TYPE_CHECKING:
    from partnership.readiness.workshop import Workshop

UNSATISFIED, UNKNOWN, SATISFIED = 0, 1, 2
"""The three marks, so that the least of several is the answer of all and the greatest that of any."""

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing that is lacking: by whom (a row and its kind; None: by the programme), of what, and how far.

    `path` are the rows of the for_each variables around it, outermost first.
    """

    of: Core
    mark: int
    path: tuple[tuple[str, Row], ...] = ()
    have: str | None = None
    need: str | None = None
    lapsed: dt.date | None = None


class Check(ABC):
    """A requirement, or a part of one, ready to be evaluated."""

    def __init__(self, what: Core) -> None:
        self.what = what

    @abstractmethod
    def mark(self, env: Env, reads: Reads | None) -> int:
        """Return the mark in an environment."""

    @abstractmethod
    def shortfalls(self, env: Env) -> Iterator[Shortfall]:
        """Return what is lacking, one by one; nothing where it is satisfied."""

    def children(self) -> tuple[Check, ...]:
        """Return the checks that this one combines."""
        return ()


def check(what: Core, workshop: Workshop, scope: Scope) -> Check:
    """Make the check of a core value whose variables have the kinds that the scope says."""
    match what:
        case core.Count():
            return CountCheck(what, workshop, scope)
        case core.ForEach():
            return ForEachCheck(what, workshop, scope)
        case core.Compare():
            return CompareCheck(what, workshop, scope)
        case core.Cadence():
            return CadenceCheck(what, workshop, scope)
        case core.Order():
            return OrderCheck(what, workshop, scope)
        case core.Elapsed():
            return ElapsedCheck(what, workshop, scope)
        case core.Network():
            return NetworkCheck(what, workshop, scope)
        case core.All():
            return Combined(what, [check(each, workshop, scope) for each in what.of], _all)
        case core.Any():
            return Combined(what, [check(each, workshop, scope) for each in what.of], _any)
        case core.NoneOf():
            return Combined(what, [check(each, workshop, scope) for each in what.of], _none)
        case core.AtLeast():
            n = bound(what.n, workshop.world, scope, workshop.binding)
            return Combined(what, [check(each, workshop, scope) for each in what.of], _AtLeast(n))
        case core.When():
            parts = [check(what.condition, workshop, scope), check(what.consequence, workshop, scope)]
            return Combined(what, parts, _when)
        case _:
            assert_never(what)


# --- counting --------------------------------------------------------------------------------------------------------


class Known:
    """Tells whether no rows of a source means that there are none (invariant 2)."""

    __slots__ = ("_source", "_workshop")

    def __init__(self, workshop: Workshop, source: Source) -> None:
        self._workshop = workshop
        self._source = source

    def complete(self, reads: Reads | None) -> bool:
        """Tell whether the source holds all there is: by nature, or because a keeper says so."""
        return self._source.complete or self.kept(reads)

    def kept(self, reads: Reads | None) -> bool:
        """Tell whether a keeper says that the list is kept."""
        return self._workshop.is_kept(self._source, reads)

    def bare(self, reads: Reads | None) -> bool:
        """Tell whether the source has never had a row."""
        if reads is not None:
            reads.keys[self._source.presence, ALL] = None
        return self._source.bare


class CountCheck(Check):
    """How many rows, or distinct values of a field."""

    def __init__(self, what: core.Count, workshop: Workshop, scope: Scope) -> None:
        super().__init__(what)
        self._picker = picker(what.of, workshop, scope)
        self._once = _Lapses(what.of, workshop, scope)
        self._known = Known(workshop, self._picker.source)
        self._lower = bound(what.lower, workshop.world, scope, workshop.binding)
        self._upper = None if what.upper is None else bound(what.upper, workshop.world, scope, workshop.binding)
        self._distinct: Callable[[Env, Reads | None], Tally | None] | None = None
        if what.distinct is not None:
            getter = Getter(workshop.world, self._picker.source.kind, what.distinct, ever=what.of.ever)
            self._distinct = self._picker.tally(getter)
        workshop.note_scan(self._picker, whole=False)

    @override
    def mark(self, env: Env, reads: Reads | None) -> int:
        n = self._number(env, reads)
        lower = self._lower.get(env, reads)
        upper = None if self._upper is None else self._upper.get(env, reads)
        if lower is None or (self._upper is not None and upper is None):
            return UNKNOWN
        if n < lower:
            return UNKNOWN if self._known.bare(reads) else UNSATISFIED
        if upper is not None and n > upper:
            return UNSATISFIED
        return SATISFIED if lower >= 1 or self._known.complete(reads) else UNKNOWN

    @override
    def shortfalls(self, env: Env) -> Iterator[Shortfall]:
        mark = self.mark(env, None)
        if mark is not SATISFIED:
            lower = self._lower.get(env, None)
            upper = None if self._upper is None else self._upper.get(env, None)
            n = self._number(env, None)
            lapsed = None if n else self._once.latest(env)
            yield Shortfall(self.what, mark, have=str(n), need=_range(lower, upper), lapsed=lapsed)

    def _number(self, env: Env, reads: Reads | None) -> int:
        if self._distinct is None:
            return self._picker.size(env, reads)
        tally = self._distinct(env, reads)
        return len(tally.distinct) if tally is not None else 0


class _Lapses:
    """Finds, when a lack is explained, the day on which what is lacking was last there."""

    __slots__ = ("_scope", "_selection", "_workshop", "ever")

    def __init__(self, selection: Selection, workshop: Workshop, scope: Scope) -> None:
        self._selection = selection
        self._workshop = workshop
        self._scope = scope
        self.ever: Picker | None = None

    def latest(self, env: Env) -> dt.date | None:
        """Return the latest day on which a row of the selection ended or lapsed; None if there never was one."""
        selection, workshop = self._selection, self._workshop
        if selection.ever or selection.on is not None:
            return None
        if self.ever is None:
            self.ever = picker(replace(selection, ever=True), workshop, self._scope)
        tables = workshop.world.tables
        days = (tables.left_on(self.ever.source.kind, row.record.id) for row in self.ever.rows(env, None))
        return max((day for day in days if day is not None), default=None)


def _range(lower: Any, upper: Any) -> str:
    if upper is None:
        return f">= {lower}"
    if lower == upper:
        return f"{lower}"
    return f"<= {upper}" if not lower else f"{lower}-{upper}"


# --- coverage --------------------------------------------------------------------------------------------------------


class ForEachCheck(Check):
    """Of the elements, enough satisfy everything that is required of each."""

    def __init__(self, what: core.ForEach, workshop: Workshop, scope: Scope) -> None:
        super().__init__(what)
        self.foreach = what
        self.picker: Picker | None = None
        self.listed: tuple[Row, ...] = ()
        self._named: Operand | None = None
        self._rows_of: Callable[[str], Row | None] = lambda _id: None
        kind = self._elements(what.elements, workshop, scope)
        self.known = None if self.picker is None else Known(workshop, self.picker.source)
        self.kind = kind
        inner = {**scope, what.name: kind}
        with workshop.inside():
            self.required = tuple(check(each, workshop, inner) for each in what.require)
        self._share = bound(what.share, workshop.world, scope, workshop.binding)
        self._at_least = (
            None if what.at_least is None else bound(what.at_least, workshop.world, scope, workshop.binding)
        )

    def _elements(self, elements: core.Elements, workshop: Workshop, scope: Scope) -> str:
        match elements:
            case Selection():
                self.picker = picker(elements, workshop, scope)
                workshop.note_scan(self.picker, whole=True)
                return self.picker.source.kind
            case core.Literals(ids, source):
                items = workshop.world.lists.get(source or "", {})
                self.listed = tuple(Row(items[id_] if id_ in items else Stub(id_), FIRST_DAY, FIRST_DAY) for id_ in ids)
                return source if source is not None and source in workshop.world.lists else ""
            case Reference():
                self._named = operand(elements, workshop.world, scope, workshop.binding)
                kind = workshop.kind_of(elements, scope)
                if kind:
                    self._rows_of = workshop.world.tables.current[kind].get
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
            yield Shortfall(self.what, mark, have=str(total), need=_range(max(self.foreach.fewest, 1), None))
        for element in lacking:
            inner = {**env, self.foreach.name: element}
            for one in self.required:
                for shortfall in one.shortfalls(inner):
                    yield replace(shortfall, path=((self.kind, element), *shortfall.path))


def _by_id(row: Row) -> str:
    return str(row.record.id)


# --- comparing -------------------------------------------------------------------------------------------------------

Number = Callable[[Env, "Reads | None"], "Fraction | None"]


class CompareCheck(Check):
    """One number against another."""

    def __init__(self, what: core.Compare, workshop: Workshop, scope: Scope) -> None:
        super().__init__(what)
        self._left = _number(what.left, workshop, scope)
        self._right = _number(what.right, workshop, scope)
        self._holds = comparison(what.op, constant_many=False)
        self._op = what.op

    @override
    def mark(self, env: Env, reads: Reads | None) -> int:
        left, right = self._left(env, reads), self._right(env, reads)
        if left is None or right is None:
            return UNKNOWN
        return SATISFIED if self._holds(left, right) else UNSATISFIED

    @override
    def shortfalls(self, env: Env) -> Iterator[Shortfall]:
        mark = self.mark(env, None)
        if mark is not SATISFIED:
            need = shown(self._right(env, None))
            yield Shortfall(
                self.what, mark, have=shown(self._left(env, None)), need=need and f"{SIGNS[self._op]} {need}"
            )


SIGNS = {
    core.Op.EQ: "=",
    core.Op.NE: "!=",
    core.Op.GT: ">",
    core.Op.GTE: ">=",
    core.Op.LT: "<",
    core.Op.LTE: "<=",
}


def shown(number: Fraction | None) -> str | None:
    """Write a number for people: whole, or with at most three digits behind the point."""
    if number is None:
        return None
    return f"{float(number):.3f}".rstrip("0").rstrip(".") if number.denominator != 1 else str(number.numerator)


def _number(expression: core.Expression, workshop: Workshop, scope: Scope) -> Number:
    match expression:
        case Fraction():
            return lambda _env, _reads: expression
        case Reference():
            value = operand(expression, workshop.world, scope, workshop.binding)
            return lambda env, reads: _as_number(value.get(env, reads))
        case core.Size(of):
            listed = operand(of, workshop.world, scope, workshop.binding)
            return lambda env, reads: _size(listed.get(env, reads))
        case core.Counted():
            return _counted(expression, workshop, scope)
        case core.Aggregated():
            return _aggregated(expression, workshop, scope)
        case core.Ratio(over, under):
            first, second = _number(over, workshop, scope), _number(under, workshop, scope)

            def ratio(env: Env, reads: Reads | None) -> Fraction | None:
                above, below = first(env, reads), second(env, reads)
                return None if above is None or not below else above / below

            return ratio
        case _:
            assert_never(expression)


def _as_number(value: Any) -> Fraction | None:
    return Fraction(value.amount) if isinstance(value, Money) else as_fraction(value)


def _size(value: Any) -> Fraction | None:
    return Fraction(len(value)) if isinstance(value, tuple) else None


def _counted(expression: core.Counted, workshop: Workshop, scope: Scope) -> Number:
    rows = picker(expression.of, workshop, scope)
    known = Known(workshop, rows.source)
    workshop.note_scan(rows, whole=False)
    distinct = None
    if expression.distinct is not None:
        distinct = rows.tally(Getter(workshop.world, rows.source.kind, expression.distinct, ever=expression.of.ever))

    def number(env: Env, reads: Reads | None) -> Fraction | None:
        if distinct is None:
            n = rows.size(env, reads)
        else:
            tally = distinct(env, reads)
            n = len(tally.distinct) if tally is not None else 0
        if n or known.complete(reads) or not known.bare(reads):
            return Fraction(n)
        return None

    return number


def _aggregated(expression: core.Aggregated, workshop: Workshop, scope: Scope) -> Number:
    rows = picker(expression.of, workshop, scope)
    workshop.note_scan(rows, whole=False)
    tallied = rows.tally(Getter(workshop.world, rows.source.kind, expression.field, ever=expression.of.ever))

    def number(env: Env, reads: Reads | None) -> Fraction | None:
        tally = tallied(env, reads)
        if tally is None or not tally.values:
            return None
        match expression.how:
            case core.Aggregate.SUM:
                return tally.total()
            case core.Aggregate.AVG:
                total = tally.total()
                return None if total is None else total / len(tally.values)
            case core.Aggregate.MIN:
                return tally.extreme(0)
            case core.Aggregate.MAX:
                return tally.extreme(-1)

    return number


# --- timing ----------------------------------------------------------------------------------------------------------


class TimingCheck(Check):
    """What the timing checks share: the first or last day of a field over rows, and being woken when the answer turns."""

    def __init__(self, what: Core, workshop: Workshop, scope: Scope) -> None:
        super().__init__(what)
        self._workshop = workshop
        self._scope = scope

    def _days(self, selection: Selection, field: tuple[str, ...]) -> Callable[[Env, Reads | None], Tally | None]:
        rows = picker(selection, self._workshop, self._scope)
        self._workshop.note_scan(rows, whole=False)
        return rows.tally(Getter(self._workshop.world, rows.source.kind, field, ever=selection.ever))

    def _span(self, duration: Duration | Reference | None) -> Callable[[Env, Reads | None], Duration | None]:
        if duration is None:
            return lambda _env, _reads: None
        return bound(duration, self._workshop.world, self._scope, self._workshop.binding).get

    @property
    def _today(self) -> dt.date:
        return self._workshop.world.tables.cursor


class CadenceCheck(TimingCheck):
    """The latest row is not too old."""

    def __init__(self, what: core.Cadence, workshop: Workshop, scope: Scope) -> None:
        super().__init__(what, workshop, scope)
        self._tally = self._days(what.of, what.field)
        self._every = self._span(what.every)

    def last_day(self, env: Env, reads: Reads | None) -> dt.date | None:
        """Return the last day on which the latest row is still young enough."""
        tally, every = self._tally(env, reads), self._every(env, reads)
        if tally is None or not tally.ordered or every is None:
            return None
        return every.after(tally.ordered[-1])

    @override
    def mark(self, env: Env, reads: Reads | None) -> int:
        last = self.last_day(env, reads)
        if last is None:
            return UNKNOWN
        if reads is not None and last < dt.date.max:
            reads.wake.append(last + _DAY)
        return SATISFIED if self._today <= last else UNSATISFIED

    @override
    def shortfalls(self, env: Env) -> Iterator[Shortfall]:
        mark = self.mark(env, None)
        if mark is not SATISFIED:
            last = self.last_day(env, None)
            yield Shortfall(self.what, mark, have=self._today.isoformat(), need=last and f"<= {last.isoformat()}")


class OrderCheck(TimingCheck):
    """One thing came before another, by at least and at most so much."""

    def __init__(self, what: core.Order, workshop: Workshop, scope: Scope) -> None:
        super().__init__(what, workshop, scope)
        self._first = self._days(what.first, what.field)
        self._then = self._days(what.then, what.field)
        self._at_least = self._span(what.at_least)
        self._at_most = self._span(what.at_most)

    @override
    def mark(self, env: Env, reads: Reads | None) -> int:
        first, then = _earliest(self._first(env, reads)), _earliest(self._then(env, reads))
        if first is None or then is None:
            return UNKNOWN
        at_least, at_most = self._at_least(env, reads), self._at_most(env, reads)
        holds = (
            first <= then
            and (at_least is None or then >= at_least.after(first))
            and (at_most is None or then <= at_most.after(first))
        )
        return SATISFIED if holds else UNSATISFIED

    @override
    def shortfalls(self, env: Env) -> Iterator[Shortfall]:
        mark = self.mark(env, None)
        if mark is not SATISFIED:
            first, then = _earliest(self._first(env, None)), _earliest(self._then(env, None))
            yield Shortfall(self.what, mark, have=then and then.isoformat(), need=first and f">= {first.isoformat()}")


class ElapsedCheck(TimingCheck):
    """So much time has passed since the latest row, or no more than so much."""

    def __init__(self, what: core.Elapsed, workshop: Workshop, scope: Scope) -> None:
        super().__init__(what, workshop, scope)
        self._since = self._days(what.since, what.field)
        self._at_least = self._span(what.at_least)
        self._at_most = self._span(what.at_most)

    def _bounds(self, env: Env, reads: Reads | None) -> tuple[dt.date, dt.date] | None:
        tally = self._since(env, reads)
        if tally is None or not tally.ordered:
            return None
        latest: dt.date = tally.ordered[-1]
        at_least, at_most = self._at_least(env, reads), self._at_most(env, reads)
        return (
            FIRST_DAY if at_least is None else at_least.after(latest),
            dt.date.max if at_most is None else at_most.after(latest),
        )

    @override
    def mark(self, env: Env, reads: Reads | None) -> int:
        bounds = self._bounds(env, reads)
        if bounds is None:
            return UNKNOWN
        from_day, last = bounds
        if reads is not None:
            if from_day > FIRST_DAY:
                reads.wake.append(from_day)
            if last < dt.date.max:
                reads.wake.append(last + _DAY)
        return SATISFIED if from_day <= self._today <= last else UNSATISFIED

    @override
    def shortfalls(self, env: Env) -> Iterator[Shortfall]:
        mark = self.mark(env, None)
        if mark is not SATISFIED:
            bounds = self._bounds(env, None)
            need = None
            if bounds is not None:
                need = f">= {bounds[0].isoformat()}" if self._today < bounds[0] else f"<= {bounds[1].isoformat()}"
            yield Shortfall(self.what, mark, have=self._today.isoformat(), need=need)


def _earliest(tally: Tally | None) -> dt.date | None:
    return tally.ordered[0] if tally is not None and tally.ordered else None


# --- network ---------------------------------------------------------------------------------------------------------


class NetworkCheck(Check):
    """A figure of the network between partners."""

    def __init__(self, what: core.Network, workshop: Workshop, scope: Scope) -> None:
        super().__init__(what)
        self._workshop = workshop
        self._picker = picker(what.among, workshop, scope)
        self._metric = what.metric
        self._op = what.op
        self._holds = comparison(what.op, constant_many=False)
        self._value = bound(what.value, workshop.world, scope, workshop.binding)
        workshop.network()

    def _figure(self, env: Env, reads: Reads | None) -> Fraction | None:
        network = self._workshop.network()
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
            need = shown(as_fraction(self._value.get(env, None)))
            yield Shortfall(self.what, mark, have=shown(self._figure(env, None)), need=f"{SIGNS[self._op]} {need}")


# --- combining -------------------------------------------------------------------------------------------------------

Combine = Callable[[list[int], Env], int]


class Combined(Check):
    """Several checks made into one."""

    def __init__(self, what: Core, parts: list[Check], combine: Combine) -> None:
        super().__init__(what)
        self._parts = parts
        self.combine = combine

    @override
    def children(self) -> tuple[Check, ...]:
        return tuple(self._parts)

    @override
    def mark(self, env: Env, reads: Reads | None) -> int:
        return self.combine([part.mark(env, reads) for part in self._parts], env)

    @override
    def shortfalls(self, env: Env) -> Iterator[Shortfall]:
        mark = self.mark(env, None)
        if mark is SATISFIED:
            return
        found = [shortfall for part in self.blamed() for shortfall in part.shortfalls(env)]
        if not found:
            found = [Shortfall(self.what, mark)]
        yield from found

    def blamed(self) -> tuple[Check, ...]:
        """Return the parts whose lacks explain this one's: of a `when` its consequence, of a `none` nothing below it."""
        match self.what:
            case core.When():
                return tuple(self._parts[1:])
            case core.NoneOf():
                return ()
            case _:
                return tuple(self._parts)


def _all(marks: list[int], _env: Env) -> int:
    return min(marks, default=SATISFIED)


def _any(marks: list[int], _env: Env) -> int:
    return max(marks, default=UNSATISFIED)


def _none(marks: list[int], _env: Env) -> int:
    return SATISFIED - max(marks, default=UNSATISFIED)


def _when(marks: list[int], _env: Env) -> int:
    condition, consequence = marks
    if condition == SATISFIED:
        return consequence
    return SATISFIED if condition == UNSATISFIED else UNKNOWN


class _AtLeast:
    """So many of the parts, at least."""

    def __init__(self, n: Operand) -> None:
        self._n = n

    def __call__(self, marks: list[int], env: Env) -> int:
        n = as_plain(self._n.get(env, None))
        if n is None:
            return UNKNOWN
        satisfied = marks.count(SATISFIED)
        if satisfied >= n:
            return SATISFIED
        return UNKNOWN if satisfied + marks.count(UNKNOWN) >= n else UNSATISFIED
