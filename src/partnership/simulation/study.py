"""A study: a region simulated many times, and what one can ask of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from html import escape
from typing import Any, ClassVar, Final, Self

import numpy as np
from typing_extensions import override

from partnership.errors import Fault, InputError, UnknownName
from partnership.evaluation.stays import Way
from partnership.messages import Language, Message, Sayable, message, plural
from partnership.programme import Programme
from partnership.simulation.arrays import Values, Which
from partnership.simulation.assembling import model_of
from partnership.simulation.causes import Causes
from partnership.simulation.chance import Chance
from partnership.simulation.estimates import LEVEL, Difference, Estimate, Times, mean, paired, share, times
from partnership.simulation.exact import Exact
from partnership.simulation.history import History
from partnership.simulation.levers import Levers, check_levers
from partnership.simulation.loading import Region, RegionError
from partnership.simulation.measuring import region_of_ledger
from partnership.simulation.model import Model, once_more
from partnership.simulation.outcomes import Failure, Outcomes
from partnership.simulation.practice import PracticeMeasure
from partnership.simulation.quantities import Basis
from partnership.simulation.simulating import (
    ArmPlan,
    Progress,
    attempted,
    empty,
    engine_for,
    ready,
    run_replications,
)
from partnership.template import Template
from partnership.values import Text, nearest, offered

BASE: Final = "base"
"""The arm in which nothing is set otherwise than the region says."""

STAYING: Final = "staying"
"""The arm in which those stay who leave in the base."""

_OWN_ARMS: Final = {
    BASE: message("an arm is called '{name}', as the one in which nothing is set"),
    STAYING: message("an arm is called '{name}', as the one in which nobody leaves"),
}
_LARGEST_SEED: Final = 2**64 - 1
_MOST: Final = 10**7
_ENOUGH_FAILED: Final = 20
"""After so many runs that fail, with none that does not, there is no sense in going on."""
_FAN: Final = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Precision:
    """How sure an answer has to be: replications go on until the chance to reach a stage is known so well."""

    stage: str
    within_days: int | None = None
    half_width: float = 0.02
    most: int = 100_000

    def __post_init__(self) -> None:
        """Make sure that it can be reached."""
        if not 0 < self.half_width < 1:
            words = message("half of the width is {width}", width=self.half_width)
            raise InputError(Fault(None, words, message("a number between 0 and 1, such as 0.02")))


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """A rule that stood last before a stage's end, in what share of the runs, and what time it cost there.

    Where a stage has not ended by the horizon, everything that is not met then is told: shares add up to more than that
    of these runs.
    """

    stage: str
    rule: str
    title: Text
    owed_by: str | None
    share: Estimate
    """Of all runs: the shares of all stages, and the chance to have reached each, add up."""
    days_alone: float
    """Days for which nothing else stood there, on average of the runs in which it was the last."""
    ended: bool
    """Whether the stage ended in these runs; where it did not, the rule is not met on the last day."""


@dataclass(frozen=True, slots=True)
class Resting:
    """On what the figures of a region rest: how many of each basis."""

    figures: Mapping[Basis, int]

    @classmethod
    def of(cls, model: Model) -> Self:
        """Count the figures of a model."""
        return cls(dict(Counter(each.basis for each in model.figures())))

    @property
    def assumed(self) -> float:
        """The share that is assumed."""
        return self.figures.get("assumed", 0) / max(1, sum(self.figures.values()))


@dataclass(frozen=True, eq=False)
class Study:
    """What came of a region under a law, arm by arm: the same replications in each, under the same chance."""

    template: Template
    region: Region
    seed: int
    arms: Mapping[str, ArmPlan]
    outcomes: Mapping[str, Outcomes]
    upto: int = 0
    """How many replications were asked of each arm; those that failed are among them."""
    why_exact: Text | None = None
    """What of the law or the region is more than the fast engine can carry, where it could not."""
    interrupted: bool = False

    driven: Callable[[ArmPlan, int], History] | None = None
    """How one replication of an arm is driven, where it does not begin with a start of its own: a forecast."""
    goes_on: Programme | None = None
    """The programme that a forecast goes on from, as it was known on the first day."""
    is_measured: bool = False
    """Whether the figures of a forecast are measured in the programme's own ledger, as no region was named."""

    teller: ClassVar[Callable[[Study], Iterable[Sayable]]]
    """Says what was found; `telling` hands it over when it is imported, as it reads studies itself."""

    @cached_property
    def model(self) -> Model:
        """The law, the practice and the region as one model."""
        return model_of(self.template, self.region)

    @cached_property
    def own_region(self) -> Region | None:
        """The region that a forecast's programme is by itself; None where no practice of the library is for its law."""
        try:
            return None if self.goes_on is None else region_of_ledger(self.goes_on)
        except RegionError:
            return None

    def __len__(self) -> int:
        return self.upto

    def of(self, arm: str = BASE) -> Outcomes:
        """Return what came of one arm.

        Raises:
            UnknownName: if there is no such arm.
        """
        if arm not in self.outcomes:
            raise UnknownName(arm, tuple(self.outcomes), message("arm"))
        return self.outcomes[arm]

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Replications that could not be run to their end, of all arms."""
        return tuple(failure for each in self.outcomes.values() for failure in each.failures)

    # --- stages ------------------------------------------------------------------------------------------------------

    @property
    def begins_in(self) -> str:
        """The stage in which the runs begin."""
        return self.template.first_leaf().id if self.goes_on is None else self.goes_on.stage

    @property
    def ahead(self) -> tuple[str, ...]:
        """The stages that come after it in their order, and the first of a cycle once more, while it can come round."""
        law = self.template
        here = {each.id for each in law.path(self.begins_in)}
        at = max(map(law.stage_ids.index, here))
        come = {
            once_more(first)
            for first in self.model.anew
            if here & set(law.cycle_of(first)) or max(map(law.stage_ids.index, law.cycle_of(first))) > at
        }
        come.update(law.stage_ids[at + 1 :])
        return tuple(each for each in self.model.stages if each in come)

    @cached_property
    def _way(self) -> Way | None:
        """The way that a programme has come before the runs begin; a region has come none."""
        return None if self.goes_on is None else Way(self.template, self.goes_on.as_of(self.days[0]).facts)

    @cached_property
    def behind(self) -> frozenset[str]:
        """The stages that had been entered when the runs began."""
        way = self._way
        return frozenset(each for each in self.template.stage_ids if way is not None and way.first(each) is not None)

    def next_round(self, first: str) -> int:
        """Return the number of the round of a cycle that begins when its first stage is entered once more, as `ID:2`.

        In a region it is the second; a programme may have gone through more than one.
        """
        return 1 + max(1, 0 if self._way is None else self._way.rounds(first))

    def days_to(self, stage: str, arm: str = BASE) -> Values:
        """Return for each replication the days to a stage; infinity where it was not reached.

        Raises:
            UnknownName: if there is no such stage, or no such arm.
        """
        found = self.of(arm).entered
        if stage not in found:
            raise UnknownName(stage, tuple(found), message("stage"))
        entered = found[stage]
        return np.where(entered < 0, np.inf, self._since_start[np.maximum(entered, 0)])

    @property
    def days(self) -> Sequence[dt.date]:
        """The days of the steps."""
        return self.model.days

    @cached_property
    def _since_start(self) -> Values:
        """How many days after the first each step is."""
        return np.array([(day - self.days[0]).days for day in self.days], dtype=float)

    def share_reaching(
        self, stage: str, within_days: int | None = None, arm: str = BASE, level: float = LEVEL
    ) -> Estimate:
        """Return the chance to reach a stage, within so many days or until the horizon.

        Raises:
            UnknownName: if there is no such stage, or no such arm.
            InputError: if so many days lie beyond the horizon.
        """
        horizon = (self.days[-1] - self.days[0]).days
        if within_days is not None:
            _check_whole(within_days, message("days"), 0, _MOST)
        if within_days is not None and within_days > horizon:
            words = message("{days} days are more than were simulated ({horizon})", days=within_days, horizon=horizon)
            raise InputError(Fault(None, words, hint=message("give the region a longer horizon")))
        taken = self.days_to(stage, arm)
        limit = horizon if within_days is None else within_days
        return share(int((taken <= limit).sum()), len(taken), level)

    def time_to(self, stage: str, arm: str = BASE, level: float = LEVEL) -> Times:
        """Return how many days it takes to reach a stage; runs that do not, or are given up before, are cut off at the
        horizon: a programme that is given up gets nowhere, however long one waits.
        """
        taken = self.days_to(stage, arm)
        reached = np.isfinite(taken)
        return times(taken[reached], np.full(int((~reached).sum()), self._since_start[-1]), level)

    def bottlenecks(self, stage: str | None = None, arm: str = BASE) -> tuple[Bottleneck, ...]:
        """Return what stood last before the way on from each stage (or from one), the most frequent first.

        Then what is not met on the last day in the runs in which the stage has not ended by then: first what others
        wait for.
        """
        outcomes, causes = self.of(arm), self.causes(arm)
        places: dict[tuple[str, str], int] = {}
        found = []
        for leaf, rules in outcomes.last.items():
            if stage is not None and stage not in {each.id for each in self.template.path(leaf)}:
                continue
            unmet = outcomes.still.get(leaf, {})
            places.update(((leaf, rule), place) for place, rule in enumerate(causes.in_order(unmet)))
            missing = sum(runs.astype(int) for runs in unmet.values())
            alone = np.where(np.asarray(missing) > 1, 0, outcomes.alone[leaf])  # of several that are missing none is
            for rule in rules:
                for ended, here in (
                    (True, outcomes.stood_last(leaf, rule)),
                    (False, outcomes.was_still(leaf, rule)),
                ):
                    if here.any():
                        days = float(np.mean(alone[here])) * self.model.days_a_step
                        found.append(self._bottleneck(leaf, rule, here, days, ended=ended))

        def order(each: Bottleneck) -> tuple[object, ...]:
            place = 0 if each.ended else places[each.stage, each.rule]
            return each.stage, not each.ended, place, -each.share.value, each.rule

        return tuple(sorted(found, key=order))

    def causes(self, arm: str = BASE) -> Causes:
        """Return what lies behind rules that are not met in an arm."""
        leave = frozenset(self.arms[arm].leave)
        return self._causes.setdefault(leave, Causes(self.model, leave))

    @cached_property
    def _causes(self) -> dict[frozenset[str], Causes]:
        return {}

    def _bottleneck(self, leaf: str, rule: str, here: Which, days: float, *, ended: bool) -> Bottleneck:
        law = self.model.requirement(rule)
        return Bottleneck(
            leaf,
            rule,
            Text.of(rule, rule) if law is None else law.title,
            None if law is None else law.owed_by,
            share(int(here.sum()), len(here)),
            days,
            ended,
        )

    # --- people and what is reached ----------------------------------------------------------------------------------

    def values(self, what: str, arm: str = BASE) -> Values:
        """Return a state's people, or a measure of the practice, by step and replication.

        Raises:
            UnknownName: if there is neither such a state nor such a measure.
        """
        model, outcomes = self.model, self.of(arm)
        measures = {each.id: each for each in model.measures}
        if what in measures:
            return _measured(model, measures[what], outcomes, self.arms[arm], self.behind)
        if what in model.states:
            return outcomes.counts[:, model.states.index(what)].astype(np.float64)
        raise UnknownName(what, (*measures, *model.states), message("measure"))

    def results(self, what: str, arm: str = BASE, within_days: int | None = None) -> Values:
        """Return for each replication whether a stage was reached (1 or 0), or a measure or state at the horizon.

        Raises:
            UnknownName: if there is no such stage, measure or state.
        """
        if what in self.model.stages:
            days = self.days_to(what, arm)
            reached = np.isfinite(days) if within_days is None else days <= within_days
            return reached.astype(float)
        found: Values = self.values(what, arm)[-1]
        return found

    def fan(self, what: str, arm: str = BASE, parts: Sequence[float] = _FAN) -> Values:
        """Return quantiles of a measure or a state by step: a row a step, a column a part.

        Raises:
            UnknownName: if there is neither such a state nor such a measure, or no such arm.
            InputError: if a part is not between 0 and 1, or there is no replication.
        """
        if any(not 0 <= part <= 1 for part in parts):
            words = message("the parts are {parts}", parts=tuple(parts))
            raise InputError(Fault(None, words, message("numbers from 0 to 1, such as 0.5")))
        if not len(self.of(arm)):
            raise InputError(Fault(None, message("there is no replication"), message("a study of one at least")))
        found: Values = np.quantile(self.values(what, arm), parts, axis=1).T
        return found

    def at_end(self, what: str, arm: str = BASE, level: float = LEVEL) -> Estimate:
        """Return the mean of a measure or a state at the horizon."""
        return mean(self.values(what, arm)[-1], level)

    # --- arms --------------------------------------------------------------------------------------------------------

    def compare(self, arm: str, what: str, base: str = BASE, level: float = LEVEL) -> Difference:
        """Return what an arm changes, replication by replication: of a measure or a state at the horizon, or, for a
        stage, of the chance to reach it.
        """
        one, other = (self.results(what, name) for name in (arm, base))
        here, there = self.pairs(arm, base)
        return paired(one[here], other[there], level)

    def pairs(self, arm: str, base: str = BASE) -> tuple[Any, Any]:
        """Return where the replications stand in two arms that are in both; one may have failed."""
        one, other = (self.of(name).replications for name in (arm, base))
        _, here, there = np.intersect1d(one, other, assume_unique=True, return_indices=True)
        return here, there

    def later(self, arm: str, stage: str, base: str = BASE, level: float = LEVEL) -> Difference | None:
        """Return by how many days later an arm reaches a stage, where both do; None where none does."""
        here, there = self.pairs(arm, base)
        one, other = self.days_to(stage, arm)[here], self.days_to(stage, base)[there]
        both = np.isfinite(one) & np.isfinite(other)
        return paired(one[both], other[both], level) if both.any() else None

    def resting(self) -> Resting:
        """Tell on what the figures rest that this study goes by."""
        return Resting.of(self.model)

    def history(self, replication: int, arm: str = BASE) -> History:
        """Return one replication as a programme with its ledger, whichever engine ran it.

        Raises:
            UnknownName: if there is no such arm.
            InputError: if that is no number of a replication.
        """
        self.of(arm)
        _check_whole(replication, message("replication"), 0, 2**32 - 1)
        plan = self.arms[arm]
        if self.driven is not None:
            return self.driven(plan, replication)
        if plan.engine == "fast":
            found: History = ready(plan).history(replication, Chance(self.seed), plan.levers)
            return found
        return Exact(ready(plan), Chance(self.seed), replication, plan.levers, leave=plan.leave).run()

    def go_on(self, replications: int, *, executor: Executor | None = None, progress: Progress | None = None) -> Study:
        """Return this study with so many replications more in each arm; those that are there stay as they are.

        Raises:
            InputError: if that is no number of replications.
        """
        _check_whole(replications, message("replications"), 0, _MOST)
        return run_upto(self, len(self) + replications, executor, progress)

    def text(self, lang: Language = "en") -> str:
        """Tell what was found, a sentence on a line, the most important first."""
        return "\n".join(sentence.in_language(lang) for sentence in Study.teller(self))

    def _repr_html_(self) -> str:
        """Show it in a notebook, without any package for plots."""
        first, *others = self.text().splitlines()
        return f"<p><b>{escape(first)}</b></p><ul>{''.join(f'<li>{escape(each)}</li>' for each in others)}</ul>"

    @override
    def __repr__(self) -> str:
        return (
            f"<Study of {self.region.id}: {len(self)} replications, arms {', '.join(self.outcomes)}, seed {self.seed}>"
        )


def simulate(  # noqa: PLR0913 - what can be asked, each by its name
    template: Template,
    region: Region,
    *,
    replications: int = 1000,
    until: Precision | None = None,
    seed: int = 0,
    levers: Levers | None = None,
    arms: Mapping[str, Levers] | None = None,
    leave: Mapping[str, int] | None = None,
    engine: str = "auto",
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Study:
    """Simulate a region under a law: so many replications, or `until` an answer is precise enough.

    `levers` sets numbers of the practice, workers (`workers.id`) or parameters of the law (`law.id`) in all arms,
    `arms` in each beside the base; the arms share their chance. `leave` says after how many months a partner
    leaves, in all arms. The engine is `fast` (people are counted), `exact` (every entry is decided by the law) or the
    first that can.
    `executor` runs chunks beside each other; the result does not depend on it. An interrupt keeps what is done.

    Raises:
        RegionError: if the region, its practice and the law do not fit together, or every run fails, with why.
        UnknownName: if there is no such lever, stage, partner or engine.
        InputError: if a lever has a value that cannot be, or the seed or the number of replications.
        CannotCarry: if the fast engine is asked for and cannot carry the law.
        LineError: if it is asked for, and a line of the practice becomes no act.
        MissingExtra: if numpy is not installed.
    """
    check_asked(replications, seed)
    model = model_of(template, region)
    steps = {partner: leaving_step(model, partner, month) for partner, month in (leave or {}).items()}
    all_arms = arms_of(model, levers, arms)
    chosen, why = engine_for(template, region, engine, steps, all_arms.values())
    plans = {name: ArmPlan(template, region, seed, chosen, own, steps) for name, own in all_arms.items()}
    study = Study(template, region, seed, plans, {name: empty(model) for name in plans}, why_exact=why)
    if until is None:
        return run_upto(study, replications, executor, progress)
    return _run_until(study, until, executor, progress)


def arms_of(
    model: Model, levers: Levers | None, arms: Mapping[str, Levers] | None, *, begun: bool = False
) -> dict[str, Levers]:
    """Return what is set in each arm: in the base what is set in all of them; `begun` of a programme that goes on.

    Raises:
        UnknownName: if there is no such lever.
        InputError: if a lever has a value that cannot be, or an arm the name of the base.
    """
    for name, form in _OWN_ARMS.items():
        if name in (arms or {}):
            raise InputError(Fault(None, form.given(name=name), message("another name")))
    found: dict[str, Levers] = {BASE: dict(levers or {})}
    found.update({name: {**(levers or {}), **own} for name, own in (arms or {}).items()})
    for own in found.values():
        check_levers(model, own, begun=begun)
    return found


def check_asked(replications: int, seed: int) -> None:
    """Make sure that so many replications can be run, and follow from such a seed.

    Raises:
        InputError: if not.
    """
    _check_whole(replications, message("replications"), 0, _MOST)
    _check_whole(seed, message("seed"), 0, _LARGEST_SEED)


def _check_whole(value: object, what: Message, low: int, high: int) -> None:
    if not _is_whole(value, low, high):
        words = message("{what}: {value}", what=what, value=str(value))
        raise InputError(Fault(None, words, message("a whole number from {low} to {high}", low=low, high=high)))


def _is_whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def leaving_step(model: Model, partner: str, month: int) -> int:
    """Return the step at which a partner leaves who leaves so many months after the first day.

    Raises:
        UnknownName: if there is no such partner.
        InputError: if the runs end before, or if several are meant.
    """
    known = sorted(each.id for each in model.partners)
    if partner not in known:
        alike = next((each.ids for each in model.region.shape.partners if each.id == partner), None)
        if alike is not None:
            words = plural(
                "'{partner}' stands for {count} partner",
                "'{partner}' stands for {count} partners",
                len(alike),
                partner=partner,
            )
            raise InputError(Fault(None, words, message("one of: {choices}", choices=offered(partner, alike))))
        there = message("There are: {partners}", partners=", ".join(known))
        raise UnknownName(partner, known, message("partner"), None if nearest(partner, known) else there)
    last = model.month_of[-1] + 1
    if last < 1:
        words = message("'{partner}' leaves after {month} months, and the runs end before a month is over")
        raise InputError(Fault(None, words.given(partner=partner, month=str(month)), message("a longer horizon")))
    if not _is_whole(month, 1, last):
        words = message("'{partner}' leaves after {month} months", partner=partner, month=str(month))
        expected = message(
            "a number of months from 1 to {last}, as the runs end on {day}", last=last, day=model.days[-1]
        )
        raise InputError(Fault(None, words, expected))
    return model.month_of.index(month - 1)


def add_arms(
    study: Study,
    arms: Mapping[str, ArmPlan],
    executor: Executor | None = None,
    progress: Progress | None = None,
    *,
    many: int | None = None,
) -> Study:
    """Return a study of other arms: as many replications as this one has, or so many, under the first arm's seed."""
    seed = next(iter(arms.values())).seed
    nothing = {name: empty(study.model) for name in arms}
    fresh = replace(study, arms=dict(arms), outcomes=nothing, upto=0, seed=seed)
    return run_upto(fresh, len(study) if many is None else many, executor, progress)


