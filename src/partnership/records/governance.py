"""Meetings, what they decide, and the papers that remain of it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from partnership.messages import Noun
from partnership.records.base import Phrase, Record, Several, ValidTo
from partnership.records.marks import HAS_BEEN, IS, Label, Such
from partnership.records.refs import (
    BodyId,
    DecisionId,
    MeetingId,
    PartnerId,
    PersonId,
    ProposalId,
)
from partnership.values import Day, DayAndTime, Duration, Exactly, Id, Listed, Ref, Text, WholeNumber, cut


def cut_share(part: int | None, whole: int | None) -> Decimal | None:
    """Divide, and never round upward, so that rounding helps nobody over a threshold; None where a side lacks."""
    if part is None or not whole:
        return None
    return Decimal(cut(Fraction(part, whole)))


def _not_below_present(members: int | None, info: ValidationInfo) -> int | None:
    present = info.data.get("present")
    if members is not None and present is not None and present > members:
        raise PydanticCustomError(
            "attendance", "Input should be no less than those present, {present}", {"present": present}
        )
    return members


def _cast_by_those_present(votes: int | None, info: ValidationInfo) -> int | None:
    present, members = info.data.get("present"), info.data.get("members")
    cast = (votes or 0) + sum(info.data.get(before) or 0 for before in ("votes_for", "votes_against"))
    if present is not None and cast > present:
        raise PydanticCustomError(
            "votes", "Input should leave no more votes than those present, {present}", {"present": present}
        )
    if members is not None and cast > members:
        raise PydanticCustomError(
            "votes", "Input should leave no more votes than there are members, {members}", {"members": members}
        )
    return votes


def _without_a_meeting(procedure: str | None, info: ValidationInfo) -> str | None:
    if procedure == "written" and info.data.get("meeting") is not None:
        raise PydanticCustomError("procedure", "Input should not be 'written' where a meeting is named")
    return procedure


_Members = Annotated[WholeNumber | None, AfterValidator(_not_below_present)]
_Votes = Annotated[WholeNumber | None, AfterValidator(_cast_by_those_present)]
_Attendance = Annotated[Decimal | None, Label("share of members present"), Such("with {values} of the members present")]
_ABOUT = Such("about {values}")
_Share = Annotated[Decimal, Exactly(digits=8, places=6, at_least=Decimal(0), at_most=Decimal(1))]


class Meeting(Record):
    """A sitting of a body: planned, then held or cancelled; who was present out of how many members."""

    # Source: B6, G1, F15.
    noun = Noun("meeting", "meetings")
    constitutive = True
    done_once = True

    kind: Literal["meeting"] = "meeting"
    body: BodyId
    type: Annotated[Id, Listed("meeting_types")]
    state: Annotated[Literal["planned", "held", "cancelled"], HAS_BEEN]
    planned_for: DayAndTime | None = None
    present: WholeNumber | None = None
    members: _Members = None
    partners: Several[PartnerId] = ()
    agenda: Several[Phrase] = ()
    """The points of the agenda, in words."""

    @property
    def attendance(self) -> _Attendance:
        """The share of members who were present, rounded down."""
        return cut_share(self.present, self.members)


class Decision(Record):
    """What was adopted on a matter, by a body or by the partners, with the count of votes.

    A decision without quorum can be recorded; it is not counted as one where a template asks for a quorum.
    """

    # Source: K7, B7-B9, G1.
    noun = Noun("decision", "decisions")
    constitutive = True
    done_once = True

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
    votes_abstained: Annotated[_Votes, Label("abstentions")] = None
    """How many of those who could vote abstained."""
    procedure: Annotated[Literal["meeting", "written", "mixed"] | None, AfterValidator(_without_a_meeting)] = None
    """Whether it was decided at a meeting, in writing, or in part each."""
    proposal: ProposalId | None = None
    """The proposal that was decided on, by its id."""
    partners: Several[PartnerId] = ()
    """The partners that decided, by their ids."""
    subject: Annotated[Id | None, _ABOUT] = None
    """What it is about, by its id: a document, an incident, a row of a register of the law's own."""
    text: Text | None = None
    """What was decided, in full."""

    @property
    def attendance(self) -> _Attendance:
        """The share of members who were present, rounded down."""
        return cut_share(self.present, self.members)

    @property
    def share_for(self) -> Annotated[Decimal | None, Label("share in favour"), Such("with {values} in favour")]:
        """The share of those present who were in favour, rounded down."""
        return cut_share(self.votes_for, self.present)

    @property
    def share_against(self) -> Decimal | None:
        """The share of those present who were against, rounded down."""
        return cut_share(self.votes_against, self.present)

    @property
    def share_of_votes(self) -> Annotated[Decimal | None, Label("share of the votes for and against in favour")]:
        """The share in favour of the votes for and against; an abstention is neither. Rounded down."""
        return cut_share(self.votes_for, _together(self.votes_for, self.votes_against))

    @property
    def share_of_ballots(self) -> Annotated[Decimal | None, Label("share of all votes in favour, abstentions too")]:
        """The share in favour of all votes, abstentions among them, rounded down."""
        return cut_share(self.votes_for, _together(self.votes_for, self.votes_against, self.votes_abstained))

    @property
    def share_of_members(self) -> Annotated[Decimal | None, Label("share of all members in favour")]:
        """The share of all members who were in favour, rounded down."""
        return cut_share(self.votes_for, self.members)


