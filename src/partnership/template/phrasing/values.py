"""Figures and days as rules bound them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from partnership.messages import Message, message
from partnership.template.core import Op

SHARES: Final = frozenset(
    {"attendance", "share_for", "share_against", "share_of_votes", "share_of_ballots", "share_of_members"}
)
"""Fields whose values are shares of a whole."""

BOUNDS: Final[Mapping[Op, Message]] = {
    Op.EQ: message("exactly"),
    Op.NE: message("other than"),
    Op.GT: message("more than"),
    Op.GTE: message("at least"),
    Op.LT: message("less than"),
    Op.LTE: message("at most"),
}
"""How a figure is bounded."""

DATES: Final[Mapping[Op, Message]] = {
    Op.GT: message("after"),
    Op.GTE: message("from"),
    Op.LT: message("before"),
    Op.LTE: message("until"),
}
"""How a day is bounded."""
