"""The question: one programme on one day, and what each departure is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from partnership.evaluation import View
from partnership.findings import Finding
from partnership.messages import Sayable, message
from partnership.network.phrases import first_of_many
from partnership.network.what_if import words
from partnership.network.what_if.acts import Probe, Probes, Why, ask_acts
from partnership.network.what_if.lapses import Answers
from partnership.network.what_if.later import Later
from partnership.network.what_if.losses import Bonds, Duties, cut_off
from partnership.network.what_if.lost import NAMES_SAID, Lost, harms, in_a_sentence
from partnership.network.what_if.plan import ExitPlan, Planner
from partnership.network.what_if.result import Departures, WhatIf
from partnership.network.what_if.roles import held_alone
from partnership.network.what_if.taking_over import Taker, Takers
from partnership.network.what_if.world import World, answer

_DEFINITION = message(
    "What would be lost if partners left on a day, found by supposing that their leaving is recorded "
    "and asking the rules: a suspension, requirements that are no longer met, duties, roles and "
    "outcomes without anybody, acts that are refused, partners with no way to each other, "
    "requirements of other stages, ties. Departures are compared in this order; the first difference "
    "decides."
)


class Question:
    """One programme on one day: what all departures are held against, found once; linear in the ledger."""

    def __init__(self, world: World) -> None:
        self._world = world
        gates = world.gates(world.state)
        self._law = Answers(gates, world.state)
        self._duties = Duties(gates.ctx)
        self._bonds = Bonds(gates.ctx, world.partners)
        self._roles = held_alone(gates.ctx)
        self._probes = Probes(world).found
        self._titles = words.LossTitles(world.template)

    @property
    def snapshot(self) -> View:
        """The programme on the day that is asked about."""
        return self._world.snapshot

    def departures(self) -> Departures:
        """Return every partner as if it left alone; of a programme that is closed, nobody leaves any more."""
        closed, again = self._world.snapshot.facts.closed, Again(self)
        found = sorted(
            (self.departure((partner,), again) for partner in (self._world.partners if closed is None else ())),
            key=lambda result: (*(-count for count in result.harm), result.leaves),
        )
        again.let_go()
        results = {result.leaves[0]: result for result in found}
        return Departures(
            measure="what_if",
            value={partner: result.value for partner, result in results.items()},
            definition=_DEFINITION,
            source="partnership",
            sentence=self._ranked(list(results)) if closed is None else words.programme_is_over(closed.date),
            parameters={"leaves": None, "on": self._world.day},
            on=self._world.day,
            results=results,
        )

    def _ranked(self, partners: list[str]) -> Sayable:
        day = self._world.day
        if not partners:
            return message("On {day} there is nobody who could leave.", day=day)
        names = first_of_many([self._world.names[partner] for partner in partners], NAMES_SAID, "; ")
        return message(
            "If one partner left on {day}: most is lost with the first of these, then in this order: {names}.",
            day=day,
            names=names,
        )

    def departure(self, leaving: tuple[str, ...], again: Again | None = None) -> WhatIf:
        """Return what would be lost with some partners; what is read later is asked `again`."""
        again = again or Again(self)
        world, lost = self._world, self._lost(leaving, again)
        names = {partner: world.names[partner] for partner in leaving}
        told = in_a_sentence(lost, words.if_they_left(tuple(names.values()), world.day), self._titles, world.names)
        return WhatIf(
            measure="what_if",
            value=harms(lost),
            definition=_DEFINITION,
            source="partnership",
            sentence=told,
            parameters={"leaves": leaving, "on": world.day},
            leaves=leaving,
            names=names,
            on=world.day,
            **lost,
            _titles=self._titles,
            _partners=world.names,
            _kept=Later(lambda: again.question.keeps(leaving)),
            _findings=Later(lambda: again.question.findings(leaving)),
            _takers=Later(lambda: again.question.takers(leaving, lost["functions"])),
            _plan=Later(lambda: again.question.plan(leaving)),
        )

    def _lost(self, leaving: tuple[str, ...], again: Again) -> Lost:
        world, law, duties, bonds = self._world, self._law, self._duties, self._bonds
        with world.without(leaving) as supposed:
            gates = world.gates(supposed)
            lapses, eased, suspension = tuple(law.lapses(gates)), law.eased(gates), law.suspended(gates)
            acts = ask_acts(world, supposed, self._probes, _why(leaving, again))
        wanted, outcomes = duties.outcomes(leaving)
        parts = bonds.parts(leaving)
        return Lost(
            suspension=suspension,
            lapses=lapses,
            gates=law.reopened(lapses),
            eased=eased,
            acts=acts,
            functions=duties.lost(leaving),
            roles=tuple(held.role for partner in leaving for held in self._roles.get(partner, ())),
            wanted=wanted,
            outcomes=outcomes,
            parts=parts,
            pairs=sum(map(cut_off, parts)),
            ties=bonds.ties(leaving),
        )

    # --- read later --------------------------------------------------------------------------------------------------

    def reasons(self, leaving: tuple[str, ...], probe: Probe) -> tuple[Finding, ...]:
        """Return why an act would be refused."""
        with self._world.without(leaving) as supposed:
            return answer(self._world.template, supposed, probe.commands, read=True) or ()

    def keeps(self, leaving: tuple[str, ...]) -> tuple[Finding, ...]:
        """Return what the law has against the leave as things stand."""
        return self._world.keeps(leaving)

    def findings(self, leaving: tuple[str, ...]) -> tuple[Finding, ...]:
        """Return what would newly stand before the next stage or be overdue."""
        world = self._world
        before = {finding.requirement: finding for finding in replace(world.snapshot, date=world.day).missing()}
        with world.without(leaving) as supposed:
            after = View(world.template, supposed, world.day).missing()
        found = []
        for finding in after:
            known = before.get(finding.requirement)
            if known is None:
                found.append(finding)
            elif new := tuple(lack for lack in finding.lacks if lack not in known.lacks):
                found.append(finding.model_copy(update={"lacks": new}))
        return tuple(found)

    def _rank_takers(self, leaving: tuple[str, ...]) -> Takers:
        return Takers(self._world, self._bonds, self._duties, leaving)

    def takers(self, leaving: tuple[str, ...], functions: tuple[str, ...]) -> Mapping[str, tuple[Taker, ...]]:
        """Return who could take over each function that is lost."""
        takers = self._rank_takers(leaving)
        return {function: takers.of_function(function) for function in functions}

    def plan(self, leaving: tuple[str, ...]) -> ExitPlan:
        """Return what would have to be done first, tried."""
        return Planner(self._world, self._law, self._duties, self._rank_takers(leaving), leaving).plan()


class Again:
    """The question, for what is read of its results later; once it was let go, it is put anew.

    Of all departures hardly any is read to the end, and none of them need keep a copy of the history meanwhile.
    """

    def __init__(self, question: Question) -> None:
        self._snapshot = question.snapshot
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


def _why(leaving: tuple[str, ...], again: Again) -> Why:
    return lambda probe: lambda: again.question.reasons(leaving, probe)
