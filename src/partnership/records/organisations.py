"""Who takes part as an organisation, who might, where, and who has handed over."""

from __future__ import annotations

from typing import ClassVar, Literal

from partnership.records.base import Phrase, Record, Several
from partnership.records.refs import (
    DecisionId,
    OrganisationId,
    OrganisationOrPartnerId,
    PartnerId,
    RoleItem,
    Sector,
)
from partnership.values import Count, Text


class Organisation(Record):
    """A legal or informal body, whether or not it is a partner.

    `type` is what it is in its own world: a foundation, a bank, a school.
    """

    # Source: A1: the founding foundation; Z1: a coordinator's other work.
    register: ClassVar[str] = "organisations"
    constitutive: ClassVar[bool] = False

    kind: Literal["organisation"] = "organisation"
    name: Text
    legal_form: Phrase | None = None
    type: Phrase | None = None
    parent: OrganisationId | None = None
    place: Phrase | None = None


class Partner(Record):
    """An organisation admitted to the programme, counted for one sector.

    `parent` shows a holding, so that two firms of one owner are not taken for independent. `supervised_by` shows an
    authority that is another partner's superior. `experience_years` counts earlier programmes of this sort, in whole
    years.
    """

    # Source: A2-A14, S1-S5; DOMAIN 6, trap 9; A8; R-P2.
    register: ClassVar[str] = "partners"
    constitutive: ClassVar[bool] = True

    kind: Literal["partner"] = "partner"
    name: Text
    sector: Sector
    role: RoleItem | None = None
    organisation: OrganisationId | None = None
    parent: OrganisationOrPartnerId | None = None
    supervised_by: PartnerId | None = None
    region: Phrase | None = None
    place: Phrase | None = None
    experience_years: Count | None = None
    status: Literal["active", "suspended"] = "active"


class Prospect(Record):
    """An organisation that is considered or invited, and not admitted yet."""

    # Source: A20.
    register: ClassVar[str] = "prospects"
    constitutive: ClassVar[bool] = False

    kind: Literal["prospect"] = "prospect"
    name: Text
    sector: Sector
    source: Phrase | None = None
    status: Literal["considered", "invited", "declined", "admitted"] = "considered"


class Site(Record):
    """A place of a partner where things happen."""

    # Source: A4-A7: each school is one.
    register: ClassVar[str] = "sites"
    constitutive: ClassVar[bool] = False

    kind: Literal["site"] = "site"
    name: Text
    partner: PartnerId
    place: Phrase | None = None


class Handover(Record):
    """A partner leaves in good order: others take over what it did, and rosters no longer count it."""

    # Source: invariant 3.
    register: ClassVar[str] = "handovers"
    constitutive: ClassVar[bool] = True

    kind: Literal["handover"] = "handover"
    partner: PartnerId
    to: Several[PartnerId] = ()
    decision: DecisionId | None = None
    what: Text | None = None
