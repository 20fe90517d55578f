"""What would be lost: requirements that hold no more, ties and ways between others, duties that nobody answers for,
outcomes that nobody brings about, roles held on paper only; and who could take over.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from partnership.evaluation import (
    SATISFIED,
    STATUSES,
    Context,
    Gates,
    InterestPairs,
    Suspension,
    View,
    asked_in,
    components,
    interests,
    tie_counts,
)
from partnership.findings import GateMoment, Severity, Status
from partnership.index import State
from partnership.messages import Sayable, message
from partnership.network.what_if.world import World
from partnership.records import Assignment, Responsibility
from partnership.template import Function
from partnership.values import ONE_DAY, Text

Gate = tuple[str, GateMoment]
"""A stage, and when it is asked what this gate asks."""


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
class RequirementThen:
    """What the law said at one moment about the requirement of a gate."""

    mark: int
    met: bool
    lacking: frozenset[str]


class Answers:
    """What the law says of everything that it asks, as things stand."""

    def __init__(self, gates: Gates, state: State) -> None:
        self._template = gates.template
        self._day = gates.ctx.day
        self._yesterday = View(gates.template, state, self._day - ONE_DAY)
        self.asked = {id_: _asked(gates, id_) for id_ in gates.plan.gates}
        self.suspension = gates.suspension()
        asked = asked_in(gates.template, gates.stage) if gates.facts.closed is None else ()
        self._due = frozenset(requirement.id for requirement in asked)

    def lapses(self, gates: Gates) -> Iterator[Lapse]:
        """Return what would hold less, in the order of the law; `gates` are those of the supposed ledger."""
        for id_, before in self.asked.items():
            requirement = self._template.requirements[id_]
            if gates.mark(id_) == SATISFIED or (severity := gates.severity(requirement)) is None:
                continue
            now = _asked(gates, id_)
            lacks = frozenset() if now.lacking is before.lacking else now.lacking - before.lacking
            if now.mark != before.mark or lacks:
                yield Lapse(
                    requirement=id_,
                    title=requirement.title,
                    stage=requirement.stage or "",
                    moment=requirement.moment,
                    severity=severity,
                    before=STATUSES[before.mark],
                    after=STATUSES[now.mark],
                    lacks=tuple(sorted(lacks)),
                    held=before.met,
                    holds=now.met,
                    due=id_ in self._due,
                )

    def eased(self, gates: Gates) -> tuple[str, ...]:
        """Return the requirements that do not hold now, and would."""
        return tuple(
            id_ for id_, before in self.asked.items() if before.mark != SATISFIED and gates.mark(id_) == SATISFIED
        )

    def suspended(self, gates: Gates) -> Suspension | None:
        """Return the suspension that there would be; None where there would be none, or there is one now."""
        if self.suspension is not None or not gates.is_suspended():
            return None
        if self._yesterday.facts.law not in {None, self._template.digest}:
            return gates.suspension()
        return Suspension(self._since, gates.unmet(), gates.facts.suspended is not None)

    @cached_property
    def _since(self) -> dt.date:
        """The day from which it would count: what is supposed is of the day itself, and changes none before it."""
        return self._yesterday.suspended_since or self._day

    def reopened(self, lapses: tuple[Lapse, ...]) -> tuple[Gate, ...]:
        """Return the gates at which all that blocks holds now, and would not: they would be open again."""
        blocking = [each for each in self._template.requirements.values() if each.severity is Severity.BLOCK]
        shut = {(each.stage, each.moment) for each in blocking if each.id in self.asked and not self.asked[each.id].met}
        found = dict.fromkeys(lapse.gate for lapse in lapses if lapse.blocks)
        return tuple(gate for gate in found if gate not in shut)


def _asked(gates: Gates, requirement: str) -> RequirementThen:
    return RequirementThen(gates.mark(requirement), gates.is_met(requirement), gates.lacking(requirement))


# --- ties, duties, outcomes, roles, and who could take over -----------------------------------------------------------


_SHARES = {"R": 3, "C": 2, "I": 1}
_CARRIES: dict[str, Sayable] = {
    "R": message("carries it out already"),
    "C": message("is consulted on it already"),
    "I": message("is informed of it already"),
}


class Bonds:
    """Who is tied to whom by what people have lived (as for the gates), and by how many records."""

    def __init__(self, ctx: Context, partners: Iterable[str]) -> None:
        self.of: dict[str, dict[str, int]] = {partner: {} for partner in partners}
        for (one, other), records in sorted(tie_counts(ctx).items()):
            if one in self.of and other in self.of:
                self.of[one][other] = self.of[other][one] = records
        self._groups = _groups(self.of, frozenset())

    def ties(self, leaving: Sequence[str]) -> int:
        """Count the ties that go with some, each between two of them once."""
        gone = frozenset(leaving)
        return sum(
            records
            for one in leaving
            for other, records in self.of.get(one, {}).items()
            if other not in gone or one < other
        )

    def parts(self, leaving: Sequence[str]) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """Return each group of partners that would fall apart, as the parts that are left of it."""
        gone = frozenset(leaving)
        after = _groups(self.of, gone)
        touched = (frozenset(group) for group in self._groups if not gone.isdisjoint(group))
        fallen = (tuple(part for part in after if part[0] in inside) for inside in touched)
        return tuple(parts for parts in fallen if len(parts) > 1)


def _groups(bonds: Mapping[str, Mapping[str, int]], without: frozenset[str]) -> list[tuple[str, ...]]:
    left = {partner: others.keys() - without for partner, others in bonds.items() if partner not in without}
    return [tuple(sorted(group)) for group in components(left)]


class Duties:
    """Who has which part in which function, and which outcomes come of it.

    A function that the template calls the same as another is that other one.
    """

    def __init__(self, ctx: Context) -> None:
        listed = ctx.tables.plan.template.lists["functions"].values()
        self.functions = {item.id: item for item in listed if isinstance(item, Function)}
        self.interests: InterestPairs = interests(ctx)
        self.shares: dict[str, list[Responsibility]] = {}
        for row in ctx.rows("responsibility"):
            if ctx.standing("partner", row.record.partner) is not None:
                self.shares.setdefault(self.same(row.record.function), []).append(row.record)

    def same(self, function: str) -> str:
        """Return the id under which a function stands that is written down twice."""
        item = self.functions.get(function)
        return function if item is None else item.same_as or function

    def held_by(self, partner: str) -> list[Responsibility]:
        """Return what a partner answers for, by the order of the functions."""
        shares = (share for function in self.functions for share in self.shares.get(function, ()))
        return [share for share in shares if (share.partner, share.raci) == (partner, "A")]

    def lost(self, leaving: Sequence[str]) -> tuple[str, ...]:
        """Return the duties for which nobody would answer, in the order of the template."""
        duties = (function for function, item in self.functions.items() if item.nature == "duty")
        return tuple(duty for duty in duties if (who := self.answering(duty)) and set(who) <= {*leaving})

    def answering(self, function: str) -> list[str]:
        """Return the partners who answer for a function."""
        return [share.partner for share in self.shares.get(function, ()) if share.raci == "A"]

    def outcomes(self, leaving: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the outcomes that nobody would bring about: those that somebody left wants, then the others."""
        gone = frozenset(leaving)
        producers: dict[str, set[str]] = {}
        for pair in self.interests.produces:
            producers.setdefault(pair.outcome, set()).add(pair.partner)
        lost = [outcome for outcome, partners in producers.items() if partners <= gone]
        wanted = {pair.outcome for pair in self.interests.wants if pair.partner not in gone}
        return (
            tuple(outcome for outcome in lost if outcome in wanted),
            tuple(outcome for outcome in lost if outcome not in wanted),
        )


