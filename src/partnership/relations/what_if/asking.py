"""What if: the question, put to the engine on a supposed ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol, overload

from partnership.errors import Fault, InputError, UnknownName
from partnership.findings import Finding
from partnership.readiness import Readiness, Snapshot
from partnership.relations.saying import Pair, pair, text
from partnership.relations.what_if import words
from partnership.relations.what_if.acts import Probe, Probes, Why, asked, newly_refused
from partnership.relations.what_if.lapses import Law
from partnership.relations.what_if.later import Later
from partnership.relations.what_if.losses import Bonds, Duties, cut_off
from partnership.relations.what_if.plan import Plan, Planner
from partnership.relations.what_if.result import HARMS, Departures, WhatIf
from partnership.relations.what_if.roles import held_alone
from partnership.relations.what_if.taking_over import Taker, Takers
from partnership.relations.what_if.world import World, answer
from partnership.state import State
from partnership.values import Text

_DEFINITION = Text.of(
    "What would be lost if partners left on a day, as the law itself answers when their leave is supposed to be written"
    " down: a suspension, requirements that stop holding, acts that are refused, duties and outcomes without anybody,"
    " partners cut off from each other. Departures are compared in this order, the first difference decides.",
    "Что будет потеряно, если партнёры уйдут в этот день: так отвечает само правило, когда их выход условно внесён."
    " Приостановка, требования, которые перестают выполняться, действия, в которых отказано, обязанности и результаты"
    " без ответственного, партнёры без связи друг с другом. Выходы сравниваются в этом порядке по первому различию.",
)
_NAMES_SAID = 3


class Kept(Protocol):
    """A programme, as far as it is asked here."""

    @property
    def state(self) -> State:
        """All that is true, as a value."""

    def as_of(self, day: dt.date) -> Snapshot:
        """Return the programme on a day."""


@overload
def what_if(programme: Kept | Snapshot, *, leaves: None = None, on: dt.date | None = None) -> Departures: ...


@overload
def what_if(programme: Kept | Snapshot, *, leaves: str | Iterable[str], on: dt.date | None = None) -> WhatIf: ...


def what_if(
    programme: Kept | Snapshot, *, leaves: str | Iterable[str] | None = None, on: dt.date | None = None
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
    question = _Question(_world(programme, on))
    if leaves is None:
        return question.departures()
    leaving = (leaves,) if isinstance(leaves, str) else tuple(dict.fromkeys(leaves))
    if not leaving:
        raise InputError(Fault(None, Text.of("leaves: nobody is named", "leaves: никто не назван")))
    known = question.world.tables.firsts["partner"]
    for partner in leaving:
        if partner not in known:
            raise UnknownName(partner, known, Text.of("partner", "партнёр"))
    return question.departure(leaving)


def _world(programme: Kept | Snapshot, on: dt.date | None) -> World:
    if isinstance(programme, Snapshot):
        return World(programme if on is None else replace(programme, date=on))
    return World(programme.as_of(on or programme.state.horizon))


class _Question:
    """One programme on one day: what all departures are held against, found once."""

    def __init__(self, world: World) -> None:
        self.world = world
        tables = world.tables
        self._law = Law(world.template, tables)
        self._duties = Duties(world.template, tables)
        self._bonds = Bonds(tables, world.partners)
        self._probes = Probes(world).found
        self._titles = words.Titles(world.template)

    def departures(self) -> Departures:
        """Return every partner as if it left alone."""
        found = sorted(
            (self.departure((partner,)) for partner in self.world.partners),
            key=lambda result: (*(-count for count in result.harm), result.leaves),
        )
        results = {result.leaves[0]: result for result in found}
        return Departures(
            measure="what_if",
            value={partner: result.value for partner, result in results.items()},
            definition=_DEFINITION,
            source="partnership",
            sentence=text(self._ranked(list(results))),
            parameters={"leaves": None, "on": self.world.day},
            on=self.world.day,
            results=results,
        )

    def _ranked(self, partners: list[str]) -> Pair:
        day = words.day_said(self.world.day)
        if not partners:
            return f"On {day[0]} there is nobody who could leave.", f"{day[1]}: выйти некому."
        named = [pair(self.world.names[partner]) for partner in partners]
        said = words.several(named, _NAMES_SAID)
        return (
            f"On {day[0]} most would be lost with the first of these, then in this order: {said[0]}.",
            f"{day[1]}: больше всего будет потеряно с первым из них, далее по порядку: {said[1]}.",
        )

    def departure(self, leaving: tuple[str, ...]) -> WhatIf:
        """Return what would be lost with some partners."""
        world, law = self.world, self._law
        with world.without(leaving) as tables:
            readiness = Readiness.of(world.template, tables)
            lapses, eased = tuple(law.lapses(readiness)), law.eased(readiness)
            suspension = readiness.suspension() if law.suspension is None else None
            acts = asked(world, tables, self._probes, self._why(leaving))
        functions = self._duties.lost(leaving)
        wanted, outcomes = self._duties.outcomes(leaving)
        parts, ties = self._bonds.parts(leaving), self._bonds.ties(leaving)
        pairs = sum(map(cut_off, parts))
        refused = newly_refused(acts)
        roles = tuple(held.role for partner in leaving for _, held in held_alone(world.tables, partner))
        counts = (
            int(suspension is not None),
            sum(lapse.blocks and lapse.due for lapse in lapses),
            len(functions),
            len(roles),
            len(wanted),
            len(outcomes),
            len(refused),
            pairs,
            sum(lapse.blocks and not lapse.due for lapse in lapses),
            ties,
        )
        names = {partner: world.names[partner] for partner in leaving}
        why = () if suspension is None else suspension.unmet
        told = words.in_a_sentence(
            words.opening(names.values(), world.day),
            (
                words.suspended(suspension, self._titles, _NAMES_SAID),
                words.lapsed([lapse for lapse in lapses if lapse.requirement not in why], world.names, _NAMES_SAID),
                words.unanswered(functions, self._titles, _NAMES_SAID),
                words.vacant(roles, self._titles, _NAMES_SAID),
                words.unproduced(wanted, outcomes, self._titles, _NAMES_SAID),
                words.refused(refused, _NAMES_SAID),
                words.cut(pairs),
                words.untied(ties),
            ),
        )
        return WhatIf(
            measure="what_if",
            value=dict(zip(HARMS, counts, strict=True)),
            definition=_DEFINITION,
            source="partnership",
            sentence=text(told),
            parameters={"leaves": leaving, "on": world.day},
            leaves=leaving,
            names=names,
            on=world.day,
            suspension=suspension,
            lapses=lapses,
            gates=law.reopened(world.template, lapses),
            eased=eased,
            acts=acts,
            functions=functions,
            roles=roles,
            wanted=wanted,
            outcomes=outcomes,
            parts=parts,
            pairs=pairs,
            ties=ties,
            _titles=self._titles,
            _partners=world.names,
            _kept=Later(lambda: world.keeps(leaving)),
            _findings=Later(lambda: self._findings(leaving)),
            _takers=Later(lambda: self._takers(leaving, functions)),
            _plan=Later(lambda: self._plan(leaving)),
        )

    # --- read later --------------------------------------------------------------------------------------------------

    def _why(self, leaving: tuple[str, ...]) -> Why:
        def reasons(probe: Probe) -> tuple[Finding, ...]:
            with self.world.without(leaving) as tables:
                return answer(self.world.template, tables, probe.commands, read=True) or ()

        return lambda probe: lambda: reasons(probe)

    def _findings(self, leaving: tuple[str, ...]) -> tuple[Finding, ...]:
        world = self.world
        before = {finding.requirement: finding for finding in replace(world.snapshot, date=world.day).missing()}
        with world.without(leaving) as tables:
            after = Snapshot(world.template, State(tables, len(tables.entries)), world.day).missing()
        found = []
        for finding in after:
            known = before.get(finding.requirement)
            if known is None:
                found.append(finding)
            elif new := tuple(lack for lack in finding.lacks if lack not in known.lacks):
                found.append(finding.model_copy(update={"lacks": new}))
        return tuple(found)

    def _rank_takers(self, leaving: tuple[str, ...]) -> Takers:
        return Takers(self.world, self._bonds, self._duties, leaving)

    def _takers(self, leaving: tuple[str, ...], functions: tuple[str, ...]) -> Mapping[str, tuple[Taker, ...]]:
        takers = self._rank_takers(leaving)
        return {function: takers.of_function(function) for function in functions}

    def _plan(self, leaving: tuple[str, ...]) -> Plan:
        return Planner(self.world, self._law, self._duties, self._rank_takers(leaving), leaving).plan()
