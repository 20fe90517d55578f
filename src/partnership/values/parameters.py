"""Values that a programme sets for the parameters of its template."""

from __future__ import annotations

ParameterValue = bool | int | str
"""A parameter as a ledger keeps it; shares, numbers with a point and durations as their text: nothing is lost."""
