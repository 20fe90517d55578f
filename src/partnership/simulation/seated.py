"""Who of the people of a ledger is in which state, and who has a place that somebody was picked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from partnership.acts import Command
from partnership.evaluation import View
from partnership.records import RECORDS, Record
from partnership.simulation.called import ReferenceFields, about, fields_said, kind_and_said, rows_of
from partnership.simulation.crowd import Crowd
from partnership.simulation.lines import GROUP
from partnership.simulation.model import Model
from partnership.simulation.practice import LevelOfScale

Seat = tuple[str, str, int]
"""Who is among the people, whose employee that is, and in which state."""


def crowd_of(model: Model, worth: Mapping[str, float], seats: Sequence[Seat]) -> Crowd:
    """Return the people of a run in which those of a ledger have a place, however few are drawn for their partner."""
    return Crowd(model, worth, Counter(partner for _, partner, _ in seats))


def put_people(people: Crowd, seats: Sequence[Seat]) -> dict[str, int]:
    """Put people of a ledger into their states, the first of their partners' places; return the number of each."""
    free = {each.id: iter(range(people.first[at], people.first[at + 1])) for at, each in enumerate(people.partners)}
    numbers = {person: next(free[partner]) for person, partner, _ in seats}
    people.named.update((number, person) for person, number in numbers.items())
    for person, _, state in seats:
        people.go(np.array([numbers[person]]), state)
    return numbers


@dataclass(frozen=True, slots=True)
class Seating:
    """Finds the people of a practice among the persons of a ledger."""

    model: Model
    view: View
    naming: ReferenceFields

    def seats(self) -> list[Seat]:
        """Put whoever has reached a level into the state that the practice names for it."""
        people = self.model.region.practice.shape.people
        if people is None:
            return []
        employers = self.model.circles[people.of]
        levels = [state.level for state in people.states if state.level is not None]
        states = [self.model.states.index(state.id) for state in people.states if state.level is not None]
        reached: dict[str, int] = {}
        for one in rows_of(self.view, "level"):
            said = fields_said(one)
            level = LevelOfScale(scale=said["scale"], level=said["level"])
            if level in levels and (person := said.get("person")) is not None:
                reached[person] = max(levels.index(level), reached.get(person, -1))
        begun = next((self.model.states.index(state.id) for state in people.states if state.level is None), None)
        at_level = {person: states[at] for person, at in reached.items()}
        waiting = {} if begun is None else dict.fromkeys(self._come() - reached.keys(), begun)
        seats: list[Seat] = []
        for person, at in sorted((waiting | at_level).items()):
            employer = getattr(self.view.get("person", person), "partner", None)
            if employer in employers:
                seats.append((person, employer, at))
        return seats

    def _come(self) -> set[str]:
        """Return of whom the ledger says what the practice says of people alone."""
        practice = self.model.region.practice.shape
        others = {word for task in practice.tasks for line in (*task.lines, *practice.joining) for word in line}
        moves = () if practice.people is None else practice.people.moves
        own = {
            word
            for move in moves
            for line in (*move.lines, *move.arrivals)
            if line.get("each") == GROUP
            for word in line
        }
        return {
            id_
            for kind in sorted((own - others) & RECORDS.keys())
            for row in rows_of(self.view, kind)
            for name, id_ in self.naming.named(row)
            if "person" in self.naming.kinds(kind, name)
        }

    def holders(
        self, seats: Sequence[Seat], written: Mapping[int, list[Command]], ids: Mapping[str, tuple[str, ...]]
    ) -> Iterator[tuple[int, dict[str, str]]]:
        """Find who has the places that picking jobs have written down: themselves, or as volunteers."""
        seated = {person for person, _, _ in seats}
        for job in self.model.jobs:
            if job.picks is None or job.number not in written:
                continue
            held = {}
            for each in written[job.number]:
                for id_ in ids.get(about(each), ()):
                    row = self.view.get(kind_and_said(each)[0], id_)
                    if row is not None and (person := self._person(row, seated)) is not None:
                        held[id_] = person
            if held:
                yield job.number, held

    def _person(self, row: Record, seated: Collection[str]) -> str | None:
        for name, id_ in self.naming.named(row):
            if id_ in seated:
                return id_
            for kind in self.naming.kinds(row.kept_as(), name):
                other = self.view.get(kind, id_)
                for _, person in [] if other is None else self.naming.named(other):
                    if person in seated:
                        return person
        return None
