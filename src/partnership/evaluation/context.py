"""Contexts: a day and a number of entries at which rules are asked, and what an asker sees and notes there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from partnership.evaluation.binding import Binding
from partnership.evaluation.reads import Reads
from partnership.index import Index, Row
from partnership.records import is_in_force
from partnership.template import Template
from partnership.values import plain_day

if TYPE_CHECKING:
    from partnership.evaluation.table import AnySpec, Table
    from partnership.evaluation.tables import Tables

_T = TypeVar("_T")


class Compiled(Protocol):
    """A plan, as far as tables know it: the law, and which tables there are."""

    @property
    def template(self) -> Template:
        """The law."""

    @property
    def specs(self) -> tuple[AnySpec, ...]:
        """What each table holds."""

    def said(self, binding: Binding) -> dict[object, Any]:
        """Return a place for words that follow from the law and what a programme gives to it."""

    @property
    def tying(self) -> tuple[int, ...]:
        """The tables of records that tie partners, by the pair that they tie."""

    @property
    def holders(self) -> int:
        """The table of the assignments that stand, by their role."""

    @property
    def lists(self) -> Mapping[str, Mapping[str, Any]]:
        """All that paths lead through."""


class Frontiers(Protocol):
    """The rows of whole tables on the writer's day, kept."""

    def rows(self, table: Table, ctx: Context) -> Sequence[Row]:
        """Return all rows of a table that has no keys."""

    def size(self, table: Table, ctx: Context) -> int:
        """Return how many rows a table without keys has."""

    def tally(self, table: Table, getter: Any, ctx: Context) -> Any:
        """Return a field of all rows of a table without keys."""

    def once(self, key: object, ctx: Context, make: Callable[[Context], _T]) -> _T:
        """Return what was made before, or make it anew if what it leans on was touched."""


NONE_EXCUSED: frozenset[str] = frozenset()


class Context:
    """A day on an index under a plan: all that an evaluation may look at. `reads` notes what it looked at.

    `asked` is the day, or, where an act says its time of day, its moment: from it hours are counted.
    `known` is the day up to which what has happened counts; it is earlier than `day` only where a rule asks what will
    be valid on a day to come. `kept` are the writer's kept answers, where they are of this day. Whoever `keeps` what he
    finds reads only tables that are kept up, and holds `writing` meanwhile. `excused` are the ids of those for whom the
    requirement that is asked is waived: among the elements of its outermost coverages they count as having it.
    """

    __slots__ = ("asked", "day", "excused", "index", "keeps", "kept", "known", "length", "own", "reads", "tables")

    def __init__(
        self,
        tables: Tables,
        day: dt.date,
        length: int,
        reads: Reads | None = None,
        *,
        known: dt.date | None = None,
        kept: Frontiers | None = None,
        keeps: bool = False,
        own: dict[int, Table] | None = None,
    ) -> None:
        self.tables = tables
        self.index: Index = tables.index
        self.asked = day
        self.day = day = day if type(day) is dt.date else plain_day(day)
        self.known = day if known is None else known
        self.length = length
        self.reads = reads
        self.kept = kept
        self.keeps = keeps
        self.excused: frozenset[str] = NONE_EXCUSED
        self.own: dict[int, Table] = {} if own is None else own
        """Tables that only this reader needs: of fewer entries than have been written."""

    def excusing(self, excused: frozenset[str]) -> Context:
        """Return the same place, where these are excused and nobody else."""
        made = self._noting(self.reads)
        made.excused = excused
        return made

    def tracked(self) -> tuple[Context, Reads]:
        """Return the same place, where what is read is noted, and the notes."""
        reads = Reads()
        return self._noting(reads), reads

    def _noting(self, reads: Reads | None) -> Context:
        return Context(
            self.tables,
            self.asked,
            self.length,
            reads,
            known=self.known,
            kept=self.kept,
            keeps=self.keeps,
            own=self.own,
        )

    def at(self, day: dt.date) -> Context:
        """Return another day of the same index."""
        return Context(self.tables, day, self.length, keeps=self.keeps, own=self.own)

    def on(self, day: dt.date) -> Context:
        """Return another day, seen from this one: what happens after this one counts for nothing.

        What is read there is the same on each day from that day on, and until then on this day only.
        """
        reads = self.reads
        known = min(plain_day(day), self.known)
        made = Context(self.tables, day, self.length, known=known, keeps=self.keeps, own=self.own)
        if reads is not None:
            made.reads = Reads(reads.keys)
            if day > self.day:
                reads.only(self.day)
            else:
                reads.lo = max(reads.lo, day)
        return made

    def rows(self, kind: str) -> list[Row]:
        """Return the rows of a kind that are in force, by id; what they are is not noted.

        Whether the partner behind an assignment is still there, is not asked: see `dependents`.
        """
        return sorted(self.index.rows(kind, self.day, self.length), key=by_id)

    def rows_ever(self, kind: str) -> list[Row]:
        """Return the latest version of every record of a kind there was, ended or not, by id."""
        return sorted(self.index.rows_ever(kind, self.day, self.length), key=by_id)

    def exists(self, kind: str, id_: str) -> bool:
        """Tell whether there is a record, on whatever day."""
        if self.reads is not None:
            self.reads.keys[self.tables.watch(kind), id_] = None
        return self.index.exists(kind, id_, self.length)

    def ever(self, kind: str, id_: str) -> Row | None:
        """Return the version of a record that stands, ended or not; None before the first."""
        row = self.index.ever(kind, id_, self.known, self.length)
        if self.reads is not None:
            self._read(kind, id_)
        return row

    def standing(self, kind: str, id_: str) -> Row | None:
        """Return the version of a record that is in force."""
        if self.known == self.day:
            row = self.index.standing(kind, id_, self.day, self.length)
        else:
            row = self.index.ever(kind, id_, self.known, self.length)
            if row is not None and (row.ended or not is_in_force(row.record, self.day)):
                row = None
        if self.reads is not None:
            self._read(kind, id_)
        return row

    def _read(self, kind: str, id_: str) -> None:
        reads = self.reads
        if reads is None:
            return
        reads.keys[self.tables.watch(kind), id_] = None
        for row in self.index.versions(kind, id_, self.length):
            reads.row(self.day, row)
            if row.force is not None and row.force is not row:
                reads.row(self.day, row.force)


def by_id(row: Row) -> str:
    """Return the id of a row's record, to sort by."""
    return str(row.record.id)
