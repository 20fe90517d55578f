"""A study in sentences: what a director reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from partnership.errors import UnknownName
from partnership.messages import Message, Plural, Sayable, joined, list_some, listed, message, plural
from partnership.simulation.differing import measured, without_region
from partnership.simulation.estimates import Times
from partnership.simulation.horizon import beyond_horizon_of, noted
from partnership.simulation.in_charge import in_charge
from partnership.simulation.loading import load_region, regions_for
from partnership.simulation.model import once_more
from partnership.simulation.moved import on_the_way
from partnership.simulation.quantities import Basis
from partnership.simulation.study import BASE, STAYING, Bottleneck, Resting, Study
from partnership.simulation.varied import leaving_told, variant_told
from partnership.simulation.wanting import wanting_told
from partnership.simulation.wording import (
    change_of,
    figures,
    is_ranged,
    months_or_days,
    part_told,
    partner_title,
    percent,
    rule_title,
    stage_title,
    whole_bounds,
)

_BASES: Final[Mapping[Basis, Plural]] = {
    "measured": Plural("{count} measured in the region", "{count} measured in the region"),
    "published": Plural("{count} published elsewhere", "{count} published elsewhere"),
    "expert": Plural("{count} said by people who know", "{count} said by people who know"),
    "assumed": Plural("{count} assumed", "{count} assumed"),
}
_IN_A_LEDGER: Final = Plural("{count} measured in this programme", "{count} measured in this programme")
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
_Held = tuple[str, Sequence[Bottleneck], Sequence[Bottleneck]]
"""A stage, what held it up most to its end, and what is missing where it has not ended."""


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
    held = list(_held(study, to))
    yield from _held_up(study, held)
    shown = [each for _, ended, missing in held for each in (*ended, *missing[:_MOST_RULES])]
    owed_by = dict.fromkeys(each.owed_by for each in shown if each.owed_by is not None)
    if (who := in_charge(study.model, study.goes_on, owed_by)) is not None:
        yield who
    asked = None if to is None else on_the_way(study, to) | {to}
    compared = [each for each in study.ahead if asked is None or each in asked]
    for arm in study.outcomes:
        if arm == STAYING:
            yield from leaving_told(study, compared, to)
        elif arm != BASE:
            yield from variant_told(study, arm, compared, to)
    yield from _resting(study)
    shares = [study.share_reaching(stage) for stage in stages]
    if len(study.outcomes) > 1 or any(each.value and is_ranged(each) for each in shares):
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
        form = message("{name} leaves on {day} in every run.")
        if one.agrees is not None:
            form = message("{name} leaves on {day} in every run in which it takes part.")
        yield form.given(name=partner_title(study, partner), day=study.days[step])


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
    for first in model.anew:
        if once_more(first) in stages:
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
            share=part_told(float(ended.mean())),
            day=funding.ends,
        )


def _reached(study: Study) -> Iterator[Sayable]:
    for measure in study.model.measures:
        found = study.at_end(measure.id)
        least, low, high, most = whole_bounds(*study.fan(measure.id, parts=(0, 0.05, 0.95, 1))[-1])
        if low == high:
            form = message("{measure}, at the end: {value} in nearly all runs.")
            form = message("{measure}, at the end: {value} in all runs.") if least == most else form
            said = form.given(measure=measure.title, value=low)
        else:
            said = message(
                "{measure}, at the end: {value} on average; {low} to {high} in nine runs of ten.",
                measure=measure.title,
                value=figures(found.value)[0],
                low=low,
                high=high,
            )
        yield said if study.goes_on is None else joined([said, _now(study, measure.id)], Message(" "))


def _now(study: Study, measure: str) -> Sayable:
    """Say of what a forecast tells how much there is on its first day; about, where that rests on uncertain figures."""
    there = study.values(measure)[0]
    form = message("Now: {value}.") if there.min() == there.max() else message("Now: about {value}.")
    return form.given(value=figures(float(there.mean()))[0])


def _held_up(study: Study, held: Iterable[_Held]) -> Iterator[Sayable]:
    """Say stage by stage what held it up to its end, and of the runs in which it has not ended what is missing then;
    at last for want of whom.
    """
    unmet: list[Bottleneck] = []
    for stage, ended, missing in held:
        for each in ended:
            yield _holding(study, each)
        if missing:
            yield _not_ended(study, stage, missing)
        unmet += missing
    yield from wanting_told(study, unmet)


def _held(study: Study, to: str | None) -> Iterator[_Held]:
    """Return by stage the rules that held it up most to its end, and those that are missing where it has not ended."""
    there = study.bottlenecks()
    asked = None if to is None else on_the_way(study, to)
    for stage in study.template.stage_ids:
        if asked is None or stage in asked:
            here = [one for one in there if one.stage == stage]
            yield stage, [one for one in here if one.ended][:_MOST_RULES], [one for one in here if not one.ended]


def _holding(study: Study, each: Bottleneck) -> Sayable:
    """Say what was missing last before a stage ended, for how long only that, and who owes it."""
    return plural(
        "What last kept {stage:quoted} from ending: {rule}, in {share} of the runs; in these it was the only thing "
        "missing for {count} day on average.",
        "What last kept {stage:quoted} from ending: {rule}, in {share} of the runs; in these it was the only thing "
        "missing for {count} days on average.",
        round(each.days_alone),
        stage=study.template.stage(each.stage).title,
        rule=rule_title(study, each),
        share=part_told(each.share.value),
    )


def _not_ended(study: Study, stage: str, missing: Sequence[Bottleneck]) -> Sayable:
    """Say in how many runs a stage has not ended by the last day, and what is not met in them: several at once."""
    open_, runs = int(study.of().has_not_ended(stage).sum()), len(study.of())
    rules = [
        message(
            "{rule} in {share}",
            rule=rule_title(study, each, BASE),
            share=part_told(each.share.value * runs / open_),
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
        share=part_told(open_ / runs),
        stage=study.template.stage(stage).title,
        next=study.template.stage(way.to).title,
        day=study.days[-1],
        rules=list_some(rules, len(missing)),
    )


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


Study.teller = staticmethod(told)
