"""YAML in: plain values that know their places, programmes, templates, and everything that is wrong with a file."""

from partnership.reading.compose import Composed as Composed, TreeChange as TreeChange, compose as compose
from partnership.reading.faults import file_faults as file_faults
from partnership.reading.limits import Limits as Limits
from partnership.reading.lines import Header as Header, Line as Line, ProgrammeFile as ProgrammeFile
from partnership.reading.programme_file import read_programme as read_programme
from partnership.reading.source_map import SourceMap as SourceMap
from partnership.reading.template_file import (
    Composition as Composition,
    Resolve as Resolve,
    read_composition as read_composition,
    read_template as read_template,
)
from partnership.reading.tree import read_yaml as read_yaml
from partnership.reading.writing import write_lines as write_lines, write_programme as write_programme
from partnership.template.tree import Tree as Tree
