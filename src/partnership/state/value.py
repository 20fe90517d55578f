"""A state as a value: the first so many entries of a history, whatever happens to the history afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from partnership.entries import AnyEntry
from partnership.records import Record
from partnership.state.canonical import canonical_state
from partnership.state.facts import Facts
from partnership.state.tables import Tables
from partnership.values import digest


class State:
    """What is true after so many entries; never changed by what comes later.

    The newest state of a history has the tables at hand, so that going on from it costs what the entry touches. An
    older state that is asked again folds its entries anew (linear in their number): both give the same answers, only
    the price differs. A state is not to be shared between threads; its entries may be.
    """

    __slots__ = ("_length", "_tables")

    def __init__(self, tables: Tables, length: int) -> None:
        self._tables = tables
        self._length = length

    @classmethod
    def empty(cls) -> State:
        """Return the state before the first entry."""
        return cls(Tables(), 0)

    @classmethod
    def of(cls, entries: Iterable[AnyEntry]) -> State:
        """Fold entries, in the order in which they were written, into a state."""
        tables = Tables.replay(entries)
        return cls(tables, len(tables.entries))

    @property
    def tables(self) -> Tables:
        """The tables of exactly this state; for the rooms above."""
        if len(self._tables.entries) != self._length:
            self._tables = Tables.replay(self._tables.entries[: self._length])
        return self._tables

    @property
    def length(self) -> int:
        """How many entries the state was folded from."""
        return self._length

    @property
    def entries(self) -> Sequence[AnyEntry]:
        """The entries that the state was folded from, as they were written."""
        return tuple(self._tables.entries[: self._length])

    @property
    def last(self) -> AnyEntry | None:
        """The entry written last."""
        return self._tables.entries[self._length - 1] if self._length else None

    @property
    def horizon(self) -> dt.date:
        """The latest date of an entry: the day up to which the history tells."""
        return self.tables.horizon

    def facts(self, on: dt.date | None = None) -> Facts:
        """Return what holds for the programme as a whole on a day (the horizon when left out)."""
        tables = self.tables
        tables.move(on or tables.horizon)
        return tables.facts

    def records(self, kind: str, on: dt.date | None = None) -> tuple[Record, ...]:
        """Return the records of a kind in force on a day, by id."""
        tables = self.tables
        tables.move(on or tables.horizon)
        rows = tables.current[kind]
        return tuple(rows[id_].record for id_ in sorted(rows))

    def get(self, kind: str, id_: str, on: dt.date | None = None) -> Record | None:
        """Return one record if it is in force on a day."""
        tables = self.tables
        row = tables.row_on(kind, id_, on or tables.horizon)
        return row.record if row else None

    def canonical(self, on: dt.date | None = None) -> dict[str, object]:
        """Return all that is true on a day as plain JSON values, sorted; the same on any machine."""
        tables = self.tables
        tables.move(on or tables.horizon)
        return canonical_state(tables)

    def digest(self, on: dt.date | None = None) -> str:
        """Return the digest of the state's canonical JSON on a day."""
        return digest(self.canonical(on))


def evolve(state: State, entry: AnyEntry) -> State:
    """Return the state after one more entry; the state that was given still answers as before."""
    tables = state.tables
    tables.apply(entry)
    return State(tables, state.length + 1)
