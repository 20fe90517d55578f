"""What partners have agreed, who has signed it, and on what it is founded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from typing_extensions import override

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
    constitutive = True

    kind: Literal["signature"] = "signature"
    agreement: Annotated[AgreementId, Such("of the agreement {values}")]
    partner: PartnerId
    by: Annotated[PersonId | None, Label("one who gave it")] = None
    """The person who signed for the partner, by id."""


class Amendment(Record):
    """A supplement to an agreement: from its date until it is ended, the agreement says what it changes."""

    # Source: K3.
    noun = Noun("amendment", "amendments")
    constitutive = True
    alters = "agreement"

    kind: Literal["amendment"] = "amendment"
    agreement: AgreementId
    what: Text
    """What it is about, in words."""
    clauses_added: Several[Clause] = ()
    """The clauses that it adds to the agreement, by their ids in the template's list."""
    clauses_removed: Several[Clause] = ()
    """The clauses that it takes out of the agreement, by their ids in the template's list."""
    parties_added: Several[PartnerId] = ()
    """The partners who join the agreement, by their ids."""
    parties_removed: Several[PartnerId] = ()
    """The partners who leave the agreement, by their ids."""
    new_valid_to: Annotated[Day | None, Label("new end of the term")] = None
    """The first day on which the agreement is no longer in force, in place of the one that it names."""

    @override
    def alteration(self, record: Any) -> dict[str, Any]:
        """Return what the agreement says with this amendment."""
        changes: dict[str, Any] = {}
        if self.clauses_added or self.clauses_removed:
            changes["clauses"] = _changed(record.clauses, self.clauses_removed, self.clauses_added)
        if self.parties_added or self.parties_removed:
            changes["parties"] = _changed(record.parties, self.parties_removed, self.parties_added)
        if self.new_valid_to is not None:
            changes["valid_to"] = self.new_valid_to
        return changes


def _changed(there: Sequence[str], removed: Sequence[str], added: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(one for one in there if one not in removed), *added]))


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
    constitutive = True

    kind: Literal["principle"] = "principle"
    principle: Annotated[Id, Listed("principles")]
    """The principle, by its id in the template's list."""
    statement: Text


Agreements = LegalBasis | Agreement | Signature | Amendment | ClauseState | Principle
"""The kinds of this topic."""