def run_upto(study: Study, upto: int, executor: Executor | None = None, progress: Progress | None = None) -> Study:
    """Return a study with so many replications in each arm; an interrupt keeps what is done."""
    start = study.upto
    found: dict[str, list[Outcomes]] = {name: [outcomes] for name, outcomes in study.outcomes.items()}
    many = (upto - start) * len(found)
    done = 0
    interrupted = False
    try:
        running = {name: _parts(study, plan, range(start, upto), executor) for name, plan in study.arms.items()}
        for parts in zip(*running.values(), strict=True):  # side by side, so that an interrupt leaves all arms alike
            for name, part in zip(running, parts, strict=True):
                found[name].append(part)
                done += len(part) + len(part.failures)
                _check_any_ended(study, name, found[name], _ENOUGH_FAILED)
                if progress is not None:
                    progress(done, many)
    except KeyboardInterrupt:
        interrupted = True
    for name, each in found.items():
        _check_any_ended(study, name, each)
    joined = {name: Outcomes.joined(parts) for name, parts in found.items()}
    if interrupted:
        upto = min(each.upto for each in joined.values())
        joined = {name: each.first(upto) for name, each in joined.items()}
    return replace(study, outcomes=joined, upto=upto, interrupted=interrupted)


def _check_any_ended(study: Study, arm: str, parts: Sequence[Outcomes], failed: int = 1) -> None:
    """Make sure that not all runs of an arm have failed, once so many have.

    Raises:
        RegionError: if they have, with what was wrong in the first.
    """
    failures = [failure for part in parts for failure in part.failures]
    if len(failures) < failed or any(map(len, parts)):
        return
    words = message(
        "no run comes to its end; why, in the first (seed {seed}, replication {number}): {why}",
        seed=study.arms[arm].seed,
        number=failures[0].replication,
        why=failures[0].why,
    )
    raise RegionError(Fault(None, words))


