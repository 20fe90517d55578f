"""What a measure answers: the figure, what it means, where its definition comes from, and a sentence about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from partnership.base import InEnglish
from partnership.messages import Language, Sayable

V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(InEnglish, Generic[V]):
    """The answer of one measure.

    `value` is a number, or a mapping by node; None stands where a figure has no meaning (as for an isolate), never nan.
    `definition` says what is measured, `source` where that definition was published, `sentence` what it says here.
    `parameters` are the choices under which it was taken.
    """

    measure: str
    value: V
    definition: Sayable
    source: str
    sentence: Sayable
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def text(self, lang: Language = "en") -> str:
        """Say what the figure says here, in one sentence or a few."""
        return self.sentence.in_language(lang)
