"""Strategies for hypothesis: records of any kind, records in a template's words, and programmes that its law allows.

Only this folder imports hypothesis.
"""

from partnership.testing.strategies.plain import dates, ids, numbers, plain_records, pseudonyms, texts
from partnership.testing.strategies.programmes import programmes
from partnership.testing.strategies.worded import records_of

__all__ = ["dates", "ids", "numbers", "plain_records", "programmes", "pseudonyms", "records_of", "texts"]
