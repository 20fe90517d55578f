"""Every kind of record there is: one closed union, by kind and by register."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated

from pydantic import Field, TypeAdapter

from partnership.records.activities import (
    Activity,
    Club,
    ClubMeeting,
    Consultation,
    Event,
    MediaPlan,
    Publication,
    RelatedProgramme,
    Session,
    Visit,
)
from partnership.records.agreements import Agreement, Amendment, ClauseState, LegalBasis, Principle, Signature
from partnership.records.base import Record, kind_of
from partnership.records.evidence import Assessment, Attestation, Indicator, Observation, StageReached, Tie
from partnership.records.governance import Decision, Document, Meeting, Minutes, RulesOfProcedure
from partnership.records.interests import (
    BenefitStatement,
    BudgetLine,
    Contribution,
    FundingOption,
    Interest,
    Involvement,
    ProgrammeOutcome,
    Responsibility,
)
from partnership.records.items import Item
from partnership.records.organisations import Handover, Organisation, Partner, Prospect, Site
from partnership.records.people import Assignment, Body, Membership, Person, Succession, Team
from partnership.records.safeguards import Consent, Credential, Incident, Level, RegisterKept, Risk
from partnership.records.volunteering import Need, Place, Placement, RefusalOfAdmission, Volunteer
from partnership.records.wards import Enrolment, Ward
from partnership.values import ToldBy

AnyRecord = Annotated[
    Organisation
    | Partner
    | Prospect
    | Site
    | Handover
    | Person
    | Assignment
    | Body
    | Membership
    | Team
    | Succession
    | Ward
    | Enrolment
    | Interest
    | BenefitStatement
    | Responsibility
    | Involvement
    | Contribution
    | BudgetLine
    | FundingOption
    | ProgrammeOutcome
    | LegalBasis
    | Agreement
    | Signature
    | Amendment
    | ClauseState
    | Principle
    | Meeting
    | Decision
    | Minutes
    | Document
    | RulesOfProcedure
    | Need
    | Place
    | Volunteer
    | Placement
    | RefusalOfAdmission
    | Credential
    | Consent
    | Level
    | Incident
    | Risk
    | RegisterKept
    | Session
    | Consultation
    | Visit
    | Activity
    | Event
    | Club
    | ClubMeeting
    | Publication
    | MediaPlan
    | RelatedProgramme
    | Indicator
    | Observation
    | Assessment
    | Attestation
    | StageReached
    | Tie
    | Item,
    Field(discriminator="kind"),
    ToldBy("kind"),
]
"""A record of any kind, told by its `kind`."""

_CLASSES: tuple[type[Record], ...] = (
    Organisation,
    Partner,
    Prospect,
    Site,
    Handover,
    Person,
    Assignment,
    Body,
    Membership,
    Team,
    Succession,
    Ward,
    Enrolment,
    Interest,
    BenefitStatement,
    Responsibility,
    Involvement,
    Contribution,
    BudgetLine,
    FundingOption,
    ProgrammeOutcome,
    LegalBasis,
    Agreement,
    Signature,
    Amendment,
    ClauseState,
    Principle,
    Meeting,
    Decision,
    Minutes,
    Document,
    RulesOfProcedure,
    Need,
    Place,
    Volunteer,
    Placement,
    RefusalOfAdmission,
    Credential,
    Consent,
    Level,
    Incident,
    Risk,
    RegisterKept,
    Session,
    Consultation,
    Visit,
    Activity,
    Event,
    Club,
    ClubMeeting,
    Publication,
    MediaPlan,
    RelatedProgramme,
    Indicator,
    Observation,
    Assessment,
    Attestation,
    StageReached,
    Tie,
    Item,
)

RECORDS: Mapping[str, type[Record]] = MappingProxyType({kind_of(cls): cls for cls in _CLASSES})
"""The class of each kind."""

REGISTERS: Mapping[str, type[Record]] = MappingProxyType({cls.register: cls for cls in _CLASSES})
"""The class behind each register."""


@cache
def record_adapter() -> TypeAdapter[AnyRecord]:
    """Return the validator of any record; made when first asked for, because it builds every class."""
    return TypeAdapter(AnyRecord)
