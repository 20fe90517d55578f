"""What a requirement can ask, a file a topic: a closed union, so that a misspelt word is an error at its line."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, get_args

from partnership.template.kinds.combinators import All, AnyOf, AtLeast, Check, Checks, ForEach, NoneOf, When
from partnership.template.kinds.comparing import Compare, Comparison, Network
from partnership.template.kinds.counting import Count, Coverage
from partnership.template.kinds.evidence import Assessment, Attest, Indicator, Stage
from partnership.template.kinds.governance import Decision, Meeting, Role
from partnership.template.kinds.papers import Document, Signed
from partnership.template.kinds.people import Consent, Credential, Level
from partnership.template.kinds.shape import Bounds, Kind, Shape
from partnership.template.kinds.sugars import (
    AGE_BANDS,
    AdultChildRatio,
    CofinancingShare,
    Composition,
    EachSigned,
    MutualInterest,
    NoneOpen,
    PublishedWithin,
    SectorsPresent,
    Settings,
    SingleAccountable,
    TwoAdults,
    allowed,
)
from partnership.template.kinds.timing import Timing
from partnership.template.kinds.union import Under, kind_of


def _kinds() -> dict[str, type[Kind]]:
    """Read the words off the union itself, so that there is no second list to keep."""
    union: Any = get_args(Check)[0]
    return {under.model.kind: under.model for choice in get_args(union) for under in get_args(choice)[1:]}


KINDS = MappingProxyType(_kinds())
"""Every word of the language with its model."""

Sugar = (
    AdultChildRatio
    | CofinancingShare
    | Composition
    | EachSigned
    | MutualInterest
    | NoneOpen
    | PublishedWithin
    | SectorsPresent
    | SingleAccountable
    | TwoAdults
)
"""Kinds that stand for others put together."""

COMBINATORS = frozenset({"all", "any", "none", "at_least", "when", "for_each"})
"""The words whose checks hold other checks."""

SUGARS = frozenset(each.kind for each in get_args(Sugar))
"""The words that stand for others put together."""

__all__ = [
    "AGE_BANDS",
    "COMBINATORS",
    "KINDS",
    "SUGARS",
    "AdultChildRatio",
    "All",
    "AnyOf",
    "Assessment",
    "AtLeast",
    "Attest",
    "Bounds",
    "Check",
    "Checks",
    "CofinancingShare",
    "Compare",
    "Comparison",
    "Composition",
    "Consent",
    "Count",
    "Coverage",
    "Credential",
    "Decision",
    "Document",
    "EachSigned",
    "ForEach",
    "Indicator",
    "Kind",
    "Level",
    "Meeting",
    "MutualInterest",
    "Network",
    "NoneOf",
    "NoneOpen",
    "PublishedWithin",
    "Role",
    "SectorsPresent",
    "Settings",
    "Shape",
    "Signed",
    "SingleAccountable",
    "Stage",
    "Sugar",
    "Timing",
    "TwoAdults",
    "Under",
    "When",
    "allowed",
    "kind_of",
]
