"""Who holds the partnership together, and what breaks when someone leaves: the graph of relationships."""

from partnership.relations.network import Edge, Network
from partnership.relations.nodes import Node
from partnership.relations.views import partner_network, relationship_graph, relationship_network

__all__ = ["Edge", "Network", "Node", "partner_network", "relationship_graph", "relationship_network"]
