"""Adults without their names, the roles they hold, and the bodies and teams they form."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from partnership.messages import Noun, message
from partnership.records.base import Phrase, Record, Several, ValidTo
from partnership.records.marks import Label, Such
from partnership.records.refs import BodyId, DecisionId, PartnerId, PersonId, PersonOrWardId, RoleItem, SectorId
from partnership.values import Day, Id, Ref, Text


class Person(Record):
    """Somebody who acts in the programme: an id, and what rules ask about. Names stand among personal data.

    Persons of one `household` share its code, so that a couple is not taken for two unrelated adults. `staff` marks
    educators and administration of a children's institution. `title` is a function, never a name.
    """

    # Source: A15, A17-A19, A21.
    noun = Noun("person", "people")
    constitutive = False
    behind = "partner"

    kind: Literal["person"] = "person"
    partner: PartnerId | None = None
    """The partner that the person belongs to, by its id."""
    adult: Annotated[bool, Such("adult {rows}", no="{rows} under age")] = True
    """Whether the person is of age."""
    household: Id | None = None
    """A code that persons of one household share, so that a couple is not taken for two strangers."""
    staff: bool = False
    """Whether the person belongs to the staff of a children's institution."""
    title: Text | None = None
    """The person's function. Never a name."""

    @property
    def household_or_id(self) -> Annotated[str, Label("household or person")]:
        """What tells unrelated persons apart: the household's code, or the person alone."""
        return self.household or self.id


class Assignment(Record):
    """A role is held by a person, a partner, or a person on behalf of a partner.

    `at` is the body, partner, team or club in which it is held; `decision` what conferred it.
    """

    # Source: A13, A18, B7-B9.
    noun = Noun("role assignment", "role assignments", none=message("nobody holds the role{which}"))
    register = "assignments"
    constitutive = True

    kind: Literal["assignment"] = "assignment"
    role: RoleItem
    person: PersonId | None = None
    """The person who holds the role, by id; a person or a partner is named."""
    partner: PartnerId | None = None
    """The partner that holds the role, by its id; a person or a partner is named."""
    at: Annotated[
        Id | None, Ref(("body", "partner", "team", "club")), Label("where the role is held"), Such("at {values}")
    ] = None
    """The body, partner, team or club in which the role is held, by its id."""
    on_behalf_of: PartnerId | None = None
    """The partner on whose behalf the role is held, by its id."""
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
    noun = Noun("body", "bodies")
    constitutive = True

    kind: Literal["body"] = "body"
    name: Text
    type: Literal["working_group", "council", "centre", "committee"]
    """What sort of body it is."""
    sectors: Several[SectorId] = ()
    """The sectors that the body is made of, by their ids in the template's list."""


class Membership(Record):
    """A partner sits in a body, through a person if one is named."""

    # Source: B5.
    noun = Noun("membership", "memberships")
    constitutive = True

    kind: Literal["membership"] = "membership"
    body: BodyId
    partner: PartnerId
    person: PersonId | None = None


class Team(Record):
    """People who work together; the deck uses one word for three sorts of team."""

    # Source: DOMAIN 1.12, item 14; E5, G3, R1, R2.
    noun = Noun("team", "teams")
    constitutive = True

    kind: Literal["team"] = "team"
    name: Text
    purpose: Literal["company", "programme", "mixed_age"]
    """What sort of team it is."""
    district: Phrase | None = None
    partner: PartnerId | None = None
    members: Several[PersonOrWardId] = ()
    """The persons and wards in it, by their ids."""
    age_groups: Several[Phrase] = ()
    """The age groups that are in it, in words."""

    @property
    def mixed(self) -> bool | None:
        """Whether two or more age groups are in it; None where none is told."""
        return len(self.age_groups) > 1 if self.age_groups else None


class Succession(Record):
    """A body takes the place of another and what was transferred."""

    # Source: N2: from working group to regional volunteer centre.
    noun = Noun("succession", "successions")
    constitutive = True

    kind: Literal["succession"] = "succession"
    from_body: Annotated[BodyId, Label("from the body"), Such("from the {values}")]
    """The body that was replaced, by its id."""
    to_body: Annotated[BodyId, Label("to the body"), Such("to the {values}")]
    """The body that takes its place, by its id."""
    transferred: Several[Literal["roles", "registers", "decisions"]] = ()
    """What passed from the one to the other."""


People = Person | Assignment | Body | Membership | Team | Succession
"""The kinds of this topic."""
