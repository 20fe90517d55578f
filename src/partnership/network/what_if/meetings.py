"""Meetings: when the next one is due, by the template's own number, and what a decision of it is taken to look like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from partnership.evaluation import Context
from partnership.messages import Message, Sayable, joined, message
from partnership.records import Decision
from partnership.template.core import Cadence, Reference
from partnership.values import Duration

_MEETINGS = "meetings"


def next_meeting(ctx: Context, last: Decision) -> Sayable:
    """Say by when the body that decided last meets again, and that it is taken to decide as it did then.

    The day is there only where the template says how often a meeting is held, and where one has been.
    """
    as_last = message("assuming the same turnout and votes as for '{decision}'", decision=last.id)
    held = [row.changed for row in ctx.rows("meeting") if (row.record.state, row.record.body) == ("held", last.body)]
    every = _cadence(ctx)
    if not held or every is None:
        return as_last
    name, duration = every
    due = duration.after(max(held))
    if due > ctx.day:
        said = message(
            "the next meeting is due by {day} (the last was on {last}; {name}: {often}), but an earlier one is needed"
        )
    else:
        said = message("the next meeting is due by {day} (the last was on {last}; {name}: {often})")
    meeting = said.given(day=due, last=max(held), name=name, often=duration)
    return joined([meeting, as_last], Message("; "))


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
