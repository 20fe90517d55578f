"""Which form the governance of a network has, and since when: shared, a lead organisation, or an own administration.

The three forms are those of Provan, K. G., Kenis, P. (2008). How they are told from a ledger is ours: the form follows
from who has been named to coordinate; what people live, which may be something else, is told beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import Any, Final, Literal, NamedTuple

from partnership.errors import check_choice
from partnership.evaluation import View
from partnership.messages import NOTHING, Message, Rounded, Sayable, in_brackets, in_context, message
from partnership.network.figure import Figure
from partnership.network.implied import PartnerSides, Standings
from partnership.network.measures.centrality import centralisation, tied_pairs
from partnership.network.measures.options import check_number
from partnership.network.network import Network
from partnership.network.phrases import sentence
from partnership.network.sources import snapshot_of
from partnership.network.views import partner_network
from partnership.records import Body, Partner

GovernanceForm = Literal["shared", "lead", "administrative"]
"""Shared among the partners; led by one of them; or run by an organisation, body or person that does nothing else."""

CoordinationPractice = Literal["brokered", "shared"]
"""Whether the ties that people live run through one partner, or between all."""

COORDINATING: Final = ("programme_coordinator", "coordinator")
"""Roles whose holder coordinates a programme, as far as the law has them."""

ADMINISTRATIVE: Final = ("centre", "council")
"""Types of bodies that can run a network of their own right."""

_SOURCE = (
    "Provan, K. G., Kenis, P. (2008). Modes of network governance: structure, management, and effectiveness. Journal "
    "of Public Administration Research and Theory 18(2), 229-252, for the forms; criteria and thresholds: partnership, "
    "assumption"
)
_FORMS: Final[dict[GovernanceForm, Sayable]] = {
    "shared": message("shared by the partners"),
    "lead": message("a lead organisation"),
    "administrative": message("an administrative organisation of its own"),
}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that was looked at: the figure found, what it was held against, and the form that it speaks for."""

    id: str
    title: Sayable
    figure: Fraction | float | str | None
    threshold: Fraction | int | None = None
    speaks_for: GovernanceForm | None = None


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which the form was the same, in the same hands; `end` is the first day after it, None if it goes on."""

    start: dt.date
    end: dt.date | None
    form: GovernanceForm
    coordinators: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernanceFound(Figure[GovernanceForm | None]):
    """The form in force; None while there are too few partners to be a network.

    `coordinators` are ids of partners, of a body, or of a person on nobody's behalf. `practice` tells how ties are
    lived. `history` has one spell after the other; a day of change is where one begins.
    """

    criteria: tuple[Criterion, ...]
    coordinators: tuple[str, ...]
    practice: CoordinationPractice | None
    history: tuple[Spell, ...]

    @property
    def since(self) -> dt.date | None:
        """The day since which the form is as it is, in the same hands."""
        return self.history[-1].start if self.value is not None else None


def governance(
    snapshot: View,
    *,
    roles: Collection[str] | None = None,
    administrative: Collection[str] = ADMINISTRATIVE,
    delivers: Fraction | float = 0,
    brokered: Fraction | float = Fraction(1, 2),
    least: int = 3,
) -> GovernanceFound:
    """Return the form of governance on the snapshot's day, each criterion with its figure, and when the form changed.

    With fewer than `least` partners there is no network (Provan and Kenis: three or more). An administration apart: a
    body of an `administrative` type has taken over the roles (a succession) or is where the coordinating role is held;
    or the coordinator is a person on nobody's behalf (Provan and Kenis: it may be a single individual); or it is a
    partner who has no more than the share `delivers` of the functions that partners carry out or answer for, while
    others have the rest. A lead organisation: exactly one partner holds a coordinating role, and has functions of its
    own or nobody is known to have any, as in the first weeks. Shared: nobody coordinates, or several do.

    `roles` are the coordinating ones (`COORDINATING` where left out), held for the whole or in a body. `practice` is
    brokered from a degree centralisation of `brokered` on, and None without a tie. All thresholds are assumptions.

    Raises:
        UnknownName: if the law has no such role.
    """
    known = snapshot_of(snapshot).template.lists["roles"]
    chosen = tuple(role for role in COORDINATING if role in known) if roles is None else tuple(roles)
    for role in chosen:
        check_choice(role, known, message("role"))
    check_number(float(delivers), 0, 1, in_context("option", "delivers"))
    check_number(float(brokered), 0, 1, in_context("option", "brokered"))
    rule = _Rule(Fraction(delivers), least)
    coordinating = _Coordinating(snapshot, chosen, administrative)
    found = coordinating.on(snapshot.date.toordinal())
    form, history = rule.form(found), coordinating.spells(rule)
    lived = _lived(partner_network(snapshot), found, Fraction(brokered))
    return GovernanceFound(
        measure="governance",
        value=form,
        definition=message(
            "Who governs the network: its partners together, one of them as a lead organisation, or an "
            "administrative organisation of its own."
        ),
        source=_SOURCE,
        sentence=message("Too few partners for a network.")
        if form is None
        else sentence(*_said(snapshot, form, found, history), *_practised(lived)),
        parameters={
            "roles": chosen,
            "administrative": tuple(administrative),
            "delivers": delivers,
            "brokered": brokered,
            "least": least,
        },
        criteria=_criteria(found, rule, lived, Fraction(brokered)),
        coordinators=found.coordinators,
        practice=lived.practice,
        history=history,
    )


def _criteria(found: _Coordination, rule: _Rule, lived: _Lived, brokered: Fraction) -> tuple[Criterion, ...]:
    """Return all that is looked at: first how the programme is coordinated, then how ties are lived."""
    held: GovernanceForm | None = None if found.body is not None else "lead" if len(found.holders) == 1 else "shared"
    taken: GovernanceForm | None = None if found.body is None else "administrative"
    shared: GovernanceForm | None = "shared" if lived.practice == "shared" else None
    own = message("share of functions that the coordinator has itself")
    gathered = message("centralisation of lived ties (by their number)")
    return (
        Criterion("partners", in_context("criterion", "partners"), found.partners, rule.least),
        Criterion("holders", message("holders of the coordinating role"), len(found.holders), 1, held),
        Criterion("body", message("body that has taken the coordination over"), found.body, None, taken),
        Criterion("functions", message("functions that partners carry out or answer for"), found.functions, 1),
        Criterion("own_functions", own, found.own, rule.delivers, rule.by_functions(found)),
        Criterion("centralisation", gathered, lived.centralisation, brokered, shared),
        Criterion("density", message("share of pairs that are tied"), lived.density),
        Criterion("reach", message("share of the others to whom the coordinator is tied"), lived.reach),
    )


class _Lived(NamedTuple):
    """How ties are lived; `reach`: the share of the others to whom the only coordinator is tied."""

    practice: CoordinationPractice | None
    centralisation: float | None
    density: float | None
    reach: Fraction | None


def _lived(network: Network, found: _Coordination, brokered: Fraction) -> _Lived:
    simple, reach = network.simple("count"), None
    central = centralisation(network, directed=False).value
    practice: CoordinationPractice = "brokered" if central is not None and central >= brokered else "shared"
    who = found.holders[0][1] if len(found.holders) == 1 else None
    if who in simple.positions and len(network) > 1:
        reach = Fraction(len(simple.around[simple.positions[who]]), len(network) - 1)
    known = practice if central is not None and simple.arcs else None
    return _Lived(known, central, tied_pairs(network), reach)


# --- who coordinates -------------------------------------------------------------------------------------------------

CoordinatorKey = tuple[Literal["partner", "body", "person"], str]
"""Who coordinates, by kind and id."""


@dataclass(frozen=True, slots=True)
class _Coordination:
    """How a programme was coordinated on a day.

    `holders`: the partners, or persons on nobody's behalf, who hold a coordinating role. `body`: an administrative body
    that has taken over. `functions`: how many some partner carries out or answers for. `own_functions`: how many of
    them the only holder does.
    """

    partners: int
    holders: tuple[CoordinatorKey, ...]
    body: str | None
    functions: int
    own_functions: int

    @property
    def own(self) -> Fraction | None:
        """The share of those functions that the holder has; None where there are none, or there is not one holder."""
        return Fraction(self.own_functions, self.functions) if self.functions and len(self.holders) == 1 else None

    @property
    def coordinators(self) -> tuple[str, ...]:
        """The ids of those who coordinate: the body that has taken over, else the holders."""
        return tuple(id_ for _, id_ in self.holders) if self.body is None else (self.body,)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What is held against a day: the share of functions up to which one administers, and the fewest partners."""

    delivers: Fraction
    least: int

    def form(self, found: _Coordination) -> GovernanceForm | None:
        """Return the form; None where there are too few partners."""
        if found.partners < self.least:
            return None
        if found.body is None and len(found.holders) != 1:
            return "shared"
        if found.body is not None or found.holders[0][0] == "person":
            return "administrative"
        return self.by_functions(found) or "lead"

    def by_functions(self, found: _Coordination) -> GovernanceForm | None:
        """Return what the functions speak for: administrative only where others carry some; None where none are known.

        A partner who coordinates before anything is given out has not been set up to administer: it has not begun.
        """
        if found.own is None:
            return None
        return "administrative" if found.own <= self.delivers and found.own < 1 else "lead"


