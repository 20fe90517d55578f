"""python-statemachine: a class whose states are the stages; every command is an event with conditions.

An event that no condition lets through raises TransitionNotAllowed, which does not say which one: the reasons are found
afterwards. The package keeps no history, so the hand-written events are used. One machine is cheaper than one more for
each visit and volunteer, to the peer's advantage.
"""

from collections.abc import Mapping
from typing import Any

from statemachine import State, StateMachine
from statemachine.exceptions import TransitionNotAllowed
from statemachine.transition_list import TransitionList

from benchmarks.contestants.by_hand import ByHand, Log, fields_of
from benchmarks.lifecycle import Book, Refusal, Step
from benchmarks.lifecycle.book import STAGES


def _inside(*stages: State, cond: list[str], on: str = "take") -> TransitionList:
    """Something that may happen in each of these stages, and does not lead out of it."""
    ways: list[TransitionList] = [stage.to(stage, internal=True, cond=cond, on=on) for stage in stages]
    first, *rest = ways
    for other in rest:
        first |= other
    return first


class PilotMachine(StateMachine):
    preparatory = State(initial=True)
    immersion = State()
    main = State()
    done = State(final=True)

    advance = (
        preparatory.to(immersion, cond="is_ready", on="take_advance")
        | immersion.to(main, cond=["is_ready", "all_placed_are_cleared"], on="take_advance")
        | main.to(done, cond="is_ready", on="take_advance")
    )
    record_partner = _inside(preparatory, immersion, main, cond=["is_sound"])
    record_agreement = _inside(preparatory, immersion, main, cond=["is_sound"])
    record_signature = _inside(preparatory, immersion, main, cond=["is_sound"])
    record_person = _inside(preparatory, immersion, main, cond=["is_sound"])
    record_assignment = _inside(preparatory, immersion, main, cond=["is_sound"])
    record_credential = _inside(preparatory, immersion, main, cond=["is_sound"])
    record_level = _inside(preparatory, immersion, main, cond=["is_sound"])
    record_need = _inside(preparatory, immersion, main, cond=["is_sound"])
    record_place = _inside(preparatory, immersion, main, cond=["is_sound"])
    record_decision = _inside(preparatory, immersion, main, cond=["is_sound"])
    record_volunteer = _inside(preparatory, immersion, main, cond=["is_sound"])
    record_consent = _inside(preparatory, immersion, main, cond=["is_sound"])
    record_visit = _inside(preparatory, immersion, main, cond=["is_sound"])
    record_placement = _inside(
        preparatory,
        immersion,
        main,
        cond=["is_known", "is_safe", "is_cleared", "has_consented", "is_briefed", "is_open", "has_room"],
    )
    change_visit = _inside(preparatory, immersion, main, cond=["is_lawful_change"], on="take_change")

    def __init__(self, book: Book) -> None:
        self.book = book
        self.log = Log(book)
        super().__init__()

    # conditions

    def is_sound(self, step: Step, fields: Mapping[str, Any]) -> bool:
        return not getattr(self.book, f"check_{step.kind}")(id=step.id, on=step.on, **fields)

    def is_known(self, step: Step) -> bool:
        book, fields = self.book, step.fields
        return (
            step.id not in book.placements and fields["place"] in book.places and fields["volunteer"] in book.volunteers
        )

    def is_safe(self) -> bool:
        return not self.book.is_suspended

    def is_cleared(self, step: Step) -> bool:
        return self.book.holds(self.book.volunteers[step.fields["volunteer"]], "criminal_record_clearance", step.on)

    def has_consented(self, step: Step) -> bool:
        return (self.book.volunteers[step.fields["volunteer"]], "take_part") in self.book.consented

    def is_briefed(self, step: Step) -> bool:
        return self.book.volunteers[step.fields["volunteer"]] in self.book.briefed

    def is_open(self, step: Step) -> bool:
        return self.book.is_open(step.fields["place"])

    def has_room(self, step: Step) -> bool:
        return self.book.has_room(step.fields["place"])

    def is_lawful_change(self, step: Step) -> bool:
        return not self.book.check_visit_change(id=step.id, on=step.on, **step.fields)

    def is_ready(self, source: State) -> bool:
        return not self.book.unmet[source.id] and not self.book.is_suspended

    def all_placed_are_cleared(self) -> bool:
        return not self.book.placed_are_cleared

    # what an event changes

    def take(self, step: Step, fields: Mapping[str, Any]) -> None:
        self.log.record(step, fields)
        getattr(self.book, f"take_{step.kind}")(id=step.id, on=step.on, **fields)

    def take_change(self, step: Step) -> None:
        self.log.change_visit(step)
        self.book.take_visit_change(id=step.id, on=step.on, **step.fields)

    def take_advance(self, step: Step) -> None:
        self.log.advance(step)
        self.book.take_advance()


class WithStateMachine(ByHand):
    def begin(self) -> None:
        self.book = Book()
        self.machine = PilotMachine(self.book)
        assert [state.id for state in PilotMachine.states] == list(STAGES)

    def do(self, step: Step) -> list[Refusal] | None:
        machine, book = self.machine, self.book
        fields = fields_of(step)
        try:
            if step.verb == "record":
                machine.send(f"record_{step.kind}", step=step, fields=fields)
            elif step.verb == "amend":
                machine.send("change_visit", step=step)
            else:
                machine.send("advance", step=step)
        except TransitionNotAllowed:
            if step.verb == "record":
                refusals: list[Refusal] = getattr(book, f"check_{step.kind}")(id=step.id, on=step.on, **fields)
                return refusals
            if step.verb == "amend":
                return book.check_visit_change(id=step.id, on=step.on, **step.fields)
            return book.check_advance()
        return None

    @property
    def written(self) -> int:
        return len(self.machine.log.events) - 1
