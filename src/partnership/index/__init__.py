"""What is true: a history folded into versions with the days on which they stand, readable without its law."""

from partnership.index.facts import Facts
from partnership.index.index import ALTERING, Follower, Index, ended_on, left_on
from partnership.index.rows import FIRST_DAY, LAST_ASKED, LAST_DAY, STANDING, Happened, Row, Timeline, standing_on
from partnership.index.state import Entries, State, evolve, known_kind

__all__ = [
    "ALTERING",
    "FIRST_DAY",
    "LAST_ASKED",
    "LAST_DAY",
    "STANDING",
    "Entries",
    "Facts",
    "Follower",
    "Happened",
    "Index",
    "Row",
    "State",
    "Timeline",
    "ended_on",
    "evolve",
    "known_kind",
    "left_on",
    "standing_on",
]
