"""Files and frames for other tools, and ties that people told elsewhere, through the one door."""

from partnership.exchange.conversions import to_pandas, to_polars, to_rustworkx, to_scipy
from partnership.exchange.formats import FORMATS, Format, write
from partnership.exchange.importing import (
    ImportedPartner,
    ImportedPartners,
    ImportedTie,
    ImportedTies,
    PartnerList,
    import_partners,
    import_ties,
    read_partners,
)
from partnership.exchange.reading import LeftOut, read_network
from partnership.exchange.survey import Survey, SurveyAnswer, SurveyScale, TableShape, read_ties

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
