"""How many there are: of rows, and of rows for each of many."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from partnership.template.kinds.shape import Bounds
from partnership.template.terms import Each, FieldPath, Sel, Sels, Share, Whole


class Count(Bounds):
    """A number of rows, or of distinct values of one of their fields; one at least unless bounds are given."""

    kind: ClassVar[str] = "count"
    of: Sel
    distinct: FieldPath | None = None


class Coverage(Bounds):
    """Each of the elements (or a share of them, or so many of them) has so many rows of every selection named.

    Inside `has`, `$it` is the element. With `allow_none`, no element at all is no lack.
    """

    kind: ClassVar[str] = "coverage"
    each: Each
    has: Sels
    distinct: FieldPath | None = None
    share: Share | None = None
    at_least: Whole | None = None
    allow_none: bool = Field(default=False)
