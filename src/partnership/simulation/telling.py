"""A study in sentences: what a director reads."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from partnership.errors import UnknownName
from partnership.messages import (
    Message,
    Percent,
    Plural,
    Sayable,
    joined,
    list_some,
    listed,
    listed_by_id,
    message,
    plural,
)
from partnership.simulation.differing import measured, without_region
from partnership.simulation.estimates import Difference, Estimate, Times
from partnership.simulation.horizon import beyond_horizon_of, noted
from partnership.simulation.in_charge import holders_in, in_charge
from partnership.simulation.levers import as_number
from partnership.simulation.loading import load_region, regions_for
from partnership.simulation.model import once_more
from partnership.simulation.moved import held_otherwise
from partnership.simulation.quantities import DAYS_A_MONTH, Basis
from partnership.simulation.study import BASE, Bottleneck, Resting, Study
from partnership.simulation.unmoved import why_unmoved
from partnership.simulation.wanting import wanting_told
from partnership.values import Text

_BASES: Final[Mapping[Basis, Plural]] = {
    "measured": Plural("{count} measured in the region", "{count} measured in the region"),
    "published": Plural("{count} published elsewhere", "{count} published elsewhere"),
    "expert": Plural("{count} said by people who know", "{count} said by people who know"),
    "assumed": Plural("{count} assumed", "{count} assumed"),
}
_IN_A_LEDGER: Final = Plural("{count} measured in this programme", "{count} measured in this programme")
_CHANGE: Final = message("{title} ({value} instead of {was})")
_SET: Final = message("{title:quoted} to {value} instead of {was}")
_MOST_RULES: Final = 3
_PARTS: Final = (0.1, 0.5, 0.9)
_BY: Final = {
    (0,): message("by {day} in one of ten"),
    (1,): message("by {day} in half"),
    (2,): message("by {day} in nine of ten"),
    (0, 1): message("by {day} in one of ten and in half"),
    (1, 2): message("by {day} in half and in nine of ten"),
}
"""How it is said by which day so many parts of the runs are there, by their places in `_PARTS`."""
_SEEN: Final = 0.01
_TWO: Final = 2
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
    for stage in stages:
        yield _reaching(study, stage)
    yield from _rounds(study, stages)
    yield from _given_up(study)
    if not stages:
        yield message("{stage:quoted} is the last stage.", stage=study.template.stage(study.begins_in).title)
    if to is None:
        yield from _reached(study)
    yield from _held_up(study, to)
    shown = [each for _, ended, missing in _held(study, to) for each in (*ended, *missing[:_MOST_RULES])]
    owed_by = dict.fromkeys(each.owed_by for each in shown if each.owed_by is not None)
    if (who := in_charge(study.model, study.goes_on, owed_by)) is not None:
        yield who
    for arm in study.outcomes:
        if arm != BASE:
            yield from _varied(study, arm, to)
    yield from _resting(study)
    shares = [study.share_reaching(stage) for stage in stages]
    if len(study.outcomes) > 1 or any(each.value and _is_ranged(each) for each in shares):
        yield message(
            "In brackets after a figure: the bounds within which it would lie if there were very many runs instead of "
            "{count}. They hold 95 times in a hundred.",
            count=len(study),
        )


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
            yield from measured(study)
        else:
            yield message("The figures are those of the region: {region}.", region=shape.title)
            yield from without_region(study)
        if study.is_measured and (assumed := [one.name for one in shape.partners if one.agrees is not None]):
            yield message(
                "The work needs partners who do not take part yet; these are assumed to join: {partners}.",
                partners=listed(assumed),
            )
    yield from _set_in_all(study)
    if shape.synthetic:
        yield message("The region is invented (synthetic): its figures describe no real one.")
    for each in beyond_horizon_of(study):
        yield noted(each)
    if study.why_exact is not None:
        yield message("The rules decided each entry of each run, which takes longer than counting people.")
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


def _set_in_all(study: Study) -> Iterator[Sayable]:
    """Say what is set in all runs, and who leaves in them."""
    if changes := list(change_of(study, BASE)):
        yield message("Set otherwise than the region says: {changes}.", changes=joined(changes, Message("; ")))
    for partner, step in study.arms[BASE].leave.items():
        one = next(each for each in study.region.shape.partners if partner in each.ids)
        name = one.name if one.count == 1 else message("{name} ({id})", name=one.name, id=partner)
        form = message("{name} leaves on {day} in every run.")
        if one.agrees is not None:
            form = message("{name} leaves on {day} in every run in which it takes part.")
        yield form.given(name=name, day=study.days[step])


def _reaching(study: Study, stage: str) -> Sayable:
    chance, title = study.share_reaching(stage), stage_title(study, stage)
    if not chance.value:
        return not_reached(study, title)
    times = study.time_to(stage)
    if study.goes_on is not None and times.quantile(_PARTS[0]) is not None:
        return message(
            "{stage:quoted} is reached in {share} of the runs: {days}.",
            stage=title,
            share=percent(chance),
            days=by_days(study.days[0], times),
        )
    half = times.quantile(0.5)
    if half is None:
        return message("{stage:quoted} is reached in {share} of the runs.", stage=title, share=percent(chance))
    return message(
        "{stage:quoted} is reached in {share} of the runs; half of all runs are there within {time}.",
        stage=title,
        share=percent(chance),
        time=months_or_days(half),
    )


def _rounds(study: Study, stages: Collection[str]) -> Iterator[Sayable]:
    """Say of each cycle whose next round is told of when that begins."""
    model, law = study.model, study.template
    for first in (first for first in model.anew if once_more(first) in stages):
        yield message(
            "A round goes from {first:quoted} to {last:quoted}; the next one begins when {first:quoted} is entered "
            "again.",
            first=law.stage(first).title,
            last=law.stage(model.last_of_round(first)).title,
        )


def not_reached(study: Study, stage: Sayable) -> Message:
    """Say that a stage is reached in none of the runs."""
    return message("{stage:quoted} is not reached by {day} in any run.", stage=stage, day=study.days[-1])


def by_days(first: dt.date, times: Times) -> Sayable:
    """Say by which days a tenth, a half and nine tenths of the runs are there, as far as so many are; each day once."""
    found = [times.quantile(part) for part in _PARTS]
    if found[0] is not None and found[0] == found[-1]:
        is_all = len(times.times) == 1 and not times.cut_off
        form = message("all on {day}") if is_all else message("nearly all on {day}")
        return form.given(day=first + dt.timedelta(found[0]))
    by_day: dict[float, tuple[int, ...]] = {}
    for at, days in enumerate(found):
        if days is not None:
            by_day[days] = (*by_day.get(days, ()), at)
    return listed(_BY[parts].given(day=first + dt.timedelta(days)) for days, parts in by_day.items())


def _given_up(study: Study) -> Iterator[Sayable]:
    """Say in how many runs the programme is given up, as there is no money any more."""
    ended, funding = study.of().ended >= 0, study.region.shape.funding
    if ended.any() and funding is not None:
        yield message(
            "In {share} of the runs the programme is given up when the money ends, on {day}.",
            share=Percent(_share(float(ended.mean()))),
            day=funding.ends,
        )


def _reached(study: Study) -> Iterator[Sayable]:
    for measure in study.model.measures:
        found = study.at_end(measure.id)
        least, low, high, most = (rounded(value) for value in study.fan(measure.id, parts=(0, 0.05, 0.95, 1))[-1])
        if low == high:
            form = message("{measure}, at the end: {value} in nearly all runs.")
            form = message("{measure}, at the end: {value} in all runs.") if least == most else form
            said = form.given(measure=measure.title, value=low)
        else:
            said = message(
                "{measure}, at the end: {value} on average; {low} to {high} in nine runs of ten.",
                measure=measure.title,
                value=rounded(found.value),
                low=low,
                high=high,
            )
        yield said if study.goes_on is None else joined([said, _now(study, measure.id)], Message(" "))


def _now(study: Study, measure: str) -> Sayable:
    """Say of what a forecast tells how much there is on its first day; about, where that rests on uncertain figures."""
    there = study.values(measure)[0]
    form = message("Now: {value}.") if there.min() == there.max() else message("Now: about {value}.")
    return form.given(value=rounded(float(there.mean())))


def _varied(study: Study, arm: str, to: str | None) -> Iterator[Sayable]:
    """Say what is set otherwise in an arm, and what that changes: the chance of stages, their day, and measures.

    Where one stage was asked for: of it and of those that are gone through before, and of no measure.
    """
    levers = [*change_of(study, arm, _SET)]
    if not levers:
        yield message("Variant {arm:quoted} sets nothing otherwise.", arm=arm)
        return
    yield message("Variant {arm:quoted} sets {levers}.", arm=arm, levers=joined(levers, Message("; ")))
    asked = None if to is None else _on_the_way(study, to) | {to}
    found = [*_stages_varied(study, arm, [each for each in study.ahead if asked is None or each in asked])]
    for measure in [] if to is not None else [each.id for each in study.model.measures]:
        change = study.compare(arm, measure)
        if is_change(change):
            title = title_of(study, measure)
            found.append(
                message("{measure}, at the end: {change} with this variant.", measure=title, change=changed(change))
            )
    if found:
        yield from found
        return
    if to is None:
        yield message("No stage and no measure changes with this variant.")
    else:
        yield message("Up to {stage:quoted} nothing changes with this variant.", stage=stage_title(study, to))
    yield from why_unmoved(study, arm, None if to is None else _on_the_way(study, to))


def _stages_varied(study: Study, arm: str, stages: Iterable[str]) -> Iterator[Sayable]:
    for stage in stages:
        title = stage_title(study, stage)
        if is_change(study.compare(arm, stage)):
            yield message(
                "{stage:quoted} is reached in {share} of the runs with this variant, not in {was}.",
                stage=title,
                share=percent(study.share_reaching(stage, arm=arm)),
                was=percent(study.share_reaching(stage)),
            )
        later = study.later(arm, stage)
        if later is not None and is_change(later):
            yield message(
                "{stage:quoted} is reached {when} with this variant, on average of the runs that reach it both ways.",
                stage=title,
                when=shifted(later),
            )
            yield from _why_moved(study, arm, stage, later.value)


def _why_moved(study: Study, arm: str, stage: str, days_later: float) -> Iterator[Sayable]:
    """Say which rule is alone in the way for longer, or no more so long, where a stage is reached at another time."""
    found = held_otherwise(study, arm, stage, days_later)
    if found is None:
        return
    more = plural(
        "Why: {rule} is the only thing missing before the end of {stage:quoted} for {count} day more with this "
        "variant, on average.",
        "Why: {rule} is the only thing missing before the end of {stage:quoted} for {count} days more with this "
        "variant, on average.",
        abs(round(found.days)),
    )
    fewer = plural(
        "Why: {rule} is the only thing missing before the end of {stage:quoted} for {count} day fewer with this "
        "variant, on average.",
        "Why: {rule} is the only thing missing before the end of {stage:quoted} for {count} days fewer with this "
        "variant, on average.",
        abs(round(found.days)),
    )
    title = study.template.stage(found.rule.stage).title
    yield (more if found.days > 0 else fewer).given(rule=_rule(study, found.rule), stage=title)


def _held_up(study: Study, to: str | None = None) -> Iterator[Sayable]:
    """Say stage by stage what held it up to its end, and of the runs in which it has not ended what is missing then;
    at last for want of whom.
    """
    unmet: list[Bottleneck] = []
    for stage, ended, missing in _held(study, to):
        for each in ended:
            yield _holding(study, each)
        if missing:
            yield _not_ended(study, stage, missing)
        unmet += missing
    yield from wanting_told(study, unmet)


def _held(study: Study, to: str | None) -> Iterator[tuple[str, Sequence[Bottleneck], Sequence[Bottleneck]]]:
    """Return by stage the rules that held it up most to its end, and those that are missing where it has not ended."""
    there = study.bottlenecks()
    on_the_way = None if to is None else _on_the_way(study, to)
    for stage in study.template.stage_ids:
        if on_the_way is None or stage in on_the_way:
            here = [one for one in there if one.stage == stage]
            yield stage, [one for one in here if one.ended][:_MOST_RULES], [one for one in here if not one.ended]


def _on_the_way(study: Study, to: str) -> set[str]:
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


def _holding(study: Study, each: Bottleneck) -> Sayable:
    """Say what was missing last before a stage ended, for how long only that, and who owes it."""
    return plural(
        "What last kept {stage:quoted} from ending: {rule}, in {share} of the runs; in these it was the only thing "
        "missing for {count} day on average.",
        "What last kept {stage:quoted} from ending: {rule}, in {share} of the runs; in these it was the only thing "
        "missing for {count} days on average.",
        round(each.days_alone),
        stage=study.template.stage(each.stage).title,
        rule=_rule(study, each),
        share=Percent(_share(each.share.value)),
    )


def _not_ended(study: Study, stage: str, missing: Sequence[Bottleneck]) -> Sayable:
    """Say in how many runs a stage has not ended by the last day, and what is not met in them: several at once."""
    open_, runs = int(study.of().has_not_ended(stage).sum()), len(study.of())
    rules = [
        message(
            "{rule} in {share}", rule=_rule(study, each, BASE), share=Percent(_share(each.share.value * runs / open_))
        )
        for each in missing[:_MOST_RULES]
    ]
    way = study.model.ways[stage]
    form = message(
        "In {share} of the runs {stage:quoted} has not ended by {day} (the end of the years simulated). Not met then "
        "in these runs: {rules}."
    )
    if way.meanwhile is not None:
        form = message(
            "In {share} of the runs the way from {stage:quoted} to {next:quoted} has not opened by {day} (the end of "
            "the years simulated). Not met when it was last asked in these runs: {rules}."
        )
    return form.given(
        share=Percent(_share(open_ / runs)),
        stage=study.template.stage(stage).title,
        next=study.template.stage(way.to).title,
        day=study.days[-1],
        rules=list_some(rules, len(missing)),
    )


def _rule(study: Study, each: Bottleneck, at_end_of: str | None = None) -> Sayable:
    """Return a rule by its title, with its id and who owes it; at the end of an arm's runs these may have left."""
    owed = each.owed_by
    inside: list[object] = [each.rule]
    if owed is not None:
        who = _responsible(study, owed)
        if at_end_of is not None and study.causes(at_end_of).has_left(
            owed, holders_in(study.goes_on, study.days[0], owed)
        ):
            who = message("{who}, no longer taking part", who=who)
        inside.append(message("responsible: {who}", who=who))
    return message("{title:quoted} ({inside})", title=each.title, inside=listed(inside))


