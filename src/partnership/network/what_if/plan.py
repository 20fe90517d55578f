"""A plan: what has to be done first so that a partner can leave, as commands that are really put before the door.

The order is: the decision to hand over, where the template knows one; each responsibility, function by function; each
role that is held for others; the handover record; the leave. Every step is dated by the day of leaving, since that is
the last day on which it helps: with the leave the law counts what is missing. Where a template says how often a body
meets, the next meeting that is due is named, too. No other day is given, and no number that is not of the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, cast

from partnership.acts import AddRecord, Command
from partnership.decisions import decide
from partnership.errors import Refused
from partnership.evaluation import Context, Suspension
from partnership.findings import Finding
from partnership.messages import Sayable, as_written, in_brackets, listed, message, quoted
from partnership.network.phrases import id_with_title
from partnership.network.what_if.lapses import Answers, Lapse
from partnership.network.what_if.losses import Duties, FunctionShare
from partnership.network.what_if.meetings import next_meeting
from partnership.network.what_if.roles import held_alone
from partnership.network.what_if.taking_over import Takers
from partnership.network.what_if.world import World, answer, end_record
from partnership.records import AnyRecord, Assignment, Decision, Handover, Minutes, Responsibility

_HANDOVER = "handover"
_ATTENDED = ("body", "present", "members", "votes_for")
_BEFORE_THE_LEAVE = message("before the partner leaves; the same day is early enough")
_LONGEST = 70
"""Characters of a made-up id, so that a number still fits behind it."""


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step: the command, what it is, by which day, and where that day comes from.

    `accepted` is what the door said when it was tried after the steps before it; None where it was not
    tried.
    """

    command: Command
    what: Sayable
    by: dt.date
    why: Sayable
    accepted: bool | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ExitPlan:
    """What has to be done before some partners leave, in this order.

    `left_open`: what would still hold less than now after all of it; `suspension`: whether the programme would stand
    still all the same. Both are None and empty where a step is refused.
    """

    steps: tuple[PlanStep, ...]
    left_open: tuple[Lapse, ...]
    suspension: Suspension | None

    @property
    def is_accepted(self) -> bool:
        """Whether the engine took every step when they were tried one after the other."""
        return all(step.accepted for step in self.steps)

    @property
    def refused(self) -> PlanStep | None:
        """The step that was refused; None where all were accepted."""
        return next((step for step in self.steps if step.accepted is False), None)


