"""Who together could keep a body from deciding, by staying away or by voting against, under its own rules.

As decisions count here (`Decision`): attendance is those present out of the members, and the share in favour is the
votes for out of those present, both to four places and never upward; so whoever abstains counts against.
"""

from partnership.network.measures.coalitions.blocking import Blocking
from partnership.network.measures.coalitions.seats import Unit
from partnership.network.measures.coalitions.swings import banzhaf
from partnership.network.measures.coalitions.voting import BlockingCoalitions, blocking_coalitions

__all__ = ["Blocking", "BlockingCoalitions", "Unit", "banzhaf", "blocking_coalitions"]
