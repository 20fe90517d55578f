"""Meetings: when the next one is due, by the template's own number, and what a decision of it is taken to look like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from partnership.evaluation import Context
from partnership.records import Decision
from partnership.relations.saying import Pair, day_said, period
from partnership.template.core import Cadence, Reference
from partnership.values import Duration

_MEETINGS = "meetings"


def next_meeting(ctx: Context, last: Decision) -> Pair:
    """Say by when the body that decided last meets again, and that it is taken to decide as it did then.

    The day is there only where the template says how often a meeting is held, and where one has been.
    """
    as_last = (
        f"if as many come and vote as for '{last.id}'",
        f"если придут и проголосуют столько же, сколько при решении «{last.id}»",
    )
    held = [row.changed for row in ctx.rows("meeting") if (row.record.state, row.record.body) == ("held", last.body)]
    every = _cadence(ctx)
    if not held or every is None:
        return as_last
    name, duration = every
    due = duration.after(max(held))
    by, since, often = day_said(due), day_said(max(held)), period(duration)
    said = (
        f"the next meeting is due by {by[0]} (the last was on {since[0]}; {name}: {often[0]})",
        f"ближайшее заседание нужно не позже {by[1]} (последнее было {since[1]}; {name}: {often[1]})",
    )
    if due > ctx.day:
        said = f"{said[0]}, but an earlier one is needed", f"{said[1]}, но понадобится более раннее"
    return f"{said[0]}; {as_last[0]}", f"{said[1]}; {as_last[1]}"


def _cadence(ctx: Context) -> tuple[str, Duration] | None:
    """Return how often meetings are held, and the parameter (or the requirement) that says so."""
    parameters = ctx.tables.binding.parameters
    for requirement in ctx.tables.plan.template.requirements.values():
        for asked in _cadences(requirement.core):
            if asked.of.source != _MEETINGS:
                continue
            if isinstance(asked.every, Duration):
                return requirement.id, asked.every
            found = parameters.get(asked.every.path[0]) if asked.every.name == "param" else None
            if isinstance(found, Duration):
                return asked.every.path[0], found
    return None


def _cadences(what: Any) -> Iterator[Cadence]:
    """Yield every cadence within a rule."""
    if isinstance(what, Cadence):
        yield what
    elif isinstance(what, tuple):
        for part in what:
            yield from _cadences(part)
    elif is_dataclass(what) and not isinstance(what, Reference | type):
        for field in fields(what):
            yield from _cadences(getattr(what, field.name))
