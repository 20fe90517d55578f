"""Who holds the partnership together, and what breaks when someone leaves: the graph of relationships."""

from partnership.network.adjacency import Adjacency, Weight
from partnership.network.comparing import NetworkComparison, compare
from partnership.network.conversions import to_networkx
from partnership.network.figure import Figure
from partnership.network.kinds import EDGE_KINDS, LIVED, NODE_KINDS, EdgeKind
from partnership.network.measures.assortativity import Assortativity, assortativity
from partnership.network.measures.betweenness import Betweenness, betweenness
from partnership.network.measures.brokerage import Brokerage, brokerage
from partnership.network.measures.centrality import Centralisation, centralisation
from partnership.network.measures.coalitions import Blocking, BlockingCoalitions, blocking_coalitions
from partnership.network.measures.cohesion import density, reciprocity
from partnership.network.measures.communities import Communities, communities
from partnership.network.measures.cores import CoreNumbers, CorePeriphery, core_numbers, core_periphery
from partnership.network.measures.fragility import (
    Bridges,
    CutPartners,
    ExitImpact,
    bridges,
    cut_partners,
    exit_impact,
)
from partnership.network.measures.governance import GovernanceFound, governance
from partnership.network.measures.interests import (
    CarryingSet,
    OneSided,
    SharedOutcomes,
    one_sided,
    shared_outcomes,
    smallest_carrying_set,
)
from partnership.network.measures.mixing import EiIndex, Mixing, ei_index, mixing
from partnership.network.measures.multiplexity import Multiplexity, RoleOverlap, multiplexity, role_overlap
from partnership.network.measures.redundancy import constraint, effective_size, efficiency, hierarchy
from partnership.network.measures.significance import Permutation, permutation_test
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId, NodeLabel
from partnership.network.reshaping import portfolio, sector_network, series, turning_days
from partnership.network.sources import Graph, network_of
from partnership.network.views import (
    TieKinds,
    function_network,
    outcome_network,
    partner_network,
    relationship_graph,
    relationship_network,
)
from partnership.network.what_if import HARMS, ActAsked, Departures, ExitPlan, Lapse, PlanStep, Taker, WhatIf, what_if

__all__ = [
    "EDGE_KINDS",
    "HARMS",
    "LIVED",
    "NODE_KINDS",
    "ActAsked",
    "Adjacency",
    "Assortativity",
    "Betweenness",
    "Blocking",
    "BlockingCoalitions",
    "Bridges",
    "Brokerage",
    "CarryingSet",
    "Centralisation",
    "Communities",
    "CoreNumbers",
    "CorePeriphery",
    "CutPartners",
    "Departures",
    "Edge",
    "EdgeKind",
    "EiIndex",
    "ExitImpact",
    "ExitPlan",
    "Figure",
    "GovernanceFound",
    "Graph",
    "Lapse",
    "Mixing",
    "Multiplexity",
    "Network",
    "NetworkComparison",
    "Node",
    "NodeId",
    "NodeLabel",
    "OneSided",
    "Permutation",
    "PlanStep",
    "RoleOverlap",
    "SharedOutcomes",
    "Taker",
    "TieKinds",
    "Weight",
    "WhatIf",
    "assortativity",
    "betweenness",
    "blocking_coalitions",
    "bridges",
    "brokerage",
    "centralisation",
    "communities",
    "compare",
    "constraint",
    "core_numbers",
    "core_periphery",
    "cut_partners",
    "density",
    "effective_size",
    "efficiency",
    "ei_index",
    "exit_impact",
    "function_network",
    "governance",
    "hierarchy",
    "mixing",
    "multiplexity",
    "network_of",
    "one_sided",
    "outcome_network",
    "partner_network",
    "permutation_test",
    "portfolio",
    "reciprocity",
    "relationship_graph",
    "relationship_network",
    "role_overlap",
    "sector_network",
    "series",
    "shared_outcomes",
    "smallest_carrying_set",
    "to_networkx",
    "turning_days",
    "what_if",
]
