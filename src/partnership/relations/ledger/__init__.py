"""The ties that a ledger implies, and the networks that they make."""

from partnership.relations.ledger.building import Networks, networks, node_id

__all__ = ["Networks", "networks", "node_id"]
