"""What is known, where a sentence is said, of the values that it leans on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from typing_extensions import override

from partnership.messages import Sayable
from partnership.template.core import Reference

_T = TypeVar("_T")


class Unsaid:
    """Marks a value that nobody can tell where a sentence is said."""


UNSAID: Final = Unsaid()


class Known:
    """By itself nothing is known: the rule is spoken of, not a programme that is kept under it."""

    def value(self, reference: Reference) -> object:
        """What a reference stands for; None where it is missing, UNSAID where it cannot be told."""
        del reference
        return UNSAID

    @property
    def stage(self) -> str | None:
        """The stage at which the rule stands, or that is open; None where that cannot be told."""
        return None

    def is_told(self, reference: Reference) -> bool:
        """Whether a reader knows already whom a reference names, so that the sentence need not say it."""
        del reference
        return False

    def name(self, id_: str) -> Sayable | None:
        """What the record with an id is called."""
        del id_
        return None

    def phrase(self, about: object, make: Callable[[], _T]) -> _T:
        """What a part of a rule is called, made by what it is given: a place to keep what holds nothing known."""
        del about
        return make()


class BehindHaving(Known):
    """Of `having`: `$it` is the row that is being described, and goes without saying."""

    def __init__(self, outer: Known) -> None:
        self._outer = outer

    @override
    def value(self, reference: Reference) -> object:
        return UNSAID if reference.name == "it" else self._outer.value(reference)

    @property
    @override
    def stage(self) -> str | None:
        return self._outer.stage

    @override
    def is_told(self, reference: Reference) -> bool:
        return reference.name == "it" or self._outer.is_told(reference)

    @override
    def name(self, id_: str) -> Sayable | None:
        return self._outer.name(id_)
