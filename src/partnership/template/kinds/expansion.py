"""Tests and selections that the expansions of several words are made of.

Where a word speaks of rows that only exist once they are recorded, its expansion asks for the row; where it speaks of a
state (`held`, `open`), for that state.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from typing import Final

from partnership.template import core
from partnership.template.core import Constant, Op, Reference, Selection, Test
from partnership.template.names import Names
from partnership.template.vocabulary import fields_of
from partnership.values import Duration

IT: Final = Reference("it")
CHANGED: Final = ("changed",)
YES: Final = Constant(True)  # noqa: FBT003 - a value of a field
_EXACT: Final = Context(prec=100)  # what is divided was a decimal in the file, so that nothing is rounded


def equals(field: str, value: core.Value) -> Test:
    """The field, with its hops, has this value."""
    return Test(tuple(field.split(".")), Op.EQ, value)


def one_of(field: str, words: tuple[str, ...]) -> Test:
    """The field has one of these values."""
    return equals(field, Constant(words[0])) if len(words) == 1 else within(field, Constant(words))


def within(field: str, value: core.Value) -> Test:
    """Among those that are named; a single one named is the one."""
    return Test(tuple(field.split(".")), Op.IN, value)


def has(field: str, value: core.Value) -> Test:
    """The value is among those that the field holds."""
    return Test(tuple(field.split(".")), Op.HAS, value)


def is_set(field: str) -> Test:
    """The field has a value."""
    return Test(tuple(field.split(".")), Op.SET, YES)


def reaches(field: str, least: Fraction | int | Reference) -> Test:
    """At least so much. Exact: attendance and shares are compared as fractions."""
    return Test((field,), Op.GTE, number(least))


def number(written: Fraction | int | Reference) -> core.Value:
    """A number that a field is compared with."""
    if isinstance(written, Reference):
        return written
    exact = Fraction(written)
    if exact.denominator == 1:
        return Constant(exact.numerator)
    return Constant(_EXACT.divide(Decimal(exact.numerator), Decimal(exact.denominator)))


def not_older(age: Duration | Reference) -> Test:
    """What changed last no longer ago."""
    return Test(CHANGED, Op.MAX_AGE, age if isinstance(age, Reference) else Constant(age))


def at_least(least: int | Reference | None) -> int | Reference:
    """A number of things: one, unless another is given."""
    return 1 if least is None else least


def share_of(share: Fraction | Reference | None) -> Fraction | Reference:
    """A share of the elements: all, unless another is given."""
    return Fraction(1) if share is None else share


def count(
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
