"""What is true: a history folded one entry at a time, readable without the law that it was written under."""

from partnership.state.facts import Facts
from partnership.state.rows import History, Row, Version
from partnership.state.tables import FIRST_DAY, Follower, Tables
from partnership.state.ties import Ties
from partnership.state.value import State, evolve

__all__ = [
    "FIRST_DAY",
    "Facts",
    "Follower",
    "History",
    "Row",
    "State",
    "Tables",
    "Ties",
    "Version",
    "evolve",
]
