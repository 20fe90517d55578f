"""Keeping: requirements whose answers are kept, so that an entry costs what it touches.

A coverage keeps each element's mark and whom it still lacks; everything else keeps one mark. What was read is
subscribed to; when it is touched the mark is forgotten, and found again when somebody asks.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterator

from typing_extensions import override

from partnership.readiness.bench import Bench
from partnership.readiness.checks import (
    SATISFIED,
    UNKNOWN,
    Check,
    Combined,
    ForEachCheck,
    Shortfall,
)
from partnership.readiness.groups import ALL, Key, Readable, Reads, subscribe
from partnership.readiness.operands import Env
from partnership.state import Row

_NO_VARIABLES: Env = {}


class Kept(ABC):
    """A requirement, or a part of one, whose mark is kept."""

    @abstractmethod
    def mark(self) -> int:
        """Return the mark on the cursor's day."""

    @abstractmethod
    def shortfalls(self) -> Iterator[Shortfall]:
        """Return what is lacking on the cursor's day."""

    @abstractmethod
    def lacking(self) -> set[str]:
        """Return the ids of the elements that lack something; empty where the lack is not anybody's."""


def keep(check: Check, bench: Bench) -> Kept:
    """Keep a check that leaves no variable open."""
    if isinstance(check, Combined):
        return KeptCombination(check, [keep(part, bench) for part in check.children()])
    if isinstance(check, ForEachCheck) and _is_kept_by_element(check):
        return KeptCoverage(check, bench)
    return KeptMark(check, bench)


def _is_kept_by_element(check: ForEachCheck) -> bool:
    return check.picker is not None and not check.picker.counts_rows and check.picker.scans


class _Watch(ABC):
    """What a kept answer has read, and the days on which it turns by itself."""

    __slots__ = ("_asked", "_bench", "_read")

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._read: tuple[tuple[Readable, Key], ...] = ()
        self._asked: set[dt.date] | None = None

    @abstractmethod
    def touch(self) -> None:
        """Note that what was read may have changed."""

    def reads_now(self, reads: Reads) -> None:
        after = tuple(reads.keys)
        if after != self._read:
            subscribe(self, self._read, after)
            self._read = after
        for day in reads.wake:
            if self._asked is None:
                self._asked = set()
            if day not in self._asked:
                self._asked.add(day)
                self._bench.world.tables.wake(day, self.touch)

    def retire(self) -> None:
        subscribe(self, self._read, ())
        self._read = ()


class KeptMark(_Watch, Kept):
    """One mark, found anew only when something that it read was touched."""

    __slots__ = ("_check", "_daily", "_mark", "_on")

    def __init__(self, check: Check, bench: Bench) -> None:
        super().__init__(bench)
        self._check = check
        self._mark: int | None = None
        self._daily = bench.is_daily(check.what)
        self._on: dt.date | None = None

    @override
    def touch(self) -> None:
        self._mark = None

    @override
    def mark(self) -> int:
        self._bench.settle()
        today = self._bench.world.tables.cursor
        if self._mark is None or (self._daily and self._on != today):
            reads = Reads()
            self._mark = self._check.mark(_NO_VARIABLES, reads)
            self._on = today
            self.reads_now(reads)
        return self._mark

    @override
    def shortfalls(self) -> Iterator[Shortfall]:
        self._bench.settle()
        return self._check.shortfalls(_NO_VARIABLES)

    @override
    def lacking(self) -> set[str]:
        return {shortfall.path[0][1].record.id for shortfall in self.shortfalls() if shortfall.path}


class KeptCombination(Kept):
    """A combination of kept parts: there are few of them, so it asks each."""

    def __init__(self, check: Combined, parts: list[Kept]) -> None:
        self._check = check
        self._parts = parts

    @override
    def mark(self) -> int:
        return self._check.combine([part.mark() for part in self._parts], _NO_VARIABLES)

    @override
    def shortfalls(self) -> Iterator[Shortfall]:
        mark = self.mark()
        if mark == SATISFIED:
            return
        blamed = set(map(id, self._check.blamed()))
        found = [
            shortfall
            for part, check in zip(self._parts, self._check.children(), strict=True)
            if id(check) in blamed
            for shortfall in part.shortfalls()
        ]
        yield from found or [Shortfall(self._check.what, mark)]

    @override
    def lacking(self) -> set[str]:
        return {shortfall.path[0][1].record.id for shortfall in self.shortfalls() if shortfall.path}


class _Element(_Watch):
    """One element of a coverage."""

    __slots__ = ("coverage", "mark", "row")

    def __init__(self, coverage: KeptCoverage, bench: Bench, row: Row) -> None:
        super().__init__(bench)
        self.coverage = coverage
        self.row = row
        self.mark: int | None = None

    @override
    def touch(self) -> None:
        self.coverage.look_again(self)


class KeptCoverage(Kept):
    """A coverage: every element with its mark, and apart from them, those who lack something."""

    def __init__(self, check: ForEachCheck, bench: Bench) -> None:
        if check.picker is None:
            raise AssertionError("only elements that a selection gives are kept one by one")
        self._check = check
        self._bench = bench
        self._daily = bench.is_daily(check.what)
        self._on = bench.world.tables.cursor
        self._elements: dict[str, _Element] = {}
        self._lacking: dict[str, _Element] = {}
        self._unknown = 0
        self._again: dict[_Element, None] = {}
        group = check.picker.group
        bucket = group.buckets.get(ALL)
        for id_, row in bucket.items() if bucket is not None else ():
            self._listen(id_, row)
        group.listeners.append(self._listen)

    def look_again(self, element: _Element) -> None:
        """Find an element's mark anew before anybody is told, unless it has gone since it asked to be woken."""
        if self._elements.get(element.row.record.id) is element:
            self._again[element] = None

    def _listen(self, id_: str, row: Row | None) -> None:
        element = self._elements.get(id_)
        if row is not None:
            if element is None:
                element = self._elements[id_] = _Element(self, self._bench, row)
            element.row = row
            self._again[element] = None
        elif element is not None:
            del self._elements[id_]
            self._again.pop(element, None)
            self._lacking.pop(id_, None)
            self._unknown -= element.mark == UNKNOWN
            element.retire()

    def _settle(self) -> None:
        self._bench.settle()
        if self._daily and self._on != self._bench.world.tables.cursor:
            self._again.update(dict.fromkeys(self._elements.values()))
            self._on = self._bench.world.tables.cursor
        while self._again:
            element = next(iter(self._again))
            del self._again[element]
            reads = Reads()
            mark = self._check.mark_of(element.row, _NO_VARIABLES, reads)
            element.reads_now(reads)
            if mark != element.mark:
                self._unknown += (mark == UNKNOWN) - (element.mark == UNKNOWN)
                id_ = element.row.record.id
                if mark == SATISFIED:
                    self._lacking.pop(id_, None)
                else:
                    self._lacking[id_] = element
                element.mark = mark

    @override
    def mark(self) -> int:
        self._settle()
        total = len(self._elements)
        return self._check.verdict(total, total - len(self._lacking), self._unknown, _NO_VARIABLES, None)

    @override
    def shortfalls(self) -> Iterator[Shortfall]:
        mark = self.mark()
        if mark == SATISFIED:
            return
        lacking = [self._lacking[id_].row for id_ in sorted(self._lacking)]
        yield from self._check.shortfalls_of(mark, len(self._elements), lacking, _NO_VARIABLES)

    @override
    def lacking(self) -> set[str]:
        return set(self._lacking) if self.mark() != SATISFIED else set()
