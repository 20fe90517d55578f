"""Who holds the partnership together, and what breaks when someone leaves: the graph of relationships."""

from partnership.network.columns import Weight
from partnership.network.figure import Figure
from partnership.network.kinds import EDGE_KINDS, LIVED, NODE_KINDS, EdgeKind
from partnership.network.measures.brokerage import brokerage
from partnership.network.measures.centrality import betweenness, centralisation, density, reciprocity
from partnership.network.measures.coalitions import blocking_coalitions
from partnership.network.measures.communities import communities
from partnership.network.measures.cores import core_numbers, core_periphery
from partnership.network.measures.fragility import bridges, cut_partners, exit_impact
from partnership.network.measures.governance import governance
from partnership.network.measures.interests import one_sided, shared_outcomes, smallest_carrying_set
from partnership.network.measures.mixing import assortativity, ei_index, mixing
from partnership.network.measures.multiplexity import multiplexity, role_overlap
from partnership.network.measures.redundancy import constraint, effective_size, efficiency, hierarchy
from partnership.network.measures.significance import permutation_test
from partnership.network.network import Edge, Network
from partnership.network.nodes import Node, NodeId, NodeLabel
from partnership.network.reshaping import compare, portfolio, sector_network, series, turning_days
from partnership.network.sources import Graph, network_of, relationship_graph, to_networkx
from partnership.network.views import TieKinds, function_network, outcome_network, partner_network, relationship_network
from partnership.network.what_if import HARMS, WhatIf, what_if

__all__ = [
    "EDGE_KINDS",
    "HARMS",
    "LIVED",
    "NODE_KINDS",
    "Edge",
    "EdgeKind",
    "Figure",
    "Graph",
    "Network",
    "Node",
    "NodeId",
    "NodeLabel",
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
