"""Gates: what the requirements of a law come to on a day, and since when a programme is suspended by them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from partnership.evaluation.checks import SATISFIED, Shortfall
from partnership.evaluation.context import Context
from partnership.evaluation.materialized import Materialized
from partnership.evaluation.operands import NO_VARIABLES
from partnership.evaluation.plan import Guard, Plan
from partnership.evaluation.reads import Key, Watched, subscribe
from partnership.findings import Severity
from partnership.index import FIRST_DAY, LAST_DAY, Facts, Row
from partnership.records import RECORDS, Item, listings, references
from partnership.template import Requirement, Stage, Template
from partnership.values import ONE_DAY


@dataclass(frozen=True, slots=True)
class Suspension:
    """Since when a programme is suspended, by which requirements that must hold (none: by hand alone)."""

    since: dt.date
    unmet: tuple[str, ...]
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """From this day on, other things that must hold do not hold than on the day before."""

    day: dt.date
    unmet: tuple[str, ...]
    by_hand: bool

    @property
    def is_suspended(self) -> bool:
        """Whether the programme is suspended from that day on."""
        return self.by_hand or bool(self.unmet)


class Gates:
    """The requirements of a law in one context: each is found once.

    Where the context notes what is read, that includes the days of the facts and of each requirement.
    """

    __slots__ = ("_marks", "ctx", "facts", "plan", "template")

    def __init__(self, ctx: Context, facts: Facts | None = None) -> None:
        self.ctx = ctx
        self.plan = cast("Plan", ctx.tables.plan)  # tables know less of it
        self.template = self.plan.template
        self.facts = ctx.index.facts(ctx.day, ctx.length) if facts is None else facts
        self._marks: dict[str, int] = {}
        if ctx.reads is not None:
            ctx.reads.within(self.facts.lo, self.facts.hi)

    @property
    def stage(self) -> Stage:
        """The stage that is open."""
        return open_stage(self.template, self.facts)

    # --- one requirement ---------------------------------------------------------------------------------------------

    def severity(self, requirement: Requirement) -> Severity | None:
        """Return how grave a requirement is on the day; None where it does not apply (region, dates)."""
        where, region, day = requirement.jurisdiction, self.ctx.tables.binding.region, self.ctx.day
        if self.ctx.reads is not None:
            for bound in (requirement.effective_from, requirement.effective_to):
                if bound is not None:
                    self.ctx.reads.turn(day, bound)
        if where not in {None, "INT", region} and not region.startswith(f"{where}-"):
            return None
        if requirement.effective_to is not None and day >= requirement.effective_to:
            return None
        if requirement.effective_from is not None and day < requirement.effective_from:
            return Severity.ADVISE if requirement.before_effective == "advise" else None
        begins = self.begins(requirement)
        if begins is None:
            return None
        return requirement.severity if begins <= day else Severity.ADVISE

    def begins(self, requirement: Requirement) -> dt.date | None:
        """Return the day from which a requirement is asked by its own `from`; None as long as nobody knows."""
        beginning = self.plan.beginnings.get(requirement.id)
        return FIRST_DAY if beginning is None else beginning.on(self.ctx)

    def mark(self, requirement: str) -> int:
        """Return the mark of what a gate asks."""
        mark = self._marks.get(requirement)
        if mark is None:
            mark = self._marks[requirement] = self._asked(requirement, self.ctx)
        return mark

    def still(self, requirement: str) -> tuple[int, Iterator[Shortfall]]:
        """Return the mark of what a gate asks, and what is lacking, where those it is waived for count as having it.

        To excuse somebody makes nobody else appear: too few are still too few.
        """
        ctx = self._excusing(requirement)
        kept = ctx.kept
        if isinstance(kept, Materialized):
            found = kept.shortfalls(requirement, ctx)
        else:
            found = self.plan.gates[requirement].shortfalls(NO_VARIABLES, ctx)
        mark = self.mark(requirement) if ctx is self.ctx else self._asked(requirement, ctx)
        return mark, found

    def _asked(self, requirement: str, ctx: Context) -> int:
        kept = ctx.kept
        if isinstance(kept, Materialized):
            return kept.mark(requirement, ctx)
        return self.plan.gates[requirement].mark(NO_VARIABLES, ctx)

    def _excusing(self, requirement: str) -> Context:
        excused = frozenset(subject for subject in self.waived(requirement) if subject is not None)
        return self.ctx.excusing(excused) if excused else self.ctx

    def lacking(self, requirement: str) -> frozenset[str]:
        """Return the ids of those who lack something; empty where it is satisfied, or nobody's."""
        if self.mark(requirement) == SATISFIED:
            return frozenset()
        kept = self.ctx.kept
        if isinstance(kept, Materialized):
            return kept.lacking(requirement, self.ctx)
        return self.plan.gates[requirement].lacking(NO_VARIABLES, self.ctx)

    def waived(self, requirement: str) -> set[str | None]:
        """Return for whom a requirement is waived; None among them: for all."""
        return {waiver.subject for waiver in self.facts.waivers if waiver.requirement == requirement}

    def is_met(self, requirement: str) -> bool:
        """Tell whether a requirement is satisfied, or waived: wholly, or for so many that the others are enough."""
        if self.mark(requirement) == SATISFIED:
            return True
        waived = self.waived(requirement)
        if not waived:
            return False
        return None in waived or self._asked(requirement, self._excusing(requirement)) == SATISFIED

    def blocks(self, requirement: Requirement) -> bool:
        """Tell whether a requirement keeps a gate shut."""
        return self.severity(requirement) is Severity.BLOCK and not self.is_met(requirement.id)

    def blocking(self, requirements: Iterable[Requirement]) -> list[Requirement]:
        """Return the requirements that keep a gate shut."""
        return [requirement for requirement in requirements if self.blocks(requirement)]

    # --- acts --------------------------------------------------------------------------------------------------------

    def unmet_guards(self, verb: str, name: str | None, row: Row | None) -> Iterator[Guard]:
        """Return the guards of an act that apply, are not met, and are not waived for anything that it names."""
        guards = self.plan.guards.get((verb, name))
        if not guards:
            return
        env = NO_VARIABLES if row is None else {"act": row}
        subjects: set[str | None] | None = None
        for guard in guards:
            if not guard.act.matches(row, self.ctx) or guard.check.mark(env, self.ctx) == SATISFIED:
                continue
            if self.severity(guard.requirement) is None:
                continue
            waived = self.waived(guard.requirement.id)
            if waived:
                if subjects is None:
                    subjects = {None} if row is None else {None, *named_by(row, self.template)}
                if waived & subjects:
                    continue
            yield guard

    def is_unsafe(self, verb: str, name: str | None, row: Row | None) -> bool:
        """Tell whether the template refuses such an act while the programme is suspended, and it is."""
        patterns = self.plan.unsafe.get((verb, name))
        if not patterns or not any(pattern.matches(row, self.ctx) for pattern in patterns):
            return False
        return self.is_suspended()

    # --- suspension --------------------------------------------------------------------------------------------------

    def unmet(self) -> tuple[str, ...]:
        """Return what must hold in the open stage and does not."""
        if self.facts.started is None or self.facts.closed is not None:
            return ()
        return tuple(one.id for one in _must_hold(self.template, self.facts) if self.blocks(one))

    def is_suspended(self) -> bool:
        """Tell whether the programme is suspended."""
        return self.facts.closed is None and (self.facts.suspended is not None or bool(self.unmet()))

    def suspension(self) -> Suspension | None:
        """Return the suspension in force, with the day from which it counts; None where there is none."""
        if not self.is_suspended():
            return None
        since = self.ctx.day
        for turn in reversed(turns(self.ctx)):
            if not turn.is_suspended:
                break
            since = turn.day
        return Suspension(since, self.unmet(), self.facts.suspended is not None)


