"""Which uncertainty matters: the part of the spread that each figure brings, told apart from the part of chance."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from partnership.errors import Fault, InputError
from partnership.messages import message
from partnership.simulation.model import Model
from partnership.simulation.packages import package
from partnership.simulation.simulating import Progress
from partnership.simulation.study import BASE, Study, add_arms
from partnership.values import Text

_INSIDE: Final = 1e-6
"""How near to its bounds a figure is drawn: an exponential one has none."""


@dataclass(frozen=True, slots=True)
class Influence:
    """What a figure brings to the spread of an answer: alone (`first`), and with what it does together with others.

    Each with half the width of its interval (Sobol indices; Saltelli 2010, Jansen 1999, as SALib has them).
    """

    name: str
    title: Text
    first: float
    first_half: float
    total: float
    total_half: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What the uncertain figures of a region bring to the spread of an answer, the most influential first."""

    what: str
    influences: tuple[Influence, ...]
    noise: float
    """The share of the spread between the worlds that is chance: of so few replications in each. Where it is large, the
    influences are not to be read."""
    worlds: int
    replications: int


def uncertainties(model: Model) -> tuple[str, ...]:
    """Return the names of the figures that are not ours to choose and not certain."""
    return tuple(name for name, number in model.numbers.items() if not (number.lever or number.figure.is_certain))


def sensitivity(
    study: Study,
    what: str,
    *,
    samples: int = 64,
    replications: int = 64,
    within_days: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Vary all uncertain figures together (Sobol's sequence), and tell what each brings to a stage, measure or state.

    `samples` is a power of two; with d figures `samples * (d + 2)` worlds are run, each in as many replications.

    Raises:
        InputError: if no figure of the region is uncertain.
        MissingExtra: if SALib is not installed.
    """
    sampler, analyser = package("SALib.sample.sobol", "sensitivity"), package("SALib.analyze.sobol", "sensitivity")
    model = study.model
    names = uncertainties(model)
    if not names:
        raise InputError(
            Fault(None, message("no figure of the region is uncertain"), hint=message("give them low and high"))
        )
    problem = {"num_vars": len(names), "names": list(names), "bounds": [[_INSIDE, 1 - _INSIDE]] * len(names)}
    points = sampler.sample(problem, samples, calc_second_order=False, seed=_seed(study))
    means, noise = [], []
    base = study.arms[BASE]
    for number, point in enumerate(points):
        levers = {**base.levers, **_world(model, names, point)}
        plan = replace(base, levers=levers)
        found = add_arms(study, {BASE: plan}, executor, many=replications).results(what, within_days=within_days)
        means.append(float(found.mean()))
        noise.append(float(found.var(ddof=1)) / len(found) if len(found) > 1 else 0.0)
        if progress is not None:
            progress(number + 1, len(points))
    values = np.array(means)
    spread = float(values.var(ddof=1))
    if not spread:
        influences = [Influence(name, model.numbers[name].title, 0.0, 0.0, 0.0, 0.0) for name in names]
        return Sensitivity(what, tuple(influences), 0.0, len(points), replications)
    found = analyser.analyze(problem, values, calc_second_order=False, seed=_seed(study))
    influences = [
        Influence(
            name, model.numbers[name].title, *(float(found[key][at]) for key in ("S1", "S1_conf", "ST", "ST_conf"))
        )
        for at, name in enumerate(names)
    ]
    influences.sort(key=lambda each: (-each.total, each.name))
    return Sensitivity(what, tuple(influences), min(1.0, float(np.mean(noise)) / spread), len(points), replications)


def _seed(study: Study) -> int:
    return study.seed % 2**32


def _world(model: Model, names: tuple[str, ...], point: Any) -> dict[str, float]:
    return {name: model.numbers[name].figure.at(float(chance)) for name, chance in zip(names, point, strict=True)}
