"""Answers to single questions in sentences: a chance, levers, exits, what is uncertain, where it fails, a forecast."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from partnership.messages import Message, Percent, Sayable, message, plural
from partnership.simulation.estimates import Difference
from partnership.simulation.exits import PartnerExit
from partnership.simulation.forecasting import ForecastStanding, StageStanding
from partnership.simulation.sensitivity import Sensitivity
from partnership.simulation.study import BASE, Study
from partnership.simulation.telling import not_reached
from partnership.simulation.wording import (
    change_of,
    changed,
    figures,
    is_certain,
    is_change,
    months_or_days,
    percent,
    rounded,
    shifted,
    stage_title,
    stages_ahead,
    title_of,
    undecided,
    undecided_by_days,
    whole_bounds,
)
from partnership.simulation.worst_worlds import WorldBound, WorstWorlds
from partnership.values import Text

_MOST_RULES: Final = 2
_HARDLY: Final = 0.02
"""What brings less to a spread than this is not told."""

_LOUD: Final = 0.2
"""How much of a spread chance may be before the rest is not to be read."""


_FEW: Final = 0.25
"""A programme that fewer of the runs surpass is ahead of them."""

_UNDECIDED: Final = message("no difference that these runs can tell")
_NOT_WITHIN: Final = message("{stage:quoted} is not reached within {time} in any run.")

_QUICKER: Final = (
    message("none of its runs was quicker"),
    message("{share} of its runs were quicker"),
    message("all of its runs were quicker"),
)
_LOWER: Final = (
    message("none of its runs was lower"),
    message("{share} of its runs were lower"),
    message("all of its runs were lower"),
)
_THERE: Final = (
    message("none of the runs of the forecast was there"),
    message("{share} of the runs of the forecast were there"),
    message("all runs of the forecast were there"),
)

_BEFORE_ALL: Final = message(
    "The programme is ahead of this forecast: {stage:quoted} came sooner than in any of its runs. Its times may be too "
    "long."
)
_AHEAD: Final = message(
    "The programme is ahead of this forecast: {stage:quoted} came sooner than in {share} of its runs."
)
_EXPECTED: Final = message(
    "The programme is about where this forecast expected it: {stage:quoted} came later than in {share} of its runs."
)
_BEHIND: Final = message(
    "The programme is behind this forecast: {stage:quoted} came later than in {share} of its runs."
)
_AFTER_ALL: Final = message(
    "The programme is behind this forecast: {stage:quoted} came later than in any of its runs. Its times may be too "
    "short."
)
_BEHIND_AS_DUE: Final = message(
    "The programme is behind this forecast: {share} of its runs had reached {stage:quoted} by now."
)
_EXPECTED_AS_DUE: Final = message(
    "The programme is about where this forecast expected it: by now {share} of its runs had reached {stage:quoted}."
)
_EXPECTED_AS_NOT_DUE: Final = message(
    "The programme is about where this forecast expected it: by now none of its runs had reached {stage:quoted}."
)


def chance_told(study: Study, stage: str, within_days: int | None = None, arm: str = BASE) -> Sayable:
    """Say how likely a stage is reached, within so many days or until the horizon.

    Raises:
        UnknownName: if there is no such stage, or no such arm.
        InputError: if so many days lie beyond the horizon.
    """
    found = study.share_reaching(stage, within_days, arm)
    chance, title = percent(found), stage_title(study, stage)
    if within_days is None:
        if not found.value:
            return not_reached(study, title)
        return message("{stage:quoted} is reached in {share} of the runs.", stage=title, share=chance)
    form = message("{stage:quoted} is reached within {time} in {share} of the runs.")
    if not found.value:
        form = _NOT_WITHIN
    return form.given(stage=title, time=months_or_days(within_days), share=chance)


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
        elif not is_certain(change):
            value = undecided_by_days(_UNDECIDED, change) if is_stage else undecided(_UNDECIDED, change)
            yield message("- {change}: {value}", change=names, value=value)
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
        head = plural(
            "{partner} leaves after {count} month",
            "{partner} leaves after {count} months",
            each.month,
            partner=names[each.partner],
        )
        kept = replace(each.reached, low=max(-1.0, each.reached.low), high=min(1.0, each.reached.high))
        if is_certain(kept):
            points = changed(kept, 100)
            yield message("{exit}: the chance changes by {points} percentage points.", exit=head, points=points)
        elif each.days_later is not None and is_certain(each.days_later):
            when = shifted(each.days_later)
            form = message("{exit}: the stage is reached {when} on average; the chance is the same.")
            if is_change(kept):
                form = message(
                    "{exit}: the stage is reached {when} on average; of the chance these runs can tell no difference."
                )
            yield form.given(exit=head, when=when)
        elif is_change(kept) or (each.days_later is not None and is_change(each.days_later)):
            yield message("{exit}: no difference that these runs can tell.", exit=head)
        else:
            yield message("{exit}: nothing changes.", exit=head)
        if is_certain(kept) and kept.value < 0:
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
    if within_days is None:
        some = message("{stage:quoted} is not reached in {share} of the runs.")
        forms = (message("{stage:quoted} is reached in all runs."), some, not_reached(study, title))
    else:
        some = message("{stage:quoted} is not reached within {time} in {share} of the runs.")
        forms = (message("{stage:quoted} is reached within {time} in all runs."), some, _NOT_WITHIN)
    time = None if within_days is None else months_or_days(within_days)
    yield _beside(found.base_rate, forms).given(stage=title, time=time)
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
    if found.what not in study.model.stages:
        (value,), (expected,) = figures(found.value), whole_bounds(found.middle or 0.0)
        if value == expected:
            form = message("{measure}: {value}, as the forecast had expected (in half of its runs).")
        else:
            form = message(
                "{measure}: {value}; the forecast had expected {expected} (in half of its runs), and {rest}."
            )
        rest = _beside(found.percentile, _LOWER)
        return form.given(measure=title_of(study, found.what), value=value, expected=expected, rest=rest)
    quicker = _beside(found.percentile, _QUICKER)
    title, days = stage_title(study, found.what), study.days
    day = days[0] + dt.timedelta(found.value)
    if found.middle is None:
        return message(
            "{stage:quoted} was reached on {day}; the forecast had not expected it by {end} (in half of its runs), and "
            "{quicker}.",
            stage=title,
            day=day,
            end=days[-1],
            quicker=quicker,
        )
    return message(
        "{stage:quoted} was reached on {day}; the forecast had expected {expected} (in half of its runs), and "
        "{quicker}.",
        stage=title,
        day=day,
        expected=days[0] + dt.timedelta(found.middle),
        quicker=quicker,
    )


def standings_told(before: Study, found: Iterable[StageStanding], to: str | None = None) -> Iterator[Sayable]:
    """Say whether a programme is ahead of an earlier forecast, and how each stage stands in it, come or not.

    Where there are none that is said, too: of the stage `to`, where this one alone was asked for.

    Raises:
        UnknownName: if there is no such stage.
    """
    found = tuple(found)
    if found:
        yield from _verdict(before, found)
        for each in found:
            yield _standing_of(before, each)
    elif to is None:
        yield message("Nothing to compare: no stage has been reached since, and none was ahead then.")
    else:
        nothing = message(
            "Nothing to compare: {stage:quoted} was not ahead then, and has not been reached since.",
            stage=stage_title(before, to),
        )
        there = message("{nothing} Ahead were: {stages}.", nothing=nothing, stages=stages_ahead(before))
        yield there if before.ahead else nothing


def _verdict(before: Study, found: Sequence[StageStanding]) -> Iterator[Sayable]:
    """Say whether a programme is ahead of a forecast, behind, or where it was expected: by the stage that came last, or
    by one that most runs had reached by now and the programme has not.
    """
    came = [each.entered for each in found if each.entered is not None]
    last = max(came, key=lambda each: each.value, default=None)
    due = max((each for each in found if each.entered is None), key=lambda each: each.reached.value, default=None)
    if last is not None and (due is None or due.reached.value <= max(last.percentile, 1 - _FEW)):
        quicker, title = last.percentile, stage_title(before, last.what)
        if not quicker or quicker == 1:
            yield (_AFTER_ALL if quicker else _BEFORE_ALL).given(stage=title)
        elif quicker < _FEW:
            yield _AHEAD.given(stage=title, share=_percent(1 - quicker))
        else:
            yield (_BEHIND if quicker > 1 - _FEW else _EXPECTED).given(stage=title, share=_percent(quicker))
    elif due is not None:
        there = due.reached.value
        form = _BEHIND_AS_DUE if there > 1 - _FEW else _EXPECTED_AS_DUE if there else _EXPECTED_AS_NOT_DUE
        yield form.given(stage=stage_title(before, due.stage), share=_percent(there))


def _standing_of(before: Study, found: StageStanding) -> Sayable:
    if found.entered is not None:
        return standing_told(before, found.entered)
    title, there = stage_title(before, found.stage), _beside(found.reached.value, _THERE, percent(found.reached))
    if found.expected is None:
        return message("{stage:quoted} is not reached yet; by now {there}.", stage=title, there=there)
    return message(
        "{stage:quoted} is not reached yet; the forecast had expected {expected} (in half of its runs), and by now "
        "{there}.",
        stage=title,
        expected=found.expected,
        there=there,
    )


def _beside(share: float, forms: tuple[Message, Message, Message], said: Sayable | None = None) -> Message:
    """Say of how many runs something is so: of none, of all, or of a share of them."""
    none, some, all_ = forms
    return (all_ if share == 1 else some if share else none).given(share=said or _percent(share))


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
    """Return a share in whole per cent; with a digit more where it would seem to be none, or all."""
    whole = Fraction(round(value * 100), 100)
    return Percent(Fraction(round(value * 1000), 1000) if whole in {0, 1} else whole)
