"""What was measured, judged or stated, and how far others have come."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import model_validator
from typing_extensions import override

from partnership.messages import NOTHING, Sayable, either, message, quoted
from partnership.template import core
from partnership.template.core import Op, Reference, Selection
from partnership.template.fault_messages import reported
from partnership.template.kinds.comparing import Comparison
from partnership.template.kinds.expansion import (
    IT,
    at_least,
    bounded,
    equals,
    is_set,
    not_older,
    of_each,
    one_of,
    share_of,
)
from partnership.template.kinds.references import StageOf, ValueOf
from partnership.template.kinds.shape import Kind
from partnership.template.names import Names
from partnership.template.phrasing import Phrasing
from partnership.template.terms import Each, NumberTerm, OperandTerm, Period, Share, Whole, WordsTerm
from partnership.values import Listed


class IndicatorWord(Kind):
    """An indicator (this one, or one of this outcome) has an observed value that meets a target."""

    kind: ClassVar[str] = "indicator"
    indicator: Annotated[OperandTerm, ValueOf("observations", "indicator")] | None = None
    outcome: Annotated[WordsTerm, Listed("outcomes")] | None = None
    op: Comparison
    target: NumberTerm
    within: Period | None = None

    @model_validator(mode="after")
    def _of_something(self) -> Self:
        if self.indicator is None and self.outcome is None:
            raise reported("missing_key", word="indicator")
        return self

    @override
    def expand(self, names: Names) -> core.Core:
        where = (
            bounded("value", Op(self.op), self.target)
            + equals("indicator", self.indicator)
            + one_of("indicator.outcome", self.outcome)
            + not_older(self.within)
        )
        return core.Count(Selection("observations", where))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        return message("measure again and record the observation once the target is met")


class AssessmentWord(Kind):
    """Each of the elements (or, without `of`, anybody) was assessed, with this score at least."""

    kind: ClassVar[str] = "assessment"
    instrument: Annotated[WordsTerm, Listed("instruments")]
    of: Each | None = None
    min_score: NumberTerm | None = None
    respondents: Whole | None = None
    max_age: Period | None = None
    min: Whole | None = None

    @override
    def expand(self, names: Names) -> core.Core:
        where = (
            one_of("instrument", self.instrument)
            + bounded("score", Op.GTE, self.min_score)
            + bounded("respondents", Op.GTE, self.respondents)
            + not_older(self.max_age)
        )
        if self.of is None:
            return core.Count(Selection("assessments", where), at_least(self.min))
        return of_each(self.of, Selection("assessments", equals("subject", IT) + where), least=at_least(self.min))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        tool = either(phrasing.items("instruments", self.instrument))
        return message("assess with {tool} and record the score", tool=tool)


class AttestWord(Kind):
    """Somebody in one of these roles has stated that something is so."""

    kind: ClassVar[str] = "attest"
    statement: Annotated[WordsTerm, Listed("statements")]
    by: Annotated[WordsTerm, Listed("roles")] | None = None
    evidence: bool = False
    max_age: Period | None = None

    @override
    def expand(self, names: Names) -> core.Core:
        where = one_of("statement", self.statement) + is_set("evidence", asked=self.evidence) + not_older(self.max_age)
        if self.by is None:
            return core.Count(Selection("attestations", where))
        in_role = Selection("assignments", equals("person", Reference("it", ("by",))) + one_of("role", self.by))
        return core.Count(Selection("attestations", where, (in_role,)))

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        proof = message(", with evidence") if self.evidence else NOTHING
        said = either(phrasing.items("statements", self.statement))
        return message("have it attested: {said}{proof}", said=said, proof=proof)


class StageWord(Kind):
    """The subjects (all, a share, or `min` of them) have reached one of these stages of their own way."""

    kind: ClassVar[str] = "stage"
    of: Each
    at: Annotated[WordsTerm, StageOf()]
    min: Whole | None = None
    share: Share | None = None

    @override
    def expand(self, names: Names) -> core.Core:
        reached = core.Count(Selection("stages_reached", equals("subject", IT) + one_of("stage", self.at)))
        return core.ForEach(self.of, "it", (reached,), share=share_of(self.share), at_least=self.min)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        at = either([quoted(phrasing.titles.stages.get(each) or each) for each in self.at])
        return message("record that they have reached {at}", at=at)
