"""May it happen? The one door through which everything passes."""

from partnership.decisions.asked_again import command_of
from partnership.decisions.deciding import decide, warnings
from partnership.decisions.migrating import LostWord
from partnership.decisions.now import NO_LEEWAY, ahead, latest
from partnership.decisions.support import unsupported
from partnership.decisions.weighing import Migration, weigh

__all__ = [
    "NO_LEEWAY",
    "LostWord",
    "Migration",
    "ahead",
    "command_of",
    "decide",
    "latest",
    "unsupported",
    "warnings",
    "weigh",
]
