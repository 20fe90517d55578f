"""What is true: a history folded into versions with the days on which they stand, readable without its law."""

from partnership.index.facts import Facts as Facts
from partnership.index.index import (
    ALTERING as ALTERING,
    Follower as Follower,
    Index as Index,
    ended_on as ended_on,
    left_on as left_on,
)
from partnership.index.rows import (
    FIRST_DAY as FIRST_DAY,
    LAST_ASKED as LAST_ASKED,
    LAST_DAY as LAST_DAY,
    STANDING as STANDING,
    Happened as Happened,
    Row as Row,
    Timeline as Timeline,
    standing_on as standing_on,
)
from partnership.index.state import Entries as Entries, State as State, evolve as evolve
