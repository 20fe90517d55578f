"""A study in sentences: what a director reads."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from partnership.errors import UnknownName
from partnership.messages import Message, Percent, Sayable, joined, listed, message, plural
from partnership.simulation.estimates import Difference, Estimate
from partnership.simulation.loading import regions_for
from partnership.simulation.model import once_more
from partnership.simulation.quantities import DAYS_A_MONTH, Basis
from partnership.simulation.study import BASE, Bottleneck, Study
from partnership.values import Text

_BASES: Final[Mapping[Basis, Message]] = {
    "measured": message("measured there"),
    "published": message("published elsewhere"),
    "expert": message("said by people who know"),
    "assumed": message("assumed"),
}
_MOST_RULES: Final = 3
_PARTS: Final = (0.1, 0.5, 0.9)
_SEEN: Final = 0.01
_DIGITS: Final = 10


def told(study: Study, to: str | None = None) -> Iterator[Sayable]:
    """Say what a study has found, a sentence at a time, the most important first; `to` a stage, or of all stages.

    Raises:
        UnknownName: if there is no such stage.
    """
    stages = study.ahead if to is None else (to,)
    if to is not None and to not in study.model.stages:
        raise UnknownName(to, study.model.stages, message("stage"))
    yield from _what_it_is(study)
    if not len(study.of()):
        return
    for arm in study.outcomes:
        if arm != BASE:
            yield message("Arm {arm:quoted}: {levers}.", arm=arm, levers=tuple(change_of(study, arm)))
        for stage in stages:
            if arm == BASE or (study.days_to(stage, arm) != study.days_to(stage)).any():
                yield _reaching(study, stage, arm)
        if to is None:
            yield from _reached(study, arm)
    if not stages:
        yield message("{stage:quoted} is the last stage.", stage=study.template.stage(study.begins_in).title)
    yield from _held_up(study, to)
    yield from _resting(study)


def _what_it_is(study: Study) -> Iterator[Sayable]:
    shape, programme = study.region.shape, study.goes_on
    if programme is None:
        yield plural(
            "{region}, {count} run from {start} to {end}, seed {seed}.",
            "{region}, {count} runs from {start} to {end}, seed {seed}.",
            len(study),
            region=shape.title,
            start=study.days[0],
            end=study.days[-1],
            seed=study.seed,
        )
    else:
        yield plural(
            "{programme}: a forecast from {start} ({stage}) to {end}, {count} run, seed {seed}.",
            "{programme}: a forecast from {start} ({stage}) to {end}, {count} runs, seed {seed}.",
            len(study),
            programme=programme.state.started.title or programme.id,
            start=study.days[0],
            stage=study.template.stage(programme.stage).title,
            end=study.days[-1],
            seed=study.seed,
        )
        if study.is_measured and "measured" not in study.resting().figures:
            yield message(
                "No region was named, and nothing can be measured in this ledger yet: all is as the practice of "
                "the rules assumes."
            )
        elif study.is_measured:
            yield message(
                "No region was named: work takes as long as it has taken in this ledger, where that can be seen, and "
                "the rest is as the practice of the rules assumes."
            )
        else:
            yield message("The figures are those of the region: {region}.", region=shape.title)
    if changes := list(change_of(study, BASE)):
        yield message("Set otherwise than the region says: {changes}.", changes=joined(changes, Message("; ")))
    for partner, step in study.arms[BASE].leave.items():
        name = next((one.name for one in shape.partners if one.id == partner), partner)
        yield message("{name} leaves on {day} in every run.", name=name, day=study.days[step])
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
        first = study.failures[0]
        yield message(
            "Why, in the first of them (replication {number}): {why}", number=first.replication, why=first.why
        )


def _reaching(study: Study, stage: str, arm: str) -> Sayable:
    chance, title = study.share_reaching(stage, arm=arm), stage_title(study, stage)
    if not chance.value:
        return message("{stage:quoted} is not reached in any run.", stage=title)
    early, half, late = (study.time_to(stage, arm).quantile(part) for part in _PARTS)
    if study.goes_on is not None and early is not None:
        return _by_days(study, title, percent(chance), early, half, late)
    if half is None:
        return message("{stage:quoted} is reached in {share} of the runs.", stage=title, share=percent(chance))
    months = rounded(half / DAYS_A_MONTH)
    return plural(
        "{stage:quoted} is reached in {share} of the runs; half of all runs are there within {months} month.",
        "{stage:quoted} is reached in {share} of the runs; half of all runs are there within {months} months.",
        1 if months == 1 else 2,
        stage=title,
        share=percent(chance),
        months=months,
    )


def _by_days(
    study: Study, title: Sayable, share: Sayable, early: float, half: float | None, late: float | None
) -> Sayable:
    """Say by which days a tenth, a half and nine tenths of the runs are there, as far as so many are."""
    first, middle, last = (None if each is None else study.days[0] + dt.timedelta(each) for each in (early, half, late))
    if middle is None:
        form = message("{stage:quoted} is reached in {share} of the runs: by {first} in one of ten.")
    elif last is None:
        form = message(
            "{stage:quoted} is reached in {share} of the runs: by {first} in one of ten, by {middle} in half."
        )
    else:
        form = message(
            "{stage:quoted} is reached in {share} of the runs: by {first} in one of ten, by {middle} in half, "
            "by {last} in nine of ten."
        )
    return form.given(stage=title, share=share, first=first, middle=middle, last=last)


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


def _held_up(study: Study, to: str | None = None) -> Iterator[Sayable]:
    law = study.template
    last = None if to is None or to not in law.stage_ids else law.stage_ids.index(law.first_leaf(to).id)
    if last is not None and last <= law.stage_ids.index(study.begins_in):  # a cycle has to come round first
        last = None
    told_of: dict[str, int] = {}
    for each in sorted(study.bottlenecks(), key=lambda each: law.stage_ids.index(each.stage)):
        if last is not None and law.stage_ids.index(each.stage) >= last:
            continue
        told_of[each.stage] = told_of.get(each.stage, 0) + 1
        if told_of[each.stage] <= _MOST_RULES:
            yield _holding(study, each)


def _holding(study: Study, each: Bottleneck) -> Sayable:
    """Say what stood last before a stage ended, or what it still waited for in the end; and who owes it."""
    outcomes = study.of()
    still = int(outcomes.was_still(each.stage, each.rule).sum())
    stage, share = study.template.stage(each.stage).title, percent(each.share)
    rule = each.rule if each.owed_by is None else listed([each.rule, _responsible(study, each.owed_by)])
    if still == int(outcomes.stood_last(each.stage, each.rule).sum()):
        return message(
            "{stage:quoted} never ends in {share} of the runs, as this is not met in the end: {title:quoted} ({rule}).",
            stage=stage,
            title=each.title,
            rule=rule,
            share=share,
        )
    last = plural(
        "Last before {stage:quoted} ended: {title:quoted} ({rule}), in {share} of the runs; for {count} day "
        "nothing else stood there.",
        "Last before {stage:quoted} ended: {title:quoted} ({rule}), in {share} of the runs; for {count} days "
        "nothing else stood there.",
        round(each.days_alone),
        stage=stage,
        title=each.title,
        rule=rule,
        share=share,
    )
    if not still:
        return last
    never = message("In {count} of these runs it never ended.", count=still)
    return Message("{last} {never}", {"last": last, "never": never})


def _responsible(study: Study, owed_by: str) -> Sayable:
    if owed_by.startswith("$"):
        return message("responsible: {who}", who=message("each that does not meet it"))
    lists = study.template.lists
    item = lists["roles"].get(owed_by) or lists["sectors"].get(owed_by)
    return message("responsible: {who}", who=owed_by if item is None else item.title)


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
        if study.is_measured:
            yield _advice(study)


def _advice(study: Study) -> Sayable:
    """Say which regions there are, where none was named and little could be measured."""
    fitting = regions_for(study.template.id)
    if not fitting:
        return message("Name a region of your own (`--region`): then its figures are taken.")
    return message(
        "Name a region (`--region`): then its figures are taken. For these rules there are: {regions}.",
        regions=", ".join(fitting),
    )


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
    """Say what is set otherwise in an arm: each lever by what it is called, with its value in both arms.

    Of the first arm: what is set otherwise than in the region.
    """
    base = {} if arm == BASE else study.arms[BASE].levers
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
