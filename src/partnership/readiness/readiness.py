"""Readiness: a template kept in step with one history, so that what is lacking is known when it is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from typing_extensions import override

from partnership.findings import GateMoment, Severity, Subject
from partnership.readiness.binding import bind
from partnership.readiness.checks import SATISFIED, Check
from partnership.readiness.groups import Passes
from partnership.readiness.keeping import Kept, keep
from partnership.readiness.operands import operand
from partnership.readiness.paths import Getter
from partnership.readiness.selecting import row_test
from partnership.readiness.workshop import Workshop
from partnership.state import FIRST_DAY, Facts, Follower, Row, Tables
from partnership.template import Act, Requirement, Stage, Template
from partnership.template.core import Test
from partnership.values import Text

_KEPT_MOMENTS = frozenset({GateMoment.ENTRY, GateMoment.EXIT, GateMoment.INVARIANT, GateMoment.CADENCE})

_HOLDING = frozenset({"assignment", "person", "partner"})


class Standing:
    """One requirement of a gate, and how it stands on the cursor's day."""

    __slots__ = ("kept", "requirement")

    def __init__(self, requirement: Requirement, kept: Kept) -> None:
        self.requirement = requirement
        self.kept = kept


class Guard:
    """One requirement of an act, and which acts it watches."""

    __slots__ = ("act", "check", "requirement")

    def __init__(self, requirement: Requirement, act: ActPattern, check: Check) -> None:
        self.requirement = requirement
        self.act = act
        self.check = check


class ActPattern:
    """An act as a template names it, ready to be held against a row."""

    __slots__ = ("_where", "act")

    def __init__(self, act: Act, workshop: Workshop) -> None:
        self.act = act
        self._where = tuple(_row_test(act.kind, test, workshop) for test in act.where) if act.kind else ()

    def matches(self, row: Row | None) -> bool:
        """Tell whether a row, the subject of an act of this verb and kind, is one that is meant."""
        return not self._where or (row is not None and all(test(row, None) for test in self._where))


def _row_test(kind: str, test: Test, workshop: Workshop) -> Passes:
    getter = Getter(workshop.world, kind, test.path)
    value = operand(test.value, workshop.world, {}, workshop.binding)
    holds = row_test(workshop.world, getter, test.op, value)
    return lambda row, reads: holds(row, {}, reads)


@dataclass(frozen=True, slots=True)
class Suspension:
    """Since when a programme is suspended, by which requirements that must hold (none: by hand alone)."""

    since: dt.date
    unmet: tuple[str, ...]
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """At the end of a day, other things that must hold did not hold than at the end of the day before."""

    day: dt.date
    unmet: tuple[str, ...]
    by_hand: bool

    @property
    def is_suspended(self) -> bool:
        """Whether the programme was suspended at the end of that day."""
        return self.by_hand or bool(self.unmet)


