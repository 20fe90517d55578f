"""What is asked, and the nearest step that would meet it, for authors who wrote no words of
their own.

`describe` speaks of `core`, so that it says exactly what is evaluated; `mend` of the word that the author used, to the
person who coordinates: what to hold, sign, record, ask for. Both use the titles of the template, and the values of
references as far as they are known where the sentence is said.
"""

from partnership.template.words.asked import describe, question, target, within
from partnership.template.words.figures import METRICS, SHARED_METRICS, differing, figure, is_given, is_share, reckoned
from partnership.template.words.known import UNSAID, Known
from partnership.template.words.mends import mend
from partnership.template.words.speech import Rows, Speech
from partnership.template.words.values import BOUNDS

__all__ = [
    "BOUNDS",
    "METRICS",
    "SHARED_METRICS",
    "UNSAID",
    "Known",
    "Rows",
    "Speech",
    "describe",
    "differing",
    "figure",
    "is_given",
    "is_share",
    "mend",
    "question",
    "reckoned",
    "target",
    "within",
]
