"""What is asked, and the nearest step that would meet it, for authors who wrote no words of their own.

`describe` speaks of `core`, so that it says exactly what is evaluated; `remedy` of the word that the author used, to
the person who coordinates: what to hold, sign, record, ask for. Both use the titles of the template, and the values of
references as far as they are known where the sentence is said.
"""

from partnership.template.phrasing.figures import (
    METRICS,
    SHARED_METRICS,
    differing,
    figure,
    is_given,
    is_share,
    reckoned,
)
from partnership.template.phrasing.known import UNSAID, Known
from partnership.template.phrasing.phrases import Phrasing, Rows
from partnership.template.phrasing.questions import describe, question, target, within
from partnership.template.phrasing.remedies import remedy
from partnership.template.phrasing.values import BOUNDS

__all__ = [
    "BOUNDS",
    "METRICS",
    "SHARED_METRICS",
    "UNSAID",
    "Known",
    "Phrasing",
    "Rows",
    "describe",
    "differing",
    "figure",
    "is_given",
    "is_share",
    "question",
    "reckoned",
    "remedy",
    "target",
    "within",
]
