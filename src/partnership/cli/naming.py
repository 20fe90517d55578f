"""What people call the records, stages and rules that a command speaks of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from partnership.acts import (
    Advanced,
    Amended,
    AnyEntry,
    Closed,
    Ended,
    Migrated,
    Recorded,
    Started,
    Waived,
    Withdrawn,
)
from partnership.cli.console import Style
from partnership.evaluation.naming import Namer, name_of_row
from partnership.findings import Finding, Lack, Severity, Subject
from partnership.languages import is_tag
from partnership.messages import (
    NOTHING,
    Language,
    Message,
    Sayable,
    as_written,
    either,
    joined,
    listed,
    message,
)
from partnership.programme import Programme
from partnership.reading import Line
from partnership.records import Item, Record, beside_id, field_label, listings, word
from partnership.template import Register, Template
from partnership.values import Text

MOST_WHO = 2
"""Names of those who lack something that a story spells out; the rest are counted."""

SEVERITY_STYLES: Final[Mapping[Severity, Style]] = MappingProxyType(
    {Severity.BLOCK: "bad", Severity.WARN: "care", Severity.ADVISE: "good"}
)
"""The colour of a rule where it is listed."""

_AT_LEAST: Final = ">= "


@dataclass(frozen=True, slots=True)
class _Called:
    """Somebody or something as personal data calls it, else the ledger."""

    subject: Subject
    personal_data: Mapping[str, Text | str] = field(compare=False)
    with_id: bool = False

    def in_language(self, language: Language, case: str = "") -> str:
        """Say the name."""
        del case
        say = self.subject.text if self.with_id else self.subject.name_alone
        return say(language, self.personal_data)


class Naming:
    """Names, with those of personal data before those of the ledger."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme

    @property
    def template(self) -> Template:
        """The law whose words are used."""
        return self._programme.template

    def stage(self, stage: str | None, day: dt.date | None = None) -> Sayable:
        """Name a stage (the first, if none is given) with those around it, as the law of a day calls it."""
        law = self.template if day is None else self._programme.law_on(day)
        if stage is not None and stage not in law.stage_ids:
            return as_written(stage)
        path = law.path(law.first_leaf().id if stage is None else stage)
        return joined((one.title for one in path), Message(" / "))

    def stages(self, stages: Iterable[str]) -> Sayable:
        """Name stages of which any may come next."""
        return either(self.stage(stage) for stage in stages)

    def someone(self, id_: str) -> Sayable:
        """Name whoever an id stands for, by name and id."""
        names = Namer(self._programme.snapshot.context(), {})
        return _Called(names.of_id(id_), self._programme.personal_data, with_id=True)

    def subject(self, subject: Subject) -> Sayable:
        """Name a subject by its name alone."""
        return _Called(subject, self._programme.personal_data)

    # --- records -----------------------------------------------------------------------------------------------------

    def record(self, record: Record) -> Sayable:
        """Name a record: what kind it is, what people call it, and its id."""
        thing, called = self._thing(record.kept_as(), record.id), self.called(record)
        return thing if called is None else Message("{thing} ({name})", {"thing": thing, "name": called})

    def _thing(self, kind: str, id_: str) -> Message:
        return Message("{kind} {id}", {"kind": self.template.noun(kind), "id": id_})

    def counted(self, kind: str, number: int) -> Sayable:
        """Say how many records of a kind came in; without a kind, how many changes."""
        what = self.template.noun(kind) if kind else Amended.noun
        if number == 1:
            return what
        several = Message("{kind:many}", {"kind": what}) if kind else message("changes")
        return Message("{kinds} {number}", {"kinds": several, "number": number})

    def called(self, record: Record) -> Sayable | None:
        """Give the name or title of a record, or the word of the template that says what sort it is."""
        if isinstance(record, Item):
            return name_of_row(self.template, record)
        for name in ("name", "title"):
            own = getattr(record, name, None)
            if isinstance(own, Text):
                return own
        for path, listing, many in listings(type(record)):
            value = getattr(record, path, None)
            if not many and isinstance(value, str):
                item = self.template.lists.get(listing.list, {}).get(value)
                return as_written(value) if item is None else item.title
        return None

    def known(self, kind: str, id_: str) -> Sayable:
        """Name a record that was recorded before, by kind and id."""
        record = self._records.get((kind, id_))
        return self._thing(kind, id_) if record is None else self.record(record)

    @cached_property
    def _records(self) -> dict[tuple[str, str], Record]:
        recorded = (entry.record for entry in self._programme.entries if isinstance(entry, Recorded))
        return {(record.kept_as(), record.id): record for record in recorded}

    # --- lines, entries, findings ------------------------------------------------------------------------------------

    def attempt(self, line: Line) -> Sayable:
        """Say what a line asks for."""
        asked = line.asked
        if asked.get("to") is not None:
            return message("move to the stage: {stage}", stage=self.stage(asked["to"]))
        what = NOTHING if line.kind is None else self.known(line.kind, str(line.id))
        if "record" in asked:
            what = self.record(asked["record"])
        said = {name: value for name, value in asked.items() if not isinstance(value, Mapping)}
        return line.act.phrase.given(**said, what=what)

    def entry(self, entry: AnyEntry) -> Sayable:
        """Say on one line what an entry holds."""
        match entry:
            case Started():
                return message(
                    "Programme {id}; template {template} {version}; region {region}; begins on {start}",
                    id=entry.programme,
                    template=entry.template,
                    version=entry.version,
                    region=entry.region,
                    start=entry.date,
                )
            case Recorded():
                return self.record(entry.record)
            case Amended():
                return _said_of(self.known(entry.kind, entry.id), self._changes(entry))
            case Ended():
                return _said_of(self.known(entry.kind, entry.id), entry.reason)
            case Advanced():
                return self.stage(entry.stage, entry.date)
            case Waived():
                return self.waiver(entry)
            case Migrated():
                return message(
                    "template {template} {version}: {reason}",
                    template=entry.template,
                    version=entry.version,
                    reason=entry.reason,
                )
            case Withdrawn():
                return message("entry {entry}: {reason}", entry=entry.withdraws, reason=entry.reason)
            case Closed(outcome="completed"):
                return message("completed: {reason}", reason=entry.reason)
            case Closed():
                return message("cancelled: {reason}", reason=entry.reason)
            case _:
                return entry.told()

    def _changes(self, entry: Amended) -> Sayable:
        """Say which fields an amendment gives which values."""
        register = self.template.registers.get(entry.kind)
        changes = entry.changes if register is None else beside_id(entry.changes)
        return joined((self._change(register, name, value) for name, value in changes.items()), Message("; "))

    def _change(self, register: Register | None, name: str, value: Any) -> Sayable:
        own = None if register is None else register.fields.get(name)
        label = field_label(name) if own is None or own.title is None else own.title
        if value is None:
            return message("{field}: removed", field=label)
        return _said_of(label, self._value(name, value))

    def _value(self, name: str, value: Any) -> Sayable:
        match value:
            case dict() if value and all(is_tag(key) and isinstance(said, str) for key, said in value.items()):
                return Text.quoting(value)
            case dict():
                return listed(Message("{key} {value}", {"key": key, "value": each}) for key, each in value.items())
            case list():
                return listed(self._value(name, each) for each in value)
            case _:
                return word(name, value)

    def waiver(self, entry: Waived) -> Sayable:
        """Say what was set aside, for whom, until when, by whom and why."""
        rule = self.template.requirements.get(entry.requirement)
        return message(
            "{requirement} {title}{subject}, until {until}, by {by}: {reason}",
            requirement=entry.requirement,
            title=NOTHING if rule is None else rule.title,
            subject=NOTHING
            if entry.subject is None
            else message(" for {subject}", subject=self.someone(entry.subject)),
            until=entry.until,
            by=self.someone(entry.waived_by),
            reason=entry.reason,
        )

    def reason(self, finding: Finding) -> Sayable:
        """Say in plain words what is not met: the rule by its title, and by name who lacks what it asks for."""
        opening = rule_titled(finding.requirement, finding.title)
        if finding.code == "suspended":
            return _said_of(opening, joined((lack.what for lack in finding.lacks), Message("; ")))
        if finding.requirement is None:
            return opening
        subjects = [self.subject(lack.subject) for lack in finding.lacks if lack.subject is not None]
        who = list({each.in_language("en"): each for each in subjects}.values())
        said = list(dict.fromkeys(lack.what for lack in finding.lacks if _is_fact(lack)))
        if said == [finding.title]:
            return opening
        if len(said) == 1 and all(_is_fact(lack) for lack in finding.lacks):
            return _said_of(opening, _said_of(_first(who), said[0]) if who else said[0])
        if who:
            return _in_brackets(opening, message("not met by: {who}", who=_first(who)))
        return _in_brackets(opening, said[0]) if len(said) == 1 else opening


