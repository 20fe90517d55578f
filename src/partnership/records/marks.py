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


@dataclass(frozen=True, slots=True)
class Such:
    """Marks a field whose values a sentence says of a row as a phrase: `Such("from the sector {values}")`.

    It follows the noun, or has `{rows}` where the noun stands. `{values:bare}` leaves out the quotation marks around
    words, `{values:case}` also has them agree with the noun, where a language asks for that. `many` is said of several
    rows, `no` where a field of yes or no says no. A phrase without values says that the field is given, or says yes.
    """

    one: str
    many: str | None = None
    no: str | None = None


IS = Such("{values:case} {rows}")
"""How a row stands."""

HAS_BEEN = Such("{rows} that has been {values:case}", "{rows} that have been {values:case}")
"""What has become of what was planned, where the word would be odd before the noun."""


class Words:
    """Marks a closed choice some of whose words are said otherwise than they are written: `Words(ngo="NGO")`."""

    __slots__ = ("said",)

    def __init__(self, /, **said: str) -> None:
        self.said = said

    @override
    def __repr__(self) -> str:
        return f"Words({self.said!r})"
