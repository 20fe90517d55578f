"""Where it fails: simple rules over uncertain figures that hold most failures (PRIM, Friedman and Fisher 1999)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from partnership.simulation.chance import Chance
from partnership.simulation.sensitivity import uncertainties
from partnership.simulation.study import BASE, Study
from partnership.values import Text

_PEEL: Final = 0.05
"""The part of the runs that each step peels off."""


@dataclass(frozen=True, slots=True)
class WorldBound:
    """A rule about one figure: it lies between two values; None where there is no bound."""

    name: str
    title: Text
    at_least: float | None
    at_most: float | None


@dataclass(frozen=True, slots=True)
class WorstWorlds:
    """Rules that tell where a programme fails, how much of the failures they hold, and how often they are right."""

    bounds: tuple[WorldBound, ...]
    coverage: float
    """The share of all failures that lie within the rules."""
    density: float
    """The share of the runs within the rules that fail."""
    base_rate: float
    """The share of all runs that fail: what the density is to be held against."""
    mass: float
    """The share of all runs that lie within the rules."""


def worst_worlds(
    study: Study,
    stage: str,
    *,
    within_days: int | None = None,
    arm: str = BASE,
    least_mass: float = 0.05,
    most_rules: int = 3,
) -> WorstWorlds:
    """Tell by simple rules in which worlds a stage is not reached (in time).

    Raises:
        UnknownName: if there is no such stage, or no such arm.
    """
    model = study.model
    failed = study.results(stage, arm, within_days) == 0
    names = uncertainties(model)
    chance = Chance(study.seed)
    replications = study.of(arm).replications
    given = study.arms[arm].levers
    drawn = {name: model.drawn(name, chance, replications) for name in names if name not in given}
    inside = np.ones(len(failed), dtype=bool)
    best = inside
    bounds: dict[str, list[float | None]] = {}
    kept: dict[str, list[float | None]] = {}
    score = _score(failed, inside)
    while inside.mean() > least_mass and failed.any():
        step = _peeled(failed, inside, drawn, bounds, most_rules)
        if step is None:
            break
        inside, bounds = step
        found = _score(failed, inside)
        if found > score + 1e-12:
            best, kept, score = inside, bounds, found
    total = int(failed.sum())
    rules = tuple(WorldBound(name, model.numbers[name].title, *ends) for name, ends in kept.items())
    return WorstWorlds(
        rules,
        float((failed & best).sum() / total) if total else 0.0,
        float(failed[best].mean()) if best.any() else 0.0,
        float(failed.mean()) if len(failed) else 0.0,
        float(best.mean()) if len(best) else 0.0,
    )


def _score(failed: Any, inside: Any) -> float:
    """Weigh how often the rules are right against how much they hold: the harmonic mean of density and coverage."""
    hits = float((failed & inside).sum())
    if not hits:
        return 0.0
    density, coverage = hits / float(inside.sum()), hits / float(failed.sum())
    return 2 * density * coverage / (density + coverage)


def _peeled(
    failed: Any, inside: Any, drawn: dict[str, Any], bounds: dict[str, list[float | None]], most_rules: int
) -> tuple[Any, dict[str, list[float | None]]] | None:
    """Return the box less the twentieth part without which the failures are densest; None where nothing is gained."""
    best: tuple[float, Any, dict[str, list[float | None]]] | None = None
    for name, values in drawn.items():
        if name not in bounds and len(bounds) >= most_rules:
            continue
        for end, part in ((0, _PEEL), (1, 1 - _PEEL)):
            edge = float(np.quantile(values[inside], part))
            smaller = inside & ((values > edge) if end == 0 else (values < edge))
            if not smaller.any() or smaller.sum() == inside.sum():
                continue
            density = float(failed[smaller].mean())
            if best is None or density > best[0]:
                ends = list(bounds.get(name, [None, None]))
                ends[end] = edge
                best = (density, smaller, {**bounds, name: ends})
    return None if best is None else best[1:]