class Readiness(Follower):
    """Every requirement of a template over one history; moved to a day together with the history's tables."""

    def __init__(self, template: Template, tables: Tables) -> None:
        started = tables.facts.started
        if started is None:
            raise AssertionError("a law binds a programme that has started")
        self.template = template
        self.tables = tables
        self.region = started.region
        self.workshop = Workshop(template, tables, bind(template, started.parameters, started.region))
        tables.followers.append(self)
        self.standings: dict[str, Standing] = {}
        self.guards: dict[tuple[str, str | None], list[Guard]] = {}
        for requirement in template.requirements.values():
            self._make(requirement)
        self.unsafe: dict[tuple[str, str | None], list[ActPattern]] = {}
        for act in template.while_suspended:
            self.unsafe.setdefault((act.verb, act.kind or act.stage), []).append(ActPattern(act, self.workshop))
        self.holders: dict[str, tuple[Subject, ...]] = {}
        """Who holds a role, found when somebody asks, until what it rests on changes."""
        self.mends: dict[str, Text] = {}
        self._turns: list[Turn] = []
        self._days: set[dt.date] = set()
        self._swept = False

    @classmethod
    def of(cls, template: Template, tables: Tables) -> Readiness:
        """Return the readiness of a history under a template; made once (linear in the history), then kept up."""
        found = tables.cache.get(template.digest)
        if not isinstance(found, Readiness):
            if tables.facts.started is None:
                tables.move(tables.horizon)
            found = tables.cache[template.digest] = cls(template, tables)
        return found

    def _make(self, requirement: Requirement) -> None:
        workshop = self.workshop
        workshop.making = requirement.id
        for day in (requirement.effective_from, requirement.effective_to):
            if day is not None:
                self.tables.wake(day, self.facts_changed)  # so that the day is closed, and a turn on it is seen
        if requirement.moment in _KEPT_MOMENTS:
            if workshop.is_daily(requirement.core):
                workshop.recomputed[requirement.id] = None
            self.standings[requirement.id] = Standing(requirement, keep(workshop.check(requirement.core, {}), workshop))
            return
        act = requirement.act
        if act is None:
            raise AssertionError(f"{requirement.id} guards no act")
        scope = {"act": act.kind} if act.kind is not None else {}
        with workshop.inside():
            made = workshop.check(requirement.core, scope)
        key = (act.verb, act.kind or act.stage)
        self.guards.setdefault(key, []).append(Guard(requirement, ActPattern(act, workshop), made))

    @cached_property
    def _goes_day_by_day(self) -> bool:
        """Whether something that must hold turns with the day alone, so that no day may be passed over."""
        return any(
            self.workshop.is_daily(standing.requirement.core)
            for standing in self.standings.values()
            if standing.requirement.moment is GateMoment.INVARIANT
        )

    @cached_property
    def recomputed(self) -> tuple[str, ...]:
        """Requirements whose answers cannot be kept, and are found anew when asked."""
        return tuple(self.workshop.recomputed)

    # --- kept in step with the tables --------------------------------------------------------------------------------

    @override
    def changed(
        self, kind: str, id_: str, old: Row | None, new: Row | None, old_ever: Row | None, ever: Row | None
    ) -> None:
        if kind in _HOLDING and self.holders:
            self.holders.clear()
        workshop = self.workshop
        for source in workshop.registers.get(kind, ()):
            source.feed(id_, new, old_ever, ever)
        readable = workshop.world.rows_by_id[kind]
        if readable.subscribers:
            readable.notify(id_)
        for roster in workshop.rosters.get(kind, ()):
            roster.look(id_)

    @override
    def facts_changed(self) -> None:
        """Nothing to do: stage and waivers are looked up when they are asked."""

    @override
    def day_closed(self, day: dt.date) -> None:
        turn = Turn(day, self._unmet(), self.facts.suspended is not None and self.facts.closed is None)
        last = self._turns[-1] if self._turns else Turn(FIRST_DAY, (), by_hand=False)
        if (turn.unmet, turn.by_hand) != (last.unmet, last.by_hand):
            self._turns.append(turn)
        if self._goes_day_by_day and self.facts.started is not None and day not in self._days:
            self._days.add(day)
            self.tables.wake(day + dt.timedelta(days=1), self.facts_changed)

    @override
    def rewound(self, day: dt.date) -> None:
        while self._turns and self._turns[-1].day >= day:
            self._turns.pop()

    # --- what a requirement says on the cursor's day -----------------------------------------------------------------

    @property
    def today(self) -> dt.date:
        """The day on which everything is looked at."""
        return self.tables.cursor

    @property
    def facts(self) -> Facts:
        """What holds for the programme as a whole today."""
        return self.tables.facts

    @property
    def stage(self) -> Stage:
        """The stage that is open today."""
        stage = self.facts.stage
        return self.template.first_leaf() if stage is None else self.template.stage(stage)

    def severity(self, requirement: Requirement) -> Severity | None:
        """Return how grave a requirement is today; None where it does not apply (region, dates)."""
        where = requirement.jurisdiction
        if where not in {None, "INT", self.region} and not self.region.startswith(f"{where}-"):
            return None
        if requirement.effective_to is not None and self.today >= requirement.effective_to:
            return None
        if requirement.effective_from is not None and self.today < requirement.effective_from:
            return Severity.ADVISE if requirement.before_effective == "advise" else None
        return requirement.severity

    def is_met(self, standing: Standing) -> bool:
        """Tell whether a requirement is satisfied or waived today, wholly or for everybody who lacks something."""
        if standing.kept.mark() == SATISFIED:
            return True
        waived = self.waived(standing.requirement.id)
        if not waived:
            return False
        if None in waived:
            return True
        return all(
            shortfall.path and shortfall.path[0][1].record.id in waived for shortfall in standing.kept.shortfalls()
        )

    def waived(self, requirement: str) -> set[str | None]:
        """Return for whom a requirement is waived today; None among them: for all."""
        return {waiver.subject for waiver in self.facts.waivers if waiver.requirement == requirement}

    def applying(self, requirements: Iterable[Requirement]) -> Iterator[tuple[Standing, Severity]]:
        """Return the requirements that apply today, with how grave they are."""
        for requirement in requirements:
            severity = self.severity(requirement)
            if severity is not None:
                yield self.standings[requirement.id], severity

    def blocking(self, requirements: Iterable[Requirement]) -> list[Standing]:
        """Return the requirements that keep a gate shut today."""
        return [
            standing
            for standing, severity in self.applying(requirements)
            if severity is Severity.BLOCK and not self.is_met(standing)
        ]

    # --- suspension --------------------------------------------------------------------------------------------------

    def _unmet(self) -> tuple[str, ...]:
        if self.facts.started is None or self.facts.closed is not None:
            return ()
        return tuple(
            standing.requirement.id
            for stage in self.template.path(self.stage.id)
            for standing in self.blocking(stage.invariant)
        )

    def is_suspended(self) -> bool:
        """Tell whether the programme is suspended at this moment of the day."""
        return self.facts.closed is None and (self.facts.suspended is not None or bool(self._unmet()))

    def suspension(self) -> Suspension | None:
        """Return the suspension in force today, with the day from which it counts; None where there is none."""
        unmet, by_hand = self._unmet(), self.facts.suspended
        if self.facts.closed is not None or (not unmet and by_hand is None):
            return None
        since = self.today
        for turn in reversed(self.turns()):
            if not turn.is_suspended:
                break
            since = turn.day
        return Suspension(since, unmet, by_hand is not None)

    def turns(self) -> list[Turn]:
        """Return the days before today at whose end a suspension began, changed its reasons, or was over."""
        if not self._swept:
            self._swept = True
            today = self.today
            self.tables.move(FIRST_DAY)
            self.tables.move(today)
        return list(self._turns)
