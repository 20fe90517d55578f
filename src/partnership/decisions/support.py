"""Support: entries that were lawful when they were written, and that late paperwork has left standing on nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from partnership.commands import Advance, Amend, Close, Command, End, Migrate, Record, Resume, Suspend, Waive
from partnership.decisions.asking import named_by
from partnership.decisions.deciding import decide
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
)
from partnership.errors import Refused
from partnership.findings import Finding, Severity
from partnership.state import FIRST_DAY, Row, State, evolve
from partnership.template import Template


def unsupported(template_of: Callable[[str], Template], state: State, on: dt.date) -> tuple[Finding, ...]:
    """Return the entries that what is known now does not bear out on their own day, each with what it rested on.

    The history is told again in the order of its days, not of its writing, and each entry is put before the door once
    more, with all that is known by now of the days up to its own. Findings whose requirement is waived on `on` for
    what the entry names, or wholly, are left out. Linear in the history: a look back, made when somebody asks.

    `template_of` gives the template of a digest: a programme may have changed its law on the way.
    """
    told = State.empty()
    waivers = state.facts(on).waivers
    found: list[Finding] = []
    for entry in sorted(state.entries, key=lambda entry: (entry.date, entry.seq)):
        command = _command(entry)
        if command is not None and entry.date <= on:
            law = told.facts(entry.date).law
            waived = {(waiver.requirement, waiver.subject) for waiver in waivers}
            for finding in _reasons(template_of(law or ""), told, command):
                subjects = {None, *_named(entry)}
                pardoned = any((finding.requirement, subject) in waived for subject in subjects)
                if finding.code != "requirement" or not pardoned:
                    found.append(finding.model_copy(update={"code": "unsupported", "entry": entry.seq}))
        told = evolve(told, entry)
    return tuple(sorted(found, key=lambda finding: finding.entry or 0))


def _reasons(template: Template, told: State, command: Command) -> Iterator[Finding]:
    try:
        decide(template, told, command)
    except Refused as refusal:
        yield from (finding for finding in refusal.findings if finding.severity is Severity.BLOCK)


def _named(entry: AnyEntry) -> Iterator[str]:
    match entry:
        case Recorded():
            yield from named_by(Row(entry.record, FIRST_DAY, FIRST_DAY))
        case Amended() | Ended():
            yield entry.id
        case _:
            return


def _command(entry: AnyEntry) -> Command | None:
    """Return the command that an entry came from, as it would be asked today; a start is not asked again."""
    on = entry.date
    match entry:
        case Started():
            return None
        case Recorded(record=record):
            return Record(on=on, record=record)
        case Amended(kind=kind, id=id_, changes=changes):
            return Amend(on=on, kind=kind, id=id_, changes=changes)
        case Ended(kind=kind, id=id_, reason=reason):
            return End(on=on, kind=kind, id=id_, reason=reason)
        case Advanced(stage=stage):
            return Advance(on=on, to=stage)
        case Waived(requirement=requirement, subject=subject, reason=reason, waived_by=waived_by, until=until):
            return Waive(
                on=on, requirement=requirement, subject=subject, reason=reason, waived_by=waived_by, until=until
            )
        case Suspended(reason=reason):
            return Suspend(on=on, reason=reason)
        case Resumed(reason=reason):
            return Resume(on=on, reason=reason)
        case Migrated(template=template, version=version, digest=digest, reason=reason):
            return Migrate(on=on, template=template, version=version, digest=digest, reason=reason)
        case Closed(outcome=outcome, reason=reason):
            return Close(on=on, outcome=outcome, reason=reason)
