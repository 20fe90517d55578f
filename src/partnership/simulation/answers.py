"""Answers to single questions in sentences: a chance, levers, exits, what is uncertain, where it fails, a forecast."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from partnership.messages import Message, Percent, Sayable, listed, message
from partnership.simulation.estimates import Difference
from partnership.simulation.exits import PartnerExit
from partnership.simulation.forecasting import ForecastStanding, StageStanding
from partnership.simulation.sensitivity import Sensitivity
from partnership.simulation.study import BASE, Study
from partnership.simulation.telling import (
    change_of,
    changed,
    is_change,
    months_or_days,
    percent,
    rounded,
    shifted,
    stage_title,
    title_of,
)
from partnership.simulation.worst_worlds import WorldBound, WorstWorlds
from partnership.values import Text

_MOST_RULES: Final = 2
_HARDLY: Final = 0.02
"""What brings less to a spread than this is not told."""

_LOUD: Final = 0.2
"""How much of a spread chance may be before the rest is not to be read."""


def chance_told(study: Study, stage: str, within_days: int | None = None, arm: str = BASE) -> Sayable:
    """Say how likely a stage is reached, within so many days or until the horizon.

    Raises:
        UnknownName: if there is no such stage, or no such arm.
        InputError: if so many days lie beyond the horizon.
    """
    chance = percent(study.share_reaching(stage, within_days, arm))
    title = stage_title(study, stage)
    if within_days is None:
        return message("{stage:quoted} is reached in {share} of the runs.", stage=title, share=chance)
    return message(
        "{stage:quoted} is reached within {time} in {share} of the runs.",
        stage=title,
        time=months_or_days(within_days),
        share=chance,
    )


def arms_told(study: Study, what: str) -> Iterator[Sayable]:
    """Say what each arm changes, the largest change first: a measure or state at the end, or the days until a stage.

    Raises:
        UnknownName: if there is no such stage, measure or state.
    """
    is_stage = what in study.model.stages
    if is_stage:
        yield message(
            "When {stage:quoted} is reached, on average of the runs that reach it both ways:",
            stage=stage_title(study, what),
        )
    else:
        yield message("{measure}, change at the end:", measure=title_of(study, what))
    for arm, change in changes(study, what):
        names = tuple(change_of(study, arm))
        if change is None or not is_change(change):
            yield message("- {change}: nothing changes", change=names)
        else:
            yield message("- {change}: {value}", change=names, value=shifted(change) if is_stage else changed(change))


def changes(study: Study, what: str) -> list[tuple[str, Difference | None]]:
    """Return what each arm changes against the base, the largest change first; None where no run can be compared."""
    if what in study.model.stages:
        found = [(arm, study.later(arm, what)) for arm in study.outcomes if arm != BASE]
    else:
        found = [(arm, study.compare(arm, what)) for arm in study.outcomes if arm != BASE]
    return sorted(found, key=lambda each: -abs(each[1].value) if each[1] is not None else math.inf)


def exits_told(study: Study, found: Sequence[PartnerExit]) -> Iterator[Sayable]:
    """Say what it costs that a partner leaves, the dearest first, and the rules that stop the programme then."""
    names = names_of(study)
    for each in sorted(found, key=lambda one: (one.reached.value, one.partner, one.month)):
        head = message("{partner} leaves in month {month}", partner=names[each.partner], month=each.month)
        if each.reached.value:
            kept = replace(each.reached, low=max(-1.0, each.reached.low), high=min(1.0, each.reached.high))
            points = changed(kept, 100)
            yield message("{exit}: the chance changes by {points} percentage points.", exit=head, points=points)
        elif each.days_later is not None and each.days_later.value:
            when = shifted(each.days_later)
            yield message(
                "{exit}: the stage is reached {when} on average; the chance is the same.", exit=head, when=when
            )
        else:
            yield message("{exit}: nothing changes.", exit=head)
        if each.reached.value < 0:
            for rule, runs in each.stopped_by[:_MOST_RULES]:
                title = _rule(study, rule)
                yield message("  stopped by {title:quoted} ({rule}): runs {runs}", title=title, rule=rule, runs=runs)


def names_of(study: Study) -> dict[str, Sayable]:
    """Return what each partner is called: with its id, where several have one name."""
    partners = study.model.partners
    alike = Counter(each.candidate.name.in_language("en") for each in partners)
    return {
        each.id: message("{partner:quoted} ({id})", partner=each.candidate.name, id=each.id)
        if alike[each.candidate.name.in_language("en")] > 1
        else message("{partner:quoted}", partner=each.candidate.name)
        for each in partners
    }


def sensitivity_told(study: Study, found: Sensitivity) -> Iterator[Sayable]:
    """Say which uncertain figures the spread of an answer comes from, the most influential first."""
    stages = study.model.stages
    title = stage_title(study, found.what) if found.what in stages else title_of(study, found.what)
    yield message("What matters most for {what:quoted}, as a share of the spread between the worlds:", what=title)
    for each in found.influences:
        if each.total >= _HARDLY:
            yield message(
                "- {title}: {share}, give or take {half}",
                title=each.title,
                share=_percent(min(1.0, each.total)),
                half=_percent(min(1.0, each.total_half)),
            )
    yield message(
        "- chance, as there are only {runs} runs a world: {share}",
        runs=found.replications,
        share=_percent(found.noise),
    )
    if found.noise > _LOUD:
        yield message("Chance is a large part of it: take more runs a world before you believe the order.")


def worst_told(study: Study, found: WorstWorlds, stage: str, within_days: int | None = None) -> Iterator[Sayable]:
    """Say in which worlds a stage is not reached (in time)."""
    title = stage_title(study, stage)
    share = _percent(found.base_rate)
    if within_days is None:
        yield message("{stage:quoted} is not reached in {share} of the runs.", stage=title, share=share)
    else:
        yield message(
            "{stage:quoted} is not reached within {time} in {share} of the runs.",
            stage=title,
            time=months_or_days(within_days),
            share=share,
        )
    if not found.bounds:
        yield message("No simple rule tells these runs from the others.")
        return
    yield message(
        "It fails in {density} of the runs with: {bounds}. These hold {coverage} of all failures.",
        density=_percent(found.density),
        bounds=tuple(_bound(each) for each in found.bounds),
        coverage=_percent(found.coverage),
    )


def standing_told(study: Study, found: ForecastStanding) -> Sayable:
    """Say where a programme stands in an earlier forecast of it."""
    share = _percent(found.percentile)
    if found.what not in study.model.stages:
        return message(
            "{measure}: {value}; the forecast had expected {expected} (in half of its runs), and {share} of its runs "
            "were lower.",
            measure=title_of(study, found.what),
            value=rounded(found.value),
            expected=rounded(found.middle or 0.0),
            share=share,
        )
    title, days = stage_title(study, found.what), study.days
    day = days[0] + dt.timedelta(found.value)
    if found.middle is None:
        return message(
            "{stage:quoted} was reached on {day}; the forecast had not expected it by {end} (in half of its runs), and "
            "{share} of its runs were quicker.",
            stage=title,
            day=day,
            end=days[-1],
            share=share,
        )
    return message(
        "{stage:quoted} was reached on {day}; the forecast had expected {expected} (in half of its runs), and {share} "
        "of its runs were quicker.",
        stage=title,
        day=day,
        expected=days[0] + dt.timedelta(found.middle),
        share=share,
    )


def standings_told(before: Study, found: Iterable[StageStanding], to: str | None = None) -> Iterator[Sayable]:
    """Say how stages stand in an earlier forecast: those that came since, and those that are not reached yet.

    Where there are none that is said, too: of the stage `to`, where this one alone was asked for.

    Raises:
        UnknownName: if there is no such stage.
    """
    told = [_standing_of(before, each) for each in found]
    if told:
        yield from told
    elif to is None:
        yield message("Nothing to compare: no stage has been reached since, and none was ahead then.")
    else:
        nothing = message(
            "Nothing to compare: {stage:quoted} was not ahead then, and has not been reached since.",
            stage=stage_title(before, to),
        )
        ahead = listed(
            Message("{id} ({title})", {"id": each, "title": stage_title(before, each)}) for each in before.ahead
        )
        there = message("{nothing} Ahead were: {stages}.", nothing=nothing, stages=ahead)
        yield there if before.ahead else nothing


def _standing_of(before: Study, found: StageStanding) -> Sayable:
    if found.entered is not None:
        return standing_told(before, found.entered)
    title, share = stage_title(before, found.stage), percent(found.reached)
    if found.expected is None:
        return message(
            "{stage:quoted} is not reached yet; by now it was in {share} of the runs of the forecast.",
            stage=title,
            share=share,
        )
    return message(
        "{stage:quoted} is not reached yet; the forecast had expected {expected} (in half of its runs), and by now it "
        "was in {share} of its runs.",
        stage=title,
        expected=found.expected,
        share=share,
    )


def _rule(study: Study, rule: str) -> Text:
    known: Mapping[str, object] = study.template.requirements
    return study.template.requirements[rule].title if rule in known else Text.of(rule, rule)


def _bound(each: WorldBound) -> Message:
    if each.at_least is None:
        return message("{title} at most {value}", title=each.title, value=rounded(each.at_most or 0.0))
    if each.at_most is None:
        return message("{title} at least {value}", title=each.title, value=rounded(each.at_least))
    return message(
        "{title} from {low} to {high}", title=each.title, low=rounded(each.at_least), high=rounded(each.at_most)
    )


def _percent(value: float) -> Percent:
    return Percent(Fraction(round(value * 100), 100))
