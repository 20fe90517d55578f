"""Losses: ties, ways between others, duties that nobody answers for, outcomes that nobody brings about, roles held on
paper only; and who could take over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from partnership.evaluation import Context, InterestPairs, components, interests, tie_counts
from partnership.messages import Sayable, message
from partnership.network.what_if.world import World
from partnership.records import Assignment, Responsibility
from partnership.template import Function

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
