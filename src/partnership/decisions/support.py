"""Support: entries that were lawful when they were written, and that late paperwork has left standing on nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from partnership.acts import (
    Amended,
    AnyEntry,
    Ended,
    Migrated,
    Recorded,
    Started,
    Withdrawn,
    command_of,
    is_retold,
    withdrawn_by,
)
from partnership.decisions import refusals
from partnership.decisions.deciding import decide
from partnership.errors import Refused
from partnership.findings import Finding, Severity
from partnership.index import State, evolve
from partnership.template import Template
from partnership.values import uncollected


def unsupported(template_of: Callable[[str], Template], state: State, on: dt.date) -> tuple[Finding, ...]:
    """Return the entries that what is known now does not bear out on their own day, each with what it rested on.

    The history is told again in the order of its days, not of its writing, and each entry is put before the door once
    more, with all that is known by now of the days up to its own. What is waived on its own day or on `on`, whenever
    that was written, is waived there. Linear in the history: a look back, made when somebody asks.

    `template_of` gives the template of a digest: a programme may have changed its law on the way.
    """
    told = State.empty()
    waived = state.facts(on).waivers
    standing, orphaned = _standing(state.entries, state.index.called)
    found = [
        refusals.record_withdrawn(
            template_of(state.facts(entry.date).law or ""), entry.kind, entry.id, gone
        ).model_copy(update={"entry": entry.seq})
        for entry, gone in orphaned
        if entry.date <= on
    ]
    with uncollected():
        for place, entry in enumerate(sorted(standing, key=lambda entry: (entry.date, entry.seq)), start=1):
            again: AnyEntry | None = entry if entry.seq == place else None
            if entry.date <= on and not is_retold(entry) and not isinstance(entry, Started):
                law = template_of(told.facts(entry.date).law or "")
                laws = {entry.digest: template_of(entry.digest)} if isinstance(entry, Migrated) else {}
                try:
                    # told in the order of its days, an entry was written down whenever it comes
                    (again, *_) = decide(
                        law,
                        told,
                        command_of(entry, recorded=None),
                        laws=laws,
                        waived=(*state.facts(entry.date).waivers, *waived),
                    )
                except Refused as refusal:
                    found += [
                        reason.model_copy(update={"code": "unsupported", "entry": entry.seq})
                        for reason in refusal.findings
                        if reason.severity is Severity.BLOCK
                    ]
            told = evolve(told, again or entry.model_copy(update={"seq": place}))
    return tuple(sorted(found, key=lambda finding: finding.entry or 0))


def _standing(
    entries: Sequence[AnyEntry], called: Callable[[str], str]
) -> tuple[list[AnyEntry], list[tuple[Amended | Ended, int]]]:
    """Return what was not withdrawn, and apart from it what had happened to a record that was, with its number."""
    gone = withdrawn_by(entries)
    recorded: dict[tuple[str, str], int] = {}
    standing: list[AnyEntry] = []
    orphaned: list[tuple[Amended | Ended, int]] = []
    for entry in entries:
        if isinstance(entry, Recorded):
            recorded[called(entry.record.kept_as()), entry.record.id] = entry.seq
        if entry.seq in gone or isinstance(entry, Withdrawn):
            continue
        if isinstance(entry, Amended | Ended) and (of := recorded[called(entry.kind), entry.id]) in gone:
            if not is_retold(entry):
                orphaned.append((entry, of))
        else:
            standing.append(entry)
    return standing, orphaned
