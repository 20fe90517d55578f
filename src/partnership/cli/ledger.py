"""`partnership ledger`: the entries of a programme, as a table for people or as canonical JSON for programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from partnership.cli.console import Console
from partnership.cli.exits import Exit
from partnership.cli.inputs import not_begun, nothing_known, opened, tell_all
from partnership.cli.naming import ENTRY_WORDS, Naming
from partnership.cli.widths import columns, cut_to_width, pad
from partnership.entries import Amended, AnyEntry, Ended, Recorded, to_json_lines
from partnership.messages import in_context, message, plural
from partnership.programme import Programme, ledger_head
from partnership.programme.history import known_by

if TYPE_CHECKING:
    from argparse import Namespace

_MOST_BASIS: Final = 20
_COLUMNS: Final = (
    in_context("column", "no."),
    in_context("column", "date"),
    in_context("column", "written"),
    in_context("column", "basis"),
    in_context("column", "what"),
    in_context("column", "detail"),
)


def ledger(asked: Namespace, console: Console) -> Exit:
    """Write the entries that were known at a moment and are true by a day; all of them where neither is asked for."""
    programme = tell_all(opened(asked, console), console)
    entries = _chosen(programme, asked.as_known, asked.until)
    if asked.json:
        for line in to_json_lines(entries):
            console.data(line)
    else:
        _Table(Naming(programme), console).write(entries)
        count = plural("{count} entry", "{count} entries", len(entries))
        # what is true by a day is no beginning of the ledger, and has no head
        console.line(
            count
            if asked.until is not None
            else message("{entries}; head: {head}", entries=count, head=ledger_head(entries))
        )
    return Exit.FINE


def _chosen(programme: Programme, known: dt.datetime | None, until: dt.date | None) -> Sequence[AnyEntry]:
    first = programme.entries[0]
    if known is not None and first.recorded > known:
        moment = known.isoformat(timespec="seconds").replace("+00:00", "Z")
        raise nothing_known("--as-known", moment, first.recorded.date())
    if until is not None and first.date > until:
        raise not_begun("--until", until, first.date)
    length = len(programme.entries) if known is None else known_by(programme.state, known, inclusive=True)
    return [entry for entry in programme.entries[:length] if until is None or entry.date <= until]


class _Table:
    """Rows under a heading; in a terminal the last column is cut where the line ends, in a pipe it is whole."""

    def __init__(self, naming: Naming, console: Console) -> None:
        self._naming = naming
        self._console = console

    def write(self, entries: Sequence[AnyEntry]) -> None:
        heading = [self._console.said(column) for column in _COLUMNS]
        rows = [self._row(entry) for entry in entries]
        widths = [max(columns(row[place]) for row in [heading, *rows]) for place in range(len(heading) - 1)]
        self._line(heading, widths, is_heading=True)
        for row in rows:
            self._line(row, widths)

    def _row(self, entry: AnyEntry) -> list[str]:
        return [
            str(entry.seq),
            entry.date.isoformat(),
            "" if entry.recorded.date() == entry.date else entry.recorded.date().isoformat(),
            cut_to_width(entry.basis or "", _MOST_BASIS),
            self._console.said(ENTRY_WORDS[entry.entry]),
            self._console.said(self._naming.entry(entry)) + self._note(entry),
        ]

    def _note(self, entry: AnyEntry) -> str:
        if entry.note is None or not isinstance(entry, Recorded | Amended | Ended):
            return ""
        return f" — {self._console.said(entry.note)}"

    def _line(self, row: Sequence[str], widths: Sequence[int], *, is_heading: bool = False) -> None:
        number = " " * (widths[0] - columns(row[0])) + row[0]
        cells = [number, *(pad(cell, width) for cell, width in zip(row[1:-1], widths[1:], strict=True)), row[-1]]
        text = "  ".join(cells).rstrip()
        if self._console.edge is not None:
            text = cut_to_width(text, self._console.edge)
        self._console.line(text, "heading" if is_heading else None)
