"""Whether every name in a file is known, and every rule can be asked: seen with its place before anybody is bound by
it.

The checks run over the plain values of the file, beside the validation of its form, so that a file with faults of both
sorts shows all of them at once. What has the wrong form is passed over here: the form's own check has said so.
"""

from __future__ import annotations

from partnership.errors import Fault
from partnership.template.name_resolution.sections import Sections
from partnership.template.names import Names
from partnership.template.tree import Tree


def faults_in(tree: Tree, names: Names) -> list[Fault]:
    """Every unsound reference, value and way of a template's file."""
    sections = Sections(tree, names)
    sections.file(tree.value)
    return sections.faults
