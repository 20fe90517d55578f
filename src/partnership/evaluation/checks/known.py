"""Known: whether no rows of a source means that there are none (invariant 2)."""

from __future__ import annotations

from partnership.evaluation.compiler import Compiler
from partnership.evaluation.context import Context
from partnership.evaluation.table import GONE, SelectionSource, has_row
from partnership.index import LAST_DAY


class KeptSources:
    """Tells of one source whether what is not written down in it is not there."""

    __slots__ = ("_keepers", "_source")

    def __init__(self, compiler: Compiler, source: SelectionSource) -> None:
        self._source = source if source.number is None else compiler.anchor(source)
        self._keepers = compiler.keepers

    @property
    def register(self) -> str:
        """The name under which a keeper may say that the source is kept."""
        return self._source.register

    def complete(self, ctx: Context) -> bool:
        """Tell whether the source holds all there is: by nature, or because a keeper says so."""
        return self._source.complete or self.kept(ctx)

    def kept(self, ctx: Context) -> bool:
        """Tell whether a keeper says that the list is kept."""
        return has_row(ctx.tables.table(self._keepers, ctx), self._source.register, ctx)

    def bare(self, ctx: Context) -> bool:
        """Tell whether the source has never had a row."""
        source, tables = self._source, ctx.tables
        if source.items is not None:
            return False
        kind = tables.index.called(source.kind)
        since, length = LAST_DAY, ctx.length
        for row in tables.index.log(kind).ever:
            if row.lo < since and row.added <= length < row.removed:
                since = row.lo
                if since <= ctx.day:
                    break
        if ctx.reads is not None:
            ctx.reads.keys[tables.first_rows, kind if since > ctx.day else (kind, GONE)] = None
            ctx.reads.turn(ctx.day, since)
        return since > ctx.day

    def nothing(self, ctx: Context) -> bool:
        """Tell whether nobody knows: there has never been a row, and nobody says that the list is kept."""
        return self.bare(ctx) and not self.kept(ctx)
