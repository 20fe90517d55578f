"""A running programme on the day from which it is forecast: what was known by then, and the region as it is for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from partnership.errors import Fault, InputError
from partnership.evaluation import View
from partnership.messages import message
from partnership.programme import Programme
from partnership.records import Assignment, Partner
from partnership.simulation.loading import Region
from partnership.simulation.region import Candidate
from partnership.values import Duration, plain_day

_FARTHEST: Final = Duration(months=50 * 12)


def known_on(programme: Programme, day: dt.date) -> Programme:
    """Return a programme as it was known on a day; of a ledger that was written down later, what is dated by then.

    Raises:
        InputError: if it had not begun on that day, was closed by then, or nothing was recorded so late.
    """
    first, last = plain_day(programme.entries[0].date), programme.snapshot.date
    if not first <= day <= last:
        words = message("{day} is not within the ledger", day=day)
        hint = message("record what has happened since, or go on from an earlier day") if day > last else None
        raise InputError(Fault(None, words, message("a day from {start} to {end}", start=first, end=last), hint))
    closed = programme.as_of(day).facts.closed
    if closed is not None:
        ahead = _last_day_ahead(programme, plain_day(closed.date))
        hint = None if ahead is None else message("go on from {day}, or from an earlier day", day=ahead)
        raise InputError(Fault(None, message("the programme is closed"), hint=hint))
    if last == day:
        return programme
    later = plain_day(programme.entries[0].recorded) > day
    known = [
        entry
        for entry in programme.entries
        if plain_day(entry.date) <= day and (later or plain_day(entry.recorded) <= day)
    ]
    return Programme.from_entries(programme.templates.values(), known)


def _last_day_ahead(programme: Programme, closed: dt.date) -> dt.date | None:
    """Return the last day before a programme was closed on which a stage was ahead of it; None if there was none."""
    law, end = programme.template, closed
    for entered, stage in reversed(programme.as_of(closed).facts.stays):
        begun, day = plain_day(entered), end - dt.timedelta(1)
        if begun <= day and law.next_of(law.first_leaf(stage).id):
            return day
        end = min(end, begun)
    return None


def region_today(region: Region, view: View, day: dt.date, horizon: Duration | None = None) -> Region:
    """Return a region as it is for a programme: it starts today, and whoever takes part is there.

    A partner whose record says no role is of the circle of the one that it is appointed to.

    Raises:
        InputError: if a horizon is given that is shorter than a step, or too far ahead.
    """
    if horizon is not None:
        _check_horizon(horizon, Duration.parse(region.shape.step), day)
    known = {each.id for each in region.shape.partners}
    roles = {circle.role for circle in region.practice.shape.circles}
    appointed = {
        one.partner: one.role
        for one in view.records("assignment")
        if isinstance(one, Assignment) and one.partner is not None and one.role in roles
    }
    added = tuple(
        Candidate(id=one.id, name=one.name, sector=one.sector, role=one.role or appointed.get(one.id))
        for one in view.records("partner")
        if isinstance(one, Partner) and one.id not in known
    )
    started = view.state.started
    shape = region.shape
    coming = [
        (change, law)
        for change, law in zip(shape.laws, region.laws, strict=True)
        if law.digest != view.template.digest and (change.on is None or change.on > day)
    ]
    shape = shape.model_copy(
        update={
            "start": day,
            "horizon": horizon or shape.horizon,
            "laws": tuple(change for change, _ in coming),
            "funding": None if shape.funding is None or shape.funding.ends <= day else shape.funding,
            "region": started.region,
            "parameters": dict(started.parameters),
            "partners": (*region.shape.partners, *added),
        }
    )
    return replace(region, shape=shape, laws=tuple(law for _, law in coming))


def _check_horizon(horizon: Duration, step: Duration, day: dt.date) -> None:
    if step.after(day) > horizon.after(day):
        words = message("nothing can happen in {period}", period=str(horizon))
        raise InputError(Fault(None, words, message("a period such as P3Y, longer than a step")))
    if horizon.after(day) > _FARTHEST.after(day):
        words = message("{period} is too far ahead", period=str(horizon))
        raise InputError(Fault(None, words, message("a period up to {period}", period=str(_FARTHEST))))
