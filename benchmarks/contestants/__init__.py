"""Who takes part: the same commands, each in the manner of its own package."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from benchmarks.contestants.contestant import Contestant


class Entrant(NamedTuple):
    """A contestant by name: what it is, where it lives, and which package it needs."""

    title: str
    module: str
    factory: str
    needs: str | None = None

    def make(self) -> Contestant:
        factory: Callable[[], Contestant] = getattr(import_module(self.module), self.factory)
        return factory()


ENTRANTS = {
    "floor": Entrant("the floor: dict and if, events, versions, reasons", "benchmarks.contestants.by_hand", "Floor"),
    "ours": Entrant("partnership, the same law as a template", "benchmarks.contestants.ours", "Ours"),
    "shipped": Entrant("partnership, the shipped volunteers template", "benchmarks.contestants.ours", "Shipped"),
    "transitions": Entrant(
        "transitions, on the floor's book", "benchmarks.contestants.with_transitions", "WithTransitions", "transitions"
    ),
    "statemachine": Entrant(
        "python-statemachine, on the floor's book",
        "benchmarks.contestants.with_statemachine",
        "WithStateMachine",
        "python-statemachine",
    ),
    "eventsourcing": Entrant(
        "eventsourcing, its own events, on the floor's book",
        "benchmarks.contestants.with_eventsourcing",
        "WithEventSourcing",
        "eventsourcing",
    ),
}
