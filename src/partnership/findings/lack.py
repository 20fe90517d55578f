"""Who lacks what, where a rule stands, and who owes the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pydantic import Field
from typing_extensions import override

from partnership.base import InEnglish
from partnership.messages import Message, in_context, message
from partnership.values import Day, Language, Said, Strict, Text, escape

NamesById = Mapping[str, Text | str]
"""Names of people by id, as personal data keeps them outside the ledger."""


class FilePlace(Strict):
    """Where in a file something stands; lines and columns count from one."""

    file: str = Field(description="The file.")
    line: int = Field(ge=1, description="The line, from one.")
    column: int = Field(ge=1, description="The column, from one.")

    @override
    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Subject(InEnglish, Strict):
    """Somebody or something that a finding is about or that owes something, by name as well as by id.

    Records of people hold no names; whoever keeps personal data passes its names when a finding is printed.
    """

    kind: str = Field(description="The kind of record, or what else it is.")
    id: str = Field(description="Its id.")
    name: Said | None = Field(default=None, description="What it is called; people have no name here.")

    def text(self, lang: Language = "en", names: NamesById | None = None) -> str:
        """Give name and id; the id alone where there is no name. A ward is never given a name."""
        name = self.name_alone(lang, names)
        return name if name == self.id else f"{name} ({self.id})"

    def in_language(self, language: Language, case: str = "") -> str:
        """Say it without personal data."""
        del case
        return self.text(language)

    def name_alone(self, lang: Language = "en", names: NamesById | None = None) -> str:
        """Give the name without the id, or the id where there is no name."""
        given = names.get(self.id) if names and self.kind != "ward" else None
        name = given if given is not None else self.name
        if name is None:
            return self.id
        return escape(name) if isinstance(name, str) else name.in_language(lang)


class Miss(Strict):
    """One condition that the nearest record misses, in the words of the law."""

    field: str = Field(description="The field, by its path; a register of which a row should stand beside it.")
    have: str | None = Field(default=None, description="What it has; null where it has nothing.")
    need: str = Field(description="What it ought to have: a test as a template writes it, or `in force`.")


class Nearest(Strict):
    """The record that came nearest to what is missing; with no misses, the latest one of what ought not to be."""

    kind: str = Field(description="The kind of record.")
    id: str = Field(description="Its id.")
    entry: int | None = Field(default=None, description="The number of the entry that says it.")
    day: Day | None = Field(default=None, description="The day of that entry.")
    misses: tuple[Miss, ...] = Field(default=(), strict=False, description="What it misses.")


class Lack(InEnglish, Strict):
    """One thing that is missing: whose, what, what there is and ought to be, since when, and who owes it.

    `what` says all of it in a sentence; `have`, `need`, `lapsed` and `nearest` are the same as data.
    """

    subject: Subject | None = Field(default=None, description="Whose it is.")
    what: Said = Field(description="What is missing: the whole sentence.")
    have: str | None = Field(default=None, description="What there is.")
    need: str | None = Field(default=None, description="What there ought to be.")
    lapsed: Day | None = Field(default=None, description="The day on which it stopped being there.")
    nearest: Nearest | None = Field(default=None, description="What came nearest to it, and what that misses.")
    owed_by: tuple[Subject, ...] = Field(default=(), strict=False, description="Who owes it.")

    def text(self, lang: Language = "en", names: NamesById | None = None) -> str:
        """Say it on one line."""
        what = self.what.in_language(lang)
        line = what if self.subject is None else f"{self.subject.text(lang, names)}: {what}"
        return f"{line}   ({owed(self.owed_by, lang, names).in_language(lang)})" if self.owed_by else line


_ALIKE: Final = 3
"""Lacks from which on those that are alike are told in one sentence."""

MOST_NAMED: Final = 3
"""Names in such a sentence where it is short; the rest are counted."""


def lack_lines(
    lacks: Iterable[Lack], lang: Language, names: NamesById | None, *, most: int | None = None, debtors: bool = True
) -> list[tuple[str, int]]:
    """Say lacks line by line, with how many each line is about: those with the same words and debtors in one.

    `most` bounds the names in a line, the rest are counted; without it all are named, with their ids. `debtors`: say
    who owes them, too.
    """
    alike: dict[object, list[Lack]] = {}
    for at, lack in enumerate(lacks):
        key: object = at
        if lack.subject is not None:
            key = lack.what.in_language(lang), lack.subject.kind, _debtors(lack) if debtors else None
        alike.setdefault(key, []).append(lack if debtors else lack.model_copy(update={"owed_by": ()}))
    lines: list[tuple[str, int]] = []
    for those in alike.values():
        if len(those) < _ALIKE:
            lines += [(lack.text(lang, names), 1) for lack in those]
        else:
            lines.append((_together(those, lang, names, most), len(those)))
    return lines


def _debtors(lack: Lack) -> object:
    """Give those who owe a lack; where it is whoever lacks it, that."""
    return lack.owed_by == (lack.subject,) or tuple(debtor.id for debtor in lack.owed_by)


def _together(lacks: list[Lack], lang: Language, names: NamesById | None, most: int | None) -> str:
    first = lacks[0]
    subjects = [lack.subject for lack in lacks if lack.subject is not None]
    rest = 0 if most is None else len(subjects) - most
    shown = subjects if rest <= 1 else subjects[:most]
    named = _in_a_row([one.text(lang, names) if most is None else _called(one, lang, names) for one in shown])
    what = Message("{who}: {what}", {"who": named, "what": first.what})
    if rest > 1:
        what = message("{who} and {rest} more: {what}", who=named, rest=rest, what=first.what)
    debtors = (
        (
            in_context("partners", "responsible: each of them")
            if first.owed_by[0].kind == "partner"
            else message("responsible: each of them")
        )
        if first.owed_by == (first.subject,)
        else owed(first.owed_by, lang, names, most)
    )
    return f"{what.in_language(lang)}   ({debtors.in_language(lang)})" if first.owed_by else what.in_language(lang)


def _called(subject: Subject, lang: Language, names: NamesById | None) -> str:
    """Give the name by which one is known; people and children are told apart by their ids."""
    if subject.kind != "partner":
        return subject.text(lang, names)
    return subject.name_alone(lang, names)


def _owing(subject: Subject, lang: Language, names: NamesById | None) -> str:
    """Name who owes something: a person with the id, a sector as one, for its title may be of many."""
    if subject.kind == "person":
        return subject.text(lang, names)
    name = subject.name_alone(lang, names)
    if subject.kind != "sectors":
        return name
    return message("the sector {name:quoted}", name=name).in_language(lang)


def owed(subjects: Iterable[Subject], lang: Language, names: NamesById | None, most: int | None = None) -> Message:
    """Say who owes something; `most` bounds the names, the rest are counted."""
    who = [_owing(subject, lang, names) for subject in subjects]
    rest = 0 if most is None else len(who) - most
    if rest <= 1 and len(who) > 1:
        return in_context("several", "responsible: {debtors}", debtors=_in_a_row(who))
    if rest <= 1:
        return message("responsible: {debtors}", debtors=_in_a_row(who))
    return message("responsible: {debtors} and {rest} more", debtors=_in_a_row(who[:most]), rest=rest)


def _in_a_row(names: Sequence[str]) -> str:
    """Put names in a row: with commas, or with semicolons where one of several has a comma of its own."""
    return ("; " if len(names) > 1 and any("," in each for each in names) else ", ").join(names)
