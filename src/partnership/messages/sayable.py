"""What all that is said has in common."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from partnership.base import override
from partnership.languages import SOURCE, Language


@runtime_checkable
class Sayable(Protocol):
    """Whatever can be said in a language; a noun in a case of it, such as `one:genitive`."""

    __slots__ = ()

    def in_language(self, language: Language, case: str = "") -> str:
        """Say it."""
        ...

    @override
    def __str__(self) -> str:
        return self.in_language(SOURCE)
