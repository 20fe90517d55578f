"""A forecast from a running programme: its ledger as it is today, and what may follow."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from partnership.errors import Fault, InputError
from partnership.evaluation import View
from partnership.messages import message
from partnership.programme import Programme
from partnership.records import Partner as PartnerRecord
from partnership.simulation.beginning import beginning_of
from partnership.simulation.chance import Chance
from partnership.simulation.continued import Continued
from partnership.simulation.history import History
from partnership.simulation.loading import Region
from partnership.simulation.model import model_of, once_more
from partnership.simulation.outcomes import Outcomes
from partnership.simulation.region import Candidate
from partnership.simulation.simulating import ArmPlan, Levers, Progress, attempted, check_levers
from partnership.simulation.study import BASE, Study
from partnership.values import plain_day


def forecast(
    programme: Programme,
    region: Region,
    *,
    on: dt.date | None = None,
    replications: int = 100,
    seed: int = 0,
    levers: Levers | None = None,
    progress: Progress | None = None,
) -> Study:
    """Go on from a programme's ledger as it stood on a day (its last when left out), by a region's figures.

    Partners, people, things and papers are those of the ledger: a partner that takes part is not won again, a task is
    done whose rules are met or whose lines are there, and whoever has reached a level is in the state that the practice
    names for it. Every run goes on in the programme's own ledger, entry by entry, by the exact engine. The programme
    itself stays as it is. What was recorded after the day is left out, so that a programme can be held against a
    forecast as it would have been made then.

    Raises:
        RegionError: if the region does not fit the programme's law.
        InputError: if the programme had not begun on that day, or was closed.
    """
    day = on or programme.snapshot.date
    programme = _known_on(programme, day)
    view = programme.as_of(day)
    if view.facts.closed is not None:
        raise InputError(Fault(None, message("the programme is closed")))
    here = _from(region, view, day)
    model = model_of(programme.template, here)
    check_levers(model, levers or {})
    chance, beginning = Chance(seed), beginning_of(model, programme, view, levers or {})

    def driven(replication: int) -> History:
        return Continued(model, chance, replication, levers, beginning).run()

    histories, failures = attempted(driven, range(replications), progress)
    plan = ArmPlan(programme.template, here, seed, "exact", dict(levers or {}))
    outcomes = Outcomes.of_histories(model, histories, failures)
    return Study(programme.template, here, seed, {BASE: plan}, {BASE: outcomes}, upto=replications, driven=driven)


def _known_on(programme: Programme, day: dt.date) -> Programme:
    """Return a programme as it was known on a day; of a ledger that was written down later, what is dated by then."""
    first = programme.entries[0]
    if plain_day(first.date) > day:
        raise InputError(Fault(None, message("the programme begins on {day}", day=first.date)))
    if programme.snapshot.date <= day:
        return programme
    later = plain_day(first.recorded) > day
    known = [
        entry
        for entry in programme.entries
        if plain_day(entry.date) <= day and (later or plain_day(entry.recorded) <= day)
    ]
    return Programme.from_entries(programme.templates.values(), known)


def _from(region: Region, view: View, day: dt.date) -> Region:
    """Return the region as it is for this programme: it starts today, and its partners are there."""
    there = {one.id: one for one in view.records("partner")}
    known = {each.id for each in region.shape.partners}
    added = tuple(
        Candidate(id=id_, name=one.name, sector=one.sector, role=one.role)
        for id_, one in there.items()
        if isinstance(one, PartnerRecord) and id_ not in known
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
            "laws": tuple(change for change, _ in coming),
            "region": started.region,
            "parameters": dict(started.parameters),
            "partners": (*region.shape.partners, *added),
        }
    )
    return replace(region, shape=shape, laws=tuple(law for _, law in coming))


@dataclass(frozen=True, slots=True)
class ForecastStanding:
    """Where a programme stands in an earlier forecast of it."""

    what: str
    value: float
    percentile: float
    """The share of the runs of the forecast that were lower on that day (half of those that are equal counted)."""


def standing(study: Study, what: str, value: float, on: dt.date) -> ForecastStanding:
    """Tell at which percentile of a forecast a value stands that was seen on a day.

    Raises:
        UnknownName: if there is neither such a measure nor such a state.
        InputError: if the day is not within the forecast.
    """
    days = study.days
    if not days[0] <= on <= days[-1]:
        words = message("{day} is not within the years that are simulated", day=on)
        raise InputError(Fault(None, words, message("a day from {start} to {end}", start=days[0], end=days[-1])))
    step = max(at for at, day in enumerate(days) if day <= on)
    values = study.values(what)[step]
    return ForecastStanding(what, value, _percentile(values, value))


def standing_of_stage(study: Study, stage: str, entered: dt.date) -> ForecastStanding:
    """Tell at which percentile of a forecast the day stands on which a stage was entered; earlier is lower.

    The first stage of a cycle that is open where the forecast begins is entered once more when the cycle comes round.

    Raises:
        UnknownName: if there is no such stage.
    """
    days = (entered - study.days[0]).days
    again = once_more(stage)
    is_open = days > 0 and not study.days_to(stage).any()
    taken = study.days_to(again if is_open and again in study.model.stages else stage)
    return ForecastStanding(stage, float(days), _percentile(taken, days))


def _percentile(runs: Any, value: float) -> float:
    """Return the share of runs that are lower than a value, with half of those that are equal."""
    return float(((runs < value).sum() + (runs == value).sum() / 2) / len(runs))
