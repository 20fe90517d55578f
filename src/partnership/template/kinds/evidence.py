"""What was measured, judged or stated, and how far others have come."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import model_validator

from partnership.template.fault_messages import said
from partnership.template.kinds.comparing import Comparison
from partnership.template.kinds.shape import Kind
from partnership.template.terms import Each, Number, Operand, Period, Share, Whole, Words


class Indicator(Kind):
    """An indicator (this one, or one of this outcome) has an observed value that meets a target."""

    kind: ClassVar[str] = "indicator"
    indicator: Operand | None = None
    outcome: Words | None = None
    op: Comparison
    target: Number
    within: Period | None = None

    @model_validator(mode="after")
    def _of_something(self) -> Self:
        if self.indicator is None and self.outcome is None:
            raise said("missing_key", word="indicator")
        return self


class Assessment(Kind):
    """Each of the elements (or, without `of`, anybody) was assessed, with this score at least."""

    kind: ClassVar[str] = "assessment"
    instrument: Words
    of: Each | None = None
    min_score: Number | None = None
    respondents: Whole | None = None
    max_age: Period | None = None
    min: Whole | None = None


class Attest(Kind):
    """Somebody in one of these roles has stated that something is so."""

    kind: ClassVar[str] = "attest"
    statement: Words
    by: Words | None = None
    evidence: bool = False
    max_age: Period | None = None


class Stage(Kind):
    """The subjects (all, a share, or `min` of them) have reached one of these stages of their own way."""

    kind: ClassVar[str] = "stage"
    of: Each
    at: Words
    min: Whole | None = None
    share: Share | None = None
