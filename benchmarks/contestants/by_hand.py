"""The floor: what somebody would write by hand who knows this one pilot, and keeps what we keep.

Each command that passes becomes a frozen, strictly validated event; every version of every record stands in the book by
its day; a refusal says all that ours says.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.contestants.contestant import BASIS, BY, Why, moment
from benchmarks.lifecycle import START, Book, Language, Refusal, Step, text_of
from benchmarks.lifecycle.book import STAGES
from benchmarks.lifecycle.events import RECORDED, Advanced, Event, Started, VisitChanged


class ByHand:
    """What all who stand on the book share."""

    book: Book

    def text(self, refusals: Sequence[Refusal], lang: Language) -> str:
        return text_of(refusals, lang)

    def missing(self, day: dt.date) -> Sequence[Refusal]:
        return self.book.on(day).missing()

    def reasons(self, refusals: Sequence[Refusal]) -> Mapping[str, Why]:
        return {one.rule.id: _why(one) for one in refusals}


class Floor(ByHand):
    """Rules and counters, events and versions."""

    def begin(self) -> None:
        self.book = book = Book()
        self.log = Log(book)
        self._check = {kind: getattr(book, f"check_{kind}") for kind in RECORDED}
        self._take = {kind: getattr(book, f"take_{kind}") for kind in RECORDED}

    def do(self, step: Step) -> list[Refusal] | None:
        book, on = self.book, step.on
        if step.verb == "record":
            fields = fields_of(step)
            refusals: list[Refusal] = self._check[step.kind](id=step.id, on=on, **fields)
            if not refusals:
                self.log.record(step, fields)
                self._take[step.kind](id=step.id, on=on, **fields)
        elif step.verb == "amend":
            refusals = book.check_visit_change(id=step.id, on=on, **step.fields)
            if not refusals:
                self.log.change_visit(step)
                book.take_visit_change(id=step.id, on=on, **step.fields)
        else:
            refusals = book.check_advance()
            if not refusals:
                self.log.advance(step)
                book.take_advance()
        return refusals or None

    @property
    def written(self) -> int:
        return len(self.log.events) - 1


class Log:
    """The events of a pilot, and with them the versions in its book."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.events: list[Event] = [
            Started(seq=1, date=START, recorded=moment(START), by=BY, basis=BASIS, programme="pilot", region="RU-SMO")
        ]

    def record(self, step: Step, fields: Mapping[str, Any]) -> None:
        on, seq = step.on, len(self.events) + 1
        event = RECORDED[step.kind](seq=seq, date=on, recorded=moment(on), by=BY, basis=BASIS, id=step.id, **fields)
        self.events.append(event)
        self._book.versions.record(step.kind, step.id, on, event)

    def change_visit(self, step: Step) -> None:
        on, seq, versions = step.on, len(self.events) + 1, self._book.versions
        event = VisitChanged(seq=seq, date=on, recorded=moment(on), by=BY, basis=BASIS, id=step.id, **step.fields)
        self.events.append(event)
        changed = {name: getattr(event, name) for name in step.fields}
        versions.amend("visit", step.id, on, versions.latest("visit", step.id).model_copy(update=changed))

    def advance(self, step: Step) -> None:
        on, seq = step.on, len(self.events) + 1
        here = self._book.stage
        stage = STAGES[here + 1]
        self.events.append(
            Advanced(
                seq=seq,
                date=on,
                recorded=moment(on),
                by=BY,
                basis=BASIS,
                stage=stage,
                from_stage=STAGES[here],
            )
        )
        self._book.versions.move(on, stage)


def fields_of(step: Step) -> Mapping[str, Any]:
    """Give the fields of a record; who gave a consent is told apart from who wrote it down."""
    if step.kind != "consent":
        return step.fields
    fields = dict(step.fields)
    fields["given_in"] = fields.pop("by")
    return fields


def _why(refusal: Refusal) -> Why:
    lacking = frozenset(lack.subject.id for lack in refusal.lacks if lack.subject is not None)
    owing = frozenset(owner.id for owner in refusal.owed_by)
    return Why(lacking, owing, str(refusal.rule.at or ""), refusal.known)
