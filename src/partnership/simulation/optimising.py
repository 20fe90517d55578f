"""Which levers help most for what they cost: a search that is honest about noise."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np

from partnership.errors import Fault, InputError
from partnership.messages import message
from partnership.simulation.arrays import Values
from partnership.simulation.chance import Chance
from partnership.simulation.estimates import Difference, Estimate, mean, paired
from partnership.simulation.levers import Levers, check_levers, whole_levers
from partnership.simulation.simulating import Progress
from partnership.simulation.study import BASE, Study, add_arms


@dataclass(frozen=True, slots=True)
class Best:
    """The levers that won the search, and what they are worth under chance that the search has not seen."""

    levers: Mapping[str, float]
    cost: float
    value: Estimate
    """Under a fresh seed."""
    against_base: Difference
    """What they change, under the fresh seed, replication by replication."""
    seemed: float
    """What they seemed to be worth in the search: the best of many by chance seems better than it is."""
    tried: int


def optimise(  # noqa: PLR0913 - what can be asked, each by its name
    study: Study,
    what: str,
    ranges: Mapping[str, tuple[float, float]],
    *,
    cost: Mapping[str, float],
    budget: float,
    candidates: int = 64,
    replications: int = 64,
    within_days: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Best:
    """Look for the setting of levers within a budget that is worth most for a stage, measure or state.

    `ranges` are the least and the most of each lever, `cost` what one more of it costs. Settings are drawn evenly over
    the ranges (a Latin hypercube), those beyond the budget shrunk towards the least, what is
    whole without its fraction; half of them is kept after each
    round, with twice as many replications under the same chance (successive halving). The winner is measured under a
    fresh seed.

    Raises:
        UnknownName: if there is no such lever.
        InputError: if a lever has no range, or not even the least of all can be paid.
    """
    model = study.model
    for ends in zip(*ranges.values(), strict=True):
        check_levers(model, dict(zip(ranges, ends, strict=True)), begun=study.goes_on is not None)
    for name, (low, high) in ranges.items():
        if low > high:
            raise InputError(Fault(None, message("'{name}' goes from {low} to {high}", name=name, low=low, high=high)))
    settings = _settings(study, ranges, cost, budget, candidates)
    tried, many, alive, done = len(settings), replications, list(range(len(settings))), 0
    values: dict[int, float] = {}
    while True:
        for index in alive:
            values[index] = float(_found(study, settings[index], what, many, within_days, study.seed, executor).mean())
            done += 1
            if progress is not None:
                progress(min(done, 2 * tried), 2 * tried)
        alive.sort(key=lambda index: (-values[index], index))
        if len(alive) == 1:
            break
        alive = alive[: max(1, len(alive) // 2)]
        many *= 2
    winner = settings[alive[0]]
    fresh = (study.seed + 1) % 2**64
    one = _found(study, winner, what, many, within_days, fresh, executor)
    other = _found(study, {}, what, many, within_days, fresh, executor)
    spent = _cost(winner, ranges, cost)
    return Best(winner, spent, mean(one), paired(one, other), values[alive[0]], tried)


def _cost(levers: Levers, ranges: Mapping[str, tuple[float, float]], cost: Mapping[str, float]) -> float:
    return sum((value - ranges[name][0]) * cost.get(name, 0.0) for name, value in levers.items())


def _settings(
    study: Study, ranges: Mapping[str, tuple[float, float]], cost: Mapping[str, float], budget: float, many: int
) -> list[Levers]:
    """Return settings that can be paid, spread evenly; what a setting costs is counted from the least of each lever."""
    if budget < 0:
        raise InputError(Fault(None, message("the budget is {budget}", budget=budget), message("a number from 0")))
    chance = Chance(study.seed)
    numbers = np.arange(many, dtype=np.uint64)
    whole = whole_levers(study.model)
    columns = {}
    for name, (low, high) in ranges.items():
        order = np.argsort(chance.of_replications(numbers, 0, f"order:{name}"), kind="stable")
        inside = chance.of_replications(numbers, 0, f"inside:{name}")
        columns[name] = low + (high - low) * (order + inside) / many
    found: list[Levers] = []
    for at in range(many):
        levers = {name: float(column[at]) for name, column in columns.items()}
        spent = _cost(levers, ranges, cost)
        part = 1.0 if spent <= budget else budget / spent
        paid = {name: ranges[name][0] + (value - ranges[name][0]) * part for name, value in levers.items()}
        found.append({name: value // 1 if name in whole else value for name, value in paid.items()})
    return found


def _found(
    study: Study, levers: Levers, what: str, many: int, within_days: int | None, seed: int, executor: Executor | None
) -> Values:
    base = study.arms[BASE]
    plan = replace(base, seed=seed, levers={**base.levers, **levers})
    return add_arms(study, {BASE: plan}, executor, many=many).results(what, within_days=within_days)
