"""Ties that people have told in a survey: read from a table, to be put before the one door."""

from partnership.exchange.survey.answers import SurveyScale, day_of, is_directed
from partnership.exchange.survey.headings import ENTRY, FIELDS, REFUSED, is_ours
from partnership.exchange.survey.matching import NameIndex
from partnership.exchange.survey.survey import Survey, SurveyAnswer, TableShape, read_ties
from partnership.exchange.survey.table import SurveyTable
from partnership.exchange.survey.workbook import write_xlsx

__all__ = [
    "ENTRY",
    "FIELDS",
    "REFUSED",
    "NameIndex",
    "Survey",
    "SurveyAnswer",
    "SurveyScale",
    "SurveyTable",
    "TableShape",
    "day_of",
    "is_directed",
    "is_ours",
    "read_ties",
    "write_xlsx",
]
