"""A view: a programme on one day under its law, with what it lacks. To look changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from typing_extensions import override

from partnership.errors import check_choice
from partnership.evaluation.context import Context
from partnership.evaluation.explainer import STATUSES, Explainer
from partnership.evaluation.gates import Gates, Suspension, Turn, open_stage, turns
from partnership.evaluation.interests import InterestPairs, interests
from partnership.evaluation.plan import tables_of
from partnership.evaluation.table import Table
from partnership.findings import Finding, Status
from partnership.index import LAST_ASKED, Facts, State
from partnership.messages import message
from partnership.records import Record
from partnership.template import Requirement, Stage, Template


@dataclass(frozen=True, slots=True)
class View:
    """What is true on a day by the entries of a state, and what stands before the next stage.

    A value: asked again after the programme has gone on, it answers as before, and any number of threads may ask any
    views of one programme at once.
    """

    template: Template
    state: State
    date: dt.date
    _own: dict[int, Table] = field(default_factory=dict, init=False, repr=False, compare=False)

    def context(self) -> Context:
        """Return the context in which the law is evaluated on this day; for the rooms above."""
        tables = tables_of(self.template, self.state.index, self.facts.parameters)
        return Context(tables, min(self.date, LAST_ASKED), self.state.length, own=self._own)

    def _gates(self) -> Gates:
        return Gates(self.context())

    @property
    def facts(self) -> Facts:
        """What holds for the programme as a whole."""
        return self.state.facts(self.date)

    @property
    def stage(self) -> str:
        """The id of the stage that is open."""
        return open_stage(self.template, self.facts).id

    @property
    def suspension(self) -> Suspension | None:
        """The suspension in force, with the day from which it counts; None where there is none."""
        return self._gates().suspension()

    @property
    def suspended_since(self) -> dt.date | None:
        """The day from which the programme is suspended; None where it is not."""
        suspension = self.suspension
        return suspension.since if suspension is not None else None

    def turns(self) -> tuple[Turn, ...]:
        """Return the days up to this one on which a suspension began, changed its reasons, or was over."""
        return turns(self.context())

    def records(self, kind: str) -> tuple[Record, ...]:
        """Return the records of a kind that are in force, by id.

        Raises:
            UnknownName: if there is no such kind of record.
        """
        return self.state.records(kind, self.date)

    def get(self, kind: str, id_: str) -> Record | None:
        """Return one record if it is in force.

        Raises:
            UnknownName: if there is no such kind of record.
        """
        return self.state.get(kind, id_, self.date)

    def statuses(self) -> Mapping[str, Status]:
        """Return how every requirement of every gate stands, whether or not it is asked now."""
        gates = self._gates()
        return {id_: STATUSES[gates.mark(id_)] for id_ in gates.plan.gates}

    def lacking(self, requirement: str) -> frozenset[str]:
        """Return the ids of those who lack something under a requirement; empty where it is satisfied, or nobody's.

        Raises:
            UnknownName: if no gate has such a requirement.
        """
        gates = self._gates()
        check_choice(requirement, gates.plan.gates, message("requirement of a gate"))
        return gates.lacking(requirement)

    def is_open(self, requirements: tuple[Requirement, ...]) -> bool:
        """Tell whether a gate of these requirements is open: all that block and apply are satisfied or waived."""
        return not self._gates().blocking(requirements)

    def missing(self, to: str | None = None) -> tuple[Finding, ...]:
        """Return what stands before the next stage (or before `to`), what must hold and does not, and what is overdue.

        Inside a stage that has stages of its own, what the outer one asks before it is left is owed already. To a stage
        that is several moves away, it is all that the moves on the shortest way ask. Findings that only warn or advise
        are among them; their severity says so.

        Raises:
            UnknownName: if the template has no stage `to`.
        """
        gates = self._gates()
        return missing_in(gates, gates.stage, to)

    def interests(self) -> InterestPairs:
        """Return what partners want and what they do, as pairs of partner and outcome (DOMAIN 1.13, I1-I4)."""
        return interests(self.context())

    def digest(self) -> str:
        """Return the digest of the state's canonical JSON on this day."""
        return self.state.digest(self.date)

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        """Copies and other processes get the same day of the same entries."""
        return View, (self.template, self.state, self.date)


def missing_in(gates: Gates, stage: Stage, to: str | None = None) -> tuple[Finding, ...]:
    """Return what a programme in a stage lacks of what is asked there; nothing once it is closed.

    Raises:
        UnknownName: if the template has no stage `to`.
    """
    if gates.facts.closed is not None:
        return ()
    explain = Explainer(gates)
    asked = asked_in(gates.template, stage, to)
    return tuple(finding for one in asked if (finding := explain.gate(one)) is not None)


def asked_in(template: Template, here: Stage, to: str | None = None) -> tuple[Requirement, ...]:
    """Return what is asked of a programme in a stage: all that must hold, comes round, or stands before the next stage.

    Raises:
        UnknownName: if the template has no stage `to`.
    """
    asked: dict[str, Requirement] = {}
    path = template.path(here.id)
    for around in path:
        asked.update((one.id, one) for one in (*around.invariant, *around.cadence))
    if to is None:
        for around in reversed(path):
            asked.update((one.id, one) for one in around.exit)
        moves = [(here, template.stage(target)) for target in template.next_of(here.id)]
    else:
        moves = _moves(template, here, template.stage(to))
    for start, target in moves:
        asked.update((one.id, one) for one in gates_between(template, start, target))
    return tuple(asked.values())


def _moves(template: Template, here: Stage, there: Stage) -> list[tuple[Stage, Stage]]:
    """Return the moves of the shortest way from a stage to another; the one move where no way leads there."""
    came: dict[str, tuple[Stage, Stage]] = {}
    ahead = [here]
    for start in ahead:
        for target in (*template.next_of(start.id), *template.back_of(start.id)):
            stage = template.stage(target)
            leaf = template.first_leaf(target)
            if leaf.id not in came and leaf.id != here.id:
                came[leaf.id] = (start, stage)
                ahead.append(leaf)
    moves: list[tuple[Stage, Stage]] = []
    leaf = template.first_leaf(there.id)
    while leaf.id in came:
        moves.insert(0, came[leaf.id])
        leaf = came[leaf.id][0]
    return moves or [(here, there)]


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
