"""How ties are lived beside the form of governance: through one partner, or between all."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from partnership.network.measures.cohesion import tied_pairs
from partnership.network.measures.governance.coordination import Coordination
from partnership.network.network import Network

Practice = Literal["brokered", "shared"]
"""Whether the ties that people live run through one partner, or between all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """The figures of the lived network; `reach`: the share of the others to whom the only coordinator is tied."""

    practice: Practice | None
    centralisation: Fraction | None
    density: Fraction | None
    reach: Fraction | None


def lived(network: Network, found: Coordination, brokered: Fraction) -> Lived:
    """Return how ties are lived: brokered from a centralisation of `brokered` on; None without a tie."""
    centralisation = degree_centralisation(network)
    practice: Practice | None = None
    if centralisation is not None and any(network.simple("count").out):
        practice = "brokered" if centralisation >= brokered else "shared"
    return Lived(
        practice=practice,
        centralisation=centralisation,
        density=tied_pairs(network),
        reach=_reach(network, found),
    )


def degree_centralisation(network: Network) -> Fraction | None:
    """Return how far ties gather at one node: 1 in a star, 0 where all have as many; None with fewer than three nodes.

    Direction and parallel ties make no difference. Source: Freeman, L. C. (1979). Centrality in social networks. Social
    Networks 1, 215-239.
    """
    degrees = [len(others) for others in network.simple("count").neighbours]
    most = (len(degrees) - 1) * (len(degrees) - 2)
    return Fraction(max(degrees) * len(degrees) - sum(degrees), most) if len(degrees) > len("ab") else None


def _reach(network: Network, found: Coordination) -> Fraction | None:
    """Return the share of the other partners to whom the only coordinating partner is tied."""
    if len(found.holders) != 1 or found.holders[0][1] not in network or len(network) == 1:
        return None
    simple = network.simple("count")
    return Fraction(len(simple.neighbours[simple.positions[found.holders[0][1]]]), len(network) - 1)
