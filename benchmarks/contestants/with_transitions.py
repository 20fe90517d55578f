"""transitions: one machine for the pilot, whose stages are its states; every command is a trigger with conditions.

A trigger that a condition stops returns False and does not say which one: the reasons are found afterwards. The
package keeps no history, so the hand-written events are used. One machine is cheaper than one more for each visit and
volunteer, to the peer's advantage.
"""

from itertools import pairwise
from typing import Any

from transitions import EventData, Machine

from benchmarks.contestants.by_hand import ByHand, Log, fields_of
from benchmarks.lifecycle import Book, Refusal, Step
from benchmarks.lifecycle.book import STAGES
from benchmarks.lifecycle.events import RECORDED

PLACING = ["is_known", "is_safe", "is_cleared", "has_consented", "is_briefed", "is_open", "has_room"]


class Pilot:
    """The model that the machine drives; its conditions and callbacks are named in `_machine`."""

    state: str

    def __init__(self, book: Book) -> None:
        self.book = book
        self.log = Log(book)

    # conditions

    def is_sound(self, event: EventData) -> bool:
        step: Step = event.kwargs["step"]
        return not getattr(self.book, f"check_{step.kind}")(id=step.id, on=step.on, **event.kwargs["fields"])

    def is_known(self, event: EventData) -> bool:
        step, book = event.kwargs["step"], self.book
        fields = step.fields
        return (
            step.id not in book.placements and fields["place"] in book.places and fields["volunteer"] in book.volunteers
        )

    def is_safe(self, event: EventData) -> bool:
        del event
        return not self.book.is_suspended

    def is_cleared(self, event: EventData) -> bool:
        return self.book.holds(self._person(event), "criminal_record_clearance", event.kwargs["step"].on)

    def has_consented(self, event: EventData) -> bool:
        return (self._person(event), "take_part") in self.book.consented

    def is_briefed(self, event: EventData) -> bool:
        return self._person(event) in self.book.briefed

    def is_open(self, event: EventData) -> bool:
        return self.book.is_open(event.kwargs["step"].fields["place"])

    def has_room(self, event: EventData) -> bool:
        return self.book.has_room(event.kwargs["step"].fields["place"])

    def is_lawful_change(self, event: EventData) -> bool:
        step: Step = event.kwargs["step"]
        return not self.book.check_visit_change(id=step.id, on=step.on, **step.fields)

    def is_ready(self, event: EventData) -> bool:
        del event
        book = self.book
        return not book.unmet[self.state] and not book.is_suspended

    def all_placed_are_cleared(self, event: EventData) -> bool:
        del event
        return not self.book.placed_are_cleared

    def _person(self, event: EventData) -> str:
        return self.book.volunteers[event.kwargs["step"].fields["volunteer"]]

    # what a trigger changes

    def take(self, event: EventData) -> None:
        step, fields = event.kwargs["step"], event.kwargs["fields"]
        self.log.record(step, fields)
        getattr(self.book, f"take_{step.kind}")(id=step.id, on=step.on, **fields)

    def take_change(self, event: EventData) -> None:
        step: Step = event.kwargs["step"]
        self.log.change_visit(step)
        self.book.take_visit_change(id=step.id, on=step.on, **step.fields)

    def take_advance(self, event: EventData) -> None:
        self.log.advance(event.kwargs["step"])
        self.book.take_advance()


def _machine(pilot: Pilot) -> Machine:
    machine = Machine(pilot, states=list(STAGES), initial=STAGES[0], send_event=True, auto_transitions=False)
    working: list[Any] = list(STAGES[:3])
    for kind in RECORDED:
        conditions: list[Any] = PLACING if kind == "placement" else ["is_sound"]
        machine.add_transition(f"record_{kind}", working, None, conditions=conditions, after="take")
    machine.add_transition("change_visit", working, None, conditions=["is_lawful_change"], after="take_change")
    for here, there in pairwise(STAGES):
        conditions = ["is_ready", "all_placed_are_cleared"] if there == "main" else ["is_ready"]
        machine.add_transition("advance", here, there, conditions=conditions, after="take_advance")
    return machine


class WithTransitions(ByHand):
    def begin(self) -> None:
        self.book = Book()
        self.pilot: Any = Pilot(self.book)
        self.machine = _machine(self.pilot)

    def do(self, step: Step) -> list[Refusal] | None:
        pilot, book = self.pilot, self.book
        if step.verb == "record":
            fields = fields_of(step)
            if getattr(pilot, f"record_{step.kind}")(step=step, fields=fields):
                return None
            refusals: list[Refusal] = getattr(book, f"check_{step.kind}")(id=step.id, on=step.on, **fields)
            return refusals
        if step.verb == "amend":
            return (
                None
                if pilot.change_visit(step=step)
                else book.check_visit_change(id=step.id, on=step.on, **step.fields)
            )
        return None if pilot.advance(step=step) else book.check_advance()

    @property
    def written(self) -> int:
        return len(self.pilot.log.events) - 1
