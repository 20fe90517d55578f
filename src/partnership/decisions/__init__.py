"""May it happen? The one door through which everything passes."""

from partnership.decisions.deciding import decide, warnings
from partnership.decisions.support import unsupported

__all__ = ["decide", "unsupported", "warnings"]
