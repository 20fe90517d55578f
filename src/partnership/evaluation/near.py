"""What came nearest to something that a rule asks for, and which of its conditions it misses."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from partnership.evaluation.context import Context
from partnership.index import Row
from partnership.template.core import Constant, Op, Selection, Test


@dataclass(frozen=True, slots=True)
class Unmet:
    """A test that a row fails, and the value that it has; `wanted` is what else of the row that is held against."""

    test: Test
    have: Any
    wanted: Any = None


@dataclass(frozen=True, slots=True)
class Without:
    """What ought to stand beside a row, and does not."""

    what: Selection


@dataclass(frozen=True, slots=True)
class NotInForce:
    """A row, or one that it refers to (then by `field`), which is not in force on the day.

    `how` it is so: `valid_to` its term is over since `day`, `ended` by an entry on `day`, `valid_from` its term begins
    on `day`, `partner` the partner that it rests on is not there.
    """

    kind: str
    row: Row
    how: str
    day: dt.date | None
    field: str | None = None


MissedCondition = Unmet | Without | NotInForce
"""One condition that a row misses."""


@dataclass(frozen=True, slots=True)
class NearRow:
    """The row that came nearest, in the version that counts, and what it misses; nothing where it is one too many."""

    kind: str
    row: Row
    misses: tuple[MissedCondition, ...]


TRAITS = frozenset({"age_band"})
"""What a child is: never what is missing."""


def kept_rows(register: str) -> Selection:
    """Return the rows in which a keeper says that a register is kept."""
    return Selection("registers", (Test(("lists",), Op.EQ, Constant(register)),))


def said_by(row: Row) -> Row:
    """Return the version that says what a row says: not its end, and not the same in the words of another law."""
    while (row.ended or row.renamed) and row.before is not None:
        row = row.before
    return row


def entry_of(near: NearRow, ctx: Context) -> int | None:
    """Return the number of the entry that says what came near; what the template lists has none."""
    timeline, said = ctx.index.timeline(near.kind, near.row.record.id), said_by(near.row).record
    log = () if timeline is None else timeline.log  # a version that was cut short later stands in it more than once
    return next((one.added for one in log if one.record is said), None)
