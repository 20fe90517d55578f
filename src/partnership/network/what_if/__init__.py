"""What if a partner leaves: what the law would say then, who holds what, and how one can leave lawfully."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol, overload

from partnership.errors import Fault, InputError, check_choice
from partnership.evaluation import View
from partnership.findings import Finding
from partnership.index import State
from partnership.messages import NOTHING, message
from partnership.network.measures.fragility import pairs_apart
from partnership.network.phrases import first_of_many
from partnership.network.what_if.losses import (
    Answers,
    Bonds,
    Duties,
    Lapse as Lapse,
    Taker as Taker,
    Takers,
    held_alone,
)
from partnership.network.what_if.plan import ExitPlan as ExitPlan, Planner, PlanStep as PlanStep
from partnership.network.what_if.result import HARMS as HARMS, NAMES_SAID, Departures as Departures, WhatIf as WhatIf
from partnership.network.what_if.world import ActAsked as ActAsked, Probes, World, ask_acts, refusal_of
from partnership.values import uncollected

_DEFINITION = message(
    "What would be lost if partners left on a day, found by supposing that their leaving is recorded "
    "and asking the rules: a suspension, requirements that are no longer met, duties, roles and "
    "outcomes without anybody, acts that are refused, partners with no way to each other, "
    "requirements of other stages, ties. Departures are compared in this order; the first difference "
    "decides."
)
_RANKED = message("If one partner left on {day}: most is lost with the first of these, then in this order: {names}.")


class Kept(Protocol):
    """A programme, as far as it is asked here."""

    @property
    def state(self) -> State:
        """All that is true, as a value."""

    def as_of(self, day: dt.date) -> View:
        """Return the programme on a day."""


@overload
def what_if(programme: Kept | View, *, leaves: None = None, on: dt.date | None = None) -> Departures: ...


@overload
def what_if(programme: Kept | View, *, leaves: str | Iterable[str], on: dt.date | None = None) -> WhatIf: ...


def what_if(
    programme: Kept | View, *, leaves: str | Iterable[str] | None = None, on: dt.date | None = None
) -> Departures | WhatIf:
    """Return what would be lost if some partners left on a day; without `leaves`, for each partner by itself, ranked.

    The leave is supposed to be written down on the day (that of the snapshot, or the latest of the programme) on top of
    all that is known; whatever is said of the law, its gates and its acts is then asked of the engine. The programme is
    left exactly as it was. Ranked by `HARMS`, the most harmful first, then by id. One departure costs what it
    touches; what all of them are held against is linear in the ledger.

    What is known to have happened later is known here, too; give `as_known` of a day to ask what was known then.

    Raises:
        InputError: if nobody is named.
        UnknownName: if there has never been such a partner; the nearest is proposed.
        NotLawful: if one of them is not there on that day: not yet, or not any more.
    """
    if leaves is None:
        with uncollected():  # a copy of the history and what is said of each departure: all of it is kept
            return Question(_world(programme, on)).departures()
    world = _world(programme, on)
    leaving = (leaves,) if isinstance(leaves, str) else tuple(dict.fromkeys(leaves))
    if not leaving:
        raise InputError(Fault(None, message("leaves: nobody is named")))
    for partner in leaving:
        check_choice(partner, world.known, message("partner"))
    question = Question(world)
    return question.departure(leaving, Again(question))


def _world(programme: Kept | View, on: dt.date | None) -> World:
    if isinstance(programme, View):
        return World(programme if on is None else replace(programme, date=on))
    if not hasattr(programme, "as_of") or not hasattr(programme, "state"):
        found = message("{type:a} is not a programme", type=type(programme).__name__)
        expected, hint = message("a programme, or a snapshot of one"), message("of a graph ask exit_impact")
        raise InputError(Fault(None, found, expected=expected, hint=hint))
    return World(programme.as_of(on or programme.state.horizon))


class Question:
    """One programme on one day: what all departures are held against, found once; linear in the ledger."""

    def __init__(self, world: World) -> None:
        self.world = world
        gates = world.gates(world.state)
        self._law = Answers(gates, world.state)
        self._duties = Duties(gates.ctx)
        self._bonds = Bonds(gates.ctx, world.partners)
        self._roles = held_alone(gates.ctx)
        self._probes = Probes(world).found

    def departures(self) -> Departures:
        """Return every partner as if it left alone; of a programme that is closed, nobody leaves any more."""
        world, again = self.world, Again(self)
        closed, day = world.snapshot.facts.closed, world.day
        partners = world.partners if closed is None else ()
        found = [self.departure((partner,), again) for partner in partners]
        found.sort(key=lambda result: (*(-count for count in result.harm), result.leaves))
        again.let_go()
        names = first_of_many([world.names[result.leaves[0]] for result in found], NAMES_SAID, "; ")
        said = _RANKED.given(day=day, names=names)
        if closed is not None:
            said = message("The programme was closed on {day}: nobody can leave it any more.", day=closed.date)
        elif not found:
            said = message("On {day} there is nobody who could leave.", day=day)
        return Departures(
            measure="what_if",
            value={result.leaves[0]: result.value for result in found},
            definition=_DEFINITION,
            source="partnership",
            sentence=said,
            parameters={"leaves": None, "on": day},
            on=day,
            results={result.leaves[0]: result for result in found},
        )

    def departure(self, leaving: tuple[str, ...], again: Again) -> WhatIf:
        """Return what would be lost with some partners; what is read later is asked `again`."""
        world, law = self.world, self._law
        with world.without(leaving) as supposed:
            gates = world.gates(supposed)
            lapses, eased, suspension = tuple(law.lapses(gates)), law.eased(gates), law.suspended(gates)
            acts = ask_acts(world, supposed, self._probes, lambda act: again.question.reasons(leaving, act))
        wanted, outcomes = self._duties.outcomes(leaving)
        parts = self._bonds.parts(leaving)
        found = WhatIf(
            measure="what_if",
            value={},
            definition=_DEFINITION,
            source="partnership",
            sentence=NOTHING,
            parameters={"leaves": leaving, "on": world.day},
            leaves=leaving,
            names={partner: world.names[partner] for partner in leaving},
            on=world.day,
            suspension=suspension,
            lapses=lapses,
            gates=law.reopened(lapses),
            eased=eased,
            acts=acts,
            functions=self._duties.lost(leaving),
            roles=tuple(held.role for partner in leaving for held in self._roles.get(partner, ())),
            wanted=wanted,
            outcomes=outcomes,
            parts=parts,
            pairs=sum(pairs_apart([len(part) for part in group]) for group in parts),
            ties=self._bonds.ties(leaving),
            _template=world.template,
            _partners=world.names,
            _again=again,
        )
        return replace(found, value=dict(zip(HARMS, found.harm, strict=True)), sentence=found.in_a_sentence())

    # --- read later --------------------------------------------------------------------------------------------------

    def reasons(self, leaving: tuple[str, ...], act: ActAsked) -> tuple[Finding, ...]:
        """Return why an act would be refused."""
        with self.world.without(leaving) as supposed:
            return refusal_of(self.world.template, supposed, act.commands, read=True) or ()

    def findings(self, leaving: tuple[str, ...]) -> tuple[Finding, ...]:
        """Return what would newly stand before the next stage or be overdue."""
        world = self.world
        before = {finding.requirement: finding.lacks for finding in replace(world.snapshot, date=world.day).missing()}
        with world.without(leaving) as supposed:
            after = View(world.template, supposed, world.day).missing()
        found = []
        for finding in after:
            new = tuple(lack for lack in finding.lacks if lack not in before.get(finding.requirement, ()))
            if finding.requirement not in before:
                found.append(finding)
            elif new:
                found.append(finding.model_copy(update={"lacks": new}))
        return tuple(found)

    def takers(self, leaving: tuple[str, ...]) -> Takers:
        """Return who could take over from some who leave."""
        return Takers(self.world, self._bonds, self._duties, leaving)

    def plan(self, leaving: tuple[str, ...]) -> ExitPlan:
        """Return what would have to be done first, tried."""
        return Planner(self.world, self._law, self._duties, self.takers(leaving), leaving).plan()


class Again:
    """The question, for what is read of its results later; once it was let go, it is put anew.

    Of all departures hardly any is read to the end, and none of them need keep a copy of the history meanwhile.
    """

    def __init__(self, question: Question) -> None:
        self._snapshot = question.world.snapshot
        self._question: Question | None = question

    @property
    def question(self) -> Question:
        """The question, of the state that was given."""
        if self._question is None:
            self._question = Question(World(self._snapshot))
        return self._question

    def let_go(self) -> None:
        """Keep the question no longer."""
        self._question = None
