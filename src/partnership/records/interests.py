"""What partners want, what they answer for, and what they put in: the matrix on which a partnership rests."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from partnership.messages import Noun
from partnership.records.base import Phrase, Record, Several
from partnership.records.marks import IS, Label, Such, Words
from partnership.records.refs import LegalBasisId, OutcomeItem, PartnerId
from partnership.values import Id, Listed, Money, Number, Text


class Interest(Record):
    """A partner wants an outcome; `confirmed` by the partner itself, weighed from 1 to 5."""

    # Source: K1, R-P3, R-P4, R-F2.
    noun = Noun("interest", "interests")
    constitutive = True

    kind: Literal["interest"] = "interest"
    partner: PartnerId
    outcome: OutcomeItem
    confirmed: Annotated[bool, Such("confirmed {rows}", no="unconfirmed {rows}")] = False
    """Whether the partner itself has said so."""
    weight: Annotated[int, Field(ge=1, le=5)] | None = None
    """How much it matters to the partner, from 1 to 5."""


class BenefitStatement(Record):
    """A partner says what the work yields for one class of beneficiary, or that it sees nothing there."""

    # Source: R-P5.
    noun = Noun("benefit statement", "benefit statements")
    constitutive = True

    kind: Literal["benefit_statement"] = "benefit_statement"
    partner: PartnerId
    beneficiary: Annotated[Id, Words(pupils="pupils", ngo="NGO", business="business", government="government")]
    """Whom the work is to benefit: pupils, ngo, business, government, or an item of the template's own list."""
    outcome: OutcomeItem | None = None
    none: Annotated[bool, Label("sees nothing")] = False
    """Whether the partner sees no benefit there."""


class Responsibility(Record):
    """A partner's part in a function: it does it (R), answers for it (A), is consulted (C) or informed (I)."""

    # Source: R-P6, F1-F25.
    noun = Noun("responsibility", "responsibilities")
    constitutive = True

    kind: Literal["responsibility"] = "responsibility"
    partner: PartnerId
    function: Annotated[Id, Listed("functions")]
    """The function, by its id in the template's list."""
    raci: Annotated[
        Literal["R", "A", "C", "I"],
        Label("part in the function"),
        Words(R="does the work", A="accountable", C="consulted", I="informed"),
    ]
    """R does the work, A answers for it, C is consulted, I is informed."""


class Involvement(Record):
    """How deep a partner is in, from being informed to leading."""

    # Source: R-P6.
    noun = Noun("involvement", "involvements")
    constitutive = True

    kind: Literal["involvement"] = "involvement"
    partner: PartnerId
    level: Literal["informed", "consulted", "contributing", "leading"]
    """How deep the partner is in."""


class Contribution(Record):
    """What a partner puts in, from the promise to the delivery.

    `value` is its worth in money; `quantity` with `unit` its size in kind (hours, seats); `tags` put one contribution
    under several headings, as the deck does with the pilot's money.
    """

    # Source: R-O3, R-F1, F23, R1.
    noun = Noun("contribution", "contributions")
    constitutive = True

    kind: Literal["contribution"] = "contribution"
    partner: PartnerId
    what: Annotated[
        Literal["cash", "time", "goods", "knowledge", "premises", "media", "staff"], Such("of {values:bare}")
    ]
    """What sort of thing is put in."""
    value: Money | None = None
    quantity: Number | None = None
    """How much of it, in the unit that is named."""
    unit: Phrase | None = None
    state: Annotated[Literal["promised", "committed", "delivered", "withdrawn"], IS]
    stage: Id | None = None
    """The stage for which it is meant, by its id in the template."""
    tags: Several[Phrase] = ()
    """Words under which it is to be found."""


class BudgetLine(Record):
    """A cost that the programme plans for, in a stage if one is named."""

    # Source: R-O3.
    noun = Noun("budget line", "budget lines")
    constitutive = True

    kind: Literal["budget_line"] = "budget_line"
    title: Text
    value: Money
    stage: Id | None = None
    """The stage, by its id in the template."""


class FundingOption(Record):
    """A way to share the costs with an authority or somebody else, and how far it has been looked into."""

    # Source: R-F3, N3.
    noun = Noun("funding option", "funding options")
    constitutive = True

    kind: Literal["funding_option"] = "funding_option"
    title: Text
    legal_basis: Annotated[LegalBasisId | None, Such("with a legal basis")] = None
    """The legal act on which it rests, by its id."""
    partner: PartnerId | None = None
    state: Annotated[Literal["identified", "explored", "adopted"], IS]


class ProgrammeOutcome(Record):
    """A result that the programme as a whole claims, in words of its own, under an outcome of the template."""

    # Source: R1-R4.
    noun = Noun("outcome of the programme", "outcomes of the programme")
    register = "programme_outcomes"
    constitutive = True

    kind: Literal["programme_outcome"] = "programme_outcome"
    outcome: OutcomeItem
    statement: Text


Interests = (
    Interest
    | BenefitStatement
    | Responsibility
    | Involvement
    | Contribution
    | BudgetLine
    | FundingOption
    | ProgrammeOutcome
)
"""The kinds of this topic."""
