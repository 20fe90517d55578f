"""What people keep elsewhere, through the one door: ties of a survey, and partners of a list."""

from partnership.exchange.importing.listed import PartnerList, read_partners
from partnership.exchange.importing.partners import import_partners
from partnership.exchange.importing.report import ImportedPartner, ImportedPartners, ImportedTie, ImportedTies
from partnership.exchange.importing.ties import import_ties

__all__ = [
    "ImportedPartner",
    "ImportedPartners",
    "ImportedTie",
    "ImportedTies",
    "PartnerList",
    "import_partners",
    "import_ties",
    "read_partners",
]
