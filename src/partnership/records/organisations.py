"""Who takes part as an organisation, who might, where, and who has handed over."""

from __future__ import annotations

from typing import Annotated, Literal

from partnership.messages import Noun
from partnership.records.base import Phrase, Record, Several
from partnership.records.marks import IS, Label
from partnership.records.refs import (
    DecisionId,
    OrganisationId,
    PartnerId,
    RoleItem,
    SectorId,
)
from partnership.values import Id, Ref, Text, WholeNumber


class Organisation(Record):
    """A legal or informal body, whether or not it is a partner.

    `type` is what it is in its own world: a foundation, a bank, a school.
    """

    # Source: A1: the founding foundation; Z1: a coordinator's other work.
    noun = Noun("organisation", "organisations")
    constitutive = False

    kind: Literal["organisation"] = "organisation"
    name: Text
    legal_form: Phrase | None = None
    """The legal form, in words."""
    type: Phrase | None = None
    """What it is in its own world: a foundation, a bank, a school."""
    parent: Annotated[OrganisationId | None, Label("parent organisation")] = None
    place: Phrase | None = None


class Partner(Record):
    """An organisation admitted to the programme, counted for one sector.

    `parent` shows a holding, so that two firms of one owner are not taken for independent. `supervised_by` shows an
    authority that is another partner's superior. `experience_years` counts earlier programmes of this sort, in whole
    years.
    """

    # Source: A2-A14, S1-S5; DOMAIN 6, trap 9; A8; R-P2.
    noun = Noun("partner", "partners")
    constitutive = True

    kind: Literal["partner"] = "partner"
    name: Text
    sector: SectorId
    role: RoleItem | None = None
    organisation: OrganisationId | None = None
    """The organisation that the partner is, by its id."""
    parent: Annotated[Annotated[Id, Ref(("organisation", "partner"))] | None, Label("parent organisation")] = None
    supervised_by: PartnerId | None = None
    """The partner that is its superior authority, by its id."""
    region: Phrase | None = None
    """The region, in words."""
    place: Phrase | None = None
    experience_years: Annotated[WholeNumber | None, Label("years of experience")] = None
    """For how many whole years the partner has taken part in programmes of this sort."""
    status: Annotated[Literal["active", "suspended"], IS] = "active"


class Prospect(Record):
    """An organisation that is considered or invited, and not admitted yet."""

    # Source: A20.
    noun = Noun("prospect", "prospects")
    constitutive = False

    kind: Literal["prospect"] = "prospect"
    name: Text
    sector: SectorId
    source: Phrase | None = None
    """Where it comes from."""
    status: Annotated[Literal["considered", "invited", "declined", "admitted"], IS] = "considered"


class Site(Record):
    """A place of a partner where things happen."""

    # Source: A4-A7: each school is one.
    noun = Noun("site", "sites")
    constitutive = False
    behind = "partner"

    kind: Literal["site"] = "site"
    name: Text
    partner: PartnerId
    place: Phrase | None = None


class Handover(Record):
    """A partner leaves in good order: others take over what it did, and rosters no longer count it."""

    # Source: invariant 3.
    noun = Noun("handover", "handovers")
    constitutive = True

    kind: Literal["handover"] = "handover"
    partner: PartnerId
    """The partner that leaves, by its id."""
    to: Several[PartnerId] = ()
    """The partners that take over, by their ids."""
    decision: DecisionId | None = None
    what: Text | None = None
    """What is handed over."""


Organisations = Organisation | Partner | Prospect | Site | Handover
"""The kinds of this topic."""
