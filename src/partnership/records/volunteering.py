"""From a need to a volunteer in a place, and admission that was refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from partnership.messages import Noun
from partnership.records.base import Record, ValidTo
from partnership.records.marks import IS, Label, Such, Words
from partnership.records.refs import (
    ActivityForm,
    PartnerId,
    PersonId,
)
from partnership.values import LARGEST_COUNT, Day, Id, Listed, Ref, Text


class Need(Record):
    """Something that pupils or their institution want of volunteers."""

    # Source: B2, B3, G2.
    noun = Noun("need", "needs")
    constitutive = False

    kind: Literal["need"] = "need"
    institution: PartnerId
    what: Text
    """What is wanted."""
    form: ActivityForm | None = None
    state: Annotated[Literal["open", "met", "withdrawn"], IS] = "open"


class Place(Record):
    """A volunteer place: a described slot that answers a need. `capacity` counts the volunteers it can hold.

    `level` is the step of the template's readiness scale that it asks for.
    """

    # Source: B4, F10; E4.
    noun = Noun("volunteer place", "volunteer places")
    register = "places"
    constitutive = True
    behind = "institution"

    kind: Literal["place"] = "place"
    need: Annotated[Id, Ref("need")]
    """The need that the place answers, by its id."""
    institution: PartnerId
    title: Text | None = None
    capacity: Annotated[int, Field(ge=1, le=LARGEST_COUNT)]
    """How many volunteers the place can hold."""
    level: Id | None = None
    """The step of the scale of readiness that a volunteer must have reached."""
    state: Annotated[Literal["open", "full", "closed"], IS] = "open"


class Volunteer(Record):
    """A person who volunteers, on leave from a partner or independently.

    `experienced` means with children without parental care; `employer_mandated` that it was the employer's wish, which
    the principles rule out; `source` by which way the person came.
    """

    # Source: A15, F1, F22; E2; K2.
    noun = Noun("volunteer", "volunteers")
    constitutive = True
    behind = "partner"

    kind: Literal["volunteer"] = "volunteer"
    person: PersonId
    partner: PartnerId | None = None
    """The partner that gives the person leave, by its id; nobody does where it is left out."""
    experienced: Annotated[bool, Such("with experience", no="without experience")]
    """Whether the person has worked with children without parental care before."""
    source: Annotated[Literal["company", "media", "ngo", "friend", "other"], Words(ngo="NGO")] = "company"
    """By which way the person came."""
    employer_mandated: Annotated[bool, Label("at the employer's behest")] = False
    """Whether volunteering was the employer's wish and not the person's own."""


class Placement(Record):
    """A volunteer takes a place, in [valid_from, valid_to)."""

    # Source: B4, A15.
    noun = Noun("placement", "placements")
    constitutive = True

    kind: Literal["placement"] = "placement"
    place: Annotated[Id, Ref("place")]
    """The volunteer place, by its id."""
    volunteer: Annotated[Id, Ref("volunteer")]
    """The volunteer, by the id."""
    valid_from: Day | None = None
    valid_to: ValidTo = None


class RefusalOfAdmission(Record):
    """Somebody was not admitted, for a reason from the published list."""

    # Source: K4.
    noun = Noun("refusal of admission", "refusals of admission")
    constitutive = True

    kind: Literal["refusal_of_admission"] = "refusal_of_admission"
    person: PersonId
    reason: Annotated[Id, Listed("admission_criteria")]
    """The reason, by its id in the template's list of criteria."""


Volunteering = Need | Place | Volunteer | Placement | RefusalOfAdmission
"""The kinds of this topic."""
