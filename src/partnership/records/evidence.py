"""What was measured, judged and attested, and the ties that were declared."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from partnership.records.base import Pair, Phrase, Record
from partnership.records.refs import (
    AssessedId,
    IndicatorId,
    Instrument,
    OutcomeItem,
    PartnerId,
    PersonOrPartnerId,
    Statement,
    TieKind,
)
from partnership.values import Count, Day, Id, Number, Text


class Indicator(Record):
    """A measure with its unit, where it began, where it should go and in which direction."""

    # Source: DOMAIN 1.8; the deck has none.
    register: ClassVar[str] = "indicators"
    constitutive: ClassVar[bool] = True

    kind: Literal["indicator"] = "indicator"
    outcome: OutcomeItem | None = None
    title: Text
    unit: Phrase
    baseline: Number | None = None
    target: Number | None = None
    direction: Literal["up", "down"] = "up"


class Observation(Record):
    """A value of an indicator, in the indicator's unit, on the day it was observed."""

    register: ClassVar[str] = "observations"
    constitutive: ClassVar[bool] = False
    day_of_fact: ClassVar[str | None] = "observed_on"

    kind: Literal["observation"] = "observation"
    indicator: IndicatorId
    value: Number
    partner: PartnerId | None = None
    about: Id | None = None
    observed_on: Day | None = None


class Assessment(Record):
    """A score by an instrument of the template's list; `respondents` is how many answered."""

    # Source: R-O2, B2.
    register: ClassVar[str] = "assessments"
    constitutive: ClassVar[bool] = False

    kind: Literal["assessment"] = "assessment"
    instrument: Instrument
    subject: AssessedId
    score: Number
    respondents: Count | None = None
    assessor: PersonOrPartnerId | None = None


class Attestation(Record):
    """Somebody vouches for a statement of the template's list; `evidence` says where the proof is kept."""

    register: ClassVar[str] = "attestations"
    constitutive: ClassVar[bool] = True

    kind: Literal["attestation"] = "attestation"
    statement: Statement
    by: PersonOrPartnerId
    evidence: Phrase | None = None


class StageReached(Record):
    """A subject of its own pace (a site, a sub-programme) has come to a stage."""

    # Source: DOMAIN 3.1, kind `stage`.
    register: ClassVar[str] = "stages_reached"
    constitutive: ClassVar[bool] = True

    kind: Literal["stage_reached"] = "stage_reached"
    subject: Id
    stage: Id


class Tie(Record):
    """A declared connection of two partners or persons, its kind and its strength from 1 to 5."""

    # Source: A8, A9, E5, O1.
    register: ClassVar[str] = "ties"
    constitutive: ClassVar[bool] = False

    kind: Literal["tie"] = "tie"
    between: Pair[PersonOrPartnerId]
    type: TieKind
    strength: Annotated[int, Field(ge=1, le=5)] = 1
    directed: bool = False
