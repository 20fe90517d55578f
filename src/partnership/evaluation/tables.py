"""A context and its tables: the rows of one source that pass fixed tests, under the keys by which they are asked for.

Each `where` falls into three parts when the law is compiled: what is fixed decides which rows are in a table, what
equates a field with a variable becomes the key, and only the rest is looked at row by row when it is asked. So "the
clearances of this person" is one look-up, on whatever day.

Where a test or a key leads through other records, a row is in the table on some of its days only: those days are found
once, and again when a record on the way is written. Tables are filled when they are first asked for; from then on the
writer adds to them, and whoever reads them needs no lock.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, Protocol, TypeVar

from typing_extensions import override

from partnership.evaluation.binding import Binding
from partnership.evaluation.reads import ALL, EVERY, Key, Reads, Watched, subscribe
from partnership.evaluation.series import Series, SeriesSpec
from partnership.index import FIRST_DAY, LAST_DAY, STANDING, Follower, Index, Row, standing_on
from partnership.records import RECORDS, is_in_force
from partnership.template import Template
from partnership.values import ONE_DAY, plain_day

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


GONE = "gone"
"""Beside a kind: the key of whoever leans on there being a record of it."""


class Stub:
    """Stands for something that is named, but has no record."""

    __slots__ = ("id",)

    def __init__(self, id_: str) -> None:
        self.id = id_


@dataclass(slots=True, eq=False)
class SelectionSource:
    """What a selection can be `from`: a register, a roster or a list of the template.

    `complete` says that no row means that there is none; `register` is the name under which a keeper may say the same.
    `number` is that of a roster's table; `items` are the rows of a list, which never changes and is never bare, so that
    nobody can make it easier by leaving.
    """

    name: str
    kind: str
    register: str
    _: KW_ONLY
    complete: bool
    list: str | None = None
    number: int | None = None
    items: Mapping[str, Row] | None = None

    @property
    def is_register(self) -> bool:
        """Whether it holds the records of a kind."""
        return self.number is None and self.items is None


@dataclass(slots=True, eq=False)
class Spec:
    """What one table holds: rows of a source, of every version (`ever`) or as they are in force, and under which keys.

    `turns` tells that tests or keys look at other records or at ages, so that a row can be in the table on some of its
    days only; `lasts` names rows of which that is not so. Of `pivot`, a field and its values, one must be a row's, or
    it is not in the table; `keys` does not ask that again. With `series` the rows under a key are put in order, too.
    """

    number: int
    source: SelectionSource
    keys: Callable[[Row, Context], tuple[Key, ...]]
    _: KW_ONLY
    ever: bool
    turns: bool
    pivot: tuple[str, tuple[object, ...]] | None = None
    lasts: Callable[[Row], bool] | None = None
    series: SeriesSpec | None = None

    def may_hold(self, row: Row) -> bool:
        """Tell whether a row of the source has a value by which it may be in the table."""
        return self.pivot is None or getattr(row.record, self.pivot[0]) in self.pivot[1]

    def turns_with(self, row: Row) -> bool:
        """Tell whether a row can be in the table on some of its days only."""
        return self.turns and (self.lasts is None or not self.lasts(row))


@dataclass(slots=True, eq=False)
class RosterSpec:
    """Everybody who was ever named by the anchoring records and has not been released by an entry of its own.

    Ending a record never shrinks a roster (invariant 3): it is asked for by name until it is released. `named` and
    `released` are tables by the ids that they name, `passing` the one of those who pass the roster's own tests.
    """

    number: int
    source: SelectionSource
    named: int
    released: int | None
    passing: int | None


AnySpec = Spec | RosterSpec


class Table(Watched):
    """Rows under keys. `base` to `upto` are the numbers of entries of which it is right, as long as nobody adds to it.

    `listeners` are told, by the writer, of each id whose rows have changed, and from which day on.
    """

    __slots__ = (
        *("base", "buckets", "listeners", "log", "namers", "parts", "readers", "series", "spec", "under", "upto"),
    )

    def __init__(self, spec: AnySpec, base: int, upto: int, under: Table | None) -> None:
        super().__init__()
        self.spec = spec
        self.base = base
        self.upto = upto
        self.under = under
        """The table that it was filled from, where its source is one."""
        self.buckets: dict[Key, list[Row]] = {}
        ordered = spec.series if isinstance(spec, Spec) else None
        self.series = None if ordered is None else Series(ordered)
        self.log: list[Row] = []
        """Of a table whose rows are its own: all of them."""
        self.parts: dict[Row | str, _Part] = {}
        self.readers: list[Fed] = []
        """Tables over this one."""
        self.namers: list[Table] = []
        """Rosters whose members are the keys of this one."""
        self.listeners: list[Callable[[str, dt.date], None]] = []

    def put(self, row: Row, keys: Iterable[Key]) -> None:
        """Add a row under its keys."""
        for key in keys:
            self.buckets.setdefault(key, []).append(row)
        if self.series is not None:
            self.series.put(row, keys)

    def drop(self, row: Row, keys: Iterable[Key]) -> None:
        """Take a row out; of a table that nobody else reads."""
        if self.series is not None:
            self.series.drop(row, keys)
        for key in keys:
            bucket = self.buckets[key]
            if bucket[-1] is row:
                bucket.pop()
            else:
                bucket.remove(row)
            if not bucket:
                del self.buckets[key]

    def tell(self, row: Row, keys: Iterable[Key]) -> None:
        """Tell whoever has read a key of a row that it has come, or gone."""
        subscribers = self.subscribers
        if subscribers:
            for key in (*keys, EVERY):
                if key in subscribers:
                    self.notify(key, row.lo)
        for listener in self.listeners:
            listener(row.record.id, row.lo)


_STEPS = "steps"
_TURNING = "turning"
_NO_STATE: tuple[int, dict[object, Any]] = (-1, {})

Own = tuple[Row, tuple[Key, ...]]
"""A row of a table's own, and its keys."""


