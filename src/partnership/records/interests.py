"""What partners want, what they answer for, and what they put in: the matrix on which a partnership rests."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from partnership.records.base import Phrase, Record, Several
from partnership.records.refs import Function, LegalBasisId, OutcomeItem, PartnerId
from partnership.values import Id, Money, Number, Text


class Interest(Record):
    """A partner wants an outcome; `confirmed` by the partner itself, weighed from 1 to 5."""

    # Source: K1, R-P3, R-P4, R-F2.
    register: ClassVar[str] = "interests"
    constitutive: ClassVar[bool] = True

    kind: Literal["interest"] = "interest"
    partner: PartnerId
    outcome: OutcomeItem
    confirmed: bool = False
    weight: Annotated[int, Field(ge=1, le=5)] | None = None


class BenefitStatement(Record):
    """A partner says what the work yields for one class of beneficiary, or that it sees nothing there."""

    # Source: R-P5.
    register: ClassVar[str] = "benefit_statements"
    constitutive: ClassVar[bool] = True

    kind: Literal["benefit_statement"] = "benefit_statement"
    partner: PartnerId
    beneficiary: Literal["pupils", "ngo", "business", "government"]
    outcome: OutcomeItem | None = None
    none: bool = False


class Responsibility(Record):
    """A partner's part in a function: it does it (R), answers for it (A), is consulted (C) or informed (I)."""

    # Source: R-P6, F1-F25.
    register: ClassVar[str] = "responsibilities"
    constitutive: ClassVar[bool] = True

    kind: Literal["responsibility"] = "responsibility"
    partner: PartnerId
    function: Function
    raci: Literal["R", "A", "C", "I"]


class Involvement(Record):
    """How deep a partner is in, from being informed to leading."""

    # Source: R-P6.
    register: ClassVar[str] = "involvements"
    constitutive: ClassVar[bool] = True

    kind: Literal["involvement"] = "involvement"
    partner: PartnerId
    level: Literal["informed", "consulted", "contributing", "leading"]


class Contribution(Record):
    """What a partner puts in, from the promise to the delivery.

    `value` is its worth in money; `quantity` with `unit` its size in kind (hours, seats); `tags` put one contribution
    under several headings, as the deck does with the pilot's money.
    """

    # Source: R-O3, R-F1, F23, R1.
    register: ClassVar[str] = "contributions"
    constitutive: ClassVar[bool] = True

    kind: Literal["contribution"] = "contribution"
    partner: PartnerId
    what: Literal["cash", "time", "goods", "knowledge", "premises", "media", "staff"]
    value: Money | None = None
    quantity: Number | None = None
    unit: Phrase | None = None
    state: Literal["promised", "committed", "delivered", "withdrawn"]
    stage: Id | None = None
    tags: Several[Phrase] = ()


class BudgetLine(Record):
    """A cost that the programme plans for, in a stage if one is named."""

    # Source: R-O3.
    register: ClassVar[str] = "budget_lines"
    constitutive: ClassVar[bool] = True

    kind: Literal["budget_line"] = "budget_line"
    title: Text
    value: Money
    stage: Id | None = None


class FundingOption(Record):
    """A way to share the costs with an authority or somebody else, and how far it has been looked into."""

    # Source: R-F3, N3.
    register: ClassVar[str] = "funding_options"
    constitutive: ClassVar[bool] = True

    kind: Literal["funding_option"] = "funding_option"
    title: Text
    legal_basis: LegalBasisId | None = None
    partner: PartnerId | None = None
    state: Literal["identified", "explored", "adopted"]


class ProgrammeOutcome(Record):
    """A result that the programme as a whole claims, in words of its own, under an outcome of the template."""

    # Source: R1-R4.
    register: ClassVar[str] = "programme_outcomes"
    constitutive: ClassVar[bool] = True

    kind: Literal["programme_outcome"] = "programme_outcome"
    outcome: OutcomeItem
    statement: Text
