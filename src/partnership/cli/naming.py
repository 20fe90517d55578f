"""What people call the records, stages and rules that a command speaks of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from partnership.cli.console import Style
from partnership.entries import (
    Advanced,
    Amended,
    AnyEntry,
    Closed,
    Ended,
    Migrated,
    Recorded,
    Resumed,
    Started,
    Suspended,
    Waived,
    Withdrawn,
)
from partnership.evaluation.naming import Names
from partnership.findings import Finding, Severity, Subject
from partnership.programme import Programme
from partnership.reading import Line
from partnership.records import RECORDS, Record, field_label, kind_of, listings, noun, word
from partnership.template import Template
from partnership.values import Text

MOST_WHO = 2
"""Names of those who lack something that a story spells out; the rest are counted."""

SEVERITY_STYLES: Final[Mapping[Severity, Style]] = MappingProxyType(
    {Severity.BLOCK: "bad", Severity.WARN: "care", Severity.ADVISE: "good"}
)
"""The colour of a rule where it is listed."""

_AT_LEAST: Final = ">= "


class Naming:
    """Names in one language, with those of the vault before those of the ledger."""

    def __init__(self, programme: Programme, console: Console) -> None:
        self._programme = programme
        self._words = words
        self.lang = console.lang

    @property
    def template(self) -> Template:
        """The law whose words are used."""
        return self._programme.template

    def text(self, text: Text | None) -> str:
        """Say a text in this language."""
        return "" if text is None else text.in_language(self.lang)

    def stage(self, stage: str | None, day: dt.date | None = None) -> str:
        """Name a stage (the first, if none is given) with those around it, as the law of a day calls it."""
        law = self.template if day is None else self._programme.law_on(day)
        if stage is not None and stage not in law.stage_ids:
            return stage
        return " / ".join(self.text(one.title) for one in law.path(law.first_leaf().id if stage is None else stage))

    def someone(self, id_: str) -> str:
        """Name whoever an id stands for, by name and id."""
        names = Names(self._programme.snapshot.context())
        return names.of_id(id_).text(self.lang, self._programme.vault)

    def subject(self, subject: Subject) -> str:
        """Name a subject by its name alone."""
        return subject.name_alone(self.lang, self._programme.vault)

    # --- records -----------------------------------------------------------------------------------------------------

    def record(self, record: Record) -> str:
        """Name a record: what kind it is, what people call it, and its id."""
        return self.thing(kind_of(record), record.id, self.called(record))

    def thing(self, kind: str, id_: str, called: str = "") -> str:
        """Name something by kind and id."""
        title = self.text(noun(kind)) if kind in RECORDS else kind
        return f"{title} {id_} ({called})" if called else f"{title} {id_}"

    def called(self, record: Record) -> str:
        """Give the name or title of a record, or the word of the template that says what sort it is."""
        for field in ("name", "title"):
            own = getattr(record, field, None)
            if isinstance(own, Text):
                return self.text(own)
        for path, listed, many in listings(type(record)):
            value = getattr(record, path, None)
            if not many and isinstance(value, str):
                item = self.template.lists.get(listed.list, {}).get(value)
                return self.text(item.title) if item is not None else value
        return ""

    def known(self, kind: str, id_: str) -> str:
        """Name a record that was recorded before, by kind and id."""
        record = self._records.get((kind, id_))
        return self.thing(kind, id_) if record is None else self.record(record)

    @cached_property
    def _records(self) -> dict[tuple[str, str], Record]:
        recorded = (entry.record for entry in self._programme.entries if isinstance(entry, Recorded))
        return {(kind_of(record), record.id): record for record in recorded}

    # --- lines, entries, findings ------------------------------------------------------------------------------------

    def attempt(self, line: Line) -> str:
        """Say what a line asks for."""
        words = self._words
        match line.verb:
            case "record" if line.record is not None:
                return self.record(line.record)
            case "advance":
                known = line.to in self.template.stage_ids if line.to else False
                return (
                    message("move to the stage: {stage}", stage=self.stage(line.to or "") if known else line.to)
                    if line.to
                    else message("move to the next stage")
                )
            case "waive":
                return message("to waive {requirement}", requirement=line.requirement)
            case "withdraw":
                return message("to withdraw entry {entry}", entry=line.entry)
            case "end" | "amend":
                return words(f"to-{line.verb}", what=self.known(str(line.kind), str(line.id)))
            case _:
                return words(f"to-{line.verb}")

    def entry(self, entry: AnyEntry) -> str:
        """Say on one line what an entry holds."""
        words = self._words
        match entry:
            case Started():
                return message("Programme {id}; template {template} {version}; region {region}; begins on {start}",
                    id=entry.programme,
                    template=entry.template,
                    version=entry.version,
                    region=entry.region,
                    start=entry.date,
                )
            case Recorded():
                return self.record(entry.record)
            case Amended():
                return f"{self.known(entry.kind, entry.id)}: {self.changes(entry)}"
            case Ended():
                return message("{what}: {reason}", what=self.known(entry.kind, entry.id), reason=self.text(entry.reason))
            case Advanced():
                return self.stage(entry.stage, entry.date)
            case Waived():
                return self.waiver(entry)
            case Suspended() | Resumed():
                return self.text(entry.reason)
            case Migrated():
                return message("template {template} {version}: {reason}", template=entry.template, version=entry.version, reason=self.text(entry.reason)
                )
            case Withdrawn():
                return message("entry {entry}: {reason}", entry=entry.withdraws, reason=self.text(entry.reason))
            case Closed():
                return words(entry.outcome, reason=self.text(entry.reason))

    def changes(self, entry: Amended) -> str:
        """Say which fields an amendment gives which values."""
        return "; ".join(self._change(field, value) for field, value in entry.changes.items())

    def _change(self, field: str, value: Any) -> str:
        label = self.text(field_label(field))
        if value is None:
            return message("{field}: removed", field=label)
        return message("{field}: {value}", field=label, value=self._value(field, value))

    def _value(self, field: str, value: Any) -> str:
        match value:
            case {"en": str(), "ru": str()}:
                return str(value[self.lang])
            case dict():
                return ", ".join(f"{key} {each}" for key, each in value.items())
            case list():
                return ", ".join(self._value(field, each) for each in value)
            case _:
                return self.text(word(field, value))

    def waiver(self, entry: Waived) -> str:
        """Say what was set aside, for whom, until when, by whom and why."""
        rule = self.template.requirements.get(entry.requirement)
        subject = "" if entry.subject is None else message(" for {subject}", subject=self.someone(entry.subject))
        return message("{requirement} {title}{subject}, until {until}, by {by}: {reason}",
            requirement=entry.requirement,
            title=self.text(rule.title) if rule is not None else "",
            subject=subject,
            until=entry.until,
            by=self.someone(entry.waived_by),
            reason=self.text(entry.reason),
        )

    def reason(self, finding: Finding) -> str:
        """Say in plain words what is not met: the rule by its title, and by name who lacks what it asks for."""
        title = self.text(finding.title)
        opening = title if finding.requirement is None else f"{finding.requirement} {title}"
        if finding.code == "suspended":
            return f"{opening}: {'; '.join(self.text(lack.what) for lack in finding.lacks)}"
        who = list(dict.fromkeys(self.subject(lack.subject) for lack in finding.lacks if lack.subject is not None))
        if finding.requirement is None:
            return opening
        if who:
            rest = len(who) - MOST_WHO
            named = ", ".join(who[:MOST_WHO]) + (f" {message("and {more} more", more=rest)}" if rest > 0 else "")
            return f"{opening} ({message("not met by: {who}", who=named)})"
        short = (lack for lack in finding.lacks if lack.have not in {None, "0"})
        measured = [lack for lack in short if str(lack.need).startswith(_AT_LEAST)]
        if len(measured) == 1:
            need = str(measured[0].need).removeprefix(_AT_LEAST)
            return f"{opening} ({message("{have} instead of {need}", have=measured[0].have, need=need)})"
        return opening


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that turn something away, without those that only warn or advise."""
    return [finding for finding in findings if finding.severity is Severity.BLOCK]
