"""One figure against another."""

from __future__ import annotations

from typing import ClassVar, Literal

from partnership.template.kinds.shape import Kind
from partnership.template.terms import Figure, Number, Sel

Comparison = Literal["eq", "ne", "gt", "gte", "lt", "lte"]
"""How two figures can be compared."""


class Compare(Kind):
    """One figure against another, reckoned exactly; a figure over nothing is unknown."""

    kind: ClassVar[str] = "compare"
    left: Figure
    op: Comparison
    right: Figure


class Network(Kind):
    """A figure of the network of partners against a number."""

    kind: ClassVar[str] = "network"
    metric: Literal["connected", "isolates", "components", "cut_partners", "density", "cross_sector_share"]
    op: Comparison
    value: Number
    among: Sel | None = None
