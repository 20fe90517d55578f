"""What protects people: clearances and training, consents, readiness, and what has gone or may go wrong."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from partnership.records.base import Record, ValidTo
from partnership.records.refs import (
    ConsentPurpose,
    CredentialType,
    IncidentType,
    PartnerId,
    PersonId,
    PersonOrPartnerId,
    PersonOrWardId,
    PersonWardOrPartnerId,
    Scale,
    SessionId,
)
from partnership.values import Day, Id, Text


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
    register: ClassVar[str] = "credentials"
    constitutive: ClassVar[bool] = True

    kind: Literal["credential"] = "credential"
    person: PersonId
    type: CredentialType
    issued: Day | None = None
    verified: Annotated[Day | None, AfterValidator(_not_before_issue)] = None
    valid_from: Day | None = None
    valid_to: ValidTo = None
    session: SessionId | None = None


class Consent(Record):
    """One person or ward, one purpose, until it is withdrawn; who gave it, and in what capacity.

    `conflict` marks a representative who gains by the consent, and `child_view` whether the child was asked, because an
    institution may be both partner and guardian.
    """

    # Source: K2; DOMAIN 1.12, item 20.
    register: ClassVar[str] = "consents"
    constitutive: ClassVar[bool] = True

    kind: Literal["consent"] = "consent"
    person: PersonOrWardId
    purpose: ConsentPurpose
    by: Literal["self", "guardian", "institution", "employer"]
    given_by: PersonOrPartnerId | None = None
    child_view: Literal["asked", "not_asked", "not_applicable"] = "not_applicable"
    conflict: bool = False
    valid_to: Day | None = None


class Level(Record):
    """Somebody stands on a step of a scale: readiness, participation, a partner's practice."""

    # Source: E4; R3.
    register: ClassVar[str] = "levels"
    constitutive: ClassVar[bool] = True

    kind: Literal["level"] = "level"
    person: PersonWardOrPartnerId
    scale: Scale
    level: Id


class Incident(Record):
    """Something happened that must be dealt with. No person is named in it."""

    # Source: a standard, DOMAIN 3.5 M13.
    register: ClassVar[str] = "incidents"
    constitutive: ClassVar[bool] = False

    kind: Literal["incident"] = "incident"
    type: IncidentType
    institution: PartnerId | None = None
    state: Literal["open", "closed"] = "open"
    resolution: Text | None = None


class Risk(Record):
    """Something that may go wrong: likelihood and impact from 1 to 5, and who watches it."""

    # Source: DOMAIN 1.10, risks.
    register: ClassVar[str] = "risks"
    constitutive: ClassVar[bool] = False

    kind: Literal["risk"] = "risk"
    title: Text
    likelihood: Annotated[int, Field(ge=1, le=5)]
    impact: Annotated[int, Field(ge=1, le=5)]
    owner: PartnerId | None = None
    state: Literal["open", "closed"] = "open"


class RegisterKept(Record):
    """A partner states that a list is kept, so that its silence means there is nothing.

    `lists` names the register: incidents, needs, risks.
    """

    # Source: invariant 2; G2.
    register: ClassVar[str] = "registers"
    constitutive: ClassVar[bool] = True

    kind: Literal["register_kept"] = "register_kept"
    lists: Id
    keeper: PartnerId
    valid_to: Day | None = None