class _Coordinating:
    """Reads out of a ledger who coordinated when."""

    def __init__(self, snapshot: View, roles: Collection[str], administrative: Collection[str]) -> None:
        standings = Standings(snapshot.state)
        kinds = ("partner", "person", "assignment", "body", "succession", "responsibility")
        self._standings = {kind: list(standings.all_of(kind)) for kind in kinds}
        self._sides = PartnerSides(standings)
        self._roles, self._administrative = frozenset(roles), frozenset(administrative)
        self._last = snapshot.date.toordinal()

    def spells(self, rule: _Rule) -> tuple[Spell, ...]:
        """Return the spells up to the day of the snapshot; days with too few partners are in none."""
        turns: list[tuple[dt.date, GovernanceForm | None, tuple[str, ...]]] = []
        days = {day for standings in self._standings.values() for standing in standings for day in standing.span}
        for day in sorted(day for day in days if day <= self._last):
            found = self.on(day)
            form = rule.form(found)
            who = found.coordinators if form is not None else ()
            if not turns or turns[-1][1:] != (form, who):
                turns.append((dt.date.fromordinal(day), form, who))
        ends = [day for day, _, _ in turns[1:]]
        return tuple(Spell(day, end, form, who) for (day, form, who), end in zip_longest(turns, ends) if form)

    def on(self, day: int) -> _Coordination:
        """Return how the programme is coordinated on a day (an ordinal)."""
        partners = {partner.id for partner in self._in_force("partner", day)}
        bodies = {body.id: body for body in self._in_force("body", day)}
        holders: dict[CoordinatorKey, None] = {}
        offices: list[str] = []
        for assignment in self._in_force("assignment", day):
            at = assignment.at
            if assignment.role not in self._roles or (at is not None and at not in bodies):
                continue
            behalf = assignment.on_behalf_of or assignment.partner or self._sides.on("person", assignment.person, day)
            if behalf is None or behalf in partners:
                holders[("person", assignment.person) if behalf is None else ("partner", behalf)] = None
            if at is not None:
                offices.append(at)
        heirs = [each.to_body for each in self._in_force("succession", day) if "roles" in each.transferred]
        own = [id_ for id_ in (*heirs, *offices) if id_ in bodies and bodies[id_].type in self._administrative]
        duties = [duty for duty in self._in_force("responsibility", day) if duty.raci in "AR"]
        given = {duty.function for duty in duties if duty.partner in partners}
        mine = {duty.function for duty in duties if list(holders) == [("partner", duty.partner)]}
        return _Coordination(len(partners), tuple(holders), own[-1] if own else None, len(given), len(mine & given))

    def _in_force(self, kind: str, day: int) -> Iterator[Any]:
        return (each.record for each in self._standings[kind] if each.span[0] <= day < each.span[1])


