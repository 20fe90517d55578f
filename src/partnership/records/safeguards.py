"""What protects people: clearances and training, consents, readiness, and what has gone or may go wrong."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from partnership.messages import Noun
from partnership.records.base import Record, ValidTo
from partnership.records.marks import IS, Label, Such, Words
from partnership.records.refs import (
    PartnerId,
    PersonId,
    PersonOrPartnerId,
    PersonOrWardId,
)
from partnership.values import Day, Id, Listed, PartOrDay, Ref, Text


def _not_before_issue(verified: date | None, info: ValidationInfo) -> date | None:
    issued = info.data.get("issued")
    if verified is not None and issued is not None and verified < issued:
        raise PydanticCustomError(
            "verified", "Input should not lie before the day of issue, {issued}", {"issued": issued.isoformat()}
        )
    return verified


class Credential(Record):
    """A clearance, a training or a check of a person, valid for a term.

    `issued` is the day on the paper, `verified` the day on which somebody looked at it, `session` where it was earned.
    """

    # Source: E1, E2; DOMAIN 5: issue is not verification.
    noun = Noun("credential", "credentials")
    constitutive = True

    kind: Literal["credential"] = "credential"
    person: PersonId
    type: Annotated[Id, Listed("credential_types")]
    """What it is, by its id in the template's list."""
    issued: Annotated[PartOrDay | None, Label("day of issue")] = None
    """The day that stands on the paper."""
    verified: Annotated[
        Day | None,
        AfterValidator(_not_before_issue),
        Label("day of verification"),
        Such("verified {rows}"),
    ] = None
    """The day on which somebody looked at the paper; not before the day of issue."""
    valid_from: Day | None = None
    valid_to: ValidTo = None
    session: Annotated[Id, Ref("session")] | None = None
    """The training in which it was earned, by its id."""


class Consent(Record):
    """One person or ward, one purpose, until it is withdrawn; who gave it, and in what capacity.

    `conflict` marks a representative who gains by the consent, and `child_view` whether the child was asked, because an
    institution may be both partner and guardian.
    """

    # Source: K2; DOMAIN 1.12, item 20.
    noun = Noun("consent", "consents")
    constitutive = True

    kind: Literal["consent"] = "consent"
    person: PersonOrWardId
    """The person or child for whom the consent is given, by id."""
    purpose: Annotated[Id, Listed("consent_purposes")]
    """What the consent is for, by its id in the template's list."""
    by: Annotated[
        Literal["self", "guardian", "institution", "employer"],
        Words(self="the person concerned", guardian="a guardian", institution="an institution", employer="an employer"),
        Label("one who gave it"),
        Such("from {values:bare}"),
    ]
    """In what capacity the consent was given."""
    given_by: PersonOrPartnerId | None = None
    """The person or partner who gave the consent, by id."""
    child_view: Annotated[Literal["asked", "not_asked", "not_applicable"], Label("child's own view")] = "not_applicable"
    """Whether the child was asked, too."""
    conflict: Annotated[
        bool, Label("conflict of interest"), Such("with a conflict of interest", no="without a conflict of interest")
    ] = False
    """Whether the one who consents for another gains by it."""
    valid_to: ValidTo = None


class Level(Record):
    """Somebody or something stands on a step of a scale: readiness, participation, the access to a district.

    Without `person` and `of` it is the programme itself.
    """

    # Source: E4; R3.
    noun = Noun("level", "levels")
    constitutive = True

    kind: Literal["level"] = "level"
    person: Annotated[Id, Ref(("person", "ward", "partner"))] | None = None
    """Who stands on the step: a person, a ward or a partner, by id."""
    of: Annotated[Id | None, Label("subject")] = None
    """What stands on the step, of whichever other kind the scale is: by its id."""
    scale: Annotated[Id, Listed("scales")]
    """The scale, by its id in the template."""
    level: Id
    """The step of the scale, by its id in the template."""


class Incident(Record):
    """Something happened that must be dealt with. No person is named in it."""

    # Source: a standard, DOMAIN 3.5 M13.
    noun = Noun("incident", "incidents")
    constitutive = False

    kind: Literal["incident"] = "incident"
    type: Annotated[Id, Listed("incident_types")]
    institution: PartnerId | None = None
    state: Annotated[Literal["open", "closed"], IS] = "open"
    resolution: Text | None = None
    """How it was resolved."""


class Risk(Record):
    """Something that may go wrong: likelihood and impact from 1 to 5, and who watches it."""

    # Source: DOMAIN 1.10, risks.
    noun = Noun("risk", "risks")
    constitutive = False

    kind: Literal["risk"] = "risk"
    title: Text
    likelihood: Annotated[int, Field(ge=1, le=5)]
    """How likely it is, from 1 to 5."""
    impact: Annotated[int, Field(ge=1, le=5)]
    """How grave it would be, from 1 to 5."""
    owner: PartnerId | None = None
    """The partner that watches the risk, by its id."""
    state: Annotated[Literal["open", "closed"], IS] = "open"


class RegisterKept(Record):
    """A partner states that a list is kept, so that its silence means there is nothing.

    `lists` names the register: incidents, needs, risks.
    """

    # Source: invariant 2; G2.
    noun = Noun("confirmation of a register", "confirmations of registers")
    register = "registers"
    constitutive = True

    kind: Literal["register_kept"] = "register_kept"
    lists: Annotated[Id, Label("register that is kept")]
    """The register that is kept."""
    keeper: PartnerId
    """The partner that keeps the list, by its id."""
    valid_to: ValidTo = None


Safeguards = Credential | Consent | Level | Incident | Risk | RegisterKept
"""The kinds of this topic."""
