"""Files and frames for other tools, and ties that people told elsewhere, through the one door."""

from partnership.exchange.formats import FORMATS, Format, to_pandas, to_polars, to_rustworkx, to_scipy, write
from partnership.exchange.importing import ImportedPartner, ImportedPartners, ImportedTie, ImportedTies
from partnership.exchange.importing.listed import PartnerList, read_partners
from partnership.exchange.importing.partners import import_partners
from partnership.exchange.importing.ties import import_ties
from partnership.exchange.reading import read_network
from partnership.exchange.reading.found import LeftOut
from partnership.exchange.survey import Survey, SurveyAnswer, TableShape, read_ties
from partnership.exchange.survey.words import SurveyScale

__all__ = [
    "FORMATS",
    "Format",
    "ImportedPartner",
    "ImportedPartners",
    "ImportedTie",
    "ImportedTies",
    "LeftOut",
    "PartnerList",
    "Survey",
    "SurveyAnswer",
    "SurveyScale",
    "TableShape",
    "import_partners",
    "import_ties",
    "read_network",
    "read_partners",
    "read_ties",
    "to_pandas",
    "to_polars",
    "to_rustworkx",
    "to_scipy",
    "write",
]
