"""Who lacks what, where a rule stands, and who owes the mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import override

from partnership.values import Day, Language, Text, escape

Names = Mapping[str, Text | str]
"""Names of people by id, as a vault keeps them outside the ledger."""


class Said(BaseModel):
    """What all parts of a finding share: frozen, exact, and at home in JSON."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Place(Said):
    """Where in a file something stands; lines and columns count from one."""

    file: str
    line: int = Field(ge=1)
    column: int = Field(ge=1)

    @override
    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Subject(Said):
    """Somebody or something that a finding is about or that owes something, by name as well as by id.

    Records of people hold no names (invariant 9); whoever keeps a vault passes its names when a finding is printed.
    """

    kind: str
    id: str
    name: Text | None = None

    def text(self, lang: Language = "en", names: Names | None = None) -> str:
        """Give name and id; the id alone where there is no name. A ward is never given a name."""
        name = self.name_alone(lang, names)
        return name if name == self.id else f"{name} ({self.id})"

    def name_alone(self, lang: Language = "en", names: Names | None = None) -> str:
        """Give the name without the id, or the id where there is no name."""
        given = names.get(self.id) if names and self.kind != "ward" else None
        name = given if given is not None else self.name
        if name is None:
            return self.id
        return escape(name) if isinstance(name, str) else name.in_language(lang)

    @override
    def __str__(self) -> str:
        return self.text("en")


class Lack(Said):
    """One thing that is missing: whose, what, what there is and ought to be, since when, and who owes it.

    `what` says all of it in a sentence; `have`, `need` and `lapsed` are the same as data.
    """

    subject: Subject | None = None
    what: Text
    have: str | None = None
    need: str | None = None
    lapsed: Day | None = None
    owed_by: tuple[Subject, ...] = Field(default=(), strict=False)

    def text(self, lang: Language = "en", names: Names | None = None) -> str:
        """Say it on one line."""
        what = self.what.in_language(lang)
        line = what if self.subject is None else f"{self.subject.text(lang, names)}: {what}"
        return f"{line}   ({owed(self.owed_by, lang, names)})" if self.owed_by else line

    @override
    def __str__(self) -> str:
        return self.text("en")


def owed(subjects: Iterable[Subject], lang: Language, names: Names | None) -> str:
    """Say who owes something."""
    debtors = ", ".join(subject.name_alone(lang, names) for subject in subjects)
    return say(lang, f"owed by {debtors}", f"за кем: {debtors}")


def say(lang: Language, english: str, russian: str) -> str:
    """Choose between two ways to say one thing."""
    return russian if lang == "ru" else english
