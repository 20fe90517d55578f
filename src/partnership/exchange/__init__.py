"""Files and frames for other tools, and ties that people told elsewhere, through the one door."""

from partnership.exchange.formats import (
    FORMATS as FORMATS,
    Format as Format,
    to_pandas as to_pandas,
    to_polars as to_polars,
    to_rustworkx as to_rustworkx,
    to_scipy as to_scipy,
    write as write,
)
from partnership.exchange.importing import (
    ImportedPartner as ImportedPartner,
    ImportedPartners as ImportedPartners,
    ImportedTie as ImportedTie,
    ImportedTies as ImportedTies,
)
from partnership.exchange.importing.listed import PartnerList as PartnerList, read_partners as read_partners
from partnership.exchange.importing.partners import import_partners as import_partners
from partnership.exchange.importing.ties import import_ties as import_ties
from partnership.exchange.reading import read_network as read_network
from partnership.exchange.reading.found import LeftOut as LeftOut
from partnership.exchange.survey import (
    Survey as Survey,
    SurveyAnswer as SurveyAnswer,
    TableShape as TableShape,
    read_ties as read_ties,
)
from partnership.exchange.survey.words import SurveyScale as SurveyScale
