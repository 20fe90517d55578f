"""Ties between partners that records imply, kept up as records change.

A tie that counts is one that people have lived: a declared tie, something held together, a visit, a training that both
attended, a placement, a common team. An agreement alone ties nobody, else every partnership would be complete on paper.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import Any

from partnership.state.rows import Row
from partnership.state.tables import Tables

Pair = tuple[str, str]
"""Two different partners, the lesser id first."""

_HELD = frozenset({"held", "debriefed"})
_LOOKED_UP = frozenset({"person", "ward", "volunteer", "place", "partner"})
_TYING = frozenset({"tie", "event", "activity", "meeting", "visit", "session", "placement", "team"})


class Ties:
    """How many records tie each pair of partners on the cursor's day; `version` grows when a pair begins or ends."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._ties_of: dict[tuple[str, str], tuple[Pair, ...]] = {}
        self._looked_up: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
        self.pairs: dict[Pair, int] = {}
        self.version = 0
        self.listeners: list[Callable[[], None]] = []
        for kind in sorted(_TYING):
            for id_, row in tables.current[kind].items():
                self._fold(kind, id_, row)
        tables.followers.append(self)

    @classmethod
    def of(cls, tables: Tables) -> Ties:
        """Return the ties of these tables; computed once, then kept up."""
        found = tables.cache.get(cls)
        if not isinstance(found, Ties):
            found = tables.cache[cls] = cls(tables)
        return found

    def changed(
        self, kind: str, id_: str, old: Row | None, new: Row | None, old_ever: Row | None, ever: Row | None
    ) -> None:
        """Fold a record that ties, and whatever looked a changed person, place or volunteer up."""
        del old, old_ever, ever
        if kind in _TYING:
            self._fold(kind, id_, new)
        if kind in _LOOKED_UP:
            for other_kind, other in tuple(self._looked_up.get((kind, id_), ())):
                self._fold(other_kind, other, self._tables.current[other_kind].get(other))

    def facts_changed(self) -> None:
        """Nothing to do: the stage ties nobody."""

    def day_closed(self, day: dt.date) -> None:
        """Nothing to do: ties change with records alone."""

    def rewound(self, day: dt.date) -> None:
        """Nothing to do: ties change with records alone."""

    def _fold(self, kind: str, id_: str, row: Row | None) -> None:
        before = self._ties_of.get((kind, id_), ())
        after = tuple(sorted(set(self._implied(kind, id_, row.record)))) if row is not None else ()
        if before == after:
            return
        moved = False
        for pair in before:
            self.pairs[pair] -= 1
            if not self.pairs[pair]:
                del self.pairs[pair]
                moved = True
        for pair in after:
            if pair not in self.pairs:
                self.pairs[pair] = 0
                moved = True
            self.pairs[pair] += 1
        if after:
            self._ties_of[kind, id_] = after
        else:
            del self._ties_of[kind, id_]
        if moved:
            self.version += 1
            for listener in self.listeners:
                listener()

    def _implied(self, kind: str, id_: str, record: Any) -> Iterator[Pair]:
        me = (kind, id_)
        match kind:
            case "tie":
                return _pairs(self._partner_of(one, me) for one in record.between)
            case "event" | "activity" | "meeting":
                return _pairs(record.partners if record.state in _HELD else ())
            case "visit" if record.state in _HELD:
                adults = {self._partner_of(adult, me) for adult in record.adults}
                return iter([pair for adult in adults for pair in _pairs((adult, record.institution))])
            case "session" if record.state == "held":
                return _pairs(self._partner_of(person, me) for person in record.attended)
            case "placement":
                return _pairs(
                    (
                        self._field("volunteer", record.volunteer, "partner", me),
                        self._field("place", record.place, "institution", me),
                    )
                )
            case "team":
                return _pairs(self._partner_of(member, me) for member in record.members)
            case _:
                return iter(())

    def _partner_of(self, id_: str, asking: tuple[str, str]) -> str | None:
        tables = self._tables
        if tables.exists("partner", id_):
            return id_
        return self._field("person", id_, "partner", asking) or self._field("ward", id_, "institution", asking)

    def _field(self, kind: str, id_: str, field: str, asking: tuple[str, str]) -> str | None:
        self._looked_up.setdefault((kind, id_), {})[asking] = None
        row = self._tables.ever[kind].get(id_)
        return getattr(row.record, field) if row is not None else None


def _pairs(partners: Iterable[str | None]) -> Iterator[Pair]:
    return combinations(sorted({partner for partner in partners if partner is not None}), 2)
