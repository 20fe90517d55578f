"""The form of governance in force on a day, judged by stated criteria, with the history of forms before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from partnership.errors import UnknownName
from partnership.evaluation import View
from partnership.messages import in_context, message
from partnership.network.figure import Figure
from partnership.network.measures.governance.coordination import Coordinating
from partnership.network.measures.governance.criteria import Criterion, criteria
from partnership.network.measures.governance.forms import ADMINISTRATIVE, COORDINATING, GovernanceForm, Rule
from partnership.network.measures.governance.practice import Practice, lived
from partnership.network.measures.governance.spells import Spell, spells
from partnership.network.measures.governance.words import governance_said
from partnership.network.measures.options import check_number
from partnership.network.sources import snapshot_of
from partnership.network.views import partner_network

_SOURCE = (
    "Provan, K. G., Kenis, P. (2008). Modes of network governance: structure, management, and effectiveness. Journal "
    "of Public Administration Research and Theory 18(2), 229-252, for the forms; criteria and thresholds: partnership, "
    "assumption"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernanceFound(Figure[GovernanceForm | None]):
    """The form in force; None while there are too few partners to be a network.

    `coordinators` are ids of partners, of a body, or of a person on nobody's behalf. `practice` tells how ties are
    lived. `history` has one spell after the other; a day of change is where one begins.
    """

    criteria: tuple[Criterion, ...]
    coordinators: tuple[str, ...]
    practice: Practice | None
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
    chosen = _roles(snapshot, roles)
    check_number(float(delivers), 0, 1, in_context("option", "delivers"))
    check_number(float(brokered), 0, 1, in_context("option", "brokered"))
    rule = Rule(Fraction(delivers), least)
    coordinating = Coordinating(snapshot, chosen, administrative)
    found = coordinating.on(snapshot.date.toordinal())
    form, history = rule.form(found), spells(coordinating, rule)
    practised = lived(partner_network(snapshot), found, Fraction(brokered))
    return GovernanceFound(
        measure="governance",
        value=form,
        definition=message(
            "Who governs the network: its partners together, one of them as a lead organisation, or an "
            "administrative organisation of its own."
        ),
        source=_SOURCE,
        sentence=governance_said(snapshot, form, found, history, practised),
        parameters={
            "roles": chosen,
            "administrative": tuple(administrative),
            "delivers": delivers,
            "brokered": brokered,
            "least": least,
        },
        criteria=criteria(found, rule, practised, Fraction(brokered)),
        coordinators=found.coordinators,
        practice=practised.practice,
        history=history,
    )


def _roles(snapshot: View, roles: Collection[str] | None) -> tuple[str, ...]:
    known = snapshot_of(snapshot).template.lists["roles"]
    if roles is None:
        return tuple(role for role in COORDINATING if role in known)
    chosen = tuple(roles)
    for role in chosen:
        if role not in known:
            raise UnknownName(role, known, message("role"))
    return chosen
