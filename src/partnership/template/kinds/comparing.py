"""One figure against another."""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import Annotated, Literal, Self

from pydantic import model_validator
from typing_extensions import override

from partnership.messages import Sayable, message
from partnership.template import core
from partnership.template.core import Op, Selection
from partnership.template.fault_messages import reported
from partnership.template.kinds.references import Against, RowsOf
from partnership.template.kinds.shape import Kind
from partnership.template.names import Names
from partnership.template.phrasing import BOUNDS, Phrasing, figure_phrase
from partnership.template.terms import FigureTerm, NumberTerm, Sel

Comparison = Literal["eq", "ne", "gt", "gte", "lt", "lte"]
"""How two figures can be compared."""


_Range = tuple[Fraction | float, Fraction | float]
"""The least and the greatest that a figure can be."""


def _range(figure: core.Expression) -> _Range | None:
    """What is known of a figure before anything has happened; None for nothing."""
    match figure:
        case Fraction():
            return figure, figure
        case core.Counted() | core.Size():
            return 0, inf
        case _:
            return None


def _reaches(left: _Range, op: Comparison, right: _Range) -> bool:
    """Whether a figure can be so against another."""
    match op:
        case "gt":
            return left[1] > right[0]
        case "gte":
            return left[1] >= right[0]
        case "lt":
            return left[0] < right[1]
        case "lte":
            return left[0] <= right[1]
        case "eq":
            return left[0] <= right[1] and right[0] <= left[1]
        case "ne":
            return left != right or left[0] != left[1]


class CompareWord(Kind, kind="compare"):
    """One figure against another, reckoned exactly, or one day against another; a figure over nothing is unknown."""

    left: FigureTerm
    op: Comparison
    right: Annotated[FigureTerm, Against("left")]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self._says_never:
            return self
        left, right = _range(self.left), _range(self.right)
        if left and right and not _reaches(left, self.op, right):
            raise reported("never_so", word=self.op)
        return self

    @property
    def _says_never(self) -> bool:
        """Two numbers are written out to say "never": so a guard forbids an act."""
        return isinstance(self.left, Fraction) and isinstance(self.right, Fraction)

    @override
    def expand(self, names: Names) -> core.Core:
        return core.Compare(self.left, Op(self.op), self.right)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        if self._says_never:
            return message("do without it")
        left, op, right = figure_phrase(self.left, phrasing), BOUNDS[Op(self.op)], figure_phrase(self.right, phrasing)
        return message("make sure of this: {left}, {op} {right}", left=left, op=op, right=right)


class NetworkWord(Kind, kind="network"):
    """A figure of the network of partners against a number."""

    metric: Literal["connected", "isolates", "components", "cut_partners", "density", "cross_sector_share"]
    op: Comparison
    value: NumberTerm
    among: Annotated[Sel, RowsOf("partner")] | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        most = 1 if self.metric in {"connected", "density", "cross_sector_share"} else inf
        if isinstance(self.value, Fraction) and not _reaches((0, most), self.op, (self.value, self.value)):
            raise reported("never_so", word=self.op)
        return self

    @override
    def expand(self, names: Names) -> core.Core:
        among = self.among or Selection("partners")
        return core.NetworkCheck(core.Metric(self.metric), Op(self.op), self.value, among)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        return message("bring together partners who have not met: a joint event, a meeting, a visit")
