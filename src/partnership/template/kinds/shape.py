"""What all shapes of a template's file have in common, and all words that a requirement can check."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar, Final, Self

from pydantic import BaseModel, ConfigDict, model_validator
from typing_extensions import override

from partnership.messages import Sayable
from partnership.template import core
from partnership.template.fault_messages import reported
from partnership.template.names import Names
from partnership.template.phrasing import Phrasing
from partnership.template.terms import Whole


class TemplatePart(BaseModel):
    """A part of a template as its author writes it: nothing is guessed, nothing is left over, nothing changes later."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)


_words: dict[str, type[Kind]] = {}
KINDS: Final[Mapping[str, type[Kind]]] = MappingProxyType(_words)
"""Every word of the language with its model."""


class Kind(TemplatePart):
    """What a requirement checks.

    `kind` is the word under which it stands in the file; with `bare`, what stands there is one field of it: `all:
    [...]`. What a field refers to is in its annotation (`references`), and name resolution reads it there.
    """

    kind: ClassVar[str]
    bare: ClassVar[str | None] = None

    @override
    def __init_subclass__(cls, kind: str | None = None, bare: str | None = None) -> None:
        super().__init_subclass__()
        if kind is not None:
            cls.kind, cls.bare = kind, bare
            _words[kind] = cls

    @abstractmethod
    def expand(self, names: Names) -> core.Core:
        """Put it into the terms of `core`; `names` are those that the template declares. Nothing is evaluated."""

    @abstractmethod
    def remedy(self, phrasing: Phrasing) -> Sayable:
        """Say the nearest step that would meet it, to the person who coordinates."""


class Combinator(Kind):
    """A word whose checks hold other checks."""


class Sugar(Kind):
    """A word that stands for others put together, so that nobody has to put them together."""


class Bounds(Kind):
    """A number of things: at least `min`, at most `max`, or `exactly` so many."""

    min: Whole | None = None
    max: Whole | None = None
    exactly: Whole | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.exactly is not None and (self.min is not None or self.max is not None):
            raise reported("exact_and_bounds")
        if isinstance(self.min, int) and isinstance(self.max, int) and self.min > self.max:
            raise reported("min_over_max", word=str(self.min), more=str(self.max))
        return self

    @property
    def asks_for_none(self) -> bool:
        """Whether nothing at all is what is asked."""
        return self.max == 0 or self.exactly == 0
