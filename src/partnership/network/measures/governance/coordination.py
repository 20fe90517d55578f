"""Who coordinates a programme on a day (a partner, a body, a person on nobody's behalf), and what it does itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from partnership.evaluation import View
from partnership.network.ledger.sides import PartnerSides
from partnership.network.ledger.standing import Standings

_KINDS = ("partner", "person", "assignment", "body", "succession", "responsibility")
_DONE = frozenset({"A", "R"})

CoordinatorKey = tuple[Literal["partner", "body", "person"], str]
"""Who coordinates, by kind and id."""


@dataclass(frozen=True, slots=True)
class Coordination:
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


class Coordinating:
    """Reads out of a ledger who coordinated when."""

    def __init__(self, snapshot: View, roles: Collection[str], administrative: Collection[str]) -> None:
        standings = Standings(snapshot.state)
        self._standings = {kind: list(standings.all_of(kind)) for kind in _KINDS}
        self._sides = PartnerSides(standings)
        self._roles, self._administrative = frozenset(roles), frozenset(administrative)
        self._last = snapshot.date.toordinal()

    def days(self) -> list[int]:
        """Return the days, up to the snapshot's, on which anything that counts here begins or ends."""
        spans = (standing.span for standings in self._standings.values() for standing in standings)
        return sorted({day for span in spans for day in span if day <= self._last})

    def on(self, day: int) -> Coordination:
        """Return how the programme is coordinated on a day (an ordinal)."""
        partners = {partner.id for partner in self._in_force("partner", day)}
        bodies = {body.id: body for body in self._in_force("body", day)}
        holders: dict[CoordinatorKey, None] = {}
        offices: list[str] = []
        for assignment in self._in_force("assignment", day):
            at = assignment.at
            if assignment.role not in self._roles or (at is not None and at not in bodies):
                continue
            holder = self._holder(assignment, day)
            if holder[0] != "partner" or holder[1] in partners:
                holders[holder] = None
            if at is not None:
                offices.append(at)
        heirs = [each.to_body for each in self._in_force("succession", day) if "roles" in each.transferred]
        own = [id_ for id_ in (*heirs, *offices) if id_ in bodies and bodies[id_].type in self._administrative]
        given, mine = self._functions(tuple(holders), partners, day)
        return Coordination(len(partners), tuple(holders), own[-1] if own else None, given, mine)

    def _holder(self, assignment: Any, day: int) -> CoordinatorKey:
        behalf = assignment.on_behalf_of or assignment.partner or self._sides.on("person", assignment.person, day)
        return ("person", assignment.person) if behalf is None else ("partner", behalf)

    def _functions(self, holders: tuple[CoordinatorKey, ...], partners: Collection[str], day: int) -> tuple[int, int]:
        given: set[str] = set()
        mine: set[str] = set()
        for duty in self._in_force("responsibility", day):
            if duty.raci in _DONE and duty.partner in partners:
                given.add(duty.function)
                if holders == (("partner", duty.partner),):
                    mine.add(duty.function)
        return len(given), len(mine)

    def _in_force(self, kind: str, day: int) -> Iterator[Any]:
        return (each.record for each in self._standings[kind] if each.span[0] <= day < each.span[1])


def date_of(day: int) -> dt.date:
    """Return the date of an ordinal."""
    return dt.date.fromordinal(day)
