"""Meetings, what they decide, and the papers that remain of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from partnership.records.base import Phrase, Record, Several, ValidTo
from partnership.records.refs import (
    BodyId,
    DecisionId,
    DocumentType,
    Matter,
    MeetingId,
    MeetingType,
    PartnerId,
    PartnerOrOrganisationId,
    PersonId,
)
from partnership.values import Count, Day, Duration, Exactly, Id, Text

_FOUR_PLACES = Decimal("0.0001")


def share(part: int | None, whole: int | None) -> Decimal | None:
    """Divide, to four places and never upward, so that rounding helps nobody over a threshold; None where a side
    lacks.
    """
    if part is None or not whole:
        return None
    return (Decimal(part) / whole).quantize(_FOUR_PLACES, ROUND_DOWN)


def _not_below_present(members: int | None, info: ValidationInfo) -> int | None:
    present = info.data.get("present")
    if members is not None and present is not None and present > members:
        raise PydanticCustomError(
            "attendance", "Input should be no less than those present, {present}", {"present": present}
        )
    return members


def _cast_by_those_present(votes: int | None, info: ValidationInfo) -> int | None:
    present, members = info.data.get("present"), info.data.get("members")
    cast = (votes or 0) + ((info.data.get("votes_for") or 0) if info.field_name == "votes_against" else 0)
    if present is not None and cast > present:
        raise PydanticCustomError(
            "votes", "Input should leave no more votes than those present, {present}", {"present": present}
        )
    if members is not None and cast > members:
        raise PydanticCustomError(
            "votes", "Input should leave no more votes than there are members, {members}", {"members": members}
        )
    return votes


_Members = Annotated[Count | None, AfterValidator(_not_below_present)]
_Votes = Annotated[Count | None, AfterValidator(_cast_by_those_present)]
_Share = Annotated[Decimal, Exactly(digits=8, places=6, at_least=Decimal(0), at_most=Decimal(1))]


class Meeting(Record):
    """A sitting of a body: planned, then held or cancelled; who was present out of how many members."""

    # Source: B6, G1, F15.
    register: ClassVar[str] = "meetings"
    constitutive: ClassVar[bool] = True
    derived: ClassVar[Mapping[str, type]] = MappingProxyType({"attendance": Decimal})

    kind: Literal["meeting"] = "meeting"
    body: BodyId
    type: MeetingType
    state: Literal["planned", "held", "cancelled"]
    planned_for: Day | None = None
    present: Count | None = None
    members: _Members = None
    partners: Several[PartnerId] = ()
    agenda: Several[Phrase] = ()

    @property
    def attendance(self) -> Decimal | None:
        """The share of members who were present, rounded down to four places."""
        return share(self.present, self.members)


class Decision(Record):
    """What was adopted on a matter, by a body or by the partners, with the count of votes.

    A decision without quorum can be recorded; it is not counted as one where a template asks for a quorum.
    """

    # Source: K7, B7-B9, G1.
    register: ClassVar[str] = "decisions"
    constitutive: ClassVar[bool] = True
    derived: ClassVar[Mapping[str, type]] = MappingProxyType(
        {"attendance": Decimal, "share_for": Decimal, "share_against": Decimal}
    )

    kind: Literal["decision"] = "decision"
    matter: Matter
    body: BodyId | None = None
    meeting: MeetingId | None = None
    present: Count | None = None
    members: _Members = None
    votes_for: _Votes = None
    votes_against: _Votes = None
    partners: Several[PartnerId] = ()
    subject: Id | None = None
    text: Text | None = None

    @property
    def attendance(self) -> Decimal | None:
        """The share of members who were present, rounded down to four places."""
        return share(self.present, self.members)

    @property
    def share_for(self) -> Decimal | None:
        """The share of those present who were in favour, rounded down to four places."""
        return share(self.votes_for, self.present)

    @property
    def share_against(self) -> Decimal | None:
        """The share of those present who were against, rounded down to four places."""
        return share(self.votes_against, self.present)


class Minutes(Record):
    """The written account of a meeting, the decisions in it and who signed it."""

    # Source: B6-B9.
    register: ClassVar[str] = "minutes"
    constitutive: ClassVar[bool] = True

    kind: Literal["minutes"] = "minutes"
    meeting: MeetingId | None = None
    decisions: Several[DecisionId] = ()
    signed_by: Several[PersonId] = ()


class Document(Record):
    """A paper of a listed type, from draft to publication.

    `about` is the id of whatever it concerns; `author` who answers for it; `includes_programme` whether an
    institution's own plan has taken the programme in.
    """

    # Source: R-O1, B10, F12, R4, N1.
    register: ClassVar[str] = "documents"
    constitutive: ClassVar[bool] = True

    kind: Literal["document"] = "document"
    type: DocumentType
    title: Text | None = None
    state: Literal["draft", "identified", "adopted", "published", "withdrawn"] = "draft"
    about: Id | None = None
    author: PartnerOrOrganisationId | None = None
    includes_programme: bool | None = None
    valid_from: Day | None = None
    valid_to: ValidTo = None


class RulesOfProcedure(Record):
    """How a body works: quorum and majority as shares from 0 to 1, how often it meets and in which forms."""

    # Source: B10.
    register: ClassVar[str] = "rules_of_procedure"
    constitutive: ClassVar[bool] = True

    kind: Literal["rules_of_procedure"] = "rules_of_procedure"
    body: BodyId
    quorum: _Share
    majority: _Share
    every: Duration
    forms: Several[Phrase] = ()
    state: Literal["draft", "adopted"]
