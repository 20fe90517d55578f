"""Marks on fields that say what people call a field, and the words of its closed choice.

Most need none: `given_by` is "given by", and `off_site` is "off site". Catalogues have both in other languages.
"""

from __future__ import annotations

from dataclasses import dataclass

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Label:
    """Marks a field that is not called by its name: `at: Annotated[Id, Label("where the role is held")]`."""

    text: str


class Words:
    """Marks a closed choice some of whose words are said otherwise than they are written: `Words(ngo="NGO")`."""

    __slots__ = ("said",)

    def __init__(self, /, **said: str) -> None:
        self.said = said

    @override
    def __repr__(self) -> str:
        return f"Words({self.said!r})"
