"""A network as files that other tools read."""

from partnership.relations.formats.guarding import guarded, unguarded
from partnership.relations.formats.lists import delimited
from partnership.relations.formats.writing import FORMATS, Format, write

__all__ = ["FORMATS", "Format", "delimited", "guarded", "unguarded", "write"]
