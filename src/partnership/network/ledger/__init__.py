"""The ties that a ledger implies, and the networks that they make."""

from partnership.network.ledger.building import Networks, listed_node, networks, node_id

__all__ = ["Networks", "listed_node", "networks", "node_id"]
