"""One figure against another, and days against days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cmp_to_key
from typing import Any

from partnership.errors import UnknownName, check_choice
from partnership.findings import Status
from partnership.messages import message
from partnership.testing.reference.counting import NO, UNKNOWN, YES, Answer, distinct_values, unnamed
from partnership.testing.reference.fields import (
    Environment,
    exact_number,
    follow,
    is_later,
    is_reference,
    ordered,
    same,
    value_of,
)
from partnership.testing.reference.law import PlainTree
from partnership.testing.reference.select import is_bare, is_known, select
from partnership.testing.reference.ties import network_figure, ties_on
from partnership.testing.reference.times import come, longer, old, young
from partnership.values import Duration, Money, PartialDate, Term, TimedDay

FIGURES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("sum", "avg", "min", "max"), ("field", "empty")),
    "count": ("distinct",),
    "ratio": ("empty",),
    "size": (),
}
"""How a figure can be found, and the further keys that may stand beside it."""

COMPARISONS = ("eq", "ne", "gt", "gte", "lt", "lte")
"""How one figure is held against another."""

PERIOD = "as long as"
"""What stands in place of a currency where a figure is a length of time."""

DAYS = "days"
"""Stands in the place of a currency where a day is counted in days."""

Amount = tuple[Any, str | None]
"""A number and, where it is money, its currency."""


def amount(value: Any) -> Amount | None:
    """The number that a field holds, and its currency if it is money."""
    if isinstance(value, Money):
        return Fraction(value.amount), value.currency
    if isinstance(value, Term | Duration):
        return value, PERIOD
    if isinstance(value, date):
        return None if isinstance(value, PartialDate) else (Fraction((value - date.min).days), DAYS)
    found = exact_number(value)
    return None if found is None else (found, None)


def figure_of(env: Environment, said: Any) -> Amount | None:
    """A figure of a compare."""
    if isinstance(said, str) and not is_reference(said):
        return Duration.parse(said), PERIOD
    if not isinstance(said, dict) or is_later(said):
        return amount(value_of(env, said))
    for how in ("sum", "avg", "min", "max"):
        if how in said:
            chosen = select(env, said[how])
            path = said["field"].split(".")
            found = [follow(env, each, chosen.source, path, chosen.look)[0] for each in chosen.elements]
            amounts = [one for value in found if (one := amount(value)) is not None]
            if not amounts and "empty" in said and is_known(env, chosen.source):
                return Fraction(said["empty"]), None
            return together(how, amounts)
    if "count" in said:
        chosen = select(env, said["count"])
        n = len(distinct_values(env, chosen, said["distinct"])) if "distinct" in said else len(chosen.elements)
        certain = n > 0 or is_known(env, chosen.source) or not is_bare(env, chosen.source)
        return (Fraction(n), None) if certain else None
    if "ratio" in said:
        over, under = (figure_of(env, each) for each in said["ratio"])
        if over is None or under is None or are_apart(over, under):
            return None
        if under[0] == 0:
            return (Fraction(said["empty"]), None) if "empty" in said else None
        return over[0] / under[0], None if under[1] else over[1]
    if "size" in said:
        value = value_of(env, said["size"])
        return None if value is None else (Fraction(len(value)), None)
    raise UnknownName(str(next(iter(said), "")), FIGURES, message("figure"))


def are_apart(one: Amount, other: Amount) -> bool:
    """Whether two figures are money of different currencies; a plain number goes with any."""
    return bool(one[1] and other[1] and one[1] != other[1])


def together(how: str, amounts: list[Amount]) -> Amount | None:
    """Many numbers as one; nothing comes of none, nor of several currencies."""
    if not amounts or len({currency for _, currency in amounts}) > 1:
        return None
    if amounts[0][1] == PERIOD:
        by_length = sorted((one for one, _ in amounts), key=cmp_to_key(longer))
        return by_length[0 if how == "min" else -1], PERIOD
    numbers = [one for one, _ in amounts]
    total = sum(numbers, Fraction(0))
    one = {"sum": total, "avg": total / len(numbers), "min": min(numbers), "max": max(numbers)}[how]
    return one, amounts[0][1]


def compared(left: Any, op: str, right: Any) -> Status:
    """One number against another."""
    check_choice(op, COMPARISONS, message("comparison"))
    holds = same(left, right) if op == "eq" else not same(left, right) if op == "ne" else ordered(left, op, right)
    return YES if holds else NO


def compare_figures(env: Environment, check: PlainTree) -> Answer:
    """One figure against another."""
    left, right = figure_of(env, check["left"]), figure_of(env, check["right"])
    if left is None or right is None or are_apart(left, right):
        return unnamed(UNKNOWN)
    return unnamed(compared(left[0], check["op"], right[0]))


def network(env: Environment, check: PlainTree) -> Answer:
    """A figure of the network against a number."""
    rows = select(env, check.get("among", "partners")).elements
    between = ties_on(env.past, env.day)
    sectors = {each.id: row.record.sector for each in rows if (row := env.past.latest("partner", each.id, env.day))}
    found = network_figure(check["metric"], {each.id for each in rows}, between, sectors)
    wanted = exact_number(value_of(env, check["value"]))
    if found is None or wanted is None:
        return unnamed(UNKNOWN)
    return unnamed(compared(found, check["op"], wanted))


def days_of(env: Environment, said: Any, path: str) -> list[date]:
    """The days that a field of the selected rows holds, those that are still to come among them."""
    chosen = select(env, said)
    found = [follow(env, each, chosen.source, path.split("."), chosen.look)[0] for each in chosen.elements]
    return [day for day in found if isinstance(day, date)]


def span(env: Environment, said: Any) -> Duration:
    """A period, also where a parameter says it."""
    value = value_of(env, said)
    return value if isinstance(value, Duration) else Duration.parse(value)


def timing(env: Environment, check: PlainTree) -> Answer:
    """Often enough, in order, or long enough ago (and not too long)."""
    path = check.get("field", "date")

    def within(start: date, end: date, *, at_end: bool = True) -> bool:
        return ("at_least" not in check or old(start, end, span(env, check["at_least"]), at_end=at_end)) and (
            "at_most" not in check or young(start, end, span(env, check["at_most"]))
        )

    def whole(key: str) -> list[date] | None:
        """In order; None where of one only a part is known."""
        days = days_of(env, check[key], path)
        return None if any(isinstance(day, PartialDate) for day in days) else sorted(days, key=in_order)

    if "of" in check:
        every = span(env, check["cadence"])
        days = [day for day in days_of(env, check["of"], path) if not isinstance(day, PartialDate)]
        days = [day for day in days if come(day, env.day) and not (every.hours and may_be_to_come(day, env.day))]
        if not days:
            return unnamed(UNKNOWN)
        return unnamed(YES if any(young(day, env.day, every) for day in days) else NO)
    if "first" in check:
        first, then = whole("first"), whole("then")
        if not first or not then or not (come(first[0], env.day) and come(then[0], env.day)):
            return unnamed(UNKNOWN)
        holds = come(first[0], then[0]) and within(first[0], then[0], at_end=False)
        return unnamed(YES if holds else NO)
    said = check["since"]
    if isinstance(said, date) or is_reference(said) or is_later(said):
        day = value_of(env, said)
        since = [] if day is None or isinstance(day, PartialDate) or not come(day, env.day) else [day]
    else:
        since = [day for day in whole("since") or () if come(day, env.day)]
    if not since:
        return unnamed(UNKNOWN)
    return unnamed(YES if within(since[-1], env.day) else NO)


def in_order(day: date) -> tuple[int, float]:
    """Days in their order, and the moments of one after the day itself."""
    return day.toordinal(), day.moment.timestamp() if isinstance(day, TimedDay) else float("-inf")


def may_be_to_come(day: date, asked: date) -> bool:
    """Whether something without a time, on the day of a moment that is asked about, may come only after it."""
    return isinstance(asked, TimedDay) and not isinstance(day, TimedDay) and day == asked
