"""Who holds the partnership together, and what breaks when someone leaves: the graph of relationships."""

from partnership.relations.adjacency import Adjacency, Weight
from partnership.relations.comparing import NetworkComparison, compare
from partnership.relations.conversions import to_networkx, to_pandas, to_polars, to_rustworkx, to_scipy
from partnership.relations.figure import Figure
from partnership.relations.formats import FORMATS, Format, write
from partnership.relations.kinds import EDGE_KINDS, LIVED, NODE_KINDS, EdgeKind
from partnership.relations.measures.assortativity import Assortativity, assortativity
from partnership.relations.measures.betweenness import Betweenness, betweenness
from partnership.relations.measures.brokerage import Brokerage, brokerage
from partnership.relations.measures.centrality import Centralisation, centralisation
from partnership.relations.measures.coalitions import Blocking, BlockingCoalitions, blocking_coalitions
from partnership.relations.measures.cohesion import density, reciprocity
from partnership.relations.measures.cores import CoreNumbers, CorePeriphery, core_numbers, core_periphery
from partnership.relations.measures.fragility import (
    Bridges,
    CutPartners,
    ExitImpact,
    bridges,
    cut_partners,
    exit_impact,
)
from partnership.relations.measures.governance import GovernanceFound, governance
from partnership.relations.measures.interests import (
    CarryingSet,
    OneSided,
    SharedOutcomes,
    one_sided,
    shared_outcomes,
    smallest_carrying_set,
)
from partnership.relations.measures.mixing import EiIndex, Mixing, ei_index, mixing
from partnership.relations.measures.multiplexity import Multiplexity, RoleOverlap, multiplexity, role_overlap
from partnership.relations.measures.redundancy import constraint, effective_size, efficiency, hierarchy
from partnership.relations.measures.significance import Permutation, permutation_test
from partnership.relations.network import Edge, Network
from partnership.relations.nodes import Node, NodeId, NodeLabel
from partnership.relations.picture import Picture, growth, page_of, picture, time_strip, to_svg
from partnership.relations.reshaping import portfolio, sector_network, series, turning_days
from partnership.relations.sources import Graph, network_of
from partnership.relations.survey import Survey, read_ties
from partnership.relations.views import (
    TieKinds,
    function_network,
    outcome_network,
    partner_network,
    relationship_graph,
    relationship_network,
)
from partnership.relations.what_if import HARMS, ActAsked, Departures, ExitPlan, Lapse, PlanStep, Taker, WhatIf, what_if

__all__ = [
    "EDGE_KINDS",
    "FORMATS",
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
    "Format",
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
    "Picture",
    "PlanStep",
    "RoleOverlap",
    "SharedOutcomes",
    "Survey",
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
    "growth",
    "hierarchy",
    "mixing",
    "multiplexity",
    "network_of",
    "one_sided",
    "outcome_network",
    "page_of",
    "partner_network",
    "permutation_test",
    "picture",
    "portfolio",
    "read_ties",
    "reciprocity",
    "relationship_graph",
    "relationship_network",
    "role_overlap",
    "sector_network",
    "series",
    "shared_outcomes",
    "smallest_carrying_set",
    "time_strip",
    "to_networkx",
    "to_pandas",
    "to_polars",
    "to_rustworkx",
    "to_scipy",
    "to_svg",
    "turning_days",
    "what_if",
    "write",
]
