"""One figure against another, and days against days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from partnership.errors import UnknownName
from partnership.findings import Status
from partnership.messages import message
from partnership.testing.reference.counting import NO, UNKNOWN, YES, Answer, distinct_values, plain
from partnership.testing.reference.fields import Scene, follow, is_reference, number, ordered, value_of
from partnership.testing.reference.law import Tree
from partnership.testing.reference.select import is_bare, is_known, select
from partnership.testing.reference.ties import figure, ties
from partnership.values import Duration, Money

FIGURES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("sum", "avg", "min", "max"), ("field", "empty")),
    "count": ("distinct",),
    "ratio": ("empty",),
    "size": (),
}
"""How a figure can be found, and the further keys that may stand beside it."""

COMPARISONS = ("eq", "ne", "gt", "gte", "lt", "lte")
"""How one figure is held against another."""

DAYS = "days"
"""Stands in the place of a currency where a day is counted in days."""

Figure = tuple[Fraction, str | None] | None
"""A number and, where it is money, its currency; None for a number that nobody knows."""


def amount(value: Any) -> tuple[Fraction, str | None] | None:
    """The number that a field holds, and its currency if it is money."""
    if isinstance(value, Money):
        return Fraction(value.amount), value.currency
    if isinstance(value, date):
        return Fraction((value - date.min).days), DAYS
    found = number(value)
    return None if found is None else (found, None)


def reckoned(scene: Scene, said: Any) -> Figure:
    """A figure of a compare."""
    if not isinstance(said, dict):
        return amount(value_of(scene, said))
    for how in ("sum", "avg", "min", "max"):
        if how in said:
            chosen = select(scene, said[how])
            path = said["field"].split(".")
            found = [follow(scene, each, chosen.source, path, chosen.look)[0] for each in chosen.elements]
            amounts = [one for value in found if (one := amount(value)) is not None]
            if not amounts and "empty" in said and is_known(scene, chosen.source):
                return Fraction(said["empty"]), None
            return together(how, amounts)
    if "count" in said:
        chosen = select(scene, said["count"])
        n = len(distinct_values(scene, chosen, said["distinct"])) if "distinct" in said else len(chosen.elements)
        certain = n > 0 or is_known(scene, chosen.source) or not is_bare(scene, chosen.source)
        return (Fraction(n), None) if certain else None
    if "ratio" in said:
        over, under = (reckoned(scene, each) for each in said["ratio"])
        if over is None or under is None or are_apart(over, under):
            return None
        if under[0] == 0:
            return (Fraction(said["empty"]), None) if "empty" in said else None
        return over[0] / under[0], None if under[1] else over[1]
    if "size" in said:
        value = value_of(scene, said["size"])
        return None if value is None else (Fraction(len(value)), None)
    raise UnknownName(str(next(iter(said), "")), FIGURES, message("figure"))


def are_apart(one: tuple[Fraction, str | None], other: tuple[Fraction, str | None]) -> bool:
    """Whether two figures are money of different currencies; a plain number goes with any."""
    return bool(one[1] and other[1] and one[1] != other[1])


def together(how: str, amounts: list[tuple[Fraction, str | None]]) -> Figure:
    """Many numbers as one; nothing comes of none, nor of several currencies."""
    if not amounts or len({currency for _, currency in amounts}) > 1:
        return None
    numbers = [one for one, _ in amounts]
    total = sum(numbers, Fraction(0))
    one = {"sum": total, "avg": total / len(numbers), "min": min(numbers), "max": max(numbers)}[how]
    return one, amounts[0][1]


def against(left: Fraction, op: str, right: Fraction) -> Status:
    """One number against another."""
    if op not in COMPARISONS:
        raise UnknownName(op, COMPARISONS, message("comparison"))
    holds = left == right if op == "eq" else left != right if op == "ne" else ordered(left, op, right)
    return YES if holds else NO


def compare(scene: Scene, check: Tree) -> Answer:
    """One figure against another."""
    left, right = reckoned(scene, check["left"]), reckoned(scene, check["right"])
    if left is None or right is None or are_apart(left, right):
        return plain(UNKNOWN)
    return plain(against(left[0], check["op"], right[0]))


def network(scene: Scene, check: Tree) -> Answer:
    """A figure of the network against a number."""
    rows = select(scene, check.get("among", "partners")).elements
    between = ties(scene.past, scene.day)
    sectors = {each.id: row.record.sector for each in rows if (row := scene.past.latest("partner", each.id, scene.day))}
    found = figure(check["metric"], {each.id for each in rows}, between, sectors)
    wanted = number(value_of(scene, check["value"]))
    if found is None or wanted is None:
        return plain(UNKNOWN)
    return plain(against(found, check["op"], wanted))


def days_of(scene: Scene, said: Any, path: str) -> list[date]:
    """The days that a field of the selected rows holds, as far as they have come: what is to be counts for nothing."""
    chosen = select(scene, said)
    found = [follow(scene, each, chosen.source, path.split("."), chosen.look)[0] for each in chosen.elements]
    return [day for day in found if isinstance(day, date) and day <= scene.day]


def span(scene: Scene, said: Any) -> Duration:
    """A period, also where a parameter says it."""
    value = value_of(scene, said)
    return value if isinstance(value, Duration) else Duration.parse(value)


def timing(scene: Scene, check: Tree) -> Answer:
    """Often enough, in order, or long enough ago (and not too long)."""
    path = check.get("field", "date")

    def within(start: date, end: date) -> bool:
        return ("at_least" not in check or end >= span(scene, check["at_least"]).after(start)) and (
            "at_most" not in check or end <= span(scene, check["at_most"]).after(start)
        )

    if "of" in check:
        days = days_of(scene, check["of"], path)
        if not days:
            return plain(UNKNOWN)
        return plain(YES if scene.day <= span(scene, check["cadence"]).after(max(days)) else NO)
    if "first" in check:
        first, then = days_of(scene, check["first"], path), days_of(scene, check["then"], path)
        if not first or not then:
            return plain(UNKNOWN)
        return plain(YES if min(first) <= min(then) and within(min(first), min(then)) else NO)
    said = check["since"]
    if isinstance(said, date) or is_reference(said):
        day = value_of(scene, said)
        since = [] if day is None or day > scene.day else [day]
    else:
        since = days_of(scene, said, path)
    if not since:
        return plain(UNKNOWN)
    return plain(YES if within(max(since), scene.day) else NO)
