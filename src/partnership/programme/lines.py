"""Lines of a programme file, made of entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, assert_never

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
    is_retold,
)
from partnership.findings import Place
from partnership.reading import Line
from partnership.values import as_moment

_NOWHERE = Place(file="-", line=1, column=1)


def written(entries: Iterable[AnyEntry]) -> Iterator[AnyEntry]:
    """Leave out what nobody has to write: records told again in another law's words follow from the lines before."""
    return (entry for entry in entries if not is_retold(entry))


def line_of(entry: AnyEntry) -> Line:
    """Return an entry as a line of a programme file; a start is the file's header, and no line.

    The moment of writing down is left out where it is the beginning of the day itself.
    """
    recorded = None if entry.recorded == as_moment(entry.date) else entry.recorded
    about: dict[str, Any] = {
        "at": _NOWHERE,
        "date": entry.date,
        "recorded": recorded,
        "by": entry.by,
        "basis": entry.basis,
        "note": entry.note,
    }
    match entry:
        case Recorded(record=record):
            return Line(verb="record", record=record, kind=record.kind, id=record.id, **about)
        case Amended(kind=kind, id=id_, changes=changes):
            return Line(verb="amend", kind=kind, id=id_, changes=changes, **about)
        case Ended(kind=kind, id=id_, reason=reason):
            return Line(verb="end", kind=kind, id=id_, reason=reason, **about)
        case Advanced(stage=stage):
            return Line(verb="advance", to=stage, **about)
        case Waived():
            return Line(
                verb="waive",
                requirement=entry.requirement,
                subject=entry.subject,
                reason=entry.reason,
                waived_by=entry.waived_by,
                until=entry.until,
                **about,
            )
        case Suspended(reason=reason):
            return Line(verb="suspend", reason=reason, **about)
        case Resumed(reason=reason):
            return Line(verb="resume", reason=reason, **about)
        case Migrated():
            return Line(
                verb="migrate",
                template=entry.template,
                version=entry.version,
                digest=entry.digest,
                stages=entry.stages,
                words=entry.words,
                parameters=entry.parameters,
                reason=entry.reason,
                **about,
            )
        case Withdrawn(withdraws=number, reason=reason):
            return Line(verb="withdraw", entry=number, reason=reason, **about)
        case Closed(outcome=outcome, reason=reason):
            return Line(verb="close", outcome=outcome, reason=reason, **about)
        case Started():
            raise ValueError("a start is the header of a programme file")
        case _:
            assert_never(entry)
