"""The law of pilot.yaml by hand: dicts, ifs and counters, as fast as they can fairly be written.

Each requirement keeps an insertion-ordered dict of those who lack something, each gate a count of its unmet
requirements, so that a move costs one comparison and a refusal lists who lacks what without looking at anybody else.
Names, and who owes something, are looked up when a refusal is made. Every version of every record is kept by its day;
a day is asked by putting what stood on it into a book of its own.

All contestants but our own stand on this book: what they add is events, guards in their own manner, and storage.
"""

import datetime as dt
from collections.abc import Iterable, Sized
from typing import Any

from benchmarks.lifecycle.reasons import Lack, Refusal, Rule, Subject, Text
from benchmarks.lifecycle.rules import (
    DUPLICATE_ID,
    GATES,
    NO_CERTIFICATE,
    NO_CONSENT,
    NO_CONSENTS,
    NO_TRAINING,
    NOT_BRIEFED,
    NOT_OPEN,
    PLACE_HAS_ROOM,
    PLACE_OPEN,
    PLACED_BRIEFED,
    PLACED_CLEARED,
    PLACED_CONSENTED,
    SUSPENDED,
    TRAINED_FIRST,
    TWO_ADULTS,
    UNKNOWN_ID,
    UNKNOWN_WORD,
    Gate,
)
from benchmarks.lifecycle.versions import Versions

NOBODY = ""
"""Stands among those who lack something as long as there is nobody at all: no volunteers is not all volunteers."""

STAGES = ("preparatory", "immersion", "main", "done")
SIDES = {
    "business": Text("Business", "Бизнес"),
    "childrens_institution": Text("Children's institutions", "Детские учреждения"),
    "government": Text("Public authorities", "Органы власти"),
    "ngo": Text("Non-profit organisations", "Некоммерческие организации"),
}


class Asked:
    """A requirement of a gate, and those who do not meet it."""

    __slots__ = ("gate", "lacking", "stage")

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.stage = gate.rule.stage or ""
        self.lacking: dict[str, None] = dict.fromkeys(SIDES) if gate.of == "sector" else {NOBODY: None}