def _is_fact(lack: Lack) -> bool:
    """Tell whether a lack says what is there: what came nearest, a figure, or that nobody keeps a register.

    Where nothing is there and no more is asked than that, a keeper's word alone is missing.
    """
    wants_more = str(lack.need).startswith(_AT_LEAST)
    if lack.have == "0":
        return lack.nearest is not None or (lack.need is not None and not wants_more)
    return lack.nearest is not None or (lack.have is not None and wants_more)


def rule_titled(id_: str | None, title: Sayable) -> Sayable:
    """Name a rule by its id, if it has one, and its title."""
    return title if id_ is None else Message("{id} {title}", {"id": id_, "title": title})


def _first(who: Sequence[Sayable]) -> Sayable:
    rest, named = len(who) - MOST_WHO, listed(who[:MOST_WHO])
    return message("{who} and {more} more", who=named, more=rest) if rest > 0 else named


def _said_of(what: Sayable, said: Sayable) -> Message:
    return Message("{what}: {said}", {"what": what, "said": said})


def _in_brackets(what: Sayable, why: Sayable) -> Message:
    return Message("{what} ({why})", {"what": what, "why": why})


def only_blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that turn something away, without those that only warn or advise."""
    return [finding for finding in findings if finding.severity is Severity.BLOCK]
