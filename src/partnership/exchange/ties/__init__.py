"""Ties that people have told in a survey, through the one door."""

from partnership.programme.ties.imported import ImportedTie, ImportedTies
from partnership.programme.ties.importing import import_ties

__all__ = ["ImportedTie", "ImportedTies", "import_ties"]
