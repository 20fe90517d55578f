"""The law as one frozen value: what a kind of programme is, and what it asks before it lets anybody go on.

`build_template` makes it of a file's values, or says everything that is wrong with them. `core` holds the terms in
which each requirement is evaluated.
"""

from partnership.template.build import build_template
from partnership.template.kinds import KINDS, RequirementWord
from partnership.template.law import Anchor, Roster, Stage, Template, Waiving
from partnership.template.own_fields import wanted_in
from partnership.template.requirement import Act, GuardRule, Requirement
from partnership.template.structure import (
    Function,
    ListItem,
    Outcome,
    Parameter,
    Register,
    RegisterField,
    Scale,
    ScaleLevel,
    Sector,
    partial,
)
from partnership.template.tree import Source, Tree

__all__ = [
    "KINDS",
    "Act",
    "Anchor",
    "Function",
    "GuardRule",
    "ListItem",
    "Outcome",
    "Parameter",
    "Register",
    "RegisterField",
    "Requirement",
    "RequirementWord",
    "Roster",
    "Scale",
    "ScaleLevel",
    "Sector",
    "Source",
    "Stage",
    "Template",
    "Tree",
    "Waiving",
    "build_template",
    "partial",
    "wanted_in",
]