_CONCERNING = ("about", "subject")
"""Fields that name whatever a record concerns, of whichever kind that is."""


@cache
def _naming(kind: str) -> tuple[str, ...]:
    cls = RECORDS[kind]
    named = (name for name, _, _ in (*references(cls), *listings(cls)))
    return tuple(dict.fromkeys([*named, *(name for name in _CONCERNING if name in cls.model_fields)]))


def named_by(row: Row, template: Template) -> Iterator[str]:
    """Return every id that a record names, its own first; of a row of the template's own as its register types it."""
    record = row.record
    yield record.id
    named: list[Any]
    if isinstance(record, Item):
        register = template.registers.get(record.list)
        names = () if register is None else tuple(name for name, each in register.fields.items() if each.kinds)
        named = [record.fields.get(name) for name in names]
    else:
        named = [getattr(record, name) for name in _naming(record.kind)]
    for value in named:
        if isinstance(value, tuple):
            yield from value
        elif value is not None:
            yield value


class Steps:
    """Whether one requirement that must hold blocks, day by day: the days on which that turns, found one by one.

    The steps of whoever keeps them are told when something that they lean on changes, and look again from that day on.
    What is found is put in place at once, so that several readers may look for it.
    """

    __slots__ = ("_found", "_read", "_requirement", "start")

    def __init__(self, requirement: Requirement, start: dt.date) -> None:
        self._requirement = requirement
        self._read: dict[tuple[Watched, Key], None] = {}
        self.start = start
        self._found: tuple[tuple[tuple[dt.date, bool], ...], dt.date] = ((), start)
        """The days on which it turned, and the day up to which that is known."""

    def touch(self, since: dt.date) -> None:
        """Forget what is from a day on."""
        turned, end = self._found
        self._found = tuple(one for one in turned if one[0] < since), max(min(end, since), self.start)

    def until(self, ctx: Context) -> tuple[tuple[dt.date, bool], ...]:
        """Return each day up to the context's on which it begins or ends to block; its first day is always one."""
        turned, end = self._found
        if end > ctx.day:
            return turned
        found = list(turned)
        while end <= ctx.day:
            day = end
            here, reads = ctx.at(day).tracked()
            blocks = Gates(here).blocks(self._requirement)
            if ctx.keeps:
                fresh = [read for read in reads.keys if read not in self._read]
                self._read.update(dict.fromkeys(fresh))
                subscribe(self, (), fresh)
            if not found or found[-1][1] is not blocks:
                found.append((day, blocks))
            end = max(reads.hi, day + ONE_DAY) if reads.hi < LAST_DAY else LAST_DAY
        self._found = tuple(found), end
        return self._found[0]


