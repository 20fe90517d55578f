"""Ids by what they name: records of one kind or of several, and items of the template's lists."""

from typing import Annotated

from partnership.records.marks import Such
from partnership.values import Id, Listed, Ref

AgreementId = Annotated[Id, Ref("agreement")]
BodyId = Annotated[Id, Ref("body"), Such("of the {values}")]
DecisionId = Annotated[Id, Ref("decision")]
LegalBasisId = Annotated[Id, Ref("legal_basis")]
MeetingId = Annotated[Id, Ref("meeting")]
OrganisationId = Annotated[Id, Ref("organisation")]
PartnerId = Annotated[Id, Ref("partner")]
PersonId = Annotated[Id, Ref("person")]
ProposalId = Annotated[Id, Ref("proposal")]
WardId = Annotated[Id, Ref("ward")]

PersonOrPartnerId = Annotated[Id, Ref(("person", "partner"))]
PersonOrWardId = Annotated[Id, Ref(("person", "ward"))]

ActivityForm = Annotated[Id, Listed("activity_forms")]
Clause = Annotated[Id, Listed("clauses")]
OutcomeItem = Annotated[Id, Listed("outcomes")]
RoleItem = Annotated[Id, Listed("roles")]
SectorId = Annotated[Id, Listed("sectors"), Such("from the sector {values}")]
