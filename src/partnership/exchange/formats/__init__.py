"""A network as files that other tools read."""

from partnership.exchange.formats.guarding import guarded, unguarded
from partnership.exchange.formats.lists import delimited
from partnership.exchange.formats.writing import FORMATS, Format, write

__all__ = ["FORMATS", "Format", "delimited", "guarded", "unguarded", "write"]
