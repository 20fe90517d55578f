"""When things happened: often enough, in the right order, long enough ago."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import model_validator

from partnership.template.fault_messages import said
from partnership.template.kinds.shape import Kind
from partnership.template.terms import FieldPath, Period, Sel


class Timing(Kind):
    """One of three: `of` is not older than `cadence`; `first` comes before `then`; so much has passed `since`.

    `field` is the date that counts: `date` (of the first entry) unless said otherwise.
    """

    kind: ClassVar[str] = "timing"
    of: Sel | None = None
    cadence: Period | None = None
    first: Sel | None = None
    then: Sel | None = None
    since: Sel | None = None
    field: FieldPath = ("date",)
    at_least: Period | None = None
    at_most: Period | None = None

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        given = {name for name in ("of", "cadence", "first", "then", "since") if getattr(self, name) is not None}
        bounded = self.at_least is not None or self.at_most is not None
        ordered = given == {"first", "then"}
        elapsed = given == {"since"} and bounded
        often = given == {"of", "cadence"} and not bounded
        if not (ordered or elapsed or often):
            raise said("timing_shape")
        return self
