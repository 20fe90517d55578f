"""What all shapes of a template's file have in common."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, model_validator

from partnership.template.fault_messages import said
from partnership.template.terms import Whole


class Shape(BaseModel):
    """A part of a template as its author writes it: nothing is guessed, nothing is left over, nothing changes later."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)


class Kind(Shape):
    """What a requirement checks. `kind` is the word under which it stands in the file."""

    kind: ClassVar[str]


class Bounds(Kind):
    """A number of things: at least `min`, at most `max`, or `exactly` so many."""

    min: Whole | None = None
    max: Whole | None = None
    exactly: Whole | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.exactly is not None and (self.min is not None or self.max is not None):
            raise said("exact_and_bounds")
        if isinstance(self.min, int) and isinstance(self.max, int) and self.min > self.max:
            raise said("min_over_max", word=str(self.min), more=str(self.max))
        return self