def turns(ctx: Context) -> tuple[Turn, ...]:
    """Return the days up to the context's on which a suspension began, changed its reasons, or was over.

    Only days on which the context's law is in force; those under another law are told under that law.
    """
    template, index = ctx.tables.plan.template, ctx.index
    steps: dict[str, Steps] = ctx.tables.turning_of(ctx)
    day, parameters = index.started.date, index.facts(ctx.day, ctx.length).parameters
    found: list[Turn] = []
    while day <= ctx.day:
        facts = index.facts(day, ctx.length)
        last = min(facts.hi - ONE_DAY, ctx.day)
        if (facts.law, facts.parameters) == (template.digest, parameters):
            asked = [] if facts.closed is not None else _must_hold(template, facts)
            changes: dict[dt.date, dict[str, bool]] = {day: {}}
            for one in asked:
                known = steps.get(one.id)
                if known is None or known.start > day:
                    known = steps[one.id] = Steps(one, day)
                for turning, blocks in known.until(ctx.at(last)):
                    if turning <= last:
                        changes.setdefault(max(turning, day), {})[one.id] = blocks
            found += _turns_of(asked, changes, facts, found[-1] if found else None)
        day = last + ONE_DAY
    return tuple(found)


def open_stage(template: Template, facts: Facts) -> Stage:
    """Return the stage that is open; before the first move that is the first."""
    return template.first_leaf() if facts.stage is None else template.stage(facts.stage)


def _must_hold(template: Template, facts: Facts) -> list[Requirement]:
    return [one for around in template.path(open_stage(template, facts).id) for one in around.invariant]


def _turns_of(
    asked: list[Requirement], changes: dict[dt.date, dict[str, bool]], facts: Facts, before: Turn | None
) -> Iterator[Turn]:
    by_hand = facts.suspended is not None and facts.closed is None
    blocking: dict[str, bool] = {}
    last = before or Turn(FIRST_DAY, (), by_hand=False)
    for day in sorted(changes):
        blocking.update(changes[day])
        unmet = tuple(one.id for one in asked if blocking.get(one.id))
        if (unmet, by_hand) != (last.unmet, last.by_hand):
            last = Turn(day, unmet, by_hand)
            yield last
