"""Answers to single questions in sentences: a chance, levers, exits, what is uncertain, where it fails, a forecast."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from partnership.messages import Message, Percent, Sayable, message
from partnership.simulation.estimates import Difference
from partnership.simulation.exits import PartnerExit
from partnership.simulation.forecasting import ForecastStanding, StageStanding
from partnership.simulation.quantities import DAYS_A_MONTH
from partnership.simulation.sensitivity import Sensitivity
from partnership.simulation.study import BASE, Study
from partnership.simulation.telling import change_of, changed, percent, rounded, signed, stage_title, title_of
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
    months = rounded(within_days / DAYS_A_MONTH)
    return message(
        "{stage:quoted} is reached within {months} months in {share} of the runs.",
        stage=title,
        months=months,
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
            "Days later (minus: sooner) until {stage:quoted}, in the runs that reach it:",
            stage=stage_title(study, what),
        )
    else:
        yield message("{measure}, change at the end:", measure=title_of(study, what))
    for arm, change in changes(study, what):
        names = tuple(change_of(study, arm))
        if change is None or not (change.value or 0 < change.half_width < math.inf):
            yield message("- {change}: nothing changes", change=names)
        else:
            yield message("- {change}: {value}", change=names, value=changed(change))


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
            yield message("{exit}: {days} days, the chance is the same.", exit=head, days=signed(each.days_later.value))
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
        months = rounded(within_days / DAYS_A_MONTH)
        yield message(
            "{stage:quoted} is not reached within {months} months in {share} of the runs.",
            stage=title,
            months=months,
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
    if found.what in study.model.stages:
        return message(
            "{stage:quoted} was reached after {months} months: {share} of the runs of the forecast were quicker.",
            stage=stage_title(study, found.what),
            months=rounded(found.value / DAYS_A_MONTH),
            share=_percent(found.percentile),
        )
    return message(
        "{measure}: {value}; {share} of the runs of the forecast were lower.",
        measure=title_of(study, found.what),
        value=rounded(found.value),
        share=_percent(found.percentile),
    )


def standings_told(before: Study, found: Iterable[StageStanding]) -> Iterator[Sayable]:
    """Say how stages stand in an earlier forecast: those that came since, and those that are not reached yet."""
    for each in found:
        if each.entered is not None:
            yield standing_told(before, each.entered)
        else:
            yield message(
                "{stage:quoted} is not reached yet; by now it was in {share} of the runs of that forecast.",
                stage=stage_title(before, each.stage),
                share=percent(each.reached),
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
