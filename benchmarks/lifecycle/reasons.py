"""Why the law says no, as somebody would hold it who writes it for this pilot: frozen values, in both languages."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from typing_extensions import override

Language = Literal["en", "ru"]
Moment = Literal["exit", "invariant", "guard", "door"]


@dataclass(frozen=True, slots=True)
class Text:
    en: str
    ru: str

    def said(self, lang: Language) -> str:
        return self.ru if lang == "ru" else self.en


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule stands in its file."""

    file: str
    line: int
    column: int

    @override
    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody or something, by name as well as by id."""

    kind: str
    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing: what, whose, what there is and ought to be, since when, and who owes it."""

    what: Text
    subject: Subject | None = None
    have: str | None = None
    need: str | None = None
    lapsed: dt.date | None = None
    owed_by: tuple[Subject, ...] = ()

    def text(self, lang: Language) -> str:
        line = self.what.said(lang)
        if self.subject is not None:
            line = f"{self.subject.name.said(lang)} ({self.subject.id}): {line}"
        return f"{line}   ({_owed(self.owed_by, lang)})" if self.owed_by else line


@dataclass(frozen=True, slots=True)
class Rule:
    """What the law asks: its words in both languages, when it is asked, and where it stands."""

    id: str
    title: Text
    remedy: Text
    moment: Moment = "door"
    stage: str | None = None
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason: the rule, whether it is unmet or nothing is known about it, everybody who lacks something."""

    rule: Rule
    lacks: tuple[Lack, ...] = ()
    owed_by: tuple[Subject, ...] = ()
    known: bool = True

    def text(self, lang: Language) -> str:
        rule = self.rule
        status = _UNMET if self.known else _UNKNOWN
        lines = [f"{rule.id} {rule.title.said(lang)} [{_BLOCKS.said(lang)}; {status.said(lang)}]"]
        lines += [f"  - {lack.text(lang)}" for lack in self.lacks]
        if self.owed_by and not any(lack.owed_by for lack in self.lacks):
            lines.append(f"  {_owed(self.owed_by, lang)}")
        lines.append(f"  {_REMEDY.said(lang)}: {rule.remedy.said(lang)}")
        if rule.at is not None:
            lines.append(f"  {_RULE.said(lang)}: {rule.at}")
        return "\n".join(lines)


class Refused(Exception):
    """The law says no."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__()
        self.refusals = refusals


def text_of(refusals: Sequence[Refusal], lang: Language) -> str:
    return "\n".join([refusal.text(lang) for refusal in refusals])


def _owed(subjects: Sequence[Subject], lang: Language) -> str:
    debtors = ", ".join([subject.name.said(lang) for subject in subjects])
    return f"{_OWED.said(lang)} {debtors}"


_BLOCKS = Text("blocks", "препятствует")
_UNMET = Text("not met", "не выполнено")
_UNKNOWN = Text("not known", "нет данных")
_REMEDY = Text("how to fix", "как исправить")
_RULE = Text("rule", "правило")
_OWED = Text("owed by", "за кем:")
