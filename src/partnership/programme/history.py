"""A history taken up again: entries that somebody kept, checked for what a ledger must be before they are folded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from partnership.acts import AnyEntry, Migrated, Started, withdrawn_by
from partnership.errors import Fault, LedgerError
from partnership.findings import FilePlace
from partnership.index import Index, State
from partnership.messages import message
from partnership.programme.integrity import broken_entries
from partnership.template import Template

_EDITED = message("the ledger was edited or reassembled; restore it from an untouched copy")

_CHANGES = Started | Migrated


def fold_entries(history: Sequence[AnyEntry], file: str | None = None) -> State:
    """Fold entries into a state; what contradicts itself is a fault of the ledger, with its entry.

    Raises:
        LedgerError: if an entry does not follow from those before it.
    """
    index = Index()
    for entry in history:
        try:
            index.append(entry)
        except LedgerError as error:
            raise LedgerError([replace(fault, at=place_of(file, entry.seq)) for fault in error.faults]) from None
    return State(index, len(history))


def known_by(state: State, moment: dt.datetime, *, inclusive: bool) -> int:
    """Return how many entries had been written down by a moment.

    One that was withdrawn stood under whatever moment it said; it counts with the one that follows it.
    """
    known = state.length
    earliest: dt.datetime | None = None
    for place in range(state.length - 1, -1, -1):
        recorded = state.entries[place].recorded
        earliest = recorded if earliest is None else min(earliest, recorded)
        if earliest < moment or (inclusive and earliest == moment):
            break
        known = place
    return known


def check_history(history: Sequence[AnyEntry], templates: Mapping[str, Template], file: str | None = None) -> None:
    """Check that entries are a whole ledger, in order, kept under laws that are at hand, each following from others.

    `file` is the name that faults give, with the entry's number as its line.

    Raises:
        LedgerError: with every fault; a gap is told once, however many entries come after it.
    """
    if not history or not isinstance(history[0], Started):
        words = message("a ledger begins with the start of a programme")
        raise LedgerError(Fault(place_of(file, 1), words))
    laws = list(_laws(history, templates, file))
    faults = [*_order(history, file), *laws]
    is_whole = [entry.seq for entry in history] == list(range(1, len(history) + 1))
    if is_whole and not laws:  # else nothing can be said of what the others lean on
        found = broken_entries(history, templates)
        faults += [Fault(place_of(file, one.seq), one.what, hint=one.hint or _EDITED) for one in found]
    if faults:
        raise LedgerError(faults)


def _order(history: Sequence[AnyEntry], file: str | None) -> Iterator[Fault]:
    last = history[0].recorded
    withdrawn = withdrawn_by(history)
    for place, entry in enumerate(history, start=1):
        if entry.seq != place:
            words = message("entry {seq} is in the place of entry {place}", seq=entry.seq, place=place)
            hint = message("entries are missing or out of place from here on")
            yield Fault(place_of(file, place), words, hint=hint)
            return
        if place in withdrawn:  # it stood under a wrong moment, and says so
            continue
        recorded = entry.recorded
        if recorded >= last:
            last = recorded
        else:
            words = message("entry {seq} was recorded before the one that it follows", seq=entry.seq)
            yield Fault(place_of(file, place), words)


def _laws(history: Sequence[AnyEntry], templates: Mapping[str, Template], file: str | None) -> Iterator[Fault]:
    given = ", ".join(f"{one.id} {one.version}" for one in templates.values()) or "-"
    for place, entry in enumerate(history, start=1):
        if isinstance(entry, _CHANGES) and entry.digest not in templates:
            words = message(
                "the ledger was kept under {template} {version} ({digest}), not under {given}",
                template=entry.template,
                version=entry.version,
                digest=entry.digest,
                given=given,
            )
            hint = message("use that version, or migrate")
            yield Fault(place_of(file, place), words, hint=hint)


def place_of(file: str | None, entry: int) -> FilePlace | None:
    """Return where an entry stands in a file of entries, by its number; None where there is no file."""
    return None if file is None else FilePlace(file=file, line=entry, column=1)
