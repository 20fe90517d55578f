"""Taking over: who could do what somebody has done so far, and why it is they who are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partnership.messages import Sayable, message
from partnership.network.what_if.losses import Bonds, Duties
from partnership.network.what_if.world import World

_SHARES = {"R": 3, "C": 2, "I": 1}
_CARRIES: dict[str, Sayable] = {
    "R": message("carries it out already"),
    "C": message("is consulted on it already"),
    "I": message("is informed of it already"),
}


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
        answering = [share.partner for share in self._duties.shares.get(function, ()) if share.raci == "A"]
        return self._ranked([one for one in answering if one in self._gone], shares)

    def of_partner(self, partner: str) -> tuple[Taker, ...]:
        """Return who could stand in for a partner, whatever it does."""
        return self._ranked([partner], {})

    def _ranked(self, leavers: Sequence[str], shares: dict[str, str]) -> tuple[Taker, ...]:
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
