"""Tests and selections that the expansions of several words are made of.

Where a word speaks of rows that only exist once they are recorded, its expansion asks for the row; where it speaks of a
state (`held`, `open`), for that state.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from partnership.template import core
from partnership.template.core import Constant, Op, Reference, Selection, Test
from partnership.template.names import Names
from partnership.template.terms import Threshold
from partnership.template.vocabulary import fields_of
from partnership.values import Duration, cut

IT: Final = Reference("it")
CHANGED: Final = ("changed",)
YES: Final = Constant(True)  # noqa: FBT003 - a value of a field


Tests = tuple[Test, ...]
"""Conditions that must all hold, to be added to one another; what a word does not ask adds none."""


def _test(field: str, op: Op, value: core.Value | None) -> Tests:
    return () if value is None else (Test(tuple(field.split(".")), op, value),)


def equals(field: str, value: core.Value | None) -> Tests:
    """The field, with its hops, has this value."""
    return _test(field, Op.EQ, value)


def differs(field: str, value: core.Value) -> Tests:
    """The field has another value."""
    return _test(field, Op.NE, value)


def one_of(field: str, words: tuple[str, ...] | None) -> Tests:
    """The field has one of these values."""
    if words is None:
        return ()
    return equals(field, Constant(words[0])) if len(words) == 1 else among(field, Constant(words))


def among(field: str, value: core.Value) -> Tests:
    """Among those that are named; a single one named is the one."""
    return _test(field, Op.IN, value)


def has(field: str, value: core.Value) -> Tests:
    """The value is among those that the field holds."""
    return _test(field, Op.HAS, value)


def has_all(field: str, words: tuple[str, ...] | None) -> Tests:
    """All of these are among those that the field holds."""
    return _test(field, Op.HAS_ALL, None if words is None else Constant(words))


def is_set(field: str, *, asked: bool) -> Tests:
    """The field has a value, if that is asked."""
    return _test(field, Op.SET, YES if asked else None)


def bounded(field: str, op: Op, bound: Fraction | int | Reference | None) -> Tests:
    """The field is a number within this bound. Exact: attendance and shares are compared as fractions."""
    return _test(field, op, bound if bound is None or isinstance(bound, Reference) else Constant(cut(Fraction(bound))))


def reaches(field: str, threshold: Threshold | None) -> Tests:
    """The field is a share that is large enough."""
    return () if threshold is None else bounded(field, threshold.op, threshold.share)


def not_older(age: Duration | Reference | None) -> Tests:
    """What changed last no longer ago."""
    return () if age is None else aged(CHANGED[0], age)


def aged(field: str, age: Duration | Reference) -> Tests:
    """The day in the field is not longer ago."""
    return _test(field, Op.MAX_AGE, Constant(age) if isinstance(age, Duration) else age)


def not_after(day: Reference) -> Tests:
    """It was recorded on this day, or before."""
    return _test("date", Op.LTE, day)


def at_least(least: int | Reference | None) -> int | Reference:
    """A number of things: one, unless another is given."""
    return 1 if least is None else least


def share_of(share: Fraction | Reference | None) -> Fraction | Reference:
    """A share of the elements: all, unless another is given."""
    return Fraction(1) if share is None else share


def bounded_count(
    of: Selection,
    least: int | Reference | None,
    most: int | Reference | None,
    exactly: int | Reference | None,
    distinct: tuple[str, ...] | None = None,
) -> core.Count:
    """One at least, unless another bound is given."""
    if exactly is not None:
        return core.Count(of, exactly, exactly, distinct)
    lower = least if least is not None else 1 if most is None else 0
    return core.Count(of, lower, most, distinct)


def of_each(
    of: core.Elements,
    rows: Selection,
    *,
    share: Fraction | Reference | None = None,
    none: bool = False,
    least: int | Reference = 1,
) -> core.ForEach:
    """Each of the elements (or a share of them) has such rows; with `none`, no element at all is no lack."""
    return core.ForEach(of, "it", (core.Count(rows, least),), 0 if none else 1, share_of(share))


def person_of(of: core.Elements, names: Names) -> Reference:
    """The person of an element: its field `person` where rows of its kind have one, else the element itself."""
    if isinstance(of, Selection):
        fields = fields_of(of.source, names)
        if fields is not None and "person" in fields:
            return Reference("it", ("person",))
    return IT
