"""What each entry of a ledger leans on among those before it; found by looking at the entries, nothing is decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from partnership.acts import (
    Advanced,
    Amended,
    AnyEntry,
    Closed,
    Ended,
    Migrated,
    Recorded,
    Started,
    Waived,
    Withdrawn,
    is_retold,
)
from partnership.evaluation import parameter_faults
from partnership.messages import Message, message
from partnership.records import RECORDS, references
from partnership.template import Template
from partnership.values import nearest_hint


@dataclass(frozen=True, slots=True)
class Broken:
    """What an entry says and cannot say, after those before it; `hint` is the nearest word that it may have meant."""

    seq: int
    what: Message
    hint: Message | None = None


_Slip = Message | tuple[Message, Message | None]
"""What an entry cannot say, with the nearest word that it may have meant where it names something."""


def broken_entries(history: Sequence[AnyEntry], laws: Mapping[str, Template]) -> Iterator[Broken]:
    """Return the entries of a whole ledger, in its order, that do not follow from those before them.

    A ledger that `decide` has written has none. One whose entries were edited, exchanged and numbered anew, or left
    out has them where something leans on what is no longer there. `laws` are those that it names, by digest.
    """
    told = _Told(history, laws)
    for entry in history:
        for slip in told.broken(entry):
            what, hint = slip if isinstance(slip, tuple) else (slip, None)
            yield Broken(entry.seq, message("entry {seq} {what}", seq=entry.seq, what=what), hint)
        told.take(entry)


class _Told:
    """What a ledger has told so far."""

    def __init__(self, history: Sequence[AnyEntry], laws: Mapping[str, Template]) -> None:
        self._history = history
        self._laws = laws
        self._start = history[0]
        self._changes: list[Started | Migrated] = []
        self._records: dict[str, dict[str, Recorded]] = {kind: {} for kind in RECORDS}
        self._names: dict[str, str] = {}
        self._ended: dict[tuple[str, str], Ended] = {}
        self._moves: list[Advanced | Migrated] = []
        self._closed: Closed | None = None
        self._withdrawn: set[int] = set()

    # --- what it has told --------------------------------------------------------------------------------------------

    def take(self, entry: AnyEntry) -> None:
        """Note what an entry tells."""
        match entry:
            case Recorded(record=record):
                self._records.setdefault(self._called(record.kept_as()), {}).setdefault(record.id, entry)
            case Ended(kind=kind, id=id_):
                if self._recorded(kind, id_) is not None:
                    self._ended.setdefault((self._called(kind), id_), entry)
            case Advanced():
                self._moves.append(entry)
            case Started():
                self._changes.append(entry)
            case Migrated():
                for before, after in entry.words.get("registers", {}).items():
                    self._names[after] = self._called(before)
                self._moves.append(entry)
                self._changes.append(entry)
                self._changes.sort(key=lambda change: (change.date, change.seq))
            case Closed():
                self._closed = entry
            case Withdrawn(withdraws=number) if number < entry.seq:
                self._withdrawn.add(number)
                self._forget(self._history[number - 1])
            case _:
                pass

    def _forget(self, mistaken: AnyEntry) -> None:
        match mistaken:
            case Recorded(record=record):
                if self._recorded(record.kept_as(), record.id) is mistaken:
                    del self._records[self._called(record.kept_as())][record.id]
                    self._ended.pop((self._called(record.kept_as()), record.id), None)
            case Ended(kind=kind, id=id_):
                if self._ended.get((self._called(kind), id_)) is mistaken:
                    del self._ended[self._called(kind), id_]
            case Advanced() if mistaken in self._moves:
                self._moves.remove(mistaken)
            case Closed() if mistaken is self._closed:
                self._closed = None
            case _:
                pass

    def _recorded(self, kind: str, id_: str) -> Recorded | None:
        return self._records.get(self._called(kind), {}).get(id_)

    def _called(self, kind: str) -> str:
        """Return the name under which rows are kept: of a register that another law renamed, its first one."""
        return self._names.get(kind, kind)

    def _law(self, day: dt.date) -> Template:
        change = next((one for one in reversed(self._changes) if one.date <= day), self._changes[0])
        return self._laws[change.digest]

    def _stage(self, law: Template) -> str:
        moved = (one.stage for one in reversed(self._moves) if one.stage is not None)
        return next(moved, law.first_leaf().id)

    # --- what an entry cannot say ------------------------------------------------------------------------------------

    def broken(self, entry: AnyEntry) -> Iterator[_Slip]:
        """Return what is wrong with an entry after those that were taken."""
        if entry.date < self._start.date:
            yield message(
                "is dated {date}, before the programme's first day, {first}", date=entry.date, first=self._start.date
            )
            return
        if self._closed is not None:
            yield from self._late(entry, self._closed)
        match entry:
            case Recorded():  # the most by far
                yield from self._told_twice(entry)
                yield from self._nothing(entry)
            case Started():
                yield from self._started(entry)
            case Amended() | Ended():
                yield from self._happened(entry)
            case Advanced():
                yield from self._advanced(entry)
            case Migrated():
                yield from self._migrated(entry)
            case Waived(requirement=name):
                law = self._law(entry.date)
                if name not in law.requirements:
                    yield _unknown(law, message("requirement"), name, tuple(law.requirements))
            case Withdrawn(withdraws=number):
                if number >= entry.seq or number in self._withdrawn:
                    yield message("withdraws entry {number}, which is not there to be withdrawn", number=number)
            case _:
                pass

    def _late(self, entry: AnyEntry, closed: Closed) -> Iterator[_Slip]:
        if is_retold(entry) or isinstance(entry, Withdrawn):  # the first are as of a migration before
            return
        if isinstance(entry, Closed):
            yield message("closes the programme, which entry {seq} has closed", seq=closed.seq)
        elif entry.date >= closed.date:
            yield message(
                "is dated {date}; entry {seq} closed the programme on {closed}",
                date=entry.date,
                seq=closed.seq,
                closed=closed.date,
            )

    def _started(self, entry: Started) -> Iterator[_Slip]:
        if self._changes:
            yield message("starts the programme a second time")
            return
        yield from self._parameters(entry, self._laws[entry.digest])

    def _parameters(self, entry: Started | Migrated, law: Template) -> Iterator[_Slip]:
        for fault in parameter_faults(law, entry.parameters):
            if fault.name not in law.parameters:
                yield _unknown(law, message("parameter"), fault.name, tuple(law.parameters))
                continue
            yield message(
                "sets the parameter {name} to {value}; expected {expected}",
                name=fault.name,
                value=fault.value,
                expected=fault.expected,
            )

    def _told_twice(self, entry: Recorded) -> list[_Slip]:
        kind, id_ = entry.record.kept_as(), entry.record.id
        known = self._recorded(kind, id_)
        if known is None:
            return []
        noun = self._law(entry.date).noun(kind)
        return [message("records the {kind} '{id}', which entry {seq} has recorded", kind=noun, id=id_, seq=known.seq)]

    def _nothing(self, entry: Recorded) -> list[_Slip]:
        """Return the records that a record names and that are not there on its day."""
        record, date, records = entry.record, entry.date, self._records
        fields, found = record.__dict__, list[_Slip]()
        for field, ref, many in references(type(record)):
            value = fields[field]
            if value is None:
                continue
            for id_ in value if many else (value,):
                for kind in ref.kinds:
                    there = records[kind].get(id_)
                    if there is not None and there.date <= date:
                        break
                else:
                    found.append(_not_there(entry, self._law(date), ref.kinds[0], id_))
        return found

    def _happened(self, entry: Amended | Ended) -> Iterator[_Slip]:
        if entry.kind not in RECORDS and self._called(entry.kind) not in self._records:
            what = message("is about a '{kind}': there is no such kind of record", kind=entry.kind)
            yield what, nearest_hint(entry.kind, RECORDS)
            return
        known, ended = self._recorded(entry.kind, entry.id), self._ended.get((self._called(entry.kind), entry.id))
        if known is None or entry.date < known.date:
            yield _not_there(entry, self._law(entry.date), entry.kind, entry.id)
        elif is_retold(entry):  # who has left is called otherwise too
            if not any(one.seq == entry.migration for one in self._changes[1:]):
                yield message(
                    "refers to entry {migration} as a change of the rules, which it is not", migration=entry.migration
                )
        elif ended is not None and (isinstance(entry, Ended) or ended.date <= entry.date):
            yield message(
                "changes or ends {kind} '{id}', which entry {seq} has ended",
                kind=self._law(entry.date).noun(entry.kind),
                id=entry.id,
                seq=ended.seq,
            )

    def _advanced(self, entry: Advanced) -> Iterator[_Slip]:
        law = self._law(entry.date)
        if entry.stage not in law.stage_ids:
            yield _unknown(law, message("stage"), entry.stage, law.stage_ids)
        yield from self._moves_on(entry, law)

    def _migrated(self, entry: Migrated) -> Iterator[_Slip]:
        before, law = self._law(entry.date), self._laws[entry.digest]
        stage = entry.stage or self._stage(law)
        if stage not in law.stage_ids:
            yield _unknown(law, message("stage"), stage, law.stage_ids)
        yield from self._parameters(entry, law)
        yield from self._moves_on(entry, before)

    def _moves_on(self, entry: Advanced | Migrated, law: Template) -> Iterator[_Slip]:
        last, here = self._moves[-1] if self._moves else None, self._stage(law)
        if last is not None and entry.date < last.date:
            yield message(
                "moves to another stage on {date}, before the move of entry {seq} on {moved}",
                date=entry.date,
                seq=last.seq,
                moved=last.date,
            )
        elif entry.from_stage not in {None, here}:
            yield message(
                "moves from stage {stage}, but the programme was at {here}", stage=entry.from_stage, here=here
            )


def _not_there(entry: AnyEntry, law: Template, kind: str, id_: str) -> Message:
    noun = law.noun(kind)
    return message("names {kind} '{id}', which is not there on {date}", kind=noun, id=id_, date=entry.date)


def _unknown(law: Template, what: Message, name: str, choices: tuple[str, ...]) -> _Slip:
    said = message("names the {what} '{name}', which {id} {version} does not have", what=what, name=name)
    return said.given(id=law.id, version=law.version), nearest_hint(name, choices)
