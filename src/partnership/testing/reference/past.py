"""What had happened by some day: found by reading all entries again, each time it is asked."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from partnership.acts import Amended, AnyEntry, Ended, Migrated, Recorded, Started, Withdrawn
from partnership.errors import Fault, LedgerError, check_choice
from partnership.messages import message
from partnership.records import REGISTERS

UNDERSTOOD = (
    *("started", "recorded", "amended", "ended", "advanced", "waived", "suspended", "resumed", "migrated"),
    *("withdrawn", "closed"),
)
"""Every kind of entry that the reference knows what to make of."""


@dataclass(frozen=True)
class Row:
    """One version of a record: the day of its first entry, and the day of the entry that gave this version."""

    record: Any
    date: dt.date
    changed: dt.date

    @property
    def kind(self) -> str:
        """The kind of record."""
        return kept_as(self.record)

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.record.id)


def kept_as(record: Any) -> str:
    """The kind of a record; a row of a template's own register goes by that register."""
    return str(record.list if record.kind == "item" else record.kind)


def is_valid(record: Any, day: dt.date) -> bool:
    """Whether a day lies in the term of a record, or of a row of a template's own register, as far as it has one."""
    said = record.fields if record.kind == "item" else record.__dict__
    valid_from, valid_to = said.get("valid_from"), said.get("valid_to")
    return (valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to)


def with_changes(record: Any, changes: dict[str, Any]) -> Any:
    """The record with other values in some fields, None for none; a ValidationError where that is no record."""
    before = record.model_dump(mode="json")
    tree = before | changes
    if record.kind == "item" and isinstance(changes.get("fields"), dict):
        tree["fields"] = {
            name: value for name, value in (before["fields"] | changes["fields"]).items() if value is not None
        }
    return type(record).model_validate_json(
        json.dumps({name: value for name, value in tree.items() if value is not None})
    )


def stated(record: Any, tested: tuple[str, ...]) -> Any:
    """What some fields of a record say; without fields, all of them but the note."""
    if record.kind == "item" and tested:
        return [record.fields.get(name, getattr(record, name, None)) for name in tested]
    names = tested or [name for name in type(record).model_fields if name not in {"id", "kind", "note"}]
    return [getattr(record, name, None) for name in names]


class StatedFrom(NamedTuple):
    """What is said of a record from a day on, with the number of the entry that says it; None for its end."""

    date: dt.date
    seq: int
    record: Any


class Saying(NamedTuple):
    """What an amendment says from a day on."""

    id: str
    step: StatedFrom


def naming(steps: list[StatedFrom], agreement: str) -> list[StatedFrom]:
    """What an amendment says of one agreement: nothing more from the day on which it is ended, or is of another."""
    found: list[StatedFrom] = []
    for step in steps:
        if step.record is not None and step.record.agreement == agreement:
            found.append(step)
        elif found:
            found.append(step._replace(record=None))
    return found


def with_supplement(agreement: Any, amendment: Any) -> Any:
    """The agreement as an amendment has it."""
    said = dict(agreement)
    for field in ("clauses", "parties"):
        left = [each for each in said[field] if each not in getattr(amendment, f"{field}_removed")]
        joined = [each for each in getattr(amendment, f"{field}_added") if each not in left]
        said[field] = (*left, *joined)
    said["valid_to"] = amendment.new_valid_to or said["valid_to"]
    return agreement.model_copy(update=said)


