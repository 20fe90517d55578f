"""Why a variant changes nothing: what depends on the number that it sets, and why no run waits for that."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, Final

from partnership.messages import Sayable, list_some, listed, message, quoted
from partnership.simulation.practice import PracticeMeasure
from partnership.simulation.study import BASE, Study
from partnership.simulation.wording import titled_rule
from partnership.template import Requirement
from partnership.template.core import Reference
from partnership.values import Text

_LAW: Final = "law."
_WORKERS: Final = "workers."
_MOST: Final = 3


def why_unmoved(study: Study, arm: str, to: Collection[str] | None = None) -> Iterator[Sayable]:
    """Say of each number that an arm sets why that changes nothing; `to` the stages that were asked for alone."""
    base = study.arms[BASE].levers
    for name, value in study.arms[arm].levers.items():
        if base.get(name) != value:
            why = [*_Lever(study, arm, name, to).why()]
            yield from why or [message("Why: nothing that is simulated depends on it.")]


class _Lever:
    """A number that an arm sets, and what depends on it."""

    def __init__(self, study: Study, arm: str, name: str, to: Collection[str] | None) -> None:
        self.study, self.arm, self.name, self.to = study, arm, name, to
        self.practice = study.region.practice.shape
        self.of_law = name.removeprefix(_LAW) if name.startswith(_LAW) else None
        mark = f"number.{name}" if self.of_law is None else f"param.{self.of_law}"
        self._mark = re.compile(rf"\$\{{?{re.escape(mark)}(?![a-z_0-9])")

    def why(self) -> Iterator[Sayable]:
        known = () if self.of_law is None else self.study.template.requirements.values()
        rules = [one for one in known if _mentions(one, self.of_law)]
        if rules:
            yield self._of_rules(rules)
        work = [*self._work()]
        if work:
            yield self._of_work(work)
        yield from map(self._of_measure, self._measures())

    def _of_rules(self, rules: Sequence[Requirement]) -> Sayable:
        """Say which rules read it, and whether any of them held up a run."""
        arms = (BASE, self.arm)
        held = {each.rule for arm in arms for each in self.study.bottlenecks(arm=arm)}
        waited = [one for one in rules if one.id in held]
        form = message(
            "Why: only these rules read it, and in no run did one of them last keep a stage from ending: {rules}."
        )
        if waited:
            form = message(
                "Why: these rules read it, and keep the stages from ending neither longer nor shorter: {rules}."
            )
        named = [titled_rule(one.title, one.id) for one in waited or rules]
        return form.given(rules=list_some(named[:_MOST], len(named)))

    def _work(self) -> Iterator[tuple[Text, Collection[str]]]:
        """Return what is done or happens that depends on it, with the stages in which that is so; none for any."""
        practice, name = self.practice, self.name
        for work in practice.work:
            if work.by is not None and name == _WORKERS + work.by:
                yield work.title, ()
        for task in practice.tasks:
            if self._mark.search(repr((task.lines, task.lost))):
                yield task.title, task.stage
        for move in () if practice.people is None else practice.people.moves:
            chances = move.chance.values() if isinstance(move.chance, dict) else (move.chance,)
            if name in {*chances, move.at_most} or self._mark.search(repr((move.times, move.lines, move.arrivals))):
                yield move.title, move.stage
        for hazard in practice.hazards:
            if name == hazard.chance or self._mark.search(repr((hazard.lines, hazard.answer))):
                yield hazard.title, hazard.stage

    def _of_work(self, work: Sequence[tuple[Text, Collection[str]]]) -> Sayable:
        law = self.study.template
        stages = [one for one in law.stage_ids if any(one in each for _, each in work)]
        leaves = [leaf for leaf in law.stage_ids if self._comes_to(leaf)]
        titles = [quoted(title) for title, _ in work]
        what = list_some(titles[:_MOST], len(titles))
        if all(each for _, each in work) and not any(
            set(stages) & {one.id for one in law.path(leaf)} for leaf in leaves
        ):
            form = message("Why: it matters only for {what}, in stages to which no run comes: {stages}.")
            if self.to is not None:
                form = message("Why: it matters only for {what}, in stages that come later: {stages}.")
            return form.given(what=what, stages=listed(quoted(law.stage(one).title) for one in stages))
        if self.name.startswith(_WORKERS):
            return message("Why: no run waits for hands for such work: {what}.", what=what)
        return message("Why: only this depends on it, and no run goes on sooner or later for that: {what}.", what=what)

    def _comes_to(self, leaf: str) -> bool:
        if self.to is not None and leaf not in self.to:
            return False
        return any(bool((self.study.of(arm).entered[leaf] >= 0).any()) for arm in (BASE, self.arm))

    def _measures(self) -> Iterator[PracticeMeasure]:
        yield from (each for each in self.practice.measures if self.name in {each.each, each.at_most})

    def _of_measure(self, measure: PracticeMeasure) -> Sayable:
        """Say of a measure that depends on it why that does not show."""
        title, arms = measure.title, (BASE, self.arm)
        if self.to is not None:
            return message("Why: {measure:quoted} depends on it, and no stage does.", measure=title)
        if not any(self.study.values(measure.id, arm).any() for arm in arms):
            return message("Why: {measure:quoted} depends on it, and is 0 in all runs.", measure=title)
        if self.name == measure.at_most:
            return message("Why: {measure:quoted} ends below it in all runs.", measure=title)
        return message("Why: {measure:quoted} depends on it, and ends at its bound or at 0 in all runs.", measure=title)


def _mentions(part: Any, parameter: str | None) -> bool:
    """Tell whether a rule reads a parameter of the law."""
    match part:
        case Requirement():
            return any(_mentions(one, parameter) for one in (part.core, part.begins, part.act))
        case Reference(name="param", path=path):
            return path[:1] == (parameter,)
        case tuple():
            return any(_mentions(one, parameter) for one in part)
        case _ if is_dataclass(part):
            return any(_mentions(getattr(part, each.name), parameter) for each in fields(part))
        case _:
            return False
