"""May it happen? The one door through which everything passes."""

from partnership.decisions.deciding import decide, warnings
from partnership.decisions.migration import LostWord
from partnership.decisions.migration_preview import Migration, weigh
from partnership.decisions.now import NO_LEEWAY, ahead, latest
from partnership.decisions.support import unsupported

__all__ = [
    "NO_LEEWAY",
    "LostWord",
    "Migration",
    "ahead",
    "decide",
    "latest",
    "unsupported",
    "warnings",
    "weigh",
]
