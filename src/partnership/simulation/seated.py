"""Who of the people of a ledger is in which state, and who has a place that somebody was picked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from partnership.acts import Command
from partnership.evaluation import View
from partnership.records import RECORDS, Record
from partnership.simulation.called import ReferenceFields, about, fields_said, kind_and_said, rows_of
from partnership.simulation.exact import Exact
from partnership.simulation.lines import GROUP
from partnership.simulation.practice import LevelOfScale

Seat = tuple[int, str, int]
"""The number of a place among the people, who has it, and in which state."""


def put_people(run: Exact, seats: Sequence[Seat]) -> None:
    """Put people of a ledger into their states."""
    for seat, person, state in seats:
        run.people.named[seat] = person
        run.people.go(np.array([seat]), state)


@dataclass(frozen=True, slots=True)
class Seating:
    """Finds the people of a practice among the persons of a ledger."""

    run: Exact
    view: View
    naming: ReferenceFields

    def seats(self) -> list[Seat]:
        """Put whoever has reached a level into the state that the practice names for it."""
        people = self.run.model.region.practice.shape.people
        if people is None:
            return []
        crowd = self.run.people
        free = {
            partner.id: iter(range(crowd.first[number], crowd.first[number + 1]))
            for number, partner in enumerate(crowd.partners)
        }
        levels = [state.level for state in people.states if state.level is not None]
        states = [self.run.model.states.index(state.id) for state in people.states if state.level is not None]
        reached: dict[str, int] = {}
        for one in rows_of(self.view, "level"):
            said = fields_said(one)
            level = LevelOfScale(scale=said["scale"], level=said["level"])
            if level in levels and (person := said.get("person")) is not None:
                reached[person] = max(levels.index(level), reached.get(person, -1))
        begun = next((self.run.model.states.index(state.id) for state in people.states if state.level is None), None)
        at_level = {person: states[at] for person, at in reached.items()}
        waiting = {} if begun is None else dict.fromkeys(self._come() - reached.keys(), begun)
        seats: list[Seat] = []
        for person, at in sorted((waiting | at_level).items()):
            employer = getattr(self.view.get("person", person), "partner", None)
            seat = next(free.get(employer or "", iter(())), None)
            if seat is not None:
                seats.append((seat, person, at))
        return seats

    def _come(self) -> set[str]:
        """Return of whom the ledger says what the practice says of people alone."""
        practice = self.run.model.region.practice.shape
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
    ) -> Iterator[tuple[int, dict[str, int]]]:
        """Find who has the places that picking jobs have written down: themselves, or as volunteers."""
        seat_of = {person: seat for seat, person, _ in seats}
        for job in self.run.model.jobs:
            if job.picks is None or job.number not in written:
                continue
            held = {}
            for each in written[job.number]:
                for id_ in ids.get(about(each), ()):
                    row = self.view.get(kind_and_said(each)[0], id_)
                    if row is not None and (seat := self._seat(row, seat_of)) is not None:
                        held[id_] = seat
            if held:
                yield job.number, held

    def _seat(self, row: Record, seat_of: Mapping[str, int]) -> int | None:
        for name, id_ in self.naming.named(row):
            if id_ in seat_of:
                return seat_of[id_]
            for kind in self.naming.kinds(row.kept_as(), name):
                other = self.view.get(kind, id_)
                for _, person in [] if other is None else self.naming.named(other):
                    if person in seat_of:
                        return seat_of[person]
        return None
