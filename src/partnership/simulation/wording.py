"""Words for what a study tells: stages, rules, shares, times, numbers, and how one of them differs in an arm."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from partnership.messages import Message, Percent, Sayable, listed, listed_by_id, message, plural
from partnership.simulation.estimates import Difference, Estimate
from partnership.simulation.in_charge import holders_in
from partnership.simulation.levers import as_number
from partnership.simulation.quantities import DAYS_A_MONTH
from partnership.simulation.study import BASE, STAYING, Bottleneck, Study
from partnership.values import Text

_CHANGE: Final = message("{title} ({value} instead of {was})")
_SEEN: Final = 0.01
_TWO: Final = 2
_DIGITS: Final = 10
_SMALL: Final = 0.05


def stage_title(study: Study, stage: str) -> Sayable:
    """Return what a stage is called; of one that is entered once more, the round of its cycle that begins then.

    Raises:
        UnknownName: if there is no such stage.
    """
    meant = study.model.stage_meant(stage)
    title = study.template.stage(meant).title
    if meant == stage and not (stage in study.model.anew and stage in study.behind):
        return title
    return message("{stage}, round {number}", stage=title, number=study.next_round(meant))


def stages_ahead(study: Study) -> Sayable:
    """Name the stages that are ahead when the runs begin, by id and title."""
    return listed_by_id({stage: stage_title(study, stage) for stage in study.ahead})


def partner_title(study: Study, id_: str) -> Text | Message:
    """Return what a partner is called: with its id, where there are several alike."""
    one = next(each for each in study.region.shape.partners if id_ in each.ids)
    return one.name if one.count == 1 else message("{name} ({id})", name=one.name, id=id_)


def title_of(study: Study, what: str) -> Text | str:
    """Return what a measure or a state is called."""
    model = study.model
    named = {each.id: each.title for each in model.measures}
    named.update((state, model.state_title(state)) for state in model.states)
    return named.get(what, what)


def percent(estimate: Estimate) -> Sayable:
    """Say a share, with its interval where that is wide enough to be seen."""
    value, low, high = (part_told(each) for each in (estimate.value, estimate.low, estimate.high))
    if not is_ranged(estimate):
        return value
    return message("{value} ({low} to {high})", value=value, low=low, high=high)


def is_ranged(estimate: Estimate) -> bool:
    """Tell whether the interval of a share is wide enough to be seen."""
    return estimate.high - estimate.low >= _SEEN


def months_or_days(days: float) -> Sayable:
    """Say how long something takes: in whole months, or in days where it takes less than two."""
    months = days / DAYS_A_MONTH
    if months < _TWO:
        return plural("{count} day", "{count} days", round(days))
    return plural("{count} month", "{count} months", round(months))


def part_told(value: float) -> Percent:
    """Say a share in tenths of a per cent, without its interval."""
    return Percent(Fraction(round(value * 1000), 1000))


def change_of(study: Study, arm: str, form: Message = _CHANGE) -> Iterator[Message]:
    """Say what is set otherwise in an arm: each lever by what it is called, with its value in both arms.

    Of the first arm: what is set otherwise than in the region.
    """
    base = {} if arm == BASE else study.arms[BASE].levers
    if arm == STAYING:
        who = [partner_title(study, each) for each in study.arms[BASE].leave]
        yield message("nobody leaves ({who})", who=listed(who))
    for name, value in study.arms[arm].levers.items():
        number = study.model.numbers.get(name)
        if number is None:
            own = name.removeprefix("law.")
            title, there = study.template.parameters[own].title, as_number(study.model.terms[own])
        else:
            title, there = number.title, number.figure.centre
        was = base.get(name, there)
        is_fixed = name in base or number is None or number.figure.low is None
        if value == was and is_fixed:
            continue
        yield form.given(title=title, value=rounded(value), was=rounded(was))


def changed(change: Difference, times: int = 1) -> Message | int | Decimal:
    """Say a change with its interval, where there are runs enough for one; `times` as much, in other units."""
    value, low, high = figures(*(times * each for each in (change.value, change.low, change.high)))
    if not math.isfinite(change.half_width):
        return _signed(value)
    return message("{value} ({low} to {high})", value=_signed(value), low=_signed(low), high=_signed(high))


def is_change(change: Difference) -> bool:
    """Tell whether anything is otherwise in any run."""
    return bool(change.value) or 0 < change.half_width < math.inf


def is_certain(change: Difference) -> bool:
    """Tell whether there are runs enough to say in which direction something changes: the interval does not hold 0."""
    return is_change(change) and not change.low <= 0 <= change.high


def undecided(what: Sayable, change: Difference, times: int = 1) -> Sayable:
    """Say between which bounds a difference lies that may be none; without bounds where one run alone tells of it."""
    if not math.isfinite(change.half_width):
        return what
    low, high = figures(times * change.low, times * change.high)
    return message("{value} ({low} to {high})", value=what, low=_signed(low), high=_signed(high))


def undecided_by_days(what: Sayable, change: Difference) -> Sayable:
    """Say the same of days earlier or later."""
    if not math.isfinite(change.half_width) or round(change.low) == round(change.high):
        return what
    same = message("the same day")
    low, high = (_by_day(each) if round(each) else same for each in (change.low, change.high))
    return message("{value} (from {low} to {high})", value=what, low=low, high=high)


def shifted(change: Difference) -> Sayable:
    """Say by how many days earlier or later, with the interval where there are runs enough for one."""
    value, (low, high) = _by_day(change.value), sorted((abs(change.low), abs(change.high)))
    if not math.isfinite(change.half_width) or round(low) == round(high):
        return value
    return message("{value} ({low} to {high})", value=value, low=round(low), high=round(high))


def _by_day(days: float) -> Sayable:
    count = round(days)
    if not count:
        return message("on the same day")
    if count < 0:
        return plural("{count} day earlier", "{count} days earlier", -count)
    return plural("{count} day later", "{count} days later", count)


def _signed(value: int | Decimal) -> Message | int | Decimal:
    return message("+{value}", value=value) if value > 0 else value


def figures(*values: float) -> tuple[int | Decimal, ...]:
    """Bring numbers that are read together to as many digits as people read, and each to as many as the others.

    People are counted: they are told in whole numbers from ten on, and averages below with one digit after the point;
    with more where all of them would seem to be none.
    """
    largest = max((abs(each) for each in values if math.isfinite(each)), default=0)
    if largest >= _DIGITS or all(each == int(each) for each in values if math.isfinite(each)):
        return tuple(round(each) if math.isfinite(each) else 0 for each in values)
    places = 1 if largest >= _SMALL else 1 - math.floor(math.log10(largest))
    return tuple(Decimal(f"{each:.{places}f}") + 0 if math.isfinite(each) else 0 for each in values)


def whole_bounds(*values: float) -> tuple[int | Decimal, ...]:
    """Bring what single runs come to to whole numbers, as people are; parts are told where no run has one of them."""
    return tuple(map(round, values)) if max(values) >= 1 else figures(*values)


def rounded(value: float) -> int | Decimal:
    """Bring a number to as many digits as people read."""
    if abs(value) >= _DIGITS or value == int(value):
        return round(value)
    if abs(value) >= 1:
        return Decimal(str(round(value, 1)))
    return Decimal(f"{Decimal(f'{value:.2g}'):f}")  # two digits, and never an exponent


def titled_rule(title: Sayable, *inside: object) -> Message:
    """Name a rule by its title, with its id, and what else is said of it there."""
    return message("{title:quoted} ({inside})", title=title, inside=listed(inside))


def rule_title(study: Study, each: Bottleneck, at_end_of: str | None = None) -> Sayable:
    """Return a rule by its title, with its id and who owes it; at the end of an arm's runs these may have left."""
    owed = each.owed_by
    inside: list[object] = [each.rule]
    if owed is not None:
        who = _responsible(study, owed)
        holders = holders_in(study.goes_on, study.days[0], owed)
        if at_end_of is not None and study.causes(at_end_of).has_left(owed, holders):
            who = message("{who}, no longer taking part", who=who)
        inside.append(message("responsible: {who}", who=who))
    return titled_rule(each.title, *inside)


def _responsible(study: Study, owed_by: str) -> Sayable | str:
    if owed_by.startswith("$"):
        return message("each partner concerned")
    lists = study.template.lists
    item = lists["roles"].get(owed_by) or lists["sectors"].get(owed_by)
    return owed_by if item is None else item.title