class Planner:
    """Draws up the steps for some who leave, and tries them."""

    def __init__(self, world: World, law: Answers, duties: Duties, takers: Takers, leaving: Sequence[str]) -> None:
        self._world = world
        self._law = law
        self._duties = duties
        self._takers = takers
        self._leaving = leaving
        self._state = world.state
        self._steps: list[PlanStep] = []

    def plan(self) -> ExitPlan:
        """Return the steps, each as the door took it."""
        with ExitStack() as stack:
            for step in self._drawn():
                if any(before.accepted is False for before in self._steps):
                    self._steps.append(step)
                else:
                    self._steps.append(self._tried(step, stack))
            found = ExitPlan(tuple(self._steps), (), None)
            if not found.is_accepted:
                return found
            gates = self._world.gates(self._state)
            return ExitPlan(found.steps, tuple(self._law.lapses(gates)), self._law.suspended(gates))

    @property
    def _ctx(self) -> Context:
        """Where what has been supposed by now is asked."""
        return self._world.context(self._state)

    def _tried(self, step: PlanStep, stack: ExitStack) -> PlanStep:
        try:
            entries = decide(self._world.template, self._state, step.command)
        except Refused as refusal:
            return _as(step, accepted=False, findings=refusal.findings)
        self._state = stack.enter_context(self._state.suppose(*entries))
        return _as(step, accepted=True)

    def _step(self, command: Command, what: Sayable, why: Sayable = _BEFORE_THE_LEAVE) -> PlanStep:
        return PlanStep(command, what, self._world.day, why, accepted=None)

    def _record(self, record: Any, what: Sayable, why: Sayable = _BEFORE_THE_LEAVE) -> PlanStep:
        return self._step(AddRecord(on=self._world.day, record=cast("AnyRecord", record)), what, why)

    # --- the steps ---------------------------------------------------------------------------------------------------

    def _drawn(self) -> Iterator[PlanStep]:
        """Draw up one step after the other: what it is may follow from how those before it were taken."""
        for partner in self._leaving:
            decision = yield from self._decision(partner)
            takers = yield from self._responsibilities(partner)
            yield from self._roles(partner)
            stand_in = [taker.partner for taker in self._takers.of_partner(partner)[:1]]
            record = Handover(
                id=self._fresh("handover", f"{partner}-hands-over"),
                partner=partner,
                to=tuple(dict.fromkeys(takers or stand_in)),
                decision=decision,
            )
            yield self._record(record, self._handed_over(partner, record.to))
        for partner in self._leaving:
            leave = message("leave: {partner}", partner=self._name(partner))
            yield self._step(end_record(self._world.day, partner), leave, message("the day in question"))

    def _decision(self, partner: str) -> Generator[PlanStep, None, str | None]:
        """A decision of the body that decided last; it is taken to be attended and voted on as that one was."""
        if _HANDOVER not in self._world.template.lists["matters"]:
            return None
        rows = self._ctx.rows_ever("decision")
        last = max((row for row in rows if row.record.body is not None), key=lambda row: row.changed, default=None)
        record = Decision(id=self._fresh("decision", f"{partner}-leaves"), matter=_HANDOVER, subject=partner)
        name = self._name(partner)
        why: Sayable = _BEFORE_THE_LEAVE
        if last is not None:
            record = record.model_copy(update={field: getattr(last.record, field) for field in _ATTENDED})
            why = next_meeting(self._ctx, last.record)
        yield self._record(record, message("decision on the handover: {partner}", partner=name), why)
        if self._ctx.rows_ever("minutes"):
            minutes = Minutes(id=self._fresh("minutes", f"{partner}-leaves"), decisions=(record.id,))
            yield self._record(minutes, message("minutes of it: {partner}", partner=name))
        return record.id

    def _responsibilities(self, partner: str) -> Generator[PlanStep, None, list[str]]:
        takers: list[str] = []
        lost = set(self._duties.lost(self._leaving))
        for share in self._duties.held_by(partner):
            function = self._duties.same(share.function)
            what = message("end the responsibility: {function}", function=self._title(function))
            yield self._step(end_record(self._world.day, share.record, "responsibility"), what)
            taker = next(iter(self._takers.of_function(function)), None)
            if function in lost and taker is not None:
                takers.append(taker.partner)
                yield self._taken_over(share, function, taker.partner)
        return takers

    def _taken_over(self, share: FunctionShare, function: str, taker: str) -> PlanStep:
        record = Responsibility(
            id=self._fresh("responsibility", f"{taker}-for-{share.record}"), partner=taker, function=function, raci="A"
        )
        what = message(
            "accountable from now on, for example: {partner} - {function}",
            partner=self._name(taker),
            function=self._title(function),
        )
        return self._record(record, what)

    def _roles(self, partner: str) -> Iterator[PlanStep]:
        """Name somebody else for each role that is held for others, where nobody else holds it, too."""
        for held in held_alone(self._ctx).get(partner, ()):
            what = message("end the role: {role}", role=self._role(held.role))
            yield self._step(end_record(self._world.day, held.id, "assignment"), what)
            named = self._named_instead(held, partner)
            if named is not None:
                yield named

    def _named_instead(self, held: Assignment, partner: str) -> PlanStep | None:
        """Name the first whom the law allows, of those who could stand in; the first of all where it allows nobody."""
        steps = [
            self._named(held, record)
            for taker in self._takers.of_partner(partner)
            for record in self._successors(held, taker.partner)
        ]
        allowed = (step for step in steps if answer(self._world.template, self._state, [step.command]) is None)
        return next(allowed, steps[0] if steps else None)

    def _named(self, held: Assignment, record: Assignment) -> PlanStep:
        what = message(
            "named instead, for example: {holder}{person} - {role}",
            holder=self._name(record.partner or record.on_behalf_of or ""),
            person=in_brackets([record.person] if record.person else []),
            role=self._role(held.role),
        )
        return self._record(record, what)

    def _successors(self, held: Assignment, taker: str) -> Iterator[Assignment]:
        id_ = self._fresh("assignment", f"{taker}-{held.role}".replace("_", "-"))
        if held.partner is not None:
            yield Assignment(id=id_, role=held.role, partner=taker, at=held.at)
            return
        for row in self._ctx.rows("assignment"):
            if row.record.on_behalf_of == taker and row.record.person is not None:
                yield Assignment(id=id_, role=held.role, person=row.record.person, at=held.at, on_behalf_of=taker)

    # --- words -------------------------------------------------------------------------------------------------------

    def _handed_over(self, partner: str, to: Sequence[str]) -> Sayable:
        takers = listed(map(self._name, to)) if to else message("nobody")
        return message("handover: {partner} to {takers}", partner=self._name(partner), takers=takers)

    def _name(self, partner: str) -> Sayable:
        return self._world.names.get(partner) or as_written(partner)

    def _title(self, function: str) -> Sayable:
        item = self._duties.functions.get(function)
        return as_written(function) if item is None else id_with_title(function, item.title)

    def _role(self, role: str) -> Sayable:
        item = self._world.template.lists["roles"].get(role)
        return as_written(role) if item is None else quoted(item.title)

    def _fresh(self, kind: str, id_: str) -> str:
        number, found = 1, id_[:_LONGEST]
        while self._ctx.exists(kind, found):
            number += 1
            found = f"{id_[:_LONGEST]}-{number}"
        return found


def _as(step: PlanStep, *, accepted: bool, findings: tuple[Finding, ...] = ()) -> PlanStep:
    return PlanStep(step.command, step.what, step.by, step.why, accepted, findings)
