"""Lapses: which requirements of which gates would not hold any more, and for whom; asked of the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from partnership.evaluation import SATISFIED, Readiness, Standing, gates_between
from partnership.findings import GateMoment, Severity, Status
from partnership.index import Tables
from partnership.template import Requirement, Stage, Template
from partnership.values import Text

Gate = tuple[str, GateMoment]
"""A stage, and when it is asked what this gate asks."""

_STATUSES = {0: Status.UNSATISFIED, 1: Status.UNKNOWN, SATISFIED: Status.SATISFIED}


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
class Asked:
    """What the law said at one moment about the requirement of a gate."""

    mark: int
    met: bool
    lacking: frozenset[str]


class Law:
    """What the law says of everything that it asks, as things stand."""

    def __init__(self, template: Template, tables: Tables) -> None:
        readiness = Readiness.of(template, tables)
        self.asked = {id_: _asked(readiness, standing) for id_, standing in readiness.standings.items()}
        self.suspension = readiness.suspension()
        self._due = frozenset(_due(template, readiness.stage)) if readiness.facts.closed is None else frozenset()

    def lapses(self, readiness: Readiness) -> Iterator[Lapse]:
        """Return what would hold less, in the order of the law; `readiness` is that of the supposed ledger."""
        for id_, standing in readiness.standings.items():
            mark = standing.kept.mark()
            if mark == SATISFIED:
                continue
            severity, before = readiness.severity(standing.requirement), self.asked[id_]
            if severity is None:
                continue
            now = _asked(readiness, standing)
            lacks = now.lacking - before.lacking
            if mark != before.mark or lacks:
                yield self._lapse(standing.requirement, severity, now, lacks)

    def eased(self, readiness: Readiness) -> tuple[str, ...]:
        """Return the requirements that do not hold now, and would."""
        return tuple(
            id_
            for id_, before in self.asked.items()
            if before.mark != SATISFIED and readiness.standings[id_].kept.mark() == SATISFIED
        )

    def reopened(self, template: Template, lapses: tuple[Lapse, ...]) -> tuple[Gate, ...]:
        """Return the gates at which all that blocks holds now, and would not: they would be open again."""
        found = dict.fromkeys(lapse.gate for lapse in lapses if lapse.blocks)
        shut = {
            (requirement.stage, requirement.moment)
            for requirement in template.requirements.values()
            if requirement.id in self.asked
            and requirement.severity is Severity.BLOCK
            and not self.asked[requirement.id].met
        }
        return tuple(gate for gate in found if gate not in shut)

    def _lapse(self, requirement: Requirement, severity: Severity, now: Asked, lacks: frozenset[str]) -> Lapse:
        before = self.asked[requirement.id]
        return Lapse(
            requirement=requirement.id,
            title=requirement.title,
            stage=requirement.stage or "",
            moment=requirement.moment,
            severity=severity,
            before=_STATUSES[before.mark],
            after=_STATUSES[now.mark],
            lacks=tuple(sorted(lacks)),
            held=before.met,
            holds=now.met,
            due=requirement.id in self._due,
        )


def _asked(readiness: Readiness, standing: Standing) -> Asked:
    mark = standing.kept.mark()
    if mark == SATISFIED:
        return Asked(mark, met=True, lacking=frozenset())
    return Asked(mark, readiness.is_met(standing), frozenset(standing.kept.lacking()))


def _due(template: Template, here: Stage) -> Iterator[str]:
    """Return what is asked in a stage: see `View.missing`."""
    for around in template.path(here.id):
        yield from (requirement.id for requirement in (*around.invariant, *around.cadence, *around.exit))
    for onward in template.next_of(here.id):
        yield from (requirement.id for requirement in gates_between(template, here, template.stage(onward)))