class _Part:
    """One row of a source (of a roster: one id) in a table that turns: on which days, under which keys."""

    __slots__ = ("about", "read", "rows", "table", "tables")

    def __init__(self, tables: Tables, table: Table, about: Row | str) -> None:
        self.tables = tables
        self.table = table
        self.about = about
        self.rows: tuple[Own, ...] = ()
        self.read: tuple[tuple[Watched, Key], ...] = ()

    def touch(self, since: dt.date) -> None:
        del since
        self.tables.pending[self] = None

    def reads_now(self, keys: tuple[tuple[Watched, Key], ...]) -> None:
        if keys != self.read:
            subscribe(self, self.read, keys)
            self.read = keys


class Tables(Follower):
    """All tables of one plan over one index, and what the programme gives to its law.

    `journal` notes what is done, where entries are supposed and taken back; None otherwise.
    """

    def __init__(self, plan: Compiled, index: Index, binding: Binding, key: Hashable = None) -> None:
        self.key = key
        """The key under which they follow the index."""
        self.plan = plan
        self.index = index
        self.binding = binding
        self.watched: dict[str, Watched] = {kind: Watched() for kind in RECORDS}
        """For each kind, whom to tell when a record of it is written."""
        self.first_rows = Watched()
        """Whom to tell when there is a record of a kind of which there was none; under `GONE`, when one is gone."""
        self.moves = Watched()
        """Whom to tell when what holds for the programme as a whole has changed, its stage above all."""
        self.pending: dict[_Part, None] = {}
        self.at_work = False
        self.kept: Any = None
        self.turning: dict[str, Any] = {}
        """The writer's: since when what must hold does, and does not."""
        self.said = plan.said(binding)
        """Words that hold for whatever is written: of the plan, its parameters and its region alone."""
        self.journal: list[tuple[Any, ...]] | None = [] if index.supposing else None
        self._marks: list[int] = []
        self._of_state = _NO_STATE
        """The readers': what has been computed of so many entries."""
        self._kept_up: list[Table | None] = [None] * len(plan.specs)
        """What the writer adds to; only whoever holds `writing` puts a table here."""
        self._filled: list[Table | None] = [None] * len(plan.specs)
        """What readers have filled for one another; it may be of fewer entries than there are by now."""
        self._upto = 0
        """The number of the latest entry that a table was filled with."""
        self._offered: deque[Table] = deque()
        self._feeds: dict[str, _Feed] = {}
        """For each kind, where its rows go."""
        self._writer = Context(self, FIRST_DAY, 0, keeps=True)

    # --- reading -----------------------------------------------------------------------------------------------------

    def watch(self, kind: str) -> Watched:
        """Return whom to tell when a record of a kind, or a row of a register of the template's own, is written."""
        name = self.index.called(kind)
        found = self.watched.get(name)
        return self.watched.setdefault(name, Watched()) if found is None else found

    def fill(self, numbers: Iterable[int]) -> None:
        """Fill tables beforehand: one that is first asked for under a supposition would not outlive it."""
        ctx = Context(self, FIRST_DAY, len(self.index.entries), keeps=True)
        for number in numbers:
            self.table(number, ctx)

    def table(self, number: int, ctx: Context) -> Table:
        """Return a table, right for as many entries as the context knows."""
        length = ctx.length
        table = self._kept_up[number]
        if table is not None and table.base <= length:
            return table
        spec = self.plan.specs[number]
        is_plain = isinstance(spec, Spec) and not spec.turns and spec.source.number is None
        if ctx.keeps:
            table = self._fill(spec, ctx, 0 if is_plain else length, length)
            self._upto = max(self._upto, length)
            self._keep_up(table)
            return table
        for table in (self._filled[number], ctx.own.get(number)):
            if table is not None and table.base <= length <= table.upto:
                return table
        upto = len(self.index.entries)
        if not is_plain and upto != length:
            table = ctx.own[number] = self._fill(spec, ctx, length, length)
            return table
        table = self._fill(spec, ctx, 0 if is_plain else upto, upto)
        self._upto = max(self._upto, upto)
        self._filled[number] = table
        self._offered.append(table)
        return table

    def _fill(self, spec: AnySpec, ctx: Context, base: int, upto: int) -> Table:
        here = Context(self, FIRST_DAY, upto, keeps=ctx.keeps, own=ctx.own)
        below = _below(spec)
        table = Table(spec, base, upto, None if below is None else self.table(below, here))
        if isinstance(spec, RosterSpec):
            for id_ in list(table.under.buckets if table.under is not None else ()):
                self._fill_part(table, str(id_), here)
            return table
        for row in self._rows_of(spec, table.under):
            if row.added <= upto:
                if not spec.turns_with(row):
                    table.put(row, spec.keys(row, here))
                elif upto < row.removed:
                    self._fill_part(table, row, here)
        return table

    def _rows_of(self, spec: Spec, under: Table | None) -> tuple[Row, ...]:
        source = spec.source
        if under is not None:
            return tuple(under.log)
        if source.items is not None:
            return tuple(source.items.values())
        log = self.index.log(source.kind)
        rows = tuple(log.ever if spec.ever else log.force)
        return rows if spec.pivot is None else tuple(filter(spec.may_hold, rows))

    def _fill_part(self, table: Table, about: Row | str, ctx: Context) -> None:
        part = table.parts[about] = _Part(self, table, about)
        part.rows, part.read = self._days(table.spec, about, ctx)  # subscribed to when the writer takes the table over
        for row, keys in part.rows:
            table.log.append(row)
            table.put(row, keys)

    def of_state(self, length: int) -> dict[object, Any]:
        """Return a place for what is computed once for so many entries; no answer depends on it.

        It goes when another state is asked.
        """
        found = self._of_state
        if found[0] != length:
            found = self._of_state = (length, {})  # one assignment: whoever else reads finds both or the ones before
        return found[1]

    def steps(self, what: object, ctx: Context) -> dict[Any, Any] | None:
        """Return what is known of something on other days, as `once` keeps it; None while only one day has been asked.

        It spares the work where many days of one state are asked; whoever keeps answers is told of changes instead.
        """
        if ctx.keeps or ctx.asked is not ctx.day:
            return None
        day, known = self.of_state(ctx.length).setdefault(_STEPS, (ctx.day, {}))
        if day == ctx.day and not known:
            return None
        found: dict[Any, Any] = known.setdefault(what, {})
        return found

    def turning_of(self, ctx: Context) -> dict[str, Any]:
        """Return since when what must hold does, and does not, as far as it has been found; it spares work alone."""
        if ctx.keeps:
            return self.turning
        turned: dict[str, Any] = self.of_state(ctx.length).setdefault(_TURNING, {})
        return turned

    # --- rows that are there on some of their days -------------------------------------------------------------------

    def _days(
        self, spec: AnySpec, about: Row | str, ctx: Context
    ) -> tuple[tuple[Own, ...], tuple[tuple[Watched, Key], ...]]:
        """Find on which days a row is in a table and under which keys, and what that leans on."""
        found: list[Own] = []
        read: dict[tuple[Watched, Key], None] = {}
        here = Context(self, FIRST_DAY, ctx.length, keeps=ctx.keeps, own=ctx.own)
        day, end = (FIRST_DAY, LAST_DAY) if isinstance(about, str) else (about.lo, about.hi)
        while day < end:
            here.day = here.asked = here.known = day
            here.reads = reads = Reads(read)
            row, keys = self._on(spec, about, here)
            hi = min(max(reads.hi, day + ONE_DAY), end)
            last = found[-1] if found else None
            if last is not None and last[0].hi == day and last[0].record is row.record and last[1] == keys:
                last[0].hi = hi
            elif keys:
                found.append((row.part(day, hi, ctx.length), keys))
            day = hi
        return tuple(found), tuple(read)

    def _on(self, spec: AnySpec, about: Row | str, ctx: Context) -> Own:
        if isinstance(about, Row) and isinstance(spec, Spec):
            return about, spec.keys(about, ctx)
        if not isinstance(spec, RosterSpec):
            raise TypeError("only rosters are made of ids")
        id_ = str(about)
        row = ctx.ever(spec.source.kind, id_)
        if row is None:
            row = Row(Stub(id_), FIRST_DAY, FIRST_DAY)
        return row, (ALL,) if self._is_member(spec, id_, ctx) else ()

    def _is_member(self, spec: RosterSpec, id_: str, ctx: Context) -> bool:
        if not self._is_named(spec.named, id_, ctx):
            return False
        if spec.released is not None and has_row(self.table(spec.released, ctx), id_, ctx):
            return False
        return spec.passing is None or has_row(self.table(spec.passing, ctx), id_, ctx)

    def _is_named(self, number: int, key: Key, ctx: Context) -> bool:
        """Tell whether any version so far has a key, whatever has become of it."""
        table, reads = self.table(number, ctx), ctx.reads
        since = LAST_DAY
        for row in tuple(table.buckets.get(key, ())):
            if row.added <= ctx.length < row.removed and row.lo < since:
                since = row.lo
        if reads is not None:
            reads.keys[table, key] = None
            reads.turn(ctx.day, since)
        return since <= ctx.day

    # --- kept up by the writer ---------------------------------------------------------------------------------------

    @override
    def rows_changed(self, kind: str, id_: str, gone: tuple[Row, ...], come: tuple[Row, ...], seq: int) -> None:
        if self._offered:
            self._take_over(seq)
        if self.journal is not None:
            self._marks.append(len(self.journal))
        ctx = self._writer
        ctx.length = seq
        feed = self._feeds.get(kind)
        if feed is not None:
            for row in gone:
                self._gone(feed.of(row), row, ctx)
            for row in come:
                self._come(feed.of(row), row, ctx)
        watched = self.watch(kind)
        if id_ in watched.subscribers:
            watched.notify(id_, min([row.lo for row in (*gone, *come)], default=FIRST_DAY))
        if self.first_rows.subscribers:
            self._tell_of_first_rows(kind, gone, come)
        if self.pending:
            self._settle(ctx)

    def _tell_of_first_rows(self, kind: str, gone: tuple[Row, ...], come: tuple[Row, ...]) -> None:
        if come:
            self.first_rows.notify(kind, come[0].lo)
        elif gone:
            self.first_rows.notify((kind, GONE), gone[0].lo)

    @override
    def facts_changed(self, day: dt.date) -> None:
        self.take_over()
        for steps in self.turning.values():
            steps.touch(day)
        self.moves.notify(ALL, day)

    def _come(self, fed: Iterable[Fed], row: Row, ctx: Context) -> None:
        for table, spec in fed:
            own = row if spec.ever else row.force
            if own is None:
                continue
            if spec.turns and spec.turns_with(own):
                self._part(table, own, ctx)
            elif keys := spec.keys(own, ctx):
                self._add(table, own, keys, ctx)

    def _gone(self, fed: Iterable[Fed], row: Row, ctx: Context) -> None:
        for table, spec in fed:
            own = row if spec.ever else row.force
            if own is None:
                continue
            if spec.turns and spec.turns_with(own):
                part = table.parts.get(own)
                if part is not None:
                    self._change(part, (), (), ctx)
            elif keys := spec.keys(own, ctx):
                if self.journal is not None:
                    self.journal.append(("gone", table, own, keys))
                table.tell(own, keys)

    def _part(self, table: Table, about: Row | str, ctx: Context) -> None:
        part = table.parts.get(about)
        if part is None:
            part = table.parts[about] = _Part(self, table, about)
        self._change(part, *self._days(table.spec, about, ctx), ctx)

    def _change(self, part: _Part, rows: tuple[Own, ...], read: tuple[tuple[Watched, Key], ...], ctx: Context) -> None:
        """Let a part have other rows than before."""
        table, before = part.table, part.rows
        if self.journal is not None:
            self.journal.append(("part", part, before, part.read))
        part.reads_now(read)
        if not rows and not read:
            table.parts.pop(part.about, None)
        if _alike(rows, before):
            return
        part.rows = rows
        for row, keys in before:
            row.removed = ctx.length
            if self.journal is not None:
                self.journal.append(("removed", table, row, keys))
            table.tell(row, keys)
            self._gone(table.readers, row, ctx)
        for row, keys in rows:
            table.log.append(row)
            self._add(table, row, keys, ctx)
            self._come(table.readers, row, ctx)

    def _add(self, table: Table, row: Row, keys: tuple[Key, ...], ctx: Context) -> None:
        if table.upto == ctx.length and any(row in table.buckets.get(key, ()) for key in keys):
            return  # the table was filled while this entry is being written, with its rows
        table.put(row, keys)
        if self.journal is not None:
            self.journal.append(("added", table, row, keys))
        if table.subscribers or table.listeners:
            table.tell(row, keys)
        for roster in table.namers:
            for key in keys:
                if key not in roster.parts:
                    self._part(roster, str(key), ctx)

    def _settle(self, ctx: Context) -> None:
        """Look again at every row that leans on one that has changed, until nothing is left."""
        pending = self.pending
        while pending:
            part, _ = pending.popitem()
            if part.table.parts.get(part.about) is part:
                self._change(part, *self._days(part.table.spec, part.about, ctx), ctx)

    def rows_of(self, table: Table, id_: str, ctx: Context) -> list[Row]:
        """Return the rows of one id in a table, on whatever days; for the writer."""
        spec = table.spec
        if isinstance(spec, RosterSpec):
            part = table.parts.get(id_)
            return [] if part is None else [row for row, _ in part.rows]
        source = spec.source
        if source.number is not None:
            rows = self.rows_of(self.table(source.number, ctx), id_, ctx)
        elif source.items is not None:
            rows = [source.items[id_]] if id_ in source.items else []
        else:
            versions = self.index.versions(source.kind, id_, ctx.length)
            rows = list(versions) if spec.ever else [row.force for row in versions if row.force is not None]
        found: list[Row] = []
        for row in rows:
            if not spec.turns_with(row):
                found += [row] if spec.may_hold(row) and spec.keys(row, ctx) else []
            elif (part := table.parts.get(row)) is not None:
                found += [own for own, _ in part.rows]
        return found

    def take_over(self) -> None:
        """Add to the tables that readers have filled, from now on; for whoever may write."""
        if self._offered:
            self._take_over(len(self.index.entries) + 1)

    def _take_over(self, seq: int) -> None:
        """Add to the tables that readers have filled, from now on; one that came too late is left to be filled anew."""
        offered = self._offered
        while offered:
            table = offered.popleft()
            if self._kept_up[table.spec.number] is None and self._is_fresh(table, seq):
                self._keep_up(table)

    def _keep_up(self, table: Table) -> None:
        """Add to a table from now on; all that it leans on is kept up already."""
        for part in table.parts.values():
            subscribe(part, (), part.read)
        spec, source, under = table.spec, table.spec.source, table.under
        if isinstance(spec, RosterSpec):
            if under is not None:
                under.namers.append(table)
        elif under is not None:
            under.readers.append((table, spec))
        elif source.items is None:
            self._feeds.setdefault(self.index.called(source.kind), _Feed()).add(table, spec)
        self._kept_up[spec.number], self._filled[spec.number] = table, None

    def _is_fresh(self, table: Table, seq: int) -> bool:
        """Bring a table to the entry before this one where that is simple, and tell whether it is there."""
        spec = table.spec
        if isinstance(spec, Spec) and not spec.turns and spec.source.number is None:
            ctx = Context(self, FIRST_DAY, seq - 1)
            for row in self._rows_of(spec, None) if spec.source.items is None else ():
                if table.upto < row.added < seq:
                    table.put(row, spec.keys(row, ctx))
            return True
        below = _below(spec)
        if table.upto != seq - 1 or (below is not None and self._kept_up[below] is not table.under):
            return False
        return all(
            self._kept_up[watched.spec.number] is watched
            for part in table.parts.values()
            for watched, _ in part.read
            if isinstance(watched, Table)
        )

    # --- taken back --------------------------------------------------------------------------------------------------

    @override
    def taken_back(self, subject: tuple[str, str] | None, gone: tuple[Row, ...], back: tuple[Row, ...]) -> None:
        if self._upto > len(self.index.entries):
            self._made_anew()
            return
        self.turning.clear()
        self._of_state = _NO_STATE  # another state of as many entries may be supposed next
        journal = self.journal
        if subject is None:
            self.moves.notify(ALL, FIRST_DAY)
            return
        if journal is None:
            raise AssertionError("only what was supposed is taken back")
        mark = self._marks.pop()
        while len(journal) > mark:
            match journal.pop():
                case ("added", table, row, keys):
                    table.drop(row, keys)
                    if table.log and table.log[-1] is row:
                        table.log.pop()
                    table.tell(row, keys)
                case ("removed", table, row, keys):
                    row.removed = STANDING
                    table.tell(row, keys)
                case ("gone", table, row, keys):
                    table.tell(row, keys)
                case ("part", part, rows, read):
                    part.reads_now(read)
                    part.rows = rows
                    if rows or read:
                        part.table.parts[part.about] = part
                    else:
                        part.table.parts.pop(part.about, None)
                case other:
                    raise AssertionError(f"the journal has no {other[0]}")
        kind, id_ = subject
        self.watch(kind).notify(id_, min([row.lo for row in (*gone, *back)], default=FIRST_DAY))
        self._tell_of_first_rows(kind, gone, back)
        self.pending.clear()

    def _made_anew(self) -> None:
        """Leave the place to tables without what was supposed; those that were needed are filled at once."""
        fresh = Tables(self.plan, self.index, self.binding, self.key)
        fresh.fill([at for at, both in enumerate(zip(self._kept_up, self._filled, strict=True)) if any(both)])
        self.index.followers[self.key] = fresh


