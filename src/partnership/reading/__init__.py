"""YAML in: plain values that know their places, programmes, templates, and everything that is wrong with a file."""

from partnership.reading.compose import Composed, TreeChange, compose
from partnership.reading.faults import file_faults
from partnership.reading.limits import Limits
from partnership.reading.lines import Header, Line, ProgrammeFile
from partnership.reading.programme_file import read_programme
from partnership.reading.source_map import SourceMap
from partnership.reading.template_file import Composition, Resolve, read_composition, read_template
from partnership.reading.tree import read_yaml
from partnership.reading.writing import write_lines, write_programme
from partnership.template.tree import Tree

__all__ = [
    "Composed",
    "Composition",
    "Header",
    "Limits",
    "Line",
    "ProgrammeFile",
    "Resolve",
    "SourceMap",
    "Tree",
    "TreeChange",
    "compose",
    "file_faults",
    "read_composition",
    "read_programme",
    "read_template",
    "read_yaml",
    "write_lines",
    "write_programme",
]
