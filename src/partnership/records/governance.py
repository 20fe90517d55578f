"""Meetings, what they decide, and the papers that remain of it."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from partnership.messages import Noun
from partnership.records.base import Phrase, Record, Several, ValidTo
from partnership.records.marks import Label
from partnership.records.refs import (
    BodyId,
    DecisionId,
    MeetingId,
    PartnerId,
    PersonId,
)
from partnership.values import Day, DayAndTime, Duration, Exactly, Id, Listed, Ref, Text, WholeNumber

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


_Members = Annotated[WholeNumber | None, AfterValidator(_not_below_present)]
_Votes = Annotated[WholeNumber | None, AfterValidator(_cast_by_those_present)]
_Attendance = Annotated[Decimal | None, Label("share of members present")]
_Share = Annotated[Decimal, Exactly(digits=8, places=6, at_least=Decimal(0), at_most=Decimal(1))]


class Meeting(Record):
    """A sitting of a body: planned, then held or cancelled; who was present out of how many members."""

    # Source: B6, G1, F15.
    noun = Noun("meeting", "meetings")
    register = "meetings"
    constitutive = True

    kind: Literal["meeting"] = "meeting"
    body: BodyId
    type: Annotated[Id, Listed("meeting_types")]
    state: Literal["planned", "held", "cancelled"]
    planned_for: DayAndTime | None = None
    present: WholeNumber | None = None
    members: _Members = None
    partners: Several[PartnerId] = ()
    agenda: Several[Phrase] = ()
    """The points of the agenda, in words."""

    @property
    def attendance(self) -> _Attendance:
        """The share of members who were present, rounded down to four places."""
        return share(self.present, self.members)


class Decision(Record):
    """What was adopted on a matter, by a body or by the partners, with the count of votes.

    A decision without quorum can be recorded; it is not counted as one where a template asks for a quorum.
    """

    # Source: K7, B7-B9, G1.
    noun = Noun("decision", "decisions")
    register = "decisions"
    constitutive = True

    kind: Literal["decision"] = "decision"
    matter: Annotated[Id, Listed("matters")]
    """What was decided on, by its id in the template's list."""
    body: BodyId | None = None
    """The body that decided, by its id; without it, the partners did."""
    meeting: MeetingId | None = None
    """The meeting at which it was decided, by its id."""
    present: WholeNumber | None = None
    members: _Members = None
    votes_for: Annotated[_Votes, Label("votes in favour")] = None
    """How many votes were in favour."""
    votes_against: _Votes = None
    """How many votes were against."""
    partners: Several[PartnerId] = ()
    """The partners that decided, by their ids."""
    subject: Id | None = None
    text: Text | None = None
    """What was decided, in full."""

    @property
    def attendance(self) -> _Attendance:
        """The share of members who were present, rounded down to four places."""
        return share(self.present, self.members)

    @property
    def share_for(self) -> Annotated[Decimal | None, Label("share in favour")]:
        """The share of those present who were in favour, rounded down to four places."""
        return share(self.votes_for, self.present)

    @property
    def share_against(self) -> Decimal | None:
        """The share of those present who were against, rounded down to four places."""
        return share(self.votes_against, self.present)


class Minutes(Record):
    """The written account of a meeting, the decisions in it and who signed it."""

    # Source: B6-B9.
    noun = Noun("minutes", "minutes")
    register = "minutes"
    constitutive = True

    kind: Literal["minutes"] = "minutes"
    meeting: MeetingId | None = None
    """The meeting, by its id."""
    decisions: Several[DecisionId] = ()
    """The decisions that are written down in it, by their ids."""
    signed_by: Several[PersonId] = ()
    """The persons who signed, by their ids."""


class Document(Record):
    """A paper of a listed type, from draft to publication.

    `about` is the id of whatever it concerns; `author` who answers for it; `includes_programme` whether an
    institution's own plan has taken the programme in.
    """

    # Source: R-O1, B10, F12, R4, N1.
    noun = Noun("document", "documents")
    register = "documents"
    constitutive = True

    kind: Literal["document"] = "document"
    type: Annotated[Id, Listed("document_types")]
    title: Text | None = None
    state: Literal["draft", "identified", "adopted", "published", "withdrawn"] = "draft"
    about: Id | None = None
    author: Annotated[Id, Ref(("partner", "organisation"))] | None = None
    """The partner or organisation that answers for the paper, by its id."""
    includes_programme: Annotated[bool | None, Label("includes the programme")] = None
    """Whether the institution's own plan has taken the programme in."""
    valid_from: Day | None = None
    valid_to: ValidTo = None


class RulesOfProcedure(Record):
    """How a body works: quorum and majority as shares from 0 to 1, how often it meets and in which forms."""

    # Source: B10.
    noun = Noun("rules of procedure", "rules of procedure")
    register = "rules_of_procedure"
    constitutive = True

    kind: Literal["rules_of_procedure"] = "rules_of_procedure"
    body: BodyId
    quorum: _Share
    """The share of members that must be present, from 0 to 1."""
    majority: _Share
    """The share of those present that must agree, from 0 to 1."""
    every: Annotated[Duration, Label("how often")]
    """How often the body meets, such as P1M."""
    forms: Several[Phrase] = ()
    """The forms in which the body meets, in words."""
    state: Literal["draft", "adopted"]


Governance = Meeting | Decision | Minutes | Document | RulesOfProcedure
"""The kinds of this topic."""
