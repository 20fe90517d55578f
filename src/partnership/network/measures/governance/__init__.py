"""Which form the governance of a network has, and since when: shared, a lead organisation, or an own administration.

The three forms are those of Provan, K. G., Kenis, P. (2008). How they are told from a ledger is ours: the form follows
from who has been named to coordinate; what people live, which may be something else, is told beside it.
"""

from partnership.network.measures.governance.criteria import Criterion
from partnership.network.measures.governance.forms import ADMINISTRATIVE, COORDINATING, GovernanceForm
from partnership.network.measures.governance.judging import GovernanceFound, governance
from partnership.network.measures.governance.practice import Practice, degree_centralisation
from partnership.network.measures.governance.spells import Spell

__all__ = [
    "ADMINISTRATIVE",
    "COORDINATING",
    "Criterion",
    "GovernanceForm",
    "GovernanceFound",
    "Practice",
    "Spell",
    "degree_centralisation",
    "governance",
]
