"""Once: what is found one time for all days on which it is the same. It spares work; no answer depends on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from partnership.evaluation.reads import Reads
from partnership.evaluation.tables import Context
from partnership.index import FIRST_DAY, LAST_DAY

Found = dict[object, tuple[dt.date, dt.date, Any]]
"""What has been found, with the days from which and up to which it is so."""

_T = TypeVar("_T")


def once(found: Found, key: object, ctx: Context, make: Callable[[], _T]) -> _T:
    """Return what was found before if it is still so on the context's day, else make it.

    Where nobody notes what is read, what was found is of this context's day alone, and so must `found` be.
    """
    reads = ctx.reads
    known = found.get(key)
    if known is None or not known[0] <= ctx.day < known[1]:
        if reads is None:
            known = (FIRST_DAY, LAST_DAY, make())
        else:
            ctx.reads = own = Reads()
            own.keys = reads.keys
            try:
                value = make()
            finally:
                ctx.reads = reads
            known = (own.lo, own.hi, value)
        found[key] = known
    if reads is not None:
        reads.within(known[0], known[1])
    value = known[2]
    return value  # type: ignore[no-any-return] - a key has always a value of one type
