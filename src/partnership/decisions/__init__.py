"""May it happen? The one door through which everything passes."""

from partnership.decisions.asked_again import command_of
from partnership.decisions.deciding import decide, warnings
from partnership.decisions.support import unsupported

__all__ = ["command_of", "decide", "unsupported", "warnings"]
