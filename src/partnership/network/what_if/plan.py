"""A plan: what has to be done first so that a partner can leave, as commands that are really put before the door.

The order is: the decision to hand over, where the template knows one; each responsibility, function by function; each
role that is held for others; the handover record; the leave. Every step is dated by the day of leaving, since that is
the last day on which it helps: with the leave the law counts what is missing. Where a template says how often a body
meets, the next meeting that is due is named, too. No other day is given, and no number that is not of the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields, is_dataclass
from itertools import chain, count
from typing import Any

from partnership.acts import AddRecord, Command
from partnership.decisions import decide
from partnership.errors import Refused
from partnership.evaluation import Context, Suspension
from partnership.findings import Finding
from partnership.messages import Message, Sayable, as_written, in_brackets, joined, listed, message, quoted
from partnership.network.phrases import id_with_title
from partnership.network.what_if.losses import Answers, Duties, Lapse, Takers, held_alone
from partnership.network.what_if.world import World, end_record, refusal_of
from partnership.records import AnyRecord, Assignment, Decision, Handover, Minutes, Responsibility
from partnership.template.core import Cadence, Reference
from partnership.values import Duration

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
    """Draws up the steps for some who leave, each of which may follow from how those before it were taken."""

    def __init__(self, world: World, law: Answers, duties: Duties, takers: Takers, leaving: Sequence[str]) -> None:
        self._world, self._law, self._duties, self._takers, self._leaving = world, law, duties, takers, leaving
        self._state, self._stack = world.state, ExitStack()
        self._steps: list[PlanStep] = []

    def plan(self) -> ExitPlan:
        """Return the steps, each as the door took it."""
        with self._stack:
            for partner in self._leaving:
                decision = self._decide(partner)
                takers = self._pass_on_duties(partner)
                self._pass_on_roles(partner)
                to = takers or [taker.partner for taker in self._takers.of_partner(partner)[:1]]
                heirs = tuple(dict.fromkeys(to))
                id_ = self._fresh("handover", f"{partner}-hands-over")
                names = listed(map(self._name, heirs)) if heirs else message("nobody")
                said = message("handover: {partner} to {takers}", partner=self._name(partner), takers=names)
                self._record(Handover(id=id_, partner=partner, to=heirs, decision=decision), said)
            for partner in self._leaving:
                leave = message("leave: {partner}", partner=self._name(partner))
                self._take(end_record(self._world.day, partner), leave, message("the day in question"))
            if not all(step.accepted for step in self._steps):
                return ExitPlan(tuple(self._steps), (), None)
            gates = self._world.gates(self._state)
            return ExitPlan(tuple(self._steps), tuple(self._law.lapses(gates)), self._law.suspended(gates))

    @property
    def _ctx(self) -> Context:
        """Where what has been supposed by now is asked."""
        return self._world.context(self._state)

    def _take(self, command: Command, what: Sayable, why: Sayable = _BEFORE_THE_LEAVE) -> None:
        """Add a step, and try it unless one before it was refused."""
        accepted, findings = None, tuple[Finding, ...]()
        if not any(step.accepted is False for step in self._steps):
            try:
                entries = decide(self._world.template, self._state, command)
            except Refused as refusal:
                accepted, findings = False, refusal.findings
            else:
                self._state, accepted = self._stack.enter_context(self._state.suppose(*entries)), True
        self._steps.append(PlanStep(command, what, self._world.day, why, accepted, findings))

    def _record(self, record: AnyRecord, what: Sayable, why: Sayable = _BEFORE_THE_LEAVE) -> None:
        self._take(AddRecord(on=self._world.day, record=record), what, why)

    # --- the steps ---------------------------------------------------------------------------------------------------

    def _decide(self, partner: str) -> str | None:
        """A decision of the body that decided last; it is taken to be attended and voted on as that one was."""
        if _HANDOVER not in self._world.template.lists["matters"]:
            return None
        rows = self._ctx.rows_ever("decision")
        last = max((row for row in rows if row.record.body is not None), key=lambda row: row.changed, default=None)
        record = Decision(id=self._fresh("decision", f"{partner}-leaves"), matter=_HANDOVER, subject=partner)
        why: Sayable = _BEFORE_THE_LEAVE
        if last is not None:
            record = record.model_copy(update={field: getattr(last.record, field) for field in _ATTENDED})
            why = _next_meeting(self._ctx, last.record)
        self._record(record, message("decision on the handover: {partner}", partner=self._name(partner)), why)
        if self._ctx.rows_ever("minutes"):
            minutes = Minutes(id=self._fresh("minutes", f"{partner}-leaves"), decisions=(record.id,))
            self._record(minutes, message("minutes of it: {partner}", partner=self._name(partner)))
        return record.id

    def _pass_on_duties(self, partner: str) -> list[str]:
        """End what a partner answers for, and name somebody for what would be lost; return who is named."""
        takers: list[str] = []
        lost = set(self._duties.lost(self._leaving))
        for share in self._duties.held_by(partner):
            function = self._duties.same(share.function)
            item = self._duties.functions.get(function)
            title = as_written(function) if item is None else id_with_title(function, item.title)
            what = message("end the responsibility: {function}", function=title)
            self._take(end_record(self._world.day, share.id, "responsibility"), what)
            for taker in self._takers.of_function(function)[:1] if function in lost else ():
                takers.append(taker.partner)
                id_ = self._fresh("responsibility", f"{taker.partner}-for-{share.id}")
                what = message("accountable from now on, for example: {partner} - {function}")
                what = what.given(partner=self._name(taker.partner), function=title)
                self._record(Responsibility(id=id_, partner=taker.partner, function=function, raci="A"), what)
        return takers

    def _pass_on_roles(self, partner: str) -> None:
        """Name somebody else for each role that is held for others, where nobody else holds it, too.

        That is the first whom the law allows, of those who could stand in; the first of all where it allows nobody.
        """
        day, template = self._world.day, self._world.template
        for held in held_alone(self._ctx).get(partner, ()):
            item = template.lists["roles"].get(held.role)
            role = as_written(held.role) if item is None else quoted(item.title)
            self._take(end_record(day, held.id, "assignment"), message("end the role: {role}", role=role))
            heirs = [each for taker in self._takers.of_partner(partner) for each in self._heirs(held, taker.partner)]
            acts = [AddRecord(on=day, record=heir) for heir in heirs]
            allowed = (heir for heir, act in zip(heirs, acts, strict=True) if not self._is_refused(act))
            named = next(allowed, heirs[0] if heirs else None)
            if named is not None:
                what = message("named instead, for example: {holder}{person} - {role}", role=role)
                holder = self._name(named.partner or named.on_behalf_of or "")
                person = in_brackets([named.person] if named.person else [])
                self._record(named, what.given(holder=holder, person=person))

    def _is_refused(self, act: Command) -> bool:
        return refusal_of(self._world.template, self._state, [act]) is not None

    def _heirs(self, held: Assignment, taker: str) -> Iterator[Assignment]:
        id_ = self._fresh("assignment", f"{taker}-{held.role}".replace("_", "-"))
        if held.partner is not None:
            yield Assignment(id=id_, role=held.role, partner=taker, at=held.at)
            return
        for row in self._ctx.rows("assignment"):
            if row.record.on_behalf_of == taker and row.record.person is not None:
                yield Assignment(id=id_, role=held.role, person=row.record.person, at=held.at, on_behalf_of=taker)

    def _name(self, partner: str) -> Sayable:
        return self._world.names.get(partner) or as_written(partner)

    def _fresh(self, kind: str, id_: str) -> str:
        first = id_[:_LONGEST]
        ids = chain([first], (f"{first}-{number}" for number in count(2)))
        return next(found for found in ids if not self._ctx.exists(kind, found))


# --- meetings ---------------------------------------------------------------------------------------------------------


def _next_meeting(ctx: Context, last: Decision) -> Sayable:
    """Say by when the body that decided last meets again, and that it is taken to decide as it did then.

    The day is there only where the template says how often a meeting is held, and where one has been.
    """
    as_last = message("assuming the same turnout and votes as for '{decision}'", decision=last.id)
    held = [row.changed for row in ctx.rows("meeting") if (row.record.state, row.record.body) == ("held", last.body)]
    every = _cadence(ctx)
    if not held or every is None:
        return as_last
    name, duration = every
    due = duration.after(max(held))
    if due > ctx.day:
        said = message(
            "the next meeting is due by {day} (the last was on {last}; {name}: {often}), but an earlier one is needed"
        )
    else:
        said = message("the next meeting is due by {day} (the last was on {last}; {name}: {often})")
    meeting = said.given(day=due, last=max(held), name=name, often=duration)
    return joined([meeting, as_last], Message("; "))


def _cadence(ctx: Context) -> tuple[str, Duration] | None:
    """Return how often meetings are held, and the parameter (or the requirement) that says so."""
    parameters = ctx.tables.binding.parameters
    for requirement in ctx.tables.plan.template.requirements.values():
        for asked in _cadences(requirement.core):
            if asked.of.source != "meetings":
                continue
            if isinstance(asked.every, Duration):
                return requirement.id, asked.every
            found = parameters.get(asked.every.path[0]) if asked.every.name == "param" else None
            if isinstance(found, Duration):
                return asked.every.path[0], found
    return None


def _cadences(what: Any) -> Iterator[Cadence]:
    """Yield every cadence within a rule."""
    if isinstance(what, Cadence):
        yield what
    elif isinstance(what, tuple):
        for part in what:
            yield from _cadences(part)
    elif is_dataclass(what) and not isinstance(what, Reference | type):
        for field in fields(what):
            yield from _cadences(getattr(what, field.name))
