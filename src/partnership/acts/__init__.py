"""What is asked and what has happened: the acts, each declared once, with what follows from the declarations."""

from partnership.acts import declared
from partnership.acts.declared import *  # noqa: F403 - a new act is named where it is declared, and nowhere else
from partnership.acts.envelope import About, Asked, Entry, as_json, name_elsewhere, own_fields, verb_of
from partnership.acts.ledger import (
    command_of,
    entry_adapter,
    from_json,
    is_retold,
    is_withdrawable,
    to_json,
    to_json_lines,
    withdrawn_by,
)

__all__ = [
    "About",
    "Asked",
    "Entry",
    "as_json",
    "command_of",
    "entry_adapter",
    "from_json",
    "is_retold",
    "is_withdrawable",
    "name_elsewhere",
    "own_fields",
    "to_json",
    "to_json_lines",
    "verb_of",
    "withdrawn_by",
]
__all__ += declared.__all__
