"""Lapses: which requirements of which gates would not hold any more, and for whom; asked of the engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from partnership.evaluation import SATISFIED, STATUSES, Gates, Suspension, View, gates_between
from partnership.findings import GateMoment, Severity, Status
from partnership.index import State
from partnership.template import Stage, Template
from partnership.values import ONE_DAY, Text

Gate = tuple[str, GateMoment]
"""A stage, and when it is asked what this gate asks."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """A requirement that would hold less than now: it held and would not, or would not for more than now.

    `lacks` are the ids of those who would lack something and do not now; empty where the lack is nobody's. `held` tells
    whether it holds now (or is waived), `holds` whether it would; `due` whether it is asked now: what must hold all the
    time, what comes round, and what stands before the next stage. What is not, is of a gate passed or still far away.
    """

    requirement: str
    title: Text
    stage: str
    moment: GateMoment
    severity: Severity
    before: Status
    after: Status
    lacks: tuple[str, ...]
    held: bool
    holds: bool
    due: bool

    @property
    def gate(self) -> Gate:
        """The gate that asks it."""
        return self.stage, self.moment

    @property
    def blocks(self) -> bool:
        """Whether it held, would not, and keeps its gate shut then."""
        return self.severity is Severity.BLOCK and self.held and not self.holds


@dataclass(frozen=True, slots=True)
class RequirementThen:
    """What the law said at one moment about the requirement of a gate."""

    mark: int
    met: bool
    lacking: frozenset[str]


class Answers:
    """What the law says of everything that it asks, as things stand."""

    def __init__(self, gates: Gates, state: State) -> None:
        self._template = gates.template
        self._day = gates.ctx.day
        self._yesterday = View(gates.template, state, self._day - ONE_DAY)
        self.asked = {id_: _asked(gates, id_) for id_ in gates.plan.gates}
        self.suspension = gates.suspension()
        self._due = frozenset(_due(gates.template, gates.stage)) if gates.facts.closed is None else frozenset()

    def lapses(self, gates: Gates) -> Iterator[Lapse]:
        """Return what would hold less, in the order of the law; `gates` are those of the supposed ledger."""
        for id_, before in self.asked.items():
            requirement = self._template.requirements[id_]
            if gates.mark(id_) == SATISFIED or (severity := gates.severity(requirement)) is None:
                continue
            now = _asked(gates, id_)
            lacks = frozenset() if now.lacking is before.lacking else now.lacking - before.lacking
            if now.mark != before.mark or lacks:
                yield Lapse(
                    requirement=id_,
                    title=requirement.title,
                    stage=requirement.stage or "",
                    moment=requirement.moment,
                    severity=severity,
                    before=STATUSES[before.mark],
                    after=STATUSES[now.mark],
                    lacks=tuple(sorted(lacks)),
                    held=before.met,
                    holds=now.met,
                    due=id_ in self._due,
                )

    def eased(self, gates: Gates) -> tuple[str, ...]:
        """Return the requirements that do not hold now, and would."""
        return tuple(
            id_ for id_, before in self.asked.items() if before.mark != SATISFIED and gates.mark(id_) == SATISFIED
        )

    def suspended(self, gates: Gates) -> Suspension | None:
        """Return the suspension that there would be; None where there would be none, or there is one now."""
        if self.suspension is not None or not gates.is_suspended():
            return None
        if self._yesterday.facts.law not in {None, self._template.digest}:
            return gates.suspension()
        return Suspension(self._since, gates.unmet(), gates.facts.suspended is not None)

    @cached_property
    def _since(self) -> dt.date:
        """The day from which it would count: what is supposed is of the day itself, and changes none before it."""
        return self._yesterday.suspended_since or self._day

    def reopened(self, lapses: tuple[Lapse, ...]) -> tuple[Gate, ...]:
        """Return the gates at which all that blocks holds now, and would not: they would be open again."""
        blocking = [each for each in self._template.requirements.values() if each.severity is Severity.BLOCK]
        shut = {(each.stage, each.moment) for each in blocking if each.id in self.asked and not self.asked[each.id].met}
        found = dict.fromkeys(lapse.gate for lapse in lapses if lapse.blocks)
        return tuple(gate for gate in found if gate not in shut)


def _asked(gates: Gates, requirement: str) -> RequirementThen:
    return RequirementThen(gates.mark(requirement), gates.is_met(requirement), gates.lacking(requirement))


def _due(template: Template, here: Stage) -> Iterator[str]:
    """Return what is asked in a stage: see `View.missing`."""
    for around in template.path(here.id):
        yield from (requirement.id for requirement in (*around.invariant, *around.cadence, *around.exit))
    for onward in template.next_of(here.id):
        yield from (requirement.id for requirement in gates_between(template, here, template.stage(onward)))
