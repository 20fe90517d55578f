"""A tally: one field over many rows, for a count of different values, an extreme, a sum."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from partnership.evaluation.context import Context
from partnership.evaluation.paths import Getter
from partnership.index import Row
from partnership.values import Duration, Money, PartialDate, Term, TimedDay, has_come


class Tally:
    """The values of one field by the id of their row; kept so that a count, an extreme or a sum needs no scan.

    A field with several values has each of them.
    """

    __slots__ = ("_place", "distinct", "numbers", "ordered", "partial", "sums", "values")

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.distinct: dict[Any, int] = {}
        self.ordered: list[Any] = []
        self.partial = 0
        """Of how many dates only a part is known: they have no place among days."""
        self._place: Callable[[Any], Any] | None = None
        """By what they are in order, where a day has its time."""
        self.sums: dict[str | None, Fraction] = {}
        self.numbers: dict[str | None, int] = {}
        """How many numbers there are, of each currency."""

    @classmethod
    def of(cls, getter: Getter, rows: Iterable[Row], ctx: Context) -> Tally:
        """Tally the rows that are there."""
        tally = cls()
        for row in rows:
            tally.put(row.record.id, getter.read(row, ctx) if getter.hops else getter.get(row))
        return tally

    def put(self, id_: str, value: Any) -> None:
        """Take a row's value in, instead of the one it had."""
        if id_ in self.values:
            self.drop(id_)
        if value is None:
            return
        self.values[id_] = value
        for one in value if isinstance(value, tuple) else (value,):
            self.distinct[one] = self.distinct.get(one, 0) + 1
            if type(one) is PartialDate:
                self.partial += 1
            elif isinstance(one, _ORDERED):
                if type(one) is TimedDay and self._place is None:
                    self._place = _by_moment
                    self.ordered.sort(key=_by_moment)
                insort(self.ordered, one, key=self._place)
            if (amount := _amount(one)) is not None:
                self._add(*amount, 1)

    def instead(self, id_: str, value: Any) -> Tally:
        """Return what it would be if a row had this value, or none; this one stays as it is."""
        return _Instead(self, id_, value)

    def drop(self, id_: str) -> None:
        """Take a row's value out."""
        value = self.values.pop(id_, None)
        for one in value if isinstance(value, tuple) else () if value is None else (value,):
            self.distinct[one] -= 1
            if not self.distinct[one]:
                del self.distinct[one]
            if type(one) is PartialDate:
                self.partial -= 1
            elif isinstance(one, _ORDERED):
                place = self._place
                del self.ordered[bisect_left(self.ordered, one if place is None else place(one), key=place)]
            if (amount := _amount(one)) is not None:
                self._add(amount[0], -amount[1], -1)

    def extreme(self, place: int) -> Fraction:
        """Return the least (0) or greatest (-1) number; only over at least one, and of one currency."""
        if self.ordered:
            return Fraction(self.ordered[place])
        return sorted(Fraction(money.amount) for money in self.distinct)[place]

    def latest(self, ctx: Context, *, surely: bool = False) -> dt.date | None:
        """Return the latest day that is not after the context's: what is to come counts for nothing yet.

        Asked at a moment, what is on the same day and does not say its time may be to come: it does not count `surely`.
        """
        place = bisect_right(self.ordered, ctx.day)
        if ctx.asked is not ctx.day:
            while place and not _may_have_come(self.ordered[place - 1], ctx.asked, surely=surely):
                place -= 1
        if ctx.reads is not None:
            if place:
                ctx.reads.turn(ctx.day, self.ordered[place - 1])
            if place < len(self.ordered):
                ctx.reads.turn(ctx.day, self.ordered[place])
        return self.ordered[place - 1] if place else None

    def earliest(self, ctx: Context) -> dt.date | None:
        """Return the earliest day, if it is not after the context's."""
        if not self.ordered:
            return None
        if ctx.reads is not None:
            ctx.reads.turn(ctx.day, self.ordered[0])
        day: dt.date = self.ordered[0]
        return day if has_come(day, ctx.asked) else None

    def _add(self, unit: str | None, amount: Fraction, number: int) -> None:
        self.sums[unit] = self.sums.get(unit, Fraction(0)) + amount
        self.numbers[unit] = self.numbers.get(unit, 0) + number
        if not self.numbers[unit]:
            del self.numbers[unit], self.sums[unit]


class _Instead(Tally):
    """A tally in which one row has another value: its sums at once, everything else when somebody asks."""

    __slots__ = ("_change", "_of")

    def __init__(self, of: Tally, id_: str, value: Any) -> None:
        self._of = of
        self._change = (id_, value)
        self.sums = of.sums.copy()
        self.numbers = of.numbers.copy()
        if (before := _amount(of.values.get(id_))) is not None:
            self._add(before[0], -before[1], -1)
        if (after := _amount(value)) is not None:
            self._add(*after, 1)

    def __getattr__(self, name: str) -> Any:
        """Return what was not needed so far; asked once, for the others are there then."""
        self.values = self._of.values.copy()
        self.distinct = self._of.distinct.copy()
        self.ordered = self._of.ordered.copy()
        self.partial, self._place = self._of.partial, self._of._place  # noqa: SLF001 - of another of its own
        self.sums, self.numbers = self._of.sums.copy(), self._of.numbers.copy()
        self.put(*self._change)
        return getattr(self, name)


_ORDERED = (int, Decimal, dt.date, Duration, Term)
"""What has an order; words, and texts, are only the same or not."""


def _by_moment(day: dt.date) -> tuple[int, bool, dt.datetime]:
    """Put a day before the moments of it."""
    timed = type(day) is TimedDay
    return day.toordinal(), timed, day.moment if type(day) is TimedDay else _NEVER


_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


def _may_have_come(day: dt.date, asked: dt.date, *, surely: bool) -> bool:
    return has_come(day, asked) and not (surely and type(day) is not TimedDay and day == asked)


def _amount(value: Any) -> tuple[str | None, Fraction] | None:
    """Return a number as what it is of, and how much; None for what is no number."""
    if isinstance(value, Money):
        return value.currency, Fraction(value.amount)
    return (None, Fraction(value)) if isinstance(value, int | Decimal) else None