class Past:
    """Entries, in the order of their days and, within a day, of their numbers."""

    def __init__(self, entries: Iterable[AnyEntry]) -> None:
        self.entries = sorted(entries, key=lambda entry: (entry.date, entry.seq))
        moves = [entry for entry in self.entries if isinstance(entry, Migrated)]
        self.moves = sorted(moves, key=lambda entry: entry.seq, reverse=True)

    @classmethod
    def of(cls, entries: Iterable[AnyEntry]) -> Past:
        """A ledger: what was withdrawn is as if it had not been written, on every day.

        Raises:
            UnknownName: at an entry of a kind that the reference does not know.
        """
        told = list(entries)
        for entry in told:
            check_choice(entry.entry, UNDERSTOOD, message("kind of entry"))
        mistaken = {entry.withdraws for entry in told if isinstance(entry, Withdrawn)}
        return cls(entry for entry in told if entry.seq not in mistaken)

    def until(self, day: dt.date) -> Past:
        """What is dated on or before a day."""
        return Past(entry for entry in self.entries if entry.date <= day)

    def before(self, entry: AnyEntry) -> Past:
        """What comes before an entry: of earlier days, and of its own day with a lower number."""
        return Past(each for each in self.entries if (each.date, each.seq) < (entry.date, entry.seq))

    @property
    def started(self) -> Started:
        """How the programme began."""
        for entry in self.entries:
            if isinstance(entry, Started):
                return entry
        raise LedgerError(Fault(None, message("the history has no start")))

    def called_first(self, kind: str) -> str:
        """What a register was called at first, by the name that the last law gives it; any other kind is itself."""
        for move in self.moves:
            renamed = {after: before for before, after in move.words.get("registers", {}).items()}
            kind = renamed.get(kind, kind)
        return kind

    def about(self, entry: Amended | Ended, first: Recorded) -> bool:
        """Whether an entry is about a record; what was said of one that was withdrawn is about none of the same id."""
        same = self.called_first(entry.kind) == self.called_first(kept_as(first.record))
        return same and entry.id == first.record.id and entry.seq > first.seq

    def first(self, kind: str, name: str) -> Recorded | None:
        """The entry by which a record came in."""
        return next(
            (
                entry
                for entry in self.entries
                if isinstance(entry, Recorded) and entry.record.id == name and self.is_of(entry.record, kind)
            ),
            None,
        )

    def is_of(self, record: Any, kind: str) -> bool:
        """Whether a record is of a kind, or of a register, by whichever of its names."""
        return kept_as(record) == kind or self.called_first(kept_as(record)) == self.called_first(kind)

    def versions(self, kind: str, name: str, day: dt.date) -> list[Row]:
        """Every version of a record up to a day, the first one first."""
        first = self.first(kind, name)
        if first is None or first.date > day:
            return []
        told = [step for step in self.told_of(first) if step.date <= day and step.record is not None]
        if kind == "agreement":
            told = self.supplemented(name, told, day)
        return [Row(step.record, first.date, step.date) for step in told]

    def told_of(self, first: Recorded) -> list[StatedFrom]:
        """What is said of a record, by itself, from its first entry on; None where it is ended."""
        steps = [StatedFrom(first.date, first.seq, first.record)]
        for entry in self.entries:
            if isinstance(entry, Amended) and self.about(entry, first):
                said = next(step.record for step in reversed(steps) if step.record is not None)
                steps.append(StatedFrom(entry.date, entry.seq, with_changes(said, entry.changes)))
            if isinstance(entry, Ended) and self.about(entry, first):
                steps.append(StatedFrom(entry.date, entry.seq, None))
        return steps

    def supplemented(self, name: str, own: list[StatedFrom], day: dt.date) -> list[StatedFrom]:
        """An agreement with all that its amendments in force change, anew for each day on which one says more."""
        sayings = [
            Saying(entry.record.id, step)
            for entry in self.entries
            if isinstance(entry, Recorded) and entry.record.kind == "amendment"
            for step in naming(self.told_of(entry), name)
            if step.date <= day
        ]
        events: list[StatedFrom | Saying] = [*own[1:], *sayings]
        events.sort(key=lambda event: event[:2] if isinstance(event, StatedFrom) else event.step[:2])
        itself, supplements = own[0].record, dict[str, Any]()
        steps = [own[0]]
        for event in events:
            if isinstance(event, Saying):
                supplements[event.id] = event.step.record
            else:
                itself = event.record
            date, seq, _ = event.step if isinstance(event, Saying) else event
            record = itself
            for supplement in supplements.values():
                record = record if supplement is None else with_supplement(record, supplement)
            steps.append(StatedFrom(max(date, own[0].date), seq, record))
        return steps

    def latest(self, kind: str, name: str, day: dt.date) -> Row | None:
        """The version of a record on a day, whether or not it has ended or lapsed; None before its first entry."""
        return next(iter(self.versions(kind, name, day)[::-1]), None)

    def settled(self, row: Row, day: dt.date, tested: tuple[str, ...]) -> dt.date:
        """The day of the fact that some fields of a row state: its own day of it, else since when they say this.

        Without fields it is all of them but the note.
        """
        own: dt.date | None = getattr(row.record, row.record.day_of_fact) if row.record.day_of_fact else None
        if own is not None:
            return own
        versions = self.versions(row.kind, row.id, day)
        since = row.changed
        for earlier in reversed([each for each in versions if each.date == row.date and each.changed <= row.changed]):
            if stated(earlier.record, tested) != stated(row.record, tested):
                break
            since = earlier.changed
        return since

    def ended(self, kind: str, name: str, day: dt.date) -> bool:
        """Whether a record had been ended by a day; an end counts from its own day on."""
        first = self.first(kind, name)
        return first is not None and any(
            isinstance(entry, Ended) and self.about(entry, first) and entry.date <= day for entry in self.entries
        )

    def in_force(self, kind: str, name: str, day: dt.date) -> Row | None:
        """The version of a record that holds on a day; None if it has not begun, has lapsed, or has ended."""
        row = self.latest(kind, name, day)
        if row is None or self.ended(kind, name, day):
            return None
        return row if is_valid(row.record, day) else None

    def names(self, register: str, day: dt.date) -> list[tuple[str, str]]:
        """Kind and id of every record of a register whose first entry is not after a day."""
        kind = REGISTERS[register].model_fields["kind"].default if register in REGISTERS else register
        return [
            (kind, entry.record.id)
            for entry in self.entries
            if isinstance(entry, Recorded) and entry.date <= day and self.is_of(entry.record, kind)
        ]

    def rows(self, register: str, day: dt.date) -> list[Row]:
        """The rows of a register in force on a day."""
        found = [row for kind, name in self.names(register, day) if (row := self.in_force(kind, name, day))]
        return [row for row in found if register in REGISTERS or row.record.list == register]

    def rows_ever(self, register: str, day: dt.date) -> list[Row]:
        """Every row that a register ever had by a day, in its latest version."""
        found = [row for kind, name in self.names(register, day) if (row := self.latest(kind, name, day))]
        return [row for row in found if register in REGISTERS or row.record.list == register]

    def rests_on(self, record: Any, day: dt.date) -> str | None:
        """The partner on whose behalf something is held or was given; None where it is on nobody's."""
        if record.kind == "assignment" and (record.on_behalf_of or record.partner):
            return str(record.on_behalf_of or record.partner)
        if record.kind == "membership":
            return str(record.partner)
        who = record.person if record.kind == "assignment" else None
        if record.kind == "consent" and record.by in {"institution", "employer"}:
            who = record.given_by
            if who is not None and self.latest("partner", who, day):
                return str(who)
        person = self.latest("person", who, day) if who is not None else None
        found: str | None = None if person is None else person.record.partner
        return found

    def still_rests(self, row: Row, day: dt.date) -> bool:
        """Whether the partner that a row rests on is there, or it rests on nobody."""
        partner = self.rests_on(row.record, day)
        return partner is None or self.in_force("partner", partner, day) is not None

    def kept(self, register: str, day: dt.date) -> bool:
        """Whether somebody states that a register is kept."""
        return any(row.record.lists == register for row in self.rows("registers", day))


def is_constitutive(register: str) -> bool:
    """Whether what a register holds exists only by being recorded there."""
    return register in REGISTERS and bool(REGISTERS[register].constitutive)
