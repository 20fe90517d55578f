"""How the partners govern themselves: roles, meetings, decisions."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field, model_validator

from partnership.template.fault_messages import said
from partnership.template.kinds.shape import Kind
from partnership.template.terms import Operand, Period, Share, Whole, Words


class Role(Kind):
    """A role is held, by so many, and not by those who hold the other roles named."""

    kind: ClassVar[str] = "role"
    role: Words
    at: Operand | None = None
    exactly: int | None = Field(default=None, ge=0, le=10**6)
    min: int | None = Field(default=None, ge=0, le=10**6)
    distinct_from: Words | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.exactly is not None and self.min is not None:
            raise said("exact_and_bounds")
        return self


class Meeting(Kind):
    """A meeting was held: of this body, of this type, with this quorum, not longer ago than `within`."""

    kind: ClassVar[str] = "meeting"
    body: Operand | None = None
    type: Words | None = None
    quorum: Share | None = None
    within: Period | None = None
    min: Whole | None = None


class Decision(Kind):
    """A matter was decided: by this body, with this quorum and majority, and minuted where that is asked."""

    kind: ClassVar[str] = "decision"
    matter: Words
    body: Operand | None = None
    quorum: Share | None = None
    majority: Share | None = None
    minutes: bool = False
