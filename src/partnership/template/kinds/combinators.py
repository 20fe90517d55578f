"""Checks made of checks. There is no `not`: more evidence never closes a gate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator
from typing_extensions import override

from partnership.messages import Message, Sayable, joined, message
from partnership.template import core
from partnership.template.fault_messages import reported
from partnership.template.kinds.expansion import share_of
from partnership.template.kinds.references import Inside, NewName
from partnership.template.kinds.shape import Combinator, Kind
from partnership.template.kinds.union import Checks, RequirementWord
from partnership.template.names import Names
from partnership.template.phrasing import Phrasing
from partnership.template.terms import Each, Share, Whole
from partnership.values import Id


def _each(checks: Iterable[Kind], names: Names) -> tuple[core.Core, ...]:
    return tuple([check.expand(names) for check in checks])


def _steps(checks: Iterable[Kind], phrasing: Phrasing, joint: Message) -> Sayable:
    return joined([each.remedy(phrasing) for each in checks], joint)


class AllWord(Combinator, kind="all", bare="of"):
    """Every one of these holds."""

    of: Checks

    @override
    def expand(self, names: Names) -> core.Core:
        return core.All(_each(self.of, names))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        return _steps(self.of, phrasing, message("; and "))


class AnyOfWord(Combinator, kind="any", bare="of"):
    """One of these holds at least."""

    of: Checks

    @override
    def expand(self, names: Names) -> core.Core:
        return core.Any(_each(self.of, names))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        one = _steps(self.of, phrasing, message("; or "))
        return message("one of these is enough: {one}", one=one)


class NoneOfWord(Combinator, kind="none", bare="of"):
    """None of these holds; as long as one is unknown, so is the answer."""

    of: Checks

    @override
    def expand(self, names: Names) -> core.Core:
        return core.NoneOf(_each(self.of, names))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        return message("make sure that none of these is the case any longer")


class AtLeastWord(Combinator, kind="at_least"):
    """`n` of these hold at least."""

    n: Whole
    of: Checks

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if isinstance(self.n, int) and self.n > len(self.of):
            raise reported("min_over_max", word=str(self.n), more=str(len(self.of)))
        return self

    @override
    def expand(self, names: Names) -> core.Core:
        return core.AtLeast(self.n, _each(self.of, names))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        number, some = phrasing.value(self.n), _steps(self.of, phrasing, message("; or "))
        return message("{number} of these are enough: {some}", number=number, some=some)


class WhenWord(Combinator, kind="when"):
    """Where the condition holds, the consequence does."""

    if_: RequirementWord = Field(alias="if")
    then: RequirementWord

    @override
    def expand(self, names: Names) -> core.Core:
        return core.When(self.if_.expand(names), self.then.expand(names))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        return self.then.remedy(phrasing)


class ForEachWord(Combinator, kind="for_each"):
    """Of the elements enough satisfy everything that is required of each; `as` names the element for `$name.field`."""

    in_: Each = Field(alias="in")
    as_: Annotated[Id, NewName()] = Field(alias="as")
    min: int | None = Field(default=None, ge=0, le=10**6)
    share: Share | None = None
    at_least: Whole | None = None
    allow_none: bool = False
    require: Annotated[Checks, Inside("in", named="as")]

    @override
    def expand(self, names: Names) -> core.Core:
        fewest = self.min if self.min is not None else 0 if self.allow_none else 1
        require = _each(self.require, names)
        return core.ForEach(
            self.in_, self.as_, require, fewest, share_of(self.share), self.at_least, or_none=self.allow_none
        )

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        return phrasing.for_all(self.in_, _steps(self.require, phrasing, message("; and ")))
