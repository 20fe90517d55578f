"""One thing that the law, or the door, has to say: who lacks what, by name, with the rule and the nearest remedy."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from partnership.base import InEnglish
from partnership.findings.codes import Code
from partnership.findings.lack import MOST_NAMED, FilePlace, Lack, NamesById, Subject, lack_lines, owed
from partnership.findings.words import (
    ORIGIN_WORDS,
    SEVERITY_WORDS,
    STATUS_WORDS,
    GateMoment,
    Origin,
    Severity,
    Status,
)
from partnership.messages import Message, Sayable, in_context, joined, message
from partnership.values import Day, Language, Said, Strict, Text

_COUNTRIES: dict[str | None, Message] = {
    "EU": in_context("where a rule applies", "the European Union"),
    "GB": in_context("where a rule applies", "the United Kingdom"),
    "INT": in_context("where a rule applies", "all countries"),
    "RU": in_context("where a rule applies", "Russia"),
    "US": in_context("where a rule applies", "the United States"),
}
"""Jurisdictions that have a name here; others stand as the code that their author wrote."""


class Finding(InEnglish, Strict):
    """What was found about one requirement of the template, or about one rule of the door (then without `requirement`).

    `lacks` lists everybody and everything that is missing, not the first. `at` is the place of the rule; `entry` the
    sequence number of the entry in question; `waived_until` the first day on which a waiver in force no longer helps.
    """

    code: Code = Field(description="What it is about, as a word that programs can branch on.")
    requirement: str | None = Field(default=None, description="The requirement's id; a rule of the door has none.")
    title: Said = Field(description="The rule in a few words.")
    status: Status = Field(default=Status.UNSATISFIED, strict=False, description="How the rule stands.")
    severity: Severity = Field(default=Severity.BLOCK, strict=False, description="What the rule does if it is not met.")
    moment: GateMoment = Field(default=GateMoment.DOOR, strict=False, description="When the rule is asked.")
    stage: str | None = Field(default=None, description="The stage whose gate asks it, by its id in the template.")
    origin: Origin = Field(default=Origin.LIBRARY, strict=False, description="Whose rule it is.")
    citation: Text | None = Field(default=None, description="Where the rule comes from.")
    jurisdiction: str | None = Field(default=None, description="The country, or a part of it, where the rule holds.")
    field: str | None = Field(
        default=None,
        description="The field of what was asked that it is about, by its path: parties.1, parameters.quorum.",
    )
    lacks: tuple[Lack, ...] = Field(default=(), strict=False, description="Everybody and everything that is missing.")
    remedy: Said = Field(description="The nearest step that would meet the rule.")
    owed_by: tuple[Subject, ...] = Field(default=(), strict=False, description="Who owes that step.")
    at: FilePlace | None = Field(default=None, description="Where the rule stands.")
    entry: int | None = Field(default=None, description="The number of the entry in question.")
    waived_until: Day | None = Field(default=None, description="The first day on which a waiver no longer helps.")

    @property
    def summary(self) -> Message:
        """Which rule it is, how grave, how it stands and whose rule it is."""
        source: Sayable = ORIGIN_WORDS[self.origin]
        if self.citation is not None:
            source = Message("{origin}: {citation}", {"origin": source, "citation": self.citation})
        built_in = self.origin is Origin.LIBRARY  # its title says how it stands, and names no rule
        notes = [SEVERITY_WORDS[self.severity], *([] if built_in else [STATUS_WORDS[self.status]]), source]
        if self.jurisdiction is not None:
            notes.append(message("applies in {region}", region=_COUNTRIES.get(self.jurisdiction, self.jurisdiction)))
        if self.waived_until is not None:
            notes.append(message("waived until {day}", day=self.waived_until))
        opening = "" if self.requirement is None else f"{self.requirement}{':' if built_in else ''} "
        return Message(
            "{opening}{title} [{notes}]",
            {"opening": opening, "title": self.title, "notes": joined(notes, Message("; "))},
        )

    def headline(self, lang: Language = "en") -> str:
        """Say the summary on one line."""
        return self.summary.in_language(lang)

    def text(self, lang: Language = "en", limit: int | None = None, names: NamesById | None = None) -> str:
        """Say all of it in plain lines.

        Lacks that are alike are told in one line. `limit` bounds the lines of lacks and the names in each, the rest are
        counted; `names` (id to name, from a file of personal data) go before the names that the records have.
        """
        return "\n".join(self._lines(lang, limit, names))

    def _lines(self, lang: Language, limit: int | None, names: NamesById | None) -> Iterator[str]:
        yield self.headline(lang)
        most = None if limit is None else MOST_NAMED
        lacks = [lack for lack in self.lacks if lack.subject is not None or lack.what != self.title]
        lines = lack_lines(lacks, lang, names, most=most)[: None if limit is None else max(limit, 0)]
        for line, _ in lines:
            yield f"  - {line}"
        for said in self._below(lacks, len(lacks) - sum(count for _, count in lines), lang, names):
            yield f"  {said.in_language(lang)}"

    def _below(self, lacks: list[Lack], hidden: int, lang: Language, names: NamesById | None) -> Iterator[Sayable]:
        if hidden:
            yield message("... and {hidden} more", hidden=hidden)
        if self.owed_by and not any(lack.owed_by for lack in lacks):
            yield owed(self.owed_by, lang, names)
        yield message("how to fix: {remedy}", remedy=self.remedy)
        if self.entry is not None:
            yield message("entry: {entry}", entry=self.entry)
        if self.at is not None:
            yield message("rule: {at}", at=self.at)
