"""Bulk work: many objects made at once, all of them kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave the garbage collector off while a law or a history is read.

    Whatever is made then is kept, so there is nothing to collect; looking for it again and again, in a heap that
    only grows, takes up to two thirds of the time. Where the collector is off already it stays off.
    """
    if not gc.isenabled():
        yield
        return
    try:
        gc.disable()
        yield
    finally:
        gc.enable()
