"""Events by hand: one frozen, strict pydantic model a kind, with the fields that our entries and records carry."""

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class Event(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    seq: int
    date: dt.date
    recorded: dt.datetime
    by: str | None = None
    basis: str | None = None
    note: str | None = None


class Started(Event):
    event: Literal["started"] = "started"
    programme: str
    region: str


class Advanced(Event):
    event: Literal["advanced"] = "advanced"
    stage: str
    from_stage: str


class VisitChanged(Event):
    event: Literal["visit_changed"] = "visit_changed"
    id: str
    state: Literal["planned", "held", "debriefed", "cancelled"] | None = None
    adults: tuple[str, ...] | None = Field(default=None, strict=False)


class RecordEvent(Event):
    id: str
    record_note: str | None = None


class PartnerRecorded(RecordEvent):
    event: Literal["partner"] = "partner"
    name: str
    sector: str
    role: str | None = None
    organisation: str | None = None
    parent: str | None = None
    supervised_by: str | None = None
    region: str | None = None
    place: str | None = None
    experience_years: int | None = None
    status: Literal["active", "suspended"] = "active"


class AgreementRecorded(RecordEvent):
    event: Literal["agreement"] = "agreement"
    type: str
    title: str | None = None
    parties: tuple[str, ...]
    clauses: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    supersedes: str | None = None


class SignatureRecorded(RecordEvent):
    event: Literal["signature"] = "signature"
    agreement: str
    partner: str
    signed_by: str | None = None


class PersonRecorded(RecordEvent):
    event: Literal["person"] = "person"
    partner: str | None = None
    adult: bool = True
    household: str | None = None
    staff: bool = False
    title: str | None = None


class AssignmentRecorded(RecordEvent):
    event: Literal["assignment"] = "assignment"
    role: str
    person: str | None = None
    partner: str | None = None
    at: str | None = None
    on_behalf_of: str | None = None
    decision: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class CredentialRecorded(RecordEvent):
    event: Literal["credential"] = "credential"
    person: str
    type: str
    issued: dt.date | None = None
    verified: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    session: str | None = None


class LevelRecorded(RecordEvent):
    event: Literal["level"] = "level"
    person: str
    scale: str
    level: str


class NeedRecorded(RecordEvent):
    event: Literal["need"] = "need"
    institution: str
    what: str
    form: str | None = None
    state: Literal["open", "met", "withdrawn"] = "open"


class PlaceRecorded(RecordEvent):
    event: Literal["place"] = "place"
    need: str
    institution: str
    title: str | None = None
    capacity: int = Field(ge=1)
    level: str | None = None
    state: Literal["open", "full", "closed"] = "open"


class DecisionRecorded(RecordEvent):
    event: Literal["decision"] = "decision"
    matter: str
    body: str | None = None
    meeting: str | None = None
    present: int | None = None
    members: int | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    partners: tuple[str, ...] = ()
    subject: str | None = None
    text: str | None = None
    quorum: Decimal | None = None


class VolunteerRecorded(RecordEvent):
    event: Literal["volunteer"] = "volunteer"
    person: str
    partner: str | None = None
    experienced: bool
    source: Literal["company", "media", "ngo", "friend", "other"] = "company"
    employer_mandated: bool = False


class ConsentRecorded(RecordEvent):
    event: Literal["consent"] = "consent"
    person: str
    purpose: str
    given_in: Literal["self", "guardian", "institution", "employer"]
    given_by: str | None = None
    child_view: Literal["asked", "not_asked", "not_applicable"] = "not_applicable"
    conflict: bool = False
    valid_to: dt.date | None = None


class PlacementRecorded(RecordEvent):
    event: Literal["placement"] = "placement"
    place: str
    volunteer: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


class VisitRecorded(RecordEvent):
    event: Literal["visit"] = "visit"
    type: str
    institution: str
    state: Literal["planned", "held", "debriefed", "cancelled"]
    planned_for: dt.date | None = None
    adults: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    setting: Literal["on_site", "off_site"] = "on_site"
    activity_level: str | None = None


RECORDED: dict[str, type[RecordEvent]] = {
    "partner": PartnerRecorded,
    "agreement": AgreementRecorded,
    "signature": SignatureRecorded,
    "person": PersonRecorded,
    "assignment": AssignmentRecorded,
    "credential": CredentialRecorded,
    "level": LevelRecorded,
    "need": NeedRecorded,
    "place": PlaceRecorded,
    "decision": DecisionRecorded,
    "volunteer": VolunteerRecorded,
    "consent": ConsentRecorded,
    "placement": PlacementRecorded,
    "visit": VisitRecorded,
}

AnyEvent = Annotated[
    Started
    | Advanced
    | VisitChanged
    | PartnerRecorded
    | AgreementRecorded
    | SignatureRecorded
    | PersonRecorded
    | AssignmentRecorded
    | CredentialRecorded
    | LevelRecorded
    | NeedRecorded
    | PlaceRecorded
    | DecisionRecorded
    | VolunteerRecorded
    | ConsentRecorded
    | PlacementRecorded
    | VisitRecorded,
    Field(discriminator="event"),
]


@cache
def event_adapter() -> TypeAdapter[AnyEvent]:
    return TypeAdapter(AnyEvent)
