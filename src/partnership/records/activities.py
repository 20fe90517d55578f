"""What is done together: training, visits, activities, events, clubs, and what is published about it."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from partnership.records.base import Phrase, Record, Several
from partnership.records.refs import (
    ActivityForm,
    BodyId,
    ClubId,
    EventType,
    PartnerId,
    PersonId,
    PersonOrPartnerId,
    PublicationKind,
    SessionType,
    TeamId,
    VisitType,
    WardId,
)
from partnership.values import Day, Id, Strict, Text


class Session(Record):
    """A training or a group session, and who attended it."""

    # Source: E1, E2.
    register: ClassVar[str] = "sessions"
    constitutive: ClassVar[bool] = True

    kind: Literal["session"] = "session"
    type: SessionType
    topic: Text | None = None
    state: Literal["planned", "held", "cancelled"]
    attended: Several[PersonId] = ()
    trainer: PersonOrPartnerId | None = None


class Consultation(Record):
    """Counselling of one person: offered, then held or declined."""

    # Source: E3.
    register: ClassVar[str] = "consultations"
    constitutive: ClassVar[bool] = True

    kind: Literal["consultation"] = "consultation"
    person: PersonId
    consultant: PersonOrPartnerId | None = None
    state: Literal["offered", "held", "declined"]


class Visit(Record):
    """A trip of adults to an institution, with the children they met and the staff who were there.

    `setting` and the age bands of the wards decide how many adults are needed; `activity_level` is the step of the
    readiness scale that the visit asks of everybody in the group.
    """

    # Source: E4, F11.
    register: ClassVar[str] = "visits"
    constitutive: ClassVar[bool] = True

    kind: Literal["visit"] = "visit"
    type: VisitType
    institution: PartnerId
    state: Literal["planned", "held", "debriefed", "cancelled"]
    planned_for: Day | None = None
    adults: Several[PersonId] = ()
    wards: Several[WardId] = ()
    staff: Several[PersonId] = ()
    setting: Literal["on_site", "off_site"] = "on_site"
    activity_level: Id | None = None


class Activity(Record):
    """A piece of joint work in four steps: planned, prepared, held, debriefed.

    `initiated_by_wards` says that the idea was the children's own.
    """

    # Source: G3, K5, O7.
    register: ClassVar[str] = "activities"
    constitutive: ClassVar[bool] = True

    kind: Literal["activity"] = "activity"
    form: ActivityForm
    team: TeamId | None = None
    institution: PartnerId | None = None
    place_name: Phrase | None = None
    initiated_by_wards: bool = False
    state: Literal["planned", "prepared", "held", "debriefed", "cancelled"]
    partners: Several[PartnerId] = ()
    attended: Several[PersonId] = ()
    wards: Several[WardId] = ()


class Event(Record):
    """A public occasion: the presentation in the region, a key event."""

    # Source: B1; G4.
    register: ClassVar[str] = "events"
    constitutive: ClassVar[bool] = True

    kind: Literal["event"] = "event"
    type: EventType
    state: Literal["planned", "prepared", "held", "debriefed", "cancelled"]
    partners: Several[PartnerId] = ()
    district: Phrase | None = None


class Club(Record):
    """A lasting place to meet, part of the environment that carries volunteering."""

    # Source: G5, PI3.
    register: ClassVar[str] = "clubs"
    constitutive: ClassVar[bool] = True

    kind: Literal["club"] = "club"
    name: Text
    institution: PartnerId | None = None
    body: BodyId | None = None


class ClubMeeting(Record):
    """An evening of a club."""

    # Source: G5.
    register: ClassVar[str] = "club_meetings"
    constitutive: ClassVar[bool] = True

    kind: Literal["club_meeting"] = "club_meeting"
    club: ClubId
    state: Literal["planned", "held", "cancelled"]
    attended: Several[PersonId] = ()


class Publication(Record):
    """Something made public. `pictured` are the wards shown or told about, whose consent is asked for."""

    # Source: K6, F19-F21.
    register: ClassVar[str] = "publications"
    constitutive: ClassVar[bool] = True

    kind: Literal["publication"] = "publication"
    what: PublicationKind
    about: Id | None = None
    partner: PartnerId | None = None
    pictured: Several[WardId] = ()
    state: Literal["draft", "published"] = "published"


class MediaPlanItem(Strict):
    """One release that a media plan foresees: its day, and the hook that makes it news."""

    # Source: PM2.
    planned_for: Day = Field(description="The day on which it is to be told.")
    hook: Text = Field(description="What makes it news.")


class MediaPlan(Record):
    """What will be told to the public and when."""

    # Source: PM2; gate M03.
    register: ClassVar[str] = "media_plans"
    constitutive: ClassVar[bool] = True

    kind: Literal["media_plan"] = "media_plan"
    title: Text
    items: Several[MediaPlanItem] = ()
    state: Literal["draft", "adopted"]


class RelatedProgramme(Record):
    """Another programme that this one stands beside."""

    # Source: Z1.
    register: ClassVar[str] = "related_programmes"
    constitutive: ClassVar[bool] = False

    kind: Literal["related_programme"] = "related_programme"
    name: Text
