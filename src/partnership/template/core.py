"""The five semantics and six combinators to which every requirement kind comes down.

What an author writes (`signed`, `credential`, `two_adults` ...) is a typed shorthand; its `expand` turns it into the
values of this module, and only these are evaluated. So every refusal is explained in the same way, whatever word the
author used.

Nothing here reads a clock or a record: these are plain frozen values, compared by content, so that two requirements
that ask the same question share one answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeGuard

from partnership.values import Duration

Scalar = str | int | bool | Decimal | date | Duration
"""What a constant in a template can be."""


class Op(StrEnum):
    """A test on one field of a row; a missing value fails every test but `set: false`."""

    EQ = "eq"
    NE = "ne"
    IN = "in"
    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    HAS = "has"
    HAS_ANY = "has_any"
    HAS_ALL = "has_all"
    SET = "set"
    MAX_AGE = "max_age"


THIS = "this row"
"""The name by which a test refers to the row that it tests; no author can give it."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the template itself (a tuple for `in`, `has_any`, `has_all`)."""

    value: Scalar | tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A value looked up when the requirement is evaluated.

    `name` is `it`, `act`, `today`, `stage`, `param`, `programme`, the name that a `for_each` gave, or `THIS`; `path`
    the fields behind it (empty: the element's id, or the day itself). `after` is a period: the day that lies so long
    after the one found.
    """

    name: str
    path: tuple[str, ...] = ()
    after: Duration | Reference | None = None


Value = Constant | Reference


def is_stage_day(value: Value) -> TypeGuard[Reference]:
    """Tell whether a value is a day on the way through the stages, which `$stage` names."""
    return isinstance(value, Reference) and value.name == "stage" and value.after is None


@dataclass(frozen=True, slots=True)
class Test:
    """One condition of a `where`: the field at `path` against a value."""

    path: tuple[str, ...]
    op: Op
    value: Value


@dataclass(frozen=True, slots=True)
class Latest:
    """The last `n` rows of each series by the day in `by`, and of these the ones that pass `whose`.

    Rows that are alike in all fields of `per` are one series.
    """

    n: int | Reference = 1
    per: tuple[str, ...] = ()
    by: str = "changed"
    whose: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of one register (or roster, or list of the template) that pass every test and every semi-join.

    `name` is what the selected row is called inside `having` (always `it`). `ever` takes rows that have ended or
    lapsed too; `on` takes the rows in force on another date; `latest` the last of those that are found; `with_act` the
    rows as they will be with the record that a guarded act brings.
    """

    source: str
    where: tuple[Test, ...] = ()
    having: tuple[Selection, ...] = ()
    ever: bool = False
    on: Value | None = None
    latest: Latest | None = None
    with_act: bool = False

    @property
    def tests(self) -> tuple[Test, ...]:
        """All tests of its rows, those of the last ones too."""
        return self.where if self.latest is None else (*self.where, *self.latest.whose)


@dataclass(frozen=True, slots=True)
class Literals:
    """Elements that are listed in the template: ids of items of one of its lists (`source`), or plain ids."""

    ids: tuple[str, ...]
    source: str | None = None


Elements = Selection | Reference | Literals


def is_before_act(selection: Selection) -> bool:
    """Tell whether the record of an act is meant, as it was before it."""
    return not selection.with_act and Test(("id",), Op.EQ, Reference("act")) in selection.where


def unchanged(selection: Selection) -> tuple[Test, ...]:
    """Return the tests by which fields of the record of an act are to stay as they were before it."""
    if not is_before_act(selection):
        return ()
    equated = {test.value: test for test in selection.where if test.op is Op.EQ}
    return tuple(
        test
        for value, test in equated.items()
        if isinstance(value, Reference) and value.name == "act" and value.path == test.path != ("id",)
    )


# --- the five semantics ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows (or distinct values of a field) there are: at least `lower`, at most `upper`."""

    of: Selection
    lower: int | Reference = 1
    upper: int | Reference | None = None
    distinct: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ForEach:
    """Coverage: of the elements, enough satisfy everything that is required of each.

    Enough is `at_least` elements if given, else `share` of them (1 = all). Fewer elements than `fewest` is itself a
    lack; with `or_none`, no element at all is none.
    """

    elements: Elements
    name: str
    require: tuple[Core, ...]
    fewest: int = 1
    share: Fraction | Reference = Fraction(1)
    at_least: int | Reference | None = None
    or_none: bool = False

    @property
    def allows_none(self) -> bool:
        """Whether no element at all is no lack."""
        return self.or_none or not self.fewest


class Aggregate(StrEnum):
    """How a field of many rows becomes one number."""

    SUM = "sum"
    AVG = "avg"
    MIN = "min"
    MAX = "max"


@dataclass(frozen=True, slots=True)
class Aggregated:
    """One number of many rows; over no value it is unknown, or `empty` where what is not recorded is not there."""

    how: Aggregate
    of: Selection
    field: tuple[str, ...]
    empty: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of rows; 0 is a number only where the register is known to be kept or has had a row."""

    of: Selection
    distinct: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """One number over another; when the second is 0 it is unknown, or `empty`."""

    over: Expression
    under: Expression
    empty: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """How many elements a list field has."""

    of: Reference


Expression = Fraction | Duration | Reference | Aggregated | Counted | Ratio | Size


@dataclass(frozen=True, slots=True)
class Compare:
    """One number against another, exactly (no binary fractions); or one day, or one period, against another."""

    left: Expression
    op: Op
    right: Expression


@dataclass(frozen=True, slots=True)
class Cadence:
    """The latest row is not older than `every`."""

    of: Selection
    field: tuple[str, ...]
    every: Duration | Reference


@dataclass(frozen=True, slots=True)
class Order:
    """The earliest of `first` is not later than the earliest of `then`, and the time between is within bounds."""

    first: Selection
    then: Selection
    field: tuple[str, ...]
    at_least: Duration | Reference | None = None
    at_most: Duration | Reference | None = None


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The time since the latest row, or since a day, is within bounds."""

    since: Selection | Value
    field: tuple[str, ...]
    at_least: Duration | Reference | None = None
    at_most: Duration | Reference | None = None


@dataclass(frozen=True, slots=True)
class AskedFrom:
    """From when on a rule is asked: a day, or that of the first row there ever was, and a period after it."""

    of: Selection | Value
    field: tuple[str, ...] = ("date",)
    after: Duration | Reference | None = None


class Metric(StrEnum):
    """A figure of the network between partners that a gate may ask for."""

    CONNECTED = "connected"
    ISOLATES = "isolates"
    COMPONENTS = "components"
    CUT_PARTNERS = "cut_partners"
    DENSITY = "density"
    CROSS_SECTOR_SHARE = "cross_sector_share"


@dataclass(frozen=True, slots=True)
class NetworkCheck:
    """A figure of the network between partners against a number."""

    metric: Metric
    op: Op
    value: Fraction | Reference
    among: Selection


# --- the combinators (for_each stands above) -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class All:
    """Every one is satisfied."""

    of: tuple[Core, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One of them at least is satisfied."""

    of: tuple[Core, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """None is satisfied; an unknown one keeps the answer unknown."""

    of: tuple[Core, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`n` of them at least are satisfied."""

    n: int | Reference
    of: tuple[Core, ...]


@dataclass(frozen=True, slots=True)
class When:
    """If the condition is satisfied, the consequence must be."""

    condition: Core
    consequence: Core


def negation(what: object) -> Count | None:
    """Return the count that asks for so few that another one does not hold; None of what is no such count."""
    if not isinstance(what, Count) or not isinstance(what.lower, int) or what.upper is not None:
        return None
    return Count(what.of, 0, what.lower - 1, what.distinct)


def negations(what: object) -> tuple[Count, ...]:
    """Return, for the counts among the parts that must not be, the counts that ask for so few that they are not."""
    parts = what.of if isinstance(what, NoneOf) else ()
    return tuple([less for part in parts if (less := negation(part)) is not None])


Core = Count | ForEach | Compare | Cadence | Order | Elapsed | NetworkCheck | All | Any | NoneOf | AtLeast | When
