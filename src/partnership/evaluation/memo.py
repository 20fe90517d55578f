"""Once: what is found one time for all days on which it is the same. It spares work; no answer depends on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from partnership.evaluation.context import Context
from partnership.evaluation.reads import Reads
from partnership.index import FIRST_DAY, LAST_DAY

Found = dict[object, tuple[dt.date, dt.date, Any]]
"""What has been found, with the days from which and up to which it is so."""

_MOST = 100_000
"""Things that are remembered at a time."""

_T = TypeVar("_T")


def once(
    found: Found, key: object, ctx: Context, make: Callable[[], _T], fits: Callable[[_T], bool] | None = None
) -> _T:
    """Return what was found before if it is so on the context's day too, and fits; else make it.

    Where nobody notes what is read, what was found is of this context's day alone, and so must `found` be. Any number
    of readers may share it: each answers with what it has looked at, or made, itself.
    """
    reads = ctx.reads
    known = found.get(key)
    if known is None or not known[0] <= ctx.day < known[1] or (fits is not None and not fits(known[2])):
        if reads is None:
            known = (FIRST_DAY, LAST_DAY, make())
        else:
            ctx.reads = own = Reads(reads.keys)
            try:
                value = make()
            finally:
                ctx.reads = reads
            known = (own.lo, own.hi, value)
        if len(found) >= _MOST:
            found.clear()
        found[key] = known
    if reads is not None:
        reads.within(known[0], known[1])
    return known[2]
