"""Checks made of checks, and the closed union of all of them. There is no `not`: more evidence never closes a gate."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Discriminator, Field

from partnership.template.kinds.comparing import Compare, Network
from partnership.template.kinds.counting import Count, Coverage
from partnership.template.kinds.evidence import Assessment, Attest, Indicator, Stage
from partnership.template.kinds.governance import Decision, Meeting, Role
from partnership.template.kinds.papers import Document, Signed
from partnership.template.kinds.people import Consent, Credential, Level
from partnership.template.kinds.shape import Kind
from partnership.template.kinds.sugars import (
    AdultChildRatio,
    CofinancingShare,
    Composition,
    EachSigned,
    MutualInterest,
    NoneOpen,
    PublishedWithin,
    SectorsPresent,
    SingleAccountable,
    TwoAdults,
)
from partnership.template.kinds.timing import Timing
from partnership.template.kinds.union import Under, kind_of
from partnership.template.terms import Each, Share, Whole
from partnership.values import Id

Checks = Annotated[tuple["Check", ...], Field(strict=False, min_length=1, max_length=200)]
"""At least one check; a list in the file."""


class All(Kind):
    """Every one of these holds."""

    kind: ClassVar[str] = "all"
    of: Checks


class AnyOf(Kind):
    """One of these holds at least."""

    kind: ClassVar[str] = "any"
    of: Checks


class NoneOf(Kind):
    """None of these holds; as long as one is unknown, so is the answer."""

    kind: ClassVar[str] = "none"
    of: Checks


class AtLeast(Kind):
    """`n` of these hold at least."""

    kind: ClassVar[str] = "at_least"
    n: Whole
    of: Checks


class When(Kind):
    """Where the condition holds, the consequence does."""

    kind: ClassVar[str] = "when"
    if_: Check = Field(alias="if")
    then: Check


class ForEach(Kind):
    """Of the elements enough satisfy everything that is required of each; `as` names the element for `$name.field`."""

    kind: ClassVar[str] = "for_each"
    in_: Each = Field(alias="in")
    as_: Id = Field(alias="as")
    min: int | None = Field(default=None, ge=0, le=10**6)
    share: Share | None = None
    at_least: Whole | None = None
    allow_none: bool = False
    require: Checks


Check = Annotated[
    Annotated[All, Under(All, "of")]
    | Annotated[AnyOf, Under(AnyOf, "of")]
    | Annotated[NoneOf, Under(NoneOf, "of")]
    | Annotated[AtLeast, Under(AtLeast)]
    | Annotated[When, Under(When)]
    | Annotated[ForEach, Under(ForEach)]
    | Annotated[Count, Under(Count)]
    | Annotated[Coverage, Under(Coverage)]
    | Annotated[Compare, Under(Compare)]
    | Annotated[Timing, Under(Timing)]
    | Annotated[Network, Under(Network)]
    | Annotated[Document, Under(Document)]
    | Annotated[Signed, Under(Signed)]
    | Annotated[Role, Under(Role)]
    | Annotated[Meeting, Under(Meeting)]
    | Annotated[Decision, Under(Decision)]
    | Annotated[Credential, Under(Credential)]
    | Annotated[Consent, Under(Consent)]
    | Annotated[Level, Under(Level)]
    | Annotated[Indicator, Under(Indicator)]
    | Annotated[Assessment, Under(Assessment)]
    | Annotated[Attest, Under(Attest)]
    | Annotated[Stage, Under(Stage)]
    | Annotated[SectorsPresent, Under(SectorsPresent, "sectors")]
    | Annotated[EachSigned, Under(EachSigned)]
    | Annotated[NoneOpen, Under(NoneOpen)]
    | Annotated[TwoAdults, Under(TwoAdults)]
    | Annotated[AdultChildRatio, Under(AdultChildRatio)]
    | Annotated[SingleAccountable, Under(SingleAccountable)]
    | Annotated[CofinancingShare, Under(CofinancingShare)]
    | Annotated[Composition, Under(Composition)]
    | Annotated[PublishedWithin, Under(PublishedWithin)]
    | Annotated[MutualInterest, Under(MutualInterest)],
    Discriminator(kind_of),
]
"""What a requirement can check: 6 combinators, 17 primitives and 10 sugars, and nothing else."""
