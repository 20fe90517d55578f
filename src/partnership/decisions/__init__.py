"""May it happen? The one door through which everything passes."""

from partnership.decisions.deciding import decide
from partnership.decisions.support import unsupported

__all__ = ["decide", "unsupported"]