def _responsible(study: Study, owed_by: str) -> Sayable | str:
    if owed_by.startswith("$"):
        return message("each partner concerned")
    lists = study.template.lists
    item = lists["roles"].get(owed_by) or lists["sectors"].get(owed_by)
    return owed_by if item is None else item.title


def _resting(study: Study) -> Iterator[Sayable]:
    resting = study.resting()
    total = sum(resting.figures.values())
    assumed = resting.figures.get("assumed", 0)
    if assumed == total:
        yield message(
            "The study goes by {total} figures, all of them assumed: take what is said here as a way of asking, not as "
            "an answer.",
            total=total,
        )
    else:
        parts = listed(bases_told(resting, in_ledger=study.is_measured))
        yield message("The study goes by {total} figures: {parts}.", total=total, parts=parts)
        if 2 * assumed > total:
            yield message("More than half is assumed: take what is said here as a way of asking, not as an answer.")
    if 2 * assumed > total and study.is_measured:
        yield _advice(study)


def bases_told(resting: Resting, *, in_ledger: bool = False) -> Iterator[Sayable]:
    """Say how many figures are measured, published, said by experts, assumed; `in_ledger` of a programme's own."""
    bases = {**_BASES, "measured": _IN_A_LEDGER} if in_ledger else _BASES
    for basis, form in bases.items():
        if basis in resting.figures:
            yield form.of(resting.figures[basis])


