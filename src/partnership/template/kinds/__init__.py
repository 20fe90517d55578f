"""What a requirement can ask, a file a topic.

A word is one class: its fields with what they refer to, how it is put into the terms of `core`, and the remedy where it
is not met. Everything else (the union that tells a misspelt word at its line, name resolution, the JSON Schema, the
tables of the documentation) follows from the class.
"""

from partnership.template.kinds import (  # in the order in which words are listed
    combinators as combinators,
    counting as counting,
    comparing as comparing,
    timing as timing,
    papers as papers,
    governance as governance,
    people as people,
    evidence as evidence,
    sectors as sectors,
    safeguarding as safeguarding,
)
from partnership.template.kinds.shape import (
    KINDS as KINDS,
    Combinator as Combinator,
    Kind as Kind,
    Sugar as Sugar,
    TemplatePart as TemplatePart,
)
from partnership.template.kinds.union import OneWord as OneWord, RequirementWord as RequirementWord
