"""Where interests meet: what several sectors want, who only takes or only gives, and on how few it all rests.

A partner wants what its confirmed interests say, and produces what its accountable functions produce by the law
(DOMAIN 1.13). Outcomes and functions are named by their ids in the law.
"""

from partnership.network.measures.interests.carrying import CarriedThing, CarryingSet, smallest_carrying_set
from partnership.network.measures.interests.shared import SharedOutcomes, shared_outcomes
from partnership.network.measures.interests.sided import OneSided, Side, one_sided

__all__ = [
    "CarriedThing",
    "CarryingSet",
    "OneSided",
    "SharedOutcomes",
    "Side",
    "one_sided",
    "shared_outcomes",
    "smallest_carrying_set",
]
