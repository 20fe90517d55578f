"""What happens when a partner leaves: against the same runs in which it stays, or every one in turn; by one chance."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from partnership.simulation.estimates import Difference
from partnership.simulation.simulating import Progress
from partnership.simulation.study import BASE, STAYING, Study, add_arms, leaving_step


@dataclass(frozen=True, slots=True)
class PartnerExit:
    """What it changes that a partner leaves, so many months after the first day."""

    partner: str
    month: int
    """After how many months it leaves."""
    reached: Difference
    """The chance to reach the stage, less that of the runs in which nobody is withdrawn."""
    days_later: Difference | None
    """By how many days later it is reached, in the runs in which it is reached with and without the partner."""
    stopped_by: tuple[tuple[str, int], ...]
    """The rules that were not met in the end where it was not reached any more, with the number of runs."""


def against_staying(study: Study, executor: Executor | None = None, progress: Progress | None = None) -> Study:
    """Return a study with one arm more, in which those stay who leave in it: then it tells what their leaving changes.

    All else is as in its first arm, and as many replications are run as it has; an interrupt keeps those that are done.
    """
    plan = replace(study.arms[BASE], leave={})
    staying = add_arms(study, {STAYING: plan}, executor, progress)
    arms = {BASE: study.arms[BASE], **staying.arms, **study.arms}
    found = {BASE: study.outcomes[BASE], **staying.outcomes, **study.outcomes}
    if staying.interrupted:
        found = {name: outcomes.first(len(staying)) for name, outcomes in found.items()}
    return replace(
        study, arms=arms, outcomes=found, upto=len(staying), interrupted=study.interrupted or staying.interrupted
    )


def exits(
    study: Study,
    stage: str,
    months: Sequence[int],
    *,
    partners: Sequence[str] | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[PartnerExit, ...]:
    """Withdraw every partner (or some) in turn, after each number of months, and tell what comes of it for a stage.

    The study gives law, region, levers, seed and the number of replications; all of it is run by the exact engine,
    which alone carries partners that leave.

    Raises:
        UnknownName: if there is no such stage or partner.
    """
    plan = replace(study.arms[BASE], engine="exact")
    model = study.model
    names = [each.id for each in model.partners] if partners is None else list(partners)
    arms = {BASE: plan}
    for partner in names:
        for month in months:
            leave = {**plan.leave, partner: leaving_step(model, partner, month)}
            arms[f"{partner}@{month}"] = replace(plan, leave=leave)
    found = add_arms(study, arms, executor, progress)
    return tuple(_exit(found, partner, month, stage) for partner in names for month in months)


def _exit(study: Study, partner: str, month: int, stage: str) -> PartnerExit:
    arm = f"{partner}@{month}"
    stopped: dict[str, int] = {}
    outcomes = study.of(arm)
    missed = outcomes.entered[stage] < 0
    for rules in outcomes.still.values():
        for rule, runs in rules.items():
            count = int((runs & missed).sum())
            if count:
                stopped[rule] = stopped.get(rule, 0) + count
    ranked = sorted(stopped.items(), key=lambda each: (-each[1], each[0]))
    return PartnerExit(partner, month, study.compare(arm, stage), study.later(arm, stage), tuple(ranked))