def _advice(study: Study) -> Sayable:
    """Say which regions there are that are not invented, where none was named and little could be measured."""
    own = message("Name a region of your own (`--region FILE`): then its figures are taken. How to write one: {page}.")
    own = own.given(page="docs/concepts/region-files.md")
    real = [name for name in regions_for(study.template.id) if not load_region(name).shape.synthetic]
    if not real:
        return own
    there = message("For these rules one comes with the library: {regions}.", regions=", ".join(real))
    return joined([own, there], Message(" "))


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


def title_of(study: Study, what: str) -> Text | str:
    """Return what a measure or a state is called."""
    model = study.model
    named = {each.id: each.title for each in model.measures}
    named.update((state, model.state_title(state)) for state in model.states)
    return named.get(what, what)


def percent(estimate: Estimate) -> Sayable:
    """Say a share, with its interval where that is wide enough to be seen."""
    value, low, high = (Percent(_share(each)) for each in (estimate.value, estimate.low, estimate.high))
    if not _is_ranged(estimate):
        return value
    return message("{value} ({low} to {high})", value=value, low=low, high=high)


def _is_ranged(estimate: Estimate) -> bool:
    return estimate.high - estimate.low >= _SEEN


def months_or_days(days: float) -> Sayable:
    """Say how long something takes: in whole months, or in days where it takes less than two."""
    months = days / DAYS_A_MONTH
    if months < _TWO:
        return plural("{count} day", "{count} days", round(days))
    return plural("{count} month", "{count} months", round(months))


