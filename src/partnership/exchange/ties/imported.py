"""What became of a survey: entries, and reasons for what was refused, given back in the user's own table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from partnership.exchange.formats import delimited, guarded
from partnership.exchange.survey import ENTRY, REFUSED, Survey, SurveyAnswer, is_ours, write_xlsx
from partnership.messages import Message, joined, message
from partnership.records import Tie
from partnership.values import Language, Said


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
        became = [message("entry {entry}", entry=self.entry)] if self.entry is not None else self.reasons
        return message(
            "row {row}: {source} - {target}: {became}",
            row=self.answer.row,
            source=self.answer.source or "?",
            target=self.answer.target or "?",
            became=joined(became, Message("; ")),
        ).in_language(lang)


@dataclass(frozen=True, slots=True)
class ImportedTies:
    """What became of a survey, answer by answer in the order of the table; `dry_run`: what would become of it."""

    survey: Survey
    ties: tuple[ImportedTie, ...]
    dry_run: bool = False

    @property
    def accepted(self) -> tuple[ImportedTie, ...]:
        """Those that are entries now."""
        return tuple(tie for tie in self.ties if tie.entry is not None)

    @property
    def refused(self) -> tuple[ImportedTie, ...]:
        """Those that were refused, each with every reason."""
        return tuple(tie for tie in self.ties if tie.entry is None)

    def text(self, lang: Language = "en", limit: int | None = None) -> str:
        """Say how many were accepted, and of each that was refused why; `limit` bounds those that are spelt out."""
        opening = message(
            "accepted: {accepted}, refused: {refused}", accepted=len(self.accepted), refused=len(self.refused)
        )
        shown = self.refused if limit is None else self.refused[:limit]
        lines = [opening.in_language(lang), *(tie.text(lang) for tie in shown)]
        hidden = len(self.refused) - len(shown)
        if hidden:
            lines.append(message("... and {hidden} more", hidden=hidden).in_language(lang))
        return "\n".join(lines)

    def to_csv(self, lang: Language = "en", *, delimiter: str | None = None) -> str:
        """Return the table as it was, with what was refused and the numbers of entries in two columns more.

        Cells that a spreadsheet would take for formulas are guarded. The delimiter is that of the table; for Excel,
        save the text as `utf-8-sig`.
        """
        return delimited(self._rows(lang), delimiter or self.survey.table.delimiter or ",")

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
