"""What partners have agreed, who has signed it, and on what it is founded."""

from __future__ import annotations

from typing import ClassVar, Literal

from partnership.records.base import Phrase, Record, Several, TwoOrMore, ValidTo
from partnership.records.refs import (
    AgreementId,
    AgreementType,
    Clause,
    LegalBasisId,
    PartnerId,
    PersonId,
    PrincipleItem,
)
from partnership.values import Day, Text


class LegalBasis(Record):
    """An act on which agreements or funding rest; `act` is its number and date as cited."""

    # Source: K3, R-F3.
    register: ClassVar[str] = "legal_bases"
    constitutive: ClassVar[bool] = False

    kind: Literal["legal_basis"] = "legal_basis"
    title: Text
    act: Phrase
    adopted: Day | None = None


class Agreement(Record):
    """Commitments of two partners or more: a cooperation agreement, a protocol of intent or another listed type.

    Its `parties` anchor the rosters: whoever was ever a party stays counted. It binds only those who signed.
    """

    # Source: R-P7; invariant 3.
    register: ClassVar[str] = "agreements"
    constitutive: ClassVar[bool] = True

    kind: Literal["agreement"] = "agreement"
    type: AgreementType
    title: Text | None = None
    parties: TwoOrMore[PartnerId]
    clauses: Several[Clause] = ()
    legal_bases: Several[LegalBasisId] = ()
    valid_from: Day | None = None
    valid_to: ValidTo = None
    supersedes: AgreementId | None = None


class Signature(Record):
    """A partner signed an agreement."""

    # Source: R-P7.
    register: ClassVar[str] = "signatures"
    constitutive: ClassVar[bool] = True

    kind: Literal["signature"] = "signature"
    agreement: AgreementId
    partner: PartnerId
    by: PersonId | None = None


class Amendment(Record):
    """A supplement to an agreement, in force from its date."""

    # Source: K3.
    register: ClassVar[str] = "amendments"
    constitutive: ClassVar[bool] = True

    kind: Literal["amendment"] = "amendment"
    agreement: AgreementId
    what: Text
    clauses_added: Several[Clause] = ()
    clauses_removed: Several[Clause] = ()


class ClauseState(Record):
    """How a clause of an agreement fares: pending, fulfilled or breached."""

    register: ClassVar[str] = "clause_states"
    constitutive: ClassVar[bool] = False

    kind: Literal["clause_state"] = "clause_state"
    agreement: AgreementId
    clause: Clause
    state: Literal["pending", "fulfilled", "breached"]


class Principle(Record):
    """A norm of dealing with each other, in the words that the partners found for it."""

    # Source: K2-K7.
    register: ClassVar[str] = "principles"
    constitutive: ClassVar[bool] = True

    kind: Literal["principle"] = "principle"
    principle: PrincipleItem
    statement: Text
