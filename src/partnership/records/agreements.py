"""What partners have agreed, who has signed it, and on what it is founded."""

from __future__ import annotations

from typing import Annotated, Literal

from partnership.messages import Noun
from partnership.records.base import Phrase, Record, Several, TwoOrMore, ValidTo
from partnership.records.marks import IS, Label, Such
from partnership.records.refs import (
    AgreementId,
    Clause,
    LegalBasisId,
    PartnerId,
    PersonId,
)
from partnership.values import Day, Id, Listed, PartOrDay, Term, Text


class LegalBasis(Record):
    """An act on which agreements or funding rest; `act` is its number and date as cited."""

    # Source: K3, R-F3.
    noun = Noun("legal basis", "legal bases")
    register = "legal_bases"
    constitutive = False

    kind: Literal["legal_basis"] = "legal_basis"
    title: Text
    act: Phrase
    """The number and date of the act, as it is cited."""
    adopted: Annotated[PartOrDay | None, Label("day of adoption")] = None
    """The day on which the act was adopted."""


class Agreement(Record):
    """Commitments of two partners or more: a cooperation agreement, a protocol of intent or another listed type.

    Its `parties` anchor the rosters: whoever was ever a party stays counted. It binds only those who signed.
    """

    # Source: R-P7; invariant 3.
    noun = Noun("agreement", "agreements")
    register = "agreements"
    constitutive = True

    kind: Literal["agreement"] = "agreement"
    type: Annotated[Id, Listed("agreement_types")]
    title: Text | None = None
    parties: TwoOrMore[PartnerId]
    """The partners between whom it is made, by their ids."""
    clauses: Several[Clause] = ()
    """The clauses that the agreement has, by their ids in the template's list."""
    legal_bases: Several[LegalBasisId] = ()
    """The legal acts on which the agreement rests, by their ids."""
    valid_from: Day | None = None
    valid_to: ValidTo = None
    supersedes: AgreementId | None = None
    """The agreement that it replaces, by its id."""

    @property
    def term(self) -> Annotated[Term | None, Label("length of the term")]:
        """How long it is made for; nothing where one of its ends is open."""
        return None if self.valid_from is None or self.valid_to is None else Term(self.valid_from, self.valid_to)


class Signature(Record):
    """A partner signed an agreement."""

    # Source: R-P7.
    noun = Noun("signature", "signatures")
    register = "signatures"
    constitutive = True

    kind: Literal["signature"] = "signature"
    agreement: Annotated[AgreementId, Such("under the agreement {values}")]
    partner: PartnerId
    by: Annotated[PersonId | None, Label("one who gave it")] = None
    """The person who signed for the partner, by id."""


class Amendment(Record):
    """A supplement to an agreement, in force from its date."""

    # Source: K3.
    noun = Noun("amendment", "amendments")
    register = "amendments"
    constitutive = True

    kind: Literal["amendment"] = "amendment"
    agreement: AgreementId
    what: Text
    """What it is about, in words."""
    clauses_added: Several[Clause] = ()
    """The clauses that it adds to the agreement, by their ids in the template's list."""
    clauses_removed: Several[Clause] = ()
    """The clauses that it takes out of the agreement, by their ids in the template's list."""


class ClauseState(Record):
    """How a clause of an agreement fares: pending, fulfilled or breached."""

    noun = Noun("state of a clause", "states of clauses")
    register = "clause_states"
    constitutive = False

    kind: Literal["clause_state"] = "clause_state"
    agreement: AgreementId
    clause: Clause
    """The clause, by its id in the template's list."""
    state: Annotated[Literal["pending", "fulfilled", "breached"], IS]


class Principle(Record):
    """A norm of dealing with each other, in the words that the partners found for it."""

    # Source: K2-K7.
    noun = Noun("principle", "principles")
    register = "principles"
    constitutive = True

    kind: Literal["principle"] = "principle"
    principle: Annotated[Id, Listed("principles")]
    """The principle, by its id in the template's list."""
    statement: Text


Agreements = LegalBasis | Agreement | Signature | Amendment | ClauseState | Principle
"""The kinds of this topic."""