class Book:
    """Everything that the pilot knows and asks."""

    def __init__(self) -> None:
        self.stage = 0
        self.versions = Versions(STAGES[0])
        self.partners: dict[str, Text] = {}
        self.agreements: dict[str, tuple[str, ...]] = {}
        self.signatures: dict[str, str] = {}
        self.people: dict[str, str] = {}
        self.assignments: dict[str, str] = {}
        self.credentials: dict[str, str] = {}
        self.levels: dict[str, str] = {}
        self.needs: dict[str, str] = {}
        self.places: dict[str, tuple[int, str]] = {}
        self.decisions: dict[str, str] = {}
        self.volunteers: dict[str, str] = {}
        self.consents: dict[str, str] = {}
        self.placements: dict[str, str] = {}
        self.visits: dict[str, tuple[str, tuple[str, ...]]] = {}
        # what the rules look up
        self.signed: set[str] = set()
        self.held: dict[tuple[str, str], tuple[dt.date, dt.date]] = {}
        self.consented: set[tuple[str, str]] = set()
        self.briefed: set[str] = set()
        self.taken: dict[str, int] = {}
        self.placed: set[str] = set()
        self.visited: set[str] = set()
        self.volunteer_of: dict[str, str] = {}
        self.coordinator_of: dict[str, str] = {}
        # who belongs to whom, for whoever reads a refusal
        self.partner_of: dict[str, str] = {}
        self.sent_by: dict[str, str] = {}
        self.host_of: dict[str, str] = {}
        # what may be empty, so that nothing is known
        self.recorded: dict[str, Sized] = {
            "partner": self.partners,
            "assignment": self.coordinator_of,
            "volunteer": self.volunteers,
            "consent": self.consents,
            "placement": self.placements,
            "visit": self.visits,
            "decision": self.decisions,
        }
        # what the gates ask
        self.asked = {gate.rule.id: Asked(gate) for gate in GATES}
        self.placed_are_cleared = self.asked["placed-are-cleared"].lacking
        self.exits = {
            stage: [one for one in self.asked.values() if one.stage == stage and one.gate.rule.moment == "exit"]
            for stage in STAGES
        }
        self.unmet = {stage: len(asked) for stage, asked in self.exits.items()}

    def on(self, day: dt.date) -> "Book":
        """Return the pilot as it stood on a day, by all that is known now."""
        book = Book()
        for kind, id_, since, version in self.versions.on(day):
            getattr(book, f"take_{kind}")(**{**dict(version), "id": id_, "on": since})
        book.stage = STAGES.index(self.versions.stage(day))
        return book

    # --- keeping -----------------------------------------------------------------------------------------------------

    def _lack(self, requirement: str, id_: str) -> None:
        asked = self.asked[requirement]
        lacking = asked.lacking
        if not lacking:
            self.unmet[asked.stage] += 1
        elif NOBODY in lacking:
            del lacking[NOBODY]
        lacking[id_] = None

    def _remedy(self, requirement: str, id_: str) -> None:
        asked = self.asked[requirement]
        lacking = asked.lacking
        if id_ in lacking:
            del lacking[id_]
            if not lacking:
                self.unmet[asked.stage] -= 1

    def _meet(self, requirement: str) -> None:
        """Somebody is there, and lacks nothing."""
        self._remedy(requirement, NOBODY)

    # --- the facts that rules look up --------------------------------------------------------------------------------

    def holds(self, person: str, type_: str, on: dt.date) -> bool:
        term = self.held.get((person, type_))
        return term is not None and term[0] <= on < term[1]

    def has_room(self, place: str) -> bool:
        return self.taken.get(place, 0) < self.places[place][0]

    def is_open(self, place: str) -> bool:
        return self.places[place][1] == "open"

    def has_two_adults(self, adults: Iterable[str], on: dt.date) -> bool:
        return len(self._cleared_households(adults, on)) > 1

    def _cleared_households(self, adults: Iterable[str], on: dt.date) -> set[str]:
        return {self.people[one] for one in adults if self.holds(one, "institution_clearance", on)}

    @property
    def is_suspended(self) -> bool:
        return STAGES[self.stage] == "main" and bool(self.placed_are_cleared)

    # --- reasons -----------------------------------------------------------------------------------------------------

    def _unmet(self, asked: Asked) -> Refusal:
        """Say what a requirement of a gate lacks: everybody, by name, and who owes it."""
        gate = asked.gate
        if NOBODY in asked.lacking:
            known = bool(self.recorded[gate.of])
            what = gate.what if known else gate.nobody
            return Refusal(gate.rule, (Lack(what, None, "0", ">= 1"),), known=known)
        known = gate.evidence is None or bool(self.recorded[gate.evidence])
        what = gate.what if known or gate.no_evidence is None else gate.no_evidence
        lacks, owners = [], {}
        for id_ in asked.lacking:
            owed_by = self._owners(gate.of, id_)
            lacks.append(Lack(what, self._subject(gate.of, id_), "0", ">= 1", None, owed_by))
            for owner in owed_by:
                owners[owner.id] = owner
        return Refusal(gate.rule, tuple(lacks), tuple(owners.values()), known)

    def _subject(self, kind: str, id_: str) -> Subject:
        match kind:
            case "partner":
                name = self.partners[id_]
            case "sector":
                name = SIDES[id_]
            case "person":
                name = self._somebody(id_)
            case "volunteer":
                name = self._somebody(self.volunteers[id_])
            case "assignment":
                partner = self.partners[self.partner_of[self.assignments[id_]]]
                name = Text(f"Coordinator, {partner.en}", f"Координатор, {partner.ru}")
            case _:
                name = _NOUNS[kind]
        return Subject(kind, id_, name)

    def _somebody(self, person: str) -> Text:
        """Call somebody after their partner: people have no names here."""
        partner = self.partners[self.partner_of[person]]
        return Text(f"a person from {partner.en}", f"человек от партнёра «{partner.ru}»")

    def _owners(self, kind: str, id_: str) -> tuple[Subject, ...]:
        match kind:
            case "partner":
                owner = id_
            case "volunteer":
                owner = self.sent_by[id_]
            case "assignment":
                owner = self.partner_of[self.assignments[id_]]
            case "visit":
                owner = self.host_of[id_]
            case _:
                return ()
        return (self._subject("partner", owner),)

    def _about_person(self, rule: Rule, what: Text, person: str, *, known: bool = True) -> Refusal:
        return Refusal(rule, (Lack(what, self._subject("person", person), "0", ">= 1"),), known=known)

    # --- what stands before an act -----------------------------------------------------------------------------------

    def check_partner(self, id: str, sector: str, **_: Any) -> list[Refusal]:
        return self._new(id, self.partners) or ([] if sector in SIDES else [_unknown(UNKNOWN_WORD, "sector", sector)])

    def check_agreement(self, id: str, parties: tuple[str, ...], **_: Any) -> list[Refusal]:
        return self._new(id, self.agreements) or self._known("parties", parties, self.partners)

    def check_signature(self, id: str, agreement: str, partner: str, **_: Any) -> list[Refusal]:
        return (
            self._new(id, self.signatures)
            or self._known("agreement", (agreement,), self.agreements)
            or self._known("partner", (partner,), self.partners)
        )

    def check_person(self, id: str, partner: str, **_: Any) -> list[Refusal]:
        return self._new(id, self.people) or self._known("partner", (partner,), self.partners)

    def check_assignment(self, id: str, person: str, at: str, **_: Any) -> list[Refusal]:
        return (
            self._new(id, self.assignments)
            or self._known("person", (person,), self.people)
            or self._known("at", (at,), self.partners)
        )

    def check_credential(self, id: str, person: str, **_: Any) -> list[Refusal]:
        return self._new(id, self.credentials) or self._known("person", (person,), self.people)

    def check_level(self, on: dt.date, id: str, person: str, level: str, **_: Any) -> list[Refusal]:
        found = self._new(id, self.levels) or self._known("person", (person,), self.people)
        if not found and level == "briefed" and not self.is_trained(person, on):
            found.append(self._about_person(TRAINED_FIRST, NO_TRAINING, person))
        return found

    def is_trained(self, person: str, on: dt.date) -> bool:
        return self.holds(person, "training_volunteer", on) or self.holds(person, "training_coordinator", on)

    def check_need(self, id: str, institution: str, **_: Any) -> list[Refusal]:
        return self._new(id, self.needs) or self._known("institution", (institution,), self.partners)

    def check_place(self, id: str, need: str, institution: str, **_: Any) -> list[Refusal]:
        return (
            self._new(id, self.places)
            or self._known("need", (need,), self.needs)
            or self._known("institution", (institution,), self.partners)
        )

    def check_decision(self, id: str, **_: Any) -> list[Refusal]:
        return self._new(id, self.decisions)

    def check_volunteer(self, id: str, person: str, partner: str, **_: Any) -> list[Refusal]:
        return (
            self._new(id, self.volunteers)
            or self._known("person", (person,), self.people)
            or self._known("partner", (partner,), self.partners)
        )

    def check_consent(self, id: str, person: str, **_: Any) -> list[Refusal]:
        return self._new(id, self.consents) or self._known("person", (person,), self.people)

    def check_placement(self, on: dt.date, id: str, place: str, volunteer: str, **_: Any) -> list[Refusal]:
        found = (
            self._new(id, self.placements)
            or self._known("place", (place,), self.places)
            or self._known("volunteer", (volunteer,), self.volunteers)
        )
        if found:
            return found
        person = self.volunteers[volunteer]
        if self.is_suspended:
            found.append(self._suspended())
        if not self.holds(person, "criminal_record_clearance", on):
            found.append(self._not_cleared(person, on))
        if (person, "take_part") not in self.consented:
            known = bool(self.consents)
            found.append(
                self._about_person(PLACED_CONSENTED, NO_CONSENT if known else NO_CONSENTS, person, known=known)
            )
        if person not in self.briefed:
            found.append(self._about_person(PLACED_BRIEFED, NOT_BRIEFED, person))
        if not self.is_open(place):
            found.append(Refusal(PLACE_OPEN, (Lack(NOT_OPEN, self._subject("place", place), "0", ">= 1"),)))
        if not self.has_room(place):
            found.append(self._full(place))
        return found

    def _not_cleared(self, person: str, on: dt.date) -> Refusal:
        day = f"{on}"
        what = Text(f"{NO_CERTIFICATE.en} on {day}", f"на {day} {NO_CERTIFICATE.ru}")
        term = self.held.get((person, "criminal_record_clearance"))
        lapsed = term[1] if term is not None and term[1] <= on else None
        return Refusal(PLACED_CLEARED, (Lack(what, self._subject("person", person), "0", ">= 1", lapsed),))

    def _full(self, place: str) -> Refusal:
        taken, capacity = self.taken[place], self.places[place][0]
        what = Text(f"{taken} placed, room for {capacity}", f"назначено: {taken}, мест: {capacity}")
        return Refusal(PLACE_HAS_ROOM, (Lack(what, self._subject("place", place), f"{taken}", f"< {capacity}"),))

    def check_visit(
        self, on: dt.date, id: str, institution: str, state: str, adults: tuple[str, ...], **_: Any
    ) -> list[Refusal]:
        found = (
            self._new(id, self.visits)
            or self._known("institution", (institution,), self.partners)
            or self._known("adults", adults, self.people)
        )
        return found or (self._held(institution, adults, on) if state == "held" else found)

    def check_visit_change(
        self, on: dt.date, id: str, state: str | None = None, adults: tuple[str, ...] | None = None
    ) -> list[Refusal]:
        if id not in self.visits:
            return [_unknown(UNKNOWN_ID, "visit", id)]
        was, were = self.visits[id]
        if adults is not None:
            found = self._known("adults", adults, self.people)
            if found:
                return found
        return self._held(self.host_of[id], adults or were, on) if (state or was) == "held" else []

    def _held(self, institution: str, adults: tuple[str, ...], on: dt.date) -> list[Refusal]:
        found = []
        if self.is_suspended:
            found.append(self._suspended())
        cleared = len(self._cleared_households(adults, on))
        if cleared < 2:
            owed_by = (self._subject("partner", institution),)
            what = Text(
                f"cleared adults of different households: {cleared} of the 2 needed",
                f"проверенных взрослых из разных семей: {cleared}, нужно 2",
            )
            found.append(Refusal(TWO_ADULTS, (Lack(what, None, f"{cleared}", ">= 2", None, owed_by),), owed_by))
        return found

    def missing(self) -> list[Refusal]:
        """Say what stands before the next stage; behind the last there is none."""
        return [] if STAGES[self.stage] == STAGES[-1] else self.check_advance()

    def check_advance(self) -> list[Refusal]:
        stage = STAGES[self.stage]
        entering_main = STAGES[self.stage + 1] == "main"
        if not self.unmet[stage] and not self.is_suspended and not (entering_main and self.placed_are_cleared):
            return []
        found = [self._suspended()] if self.is_suspended else []
        found += [self._unmet(asked) for asked in self.exits[stage] if asked.lacking]
        if entering_main and self.placed_are_cleared:
            found.append(self._unmet(self.asked["placed-are-cleared"]))
        return found

    def _suspended(self) -> Refusal:
        return Refusal(SUSPENDED, (Lack(self.asked["placed-are-cleared"].gate.rule.title),))

    def _new(self, id_: str, table: dict[str, Any]) -> list[Refusal]:
        if id_ in table:
            return [_unknown(DUPLICATE_ID, "id", id_)]
        return []

    def _known(self, field: str, ids: tuple[str, ...], table: dict[str, Any]) -> list[Refusal]:
        return [_unknown(UNKNOWN_ID, field, id_) for id_ in ids if id_ not in table]

    # --- what an act changes -----------------------------------------------------------------------------------------

    def take_partner(self, id: str, name: str, sector: str, **_: Any) -> None:
        self.partners[id] = Text(name, name)
        self._remedy("four-sides", sector)
        if id in self.signed:
            self._meet("partners-signed")
        else:
            self._lack("partners-signed", id)

    def take_agreement(self, id: str, parties: tuple[str, ...], **_: Any) -> None:
        self.agreements[id] = parties

    def take_signature(self, id: str, partner: str, **_: Any) -> None:
        self.signatures[id] = partner
        self.signed.add(partner)
        self._remedy("partners-signed", partner)

    def take_person(self, id: str, partner: str, household: str | None = None, **_: Any) -> None:
        self.people[id] = household or id
        self.partner_of[id] = partner

    def take_assignment(self, on: dt.date, id: str, role: str, person: str, **_: Any) -> None:
        self.assignments[id] = person
        if role == "programme_coordinator":
            self.coordinator_of[person] = id
            if self.holds(person, "training_coordinator", on):
                self._meet("coordinators-trained")
            else:
                self._lack("coordinators-trained", id)

    def take_credential(
        self,
        on: dt.date,
        id: str,
        person: str,
        type: str,
        valid_from: dt.date | None = None,
        valid_to: dt.date | None = None,
        **_: Any,
    ) -> None:
        self.credentials[id] = person
        self.held[person, type] = (valid_from or on, valid_to or dt.date.max)
        if type == "training_coordinator":
            if person in self.coordinator_of:
                self._remedy("coordinators-trained", self.coordinator_of[person])
        elif person in self.volunteer_of:
            if type == "criminal_record_clearance":
                self._remedy("volunteers-cleared", self.volunteer_of[person])
            elif type == "training_volunteer":
                self._remedy("volunteers-trained", self.volunteer_of[person])

    def take_level(self, id: str, person: str, level: str, **_: Any) -> None:
        self.levels[id] = person
        if level == "briefed":
            self.briefed.add(person)
            if person in self.volunteer_of:
                self._remedy("volunteers-briefed", self.volunteer_of[person])

    def take_need(self, id: str, institution: str, **_: Any) -> None:
        self.needs[id] = institution

    def take_place(self, id: str, capacity: int, state: str = "open", **_: Any) -> None:
        self.places[id] = (capacity, state)

    def take_decision(self, id: str, matter: str, **_: Any) -> None:
        self.decisions[id] = matter
        self._meet(_DECIDED[matter])

    def take_volunteer(self, on: dt.date, id: str, person: str, partner: str, **_: Any) -> None:
        self.volunteers[id] = person
        self.sent_by[id] = partner
        self.volunteer_of[person] = id
        has = {
            "volunteers-cleared": self.holds(person, "criminal_record_clearance", on),
            "volunteers-consented": (person, "take_part") in self.consented,
            "volunteers-trained": self.holds(person, "training_volunteer", on),
            "volunteers-briefed": person in self.briefed,
            "volunteers-placed": id in self.placed,
            "volunteers-visited": person in self.visited,
        }
        for requirement, met in has.items():
            if met:
                self._meet(requirement)
            else:
                self._lack(requirement, id)

    def take_consent(self, id: str, person: str, purpose: str, given_in: str, **_: Any) -> None:
        self.consents[id] = person
        if given_in == "self":
            self.consented.add((person, purpose))
            if purpose == "take_part" and person in self.volunteer_of:
                self._remedy("volunteers-consented", self.volunteer_of[person])

    def take_placement(self, on: dt.date, id: str, place: str, volunteer: str, **_: Any) -> None:
        self.placements[id] = volunteer
        self.taken[place] = self.taken.get(place, 0) + 1
        self.placed.add(volunteer)
        self._remedy("volunteers-placed", volunteer)
        self.placed_are_cleared.pop(NOBODY, None)
        if not self.holds(self.volunteers[volunteer], "criminal_record_clearance", on):
            self.placed_are_cleared[id] = None

    def take_visit(self, id: str, institution: str, state: str, adults: tuple[str, ...], **_: Any) -> None:
        self.host_of[id] = institution
        self._visit(id, state, adults)

    def take_visit_change(
        self, id: str, state: str | None = None, adults: tuple[str, ...] | None = None, **_: Any
    ) -> None:
        was, were = self.visits[id]
        self._visit(id, state or was, were if adults is None else adults)

    def _visit(self, id_: str, state: str, adults: tuple[str, ...]) -> None:
        self.visits[id_] = (state, adults)
        if state != "debriefed":
            self._lack("visits-debriefed", id_)
            return
        self._meet("visits-debriefed")
        self._remedy("visits-debriefed", id_)
        for person in adults:
            self.visited.add(person)
            if person in self.volunteer_of:
                self._remedy("volunteers-visited", self.volunteer_of[person])

    def take_advance(self) -> None:
        self.stage += 1


def _unknown(rule: Rule, field: str, word: str) -> Refusal:
    return Refusal(rule, (Lack(Text(f"{field}: '{word}'", f"{field}: «{word}»")),))


_DECIDED = {"principles": "begun", "work_plan": "main-begun", "stage_closure": "ended"}
_NOUNS = {
    "place": Text("volunteer place", "место добровольца"),
    "placement": Text("placement", "назначение добровольца на место"),
    "visit": Text("visit", "выезд"),
}
