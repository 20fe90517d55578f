"""One figure against another."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from typing_extensions import override

from partnership.messages import Sayable, message
from partnership.template import core
from partnership.template.core import Op, Selection
from partnership.template.kinds.references import Against, RowsOf
from partnership.template.kinds.shape import Kind
from partnership.template.names import Names
from partnership.template.phrasing import BOUNDS, Phrasing, figure_phrase
from partnership.template.terms import FigureTerm, NumberTerm, Sel

Comparison = Literal["eq", "ne", "gt", "gte", "lt", "lte"]
"""How two figures can be compared."""


class CompareWord(Kind):
    """One figure against another, reckoned exactly, or one day against another; a figure over nothing is unknown."""

    kind: ClassVar[str] = "compare"
    left: FigureTerm
    op: Comparison
    right: Annotated[FigureTerm, Against("left")]

    @override
    def expand(self, names: Names) -> core.Core:
        return core.Compare(self.left, Op(self.op), self.right)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        left, op, right = figure_phrase(self.left, phrasing), BOUNDS[Op(self.op)], figure_phrase(self.right, phrasing)
        return message("make sure of this: {left}, {op} {right}", left=left, op=op, right=right)


class NetworkWord(Kind):
    """A figure of the network of partners against a number."""

    kind: ClassVar[str] = "network"
    metric: Literal["connected", "isolates", "components", "cut_partners", "density", "cross_sector_share"]
    op: Comparison
    value: NumberTerm
    among: Annotated[Sel, RowsOf("partner")] | None = None

    @override
    def expand(self, names: Names) -> core.Core:
        among = self.among or Selection("partners")
        return core.NetworkCheck(core.Metric(self.metric), Op(self.op), self.value, among)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        return message("bring together partners who have not met: a joint event, a meeting, a visit")
