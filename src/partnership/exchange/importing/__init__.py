"""What both imports share: who is meant by a name (never guessed), a programme to try on, what the door says, and what
became of everything, given back as a table.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from typing_extensions import override

from partnership.acts import About
from partnership.errors import Refused
from partnership.exchange.formats.csv_and_json import delimited, guarded
from partnership.exchange.survey import Survey, SurveyAnswer
from partnership.exchange.survey.words import ENTRY, REFUSED, is_ours
from partnership.exchange.survey.workbook import write_xlsx
from partnership.findings import Finding
from partnership.index import State
from partnership.messages import NOTHING, Message, Sayable, in_context, joined, message
from partnership.records import RECORDS, AnyRecord, Partner, Tie
from partnership.template import ListItem
from partnership.values import Language, Said, fold, in_all_languages, nearest, nearest_hint

if TYPE_CHECKING:
    from partnership.programme import Programme


_MOST_LACKS = 3

MOST_HINTS = 300
"""Different unknown names for which the nearest is looked for; the rest go without (each look costs milliseconds)."""

_QUOTES = str.maketrans(dict.fromkeys("\"'«»„“”‘’`", None))


class NameIndex:
    """Ids with the names that they go by.

    Two names are one if they look alike: in one case, with Latin for Cyrillic letters of the same shape (`fold`),
    without quotation marks, and with single spaces.
    """

    def __init__(self, named: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._ids: dict[str, None] = {}
        self._by_name: dict[str, dict[str, None]] = {}
        self._choices: dict[str, None] = {}
        self._hints: dict[str, str | None] = {}
        for id_, names in named:
            self.add(id_, names)

    def add(self, id_: str, names: Iterable[str]) -> None:
        """Take one more in."""
        self._ids[id_] = None
        for name in (id_, *names):
            self._by_name.setdefault(_folded(name), {})[id_] = None
            self._choices[name] = None

    def find(self, word: str) -> tuple[str, ...]:
        """Return the ids that a word fits: none, one, or several between which only its author can choose."""
        if word in self._ids:
            return (word,)
        return tuple(self._by_name.get(_folded(word), ()))

    def nearest(self, word: str) -> str | None:
        """Return the name or id that was probably meant; None if none is close, or too many were asked for."""
        folded = _folded(word)
        if folded not in self._hints and len(self._hints) < MOST_HINTS:
            self._hints[folded] = nearest(word, self._choices)
        return self._hints.get(folded)


def _folded(name: str) -> str:
    return fold(" ".join(name.translate(_QUOTES).split()))


def rehearsal(programme: Programme) -> Programme:
    """Return a programme that is the same and can be written into."""
    state = State.of(programme.entries)
    return type(programme)(programme.template, state, templates=programme.templates.values())


def record_names(record: object) -> tuple[str, ...]:
    """Return what a partner is called, in every language."""
    return tuple(in_all_languages(record.name).values()) if isinstance(record, Partner) else ()


def items_called(items: Mapping[str, ListItem], word: str) -> list[str]:
    """Return the items of a list that a folded word fits, by id or title."""
    named = ((id_, (id_, *in_all_languages(item.title).values())) for id_, item in items.items())
    return [id_ for id_, names in named if word and word in map(fold, names)]


def nearest_item(items: Mapping[str, ListItem], word: str) -> Message:
    """Say behind a sentence which item of a list was probably meant."""
    return tail_of(nearest_hint(word, [*items, *(str(item.title) for item in items.values())]))


def hand_in(
    programme: Programme, record: AnyRecord, on: dt.date, about: About
) -> tuple[int | None, tuple[Message, ...]]:
    """Put a record before the door; returns the number of its entry, or why it is refused."""
    try:
        return programme.record(record, on=on, **about).seq, ()
    except Refused as refusal:
        return None, tuple(map(_said, refusal.findings))


def _said(finding: Finding) -> Message:
    """Say a reason of the door on one line."""
    lacks = joined(finding.lacks[:_MOST_LACKS], Message("; "))
    lacking = Message(": {lacks}", {"lacks": lacks}) if finding.lacks else NOTHING
    return Message(
        "{rule}{lacking} ({remedy})", {"rule": finding.summary, "lacking": lacking, "remedy": finding.remedy}
    )


def tail_of(hint: Message | None) -> Message:
    """Put a hint behind a sentence."""
    return NOTHING if hint is None else Message("; {hint}", {"hint": hint})


# --- what became of it ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ImportedTie:
    """What became of one answer: the number of its entry, or the reasons for which it was refused.

    `tie` is the record that was put before the door; None where it did not come to that. `nearest` is the name that
    was probably meant, where one is unknown.
    """

    answer: SurveyAnswer
    tie: Tie | None = None
    entry: int | None = None
    reasons: tuple[Said, ...] = ()
    nearest: str | None = None

    def text(self, lang: Language = "en") -> str:
        """Say on one line where it stood and what became of it."""
        told = message("row {row}: {source} - {target}: {became}", row=self.answer.row, became=_became(self))
        return told.given(source=self.answer.source or "?", target=self.answer.target or "?").in_language(lang)


@dataclass(frozen=True, slots=True)
class ImportedPartner:
    """What became of one organisation, person or membership of a list; people go by the id that they have here.

    `record` is what was put before the door; None where it did not come to that.
    """

    line: int
    kind: str
    id: str
    name: str = ""
    record: AnyRecord | None = None
    entry: int | None = None
    reasons: tuple[Said, ...] = ()

    def text(self, lang: Language = "en") -> str:
        """Say on one line where it stood and what became of it."""
        who = f"{self.name} ({self.id})" if self.name else self.id
        told = message("line {line}: {kind} {who}: {became}", line=self.line, kind=RECORDS[self.kind].noun, who=who)
        return told.given(became=_became(self)).in_language(lang)


def _became(each: ImportedTie | ImportedPartner) -> Sayable:
    became = [message("entry {entry}", entry=each.entry)] if each.entry is not None else each.reasons
    return joined(became, Message("; "))


_HEADINGS = (
    in_context("heading of a table", "line"),
    in_context("heading of a table", "kind"),
    in_context("heading of a table", "id"),
    in_context("heading of a table", "name"),
    REFUSED,
    ENTRY,
)

T = TypeVar("T", ImportedTie, ImportedPartner)


class _Imported(ABC, Generic[T]):
    """What both sorts of import tell alike: what was accepted, and why the rest was not."""

    __slots__ = ()

    @property
    @abstractmethod
    def _all(self) -> tuple[T, ...]: ...

    @property
    def accepted(self) -> tuple[T, ...]:
        """Those that are entries now."""
        return tuple(each for each in self._all if each.entry is not None)

    @property
    def refused(self) -> tuple[T, ...]:
        """Those that were refused, each with every reason."""
        return tuple(each for each in self._all if each.entry is None)

    def text(self, lang: Language = "en", limit: int | None = None) -> str:
        """Say how many were accepted, and of each that was refused why; `limit` bounds those that are spelt out."""
        opening = message(
            "accepted: {accepted}, refused: {refused}", accepted=len(self.accepted), refused=len(self.refused)
        )
        refused = self.refused
        shown: tuple[T, ...] = refused if limit is None else refused[:limit]
        lines = [opening.in_language(lang), *(one.text(lang) for one in shown)]
        hidden = len(refused) - len(shown)
        if hidden:
            lines.append(message("... and {hidden} more", hidden=hidden).in_language(lang))
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class ImportedTies(_Imported[ImportedTie]):
    """What became of a survey, answer by answer in the order of the table; `dry_run`: what would become of it."""

    survey: Survey
    ties: tuple[ImportedTie, ...]
    dry_run: bool = False

    @property
    @override
    def _all(self) -> tuple[ImportedTie, ...]:
        return self.ties

    def to_csv(self, lang: Language = "en") -> str:
        """Return the table as it was, with what was refused and the numbers of entries in two columns more.

        Cells that a spreadsheet would take for formulas are guarded. The delimiter is that of the table; for Excel,
        save the text as `utf-8-sig`.
        """
        return delimited(self._rows(lang), self.survey.table.delimiter or ",")

    def to_xlsx(self, lang: Language = "en") -> bytes:
        """Return the same as a workbook of one sheet, in which every cell is text."""
        return write_xlsx(self._rows(lang), self.survey.table.sheet or "Connections")

    def _rows(self, lang: Language) -> Iterator[list[str]]:
        table = self.survey.table
        dropped = [place for place, heading in enumerate(table.headings) if is_ours(heading)]
        kept = [place for place in range(max(map(len, table.rows), default=0)) if place not in dropped]
        became: dict[int, list[ImportedTie]] = {}
        for tie in self.ties:
            became.setdefault(tie.answer.row, []).append(tie)
        for number, row in enumerate(table.rows, start=1):
            if number == table.heading:
                added = [REFUSED.in_language(lang), ENTRY.in_language(lang)]
            else:
                added = _told(became.get(number, []), lang)
            yield [*(guarded(row[place]) if place < len(row) else "" for place in kept), *map(guarded, added)]


def _told(ties: list[ImportedTie], lang: Language) -> list[str]:
    """Return the two cells that a row gets: why its ties were refused, and the entries of those that were accepted."""
    several = len(ties) > 1
    refused = []
    for tie in ties:
        if tie.entry is None:
            why = "; ".join(reason.in_language(lang) for reason in tie.reasons)
            refused.append(f"{tie.answer.target}: {why}" if several else why)
    return ["\n".join(refused), ", ".join(str(tie.entry) for tie in ties if tie.entry is not None)]


@dataclass(frozen=True, slots=True)
class ImportedPartners(_Imported[ImportedPartner]):
    """What became of a list, in the order in which it was put before the door.

    `names` are those of the people, for a file of personal data beside the ledger.
    """

    partners: tuple[ImportedPartner, ...]
    names: Mapping[str, str]
    dry_run: bool = False

    @property
    @override
    def _all(self) -> tuple[ImportedPartner, ...]:
        return self.partners

    def to_csv(self, lang: Language = "en") -> str:
        """Return a row for each, with what was refused and the numbers of entries; no formula among them."""
        return delimited(self._rows(lang), ",")

    def to_xlsx(self, lang: Language = "en") -> bytes:
        """Return the same as a workbook of one sheet, in which every cell is text."""
        return write_xlsx(self._rows(lang), "Partners")

    def _rows(self, lang: Language) -> Iterator[list[str]]:
        yield [heading.in_language(lang) for heading in _HEADINGS]
        for each in self.partners:
            why = "; ".join(reason.in_language(lang) for reason in each.reasons)
            kind = RECORDS[each.kind].noun.in_language(lang)
            cells = (str(each.line), kind, each.id, each.name, why, str(each.entry or ""))
            yield list(map(guarded, cells))