def _parts(study: Study, plan: ArmPlan, replications: range, executor: Executor | None) -> Iterator[Outcomes]:
    """Run replications of an arm and hand on what is done; a forecast in this process, which has the ledger."""
    if study.driven is None:
        return run_replications(plan, replications, executor=executor)
    driven = partial(study.driven, plan)
    return (attempted(driven, study.model, [replication]) for replication in replications)


def _run_until(study: Study, until: Precision, executor: Executor | None, progress: Progress | None) -> Study:
    upto = min(256, until.most)
    while True:
        study = run_upto(study, upto, executor, progress)
        half = study.share_reaching(until.stage, until.within_days).half_width
        if study.interrupted or half <= until.half_width or upto >= until.most:
            return study
        needed = int(upto * (half / until.half_width) ** 2 * 1.05) + 1
        upto = min(until.most, max(upto + 1, min(needed, 4 * upto)))


def _measured(
    model: Model, measure: PracticeMeasure, outcomes: Outcomes, plan: ArmPlan, behind: Collection[str]
) -> Values:
    states = [model.states.index(state) for state in measure.of]
    found: Values = outcomes.counts[:, states].sum(axis=1).astype(np.float64)
    chance = Chance(plan.seed)
    if measure.each is not None:
        found = found * model.worths(measure.each, plan.levers, chance, outcomes.replications)
    if measure.at_most is not None:
        found = np.minimum(found, model.worths(measure.at_most, plan.levers, chance, outcomes.replications))
    if measure.stage is not None and measure.stage not in behind:
        entered = outcomes.entered[measure.stage]
        steps = np.arange(len(model.days))[:, None]
        found = np.where((entered >= 0) & (steps >= entered), found, 0.0)
    return found
