"""The floor: what somebody would write who knows this one pilot, and nothing else will ever be asked."""

from collections.abc import Mapping, Sequence

from typing_extensions import override

from benchmarks.contestants.contestant import BASIS, BY, moment
from benchmarks.lifecycle import START, Book, Refusal, Step
from benchmarks.lifecycle.book import STAGES
from benchmarks.lifecycle.events import RECORDED, Advanced, Event, Started, VisitChanged


class ByHand:
    """What all who stand on the book share."""

    book: Book

    def reasons(self, refusals: Sequence[Refusal]) -> Mapping[str, frozenset[str]]:
        return {one.requirement: frozenset(id_ for id_, _ in one.lacks if id_) for one in refusals}


class Dict(ByHand):
    """Rules and counters; nothing is written down."""

    def begin(self) -> None:
        self.book = book = Book()
        self._written = 0
        self._check = {kind: getattr(book, f"check_{kind}") for kind in RECORDED}
        self._take = {kind: getattr(book, f"take_{kind}") for kind in RECORDED}

    def do(self, step: Step) -> list[Refusal] | None:
        book, on = self.book, step.on
        if step.verb == "record":
            refusals: list[Refusal] = self._check[step.kind](id=step.id, on=on, **step.fields)
            if not refusals:
                self._take[step.kind](id=step.id, on=on, **step.fields)
        elif step.verb == "amend":
            refusals = book.check_visit_change(id=step.id, on=on, **step.fields)
            if not refusals:
                book.take_visit_change(id=step.id, on=on, **step.fields)
        else:
            refusals = book.check_advance()
            if not refusals:
                book.take_advance()
        if refusals:
            return refusals
        self._written += 1
        return None

    @property
    def written(self) -> int:
        return self._written


class Floor(Dict):
    """The same, and each command that passes becomes a frozen, strictly validated event."""

    @override
    def begin(self) -> None:
        super().begin()
        self.events: list[Event] = [
            Started(seq=1, date=START, recorded=moment(START), by=BY, basis=BASIS, programme="pilot", region="RU-SMO")
        ]

    @override
    def do(self, step: Step) -> list[Refusal] | None:
        here = self.book.stage
        refusals = super().do(step)
        if refusals is not None:
            return refusals
        self.events.append(event_of(step, len(self.events) + 1, here))
        return None

    @property
    @override
    def written(self) -> int:
        return len(self.events) - 1


def event_of(step: Step, seq: int, stage: int) -> Event:
    """Make the event that a command becomes; `stage` is the one before it."""
    on = step.on
    fields = step.fields
    match step.verb:
        case "record":
            if step.kind == "consent":
                fields = {**fields, "given_in": fields["by"]}
                del fields["by"]
            return RECORDED[step.kind](seq=seq, date=on, recorded=moment(on), by=BY, basis=BASIS, id=step.id, **fields)
        case "amend":
            return VisitChanged(seq=seq, date=on, recorded=moment(on), by=BY, basis=BASIS, id=step.id, **fields)
        case "advance":
            return Advanced(
                seq=seq,
                date=on,
                recorded=moment(on),
                by=BY,
                basis=BASIS,
                stage=STAGES[stage + 1],
                from_stage=STAGES[stage],
            )
