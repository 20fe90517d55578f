"""Bulk work leaves the collector of garbage as it found it."""

from __future__ import annotations

import gc

from partnership.values import uncollected


def test_what_was_made_counts_as_old_and_what_others_have_frozen_stays_frozen() -> None:
    with uncollected():
        made: list[list[int]] = [[] for _ in range(1000)]
        assert not gc.isenabled()
    assert gc.isenabled()
    assert not any(each is made for each in gc.get_objects(0))
    gc.freeze()
    try:
        with uncollected():
            made.append([])
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_a_collector_that_is_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
