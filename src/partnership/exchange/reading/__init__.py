"""Networks from files that other tools wrote, to be measured without a ledger."""

from partnership.exchange.reading.entrance import read_network
from partnership.exchange.reading.found import LeftOut

__all__ = ["LeftOut", "read_network"]
