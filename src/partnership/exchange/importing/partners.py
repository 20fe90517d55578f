"""The door for listed partners: each organisation, person and membership is recorded, or given back with the reason."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from typing_extensions import Unpack

from partnership.acts import About
from partnership.errors import check_choice
from partnership.exchange.importing import (
    ImportedPartner,
    ImportedPartners,
    NameIndex,
    hand_in,
    items_called,
    nearest_item,
    record_names,
    rehearsal,
)
from partnership.exchange.importing.listed import ListedMembership, ListedOrganisation, ListedPerson, PartnerList
from partnership.exchange.survey.words import day_of
from partnership.messages import Sayable, message
from partnership.records import record_adapter
from partnership.template import ListItem
from partnership.values import LONGEST_ID, digest, fold, id_trouble

if TYPE_CHECKING:
    from partnership.programme import Programme

_DIGITS = 12

_BODIES = {fold(word.replace("_", " ")): word for word in ("working_group", "council", "centre", "committee")}
"""Sorts of organisations that are bodies: they sit and decide, and are no partners."""

_unfit = re.compile(r"[^A-Za-z0-9._-]+").sub


def import_partners(
    programme: Programme,
    listed: PartnerList,
    *,
    on: dt.date,
    sector: str | None = None,
    sectors: Mapping[str, str] | None = None,
    secret: str = "",
    dry_run: bool = False,
    **about: Unpack[About],
) -> ImportedPartners:
    """Put everyone of a list before the door, on a day; the programme holds those that are accepted.

    One that is refused stops no other. An organisation becomes a partner of the sector that its sort means: as
    `sectors` says, or as the law calls a sector; of `sector` otherwise. One that is a committee, council, working group
    or centre is a body, unless `sectors` says its sector. A person becomes one without a name, under an id made of
    theirs and of `secret`, and belongs to the partner that is named first; further memberships are seats in a body, or
    roles that the law knows. Who is there already, by id or by name, is refused.

    The same `secret`, kept outside the ledger, gives a person the same id again. Without one, whoever has the list, or
    guesses what stands in it, can find out which id is whose.

    Raises:
        UnknownName: if the template has no such sector.
    """
    lists, meant = programme.law_on(on).lists, {fold(word): id_ for word, id_ in (sectors or {}).items()}
    for named in (sector, *(sectors or {}).values()):
        if named is not None:
            check_choice(named, lists["sectors"], message("sector"))
    desk = _Desk(rehearsal(programme) if dry_run else programme, on, sector, meant, secret, about, lists)
    became = tuple(desk.take(listed))
    return ImportedPartners(became, desk.names, dry_run)


@dataclass(slots=True, eq=False)
class _Desk:
    """Brings what is listed into records, and hands them in at the door."""

    _programme: Programme
    _on: dt.date
    _sector: str | None
    _meant: Mapping[str, str]
    _secret: str
    _about: About
    _lists: Mapping[str, Mapping[str, ListItem]]
    _roster: NameIndex = field(init=False)
    _ids: dict[str, str] = field(default_factory=dict)
    _bodies: dict[str, str] = field(default_factory=dict)
    _persons: dict[str, str] = field(default_factory=dict)
    _homes: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        there = self._programme.as_of(self._on).records("partner")
        self._roster = NameIndex((record.id, record_names(record)) for record in there)

    def take(self, listed: PartnerList) -> Iterator[ImportedPartner]:
        """Take those first whom others name: parents, then bodies, people and their memberships."""
        for organisation in _parents_first(listed.organisations):
            yield self._organisation(organisation)
        first = {
            membership.person: membership for membership in reversed(listed.memberships) if self._is_home(membership)
        }
        for person in listed.persons:
            yield self._person(person, first.get(person.id))
        for membership in listed.memberships:
            is_told = first.get(membership.person) is membership  # by the person's record, but for the role
            if not is_told or _item(self._lists["roles"], fold(membership.role)):
                yield self._membership(membership)

    # --- organisations -----------------------------------------------------------------------------------------------

    def _organisation(self, listed: ListedOrganisation) -> ImportedPartner:
        name = "" if listed.name is None else listed.name.in_language("en")
        id_ = _id_of(listed.id or name)
        word = fold(listed.type)
        reasons: list[Sayable] = [] if listed.name is not None else [message("a name is missing")]
        values: dict[str, object] = {"id": id_, "name": listed.name}
        if word in _BODIES and word not in self._meant:
            self._bodies[listed.id] = id_
            return self._hand_in(listed.line, "body", {**values, "type": _BODIES[word]}, reasons, name)
        there = next((found for each in (id_, name) for found in self._roster.find(each)), None)
        if there is not None:
            self._ids[listed.id] = there
            reasons.append(message("the programme has this partner: '{id}'", id=there))
        values["sector"] = self._sector_of(listed, reasons)
        values["parent"] = self._ids.get(listed.parent)
        became = self._hand_in(listed.line, "partner", values, reasons, name)
        if became.entry is not None:
            self._ids[listed.id] = id_
            self._roster.add(id_, record_names(became.record))
        return became

    def _sector_of(self, listed: ListedOrganisation, reasons: list[Sayable]) -> str | None:
        word = fold(listed.type)
        fitting = self._meant.get(word) or _item(self._lists["sectors"], word) or self._sector
        if fitting is None:
            what = message("sector: the template has no '{meant}'{tail}", meant=listed.type)
            what = what.given(tail=nearest_item(self._lists["sectors"], listed.type))
            reasons.append(what if listed.type else message("the list says no sector"))
        return fitting

    # --- people ------------------------------------------------------------------------------------------------------

    def _is_home(self, membership: ListedMembership) -> bool:
        return membership.organisation in self._ids and not self._over(membership)

    def _over(self, membership: ListedMembership) -> bool:
        end = day_of(membership.end)
        return isinstance(end, dt.date) and end < self._on

    def _person(self, listed: ListedPerson, home: ListedMembership | None) -> ImportedPartner:
        id_ = _made("person", [self._secret, listed.id or listed.name])
        reasons: list[Sayable] = [] if listed.id or listed.name else [message("a person without an id")]
        partner = None if home is None else self._ids[home.organisation]
        became = self._hand_in(listed.line, "person", {"id": id_, "partner": partner}, reasons)
        if became.entry is not None:
            self._persons[listed.id] = id_
            if listed.name:
                self.names[id_] = listed.name
            if partner is not None:
                self._homes[listed.id] = partner
        return became

    def _membership(self, listed: ListedMembership) -> ImportedPartner:
        person, body = self._persons.get(listed.person), self._bodies.get(listed.organisation)
        at, behalf = self._ids.get(listed.organisation), self._ids.get(listed.on_behalf_of)
        role = _item(self._lists["roles"], fold(listed.role))
        reasons: list[Sayable] = []
        if person is None:
            reasons.append(message("no person of this list is meant"))
        if self._over(listed):
            reasons.append(message("it ended on {day}", day=day_of(listed.end)))
        if body is not None:
            partner = behalf or self._homes.get(listed.person)
            if partner is None:
                reasons.append(message("a seat in a body is a partner's, and none is named"))
            values: dict[str, object] = {"body": body, "partner": partner, "person": person}
            return self._hand_in(listed.line, "membership", _with_id(values), reasons)
        if at is None:
            reasons.append(message("no partner and no body of this list is meant"))
        elif role is None:
            home = self._homes.get(listed.person, "?")
            what = message("the person belongs to '{home}' already, and the template has no role '{role}'")
            reasons.append(what.given(home=home, role=listed.role))
        values = {"role": role, "person": person, "at": at, "on_behalf_of": behalf}
        return self._hand_in(listed.line, "assignment", _with_id(values), reasons)

    # --- the door ----------------------------------------------------------------------------------------------------

    def _hand_in(
        self, line: int, kind: str, values: Mapping[str, object], reasons: list[Sayable], name: str = ""
    ) -> ImportedPartner:
        told = ImportedPartner(line, kind, str(values["id"]), name, reasons=tuple(reasons))
        if reasons:
            return told
        known = {name: value for name, value in values.items() if value is not None}
        record = record_adapter().validate_python({"kind": kind, **known})
        entry, why = hand_in(self._programme, record, self._on, self._about)
        return replace(told, record=record, entry=entry, reasons=why)


def _item(items: Mapping[str, ListItem], word: str) -> str | None:
    """Return the one item of a list that a word fits, by id or title."""
    fitting = items_called(items, word)
    return fitting[0] if len(fitting) == 1 else None


def _parents_first(listed: tuple[ListedOrganisation, ...]) -> Iterator[ListedOrganisation]:
    """Return organisations so that each comes after the one that it belongs to; a circle is cut where it began."""
    by_id = {organisation.id: organisation for organisation in listed if organisation.id}
    taken: set[int] = set()
    for organisation in listed:
        line: list[ListedOrganisation] = []
        at: ListedOrganisation | None = organisation
        while at is not None and id(at) not in taken:
            taken.add(id(at))
            line.append(at)
            at = by_id.get(at.parent)
        yield from reversed(line)


def _id_of(word: str) -> str:
    """Make an id of theirs: itself where it can be one, else with dashes for what cannot stand in an id."""
    if id_trouble(word) is None:
        return word
    plain = _unfit("-", word).strip("-._")[:LONGEST_ID]
    return plain or _made("org", word)


def _made(prefix: str, of: object) -> str:
    """Make an id of what something says, the same each time."""
    return f"{prefix}-" + digest(of).removeprefix("sha256:")[:_DIGITS]


def _with_id(values: Mapping[str, object]) -> dict[str, object]:
    return {"id": _made("m", [str(value) for value in values.values()]), **values}
