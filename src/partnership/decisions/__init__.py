"""May it happen? The one door through which everything passes."""

from partnership.decisions.context import gates_asked as gates_asked
from partnership.decisions.deciding import decide as decide, warnings as warnings
from partnership.decisions.migration import LostWord as LostWord
from partnership.decisions.migration_preview import Migration as Migration, weigh as weigh
from partnership.decisions.now import NO_LEEWAY as NO_LEEWAY, ahead as ahead, latest as latest
from partnership.decisions.support import unsupported as unsupported
