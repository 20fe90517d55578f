"""Files and frames for other tools, and ties that people told elsewhere, through the one door."""

from partnership.exchange.conversions import to_pandas, to_polars, to_rustworkx, to_scipy
from partnership.exchange.formats import FORMATS, Format, write
from partnership.exchange.survey import Survey, SurveyAnswer, SurveyScale, TableShape, read_ties
from partnership.exchange.ties import ImportedTie, ImportedTies, import_ties

__all__ = [
    "FORMATS",
    "Format",
    "ImportedTie",
    "ImportedTies",
    "Survey",
    "SurveyAnswer",
    "SurveyScale",
    "TableShape",
    "import_ties",
    "read_ties",
    "to_pandas",
    "to_polars",
    "to_rustworkx",
    "to_scipy",
    "write",
]
