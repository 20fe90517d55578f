"""What comes of a run of the fast engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from partnership.simulation.arrays import Integers, Numbers, Which
from partnership.simulation.fast.seats import Seats


@dataclass(frozen=True, eq=False)
class Batch:
    """Many replications: when what was reached, what held it up, and how many people were where."""

    replications: Numbers
    entered: Mapping[str, Integers]
    """For each stage the step at which it was first entered; -1 where it never was."""
    last: Mapping[str, Sequence[str]]
    """The rules that can be the last before each stage's way on."""
    held_by: Mapping[str, Integers]
    """For each stage, which of these was the last; -1 where nothing stood before it."""
    alone: Mapping[str, Integers]
    """For how many steps it was the only one."""
    still: Mapping[str, Mapping[str, Which]]
    """By stage and rule where it is not met at the end, before a way on that never opened."""
    counts: Integers
    """People by step, state and replication."""
    ended: Integers
    moves: Mapping[tuple[int, str], Sequence[int]] | None = field(default=None, repr=False)
    """How many moved in the only replication, by month and move, from each place that it has people from, where this is
    kept."""
    seats: Seats | None = field(default=None, repr=False)
    """Who has the places that jobs have given to one, where there are such jobs."""
