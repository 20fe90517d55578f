"""What the uncertain figures are likely to be, given what was seen (approximate Bayesian computation, rejection)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from partnership.errors import Fault, InputError
from partnership.messages import message
from partnership.simulation.chance import Chance
from partnership.simulation.sensitivity import uncertainties
from partnership.simulation.simulating import Progress
from partnership.simulation.study import BASE, Study, add_arms
from partnership.values import Text

Observations = Mapping[str, Mapping[dt.date, float]]
"""Values that were seen, by measure or state and by day."""

_RANGE: Final = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Posterior:
    """What a figure is likely to be: before and after the observations were taken into account (5, 50, 95 per cent)."""

    name: str
    title: Text
    before: tuple[float, float, float]
    after: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Calibration:
    """The figures of the worlds that come nearest to what was observed."""

    posteriors: tuple[Posterior, ...]
    accepted: int
    worlds: int
    distance: float
    """How far the furthest of the accepted worlds is from the observations, in standard deviations for each of them."""


def calibrate(
    study: Study,
    observations: Observations,
    *,
    worlds: int = 20_000,
    accept: int = 200,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Calibration:
    """Run many worlds, a replication each, keep those nearest to what was observed, and tell their figures' ranges.

    Raises:
        UnknownName: if there is neither such a measure nor such a state.
        InputError: if a day lies outside the horizon, or there is no observation.
    """
    ran = _worlds(study, worlds, executor, progress)
    return _nearest(ran, observations, accept)


def _worlds(study: Study, many: int, executor: Executor | None, progress: Progress | None) -> Study:
    return add_arms(study, {BASE: study.arms[BASE]}, executor, progress, many=many)


def _nearest(ran: Study, observations: Observations, accept: int, but: int | None = None) -> Calibration:
    distances = _distances(ran, observations)
    if but is not None:  # the world that the observations come from
        distances[but] = np.inf
    nearest = np.argsort(distances, kind="stable")[:accept]
    model, chance = ran.model, Chance(ran.seed)
    posteriors = []
    for name in uncertainties(model):
        if name in ran.arms[BASE].levers:
            continue
        drawn = model.drawn(name, chance, ran.of().replications)
        before, after = (tuple(np.quantile(some, _RANGE).tolist()) for some in (drawn, drawn[nearest]))
        posteriors.append(Posterior(name, model.numbers[name].title, before, after))
    return Calibration(tuple(posteriors), len(nearest), len(distances), float(distances[nearest[-1]]))


def _distances(ran: Study, observations: Observations) -> Any:
    total, seen = np.zeros(len(ran.of())), 0
    for what, by_day in observations.items():
        values = ran.values(what)
        for day, value in by_day.items():
            at = _step(ran, day)
            spread = float(values[at].std()) or 1.0
            total += ((values[at] - value) / spread) ** 2
            seen += 1
    if not seen:
        raise InputError(Fault(None, message("nothing was observed"), message("values by measure and day")))
    return np.sqrt(total / seen)


def _step(study: Study, day: dt.date) -> int:
    days = study.days
    if not days[0] <= day <= days[-1]:
        words = message("{day} is not within the years that are simulated", day=day)
        raise InputError(Fault(None, words, message("a day from {start} to {end}", start=days[0], end=days[-1])))
    return max(step for step, each in enumerate(days) if each <= day)


def calibration_check(
    study: Study, what: Mapping[str, tuple[dt.date, ...]], *, truths: int = 50, worlds: int = 5_000, accept: int = 100
) -> Mapping[str, float]:
    """Calibrate to simulated observations whose truth is known: in what share does the 90 % range hold the truth?

    It should be about nine in ten for each figure; far less says that the observations mislead, or that too few worlds
    were run.
    """
    ran = _worlds(study, worlds, None, None)
    model, chance = ran.model, Chance(ran.seed)
    hits: dict[str, int] = {}
    for truth in range(truths):
        observed = {
            name: {day: float(ran.values(name)[_step(ran, day), truth]) for day in days} for name, days in what.items()
        }
        for each in _nearest(ran, observed, accept, but=truth).posteriors:
            number = np.asarray([truth], dtype=np.uint64)
            true = float(model.drawn(each.name, chance, number)[0])
            hits[each.name] = hits.get(each.name, 0) + (each.after[0] <= true <= each.after[2])
    return {name: count / truths for name, count in hits.items()}
