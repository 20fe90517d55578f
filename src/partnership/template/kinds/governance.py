"""How the partners govern themselves: roles, meetings, decisions, and who answers for what."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator
from typing_extensions import override

from partnership.messages import NOTHING, Sayable, either, message
from partnership.template import core
from partnership.template.core import Constant, Op, Selection
from partnership.template.fault_messages import reported
from partnership.template.kinds.expansion import IT, at_least, bounded, count, equals, has, not_older, one_of
from partnership.template.kinds.references import ValueOf
from partnership.template.kinds.shape import Kind, Sugar
from partnership.template.names import Names
from partnership.template.phrasing import Phrasing
from partnership.template.terms import OperandTerm, Period, Sel, Share, Whole, WordsTerm
from partnership.values import Listed


class RoleWord(Kind):
    """A role is held, by so many, and not by those who hold the other roles named."""

    kind: ClassVar[str] = "role"
    role: Annotated[WordsTerm, Listed("roles")]
    at: Annotated[OperandTerm, ValueOf("assignments", "at")] | None = None
    exactly: int | None = Field(default=None, ge=0, le=10**6)
    min: int | None = Field(default=None, ge=0, le=10**6)
    distinct_from: Annotated[WordsTerm, Listed("roles")] | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.exactly is not None and self.min is not None:
            raise reported("exact_and_bounds")
        return self

    @override
    def expand(self, names: Names) -> core.Core:
        """With `distinct_from`, the holders of all these roles together are one person more than this role needs."""
        at = equals("at", self.at)
        held = count(Selection("assignments", one_of("role", self.role) + at), self.min, None, self.exactly)
        if self.distinct_from is None:
            return held
        all_of_them = Selection("assignments", one_of("role", self.role + self.distinct_from) + at)
        lower = self.exactly if self.exactly is not None else 1 if self.min is None else self.min
        return core.All((held, core.Count(all_of_them, lower + 1, None, ("person",))))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        roles = either(phrasing.items("roles", self.role))
        if self.distinct_from is None:
            return message("assign the role {roles}", roles=roles)
        others = either(phrasing.items("roles", self.distinct_from))
        return message("assign the role {roles} to somebody who does not hold {others}", roles=roles, others=others)


class MeetingWord(Kind):
    """A meeting was held: of this body, of this type, with this quorum, not longer ago than `within`."""

    kind: ClassVar[str] = "meeting"
    body: Annotated[OperandTerm, ValueOf("meetings", "body")] | None = None
    type: Annotated[WordsTerm, Listed("meeting_types")] | None = None
    quorum: Share | None = None
    within: Period | None = None
    min: Whole | None = None

    @override
    def expand(self, names: Names) -> core.Core:
        where = (
            equals("state", Constant("held"))
            + equals("body", self.body)
            + one_of("type", self.type)
            + bounded("attendance", Op.GTE, self.quorum)
            + not_older(self.within)
        )
        return core.Count(Selection("meetings", where), at_least(self.min))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        quorum = NOTHING if self.quorum is None else message(" with a quorum")
        return message("hold the meeting{quorum} and record who was present", quorum=quorum)


class DecisionWord(Kind):
    """A matter was decided: by this body, with this quorum and majority, and minuted where that is asked."""

    kind: ClassVar[str] = "decision"
    matter: Annotated[WordsTerm, Listed("matters")]
    body: Annotated[OperandTerm, ValueOf("decisions", "body")] | None = None
    quorum: Share | None = None
    majority: Share | None = None
    minutes: bool = False

    @override
    def expand(self, names: Names) -> core.Core:
        where = (
            one_of("matter", self.matter)
            + equals("body", self.body)
            + bounded("attendance", Op.GTE, self.quorum)
            + bounded("share_for", Op.GTE, self.majority)
        )
        minutes = (Selection("minutes", has("decisions", IT)),) if self.minutes else ()
        return core.Count(Selection("decisions", where, minutes))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        matter = either(phrasing.items("matters", self.matter))
        minuted = message(", and record its minutes") if self.minutes else NOTHING
        return message(
            "put {matter} to the vote with a quorum, record the decision{minuted}", matter=matter, minuted=minuted
        )


class SingleAccountableWord(Sugar):
    """Each function (each duty, unless said otherwise) has exactly one accountable partner."""

    kind: ClassVar[str] = "single_accountable"
    of: Sel | None = None

    @override
    def expand(self, names: Names) -> core.Core:
        duties = self.of or Selection("functions", equals("nature", Constant("duty")))
        accountable = Selection("responsibilities", equals("function", IT) + equals("raci", Constant("A")))
        return core.ForEach(duties, "it", (core.Count(accountable, 1, 1, ("partner",)),))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        return message("make exactly one partner accountable (A) for each function")
