"""The question: one programme on one day, and what each departure is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from partnership.evaluation import View
from partnership.findings import Finding
from partnership.messages import Sayable, message
from partnership.relations.saying import day_said
from partnership.relations.what_if import words
from partnership.relations.what_if.acts import Probe, Probes, Why, asked
from partnership.relations.what_if.lapses import Law
from partnership.relations.what_if.later import Later
from partnership.relations.what_if.losses import Bonds, Duties, cut_off
from partnership.relations.what_if.lost import NAMES_SAID, Lost, harms, in_a_sentence
from partnership.relations.what_if.plan import Plan, Planner
from partnership.relations.what_if.result import Departures, WhatIf
from partnership.relations.what_if.roles import held_alone
from partnership.relations.what_if.taking_over import Taker, Takers
from partnership.relations.what_if.world import World, answer

_DEFINITION = message(
    "What would be lost if partners left on a day, as the law itself answers when their leave is "
    "supposed to be written down: a suspension, requirements that stop holding, duties, roles and "
    "outcomes without anybody, acts that are refused, partners with no way to each other, "
    "requirements of other stages, ties. Departures are compared in this order; the first difference "
    "decides."
)


class Question:
    """One programme on one day: what all departures are held against, found once; linear in the ledger."""

    def __init__(self, world: World) -> None:
        self._world = world
        gates = world.gates(world.state)
        self._law = Law(gates, world.state)
        self._duties = Duties(gates.ctx)
        self._bonds = Bonds(gates.ctx, world.partners)
        self._roles = held_alone(gates.ctx)
        self._probes = Probes(world).found
        self._titles = words.Titles(world.template)

    def departures(self) -> Departures:
        """Return every partner as if it left alone; of a programme that is closed, nobody leaves any more."""
        closed = self._world.snapshot.facts.closed
        found = sorted(
            (self.departure((partner,)) for partner in (self._world.partners if closed is None else ())),
            key=lambda result: (*(-count for count in result.harm), result.leaves),
        )
        results = {result.leaves[0]: result for result in found}
        return Departures(
            measure="what_if",
            value={partner: result.value for partner, result in results.items()},
            definition=_DEFINITION,
            source="partnership",
            sentence=self._ranked(list(results)) if closed is None else words.closed(closed.date),
            parameters={"leaves": None, "on": self._world.day},
            on=self._world.day,
            results=results,
        )

    def _ranked(self, partners: list[str]) -> Sayable:
        day = day_said(self._world.day)
        if not partners:
            return message("On {day} there is nobody who could leave.", day=day)
        names = words.several([self._world.names[partner] for partner in partners], NAMES_SAID, "; ")
        return message(
            "If one partner left on {day}: most is lost with the first of these, then in this order: {names}.",
            day=day,
            names=names,
        )

    def departure(self, leaving: tuple[str, ...]) -> WhatIf:
        """Return what would be lost with some partners."""
        world, lost = self._world, self._lost(leaving)
        names = {partner: world.names[partner] for partner in leaving}
        told = in_a_sentence(lost, words.opening(tuple(names.values()), world.day), self._titles, world.names)
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
            _kept=Later(lambda: world.keeps(leaving)),
            _findings=Later(lambda: self._findings(leaving)),
            _takers=Later(lambda: self._takers(leaving, lost["functions"])),
            _plan=Later(lambda: self._plan(leaving)),
        )

    def _lost(self, leaving: tuple[str, ...]) -> Lost:
        world, law, duties, bonds = self._world, self._law, self._duties, self._bonds
        with world.without(leaving) as supposed:
            gates = world.gates(supposed)
            lapses, eased, suspension = tuple(law.lapses(gates)), law.eased(gates), law.suspended(gates)
            acts = asked(world, supposed, self._probes, self._why(leaving))
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

    def _why(self, leaving: tuple[str, ...]) -> Why:
        def reasons(probe: Probe) -> tuple[Finding, ...]:
            with self._world.without(leaving) as supposed:
                return answer(self._world.template, supposed, probe.commands, read=True) or ()

        return lambda probe: lambda: reasons(probe)

    def _findings(self, leaving: tuple[str, ...]) -> tuple[Finding, ...]:
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

    def _takers(self, leaving: tuple[str, ...], functions: tuple[str, ...]) -> Mapping[str, tuple[Taker, ...]]:
        takers = self._rank_takers(leaving)
        return {function: takers.of_function(function) for function in functions}

    def _plan(self, leaving: tuple[str, ...]) -> Plan:
        return Planner(self._world, self._law, self._duties, self._rank_takers(leaving), leaving).plan()
