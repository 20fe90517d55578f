"""What arrays hold here: a place for each replication, or for each person."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
"""Replications, or people, by their numbers."""

Chances = NDArray[np.float64]
"""Numbers between 0 and 1, neither of which is reached."""

Values = NDArray[np.float64]
"""Figures."""

Integers = NDArray[np.integer[Any]]
"""How many, or at which step."""

Which = NDArray[np.bool_]
"""Which of them."""
