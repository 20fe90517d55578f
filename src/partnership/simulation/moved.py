"""Why an arm reaches a stage later or earlier than another, or in other runs: which rules are in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from partnership.simulation.arrays import Values, Which
from partnership.simulation.estimates import mean
from partnership.simulation.study import BASE, Bottleneck, Study

_OF_THE_WHOLE: Final = 0.1
"""A stage that takes less than this part of a delay longer than before does not explain it."""

_OF_ITS_OWN: Final = 0.25
"""Nor does a rule with less than this part of what its stage takes longer."""


_OF_THE_RUNS: Final = 0.05
"""A rule in a smaller part of the runs than this is none of their reasons."""


@dataclass(frozen=True, slots=True)
class Among:
    """A rule, and in what share of some runs it is so."""

    rule: Bottleneck
    share: float


@dataclass(frozen=True, slots=True)
class HeldOtherwise:
    """What is in the way to the end of a stage for more days in an arm than in another, or for fewer.

    A rule that is alone there; or several at once (`rule` is None), and then what came last in these runs.
    """

    stage: str
    rule: Bottleneck | None
    days: float
    last: tuple[Among, ...] = ()


@dataclass(frozen=True, slots=True)
class UnmetWhereLost:
    """What is not met on the last day in the runs that reach a stage in one of two arms, and not in the other."""

    rules: tuple[Among, ...]
    """Before the end of the stages from which a way leads into it, the most frequent first: several at once."""
    given_up: float
    """In what share of these runs the programme is given up first, as there is no money any more."""


def held_otherwise(study: Study, arm: str, stage: str, base: str = BASE) -> tuple[HeldOtherwise, ...]:
    """Return what holds the stages before this one for longer in an arm, or less long, what explains most first.

    Nothing where these take about as long as in the base: then the reason lies in an earlier one.
    """
    here, there = study.pairs(arm, base)
    to, from_ = study.days_to(stage, arm)[here], study.days_to(stage, base)[there]
    found: list[HeldOtherwise] = []
    for leaf in _before(study, stage):
        begun, began = study.days_to(leaf, arm)[here], study.days_to(leaf, base)[there]
        both = np.isfinite(to) & np.isfinite(from_) & (begun <= to) & (began <= from_)
        if not both.any():
            continue
        whole, before = to[both] - from_[both], begun[both] - began[both]
        own, later = mean(whole - before), float(whole.mean())
        if own.value * later <= 0 or own.low <= 0 <= own.high or abs(own.value) < _OF_THE_WHOLE * abs(later):
            continue
        found += _parts(study, (arm, base), leaf, (here[both], there[both]), own.value)
    return tuple(sorted(found, key=lambda each: -abs(each.days)))


def _parts(
    study: Study, arms: tuple[str, str], leaf: str, runs: tuple[Values, Values], own: float
) -> Iterator[HeldOtherwise]:
    """Part what a stage takes longer among the rules that are alone in the way, and the days with several there."""
    rules = {one.rule: one for name in arms for one in study.bottlenecks(leaf, name)}
    alone = {
        rule: float(np.mean(_alone(study, arms[0], each)[runs[0]] - _alone(study, arms[1], each)[runs[1]]))
        for rule, each in rules.items()
    }
    found = [HeldOtherwise(leaf, rules[rule], days) for rule, days in alone.items() if days * own > 0 and round(days)]
    if (own - sum(each.days for each in found)) / own >= _OF_ITS_OWN:
        at = 0 if own > 0 else 1
        last = tuple(_last(study, arms[at], leaf, runs[at]))
        found.append(HeldOtherwise(leaf, None, own - sum(alone.values()), last))
    telling = [each for each in found if abs(each.days) >= _OF_ITS_OWN * abs(own)]
    yield from telling or sorted(found, key=lambda each: -abs(each.days))[:1]


def _last(study: Study, arm: str, leaf: str, runs: Values) -> Iterator[Among]:
    """Return what stood last before the end of a stage, the most frequent first."""
    for each in study.bottlenecks(leaf, arm):
        if each.ended and (part := float(study.of(arm).stood_last(leaf, each.rule)[runs].mean())) >= _OF_THE_RUNS:
            yield Among(each, part)


def unmet_where_lost(study: Study, arm: str, stage: str, base: str = BASE) -> UnmetWhereLost | None:
    """Return what is not met on the last day in the runs that reach a stage in the base, and not in an arm.

    None where there are no such runs, or all of them are held up before: of that the earlier stage tells.
    """
    here, there = study.pairs(arm, base)
    lost: Which = ~np.isfinite(study.days_to(stage, arm)[here]) & np.isfinite(study.days_to(stage, base)[there])
    if not lost.any():
        return None
    outcomes = study.of(arm)
    leaves = list(_before(study, stage))
    in_these = {leaf: np.isfinite(study.days_to(leaf, arm)[here]) & lost for leaf in leaves}
    found = [
        Among(each, part)
        for leaf in leaves
        for each in study.bottlenecks(leaf, arm)
        if not each.ended and (part := _part(outcomes.was_still(leaf, each.rule)[here] & lost, lost)) >= _OF_THE_RUNS
    ]
    came = np.any(list(in_these.values()), axis=0) if in_these else np.zeros_like(lost)
    given_up = _part((outcomes.ended[here] >= 0) & came, lost)
    rules = tuple(sorted(found, key=lambda each: -each.share))  # of equal ones first what others wait for
    return UnmetWhereLost(rules, given_up) if rules or given_up else None


def _part(runs: Which, of: Which) -> float:
    return int(runs.sum()) / int(of.sum())


def _before(study: Study, stage: str) -> Iterator[str]:
    """Return the stages from which a way leads into one: into a cycle from outside, into its next round from within."""
    law = study.template
    first = study.model.stage_meant(stage)
    around = set(law.cycle_of(first)) if first in study.model.anew else set()
    for leaf, way in study.model.ways.items():
        ways = [way.to] if way.meanwhile is None else [way.to, way.meanwhile.to]
        is_round = not around.isdisjoint(each.id for each in law.path(leaf))
        if is_round == (first != stage) and law.first_leaf(first).id in {law.first_leaf(to).id for to in ways}:
            yield leaf


def on_the_way(study: Study, to: str) -> set[str]:
    """Return the stages that are gone through from where the runs begin until one is entered."""
    law, ways = study.template, study.model.ways
    end, here = law.first_leaf(study.model.stage_meant(to)).id, study.begins_in

    def after(leaf: str) -> set[str]:
        found: set[str] = set()
        ahead = [leaf]
        while ahead:
            way = ways.get(ahead.pop())
            while way is not None:
                there = law.first_leaf(way.to).id
                if there not in found and there != end:
                    ahead.append(there)
                found.add(there)
                way = way.meanwhile
        return found

    return {here} | {leaf for leaf in after(here) - {end} if end in after(leaf)}


def _alone(study: Study, arm: str, each: Bottleneck) -> Values:
    """Return for each replication how many days a rule was alone in the way to a stage's end; 0 where it was not."""
    outcomes = study.of(arm)
    if each.rule not in outcomes.last.get(each.stage, ()):
        return np.zeros(len(outcomes))
    stood = outcomes.stood_last(each.stage, each.rule)
    return np.where(stood, outcomes.alone[each.stage] * study.model.days_a_step, 0.0)
