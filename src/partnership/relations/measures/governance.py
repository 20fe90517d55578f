"""Which form the governance of a network has, and since when: shared, a lead organisation, or an own administration.

The three forms are those of Provan, K. G., Kenis, P. (2008). How they are told from a ledger is ours: the form follows
from who has been named to coordinate; what people live, which may be something else, is told beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import Final, Literal

from partnership.errors import UnknownName
from partnership.readiness import Snapshot
from partnership.records import Body, Partner
from partnership.relations.figure import Figure
from partnership.relations.measures.coordination import Coordinating, Coordination, Who, date_of
from partnership.relations.measures.options import check_number
from partnership.relations.network import Network
from partnership.relations.saying import Pair, day_said, joined, number, pair, percent, text
from partnership.relations.taking import snapshot_of
from partnership.relations.views import partner_network
from partnership.values import Text

Form = Literal["shared", "lead", "administrative"]
"""Shared among the partners; led by one of them; or run by an organisation, body or person that does nothing else."""

Practice = Literal["brokered", "shared"]
"""Whether the ties that people live run through one partner, or between all."""

COORDINATING: Final = ("programme_coordinator", "coordinator")
"""Roles whose holder coordinates a programme, as far as the law has them."""

ADMINISTRATIVE: Final = ("centre", "council")
"""Types of bodies that can run a network of their own right."""

_FORMS: Final[Mapping[Form, Pair]] = {
    "shared": ("shared by the partners", "совместное управление партнёров"),
    "lead": ("a lead organisation", "ведущая организация"),
    "administrative": ("an administrative organisation of its own", "отдельная управляющая организация"),
}
_SOURCE = (
    "Provan, K. G., Kenis, P. (2008). Modes of network governance: structure, management, and effectiveness. Journal "
    "of Public Administration Research and Theory 18(2), 229-252, for the forms; criteria and thresholds: partnership, "
    "assumption"
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that was looked at: the figure found, what it was held against, and the form that it speaks for."""

    id: str
    title: Text
    figure: Fraction | int | str | None
    threshold: Fraction | int | None
    speaks_for: Form | None


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which the form was the same, in the same hands; `end` is the first day after it, None if it goes on."""

    start: dt.date
    end: dt.date | None
    form: Form
    coordinators: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Governance(Figure[Form | None]):
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
    snapshot: Snapshot,
    *,
    roles: Collection[str] | None = None,
    administrative: Collection[str] = ADMINISTRATIVE,
    delivers: Fraction | float = 0,
    brokered: Fraction | float = Fraction(1, 2),
    least: int = 3,
) -> Governance:
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
        if role not in known:
            raise UnknownName(role, known, Text.of("role", "роль"))
    check_number(float(delivers), 0, 1, Text.of("delivers", "доля своих функций"))
    check_number(float(brokered), 0, 1, Text.of("brokered", "порог централизации"))
    rule = _Rule(Fraction(delivers), least)
    coordinating = Coordinating(snapshot, chosen, administrative)
    return _Judging(snapshot, coordinating, rule).governance(
        Fraction(brokered),
        {
            "roles": chosen,
            "administrative": tuple(administrative),
            "delivers": delivers,
            "brokered": brokered,
            "least": least,
        },
    )


@dataclass(frozen=True, slots=True)
class _Rule:
    delivers: Fraction
    least: int

    def form(self, found: Coordination) -> Form | None:
        """Return the form; None where there are too few partners."""
        if found.partners < self.least:
            return None
        if found.body is not None:
            return "administrative"
        if len(found.holders) != 1:
            return "shared"
        if found.holders[0][0] == "person":
            return "administrative"
        return self.by_functions(found) or "lead"

    def by_functions(self, found: Coordination) -> Form | None:
        """Return what the functions speak for: administrative only where others carry some; None where none are known.

        A partner who coordinates before anything is given out has not been set up to administer: it has not begun.
        """
        if found.own is None:
            return None
        return "administrative" if found.own <= self.delivers and found.own < 1 else "lead"


class _Judging:
    def __init__(self, snapshot: Snapshot, coordinating: Coordinating, rule: _Rule) -> None:
        self._snapshot, self._coordinating, self._rule = snapshot, coordinating, rule
        self._found = coordinating.on(snapshot.date.toordinal())
        self._form = rule.form(self._found)
        self._network = partner_network(snapshot)

    def governance(self, brokered: Fraction, parameters: Mapping[str, object]) -> Governance:
        centralisation = degree_centralisation(self._network)
        practice: Practice | None = None
        if centralisation is not None and any(self._network.simple("count").out):
            practice = "brokered" if centralisation >= brokered else "shared"
        history = self._history()
        return Governance(
            measure="governance",
            value=self._form,
            definition=Text.of(
                "Who governs the network: its partners together, one of them as a lead organisation, or an "
                "administrative organisation of its own.",
                "Кто управляет сетью: партнёры совместно, один из них как ведущая организация или отдельная "
                "управляющая организация.",
            ),
            source=_SOURCE,
            sentence=text(self._said(history, practice, centralisation)),
            parameters=parameters,
            criteria=self._criteria(centralisation, brokered, practice),
            coordinators=_coordinators(self._found),
            practice=practice,
            history=history,
        )

    def _criteria(
        self, centralisation: Fraction | None, brokered: Fraction, practice: Practice | None
    ) -> tuple[Criterion, ...]:
        found, rule = self._found, self._rule
        held: Form | None = None if found.body is not None else "lead" if len(found.holders) == 1 else "shared"
        lived: Form | None = "shared" if practice == "shared" else None
        return (
            Criterion("partners", Text.of("partners", "партнёров"), found.partners, rule.least, None),
            Criterion(
                "holders",
                Text.of("holders of the coordinating role", "исполнителей роли координатора"),
                len(found.holders),
                1,
                held,
            ),
            Criterion(
                "body",
                Text.of("body that has taken the coordination over", "орган, принявший координацию"),
                found.body,
                None,
                "administrative" if found.body is not None else None,
            ),
            Criterion(
                "functions",
                Text.of(
                    "functions that partners carry out or answer for",
                    "функций, которые партнёры исполняют или за которые отвечают",
                ),
                found.functions,
                1,
                None,
            ),
            Criterion(
                "own_functions",
                Text.of("share of functions that the coordinator has itself", "доля функций у самого координатора"),
                found.own,
                rule.delivers,
                rule.by_functions(found),
            ),
            Criterion(
                "centralisation",
                Text.of(
                    "centralisation of lived ties (by their number)", "централизация связей на деле (по числу связей)"
                ),
                centralisation,
                brokered,
                lived,
            ),
            Criterion(
                "density",
                Text.of("share of pairs that are tied", "доля связанных пар"),
                _density(self._network),
                None,
                None,
            ),
            Criterion(
                "reach",
                Text.of(
                    "share of the others to whom the coordinator is tied", "доля остальных, с кем связан координатор"
                ),
                self._reach(),
                None,
                None,
            ),
        )

    def _reach(self) -> Fraction | None:
        """Return the share of the other partners to whom the only coordinating partner is tied."""
        holders, network = self._found.holders, self._network
        if len(holders) != 1 or holders[0][1] not in network or len(network) == 1:
            return None
        simple = network.simple("count")
        return Fraction(len(simple.neighbours[simple.positions[holders[0][1]]]), len(network) - 1)

    def _history(self) -> tuple[Spell, ...]:
        turns: list[tuple[int, Form | None, tuple[str, ...]]] = []
        for day in self._coordinating.days():
            found = self._coordinating.on(day)
            form = self._rule.form(found)
            who = _coordinators(found) if form is not None else ()
            if not turns or turns[-1][1:] != (form, who):
                turns.append((day, form, who))
        ends = [date_of(day) for day, _, _ in turns[1:]]
        return tuple(
            Spell(date_of(day), end, form, who)
            for (day, form, who), end in zip_longest(turns, ends)
            if form is not None
        )

    # --- in words ----------------------------------------------------------------------------------------------------

    def _said(self, history: tuple[Spell, ...], practice: Practice | None, centralisation: Fraction | None) -> Pair:
        if self._form is None:
            return "Too few partners for a network.", "Партнёров слишком мало, чтобы говорить о сети."
        now, before = history[-1], history[-2] if len(history) > 1 else None
        parts = [self._now(now)]
        if self._form != "shared" and self._found.body is None:
            parts.extend(self._carried())
        if before is not None:
            was, day = self._called(before), day_said(before.start)
            parts.append((f"Before, from {day[0]}: {was[0]}.", f"Прежде, с {day[1]}: {was[1]}."))
        if practice is not None and centralisation is not None:
            parts.append(self._lived(practice, centralisation))
        return joined(parts, " ", " ")

    def _now(self, spell: Spell) -> Pair:
        called, day = self._called(spell), day_said(spell.start)
        return f"Governance, since {day[0]}: {called[0]}.", f"Форма управления с {day[1]}: {called[1]}."

    def _carried(self) -> Iterator[Pair]:
        mine, given = self._found.own_functions, self._found.functions
        if given:
            yield (
                f"Functions that it carries out or answers for itself: {mine} of {given}.",
                f"Функции, которые координатор исполняет сам или за которые отвечает: {mine} из {given}.",
            )
        elif self._form == "lead":
            yield (
                "No functions are given out yet: whether it has any of its own is not known.",
                "Функции пока никому не поручены: неизвестно, есть ли у координатора свои.",
            )

    def _called(self, spell: Spell) -> Pair:
        form = _FORMS[spell.form]
        if not spell.coordinators:
            return joined([form, ("nobody is named to coordinate", "координатор не назначен")], ", ", ", ")
        who = joined([self._name(id_) for id_ in spell.coordinators], ", ", ", ")
        return f"{form[0]} ({who[0]})", f"{form[1]} ({who[1]})"

    def _name(self, id_: str) -> Pair:
        tables = self._snapshot.state.tables
        for kind in ("partner", "body"):
            if tables.exists(kind, id_):
                record = tables.versions(kind, id_)[-1].row.record
                if isinstance(record, Partner | Body):
                    return pair(record.name)
        return id_, id_

    def _lived(self, practice: Practice, centralisation: Fraction) -> Pair:
        share = number(float(centralisation))
        reach = self._reach()
        tail = ("", "")
        if reach is not None:
            known = percent(reach)
            tail = (
                f"; the coordinator is tied to {known[0]} of the others",
                f"; координатор связан с {known[1]} остальных",
            )
        if practice == "brokered":
            return (
                f"In practice ties run through few: centralisation {share[0]}{tail[0]}.",
                f"На деле связи сходятся у немногих: централизация {share[1]}{tail[1]}.",
            )
        return (
            f"In practice ties are shared by many: centralisation {share[0]}{tail[0]}.",
            f"На деле связи распределены между многими: централизация {share[1]}{tail[1]}.",
        )


def degree_centralisation(network: Network) -> Fraction | None:
    """Return how far ties gather at one node: 1 in a star, 0 where all have as many; None with fewer than three nodes.

    Direction and parallel ties make no difference. Source: Freeman, L. C. (1979). Centrality in social networks. Social
    Networks 1, 215-239.
    """
    degrees = [len(others) for others in network.simple("count").neighbours]
    most = (len(degrees) - 1) * (len(degrees) - 2)
    return Fraction(max(degrees) * len(degrees) - sum(degrees), most) if len(degrees) > len("ab") else None


def _density(network: Network) -> Fraction | None:
    nodes = len(network)
    ends = sum(map(len, network.simple("count").neighbours))
    return Fraction(ends, nodes * (nodes - 1)) if nodes > 1 else None


def _coordinators(found: Coordination) -> tuple[str, ...]:
    if found.body is not None:
        return (found.body,)
    return tuple(_id(holder) for holder in found.holders)


def _id(holder: Who) -> str:
    return holder[1]
