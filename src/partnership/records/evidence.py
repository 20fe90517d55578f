"""What was measured, judged and attested, and the ties that were declared."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from partnership.messages import Noun, message
from partnership.records.base import Pair, Phrase, Record
from partnership.records.marks import Label
from partnership.records.refs import (
    OutcomeItem,
    PartnerId,
    PersonOrPartnerId,
)
from partnership.values import DayAndTime, Id, Listed, Number, Ref, Text, WholeNumber


class Indicator(Record):
    """A measure with its unit, where it began, where it should go and in which direction."""

    # Source: DOMAIN 1.8; the deck has none.
    noun = Noun("indicator", "indicators")
    constitutive = True

    kind: Literal["indicator"] = "indicator"
    outcome: OutcomeItem | None = None
    title: Text
    unit: Phrase
    baseline: Number | None = None
    """The value from which it began."""
    target: Number | None = None
    """The value that it should reach."""
    direction: Annotated[Literal["up", "down"], Label("wanted direction")] = "up"
    """Whether more of it is wanted, or less."""


class Observation(Record):
    """A value of an indicator, in the indicator's unit, on the day it was observed."""

    noun = Noun("measured value", "measured values", none=message("no indicator has been measured"))
    register = "observations"
    constitutive = False
    done_once = True
    day_of_fact = "observed_on"

    kind: Literal["observation"] = "observation"
    indicator: Annotated[Id, Ref("indicator")]
    """The indicator, by its id."""
    value: Number
    """The value, in the indicator's unit."""
    partner: PartnerId | None = None
    """The partner that it is about, by its id."""
    about: Id | None = None
    observed_on: DayAndTime | None = None
    """The day on which it was observed, where that is not the day of the entry."""


class Assessment(Record):
    """A score by an instrument of the template's list; `respondents` is how many answered."""

    # Source: R-O2, B2.
    noun = Noun("assessment", "assessments")
    constitutive = False
    done_once = True

    kind: Literal["assessment"] = "assessment"
    instrument: Annotated[Id, Listed("instruments")]
    """The method of assessment, by its id in the template's list."""
    subject: Annotated[Id, Ref(("partner", "person", "team", "ward"))]
    """Who or what was assessed: a partner, a person, a team or a ward, by id."""
    score: Number
    """The score, as the instrument counts."""
    respondents: WholeNumber | None = None
    """How many people answered."""
    assessor: PersonOrPartnerId | None = None
    """The person or partner who assessed, by id."""


class Attestation(Record):
    """Somebody vouches for a statement of the template's list; `evidence` says where the proof is kept."""

    noun = Noun("attestation", "attestations")
    constitutive = True
    done_once = True

    kind: Literal["attestation"] = "attestation"
    statement: Annotated[Id, Listed("statements")]
    """The statement that is vouched for, by its id in the template's list."""
    by: Annotated[PersonOrPartnerId, Label("one who gave it")]
    """The person or partner who vouches, by id."""
    evidence: Phrase | None = None
    """Where the proof is kept, in words."""


class StageReached(Record):
    """A subject of its own pace (a site, a sub-programme) has come to a stage."""

    # Source: DOMAIN 3.1, kind `stage`.
    noun = Noun("stage reached", "stages reached")
    constitutive = True

    kind: Literal["stage_reached"] = "stage_reached"
    subject: Id
    stage: Id
    """The stage that it has come to, by its id in the template."""


class Tie(Record):
    """A declared connection of two partners or persons, its kind and its strength from 1 to 5."""

    # Source: A8, A9, E5, O1.
    noun = Noun("tie", "ties")
    constitutive = False

    kind: Literal["tie"] = "tie"
    between: Pair[PersonOrPartnerId]
    """The two persons or partners that are tied, by their ids; where it is directed, from the first."""
    type: Annotated[Id, Listed("tie_kinds")]
    """Of what kind the tie is, by its id in the template's list."""
    strength: Annotated[int, Field(ge=1, le=5)] = 1
    """How strong the tie is, from 1 to 5."""
    directed: bool = False
    """Whether the tie leads from the first to the second only."""


Evidence = Indicator | Observation | Assessment | Attestation | StageReached | Tie
"""The kinds of this topic."""
