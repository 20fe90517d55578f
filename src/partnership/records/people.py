"""Adults without their names, the roles they hold, and the bodies and teams they form."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from partnership.records.base import Phrase, Record, Several, ValidTo
from partnership.records.refs import BodyId, DecisionId, PartnerId, PersonId, PersonOrWardId, RoleItem, SeatId, Sector
from partnership.values import Day, Id, Text


class Person(Record):
    """Somebody who acts in the programme: an id, and what rules ask about. Names stand among personal data.

    Persons of one `household` share its code, so that a couple is not taken for two unrelated adults. `staff` marks
    educators and administration of a children's institution. `title` is a function, never a name.
    """

    # Source: A15, A17-A19, A21.
    register: ClassVar[str] = "people"
    constitutive: ClassVar[bool] = False
    derived: ClassVar[Mapping[str, type]] = MappingProxyType({"household_or_id": str})

    kind: Literal["person"] = "person"
    partner: PartnerId | None = None
    adult: bool = True
    household: Id | None = None
    staff: bool = False
    title: Text | None = None

    @property
    def household_or_id(self) -> str:
        """What tells unrelated persons apart: the household's code, or the person alone."""
        return self.household or self.id


class Assignment(Record):
    """A role is held by a person, a partner, or a person on behalf of a partner.

    `at` is the body, partner, team or club in which it is held; `decision` what conferred it.
    """

    # Source: A13, A18, B7-B9.
    register: ClassVar[str] = "assignments"
    constitutive: ClassVar[bool] = True

    kind: Literal["assignment"] = "assignment"
    role: RoleItem
    person: PersonId | None = None
    partner: PartnerId | None = None
    at: SeatId | None = None
    on_behalf_of: PartnerId | None = None
    decision: DecisionId | None = None
    valid_from: Day | None = None
    valid_to: ValidTo = None

    @model_validator(mode="after")
    def _has_a_holder(self) -> Self:
        if self.person is None and self.partner is None:
            raise PydanticCustomError("holder", "Input should name a person or a partner who holds the role")
        return self


class Body(Record):
    """A group that meets and decides: the working group, a council, a regional centre.

    `sectors` are the sides that it is made of.
    """

    # Source: B5; N2.
    register: ClassVar[str] = "bodies"
    constitutive: ClassVar[bool] = True

    kind: Literal["body"] = "body"
    name: Text
    type: Literal["working_group", "council", "centre", "committee"]
    sectors: Several[Sector] = ()


class Membership(Record):
    """A partner sits in a body, through a person if one is named."""

    # Source: B5.
    register: ClassVar[str] = "memberships"
    constitutive: ClassVar[bool] = True

    kind: Literal["membership"] = "membership"
    body: BodyId
    partner: PartnerId
    person: PersonId | None = None


class Team(Record):
    """People who work together; the deck uses one word for three sorts of team."""

    # Source: DOMAIN 1.12, item 14; E5, G3, R1, R2.
    register: ClassVar[str] = "teams"
    constitutive: ClassVar[bool] = True
    derived: ClassVar[Mapping[str, type]] = MappingProxyType({"mixed": bool})

    kind: Literal["team"] = "team"
    name: Text
    purpose: Literal["company", "programme", "mixed_age"]
    district: Phrase | None = None
    partner: PartnerId | None = None
    members: Several[PersonOrWardId] = ()
    age_groups: Several[Phrase] = ()

    @property
    def mixed(self) -> bool | None:
        """Whether two or more age groups are in it; None where none is told."""
        return len(self.age_groups) > 1 if self.age_groups else None


class Succession(Record):
    """A body takes the place of another and what was transferred."""

    # Source: N2: from working group to regional volunteer centre.
    register: ClassVar[str] = "successions"
    constitutive: ClassVar[bool] = True

    kind: Literal["succession"] = "succession"
    from_body: BodyId
    to_body: BodyId
    transferred: Several[Literal["roles", "registers", "decisions"]] = ()
