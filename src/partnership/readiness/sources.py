"""Sources: what a selection can be `from`: a register of the library, a register, list or roster of the template."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import Any

from typing_extensions import override

from partnership.readiness.groups import ALL, Group, Reach, Readable
from partnership.records import RECORDS
from partnership.state import FIRST_DAY, Row, Tables

Pending = dict[tuple[Group, str], None]
"""Rows of groups that must be looked at again before anything is read."""


class Source(ABC):
    """Rows by id, in each reach.

    `presence` tells its readers when the first row ever comes (or goes, looking back). `complete` says that no row
    means that there is none; `register` is the name under which a keeper may say the same.
    """

    def __init__(self, name: str, kind: str, pending: Pending, tables: Tables) -> None:
        self.name = name
        self.kind = kind
        self.pending = pending
        self.tables = tables
        self.register = name
        self.complete = False
        self.presence = Readable()
        self.groups: list[Group] = []

    def add(self, group: Group) -> None:
        """Keep a group up from now on."""
        self.groups.append(group)
        group.fill()

    @abstractmethod
    def rows(self, reach: Reach) -> Mapping[str, Row]:
        """Return the rows in a reach."""

    def row(self, id_: str, reach: Reach) -> Row | None:
        """Return one row in a reach."""
        return self.rows(reach).get(id_)

    def versions(self, id_: str) -> Iterator[Row]:
        """Return every version so far of one row."""
        row = self.row(id_, Reach.EVER)
        if row is not None:
            yield row

    def row_on(self, id_: str, day: dt.date) -> Row | None:
        """Return the row in force on any day."""
        return self.tables.row_on(self.kind, id_, day)

    @property
    def today(self) -> dt.date:
        """The day on which rows are looked at."""
        return self.tables.cursor

    @property
    def bare(self) -> bool:
        """Tell whether there has never been a row."""
        return not self.rows(Reach.EVER)


class RegisterSource(Source):
    """The records of one kind; for a register of the template's own, those items that belong to it."""

    def __init__(self, name: str, kind: str, pending: Pending, tables: Tables, *, list_: str | None = None) -> None:
        super().__init__(name, kind, pending, tables)
        self.complete = RECORDS[kind].constitutive and list_ is None
        self._list = list_
        self._pivots: dict[str, dict[object, list[Group]]] = {}
        self._plain: list[Group] = []
        self._number = len(self.rows(Reach.EVER))

    @override
    def rows(self, reach: Reach) -> Mapping[str, Row]:
        tables = self.tables
        rows = tables.current[self.kind] if reach is Reach.IN_FORCE else tables.ever[self.kind]
        if self._list is None:
            return rows
        return {id_: row for id_, row in rows.items() if row.record.list == self._list}

    @override
    def row(self, id_: str, reach: Reach) -> Row | None:
        tables = self.tables
        return (tables.current if reach is Reach.IN_FORCE else tables.ever)[self.kind].get(id_)

    @override
    def versions(self, id_: str) -> Iterator[Row]:
        tables = self.tables
        for version in tables.history(self.kind, id_).versions:
            if version.start <= tables.cursor and not version.ended:
                yield version.row

    @override
    def add(self, group: Group) -> None:
        super().add(group)
        self._plain.append(group)

    def add_pivoted(self, group: Group, field: str, values: tuple[object, ...]) -> None:
        """Keep a group up that only rows with one of these values of a field can be in."""
        super().add(group)
        table = self._pivots.setdefault(field, {})
        for value in values:
            table.setdefault(value, []).append(group)

    def feed(self, id_: str, new: Row | None, old_ever: Row | None, ever: Row | None) -> None:
        """Take in how a record stands now."""
        if self._list is not None:
            known = ever or old_ever
            if known is None or known.record.list != self._list:
                return
        if (old_ever is None) is not (ever is None):
            self._number += 1 if old_ever is None else -1
            if self._number == (old_ever is None):
                self.presence.notify(ALL)
        for group in self._plain:
            group.update(id_, new if group.reach is Reach.IN_FORCE else ever)
        for field, table in self._pivots.items():
            value = getattr(ever.record, field) if ever is not None else None
            for group in table.get(value, ()):
                group.update(id_, new if group.reach is Reach.IN_FORCE else ever)
            before = getattr(old_ever.record, field) if old_ever is not None else None
            if before != value:
                for group in table.get(before, ()):
                    group.update(id_, new if group.reach is Reach.IN_FORCE else ever)


class ListSource(Source):
    """A list of the template itself: it never changes and is never bare, so nobody can make it easier by leaving."""

    def __init__(self, name: str, items: Mapping[str, Any], pending: Pending, tables: Tables) -> None:
        super().__init__(name, name, pending, tables)
        self.complete = True
        self._rows = {id_: Row(item, FIRST_DAY, FIRST_DAY) for id_, item in items.items()}

    @override
    def rows(self, reach: Reach) -> Mapping[str, Row]:
        del reach
        return self._rows

    @property
    @override
    def bare(self) -> bool:
        return False


class Stub:
    """Stands for something that is named, but has no record."""

    __slots__ = ("id",)

    def __init__(self, id_: str) -> None:
        self.id = id_


class RosterSource(Source):
    """Everybody who was ever named by the anchoring records and has not been released by an entry of its own.

    Ending a record never shrinks a roster (invariant 3): it is asked for by name until it is released.
    """

    def __init__(
        self,
        name: str,
        of: RegisterSource,
        named: Group,
        released: Group | None,
        pending: Pending,
        tables: Tables,
        passing: Group | None,
    ) -> None:
        super().__init__(name, of.kind, pending, tables)
        self._of = of
        self._named = named
        self._released = released
        self._passing = passing
        self._rows: dict[str, Row] = {}
        self._stubs: dict[str, Row] = {}
        self.register = named.source.register
        self.complete = named.source.complete
        self.presence = named.source.presence
        named.key_listeners.append(self.look)
        if released is not None:
            released.key_listeners.append(self.look)
        if passing is not None:
            passing.listeners.append(lambda id_, _row: self.look(id_))
        for key in tuple(named.buckets):
            self.look(key)

    @override
    def rows(self, reach: Reach) -> Mapping[str, Row]:
        del reach
        return self._rows

    @property
    @override
    def bare(self) -> bool:
        return self._named.source.bare

    def look(self, id_: Any) -> None:
        """Look whether somebody is on the roster, and in which version."""
        known = self.tables.ever[self.kind].get(id_)
        row: Row | None = None
        if id_ in self._named.buckets and (self._released is None or id_ not in self._released.buckets):
            row = known or self._stub(id_)
            if self._passing is not None and id_ not in self._members():
                row = None
        if row is not None:
            self._rows[id_] = row
        elif self._rows.pop(id_, None) is None:
            return
        for group in self.groups:
            group.update(id_, row)

    def _members(self) -> Mapping[str, Row]:
        bucket = self._passing.buckets.get(ALL) if self._passing is not None else None
        return bucket if bucket is not None else {}

    def _stub(self, id_: str) -> Row:
        stub = self._stubs.get(id_)
        if stub is None:
            stub = self._stubs[id_] = Row(Stub(id_), self.tables.cursor, self.tables.cursor)
        return stub
