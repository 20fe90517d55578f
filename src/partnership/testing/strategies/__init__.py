"""Strategies for hypothesis: records of any kind, records in a template's words, and programmes that its law allows.

Only this folder imports hypothesis.
"""

from partnership.testing.strategies.plain import (
    dates as dates,
    ids as ids,
    numbers as numbers,
    plain_records as plain_records,
    pseudonyms as pseudonyms,
    texts as texts,
)
from partnership.testing.strategies.programmes import programmes as programmes
from partnership.testing.strategies.worded import records_of as records_of
