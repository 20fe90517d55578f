"""What is done together: training, visits, activities, events, clubs, and what is published about it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from partnership.messages import Noun
from partnership.records.base import Phrase, Record, Several
from partnership.records.marks import HAS_BEEN, IS, Label
from partnership.records.refs import (
    ActivityForm,
    BodyId,
    PartnerId,
    PersonId,
    PersonOrPartnerId,
    WardId,
)
from partnership.values import Day, DayAndTime, Id, Listed, Ref, Strict, Text

Attended = Annotated[Several[PersonId], Label("those who attended")]


class Session(Record):
    """A training or a group session, and who attended it."""

    # Source: E1, E2.
    noun = Noun("session", "sessions")
    constitutive = True
    done_once = True

    kind: Literal["session"] = "session"
    type: Annotated[Id, Listed("session_types")]
    topic: Text | None = None
    """What it is about."""
    state: Annotated[Literal["planned", "held", "cancelled"], HAS_BEEN]
    attended: Attended = ()
    trainer: PersonOrPartnerId | None = None
    """The person or partner who leads it, by id."""


class Consultation(Record):
    """Counselling of one person: offered, then held or declined."""

    # Source: E3.
    noun = Noun("consultation", "consultations")
    constitutive = True
    done_once = True

    kind: Literal["consultation"] = "consultation"
    person: PersonId
    consultant: PersonOrPartnerId | None = None
    """The person or partner who counsels, by id."""
    state: Annotated[Literal["offered", "held", "declined"], HAS_BEEN]


class Visit(Record):
    """A trip of adults to an institution, with the children they met and the staff who were there.

    `setting` and the age bands of the wards decide how many adults are needed; `activity_level` is the step of the
    readiness scale that the visit asks of everybody in the group.
    """

    # Source: E4, F11.
    noun = Noun("visit", "visits")
    constitutive = True
    done_once = True

    kind: Literal["visit"] = "visit"
    type: Annotated[Id, Listed("visit_types")]
    institution: PartnerId
    state: Annotated[Literal["planned", "held", "debriefed", "cancelled"], HAS_BEEN]
    planned_for: DayAndTime | None = None
    adults: Several[PersonId] = ()
    """The adults who travel, by the ids of persons."""
    wards: Several[WardId] = ()
    staff: Several[PersonId] = ()
    """The institution's staff who were there, by the ids of persons."""
    setting: Literal["on_site", "off_site"] = "on_site"
    """Whether it takes place at the institution or elsewhere."""
    activity_level: Annotated[Id | None, Label("level of activity")] = None
    """The step of the scale of readiness that everybody in the group must have reached."""


class Activity(Record):
    """A piece of joint work in four steps: planned, prepared, held, debriefed.

    `initiated_by_wards` says that the idea was the children's own.
    """

    # Source: G3, K5, O7.
    noun = Noun("activity", "activities")
    constitutive = True
    done_once = True

    kind: Literal["activity"] = "activity"
    form: ActivityForm
    team: Annotated[Id, Ref("team")] | None = None
    """The team, by its id."""
    institution: PartnerId | None = None
    place_name: Phrase | None = None
    """Where it happens, in words."""
    initiated_by_wards: Annotated[bool, Label("started by the pupils")] = False
    """Whether the idea was the children's own."""
    state: Annotated[Literal["planned", "prepared", "held", "debriefed", "cancelled"], HAS_BEEN]
    partners: Several[PartnerId] = ()
    attended: Attended = ()
    wards: Several[WardId] = ()


class Event(Record):
    """A public occasion: the presentation in the region, a key event."""

    # Source: B1; G4.
    noun = Noun("event", "events")
    constitutive = True
    done_once = True

    kind: Literal["event"] = "event"
    type: Annotated[Id, Listed("event_types")]
    state: Annotated[Literal["planned", "prepared", "held", "debriefed", "cancelled"], HAS_BEEN]
    partners: Several[PartnerId] = ()
    district: Phrase | None = None


class Club(Record):
    """A lasting place to meet, part of the environment that carries volunteering."""

    # Source: G5, PI3.
    noun = Noun("club", "clubs")
    constitutive = True

    kind: Literal["club"] = "club"
    name: Text
    institution: PartnerId | None = None
    body: BodyId | None = None
    """The body that answers for the club, by its id."""


class ClubMeeting(Record):
    """An evening of a club."""

    # Source: G5.
    noun = Noun("club meeting", "club meetings")
    constitutive = True
    done_once = True

    kind: Literal["club_meeting"] = "club_meeting"
    club: Annotated[Id, Ref("club")]
    """The club, by its id."""
    state: Annotated[Literal["planned", "held", "cancelled"], HAS_BEEN]
    attended: Attended = ()


class Publication(Record):
    """Something made public. `pictured` are the wards shown or told about, whose consent is asked for."""

    # Source: K6, F19-F21.
    noun = Noun("publication", "publications")
    constitutive = True
    done_once = True

    kind: Literal["publication"] = "publication"
    what: Annotated[Id, Listed("publication_kinds")]
    """What sort of publication it is, by its id in the template's list."""
    about: Id | None = None
    partner: PartnerId | None = None
    pictured: Annotated[Several[WardId], Label("children shown")] = ()
    """The children who are shown or told about, by their pseudonyms."""
    state: Annotated[Literal["draft", "published"], IS] = "published"


class MediaPlanItem(Strict):
    """One release that a media plan foresees: its day, and the hook that makes it news."""

    # Source: PM2.
    planned_for: Day = Field(description="The day on which it is to be told.")
    hook: Annotated[Text, Label("news hook")] = Field(description="What makes it news.")


class MediaPlan(Record):
    """What will be told to the public and when."""

    # Source: PM2; gate M03.
    noun = Noun("media plan", "media plans")
    constitutive = True
    done_once = True

    kind: Literal["media_plan"] = "media_plan"
    title: Text
    items: Several[MediaPlanItem] = ()
    """The releases that are foreseen."""
    state: Annotated[Literal["draft", "adopted"], IS]


class RelatedProgramme(Record):
    """Another programme that this one stands beside."""

    # Source: Z1.
    noun = Noun("related programme", "related programmes")
    constitutive = False

    kind: Literal["related_programme"] = "related_programme"
    name: Text


Activities = (
    Session | Consultation | Visit | Activity | Event | Club | ClubMeeting | Publication | MediaPlan | RelatedProgramme
)
"""The kinds of this topic."""
