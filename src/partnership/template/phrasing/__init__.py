"""What is asked, in words.

`describe` speaks of `core`, so that it says exactly what is evaluated; the remedy of each word of the language (in
`kinds`) is put together of the same parts. Both use the titles of the template, and the values of references as far as
they are known where the sentence is said.
"""

from partnership.template.phrasing.figures import (
    METRIC_WORDS,
    SHARED_METRICS,
    counted,
    differing,
    figure_phrase,
    is_given,
    is_share,
    parts_of,
    reckoned,
)
from partnership.template.phrasing.known import UNSAID, Known
from partnership.template.phrasing.phrases import Agreeing, Phrasing, Rows
from partnership.template.phrasing.questions import describe, moment, question, target, within
from partnership.template.phrasing.values import BOUNDS, DATES

__all__ = [
    "BOUNDS",
    "DATES",
    "METRIC_WORDS",
    "SHARED_METRICS",
    "UNSAID",
    "Agreeing",
    "Known",
    "Phrasing",
    "Rows",
    "counted",
    "describe",
    "differing",
    "figure_phrase",
    "is_given",
    "is_share",
    "moment",
    "parts_of",
    "question",
    "reckoned",
    "target",
    "within",
]
