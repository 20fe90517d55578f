"""All tables of a plan: the rows of one source that pass fixed tests, under the keys by which they are asked for.

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
from collections.abc import Hashable, Iterable
from typing import Any

from typing_extensions import override

from partnership.evaluation.binding import Binding
from partnership.evaluation.context import Compiled, Context
from partnership.evaluation.reads import ALL, Key, Reads, Watched, subscribe
from partnership.evaluation.table import GONE, AnySpec, Fed, Feed, Own, Part, RosterSpec, Spec, Stub, Table, has_row
from partnership.index import FIRST_DAY, LAST_DAY, STANDING, Follower, Index, Row
from partnership.records import RECORDS
from partnership.values import ONE_DAY

_STEPS = "steps"
_TURNING = "turning"
_NO_STATE: tuple[int, dict[object, Any]] = (-1, {})


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
        self.pending: dict[Part, None] = {}
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
        self._feeds: dict[str, Feed] = {}
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
        part = table.parts[about] = Part(self, table, about)
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
        watched = self.watched.get(kind)
        if watched is not None and id_ in watched.subscribers:
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
            part = table.parts[about] = Part(self, table, about)
        self._change(part, *self._days(table.spec, about, ctx), ctx)

    def _change(self, part: Part, rows: tuple[Own, ...], read: tuple[tuple[Watched, Key], ...], ctx: Context) -> None:
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
            self._feeds.setdefault(self.index.called(source.kind), Feed()).add(table, spec)
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


def _below(spec: AnySpec) -> int | None:
    """Return the number of the table that a table is filled from, where its source is one."""
    return spec.named if isinstance(spec, RosterSpec) else spec.source.number


def _alike(one: tuple[Own, ...], other: tuple[Own, ...]) -> bool:
    return len(one) == len(other) and all(
        a[0].record is b[0].record and (a[0].lo, a[0].hi, a[1]) == (b[0].lo, b[0].hi, b[1])
        for a, b in zip(one, other, strict=True)
    )
