"""One model in the idiom of each package: employees queue, are trained, make trips, rise, and leave.

A month is: trips (the second at a step raises), training of the first in the queue, joining, leaving, and a look at
whether the main stage opens. `benchmarks/simulation` has the same as a law, a practice and a region.
"""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

EMPLOYEES, MONTHS, FIRST_MONTH = 2_000, 36, 3
JOINS, PLACES, TRIP, NEEDED = 0.01, 30, 0.8, 2
DROPS_WAITING, DROPS = 0.05, (0.10, 0.06, 0.04, 0.02)
READY, PUPILS_OF_ONE, PUPILS = 20, 3, 400
TOP = 3


class Ran(NamedTuple):
    """What came of one replication: the month of the opening (0 for never), people at the end, pupils reached."""

    opened: int
    waiting: int
    three: int
    left: int
    coverage: int


Run = Callable[[int, int], Ran]
"""Runs one replication by its seed, with so many employees."""


class Manner(NamedTuple):
    """A way to write the model: what it is, where it stands, and which package it needs."""

    title: str
    module: str
    needs: str | None
    replications: int
    """How many are run to tell what one costs."""

    def load(self) -> Run:
        run: Run = import_module(self.module).run
        return run


PEERS = {
    "plain": Manner("plain Python, a loop over people", "benchmarks.mentors.plain", None, 20),
    "numpy": Manner("numpy, a replication at a time", "benchmarks.mentors.with_numpy", "numpy", 100),
    "simpy": Manner("SimPy, a process for each person", "benchmarks.mentors.with_simpy", "simpy", 30),
    "mesa": Manner("Mesa, an agent for each person", "benchmarks.mentors.with_mesa", "mesa", 15),
    "starsim": Manner("Starsim, a module with states", "benchmarks.mentors.with_starsim", "starsim", 15),
}


def coverage(opened: int, three: int) -> int:
    """Return how many pupils are reached."""
    return min(PUPILS, PUPILS_OF_ONE * three) if opened else 0
