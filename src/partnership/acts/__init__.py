"""What is asked and what has happened: the acts, each declared once, with what follows from the declarations."""

from partnership.acts.declared import *  # noqa: F403 - a new act is named where it is declared, and nowhere else
from partnership.acts.envelope import (
    About as About,
    Asked as Asked,
    Entry as Entry,
    as_json as as_json,
    name_elsewhere as name_elsewhere,
    own_fields as own_fields,
    verb_of as verb_of,
)
from partnership.acts.ledger import (
    command_of as command_of,
    entry_adapter as entry_adapter,
    from_json as from_json,
    is_retold as is_retold,
    is_withdrawable as is_withdrawable,
    to_json as to_json,
    to_json_lines as to_json_lines,
    withdrawn_by as withdrawn_by,
)
