"""A state as a value: the first so many entries of a history, whatever happens to the history afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, overload

from typing_extensions import override

from partnership.acts import AnyEntry, Started
from partnership.errors import check_choice
from partnership.index.facts import Facts
from partnership.index.index import Index
from partnership.messages import message
from partnership.records import RECORDS, Record
from partnership.values import digest, plain_day, uncollected


class Entries(Sequence[AnyEntry]):
    """The first so many entries of a history: looked at, not copied."""

    __slots__ = ("_entries", "_length")

    def __init__(self, entries: list[AnyEntry], length: int) -> None:
        self._entries = entries
        self._length = length

    @override
    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> AnyEntry: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[AnyEntry, ...]: ...
    @override
    def __getitem__(self, place: int | slice) -> AnyEntry | tuple[AnyEntry, ...]:
        found = range(self._length)[place]
        return tuple(self._entries[at] for at in found) if isinstance(found, range) else self._entries[found]

    @override
    def __iter__(self) -> Iterator[AnyEntry]:
        for at in range(self._length):
            yield self._entries[at]

    @override
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str | bytes):
            return NotImplemented
        same = isinstance(other, Entries) and self._entries is other._entries
        return len(self) == len(other) and (
            same or all(one == another for one, another in zip(self, other, strict=True))
        )

    __hash__ = None  # type: ignore[assignment] # it equals lists and tuples, whose hashes differ

    @override
    def __repr__(self) -> str:
        return f"<{self._length} entries>"

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        return list, (list(self),)


class State:
    """What is true after so many entries; never changed by what comes later, and safe to share between threads.

    Two states are equal if their entries are. A copy, or one that was sent to another process, is folded from them.
    """

    __slots__ = ("index", "length")

    def __init__(self, index: Index, length: int) -> None:
        self.index = index
        self.length = length

    @classmethod
    def empty(cls) -> State:
        """Return the state before the first entry."""
        return cls(Index(), 0)

    @classmethod
    def of(cls, entries: Iterable[AnyEntry]) -> State:
        """Fold entries, in the order in which they were written, into a state.

        Raises:
            LedgerError: if an entry does not follow from those before it: the first is a start, and the only one.
        """
        index = _folded(entries)
        return cls(index, len(index.entries))

    def fork(self) -> State:
        """Return the same state with an index of its own, in which entries can be supposed."""
        return State(_supposing(self.entries), self.length)

    @contextmanager
    def suppose(self, *entries: AnyEntry) -> Iterator[State]:
        """Give the state of some more entries for as long as a block lasts; of a fork, whose newest state it must be.

        It costs what the entries touch. Blocks may be nested. What is answered about the supposed state has to be read
        inside.

        Raises:
            LedgerError: if an entry does not follow from those before it; nothing is changed then.
        """
        if self.index.torn and self.index.supposing:  # the supposition before was interrupted
            self.index = _supposing(self.entries)
        index = self.index
        with index.writing:  # whoever supposes something else meanwhile waits
            if not index.supposing or len(index.entries) != self.length:
                raise AssertionError("entries are supposed in the newest state of a fork")
            try:
                for entry in entries:
                    index.append(entry)
                yield State(index, len(index.entries))
            finally:
                while len(index.entries) > self.length and not index.torn:
                    index.take_back()

    @property
    def entries(self) -> Sequence[AnyEntry]:
        """The entries that the state was folded from, as they were written."""
        return Entries(self.index.entries, self.length)

    @property
    def last(self) -> AnyEntry | None:
        """The entry written last."""
        return self.index.entries[self.length - 1] if self.length else None

    @property
    def started(self) -> Started:
        """How the programme began.

        Raises:
            LedgerError: if it has not.
        """
        return self.index.started

    @property
    def horizon(self) -> dt.date:
        """The latest date of an entry: the day up to which the history tells."""
        return self.index.horizon(self.length)

    def facts(self, on: dt.date | None = None) -> Facts:
        """Return what holds for the programme as a whole on a day (the horizon when left out)."""
        return self.index.facts(on or self.horizon, self.length)

    def records(self, kind: str, on: dt.date | None = None) -> tuple[Record, ...]:
        """Return the records of a kind, or of a register of the template's own, in force on a day, by id.

        Raises:
            UnknownName: if there is no such kind of record, and no row of such a register either.
        """
        self._known(kind)
        rows = self.index.rows(kind, on or self.horizon, self.length)
        return tuple(sorted((row.record for row in rows), key=lambda record: str(record.id)))

    def get(self, kind: str, id_: str, on: dt.date | None = None) -> Record | None:
        """Return one record if it is in force on a day.

        Raises:
            UnknownName: if there is no such kind of record, and no row of such a register either.
        """
        self._known(kind)
        row = self.index.standing(kind, id_, on or self.horizon, self.length)
        return row.record if row is not None else None

    def _known(self, kind: str) -> None:
        if not self.index.firsts.get(self.index.called(kind)):
            check_choice(kind, RECORDS, message("kind of record"))

    def canonical(self, on: dt.date | None = None) -> dict[str, object]:
        """Return all that is true on a day as plain JSON values, sorted; the same on any machine."""
        return _canonical(self.index, on or self.horizon, self.length)

    def digest(self, on: dt.date | None = None) -> str:
        """Return the digest of the state's canonical JSON on a day."""
        return digest(self.canonical(on))

    @override
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, State):
            return NotImplemented
        return self.entries == other.entries

    @override
    def __hash__(self) -> int:
        return hash((self.length, self.last.recorded if self.last is not None else None))

    @override
    def __repr__(self) -> str:
        return f"<State of {self.length} entries>"

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        return State.of, (list(self.entries),)


def evolve(state: State, entry: AnyEntry) -> State:
    """Return the state after one more entry; the state that was given still answers as before.

    Going on from the newest state of a history costs what the entry touches; from an older one, its entries are folded
    anew.

    Raises:
        LedgerError: if the entry does not follow: a number out of order, an id twice, a second start.
    """
    index = state.index
    with index.writing:
        length = state.length
        if index.is_newest(length):
            index.append(entry)
            return State(index, length + 1)
    branch = State.of(state.entries)
    branch.index.append(entry)
    return State(branch.index, state.length + 1)


def _folded(entries: Iterable[AnyEntry]) -> Index:
    index = Index()
    with uncollected():
        for entry in entries:
            index.append(entry)
    return index


def _supposing(entries: Iterable[AnyEntry]) -> Index:
    index = _folded(entries)
    index.supposing = True
    return index


def _canonical(index: Index, day: dt.date, length: int) -> dict[str, object]:
    """Return what stands on a day by the first so many entries, sorted by kind and id; empty registers are left out."""
    facts = index.facts(day, length)
    records: dict[str, dict[str, object]] = {}
    for kind in tuple(index.logs):
        rows = {str(row.record.id): row for row in index.rows(kind, day, length)}
        for id_, row in sorted(rows.items()):
            records.setdefault(row.record.kept_as(), {})[id_] = {
                "record": row.record.model_dump(mode="json"),
                "date": row.date.isoformat(),
                "changed": row.changed.isoformat(),
            }
    return {
        "day": plain_day(day).isoformat(),
        "programme": facts.started.programme if facts.started else None,
        "law": facts.law,
        "stage": facts.stage,
        "stage_since": facts.stage_since.isoformat() if facts.stage_since else None,
        "waivers": [waiver.model_dump(mode="json") for waiver in facts.waivers],
        "suspended": facts.suspended.model_dump(mode="json") if facts.suspended else None,
        "closed": facts.closed.model_dump(mode="json") if facts.closed else None,
        "records": dict(sorted(records.items())),
    }
