"""What was measured, judged or stated, and how far others have come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Annotated, Final, Literal, Self

from pydantic import model_validator
from typing_extensions import override

from partnership.messages import NOTHING, Sayable, either, message, quoted
from partnership.template import core
from partnership.template.core import Op, Reference, Selection
from partnership.template.fault_messages import reported
from partnership.template.kinds.comparing import Comparison
from partnership.template.kinds.expansion import (
    IT,
    Tests,
    at_least,
    bounded,
    equals,
    is_set,
    not_older,
    one_of,
    share_of,
)
from partnership.template.kinds.references import Inside, StageOf, ValueOf
from partnership.template.kinds.shape import Kind
from partnership.template.names import Names
from partnership.template.phrasing import Phrasing
from partnership.template.terms import Each, NumberTerm, OperandTerm, Period, Share, Whole, WordsTerm
from partnership.values import Listed

Take = Literal["latest", "any", "all", "mean"]
"""Which values of a series are held against a target; the latest, where nothing is said."""


@dataclass(frozen=True, slots=True)
class OwnBound:
    """A bound that stands in what a row refers to `by` a field: at a path from there, in the `whole` that is meant."""

    by: str
    path: tuple[str, ...]
    whole: Selection

    @property
    def bounds(self) -> tuple[Reference, Reference, core.Aggregated]:
        """As a row itself refers to it; as one value in its turn does; and that of the one that is meant."""
        way = (self.by, *self.path)
        return (
            Reference(core.THIS, way),
            Reference(_VALUE, way),
            core.Aggregated(core.Aggregate.MAX, self.whole, self.path),
        )


class Taking(Kind):
    """A word that reads the values of a series: the last `last` of them, or all that there are."""

    take: Take | None = None
    last: Whole | None = None

    @model_validator(mode="after")
    def _countable(self) -> Self:
        if self.last is not None and self.take in {None, "latest"}:
            raise reported("last_of_latest")
        if self.last == 0:
            raise reported("latest", word="0")
        return self

    def held_against(
        self,
        series: Selection,
        per: tuple[str, ...],
        value: str,
        op: Op,
        bound: Fraction | Reference | OwnBound,
        least: int | Reference,
    ) -> core.Core:
        """So many values of the series, or each, or their mean, are within the bound."""
        of_row, of_each, of_mean = bound.bounds if isinstance(bound, OwnBound) else (bound, bound, bound)
        meets = bounded(value, op, of_row)
        if self.take == "any" and self.last is None:
            return core.Count(replace(series, where=series.where + meets), least)
        if self.take in {None, "latest", "any"}:
            last = core.Latest(1 if self.last is None else self.last, per, whose=meets)
            return core.Count(replace(series, latest=last), least)
        rows = replace(series, where=series.where + is_set(value, asked=True))  # what is stated is as old as the value
        if self.last is not None:
            rows, least = replace(rows, latest=core.Latest(self.last, per)), self.last
        least = least or 1
        enough = () if least == 1 else (core.Count(rows, least),)
        if self.take == "mean":
            mean = core.Compare(core.Aggregated(core.Aggregate.AVG, rows, (value,)), op, of_mean)
            return core.All((*enough, mean)) if enough else mean
        each = core.Compare(Reference(_VALUE, (value,)), op, of_each)
        if isinstance(least, int):
            return core.ForEach(rows, _VALUE, (each,), fewest=least)
        return core.All((*enough, core.ForEach(rows, _VALUE, (each,))))


_VALUE: Final = "one value"
"""The name of each value in its turn; no author can give it."""


class IndicatorWord(Taking, kind="indicator"):
    """An indicator (this one, or one of this outcome) has an observed value that meets a target: the latest, unless
    `take` says otherwise. The target may be a field of the indicator itself: `$it.target`, `$it.baseline`.
    """

    indicator: Annotated[OperandTerm, ValueOf("observations", "indicator")] | None = None
    outcome: Annotated[WordsTerm, Listed("outcomes")] | None = None
    op: Comparison
    target: Annotated[NumberTerm, Inside(register="indicators")]
    within: Period | None = None

    @model_validator(mode="after")
    def _of_something(self) -> Self:
        if self.indicator is None and self.outcome is None:
            raise reported("missing_key", word="indicator")
        if self.take == "mean" and self.indicator is None and self._is_own:
            raise reported("mean_of_one")
        return self

    @property
    def _is_own(self) -> bool:
        return isinstance(self.target, Reference) and self.target.name == IT.name

    @override
    def expand(self, names: Names) -> core.Core:
        where = equals("indicator", self.indicator) + one_of("indicator.outcome", self.outcome) + not_older(self.within)
        series = Selection("observations", where)
        bound: Fraction | Reference | OwnBound = self.target
        if isinstance(bound, Reference) and self._is_own:
            bound = OwnBound("indicator", bound.path, Selection("indicators", equals("id", self.indicator)))
        return self.held_against(series, ("indicator",), "value", Op(self.op), bound, 1)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        which = equals("id", self.indicator) + one_of("outcome", self.outcome)
        named = phrasing.rows(Selection("indicators", which)).which
        return message("measure{named} again, and record the value once the target is met", named=named)


class AssessmentWord(Taking, kind="assessment"):
    """Each of the elements (or, without `of`, anybody) was assessed, with this score at least: the latest, unless
    `take` says otherwise.
    """

    instrument: Annotated[WordsTerm, Listed("instruments")]
    of: Each | None = None
    min_score: NumberTerm | None = None
    respondents: Whole | None = None
    max_age: Period | None = None
    min: Whole | None = None

    @model_validator(mode="after")
    def _scored(self) -> Self:
        if self.min_score is None and self.take is not None:
            raise reported("missing_key", word="min_score")
        if self.last is not None and self.min is not None and self.take != "any":
            raise reported("last_and_min")
        once_each = self.min_score is not None and self.of is not None and self.take in {None, "latest"}
        if once_each and isinstance(self.min, int) and self.min > len(self.instrument):
            raise reported("one_latest", word=str(self.min))
        return self

    @override
    def expand(self, names: Names) -> core.Core:
        if self.of is None:
            return self._scored_well(())
        return core.ForEach(self.of, "it", (self._scored_well(equals("subject", IT)),))

    def _scored_well(self, whose: Tests) -> core.Core:
        where = (
            whose
            + one_of("instrument", self.instrument)
            + bounded("respondents", Op.GTE, self.respondents)
            + not_older(self.max_age)
        )
        series, least = Selection("assessments", where), at_least(self.min)
        if self.min_score is None:
            return core.Count(series, least)
        return self.held_against(series, ("subject", "instrument"), "score", Op.GTE, self.min_score, least)

    @override
    def remedy(self, phrasing: Phrasing) -> Sayable:
        tool = either(phrasing.items("instruments", self.instrument))
        return message("assess with {tool} and record the score", tool=tool)


class AttestWord(Kind, kind="attest"):
    """Somebody in one of these roles has stated that something is so."""

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


class StageWord(Kind, kind="stage"):
    """The subjects (all, a share, or `min` of them) have reached one of these stages of their own way."""

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
