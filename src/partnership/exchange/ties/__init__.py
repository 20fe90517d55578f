"""Ties that people have told in a survey, through the one door."""

from partnership.exchange.ties.imported import ImportedTie, ImportedTies
from partnership.exchange.ties.importing import import_ties

__all__ = ["ImportedTie", "ImportedTies", "import_ties"]
