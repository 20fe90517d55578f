"""What holds for the programme as a whole on a day: its start, its stage, waivers, suspension by hand, its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from partnership.acts import Advanced, Closed, Entry, Migrated, Resumed, Started, Suspended, Waived
from partnership.index.rows import FIRST_DAY, LAST_DAY
from partnership.values import ParameterValue, plain_day


@dataclass(frozen=True, slots=True)
class Facts:
    """The programme as a whole from one day (`lo`) up to another (`hi`, exclusive).

    `stage` is None before the first move (the template's first stage is then open). `waivers` are those in force;
    `law` is the digest of the template version in force, None before the start; `parameters` are those that the
    programme has set, where a migration set any anew, and None as long as they are as it began.
    """

    started: Started | None = None
    law: str | None = None
    stage: str | None = None
    stage_since: dt.date | None = None
    waivers: tuple[Waived, ...] = ()
    suspended: Suspended | None = None
    closed: Closed | None = None
    openings: tuple[Advanced, ...] = ()
    migrations: tuple[Migrated, ...] = ()
    parameters: Mapping[str, ParameterValue] | None = None
    stays: tuple[tuple[dt.date, str | None], ...] = ()
    """Every stage that was entered, with its day; None for the template's first."""
    lo: dt.date = FIRST_DAY
    hi: dt.date = LAST_DAY
    days: dict[object, dt.date | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Days that follow from the stays, as readers have found them."""

    @property
    def moves(self) -> tuple[Advanced | Migrated, ...]:
        """Every move to another stage or another law, in the order of their days."""
        every: list[Advanced | Migrated] = [*self.openings, *self.migrations]
        return tuple(sorted(every, key=lambda move: (move.date, move.seq)))

    @staticmethod
    def on(day: dt.date, entries: Iterable[Entry]) -> Facts:
        """Fold the entries (in the order of their dates) that are true on a day."""
        started, law, stage, stage_since, suspended, closed = None, None, None, None, None, None
        waivers: list[Waived] = []
        openings: list[Advanced] = []
        migrations: list[Migrated] = []
        parameters: Mapping[str, ParameterValue] | None = None
        stays: list[tuple[dt.date, str | None]] = []
        lo, hi = FIRST_DAY, LAST_DAY
        for entry in entries:
            if entry.date > day:
                hi = min(hi, plain_day(entry.date))
                break
            lo = max(lo, plain_day(entry.date))
            match entry:
                case Started():
                    started, law, stage_since = entry, entry.digest, entry.date
                    stays.append((entry.date, None))
                case Advanced():
                    openings.append(entry)
                    stage, stage_since = entry.stage, entry.date
                    stays.append((stage_since, stage))
                case Waived():
                    if day < entry.until:
                        waivers.append(entry)
                        hi = min(hi, entry.until)
                    else:
                        lo = max(lo, entry.until)
                case Suspended():
                    suspended = entry
                case Resumed():
                    suspended = None
                case Migrated():
                    migrations.append(entry)
                    law, stage = entry.digest, entry.stage or stage
                    stays[-1:] = [(since, stage) for since, _ in stays[-1:]]  # by another name, it is the same stay
                    if entry.parameters and started is not None:
                        parameters = {**(parameters or started.parameters), **entry.parameters}
                case Closed():
                    closed = entry
                case _:
                    pass  # of other acts nothing of this follows
        return Facts(
            started=started,
            law=law,
            stage=stage,
            stage_since=stage_since,
            waivers=tuple(waivers),
            suspended=suspended,
            closed=closed,
            openings=tuple(openings),
            migrations=tuple(migrations),
            parameters=parameters,
            stays=tuple(stays),
            lo=lo,
            hi=hi,
        )
