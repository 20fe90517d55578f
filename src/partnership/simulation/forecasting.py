"""A forecast from a running programme: its ledger as it is today, and what may follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np

from partnership.errors import Fault, InputError
from partnership.messages import message
from partnership.programme import Programme
from partnership.simulation.assembling import model_of
from partnership.simulation.beginning import Beginning, beginning_of
from partnership.simulation.chance import Chance
from partnership.simulation.continued import Continued
from partnership.simulation.estimates import Estimate
from partnership.simulation.history import History
from partnership.simulation.levers import Levers
from partnership.simulation.loading import Region
from partnership.simulation.measuring import region_of_ledger
from partnership.simulation.model import once_more
from partnership.simulation.simulating import ArmPlan, Progress, empty
from partnership.simulation.study import Study, arms_of, check_asked, leaving_step, run_upto
from partnership.simulation.today import known_on, region_today
from partnership.values import Duration, plain_day

_MOST_BEGINNINGS: Final = 16


def forecast(  # noqa: PLR0913 - what can be asked, each by its name
    programme: Programme,
    region: Region | None = None,
    *,
    on: dt.date | None = None,
    horizon: Duration | None = None,
    replications: int = 100,
    seed: int = 0,
    levers: Levers | None = None,
    arms: Mapping[str, Levers] | None = None,
    leave: Mapping[str, int] | None = None,
    progress: Progress | None = None,
) -> Study:
    """Go on from a programme's ledger as it stood on a day (its last when left out), by a region's figures.

    It looks as far ahead as the region says, or as `horizon` does.

    Without a region its figures are those of the ledger itself, as far as they can be measured there
    (`region_of_ledger`). Partners, people, things and papers are those of the ledger: a partner that takes part is not
    won again, a task is done whose rules are met or whose lines are there, and whoever has reached a level is in the
    state that the practice names for it. Every run goes on in the programme's own ledger, entry by entry, by the exact
    engine. The programme itself stays as it is. What was recorded after the day is left out, so that a programme can be
    held against a forecast as it would have been made then. Levers, arms, leavings and interrupts are those of
    `simulate`; months are counted from the day.

    Raises:
        RegionError: if the region does not fit the programme's law, or none is given and no practice comes with it.
        UnknownName: if there is no such lever or partner.
        InputError: if the programme had not begun on that day, was closed, or nothing was recorded so late; if a lever
            has a value that cannot be, or sets a parameter of the law, which a running programme has already.
    """
    check_asked(replications, seed)
    day = on or programme.snapshot.date
    programme = known_on(programme, day)
    view = programme.as_of(day)
    here = region_today(region_of_ledger(programme) if region is None else region, view, day, horizon)
    model = model_of(programme.template, here)
    all_arms = arms_of(model, levers, arms, begun=True)
    steps = {partner: leaving_step(model, partner, month) for partner, month in (leave or {}).items()}

    @lru_cache(maxsize=_MOST_BEGINNINGS)
    def beginning(own: tuple[tuple[str, float], ...]) -> Beginning:
        return beginning_of(model, programme, view, dict(own))

    def driven(plan: ArmPlan, replication: int) -> History:
        begun = beginning(tuple(plan.levers.items()))
        return Continued(model, Chance(plan.seed), replication, plan.levers, begun, leave=plan.leave).run()

    plans = {name: ArmPlan(programme.template, here, seed, "exact", own, steps) for name, own in all_arms.items()}
    nothing = {name: empty(model) for name in plans}
    study = Study(
        programme.template, here, seed, plans, nothing, driven=driven, goes_on=programme, is_measured=region is None
    )
    return run_upto(study, replications, progress=progress)


@dataclass(frozen=True, slots=True)
class ForecastStanding:
    """Where a programme stands in an earlier forecast of it."""

    what: str
    value: float
    percentile: float
    """The share of the runs of the forecast that were lower on that day (half of those that are equal counted)."""
    middle: float | None
    """What the forecast had expected: half of its runs were there by then, or had so much; None where fewer were."""


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
    return ForecastStanding(what, value, _percentile(values, value), float(np.median(values)))


def standing_of_stage(study: Study, stage: str, entered: dt.date) -> ForecastStanding:
    """Tell at which percentile of a forecast the day stands on which a stage was entered; earlier is lower.

    The first stage of a cycle that is open where the forecast begins is entered once more when the cycle comes round:
    then it is that of which is told.

    Raises:
        UnknownName: if there is no such stage.
    """
    days = (entered - study.days[0]).days
    again = once_more(stage)
    is_open = days > 0 and not study.days_to(stage).any()
    what = again if is_open and again in study.model.stages else stage
    percentile = _percentile(study.days_to(what), days)
    return ForecastStanding(what, float(days), percentile, study.time_to(what).quantile(0.5))


def standings_of_measures(before: Study, now: Study) -> tuple[ForecastStanding, ...]:
    """Tell how what a programme has reached on the first day of its forecast stands in an earlier forecast of it.

    Raises:
        InputError: if the day is not within the earlier one.
    """
    return tuple(
        standing(before, each.id, float(now.values(each.id)[0].mean()), now.days[0]) for each in now.model.measures
    )


@dataclass(frozen=True, slots=True)
class StageStanding:
    """How a stage stands in an earlier forecast: when it was entered since, or that it is not reached yet."""

    stage: str
    entered: ForecastStanding | None
    reached: Estimate
    """The share of the runs of the forecast that were there by the day that is asked about."""
    expected: dt.date | None
    """The day by which half of them were there; None where fewer were."""


def check_earlier(first: dt.date, day: dt.date) -> None:
    """Make sure that a forecast begins before the day on which it is asked how things stand in it.

    Raises:
        InputError: if not.
    """
    if first >= day:
        words = message("the earlier forecast begins on {start}", start=first)
        raise InputError(Fault(None, words, message("a day before {day}", day=day)))


def standings(before: Study, programme: Programme, on: dt.date | None = None) -> tuple[StageStanding, ...]:
    """Tell how the stages that came by a day (the programme's last when left out) stand in an earlier forecast of it.

    Then those that were ahead, and are not reached yet. Whoever goes back does not reach a stage; a cycle has come
    round when a way on leads into its first stage once more.

    Raises:
        InputError: if the day does not come after the first one of the forecast.
    """
    day, first = on or programme.snapshot.date, before.days[0]
    check_earlier(first, day)
    days = (min(day, before.days[-1]) - first).days
    came = _came(before, programme.as_of(day).facts.stays)

    def at(stage: str) -> StageStanding:
        half = before.time_to(stage).quantile(0.5)
        return StageStanding(
            stage,
            standing_of_stage(before, stage, came[stage]) if stage in came else None,
            before.share_reaching(stage, days),
            None if half is None else first + dt.timedelta(half),
        )

    return tuple(map(at, (*came, *(stage for stage in before.ahead if stage not in came))))


def _came(before: Study, stays: Iterable[tuple[dt.date, str | None]]) -> dict[str, dt.date]:
    """Return when each stage was reached after a forecast began: for the first time, or as its cycle came round."""
    law, first = before.template, before.days[0]
    path = [each.id for each in law.path(law.first_leaf().id)]
    been, begun = {*path}, {*path}
    found: dict[str, dt.date] = {}
    for entered, stage in stays:
        here = path[-1]
        there = law.first_leaf(stage).id if stage is None or stage in law.stage_ids else None
        if there is None:  # of another law
            continue
        way = next((one for one in law.next_of(here) if law.first_leaf(one).id == there), None)
        old, path = path, [each.id for each in law.path(there)]
        is_back = way is None and any(law.first_leaf(one).id == there for one in law.back_of(here))
        if plain_day(entered) <= first:
            begun = {*path}
        elif not is_back:
            for each in (one for one in path if one not in old or one == way):
                is_round = way is not None and each in been and each in before.model.anew
                if is_round or each not in begun:
                    found.setdefault(once_more(each) if is_round else each, plain_day(entered))
        been.update(path)
    return found


def _percentile(runs: Any, value: float) -> float:
    """Return the share of runs that are lower than a value, with half of those that are equal."""
    return float(((runs < value).sum() + (runs == value).sum() / 2) / len(runs))
