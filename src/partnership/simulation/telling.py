"""A study in sentences: what a director reads."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from partnership.messages import Message, Percent, Sayable, message, plural
from partnership.simulation.estimates import Difference, Estimate
from partnership.simulation.model import once_more
from partnership.simulation.quantities import DAYS_A_MONTH, Basis
from partnership.simulation.study import BASE, Study
from partnership.values import Text

_BASES: Final[Mapping[Basis, Message]] = {
    "measured": message("measured there"),
    "published": message("published elsewhere"),
    "expert": message("said by people who know"),
    "assumed": message("assumed"),
}
_MOST_RULES: Final = 3
_SEEN: Final = 0.01
_DIGITS: Final = 10


def told(study: Study) -> Iterator[Sayable]:
    """Say what a study has found, a sentence at a time, the most important first."""
    yield from _what_it_is(study)
    if not len(study.of()):
        return
    for arm in study.outcomes:
        if arm != BASE:
            yield message("Arm {arm:quoted}: {levers}.", arm=arm, levers=tuple(change_of(study, arm)))
        yield from _stages(study, arm)
        yield from _reached(study, arm)
    yield from _held_up(study)
    yield from _resting(study)


def _what_it_is(study: Study) -> Iterator[Sayable]:
    shape = study.region.shape
    yield plural(
        "{region}, {count} run from {start} to {end}, seed {seed}.",
        "{region}, {count} runs from {start} to {end}, seed {seed}.",
        len(study),
        region=shape.title,
        start=study.days[0],
        end=study.days[-1],
        seed=study.seed,
    )
    if shape.synthetic:
        yield message("The region is invented (synthetic): its figures describe no real one.")
    if study.why_exact is not None:
        yield message("Every entry of every run was decided by the rules one by one: {why}", why=study.why_exact)
    if study.interrupted:
        yield message("The study was interrupted; what had been done by then is told.")
    if study.failures:
        yield plural(
            "{count} run failed and is not counted.", "{count} runs failed and are not counted.", len(study.failures)
        )


def _stages(study: Study, arm: str) -> Iterator[Sayable]:
    law = study.template
    behind = {stage for stage in law.stage_ids if not study.days_to(stage, arm).any()}  # where a forecast begins
    before = max((law.stage_ids.index(stage) for stage in behind), default=0)
    for stage in study.model.stages[before + 1 :]:
        if stage == law.first_leaf().id:
            continue
        if arm != BASE and (study.days_to(stage, arm) == study.days_to(stage)).all():
            continue
        chance = study.share_reaching(stage, arm=arm)
        half = study.time_to(stage, arm).quantile(0.5)
        title = stage_title(study, stage)
        if not chance.value:
            yield message("{stage:quoted} is not reached in any run.", stage=title)
        elif half is None:
            yield message("{stage:quoted} is reached in {share} of the runs.", stage=title, share=percent(chance))
        else:
            months = rounded(half / DAYS_A_MONTH)
            yield plural(
                "{stage:quoted} is reached in {share} of the runs; half of them are there after {months} month.",
                "{stage:quoted} is reached in {share} of the runs; half of them are there after {months} months.",
                1 if months == 1 else 2,
                stage=title,
                share=percent(chance),
                months=months,
            )


def _reached(study: Study, arm: str) -> Iterator[Sayable]:
    for measure in study.model.measures:
        if arm == BASE:
            found = study.at_end(measure.id, arm)
            low, high = (rounded(value) for value in study.fan(measure.id, arm, (0.05, 0.95))[-1])
            yield message(
                "{measure}, at the end: {value} on average; {low} to {high} in nine runs of ten.",
                measure=measure.title,
                value=rounded(found.value),
                low=low,
                high=high,
            )
        else:
            yield message(
                "{measure}, at the end, against the base: {change}.",
                measure=measure.title,
                change=changed(study.compare(arm, measure.id)),
            )


def _held_up(study: Study) -> Iterator[Sayable]:
    law = study.template
    told_of: dict[str, int] = {}
    for each in sorted(study.bottlenecks(), key=lambda each: law.stage_ids.index(each.stage)):
        told_of[each.stage] = told_of.get(each.stage, 0) + 1
        if told_of[each.stage] > _MOST_RULES:
            continue
        yield plural(
            "Last before {stage:quoted} ended: {title:quoted} ({rule}), in {share} of the runs; for {count} day "
            "nothing else stood there.",
            "Last before {stage:quoted} ended: {title:quoted} ({rule}), in {share} of the runs; for {count} days "
            "nothing else stood there.",
            round(each.days_alone),
            stage=law.stage(each.stage).title,
            title=each.title,
            rule=each.rule,
            share=percent(each.share),
        )


def _resting(study: Study) -> Iterator[Sayable]:
    resting = study.resting()
    total = sum(resting.figures.values())
    parts = [
        message("{count} {basis}", count=resting.figures[basis], basis=_BASES[basis])
        for basis in _BASES
        if basis in resting.figures
    ]
    yield message("The study goes by {total} figures: {parts}.", total=total, parts=tuple(parts))
    if Fraction(resting.figures.get("assumed", 0), max(1, total)) > Fraction(1, 2):
        yield message("More than half is assumed: take what is said here as a way of asking, not as an answer.")


def stage_title(study: Study, stage: str) -> Sayable:
    """Return what a stage is called, or that it is entered once more: its cycle has come round.

    Raises:
        UnknownName: if there is no such stage.
    """
    titles = {once_more(first): study.template.stage(first).title for first in study.model.anew}
    return message("{stage}, once more", stage=titles[stage]) if stage in titles else study.template.stage(stage).title


def title_of(study: Study, what: str) -> Text | str:
    """Return what a measure or a state is called."""
    people = study.region.practice.shape.people
    named = {each.id: each.title for each in study.model.measures}
    if people is not None:
        named.update((each.id, each.title) for each in people.states)
    return named.get(what, what)


def percent(estimate: Estimate) -> Sayable:
    """Say a share, with its interval where that is wide enough to be seen."""
    value, low, high = (Percent(_share(each)) for each in (estimate.value, estimate.low, estimate.high))
    if estimate.high - estimate.low < _SEEN:
        return value
    return message("{value} ({low} to {high})", value=value, low=low, high=high)


def _share(value: float) -> Fraction:
    return Fraction(round(value * 1000), 1000)


def change_of(study: Study, arm: str) -> Iterator[Sayable]:
    """Say what is set otherwise in an arm: each lever by what it is called, with its value in both arms."""
    base = study.arms[BASE].levers
    for name, value in study.arms[arm].levers.items():
        if base.get(name) == value:
            continue
        number = study.model.numbers.get(name)
        if number is None:
            yield message("{name} = {value}", name=name, value=rounded(value))
            continue
        was = base.get(name, number.figure.centre)
        yield message("{title} {value} instead of {was}", title=number.title, value=rounded(value), was=rounded(was))


def changed(change: Difference, times: int = 1) -> Message | int | Decimal:
    """Say a change with its interval, where there are runs enough for one; `times` as much, in other units."""
    value, low, high = (times * each for each in (change.value, change.low, change.high))
    if not math.isfinite(high - low):
        return signed(value)
    return message("{value} ({low} to {high})", value=signed(value), low=signed(low), high=signed(high))


def signed(value: float) -> Message | int | Decimal:
    """Bring a change to as many digits as people read, with its sign."""
    found = rounded(value)
    return message("+{value}", value=found) if found > 0 else found


def rounded(value: float) -> int | Decimal:
    """Bring a number to as many digits as people read."""
    if abs(value) >= _DIGITS or value == int(value):
        return round(value)
    if abs(value) >= 1:
        return Decimal(str(round(value, 1)))
    return Decimal(f"{Decimal(f'{value:.2g}'):f}")  # two digits, and never an exponent


Study.teller = staticmethod(told)
