"""The law as one frozen value: what a kind of programme is, and what it asks before it lets anybody go on.

`build_template` makes it of a file's values, or says everything that is wrong with them. `core` holds the terms in
which each requirement is evaluated.
"""

from partnership.template.build import build_template as build_template
from partnership.template.kinds import KINDS as KINDS, RequirementWord as RequirementWord
from partnership.template.law import (
    Anchor as Anchor,
    Roster as Roster,
    Stage as Stage,
    Template as Template,
    Waiving as Waiving,
)
from partnership.template.own_fields import wanted_in as wanted_in
from partnership.template.requirement import Act as Act, GuardRule as GuardRule, Requirement as Requirement
from partnership.template.structure import (
    Function as Function,
    ListItem as ListItem,
    Outcome as Outcome,
    Parameter as Parameter,
    Register as Register,
    RegisterField as RegisterField,
    Scale as Scale,
    ScaleLevel as ScaleLevel,
    Sector as Sector,
    partial as partial,
)
from partnership.template.tree import Source as Source, Tree as Tree
