"""Stays: on which days stages were entered, and rounds of them began, as the moves of a programme tell it.

A stage that is not open is told of as though it were entered on the day that is asked about: that is what its entry
and its invariants are asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from partnership.evaluation.context import Context
from partnership.evaluation.reads import ALL
from partnership.index import FIRST_DAY, LAST_DAY, Facts
from partnership.template import Template

_ASKED = LAST_DAY
"""Stands for the day that is asked about."""


def stage_day(word: str, stage: str, ctx: Context) -> dt.date | None:
    """Return the day that a word behind `$stage` names at a stage ('': the open one); None where there is none."""
    facts, template = ctx.index.facts(ctx.day, ctx.length), ctx.tables.plan.template
    if ctx.reads is not None:
        ctx.reads.within(facts.lo, facts.hi)
        ctx.reads.keys[ctx.tables.moves, ALL] = None
    key = (template.digest, word, stage)
    if key not in facts.days:
        facts.days[key] = _DAYS[word](Way(template, facts), stage) if facts.stays else None
    found = facts.days[key]
    if found != _ASKED:
        return found
    if ctx.reads is not None:
        ctx.reads.only(ctx.day)
    return ctx.day


def open_stage_of(ctx: Context) -> str:
    """Return the stage that is open."""
    stage, template = ctx.index.facts(ctx.day, ctx.length).stage, ctx.tables.plan.template
    return template.first_leaf(stage).id if stage is None or stage in template.stage_ids else stage


class Way:
    """The way that a programme has come, stay by stay; a stay is told by the innermost stage."""

    def __init__(self, template: Template, facts: Facts) -> None:
        self._template = template
        self._stays = [(day, template.first_leaf().id if stage is None else stage) for day, stage in facts.stays]

    # --- what `$stage` names

    def since(self, stage: str) -> dt.date:
        """Return the day on which the stage was entered."""
        return self._day(self._entering(self._here(stage)))

    def before(self, stage: str) -> dt.date | None:
        """Return the day on which the stage before it was entered."""
        stage = self._here(stage)
        at = self._entering(stage)
        if at == 0:
            return None
        here = self._path(at) if at < len(self._stays) else self._template_path(self._template.first_leaf(stage).id)
        left = self._path(at - 1)
        outermost = next((each for each in left if each not in here), left[-1])
        return self._day(self._entering(outermost, at - 1))

    def round(self, stage: str) -> dt.date | None:
        """Return the day on which the present round of the stage's cycle began."""
        stage = self._here(stage)
        cycle = self._template.cycle_of(stage)
        if not cycle:
            return None
        if stage not in self._path(self._last):
            self._stays.append((_ASKED, self._template.first_leaf(stage).id))
        return self._day(self._round(cycle))

    def last_round(self, stage: str) -> dt.date:
        """Return the day on which the round before the present one ended; the calendar's first where there was none."""
        cycle = self._template.cycle_of(self._here(stage))
        at = self._round(cycle) if self._is_in(cycle, self._last) else len(self._stays)
        before = next((each for each in range(at - 1, -1, -1) if self._is_in(cycle, each)), None)
        return FIRST_DAY if before is None else self._day(before + 1)

    def first(self, stage: str) -> dt.date | None:
        """Return the day on which a stage was entered for the first time."""
        return next((self._day(at) for at in range(len(self._stays)) if stage in self._entered(at)), None)

    def rounds(self, stage: str) -> int:
        """Return how many rounds have begun of the cycle that begins with a stage: how often a way on entered it."""
        return sum(stage in self._entered(at) and self._goes_on(at) for at in range(len(self._stays)))

    # --- stays

    @property
    def _last(self) -> int:
        return len(self._stays) - 1

    def _day(self, at: int) -> dt.date:
        return self._stays[at][0] if at < len(self._stays) else _ASKED

    def _here(self, stage: str) -> str:
        return stage or self._stays[-1][1]

    def _path(self, at: int) -> tuple[str, ...]:
        return self._template_path(self._stays[at][1])

    def _template_path(self, stage: str) -> tuple[str, ...]:
        if stage not in self._template.stage_ids:  # of another law
            return (stage,)
        return tuple([each.id for each in self._template.path(stage)])

    def _is_in(self, cycle: tuple[str, ...], at: int) -> bool:
        return any(each in cycle for each in self._path(at))

    def _entering(self, stage: str, last: int | None = None) -> int:
        """Return which stay began the stay in a stage that goes on in the last one; one to come, where it does not."""
        at = self._last if last is None else last
        if stage not in self._path(at):
            return at + 1
        while at and stage not in self._entered(at):
            at -= 1
        return at

    def _entered(self, at: int) -> tuple[str, ...]:
        """Return the stages that a move entered; the programme began by entering those that it began in."""
        there = self._path(at)
        if at == 0:
            return there
        way, _ = self._taken(at)
        here = self._path(at - 1)
        return tuple([each for each in there if each not in here or each == way])

    def _goes_on(self, at: int) -> bool:
        return at == 0 or self._taken(at)[1]

    def _taken(self, at: int) -> tuple[str, bool]:
        """Return which way a move took, as the stage before names it, and whether it leads on."""
        template, here, there = self._template, self._stays[at - 1][1], self._stays[at][1]
        if here in template.stage_ids:
            for way in template.next_of(here):
                if template.first_leaf(way).id == there:
                    return way, True
            for way in template.back_of(here):
                if template.first_leaf(way).id == there:
                    return way, False
        return there, True

    def _round(self, cycle: tuple[str, ...]) -> int:
        """Return which stay began the present round of the cycle that the last one is in."""
        at = self._last
        while at and self._is_in(cycle, at - 1) and not (cycle[0] in self._entered(at) and self._goes_on(at)):
            at -= 1
        return at


_DAYS: Mapping[str, Callable[[Way, str], dt.date | None]] = {
    "since": Way.since,
    "before": Way.before,
    "round": Way.round,
    "last_round": Way.last_round,
    "first": Way.first,
}
