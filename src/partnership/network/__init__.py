"""Who holds the partnership together, and what breaks when someone leaves: the graph of relationships."""

from partnership.network.columns import Weight as Weight
from partnership.network.figure import Figure as Figure
from partnership.network.kinds import (
    EDGE_KINDS as EDGE_KINDS,
    LIVED as LIVED,
    NODE_KINDS as NODE_KINDS,
    EdgeKind as EdgeKind,
)
from partnership.network.measures.brokerage import brokerage as brokerage
from partnership.network.measures.centrality import (
    betweenness as betweenness,
    centralisation as centralisation,
    density as density,
    reciprocity as reciprocity,
)
from partnership.network.measures.coalitions import blocking_coalitions as blocking_coalitions
from partnership.network.measures.communities import communities as communities
from partnership.network.measures.cores import core_numbers as core_numbers, core_periphery as core_periphery
from partnership.network.measures.fragility import (
    bridges as bridges,
    cut_partners as cut_partners,
    exit_impact as exit_impact,
)
from partnership.network.measures.governance import governance as governance
from partnership.network.measures.interests import (
    one_sided as one_sided,
    shared_outcomes as shared_outcomes,
    smallest_carrying_set as smallest_carrying_set,
)
from partnership.network.measures.mixing import assortativity as assortativity, ei_index as ei_index, mixing as mixing
from partnership.network.measures.multiplexity import multiplexity as multiplexity, role_overlap as role_overlap
from partnership.network.measures.redundancy import (
    constraint as constraint,
    effective_size as effective_size,
    efficiency as efficiency,
    hierarchy as hierarchy,
)
from partnership.network.measures.significance import permutation_test as permutation_test
from partnership.network.network import Edge as Edge, Network as Network
from partnership.network.nodes import Node as Node, NodeId as NodeId, NodeLabel as NodeLabel
from partnership.network.reshaping import (
    compare as compare,
    portfolio as portfolio,
    sector_network as sector_network,
    series as series,
    turning_days as turning_days,
)
from partnership.network.sources import (
    Graph as Graph,
    network_of as network_of,
    relationship_graph as relationship_graph,
    to_networkx as to_networkx,
)
from partnership.network.views import (
    TieKinds as TieKinds,
    function_network as function_network,
    outcome_network as outcome_network,
    partner_network as partner_network,
    relationship_network as relationship_network,
)
from partnership.network.what_if import HARMS as HARMS, WhatIf as WhatIf, what_if as what_if