Fed = tuple[Table, Spec]
"""A table that rows go to, and what it holds."""


class _Feed:
    """The tables that rows of one kind go to: all, or by the value of a field that they ask for."""

    __slots__ = ("_pivots", "_plain")

    def __init__(self) -> None:
        self._plain: tuple[Fed, ...] = ()
        self._pivots: dict[str, dict[object, tuple[Fed, ...]]] = {}

    def add(self, table: Table, spec: Spec) -> None:
        fed = (table, spec)
        if spec.pivot is None:
            self._plain += (fed,)
            return
        field, values = spec.pivot
        by_value = self._pivots.setdefault(field, {})
        for value in values:
            by_value[value] = (*by_value.get(value, ()), fed)

    def of(self, row: Row) -> tuple[Fed, ...]:
        """Return the tables that a row may be in."""
        found = self._plain
        for field, by_value in self._pivots.items():
            found += by_value.get(getattr(row.record, field), ())
        return found


def rows_under(table: Table, key: Key, ctx: Context) -> list[Row]:
    """Return the rows under a key on the context's day."""
    day, length, reads = ctx.day, ctx.length, ctx.reads
    bucket = table.buckets.get(key)
    if reads is not None:
        reads.keys[table, key] = None
        note_rows(bucket or (), ctx)
    return [] if bucket is None else standing_on(bucket, day, length)