def _together(*votes: int | None) -> int | None:
    """Add votes up; None where one sort was not counted."""
    counted = [each for each in votes if each is not None]
    return sum(counted) if len(counted) == len(votes) else None


class Proposal(Record):
    """What is put to a decision, from the day on which everybody was told of it: from that day periods run."""

    noun = Noun("proposal", "proposals")
    constitutive = True
    done_once = True

    kind: Literal["proposal"] = "proposal"
    matter: Annotated[Id, Listed("matters")]
    """What is to be decided on, by its id in the template's list."""
    body: BodyId | None = None
    """The body that is to decide, by its id; without it, the partners are."""
    partner: PartnerId | None = None
    """The partner that proposes it, by its id."""
    person: PersonId | None = None
    """The person who proposes it, by the id."""
    subject: Annotated[Id | None, _ABOUT] = None
    """What it is about, by its id."""
    text: Text | None = None
    """What is proposed, in full."""


class Objection(Record):
    """A partner or a person objects: to a proposal before it is decided, or to a decision, as an appeal or a veto."""

    noun = Noun("objection", "objections")
    register = "raised_objections"
    constitutive = True

    kind: Literal["objection"] = "objection"
    proposal: ProposalId | None = None
    """The proposal to which somebody objects, by its id."""
    decision: DecisionId | None = None
    """The decision to which somebody objects, by its id."""
    partner: PartnerId | None = None
    """The partner that objects, by its id."""
    person: PersonId | None = None
    """The person who objects, by the id."""
    state: Annotated[Literal["open", "withdrawn", "dismissed", "upheld"], IS] = "open"
    text: Text | None = None
    """Why, in full."""

    @model_validator(mode="after")
    def _is_somebodys(self) -> Self:
        if (self.proposal is None) == (self.decision is None):
            raise PydanticCustomError("objection", "Input should name a proposal or a decision, and not both")
        if self.partner is None and self.person is None:
            raise PydanticCustomError("objector", "Input should name the partner or the person who objects")
        return self


class Minutes(Record):
    """The written account of a meeting, the decisions in it and who signed it."""

    # Source: B6-B9.
    noun = Noun("minutes", "minutes")
    constitutive = True
    done_once = True

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
    constitutive = True
    done_once = True

    kind: Literal["document"] = "document"
    type: Annotated[Id, Listed("document_types")]
    title: Text | None = None
    state: Annotated[Literal["draft", "adopted", "published", "withdrawn"], IS] = "draft"
    about: Annotated[Id | None, _ABOUT] = None
    author: Annotated[Id, Ref(("partner", "organisation"))] | None = None
    """The partner or organisation that answers for the paper, by its id."""
    includes_programme: Annotated[
        bool | None,
        Label("includes the programme"),
        Such("including the programme", no="not including the programme"),
    ] = None
    """Whether the institution's own plan has taken the programme in."""
    valid_from: Day | None = None
    valid_to: ValidTo = None


class RulesOfProcedure(Record):
    """How a body works: quorum and majority as shares from 0 to 1, how often it meets and in which forms."""

    # Source: B10.
    noun = Noun("rules of procedure", "rules of procedure")
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
    state: Annotated[Literal["draft", "adopted"], IS]


Governance = Meeting | Proposal | Decision | Objection | Minutes | Document | RulesOfProcedure
"""The kinds of this topic."""
