"""What a requirement can ask, a file a topic.

A word is one class: its fields with what they refer to, how it is put into the terms of `core`, and the remedy where it
is not met. Everything else (the union that tells a misspelt word at its line, name resolution, the JSON Schema, the
tables of the documentation) follows from the class.
"""

from partnership.template.kinds import (  # noqa: I001 - the order in which words are listed
    combinators,
    counting,
    comparing,
    timing,
    papers,
    governance,
    people,
    evidence,
    sectors,
    safeguarding,
)
from partnership.template.kinds.shape import KINDS, Combinator, Kind, TemplatePart, Sugar
from partnership.template.kinds.union import RequirementWord, OneWord

__all__ = [
    "KINDS",
    "Combinator",
    "Kind",
    "OneWord",
    "RequirementWord",
    "Sugar",
    "TemplatePart",
    "combinators",
    "comparing",
    "counting",
    "evidence",
    "governance",
    "papers",
    "people",
    "safeguarding",
    "sectors",
    "timing",
]