def _share(value: float) -> Fraction:
    return Fraction(round(value * 1000), 1000)


def change_of(study: Study, arm: str, form: Message = _CHANGE) -> Iterator[Message]:
    """Say what is set otherwise in an arm: each lever by what it is called, with its value in both arms.

    Of the first arm: what is set otherwise than in the region.
    """
    base = {} if arm == BASE else study.arms[BASE].levers
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
    value, low, high = (times * each for each in (change.value, change.low, change.high))
    if not math.isfinite(high - low):
        return signed(value)
    return message("{value} ({low} to {high})", value=signed(value), low=signed(low), high=signed(high))


def is_change(change: Difference) -> bool:
    """Tell whether anything is otherwise in any run."""
    return bool(change.value) or 0 < change.half_width < math.inf


def shifted(change: Difference) -> Sayable:
    """Say by how many days earlier or later, with the interval where there are runs enough for one."""
    value = _by_day(change.value)
    if not math.isfinite(change.half_width):
        return value
    low, high = round(change.low), round(change.high)
    if low == high:
        return value
    if low < 0 < high:
        return message("{value} (from {low} to {high})", value=value, low=_by_day(low), high=_by_day(high))
    low, high = sorted((abs(low), abs(high)))
    return message("{value} ({low} to {high})", value=value, low=low, high=high)


def _by_day(days: float) -> Sayable:
    count = round(days)
    if not count:
        return message("on the same day")
    if count < 0:
        return plural("{count} day earlier", "{count} days earlier", -count)
    return plural("{count} day later", "{count} days later", count)


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
