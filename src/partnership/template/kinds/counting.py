"""How many there are: of rows, of rows for each of many, and none that is open."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator
from typing_extensions import override

from partnership.messages import Message, Sayable, joined, listed, message
from partnership.template import core
from partnership.template.core import Constant, Literals, Selection, unchanged
from partnership.template.fault_messages import reported
from partnership.template.kinds.expansion import bounded_count, equals, share_of
from partnership.template.kinds.references import FieldOf, Inside, Numbered, Openable, TestsOf
from partnership.template.kinds.shape import Bounds, Sugar
from partnership.template.names import Names
from partnership.template.phrasing import Phrasing
from partnership.template.terms import Each, FieldPath, InnerSels, Sel, Share, Where, Whole


class CountWord(Bounds, kind="count"):
    """A number of rows, or of distinct values of one of their fields; one at least unless bounds are given."""

    of: Annotated[Sel, Numbered()]
    distinct: Annotated[FieldPath, FieldOf(("of",))] | None = None

    @override
    def expand(self, names: Names) -> core.Core:
        return bounded_count(self.of, self.min, self.max, self.exactly, self.distinct)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        return _more_or_fewer((self.of,), self, phrasing)


class CoverageWord(Bounds, kind="coverage"):
    """Each of the elements (or a share of them, or so many of them) has so many rows of every selection named.

    Inside `has`, `$it` is the element. With `allow_none`, no element at all is no lack.
    """

    each: Each
    has: Annotated[InnerSels, Inside("each"), Numbered()]
    distinct: Annotated[FieldPath, FieldOf(("has",))] | None = None
    share: Share | None = None
    at_least: Whole | None = None
    allow_none: bool = Field(default=False)

    @model_validator(mode="after")
    def _enough_of_them(self) -> Self:
        if isinstance(self.each, Literals) and isinstance(self.at_least, int) and self.at_least > len(self.each.ids):
            raise reported("min_over_max", word=str(self.at_least), more=str(len(self.each.ids)))
        return self

    @override
    def expand(self, names: Names) -> core.Core:
        """One of each at least, unless none at all is what is asked (`max: 0`)."""
        least = 1 if self.min is None and self.exactly is None and self.max != 0 else self.min
        counts = tuple([bounded_count(has, least, self.max, self.exactly, self.distinct) for has in self.has])
        fewest = 0 if self.allow_none else 1
        return core.ForEach(self.each, "it", counts, fewest, share_of(self.share), self.at_least)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        return phrasing.for_all(self.each, _more_or_fewer(self.has, self, phrasing))


_AND = message(" and ")


def _more_or_fewer(of: tuple[Selection, ...], bounds: Bounds, phrasing: Phrasing) -> Sayable:
    rows = [phrasing.rows(each) for each in of]
    if bounds.asks_for_none:
        left = joined([each.many for each in rows], _AND)
        return message("close or end what is left: {left}", left=left)
    if kept := [phrasing.label(test.path, each.source) for each in of for test in unchanged(each)]:
        return message("leave as it is: {what}", what=listed(kept))
    if all(each.itself and each.traits for each in rows):  # it is there, and ought to be so
        so = joined([Message("{row:one}", {"row": each}) for each in rows], _AND)
        return message("make sure of this: {rows}", rows=so)
    if len(rows) == 1:
        return message("record {one:a}", one=rows[0])
    each = joined([Message("{row:a}", {"row": each}) for each in rows], _AND)
    return message("record {each}", each=each)


class NoneOpenWord(Sugar, kind="none_open"):
    """No row of a register is open. Without a row it holds only where the register is known to be kept."""

    from_: Annotated[str, Openable()] = Field(alias="from")
    where: Annotated[Where, TestsOf(key="from")] = ()

    @override
    def expand(self, names: Names) -> core.Core:
        opened = Selection(self.from_, self.where + equals("state", Constant("open")))
        return core.Count(opened, lower=0, upper=0)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        return message(
            "close all open {noun:many}, and record who keeps their register", noun=phrasing.noun(self.from_)
        )