def held_alone(ctx: Context) -> Mapping[str, list[Assignment]]:
    """Return, by partner, the assignments that it, or a person of it, holds for others and nobody else holds as well.

    Its own voice and the roles in its own house are left out: with the partner they are not needed any more.
    """
    assignments: list[Assignment] = [row.record for row in ctx.rows("assignment")]
    holders = Counter((held.role, held.at) for held in assignments)
    found: dict[str, list[Assignment]] = {}
    for held in assignments:
        if holders[held.role, held.at] == 1:
            for partner in _held_for_others_by(ctx, held):
                found.setdefault(partner, []).append(held)
    return found


def _held_for_others_by(ctx: Context, held: Assignment) -> set[str]:
    own = held.on_behalf_of if held.at is None else held.at
    if held.partner is not None:
        return {held.partner} - {own}
    person = None if held.person is None else ctx.ever("person", held.person)
    behind = (held.on_behalf_of, None if person is None else person.record.partner)
    return {partner for partner in behind if partner not in {None, own}}


@dataclass(frozen=True, slots=True)
class Taker:
    """A partner who could take something over; `reasons` are why it is named, the strongest first."""

    partner: str
    reasons: tuple[Sayable, ...]


class Takers:
    """Ranks who could take over from some who leave.

    First who has a part in the function already (R before C before I), then who is of the same sector, then who shares
    most neighbours with whoever leaves, then by id. A partner for whom nothing of this speaks is not named.
    """

    def __init__(self, world: World, bonds: Bonds, duties: Duties, leaving: Sequence[str]) -> None:
        self._world = world
        self._bonds = bonds
        self._duties = duties
        self._gone = frozenset(leaving)

    def of_function(self, function: str) -> tuple[Taker, ...]:
        """Return who could answer for a function."""
        shares = {
            share.partner: share.raci
            for share in sorted(self._duties.shares.get(function, ()), key=lambda share: _SHARES.get(share.raci, 0))
        }
        return self._ranked([one for one in self._duties.answering(function) if one in self._gone], shares)

    def of_partner(self, partner: str) -> tuple[Taker, ...]:
        """Return who could stand in for a partner, whatever it does."""
        return self._ranked([partner], {})

    def _ranked(self, leavers: Sequence[str], shares: Mapping[str, str]) -> tuple[Taker, ...]:
        partners = self._world.partners
        sectors = {partners[one].sector for one in leavers}
        around = {other for one in leavers for other in self._bonds.of[one]}
        found = []
        for id_, partner in partners.items():
            if id_ in self._gone:
                continue
            raci, same = shares.get(id_, ""), partner.sector in sectors
            common = len(around & self._bonds.of[id_].keys() - self._gone)
            if raci in _SHARES or same or common:
                reasons = tuple(self._reasons(raci, partner.sector if same else None, common))
                found.append(((-_SHARES.get(raci, 0), not same, -common, id_), Taker(id_, reasons)))
        return tuple(taker for _, taker in sorted(found, key=lambda each: each[0]))

    def _reasons(self, raci: str, sector: str | None, common: int) -> Iterator[Sayable]:
        if raci in _CARRIES:
            yield _CARRIES[raci]
        if sector is not None:
            item = self._world.template.lists["sectors"].get(sector)
            yield message("the same sector: {sector}", sector=sector if item is None else item.title)
        if common:
            yield message("contacts in common: {contacts}", contacts=common)
