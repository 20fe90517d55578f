"""What holds for the programme as a whole on a day: its start, its stage, waivers, suspension by hand, its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from partnership.entries import Advanced, Closed, Migrated, Resumed, Started, Suspended, Waived

ProgrammeEntry = Started | Advanced | Waived | Suspended | Resumed | Migrated | Closed
"""Entries about the programme as a whole."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The programme as a whole on one day.

    `stage` is None before the first move (the template's first stage is then open). `waivers` are those in force;
    `law` is the digest of the template version in force.
    """

    started: Started | None = None
    law: str | None = None
    stage: str | None = None
    stage_since: dt.date | None = None
    waivers: tuple[Waived, ...] = ()
    suspended: Suspended | None = None
    closed: Closed | None = None
    openings: tuple[Advanced, ...] = field(default=())

    @staticmethod
    def on(day: dt.date, entries: Iterable[ProgrammeEntry]) -> Facts:
        """Fold the entries (in the order of their dates) that are true on a day."""
        started, law, suspended, closed = None, None, None, None
        waivers: list[Waived] = []
        openings: list[Advanced] = []
        for entry in entries:
            if entry.date > day:
                break
            match entry:
                case Started():
                    started, law = entry, entry.digest
                case Advanced():
                    openings.append(entry)
                case Waived():
                    if day < entry.until:
                        waivers.append(entry)
                case Suspended():
                    suspended = entry
                case Resumed():
                    suspended = None
                case Migrated():
                    law = entry.digest
                case Closed():
                    closed = entry
        last = openings[-1] if openings else None
        return Facts(
            started=started,
            law=law,
            stage=last.stage if last else None,
            stage_since=last.date if last else (started.date if started else None),
            waivers=tuple(waivers),
            suspended=suspended,
            closed=closed,
            openings=tuple(openings),
        )
