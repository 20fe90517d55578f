"""Why a stage is reached later or earlier in an arm: which rule is alone in the way for more days, or for fewer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from partnership.simulation.arrays import Values
from partnership.simulation.outcomes import Outcomes
from partnership.simulation.study import BASE, Bottleneck, Study


@dataclass(frozen=True, slots=True)
class HeldOtherwise:
    """A rule before the end of a stage, and for how many days more than in the base it is alone there."""

    rule: Bottleneck
    days: float


def held_otherwise(study: Study, arm: str, stage: str, days_later: float) -> HeldOtherwise | None:
    """Return the rule that holds the stage before this one longest, or shortest, against the base.

    None where that stage takes about as long as in the base: then the reason lies in an earlier one.
    """
    here, there = study.pairs(arm)
    to, from_ = study.days_to(stage, arm)[here], study.days_to(stage)[there]
    found = None
    for leaf in _before(study, stage):
        begun, began = study.days_to(leaf, arm)[here], study.days_to(leaf)[there]
        both = np.isfinite(to) & np.isfinite(from_) & (begun <= to) & (began <= from_)
        own = float(np.mean(to[both] - begun[both] - from_[both] + began[both])) if both.any() else 0.0
        if own * days_later <= 0 or abs(own) < abs(days_later) / 2:
            continue
        for each in {one.rule: one for name in (BASE, arm) for one in study.bottlenecks(leaf, name)}.values():
            days = (_alone(study, arm, each)[here] - _alone(study, BASE, each)[there])[both].mean()
            if days * days_later > 0 and round(days) and (found is None or abs(days) > abs(found.days)):
                found = HeldOtherwise(each, float(days))
    return found


def _before(study: Study, stage: str) -> Iterator[str]:
    """Return the stages from which a way leads into one."""
    law = study.template
    first = study.model.stage_meant(stage)
    for leaf, way in study.model.ways.items():
        ways = [way.to] if way.meanwhile is None else [way.to, way.meanwhile.to]
        if leaf in study.of().last and law.first_leaf(first).id in {law.first_leaf(to).id for to in ways}:
            yield leaf


def _alone(study: Study, arm: str, each: Bottleneck) -> Values:
    """Return for each replication how many days a rule was alone in the way to a stage's end; 0 where it was not."""
    outcomes: Outcomes = study.of(arm)
    if each.rule not in outcomes.last.get(each.stage, ()):
        return np.zeros(len(outcomes))
    stood = outcomes.stood_last(each.stage, each.rule)
    return np.where(stood, outcomes.alone[each.stage] * study.model.days_a_step, 0.0)
