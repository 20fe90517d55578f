"""The law of pilot.yaml by hand: dicts, ifs and counters, as fast as they can fairly be written.

Each requirement keeps an insertion-ordered dict of those who lack something, each gate a count of its unmet
requirements, so that a move costs one comparison and a refusal lists who lacks what without looking at anybody else.
All contestants but our own stand on this book: what they add is events, guards in their own manner, and storage.
"""

import datetime as dt
from typing import Any, NamedTuple

NOBODY = ""
"""Stands among those who lack something as long as there is nobody at all: no volunteers is not all volunteers."""

STAGES = ("preparatory", "immersion", "main", "done")
SIDES = ("business", "ngo", "government", "childrens_institution")


class Refusal(NamedTuple):
    """One reason: the rule, who lacks what (by id), and what to do about it."""

    requirement: str
    title: str
    lacks: tuple[tuple[str, str], ...]
    mend: str


class Refused(Exception):
    """The law says no."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__()
        self.refusals = refusals


class Asked:
    """A requirement of a gate, and those who do not meet it."""

    __slots__ = ("id", "lacking", "mend", "stage", "title", "what")

    def __init__(self, stage: str, id_: str, title: str, what: str, mend: str) -> None:
        self.stage = stage
        self.id = id_
        self.title = title
        self.what = what
        self.mend = mend
        self.lacking: dict[str, None] = {NOBODY: None}

    def refusal(self) -> Refusal:
        lacks = tuple([(id_, self.what) for id_ in self.lacking if id_])
        return Refusal(self.id, self.title, lacks, self.mend)


class Book:
    """Everything that the pilot knows and asks."""

    def __init__(self) -> None:
        self.stage = 0
        self.partners: dict[str, str] = {}
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
        # what the gates ask
        self.asked = {asked.id: asked for asked in _requirements()}
        self.unmet = dict.fromkeys(STAGES, 0)
        for asked in self.asked.values():
            self.unmet[asked.stage] += 1
        self.asked["four-sides"].lacking = dict.fromkeys(SIDES)
        self.placed_are_cleared: dict[str, None] = {NOBODY: None}

    # --- keeping -----------------------------------------------------------------------------------------------------

    def _lack(self, requirement: str, id_: str) -> None:
        asked = self.asked[requirement]
        lacking = asked.lacking
        if not lacking:
            self.unmet[asked.stage] += 1
        elif NOBODY in lacking:
            del lacking[NOBODY]
        lacking[id_] = None

    def _mend(self, requirement: str, id_: str) -> None:
        asked = self.asked[requirement]
        lacking = asked.lacking
        if id_ in lacking:
            del lacking[id_]
            if not lacking:
                self.unmet[asked.stage] -= 1

    def _meet(self, requirement: str) -> None:
        """Somebody is there, and lacks nothing."""
        self._mend(requirement, NOBODY)

    # --- the facts that rules look up --------------------------------------------------------------------------------

    def holds(self, person: str, type_: str, on: dt.date) -> bool:
        term = self.held.get((person, type_))
        return term is not None and term[0] <= on < term[1]

    def has_room(self, place: str) -> bool:
        return self.taken.get(place, 0) < self.places[place][0]

    def is_open(self, place: str) -> bool:
        return self.places[place][1] == "open"

    def has_two_adults(self, adults: tuple[str, ...], on: dt.date) -> bool:
        households = {self.people[one] for one in adults if self.holds(one, "institution_clearance", on)}
        return len(households) > 1

    @property
    def is_suspended(self) -> bool:
        return STAGES[self.stage] == "main" and bool(self.placed_are_cleared)

    # --- what stands before an act -----------------------------------------------------------------------------------

    def check_partner(self, id: str, sector: str, **_: Any) -> list[Refusal]:
        return self._new(id, self.partners) or ([] if sector in SIDES else [unknown("sector", sector)])

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
            found.append(
                Refusal("trained-first", "Training comes first", ((person, "no training"),), "Record the training.")
            )
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
            found.append(suspended())
        if not self.holds(person, "criminal_record_clearance", on):
            found.append(_PLACED_CLEARED._replace(lacks=((person, "no certificate"),)))
        if (person, "take_part") not in self.consented:
            found.append(_PLACED_CONSENTED._replace(lacks=((person, "no consent"),)))
        if person not in self.briefed:
            found.append(_PLACED_BRIEFED._replace(lacks=((person, "not briefed"),)))
        if not self.is_open(place):
            found.append(_PLACE_OPEN._replace(lacks=((place, "not open"),)))
        if not self.has_room(place):
            found.append(_PLACE_HAS_ROOM._replace(lacks=((place, "full"),)))
        return found

    def check_visit(
        self, on: dt.date, id: str, institution: str, state: str, adults: tuple[str, ...], **_: Any
    ) -> list[Refusal]:
        found = (
            self._new(id, self.visits)
            or self._known("institution", (institution,), self.partners)
            or self._known("adults", adults, self.people)
        )
        return found or (self._held(adults, on) if state == "held" else found)

    def check_visit_change(
        self, on: dt.date, id: str, state: str | None = None, adults: tuple[str, ...] | None = None
    ) -> list[Refusal]:
        if id not in self.visits:
            return [unknown("visit", id)]
        was, were = self.visits[id]
        if adults is not None:
            found = self._known("adults", adults, self.people)
            if found:
                return found
        return self._held(adults or were, on) if (state or was) == "held" else []

    def _held(self, adults: tuple[str, ...], on: dt.date) -> list[Refusal]:
        found = []
        if self.is_suspended:
            found.append(suspended())
        if not self.has_two_adults(adults, on):
            cleared = sum(self.holds(one, "institution_clearance", on) for one in adults)
            found.append(_TWO_ADULTS._replace(lacks=((NOBODY, f"{cleared} of 2"),)))
        return found

    def check_advance(self) -> list[Refusal]:
        stage = STAGES[self.stage]
        entering_main = STAGES[self.stage + 1] == "main"
        if not self.unmet[stage] and not self.is_suspended and not (entering_main and self.placed_are_cleared):
            return []
        found = [asked.refusal() for asked in self.asked.values() if asked.stage == stage and asked.lacking]
        if entering_main and self.placed_are_cleared:
            lacks = tuple([(id_, "not cleared") for id_ in self.placed_are_cleared if id_])
            found.append(
                Refusal("placed-are-cleared", "Whoever is placed is cleared", lacks, "Record the certificate.")
            )
        return [suspended(), *found] if self.is_suspended else found

    def _new(self, id_: str, table: dict[str, Any]) -> list[Refusal]:
        if id_ in table:
            return [Refusal("duplicate_id", "This id is taken", ((id_, "there already"),), "Choose another id.")]
        return []

    def _known(self, field: str, ids: tuple[str, ...], table: dict[str, Any]) -> list[Refusal]:
        return [unknown(field, id_) for id_ in ids if id_ not in table]

    # --- what an act changes -----------------------------------------------------------------------------------------

    def take_partner(self, id: str, sector: str, **_: Any) -> None:
        self.partners[id] = sector
        self._mend("four-sides", sector)
        if id in self.signed:
            self._meet("partners-signed")
        else:
            self._lack("partners-signed", id)

    def take_agreement(self, id: str, parties: tuple[str, ...], **_: Any) -> None:
        self.agreements[id] = parties

    def take_signature(self, id: str, partner: str, **_: Any) -> None:
        self.signatures[id] = partner
        self.signed.add(partner)
        self._mend("partners-signed", partner)

    def take_person(self, id: str, household: str | None = None, **_: Any) -> None:
        self.people[id] = household or id

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
                self._mend("coordinators-trained", self.coordinator_of[person])
        elif person in self.volunteer_of:
            if type == "criminal_record_clearance":
                self._mend("volunteers-cleared", self.volunteer_of[person])
            elif type == "training_volunteer":
                self._mend("volunteers-trained", self.volunteer_of[person])

    def take_level(self, id: str, person: str, level: str, **_: Any) -> None:
        self.levels[id] = person
        if level == "briefed":
            self.briefed.add(person)
            if person in self.volunteer_of:
                self._mend("volunteers-briefed", self.volunteer_of[person])

    def take_need(self, id: str, institution: str, **_: Any) -> None:
        self.needs[id] = institution

    def take_place(self, id: str, capacity: int, state: str = "open", **_: Any) -> None:
        self.places[id] = (capacity, state)

    def take_decision(self, id: str, matter: str, **_: Any) -> None:
        self.decisions[id] = matter
        self._meet(_DECIDED[matter])

    def take_volunteer(self, on: dt.date, id: str, person: str, **_: Any) -> None:
        self.volunteers[id] = person
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

    def take_consent(self, id: str, person: str, purpose: str, by: str, **_: Any) -> None:
        self.consents[id] = person
        if by == "self":
            self.consented.add((person, purpose))
            if purpose == "take_part" and person in self.volunteer_of:
                self._mend("volunteers-consented", self.volunteer_of[person])

    def take_placement(self, on: dt.date, id: str, place: str, volunteer: str, **_: Any) -> None:
        self.placements[id] = volunteer
        self.taken[place] = self.taken.get(place, 0) + 1
        self.placed.add(volunteer)
        self._mend("volunteers-placed", volunteer)
        self.placed_are_cleared.pop(NOBODY, None)
        if not self.holds(self.volunteers[volunteer], "criminal_record_clearance", on):
            self.placed_are_cleared[id] = None

    def take_visit(self, id: str, state: str, adults: tuple[str, ...], **_: Any) -> None:
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
        self._mend("visits-debriefed", id_)
        for person in adults:
            self.visited.add(person)
            if person in self.volunteer_of:
                self._mend("volunteers-visited", self.volunteer_of[person])

    def take_advance(self) -> None:
        self.stage += 1


def unknown(field: str, id_: str) -> Refusal:
    return Refusal("unknown_id", f"{field}: there is no '{id_}'", ((id_, "not there"),), "Record it first.")


def suspended() -> Refusal:
    return Refusal("suspended", "The programme is suspended", (), "Mend what must hold all the time.")


def _requirements() -> list[Asked]:
    one, two, three = STAGES[:3]
    return [
        Asked(one, "four-sides", "All four sides take part", "no partner of this side", "Win one."),
        Asked(one, "partners-signed", "Every partner has signed", "no signature", "Let the partner sign."),
        Asked(one, "coordinators-trained", "Every coordinator is trained", "no training", "Record the training."),
        Asked(one, "begun", "The partners have decided to begin", "no decision", "Decide."),
        Asked(two, "volunteers-cleared", "Every volunteer is cleared", "no certificate", "Record the certificate."),
        Asked(two, "volunteers-consented", "Every volunteer has consented", "no consent", "Ask."),
        Asked(two, "volunteers-trained", "Every volunteer is trained", "no training", "Record the training."),
        Asked(two, "volunteers-briefed", "Every volunteer is briefed", "not briefed", "Brief the person."),
        Asked(two, "volunteers-placed", "Every volunteer has a place", "no place", "Find a place."),
        Asked(two, "volunteers-visited", "Every volunteer has been on a visit", "no visit", "Go on a visit."),
        Asked(two, "main-begun", "The partners have decided to go on", "no decision", "Decide."),
        Asked(three, "visits-debriefed", "Every visit was talked over", "not talked over", "Talk it over."),
        Asked(three, "ended", "The partners have decided to end", "no decision", "Decide."),
    ]


_DECIDED = {"principles": "begun", "work_plan": "main-begun", "stage_closure": "ended"}
_PLACED_CLEARED = Refusal("placed-cleared", "The volunteer's certificate is valid", (), "Record the certificate.")
_PLACED_CONSENTED = Refusal("placed-consented", "The volunteer has consented", (), "Ask the volunteer.")
_PLACED_BRIEFED = Refusal("placed-briefed", "The volunteer is briefed", (), "Brief the volunteer.")
_PLACE_OPEN = Refusal("place-open", "The place is open", (), "Choose an open place.")
_PLACE_HAS_ROOM = Refusal("place-has-room", "The place has room", (), "Choose another place.")
_TWO_ADULTS = Refusal("two-adults", "Two cleared adults of different households", (), "Take a second adult along.")
