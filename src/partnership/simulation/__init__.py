"""Simulating a region: will a programme reach its main stage there, when, and what holds it up?

The law that is simulated is the law that is enforced, and every simulated history is a legal history.
"""

from partnership.simulation.estimates import Difference as Difference, Estimate as Estimate, Times as Times
from partnership.simulation.exact import History as History
from partnership.simulation.fast import CannotCarry as CannotCarry
from partnership.simulation.loading import (
    Region as Region,
    RegionError as RegionError,
    load_region as load_region,
    shipped_regions as shipped_regions,
)
from partnership.simulation.study import (
    Bottleneck as Bottleneck,
    Precision as Precision,
    Study as Study,
    simulate as simulate,
)
