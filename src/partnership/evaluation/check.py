"""What every check is: something to evaluate in an environment, that says what it lacks when it is asked."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from partnership.evaluation.context import Context
from partnership.evaluation.near import NearRow
from partnership.evaluation.operands import Env
from partnership.index import Row
from partnership.template import core
from partnership.template.core import Core

UNSATISFIED, UNKNOWN, SATISFIED = 0, 1, 2
"""The three marks, so that the least of several is the answer of all and the greatest that of any."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing that is lacking: by whom (a row and its kind; None: by the programme), of what, and how far.

    `path` are the rows of the for_each variables around it, outermost first; `env` the rows that its variables stand
    for; `near` what came nearest to what is asked for.
    """

    of: Core
    mark: int
    path: tuple[tuple[str, Row], ...] = ()
    have: str | None = None
    need: str | None = None
    lapsed: dt.date | None = None
    near: NearRow | None = None
    env: Env = field(default_factory=dict, compare=False)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the path."""
        return tuple([row for _, row in self.path])

    def inside(self, kind: str, row: Row) -> Shortfall:
        """Return the same lack as seen from outside a for_each whose variable stood for a row."""
        path = ((kind, row), *self.path)
        return Shortfall(self.of, self.mark, path, self.have, self.need, self.lapsed, self.near, self.env)


class Check(ABC):
    """A requirement, or a part of one, ready to be evaluated in any context of its plan."""

    def __init__(self, what: Core) -> None:
        self.what = what

    @abstractmethod
    def mark(self, env: Env, ctx: Context) -> int:
        """Return the mark in an environment."""

    @abstractmethod
    def shortfalls(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        """Return what is lacking, one by one; nothing where it is satisfied."""

    def unsettled(self, env: Env, ctx: Context) -> Iterator[Shortfall]:
        """Return what keeps it from being known that this is not so: that nobody vouches for a register."""
        del env, ctx
        yield from ()

    def lacking(self, env: Env, ctx: Context) -> frozenset[str]:
        """Return the subjects of what is lacking; only elements of a coverage can be that."""
        del env, ctx
        return frozenset()

    def children(self) -> tuple[Check, ...]:
        """Return the checks that this one combines."""
        return ()


SIGNS = {
    core.Op.EQ: "=",
    core.Op.NE: "!=",
    core.Op.GT: ">",
    core.Op.GTE: ">=",
    core.Op.LT: "<",
    core.Op.LTE: "<=",
}


def figure_text(number: Fraction) -> str:
    """Write a number for people: whole, or with at most three digits behind the point."""
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.3f}".rstrip("0").rstrip(".")
