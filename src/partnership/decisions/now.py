"""Now: what time it is, said by the caller. Nothing here reads a clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from partnership.decisions import refusals
from partnership.findings import Finding
from partnership.values import ONE_DAY, TimedDay, as_moment

NO_LEEWAY = dt.timedelta(0)
_INSTANT = dt.timedelta(microseconds=1)


def latest(now: dt.datetime | dt.date, leeway: dt.timedelta = NO_LEEWAY) -> dt.datetime:
    """Return the latest moment that has come: now, a moment with its offset or all of a day, and some leeway.

    Raises:
        ValueError: if a moment does not say its offset from UTC.
    """
    if isinstance(now, dt.datetime):
        return as_moment(now) + leeway
    return as_moment(now) + ONE_DAY - _INSTANT + leeway


def ahead(limit: dt.datetime, on: dt.date, recorded: dt.datetime | None) -> Iterator[Finding]:
    """Return what is wrong with a day and a moment of writing down that have not come yet."""
    if as_moment(on) > limit if type(on) is TimedDay else on > limit.date():
        yield refusals.in_future(on, limit)
    if recorded is not None and recorded > limit:
        yield refusals.recorded_in_future(recorded, limit)
