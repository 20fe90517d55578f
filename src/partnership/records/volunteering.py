"""From a need to a volunteer in a place, and admission that was refused."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from partnership.records.base import Record, ValidTo
from partnership.records.refs import (
    ActivityForm,
    AdmissionCriterion,
    NeedId,
    PartnerId,
    PersonId,
    PlaceId,
    VolunteerId,
)
from partnership.values import LARGEST_COUNT, Day, Id, Text


class Need(Record):
    """Something that pupils or their institution want of volunteers."""

    # Source: B2, B3, G2.
    register: ClassVar[str] = "needs"
    constitutive: ClassVar[bool] = False

    kind: Literal["need"] = "need"
    institution: PartnerId
    what: Text
    form: ActivityForm | None = None
    state: Literal["open", "met", "withdrawn"] = "open"


class Place(Record):
    """A volunteer place: a described slot that answers a need. `capacity` counts the volunteers it can hold.

    `level` is the step of the template's readiness scale that it asks for.
    """

    # Source: B4, F10; E4.
    register: ClassVar[str] = "places"
    constitutive: ClassVar[bool] = True

    kind: Literal["place"] = "place"
    need: NeedId
    institution: PartnerId
    title: Text | None = None
    capacity: Annotated[int, Field(ge=1, le=LARGEST_COUNT)]
    level: Id | None = None
    state: Literal["open", "full", "closed"] = "open"


class Volunteer(Record):
    """A person who volunteers, on leave from a partner or independently.

    `experienced` means with children without parental care; `employer_mandated` that it was the employer's wish, which
    the principles rule out; `source` by which way the person came.
    """

    # Source: A15, F1, F22; E2; K2.
    register: ClassVar[str] = "volunteers"
    constitutive: ClassVar[bool] = True

    kind: Literal["volunteer"] = "volunteer"
    person: PersonId
    partner: PartnerId | None = None
    experienced: bool
    source: Literal["company", "media", "ngo", "friend", "other"] = "company"
    employer_mandated: bool = False


class Placement(Record):
    """A volunteer takes a place, in [valid_from, valid_to)."""

    # Source: B4, A15.
    register: ClassVar[str] = "placements"
    constitutive: ClassVar[bool] = True

    kind: Literal["placement"] = "placement"
    place: PlaceId
    volunteer: VolunteerId
    valid_from: Day | None = None
    valid_to: ValidTo = None


class RefusalOfAdmission(Record):
    """Somebody was not admitted, for a reason from the published list."""

    # Source: K4.
    register: ClassVar[str] = "refusals_of_admission"
    constitutive: ClassVar[bool] = True

    kind: Literal["refusal_of_admission"] = "refusal_of_admission"
    person: PersonId
    reason: AdmissionCriterion
