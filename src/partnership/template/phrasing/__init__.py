"""What is asked, in words.

`describe` speaks of `core`, so that it says exactly what is evaluated; the remedy of each word of the language (in
`kinds`) is put together of the same parts. Both use the titles of the template, and the values of references as far as
they are known where the sentence is said.
"""

from partnership.template.phrasing.figures import (
    METRIC_WORDS as METRIC_WORDS,
    SHARED_METRICS as SHARED_METRICS,
    counted as counted,
    differing as differing,
    figure_phrase as figure_phrase,
    is_given as is_given,
    is_share as is_share,
    parts_of as parts_of,
    reckoned as reckoned,
)
from partnership.template.phrasing.known import UNSAID as UNSAID, Known as Known
from partnership.template.phrasing.phrases import Agreeing as Agreeing, Phrasing as Phrasing, Rows as Rows
from partnership.template.phrasing.questions import (
    describe as describe,
    moment as moment,
    question as question,
    target as target,
    within as within,
)
from partnership.template.phrasing.values import BOUNDS as BOUNDS, DATES as DATES
