"""The three forms of governance, and by which rule one of them is told from who coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from partnership.network.measures.governance.coordination import Coordination

GovernanceForm = Literal["shared", "lead", "administrative"]
"""Shared among the partners; led by one of them; or run by an organisation, body or person that does nothing else."""

COORDINATING: Final = ("programme_coordinator", "coordinator")
"""Roles whose holder coordinates a programme, as far as the law has them."""

ADMINISTRATIVE: Final = ("centre", "council")
"""Types of bodies that can run a network of their own right."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is held against a day: the share of functions up to which one administers, and the fewest partners."""

    delivers: Fraction
    least: int

    def form(self, found: Coordination) -> GovernanceForm | None:
        """Return the form; None where there are too few partners."""
        if found.partners < self.least:
            return None
        if found.body is not None:
            return "administrative"
        if len(found.holders) != 1:
            return "shared"
        if found.holders[0][0] == "person":
            return "administrative"
        return self.by_functions(found) or "lead"

    def by_functions(self, found: Coordination) -> GovernanceForm | None:
        """Return what the functions speak for: administrative only where others carry some; None where none are known.

        A partner who coordinates before anything is given out has not been set up to administer: it has not begun.
        """
        if found.own is None:
            return None
        return "administrative" if found.own <= self.delivers and found.own < 1 else "lead"
