"""A snapshot: a programme on one day under its law, with what it lacks. It changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from partnership.findings import Finding, Status
from partnership.readiness.explaining import STATUSES, Explainer
from partnership.readiness.interests import Interests, interests
from partnership.readiness.readiness import Readiness, Suspension
from partnership.records import Record
from partnership.state import Facts, State
from partnership.template import Requirement, Stage, Template


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is true on a day, and what stands before the next stage.

    A value: asked again after the programme has gone on, it answers as before.
    """

    template: Template
    state: State
    date: dt.date

    def _readiness(self) -> Readiness:
        tables = self.state.tables
        readiness = Readiness.of(self.template, tables)
        tables.move(self.date)
        return readiness

    @property
    def facts(self) -> Facts:
        """What holds for the programme as a whole."""
        return self.state.facts(self.date)

    @property
    def stage(self) -> str:
        """The id of the stage that is open."""
        return self._readiness().stage.id

    @property
    def suspension(self) -> Suspension | None:
        """The suspension in force, with the day from which it counts; None where there is none."""
        return self._readiness().suspension()

    @property
    def suspended_since(self) -> dt.date | None:
        """The day from which the programme is suspended; None where it is not."""
        suspension = self.suspension
        return suspension.since if suspension is not None else None

    def records(self, kind: str) -> tuple[Record, ...]:
        """Return the records of a kind that are in force, by id."""
        return self.state.records(kind, self.date)

    def get(self, kind: str, id_: str) -> Record | None:
        """Return one record if it is in force."""
        return self.state.get(kind, id_, self.date)

    def statuses(self) -> Mapping[str, Status]:
        """Return how every requirement of every gate stands, whether or not it is asked now."""
        readiness = self._readiness()
        return {id_: STATUSES[standing.kept.mark()] for id_, standing in readiness.standings.items()}

    def lacking(self, requirement: str) -> frozenset[str]:
        """Return the ids of those who lack something under a requirement; empty where it is satisfied, or nobody's."""
        return frozenset(self._readiness().standings[requirement].kept.lacking())

    def is_open(self, requirements: tuple[Requirement, ...]) -> bool:
        """Tell whether a gate of these requirements is open: all that block and apply are satisfied or waived."""
        return not self._readiness().blocking(requirements)

    def missing(self, to: str | None = None) -> tuple[Finding, ...]:
        """Return what stands before the next stage (or before `to`), what must hold and does not, and what is overdue.

        Inside a stage that has stages of its own, what the outer one asks before it is left is owed already. Findings
        that only warn or advise are among them; their severity says so.
        """
        readiness = self._readiness()
        if readiness.facts.closed is not None:
            return ()
        explain = Explainer(readiness)
        stage = readiness.stage
        asked: dict[str, None] = {}
        for around in readiness.template.path(stage.id):
            for requirement in (*around.invariant, *around.cadence):
                asked[requirement.id] = None
        onward = (to,) if to is not None else readiness.template.next_of(stage.id)
        if to is None:
            for around in reversed(readiness.template.path(stage.id)):
                asked.update((requirement.id, None) for requirement in around.exit)
        for target in onward:
            for requirement in gates_between(readiness.template, stage, readiness.template.stage(target)):
                asked[requirement.id] = None
        findings = (explain.standing(readiness.standings[id_]) for id_ in asked)
        return tuple(finding for finding in findings if finding is not None)

    def interests(self) -> Interests:
        """Return what partners want and what they do, as pairs of partner and outcome (DOMAIN 1.13, I1-I4)."""
        self.state.tables.move(self.date)
        return interests(self.template, self.state.tables)

    def digest(self) -> str:
        """Return the digest of the state's canonical JSON on this day."""
        return self.state.digest(self.date)


def stages_entered(template: Template, here: Stage, there: Stage) -> tuple[str, ...]:
    """Return the stages that a move enters: the one named, new ones around it, and the first ones inside it."""
    leaving = {stage.id for stage in template.path(here.id)}
    entering = template.path(template.first_leaf(there.id).id)
    return tuple(stage.id for stage in entering if stage.id not in leaving or stage.id == there.id)


def gates_between(template: Template, here: Stage, there: Stage) -> tuple[Requirement, ...]:
    """Return what a move asks: exit of every stage that is left, entry and invariants of every one entered."""
    leaving = template.path(here.id)
    entering = template.path(template.first_leaf(there.id).id)
    shared = {stage.id for stage in leaving} & {stage.id for stage in entering}
    back = there.id in template.back_of(here.id)
    exits = () if back else tuple(r for stage in reversed(leaving) if stage.id not in shared for r in stage.exit)
    entries = tuple(r for stage in entering if stage.id not in shared for r in (*stage.entry, *stage.invariant))
    return exits + entries
