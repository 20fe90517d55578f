# ruff: noqa: ARG002, FBT001, FBT002, PLR0913, PLR0917 - the parameters of a method are the fields of its event
"""eventsourcing: an aggregate whose methods check and then trigger events, saved in memory after each command.

The aggregate stays at hand; it is not fetched again for each command, which would replay its history.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import JSONTranscoder, Transcoding
from typing_extensions import override

from benchmarks.contestants.by_hand import ByHand, fields_of
from benchmarks.contestants.contestant import BASIS, BY, moment
from benchmarks.lifecycle import START, Book, Refusal, Refused, Step
from benchmarks.lifecycle.book import STAGES


class DateAsISO(Transcoding):
    type = dt.date
    name = "date_iso"

    @override
    def encode(self, obj: dt.date) -> str:
        return obj.isoformat()

    @override
    def decode(self, data: str) -> dt.date:
        return dt.date.fromisoformat(data)


class TupleAsList(Transcoding):
    type = tuple
    name = "tuple_as_list"

    @override
    def encode(self, obj: tuple[Any, ...]) -> list[Any]:
        return list(obj)

    @override
    def decode(self, data: list[Any]) -> tuple[Any, ...]:
        return tuple(data)


class Pilot(Aggregate):
    @event("Started")
    def __init__(self, programme: str, region: str, day: dt.date, recorded: dt.datetime, by: str, basis: str) -> None:
        self.programme = programme
        self.region = region
        self.book = Book()

    # --- commands ----------------------------------------------------------------------------------------------------

    def record(self, kind: str, day: dt.date, id: str, fields: Mapping[str, Any]) -> None:
        refusals = getattr(self.book, f"check_{kind}")(id=id, on=day, **fields)
        if refusals:
            raise Refused(refusals)
        getattr(self, f"_{kind}")(id=id, day=day, recorded=moment(day), by=BY, basis=BASIS, **fields)

    def change_visit(self, day: dt.date, id: str, fields: dict[str, Any]) -> None:
        refusals = self.book.check_visit_change(id=id, on=day, **fields)
        if refusals:
            raise Refused(refusals)
        self._visit_change(id=id, day=day, recorded=moment(day), by=BY, basis=BASIS, **fields)

    def advance(self, day: dt.date) -> None:
        refusals = self.book.check_advance()
        if refusals:
            raise Refused(refusals)
        here = self.book.stage
        self._advance(
            stage=STAGES[here + 1], from_stage=STAGES[here], day=day, recorded=moment(day), by=BY, basis=BASIS
        )

    # --- events ------------------------------------------------------------------------------------------------------

    def _take(self, kind: str, id: str, day: dt.date, **fields: Any) -> None:
        """Keep what an event tells, so that it is there again when the aggregate is made from its events."""
        self.book.versions.record(kind, id, day, fields)
        getattr(self.book, f"take_{kind}")(id=id, on=day, **fields)

    @event("Advanced")
    def _advance(self, stage: str, from_stage: str, day: dt.date, recorded: dt.datetime, by: str, basis: str) -> None:
        self.book.versions.move(day, stage)
        self.book.take_advance()

    @event("VisitChanged")
    def _visit_change(
        self,
        id: str,
        day: dt.date,
        recorded: dt.datetime,
        by: str,
        basis: str,
        state: str | None = None,
        adults: list[str] | None = None,
    ) -> None:
        told: dict[str, Any] = {"state": state, "adults": None if adults is None else tuple(adults)}
        changes = {name: value for name, value in told.items() if value is not None}
        versions = self.book.versions
        versions.amend("visit", id, day, {**versions.latest("visit", id), **changes})
        self.book.take_visit_change(id=id, on=day, **changes)

    @event("PartnerRecorded")
    def _partner(
        self, id: str, day: dt.date, recorded: dt.datetime, by: str, basis: str, name: str, sector: str
    ) -> None:
        self._take("partner", id, day, name=name, sector=sector)

    @event("AgreementRecorded")
    def _agreement(
        self,
        id: str,
        day: dt.date,
        recorded: dt.datetime,
        by: str,
        basis: str,
        type: str,
        parties: tuple[str, ...],
        clauses: tuple[str, ...] = (),
    ) -> None:
        self._take("agreement", id, day, type=type, parties=parties, clauses=clauses)

    @event("SignatureRecorded")
    def _signature(
        self, id: str, day: dt.date, recorded: dt.datetime, by: str, basis: str, agreement: str, partner: str
    ) -> None:
        self._take("signature", id, day, agreement=agreement, partner=partner)

    @event("PersonRecorded")
    def _person(
        self,
        id: str,
        day: dt.date,
        recorded: dt.datetime,
        by: str,
        basis: str,
        partner: str | None = None,
        household: str | None = None,
        staff: bool = False,
    ) -> None:
        self._take("person", id, day, partner=partner, household=household, staff=staff)

    @event("AssignmentRecorded")
    def _assignment(
        self, id: str, day: dt.date, recorded: dt.datetime, by: str, basis: str, role: str, person: str, at: str
    ) -> None:
        self._take("assignment", id, day, role=role, person=person, at=at)

    @event("CredentialRecorded")
    def _credential(
        self,
        id: str,
        day: dt.date,
        recorded: dt.datetime,
        by: str,
        basis: str,
        person: str,
        type: str,
        verified: dt.date | None = None,
        valid_from: dt.date | None = None,
        valid_to: dt.date | None = None,
    ) -> None:
        self._take(
            "credential",
            id,
            day,
            person=person,
            type=type,
            verified=verified,
            valid_from=valid_from,
            valid_to=valid_to,
        )

    @event("LevelRecorded")
    def _level(
        self,
        id: str,
        day: dt.date,
        recorded: dt.datetime,
        by: str,
        basis: str,
        person: str,
        scale: str,
        level: str,
    ) -> None:
        self._take("level", id, day, person=person, scale=scale, level=level)

    @event("NeedRecorded")
    def _need(
        self, id: str, day: dt.date, recorded: dt.datetime, by: str, basis: str, institution: str, what: str
    ) -> None:
        self._take("need", id, day, institution=institution, what=what)

    @event("PlaceRecorded")
    def _place(
        self,
        id: str,
        day: dt.date,
        recorded: dt.datetime,
        by: str,
        basis: str,
        need: str,
        institution: str,
        capacity: int,
        state: str = "open",
    ) -> None:
        self._take("place", id, day, need=need, institution=institution, capacity=capacity, state=state)

    @event("DecisionRecorded")
    def _decision(self, id: str, day: dt.date, recorded: dt.datetime, by: str, basis: str, matter: str) -> None:
        self._take("decision", id, day, matter=matter)

    @event("VolunteerRecorded")
    def _volunteer(
        self,
        id: str,
        day: dt.date,
        recorded: dt.datetime,
        by: str,
        basis: str,
        person: str,
        partner: str,
        experienced: bool,
    ) -> None:
        self._take("volunteer", id, day, person=person, partner=partner, experienced=experienced)

    @event("ConsentRecorded")
    def _consent(
        self,
        id: str,
        day: dt.date,
        recorded: dt.datetime,
        by: str,
        basis: str,
        person: str,
        purpose: str,
        given_in: str,
    ) -> None:
        self._take("consent", id, day, person=person, purpose=purpose, given_in=given_in)

    @event("PlacementRecorded")
    def _placement(
        self, id: str, day: dt.date, recorded: dt.datetime, by: str, basis: str, place: str, volunteer: str
    ) -> None:
        self._take("placement", id, day, place=place, volunteer=volunteer)

    @event("VisitRecorded")
    def _visit(
        self,
        id: str,
        day: dt.date,
        recorded: dt.datetime,
        by: str,
        basis: str,
        type: str,
        institution: str,
        state: str,
        planned_for: dt.date,
        adults: tuple[str, ...],
    ) -> None:
        self._take(
            "visit",
            id,
            day,
            type=type,
            institution=institution,
            state=state,
            planned_for=planned_for,
            adults=adults,
        )


class Pilots(Application[UUID]):
    @override
    def register_transcodings(self, transcoder: JSONTranscoder) -> None:
        super().register_transcodings(transcoder)
        transcoder.register(DateAsISO())
        transcoder.register(TupleAsList())


class WithEventSourcing(ByHand):
    def begin(self) -> None:
        self.pilots = Pilots()
        self.pilot = Pilot("pilot", "RU-SMO", START, moment(START), BY, BASIS)
        self.pilots.save(self.pilot)
        self.book = self.pilot.book
        self._before: int = self.pilot.version

    def do(self, step: Step) -> list[Refusal] | None:
        pilot = self.pilot
        try:
            if step.verb == "record":
                pilot.record(step.kind, step.on, step.id, fields_of(step))
            elif step.verb == "amend":
                pilot.change_visit(step.on, step.id, step.fields)
            else:
                pilot.advance(step.on)
        except Refused as refused:
            return refused.refusals
        self.pilots.save(pilot)
        return None

    @property
    def written(self) -> int:
        version: int = self.pilot.version
        return version - self._before
