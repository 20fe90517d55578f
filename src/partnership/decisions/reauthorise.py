"""Asked again: the command that an entry came from, for whoever tells a history once more."""

from __future__ import annotations

from typing import Any, assert_never

from partnership.commands import (
    Advance,
    Amend,
    Close,
    Command,
    End,
    Migrate,
    Record,
    Resume,
    Start,
    Suspend,
    Waive,
    Withdraw,
)
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


def command_of(entry: AnyEntry, **otherwise: Any) -> Command:
    """Return the command that an entry came from, written down when the entry was; `otherwise` are fields to change."""
    said: dict[str, Any] = {
        "on": entry.date,
        "recorded": entry.recorded,
        "by": entry.by,
        "basis": entry.basis,
        "note": entry.note,
        **otherwise,
    }
    match entry:
        case Started():
            return Start(
                **said,
                programme=entry.programme,
                region=entry.region,
                title=entry.title,
                parameters=dict(entry.parameters),
            )
        case Recorded(record=record):
            return Record(**said, record=record)
        case Amended(kind=kind, id=id_, changes=changes):
            return Amend(**said, kind=kind, id=id_, changes=changes)
        case Ended(kind=kind, id=id_, reason=reason):
            return End(**said, kind=kind, id=id_, reason=reason)
        case Advanced(stage=stage):
            return Advance(**said, to=stage)
        case Waived():
            return Waive(
                **said,
                requirement=entry.requirement,
                subject=entry.subject,
                reason=entry.reason,
                waived_by=entry.waived_by,
                until=entry.until,
            )
        case Suspended(reason=reason):
            return Suspend(**said, reason=reason)
        case Resumed(reason=reason):
            return Resume(**said, reason=reason)
        case Migrated():
            return Migrate(
                **said,
                template=entry.template,
                version=entry.version,
                digest=entry.digest,
                stages=entry.stages,
                words=entry.words,
                parameters=entry.parameters,
                reason=entry.reason,
            )
        case Withdrawn(withdraws=withdraws, reason=reason):
            return Withdraw(**said, entry=withdraws, reason=reason)
        case Closed(outcome=outcome, reason=reason):
            return Close(**said, outcome=outcome, reason=reason)
        case _:
            assert_never(entry)