# --- in words --------------------------------------------------------------------------------------------------------


def _said(snapshot: View, form: GovernanceForm, found: _Coordination, history: Sequence[Spell]) -> Iterator[Sayable]:
    yield message("Governance, since {day}: {form}.", day=history[-1].start, form=_called(snapshot, history[-1]))
    if form != "shared" and found.body is None:
        mine, given = found.own_functions, found.functions
        if given:
            yield message(
                "Functions that it carries out or answers for itself: {mine} of {given}.", mine=mine, given=given
            )
        elif form == "lead":
            yield message("No functions are given out yet: whether it has any of its own is not known.")
    for spell in history[:-1][-1:]:
        yield message("Before, from {day}: {form}.", day=spell.start, form=_called(snapshot, spell))


def _called(snapshot: View, spell: Spell) -> Sayable:
    form = _FORMS[spell.form]
    if not spell.coordinators:
        return message("{form}, nobody is named to coordinate", form=form)
    return Message(
        "{form}{who}", {"form": form, "who": in_brackets(_name(snapshot, id_) for id_ in spell.coordinators)}
    )


def _name(snapshot: View, id_: str) -> Sayable | str:
    state = snapshot.state
    for kind in ("partner", "body"):
        for row in state.index.versions(kind, id_, state.length)[-1:]:
            if isinstance(row.record, Partner | Body):
                return row.record.name
    return id_


def _practised(lived: _Lived) -> Iterator[Sayable]:
    if lived.practice is None or lived.centralisation is None:
        return
    tied = NOTHING
    if lived.reach is not None:
        tied = message("; the coordinator is tied to {share:percent} of the others", share=lived.reach)
    if lived.practice == "brokered":
        said = message("In practice ties run through few: centralisation {centralisation}{tied}.")
    else:
        said = message("In practice ties are shared by many: centralisation {centralisation}{tied}.")
    yield said.given(centralisation=Rounded(lived.centralisation), tied=tied)