def has_row(table: Table, key: Key, ctx: Context) -> bool:
    """Tell whether there is a row under a key on the context's day."""
    day, length, reads = ctx.day, ctx.length, ctx.reads
    bucket = table.buckets.get(key)
    if reads is not None:
        reads.keys[table, key] = None
    if bucket is None:
        return False
    for row in bucket:
        if row.lo <= day < row.hi and row.added <= length < row.removed:
            if reads is not None:
                reads.row(day, row)
            return True
    if reads is not None:
        note_rows(bucket, ctx)
    return False


def note_rows(rows: Sequence[Row], ctx: Context) -> None:
    """Note that rows were looked at, there or not on the context's day."""
    day, length, reads = ctx.day, ctx.length, ctx.reads
    if reads is None:
        return
    for row in tuple(rows):
        if row.added <= length < row.removed:
            reads.row(day, row)


def _below(spec: AnySpec) -> int | None:
    """Return the number of the table that a table is filled from, where its source is one."""
    return spec.named if isinstance(spec, RosterSpec) else spec.source.number


def _alike(one: tuple[Own, ...], other: tuple[Own, ...]) -> bool:
    return len(one) == len(other) and all(
        a[0].record is b[0].record and (a[0].lo, a[0].hi, a[1]) == (b[0].lo, b[0].hi, b[1])
        for a, b in zip(one, other, strict=True)
    )
